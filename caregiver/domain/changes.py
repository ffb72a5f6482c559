"""What one change touched: said once, read by every screen."""

from dataclasses import dataclass
from datetime import datetime

from caregiver.domain.appointments import Appointment
from caregiver.domain.documents import Document
from caregiver.domain.doses import Dose
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from caregiver.domain.holds import Hold
from caregiver.domain.journal import JournalEntry
from caregiver.domain.labs import LabResult
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import CareTeamMember, ClinicRule, Patient
from caregiver.domain.questions import Answer, Question
from caregiver.domain.records import Record
from caregiver.domain.regimens import Regimen
from caregiver.domain.supply import SupplyEntry
from caregiver.domain.symptoms import SymptomReport
from caregiver.domain.tasks import Task
from caregiver.domain.therapy import Cycle, TherapyLine
from caregiver.domain.visits import SummaryPreset, Visit

# Parents stand before the records that refer to them, so that this is also a safe write order.
RECORD_CLASSES: tuple[type[Record], ...] = (
    Patient,
    CareTeamMember,
    ClinicRule,
    TherapyLine,
    Regimen,
    Cycle,
    Appointment,
    Medication,
    Schedule,
    Dose,
    Hold,
    SupplyEntry,
    SymptomReport,
    LabResult,
    Visit,
    Question,
    Answer,
    MedicationTalk,
    JournalEntry,
    SummaryPreset,
    FollowUp,
    FollowUpRound,
    Task,
    Document,
)
BY_KIND = {cls.kind: cls for cls in RECORD_CLASSES}


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One finished change: its label (a key of texts.py) and the records it touched."""

    label: str
    records: tuple[tuple[str, str], ...]
    is_undo: bool = False

    def touches(self, *classes: type[Record]) -> bool:
        """Say whether a record of one of `classes` was saved or deleted."""
        kinds = {cls.kind for cls in classes}
        return any(kind in kinds for kind, _ in self.records)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change in the history: who, when (UTC), what, and whether it stands."""

    number: int
    at: datetime
    by: str
    label: str
    is_undone: bool
    changes: tuple["RecordChange", ...] = ()


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What happened to one record: plain forms before (None: new) and after (None: deleted)."""

    kind: str
    id: str
    before: dict[str, str | int | None] | None
    after: dict[str, str | int | None] | None
