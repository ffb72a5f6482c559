"""A file of the first release, brought up to date while everything goes wrong."""

import contextlib
import hashlib
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlcipher3 import dbapi2 as driver

from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.errors import UserError
from caregiver.storage import backups, connections
from caregiver.storage.tables import SCHEMA_VERSION
from tests.faults.trials import Nursery, left_behind

OLD_FILE = Path(__file__).parent.parent / "old_files" / "0.1.0.care"
KILLS, LONG_KILLS = 25, 120
MOST_SECONDS = 0.35  # somewhat longer than the upgrade takes


def the_old_file(folder: Path) -> Path:
    folder.mkdir()
    path = folder / "ours.care"
    shutil.copyfile(OLD_FILE, path)
    return path


def look_inside(path: Path) -> tuple[int, str, set[str]]:
    """Return the version, a digest of all rows that the old schema had, and the tables."""
    with contextlib.closing(connections.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        (version,) = raw.execute("PRAGMA user_version").fetchone()
        (stamp,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        assert int(stamp) == version
        tables = {
            name
            for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not name.startswith("search_text_")
        }
        digest = hashlib.sha256()
        for table in sorted(OLD_TABLES):
            names = ", ".join(OLD_COLUMNS[table])
            rows = sorted(map(repr, raw.execute(f"SELECT {names} FROM {table}")))
            digest.update(repr((table, rows)).encode())
    return version, digest.hexdigest(), tables


def _old_columns() -> dict[str, list[str]]:
    with contextlib.closing(driver.connect(f"{OLD_FILE.as_uri()}?immutable=1", uri=True)) as raw:
        found = raw.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        return {
            name: [row[1] for row in raw.execute(f"PRAGMA table_info({name})")]
            for (name,) in found
            if not name.startswith(("search_text", "sqlite_", "alembic"))
        }


OLD_COLUMNS = _old_columns()
OLD_TABLES = set(OLD_COLUMNS)
NEW_TABLES = {"task", "follow_up", "follow_up_round", "document", "document_content", "reminder",
              "published_event"}  # fmt: skip


def assert_old_or_new(path: Path, rows: str) -> bool:
    """Look at what is there after a trial: all of the old schema or all of the new one."""
    version, found, tables = look_inside(path)
    assert found == rows
    assert version in (1, SCHEMA_VERSION)
    assert NEW_TABLES & tables == (NEW_TABLES if version > 1 else set())
    assert "old_appointment" not in tables
    kept = backups.list_backups(path)
    for one in kept:
        assert backups.verify(one.path) > 0
        assert look_inside(one.path)[:2] == (1, rows)
    assert kept or version == 1, "brought up to date without a backup"
    return version > 1


def assert_opens(path: Path, clock: FixedClock, rows: str) -> None:
    with Caregiver.open(path, clock) as app:
        assert app.backups.problems() == ()
        assert app.search.find("hematology")
        assert app.undo().label
        assert app.redo().label
    assert look_inside(path)[1] == rows
    assert left_behind(path.parent) == []


def kill_upgrades(nursery: Nursery, folder: Path, clock: FixedClock, count: int, seed: int) -> int:
    """Kill the program while it opens an old file; return how often the old one was left."""
    chance = random.Random(seed)
    rows = look_inside(the_old_file(folder / "untouched"))[1]
    left_old = 0
    for number in range(count):
        path = the_old_file(folder / str(number))
        process = nursery.process()
        process.tell({"do": "open", "path": str(path)})
        time.sleep(chance.uniform(0, MOST_SECONDS))
        answers = process.kill()
        is_new = assert_old_or_new(path, rows)
        assert is_new or not answers, "acknowledged and not there"
        left_old += not is_new
        assert_opens(path, clock, rows)
        shutil.rmtree(path.parent)
    return left_old


def test_an_upgrade_killed_at_any_moment_is_whole_or_was_not(
    nursery: Nursery, tmp_path: Path, clock: FixedClock
) -> None:
    assert kill_upgrades(nursery, tmp_path, clock, KILLS, seed=21) > 0


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_a_hundred_upgrades_killed_are_whole_or_were_not(
    nursery: Nursery, tmp_path: Path, clock: FixedClock
) -> None:
    assert kill_upgrades(nursery, tmp_path, clock, LONG_KILLS, seed=22) > LONG_KILLS // 10


@contextmanager
def failing_at(number: int, error: str) -> Iterator[list[str]]:
    """Let the statement with a number fail as the disk lets it fail; yield what was run."""
    seen: list[str] = []

    def run(connection, cursor, statement, parameters, context, many):
        seen.append(statement)
        if len(seen) == number:
            raise driver.OperationalError(error)

    event.listen(Engine, "before_cursor_execute", run)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", run)


@pytest.mark.parametrize(
    ("error", "code"),
    [("disk I/O error", "disk_failed"), ("database or disk is full", "disk_full")],
)
def test_a_disk_that_fails_at_any_statement_leaves_the_old_file(
    tmp_path: Path, clock: FixedClock, error: str, code: str
) -> None:
    path = the_old_file(tmp_path / "all")
    rows = look_inside(path)[1]
    with failing_at(0, error) as seen:
        Caregiver.open(path, clock).close()
    count = len(seen)
    assert count > 30
    for number in range(1, count + 1, 3):
        path = the_old_file(tmp_path / str(number))
        with failing_at(number, error), pytest.raises(Exception) as refusal:
            Caregiver.open(path, clock).close()
        assert isinstance(refusal.value, UserError), f"{number}: {seen[number - 1]}"
        assert refusal.value.code == code
        assert_old_or_new(path, rows)
        assert_opens(path, clock, rows)


@pytest.mark.parametrize("room", [0, 4_000, 60_000, 150_000, 250_000, 320_000, 400_000])
def test_an_upgrade_without_room_leaves_the_old_file_and_works_later(
    nursery: Nursery, tmp_path: Path, clock: FixedClock, room: int
) -> None:
    path = the_old_file(tmp_path / "full")
    rows = look_inside(path)[1]
    process = nursery.process()
    process.ask("limit", bytes=room)
    answer = process.ask("open", path=str(path))
    if not answer["ok"]:
        assert answer["code"] in {"disk_full", "disk_failed"}
        assert not assert_old_or_new(path, rows)
        assert left_behind(path.parent) == []
    process.ask("limit", bytes=-1)
    if not answer["ok"]:
        assert process.ask("open", path=str(path))["ok"]
    process.quit()
    assert assert_old_or_new(path, rows)
    assert_opens(path, clock, rows)
