"""Holds: the clinic pauses a medicine. That is neither stopped nor missed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
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

    def overlaps(self, other: "Hold") -> bool:
        """Say whether two holds share a day."""
        begins = other.last_on is None or self.first_on <= other.last_on
        return begins and (self.last_on is None or other.first_on <= self.last_on)


def joined(new: Hold, others: Sequence[Hold]) -> Hold:
    """Return one hold for `new` and the `others` that share days with it.

    `new` is the clinic's latest word: without an end it leaves none, with one it ends those
    without; of several ends the last counts. It keeps the id of `new`; reasons and names that
    differ stand side by side.
    """
    together = (*sorted(others, key=lambda one: one.first_on), new)
    ends = [one.last_on for one in together if one.last_on is not None]
    return replace(
        new,
        first_on=min(one.first_on for one in together),
        last_on=max(ends) if new.last_on is not None else None,
        reason=_side_by_side(one.reason for one in together),
        told_by=_side_by_side(one.told_by for one in together),
    )


def ended(hold: Hold, on: date) -> Hold | None:
    """Return a hold that ends the day before `on`; None where no day of it would be left."""
    last = on - timedelta(days=1)
    return replace(hold, last_on=last) if last >= hold.first_on else None


def _side_by_side(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(one.strip() for one in words if one.strip()))


def hold_on(holds: Iterable[Hold], day: date) -> Hold | None:
    """Return the hold of a day, the one that began last if several."""
    found = [one for one in holds if one.is_on(day)]
    return max(found, key=lambda one: one.first_on, default=None)
