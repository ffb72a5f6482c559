"""The ledger of reminders: what was announced and what became of it, and the trail of looks.

No part of the record: it is in no history and in no undo, and each step is a small transaction.
"""

import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, TextClause, bindparam, func, insert, select, text

from caregiver.domain.records import instant_from_text, instant_text
from caregiver.storage import connections, statements
from caregiver.storage.tables import reminder_table

OPEN, SNOOZED, ANSWERED, WITHDRAWN = "open", "snoozed", "answered", "withdrawn"
LOOKS, RESTORED = "reminder_looks", "reminders_restored_at"

_table = reminder_table.c
_WAITING: Select[Any] = (
    select(reminder_table).where(_table.state.in_((OPEN, SNOOZED))).order_by(_table.due_at)
)
_WITHDRAWN: Select[Any] = select(reminder_table).where(
    _table.state == WITHDRAWN, _table.due_at > bindparam("after")
)
_DUE_AFTER: Select[Any] = select(_table.key, _table.state, _table.announced_at).where(
    _table.due_at > bindparam("after")
)
_NEXT_AGAIN = select(func.min(_table.again_at)).where(_table.state == SNOOZED)
_LEADS = text("SELECT DISTINCT reminders FROM appointment WHERE reminders > ''")
_PUT = insert(reminder_table).prefix_with("OR REPLACE")
_SET_STATE = text("UPDATE reminder SET state = :state, again_at = NULL WHERE key = :key")
_SNOOZE = text(
    "UPDATE reminder SET state = 'snoozed', again_at = :again WHERE key = :key"
    " AND state <> 'withdrawn'"
)
_SNOOZE_NO_LONGER = text(
    "UPDATE reminder SET again_at = :now WHERE state = 'snoozed' AND again_at > :far"
)
_FORGET_WRONG = text(
    "DELETE FROM reminder WHERE announced_at >= :wrong"
    " AND (announced_at > :far OR state <> 'answered')"
)
_FORGET_OLD = text(
    "DELETE FROM reminder WHERE due_at < :before AND state IN ('answered', 'withdrawn')"
)
_FACTS = text("SELECT name, value FROM file_fact WHERE name IN (:looks, :restored)")
_KEEP_FACT = text(
    "INSERT INTO file_fact VALUES (:name, :value)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_DROP_FACT = text("DELETE FROM file_fact WHERE name = :name")
_END_SNOOZE = text(
    "UPDATE reminder SET state = 'open', again_at = NULL"
    " WHERE state = 'snoozed' AND again_at <= :now"
)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One announced reminder. The times are instants in UTC."""

    key: str
    what: str
    record_id: str
    falls_at: datetime
    due_at: datetime
    state: str
    announced_at: datetime | None = None
    again_at: datetime | None = None


def waiting(connection: Connection) -> list[LedgerLine]:
    """Return what is open or put off, by the time it came due."""
    return _lines(connection, _WAITING, {})


def withdrawn(connection: Connection, after: datetime) -> list[LedgerLine]:
    """Return what was withdrawn of what came due after an instant."""
    return _lines(connection, _WITHDRAWN, {"after": instant_text(after)})


def announced(connection: Connection, after: datetime) -> dict[str, tuple[str, datetime]]:
    """Return state and announcement of what came due after an instant, by key."""
    rows = statements.rows(connection, _DUE_AFTER, {"after": instant_text(after)})
    return {row[0]: (row[1], instant_from_text(row[2])) for row in rows}


def next_again(connection: Connection) -> datetime | None:
    """Return when the first of what was put off comes again."""
    found = statements.rows(connection, _NEXT_AGAIN)[0][0]
    return instant_from_text(found) if found else None


def leads(connection: Connection) -> set[int]:
    """Return the minutes before the start that any appointment names."""
    rows = statements.rows(connection, _LEADS)
    return {int(minutes) for row in rows for minutes in json.loads(row[0])}


def put(connection: Connection, lines: Iterable[LedgerLine]) -> None:
    """Enter what is announced; what stood under the same key is replaced."""
    statements.run_many(connection, _PUT, [_plain(one) for one in lines])


def set_state(connection: Connection, keys: Iterable[str], state: str) -> None:
    """Say what became of some reminders."""
    _run(connection, _SET_STATE, [{"key": key, "state": state} for key in keys])


def snooze(connection: Connection, keys: Iterable[str], again_at: datetime) -> None:
    """Put some reminders off; what was withdrawn stays so."""
    _run(connection, _SNOOZE, [{"key": key, "again": instant_text(again_at)} for key in keys])


def forget_wrong(
    connection: Connection, wrong_from: datetime, now: datetime, far: timedelta
) -> None:
    """Forget what a wrong clock announced, unless somebody answered it less than `far` ahead.

    What was put off by it for longer than that comes now.
    """
    values = {
        "wrong": instant_text(wrong_from),
        "now": instant_text(now),
        "far": instant_text(now + far),
    }
    _run(connection, _FORGET_WRONG, [values])
    _run(connection, _SNOOZE_NO_LONGER, [values])


def forget_old(connection: Connection, before: datetime) -> None:
    """Forget what came due before an instant and is done with."""
    _run(connection, _FORGET_OLD, [{"before": instant_text(before)}])


def facts(connection: Connection) -> dict[str, str]:
    """Return what the file says of looks and of being restored, by name."""
    return dict(statements.rows(connection, _FACTS, {"looks": LOOKS, "restored": RESTORED}))


def keep_looks(connection: Connection, value: str) -> None:
    """Keep the trail of looks."""
    _run(connection, _KEEP_FACT, [{"name": LOOKS, "value": value}])


def settle_restored(connection: Connection, now: datetime) -> None:
    """Take a restored file as looked at: what was put off until before now only waits."""
    _run(connection, _DROP_FACT, [{"name": RESTORED}])
    _run(connection, _END_SNOOZE, [{"now": instant_text(now)}])


def mark_restored(path: Path, now: datetime) -> None:
    """Note in a closed care file that it was put back from a backup.

    What came due between the backup and now was announced from the file that was replaced.
    """
    with closing(connections.connect(path)) as file:
        file.execute(
            "INSERT INTO file_fact VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (RESTORED, instant_text(now)),
        )


def _lines(
    connection: Connection, statement: Select[Any], values: dict[str, str]
) -> list[LedgerLine]:
    return [
        LedgerLine(
            key=row[0],
            what=row[1],
            record_id=row[2],
            falls_at=instant_from_text(row[3]),
            due_at=instant_from_text(row[4]),
            state=row[5],
            announced_at=_instant(row[6]),
            again_at=_instant(row[7]),
        )
        for row in statements.rows(connection, statement, values)
    ]


def _instant(kept: str | None) -> datetime | None:
    return instant_from_text(kept) if kept else None


def _plain(line: LedgerLine) -> dict[str, str | None]:
    return {
        "key": line.key,
        "what": line.what,
        "record_id": line.record_id,
        "falls_at": instant_text(line.falls_at),
        "due_at": instant_text(line.due_at),
        "state": line.state,
        "announced_at": instant_text(line.announced_at) if line.announced_at else None,
        "again_at": instant_text(line.again_at) if line.again_at else None,
    }


def _run(connection: Connection, statement: TextClause, many: list[dict[str, str]]) -> None:
    statements.run_many(connection, statement, many)
