"""What became of the doses of some days, counted: facts, never a percentage."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.regimens import Regimen
from caregiver.domain.therapy import Cycle


@dataclass(frozen=True, slots=True)
class DoseCounts:
    """How many doses were planned until now and what became of them.

    Held (the clinic paused it), missed, skipped and not recorded stay apart. What was taken only
    when needed is counted as taken or late, and not as planned.
    """

    planned: int = 0
    taken: int = 0
    late: int = 0
    skipped: int = 0
    held: int = 0
    missed: int = 0
    not_recorded: int = 0

    @property
    def was_taken(self) -> int:
        """Return how many were recorded as taken, in time or late."""
        return self.taken + self.late

    @property
    def asked(self) -> int:
        """Return how many were planned and not held: those somebody was to take."""
        return max(0, self.planned - self.held)


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """What became of the doses of one medicine in one cycle, from `first` to `last` inclusive.

    No `regimen`: a cycle that was noted without one.
    """

    regimen: Regimen | None
    cycle: Cycle
    first: date
    last: date
    counts: DoseCounts


def has_passed(entry: DoseEntry, now: datetime, zone: ZoneInfo) -> bool:
    """Say whether a dose was due by `now` (aware); one without a time once its day is over."""
    planned = entry.planned_at(zone)
    return entry.day < now.astimezone(zone).date() if planned is None else planned <= now


def count_doses(
    entries: Iterable[DoseEntry], now: datetime, zone: ZoneInfo, *, planned_only: bool = False
) -> DoseCounts:
    """Count doses whose time has passed by `now`, and all that were recorded.

    A dose on a day on which the clinic holds the medicine counts as held, never as not recorded.
    """
    number: Counter[str] = Counter()
    for entry in entries:
        if entry.dose is not None:
            if entry.is_planned or not planned_only:
                number[entry.dose.status.value] += 1
        elif has_passed(entry, now, zone):
            number["held" if entry.is_held else "not_recorded"] += 1
        else:
            continue
        number["planned"] += entry.is_planned
    return DoseCounts(**number)
