"""What the calendar reads for some days: the cycles and the schedules that can fall on them."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select, text

from caregiver.domain.appointments import Appointment
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.records import field_names, from_row
from caregiver.storage import statements
from caregiver.storage.tables import RECORD_TABLES

_schedule = RECORD_TABLES["schedule"]
_medication = RECORD_TABLES["medication"]
_appointment = RECORD_TABLES["appointment"]
_SCHEDULE_FIELDS = len(field_names(Schedule))

_PLANNED: Select[Any] = (
    select(*_schedule.c, *_medication.c)
    .join(_medication, _medication.c.id == _schedule.c.medication_id)
    .where(
        _schedule.c.as_needed == 0,
        func.coalesce(_schedule.c.first_on, "") <= bindparam("last"),
        or_(_schedule.c.last_on.is_(None), _schedule.c.last_on >= bindparam("first")),
        or_(_medication.c.stopped_on.is_(None), _medication.c.stopped_on > bindparam("first")),
    )
    .order_by(_medication.c.name, _schedule.c.id)
)
_NOT_EVERY_DAY: Select[Any] = _PLANNED.where(
    or_(
        _schedule.c.weekdays != "",
        _schedule.c.cycle_days != "",
        _schedule.c.month_days != "",
        _schedule.c.every_days.is_not(None),
        _schedule.c.regimen_id.is_not(None),
    )
)
# Three statements, each on one index: together they would look at every appointment of the years.
_COLLECTS = _appointment.c.collects_urine == 1
_COLLECTING: tuple[Select[Any], ...] = (
    select(_appointment).where(
        _COLLECTS,
        _appointment.c.rule == "",
        _appointment.c.extra_starts == "",
        _appointment.c.starts.between(bindparam("first"), bindparam("last")),
    ),
    select(_appointment).where(_COLLECTS, _appointment.c.rule > ""),
    # the plus keeps SQLite on the index of the few that name further dates
    select(_appointment).where(_COLLECTS, text("+rule = ''"), text("extra_starts > ''")),
)


def collecting(connection: Connection, first: date, last: date) -> list[Appointment]:
    """Return the appointments of `first` to `last`, and all series, that urine is collected for."""
    values = {"first": first.isoformat(), "last": (last + timedelta(days=1)).isoformat()}
    return [
        from_row(Appointment, row)
        for statement in _COLLECTING
        for row in statements.rows(connection, statement, values)
    ]


def planned(
    connection: Connection, first: date, last: date, *, every_day_too: bool = True
) -> list[tuple[Medication, Schedule]]:
    """Return the medicines with fixed days in force on some day of `first` to `last`."""
    statement = _PLANNED if every_day_too else _NOT_EVERY_DAY
    values = {"first": first.isoformat(), "last": last.isoformat()}
    rows = statements.rows(connection, statement, values)
    return [
        (
            from_row(Medication, row[_SCHEDULE_FIELDS:]),
            from_row(Schedule, row[:_SCHEDULE_FIELDS]),
        )
        for row in rows
    ]
