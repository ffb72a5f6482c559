"""Show the people to call and what the team told the family."""

from ui.pages.people.page import PeoplePage

__all__ = ["PeoplePage"]
