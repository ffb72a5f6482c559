"""Running the command line from a test, inside this process or as a program of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from caregiver.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
MONDAY_MORNING = "2027-03-15T08:00:00-04:00"


@dataclass(frozen=True)
class Result:
    """What one run said: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Return the JSON document on standard output."""
        assert self.code == 0, self.err
        return json.loads(self.out)


class InProcess:
    """The command line called as a function: quick, for the many cases."""

    def __init__(
        self, file: Path, capsys: pytest.CaptureFixture[str], now: str = MONDAY_MORNING
    ) -> None:
        self.file = file
        self.now = now
        self._capsys = capsys

    def __call__(self, *words: str) -> Result:
        self._capsys.readouterr()
        code = main(["--file", str(self.file), "--now", self.now, *words])
        captured = self._capsys.readouterr()
        return Result(code, captured.out, captured.err)

    def json(self, *words: str) -> Any:
        """Run a command that must succeed and return its JSON document."""
        return self(*words, "--json").data


class AsProcess:
    """The command line as people and scripts meet it: `python -m caregiver`."""

    def __init__(self, file: Path, home: Path, now: str = MONDAY_MORNING) -> None:
        self.file = file
        self.home = home
        self.now = now

    def __call__(self, *words: str, stdin: str = "") -> Result:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "caregiver",
                "--file",
                str(self.file),
                "--now",
                self.now,
                *words,
            ],
            cwd=ROOT,
            env=self.environment(),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    def common(self) -> list[str]:
        """Return the options of every run."""
        return ["--file", str(self.file), "--now", self.now]

    def environment(self) -> dict[str, str]:
        """Return a small environment: a home of its own and New York time."""
        return {
            "PATH": os.environ.get("PATH", ""),
            "CAREGIVER_HOME": str(self.home),
            "TZ": "America/New_York",
            "LANG": "C.UTF-8",
        }

    def json(self, *words: str) -> Any:
        """Run a command that must succeed and return its JSON document."""
        return self(*words, "--json").data
