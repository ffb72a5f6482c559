"""Doses: what is due, what was recorded, and recording it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import Dose, DoseStatus, LimitWarning, limit_warnings
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.records import Problem
from caregiver.errors import InvalidRecord
from caregiver.storage import doses as dose_rows
from caregiver.storage.care_file import CareFile

__all__ = ["DoseCounts", "DoseEntry", "DosesService"]


@dataclass(frozen=True, slots=True)
class DoseCounts:
    """How many doses were planned until now and what became of them; never a percentage.

    Held (the clinic paused it), missed, skipped and not recorded stay apart.
    """

    planned: int = 0
    taken: int = 0
    late: int = 0
    skipped: int = 0
    held: int = 0
    missed: int = 0
    not_recorded: int = 0


class DosesService:
    """Reading and recording doses."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def on(self, day: date | None = None) -> tuple[DoseEntry, ...]:
        """Return what is due at home on `day` (default today) and what was recorded, by time."""
        wanted = day or self._clock.today()
        return self.between(wanted, wanted)

    def between(self, first: date, last: date) -> tuple[DoseEntry, ...]:
        """Return the same for the local days `first` to `last` inclusive.

        What is given at the hospital is not asked for; where it was recorded it is there.
        """
        begin, end = first.isoformat(), last.isoformat()
        with self._file.read() as reader:
            plan = dose_rows.plan(reader, begin, end)
            doses = dose_rows.recorded(reader, begin, end)
        return plan.beside(doses, first, last)

    def for_medication(self, medication_id: str, first: date, last: date) -> tuple[DoseEntry, ...]:
        """Return planned and recorded doses of one medicine, at the hospital too, by time."""
        begin, end = first.isoformat(), last.isoformat()
        with self._file.read() as reader:
            plan = dose_rows.plan(reader, begin, end)
            doses = dose_rows.recorded_of(reader, medication_id, begin, end)
        mine = {key: one for key, one in plan.medications.items() if key == medication_id}
        return replace(plan, medications=mine).beside(doses, first, last, at_hospital=True)

    def not_recorded(self, first: date, last: date) -> tuple[DoseEntry, ...]:
        """Return the doses at home whose time has passed without a record, by time."""
        found = self.between(first, min(last, self._clock.today()))
        return tuple(one for one in found if one.dose is None and self._has_passed(one))

    def counts(self, medication_id: str, first: date, last: date) -> DoseCounts:
        """Count the doses of one medicine from `first` to `last` inclusive, until now."""
        entries = self.for_medication(medication_id, first, min(last, self._clock.today()))
        number: Counter[str] = Counter()
        for entry in entries:
            if entry.dose is not None:
                number[entry.dose.status.value] += 1
                number["planned"] += entry.is_planned
            elif self._has_passed(entry):
                number["not_recorded"] += 1
                number["planned"] += 1
        return DoseCounts(**number)

    def warnings(self, schedule: Schedule, at: datetime | None = None) -> tuple[LimitWarning, ...]:
        """Return the family's own limits that a dose at `at` (default now) would pass."""
        moment = at or self._clock.now()
        hours = max(24, schedule.least_gap_hours or 0)
        zone = self._clock.zone()
        first = (moment - timedelta(hours=hours)).astimezone(zone).date() - timedelta(days=1)
        last = (moment + timedelta(hours=hours)).astimezone(zone).date() + timedelta(days=1)
        with self._file.read() as reader:
            doses = dose_rows.recorded_of(
                reader, schedule.medication_id, first.isoformat(), last.isoformat()
            )
        given = [one.given_at for one in doses if one.status.was_taken and one.given_at]
        return limit_warnings(schedule, given, moment)

    def draft(self, entry: DoseEntry) -> Dose:
        """Return an unsaved record of `entry` as taken, for somebody to look over first."""
        return replace(self._new_dose(entry), given_at=self._usual_moment(entry))

    # Changing

    def take(self, entry: DoseEntry, at: datetime | None = None) -> Dose:
        """Record a planned dose as taken at `at` (aware); see `take_all`."""
        return self._take((entry,), at, texts.DOSE_TAKEN)[0]

    def take_all(
        self, entries: Sequence[DoseEntry], at: datetime | None = None
    ) -> tuple[Dose, ...]:
        """Record planned doses as taken, as one change.

        Without `at` it is now, for a past day the planned time. A dose that is recorded already
        is never doubled: taken without a new time stays as it is, anything else is corrected.
        """
        return self._take(entries, at, texts.DOSES_TAKEN)

    def not_taken(self, entry: DoseEntry, status: DoseStatus, reason: str = "") -> Dose:
        """Record that a planned dose was missed, skipped or held by the clinic."""
        if status.was_taken:
            raise ValueError("a dose that was taken is recorded with take")
        (old,) = self._recorded((entry,))
        base = self._new_dose(entry) if old is None else old
        new = replace(base, status=status, reason=reason, given_at=None)
        with self._file.change(texts.DOSE_NOT_TAKEN) as work:
            return work.save(new)

    def give(
        self,
        medication: Medication,
        schedule: Schedule | None,
        at: datetime | None = None,
        note: str = "",
    ) -> Dose:
        """Record a dose taken when needed, at `at` (aware) or now."""
        moment = at or self._clock.now()
        entry = DoseEntry(medication, schedule, self._local_day(moment), None)
        dose = replace(self._new_dose(entry), given_at=moment.astimezone(UTC), note=note)
        self._refuse_future(dose)
        with self._file.change(texts.DOSE_TAKEN) as work:
            return work.save(dose)

    def save(self, dose: Dose) -> Dose:
        """Save a corrected dose: its time, amount, status, reason or note."""
        self._refuse_future(dose)
        with self._file.change(texts.SAVE_DOSE) as work:
            return work.save(dose)

    def delete(self, dose: Dose) -> None:
        """Remove a record; the dose is then not recorded."""
        with self._file.change(texts.DELETE_DOSE) as work:
            work.delete(dose)

    # Within

    def _take(
        self, entries: Sequence[DoseEntry], at: datetime | None, label: str
    ) -> tuple[Dose, ...]:
        recorded = self._recorded(entries)
        doses = [self._taken(*pair, at) for pair in zip(entries, recorded, strict=True)]
        for dose in doses:
            self._refuse_future(dose)
        with self._file.change(label) as work:
            return tuple(work.save(dose) for dose in doses)

    def _taken(self, entry: DoseEntry, old: Dose | None, at: datetime | None) -> Dose:
        if old is not None and old.status.was_taken and at is None:
            return old
        moment = at or self._usual_moment(entry)
        base = self._new_dose(entry) if old is None else old
        status = base.status if base.status.was_taken else DoseStatus.TAKEN
        return replace(base, status=status, given_at=moment.astimezone(UTC), reason="")

    def _usual_moment(self, entry: DoseEntry) -> datetime:
        if entry.day < self._clock.today():
            return entry.planned_at(self._clock.zone()) or self._clock.now()
        return self._clock.now()

    def _new_dose(self, entry: DoseEntry) -> Dose:
        schedule = entry.schedule
        return Dose(
            medication_id=entry.medication.id,
            schedule_id=schedule.id if schedule else None,
            day=entry.day,
            due_time=entry.time,
            amount=schedule.amount if schedule else None,
            unit=schedule.unit if schedule else "",
            dose_text=schedule.dose_text if schedule else "",
            strength=(schedule.strength if schedule else "") or entry.medication.strength,
            given_by=self._file.by,
        )

    def _recorded(self, entries: Sequence[DoseEntry]) -> list[Dose | None]:
        """Return what is recorded by now for each of `entries`, however old those are."""
        if not entries:
            return []
        first, last = min(one.day for one in entries), max(one.day for one in entries)
        begin, end = first.isoformat(), last.isoformat()
        with self._file.read() as reader:
            doses = dose_rows.recorded(reader, begin, end)
            plan = dose_rows.plan(reader, begin, end)
        fresh = plan.beside(doses, first, last, at_hospital=True)
        by_id = {one.id: one for one in doses}
        by_plan = {_plan_key(one): one.dose for one in fresh if one.schedule}
        return [
            by_id.get(one.dose.id) if one.dose else by_plan.get(_plan_key(one)) for one in entries
        ]

    def _refuse_future(self, dose: Dose) -> None:
        if not dose.status.was_taken:
            return
        if dose.given_at is not None and dose.given_at > self._clock.now():
            raise InvalidRecord(Dose.kind, (Problem("given_at", "in_future"),))
        if dose.day > self._clock.today():
            raise InvalidRecord(Dose.kind, (Problem("day", "in_future"),))

    def _has_passed(self, entry: DoseEntry) -> bool:
        planned = entry.planned_at(self._clock.zone())
        if planned is None:
            return entry.day < self._clock.today()
        return planned <= self._clock.now()

    def _local_day(self, moment: datetime) -> date:
        return moment.astimezone(self._clock.zone()).date()


def _plan_key(entry: DoseEntry) -> tuple[str, date, time | None, str]:
    """Return what tells planned doses apart, two schedules of one medicine too."""
    return *entry.key, entry.schedule.id if entry.schedule else ""
