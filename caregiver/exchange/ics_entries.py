"""What a calendar file holds once it is read: appointments and tasks to be, and what was left out.

Nothing is dropped in silence: `Notes` gathers a line for each thing that is not taken over.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from caregiver.domain.appointments import Appointment
from caregiver.domain.tasks import Task
from caregiver.exchange.ics_text import IcsProblem
from caregiver.exchange.ics_write import OWN_DOMAIN

LONGEST_TITLE = 300
LONGEST_UID = 400


class IcsAction(Enum):
    """What an entry asks for. A cancellation is a proposal; the family decides."""

    ADD = "add"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class IcsEntry:
    """One appointment-to-be. `identity` is the same each time the same event is read.

    `occurrence_of` is the UID of the series this is one date of, with the local start it replaces.
    Where that series is in the file too, the appointment names it (`series_id`) and its date is
    already taken out there: `moved` of the series lists such starts. `date_of` is the UID of the
    series this is a plain date of, where the series was written out date by date.
    """

    appointment: Appointment
    uid: str
    sequence: int
    identity: str
    action: IcsAction = IcsAction.ADD
    is_tentative: bool = False
    occurrence_of: str = ""
    occurrence_start: datetime | None = None
    moved: tuple[datetime, ...] = ()
    date_of: str = ""

    @property
    def own_id(self) -> str:
        """Return our record id where this event was written by this program, else nothing."""
        return "" if self.occurrence_of else own_id(self.uid)

    @property
    def occurrence_day(self) -> date | None:
        """Return the day of the series this stands for."""
        return self.occurrence_start.date() if self.occurrence_start else None


@dataclass(frozen=True, slots=True)
class IcsTask:
    """One task-to-be."""

    task: Task
    uid: str

    @property
    def identity(self) -> str:
        """Return what is the same each time the same task is read."""
        return self.task.import_uid

    @property
    def own_id(self) -> str:
        """Return our record id where this task was written by this program, else nothing."""
        return own_id(self.uid)


class Notes:
    """Collect what was not taken over: lines about one event, and counts for the whole file."""

    def __init__(self) -> None:
        self._problems: list[IcsProblem] = []
        self._counts: Counter[str] = Counter()

    def add(self, where: str, code: str, text: str = "") -> None:
        """Note something about the event `where`."""
        self._problems.append(IcsProblem(where, code, text))

    def count(self, code: str, number: int = 1) -> None:
        """Count something that is said once for the whole file."""
        if number:
            self._counts[code] += number

    def all(self) -> list[IcsProblem]:
        """Return the lines, then the counts."""
        counted = sorted(self._counts.items())
        return [*self._problems, *(IcsProblem("", code, str(many)) for code, many in counted)]


def own_id(uid: str) -> str:
    """Return the record id in a UID this program gave, else nothing."""
    return uid.removesuffix(OWN_DOMAIN) if uid.endswith(OWN_DOMAIN) else ""
