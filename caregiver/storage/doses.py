"""What due doses are worked out from: only the rows of the days asked for."""

from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Select, bindparam, or_, select

from caregiver.domain.dose_plan import DosePlan
from caregiver.domain.doses import Dose
from caregiver.domain.holds import Hold
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.records import Plain, Record, from_row
from caregiver.storage import statements
from caregiver.storage.cycles import cycles_between
from caregiver.storage.reading import Reader
from caregiver.storage.tables import RECORD_TABLES

R = TypeVar("R", bound=Record)

_medication = RECORD_TABLES["medication"]
_schedule = RECORD_TABLES["schedule"]
_hold = RECORD_TABLES["hold"]
_dose = RECORD_TABLES["dose"]
_ONE_DAY = timedelta(days=1)
_first: BindParameter[str] = bindparam("first_")
_last: BindParameter[str] = bindparam("last_")

_USED = select(_medication).where(
    or_(
        _medication.c.stopped_on.is_(None),
        _medication.c.stopped_on > _first,
        _medication.c.id.in_(
            select(_dose.c.medication_id).where(_dose.c.day.between(_first, _last))
        ),
    )
)
_IN_FORCE = (
    select(_schedule)
    .where(
        or_(_schedule.c.first_on.is_(None), _schedule.c.first_on <= _last),
        or_(_schedule.c.last_on.is_(None), _schedule.c.last_on >= _first),
    )
    .order_by(_schedule.c.id)
)
_HOLDS = (
    select(_hold)
    .where(
        _hold.c.first_on <= _last,
        or_(_hold.c.last_on.is_(None), _hold.c.last_on >= _first),
    )
    .order_by(_hold.c.medication_id, _hold.c.first_on, _hold.c.id)
)
_DOSES = select(_dose).where(_dose.c.day.between(_first, _last)).order_by(_dose.c.day, _dose.c.id)
_DOSES_OF = (
    select(_dose)
    .where(
        _dose.c.medication_id == bindparam("wanted_medication"),
        _dose.c.day.between(_first, _last),
    )
    .order_by(_dose.c.day, _dose.c.id)
)
_RECORDED = select(_dose.c.medication_id, _dose.c.day, _dose.c.due_time).where(
    _dose.c.day.between(_first, _last)
)


def plan(reader: Reader, first: str, last: str) -> DosePlan:
    """Return what is planned on the ISO days `first` to `last` inclusive, and by which cycles."""
    days: dict[str, Plain] = {"first_": first, "last_": last}
    used = _records(reader, Medication, _USED, days)
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return DosePlan(
        {one.id: one for one in used},
        _records(reader, Schedule, _IN_FORCE, days),
        # doses that follow others around midnight look at a day more on either side
        cycles_between(reader.connection, *_with_neighbors(begin, end)),
        holds_between(reader, first, last),
    )


def holds_between(reader: Reader, first: str, last: str) -> dict[str, list[Hold]]:
    """Return by medicine what the clinic holds on the ISO days `first` to `last` inclusive."""
    found: dict[str, list[Hold]] = {}
    for one in _records(reader, Hold, _HOLDS, {"first_": first, "last_": last}):
        found.setdefault(one.medication_id, []).append(one)
    return found


def recorded(reader: Reader, first: str, last: str) -> list[Dose]:
    """Return the doses recorded for the ISO days `first` to `last` inclusive, in day order."""
    return _records(reader, Dose, _DOSES, {"first_": first, "last_": last})


def recorded_of(reader: Reader, medication_id: str, first: str, last: str) -> list[Dose]:
    """Return the same of one medicine."""
    values: dict[str, Plain] = {"wanted_medication": medication_id, "first_": first, "last_": last}
    return _records(reader, Dose, _DOSES_OF, values)


def recorded_for(reader: Reader, plan: DosePlan, first: date, last: date) -> list[Dose]:
    """Return the doses of `first` to `last`, and a day around where doses follow others."""
    if any(one.after_medication_id for one in plan.schedules):
        first, last = _with_neighbors(first, last)
    return recorded(reader, first.isoformat(), last.isoformat())


def recorded_for_one(
    reader: Reader, plan: DosePlan, medication_id: str, first: date, last: date
) -> list[Dose]:
    """Return the same of one medicine and of those whose doses its own follow."""
    followed = plan.followed_by(medication_id)
    if followed:
        first, last = _with_neighbors(first, last)
    begin, end = first.isoformat(), last.isoformat()
    return [
        dose
        for id in (medication_id, *sorted(followed))
        for dose in recorded_of(reader, id, begin, end)
    ]


def recorded_keys(reader: Reader, first: str, last: str) -> list[tuple[str, str, str | None]]:
    """Return medicine, ISO day and "HH:MM" of each recorded dose, without the rest of it."""
    rows = statements.rows(reader.connection, _RECORDED, {"first_": first, "last_": last})
    return [(str(row[0]), str(row[1]), row[2]) for row in rows]


def _with_neighbors(first: date, last: date) -> tuple[date, date]:
    """Return the days with one more on either side, where the calendar has one."""
    return (
        max(first, date.min + _ONE_DAY) - _ONE_DAY,
        min(last, date.max - _ONE_DAY) + _ONE_DAY,
    )


def _records(
    reader: Reader, cls: type[R], statement: Select[Any], values: dict[str, Plain]
) -> list[R]:
    return [from_row(cls, row) for row in statements.rows(reader.connection, statement, values)]
