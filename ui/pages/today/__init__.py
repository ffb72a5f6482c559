"""The Today page: what to do now, who to call, what is next."""

from ui.pages.today.page import TodayPage

__all__ = ["TodayPage"]
