"""A process killed at any moment loses nothing that it had said was saved."""

import contextlib
import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from caregiver import texts
from caregiver.clock import FixedClock
from caregiver.storage import backups, connections, schema
from caregiver.storage.care_file import create_file, open_file
from tests import builders
from tests.faults.trials import Answer, Nursery, Process, kept, left_behind, opened_whole

Command = dict[str, Any]
ROUNDS, LONG_ROUNDS, ROUNDS_PER_FILE = 50, 500, 50
MOST_SECONDS = 0.09  # about as long as a round's commands take


class Model:
    """What the care file should hold: after every acknowledged change, and after one more."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._number = 0
        self.records: dict[str, str] = {}

    def next_command(self) -> Command:
        """Return a change to make: mostly new entries, some edits, batches and removals."""
        entries = [id for id in self.records if id.startswith("entry")]
        draw = self._chance.random()
        if draw < 0.15:
            return {"do": "put_many", "entries": dict(self._new("batch") for _ in range(3))}
        if draw < 0.3 and entries:
            return {"do": "put", "id": self._chance.choice(entries), "text": self._new("")[1]}
        if draw < 0.4 and entries:
            return {"do": "delete", "id": self._chance.choice(entries)}
        id, text = self._new("entry")
        return {"do": "put", "id": id, "text": text}

    def commands(self, count: int) -> list[tuple[Command, dict[str, str]]]:
        """Return changes in a row, each with what the file holds after it."""
        before, found = dict(self.records), []
        for _ in range(count):
            command = self.next_command()
            if command["do"] == "delete":
                del self.records[command["id"]]
            else:
                self.records |= command.get("entries") or {command["id"]: command["text"]}
            found.append((command, dict(self.records)))
        self.records = before
        return found

    def _new(self, name: str) -> tuple[str, str]:
        self._number += 1
        words = "x" * self._chance.choice((5, 40, 3000))
        return f"{name}-{self._number:05}", f"number {self._number} {words}"


def kill_later(process: Process, chance: random.Random, most: float) -> list[Answer]:
    """Wait a random moment, kill, and return what the process had answered by then."""
    time.sleep(chance.uniform(0, most))
    return process.kill()


def acknowledged(answers: list[Answer]) -> int:
    assert all(one["ok"] for one in answers), answers
    return len(answers)


def kill_writers(nursery: Nursery, folder: Path, clock: FixedClock, rounds: int, seed: int) -> int:
    """Kill a writing process again and again; return how many changes were acknowledged."""
    chance = random.Random(seed)
    total = 0
    for number in range(rounds):
        if number % ROUNDS_PER_FILE == 0:
            path = folder / f"ours {number}.care"
            create_file(path, clock).close()
            model = Model(chance)
        process = nursery.process()
        steps = model.commands(30)
        opening = {"do": "open", "path": str(path)}
        is_open = chance.random() < 0.8  # else it may die while it opens the file
        if is_open:
            assert process.ask(**opening)["ok"]
        process.tell(*([] if is_open else [opening]), *(one for one, _ in steps))
        done = acknowledged(kill_later(process, chance, MOST_SECONDS)) - (not is_open)
        total += max(0, done)
        with opened_whole(path, clock) as care_file:
            found = kept(care_file)
        states = [model.records, *(after for _, after in steps)]
        # the change under way when the process died may be there, whole, or not
        allowed = states[max(0, done) : max(0, done) + 2]
        assert found in allowed, f"round {number}: lost or torn after {done} changes"
        model.records = found
    assert left_behind(folder) == []
    return total


def test_fifty_kills_lose_nothing_that_was_acknowledged(
    nursery: Nursery, tmp_path: Path, clock: FixedClock
) -> None:
    assert kill_writers(nursery, tmp_path, clock, ROUNDS, seed=1) > ROUNDS


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_five_hundred_kills_lose_nothing_that_was_acknowledged(
    nursery: Nursery, tmp_path: Path, clock: FixedClock
) -> None:
    assert kill_writers(nursery, tmp_path, clock, LONG_ROUNDS, seed=2) > 5 * LONG_ROUNDS


def test_undo_still_works_after_a_kill(nursery: Nursery, tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "ours.care"
    create_file(path, clock).close()
    process = nursery.process()
    process.ask("open", path=str(path))
    process.ask("put", id="one", text="first")
    process.ask("put", id="two", text="second")
    process.kill()
    with opened_whole(path, clock) as care_file:
        care_file.undo()
        assert kept(care_file) == {"one": "first"}
        assert care_file.redo_label() == texts.SAVE_JOURNAL


def test_a_file_that_is_killed_while_it_is_made_has_no_name_yet_or_is_whole(
    nursery: Nursery, tmp_path: Path, clock: FixedClock
) -> None:
    chance = random.Random(3)
    outcomes = set()
    for number in range(12):
        path = tmp_path / f"{number}.care"
        process = nursery.process()
        process.tell({"do": "create", "path": str(path)})
        kill_later(process, chance, 0.06)
        was_there = path.exists()
        outcomes.add(was_there)
        if was_there:
            with opened_whole(path, clock) as care_file:
                assert kept(care_file) == {}
        else:
            create_file(path, clock).close()
        assert left_behind(tmp_path) == []
    assert False in outcomes


def a_written_file(path: Path, clock: FixedClock, entries: int) -> dict[str, str]:
    care_file = create_file(path, clock)
    made = [
        builders.a_journal_entry(id=f"entry-{number:05}", text=f"line {number} " + "x" * 200)
        for number in range(entries)
    ]
    care_file.fill(made)
    care_file.close()
    return {one.id: one.text for one in made}


def test_a_backup_that_is_killed_while_it_is_made_is_never_listed(
    nursery: Nursery, tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "ours.care"
    entries = a_written_file(path, clock, 1500)
    chance = random.Random(4)
    was_left_behind = False
    for _ in range(15):
        process = nursery.process()
        process.ask("open", path=str(path))
        process.tell({"do": "backup"})
        done = acknowledged(kill_later(process, chance, 0.06))
        was_left_behind |= bool(left_behind(tmp_path))
        listed = backups.list_backups(path)
        assert len(listed) >= done
        for one in listed:
            assert backups.verify(one.path) == len(entries)
            one.path.unlink()
    assert was_left_behind, "no kill fell into the copying"
    with opened_whole(path, clock) as care_file:
        care_file.back_up_beside("daily")
        assert kept(care_file) == entries
    assert left_behind(tmp_path) == []


def test_a_restore_that_is_killed_leaves_the_old_file_or_the_new_one(
    nursery: Nursery, tmp_path: Path, clock: FixedClock
) -> None:
    path, backup = tmp_path / "ours.care", tmp_path / "copy.care"
    old = a_written_file(path, clock, 1500)
    new = a_written_file(backup, clock, 1000)
    chance = random.Random(5)
    seen = set()
    for _ in range(25):
        process = nursery.process()
        # a journal full of changes must neither be lost with the old file nor mixed into the new
        process.ask("open", path=str(path))
        text = f"changed {chance.random()}"
        process.ask("put", id="entry-00001", text=text)
        process.kill()
        process = nursery.process()
        process.tell({"do": "restore", "path": str(path), "backup": str(backup)})
        done = acknowledged(kill_later(process, chance, 0.15))
        with opened_whole(path, clock) as care_file:
            found = kept(care_file)
        assert found in ([new] if done else [new, {**old, "entry-00001": text}])
        assert left_behind(tmp_path) == []
        seen.add(len(found))
        old = found
        if len(found) == len(new):
            path.unlink()
            old = a_written_file(path, clock, 1500)
    assert seen == {1000, 1500}


def a_later_program(folder: Path) -> schema.Migrations:
    """Return the steps of a program one version ahead; its new step takes some time."""
    shutil.copytree(schema.THIS_PROGRAM.folder, folder)
    version = schema.THIS_PROGRAM.version + 1
    (folder / "versions" / f"{version:04d}_later.py").write_text(
        '"""A later step."""\nfrom alembic import op\n'
        f'revision = "{version:04d}"\ndown_revision = "{version - 1:04d}"\n'
        'def upgrade():\n    op.execute("CREATE TABLE hope (a TEXT)")\n'
        "    for number in range(300):\n"
        '        op.execute(f"INSERT INTO hope VALUES ({number})")\n',
        encoding="utf-8",
    )
    return schema.Migrations(folder, version)


def version_of(path: Path) -> int:
    with contextlib.closing(connections.connect(path)) as raw:
        version: int = raw.execute("PRAGMA user_version").fetchone()[0]
        return version


def test_an_upgrade_that_is_killed_leaves_the_old_schema_or_the_new_one(
    nursery: Nursery, tmp_path: Path, clock: FixedClock
) -> None:
    later = a_later_program(tmp_path / "later")
    chance = random.Random(6)
    seen = set()
    for number in range(10):
        path = tmp_path / f"{number}.care"
        entries = a_written_file(path, clock, 50)
        process = nursery.process()
        process.tell(
            {
                "do": "open",
                "path": str(path),
                "migrations": str(later.folder),
                "version": later.version,
            }
        )
        kill_later(process, chance, 0.4)
        for one in backups.list_backups(path):
            assert backups.verify(one.path) == len(entries)
        if version_of(path) == later.version:
            assert len(backups.list_backups(path)) == 1
            seen.add("new")
        else:
            open_file(path, clock).close()
            seen.add("old")
        with opened_whole(path, clock, later) as care_file, care_file.read() as reader:
            count = reader.connection.exec_driver_sql("SELECT count(*) FROM hope").scalar_one()
            assert count == 300
            assert kept(care_file) == entries
    assert "old" in seen
