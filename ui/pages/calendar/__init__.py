"""Show what is planned, as a list and as a month."""

from ui.pages.calendar.page import CalendarPage

__all__ = ["CalendarPage"]
