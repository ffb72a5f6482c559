"""What was put on a calendar server, and in which version: written after each single event."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, insert, select

from caregiver.domain.records import instant_text
from caregiver.storage import connections, durable, statements
from caregiver.storage.tables import published_event_table

ACCOUNT, PAUSED = "caldav_account", "caldav_paused_at"

_table = published_event_table.c
_OF_ACCOUNT: Select[Any] = select(_table.uid, _table.href, _table.etag, _table.digest).where(
    _table.account == bindparam("account")
)
_ACCOUNTS: Select[Any] = select(_table.account).distinct()
_PUT = insert(published_event_table).prefix_with("OR REPLACE")
_FORGET = delete(published_event_table).where(
    _table.account == bindparam("account"), _table.uid == bindparam("uid")
)
_SWITCH_OFF = (
    "UPDATE file_fact SET value = json_set(value, '$.automatic', json('false')) WHERE name = ? "
    "AND CASE WHEN json_valid(value) THEN json_extract(value, '$.automatic') END"
)


class Published(NamedTuple):
    """One event on the server; `etag` is empty where its version is not known."""

    uid: str
    href: str
    etag: str
    digest: str


def of_account(connection: Connection, account: str) -> dict[str, Published]:
    """Return what was put into one calendar (its address), by UID."""
    rows = statements.rows(connection, _OF_ACCOUNT, {"account": account})
    return {row[0]: Published(*row) for row in rows}


def accounts(connection: Connection) -> list[str]:
    """Return the calendars that something was put into."""
    return [row[0] for row in statements.rows(connection, _ACCOUNTS)]


def remember(connection: Connection, account: str, one: Published) -> None:
    """Note what stands on the server now."""
    statements.run(connection, _PUT, {"account": account, **one._asdict()})


def forget(connection: Connection, account: str, uid: str) -> None:
    """Note that an event is no longer there."""
    statements.run(connection, _FORGET, {"account": account, "uid": uid})


def invitations_beside(care_file: Path) -> Path:
    """Return where what a server sent lies while it is looked through."""
    return durable.part_of(care_file.with_name(f"{care_file.name}.invitations"))


def mark_restored(path: Path, now: datetime) -> None:
    """Switch publishing by itself off in a closed care file that was put back from a backup.

    What stands on the server is newer; only a person can say which of the two is right.
    """
    with closing(connections.connect(path)) as file:
        file.execute("BEGIN IMMEDIATE")
        if file.execute(_SWITCH_OFF, (ACCOUNT,)).rowcount:
            file.execute("INSERT OR REPLACE INTO file_fact VALUES (?, ?)",
                         (PAUSED, instant_text(now)))  # fmt: skip
        file.execute("COMMIT")
