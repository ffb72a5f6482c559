"""The log says where something broke, and nothing that anybody wrote."""

import logging
import os
import stat
from pathlib import Path

import pytest

from caregiver import logs


def failing() -> BaseException:
    try:
        try:
            int("Sample Person")
        except ValueError as cause:
            raise RuntimeError("gabapentin 100 mg") from cause
    except RuntimeError as error:
        return error


def test_places_without_words() -> None:
    text = logs.bug_text(failing())
    assert text.startswith("builtins.RuntimeError\n  tests/cli/test_log.py:")
    assert "in failing" in text
    assert "because of builtins.ValueError" in text
    assert "Sample Person" not in text
    assert "gabapentin" not in text


def test_error_that_is_its_own_cause_is_told_once() -> None:
    error = RuntimeError()
    error.__cause__ = error
    assert logs.bug_text(error) == "builtins.RuntimeError"


def test_log_is_private_and_closed_again() -> None:
    logs.note_bug(failing())
    logs.end()
    assert stat.S_IMODE(logs.log_path().stat().st_mode) == 0o600
    assert logs.log_path().parent == Path(os.environ["CAREGIVER_HOME"])
    assert logging.getLogger("caregiver").handlers == []


def test_log_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_MOST_BYTES", 2000)
    for _ in range(60):
        logs.note_bug(failing())
    logs.end()
    kept = sorted(logs.log_path().parent.glob("caregiver.log*"))
    assert len(kept) == 4
    assert all(path.stat().st_size <= 2000 for path in kept)


def test_folder_that_cannot_be_made_is_no_second_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("x", encoding="utf-8")
    monkeypatch.setenv("CAREGIVER_HOME", str(in_the_way))
    logs.note_bug(failing())
    logs.end()
