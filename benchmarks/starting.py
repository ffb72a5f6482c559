"""P1 and P2: from the start of the process to a painted and filled window; memory; idling."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import data_sets
from benchmarks.figures import Figure
from caregiver.app import Caregiver

RUNS = 9
IDLE_SECONDS = 20.0
SETTLE_SECONDS = 6
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Started:
    """One start: milliseconds to the first paint and to a filled page, and megabytes then."""

    painted: float
    filled: float
    memory: float


def measure() -> list[Figure]:
    """Start the bare window and ours in turn, each many times, then leave one of each alone."""
    with TemporaryDirectory(dir=data_sets.BUILD) as name, display() as screen:
        folder = Path(name)
        bare = ["-m", "benchmarks.bare_window"]
        typical = _ours(folder, data_sets.TYPICAL)
        heavy = _ours(folder, data_sets.HEAVY)
        environment = {**os.environ, **screen, "CAREGIVER_HOME": str(folder / "home")}
        starts: list[list[Started]] = [[], [], []]
        for number in range(RUNS + 1):
            for place, command in enumerate((bare, typical, heavy)):
                started = _start(command, environment)
                if number:  # the first of each only warms the disk's memory
                    starts[place].append(started)
        return [*_figures(*starts), *_idle(typical, environment)]


def _ours(folder: Path, size: data_sets.Size) -> list[str]:
    path = folder / f"{size.name}.care"
    shutil.copyfile(data_sets.care_file_of(size), path)
    return ["-m", "benchmarks.our_window", str(path)]


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """Start a virtual X display; where there is none, Qt draws without a screen."""
    program = shutil.which("Xvfb")
    if program is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    try:
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[tuple[int, Started]]:
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *command],
        env=environment,
        cwd=data_sets.ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = dict(process.stdout.readline().split() for _ in range(2))
        yield (
            process.pid,
            Started(
                (float(said["painted"]) - begun) * 1000,
                (float(said["filled"]) - begun) * 1000,
                _status(process.pid, "VmRSS") / 1024,
            ),
        )
    finally:
        process.kill()
        process.wait()


def _start(command: list[str], environment: dict[str, str]) -> Started:
    with _running(command, environment) as (_, started):
        return started


def _figures(bare: list[Started], typical: list[Started], heavy: list[Started]) -> list[Figure]:
    def middle(starts: list[Started], what: str) -> float:
        return statistics.median(getattr(one, what) for one in starts)

    floor = middle(bare, "painted")
    filled = middle(typical, "filled")
    return [
        Figure(
            id="P1", what="start to first painted window", unit="ms", floor=floor,
            ours=middle(typical, "painted"), goal=1.3,
        ),
        Figure(
            id="P1", what="start to Today filled", unit="ms", floor=floor, ours=filled, goal=2.6
        ),
        Figure(
            id="P1", what="Today filled, 20 years / 2 years", unit="ms", floor=filled,
            ours=middle(heavy, "filled"), goal=1.1,
        ),
        Figure(
            id="P2", what="memory with Today filled", unit="MB", floor=middle(bare, "memory"),
            ours=middle(typical, "memory"), goal=1.8,
        ),
    ]  # fmt: skip


def _idle(command: list[str], environment: dict[str, str]) -> list[Figure]:
    """Leave both windows alone, at the same time, and count what they do."""
    bare = ["-m", "benchmarks.bare_window"]
    with Caregiver.open(Path(command[-1]), data_sets.clock()) as app:
        app.backups.make_daily_if_due()  # else the program makes it in the middle
    with (
        _running(bare, environment) as (theirs, _),
        _running(command, environment) as (ours, _),
    ):
        time.sleep(SETTLE_SECONDS)
        before = [(_wake_ups(one), _cpu_ms(one)) for one in (theirs, ours)]
        time.sleep(IDLE_SECONDS)
        after = [(_wake_ups(one), _cpu_ms(one)) for one in (theirs, ours)]
    wakes = [(a[0] - b[0]) / IDLE_SECONDS for a, b in zip(after, before, strict=True)]
    spent = [(a[1] - b[1]) * 60 / IDLE_SECONDS for a, b in zip(after, before, strict=True)]
    return [
        Figure(
            id="P2", what="idle: wake-ups a second", unit="/s", floor=wakes[0], ours=wakes[1],
            goal=0.2, goal_is_ratio=False,
        ),
        Figure(
            id="P2", what="idle: processor in a minute", unit="ms", floor=spent[0], ours=spent[1],
            goal=5, goal_is_ratio=False,
        ),
    ]  # fmt: skip


def _status(process: int, name: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def _wake_ups(process: int) -> float:
    """Return how often any thread of a process woke up by itself."""
    total = 0.0
    for task in Path(f"/proc/{process}/task").iterdir():
        lines = (task / "status").read_text(encoding="ascii").splitlines()
        total += next(float(one.split()[1]) for one in lines if one.startswith("voluntary_ctxt"))
    return total


def _cpu_ms(process: int) -> float:
    """Return the processor time of a process, in steps of 10 ms."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / _TICKS
