"""When a dose falls due: only the days asked for are looked at, never those since it began."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, time
from typing import NamedTuple

from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.medications import Schedule


class DueDose(NamedTuple):
    """A planned dose: local day and wall-clock time, before anything is recorded."""

    schedule: Schedule
    day: date
    time: time


def is_due_on(schedule: Schedule, day: date, cycles: TreatmentCycles) -> bool:
    """Say whether `schedule` has doses on the local `day`."""
    if schedule.as_needed or not schedule.is_current(day):
        return False
    if schedule.weekdays and day.weekday() not in schedule.weekdays:
        return False
    every, begun = schedule.every_days, schedule.first_on
    if every is not None and begun is not None and (day - begun).days % every:
        return False
    if schedule.month_days and not _is_month_day(schedule.month_days, day):
        return False
    return not schedule.is_in_cycles or _is_cycle_day(schedule, day, cycles)


def due_days(
    schedule: Schedule, first: date, last: date, cycles: TreatmentCycles
) -> Iterator[date]:
    """Yield the local days `first` to `last` inclusive on which doses are planned."""
    begin = max(first, schedule.first_on or first)
    end = min(last, schedule.last_on or last)
    for number in range(begin.toordinal(), end.toordinal() + 1):
        day = date.fromordinal(number)
        if is_due_on(schedule, day, cycles):
            yield day


def due_doses(
    schedule: Schedule, first: date, last: date, cycles: TreatmentCycles
) -> Iterator[DueDose]:
    """Yield the doses planned for times of the local days `first` to `last`, in time order."""
    times = sorted(schedule.times)
    if not times:
        return
    for day in due_days(schedule, first, last, cycles):
        for at in times:
            yield DueDose(schedule, day, at)


def _is_month_day(days: tuple[int, ...], day: date) -> bool:
    """Say whether a date is one of the days; those a month lacks fall on its last day."""
    if day.day in days:
        return True
    return max(days) > day.day == monthrange(day.year, day.month)[1]


def _is_cycle_day(schedule: Schedule, day: date, cycles: TreatmentCycles) -> bool:
    where = cycles.where(day, schedule.regimen_id)
    if where is None or where.is_paused:
        return False
    first, last = schedule.cycles_from, schedule.cycles_to
    if (first is not None and where.cycle < first) or (last is not None and where.cycle > last):
        return False
    return not schedule.cycle_days or where.day in schedule.cycle_days
