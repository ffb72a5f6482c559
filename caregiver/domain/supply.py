"""Supply: how much of a medicine is at home, and what came in."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import ClassVar

from caregiver.domain.records import Problem, Record, text_problems


class SupplySort(Enum):
    """What was done: everything counted, a pack received, or some thrown away or lost."""

    COUNTED = "counted"
    RECEIVED = "received"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyEntry(Record):
    """One look at the stock. `amount` is in the unit of the doses: tablets, not milligrams.

    Counted: that is all there was at `noted_at` (aware); received and removed: what changed.
    """

    kind: ClassVar[str] = "supply_entry"

    medication_id: str = ""
    sort: SupplySort = SupplySort.COUNTED
    amount: Decimal = Decimal(0)
    unit: str = ""
    noted_at: datetime | None = None
    expires_on: date | None = None
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.medication_id:
            found.append(Problem("medication_id", "medication_missing"))
        if self.amount < 0 or (self.amount == 0 and self.sort is not SupplySort.COUNTED):
            found.append(Problem("amount", "amount_not_positive"))
        if self.noted_at is None:
            found.append(Problem("noted_at", "time_missing"))
        elif self.noted_at.tzinfo is None:
            found.append(Problem("noted_at", "zone_unknown"))
        return tuple(found)

    def when(self) -> date | None:
        """Return the day it was noted, in UTC."""
        return self.noted_at.date() if self.noted_at else None
