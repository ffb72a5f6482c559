"""Medicines, their schedules, and how both changed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.documents import Document
from caregiver.domain.doses import Dose
from caregiver.domain.holds import Hold
from caregiver.domain.medication_list import (
    ChangeSort,
    CyclePlan,
    MedicationChange,
    MedicationEntry,
    MedicationGroups,
    PlannedDay,
    PlannedDays,
    changes_of,
    entry_of,
    pile_of,
    planned_days,
    stopped_lately,
)
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.patterns import PatternNames
from caregiver.domain.plan_changes import end_of, holds_from, other_cycles, same_phase
from caregiver.domain.records import new_id
from caregiver.domain.therapy import LONGEST_CYCLE
from caregiver.errors import NotFound
from caregiver.services import medication_changes as writing
from caregiver.services.medication_preview import planned_between
from caregiver.storage.care_file import CareFile
from caregiver.storage.cycles import cycles_between
from caregiver.storage.reading import Reader

__all__ = [
    "ChangeSort",
    "CyclePlan",
    "MedicationChange",
    "MedicationEntry",
    "MedicationGroups",
    "MedicationsService",
    "PlannedDay",
    "PlannedDays",
    "entries_at",
    "pile_of",
]

DAYS_SHOWN = 28
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

    def pattern_names(self, day: date | None = None) -> PatternNames:
        """Return what schedules point at as of `day`: other medicines, regimens, cycle length."""
        on = day or self._clock.today()
        with self._file.read() as reader:
            cycles = cycles_between(reader.connection, on, on)
            where = cycles.where(on)
            return writing.pattern_names(reader, where.days if where else None)

    def preview(
        self,
        medication: Medication,
        schedules: Sequence[Schedule],
        first: date | None = None,
        days: int = DAYS_SHOWN,
    ) -> tuple[PlannedDay, ...]:
        """Return each of `days` days from `first` (default today) with what would be planned.

        Nothing needs to be saved; doses after another medicine come with that one's times.
        """
        begin = first or self._clock.today()
        with self._file.read() as reader:
            return planned_between(reader, medication, schedules, begin, days)

    def followers(self, id: str, day: date | None = None) -> tuple[Medication, ...]:
        """Return the medicines whose doses follow this one on `day` (default today) or later."""
        with self._file.read() as reader:
            found = writing.followers(writing.by_medication(reader), id, day or self._clock.today())
            ids = {one.medication_id for one in found}
            return tuple(one for one in reader.all(Medication, "name") if one.id in ids)

    # Changing

    def add(self, medication: Medication, schedules: Iterable[Schedule] = ()) -> Medication:
        """Save a new medicine with its schedules, as one change.

        A plan of which every part has a last day ends the medicine the day after.
        """
        return self.save(medication, schedules)

    def save(
        self,
        medication: Medication,
        schedules: Iterable[Schedule] = (),
        *,
        instead_of: Iterable[Schedule] = (),
    ) -> Medication:
        """Save a medicine, and schedules in which a mistake was corrected, as one change.

        Of `instead_of` those that are not among `schedules` are taken out.
        """
        new = [
            writing.safe_schedule(replace(one, medication_id=medication.id)) for one in schedules
        ]
        kept = {one.id for one in new}
        gone = [one for one in instead_of if one.id not in kept]
        with self._file.read() as reader:
            known = writing.by_medication(reader)
            doses = reader.where(Dose, medication_id=medication.id) if gone else []
        before = known.get(medication.id, [])
        away = kept | {one.id for one in gone}
        after = [*new, *(one for one in before if one.id not in away)]
        writing.refuse_circle(medication.id, after, known)
        with self._file.change(texts.SAVE_MEDICATION) as work:
            saved = work.save(_ending(writing.safe_medication(medication), before, after))
            for schedule in new:
                work.save(schedule)
            for schedule in gone:
                writing.remove_schedule(work, schedule, doses)
            return saved

    def save_schedule(self, schedule: Schedule) -> Schedule:
        """Save a schedule in which a mistake was corrected; a new dose is `change_dose`."""
        with self._file.read() as reader:
            known = writing.by_medication(reader)
        writing.refuse_circle(schedule.medication_id, [schedule], known)
        with self._file.change(texts.SAVE_MEDICATION) as work:
            return work.save(writing.safe_schedule(schedule))

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
        `from_day` for the same cycles. Doses recorded before keep their amounts.
        """
        new = replace(new_schedule, first_on=from_day)
        (saved,) = self.plan_steps(
            medication, [new], from_day, reason=reason, told_by=told_by, replaces=replaces
        )
        return saved

    def plan_steps(
        self,
        medication: Medication,
        steps: Sequence[Schedule],
        from_day: date,
        *,
        reason: str = "",
        told_by: str = "",
        replaces: Sequence[Schedule] | None = None,
    ) -> tuple[Schedule, ...]:
        """Begin a plan of several schedules on `from_day`, as `change_dose` does with one.

        They are steps one after another, or amounts that differ by day. None begins earlier. By
        default cycles that no step is for keep their dose.
        """
        with self._file.read() as reader:
            before = reader.get(Medication, medication.id)
            known = writing.by_medication(reader)
            doses = reader.where(Dose, "day", medication_id=medication.id)
        if before is None:
            raise NotFound("record_missing", kind=Medication.kind, id=medication.id)
        own = known.get(medication.id, [])
        ended = [one for one in own if holds_from(one, from_day)]
        kept: list[Schedule] = []
        if replaces is None:
            ended = [one for one in ended if any(same_phase(one, step) for step in steps)]
            kept = [more for one in ended for more in other_cycles(one, steps, from_day)]
        else:
            ids = {one.id for one in replaces}
            ended = [one for one in ended if one.id in ids]
        started = [
            replace(
                writing.safe_schedule(one),
                medication_id=medication.id,
                first_on=max(from_day, one.first_on or from_day),
                change_reason=reason or one.change_reason,
                told_by=told_by or one.told_by,
            )
            for one in steps
        ]
        writing.refuse_circle(medication.id, started, known)
        was = before.strength if before.strength != medication.strength else ""
        gone = {one.id for one in ended}
        after = [*started, *kept, *(one for one in own if one.id not in gone)]
        with self._file.change(texts.CHANGE_DOSE) as work:
            work.save(_ending(writing.safe_medication(medication), own, after))
            saved = tuple(work.save(one) for one in (*started, *kept))[: len(started)]
            for old in ended:
                writing.end_schedule(work, old, from_day, doses, was)
            return saved

    def start_again(
        self, stopped: Medication, medication: Medication, schedules: Iterable[Schedule]
    ) -> Medication:
        """Begin a stopped medicine anew: a new entry with its photos; the old one stays stopped."""
        with self._file.read() as reader:
            photos = reader.where(Document, about=f"{Medication.kind}:{stopped.id}")
            known = writing.by_medication(reader)
        new = [
            writing.safe_schedule(replace(one, medication_id=medication.id)) for one in schedules
        ]
        writing.refuse_circle(medication.id, new, known)
        with self._file.change(texts.START_AGAIN) as work:
            saved = work.save(_ending(writing.safe_medication(medication), [], new))
            for schedule in new:
                work.save(schedule)
            for photo in photos:
                about = f"{Medication.kind}:{medication.id}"
                work.save(replace(photo, id=new_id(), about=about, created_at=None))
            return saved

    def stop(
        self, medication: Medication, on: date, reason: str = "", told_by: str = ""
    ) -> Medication:
        """Stop a medicine: `on` is the first day without it. Its schedules end the day before.

        Steps planned for later and holds end too. Doses of other medicines that followed it go on
        at the same clock times.
        """
        with self._file.read() as reader:
            known = writing.by_medication(reader)
            doses = reader.where(Dose, "day", medication_id=medication.id)
            holds = reader.where(Hold, medication_id=medication.id)
        with self._file.change(texts.STOP_MEDICATION) as work:
            writing.fix_times(work, known, medication.id, on)
            writing.stop_schedules(work, known.get(medication.id, ()), on, doses)
            writing.end_holds(work, holds, on)
            return work.save(
                replace(medication, stopped_on=on, stop_reason=reason, stop_told_by=told_by)
            )

    def delete(self, medication: Medication) -> None:
        """Remove a medicine with all that was noted about it, its photos and open refill tasks.

        Symptom reports forget the link. Doses of other medicines that followed it keep their
        clock times. A regimen goes on with its other medicines.
        """
        with self._file.read() as reader:
            known = writing.by_medication(reader)
            removed, forgets = writing.belongings(reader, medication.id)
        with self._file.change(texts.DELETE_MEDICATION) as work:
            writing.forget_link(work, known, medication.id)
            for record in forgets:
                work.save(record)
            for record in removed:
                work.delete(record)
            work.delete(medication)

    # Within

    def _all(self, day: date) -> list[MedicationEntry]:
        with self._file.read() as reader:
            return entries_at(reader, day)


def entries_at(reader: Reader, day: date) -> list[MedicationEntry]:
    """Return every medicine with its schedules as of `day`, by name, inside one read."""
    medications = reader.all(Medication)
    by_medication = writing.by_medication(reader)
    medications.sort(key=lambda one: (one.name.casefold(), one.id))
    return [entry_of(one, by_medication.get(one.id, []), day) for one in medications]


def _ending(
    medication: Medication, before: Sequence[Schedule], after: Sequence[Schedule]
) -> Medication:
    """Return a medicine that ends with its plan: the day after the last day of every part.

    A day it was stopped on by somebody stays; one that came from the plan moves with the plan.
    """
    ended, ends = end_of(before), end_of(after)
    stopped = medication.stopped_on
    by_plan = ended is not None and stopped == ended + timedelta(days=1)
    if stopped is not None and (not by_plan or medication.stop_reason or medication.stop_told_by):
        return medication
    return replace(medication, stopped_on=ends + timedelta(days=1) if ends else None)
