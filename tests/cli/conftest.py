"""The command line over an empty file and over the example family's."""

import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from caregiver import sample
from caregiver.clock import FixedClock
from caregiver.storage.care_file import create_file
from tests.cli.driver import MONDAY_MORNING, InProcess


@pytest.fixture(autouse=True)
def new_york(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")


@pytest.fixture(scope="session")
def family_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clock = FixedClock(datetime.fromisoformat(MONDAY_MORNING), ZoneInfo("America/New_York"))
    path = tmp_path_factory.mktemp("family") / "family.care"
    with_family = create_file(path, clock, by="Anna")
    sample.fill(with_family, clock)
    with_family.close()
    return path


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> InProcess:
    """The command line over an empty care file."""
    driven = InProcess(tmp_path / "ours.care", capsys)
    assert driven("new").code == 0
    return driven


@pytest.fixture
def family(tmp_path: Path, capsys: pytest.CaptureFixture[str], family_template: Path) -> InProcess:
    """The command line over the example family's care file."""
    file = tmp_path / "family.care"
    shutil.copy(family_template, file)
    return InProcess(file, capsys)
