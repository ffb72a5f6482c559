"""Records for tests: valid by default, so that a test names only what it is about."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from caregiver.domain.appointments import Appointment
from caregiver.domain.documents import Document
from caregiver.domain.doses import Dose
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from caregiver.domain.holds import Hold
from caregiver.domain.journal import JournalEntry
from caregiver.domain.labs import LabResult
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import CareTeamMember, ClinicRule, Patient, Role
from caregiver.domain.questions import Answer, Question
from caregiver.domain.regimens import Regimen
from caregiver.domain.supply import SupplyEntry
from caregiver.domain.symptoms import SymptomReport
from caregiver.domain.tasks import Task
from caregiver.domain.therapy import Cycle, TherapyLine
from caregiver.domain.visits import SummaryPreset, Visit

MONDAY = date(2027, 3, 15)


def a_patient(**changes: Any) -> Patient:
    """The person cared for."""
    return Patient(**{"name": "Sample Person", "birth_date": date(1958, 5, 12), **changes})


def a_member(**changes: Any) -> CareTeamMember:
    """A doctor of the care team."""
    return CareTeamMember(**{"name": "Dr. Okafor", "role": Role.DOCTOR, **changes})


def a_rule(**changes: Any) -> ClinicRule:
    """An instruction of the team."""
    return ClinicRule(**{"text": "Call us at once.", "told_by": "Nurse Lee", **changes})


def a_line(**changes: Any) -> TherapyLine:
    """The third line of therapy."""
    started = date(2027, 1, 4)
    return TherapyLine(**{"number": 3, "name": "DPd", "started_on": started, **changes})


def a_cycle(line: TherapyLine, **changes: Any) -> Cycle:
    """Cycle 3, day 1 on March 1, 2027."""
    first = date(2027, 3, 1)
    return Cycle(**{"therapy_line_id": line.id, "number": 3, "first_on": first, **changes})


def a_regimen(line: TherapyLine | None = None, **changes: Any) -> Regimen:
    """A regimen of 28-day cycles since January 4, 2027; without a line a supportive one."""
    about = {"therapy_line_id": line.id if line else None, "name": "DPd"}
    return Regimen(**{**about, "started_on": date(2027, 1, 4), **changes})


def a_regimen_cycle(regimen: Regimen, **changes: Any) -> Cycle:
    """Cycle 1 of a regimen, noted on January 4, 2027."""
    first = {"number": 1, "first_on": date(2027, 1, 4), "days": regimen.lengths[0]}
    about = {"regimen_id": regimen.id, "therapy_line_id": regimen.therapy_line_id}
    return Cycle(**{**about, **first, "first_day": regimen.first_day, **changes})


def an_appointment(**changes: Any) -> Appointment:
    """A clinic appointment on Wednesday, March 24, 2027, 10:30 in New York."""
    return Appointment(
        **{
            "title": "Hematology clinic",
            "starts": datetime(2027, 3, 24, 10, 30),
            "ends": datetime(2027, 3, 24, 11, 0),
            "zone": "America/New_York",
            **changes,
        }
    )


def a_medication(**changes: Any) -> Medication:
    """Acyclovir."""
    started = date(2027, 1, 4)
    return Medication(
        **{"name": "Acyclovir", "strength": "400 mg", "started_on": started, **changes}
    )


def a_schedule(medication: Medication, **changes: Any) -> Schedule:
    """One tablet, morning and evening, every day."""
    return Schedule(
        **{
            "medication_id": medication.id,
            "amount": Decimal(1),
            "unit": "tablet",
            "times": (time(8), time(20)),
            "first_on": date(2027, 1, 4),
            **changes,
        }
    )


def a_dose(medication: Medication, **changes: Any) -> Dose:
    """A dose taken on Monday morning."""
    return Dose(
        **{
            "medication_id": medication.id,
            "day": MONDAY,
            "due_time": time(8),
            "given_at": datetime(2027, 3, 15, 12, 4, tzinfo=UTC),
            "amount": Decimal(1),
            "unit": "tablet",
            **changes,
        }
    )


def a_hold(medication: Medication, **changes: Any) -> Hold:
    """Held by the clinic from Monday on."""
    return Hold(**{"medication_id": medication.id, "first_on": MONDAY, **changes})


def a_supply_entry(medication: Medication, **changes: Any) -> SupplyEntry:
    """Thirty tablets counted on Monday morning."""
    return SupplyEntry(
        **{
            "medication_id": medication.id,
            "amount": Decimal(30),
            "unit": "tablet",
            "noted_at": datetime(2027, 3, 15, 11, 0, tzinfo=UTC),
            **changes,
        }
    )


def a_talk(medication: Medication, **changes: Any) -> MedicationTalk:
    """The pharmacist was told about a medicine on Monday."""
    return MedicationTalk(
        **{"medication_id": medication.id, "who": "Pharmacist", "day": MONDAY, **changes}
    )


def a_symptom(**changes: Any) -> SymptomReport:
    """Moderate tingling on Monday."""
    return SymptomReport(
        **{
            "symptom": "neuropathy_numbness_tingling",
            "name": "Tingling or numbness",
            "day": MONDAY,
            "observed_at": datetime(2027, 3, 15, 12, 0, tzinfo=UTC),
            "severity": 2,
            **changes,
        }
    )


def a_result(**changes: Any) -> LabResult:
    """A kappa light chain result."""
    return LabResult(
        **{
            "test": "flc_kappa",
            "name": "Kappa free light chain",
            "printed": "131",
            "unit": "mg/L",
            "range_low": Decimal("3.3"),
            "range_high": Decimal("19.4"),
            "taken_on": date(2027, 3, 10),
            **changes,
        }
    )


def a_question(**changes: Any) -> Question:
    """An open question for the doctor."""
    return Question(**{"text": "Should a dose change?", "noted_on": MONDAY, **changes})


def an_answer(question: Question, **changes: Any) -> Answer:
    """An answer to a question."""
    return Answer(
        **{"question_id": question.id, "text": "One more test first.", "day": MONDAY, **changes}
    )


def a_visit(**changes: Any) -> Visit:
    """The visit of March 24, 2027."""
    return Visit(
        **{"starts": datetime(2027, 3, 24, 10, 30), "title": "Hematology clinic", **changes}
    )


def a_preset(**changes: Any) -> SummaryPreset:
    """Summary choices for nobody in particular."""
    return SummaryPreset(**changes)


def a_journal_entry(**changes: Any) -> JournalEntry:
    """A line of the journal."""
    return JournalEntry(**{"day": MONDAY, "text": "A good day.", **changes})


def a_follow_up(**changes: Any) -> FollowUp:
    """M-protein every 4 weeks, first due on March 1, 2027."""
    return FollowUp(
        **{
            "name": "M-protein",
            "min_days": 28,
            "max_days": 28,
            "is_test": True,
            "starts_on": date(2027, 3, 1),
            **changes,
        }
    )


def a_round(follow_up: FollowUp | None = None, **changes: Any) -> FollowUpRound:
    """One time round of a follow-up, or of a single test, ordered on March 1, 2027."""
    plan = {"follow_up_id": follow_up.id, "name": follow_up.name} if follow_up else {"name": "MRI"}
    return FollowUpRound(**{**plan, "ordered_on": date(2027, 3, 1), **changes})


def a_task(**changes: Any) -> Task:
    """Something to do by Friday, March 19, 2027."""
    return Task(**{"title": "Order the parking permit", "due_on": date(2027, 3, 19), **changes})


def a_document(**changes: Any) -> Document:
    """A letter; its bytes are not stored by this."""
    return Document(
        **{
            "title": "Letter of the clinic",
            "file_name": "letter.pdf",
            "media_type": "application/pdf",
            "size": 3,
            "digest": "0" * 64,
            **changes,
        }
    )
