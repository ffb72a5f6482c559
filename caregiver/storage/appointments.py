"""Finding appointments by the days they touch: statements built once, each on one index."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    bindparam,
    literal_column,
    select,
    text,
)

from caregiver.domain.appointments import Appointment, AppointmentStatus
from caregiver.domain.records import Plain, from_row
from caregiver.storage import statements
from caregiver.storage.tables import LASTS_DAYS, RECORD_TABLES

_appointment = RECORD_TABLES["appointment"]
# A series that has ended is left out by its own rule text (UNTIL is its last local day). A daily
# or weekly one with COUNT ends by count × interval weeks at the latest, whatever its weekdays are;
# with further parts it may pass over years.
_SERIES = text(
    "rule > '' AND ("
    " substr(ends, 1, 10) > substr(starts, 1, 10)"
    " OR CASE"
    "  WHEN instr(rule, 'UNTIL=') > 0"
    "   THEN substr(rule, instr(rule, 'UNTIL=') + 6, 8) >= replace(:first, '-', '')"
    "    OR substr(starts, 1, 10) >= :first"
    "  WHEN instr(rule, 'COUNT=') > 0"
    "   AND (rule GLOB 'FREQ=DAILY*' OR rule GLOB 'FREQ=WEEKLY*')"
    "   AND instr(rule, 'BYMONTH') = 0 AND instr(rule, 'BYSETPOS') = 0"
    "   THEN date(substr(starts, 1, 10), '+' || (7"
    "    * (1 + CAST(substr(rule, instr(rule, 'COUNT=') + 6) AS INTEGER))"
    "    * CASE instr(rule, 'INTERVAL=') WHEN 0 THEN 1"
    "      ELSE CAST(substr(rule, instr(rule, 'INTERVAL=') + 9) AS INTEGER) END"
    "    ) || ' days') >= :first"
    "  ELSE 1 END)"
)

# The plus keeps SQLite from taking the index on all starts, which grows with the years.
_starts_unindexed: ColumnElement[str] = literal_column("+starts", Text)

_SINGLE: Select[Any] = select(_appointment).where(
    _appointment.c.rule == "",
    _appointment.c.extra_starts == "",
    _appointment.c.starts >= bindparam("first"),
    _appointment.c.starts < bindparam("after"),
)
_UNDER_WAY: Select[Any] = select(_appointment).where(
    text(LASTS_DAYS),
    _appointment.c.ends >= bindparam("first"),
    _starts_unindexed < bindparam("first"),
)
_SERIES_BEFORE: Select[Any] = select(_appointment).where(
    _SERIES, _appointment.c.extra_starts == "", _starts_unindexed < bindparam("after")
)
# A series that names further dates is looked at whatever its rule says; there are very few.
_NAMES_DATES = text("extra_starts > ''")
_FURTHER: Select[Any] = select(_appointment).where(
    _NAMES_DATES, _appointment.c.starts < bindparam("after")
)
_COMING: Select[Any] = (
    select(_appointment)
    .where(
        _appointment.c.rule == "",
        _appointment.c.extra_starts == "",
        _appointment.c.starts >= bindparam("first"),
        _appointment.c.sort == bindparam("sort"),
        _appointment.c.status.in_(
            (AppointmentStatus.PLANNED.value, AppointmentStatus.CONFIRMED.value)
        ),
    )
    .order_by(_appointment.c.starts)
    .limit(8)
)
_STANDS = (
    _appointment.c.sort == bindparam("sort"),
    _appointment.c.status.in_((AppointmentStatus.PLANNED.value, AppointmentStatus.CONFIRMED.value)),
)
_SERIES_OF_SORT: Select[Any] = select(_appointment).where(
    _SERIES, _appointment.c.extra_starts == "", *_STANDS
)
_FURTHER_OF_SORT: Select[Any] = select(_appointment).where(_NAMES_DATES, *_STANDS)


def touching(connection: Connection, first: date, last: date) -> list[Appointment]:
    """Return every appointment that can fall on `first` to `last`, single ones and series."""
    days: dict[str, Plain] = {
        "first": first.isoformat(),
        "after": (last + timedelta(days=1)).isoformat(),
    }
    return [
        *_found(connection, _SINGLE, days),
        *_found(connection, _UNDER_WAY, {"first": days["first"]}),
        *_found(connection, _SERIES_BEFORE, days),
        *_found(connection, _FURTHER, {"after": days["after"]}),
    ]


def coming(connection: Connection, first: date, sort: str) -> list[Appointment]:
    """Return the next few single appointments of a sort from `first` on, and its series."""
    return [
        *_found(connection, _COMING, {"first": first.isoformat(), "sort": sort}),
        *_found(connection, _SERIES_OF_SORT, {"first": first.isoformat(), "sort": sort}),
        *_found(connection, _FURTHER_OF_SORT, {"sort": sort}),
    ]


def _found(
    connection: Connection, statement: Select[Any], values: dict[str, Plain]
) -> list[Appointment]:
    return [from_row(Appointment, row) for row in statements.rows(connection, statement, values)]
