"""What every test may use: a real care file and a clock that stands still."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from caregiver.clock import FixedClock
from caregiver.storage.care_file import CareFile, create_file

NOW = datetime(2027, 3, 15, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test out of the person's own settings and documents."""
    monkeypatch.setenv("CAREGIVER_HOME", str(tmp_path / "home"))


@pytest.fixture
def clock() -> FixedClock:
    """Monday, March 15, 2027, 8:00 in the morning in New York."""
    return FixedClock(NOW, ZONE)


@pytest.fixture
def care_file(tmp_path: Path, clock: FixedClock) -> Iterator[CareFile]:
    """An empty, open care file."""
    opened = create_file(tmp_path / "ours.care", clock, by="Anna")
    yield opened
    opened.close()
