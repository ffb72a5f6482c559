"""The change history inside the file: who changed what and when, and what undo goes back to."""

import json
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from caregiver.domain.changes import BY_KIND, HistoryEntry, RecordChange
from caregiver.domain.records import UnreadableValue, instant_from_text, instant_text
from caregiver.storage import statements
from caregiver.storage.tables import change_record_table as detail
from caregiver.storage.tables import change_table as change
from caregiver.storage.tables import tombstone_table as tombstone
from caregiver.storage.unit_of_work import json_text

MOST_UNDO_STEPS = 50
_LAST_DONE = (
    select(change.c.number, change.c.label)
    .where(change.c.state == "done")
    .order_by(change.c.number.desc())
    .limit(1)
)
_FIRST_UNDONE = (
    select(change.c.number, change.c.label)
    .where(change.c.state == "undone")
    .order_by(change.c.number)
    .limit(1)
)
_NEWEST = select(change.c.number).order_by(change.c.number.desc()).limit(1)
_SET_STATE = update(change).where(change.c.number == bindparam("wanted"))
_DROP_UNDONE = update(change).where(change.c.state == "undone").values(state="dropped")
_INSERT_CHANGE = insert(change)
_INSERT_DETAIL = insert(detail)
_DETAILS = (
    select(detail.c.kind, detail.c.record_id, detail.c.before, detail.c.after)
    .where(detail.c.change_number == bindparam("wanted"))
    .order_by(detail.c.position)
)
_ANY_UNDONE = select(change.c.number).where(change.c.state == "undone").limit(1)


def note(
    connection: Connection, label: str, at: datetime, by: str, changes: tuple[RecordChange, ...]
) -> None:
    """Write one change into the history; what was undone before can no longer be redone."""
    if statements.rows(connection, _ANY_UNDONE):
        statements.run(connection, _DROP_UNDONE)
    row = {"at": instant_text(at), "by": by, "label": label, "state": "done"}
    number = statements.run(connection, _INSERT_CHANGE, row)
    statements.run_many(
        connection,
        _INSERT_DETAIL,
        [
            {
                "change_number": number,
                "position": place,
                "kind": one.kind,
                "record_id": one.id,
                "before": json_text(one.before),
                "after": json_text(one.after),
            }
            for place, one in enumerate(changes)
        ],
    )


def last_done(connection: Connection) -> tuple[int, str] | None:
    """Return number and label of the change that undo would take back, within the last 50."""
    found = statements.rows(connection, _LAST_DONE)
    if not found:
        return None
    number, label = found[0]
    ((newest,),) = statements.rows(connection, _NEWEST)
    return (number, label) if newest - number < MOST_UNDO_STEPS else None


def first_undone(connection: Connection) -> tuple[int, str] | None:
    """Return number and label of the change that redo would bring back."""
    found = statements.rows(connection, _FIRST_UNDONE)
    return (found[0][0], found[0][1]) if found else None


def set_state(connection: Connection, number: int, state: str) -> None:
    """Mark one change as done or undone."""
    statements.run(connection, _SET_STATE, {"wanted": number, "state": state})


def details(connection: Connection, number: int) -> tuple[RecordChange, ...]:
    """Return what one change did, in order."""
    return tuple(
        _change(kind, id, before, after)
        for kind, id, before, after in statements.rows(connection, _DETAILS, {"wanted": number})
    )


def entries(connection: Connection, limit: int, with_changes: bool = True) -> list[HistoryEntry]:
    """Return the newest changes first."""
    rows = connection.execute(select(change).order_by(change.c.number.desc()).limit(limit)).all()
    return [
        HistoryEntry(
            row.number,
            instant_from_text(row.at),
            row.by,
            row.label,
            row.state != "done",
            details(connection, row.number) if with_changes else (),
        )
        for row in rows
    ]


def _change(kind: str, id: str, before: str | None, after: str | None) -> RecordChange:
    if kind not in BY_KIND:
        raise UnreadableValue(kind)
    return RecordChange(kind, id, _parsed(before), _parsed(after))


def _parsed(text: str | None) -> dict[str, str | int | None] | None:
    if text is None:
        return None
    try:
        parsed: dict[str, str | int | None] = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableValue("history") from error
    if not isinstance(parsed, dict):
        raise UnreadableValue("history")
    return parsed


_REMOVED = (
    select(detail.c.kind, detail.c.record_id, detail.c.before, change.c.at, change.c.by)
    .join(change, change.c.number == detail.c.change_number)
    .join(tombstone, tombstone.c.record_id == detail.c.record_id)
    .where(
        detail.c.after.is_(None),
        change.c.state == "done",
        change.c.at >= bindparam("since"),
    )
    .order_by(change.c.number.desc(), detail.c.position)
)


def removed(connection: Connection, since: datetime) -> list[tuple[RecordChange, datetime, str]]:
    """Return what was removed since an instant and is still gone: change, when, by whom."""
    found: dict[str, tuple[RecordChange, datetime, str]] = {}
    for kind, id, before, at, by in connection.execute(_REMOVED, {"since": instant_text(since)}):
        one = _change(kind, id, before, None)
        found.setdefault(id, (one, instant_from_text(at), by))
    return list(found.values())
