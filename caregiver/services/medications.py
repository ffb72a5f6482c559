"""Medicines, their schedules, and how both changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.doses import Dose
from caregiver.domain.medications import Medication, MedicationSort, Place, Schedule
from caregiver.domain.quantities import NO_BREAK_SPACE, safe_dose_text
from caregiver.domain.symptoms import SymptomReport
from caregiver.errors import NotFound
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork

STOPPED_SHOWN = timedelta(days=92)
_REMEDIES = {MedicationSort.SUPPLEMENT, MedicationSort.HERBAL}


class ChangeSort(Enum):
    """What happened to a medicine on a day."""

    STARTED = "started"
    DOSE_CHANGED = "dose_changed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class MedicationChange:
    """One change of one medicine: its day, the schedules before and after, why and who said so."""

    medication: Medication
    day: date
    sort: ChangeSort
    before: Schedule | None = None
    after: Schedule | None = None
    reason: str = ""
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class MedicationEntry:
    """A medicine on a day: schedules in force, ended ones newest first, and those to come."""

    medication: Medication
    schedules: tuple[Schedule, ...] = ()
    earlier: tuple[Schedule, ...] = ()
    coming: tuple[Schedule, ...] = ()

    @property
    def shown(self) -> tuple[Schedule, ...]:
        """Return the schedules that say how it is taken: in force, else to come, else the last."""
        return self.schedules or self.coming or self.earlier[:1]

    @property
    def is_as_needed(self) -> bool:
        """Say whether it is taken only when needed."""
        return bool(self.shown) and all(one.as_needed for one in self.shown)


@dataclass(frozen=True, slots=True)
class MedicationGroups:
    """The medicines of a day in their piles, by name. Source: AHRQ, My Medicines List.

    `stopped` are those of the last three months, the newest first.
    """

    myeloma: tuple[MedicationEntry, ...] = ()
    every_day: tuple[MedicationEntry, ...] = ()
    not_every_day: tuple[MedicationEntry, ...] = ()
    when_needed: tuple[MedicationEntry, ...] = ()
    at_hospital: tuple[MedicationEntry, ...] = ()
    remedies: tuple[MedicationEntry, ...] = ()
    stopped: tuple[MedicationEntry, ...] = ()

    @property
    def current(self) -> tuple[MedicationEntry, ...]:
        """Return all that are in use, myeloma treatment first."""
        return (
            *self.myeloma,
            *self.every_day,
            *self.not_every_day,
            *self.when_needed,
            *self.at_hospital,
            *self.remedies,
        )


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
        return _entry(medication, schedules, day or self._clock.today())

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
        stopped = [one for one in everything if _stopped_lately(one.medication, on)]
        stopped.sort(key=lambda one: one.medication.stopped_on or on, reverse=True)
        return MedicationGroups(
            **{name: tuple(pile) for name, pile in piles.items()}, stopped=tuple(stopped)
        )

    def history(self, medication_id: str) -> tuple[MedicationChange, ...]:
        """Return the start, each change of dose and the stop of one medicine, newest first."""
        found = self.entry(medication_id)
        return tuple(reversed(_changes(found))) if found else ()

    def changes(self, first: date, last: date | None = None) -> tuple[MedicationChange, ...]:
        """Return all starts, changes and stops of the days `first` to `last`, oldest first."""
        until = last or self._clock.today()
        found = [one for entry in self._all(until) for one in _changes(entry)]
        found = [one for one in found if first <= one.day <= until]
        return tuple(sorted(found, key=lambda one: (one.day, one.medication.name.casefold())))

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
    return [_entry(one, by_medication.get(one.id, []), day) for one in medications]


def _entry(medication: Medication, schedules: Iterable[Schedule], day: date) -> MedicationEntry:
    in_force, earlier, coming = [], [], []
    for schedule in sorted(schedules, key=_begins):
        if schedule.is_current(day):
            in_force.append(schedule)
        elif schedule.last_on is not None and schedule.last_on < day:
            earlier.append(schedule)
        else:
            coming.append(schedule)
    return MedicationEntry(medication, tuple(in_force), tuple(reversed(earlier)), tuple(coming))


def _begins(schedule: Schedule) -> tuple[str, str]:
    return schedule.first_on.isoformat() if schedule.first_on else "", schedule.id


def pile_of(entry: MedicationEntry) -> str:
    """Return the name of the pile of `MedicationGroups` that a medicine in use belongs to."""
    medication = entry.medication
    if medication.treats_myeloma:
        return "myeloma"
    if medication.place is Place.HOSPITAL:
        return "at_hospital"
    if medication.sort in _REMEDIES:
        return "remedies"
    if entry.is_as_needed:
        return "when_needed"
    fixed = [one for one in entry.shown if not one.as_needed]
    if any(not one.weekdays and not one.cycle_days for one in fixed):
        return "every_day"
    return "not_every_day"


def _stopped_lately(medication: Medication, day: date) -> bool:
    stopped = medication.stopped_on
    return stopped is not None and day - STOPPED_SHOWN < stopped <= day


def _changes(entry: MedicationEntry) -> list[MedicationChange]:
    """Return what happened to one medicine, oldest first."""
    medication = entry.medication
    schedules = sorted((*entry.earlier, *entry.schedules, *entry.coming), key=_begins)
    found = []
    began = medication.started_on or (schedules[0].first_on if schedules else None)
    if began is not None:
        first = schedules[0] if schedules else None
        found.append(MedicationChange(medication, began, ChangeSort.STARTED, after=first))
    for after in schedules:
        if after.first_on is None:
            continue
        eve = after.first_on - timedelta(days=1)
        before = next((one for one in reversed(schedules) if one.last_on == eve), None)
        if before is not None:
            found.append(
                MedicationChange(
                    medication,
                    after.first_on,
                    ChangeSort.DOSE_CHANGED,
                    before,
                    after,
                    after.change_reason,
                    after.told_by,
                )
            )
    if medication.stopped_on is not None:
        last = schedules[-1] if schedules else None
        found.append(
            MedicationChange(
                medication,
                medication.stopped_on,
                ChangeSort.STOPPED,
                before=last,
                reason=medication.stop_reason,
            )
        )
    return found


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
