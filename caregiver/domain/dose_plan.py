"""What was to be taken on some days, side by side with what was recorded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.doses import Dose
from caregiver.domain.due_doses import due_days
from caregiver.domain.holds import Hold, hold_on
from caregiver.domain.medications import Medication, Place, Schedule

_Time = time  # the field of that name would hide the type
_LAST = time(23, 59, 59)
_ONE_DAY = timedelta(days=1)
_NO_DAYS = (date.max, date.min)
# A record of a time that is planned no longer belongs to a dose at most so far from it.
_NEAR = timedelta(hours=6)
_Waiting = dict[tuple[str, date, _Time | None], list[Dose]]


class DoseEntry(NamedTuple):
    """A dose planned, recorded, or both. `time` is the wall-clock time it is planned for.

    No `dose`: not recorded. No `schedule` or no `time`: not planned for a time of the day.
    `hold`: the clinic pauses the medicine that day, so nobody is asked. `follows`: the medicine
    whose dose it comes after or before; `follows_at`: the UTC instant it is due because that dose
    was given, be it at another time than planned.
    """

    medication: Medication
    schedule: Schedule | None
    day: date
    time: _Time | None
    dose: Dose | None = None
    hold: Hold | None = None
    follows: Medication | None = None
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
        at = self.time
        if at is None or self.follows_at is not None:
            return self.follows_at
        return datetime.combine(self.day, at, zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class DosePlan:
    """What is needed to say what is due on some days. `holds` are by medicine."""

    medications: Mapping[str, Medication]
    schedules: Sequence[Schedule]
    cycles: TreatmentCycles
    holds: Mapping[str, Sequence[Hold]] = field(default_factory=dict)

    def due(
        self,
        first: date,
        last: date,
        *,
        at_hospital: bool = False,
        held: bool = False,
        only: str | None = None,
    ) -> Iterator[DoseEntry]:
        """Yield the planned doses of `first` to `last` inclusive, schedule by schedule.

        What is given at the hospital comes with its appointment and is left out unless asked
        for, and so are doses of a medicine that the clinic holds. `only`: of one medicine.
        """
        for schedule in self.schedules:
            medication = self.medications.get(schedule.medication_id)
            if medication is None or (medication.place is Place.HOSPITAL and not at_hospital):
                continue
            if only is not None and medication.id != only:
                continue
            follows = self.medications.get(schedule.after_medication_id or "")
            holds = self.holds.get(medication.id, ())
            times = self._times(schedule, *_while_used(medication, first, last), ())
            if not holds:
                # whole months of doses are worked out here, so in the fastest way there is
                new = DoseEntry._make
                yield from [
                    new((medication, schedule, day, at, None, None, follows, None))
                    for day, at in times
                ]
                continue
            for day, at in times:
                hold = hold_on(holds, day)
                if held or hold is None:
                    yield DoseEntry(medication, schedule, day, at, None, hold, follows)

    def followed_by(self, medication_id: str) -> frozenset[str]:
        """Return the medicines whose doses those of one medicine follow."""
        return frozenset(
            one.after_medication_id
            for one in self.schedules
            if one.medication_id == medication_id and one.after_medication_id is not None
        )

    def beside(
        self,
        doses: Iterable[Dose],
        first: date,
        last: date,
        *,
        at_hospital: bool = False,
        only: str | None = None,
    ) -> tuple[DoseEntry, ...]:
        """Return what was planned and what was recorded, matched, by day and time.

        A record belongs to a planned dose of the same medicine, day and time: first to the one
        of its own schedule, then to one of any schedule, as after a change of dose. Where its
        time is planned no longer, it belongs to the nearest dose of that day. `doses` may hold
        those around `first` and `last`, and of other medicines: what follows them comes later.
        """
        known = tuple(doses)
        waiting: _Waiting = {}
        for dose in known:
            if first <= dose.day <= last and only in {None, dose.medication_id}:
                waiting.setdefault((dose.medication_id, dose.day, dose.due_time), []).append(dose)
        planned = list(self.due(first, last, at_hospital=at_hospital, held=True, only=only))
        matched: list[DoseEntry] = []
        for same_schedule in (True, False):
            unmatched = []
            for entry in planned:
                found = _take_match(waiting.get(entry.key, []), entry, same_schedule)
                if found is None:
                    unmatched.append(entry)
                else:
                    matched.append(entry._replace(dose=found))
            planned = unmatched
        planned = _matched_nearby(planned, waiting, matched)
        others = (self._unplanned(dose) for group in waiting.values() for dose in group)
        everything = [*matched, *planned, *(entry for entry in others if entry is not None)]
        return tuple(sorted(_following(everything, known), key=_order))

    def _unplanned(self, dose: Dose) -> DoseEntry | None:
        medication = self.medications.get(dose.medication_id)
        if medication is None:
            return None
        schedule = next((one for one in self.schedules if one.id == dose.schedule_id), None)
        return DoseEntry(medication, schedule, dose.day, dose.due_time, dose)

    def _times(
        self, schedule: Schedule, first: date, last: date, above: tuple[str, ...]
    ) -> Iterable[tuple[date, time | None]]:
        """Return days and times; a day without a time where only the days were noted."""
        if schedule.after_medication_id is not None:
            return self._linked_times(schedule, first, last, above)
        days = due_days(schedule, first, last, self.cycles)
        if schedule.times:
            times = sorted(schedule.times)
            return [(day, at) for day in days for at in times]
        return [(day, None) for day in days] if schedule.is_rare else ()

    def _linked_times(
        self, schedule: Schedule, first: date, last: date, above: tuple[str, ...]
    ) -> Iterator[tuple[date, time | None]]:
        """Yield the times so long after or before the doses of another medicine.

        The days of the schedule itself are those of the doses it follows; around midnight its
        own dose counts for the day on which it falls. Two doses given together are followed
        once. A circle of medicines has no times.
        """
        followed = schedule.after_medication_id
        if followed is None or schedule.medication_id in above:
            return
        shift = timedelta(minutes=schedule.after_minutes or 0)
        begin = max(first, date.min + _ONE_DAY) - _ONE_DAY
        end = min(last, date.max - _ONE_DAY) + _ONE_DAY
        days = set(due_days(schedule, begin, end, self.cycles))
        medication = self.medications.get(followed)
        if medication is not None:
            begin, end = _while_used(medication, begin, end)
        found: set[tuple[date, time | None]] = set()
        for other in self.schedules:
            if other.medication_id != followed or other.as_needed:
                continue
            for day, at in self._times(other, begin, end, (*above, schedule.medication_id)):
                if day in days:
                    found.add(_moved(day, at, shift))
        for day, at in sorted(found, key=lambda one: (one[0], one[1] or time.min)):
            if first <= day <= last:
                yield day, at


def _while_used(medication: Medication, first: date, last: date) -> tuple[date, date]:
    """Return those of the days `first` to `last` on which a medicine is used."""
    begun, stopped = medication.started_on, medication.stopped_on
    if begun is not None:
        first = max(first, begun)
    if stopped is None or stopped > last:
        return first, last
    return (first, stopped - _ONE_DAY) if stopped > first else _NO_DAYS


def _take_match(doses: list[Dose], entry: DoseEntry, same_schedule: bool) -> Dose | None:
    """Take the record of a planned dose out of `doses`.

    Without a time of day an as-needed record looks alike, so only its own schedule's counts.
    """
    assert entry.schedule is not None
    for place, dose in enumerate(doses):
        if dose.schedule_id == entry.schedule.id or (not same_schedule and entry.time is not None):
            return doses.pop(place)
    return None


def _matched_nearby(
    planned: list[DoseEntry], waiting: _Waiting, matched: list[DoseEntry]
) -> list[DoseEntry]:
    """Match records whose time is planned no longer to the nearest doses; return the others.

    So a change of times on a day does not ask again for what was given that day.
    """
    left = list(planned)
    for (medication_id, day, at), doses in waiting.items():
        while at is not None and doses:
            moment = datetime.combine(day, at)
            near = [
                (abs(datetime.combine(day, one.time) - moment), place)
                for place, one in enumerate(left)
                if one.time is not None and (one.medication.id, one.day) == (medication_id, day)
            ]
            distance, place = min(near, default=(_ONE_DAY, 0))
            if distance > _NEAR:
                break
            matched.append(left.pop(place)._replace(dose=doses.pop(0)))
    return left


def _moved(day: date, at: time | None, by: timedelta) -> tuple[date, time | None]:
    if at is None:
        return day, None
    moment = datetime.combine(day, at) + by
    return moment.date(), moment.time()


def _following(entries: Sequence[DoseEntry], doses: Iterable[Dose]) -> Iterator[DoseEntry]:
    """Yield the entries; one that follows a dose given by now is due so long after that one."""
    if all(one.follows is None for one in entries):
        yield from entries
        return
    given: dict[tuple[str, datetime], datetime] = {}
    for dose in doses:
        if dose.given_at is not None and dose.due_time is not None:
            given[dose.medication_id, datetime.combine(dose.day, dose.due_time)] = dose.given_at
    for entry in entries:
        if entry.dose is not None and entry.dose.given_at is not None and entry.time is not None:
            planned = datetime.combine(entry.day, entry.time)
            given[entry.medication.id, planned] = entry.dose.given_at
    for entry in entries:
        schedule, follows = entry.schedule, entry.follows
        if schedule is not None and follows is not None and entry.time is not None:
            shift = timedelta(minutes=schedule.after_minutes or 0)
            planned = datetime.combine(entry.day, entry.time) - shift
            moment = given.get((follows.id, planned))
            if moment is not None and shift > timedelta():
                entry = entry._replace(follows_at=moment + shift)
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
