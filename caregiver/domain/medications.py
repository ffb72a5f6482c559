"""Medications (what is prescribed) and their schedules (when and how much)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import ClassVar

from caregiver.domain.quantities import counted_text
from caregiver.domain.records import Problem, Record, text_problems
from caregiver.domain.therapy import FIRST_DAY

MOST_TIMES_A_DAY = 24
# Days a delivery or a refill step may take, and days between two doses.
LONGEST_WAIT = 120
LONGEST_INTERVAL = 366
_DAY_MINUTES = 24 * 60


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
    """What is prescribed or taken. Nothing here has a default frequency, strength or unit.

    `instructions` say how to take it, with food or water. `told_by` is who said to start it. What
    to do about a missed dose is never without its source. `delivery_days` is how long the pharmacy
    needs; `refill_steps` are what must be done before each cycle, `refill_days` how many days
    before its first day.
    """

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
    told_by: str = ""
    stop_told_by: str = ""
    avoid: str = ""
    missed_dose: str = ""
    missed_dose_source: str = ""
    pack_size: Decimal | None = None
    delivery_days: int | None = None
    refill_steps: tuple[str, ...] = ()
    refill_days: tuple[int, ...] = ()

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.name.strip():
            found.append(Problem("name", "name_missing"))
        if self.started_on and self.stopped_on and self.stopped_on < self.started_on:
            found.append(Problem("stopped_on", "end_before_start"))
        if self.missed_dose.strip() and not self.missed_dose_source.strip():
            found.append(Problem("missed_dose_source", "source_missing"))
        if self.pack_size is not None and self.pack_size <= 0:
            found.append(Problem("pack_size", "amount_not_positive"))
        if self.delivery_days is not None and not 0 <= self.delivery_days <= LONGEST_WAIT:
            found.append(Problem("delivery_days", "days_unlikely"))
        likely = all(0 <= days <= LONGEST_WAIT for days in self.refill_days)
        if len(self.refill_days) != len(self.refill_steps) or not likely:
            found.append(Problem("refill_days", "days_unlikely"))
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

    `times` are wall-clock times that follow the person's zone; a dose may be taken until
    `window_minutes` after each. `weekdays` are 0 (Monday) to 6, empty = every day. `every_days`
    counts from `first_on`. `month_days` are 1 to 31; a day that a month lacks is its last day.
    `cycle_days` are days of the cycle of `regimen_id` (none: of the treatment), in its cycles
    `cycles_from` to `cycles_to` inclusive; empty = not tied to days. With `after_medication_id`
    the times are those of another medicine's doses, `after_minutes` later or (below 0) before.
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
    every_days: int | None = None
    month_days: tuple[int, ...] = ()
    window_minutes: int | None = None
    after_medication_id: str | None = None
    after_minutes: int | None = None
    regimen_id: str | None = None
    cycles_from: int | None = None
    cycles_to: int | None = None

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if self.amount is not None and self.amount <= 0:
            found.append(Problem("amount", "amount_not_positive"))
        if self.amount is not None and not self.unit.strip():
            found.append(Problem("unit", "unit_missing"))
        found += self._time_problems()
        found += self._day_problems()
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

    @property
    def is_every_day(self) -> bool:
        """Say whether it is for every day, by a clock or by another medicine's doses."""
        timed = bool(self.times) or self.after_medication_id is not None
        return timed and not self.as_needed and not self.is_rare

    @property
    def is_rare(self) -> bool:
        """Say whether only some days are named: of the week, the month, the cycle, every n."""
        some_days = self.weekdays or self.month_days or self.every_days or self.is_in_cycles
        return bool(some_days) and not self.as_needed

    @property
    def is_in_cycles(self) -> bool:
        """Say whether it is tied to the cycles of a treatment."""
        return bool(self.cycle_days) or self.regimen_id is not None

    def amount_text(self) -> str:
        """Return how much each time ("1 tablet"), empty where it was not noted."""
        if self.amount is None:
            return self.dose_text
        text = counted_text(self.amount, self.unit)
        return f"{text}, {self.dose_text}" if self.dose_text else text

    def _time_problems(self) -> list[Problem]:
        found = []
        if len(self.times) > MOST_TIMES_A_DAY or len(set(self.times)) != len(self.times):
            found.append(Problem("times", "times_repeat"))
        if self.as_needed and (self.times or self.is_in_cycles or self.weekdays):
            found.append(Problem("times", "as_needed_has_times"))
        if self.window_minutes is not None and not 1 <= self.window_minutes < _DAY_MINUTES:
            found.append(Problem("window_minutes", "window_unknown"))
        if self.after_medication_id is not None:
            minutes = self.after_minutes
            if minutes is None or abs(minutes) >= _DAY_MINUTES:
                found.append(Problem("after_minutes", "window_unknown"))
            if self.after_medication_id == self.medication_id or self.times or self.as_needed:
                found.append(Problem("after_medication_id", "follows_itself"))
        return found

    def _day_problems(self) -> list[Problem]:
        found = []
        if any(not 0 <= day <= 6 for day in self.weekdays):
            found.append(Problem("weekdays", "weekday_unknown"))
        if any(not FIRST_DAY <= day <= 200 for day in self.cycle_days):
            found.append(Problem("cycle_days", "cycle_day_unknown"))
        if any(day < 1 for day in self.cycle_days) and self.regimen_id is None:
            found.append(Problem("cycle_days", "cycle_day_unknown"))
        if any(not 1 <= day <= 31 for day in self.month_days):
            found.append(Problem("month_days", "month_day_unknown"))
        if self.every_days is not None:
            if not 2 <= self.every_days <= LONGEST_INTERVAL:
                found.append(Problem("every_days", "days_unlikely"))
            if self.first_on is None:
                found.append(Problem("first_on", "start_missing"))
        first, last = self.cycles_from, self.cycles_to
        if (first is not None and first < 1) or (last is not None and last < (first or 1)):
            found.append(Problem("cycles_to", "number_too_small"))
        return found


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
