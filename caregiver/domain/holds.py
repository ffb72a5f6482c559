"""Holds: the clinic pauses a medicine. That is neither stopped nor missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from caregiver.domain.records import Problem, Record, text_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Record):
    """A medicine paused by the clinic from `first_on` to `last_on`, both inclusive.

    No `last_on`: until the clinic says that it goes on.
    """

    kind: ClassVar[str] = "hold"

    medication_id: str = ""
    first_on: date = date(1970, 1, 1)
    last_on: date | None = None
    reason: str = ""
    told_by: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.medication_id:
            found.append(Problem("medication_id", "medication_missing"))
        if self.last_on is not None and self.last_on < self.first_on:
            found.append(Problem("last_on", "end_before_start"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.reason, self.told_by) if self.reason else ()

    def when(self) -> date | None:
        """Return its first day."""
        return self.first_on

    def is_on(self, day: date) -> bool:
        """Say whether the medicine is held on `day`."""
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


def hold_on(holds: Iterable[Hold], day: date) -> Hold | None:
    """Return the hold of a day, the one that began last if several."""
    found = [one for one in holds if one.is_on(day)]
    return max(found, key=lambda one: one.first_on, default=None)
