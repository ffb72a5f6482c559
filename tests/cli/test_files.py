"""The care file itself: made, looked at, checked, copied, put back, undone."""

import json
import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
from jsonschema import validate

from caregiver.cli import main
from tests.cli.driver import InProcess


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_new_answers_with_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    driven = InProcess(tmp_path / "ours.care", capsys)
    assert driven.json("new") == {"file": str(driven.file), "schema": 3, "encrypted": False}


def test_new_never_replaces_a_file(cli: InProcess) -> None:
    before = cli.file.read_bytes()
    for words in ((), ("--sample",)):
        found = cli("new", *words)
        assert found.code == 1
        assert "It was left as it is" in found.err
    assert cli.file.read_bytes() == before


def test_encryption_is_refused_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    driven = InProcess(tmp_path / "ours.care", capsys)
    found = driven("new", "--encrypt")
    assert found.code == 1
    assert "not in this version" in found.err
    assert not driven.file.exists()


def test_new_without_a_name_goes_to_the_usual_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--sample"]) == 0
    capsys.readouterr()
    usual = Path(os.environ["CAREGIVER_HOME"]) / "Example family.care"
    assert usual.exists()
    assert main(["new", "--sample"]) == 1


def test_everything_made_is_readable_by_its_owner_only(family: InProcess, tmp_path: Path) -> None:
    family("backup")
    family("summary", "--out", str(tmp_path / "a.pdf"))
    family("export", "json", str(tmp_path / "a.json"))
    new = InProcess(tmp_path / "new.care", family._capsys)
    new("new")
    made = [path for path in tmp_path.rglob("*") if path.name != "family.care"]
    assert {mode(path) for path in made if path.is_file()} == {0o600}
    assert {mode(path) for path in made if path.is_dir()} == {0o700}


def test_info(family: InProcess) -> None:
    found = family.json("info")
    validate(
        found,
        {
            "type": "object",
            "required": ["schema", "encrypted", "person", "counts", "last_backup"],
            "properties": {
                "schema": {"type": "integer"},
                "encrypted": {"const": False},
                "person": {"const": "Sample Person"},
                "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
                "last_backup": {"type": "null"},
            },
        },
    )
    assert {"appointment", "medication", "dose", "symptom_report", "lab_result", "question"} <= set(
        found["counts"]
    )
    family("backup")
    assert family.json("info")["last_backup"] == "2027-03-15T08:00:00-04:00"


def test_check_of_a_whole_file(family: InProcess) -> None:
    assert family.json("check") == {"ok": True, "problems": []}
    assert family("check").out == "All is well.\n"


def test_check_finds_a_broken_rule_and_a_lost_reference(family: InProcess) -> None:
    family("backup")  # the program's own library, so that the file is in one piece
    raw = sqlite3.connect(family.file)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute("UPDATE lab_result SET range_high = '1', range_low = '2' WHERE test = 'anc'")
    raw.execute("UPDATE answer SET question_id = 'gone'")
    raw.commit()
    raw.close()
    found = family("check", "--json")
    assert found.code == 4
    codes = {one["code"] for one in json.loads(found.out)["problems"]}
    assert {"lost_reference", "end_before_start"} <= codes


def test_check_of_a_damaged_file_says_so(family: InProcess) -> None:
    content = bytearray(family.file.read_bytes())
    content[100:2000] = b"\xff" * 1900
    family.file.write_bytes(content)
    found = family("check", "--json")
    assert found.code == 4
    assert '"ok": false' in found.out
    assert family.file.read_bytes() == content


def test_undo_and_redo_across_runs(cli: InProcess) -> None:
    cli.json("add", "journal", "--text", "first")
    cli.json("add", "question", "--text", "second?")
    assert cli.json("undo") == {"undone": "question added"}
    assert cli.json("undo") == {"undone": "journal saved"}
    assert cli("undo").code == 1
    assert cli.json("redo") == {"redone": "journal saved"}
    assert [one["text"] for one in cli.json("list", "journal")] == ["first"]
    assert cli.json("list", "question") == []


def test_history_says_who_changed_what_and_when(family: InProcess) -> None:
    family.json("add", "journal", "--text", "new")
    found = family.json("history")
    assert [one["label"] for one in found] == [
        "journal saved",
        "dose marked taken",
        "question added",
    ]
    validate(
        found,
        {
            "type": "array",
            "items": {"type": "object", "required": ["at", "by", "label", "changes"]},
        },
    )
    assert found[1]["by"] == "Anna"
    assert found[1]["at"] == "2027-03-15T08:00:00-04:00"
    assert [one["kind"] for one in found[0]["changes"]] == ["journal_entry"]
    assert len(family.json("history", "--limit", "1")) == 1


def test_backup_is_whole_and_never_replaces(family: InProcess, tmp_path: Path) -> None:
    out = tmp_path / "copy.care"
    found = family.json("backup", str(out))
    assert (found["file"], found["verified"]) == (str(out), True)
    content = out.read_bytes()
    assert family("backup", str(out)).code == 1
    assert out.read_bytes() == content
    family.file = out
    assert family.json("check")["ok"] is True


def test_backups_are_listed_newest_first(family: InProcess) -> None:
    assert family.json("backups") == []
    family("backup")
    family.now = "2027-03-16T08:00:00-04:00"
    family("backup")
    found = family.json("backups")
    assert [one["made_at"][:10] for one in found] == ["2027-03-16", "2027-03-15"]
    assert all(Path(one["file"]).exists() and one["size"] > 0 for one in found)


def test_restore_puts_back_and_keeps_what_stood_there(family: InProcess) -> None:
    made = family.json("backup")["file"]
    family.json("add", "journal", "--text", "after the backup")
    before = family.json("info")["counts"]["journal_entry"]
    found = family.json("restore", made)
    assert found["restored"] == made
    assert family.json("info")["counts"]["journal_entry"] == before - 1
    family.file = Path(found["kept"])
    assert family.json("info")["counts"]["journal_entry"] == before


def test_restore_over_a_damaged_or_missing_file(family: InProcess) -> None:
    made = family.json("backup")["file"]
    family.file.write_bytes(b"\xff" * 5000)
    assert family.json("restore", made)["kept"] is not None
    assert family.json("check")["ok"] is True
    family.file.unlink()
    assert family.json("restore", made)["kept"] is None
    assert family.json("check")["ok"] is True


def test_restore_of_a_damaged_backup_changes_nothing(family: InProcess, tmp_path: Path) -> None:
    broken = tmp_path / "broken.care"
    content = bytearray(family.file.read_bytes())
    content[5000:60000] = b"\0" * 55000
    broken.write_bytes(content)
    before = family.file.read_bytes()
    for bad in (broken, tmp_path):
        found = family("restore", str(bad))
        assert found.code in {1, 4}
        assert len(found.err.strip().splitlines()) == 1
        assert family.file.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_file_is_refused(family: InProcess) -> None:
    family.file.chmod(0o400)
    assert family("info").code == 1


def test_copy_under_another_name_is_the_same_record(family: InProcess, tmp_path: Path) -> None:
    copy = tmp_path / "with space & ünïcode.care"
    shutil.copy(family.file, copy)
    counts = family.json("info")["counts"]
    family.file = copy
    assert family.json("info")["counts"] == counts
