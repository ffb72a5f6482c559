"""A trip or a stay away: what is needed on some days, and whether what is at home is enough."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import Enum

from caregiver.domain.dose_plan import DoseEntry, DosePlan
from caregiver.domain.medications import Medication, Place, Schedule
from caregiver.domain.supply import amount_of, plan_of, same_unit
from caregiver.errors import BadInput

LONGEST_TRIP = 366
_ONE_DAY = timedelta(days=1)


class TripSort(Enum):
    """Why a medicine stands on the list."""

    PACK = "pack"
    AS_NEEDED = "as_needed"
    HELD = "held"
    AT_HOSPITAL = "at_hospital"
    NOTHING_DUE = "nothing_due"


@dataclass(frozen=True, slots=True)
class TripRow:
    """One medicine: `doses` planned, on so many `days`, and how much that is together.

    `needed` is None where amounts are not noted, or in several units. `left` is what should be at
    home when the trip begins; None where it was not counted or in another unit. `is_enough` is
    None where one of the two is not known.
    """

    medication: Medication
    sort: TripSort
    doses: int
    days: tuple[date, ...]
    needed: Decimal | None
    unit: str
    left: Decimal | None
    most_per_day: int | None = None

    @property
    def is_enough(self) -> bool | None:
        """Say whether what is left when the trip begins is enough for it."""
        if self.needed is None or self.left is None:
            return None
        return self.left >= self.needed

    @property
    def short(self) -> Decimal:
        """Return how much is missing; 0 for nothing, or not known."""
        if self.needed is None or self.left is None:
            return Decimal(0)
        return max(Decimal(0), self.needed - self.left)

    @property
    def packs(self) -> int | None:
        """Return how many packs hold what is needed; None where the pack is not known."""
        size = self.medication.pack_size
        if not size or self.needed is None:
            return None
        return int((self.needed / size).to_integral_value(ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class Trip:
    """The days `first` to `last` inclusive; rows by sort, then by name."""

    first: date
    last: date
    rows: tuple[TripRow, ...]


def trip_of(
    plan: DosePlan,
    schedules: Sequence[Schedule],
    days: tuple[date, date, date],
    open_today: Iterable[DoseEntry],
    left: Mapping[str, tuple[Decimal, str]],
) -> Trip:
    """Return the list for the days `days[1]` to `days[2]`; `days[0]` is today.

    `plan` covers today to the last day, `open_today` are today's doses, recorded or not; `left` is
    what is there now, by medicine.
    """
    today, first, last = days
    if last < first or last < today:
        raise BadInput("days_backwards")
    if (last - first).days >= LONGEST_TRIP:
        raise BadInput("trip_too_long", most=LONGEST_TRIP)
    begin = max(first, today)
    waiting = [one for one in open_today if one.dose is None and one.is_planned]
    found = []
    for medication in plan.medications.values():
        if not _is_used(medication, begin, last):
            continue
        coming = _doses(plan, medication, (today, last), waiting)
        there = left.get(medication.id)
        as_needed = [
            one
            for one in schedules
            if one.medication_id == medication.id and one.as_needed and one.is_current(begin)
        ]
        found.append(_row(medication, coming, begin, there, as_needed))
    order = list(TripSort)
    found.sort(key=lambda one: (order.index(one.sort), one.medication.name.casefold()))
    return Trip(begin, last, tuple(found))


def _doses(
    plan: DosePlan, medication: Medication, span: tuple[date, date], waiting: Iterable[DoseEntry]
) -> list[DoseEntry]:
    """Return the doses to come in day order, of today only those nobody recorded; held ones too."""
    today, last = span
    mine = plan_of(plan, medication.id)
    at_hospital = medication.place is Place.HOSPITAL
    ahead = mine.due(today + _ONE_DAY, last, at_hospital=at_hospital, held=True)
    found = [*waiting, *ahead]
    if at_hospital:
        found += mine.due(today, today, at_hospital=True, held=True)
    chosen = [one for one in found if one.medication.id == medication.id]
    return sorted(chosen, key=lambda one: one.day)


def _row(
    medication: Medication,
    coming: Sequence[DoseEntry],
    begin: date,
    there: tuple[Decimal, str] | None,
    as_needed: Sequence[Schedule],
) -> TripRow:
    away = [one for one in coming if one.day >= begin]
    given = [one for one in away if not one.is_held]
    planned = [one for one in coming if not one.is_held]
    unit = next((_unit(one) for one in planned if _unit(one)), there[1] if there else "")
    needed = _together(given, unit)
    before = _together([one for one in planned if one.day < begin], unit)
    left = None
    if there is not None and before is not None and same_unit(there[1], unit):
        left = max(Decimal(0), there[0] - before)
    sort = TripSort.PACK
    if medication.place is Place.HOSPITAL:
        sort, needed, left = TripSort.AT_HOSPITAL, None, None
    elif not given:
        needed = None
        sort = TripSort.HELD if away else TripSort.AS_NEEDED if as_needed else TripSort.NOTHING_DUE
    days = tuple(dict.fromkeys(one.day for one in given))
    most = next((one.most_per_day for one in as_needed if one.most_per_day), None)
    return TripRow(medication, sort, len(given), days, needed, unit, left, most)


def _together(doses: Iterable[DoseEntry], unit: str) -> Decimal | None:
    """Return how much doses are together; None where one is not noted in the unit."""
    total = Decimal(0)
    for one in doses:
        amount = amount_of(one, unit)
        if amount is None:
            return None
        total += amount
    return total


def _unit(entry: DoseEntry) -> str:
    schedule = entry.schedule
    return schedule.unit if schedule is not None and schedule.amount is not None else ""


def _is_used(medication: Medication, first: date, last: date) -> bool:
    begun = medication.started_on is None or medication.started_on <= last
    return begun and medication.is_current(first)
