"""No room, no permission: a clear answer, nothing lost, and on it goes once there is room."""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from caregiver.clock import FixedClock
from caregiver.errors import CareFileError, StorageFailed
from caregiver.storage import durable
from caregiver.storage.care_file import create_file, open_file
from tests import builders
from tests.faults.trials import Answer, Nursery, Process, kept, left_behind, opened_whole

NO_ROOM = {"disk_full", "disk_failed"}


def refused(answer: Answer) -> None:
    assert answer == {"ok": False, "kind": "StorageFailed", "code": answer.get("code")}
    assert answer["code"] in NO_ROOM


def fill_until_refused(process: Process) -> dict[str, str]:
    """Put entries until the disk is full; return what was acknowledged."""
    saved = {}
    for number in range(2000):
        id, text = f"entry-{number:05}", f"line {number} " + "x" * 2000
        answer = process.ask("put", id=id, text=text)
        if not answer["ok"]:
            refused(answer)
            return saved
        saved[id] = text
    raise AssertionError("the disk never was full")


@pytest.fixture
def process(nursery: Nursery, tmp_path: Path, clock: FixedClock) -> Iterator[Process]:
    """A process with an open care file that holds one entry."""
    create_file(tmp_path / "ours.care", clock).close()
    process = nursery.process()
    assert process.ask("open", path=str(tmp_path / "ours.care"))["ok"]
    assert process.ask("put", id="entry", text="before")["ok"]
    yield process
    process.kill()


class TestFilesMayNotGrow:
    """A limit on the size of files stands for the full disk: every write beyond it fails."""

    @pytest.mark.parametrize("seed", range(6))
    def test_what_does_not_fit_is_refused_and_what_was_saved_stays(
        self, process: Process, tmp_path: Path, clock: FixedClock, seed: int
    ) -> None:
        journal = (tmp_path / "ours.care-wal").stat().st_size
        process.ask("limit", bytes=journal + random.Random(seed).randint(100, 400_000))
        saved = fill_until_refused(process)
        assert process.ask("dump")["records"] == {"entry": "before", **saved}
        process.ask("limit", bytes=-1)
        assert process.ask("put", id="after", text="after")["ok"]
        assert process.ask("check") == {"ok": True, "problems": []}
        process.ask("close")
        with opened_whole(tmp_path / "ours.care", clock) as care_file:
            assert kept(care_file) == {"entry": "before", **saved, "after": "after"}

    def test_a_backup_without_room_leaves_no_part_and_the_older_one_as_it_was(
        self, process: Process, tmp_path: Path
    ) -> None:
        older = Path(process.ask("backup")["path"])
        content = older.read_bytes()
        process.ask("limit", bytes=50_000)
        refused(process.ask("backup"))
        assert process.ask("backups")["paths"] == [str(older)]
        assert left_behind(tmp_path) == []
        assert older.read_bytes() == content
        process.ask("limit", bytes=-1)
        assert process.ask("verify", path=process.ask("backup")["path"])["records"] == 1

    def test_a_paper_without_room_leaves_the_old_one_byte_for_byte(
        self, process: Process, tmp_path: Path
    ) -> None:
        paper = tmp_path / "medicines.pdf"
        assert process.ask("print", path=str(paper))["ok"]
        content = paper.read_bytes()
        process.ask("limit", bytes=len(content) // 2)
        refused(process.ask("print", path=str(paper)))
        assert paper.read_bytes() == content
        assert left_behind(tmp_path) == []
        process.ask("limit", bytes=-1)
        assert process.ask("print", path=str(paper))["ok"]

    def test_a_file_that_cannot_be_made_leaves_nothing(
        self, nursery: Nursery, tmp_path: Path, clock: FixedClock
    ) -> None:
        process = nursery.process()
        process.ask("limit", bytes=50_000)
        refused(process.ask("create", path=str(tmp_path / "new.care")))
        assert list(tmp_path.iterdir()) == []
        process.ask("limit", bytes=-1)
        assert process.ask("create", path=str(tmp_path / "new.care"))["ok"]
        process.quit()

    def test_a_restore_without_room_leaves_the_present_file(
        self, nursery: Nursery, process: Process, tmp_path: Path, clock: FixedClock
    ) -> None:
        made = process.ask("backup")["path"]
        process.ask("put", id="later", text="later")
        process.ask("close")
        process.ask("limit", bytes=50_000)
        refused(process.ask("restore", path=str(tmp_path / "ours.care"), backup=made))
        assert left_behind(tmp_path) == []
        with opened_whole(tmp_path / "ours.care", clock) as care_file:
            assert kept(care_file) == {"entry": "before", "later": "later"}


def test_a_read_only_folder_is_told_before_anything_is_written(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ours.care"
    create_file(path, clock).close()
    content, names = path.read_bytes(), sorted(os.listdir(tmp_path))
    monkeypatch.setattr(os, "access", lambda place, mode: Path(place) != tmp_path)
    with pytest.raises(CareFileError) as refusal:
        open_file(path, clock)
    assert refusal.value.code == "file_read_only"
    assert (path.read_bytes(), sorted(os.listdir(tmp_path))) == (content, names)


def test_a_file_is_written_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "list.pdf"
    durable.write_bytes(target, b"old")

    def fail(*_: object) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageFailed) as refusal:
        durable.write_bytes(target, b"new")
    assert refusal.value.code == "disk_failed"
    assert [one.name for one in tmp_path.iterdir()] == ["list.pdf"]
    assert target.read_bytes() == b"old"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 2 MB; only root can make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a small file system can only be mounted as root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.faults
class TestSmallDisk:
    """The same on a file system that really is full, or really is read-only."""

    @pytest.mark.parametrize("seed", range(5))
    def test_a_full_disk_loses_nothing_and_goes_on_after_room_returns(
        self, nursery: Nursery, small_disk: Path, clock: FixedClock, seed: int
    ) -> None:
        path = small_disk / "ours.care"
        create_file(path, clock).close()
        taken = small_disk / "something else"
        taken.write_bytes(b"x" * random.Random(seed).randint(200_000, 900_000))
        process = nursery.process()
        process.ask("open", path=str(path))
        saved = fill_until_refused(process)
        refused(process.ask("backup"))
        refused(process.ask("print", path=str(small_disk / "list.pdf")))
        assert process.ask("dump")["records"] == saved
        assert left_behind(small_disk) == []
        taken.unlink()
        assert process.ask("put", id="after", text="after")["ok"]
        assert process.ask("check") == {"ok": True, "problems": []}
        process.kill()
        with opened_whole(path, clock) as care_file:
            assert kept(care_file) == {**saved, "after": "after"}

    def test_a_full_disk_is_never_called_busy_when_a_file_is_opened(
        self, small_disk: Path, clock: FixedClock
    ) -> None:
        path = small_disk / "ours.care"
        create_file(path, clock).close()
        (small_disk / f".{path.name}.lock").unlink()
        free = shutil.disk_usage(small_disk).free
        (small_disk / "something else").write_bytes(b"x" * free)
        try:
            open_file(path, clock).close()
        except StorageFailed as error:
            code = error.code
        else:
            code = "disk_full"
        assert code in NO_ROOM

    def test_a_read_only_disk_is_refused_and_nothing_is_written(
        self, small_disk: Path, clock: FixedClock
    ) -> None:
        path = small_disk / "ours.care"
        create_file(path, clock).close()
        before = {one.name: one.read_bytes() for one in small_disk.iterdir()}
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        with pytest.raises(CareFileError) as refusal:
            open_file(path, clock)
        assert refusal.value.code == "file_read_only"
        with pytest.raises(StorageFailed) as refusal:
            durable.write_bytes(small_disk / "list.pdf", b"new")
        assert refusal.value.code == "file_read_only"
        with pytest.raises(StorageFailed) as refusal:
            create_file(small_disk / "new.care", clock)
        assert refusal.value.code == "file_read_only"
        assert {one.name: one.read_bytes() for one in small_disk.iterdir()} == before

    def test_a_disk_that_is_pulled_out_refuses_changes_and_goes_on_when_it_is_back(
        self, small_disk: Path, clock: FixedClock
    ) -> None:
        path = small_disk / "ours.care"
        care_file = create_file(path, clock)
        with care_file.change("saved") as work:
            work.save(builders.a_journal_entry(id="one", text="before"))
        aside = small_disk.with_name("aside")
        aside.mkdir()
        subprocess.run(["mount", "--bind", str(small_disk), str(aside)], check=True)
        subprocess.run(["umount", "--lazy", str(small_disk)], check=True)
        with pytest.raises(CareFileError) as refusal, care_file.change("saved") as work:
            work.save(builders.a_journal_entry(id="two", text="after"))
        assert refusal.value.code == "file_gone"
        subprocess.run(["mount", "--move", str(aside), str(small_disk)], check=False)
        if not path.exists():
            subprocess.run(["mount", "--bind", str(aside), str(small_disk)], check=True)
            subprocess.run(["umount", "--lazy", str(aside)], check=True)
        with care_file.change("saved") as work:
            work.save(builders.a_journal_entry(id="two", text="after"))
        care_file.close()
        with opened_whole(path, clock) as care_file:
            assert kept(care_file) == {"one": "before", "two": "after"}
