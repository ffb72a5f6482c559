"""Rows of the fridge list and the week grid, worked out from the same plan as Today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from caregiver.domain.cycles import CycleCalendar, TreatmentCycles
from caregiver.domain.dose_plan import DoseEntry, DosePlan
from caregiver.domain.doses import DoseStatus
from caregiver.domain.holds import hold_on
from caregiver.domain.medications import Place, Schedule, dose_title
from caregiver.domain.patterns import PatternNames
from caregiver.formats import Formats
from caregiver.reports.list_packets import MedicineGroup
from caregiver.reports.medication_packets import (
    CyclePlace,
    FridgeDose,
    FridgeRow,
    GridDose,
    GridMark,
    GridRow,
    NeededRow,
)
from caregiver.services import report_medicines as listing
from caregiver.services.medications import MedicationEntry, entries_at
from caregiver.services.schedule_words import amount_words, how_words, limit_words
from caregiver.storage.reading import Reader

DAYS_OF_WEEK = 7
_USUAL, LONGEST = timedelta(days=27), timedelta(days=41)
_ONE_DAY = timedelta(days=1)
_LONGEST_NOTE = 60
_MARKS = {
    DoseStatus.TAKEN: GridMark.TAKEN,
    DoseStatus.LATE: GridMark.TAKEN,
    DoseStatus.SKIPPED: GridMark.NOT_TAKEN,
    DoseStatus.MISSED: GridMark.NOT_TAKEN,
    DoseStatus.HELD: GridMark.HELD,
}
# The order of the piles of the list; what is written in by hand comes at the end.
GROUP_ORDER = (
    MedicineGroup.EVERY_DAY,
    MedicineGroup.NOT_EVERY_DAY,
    MedicineGroup.REMEDIES,
    MedicineGroup.AS_NEEDED,
    MedicineGroup.AT_HOSPITAL,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the papers of some days are made from, from one read. `order` is that of the list."""

    plan: DosePlan
    entries: dict[str, MedicationEntry]
    order: dict[str, int]
    names: PatternNames
    formats: Formats

    def group(self, medication_id: str) -> MedicineGroup:
        """Return the pile of a medicine."""
        return listing.group_of(self.entries[medication_id])

    def rank(self, medication_id: str) -> tuple[int, int]:
        """Return where a medicine stands on every paper."""
        return GROUP_ORDER.index(self.group(medication_id)), self.order[medication_id]


def ground_of(reader: Reader, plan: DosePlan, day: date, formats: Formats) -> Ground:
    """Return the medicines of a day with their order on paper."""
    entries = entries_at(reader, day)
    where = plan.cycles.where(day)
    return Ground(
        plan=plan,
        entries={one.medication.id: one for one in entries},
        order={one.medication.id: number for number, one in enumerate(listing.in_order(entries))},
        names=listing.pattern_names(reader, entries, where.days if where else None),
        formats=formats,
    )


def place_on(cycles: TreatmentCycles, day: date) -> CyclePlace | None:
    """Return where a date stands in the treatment; None outside of every cycle."""
    return place_of(cycles.treating(day), day)


def place_of(calendar: CycleCalendar | None, day: date) -> CyclePlace | None:
    """Return where a date stands in one plan; None outside of its cycles."""
    where = calendar.where(day) if calendar else None
    if calendar is None or where is None:
        return None
    cycle, regimen = calendar.cycle_on(day), calendar.regimen
    return CyclePlace(
        cycle=where.cycle,
        day=where.day,
        days=where.days,
        is_paused=where.is_paused,
        is_zero=bool(cycle and cycle.counts_from_zero),
        is_block=bool(regimen and regimen.first_is_block and where.cycle == 1),
    )


def end_of_phase(cycles: TreatmentCycles, day: date) -> date:
    """Return the last day of the cycle of a date: at least a week, at most six weeks on."""
    calendar = cycles.treating(day)
    cycle = calendar.cycle_on(day) if calendar else None
    ends = cycle.ends_before() if cycle else None
    last = ends - _ONE_DAY if ends else day + _USUAL
    return min(max(last, day + (DAYS_OF_WEEK - 1) * _ONE_DAY), day + LONGEST)


def fridge_rows(ground: Ground, first: date, last: date) -> list[FridgeRow]:
    """Return a row for each medicine and dates with the same doses, in the order of the list."""
    taken: dict[tuple[str, str, bool], dict[date, list[FridgeDose]]] = {}
    for entry in ground.plan.due(first, last, held=True):
        assert entry.schedule is not None
        key = (entry.medication.id, _strength(entry), entry.is_held)
        dose = FridgeDose(at=entry.time, amount=_amount(entry.schedule))
        taken.setdefault(key, {}).setdefault(entry.day, []).append(dose)
    found: list[tuple[tuple[object, ...], FridgeRow]] = []
    for (medication_id, strength, is_held), by_date in taken.items():
        alike: dict[tuple[FridgeDose, ...], list[date]] = {}
        for day, doses in by_date.items():
            in_order = tuple(sorted(doses, key=_dose_order))
            alike.setdefault(() if is_held else in_order, []).append(day)
        for doses_alike, dates in alike.items():
            row = _fridge_row(ground, medication_id, strength, doses_alike, sorted(dates))
            row = replace(row, is_held=is_held, held_since=_held_since(ground, row, medication_id))
            row = row if is_held else replace(row, held_since=None)
            found.append(((*ground.rank(medication_id), row.dates[0], strength), row))
    return [row for _, row in sorted(found, key=lambda one: one[0])]


def _fridge_row(
    ground: Ground,
    medication_id: str,
    strength: str,
    doses: tuple[FridgeDose, ...],
    dates: Sequence[date],
) -> FridgeRow:
    medication = ground.plan.medications[medication_id]
    note = listing.safe(medication.instructions.rstrip(". "))
    return FridgeRow(
        name=medication.name,
        group=ground.group(medication_id),
        dates=tuple(dates),
        strength=strength,
        doses=doses,
        note=note if len(note) <= _LONGEST_NOTE else "",
    )


def _held_since(ground: Ground, row: FridgeRow, medication_id: str) -> date | None:
    hold = hold_on(ground.plan.holds.get(medication_id, ()), row.dates[0])
    return hold.first_on if hold else None


def _dose_order(dose: FridgeDose) -> tuple[bool, time, str]:
    return dose.at is None, dose.at or time.min, dose.amount


def _strength(entry: DoseEntry) -> str:
    """Return the strength beside the name, "" where the amount says it already."""
    title = listing.safe(dose_title(entry.medication, entry.schedule))
    return "" if entry.schedule and title == _amount(entry.schedule) else title


def _amount(schedule: Schedule) -> str:
    return listing.safe(schedule.amount_text())


def needed_rows(ground: Ground, days: Sequence[date]) -> Iterator[tuple[str, NeededRow]]:
    """Yield by id what may be taken when needed on one of the days, in the order of the list."""
    found: dict[str, tuple[Schedule, bool]] = {}
    for schedule in ground.plan.schedules:
        medication = ground.plan.medications.get(schedule.medication_id)
        if not schedule.as_needed or medication is None:
            continue
        used = [day for day in days if schedule.is_current(day) and medication.is_current(day)]
        if used:
            holds = ground.plan.holds.get(medication.id, ())
            is_held = all(hold_on(holds, day) is not None for day in used)
            found.setdefault(medication.id, (schedule, is_held))
    for id in sorted(found, key=lambda one: ground.order[one]):
        schedule, is_held = found[id]
        medication = ground.plan.medications[id]
        row = NeededRow(
            name=medication.name,
            dose=amount_words(medication, schedule),
            used_for=medication.reason,
            limits=limit_words(schedule),
            is_held=is_held,
        )
        yield id, row


def untimed(ground: Ground, first: date) -> Iterator[NeededRow]:
    """Yield the medicines in use at home without a dose on the sheet, with what is known."""
    last = end_of_phase(ground.plan.cycles, first)
    timed = {one.medication.id for one in ground.plan.due(first, last, held=True)}
    for id in sorted(ground.order, key=lambda one: ground.rank(one)):
        entry = ground.entries[id]
        medication = entry.medication
        begun = medication.started_on is None or medication.started_on <= last
        is_there = medication.is_current(first) and begun and medication.place is Place.HOME
        if is_there and id not in timed and not any(one.as_needed for one in entry.shown):
            how = how_words(medication, entry.shown, ground.formats, None, ground.names)
            yield NeededRow(name=medication.name, dose=how)


class WeekFilling:
    """The rows of a week being filled dose by dose."""

    def __init__(self, ground: Ground, days: Sequence[date]) -> None:
        """Take the days of the week; `others` will be what was taken without being planned."""
        self.others: list[tuple[int, DoseEntry]] = []
        self._ground = ground
        self._days = {day: place for place, day in enumerate(days)}
        self._rows: dict[tuple[str, str], list[list[GridDose]]] = {}

    def add(self, entry: DoseEntry) -> None:
        """Add a dose that is planned, was recorded, or both."""
        place = self._days[entry.day]
        at_hospital = entry.medication.place is Place.HOSPITAL
        if not entry.is_planned and not at_hospital:
            self.others.append((place, entry))
            return
        dose = amount_words(entry.medication, entry.schedule)
        key = (entry.medication.id, dose)
        days = self._rows.setdefault(key, [[] for _ in self._days])
        at = None if at_hospital else entry.time
        days[place].append(GridDose(at=at, mark=_mark_of(entry, at_hospital=at_hospital)))

    def rows(self) -> tuple[GridRow, ...]:
        """Return all rows in the order of the list."""
        keys = sorted(self._rows, key=self._order)
        return tuple(
            GridRow(
                name=self._ground.entries[id].medication.name,
                group=self._ground.group(id),
                dose=dose,
                days=tuple(tuple(one) for one in self._rows[id, dose]),
            )
            for id, dose in keys
        )

    def _order(self, key: tuple[str, str]) -> tuple[int, int, int, str]:
        """Order by the list, then by the first day of the week with that dose."""
        first = next(place for place, doses in enumerate(self._rows[key]) if doses)
        return (*self._ground.rank(key[0]), first, key[1])


def _mark_of(entry: DoseEntry, *, at_hospital: bool) -> GridMark:
    if entry.dose is not None:
        return _MARKS[entry.dose.status]
    if entry.is_held:
        return GridMark.HELD
    return GridMark.AT_HOSPITAL if at_hospital else GridMark.DUE
