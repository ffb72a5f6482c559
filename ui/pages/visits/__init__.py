"""The Questions & visits page: what to ask, getting ready, what was said."""

from ui.pages.visits.page import VisitsPage

__all__ = ["VisitsPage"]
