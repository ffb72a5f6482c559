"""The follow-ups: what is to come back, what is due and not booked, and what somebody is to do."""

from ui.pages.follow_ups.page import FollowUpsPage

__all__ = ["FollowUpsPage"]
