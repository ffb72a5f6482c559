"""What a paper is made of: frozen values, already chosen by the services.

Every paper module has `render(packet, formats, page) -> bytes`. A packet holds dates, times,
numbers and the family's own words; the paper words, formats and lays them out. Times are local
wall-clock times of the person. An empty string or tuple means "not noted": it leaves no trace
on the paper, except for allergies, where silence is said aloud.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from caregiver.reports.result_packets import ResultRow

__all__ = [
    "Allergies",
    "ContactOnPaper",
    "MedicineChange",
    "MedicineRow",
    "PageChoice",
    "PaperHead",
    "ProblemRow",
    "Question",
    "ResultRow",
    "Section",
    "StoppedMedicine",
    "VisitOnPaper",
    "VisitSummaryPacket",
    "WhereWeAre",
]


class Section(StrEnum):
    """The parts of the visit summary that can be switched off; the values are stored."""

    QUESTIONS = "questions"
    WHERE_WE_ARE = "where_we_are"
    GOALS = "goals"
    CHANGES = "changes"
    RESULTS = "results"
    MEDICINES = "medicines"
    CLINIC = "clinic"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChoice:
    """How to print: the paper, the type size and the sections left out."""

    paper: Literal["a4", "letter"] = "letter"
    large_print: bool = False
    sections_off: frozenset[Section] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHead:
    """Whose paper this is and when it was printed: on every page of every paper."""

    name: str
    birth_date: date | None = None
    hospital_number: str = ""
    printed_at: datetime
    is_example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Allergies:
    """What the family said about allergies; `none_known` only if they said just that."""

    text: str = ""
    none_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactOnPaper:
    """A person or a desk to call."""

    name: str
    phone: str = ""
    role: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitOnPaper:
    """The visit a paper is for; `starts_at` is local time at the clinic, None = no date yet."""

    starts_at: datetime | None = None
    has_time: bool = True
    place: str = ""
    clinician: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question for the team; `asked_on` are the days it was asked without an answer."""

    text: str
    role: str = ""
    is_top: bool = False
    asked_on: tuple[date, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereWeAre:
    """The illness and its treatment in the clinic's words.

    `found` is a date or the family's words for it ("spring 2021"). `line` is worded ("Third
    line"). `cycle_number` and `cycle_day` hold for the day of the visit. `response` is what
    was said, `response_by` who said it.
    """

    disease: str = ""
    found: date | str | None = None
    line: str = ""
    line_since: date | None = None
    regimen: str = ""
    cycle_number: int | None = None
    cycle_day: int | None = None
    before: tuple[str, ...] = ()
    supportive: tuple[str, ...] = ()
    response: str = ""
    response_by: str = ""
    response_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One thing that changed: severities in words, with their steps 0 (none) to 4 if known.

    `when` and `effect` are short phrases ("most days, at night"); `reported_by` is "" when it
    is the person who keeps the record.
    """

    name: str
    worst: str = ""
    now: str = ""
    worst_step: int | None = None
    now_step: int | None = None
    effect: str = ""
    when: str = ""
    what_we_did: str = ""
    reported_by: str = ""
    is_urgent: bool = False


class MedicineChange(StrEnum):
    """What happened to a medicine since the last visit."""

    NONE = ""
    NEW = "new"
    CHANGED = "changed"
    ON_HOLD = "on_hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineRow:
    """A medicine as it is taken now.

    `how` is the whole phrase ("4 mg capsule, 1 at night, days 1 to 21 of 28"); `since_last` is
    what was recorded since the last visit ("2 not taken", "used on 6 days", "last Mar 15").
    """

    name: str
    brand: str = ""
    how: str = ""
    since_last: str = ""
    change: MedicineChange = MedicineChange.NONE
    changed_on: date | None = None
    change_note: str = ""
    is_treatment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedMedicine:
    """A medicine that was stopped."""

    name: str
    stopped_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSummaryPacket:
    """The one page for the clinic.

    `questions` are the chosen ones (at most three are wise), `further_questions` the others.
    `problems` come in the order to print: urgent first. `result_days` are the columns, oldest
    first, at most four; `results` rows come in the order to print. `not_had` holds only what
    the family ticked as not had.
    """

    head: PaperHead
    visit: VisitOnPaper = field(default_factory=VisitOnPaper)
    caregiver: ContactOnPaper | None = None
    allergies: Allergies = field(default_factory=Allergies)
    cautions: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    further_questions: tuple[Question, ...] = ()
    where: WhereWeAre = field(default_factory=WhereWeAre)
    goals: str = ""
    since: date | None = None
    since_is_visit: bool = True
    problems: tuple[ProblemRow, ...] = ()
    not_had: tuple[str, ...] = ()
    result_days: tuple[date, ...] = ()
    results: tuple[ResultRow, ...] = ()
    laboratories: tuple[str, ...] = ()
    medicines: tuple[MedicineRow, ...] = ()
    medicines_checked_on: date | None = None
    stopped: tuple[StoppedMedicine, ...] = ()
    also_takes: tuple[str, ...] = ()
    running_out: tuple[str, ...] = ()
