"""Verified copies of a care file: made in one step, checked, rotated and restored."""

import contextlib
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as driver

from caregiver.errors import BadInput, CareFileDamaged
from caregiver.storage import durable
from caregiver.storage.connections import connect
from caregiver.storage.faults import user_errors
from caregiver.storage.tables import APPLICATION_ID, RECORD_TABLES

KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = 14, 8, 12
_STAMP = "%Y-%m-%d_%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy: where it is, when it was made (UTC) and how many records it holds."""

    path: Path
    made_at: datetime
    records: int
    size: int


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Something a check found: a code of texts.py, where, and the database's own words."""

    code: str
    where: str
    text: str


def backup_folder(care_file: Path) -> Path:
    """Return the folder in which a care file's automatic backups are kept, beside it."""
    return care_file.with_name(f"{care_file.stem} backups")


def make(connection: Connection, source: Path, target: Path, now: datetime) -> Backup:
    """Copy the open file to `target` in one step and check the copy before it gets its name."""
    if target.exists():
        raise BadInput("file_exists", path=str(target))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = durable.part_of(target)
    durable.remove_with_journals(part)
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        records = _copy(connection, part)
        durable.move_into_place(part, target)
    finally:
        durable.remove_with_journals(part)
    return Backup(target, now, records, target.stat().st_size)


def make_beside(connection: Connection, source: Path, now: datetime, reason: str) -> Backup:
    """Make a backup in the care file's own backup folder, named by day, time and reason."""
    for left_behind in backup_folder(source).glob(".*.part*"):
        left_behind.unlink(missing_ok=True)
    return make(connection, source, _free_name(source, now, reason), now)


def list_backups(care_file: Path) -> list[Backup]:
    """Return the backups beside a care file, newest first."""
    found = []
    for path in backup_folder(care_file).glob("*.care"):
        try:
            made_at = datetime.strptime(path.name[:17], _STAMP).replace(tzinfo=UTC)
        except ValueError:
            made_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        found.append(Backup(path, made_at, -1, path.stat().st_size))
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def thin_out(care_file: Path) -> list[Path]:
    """Remove automatic backups beyond 14 days, 8 weeks and 12 months; the newest always stays."""
    automatic = [one for one in list_backups(care_file) if one.path.stem.endswith("_daily")]
    keep: set[Path] = set()
    for pattern, most in (("%Y-%m-%d", KEEP_DAYS), ("%G-%V", KEEP_WEEKS), ("%Y-%m", KEEP_MONTHS)):
        periods: dict[str, Path] = {}
        for one in automatic:
            periods.setdefault(one.made_at.strftime(pattern), one.path)
        keep.update(list(periods.values())[:most])
    removed = [one.path for one in automatic if one.path not in keep]
    for path in removed:
        path.unlink()
    return removed


def verify(path: Path) -> int:
    """Return the number of records in a copy; raise `CareFileDamaged` where it is not whole."""
    with user_errors(path):
        if not path.exists() or path.stat().st_size == 0:
            raise CareFileDamaged("backup_damaged", path=str(path))
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        copy = driver.connect(uri, uri=True, isolation_level=None)
        try:
            return _verified_count(copy, path)
        except driver.DatabaseError as error:
            raise CareFileDamaged("backup_damaged", path=str(path)) from error
        finally:
            copy.close()


def restore(
    backup: Path, care_file: Path, now: datetime, prepare: Callable[[Path], None] | None = None
) -> Path | None:
    """Put a verified backup in the place of a closed care file; return where the old one is kept.

    The present file is kept byte for byte. At every moment the name stands for the whole old file
    or the whole new one: what a journal still holds goes into the old file first, because a
    journal left beside the new one would be replayed into it. `prepare` is given the copy before
    it gets its name.
    """
    verify(backup)
    kept = _free_name(care_file, now, "kept")
    part = durable.part_of(care_file)
    with user_errors(care_file):
        try:
            _copy_file(backup, part)
            if prepare is not None:
                prepare(part)
            verify(part)
            has_old = care_file.exists()
            if has_old:
                _keep(care_file, kept)
            _end_journal(care_file)
            durable.move_into_place(part, care_file)
        finally:
            durable.remove_with_journals(part)
    return kept if has_old else None


def quick_check(connection: Connection) -> list[str]:
    """Return what the database finds wrong with its own pages, empty when all is well."""
    rows = connection.exec_driver_sql("PRAGMA quick_check(20)").scalars().all()
    return [] if rows == ["ok"] else [str(row) for row in rows]


def check_connection(connection: Connection) -> list[FileProblem]:
    """Check pages, references and the search index of an open file."""
    rows: Sequence[object] = (
        connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
    )
    found = [FileProblem("damaged_page", "file", str(row)) for row in rows if row != "ok"]
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        found.append(FileProblem("lost_reference", f"{row[0]} {row[1]}", f"refers to {row[2]}"))
    entries = connection.exec_driver_sql("SELECT count(*) FROM search_entry").scalar_one()
    indexed = connection.exec_driver_sql("SELECT count(*) FROM search_text_docsize").scalar_one()
    if entries != indexed:
        found.append(FileProblem("search_differs", "search", f"{entries} entries, {indexed} found"))
    return found


def _copy(connection: Connection, part: Path) -> int:
    source = connection.connection.driver_connection
    assert source is not None
    copy = connect(part)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        return _verified_count(copy, part)
    finally:
        copy.close()


def _verified_count(copy: driver.Connection, path: Path) -> int:
    answer = copy.execute("PRAGMA quick_check(1)").fetchone()
    identity = copy.execute("PRAGMA application_id").fetchone()
    if answer != ("ok",) or identity != (APPLICATION_ID,):
        raise CareFileDamaged("backup_damaged", path=str(path))
    tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_schema")}
    counted = [kind for kind in RECORD_TABLES if kind in tables]
    return sum(copy.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] for kind in counted)


def _free_name(care_file: Path, now: datetime, reason: str) -> Path:
    """Return a name in the backup folder that begins with the UTC time and is not in use."""
    stamp = now.astimezone(UTC).strftime(_STAMP)
    folder = backup_folder(care_file)
    path, number = folder / f"{stamp}_{reason}.care", 2
    while path.exists():
        path = folder / f"{stamp}_{number}_{reason}.care"
        number += 1
    return path


def _keep(care_file: Path, kept: Path) -> None:
    """Copy a care file and its journals, byte for byte, into the backup folder."""
    kept.parent.mkdir(mode=0o700, exist_ok=True)
    for ending in (*reversed(durable.JOURNALS), ""):
        present = care_file.with_name(care_file.name + ending)
        if present.exists():
            _copy_file(present, kept.with_name(kept.name + ending))
    durable.sync_folder(kept.parent)


def _copy_file(source: Path, target: Path) -> None:
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    shutil.copyfile(source, target)
    durable.sync_file(target)


def _end_journal(care_file: Path) -> None:
    """Put what the journal holds into its file; one that cannot be read is only removed."""
    journals = [care_file.with_name(care_file.name + one) for one in durable.JOURNALS]
    if not any(one.exists() for one in journals):
        return
    if care_file.exists():
        # the last connection to leave empties the journal and removes it
        with contextlib.suppress(driver.Error), contextlib.closing(connect(care_file)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for journal in journals:
        journal.unlink(missing_ok=True)
    durable.sync_folder(care_file.parent)
