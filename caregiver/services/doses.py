"""Doses: what is due, what was recorded, and recording it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.cycles import CycleCalendar, TreatmentCycles
from caregiver.domain.dose_counts import CycleFacts, DoseCounts, count_doses, has_passed
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import Dose, DoseStatus, LimitWarning, limit_warnings
from caregiver.domain.holds import hold_on
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.records import Problem
from caregiver.domain.therapy import LONGEST_CYCLE
from caregiver.errors import InvalidRecord
from caregiver.storage import doses as dose_rows
from caregiver.storage.care_file import CareFile
from caregiver.storage.cycles import cycles_between

__all__ = ["CycleFacts", "DoseCounts", "DoseEntry", "DosesService"]

CYCLES_SHOWN = 4
_MIDDAY = time(12)


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
        with self._file.read() as reader:
            plan = dose_rows.plan(reader, first.isoformat(), last.isoformat())
            doses = dose_rows.recorded_for(reader, plan, first, last)
        return plan.beside(doses, first, last)

    def for_medication(self, medication_id: str, first: date, last: date) -> tuple[DoseEntry, ...]:
        """Return planned and recorded doses of one medicine, at the hospital too, by time."""
        with self._file.read() as reader:
            plan = dose_rows.plan(reader, first.isoformat(), last.isoformat())
            doses = dose_rows.recorded_for_one(reader, plan, medication_id, first, last)
        return plan.beside(doses, first, last, at_hospital=True, only=medication_id)

    def not_recorded(self, first: date, last: date) -> tuple[DoseEntry, ...]:
        """Return the doses at home whose time has passed without a record, by time."""
        found = self.between(first, min(last, self._clock.today()))
        return tuple(one for one in found if self._waits(one))

    def counts(self, medication_id: str, first: date, last: date) -> DoseCounts:
        """Count the doses of one medicine from `first` to `last` inclusive, until now."""
        entries = self.for_medication(medication_id, first, min(last, self._clock.today()))
        return count_doses(entries, self._clock.now(), self._clock.zone())

    def facts_by_cycle(
        self, medication_id: str, most: int = CYCLES_SHOWN
    ) -> tuple[CycleFacts, ...]:
        """Return the same for the newest cycles that have begun, at most `most`, newest first.

        The cycles are those of the regimen that the medicine belongs to, else of the treatment.
        """
        today = self._clock.today()
        reach = timedelta(days=most * LONGEST_CYCLE)
        with self._file.read() as reader:
            schedules = reader.where(Schedule, medication_id=medication_id)
            cycles = cycles_between(reader.connection, today - reach, today)
        regimens: set[str | None] = {one.regimen_id for one in schedules if one.regimen_id}
        regimens = regimens or {None}
        spans = _apart([span for id in regimens for span in _spans(cycles, id, today)])
        found = []
        for calendar, first, last in spans[:most]:
            cycle = calendar.cycle_on(first)
            counts = self.counts(medication_id, first, last)
            if cycle is not None and counts != DoseCounts():
                found.append(CycleFacts(calendar.regimen, cycle, first, last, counts))
        return tuple(found)

    def warnings(
        self, schedule: Schedule, at: datetime | None = None, but: str = ""
    ) -> tuple[LimitWarning, ...]:
        """Return what speaks against a dose at `at` (default now), before it is recorded.

        Those are the family's own limits, and a hold of the clinic ("held"). `but` is the id of
        a recorded dose that does not count: the one that is corrected.
        """
        moment = at or self._clock.now()
        hours = max(24, schedule.least_gap_hours or 0)
        zone = self._clock.zone()
        first = (moment - timedelta(hours=hours)).astimezone(zone).date() - timedelta(days=1)
        last = (moment + timedelta(hours=hours)).astimezone(zone).date() + timedelta(days=1)
        with self._file.read() as reader:
            doses = dose_rows.recorded_of(
                reader, schedule.medication_id, first.isoformat(), last.isoformat()
            )
            holds = dose_rows.holds_between(reader, first.isoformat(), last.isoformat())
        given = [
            one.given_at
            for one in doses
            if one.status.was_taken and one.given_at is not None and one.id != but
        ]
        hold = hold_on(holds.get(schedule.medication_id, ()), self._local_day(moment))
        held = (LimitWarning("held", 0, 0, None),) if hold is not None else ()
        return held + limit_warnings(schedule, given, moment)

    def draft(self, entry: DoseEntry) -> Dose:
        """Return an unsaved record of `entry` as taken, for somebody to look over first."""
        moment = self._usual_moment(entry)
        status = status_at(entry, moment, self._clock.zone()) or DoseStatus.TAKEN
        return replace(self._new_dose(entry), given_at=moment, status=status)

    def to_fill(self, medication_id: str, first: date, last: date) -> tuple[DoseEntry, ...]:
        """Return the planned doses of one medicine in these days that wait for a record."""
        found = self.for_medication(medication_id, first, min(last, self._clock.today()))
        return tuple(one for one in found if self._waits(one))

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
        status = status_at(entry, moment, self._clock.zone())
        if status is None:
            status = base.status if base.status.was_taken else DoseStatus.TAKEN
        return replace(base, status=status, given_at=moment.astimezone(UTC), reason="")

    def _usual_moment(self, entry: DoseEntry) -> datetime:
        """Return now; of a past day the planned time, or midday where it has none."""
        if entry.day >= self._clock.today():
            return self._clock.now()
        zone = self._clock.zone()
        midday = datetime.combine(entry.day, _MIDDAY, tzinfo=zone).astimezone(UTC)
        return min(entry.planned_at(zone) or midday, self._clock.now())

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
        with self._file.read() as reader:
            plan = dose_rows.plan(reader, first.isoformat(), last.isoformat())
            doses = dose_rows.recorded_for(reader, plan, first, last)
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

    def _waits(self, entry: DoseEntry) -> bool:
        """Say whether a dose that has passed is neither recorded nor held by the clinic."""
        if entry.dose is not None or entry.is_held:
            return False
        return has_passed(entry, self._clock.now(), self._clock.zone())

    def _local_day(self, moment: datetime) -> date:
        return moment.astimezone(self._clock.zone()).date()


def status_at(entry: DoseEntry, given_at: datetime, zone: ZoneInfo) -> DoseStatus | None:
    """Return taken, or late if given after the window of the prescription; None without one."""
    window = entry.schedule.window_minutes if entry.schedule is not None else None
    planned = entry.planned_at(zone)
    if window is None or planned is None:
        return None
    in_time = given_at < planned + timedelta(minutes=window + 1)
    return DoseStatus.TAKEN if in_time else DoseStatus.LATE


def _spans(
    cycles: TreatmentCycles, regimen_id: str | None, today: date
) -> Iterator[tuple[CycleCalendar, date, date]]:
    """Yield the cycles of a regimen, or of the treatments, that have begun: first and last day."""
    one = cycles.of(regimen_id)
    known = cycles.calendars.values()
    treating = [each for each in known if each.regimen and each.regimen.treats_myeloma]
    for calendar in (one,) if one is not None else (*treating, cycles.loose):
        begun = [cycle.first_on for cycle in calendar.cycles if cycle.first_on <= today]
        ends = [*(day - timedelta(days=1) for day in begun[1:]), today]
        for first, last in zip(begun, ends[: len(begun)], strict=True):
            yield calendar, first, _last_of(calendar, first, last)


def _apart(
    spans: Iterable[tuple[CycleCalendar, date, date]],
) -> list[tuple[CycleCalendar, date, date]]:
    """Return cycles newest first, each ending before the next begins: no day is counted twice."""
    found: list[tuple[CycleCalendar, date, date]] = []
    for calendar, first, last in sorted(spans, key=lambda one: one[1], reverse=True):
        until = min(last, found[-1][1] - timedelta(days=1)) if found else last
        if first <= until:
            found.append((calendar, first, until))
    return found


def _last_of(calendar: CycleCalendar, first: date, last: date) -> date:
    """Return the last day that belongs to the cycle of `first`, at most `last`."""
    while last > first and calendar.where(last) is None:
        last -= timedelta(days=1)
    return last


def _plan_key(entry: DoseEntry) -> tuple[str, date, time | None, str]:
    """Return what tells planned doses apart, two schedules of one medicine too."""
    return *entry.key, entry.schedule.id if entry.schedule else ""
