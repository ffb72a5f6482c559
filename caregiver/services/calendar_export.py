"""What goes into a calendar file: which appointments, tasks, and what is told on whole days."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from caregiver.domain.appointments import Appointment, AppointmentStatus, occurrences
from caregiver.domain.due_doses import is_due_on
from caregiver.domain.tasks import Task
from caregiver.exchange.ics import DayNote
from caregiver.import_texts import COLLECTION, TREATMENT_DAY
from caregiver.storage import calendar as finding
from caregiver.storage.cycles import cycles_between
from caregiver.storage.reading import Reader

Days = tuple[date | None, date | None]
# Long enough for every calendar that shows the file to learn that something is off.
CANCELLED_STAYS = timedelta(days=60)
_A_YEAR = timedelta(days=366)
_COLLECTING = timedelta(days=1)
_MOST_NOTES = 200
_TREATMENT_AHEAD = timedelta(days=92)


def chosen_appointments(
    known: list[Appointment], days: Days, now: datetime, appointment_id: str = ""
) -> list[Appointment]:
    """Return what touches `days` or is the one asked for; a series with its changed dates."""
    if appointment_id:
        wanted = {one.id for one in known if one.id == appointment_id}
    else:
        wanted = {one.id for one in known if _touches(one, *days)}
        wanted |= {one.series_id for one in known if one.id in wanted and one.series_id}
    series = {one.id for one in known if one.id in wanted and one.repeats}
    return [
        one
        for one in known
        if (one.id in wanted or one.series_id in series) and not _is_long_off(one, now)
    ]


def tasks_in(reader: Reader, days: Days, now: datetime) -> list[Task]:
    """Return the open tasks, and those done lately; with days asked for, those due on them."""
    first, last = days
    since = (now - CANCELLED_STAYS).date()
    return [
        one
        for one in reader.all(Task, "due_on")
        if (one.done_on is None or one.done_on >= since)
        and (first is None or (one.due_on is not None and one.due_on >= first))
        and (last is None or (one.due_on is not None and one.due_on <= last))
    ]


def day_notes(chosen: Iterable[Appointment], days: Days, today: date) -> list[DayNote]:
    """Return a note for each planned 24-hour collection, from `days` or for the year ahead."""
    begin = days[0] or today - timedelta(days=31)
    end = days[1] or begin + _A_YEAR
    return list(islice(_collections(chosen, begin, end), _MOST_NOTES))


def treatment_days(reader: Reader, days: Days, today: date) -> list[DayNote]:
    """Return a note for each day a medicine is due by the days of its cycle, one for each day.

    Single days and no rule: a cycle that is late moves what follows. Without `days` three months
    from today on.
    """
    begin = days[0] or today
    end = days[1] or begin + _TREATMENT_AHEAD
    cycles = cycles_between(reader.connection, begin, end)
    planned = finding.planned(reader.connection, begin, end, every_day_too=False)
    found = []
    for number in range(min((end - begin).days + 1, _A_YEAR.days)):
        day = begin + timedelta(days=number)
        names = {
            medication.name: None
            for medication, schedule in planned
            if schedule.is_in_cycles and medication.is_current(day)
            if is_due_on(schedule, day, cycles)
        }
        if names:
            title = TREATMENT_DAY.replace("{names}", ", ".join(names))
            found.append(DayNote(f"treatment:{day}", title, day, day))
    return found


def _collections(chosen: Iterable[Appointment], begin: date, end: date) -> Iterator[DayNote]:
    for one in chosen:
        planned, first = one.collection_starts, one.starts
        off = one.status is AppointmentStatus.CANCELLED
        if not one.collects_urine or planned is None or first is None or off:
            continue
        for found in occurrences(one, begin, end):
            starts = planned + (found.starts - first)
            key = f"collection:{one.id}:{found.starts:%Y%m%dT%H%M}"
            yield DayNote(key, COLLECTION, starts.date(), (starts + _COLLECTING).date())


def _is_long_off(one: Appointment, now: datetime) -> bool:
    changed = one.updated_at or now
    return one.status is AppointmentStatus.CANCELLED and changed < now - CANCELLED_STAYS


def _touches(appointment: Appointment, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    begins = appointment.when() or date.min
    # A series without an end is looked at for as long as the days asked for, or for ten years.
    begin = first or begins
    end = last or date(min(max(begin, begins).year + 10, date.max.year), 1, 1)
    return next(occurrences(appointment, begin, end), None) is not None
