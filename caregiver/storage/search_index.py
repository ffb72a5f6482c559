"""Full text over every text in the file, kept in the same transaction as the data.

An entry's number begins with the record's day, so walking the numbers backwards gives the newest
hits first without ranking: a common word costs no more than a rare one.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text

from caregiver.domain.records import Record
from caregiver.storage import statements
from caregiver.storage.tables import search_entry_table as entry

_DAY_SHIFT = 1 << 24
_NUMBER_OF = select(entry.c.number, entry.c.title, entry.c.body).where(
    entry.c.record_id == bindparam("record_id")
)
_LAST_IN_DAY = select(func.max(entry.c.number)).where(
    entry.c.number.between(bindparam("first"), bindparam("last"))
)
_REMOVE_TEXT = text(
    "INSERT INTO search_text (search_text, rowid, title, body) "
    "VALUES ('delete', :number, :title, :body)"
)
_ADD_ENTRY = insert(entry)
_REMOVE_ENTRY = delete(entry).where(entry.c.number == bindparam("wanted"))
_ADD_TEXT = text("INSERT INTO search_text (rowid, title, body) VALUES (:number, :title, :body)")
_FIND = text(
    "SELECT e.kind, e.record_id, e.number, e.title, "
    "snippet(search_text, -1, char(2), char(3), '…', 12) "
    "FROM search_text JOIN search_entry e ON e.number = search_text.rowid "
    "WHERE search_text MATCH :words ORDER BY search_text.rowid DESC LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found. The excerpt marks matches between the characters 2 and 3."""

    kind: str
    id: str
    day: date | None
    title: str
    excerpt: str


def index_record(connection: Connection, record: Record) -> None:
    """Put the texts of `record` into the index in place of what stood there."""
    remove_record(connection, record.id)
    row = _next_row(connection, record)
    if row is not None:
        statements.run(connection, _ADD_ENTRY, row)
        statements.run(connection, _ADD_TEXT, row)


def index_new_records(connection: Connection, records: list[Record]) -> None:
    """Index records that are not in the index yet, in bulk."""
    rows = []
    last_in_day: dict[date | None, int] = {}
    for record in records:
        texts, day = _texts(record), record.when()
        if texts is not None:
            last = last_in_day.get(day)
            number = (_last_number(connection, day) if last is None else last) + 1
            last_in_day[day] = number
            rows.append(_row(number, record, texts))
    if rows:
        statements.run_many(connection, _ADD_ENTRY, rows)
        statements.run_many(connection, _ADD_TEXT, rows)


def remove_record(connection: Connection, record_id: str) -> None:
    """Take one record out of the index, if it is there."""
    for number, title, body in statements.rows(connection, _NUMBER_OF, {"record_id": record_id}):
        row = {"number": number, "title": title, "body": body}
        statements.run(connection, _REMOVE_TEXT, row)
        statements.run(connection, _REMOVE_ENTRY, {"wanted": number})


def find(connection: Connection, query: str, limit: int) -> list[Hit]:
    """Return the newest hits for all words of `query`; each word may be the start of one."""
    words = match_expression(query)
    if not words:
        return []
    rows = statements.rows(connection, _FIND, {"words": words, "limit": limit})
    return [
        Hit(kind, id, _day(number), title, excerpt) for kind, id, number, title, excerpt in rows
    ]


def match_expression(query: str) -> str:
    """Return a full-text expression in which nothing of `query` is an operator."""
    spaced = "".join(one if one.isalnum() else " " for one in query)
    return " ".join(f'"{word}"*' for word in spaced.split())


def check(connection: Connection) -> None:
    """Raise a driver error where the full text and its entries disagree."""
    connection.exec_driver_sql(
        "INSERT INTO search_text (search_text, rank) VALUES ('integrity-check', 1)"
    )


def _texts(record: Record) -> tuple[str, str] | None:
    title, *others = record.texts() or ("",)
    body = "\n".join(other for other in others if other)
    return (title, body) if title or body else None


def _next_row(connection: Connection, record: Record) -> dict[str, str | int] | None:
    texts = _texts(record)
    if texts is None:
        return None
    return _row(_last_number(connection, record.when()) + 1, record, texts)


def _last_number(connection: Connection, day: date | None) -> int:
    """Return the highest number in use for a day."""
    first = _first_number(day)
    last = connection.execute(_LAST_IN_DAY, {"first": first, "last": first + _DAY_SHIFT - 1})
    return int(last.scalar_one() or first)


def _row(number: int, record: Record, texts: tuple[str, str]) -> dict[str, str | int]:
    return {
        "number": number,
        "kind": record.kind,
        "record_id": record.id,
        "title": texts[0],
        "body": texts[1],
    }


def _first_number(day: date | None) -> int:
    return (day.toordinal() if day else 0) * _DAY_SHIFT


def _day(number: int) -> date | None:
    ordinal = number // _DAY_SHIFT
    return date.fromordinal(ordinal) if ordinal else None
