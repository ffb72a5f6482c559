"""The cycles that can reach some dates: by the index of each regimen, never all the years."""

from datetime import date, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    bindparam,
    func,
    or_,
    select,
)

from caregiver.domain.cycles import TreatmentCycles, treatment_cycles
from caregiver.domain.records import from_row
from caregiver.domain.regimens import Regimen
from caregiver.domain.therapy import FIRST_DAY, Cycle
from caregiver.storage import statements
from caregiver.storage.tables import RECORD_TABLES

_cycle = RECORD_TABLES["cycle"]
_regimen = RECORD_TABLES["regimen"]
_first: BindParameter[str] = bindparam("first_")
_last: BindParameter[str] = bindparam("last_")
# Days before an infusion on day 0 can come so long before the regimen is said to begin.
_LEAD = timedelta(days=-FIRST_DAY)


def _before(which: ColumnElement[bool]) -> ScalarSelect[str]:
    return select(func.max(_cycle.c.first_on)).where(
        which, _cycle.c.first_on <= _first
    ).scalar_subquery()  # fmt: skip


def _after(which: ColumnElement[bool]) -> ScalarSelect[str]:
    return select(func.min(_cycle.c.first_on)).where(
        which, _cycle.c.first_on > _last
    ).scalar_subquery()  # fmt: skip


_OF_REGIMEN = _cycle.c.regimen_id == bindparam("regimen")
_CYCLES_OF: Select[tuple[str]] = (
    select(_cycle)
    .where(
        _OF_REGIMEN,
        _cycle.c.first_on >= func.coalesce(_before(_OF_REGIMEN), ""),
        _cycle.c.first_on <= func.coalesce(_after(_OF_REGIMEN), "9999-12-31"),
    )
    .order_by(_cycle.c.first_on, _cycle.c.id)
)
_LOOSE = _cycle.c.regimen_id.is_(None)
_LOOSE_CYCLES: Select[tuple[str]] = (
    select(_cycle)
    .where(
        _LOOSE,
        _cycle.c.first_on.between(func.coalesce(_before(_LOOSE), ""), _last),
    )
    .order_by(_cycle.c.first_on, _cycle.c.id)
)
_REGIMENS: Select[tuple[str]] = (
    select(_regimen)
    .where(
        or_(_regimen.c.stopped_on.is_(None), _regimen.c.stopped_on > _first),
        func.coalesce(_regimen.c.started_on, "") <= bindparam("latest"),
    )
    .order_by(_regimen.c.started_on, _regimen.c.id)
)


def cycles_between(connection: Connection, first: date, last: date) -> TreatmentCycles:
    """Return the cycles of the dates `first` to `last`, with those that follow by the plans."""
    days = {"first_": first.isoformat(), "last_": last.isoformat()}
    latest = (min(last, date.max - _LEAD) + _LEAD).isoformat()
    regimens = [
        from_row(Regimen, row)
        for row in statements.rows(connection, _REGIMENS, {**days, "latest": latest})
    ]
    rows = statements.rows(connection, _LOOSE_CYCLES, days)
    for one in regimens:
        rows += statements.rows(connection, _CYCLES_OF, {**days, "regimen": one.id})
    return treatment_cycles(regimens, (from_row(Cycle, row) for row in rows), first, last)
