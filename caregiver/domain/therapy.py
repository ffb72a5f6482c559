"""Lines of therapy and their cycles: "Third line, cycle 3, day 15"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar, NamedTuple

from caregiver.domain.records import Problem, Record, text_problems

LONGEST_CYCLE = 120
# The earliest day before an infusion on day 0 that a plan may name.
FIRST_DAY = -60


@dataclass(frozen=True, slots=True, kw_only=True)
class TherapyLine(Record):
    """One line of therapy. Response and reasons are kept in the clinic's words."""

    kind: ClassVar[str] = "therapy_line"

    number: int = 1
    name: str = ""
    started_on: date | None = None
    stopped_on: date | None = None
    best_response: str = ""
    stop_reason: str = ""
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.name.strip():
            found.append(Problem("name", "name_missing"))
        if self.number < 1:
            found.append(Problem("number", "number_too_small"))
        if self.started_on and self.stopped_on and self.stopped_on < self.started_on:
            found.append(Problem("stopped_on", "end_before_start"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.name, self.best_response, self.stop_reason, self.note)

    def when(self) -> date | None:
        """Return the day it began."""
        return self.started_on

    def is_current(self, day: date) -> bool:
        """Say whether this line is under way on `day`."""
        begun = self.started_on is None or self.started_on <= day
        return begun and (self.stopped_on is None or self.stopped_on >= day)


class Pause(NamedTuple):
    """Days of a cycle that do not count: what was planned from `first` on comes `days` later.

    No `days`: the clinic has not yet said when it goes on.
    """

    first: date
    days: int | None
    reason: str
    told_by: str

    def holds(self, day: date) -> bool:
        """Say whether nothing is planned on `day`."""
        return self.first <= day and (
            self.days is None or day < self.first + timedelta(days=self.days)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(Record):
    """One treatment cycle: its number, the date of its first day and its planned length in days.

    `first_day` is the number that first day bears: 1, or below where days are counted from an
    infusion on day 0. `pauses` are kept as texts side by side; `with_pause` adds one. A cycle of a
    treatment names its line; a cycle of a supportive medicine names only its regimen.
    """

    kind: ClassVar[str] = "cycle"

    therapy_line_id: str | None = None
    regimen_id: str | None = None
    number: int = 1
    first_on: date = date(1970, 1, 1)
    days: int = 28
    first_day: int = 1
    pause_from: tuple[date, ...] = ()
    pause_days: tuple[int, ...] = ()
    pause_reasons: tuple[str, ...] = ()
    pause_told_by: tuple[str, ...] = ()

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if self.number < 1:
            found.append(Problem("number", "number_too_small"))
        if not 1 <= self.days <= LONGEST_CYCLE:
            found.append(Problem("days", "cycle_length"))
        if not FIRST_DAY <= self.first_day <= 1:
            found.append(Problem("first_day", "cycle_day_unknown"))
        if len({len(part) for part in self._pause_parts()}) != 1:
            found.append(Problem("pause_from", "pause_unknown"))
        elif any(days < 0 for days in self.pause_days) or self._pauses_overlap():
            found.append(Problem("pause_days", "pause_unknown"))
        return tuple(found)

    def when(self) -> date | None:
        """Return the date of the first day."""
        return self.first_on

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """Return the pauses, earliest first."""
        return tuple(
            Pause(first, days or None, reason, told_by)
            for first, days, reason, told_by in zip(*self._pause_parts(), strict=True)
        )

    @property
    def counts_from_zero(self) -> bool:
        """Say whether days are counted from an infusion: day -5, day 0, day +14."""
        return self.first_day < 1

    @property
    def day_zero(self) -> date:
        """Return the date of the day before day 1: the infusion, where one is counted from."""
        return self.first_on - timedelta(days=self.first_day)

    def with_pause(self, pause: Pause) -> "Cycle":
        """Return this cycle with one more pause, or a longer one where one begins that day."""
        kept = [one for one in self.pauses if one.first != pause.first]
        return self.with_pauses((*kept, pause))

    def with_pauses(self, pauses: Sequence[Pause]) -> "Cycle":
        """Return this cycle with exactly these pauses."""
        ordered = sorted(pauses, key=lambda one: one.first)
        return replace(
            self,
            pause_from=tuple(one.first for one in ordered),
            pause_days=tuple(one.days or 0 for one in ordered),
            pause_reasons=tuple(one.reason for one in ordered),
            pause_told_by=tuple(one.told_by for one in ordered),
        )

    def ends_before(self) -> date | None:
        """Return the first date after its planned days; None while a pause has no end."""
        length = self.days + sum(self.pause_days)
        if 0 in self.pause_days or length > (date.max - self.first_on).days:
            return None
        return self.first_on + timedelta(days=length)

    def place_of(self, day: date) -> "CycleDay":
        """Return where a date from `first_on` on stands, as if no other cycle followed."""
        number = (day - self.first_on).days + self.first_day
        if not self.pause_from:
            return CycleDay(self.number, number, self.days)
        paused = False
        for first, days in zip(self.pause_from, self.pause_days, strict=True):
            if first > day:
                break
            passed = (day - first).days
            if days and passed >= days:
                number -= days
            else:
                number -= passed
                paused = True
        return CycleDay(self.number, number, self.days, paused)

    def date_of(self, number: int) -> date | None:
        """Return the date of a day of this cycle by its number; None behind a pause without end."""
        day = self.first_on + timedelta(days=number - self.first_day)
        for pause in self.pauses:
            if pause.first > day:
                break
            if pause.days is None:
                return None
            day += timedelta(days=pause.days)
        return day

    def _pause_parts(
        self,
    ) -> tuple[tuple[date, ...], tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
        return self.pause_from, self.pause_days, self.pause_reasons, self.pause_told_by

    def _pauses_overlap(self) -> bool:
        ends = [
            (first, first + timedelta(days=days) if days else date.max)
            for first, days in zip(self.pause_from, self.pause_days, strict=True)
        ]
        before = any(first < self.first_on for first in self.pause_from)
        return before or any(one[1] > other[0] for one, other in pairwise(ends))


class CycleDay(NamedTuple):
    """Where a date stands: cycle number, day of the cycle, planned length, and whether it rests.

    On a paused date `day` is the number that comes next when the treatment goes on.
    """

    cycle: int
    day: int
    days: int
    is_paused: bool = False


def cycle_day(cycles: Sequence[Cycle], day: date) -> CycleDay | None:
    """Return where `day` stands in `cycles` (ordered by first day), or None before the first.

    A cycle runs until the next one begins. After the last planned day with no next cycle
    noted, the days go on for one more planned length (a delay) and then end.
    """
    current: Cycle | None = None
    for cycle in cycles:
        if cycle.first_on > day:
            break
        current = cycle
    if current is None:
        return None
    where = current.place_of(day)
    return None if where.day > 2 * current.days else where


def cycle_over(cycles: Sequence[Cycle], day: date) -> Cycle | None:
    """Return the cycle whose planned days have all passed by `day` with none noted after it."""
    if not cycles:
        return None
    last = cycles[-1]
    end = last.ends_before()
    return last if end is not None and day >= end else None
