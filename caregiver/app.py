"""The program without a face: one open care file with its services.

Both the window and the command line work through `Caregiver` and nothing below it. Services are
imported and made when first asked for, so a start pays only for what it shows.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from caregiver.clock import Clock, SystemClock
from caregiver.domain.changes import ChangeSet, HistoryEntry
from caregiver.formats import Formats, PlainFormats
from caregiver.storage.care_file import CareFile, create_file, open_file

if TYPE_CHECKING:
    from caregiver.services.appointments import AppointmentsService
    from caregiver.services.backups import BackupsService
    from caregiver.services.calendar import CalendarService
    from caregiver.services.documents import DocumentsService
    from caregiver.services.doses import DosesService
    from caregiver.services.exports import ExportsService
    from caregiver.services.follow_ups import FollowUpsService
    from caregiver.services.holds import HoldsService
    from caregiver.services.imports import ImportsService
    from caregiver.services.interactions import InteractionsService
    from caregiver.services.journal import JournalService
    from caregiver.services.labs import LabsService
    from caregiver.services.medications import MedicationsService
    from caregiver.services.medicine_names import MedicineNamesService
    from caregiver.services.people import PeopleService
    from caregiver.services.publishing import PublishingService
    from caregiver.services.questions import QuestionsService
    from caregiver.services.quick_add import QuickAddService
    from caregiver.services.records import RecordsService
    from caregiver.services.regimens import RegimensService
    from caregiver.services.reminders import RemindersService
    from caregiver.services.reports import ReportsService
    from caregiver.services.search import SearchService
    from caregiver.services.since_last_visit import SinceLastVisitService
    from caregiver.services.supply import SupplyService
    from caregiver.services.symptoms import SymptomsService
    from caregiver.services.tasks import TasksService
    from caregiver.services.therapy import TherapyService
    from caregiver.services.today import TodayService
    from caregiver.services.visits import VisitsService


DRAFTS = "drafts"


class Caregiver:
    """One open care file. Close it when done; a `with` block does."""

    def __init__(self, care_file: CareFile, clock: Clock, formats: Formats) -> None:
        """Hold an open file; use `open` or `create` instead."""
        self.file = care_file
        self.clock = clock
        self.formats = formats

    @classmethod
    def open(
        cls, path: Path, clock: Clock | None = None, formats: Formats | None = None, by: str = "",
    ) -> "Caregiver":  # fmt: skip
        """Open and lock a care file; raises a `CareFileError` with the reason it cannot."""
        used = clock or SystemClock()
        return cls(open_file(path, used, by), used, formats or PlainFormats())

    @classmethod
    def create(
        cls, path: Path, clock: Clock | None = None, formats: Formats | None = None, by: str = "",
    ) -> "Caregiver":  # fmt: skip
        """Create an empty care file and open it; an existing file is never replaced."""
        used = clock or SystemClock()
        return cls(create_file(path, used, by), used, formats or PlainFormats())

    def __enter__(self) -> "Caregiver":
        """Use the open file in a `with` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the care file and give its lock back."""
        if "reminders" in self.__dict__:
            self.reminders.leave()
        self.file.close()

    @property
    def path(self) -> Path:
        """Return where the care file is."""
        return self.file.path

    @property
    def schema(self) -> int:
        """Return the version of the file's tables."""
        return self.file.schema

    def listen(self, listener: Callable[[ChangeSet], None]) -> None:
        """Call `listener` after every committed change."""
        self.file.listen(listener)

    def undo(self) -> ChangeSet:
        """Take back the last change."""
        return self.file.undo()

    def redo(self) -> ChangeSet:
        """Bring back the change taken back last."""
        return self.file.redo()

    def written_by(self, name: str) -> None:
        """Put `name` beside every change from now on."""
        self.file.by = name

    def undo_label(self) -> str:
        """Return what undo would take back, empty for nothing."""
        return self.file.undo_label()

    def redo_label(self) -> str:
        """Return what redo would bring back, empty for nothing."""
        return self.file.redo_label()

    def history(self, limit: int = 200) -> list[HistoryEntry]:
        """Return the newest changes first."""
        return self.file.history(limit)

    def drafts(self) -> str:
        """Return what a window kept of unsaved forms, as it wrote it."""
        return self.file.fact(DRAFTS)

    def keep_drafts(self, text: str) -> None:
        """Keep unsaved forms in the care file; no step of undo."""
        self.file.set_fact(DRAFTS, text)

    @cached_property
    def people(self) -> "PeopleService":
        """The person, the care team and its instructions."""
        from caregiver.services.people import PeopleService

        return PeopleService(self.file)

    @cached_property
    def therapy(self) -> "TherapyService":
        """Lines of therapy and cycles."""
        from caregiver.services.therapy import TherapyService

        return TherapyService(self.file, self.clock)

    @cached_property
    def regimens(self) -> "RegimensService":
        """Treatment plans: their medicines, cycles, delays."""
        from caregiver.services.regimens import RegimensService

        return RegimensService(self.file, self.clock)

    @cached_property
    def appointments(self) -> "AppointmentsService":
        """Appointments."""
        from caregiver.services.appointments import AppointmentsService

        return AppointmentsService(self.file, self.clock)

    @cached_property
    def medications(self) -> "MedicationsService":
        """Medicines and their schedules."""
        from caregiver.services.medications import MedicationsService

        return MedicationsService(self.file, self.clock)

    @cached_property
    def medicine_names(self) -> "MedicineNamesService":
        """Names of medicines to offer while somebody types."""
        from caregiver.services.medicine_names import MedicineNamesService

        return MedicineNamesService(self.file, self.clock)

    @cached_property
    def doses(self) -> "DosesService":
        """Doses due and recorded."""
        from caregiver.services.doses import DosesService

        return DosesService(self.file, self.clock)

    @cached_property
    def holds(self) -> "HoldsService":
        """Medicines that the clinic pauses."""
        from caregiver.services.holds import HoldsService

        return HoldsService(self.file, self.clock)

    @cached_property
    def supply(self) -> "SupplyService":
        """What is left of each medicine, and when it runs out."""
        from caregiver.services.supply import SupplyService

        return SupplyService(self.file, self.clock)

    @cached_property
    def interactions(self) -> "InteractionsService":
        """What labels and monographs say of medicines together, and what was said to it."""
        from caregiver.services.interactions import InteractionsService

        return InteractionsService(self.file, self.clock)

    @cached_property
    def symptoms(self) -> "SymptomsService":
        """Symptoms and side effects."""
        from caregiver.services.symptoms import SymptomsService

        return SymptomsService(self.file, self.clock)

    @cached_property
    def labs(self) -> "LabsService":
        """Lab results."""
        from caregiver.services.labs import LabsService

        return LabsService(self.file, self.clock)

    @cached_property
    def questions(self) -> "QuestionsService":
        """Questions and answers."""
        from caregiver.services.questions import QuestionsService

        return QuestionsService(self.file, self.clock)

    @cached_property
    def visits(self) -> "VisitsService":
        """Visits, before and after."""
        from caregiver.services.visits import VisitsService

        return VisitsService(self.file, self.clock)

    @cached_property
    def since_last_visit(self) -> "SinceLastVisitService":
        """What changed since the last visit, drafted from the records."""
        from caregiver.services.since_last_visit import SinceLastVisitService

        return SinceLastVisitService(self.file, self.clock, self.formats)

    @cached_property
    def follow_ups(self) -> "FollowUpsService":
        """What is to come back, and when it is due."""
        from caregiver.services.follow_ups import FollowUpsService

        return FollowUpsService(self.file, self.clock)

    @cached_property
    def tasks(self) -> "TasksService":
        """What somebody is to do."""
        from caregiver.services.tasks import TasksService

        return TasksService(self.file, self.clock)

    @cached_property
    def documents(self) -> "DocumentsService":
        """Files kept inside the care file."""
        from caregiver.services.documents import DocumentsService

        return DocumentsService(self.file, self.clock)

    @cached_property
    def journal(self) -> "JournalService":
        """The journal."""
        from caregiver.services.journal import JournalService

        return JournalService(self.file, self.clock)

    @cached_property
    def today(self) -> "TodayService":
        """Everything Today shows, in one answer."""
        from caregiver.services.today import TodayService

        return TodayService(self.file, self.clock)

    @cached_property
    def calendar(self) -> "CalendarService":
        """Everything that falls in some days."""
        from caregiver.services.calendar import CalendarService

        return CalendarService(self.file, self.clock)

    @cached_property
    def search(self) -> "SearchService":
        """Full text over everything."""
        from caregiver.services.search import SearchService

        return SearchService(self.file)

    @cached_property
    def quick_add(self) -> "QuickAddService":
        """The "Add anything" line."""
        from caregiver.services.quick_add import QuickAddService

        return QuickAddService(self.file, self.clock)

    @cached_property
    def imports(self) -> "ImportsService":
        """Files from elsewhere."""
        from caregiver.services.imports import ImportsService

        return ImportsService(self.file, self.clock)

    @cached_property
    def exports(self) -> "ExportsService":
        """The record in formats that other programs read."""
        from caregiver.services.exports import ExportsService

        return ExportsService(self.file, self.clock)

    @cached_property
    def records(self) -> "RecordsService":
        """Any kind of record as it is kept, for listing and putting back."""
        from caregiver.services.records import RecordsService

        return RecordsService(self.file, self.clock)

    @cached_property
    def reports(self) -> "ReportsService":
        """Papers."""
        from caregiver.services.reports import ReportsService

        return ReportsService(self.file, self.clock, self.formats)

    @cached_property
    def reminders(self) -> "RemindersService":
        """What came due, each announced once."""
        from caregiver.services.reminders import RemindersService

        return RemindersService(self.file, self.clock)

    @cached_property
    def publishing(self) -> "PublishingService":
        """The calendar on a server of the family's."""
        from caregiver.services.publishing import PublishingService

        return PublishingService(self.file, self.clock)

    @cached_property
    def backups(self) -> "BackupsService":
        """Verified copies of the care file."""
        from caregiver.services.backups import BackupsService

        return BackupsService(self.file, self.clock)
