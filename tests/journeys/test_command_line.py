"""A caregiver's day through the real command line, each command a program of its own."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from caregiver.app import Caregiver
from tests.cli.driver import ROOT, AsProcess
from tests.pdf_reading import words_of

INVITATION = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hospital//EN\r\nBEGIN:VEVENT\r\n"
    "UID:scan@hospital.invalid\r\nDTSTAMP:20270314T120000Z\r\nDTSTART:20270322T130000Z\r\n"
    "DTEND:20270322T140000Z\r\nSUMMARY:PET-CT scan\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)

# Every attempt to reach another machine ends the program with a code of its own.
GUARD = """
import sys
def guard(event, arguments):
    if event.startswith("socket.") or event in {"urllib.Request", "http.client.connect"}:
        sys.stderr.write(event)
        sys.stderr.flush()
        import os
        os._exit(99)
sys.addaudithook(guard)
import json
from caregiver.cli import main
for words in json.loads(sys.stdin.read()):
    code = main(words)
    if code:
        sys.exit(code)
"""


@pytest.fixture
def run(tmp_path: Path) -> AsProcess:
    return AsProcess(tmp_path / "ours.care", tmp_path / "home")


def at(run: AsProcess, moment: str) -> AsProcess:
    """Go on at another moment of the story."""
    return AsProcess(run.file, run.home, moment)


def text_of(path: Path) -> str:
    return words_of(path)


def test_a_caregiver_s_day(run: AsProcess, tmp_path: Path) -> None:
    # Sunday evening: a new file, the medicines and what is planned.
    evening = at(run, "2027-03-14T20:30:00-04:00")
    assert evening("new").code == 0
    acyclovir = evening.json(
        "add", "medication", "--name", "Acyclovir", "--dose", "400 mg", "--times", "08:00,20:00"
    )["id"]
    pain = evening.json(
        "add", "medication", "--name", "Acetaminophen", "--dose", "500 mg", "--as-needed",
        "--max-per-day", "6", "--min-gap", "4",
    )["id"]  # fmt: skip
    evening.json(
        "add", "appointment", "--title", "Hematology clinic", "--start", "2027-03-24T10:30",
        "--end", "2027-03-24T11:00", "--location", "Clinic B",
    )  # fmt: skip
    evening.json(
        "add", "appointment", "--title", "Physical therapy", "--kind", "support",
        "--start", "2027-03-18T14:00", "--rrule", "FREQ=WEEKLY;COUNT=4",
    )  # fmt: skip
    invitation = tmp_path / "invitation.ics"
    invitation.write_bytes(INVITATION.encode())
    assert evening.json("import", str(invitation))["added"] == 1

    # Monday morning: what is due, and the first dose.
    morning = at(run, "2027-03-15T08:10:00-04:00")
    due = [(one["start"][11:16], one["title"], one["status"]) for one in morning.json("agenda")]
    assert due == [
        ("08:00", "Acyclovir 400 mg", "not_recorded"),
        ("20:00", "Acyclovir 400 mg", "planned"),
    ]
    assert morning.json("add", "dose", "--medication", acyclovir)["warnings"] == []
    assert morning.json("agenda")[0]["status"] == "taken"

    # At noon a side effect, a question for the visit, a pill for the pain.
    noon = at(run, "2027-03-15T12:20:00-04:00")
    tingling = noon.json(
        "add", "symptom", "--symptom", "neuropathy_numbness_tingling", "--severity", "2",
        "--observer", "patient", "--note", "Trouble with buttons",
    )  # fmt: skip
    assert tingling["rules"] == []
    noon.json("add", "question", "--text", "Should a dose change?", "--for", "doctor", "--top")
    noon.json("add", "dose", "--medication", pain)
    again = at(run, "2027-03-15T14:00:00-04:00").json("add", "dose", "--medication", pain)
    assert [one["code"] for one in again["warnings"]] == ["under_least_gap"]

    # The results came by mail, one of them typed wrong and taken back.
    afternoon = at(run, "2027-03-15T16:00:00-04:00")
    for day, value in (("2027-02-10", "112"), ("2027-03-10", "131")):
        afternoon.json("add", "lab", "--test", "flc_kappa", "--value", value, "--unit", "mg/L",
                       "--date", day)  # fmt: skip
    slip = afternoon.json("add", "lab", "--test", "flc_kappa", "--value", "1310", "--unit", "mg/L")
    assert [one["code"] for one in slip["warnings"]] == ["tenfold"]
    assert afternoon.json("undo") == {"undone": "results saved"}
    (series,) = afternoon.json("trend", "flc_kappa")
    assert [one["value"] for one in series["points"]] == ["112", "131"]
    assert (series["change"], series["change_percent"]) == ("19", "17.0")

    # At night a note, a copy, and the paper for the visit.
    night = at(run, "2027-03-15T22:00:00-04:00")
    night.json("add", "journal", "--text", "A long day. Soup helped.", "--private")
    assert {one["kind"] for one in night.json("search", "buttons")} == {"symptom_report"}
    out = tmp_path / "summary.pdf"
    assert night.json("summary", "--visit", "next", "--out", str(out))["pages"] == 1
    printed = text_of(out)
    for words in ("Should a dose change?", "Acyclovir", "131", "Numbness or tingling"):
        assert words in printed
    assert "Soup" not in printed
    kept = night.json("backup")["file"]
    assert night.json("check") == {"ok": True, "problems": []}

    # The next day somebody removes the wrong file; the copy brings it all back.
    run.file.unlink()
    assert run("info").code == 1
    assert run.json("restore", kept)["kept"] is None
    counts = run.json("info")["counts"]
    assert (counts["dose"], counts["lab_result"], counts["journal_entry"]) == (3, 2, 1)
    labels = [one["label"] for one in run.json("history")]
    assert labels[0] == "journal saved"
    assert "calendar file imported" in labels


def test_every_exit_code(run: AsProcess, tmp_path: Path) -> None:
    assert run("new").code == 0
    assert run("add", "journal", "--text", "").code == 1
    assert run("add", "journal").code == 2
    with Caregiver.open(run.file):
        assert run("info").code == 3
    damaged = AsProcess(tmp_path / "damaged.care", run.home)
    damaged.file.write_bytes(run.file.read_bytes()[:100] + b"\xff" * 9000)
    assert damaged("info").code == 4
    bug = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, caregiver.app as app; app.Caregiver.history = None;"
            "from caregiver.cli import main; sys.exit(main())",
            *run.common(),
            "history",
        ],
        cwd=ROOT,
        env=run.environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert bug.returncode == 70
    assert len(bug.stderr.strip().splitlines()) == 1
    log = run.home / "caregiver.log"
    assert str(log) in bug.stderr
    assert "builtins.TypeError" in log.read_text(encoding="utf-8")


def test_no_sentence_is_a_traceback(run: AsProcess, tmp_path: Path) -> None:
    run("new")
    for words in (
        ["info", "--file", "/"],
        ["info", "--file", ""],
        ["info", "--file", "\0"],
        ["new", "--file", "/proc/nowhere.care"],
        ["backup", "/proc/nowhere.care"],
        ["summary", "--out", "/proc/nowhere.pdf"],
        ["report", "medication-list", "--out", "/"],
        ["export", "json", "/proc/nowhere.json"],
        ["import", "/dev/null"],
        ["import", "/"],
        ["restore", "/"],
        ["restore", "/dev/null"],
        ["search", ""],
        ["agenda", "--from", "0001-01-01", "--to", "0001-01-02"],
        ["agenda", "--from", "9999-12-30", "--to", "9999-12-31"],
        ["list", "dose", "--from", "9999-12-31"],
    ):
        if "\0" in words:
            continue  # the operating system does not pass it on
        found = run(*words)
        assert "Traceback" not in found.err, words
        assert found.code in {0, 1, 2, 4}, (words, found)


def test_nothing_reaches_out(tmp_path: Path) -> None:
    run = AsProcess(tmp_path / "family.care", tmp_path / "home")
    invitation = tmp_path / "invitation.ics"
    invitation.write_bytes(INVITATION.encode())
    commands = [
        ["new", "--sample"],
        ["info"],
        ["agenda", "--to", "2027-03-24"],
        ["add", "journal", "--text", "http://example.org/ <img src='http://example.org/x.png'>"],
        ["add", "question", "--text", "<img src='http://example.org/x.png'/> Why?", "--top"][:4],
        ["import", str(invitation)],
        ["search", "tingling"],
        ["trend", "flc_kappa"],
        ["summary", "--out", str(tmp_path / "a.pdf")],
        *(
            ["report", name, "--out", str(tmp_path / f"{name}.pdf")]
            for name in ("medication-list", "emergency-sheet", "wallet-card", "question-list")
        ),
        ["export", "json", str(tmp_path / "a.json")],
        ["export", "ics", str(tmp_path / "a.ics")],
        ["backup"],
        ["check"],
        ["undo"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", GUARD],
        cwd=ROOT,
        env=run.environment(),
        input=json.dumps([[*run.common(), *words] for words in commands]),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr


def test_the_guard_would_notice(tmp_path: Path) -> None:
    run = AsProcess(tmp_path / "family.care", tmp_path / "home")
    reaching = GUARD.replace("import json\n", "import json, socket; socket.socket()\n", 1)
    done = subprocess.run(
        [sys.executable, "-c", reaching],
        cwd=ROOT,
        env=run.environment(),
        input="[]",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 99


def test_another_copy_of_the_file_is_not_in_the_way(run: AsProcess, tmp_path: Path) -> None:
    assert run("new").code == 0
    copy = AsProcess(tmp_path / "copy.care", run.home)
    shutil.copy(run.file, copy.file)
    with Caregiver.open(run.file):
        assert copy("info").code == 0
