"""Medicines, their schedules, and how both changed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from caregiver import texts
from caregiver.catalogue import drug_names
from caregiver.clock import Clock
from caregiver.domain.doses import Dose
from caregiver.domain.medication_list import (
    ChangeSort,
    CyclePlan,
    MedicationChange,
    MedicationEntry,
    MedicationGroups,
    PlannedDays,
    changes_of,
    entry_of,
    pile_of,
    planned_days,
    stopped_lately,
)
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.name_match import fold
from caregiver.domain.quantities import NO_BREAK_SPACE, safe_dose_text
from caregiver.domain.symptoms import SymptomReport
from caregiver.domain.therapy import LONGEST_CYCLE
from caregiver.errors import NotFound
from caregiver.storage.care_file import CareFile
from caregiver.storage.cycles import cycles_between
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork

__all__ = [
    "ChangeSort",
    "CyclePlan",
    "MedicationChange",
    "MedicationEntry",
    "MedicationGroups",
    "MedicationsService",
    "PlannedDays",
    "entries_at",
    "pile_of",
]


# A cycle that is late goes on for one more planned length.
_REACH = timedelta(days=2 * LONGEST_CYCLE)


class MedicationsService:
    """Reading and changing medicines."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def get(self, id: str) -> Medication | None:
        """Return one medicine."""
        with self._file.read() as reader:
            return reader.get(Medication, id)

    def entry(self, id: str, day: date | None = None) -> MedicationEntry | None:
        """Return one medicine with its schedules as of `day` (default today), stopped or not."""
        with self._file.read() as reader:
            medication = reader.get(Medication, id)
            schedules = reader.where(Schedule, medication_id=id)
        if medication is None:
            return None
        return entry_of(medication, schedules, day or self._clock.today())

    def entries(self, day: date | None = None) -> tuple[MedicationEntry, ...]:
        """Return the medicines in use on `day` (default today), by name."""
        on = day or self._clock.today()
        return tuple(one for one in self._all(on) if one.medication.is_current(on))

    def groups(self, day: date | None = None) -> MedicationGroups:
        """Return the medicines of `day` (default today) in their piles."""
        on = day or self._clock.today()
        everything = self._all(on)
        piles: dict[str, list[MedicationEntry]] = {}
        for entry in everything:
            if entry.medication.is_current(on):
                piles.setdefault(pile_of(entry), []).append(entry)
        stopped = [one for one in everything if stopped_lately(one.medication, on)]
        stopped.sort(key=lambda one: one.medication.stopped_on or on, reverse=True)
        return MedicationGroups(
            **{name: tuple(pile) for name, pile in piles.items()}, stopped=tuple(stopped)
        )

    def history(self, medication_id: str) -> tuple[MedicationChange, ...]:
        """Return the start, each change of dose and the stop of one medicine, newest first."""
        found = self.entry(medication_id)
        return tuple(reversed(changes_of(found))) if found else ()

    def changes(self, first: date, last: date | None = None) -> tuple[MedicationChange, ...]:
        """Return all starts, changes and stops of the days `first` to `last`, oldest first."""
        until = last or self._clock.today()
        found = [one for entry in self._all(until) for one in changes_of(entry)]
        found = [one for one in found if first <= one.day <= until]
        return tuple(sorted(found, key=lambda one: (one.day, one.medication.name.casefold())))

    def cycle_plan(self, day: date | None = None) -> CyclePlan | None:
        """Return the cycle that holds `day` (default today) and the days of each myeloma medicine.

        None outside any cycle. A medicine given only when needed has no days.
        """
        on = day or self._clock.today()
        with self._file.read() as reader:
            cycles = cycles_between(reader.connection, on - _REACH, on + _REACH)
        where = cycles.where(on)
        if where is None:
            return None
        first = on - timedelta(days=where.day - 1)
        length = max(where.days, where.day)
        rows = tuple(
            PlannedDays(entry.medication, planned_days(entry, first, length, cycles))
            for entry in self._all(on)
            if entry.medication.treats_myeloma and entry.medication.is_current(on)
        )
        return CyclePlan(where, first, rows)

    def suggest(self, text: str, limit: int = 4) -> tuple[str, ...]:
        """Return known names that `text` may be the beginning or a slip of; only to offer."""
        names = (one.text[:1].upper() + one.text[1:] for one in drug_names().suggest(text, limit))
        return tuple(dict.fromkeys(name for name in names if name != text.strip()))

    def is_known_name(self, text: str) -> bool:
        """Say whether `text` is exactly a name of the bundled list."""
        return drug_names().find(text) is not None

    def same_medicine(self, name: str, but: str = "") -> Medication | None:
        """Return a medicine in use that has the same ingredient by the bundled list.

        `but` is the id of the one that is being changed.
        """
        names = {fold(one) for one in drug_names().same(name.strip())} - {""}
        for entry in self.entries():
            one = entry.medication
            if one.id != but and names & {fold(one.name), fold(one.brand)} - {""}:
                return one
        return None

    # Changing

    def add(self, medication: Medication, schedules: Iterable[Schedule] = ()) -> Medication:
        """Save a new medicine with its schedules, as one change."""
        with self._file.change(texts.SAVE_MEDICATION) as work:
            saved = work.save(_safe_medication(medication))
            for schedule in schedules:
                work.save(_safe_schedule(replace(schedule, medication_id=medication.id)))
            return saved

    def save(self, medication: Medication, schedules: Iterable[Schedule] = ()) -> Medication:
        """Save a medicine, and schedules in which a mistake was corrected, as one change."""
        return self.add(medication, schedules)

    def save_schedule(self, schedule: Schedule) -> Schedule:
        """Save a schedule in which a mistake was corrected; a new dose is `change_dose`."""
        with self._file.change(texts.SAVE_MEDICATION) as work:
            return work.save(_safe_schedule(schedule))

    def change_dose(
        self,
        medication: Medication,
        new_schedule: Schedule,
        from_day: date,
        *,
        reason: str = "",
        told_by: str = "",
        replaces: Sequence[Schedule] | None = None,
    ) -> Schedule:
        """Begin another dose on `from_day`; what held until then ends the day before.

        `medication` may carry a new strength; ended schedules keep the one of their time.
        `replaces` names the schedules that end, by default all that would hold on or after
        `from_day`. Doses recorded before keep their amounts.
        """
        with self._file.read() as reader:
            before = reader.get(Medication, medication.id)
            known = reader.where(Schedule, medication_id=medication.id)
            doses = reader.where(Dose, "day", medication_id=medication.id)
        if before is None:
            raise NotFound("record_missing", kind=Medication.kind, id=medication.id)
        ended = [one for one in known if one.last_on is None or one.last_on >= from_day]
        if replaces is not None:
            ids = {one.id for one in replaces}
            ended = [one for one in ended if one.id in ids]
        started = replace(
            _safe_schedule(new_schedule),
            medication_id=medication.id,
            first_on=from_day,
            change_reason=reason or new_schedule.change_reason,
            told_by=told_by or new_schedule.told_by,
        )
        was = before.strength if before.strength != medication.strength else ""
        with self._file.change(texts.CHANGE_DOSE) as work:
            work.save(_safe_medication(medication))
            saved = work.save(started)
            for old in ended:
                _end(work, old, from_day, was, [one for one in doses if one.schedule_id == old.id])
            return saved

    def stop(self, medication: Medication, on: date, reason: str = "") -> Medication:
        """Stop a medicine: `on` is the first day without it. Its schedules end the day before."""
        with self._file.read() as reader:
            schedules = reader.where(Schedule, medication_id=medication.id)
        last = on - timedelta(days=1)
        with self._file.change(texts.STOP_MEDICATION) as work:
            for schedule in schedules:
                begun = schedule.first_on is None or schedule.first_on <= last
                if begun and (schedule.last_on is None or schedule.last_on > last):
                    work.save(replace(schedule, last_on=last))
            return work.save(replace(medication, stopped_on=on, stop_reason=reason))

    def delete(self, medication: Medication) -> None:
        """Remove a medicine with its schedules and doses; symptom reports forget the link."""
        with self._file.read() as reader:
            schedules = reader.where(Schedule, medication_id=medication.id)
            doses = reader.where(Dose, medication_id=medication.id)
            reports = reader.where(SymptomReport, suspected_id=medication.id)
        with self._file.change(texts.DELETE_MEDICATION) as work:
            for report in reports:
                work.save(replace(report, suspected_id=None))
            for dose in doses:
                work.delete(dose)
            for schedule in schedules:
                work.delete(schedule)
            work.delete(medication)

    # Within

    def _all(self, day: date) -> list[MedicationEntry]:
        with self._file.read() as reader:
            return entries_at(reader, day)


def entries_at(reader: Reader, day: date) -> list[MedicationEntry]:
    """Return every medicine with its schedules as of `day`, by name, inside one read."""
    medications = reader.all(Medication)
    by_medication: dict[str, list[Schedule]] = {}
    for schedule in reader.all(Schedule):
        by_medication.setdefault(schedule.medication_id, []).append(schedule)
    medications.sort(key=lambda one: (one.name.casefold(), one.id))
    return [entry_of(one, by_medication.get(one.id, []), day) for one in medications]


def _end(
    work: UnitOfWork, old: Schedule, from_day: date, was_strength: str, doses: Iterable[Dose]
) -> None:
    """End a schedule the day before `from_day`; one that would only begin then is taken out."""
    last = from_day - timedelta(days=1)
    if old.first_on is None or old.first_on <= last:
        work.save(replace(old, last_on=last, strength=old.strength or was_strength))
        return
    for dose in doses:
        work.save(replace(dose, schedule_id=None))
    work.delete(old)


def _safe_medication(medication: Medication) -> Medication:
    return replace(
        medication,
        name=medication.name.strip(),
        strength=_safe(medication.strength),
        instructions=_safe(medication.instructions),
    )


def _safe_schedule(schedule: Schedule) -> Schedule:
    return replace(
        schedule,
        unit=_safe(schedule.unit),
        dose_text=_safe(schedule.dose_text),
    )


def _safe(text: str) -> str:
    """Return a dose text in its safe form; paper and screen hold number and unit together."""
    return safe_dose_text(text).text.replace(NO_BREAK_SPACE, " ")
