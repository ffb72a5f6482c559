"""Backups: verified when made, refused when damaged, restored without the old journal."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.journal import JournalEntry
from caregiver.errors import BadInput, CareFileBusy, CareFileDamaged
from caregiver.services.backups import BackupsService, restore
from caregiver.storage import backups
from caregiver.storage.care_file import CareFile, open_file
from tests import builders


def write(care_file: CareFile, text: str) -> None:
    with care_file.change("saved") as work:
        work.save(builders.a_journal_entry(text=text))


def lines(path: Path, clock: FixedClock) -> list[str]:
    opened = open_file(path, clock)
    with opened.read() as reader:
        found = [one.text for one in reader.all(JournalEntry)]
    opened.close()
    return found


def test_a_backup_holds_what_was_saved_and_only_its_owner_reads_it(
    care_file: CareFile, clock: FixedClock, tmp_path: Path
) -> None:
    write(care_file, "before")
    made = care_file.back_up(tmp_path / "copy.care")
    write(care_file, "after")
    assert made.records == 1
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert lines(made.path, clock) == ["before"]
    assert not list(tmp_path.glob(".*.part*"))


def test_a_backup_never_replaces_a_file(care_file: CareFile, tmp_path: Path) -> None:
    target = tmp_path / "letter.pdf"
    target.write_text("mine")
    with pytest.raises(BadInput):
        care_file.back_up(target)
    assert target.read_text() == "mine"


def test_restore_keeps_the_present_file_and_brings_back_exactly_the_backup(
    care_file: CareFile, clock: FixedClock
) -> None:
    write(care_file, "before")
    made = BackupsService(care_file, clock).make()
    write(care_file, "after")
    care_file.close()
    answer = restore(made.path, care_file.path, clock)
    assert lines(care_file.path, clock) == ["before"]
    assert answer.kept is not None
    assert lines(answer.kept, clock) == ["before", "after"]


def test_a_journal_left_behind_is_never_replayed_into_a_restored_file(
    care_file: CareFile, clock: FixedClock, tmp_path: Path
) -> None:
    write(care_file, "before")
    made = care_file.back_up(tmp_path / "copy.care")
    write(care_file, "after")
    journal = care_file.path.with_name("ours.care-wal")
    left_behind = journal.read_bytes()
    care_file.close()
    journal.write_bytes(left_behind)
    restore(made.path, care_file.path, clock)
    assert lines(care_file.path, clock) == ["before"]


def test_an_open_file_is_not_restored_over(
    care_file: CareFile, clock: FixedClock, tmp_path: Path
) -> None:
    made = care_file.back_up(tmp_path / "copy.care")
    with pytest.raises(CareFileBusy):
        restore(made.path, care_file.path, clock)


@pytest.mark.parametrize("damage", [b"", b"hello", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_backup_changes_nothing(
    care_file: CareFile, clock: FixedClock, tmp_path: Path, damage: bytes
) -> None:
    write(care_file, "ours")
    care_file.close()
    bad = tmp_path / "bad.care"
    bad.write_bytes(damage)
    with pytest.raises(CareFileDamaged):
        restore(bad, care_file.path, clock)
    assert lines(care_file.path, clock) == ["ours"]


def test_the_daily_backup_is_made_once_a_day_and_old_ones_are_thinned_out(
    care_file: CareFile, clock: FixedClock
) -> None:
    service = BackupsService(care_file, clock)
    for _ in range(120):
        assert service.make_daily_if_due() is not None
        assert service.make_daily_if_due() is None
        clock.advance(days=1)
    kept = service.list()
    ages = [(clock.now() - one.made_at) // timedelta(days=1) for one in kept]
    assert ages[:14] == list(range(1, 15))
    assert 14 + 4 <= len(kept) <= 14 + 8 + 4
    assert max(ages) > 84
    for one in kept[::6]:
        backups.verify(one.path)


def test_a_check_of_a_sound_file_finds_nothing(care_file: CareFile) -> None:
    write(care_file, "all is well")
    assert care_file.problems() == []
