"""Medications (what is prescribed), their schedules (when), and when a dose falls due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import ClassVar, NamedTuple

from caregiver.domain.quantities import counted_unit, quantity_text
from caregiver.domain.records import Problem, Record, text_problems
from caregiver.domain.therapy import Cycle, cycle_day

MOST_TIMES_A_DAY = 24


class MedicationSort(Enum):
    """Where a medicine comes from."""

    PRESCRIPTION = "prescription"
    OVER_THE_COUNTER = "over_the_counter"
    SUPPLEMENT = "supplement"
    HERBAL = "herbal"


class Place(Enum):
    """Where a medicine is given."""

    HOME = "home"
    HOSPITAL = "hospital"


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication(Record):
    """What is prescribed or taken. Nothing here has a default frequency, strength or unit."""

    kind: ClassVar[str] = "medication"

    name: str = ""
    brand: str = ""
    strength: str = ""
    form: str = ""
    route: str = ""
    reason: str = ""
    instructions: str = ""
    prescriber: str = ""
    pharmacy: str = ""
    sort: MedicationSort = MedicationSort.PRESCRIPTION
    place: Place = Place.HOME
    treats_myeloma: bool = False
    looks_like: str = ""
    started_on: date | None = None
    stopped_on: date | None = None
    stop_reason: str = ""
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.name.strip():
            found.append(Problem("name", "name_missing"))
        if self.started_on and self.stopped_on and self.stopped_on < self.started_on:
            found.append(Problem("stopped_on", "end_before_start"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        title = f"{self.name} {self.strength}".strip()
        return (title, self.brand, self.reason, self.instructions, self.note, self.stop_reason)

    def when(self) -> date | None:
        """Return the day it was started."""
        return self.started_on

    def is_current(self, day: date) -> bool:
        """Say whether it is in use on `day`; the day it is stopped is the first day without."""
        return self.stopped_on is None or day < self.stopped_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(Record):
    """When and how much. A change of dose ends one schedule and begins the next.

    `times` are wall-clock times that follow the person's zone. `weekdays` are 0 (Monday) to 6,
    empty = every day. `cycle_days` are days of the treatment cycle, empty = not tied to it.
    `first_on` to `last_on` are inclusive. As needed: no times; at most `most_per_day` in 24 hours.
    `strength` is kept only where it was another one than the medicine has now.
    """

    kind: ClassVar[str] = "schedule"

    medication_id: str = ""
    amount: Decimal | None = None
    unit: str = ""
    dose_text: str = ""
    strength: str = ""
    as_needed: bool = False
    times: tuple[time, ...] = ()
    weekdays: tuple[int, ...] = ()
    cycle_days: tuple[int, ...] = ()
    most_per_day: int | None = None
    least_gap_hours: int | None = None
    first_on: date | None = None
    last_on: date | None = None
    change_reason: str = ""
    told_by: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if self.amount is not None and self.amount <= 0:
            found.append(Problem("amount", "amount_not_positive"))
        if self.amount is not None and not self.unit.strip():
            found.append(Problem("unit", "unit_missing"))
        if len(self.times) > MOST_TIMES_A_DAY or len(set(self.times)) != len(self.times):
            found.append(Problem("times", "times_repeat"))
        if self.as_needed and (self.times or self.weekdays or self.cycle_days):
            found.append(Problem("times", "as_needed_has_times"))
        if any(not 0 <= day <= 6 for day in self.weekdays):
            found.append(Problem("weekdays", "weekday_unknown"))
        if any(not 1 <= day <= 200 for day in self.cycle_days):
            found.append(Problem("cycle_days", "cycle_day_unknown"))
        if self.most_per_day is not None and self.most_per_day < 1:
            found.append(Problem("most_per_day", "number_too_small"))
        if self.least_gap_hours is not None and self.least_gap_hours < 1:
            found.append(Problem("least_gap_hours", "number_too_small"))
        if self.first_on and self.last_on and self.last_on < self.first_on:
            found.append(Problem("last_on", "end_before_start"))
        return tuple(found)

    def is_current(self, day: date) -> bool:
        """Say whether this schedule holds on `day`."""
        begun = self.first_on is None or self.first_on <= day
        return begun and (self.last_on is None or day <= self.last_on)

    def amount_text(self) -> str:
        """Return how much each time ("1 tablet"), empty where it was not noted."""
        if self.amount is None:
            return self.dose_text
        text = quantity_text(self.amount, counted_unit(self.amount, self.unit))
        return f"{text}, {self.dose_text}" if self.dose_text else text


class DueDose(NamedTuple):
    """A planned dose: local day and wall-clock time, before anything is recorded."""

    schedule: Schedule
    day: date
    time: time


def is_due_on(schedule: Schedule, day: date, cycles: Sequence[Cycle]) -> bool:
    """Say whether `schedule` has doses on the local `day`; `cycles` ordered by day 1."""
    if schedule.as_needed or not schedule.is_current(day):
        return False
    if schedule.weekdays and day.weekday() not in schedule.weekdays:
        return False
    if not schedule.cycle_days:
        return True
    where = cycle_day(cycles, day)
    return where is not None and where.day in schedule.cycle_days


def due_doses(
    schedule: Schedule, first: date, last: date, cycles: Sequence[Cycle]
) -> Iterator[DueDose]:
    """Yield the planned doses on the local days `first` to `last` inclusive, in time order.

    Only the days asked for are looked at, never the days since the schedule began.
    """
    times = sorted(schedule.times)
    if not times:
        return
    day = max(first, schedule.first_on or first)
    end = min(last, schedule.last_on or last)
    while day <= end:
        if is_due_on(schedule, day, cycles):
            for at in times:
                yield DueDose(schedule, day, at)
        day += timedelta(days=1)


def dose_title(medication: Medication, schedule: Schedule | None) -> str:
    """Return the dose that stands beside the name: the strength, else the amount each time."""
    if schedule is not None and schedule.strength:
        return schedule.strength
    if medication.strength:
        return medication.strength
    return schedule.amount_text() if schedule else ""


def parse_cycle_days(text: str) -> tuple[int, ...] | None:
    """Return the days in "1-21" or "1, 8, 15 to 21", in order; None where it cannot be read."""
    days: set[int] = set()
    for part in text.replace(" to ", "-").replace("\N{EN DASH}", "-").split(","):
        first, dash, last = part.strip().partition("-")
        if not first and not dash:
            continue
        if not _is_day(first.strip()) or (dash and not _is_day(last.strip())):
            return None
        begin, end = int(first), int(last) if dash else int(first)
        if not 1 <= begin <= end <= 200:
            return None
        days.update(range(begin, end + 1))
    return tuple(sorted(days))


def _is_day(text: str) -> bool:
    return text.isdecimal() and len(text) <= 3


def cycle_days_text(days: Sequence[int]) -> str:
    """Return days as short ranges: "1 to 21", "1, 8, 15, 22"."""
    ranges: list[list[int]] = []
    for day in sorted(days):
        if ranges and day == ranges[-1][-1] + 1:
            ranges[-1].append(day)
        else:
            ranges.append([day])
    pieces = []
    for run in ranges:
        if len(run) > 2:
            pieces.append(f"{run[0]} to {run[-1]}")
        else:
            pieces.extend(str(day) for day in run)
    return ", ".join(pieces)
