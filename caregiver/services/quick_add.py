"""The "Add anything" line: read with what the file knows, and saved."""

from dataclasses import replace
from datetime import datetime, time

from caregiver import catalogue, texts
from caregiver.clock import Clock
from caregiver.domain import quick_add
from caregiver.domain.doses import Dose, LimitWarning
from caregiver.domain.labs import LabResult
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import CareTeamMember
from caregiver.domain.questions import Question
from caregiver.domain.quick_add import Context, Kind, Reading
from caregiver.domain.symptoms import SymptomReport
from caregiver.errors import BadInput
from caregiver.services.doses import DosesService
from caregiver.services.labs import LabsService
from caregiver.services.medications import MedicationsService
from caregiver.services.questions import QuestionsService
from caregiver.services.symptoms import SymptomsService
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader


class QuickAddService:
    """Reading lines with what the care file knows, and saving them."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock
        self._context: Context | None = None
        care_file.listen(lambda _: self._forget())

    # Reading

    def read(self, line: str) -> Reading:
        """Return how a line is understood; never fails, what cannot be read is a journal note."""
        return quick_add.read(line, self._known())

    def read_as(self, kind: Kind, line: str) -> Reading:
        """Return a line read as another kind, asking for what it does not say."""
        return quick_add.read_as(kind, line, self._known())

    def corrected(self, reading: Reading, key: str, text: str) -> Reading:
        """Return a reading with one part set from what was typed into it; never fails."""
        return quick_add.corrected(reading, key, text, self._known())

    def warnings(self, reading: Reading) -> tuple[LimitWarning, ...]:
        """Return what speaks against the dose that a reading stands for, before it is saved."""
        if reading.kind is not Kind.DOSE or reading.missing:
            return ()
        dose = next(iter(quick_add.to_records(reading, self._known())), None)
        if not isinstance(dose, Dose) or not dose.status.was_taken:
            return ()
        at = dose.given_at or self._clock.now()
        day = at.astimezone(self._clock.zone()).date()
        entry = MedicationsService(self._file, self._clock).entry(dose.medication_id, day)
        schedules = entry.schedules if entry is not None else ()
        ordered = sorted(schedules, key=lambda one: not one.as_needed)
        if not ordered:
            return ()
        return DosesService(self._file, self._clock).warnings(ordered[0], at)

    # Changing

    def save(self, reading: Reading) -> None:
        """Save what was read; raises `BadInput` while a part still asks for an answer."""
        records = quick_add.to_records(reading, self._known())
        if not records:
            raise BadInput("add_line_incomplete")
        first = records[0]
        if isinstance(first, SymptomReport):
            SymptomsService(self._file, self._clock).log(first)
        elif isinstance(first, Dose):
            self._save_dose(first)
        elif isinstance(first, Question):
            QuestionsService(self._file, self._clock).add(first)
        elif isinstance(first, LabResult):
            results = [one for one in records if isinstance(one, LabResult)]
            LabsService(self._file, self._clock).save_panel(results)
        elif isinstance(first, CareTeamMember):
            self._save_contact(first, reading.value("member"))
        else:
            is_planned = reading.kind is Kind.APPOINTMENT
            label = texts.SAVE_APPOINTMENT if is_planned else texts.SAVE_JOURNAL
            with self._file.change(label) as work:
                work.save(first)

    def _save_dose(self, dose: Dose) -> None:
        """Record the planned dose that is meant, else one more dose."""
        service = DosesService(self._file, self._clock)
        entries = [
            one
            for one in service.on(dose.day)
            if one.medication.id == dose.medication_id and one.dose is None and one.schedule
        ]
        taken = dose.status.was_taken
        if entries:
            at = self._local(dose.given_at)
            entry = min(entries, key=lambda one: _minutes_apart(one.time, at))
            drafted = service.draft(entry)
            dose = replace(
                drafted,
                status=dose.status,
                given_at=(dose.given_at or drafted.given_at) if taken else None,
                amount=dose.amount if dose.amount is not None else drafted.amount,
                unit=dose.unit if dose.amount is not None else drafted.unit,
                reason=dose.reason,
                note=dose.note,
            )
        elif taken and dose.given_at is None:
            dose = replace(dose, given_at=self._clock.now())
        service.save(dose)

    def _save_contact(self, contact: CareTeamMember, member_id: str | None) -> None:
        """Add the number to somebody known who has none; a known number is never replaced."""
        with self._file.change(texts.SAVE_MEMBER) as work:
            known = work.find(CareTeamMember, member_id) if member_id else None
            has_no_number = known is not None and not known.phone
            work.save(replace(known, phone=contact.phone) if known and has_no_number else contact)

    def _local(self, moment: datetime | None) -> time | None:
        return moment.astimezone(self._clock.zone()).time() if moment else None

    def _forget(self) -> None:
        self._context = None

    def _known(self) -> Context:
        """Return what the file knows now; names are read again only after a change."""
        now = self._clock.local_now()
        if self._context is None:
            with self._file.read() as reader:
                self._context = _context(reader, now, str(self._clock.zone()))
        return replace(self._context, now=now.replace(tzinfo=None), zone=str(self._clock.zone()))


def _context(reader: Reader, now: datetime, zone: str) -> Context:
    names = catalogue.drug_names()
    medications = [one for one in reader.all(Medication) if one.is_current(now.date())]
    as_needed = {one.medication_id for one in reader.all(Schedule) if one.as_needed}
    listed = {word.casefold() for one in medications for word in _medicine_names(one)}
    others = {name for one in names.medicines for name in one.names} - listed
    units = {one.series_key[0]: one.unit for one in reader.newest(LabResult, "taken_on", "9", 200)}
    own = {(one.symptom, one.name) for one in reader.newest(SymptomReport, "day", "9", 500)}
    return Context(
        now=now.replace(tzinfo=None),
        zone=zone,
        medicines=tuple(
            quick_add.KnownMedicine(one.id, _medicine_names(one), one.id in as_needed, "mg")
            for one in medications
        ),
        members=tuple(
            quick_add.KnownMember(one.id, one.name, one.role)
            for one in reader.all(CareTeamMember, "rank")
        ),
        symptoms=(
            *(quick_add.KnownSymptom(id, found) for id, found in catalogue.symptoms().finder()),
            *(quick_add.KnownSymptom("", (name,)) for id, name in sorted(own) if not id),
        ),
        tests=tuple(
            quick_add.KnownTest(id, found, units.get(id, ""))
            for id, found in catalogue.labs().finder()
        ),
        other_medicines=tuple(sorted(others)),
    )


def _medicine_names(medication: Medication) -> tuple[str, ...]:
    known = catalogue.drug_names()
    found = (medication.name, medication.brand, *known.same(medication.name))
    return tuple(dict.fromkeys(name for name in found if name))


def _minutes_apart(planned: time | None, at: time | None) -> int:
    if planned is None or at is None:
        return 0
    return abs(planned.hour * 60 + planned.minute - at.hour * 60 - at.minute)
