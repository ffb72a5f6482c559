"""One open care file: reading, changing, undo and redo, and telling who listens."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, insert
from sqlalchemy.engine import Engine

from caregiver.clock import Clock
from caregiver.domain.changes import ChangeSet, HistoryEntry
from caregiver.domain.records import Record, instant_text, to_plain
from caregiver.errors import (
    BadInput,
    CareFileDamaged,
    CareFileError,
    InvalidRecord,
    NotFound,
)
from caregiver.storage import (
    backups,
    change_log,
    connections,
    durable,
    publishing,
    reminders,
    schema,
    search_index,
)
from caregiver.storage.faults import disk_error, user_errors
from caregiver.storage.file_lock import FileLock
from caregiver.storage.reading import Reader
from caregiver.storage.tables import APPLICATION_ID, RECORD_TABLES, file_fact_table
from caregiver.storage.unit_of_work import UnitOfWork

_MAGIC = b"SQLite format 3\0"
Listener = Callable[[ChangeSet], None]


class CareFile:
    """One care file, open and locked. One thread changes it; any thread may read."""

    def __init__(self, path: Path, engine: Engine, lock: FileLock, clock: Clock, by: str) -> None:
        """Hold what `open_file` and `create_file` prepared; use those instead."""
        self.path = path
        self.clock = clock
        self.by = by
        self._engine = engine
        self._lock = lock
        self._writing = threading.RLock()
        self._backing_up = threading.Lock()
        self._listeners: list[Listener] = []

    def close(self) -> None:
        """Put everything into the one file and give the lock back; closing twice is harmless."""
        self._engine.dispose()
        self._lock.release()

    def listen(self, listener: Listener) -> None:
        """Call `listener` after every committed change, undo and redo."""
        self._listeners.append(listener)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read from one moment, whatever is written meanwhile."""
        with user_errors(self.path), self._engine.connect() as connection:
            connections.begin_read(connection)
            try:
                yield Reader(connection)
            finally:
                connections.end(connection)

    @contextmanager
    def change(self, label: str) -> Iterator[UnitOfWork]:
        """Make one change: one transaction, one undo step, one announcement.

        When the block ends the change is on disk; when it raises, nothing of it is.
        """
        with self._transaction() as connection:
            work = UnitOfWork(connection, self.clock.now(), self.by)
            yield work
            changes = work.changes
            if changes:
                change_log.note(connection, label, self.clock.now(), self.by, changes)
        if changes:
            self._announce(ChangeSet(label, tuple((one.kind, one.id) for one in changes)))

    def undo(self) -> ChangeSet:
        """Take back the last change, also one from before a restart."""
        return self._step(change_log.last_done, "undone", "nothing_to_undo")

    def redo(self) -> ChangeSet:
        """Bring back the change taken back last."""
        return self._step(change_log.first_undone, "done", "nothing_to_redo")

    def undo_label(self) -> str:
        """Return the label of the change that `undo` would take back, empty for none."""
        with self.read() as reader:
            found = change_log.last_done(reader.connection)
        return found[1] if found else ""

    def redo_label(self) -> str:
        """Return the label of the change that `redo` would bring back, empty for none."""
        with self.read() as reader:
            found = change_log.first_undone(reader.connection)
        return found[1] if found else ""

    def history(self, limit: int = 200) -> list[HistoryEntry]:
        """Return the newest changes first."""
        with self.read() as reader:
            return change_log.entries(reader.connection, limit)

    def find_text(self, query: str, limit: int = 50) -> list[search_index.Hit]:
        """Return the newest records that hold all words of `query`."""
        with self.read() as reader:
            return search_index.find(reader.connection, query, limit)

    def fact(self, name: str) -> str:
        """Return one fact about the file itself, empty where it was never set."""
        with self.read() as reader:
            rows = reader.connection.exec_driver_sql(
                "SELECT value FROM file_fact WHERE name = ?", (name,)
            )
            return str(rows.scalar() or "")

    @property
    def schema(self) -> int:
        """Return the version of the file's tables."""
        with self.read() as reader:
            return schema.version_of(reader.connection)

    def set_fact(self, name: str, value: str) -> None:
        """Keep one fact about the file itself; not a change of the record, so not undone."""
        with self._transaction() as connection:
            connection.exec_driver_sql(
                "INSERT INTO file_fact VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Write what is no part of the record: in no history and no undo, and nobody is told."""
        with self._transaction() as connection:
            yield connection

    def fill(self, records: Iterable[Record]) -> None:
        """Put many new records into a file in bulk, without a step of undo (sample, benchmark)."""
        now = instant_text(self.clock.now())
        stamps = {"updated_at": now, "updated_by": self.by}
        with self._transaction() as connection:
            by_kind: dict[str, list[Record]] = {kind: [] for kind in RECORD_TABLES}
            for record in records:
                if record.problems():
                    raise InvalidRecord(record.kind, record.problems())
                by_kind[record.kind].append(record)
            for kind, group in by_kind.items():
                rows = [{**to_plain(one), "created_at": now, **stamps} for one in group]
                if rows:
                    connection.execute(insert(RECORD_TABLES[kind]), rows)
            search_index.index_new_records(
                connection, [one for group in by_kind.values() for one in group]
            )

    def problems(self) -> list[backups.FileProblem]:
        """Check pages, references and the search index; empty when all is well."""
        with self.read() as reader:
            return backups.check_connection(reader.connection)

    def back_up(self, target: Path) -> backups.Backup:
        """Write a verified copy to `target`, which must not exist."""
        with user_errors(target), self._engine.connect() as connection:
            return backups.make(connection, self.path, target, self.clock.now())

    def back_up_beside(self, reason: str) -> backups.Backup:
        """Write a verified copy into the file's own backup folder."""
        with (
            self._backing_up,
            user_errors(self.path),
            self._engine.connect() as connection,
        ):
            return backups.make_beside(connection, self.path, self.clock.now(), reason)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with (
            self._writing,
            user_errors(self.path),
            self._engine.connect() as connection,
        ):
            if not self.path.exists():
                raise CareFileError("file_gone", path=str(self.path))
            connections.begin_write(connection)
            try:
                yield connection
                connection.commit()
            finally:
                connections.end(connection)

    def _step(
        self,
        pick: Callable[[Connection], tuple[int, str] | None],
        state: str,
        nothing: str,
    ) -> ChangeSet:
        with self._transaction() as connection:
            found = pick(connection)
            if found is None:
                raise NotFound(nothing)
            number, label = found
            work = UnitOfWork(connection, self.clock.now(), self.by)
            details = change_log.details(connection, number)
            undoing = state == "undone"
            for one in reversed(details) if undoing else details:
                work.put_back(one, one.before if undoing else one.after)
            change_log.set_state(connection, number, state)
        change_set = ChangeSet(label, tuple((one.kind, one.id) for one in details), is_undo=undoing)
        self._announce(change_set)
        return change_set

    def _announce(self, change_set: ChangeSet) -> None:
        for listener in list(self._listeners):
            listener(change_set)


def create_file(path: Path, clock: Clock, by: str = "") -> CareFile:
    """Create a care file that did not exist and open it; the name appears only when it is whole."""
    connections.require_safe_library()
    path = path.absolute()
    if path.exists() or path.is_symlink():
        raise BadInput("file_exists", path=str(path))
    if not path.parent.is_dir():
        raise NotFound("folder_missing", path=str(path.parent))
    part = durable.part_of(path)
    with user_errors(path):
        durable.remove_with_journals(part)
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        engine = connections.make_engine(part)
        try:
            with engine.connect() as connection:
                connections.begin_write(connection)
                schema.create(connection)
                connection.execute(
                    insert(file_fact_table),
                    {"name": "created_at", "value": instant_text(clock.now())},
                )
                connection.commit()
            engine.dispose()
            durable.move_into_place(part, path)
        finally:
            engine.dispose()
            durable.remove_with_journals(part)
    return open_file(path, clock, by)


def open_file(
    path: Path,
    clock: Clock,
    by: str = "",
    migrations: schema.Migrations = schema.THIS_PROGRAM,
) -> CareFile:
    """Open and lock an existing care file, migrating an older one after a verified backup.

    Raises a `CareFileError` with the reason; a file that cannot be opened is left untouched.
    """
    connections.require_safe_library()
    path = Path(os.path.realpath(path))
    check_header(path)
    with user_errors(path):
        lock = FileLock(path)
        engine = connections.make_engine(path)
        try:
            # what a restore, or a look for invitations, left behind when it was killed
            durable.remove_with_journals(durable.part_of(path))
            durable.remove_with_journals(publishing.invitations_beside(path))
            _check_opened(engine, path, clock, migrations)
        except BaseException:
            engine.dispose()
            lock.release()
            raise
    return CareFile(path, engine, lock, clock, by)


def restore_file(path: Path, backup: Path, clock: Clock) -> Path | None:
    """Put a verified backup in the place of a closed file; return where the old one is kept."""
    path = Path(os.path.realpath(path))

    def prepare(copy: Path) -> None:
        """Let what works by itself wait: the family looks at the old state first."""
        reminders.mark_restored(copy, clock.now())
        publishing.mark_restored(copy, clock.now())

    with user_errors(path):
        lock = FileLock(path)
        try:
            return backups.restore(backup, path, clock.now(), prepare)
        finally:
            lock.release()


def check_header(path: Path) -> None:
    """Refuse what is missing, empty, locked away or another program's, before anything opens it."""
    if path.is_dir():
        raise CareFileError("file_is_folder", path=str(path))
    if not path.exists():
        raise NotFound("file_missing", path=str(path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise disk_error(error, path) from error
    if not header.strip(b"\0"):
        raise CareFileDamaged("file_empty", path=str(path))
    if not header.startswith(_MAGIC):
        raise CareFileError("file_not_ours", path=str(path))
    if header[68:72] != APPLICATION_ID.to_bytes(4, "big"):
        raise CareFileError("file_not_ours", path=str(path))
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise CareFileError("file_read_only", path=str(path))


def _check_opened(engine: Engine, path: Path, clock: Clock, migrations: schema.Migrations) -> None:
    journal = path.with_name(f"{path.name}-wal")
    was_killed = journal.exists() and journal.stat().st_size > 0
    with engine.connect() as connection:
        needs_migration = schema.check_version(connection, path, migrations)
        if was_killed and backups.quick_check(connection):
            raise CareFileDamaged("file_damaged", path=str(path))
        connection.exec_driver_sql("SELECT count(*) FROM patient").scalar_one()
        connection.rollback()
        if needs_migration:
            backups.make_beside(connection, path, clock.now(), "before-upgrade")
            connection.rollback()
            if not schema.migrate(connection, migrations):
                raise CareFileDamaged("file_damaged", path=str(path))
