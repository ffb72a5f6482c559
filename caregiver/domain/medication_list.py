"""The list of medicines on a day, in its piles, and what changed in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum

from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.due_doses import is_due_on
from caregiver.domain.medications import Medication, MedicationSort, Place, Schedule
from caregiver.domain.therapy import CycleDay

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


@dataclass(frozen=True, slots=True)
class PlannedDays:
    """The days of one cycle (1 = first) on which a medicine is planned."""

    medication: Medication
    days: frozenset[int]


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day of a pattern being written: its clock times (None: any time), and how much each."""

    day: date
    times: tuple[time | None, ...] = ()
    amounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CyclePlan:
    """One cycle: where the day asked for stands, its day 1, and the days of each medicine."""

    where: CycleDay
    first_on: date
    rows: tuple[PlannedDays, ...]


def entry_of(medication: Medication, schedules: Iterable[Schedule], day: date) -> MedicationEntry:
    """Return a medicine with its schedules sorted by whether they hold on `day`."""
    in_force, earlier, coming = [], [], []
    for schedule in sorted(schedules, key=_begins):
        if schedule.is_current(day):
            in_force.append(schedule)
        elif schedule.last_on is not None and schedule.last_on < day:
            earlier.append(schedule)
        else:
            coming.append(schedule)
    return MedicationEntry(medication, tuple(in_force), tuple(reversed(earlier)), tuple(coming))


def _begins(schedule: Schedule) -> tuple[str, int, str]:
    """Return what orders schedules: by the first day, then by the first cycle of a plan."""
    first = schedule.first_on.isoformat() if schedule.first_on else ""
    return first, schedule.cycles_from or 0, schedule.id


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
    if any(not one.is_rare for one in fixed):
        return "every_day"
    return "not_every_day"


def stopped_lately(medication: Medication, day: date) -> bool:
    """Say whether a medicine was stopped in the last three months before `day`."""
    stopped = medication.stopped_on
    return stopped is not None and day - STOPPED_SHOWN < stopped <= day


def changes_of(entry: MedicationEntry) -> list[MedicationChange]:
    """Return what happened to one medicine, oldest first."""
    medication = entry.medication
    schedules = sorted((*entry.earlier, *entry.schedules, *entry.coming), key=_begins)
    found = []
    first = schedules[0] if schedules else None
    began = medication.started_on
    if began is None and first is not None and first.regimen_id is None:
        began = first.first_on  # in a plan that is under way it is where the noted cycles begin
    if began is not None:
        found.append(
            MedicationChange(
                medication, began, ChangeSort.STARTED, after=first, told_by=medication.told_by
            )
        )
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
                told_by=medication.stop_told_by,
            )
        )
    return found


def planned_days(
    entry: MedicationEntry, first: date, length: int, cycles: TreatmentCycles
) -> frozenset[int]:
    """Return on which of `length` days from `first` (1 = first) doses are planned."""
    schedules = (*entry.schedules, *entry.earlier, *entry.coming)
    planned = (first + timedelta(days=number) for number in range(length))
    begun = entry.medication.started_on or first
    return frozenset(
        number
        for number, day in enumerate(planned, start=1)
        if begun <= day
        and entry.medication.is_current(day)
        and any(is_due_on(one, day, cycles) for one in schedules)
    )
