"""Supply: how much of a medicine is at home, what came in, and how long it lasts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from caregiver.domain.dose_plan import DoseEntry, DosePlan
from caregiver.domain.medications import Place
from caregiver.domain.records import Problem, Record, text_problems

_ONE_DAY = timedelta(days=1)
_STEP = timedelta(days=34)
# Doses in these units are weighed, not counted: no family counts milligrams at home.
_MASSES = {"mg", "mcg", "g", "kg"}


class SupplySort(Enum):
    """What was done: everything counted, a pack received, or some thrown away or lost."""

    COUNTED = "counted"
    RECEIVED = "received"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyEntry(Record):
    """One look at the stock. `amount` is in the unit of the doses: tablets, not milligrams.

    Counted: that is all there was at `noted_at` (aware); received and removed: what changed.
    """

    kind: ClassVar[str] = "supply_entry"

    medication_id: str = ""
    sort: SupplySort = SupplySort.COUNTED
    amount: Decimal = Decimal(0)
    unit: str = ""
    noted_at: datetime | None = None
    expires_on: date | None = None
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.medication_id:
            found.append(Problem("medication_id", "medication_missing"))
        if self.amount < 0 or (self.amount == 0 and self.sort is not SupplySort.COUNTED):
            found.append(Problem("amount", "amount_not_positive"))
        if self.noted_at is None:
            found.append(Problem("noted_at", "time_missing"))
        elif self.noted_at.tzinfo is None:
            found.append(Problem("noted_at", "zone_unknown"))
        return tuple(found)

    def when(self) -> date | None:
        """Return the day it was noted, in UTC."""
        return self.noted_at.date() if self.noted_at else None


class Outlook(Enum):
    """What can be said about the days ahead."""

    RUNS_OUT = "runs_out"
    ENOUGH = "enough"
    NOTHING_PLANNED = "nothing_planned"
    AS_NEEDED = "as_needed"
    NOT_COUNTABLE = "not_countable"


@dataclass(frozen=True, slots=True)
class Stock:
    """What should be at home now, worked out from `since` (the last count, aware) on.

    Not `is_counted`: nothing was ever counted, so it begins at 0 with the first pack. `assumed`
    planned doses of past days were not recorded and are taken as used. `uncounted` doses or packs
    are noted in another unit, so they could not be taken off or added. `ran_dry`: more was used
    than there can have been, so somebody should count again.
    """

    left: Decimal
    unit: str
    since: datetime
    is_counted: bool
    assumed: int
    uncounted: int
    ran_dry: bool
    expires_on: date | None


class Planned(NamedTuple):
    """One dose to come; `amount` is None where it is not noted in the unit of the supply."""

    day: date
    amount: Decimal | None


def same_unit(one: str, other: str) -> bool:
    """Say whether two units are the same word; nothing is ever converted."""
    return one == other or _folded(one) == _folded(other)


def is_counted_in(unit: str) -> bool:
    """Say whether a supply can be counted in the unit of a dose: tablets, not milligrams."""
    return bool(unit.strip()) and _folded(unit) not in _MASSES


def stock(
    entries: Sequence[SupplyEntry], doses: Iterable[DoseEntry], today: date, zone: ZoneInfo
) -> Stock | None:
    """Return what is left of one medicine; None where nothing was counted and nothing came in.

    `entries` are those since the last count, in time order; `doses` are planned and recorded ones
    from the day before that count on. On the day of the count the clock decides, on all others
    only the day, and what came in that day comes first.
    """
    begun = _beginning(entries)
    if begun is None:
        return None
    basis, later = begun
    since = basis.noted_at
    assert since is not None
    changes: dict[date, Decimal] = {}
    uncounted = assumed = 0
    for entry in later:
        if not same_unit(entry.unit, basis.unit):
            uncounted += 1
            continue
        assert entry.noted_at is not None
        sign = 1 if entry.sort is SupplySort.RECEIVED else -1
        _add(changes, entry.noted_at.astimezone(zone).date(), sign * entry.amount)
    for dose in doses:
        day = _used_on(dose, since, today, zone)
        if day is None:
            continue
        assumed += dose.dose is None
        amount = amount_of(dose, basis.unit)
        if amount is None:
            uncounted += 1
        else:
            _add(changes, day, -amount)
    left, ran_dry = basis.amount, False
    for day in sorted(changes):
        left += changes[day]
        if left < 0:
            left, ran_dry = Decimal(0), True
    return Stock(
        left, basis.unit, since, basis.sort is SupplySort.COUNTED, assumed, uncounted, ran_dry,
        _first_expiry(left, (basis, *later)),
    )  # fmt: skip


def amount_of(entry: DoseEntry, unit: str) -> Decimal | None:
    """Return how much a dose takes, as recorded, else as planned; None in another unit."""
    for source in (entry.dose, entry.schedule):
        if source is not None and source.amount is not None:
            return source.amount if same_unit(source.unit, unit) else None
    return None


def plan_of(plan: DosePlan, medication_id: str) -> DosePlan:
    """Return the part of a plan that one medicine needs, with the medicines it follows."""
    wanted = {medication_id}
    while True:
        found = {
            one.after_medication_id
            for one in plan.schedules
            if one.medication_id in wanted and one.after_medication_id
        }
        if found <= wanted:
            break
        wanted |= found
    return DosePlan(
        {key: one for key, one in plan.medications.items() if key in wanted},
        [one for one in plan.schedules if one.medication_id in wanted],
        plan.cycles,
        {key: holds for key, holds in plan.holds.items() if key in wanted},
    )


def planned_ahead(
    plan: DosePlan, medication_id: str, unit: str, first: date, last: date
) -> Iterator[Planned]:
    """Yield the doses planned at home from `first` to `last`, day by day, none of held days.

    The plan is asked a few weeks at a time, so what runs out soon is known soon.
    """
    begin = first
    while begin <= last:
        end = min(last, begin + _STEP)
        found = [
            Planned(one.day, amount_of(one, unit))
            for one in plan.due(begin, end)
            if one.medication.id == medication_id
        ]
        yield from sorted(found, key=lambda one: one.day)
        begin = end + _ONE_DAY


def outlook(left: Decimal, planned: Iterable[Planned]) -> tuple[Outlook, date | None]:
    """Return the first day on which the planned doses cannot all be given.

    `planned` is in day order, from today's doses that nobody recorded yet on.
    """
    has_any = False
    for dose in planned:
        has_any = True
        if dose.amount is None:
            return Outlook.NOT_COUNTABLE, None
        left -= dose.amount
        if left < 0:
            return Outlook.RUNS_OUT, dose.day
    return (Outlook.ENOUGH if has_any else Outlook.NOTHING_PLANNED), None


def _beginning(
    entries: Sequence[SupplyEntry],
) -> tuple[SupplyEntry, Sequence[SupplyEntry]] | None:
    """Return what to begin with, the last count or else the first pack, and what came after."""
    for sort in (SupplySort.COUNTED, SupplySort.RECEIVED):
        places = [place for place, one in enumerate(entries) if one.sort is sort]
        if places:
            place = places[-1] if sort is SupplySort.COUNTED else places[0]
            return entries[place], entries[place + 1 :]
    return None


def _used_on(entry: DoseEntry, since: datetime, today: date, zone: ZoneInfo) -> date | None:
    """Return the local day on which a dose took something out, None where it did not.

    A planned dose of a past day that nobody recorded is assumed to be used; one for any time of
    the day is so on the day of the count too, to rather say too little is left.
    """
    if entry.medication.place is Place.HOSPITAL:
        return None
    dose = entry.dose
    if dose is not None:
        if not dose.status.was_taken or dose.given_at is None or dose.given_at <= since:
            return None
        return dose.given_at.astimezone(zone).date()
    if entry.hold is not None or not entry.is_planned or entry.day >= today:
        return None
    planned = entry.planned_at(zone)
    if planned is None:
        return entry.day if entry.day >= since.astimezone(zone).date() else None
    return entry.day if planned >= since else None


def _first_expiry(left: Decimal, entries: Sequence[SupplyEntry]) -> date | None:
    """Return the first date printed on what can still be there: the oldest is used first."""
    found: list[date] = []
    above = Decimal(0)
    for entry in reversed(entries):
        if above >= left:
            break
        if entry.sort is not SupplySort.REMOVED:
            above += entry.amount
            if entry.expires_on is not None:
                found.append(entry.expires_on)
    return min(found, default=None)


def _add(changes: dict[date, Decimal], day: date, amount: Decimal) -> None:
    changes[day] = changes.get(day, Decimal(0)) + amount


def _folded(unit: str) -> str:
    word = unit.strip().casefold()
    return "patch" if word == "patches" else word.removesuffix("s")
