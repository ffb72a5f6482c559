"""A process killed while it announces tells nothing twice, and what it did not tell still waits."""

import random
import signal
import subprocess
import sys
import time as stopwatch
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from tests.builders import a_medication, a_schedule

ROOT = Path(__file__).resolve().parents[2]
BEGIN = datetime(2027, 3, 12, 11, 0, tzinfo=UTC)  # two days before the clocks go forward
STEP = timedelta(minutes=7)
ROUNDS = 6
HALF = timedelta(minutes=30)
SKIPPED = datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
# Looks every few minutes of its own time, and says what it announces when that is committed.
LOOKER = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo
from caregiver.app import Caregiver
from caregiver.clock import FixedClock
path, now, minutes = sys.argv[1:]
clock = FixedClock(datetime.fromisoformat(now), ZoneInfo("America/New_York"))
app = Caregiver.open(Path(path), clock)
while True:
    found = app.reminders.look()
    for one in (*found.new, *found.passed):
        print("told", one.key, flush=True)
    print("now", clock.now().isoformat(), flush=True)
    clock.advance(minutes=int(minutes))
"""


def look_until_killed(path: Path, now: datetime, seconds: float) -> list[str]:
    """Have a process look from `now` on, kill it, and return the lines it had said."""
    minutes = str(int(STEP.total_seconds()) // 60)
    with subprocess.Popen(
        [sys.executable, "-c", LOOKER, str(path), now.isoformat(), minutes],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        first = process.stdout.readline()  # it has begun
        stopwatch.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        said = first + process.stdout.read()
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]


def test_a_kill_while_reminding_loses_and_doubles_nothing(tmp_path: Path) -> None:
    chance = random.Random(5)
    path, clock = tmp_path / "ours.care", FixedClock(BEGIN, ZONE)
    with Caregiver.create(path, clock) as app, app.file.change("filled") as work:
        medication = a_medication()
        work.save(medication)
        times = tuple(time(hour, 30) for hour in range(24))
        work.save(a_schedule(medication, times=times))
    with Caregiver.open(path, clock) as app:
        app.reminders.look()
    told: Counter[str] = Counter()
    now = BEGIN
    for _ in range(ROUNDS):
        for line in look_until_killed(path, now, chance.uniform(0.0, 0.25)):
            word, value = line.split()
            if word == "told":
                told[value] += 1
            else:
                now = datetime.fromisoformat(value)
        now += STEP
    with Caregiver.open(path, FixedClock(now + STEP, ZONE)) as app:
        found = app.reminders.look()
        told.update(one.key for one in (*found.new, *found.passed))
        waiting = {one.key for one in app.reminders.open_items()}
    end = now + STEP
    due = (end - BEGIN + HALF) // (2 * HALF)  # one each half past
    due += end >= SKIPPED  # the one for 2:30 comes at 3:30, beside that one's own
    assert due > 20
    assert set(told.values()) == {1}
    # a kill between the commit and the word leaves it waiting in the list
    assert set(told) <= waiting
    assert len(waiting) == due
