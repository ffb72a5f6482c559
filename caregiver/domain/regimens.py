"""Regimens: several medicines that share one cycle, and the cycles that follow by the plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from caregiver.domain.records import Problem, Record, text_problems
from caregiver.domain.therapy import FIRST_DAY, LONGEST_CYCLE, Cycle

LONGEST_PLAN = 999


class CycleLength(NamedTuple):
    """From which cycle on a cycle has how many days."""

    first_cycle: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen(Record):
    """Medicines given together in cycles ("DPd"). Their day patterns are their schedules.

    `length_from` and `lengths` say from which cycle on a cycle has how many days; no `last_cycle`
    means it goes on. `first_day` is 1, or below where days count from an infusion on day 0.
    `first_is_block`: cycle 1 is a step-up block. `lab_days` are days of the cycle with a blood
    test. `template` is the catalogue entry it was made from; `confirmed_on` the day somebody
    compared every day with the prescription. `stopped_on` is the first date without it. A regimen
    without a line of therapy supports the treatment (a bone medicine every four weeks).
    """

    kind: ClassVar[str] = "regimen"

    therapy_line_id: str | None = None
    name: str = ""
    template: str = ""
    length_from: tuple[int, ...] = (1,)
    lengths: tuple[int, ...] = (28,)
    last_cycle: int | None = None
    first_day: int = 1
    first_is_block: bool = False
    lab_days: tuple[int, ...] = ()
    started_on: date | None = None
    stopped_on: date | None = None
    stop_reason: str = ""
    confirmed_on: date | None = None
    told_by: str = ""
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.name.strip():
            found.append(Problem("name", "name_missing"))
        likely = all(1 <= days <= LONGEST_CYCLE for days in self.lengths)
        if not self.lengths or len(self.lengths) != len(self.length_from) or not likely:
            found.append(Problem("lengths", "cycle_length"))
        elif self.length_from[0] != 1 or sorted(set(self.length_from)) != list(self.length_from):
            found.append(Problem("length_from", "cycle_length"))
        if self.last_cycle is not None and not 1 <= self.last_cycle <= LONGEST_PLAN:
            found.append(Problem("last_cycle", "number_too_small"))
        if not FIRST_DAY <= self.first_day <= 1:
            found.append(Problem("first_day", "cycle_day_unknown"))
        if any(not FIRST_DAY <= day <= 200 for day in self.lab_days):
            found.append(Problem("lab_days", "cycle_day_unknown"))
        if self.started_on and self.stopped_on and self.stopped_on < self.started_on:
            found.append(Problem("stopped_on", "end_before_start"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.name, self.note, self.stop_reason)

    def when(self) -> date | None:
        """Return the date of its first day."""
        return self.started_on

    @property
    def treats_myeloma(self) -> bool:
        """Say whether it is a treatment with a line of its own, not a supportive medicine."""
        return self.therapy_line_id is not None

    @property
    def counts_from_zero(self) -> bool:
        """Say whether days are counted from an infusion on day 0."""
        return self.first_day < 1

    @property
    def plan(self) -> tuple[CycleLength, ...]:
        """Return the lengths, first cycle first."""
        return tuple(map(CycleLength, self.length_from, self.lengths))

    def is_current(self, day: date) -> bool:
        """Say whether it has begun and is not stopped on `day`."""
        begun = self.started_on is None or self.started_on <= day
        return begun and (self.stopped_on is None or day < self.stopped_on)

    def days_of(self, number: int) -> int:
        """Return the planned length of a cycle by its number."""
        return next(one.days for one in reversed(self.plan) if one.first_cycle <= number)

    def cycle(self, number: int, first_on: date) -> Cycle:
        """Return a cycle of this plan that begins on a date; it is not yet noted."""
        return Cycle(
            id=f"{self.id}:{number}",
            therapy_line_id=self.therapy_line_id,
            regimen_id=self.id,
            number=number,
            first_on=first_on,
            days=self.days_of(number),
            first_day=self.first_day if number == 1 else 1,
        )


def following(regimen: Regimen, last: Cycle, first: date, until: date) -> Iterator[Cycle]:
    """Yield the cycles after `last` by the plan that touch the dates `first` to `until`.

    Cycles of one length are passed over by division, so any year costs the same.
    """
    begins = last.ends_before()
    number = last.number + 1
    if begins is None or regimen.counts_from_zero:
        return
    plan = regimen.plan
    for place, length in enumerate(plan):
        next_from = plan[place + 1].first_cycle if place + 1 < len(plan) else LONGEST_PLAN + 1
        if regimen.last_cycle is not None:
            next_from = min(next_from, regimen.last_cycle + 1)
        skipped = min(max(0, (first - begins).days // length.days), max(0, next_from - number))
        number += skipped
        begins += timedelta(days=skipped * length.days)
        while number < next_from and begins <= until:
            yield regimen.cycle(number, begins)
            begins += timedelta(days=length.days)
            number += 1
        if begins > until:
            return


def planned_cycles(
    regimen: Regimen, noted: Sequence[Cycle], first: date, until: date
) -> tuple[Cycle, ...]:
    """Return the noted cycles of a regimen (ordered by date) and those that follow by the plan."""
    if not noted:
        return ()
    return (*noted, *following(regimen, noted[-1], first, until))
