"""Fields for clock times, days by their numbers, and how long."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from caregiver import texts
from caregiver.domain.patterns import parse_days, window_end
from caregiver.domain.quantities import safe_dose_text
from caregiver.formats import Formats
from ui import reading
from ui.medicine_words import MedicineWords
from ui.messages import translated
from ui.widgets.fields import NumberField, TextField

_BETWEEN = re.compile(r"(?i)(?:between\s+)?(.+?)\s*(?:-|\N{EN DASH}|\bto\b|\buntil\b)\s*(.+)")
_BETWEEN_AND = re.compile(r"(?i)\bbetween\s+([^,;]+?)\s+and\s+([^,;]+?)(?=\s+and\s+between|[,;]|$)")
_HALF = re.compile(r"(?i)[ap]\.?m?\.?$")
_LENGTH = re.compile(r"(?i)(?:for\s+)?(\d{1,3})\s*(days?|weeks?|d|w)?")
_DURATION = re.compile(
    r"(?i)(?:(\d{1,2}(?:[.,]5)?)\s*(?:hours?|hrs?|h))?\s*(?:and\s+)?"
    r"(?:(\d{1,3})\s*(?:minutes?|mins?|m))?"
)
_ANY_DAY = date(2000, 1, 1)


class Times(NamedTuple):
    """Clock times in order, and how many minutes after each a dose may still be taken."""

    times: tuple[time, ...] = ()
    window: int | None = None


class TimesField(TextField):
    """Ask for one or more times of day, or windows: "8 am, 8 pm", "8 to 10 am"."""

    def __init__(self, name: str, label: str, formats: Formats, words: MedicineWords, *,
                 example: str, windows: bool = False) -> None:  # fmt: skip
        super().__init__(name, label, example=example)
        self._formats, self._words, self._windows = formats, words, windows
        self.value_changed.connect(self._show_reading)

    def reading(self) -> Times | None:
        """Return times and window, none for an empty field; None where one cannot be read."""
        text = _BETWEEN_AND.sub(r"\1 to \2", self.value())
        pieces = re.split(r"(?i)[,;]|\band\b", text)
        found = [_one_time(piece.strip()) for piece in pieces if piece.strip()]
        windows = {one[1] for one in found if one is not None}
        if any(one is None for one in found) or len(windows) > 1:
            return None
        if windows != {None} and windows and not self._windows:
            return None
        times = sorted({one[0] for one in found if one is not None})
        return Times(tuple(times), windows.pop() if windows else None)

    def times(self) -> tuple[time, ...] | None:
        """Return the times in order, none for an empty field; None where one cannot be read."""
        found = self.reading()
        return found.times if found is not None else None

    def set_times(self, times: tuple[time, ...], window: int | None = None) -> None:
        """Show times."""
        shown = [self._formats.time(one) for one in sorted(times)]
        if window is not None:
            ends = [self._formats.time(window_end(one, window)) for one in sorted(times)]
            to = self.tr("%1 to %2")
            pairs = zip(shown, ends, strict=True)
            shown = [to.replace("%1", one).replace("%2", other) for one, other in pairs]
        self.set_value(", ".join(shown))

    def own_problem(self) -> str:
        """Return a sentence when a time cannot be read."""
        if self.times() is None and self._windows:
            return self.tr("We cannot read these times. Write them like 8 AM, 8 PM, or 8 to 10 AM.")
        if self.times() is None:
            return self.tr("We cannot read these times. Write them like 8 AM, 8 PM.")
        return ""

    def _show_reading(self) -> None:
        found = self.reading()
        shown = []
        for at in found.times if found else ():
            begin = self._formats.time(at)
            if found is None or found.window is None:
                shown.append(begin)
                continue
            end = self._formats.time(window_end(at, found.window))
            shown.append(self.tr("between %1 and %2").replace("%1", begin).replace("%2", end))
        self.show_echo(self._words.listed(shown))


class DaysField(TextField):
    """Ask for days by their numbers: "1-21", "1, 8, 15, 22"; of a cycle or of the month."""

    lowest, highest = 1, 200
    problem_code = "cycle_day_unknown"

    def days(self) -> tuple[int, ...] | None:
        """Return the days in order; None where they cannot be read."""
        return parse_days(self.value(), self.lowest, self.highest)

    def own_problem(self) -> str:
        """Return a sentence when the days cannot be read."""
        return translated(texts.PROBLEMS[self.problem_code]) if self.days() is None else ""


class MonthDaysField(DaysField):
    """Ask for days of the month: "1, 15"."""

    highest = 31
    problem_code = "month_day_unknown"


class DurationField(TextField):
    """Ask for less than a day: "30 minutes", "1 hour", "1 h 30 min"."""

    def __init__(self, name: str, label: str, words: MedicineWords, *, example: str) -> None:
        super().__init__(name, label, example=example)
        self._words = words
        self.value_changed.connect(self._show_reading)

    def minutes(self) -> int | None:
        """Return the minutes; None for nothing or what cannot be read. A number needs its unit."""
        match = _DURATION.fullmatch(self.value())
        if match is None or not (match[1] or match[2]):
            return None
        hours = float((match[1] or "0").replace(",", "."))
        found = round(hours * 60) + int(match[2] or 0)
        return found if 0 < found < 24 * 60 else None

    def set_minutes(self, minutes: int | None) -> None:
        """Show so many minutes."""
        self.set_value(self._words.duration(minutes) if minutes else "")

    def own_problem(self) -> str:
        """Return a sentence when it cannot be read."""
        if self.value() and self.minutes() is None:
            return self.tr("Write it with hours or minutes, like 30 minutes or 1 hour.")
        return ""

    def _show_reading(self) -> None:
        minutes = self.minutes()
        said = self._words.duration(minutes) if minutes else ""
        self.show_echo(said if said != self.value() else "")


class LengthField(TextField):
    """Ask how long a step lasts: "7 days", "2 weeks", "until April 4"; empty = it goes on."""

    def last_day(self, first: date) -> date | None:
        """Return the last day of a step that begins on `first`; None where nothing can be read."""
        words = self.value()
        match = _LENGTH.fullmatch(words)
        if match is not None:
            days = int(match[1]) * (7 if (match[2] or "d").lower().startswith("w") else 1)
            return first + timedelta(days=days - 1) if days else None
        bare = re.sub(r"(?i)^(until|to|till)\s+", "", words)
        found = reading.day(bare, first) if bare else None
        return found if found is not None and found >= first else None

    def is_readable(self, first: date) -> bool:
        """Say whether it is empty or can be read."""
        return not self.value() or self.last_day(first) is not None


def _one_time(piece: str) -> tuple[time, int | None] | None:
    """Return a time and its window in minutes, None where it cannot be read."""
    at = reading.clock(piece)
    if at is not None:
        return at, None
    match = _BETWEEN.fullmatch(piece)
    if match is None:
        return None
    end = reading.clock(match[2])
    begin = reading.clock(match[1])
    half = _HALF.search(match[2].strip())
    if half is not None and not _HALF.search(match[1].strip()):
        # "8 to 10 pm": both are in the evening, unless that puts the end before the beginning
        same = reading.clock(f"{match[1]} {half[0]}")
        begin = same if same is not None and end is not None and same < end else begin
    if begin is None or end is None:
        return None
    moments = (datetime.combine(_ANY_DAY, begin), datetime.combine(_ANY_DAY, end))
    minutes = int((moments[1] - moments[0]).total_seconds() // 60) % (24 * 60)
    return (begin, minutes) if minutes else None


def watch_writing(field: TextField) -> None:
    """Say under a field how an unsafe writing will be shown ("You wrote 5.0 mg")."""

    def show() -> None:
        safe = safe_dose_text(field.value())
        notes = " ".join(translated(texts.WARNINGS[code]) for code in safe.notes)
        field.show_echo(f"{safe.text}. {notes}" if notes else "")

    field.value_changed.connect(show)


def watch_amount(field: NumberField, unit: TextField) -> None:
    """Say under an amount how it will be shown beside its unit ("1000" mg as "1,000 mg")."""

    def show() -> None:
        safe = safe_dose_text(f"{field.draft().strip()} {unit.value()}".strip())
        number = {"trailing_zero", "leading_zero", "thousands"}
        notes = [translated(texts.WARNINGS[one]) for one in safe.notes if one in number]
        field.show_echo(f"{safe.text}. {' '.join(notes)}" if notes else "")

    field.value_changed.connect(show)
    unit.value_changed.connect(show)
