"""The person cared for, the care team, and what the team told the family."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import ClassVar

from caregiver.domain.records import Problem, Record, text_problems


class AllergyState(Enum):
    """What the family said about allergies; silence is never "none"."""

    NOT_NOTED = "not_noted"
    NONE_KNOWN = "none_known"
    LISTED = "listed"


class Role(Enum):
    """Who somebody of the care team is; also to whom a question is addressed."""

    DOCTOR = "doctor"
    NURSE = "nurse"
    PHARMACIST = "pharmacist"
    SOCIAL_WORKER = "social_worker"
    FINANCE = "finance"
    PRIMARY_CARE = "primary_care"
    THERAPIST = "therapist"
    DIETITIAN = "dietitian"
    DENTIST = "dentist"
    TRANSPORT = "transport"
    FAMILY = "family"
    OTHER = "other"


class RuleLevel(Enum):
    """How soon the team wants to hear, most urgent first."""

    CALL_NOW = "call_now"
    CALL_TODAY = "call_today"
    NEXT_VISIT = "next_visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient(Record):
    """The person cared for; one per care file. Texts are in the family's or clinic's words."""

    kind: ClassVar[str] = "patient"

    name: str = ""
    called: str = ""
    birth_date: date | None = None
    hospital_number: str = ""
    allergy_state: AllergyState = AllergyState.NOT_NOTED
    allergies: str = ""
    cautions: str = ""
    goals: str = ""
    disease_type: str = ""
    found: str = ""
    treated_before: str = ""
    supportive: str = ""
    response: str = ""
    response_by: str = ""
    response_on: date | None = None
    must_know: str = ""
    documents_kept: str = ""
    caregiver_name: str = ""
    caregiver_phone: str = ""
    second_contact: str = ""
    second_phone: str = ""
    is_example: bool = False

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if self.allergy_state is AllergyState.LISTED and not self.allergies.strip():
            found.append(Problem("allergies", "allergies_empty"))
        if self.birth_date and self.birth_date.year < 1880:
            found.append(Problem("birth_date", "date_unlikely"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (
            self.name,
            self.allergies,
            self.cautions,
            self.goals,
            self.disease_type,
            self.treated_before,
            self.supportive,
            self.response,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CareTeamMember(Record):
    """Somebody to call: a person, a ward, a pharmacy. `is_team_line` marks the 24-hour number."""

    kind: ClassVar[str] = "care_team_member"

    name: str = ""
    role: Role = Role.OTHER
    organization: str = ""
    phone: str = ""
    hours: str = ""
    after_hours_phone: str = ""
    email: str = ""
    address: str = ""
    what_for: str = ""
    is_team_line: bool = False
    rank: int = 0
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.name.strip():
            found.append(Problem("name", "name_missing"))
        if self.is_team_line and not self.phone.strip():
            found.append(Problem("phone", "phone_missing"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.name, self.organization, self.phone, self.what_for, self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicRule(Record):
    """What the team told the family to do, in the team's words, with who said it and when.

    `at_least` in `unit` is the number the team gave, if any; `symptom` a catalogue id or name.
    """

    kind: ClassVar[str] = "clinic_rule"

    text: str = ""
    level: RuleLevel = RuleLevel.NEXT_VISIT
    symptom: str = ""
    at_least: Decimal | None = None
    unit: str = ""
    phone: str = ""
    told_by: str = ""
    told_on: date | None = None
    withdrawn_on: date | None = None

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.text.strip():
            found.append(Problem("text", "text_missing"))
        if self.at_least is not None and not self.unit:
            found.append(Problem("unit", "unit_missing"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.text, self.told_by)

    def when(self) -> date | None:
        """Return the day the team said it."""
        return self.told_on
