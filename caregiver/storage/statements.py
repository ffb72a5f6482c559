"""Statements turned into the database's own words once, and run by the driver itself.

A statement that is built once still costs SQLAlchemy more per call than the database takes to
answer it: a saved dose runs ten of them, Today sixteen. What is run here must be built once for
the life of the program; its values must be plain (text, whole numbers, None).
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.sql.elements import ClauseElement

from caregiver.domain.records import Plain

Values = Mapping[str, Any]
_NO_VALUES: dict[str, Plain] = {}


class _Prepared(NamedTuple):
    """The text of a statement, the names of its values in order, and those that never change."""

    sql: str
    names: tuple[str, ...]
    fixed: dict[str, Plain]

    def in_order(self, values: Values) -> tuple[Plain, ...]:
        return tuple([values[name] if name in values else self.fixed[name] for name in self.names])


_prepared: dict[ClauseElement, _Prepared] = {}


def rows(
    connection: Connection, statement: ClauseElement, values: Values = _NO_VALUES
) -> list[tuple[Any, ...]]:
    """Return all rows of a statement that reads."""
    found: list[tuple[Any, ...]] = _execute(connection, statement, values).fetchall()
    return found


def run(connection: Connection, statement: ClauseElement, values: Values = _NO_VALUES) -> int:
    """Run a statement that writes; return the number of the row it made, if it made one."""
    return int(_execute(connection, statement, values).lastrowid or 0)


def run_many(connection: Connection, statement: ClauseElement, many: Iterable[Values]) -> None:
    """Run a statement that writes once for each of `many`, which all have the same names."""
    rows = list(many)
    if rows:
        known = _known(connection, statement, rows[0])
        driver_connection = connection.connection.driver_connection
        assert driver_connection is not None
        driver_connection.executemany(known.sql, [known.in_order(row) for row in rows])


def _execute(connection: Connection, statement: ClauseElement, values: Values) -> Any:
    known = _known(connection, statement, values)
    driver_connection = connection.connection.driver_connection
    assert driver_connection is not None
    return driver_connection.execute(known.sql, known.in_order(values))


def _known(connection: Connection, statement: ClauseElement, values: Values) -> _Prepared:
    known = _prepared.get(statement)
    if known is None:
        compiled: Any = statement.compile(dialect=connection.dialect, column_keys=list(values))
        # a list that never changes, as in `IN`, is written out with the first values
        state = compiled.construct_expanded_state(dict(values))
        names = tuple(state.positiontup or ())
        known = _Prepared(state.statement, names, dict(state.parameters))
        _prepared[statement] = known
    return known
