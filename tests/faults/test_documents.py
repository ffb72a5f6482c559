"""Files kept inside the care file, while the program is killed or the disk is full."""

import os
import random
import time
from pathlib import Path

import pytest

from caregiver import texts
from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.domain.documents import Document
from caregiver.errors import UserError
from caregiver.storage.care_file import create_file
from tests.faults.trials import Nursery, left_behind

ROUNDS = 12
SIZE = 3_000_000
NO_ROOM = {"disk_full", "disk_failed"}


def contents(app: Caregiver) -> dict[str, bytes]:
    """Return title and checked bytes of every document; there is no content beside theirs."""
    with app.file.read() as reader:
        found = reader.all(Document)
        kept = reader.connection.exec_driver_sql("SELECT digest FROM document_content").scalars()
        assert set(kept) == {one.digest for one in found}
    return {one.title: app.documents.content(one) for one in found}


def some_files(folder: Path, count: int, seed: int) -> dict[str, bytes]:
    chance = random.Random(seed)
    made = {f"scan {number}": chance.randbytes(SIZE) for number in range(count)}
    for name, content in made.items():
        (folder / f"{name}.pdf").write_bytes(content)
    return made


def test_a_file_added_while_the_program_is_killed_is_kept_whole_or_not_at_all(
    nursery: Nursery, tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "ours.care"
    create_file(path, clock).close()
    files = some_files(tmp_path, ROUNDS, seed=31)
    chance = random.Random(32)
    kept: dict[str, bytes] = {}
    lost = 0
    for name, content in files.items():
        process = nursery.process()
        assert process.ask("open", path=str(path))["ok"]
        process.tell({"do": "attach", "path": str(tmp_path / f"{name}.pdf")})
        time.sleep(chance.uniform(0, 0.12))
        answers = process.kill()
        with Caregiver.open(path, clock) as app:
            found = contents(app)
            assert app.backups.problems() == ()
        assert found in ([{**kept, name: content}] if answers else [kept, {**kept, name: content}])
        lost += name not in found
        kept = found
    assert 0 < lost < ROUNDS
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("room", [0, 5_000, 500_000, 2_900_000])
def test_a_file_that_does_not_fit_is_refused_and_can_be_added_later(
    nursery: Nursery, tmp_path: Path, clock: FixedClock, room: int
) -> None:
    path = tmp_path / "ours.care"
    create_file(path, clock).close()
    ((name, content),) = some_files(tmp_path, 1, seed=33).items()
    process = nursery.process()
    assert process.ask("open", path=str(path))["ok"]
    assert process.ask("put", id="entry", text="before")["ok"]
    process.ask("limit", bytes=path.with_name("ours.care-wal").stat().st_size + room)
    refusal = process.ask("attach", path=str(tmp_path / f"{name}.pdf"))
    assert not refusal["ok"]
    assert refusal["code"] in NO_ROOM
    assert process.ask("dump")["records"] == {"entry": "before"}
    process.ask("limit", bytes=-1)
    assert process.ask("attach", path=str(tmp_path / f"{name}.pdf"))["ok"]
    process.quit()
    with Caregiver.open(path, clock) as app:
        assert contents(app) == {name: content}
        assert app.backups.problems() == ()


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/tty", "/", "nowhere", "itself"])
def test_a_link_to_what_is_no_file_is_refused(
    tmp_path: Path, clock: FixedClock, target: str
) -> None:
    link = tmp_path / "itself"
    os.symlink(target, link)
    with Caregiver.create(tmp_path / "ours.care", clock) as app:
        with pytest.raises(UserError) as refusal:
            app.documents.add(link)
        assert refusal.value.code in {"document_no_file", "document_gone"}
        assert "{" not in texts.sentence(refusal.value)
        assert contents(app) == {}


def test_a_link_to_a_file_keeps_the_file_itself(tmp_path: Path, clock: FixedClock) -> None:
    letter, link = tmp_path / "letter.pdf", tmp_path / "link.pdf"
    letter.write_bytes(b"%PDF-1.7")
    os.symlink(letter, link)
    with Caregiver.create(tmp_path / "ours.care", clock) as app:
        app.documents.add(link)
        letter.unlink()
        assert contents(app) == {"link": b"%PDF-1.7"}


def test_a_file_without_an_end_is_read_no_further_than_the_limit(
    tmp_path: Path, clock: FixedClock
) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(1 << 40)
    with Caregiver.create(tmp_path / "ours.care", clock) as app:
        with pytest.raises(UserError) as refusal:
            app.documents.add(huge)
        assert refusal.value.code == "document_too_big"
