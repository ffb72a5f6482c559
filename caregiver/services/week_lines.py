"""The next days in a few lines: appointments, cycles that begin, and doses that are rare."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from caregiver.domain.appointments import Occurrence
from caregiver.domain.cycles import CycleCalendar
from caregiver.domain.dose_plan import DosePlan
from caregiver.domain.due_doses import is_due_on
from caregiver.domain.holds import hold_on
from caregiver.domain.medications import Schedule

WEEK_DAYS = 7
WEEK_LINES = 5
_LONG_RUN = 3
# Doses that come at most so often a week have a line of their own.
_RARE_WEEKDAYS = 2
_RARE_INTERVAL = 3
_RARE_MONTH_DAYS = 8
# So many days without a treatment medicine at the end of a cycle are its rest.
_SHORTEST_REST = 5
_ONE_DAY = timedelta(days=1)


class WeekSort(Enum):
    """What a line of the next days is about."""

    APPOINTMENT = "appointment"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    DOSE = "dose"
    CYCLE = "cycle"


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One line of the next days. `id` is the appointment, the medicine or the cycle.

    No `at`: all day. `number` is that of a cycle.
    """

    day: date
    sort: WeekSort
    title: str
    at: time | None
    id: str
    number: int = 0


def week_lines(plan: DosePlan, coming: Iterable[Occurrence], day: date) -> tuple[WeekLine, ...]:
    """Return a few lines of the days after `day`: appointments first of all, then the others."""
    begin = day + _ONE_DAY
    end = day + timedelta(days=WEEK_DAYS)
    visits = [
        WeekLine(
            one.day,
            WeekSort.APPOINTMENT,
            one.appointment.title,
            None if one.appointment.all_day else one.starts.time(),
            one.appointment.id,
        )
        for one in coming
        if begin <= one.day <= end
    ]
    titles = {(one.day, one.title.casefold()) for one in visits}
    lines = [
        *_cycle_lines(plan, begin, end),
        *(
            one
            for one in _dose_lines(plan, begin, end)
            if not any(on == one.day and one.title.casefold() in title for on, title in titles)
        ),
    ]
    lines.sort(key=_order)
    kept = sorted(visits, key=_order)[:WEEK_LINES]
    kept += lines[: max(0, WEEK_LINES - len(kept))]
    return tuple(sorted(kept, key=_order))


def rest_until(plan: DosePlan, day: date) -> date | None:
    """Return the last of the rest days that end a cycle, if `day` is one of them.

    Only where a medicine of the treatment is taken on several days in a row: days between two
    weekly doses are no rest.
    """
    calendar = plan.cycles.treating(day)
    cycle = calendar.cycle_on(day) if calendar is not None else None
    next_first = cycle.ends_before() if cycle is not None else None
    if calendar is None or cycle is None or next_first is None or day >= next_first:
        return None
    tied = [one for one in plan.schedules if _is_tied(one, calendar)]
    if not any(_has_run(one.cycle_days) for one in tied):
        return None
    if any(_is_due(plan, tied, at) for at in _days(day, next_first - _ONE_DAY)):
        return None
    begun = day
    while begun > cycle.first_on and not _is_due(plan, tied, begun - _ONE_DAY):
        begun -= _ONE_DAY
    was_treated = begun > cycle.first_on
    is_long = (next_first - begun).days >= _SHORTEST_REST
    return next_first - _ONE_DAY if was_treated and is_long else None


def _order(line: WeekLine) -> tuple[date, datetime, str]:
    return line.day, datetime.combine(line.day, line.at or time.min), line.title.casefold()


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _is_tied(schedule: Schedule, calendar: CycleCalendar) -> bool:
    """Say whether a schedule belongs to the cycles of a calendar."""
    if calendar.regimen is None:
        return bool(schedule.cycle_days) and schedule.regimen_id is None
    return schedule.regimen_id == calendar.regimen.id


def _has_run(days: Sequence[int]) -> bool:
    known = set(days)
    return any(all(day + more in known for more in range(_LONG_RUN)) for day in known)


def _is_due(plan: DosePlan, schedules: Iterable[Schedule], day: date) -> bool:
    """Say whether any of some schedules has a dose on a day, held or not."""
    for one in schedules:
        medication = plan.medications.get(one.medication_id)
        if medication is None or not medication.is_current(day):
            continue
        begun = medication.started_on is None or medication.started_on <= day
        if begun and is_due_on(one, day, plan.cycles):
            return True
    return False


def _cycle_lines(plan: DosePlan, begin: date, end: date) -> Iterator[WeekLine]:
    """Yield the cycles of the treatment that begin."""
    for day in _days(begin, end):
        calendar = plan.cycles.treating(day)
        cycle = calendar.cycle_on(day) if calendar is not None else None
        where = calendar.where(day) if calendar is not None else None
        if calendar is None or cycle is None or where is None or calendar.regimen is None:
            continue
        if cycle.first_on == day and not where.is_paused:
            name = calendar.regimen.name
            yield WeekLine(day, WeekSort.CYCLE, name, None, cycle.id, cycle.number)


def _dose_lines(plan: DosePlan, begin: date, end: date) -> Iterator[WeekLine]:
    """Yield the first and last days of a run of cycle days, and the days of a rare dose."""
    by_medicine: dict[str, list[Schedule]] = {}
    for one in plan.schedules:
        if not one.as_needed and one.medication_id in plan.medications:
            by_medicine.setdefault(one.medication_id, []).append(one)
    for id, schedules in by_medicine.items():
        medication = plan.medications[id]
        holds = plan.holds.get(id, ())
        for day in _days(begin, end):
            if hold_on(holds, day) is not None or not _is_due(plan, schedules, day):
                continue
            due = [one for one in schedules if is_due_on(one, day, plan.cycles)]
            sort = _sort_of(plan, schedules, due, day)
            if sort is not None:
                at = min((at for one in due for at in one.times), default=None)
                yield WeekLine(day, sort, medication.name, at, medication.id)


def _sort_of(
    plan: DosePlan, schedules: Sequence[Schedule], due: Sequence[Schedule], day: date
) -> WeekSort | None:
    """Say what a day with doses of one medicine is: rare, first or last of a run, or nothing."""
    if all(_is_rare(one) for one in due):
        return WeekSort.DOSE
    if not all(one.is_in_cycles for one in due):
        return None
    before, after = (_run(plan, schedules, day, step) for step in (-_ONE_DAY, _ONE_DAY))
    if before + 1 + after < _LONG_RUN:
        return WeekSort.DOSE
    if after == 0:
        return WeekSort.LAST_DAY
    return WeekSort.FIRST_DAY if before == 0 else None


def _run(plan: DosePlan, schedules: Sequence[Schedule], day: date, step: timedelta) -> int:
    """Return on how many days in a row after (or before) `day` there are doses, at most two."""
    number = 0
    while number < _LONG_RUN - 1 and _is_due(plan, schedules, day + (number + 1) * step):
        number += 1
    return number


def _is_rare(schedule: Schedule) -> bool:
    """Say whether somebody may forget that this dose comes at all."""
    if schedule.weekdays:
        return len(schedule.weekdays) <= _RARE_WEEKDAYS
    if schedule.month_days:
        return len(schedule.month_days) <= _RARE_MONTH_DAYS
    return schedule.every_days is not None and schedule.every_days >= _RARE_INTERVAL
