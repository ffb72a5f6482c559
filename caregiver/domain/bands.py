"""Bands over the calendar: runs of treatment days of a cycle, and the rest days between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.medications import Medication, Schedule, cycle_days_text
from caregiver.domain.therapy import CycleDay

# Fewer days in a row are shown as single marks, fewer rest days not at all.
SHORTEST_RUN = 3
# A supportive medicine on more days of the week than this would hide what is rare.
MOST_MARKED_WEEKDAYS = 2


@dataclass(frozen=True, slots=True)
class Band:
    """Days in a row on which a cycle medicine is taken, or rests, `first` to `last` inclusive.

    `days` are the days of the cycle in words ("1 to 21"); `begins` and `ends` say whether the
    run really starts and stops there, or goes on outside the days asked for. Bands of one
    `lane` never overlap.
    """

    medication_id: str
    name: str
    days: str
    is_rest: bool
    first: date
    last: date
    begins: bool
    ends: bool
    lane: int


class _State(NamedTuple):
    """What a day is for one medicine: in which cycle, in which run of days, or at rest."""

    cycle: int
    days: str
    is_rest: bool


def runs_of(schedule: Schedule) -> tuple[tuple[int, ...], ...]:
    """Return the runs of cycle days long enough for a band; none where weekdays matter too."""
    if schedule.weekdays:
        return ()
    runs: list[list[int]] = []
    for day in sorted(schedule.cycle_days):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(tuple(run) for run in runs if len(run) >= SHORTEST_RUN)


def is_mark(medication: Medication, schedule: Schedule, where: CycleDay | None) -> bool:
    """Say whether a due day is a mark of its own: rare enough, or treatment, and in no band."""
    if schedule.cycle_days:
        return where is None or not any(where.day in run for run in runs_of(schedule))
    most = 6 if medication.treats_myeloma else MOST_MARKED_WEEKDAYS
    return 0 < len(schedule.weekdays) <= most


def bands(
    planned: Iterable[tuple[Medication, Schedule]],
    cycles: TreatmentCycles,
    first: date,
    last: date,
) -> tuple[Band, ...]:
    """Return the bands on `first` to `last`; `cycles` also know a day more at either end."""
    by_medicine: dict[str, tuple[Medication, list[Schedule]]] = {}
    for medication, schedule in planned:
        if runs_of(schedule):
            by_medicine.setdefault(medication.id, (medication, []))[1].append(schedule)
    found: list[Band] = []
    for lane, (medication, schedules) in enumerate(by_medicine.values()):
        found += _bands_of(medication, schedules, cycles, (first, last), lane)
    return tuple(found)


def _bands_of(
    medication: Medication,
    schedules: Sequence[Schedule],
    cycles: TreatmentCycles,
    window: tuple[date, date],
    lane: int,
) -> list[Band]:
    first, last = window
    found: list[Band] = []
    open_state: _State | None = None
    begin = day = first - timedelta(days=1)
    while day <= last + timedelta(days=2):
        beyond = day > last + timedelta(days=1)
        state = None if beyond else _state(medication, schedules, cycles, day)
        if state != open_state:
            if open_state is not None:
                found.append(_band(medication, open_state, (begin, day - timedelta(days=1)), lane))
            open_state, begin = state, day
        day += timedelta(days=1)
    return [clipped for one in found if (clipped := _clipped(one, first, last)) is not None]


def _state(
    medication: Medication, schedules: Sequence[Schedule], cycles: TreatmentCycles, day: date
) -> _State | None:
    found = _in_force(schedules, cycles, day) if medication.is_current(day) else None
    if found is None:
        return None
    schedule, where = found
    for run in runs_of(schedule):
        if where.day in run:
            return _State(where.cycle, cycle_days_text(run), False)
    if where.day in schedule.cycle_days:
        return None
    return _State(where.cycle, "", True)


def _in_force(
    schedules: Sequence[Schedule], cycles: TreatmentCycles, day: date
) -> tuple[Schedule, CycleDay] | None:
    """Return the schedule of the cycle that a day belongs to, and where the day stands."""
    for schedule in schedules:
        where = cycles.where(day, schedule.regimen_id)
        if where is None or where.is_paused or where.day > where.days:
            continue
        first, last = schedule.cycles_from or 1, schedule.cycles_to or where.cycle
        if schedule.is_current(day) and first <= where.cycle <= last:
            return schedule, where
    return None


def _band(medication: Medication, state: _State, span: tuple[date, date], lane: int) -> Band:
    first, last = span
    return Band(
        medication.id, medication.name, state.days, state.is_rest, first, last, True, True, lane
    )


def _clipped(band: Band, first: date, last: date) -> Band | None:
    """Cut a band to the days asked for; rest days too few to matter are left out."""
    begins, ends = band.first >= first, band.last <= last
    short = (band.last - band.first).days + 1 < SHORTEST_RUN
    if band.last < first or band.first > last or (band.is_rest and short and begins and ends):
        return None
    return Band(
        band.medication_id,
        band.name,
        band.days,
        band.is_rest,
        max(band.first, first),
        min(band.last, last),
        begins,
        ends,
        band.lane,
    )
