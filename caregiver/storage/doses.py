"""What due doses are worked out from: only the rows of the days asked for."""

from typing import Any, TypeVar

from sqlalchemy import BindParameter, Select, bindparam, func, or_, select

from caregiver.domain.dose_plan import DosePlan
from caregiver.domain.doses import Dose
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.records import Plain, Record, from_row
from caregiver.domain.therapy import Cycle
from caregiver.storage import statements
from caregiver.storage.reading import Reader
from caregiver.storage.tables import RECORD_TABLES

R = TypeVar("R", bound=Record)

_medication = RECORD_TABLES["medication"]
_schedule = RECORD_TABLES["schedule"]
_cycle = RECORD_TABLES["cycle"]
_dose = RECORD_TABLES["dose"]
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
_CYCLES = (
    select(_cycle)
    .where(
        _cycle.c.first_on.between(
            func.coalesce(
                select(func.max(_cycle.c.first_on))
                .where(_cycle.c.first_on <= _first)
                .scalar_subquery(),
                "",
            ),
            _last,
        )
    )
    .order_by(_cycle.c.first_on, _cycle.c.id)
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
    """Return the medicines, schedules and cycles of the ISO days `first` to `last` inclusive."""
    days: dict[str, Plain] = {"first_": first, "last_": last}
    used = _records(reader, Medication, _USED, days)
    return DosePlan(
        {one.id: one for one in used},
        _records(reader, Schedule, _IN_FORCE, days),
        _records(reader, Cycle, _CYCLES, days),
    )


def recorded(reader: Reader, first: str, last: str) -> list[Dose]:
    """Return the doses recorded for the ISO days `first` to `last` inclusive, in day order."""
    return _records(reader, Dose, _DOSES, {"first_": first, "last_": last})


def recorded_of(reader: Reader, medication_id: str, first: str, last: str) -> list[Dose]:
    """Return the same of one medicine."""
    values: dict[str, Plain] = {"wanted_medication": medication_id, "first_": first, "last_": last}
    return _records(reader, Dose, _DOSES_OF, values)


def recorded_keys(reader: Reader, first: str, last: str) -> list[tuple[str, str, str | None]]:
    """Return medicine, ISO day and "HH:MM" of each recorded dose, without the rest of it."""
    rows = statements.rows(reader.connection, _RECORDED, {"first_": first, "last_": last})
    return [(str(row[0]), str(row[1]), row[2]) for row in rows]


def _records(
    reader: Reader, cls: type[R], statement: Select[Any], values: dict[str, Plain]
) -> list[R]:
    return [from_row(cls, row) for row in statements.rows(reader.connection, statement, values)]
