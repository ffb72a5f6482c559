"""Reading records: columns straight into frozen values, never live rows."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, bindparam, func, select

from caregiver.domain.records import Plain, Record, from_row
from caregiver.storage import statements
from caregiver.storage.tables import RECORD_TABLES

R = TypeVar("R", bound=Record)

_statements: dict[tuple[Any, ...], Select[Any]] = {}


class Reader:
    """Reads of one moment, inside one transaction. Made by `CareFile.read`."""

    def __init__(self, connection: Connection) -> None:
        """Read from `connection`."""
        self.connection = connection

    def get(self, cls: type[R], id: str) -> R | None:
        """Return one record, or None."""
        found = self.where(cls, id=id)
        return found[0] if found else None

    def all(self, cls: type[R], order: str = "id") -> list[R]:
        """Return all records of a class; `order` is a column, with "-" in front newest first."""
        return self.where(cls, order)

    def where(
        self, cls: type[R], order: str = "id", limit: int | None = None, /, **equal: Plain
    ) -> list[R]:
        """Return the records whose plain fields equal the given values."""
        statement = _statement("where", cls, tuple(sorted(equal)), order, limit)
        return self._records(cls, statement, equal)

    def between(
        self, cls: type[R], column: str, first: str, last: str, /, **equal: Plain
    ) -> list[R]:
        """Return the records whose plain `column` lies in `first` to `last` inclusive, in order."""
        statement = _statement("between", cls, tuple(sorted(equal)), column, None)
        return self._records(cls, statement, {"first_": first, "last_": last, **equal})

    def newest(self, cls: type[R], column: str, before: str, limit: int) -> list[R]:
        """Return the last `limit` records with a plain `column` below `before`, newest first."""
        statement = _statement("newest", cls, (), column, limit)
        return self._records(cls, statement, {"before_": before})

    def among(self, cls: type[R], column: str, values: Iterable[str]) -> list[R]:
        """Return the records whose plain `column` is one of `values`."""
        wanted = list(values)
        if not wanted:
            return []
        table = RECORD_TABLES[cls.kind]
        statement = select(table).where(table.c[column].in_(wanted)).order_by(table.c.id)
        # the list is another statement each time, so it is not one to keep
        rows = self.connection.execute(statement).all()
        return [from_row(cls, tuple(row)) for row in rows]

    def count(self, cls: type[Record]) -> int:
        """Return how many records of a class there are."""
        statement = select(func.count()).select_from(RECORD_TABLES[cls.kind])
        return self.connection.execute(statement).scalar_one()

    def _records(self, cls: type[R], statement: Select[Any], values: dict[str, Plain]) -> list[R]:
        return [from_row(cls, row) for row in statements.rows(self.connection, statement, values)]


def _statement(
    shape: str, cls: type[Record], equal: tuple[str, ...], order: str, limit: int | None
) -> Select[Any]:
    """Return a select built once per shape: building costs more than running it."""
    key = (shape, cls.kind, equal, order, limit)
    known = _statements.get(key)
    if known is None:
        known = _statements[key] = _built(shape, cls, equal, order, limit)
    return known


def _built(
    shape: str, cls: type[Record], equal: tuple[str, ...], order: str, limit: int | None
) -> Select[Any]:
    table = RECORD_TABLES[cls.kind]
    column = table.c[order.removeprefix("-")]
    statement = select(table).where(*(table.c[name] == bindparam(name) for name in equal))
    if shape == "between":
        statement = statement.where(column.between(bindparam("first_"), bindparam("last_")))
    if shape == "newest":
        statement = statement.where(column < bindparam("before_"))
    descending = shape == "newest" or order.startswith("-")
    statement = statement.order_by(column.desc() if descending else column, table.c.id)
    return statement if limit is None else statement.limit(limit)
