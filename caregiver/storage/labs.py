"""The results a screen shows, found without making a value of every result there ever was."""

from sqlalchemy import and_, bindparam, func, or_, select

from caregiver.domain.labs import LabResult
from caregiver.domain.records import from_row
from caregiver.storage import statements
from caregiver.storage.reading import Reader
from caregiver.storage.tables import RECORD_TABLES

_result = RECORD_TABLES["lab_result"]
_last_days = (
    select(
        _result.c.test,
        _result.c.name,
        _result.c.unit,
        func.max(_result.c.taken_on).label("taken_on"),
    )
    .group_by(_result.c.test, _result.c.name, _result.c.unit)
    .subquery()
)
_NEWEST = (
    select(_result)
    .join(
        _last_days,
        and_(
            _result.c.test == _last_days.c.test,
            _result.c.taken_on == _last_days.c.taken_on,
            _result.c.name == _last_days.c.name,
            _result.c.unit == _last_days.c.unit,
        ),
    )
    .order_by(_result.c.taken_on, _result.c.id)
)
_OF_TEST = (
    select(_result)
    .where(
        or_(
            _result.c.test == bindparam("wanted"),
            _result.c.test == "",
            func.lower(_result.c.name) == bindparam("wanted"),
        ),
        _result.c.taken_on.between(bindparam("first_"), bindparam("last_")),
    )
    .order_by(_result.c.taken_on, _result.c.id)
)


def newest(reader: Reader) -> list[LabResult]:
    """Return the last result of each test, name and unit, oldest first."""
    return [from_row(LabResult, row) for row in statements.rows(reader.connection, _NEWEST)]


def of_test(reader: Reader, test: str, first: str, last: str) -> list[LabResult]:
    """Return all results of a test, by its id or name in small letters, and of all own tests."""
    values = {"wanted": test, "first_": first, "last_": last}
    found = statements.rows(reader.connection, _OF_TEST, values)
    return [from_row(LabResult, row) for row in found]
