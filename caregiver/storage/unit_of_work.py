"""One user action: what it saves and deletes, with the before-images that undo it."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, Table, Update, bindparam, delete, insert, select, update

from caregiver.domain.changes import BY_KIND, RecordChange
from caregiver.domain.records import (
    Plain,
    Record,
    field_names,
    from_plain,
    from_row,
    instant_text,
    to_plain,
)
from caregiver.errors import InvalidRecord, NotFound
from caregiver.storage import documents, search_index, statements
from caregiver.storage.tables import RECORD_TABLES, tombstone_table

R = TypeVar("R", bound=Record)
_STAMPS = ("created_at", "updated_at", "updated_by")
_SELECT = {
    kind: select(table).where(table.c.id == bindparam("wanted_id"))
    for kind, table in RECORD_TABLES.items()
}


def _update(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam("wanted_id"))


_INSERT: dict[str, Insert] = {kind: insert(table) for kind, table in RECORD_TABLES.items()}
_UPDATE: dict[str, Update] = {kind: _update(table) for kind, table in RECORD_TABLES.items()}
_DELETE = {
    kind: delete(table).where(table.c.id == bindparam("wanted_id"))
    for kind, table in RECORD_TABLES.items()
}
_INSERT_TOMBSTONE = insert(tombstone_table).prefix_with("OR REPLACE")
_DELETE_TOMBSTONE = delete(tombstone_table).where(
    tombstone_table.c.record_id == bindparam("wanted_id")
)


class UnitOfWork:
    """What one change saves and deletes. Made by `CareFile.change`, inside its transaction."""

    def __init__(self, connection: Connection, now: datetime, by: str) -> None:
        """Work on `connection`; `now` (UTC) and `by` are stamped on what is saved."""
        self._connection = connection
        self._now = now
        self._by = by
        self._changes: dict[str, RecordChange] = {}

    @property
    def changes(self) -> tuple[RecordChange, ...]:
        """Return what was changed so far, in order, without records that ended as they began."""
        return tuple(one for one in self._changes.values() if one.before != one.after)

    def find(self, cls: type[R], id: str) -> R | None:
        """Return one record as it is inside this change, or None."""
        found = statements.rows(self._connection, _SELECT[cls.kind], {"wanted_id": id})
        return from_row(cls, found[0]) if found else None

    def get(self, cls: type[R], id: str) -> R:
        """Return one record as it is inside this change; raise `NotFound` where there is none."""
        record = self.find(cls, id)
        if record is None:
            raise NotFound("record_missing", kind=cls.kind, id=id)
        return record

    def save(self, record: R) -> R:
        """Save a new or changed record and return it with its stamps; unchanged ones stay.

        Raises `InvalidRecord` where the record breaks its own rules.
        """
        problems = record.problems()
        if problems:
            raise InvalidRecord(record.kind, problems)
        old = self._plain(record.kind, record.id)
        if old is not None:
            new = to_plain(record)
            if all(old[name] == value for name, value in new.items() if name not in _STAMPS):
                return from_plain(type(record), old)
        created_at = self._now
        if old is not None and isinstance(old["created_at"], str):
            created_at = datetime.fromisoformat(old["created_at"])
        stamped = replace(record, created_at=created_at, updated_at=self._now, updated_by=self._by)
        self._note(record.kind, record.id, old, to_plain(stamped))
        self._write(record.kind, record.id, to_plain(stamped), is_new=old is None)
        return stamped

    def delete(self, record: Record) -> None:
        """Delete a record and leave a tombstone, so that another copy of the file learns of it."""
        old = self._plain(record.kind, record.id)
        if old is None:
            raise NotFound("record_missing", kind=record.kind, id=record.id)
        self._note(record.kind, record.id, old, None)
        self._write(record.kind, record.id, None, is_new=False)

    def keep_content(self, digest: str, content: bytes) -> None:
        """Keep the bytes of a document under their digest; they stay when this is undone."""
        documents.keep(self._connection, digest, content)

    def give_up_content(self, since: datetime) -> None:
        """Let go of bytes whose documents were removed before `since` and cannot come back."""
        documents.give_up_unreachable(self._connection, since)

    def put_back(self, change: RecordChange, plain: dict[str, Plain] | None) -> None:
        """Make a record what `plain` says (None: gone), for undo and redo.

        Fields that an older program did not have yet get their default.
        """
        exists = self._plain(change.kind, change.id) is not None
        if plain is None and not exists:
            return
        # a prepared statement writes the fields it was first given, so it is always given all
        whole = to_plain(from_plain(BY_KIND[change.kind], plain)) if plain is not None else None
        self._write(change.kind, change.id, whole, is_new=not exists)

    def _plain(self, kind: str, id: str) -> dict[str, Plain] | None:
        found = statements.rows(self._connection, _SELECT[kind], {"wanted_id": id})
        return dict(zip(field_names(BY_KIND[kind]), found[0], strict=True)) if found else None

    def _note(
        self, kind: str, id: str, before: dict[str, Plain] | None, after: dict[str, Plain] | None
    ) -> None:
        earlier = self._changes.get(id)
        first = earlier.before if earlier else before
        self._changes[id] = RecordChange(kind, id, first, after)

    def _write(self, kind: str, id: str, plain: dict[str, Plain] | None, *, is_new: bool) -> None:
        connection = self._connection
        if plain is None:
            statements.run(connection, _DELETE[kind], {"wanted_id": id})
            search_index.remove_record(connection, id)
            statements.run(connection, _INSERT_TOMBSTONE, self._tombstone(kind, id))
            return
        if is_new:
            statements.run(connection, _INSERT[kind], plain)
            statements.run(connection, _DELETE_TOMBSTONE, {"wanted_id": id})
        else:
            statements.run(connection, _UPDATE[kind], {**plain, "wanted_id": id})
        search_index.index_record(connection, from_plain(BY_KIND[kind], plain))

    def _tombstone(self, kind: str, id: str) -> dict[str, str]:
        return {
            "record_id": id,
            "kind": kind,
            "deleted_at": instant_text(self._now),
            "deleted_by": self._by,
        }


def json_text(plain: dict[str, Any] | None) -> str | None:
    """Return a plain form as compact JSON, None as None."""
    if plain is None:
        return None
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
