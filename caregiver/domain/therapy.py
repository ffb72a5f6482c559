"""Lines of therapy and their cycles: "Third line, cycle 3, day 15"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from caregiver.domain.records import Problem, Record, text_problems

LONGEST_CYCLE = 120


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(Record):
    """One treatment cycle: its number, its day 1 and its planned length in days."""

    kind: ClassVar[str] = "cycle"

    therapy_line_id: str = ""
    number: int = 1
    first_on: date = date(1970, 1, 1)
    days: int = 28

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if self.number < 1:
            found.append(Problem("number", "number_too_small"))
        if not 1 <= self.days <= LONGEST_CYCLE:
            found.append(Problem("days", "cycle_length"))
        return tuple(found)

    def when(self) -> date | None:
        """Return day 1."""
        return self.first_on


class CycleDay(NamedTuple):
    """Where a day stands: cycle number, day of the cycle (1 = first), planned length."""

    cycle: int
    day: int
    days: int


def cycle_day(cycles: Sequence[Cycle], day: date) -> CycleDay | None:
    """Return where `day` stands in `cycles` (ordered by day 1), or None before the first.

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
    number = (day - current.first_on).days + 1
    if number > 2 * current.days:
        return None
    return CycleDay(current.number, number, current.days)


def cycle_over(cycles: Sequence[Cycle], day: date) -> Cycle | None:
    """Return the cycle whose planned days have all passed by `day` with none noted after it."""
    if not cycles:
        return None
    last = cycles[-1]
    return last if (day - last.first_on).days >= last.days else None
