"""Say in words what is due, on the screen and in notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from ui.reminders.notices import LATER, OPEN, SEEN, TAKEN, Notice

if TYPE_CHECKING:
    from caregiver.formats import Formats
    from caregiver.services.reminders import ReminderItem

APP_NAME = "Caregiver Organizer"
MOST_LINES = 5
LATER_MINUTES = 10


class Why(Enum):
    """Why a notice is shown."""

    DUE = "due"
    PASSED = "passed"
    QUIET = "quiet"


def notice(
    key: str, items: Sequence[ReminderItem], why: Why, words: str, writer: WhenWriter
) -> Notice:
    """Return one notice about `items` (at least one); `words` is neutral or full.

    A neutral one names nothing and so has no button that answers: nobody shall mark a medicine as
    taken, or anything as seen, without seeing which one.
    """
    if words == "neutral":
        return Notice(key, APP_NAME, _neutral(len(items), why), _buttons(items, is_neutral=True))
    if len(items) == 1 and why is Why.DUE:
        return Notice(
            key, items[0].title, writer.when(items[0].falls), _buttons(items, is_neutral=False)
        )
    lines = [f"{writer.when(one.falls)}  {one.title}" for one in items[:MOST_LINES]]
    if len(items) > MOST_LINES:
        lines.append(_tr("and %n more", len(items) - MOST_LINES))
    return Notice(
        key, _neutral(len(items), why), "\n".join(lines), _buttons(items, is_neutral=False)
    )


def as_example(notice: Notice) -> Notice:
    """Return a notice that says that it is about the invented family."""
    return replace(notice, title=_tr("Example family: %1").replace("%1", notice.title))


def trial_notice(words: str) -> Notice:
    """Return what "Send a test notification" shows."""
    title = APP_NAME if words == "neutral" else _tr("Test reminder")
    body = _tr("This is a test. Reminders look like this.")
    return Notice("test", title, body, ((OPEN, _tr("Open")), (SEEN, _tr("Seen"))))


class WhenWriter:
    """Write when something falls, seen from today."""

    def __init__(self, formats: Formats, today: date, zone: ZoneInfo) -> None:
        self._formats, self._today, self._zone = formats, today, zone

    def when(self, instant: datetime) -> str:
        """Return "8:00 AM", "Tomorrow, 8:00 AM" or "Wed, Mar 17, 8:00 AM"."""
        local = instant.astimezone(self._zone)
        at, day = self._formats.time(local), local.date()
        if day == self._today:
            return at
        near = {1: _tr("Tomorrow"), -1: _tr("Yesterday")}
        named = near.get((day - self._today).days) or self._formats.day_date(day)
        return f"{named}, {at}"

    def span(self, first: datetime, last: datetime) -> str:
        """Return "Reminders were off from 9:10 PM to 7:40 AM.", with days where it was longer."""
        begin, end = first.astimezone(self._zone), last.astimezone(self._zone)
        is_near = end.date() == self._today and end - begin < timedelta(hours=24)
        words = _tr("Reminders were off from {begin} to {end}.")
        if is_near:
            return words.format(begin=self._formats.time(begin), end=self._formats.time(end))
        return words.format(begin=self._full(begin), end=self._full(end))

    def _full(self, local: datetime) -> str:
        """Return a day and a time for the middle of a sentence."""
        is_today = local.date() == self._today
        day = _tr("today") if is_today else self._formats.day_date(local.date())
        return f"{day}, {self._formats.time(local)}"


def passed_words(number: int) -> str:
    """Return how many things fell while the program was off."""
    return _neutral(number, Why.PASSED)


def cannot_show_words() -> str:
    """Return the plain statement where no notice can be shown."""
    return _tr("Notifications cannot be shown on this computer.")


def later_words() -> tuple[tuple[str, str], ...]:
    """Return the ways to put a reminder off: a name and its words."""
    return (
        ("10", _tr("In 10 minutes")),
        ("60", _tr("In 1 hour")),
        ("evening", _tr("This evening")),
    )


def _neutral(number: int, why: Why) -> str:
    if why is Why.PASSED:
        if number == 1:
            return _tr("Something was due while the program was off.")
        return _tr("%n things were due while the program was off.", number)
    if why is Why.QUIET:
        if number == 1:
            return _tr("Something was due during the quiet hours.")
        return _tr("%n things were due during the quiet hours.", number)
    return _tr("Something is due.") if number == 1 else _tr("%n things are due.", number)


def _buttons(items: Sequence[ReminderItem], *, is_neutral: bool) -> tuple[tuple[str, str], ...]:
    """Return at most three buttons: more are cut off by many desktops."""
    usual = ((LATER, _tr("In 10 minutes")), (OPEN, _tr("Open")))
    if is_neutral:
        return usual
    is_one_dose = len(items) == 1 and items[0].what == "dose"
    return ((TAKEN, _tr("Taken")) if is_one_dose else (SEEN, _tr("Seen")), *usual)


def _tr(words: str, number: int = -1) -> str:
    return QCoreApplication.translate("Reminders", words, "", number)
