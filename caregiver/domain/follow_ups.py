"""Follow-ups: what is to come back every so often, and each time round it really did."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from caregiver.domain.appointments import AppointmentKind
from caregiver.domain.records import Problem, Record, text_problems

LONGEST_INTERVAL = 3_660


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Record):
    """A plan such as "M-protein every 4 weeks". The interval is in days, from `min` to `max`.

    `template` is the id of a catalogue entry, or empty for the family's own; its words
    (`interval_text`, `plain`, `ask`), `evidence` and `source` were copied and may be edited.
    `sort` is what is booked for it; `starts_on` is when it is first due.
    """

    kind: ClassVar[str] = "follow_up"

    name: str = ""
    template: str = ""
    category: str = ""
    sort: AppointmentKind = AppointmentKind.OTHER
    min_days: int | None = None
    max_days: int | None = None
    interval_text: str = ""
    plain: str = ""
    ask: str = ""
    evidence: str = ""
    source: str = ""
    is_test: bool = False
    starts_on: date | None = None
    paused: bool = False
    member_id: str | None = None
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.name.strip():
            found.append(Problem("name", "name_missing"))
        for name in ("min_days", "max_days"):
            days: int | None = getattr(self, name)
            if days is not None and not 1 <= days <= LONGEST_INTERVAL:
                found.append(Problem(name, "interval_unlikely"))
        if self.min_days and self.max_days and self.max_days < self.min_days:
            found.append(Problem("max_days", "interval_reversed"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.name, self.plain, self.ask, self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRound(Record):
    """One time round: ordered, done, result seen, discussed. Any step may be left out.

    `follow_up_id` is None for a test that was ordered once; `name` then says which.
    """

    kind: ClassVar[str] = "follow_up_round"

    follow_up_id: str | None = None
    name: str = ""
    ordered_on: date | None = None
    appointment_id: str | None = None
    done_on: date | None = None
    result_seen_on: date | None = None
    discussed_on: date | None = None
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.name.strip():
            found.append(Problem("name", "name_missing"))
        for name in ("ordered_on", "done_on", "result_seen_on", "discussed_on"):
            day: date | None = getattr(self, name)
            if day is not None and not 1900 <= day.year <= 2200:
                found.append(Problem(name, "date_unlikely"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.name, self.note)

    def when(self) -> date | None:
        """Return the latest day anything happened."""
        days = (self.ordered_on, self.done_on, self.result_seen_on, self.discussed_on)
        return max((day for day in days if day), default=None)
