"""Visits: what was prepared for one and what happened at it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from caregiver.domain.records import Problem, Record, text_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """One visit to the clinic. `starts` is the local wall-clock time.

    Before it: `changes` holds the family's own wording of what changed (empty: worked out from
    the records), `left_out` the keys of drafted lines not to print, `not_had` what the family
    ticked as not had, `checked_on` when the medicines were checked against the boxes. After it:
    `decisions` and `note`; `held` says it took place.
    """

    kind: ClassVar[str] = "visit"

    appointment_id: str | None = None
    starts: datetime | None = None
    title: str = ""
    member_id: str | None = None
    held: bool = False
    changes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    not_had: tuple[str, ...] = ()
    checked_on: date | None = None
    decisions: str = ""
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if self.starts is None:
            found.append(Problem("starts", "start_missing"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.title, self.decisions, self.note, *self.changes)

    def when(self) -> date | None:
        """Return the local day of the visit."""
        return self.starts.date() if self.starts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPreset(Record):
    """How one clinician likes the summary: which sections stay off, and how it is printed."""

    kind: ClassVar[str] = "summary_preset"

    member_id: str | None = None
    sections_off: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    paper: str = ""
    large_print: bool = False

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if self.paper not in {"", "a4", "letter"}:
            found.append(Problem("paper", "paper_unknown"))
        return tuple(found)
