"""What was to be taken on some days, side by side with what was recorded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caregiver.domain.doses import Dose
from caregiver.domain.medications import Medication, Place, Schedule, due_doses, is_due_on
from caregiver.domain.therapy import Cycle

_Time = time  # the field of that name would hide the type
_LAST = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class DoseEntry:
    """A dose planned, recorded, or both. `time` is the wall-clock time it is planned for.

    No `dose`: not recorded. No `schedule` or no `time`: not planned for a time of the day.
    """

    medication: Medication
    schedule: Schedule | None
    day: date
    time: _Time | None
    dose: Dose | None = None

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
        if self.time is None:
            return None
        return datetime.combine(self.day, self.time, tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class DosePlan:
    """What is needed to say what is due on some days; `cycles` are ordered by day 1."""

    medications: dict[str, Medication]
    schedules: Sequence[Schedule]
    cycles: Sequence[Cycle]

    def due(self, first: date, last: date, *, at_hospital: bool = False) -> Iterator[DoseEntry]:
        """Yield the planned doses of `first` to `last` inclusive, schedule by schedule.

        What is given at the hospital comes with its appointment and is left out unless asked for.
        """
        for schedule in self.schedules:
            medication = self.medications.get(schedule.medication_id)
            if medication is None or (medication.place is Place.HOSPITAL and not at_hospital):
                continue
            for day, at in _times(schedule, first, last, self.cycles):
                if _is_used(medication, day):
                    yield DoseEntry(medication, schedule, day, at)

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
        planned = list(self.due(first, last, at_hospital=at_hospital))
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
        return tuple(sorted(everything, key=_order))

    def _unplanned(self, dose: Dose) -> DoseEntry | None:
        medication = self.medications.get(dose.medication_id)
        if medication is None:
            return None
        schedule = next((one for one in self.schedules if one.id == dose.schedule_id), None)
        return DoseEntry(medication, schedule, dose.day, dose.due_time, dose)


def _times(
    schedule: Schedule, first: date, last: date, cycles: Sequence[Cycle]
) -> Iterator[tuple[date, time | None]]:
    """Yield days and times; a day without a time where only the days were noted."""
    if schedule.times:
        for due in due_doses(schedule, first, last, cycles):
            yield due.day, due.time
    elif not schedule.as_needed and (schedule.weekdays or schedule.cycle_days):
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if is_due_on(schedule, day, cycles):
                yield day, None


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
    return DoseEntry(entry.medication, entry.schedule, entry.day, entry.time, dose)


def _order(entry: DoseEntry) -> tuple[date, time, str, str]:
    """Order by time and name, so that recording a dose does not move it; as needed at the end."""
    name = entry.medication.name.casefold()
    if entry.time is not None:
        return entry.day, entry.time, "", name
    if entry.is_planned:
        return entry.day, time.min, "", name
    given = entry.dose.given_at if entry.dose is not None else None
    return entry.day, _LAST, given.isoformat() if given else "", name
