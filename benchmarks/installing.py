"""P13: from nothing to a prepared folder, against a bare installation of the same wheels."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import data_sets
from benchmarks.figures import Figure

LOCK = "packaging/requirements.lock"


def measure() -> list[Figure]:
    """Measure each once: both take minutes, most of them the download's or the disk's."""
    with TemporaryDirectory(dir=data_sets.BUILD) as name:
        folder = Path(name) / "checkout"
        shutil.copytree(
            data_sets.ROOT,
            folder,
            ignore=shutil.ignore_patterns(".git", ".venv", "build", "dist", "sample", "*.care"),
        )
        _seconds([sys.executable, "packaging/setup_env.py"], folder)  # warms pip's own store
        shutil.rmtree(folder / ".venv")
        bare = Path(name) / "bare"
        pip = [str(bare / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        floor = _seconds([sys.executable, "-m", "venv", str(bare)], folder)
        floor += _seconds([*pip, "--require-hashes", "-r", LOCK], folder)
        ours = _seconds([sys.executable, "packaging/setup_env.py"], folder)
        again = _seconds([sys.executable, "packaging/setup_env.py"], folder)
    return [
        Figure(id="P13", what="set-up from nothing", unit="s", floor=floor, ours=ours, goal=1.3),
        Figure(
            id="P13", what="set-up, second run", unit="s", ours=again, goal=2, goal_is_ratio=False
        ),
    ]


def _seconds(command: list[str], folder: Path) -> float:
    begun = time.monotonic()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begun
