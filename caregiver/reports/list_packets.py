"""What the question list, medicine list, emergency sheet and wallet card are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from caregiver.reports.packets import (
    Allergies,
    ContactOnPaper,
    MedicineChange,
    PaperHead,
    Question,
    StoppedMedicine,
    VisitOnPaper,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionListPacket:
    """Questions to take along, in the family's order; the paper groups them by role."""

    head: PaperHead
    visit: VisitOnPaper = field(default_factory=VisitOnPaper)
    questions: tuple[Question, ...] = ()


class MedicineGroup(StrEnum):
    """The piles of the medicine list, in their order (AHRQ, My Medicines List)."""

    EVERY_DAY = "every_day"
    NOT_EVERY_DAY = "not_every_day"
    AS_NEEDED = "as_needed"
    AT_HOSPITAL = "at_hospital"
    REMEDIES = "remedies"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMedicine:
    """A medicine of the list; `at_most` is the most per day for those taken when needed.

    `begins`: a step planned for later. `is_further`: another dose of the medicine above, without
    what is good to know. On hold, `held_until` is None until the clinic says that it goes on.
    """

    name: str
    group: MedicineGroup
    brand: str = ""
    strength: str = ""
    how_much: str = ""
    when: str = ""
    at_most: str = ""
    used_for: str = ""
    instructions: str = ""
    looks_like: str = ""
    since: date | None = None
    prescribed_by: str = ""
    told_by: str = ""
    avoid: str = ""
    missed_dose: str = ""
    missed_dose_source: str = ""
    change: MedicineChange = MedicineChange.NONE
    changed_on: date | None = None
    held_until: date | None = None
    held_reason: str = ""
    held_told_by: str = ""
    begins: date | None = None
    is_further: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicationListPacket:
    """The medicine list; `updated_on` is the day of the last change to any medicine."""

    head: PaperHead
    allergies: Allergies = field(default_factory=Allergies)
    emergency_contact: ContactOnPaper | None = None
    updated_on: date | None = None
    checked_on: date | None = None
    medicines: tuple[ListedMedicine, ...] = ()
    stopped: tuple[StoppedMedicine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTreatment:
    """A treatment an emergency team must know of, with its day if known ("CAR-T")."""

    name: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamInstruction:
    """What the team told the family to do, in their words."""

    text: str
    said_by: str = ""
    said_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencySheetPacket:
    """The emergency sheet and the wallet card.

    `on_treatment` prints the standing sentence about fever; without it the sheet only states
    what is noted. `medicines` are short lines, treatment first. `newer_after` is the day after
    which the reader should ask for a newer sheet.
    """

    head: PaperHead
    on_treatment: bool = False
    night_line: ContactOnPaper | None = None
    clinic: ContactOnPaper | None = None
    second_contact: ContactOnPaper | None = None
    disease: str = ""
    regimen: str = ""
    last_treatment: str = ""
    last_treatment_on: date | None = None
    past_treatments: tuple[PastTreatment, ...] = ()
    allergies: Allergies = field(default_factory=Allergies)
    must_know: tuple[str, ...] = ()
    instructions: tuple[TeamInstruction, ...] = ()
    medicines: tuple[str, ...] = ()
    wishes: str = ""
    newer_after: date | None = None
