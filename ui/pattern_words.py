"""Say when a medicine is taken, part by part; the parts are those of every paper too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QObject

from caregiver.domain.medications import Schedule, cycle_days_text
from caregiver.domain.patterns import (
    NO_NAMES,
    PartSort,
    PatternNames,
    PatternPart,
    pattern_of,
    signed_days_text,
)
from caregiver.formats import Formats


class PatternWords(QObject):
    """Write patterns of days and times the way this person's desktop does."""

    def __init__(self, formats: Formats, names: Callable[[], PatternNames] | None = None) -> None:
        """Take how dates and times are written, and who knows what schedules point at."""
        super().__init__()
        self._formats = formats
        self._names = names or (lambda: NO_NAMES)

    def when(self, schedule: Schedule) -> str:
        """Return the pattern: "at 8:00 AM on days 1 to 21 of each 28-day cycle"."""
        parts = pattern_of(schedule, self._known(schedule))
        words = " ".join(self.part(one) for one in parts.at if one.sort not in _LIMITS)
        for one in parts.at:
            if one.sort in _LIMITS:
                words = self._joined(words, self.part(one))
        for place, one in enumerate(parts.on):
            is_apart = place > 0 or schedule.as_needed
            words = self._joined(words, self.part(one)) if is_apart else f"{words} {self.part(one)}"
        until = next((one for one in parts.span if one.sort is PartSort.UNTIL), None)
        if until is not None and words:
            words = f"{words} {self.part(until)}"
        return words.strip()

    def part(self, part: PatternPart) -> str:
        """Return the words of one part."""
        words: str = getattr(self, f"_say_{part.sort.value}")(part)
        if part.name and part.sort in _OF_A_REGIMEN:
            return self.tr("%1 (%2)").replace("%1", words).replace("%2", part.name)
        return words

    def duration(self, minutes: int) -> str:
        """Return "30 minutes", "1 hour" or "1 hour 30 minutes"."""
        hours, rest = divmod(minutes, 60)
        hour = self.tr("1 hour") if hours == 1 else self.tr("%1 hours").replace("%1", str(hours))
        minute = self.tr("1 minute")
        if rest != 1:
            minute = self.tr("%1 minutes").replace("%1", str(rest))
        if hours and rest:
            return self.tr("%1 %2").replace("%1", hour).replace("%2", minute)
        return hour if hours else minute

    def weekday(self, number: int, *, full: bool = False) -> str:
        """Return "Mon" for 0, or "Monday"."""
        day = date(2024, 1, 1 + number)
        return self._formats.weekday(day) if full else self._formats.weekday_short(day)

    def listed(self, words: Sequence[str]) -> str:
        """Return "a, b and c"."""
        if len(words) < 2:
            return "".join(words)
        first = ", ".join(words[:-1])
        return self.tr("%1 and %2").replace("%1", first).replace("%2", words[-1])

    def clock(self, at: time | datetime) -> str:
        """Return "8:04 AM"."""
        return self._formats.time(at)

    def day(self, day: date | None) -> str:
        """Return "March 24, 2027", "" for no day."""
        return self._formats.date_medium(day) if day is not None else ""

    def _known(self, schedule: Schedule) -> PatternNames:
        """Return what the schedule points at; nothing is asked for one that points nowhere."""
        points = schedule.after_medication_id is not None or schedule.is_in_cycles
        return self._names() if points else NO_NAMES

    def _joined(self, words: str, more: str) -> str:
        return f"{words}, {more}" if words else more

    def _say_needed(self, _part: PatternPart) -> str:
        return self.tr("only when needed")

    def _say_most(self, part: PatternPart) -> str:
        return self.tr("at most %1 in 24 hours").replace("%1", str(part.numbers[0]))

    def _say_gap(self, part: PatternPart) -> str:
        if part.numbers[0] == 1:
            return self.tr("at least 1 hour apart")
        return self.tr("at least %1 hours apart").replace("%1", str(part.numbers[0]))

    def _say_times(self, part: PatternPart) -> str:
        return self.tr("at %1").replace("%1", self.listed([self.clock(at) for at in part.times]))

    def _say_windows(self, part: PatternPart) -> str:
        times = [self.clock(at) for at in part.times]
        if not times:
            within = self.duration(part.numbers[0])
            return self.tr("(within %1)").replace("%1", within)
        between = self.tr("between %1 and %2")
        pairs = zip(times[::2], times[1::2], strict=True)
        return self.listed([between.replace("%1", a).replace("%2", b) for a, b in pairs])

    def _say_any_time(self, _part: PatternPart) -> str:
        return self.tr("at any time")

    def _say_after(self, part: PatternPart) -> str:
        return self._beside(self.tr("%1 after %2"), part)

    def _say_before(self, part: PatternPart) -> str:
        return self._beside(self.tr("%1 before %2"), part)

    def _say_together(self, part: PatternPart) -> str:
        return self._beside(self.tr("together with %2"), part)

    def _beside(self, words: str, part: PatternPart) -> str:
        medicine = part.name or self.tr("the other medicine")
        return words.replace("%1", self.duration(part.numbers[0])).replace("%2", medicine)

    def _say_every_day(self, _part: PatternPart) -> str:
        return self.tr("every day")

    def _say_every_days(self, part: PatternPart) -> str:
        return self.tr("every %1 days").replace("%1", str(part.numbers[0]))

    def _say_weekdays(self, part: PatternPart) -> str:
        if len(part.numbers) == 1:
            return self.tr("every %1").replace("%1", self.weekday(part.numbers[0], full=True))
        names = [self.weekday(day) for day in part.numbers]
        return self.tr("on %1").replace("%1", self.listed(names))

    def _say_month_days(self, part: PatternPart) -> str:
        words = self.tr("on days %1 of each month")
        if len(part.numbers) == 1:
            words = self.tr("on day %1 of each month")
        return words.replace("%1", cycle_days_text(part.numbers))

    def _say_cycle_days(self, part: PatternPart) -> str:
        is_one = len(part.numbers) == 1
        if part.length is None:
            words = self.tr("on days %1 of the cycle")
            words = self.tr("on day %1 of the cycle") if is_one else words
        else:
            words = self.tr("on days %1 of each %2-day cycle")
            words = self.tr("on day %1 of each %2-day cycle") if is_one else words
        days = cycle_days_text(part.numbers)
        return words.replace("%2", str(part.length)).replace("%1", days)

    def _say_whole_cycle(self, part: PatternPart) -> str:
        if part.length is None:
            return self.tr("every day of the cycle")
        return self.tr("every day of each %1-day cycle").replace("%1", str(part.length))

    def _say_infusion_days(self, part: PatternPart) -> str:
        if not part.numbers:
            return self.tr("every day of the cycle")
        words = self.tr("on days %1, counted from the infusion")
        if len(part.numbers) == 1:
            words = self.tr("on day %1, counted from the infusion")
        return words.replace("%1", signed_days_text(part.numbers))

    def _say_from_cycle(self, part: PatternPart) -> str:
        return self.tr("from cycle %1 on").replace("%1", str(part.numbers[0]))

    def _say_in_cycles(self, part: PatternPart) -> str:
        first, last = part.numbers
        if first == last:
            return self.tr("in cycle %1").replace("%1", str(first))
        return self.tr("in cycles %1 to %2").replace("%1", str(first)).replace("%2", str(last))

    def _say_from(self, part: PatternPart) -> str:
        return self.tr("from %1").replace("%1", self.day(part.day))

    def _say_until(self, part: PatternPart) -> str:
        return self.tr("until %1").replace("%1", self.day(part.day))


_LIMITS = {PartSort.MOST, PartSort.GAP}
_OF_A_REGIMEN = {PartSort.CYCLE_DAYS, PartSort.WHOLE_CYCLE, PartSort.INFUSION_DAYS}
