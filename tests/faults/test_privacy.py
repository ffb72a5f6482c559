"""Nothing leaves: no connection, no file outside, no file that others can read."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.trials import ROOT


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a whole journey through the services did to the machine."""
    folder = tmp_path_factory.mktemp("journey")
    temporary = tmp_path_factory.mktemp("temporary")
    environment = {
        **os.environ,
        "CAREGIVER_HOME": str(folder / "home"),
        "TMPDIR": str(temporary),
        "HOME": str(temporary),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.journey", str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return {
        **found,
        "folder": str(folder),
        "temporary": [str(one) for one in temporary.rglob("*")],
    }


def test_no_connection_is_opened(seen: dict[str, Any]) -> None:
    assert seen["network"] == []


def test_no_other_program_is_started(seen: dict[str, Any]) -> None:
    assert seen["programs"] == []


def test_nothing_is_written_outside_the_familys_folders(seen: dict[str, Any]) -> None:
    outside = [one for one in seen["written"] if not one.startswith((seen["folder"], "/dev/null"))]
    assert outside == []
    assert seen["temporary"] == []


def test_every_file_is_for_its_owner_only(seen: dict[str, Any]) -> None:
    modes = seen["modes"]
    expected = {
        "ours.care", "ours.care-wal", "ours.care-shm", ".ours.care.lock", "everything.json",
        "clinic.ics", "home/settings.json", "home/caregiver.log",
    }  # fmt: skip
    assert expected <= modes.keys()
    assert sum(name.endswith(".pdf") for name in modes) == 5
    assert sum(name.startswith("ours backups/") for name in modes) == 3
    folders = {name for name in modes if (Path(seen["folder"]) / name).is_dir()}
    assert folders == {"home", "ours backups"}
    right = {name: "0o700" if name in folders else "0o600" for name in modes}
    open_to_others = {name: mode for name, mode in modes.items() if mode != right[name]}
    assert open_to_others == {}


def test_the_watch_itself_notices_connections() -> None:
    code = (
        "import sys; from tests.faults import journey; sys.addaudithook(journey.watch);"
        "import socket; s = socket.socket(); s.settimeout(0.1)\n"
        "try: s.connect(('127.0.0.1', 9))\n"
        "except OSError: pass\n"
        "print(len(journey.SEEN['network']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "1", done.stderr
