"""Doses: what was recorded. A planned dose without a record is "not recorded", never "missed"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import ClassVar, NamedTuple

from caregiver.domain.medications import Schedule
from caregiver.domain.quantities import counted_text
from caregiver.domain.records import Problem, Record, text_problems


class DoseStatus(Enum):
    """What happened to one dose. Held = the clinic paused it; that is not a missed dose."""

    TAKEN = "taken"
    LATE = "late"
    SKIPPED = "skipped"
    HELD = "held"
    MISSED = "missed"

    @property
    def was_taken(self) -> bool:
        """Say whether the medicine was taken."""
        return self in {DoseStatus.TAKEN, DoseStatus.LATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Record):
    """One administration. It keeps its own amount and strength, whatever changes later.

    `day` is the local day it counts for, `due_time` the planned wall-clock time (None: as needed),
    `given_at` the UTC instant it was taken (None where it was not taken).
    """

    kind: ClassVar[str] = "dose"

    medication_id: str = ""
    schedule_id: str | None = None
    day: date = date(1970, 1, 1)
    due_time: time | None = None
    status: DoseStatus = DoseStatus.TAKEN
    given_at: datetime | None = None
    amount: Decimal | None = None
    unit: str = ""
    dose_text: str = ""
    strength: str = ""
    reason: str = ""
    given_by: str = ""
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.medication_id:
            found.append(Problem("medication_id", "medication_missing"))
        if self.status.was_taken and self.given_at is None:
            found.append(Problem("given_at", "time_missing"))
        if self.given_at is not None and self.given_at.tzinfo is None:
            found.append(Problem("given_at", "zone_unknown"))
        if self.amount is not None and self.amount <= 0:
            found.append(Problem("amount", "amount_not_positive"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts: a dose is found by what was written about it."""
        return (self.note or self.reason, self.reason) if self.note or self.reason else ()

    def when(self) -> date | None:
        """Return the local day it counts for."""
        return self.day

    def amount_text(self) -> str:
        """Return how much was given, empty where it was not noted."""
        if self.amount is None:
            return self.dose_text
        return counted_text(self.amount, self.unit)


class LimitWarning(NamedTuple):
    """What speaks against one more dose, checked before logging: mostly a limit it would pass."""

    code: str
    limit: int
    given: int
    last_given_at: datetime | None


def limit_warnings(
    schedule: Schedule, given: Iterable[datetime], at: datetime
) -> tuple[LimitWarning, ...]:
    """Return the limits that a dose at `at` would pass; `given` are the UTC times already given.

    Both limits are the family's own, typed from the prescription. Doses given after `at` count
    too, so that a dose noted later for an earlier time is checked against them.
    """
    times = sorted(given)
    last = min(times, key=lambda moment: (abs(moment - at), moment), default=None)
    found = []
    in_a_day = _most_in_a_day(times, at)
    if schedule.most_per_day is not None and in_a_day >= schedule.most_per_day:
        found.append(LimitWarning("over_most_per_day", schedule.most_per_day, in_a_day, last))
    gap = schedule.least_gap_hours
    if gap is not None and last is not None and abs(at - last) < timedelta(hours=gap):
        found.append(LimitWarning("under_least_gap", gap, in_a_day, last))
    return tuple(found)


def _most_in_a_day(times: Sequence[datetime], at: datetime) -> int:
    """Return how many of `times` lie in the fullest 24 hours that also hold `at`."""
    day = timedelta(hours=24)
    starts = [*(moment for moment in times if at - day < moment <= at), at]
    return max(sum(1 for moment in times if start <= moment < start + day) for start in starts)
