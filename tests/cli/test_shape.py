"""The shape of the command line: options, exit codes, one sentence, and never a traceback."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest

import caregiver
from caregiver.app import Caregiver
from caregiver.cli import files, main
from caregiver.storage.care_file import open_file
from tests.cli.driver import MONDAY_MORNING, AsProcess, InProcess


def test_file_may_stand_before_or_after_the_command(cli: InProcess) -> None:
    before = main(["--file", str(cli.file), "info"])
    after = main(["info", "--file", str(cli.file)])
    within = main(["add", "journal", "--text", "x", "--file", str(cli.file)])
    assert (before, after, within) == (0, 0, 0)


def test_without_file_it_is_the_last_opened_one(
    cli: InProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["info", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["file"] == str(cli.file)


def test_without_any_file_it_says_how_to_make_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info"]) == 1
    assert "caregiver --file NAME.care new" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["add"],
        ["add", "nonsense"],
        ["add", "journal"],
        ["add", "journal", "--text"],
        ["--now", "2027-03-15T08:00:00", "info"],
        ["--now", "tomorrow", "info"],
        ["info", "--unknown"],
        ["info", "--js"],
        ["agenda", "--from", "15.3.2027"],
        ["agenda", "--kind", "party"],
        ["add", "symptom", "--symptom", "fever", "--severity", "5"],
        ["add", "symptom", "--severity", "2"],
        ["add", "medication", "--name", "X"],
        ["add", "medication", "--name", "X", "--times", "8 o'clock"],
        ["add", "medication", "--name", "X", "--times", "25:00"],
        ["add", "medication", "--name", "X", "--as-needed", "--times", "08:00"],
        ["add", "medication", "--name", "X", "--regimen", "dpd", "--cycle-start", "2027-03-01"],
        ["add", "medication", "--name", "X", "--times", "08:00", "--max-per-day", "3"],
        ["add", "appointment", "--title", "X", "--start", "2027-02-30"],
        ["add", "appointment", "--title", "X", "--start", "2027-03-24T10:30-04:00"],
        ["add", "appointment", "--title", "X", "--start", "0027-03-24T10:30"],
        ["add", "symptom", "--name", "X", "--severity", "1", "--at", "0001-01-01T00:00"],
        ["agenda", "--from", "9999-12-30", "--to", "9999-12-31"],
        ["--now", "9999-12-31T23:59:59+00:00", "info"],
        ["summary"],
        ["export", "csvx", "out"],
    ],
)
def test_a_slip_is_exit_code_2_and_one_line(cli: InProcess, words: list[str]) -> None:
    before = cli.file.read_bytes()
    found = cli(*words)
    assert found.code == 2
    assert found.out == ""
    assert len(found.err.strip().splitlines()) == 1
    assert "Traceback" not in found.err
    assert cli.file.read_bytes() == before


def test_help_is_for_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["add"], ["add", "dose"], ["agenda"], ["restore"]):
        assert main([*words, "--help"]) == 0
        assert "usage: caregiver" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == f"caregiver {caregiver.__version__}"


def test_file_in_use_is_exit_code_3(cli: InProcess, tmp_path: Path) -> None:
    with Caregiver.open(cli.file):
        found = cli("info")
    assert found.code == 3
    assert "open in another window" in found.err


def test_damaged_file_is_exit_code_4_and_left_as_it_is(cli: InProcess) -> None:
    content = bytearray(cli.file.read_bytes())
    content[100:4000] = b"\xff" * 3900
    cli.file.write_bytes(content)
    found = cli("info")
    assert found.code == 4
    assert "damaged" in found.err
    assert cli.file.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"\0" * 4096])
def test_empty_file_is_never_taken_for_a_new_one(cli: InProcess, content: bytes) -> None:
    cli.file.write_bytes(content)
    assert cli("info").code == 4
    assert cli("new").code == 1
    assert cli.file.read_bytes() == content


@pytest.mark.parametrize("content", [b"Just some notes, not a care file.", b"PK\x03\x04zip"])
def test_file_of_another_program_is_refused(cli: InProcess, content: bytes) -> None:
    cli.file.write_bytes(content)
    found = cli("info")
    assert found.code == 1
    assert "not a care file" in found.err
    assert cli.file.read_bytes() == content


def test_missing_file_and_folder(cli: InProcess, tmp_path: Path) -> None:
    cli.file = tmp_path / "nowhere.care"
    assert cli("info").code == 1
    assert not cli.file.exists()
    cli.file = tmp_path
    assert cli("info").code == 1
    cli.file = tmp_path / "no" / "such" / "folder.care"
    assert cli("new").code == 1


def test_bug_is_exit_code_70_with_the_path_of_the_log(
    cli: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Sample Person was taken ill")

    monkeypatch.setattr(files, "remember", broken)
    found = cli("info")
    assert found.code == 70
    assert len(found.err.strip().splitlines()) == 1
    log = Path(os.environ["CAREGIVER_HOME"]) / "caregiver.log"
    assert str(log) in found.err
    noted = log.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in noted
    assert "Sample Person" not in noted
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_bug_leaves_the_file_unlocked(cli: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(files, "remember", broken)
        assert cli("info").code == 70
    assert cli("info").code == 0


def test_passphrase_is_not_asked_for_and_said_so(cli: InProcess, tmp_path: Path) -> None:
    found = cli("--passphrase-file", str(tmp_path / "secret"), "info", "--json")
    assert found.code == 0
    assert "no passphrase" in found.err
    assert json.loads(found.out)["encrypted"] is False


def test_answers_come_after_the_file_is_closed(
    cli: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_again = []

    def look(*_: object, **__: object) -> None:
        open_file(cli.file, files.SystemClock()).close()
        opened_again.append(True)

    monkeypatch.setattr("caregiver.cli.output.show", look)
    assert main(["--file", str(cli.file), "add", "journal", "--text", "x"]) == 0
    assert opened_again == [True]


def test_as_a_real_program(tmp_path: Path) -> None:
    run = AsProcess(tmp_path / "ours.care", tmp_path / "home")
    assert run("new").code == 0
    assert run("new").code == 1
    assert run.json("info")["counts"]["dose"] == 0
    assert run("nonsense").code == 2


def test_reader_that_has_gone_is_no_error(tmp_path: Path, family_template: Path) -> None:
    import subprocess

    run = AsProcess(family_template, tmp_path / "home")
    command = [sys.executable, "-m", "caregiver", "--file", str(family_template), "list", "dose"]
    with subprocess.Popen(
        command,
        cwd=Path(caregiver.__file__).parent.parent,
        env=run.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def test_terminal_without_unicode_still_gets_an_answer(tmp_path: Path) -> None:
    run = AsProcess(tmp_path / "ours.care", tmp_path / "home")
    assert run("new").code == 0
    assert run("add", "journal", "--text", "κ → 131").code == 0
    import subprocess

    plain = subprocess.run(
        [sys.executable, "-m", "caregiver", "--file", str(run.file), "list", "journal", "--json"],
        cwd=Path(caregiver.__file__).parent.parent,
        env={**run.environment(), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert plain.returncode == 0
    assert json.loads(plain.stdout)[0]["text"] == "κ → 131"


def test_same_now_gives_the_same_family(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for name in ("a.care", "b.care"):
        driven = InProcess(tmp_path / name, capsys, MONDAY_MORNING)
        assert driven("new", "--sample").code == 0
        kinds = driven.json("info")["counts"]
        found.append([driven.json("list", kind) for kind in kinds] + [driven.json("history")])
    assert found[0] == found[1]
