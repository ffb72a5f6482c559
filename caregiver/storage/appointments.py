"""Finding appointments by the days they touch: statements built once, each on one index."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, text

from caregiver.domain.appointments import Appointment, AppointmentStatus
from caregiver.domain.records import Plain, from_row
from caregiver.storage.tables import LASTS_DAYS, RECORD_TABLES

_appointment = RECORD_TABLES["appointment"]
_SERIES = text("rule > ''")

_SINGLE: Select[Any] = select(_appointment).where(
    _appointment.c.rule == "",
    _appointment.c.starts >= bindparam("first"),
    _appointment.c.starts < bindparam("after"),
)
_UNDER_WAY: Select[Any] = select(_appointment).where(
    text(LASTS_DAYS),
    _appointment.c.ends >= bindparam("first"),
    _appointment.c.starts < bindparam("first"),
)
_SERIES_BEFORE: Select[Any] = select(_appointment).where(
    _SERIES, _appointment.c.starts < bindparam("after")
)
_COMING: Select[Any] = (
    select(_appointment)
    .where(
        _appointment.c.rule == "",
        _appointment.c.starts >= bindparam("first"),
        _appointment.c.sort == bindparam("sort"),
        _appointment.c.status.in_(
            (AppointmentStatus.PLANNED.value, AppointmentStatus.CONFIRMED.value)
        ),
    )
    .order_by(_appointment.c.starts)
    .limit(8)
)
_SERIES_OF_SORT: Select[Any] = select(_appointment).where(
    _SERIES,
    _appointment.c.sort == bindparam("sort"),
    _appointment.c.status.in_((AppointmentStatus.PLANNED.value, AppointmentStatus.CONFIRMED.value)),
)


def touching(connection: Connection, first: date, last: date) -> list[Appointment]:
    """Return every appointment that can fall on `first` to `last`: the single ones, all series."""
    days: dict[str, Plain] = {
        "first": first.isoformat(),
        "after": (last + timedelta(days=1)).isoformat(),
    }
    return [
        *_found(connection, _SINGLE, days),
        *_found(connection, _UNDER_WAY, {"first": days["first"]}),
        *_found(connection, _SERIES_BEFORE, {"after": days["after"]}),
    ]


def coming(connection: Connection, first: date, sort: str) -> list[Appointment]:
    """Return the next few single appointments of a sort from `first` on, and its series."""
    return [
        *_found(connection, _COMING, {"first": first.isoformat(), "sort": sort}),
        *_found(connection, _SERIES_OF_SORT, {"sort": sort}),
    ]


def _found(
    connection: Connection, statement: Select[Any], values: dict[str, Plain]
) -> list[Appointment]:
    return [from_row(Appointment, tuple(row)) for row in connection.execute(statement, values)]
