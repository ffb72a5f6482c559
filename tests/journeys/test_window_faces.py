"""The window and the command line on one care file; one window at a time."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from tests.cli.driver import ROOT
from tests.journeys.window_driver import Driver


def command(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line as a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "caregiver", *words],
        cwd=ROOT,
        env={**os.environ, "CAREGIVER_HOME": str(home), "TZ": "America/New_York"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_command_line_waits_for_the_window_and_sees_what_it_saved(
    driver: Driver, tmp_path: Path
) -> None:
    driver.begin_ours()
    path = driver.app.path
    driver.page("visits")
    driver.type("new_question", "May we travel in May?")
    driver.key(Qt.Key.Key_Return)

    refused = command(tmp_path / "home", "list", "questions", "--file", str(path))
    assert refused.returncode == 3
    assert "open" in refused.stderr
    assert "Traceback" not in refused.stderr

    driver.program.finish()
    seen = command(tmp_path / "home", "list", "questions", "--file", str(path))
    assert (seen.returncode, seen.stderr) == (0, "")
    assert "May we travel in May?" in seen.stdout

    added = command(
        tmp_path / "home",
        "add",
        "question",
        "--text",
        "When is the next scan?",
        "--file",
        str(path),
    )
    assert added.returncode == 0
    driver.program.open_path(path)
    driver.page("visits")
    assert "When is the next scan?" in driver.words()
    assert driver.app.undo_label()


def test_a_file_that_another_program_has_open_is_named_in_a_sentence(
    driver: Driver, tmp_path: Path, clock
) -> None:
    from caregiver.app import Caregiver

    with Caregiver.create(tmp_path / "theirs.care", clock):
        driver.begin_ours()
        assert not driver.program.open_path(tmp_path / "theirs.care")
        assert "open" in driver.sentence()
    assert driver.app.path.name == "family.care"
