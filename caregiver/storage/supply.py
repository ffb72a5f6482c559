"""What the supply is worked out from: the rows since the last count, never all the years."""

from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, bindparam, func, select

from caregiver.domain.records import from_row
from caregiver.domain.supply import SupplyEntry, SupplySort
from caregiver.storage import statements
from caregiver.storage.tables import RECORD_TABLES

_entry = RECORD_TABLES["supply_entry"]
_medication = RECORD_TABLES["medication"]
_other = _entry.alias("other")


def _newest(*which: Any) -> ScalarSelect[str]:
    return select(func.max(_other.c.noted_at)).where(
        _other.c.medication_id == _medication.c.id, *which
    ).correlate(_medication).scalar_subquery()  # fmt: skip


_SINCE_COUNT: Select[Any] = (
    select(_entry)
    .join(_medication, _medication.c.id == _entry.c.medication_id)
    .where(
        _entry.c.noted_at >= bindparam("earliest"),
        _entry.c.noted_at >= func.coalesce(_newest(_other.c.sort == SupplySort.COUNTED.value), ""),
    )
    .order_by(_entry.c.medication_id, _entry.c.noted_at, _entry.c.id)
)
_SINCE_COUNT_OF: Select[Any] = _SINCE_COUNT.where(_medication.c.id == bindparam("wanted"))
_NEWEST_OF: Select[Any] = (
    select(_entry)
    .where(_entry.c.medication_id == bindparam("wanted"))
    .order_by(_entry.c.noted_at.desc(), _entry.c.id.desc())
    .limit(bindparam("most"))
)


def since_count(connection: Connection, earliest: str, medication_id: str = "") -> (
    dict[str, list[SupplyEntry]]
):  # fmt: skip
    """Return by medicine the last count and what came after, in time order.

    Nothing before the UTC text `earliest` counts: an older count says too little about today.
    """
    statement, values = _SINCE_COUNT, {"earliest": earliest}
    if medication_id:
        statement, values = _SINCE_COUNT_OF, {"earliest": earliest, "wanted": medication_id}
    found: dict[str, list[SupplyEntry]] = {}
    for row in statements.rows(connection, statement, values):
        one = from_row(SupplyEntry, row)
        found.setdefault(one.medication_id, []).append(one)
    return found


def newest_of(connection: Connection, medication_id: str, most: int) -> list[SupplyEntry]:
    """Return the last entries of one medicine, newest first."""
    values = {"wanted": medication_id, "most": most}
    return [from_row(SupplyEntry, row) for row in statements.rows(connection, _NEWEST_OF, values)]
