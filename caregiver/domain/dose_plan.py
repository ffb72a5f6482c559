"""What was to be taken on some days, side by side with what was recorded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.doses import Dose
from caregiver.domain.due_doses import due_days
from caregiver.domain.holds import Hold, hold_on
from caregiver.domain.medications import Medication, Place, Schedule

_Time = time  # the field of that name would hide the type
_LAST = time(23, 59, 59)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DoseEntry:
    """A dose planned, recorded, or both. `time` is the wall-clock time it is planned for.

    No `dose`: not recorded. No `schedule` or no `time`: not planned for a time of the day.
    `hold`: the clinic pauses the medicine that day, so nobody is asked. `follows_at`: the UTC
    instant it is due because the dose it follows was given at another time than planned.
    """

    medication: Medication
    schedule: Schedule | None
    day: date
    time: _Time | None
    dose: Dose | None = None
    hold: Hold | None = None
    follows_at: datetime | None = None

    @property
    def is_held(self) -> bool:
        """Say whether it is planned on a day on which the clinic holds the medicine."""
        return self.hold is not None and self.dose is None

    @property
    def key(self) -> tuple[str, date, _Time | None]:
        """Return what tells one planned dose from another."""
        return self.medication.id, self.day, self.time

    @property
    def is_planned(self) -> bool:
        """Say whether it was due by a schedule, not taken as needed."""
        return self.time is not None or (self.schedule is not None and not self.schedule.as_needed)

    def planned_at(self, zone: ZoneInfo) -> datetime | None:
        """Return the UTC instant it is planned for, None for any time of the day.

        A time that daylight saving skips comes one hour later (PEP 495, fold=0).
        """
        if self.time is None or self.follows_at is not None:
            return self.follows_at
        return datetime.combine(self.day, self.time, tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class DosePlan:
    """What is needed to say what is due on some days. `holds` are by medicine."""

    medications: Mapping[str, Medication]
    schedules: Sequence[Schedule]
    cycles: TreatmentCycles
    holds: Mapping[str, Sequence[Hold]] = field(default_factory=dict)

    def due(
        self, first: date, last: date, *, at_hospital: bool = False, held: bool = False
    ) -> Iterator[DoseEntry]:
        """Yield the planned doses of `first` to `last` inclusive, schedule by schedule.

        What is given at the hospital comes with its appointment and is left out unless asked
        for, and so are doses of a medicine that the clinic holds.
        """
        for schedule in self.schedules:
            medication = self.medications.get(schedule.medication_id)
            if medication is None or (medication.place is Place.HOSPITAL and not at_hospital):
                continue
            holds = self.holds.get(medication.id, ())
            for day, at in self._times(schedule, first, last, ()):
                hold = hold_on(holds, day) if holds else None
                if _is_used(medication, day) and (held or hold is None):
                    yield DoseEntry(medication, schedule, day, at, None, hold)

    def beside(
        self, doses: Iterable[Dose], first: date, last: date, *, at_hospital: bool = False
    ) -> tuple[DoseEntry, ...]:
        """Return what was planned and what was recorded, matched, by day and time.

        A record belongs to a planned dose of the same medicine, day and time: first to the one
        of its own schedule, then to one of any schedule, as after a change of dose.
        """
        waiting: dict[tuple[str, date, time | None], list[Dose]] = {}
        for dose in doses:
            waiting.setdefault((dose.medication_id, dose.day, dose.due_time), []).append(dose)
        planned = list(self.due(first, last, at_hospital=at_hospital, held=True))
        matched: list[DoseEntry] = []
        for same_schedule in (True, False):
            unmatched = []
            for entry in planned:
                found = _take_match(waiting.get(entry.key, []), entry, same_schedule)
                if found is None:
                    unmatched.append(entry)
                else:
                    matched.append(_with_dose(entry, found))
            planned = unmatched
        others = (self._unplanned(dose) for group in waiting.values() for dose in group)
        everything = [*matched, *planned, *(entry for entry in others if entry is not None)]
        return tuple(sorted(_following(everything), key=_order))

    def _unplanned(self, dose: Dose) -> DoseEntry | None:
        medication = self.medications.get(dose.medication_id)
        if medication is None:
            return None
        schedule = next((one for one in self.schedules if one.id == dose.schedule_id), None)
        return DoseEntry(medication, schedule, dose.day, dose.due_time, dose)

    def _times(
        self, schedule: Schedule, first: date, last: date, above: tuple[str, ...]
    ) -> Iterator[tuple[date, time | None]]:
        """Yield days and times; a day without a time where only the days were noted."""
        if schedule.after_medication_id is not None:
            yield from self._linked_times(schedule, first, last, above)
            return
        if schedule.times:
            times: Sequence[time | None] = sorted(schedule.times)
        elif schedule.is_rare:
            times = (None,)
        else:
            return
        for day in due_days(schedule, first, last, self.cycles):
            for at in times:
                yield day, at

    def _linked_times(
        self, schedule: Schedule, first: date, last: date, above: tuple[str, ...]
    ) -> Iterator[tuple[date, time | None]]:
        """Yield the times so long after or before the doses of another medicine.

        The days of the schedule itself are those of the doses it follows; around midnight its
        own dose counts for the day on which it falls. A circle of medicines has no times.
        """
        followed = schedule.after_medication_id
        if followed is None or schedule.medication_id in above:
            return
        shift = timedelta(minutes=schedule.after_minutes or 0)
        begin, end = first - _ONE_DAY, last + _ONE_DAY
        days = set(due_days(schedule, begin, end, self.cycles))
        medication = self.medications.get(followed)
        for other in self.schedules:
            if other.medication_id != followed or other.as_needed:
                continue
            for day, at in self._times(other, begin, end, (*above, schedule.medication_id)):
                if day not in days or (medication and not _is_used(medication, day)):
                    continue
                if at is None:
                    if first <= day <= last:
                        yield day, None
                    continue
                moment = datetime.combine(day, at) + shift
                if first <= moment.date() <= last:
                    yield moment.date(), moment.time()


def _is_used(medication: Medication, day: date) -> bool:
    begun = medication.started_on is None or medication.started_on <= day
    return begun and medication.is_current(day)


def _take_match(doses: list[Dose], entry: DoseEntry, same_schedule: bool) -> Dose | None:
    """Take the record of a planned dose out of `doses`.

    Without a time of day an as-needed record looks alike, so only its own schedule's counts.
    """
    assert entry.schedule is not None
    for place, dose in enumerate(doses):
        if dose.schedule_id == entry.schedule.id or (not same_schedule and entry.time is not None):
            return doses.pop(place)
    return None


def _with_dose(entry: DoseEntry, dose: Dose) -> DoseEntry:
    return DoseEntry(entry.medication, entry.schedule, entry.day, entry.time, dose, entry.hold)


def _following(entries: Sequence[DoseEntry]) -> Iterator[DoseEntry]:
    """Yield the entries; one that follows a dose given by now is due so long after that one."""
    if all(one.schedule is None or one.schedule.after_medication_id is None for one in entries):
        yield from entries
        return
    given: dict[tuple[str, datetime], datetime] = {}
    for entry in entries:
        if entry.dose is not None and entry.dose.given_at is not None and entry.time is not None:
            planned = datetime.combine(entry.day, entry.time)
            given[entry.medication.id, planned] = entry.dose.given_at
    for entry in entries:
        schedule = entry.schedule
        if schedule is not None and schedule.after_medication_id and entry.time is not None:
            shift = timedelta(minutes=schedule.after_minutes or 0)
            planned = datetime.combine(entry.day, entry.time) - shift
            moment = given.get((schedule.after_medication_id, planned))
            if moment is not None and shift > timedelta():
                entry = replace(entry, follows_at=moment + shift)
        yield entry


def _order(entry: DoseEntry) -> tuple[date, time, str, str]:
    """Order by time and name, so that recording a dose does not move it; as needed at the end."""
    name = entry.medication.name.casefold()
    if entry.time is not None:
        return entry.day, entry.time, "", name
    if entry.is_planned:
        return entry.day, time.min, "", name
    given = entry.dose.given_at if entry.dose is not None else None
    return entry.day, _LAST, given.isoformat() if given else "", name
