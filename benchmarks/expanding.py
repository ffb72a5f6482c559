"""P7: when series fall, against recurring-ical-events; far from their start; and hostile rules."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import data_sets
from benchmarks.figures import Figure, medians_ms
from benchmarks.series import RULES, ZONE, as_ics, series, series_of
from caregiver.app import Caregiver
from caregiver.domain import recurrence
from caregiver.domain.appointments import Appointment, occurrences
from caregiver.domain.records import new_id
from caregiver.storage.care_file import create_file

PEER = "recurring-ical-events==3.8.2"
YEAR = (date(2027, 1, 1), date(2027, 12, 31))
RUNS = 5
BEGUN = date(2017, 1, 1)
SLOWEST_MS = 3_000
Found = set[tuple[str, str]]

# Rules made to be slow; each would go on for ever, or fall on no date at all.
HOSTILE = (
    "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30;COUNT=10000",
    "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2;COUNT=10000",
    "FREQ=MINUTELY;COUNT=10000;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU;BYHOUR=3;BYMINUTE=7",
    "FREQ=MINUTELY",
    "FREQ=HOURLY;BYSETPOS=-1;BYMINUTE=0,1,2,3,4,5,6,7,8,9",
    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=1,2,3,4,5,6,7,8;BYMINUTE=1,2,3,4;BYSETPOS=-1",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTHDAY=1;COUNT=10000",
    "FREQ=DAILY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU;COUNT=10000",
)


def measure() -> list[Figure]:
    """Measure the three; without the other library only the last two."""
    return [*_against_the_peer(), *_far_from_the_start(), *_hostile()]


def _expand(many: list[Appointment], days: tuple[date, date]) -> list[tuple[str, datetime]]:
    """Return every date as an instant, with nothing known from before."""
    recurrence._parsed.cache_clear()
    recurrence._counted_end.cache_clear()
    return [
        (one.import_uid, found.starts.replace(tzinfo=ZONE))
        for one in many
        for found in occurrences(one, *days)
    ]


def _against_the_peer() -> list[Figure]:
    python = _peer_python()
    if python is None:
        print(f"left out: {PEER} could not be installed", file=sys.stderr)
        return []
    many = series()
    with TemporaryDirectory(dir=data_sets.BUILD) as folder:
        path = Path(folder) / "series.ics"
        path.write_text(as_ics(many), encoding="utf-8", newline="")
        theirs, ours, peer_found = _in_turn(python, path, many)
    found = {(uid, at.astimezone(UTC).isoformat()) for uid, at in _expand(many, YEAR)}
    _say_differences(many, found, peer_found)
    what = "200 series over a year, recurring-ical-events"
    return [
        Figure(id="P7", what=what, unit="ms", floor=theirs, ours=ours, goal=round(1 / 3, 2)),
        Figure(
            id="P7", what="dates of them that differ", unit="", ours=len(found ^ peer_found),
            goal=0, goal_is_ratio=False,
        ),
    ]  # fmt: skip


def _in_turn(python: Path, path: Path, many: list[Appointment]) -> tuple[float, float, Found]:
    """Return the peer's and our median milliseconds, run in turn, and what the peer found."""
    script = str(data_sets.ROOT / "benchmarks" / "peer_expanding.py")
    command = [str(python), script, str(path), *(one.isoformat() for one in YEAR)]
    theirs, ours = [], []
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as peer:
        assert peer.stdin is not None
        assert peer.stdout is not None
        found = {(uid, at) for uid, at in json.loads(peer.stdout.readline())}
        for _ in range(RUNS):
            print("again", file=peer.stdin, flush=True)
            theirs.append(float(peer.stdout.readline()))
            begun = time.perf_counter()
            _expand(many, YEAR)
            ours.append((time.perf_counter() - begun) * 1000)
        peer.stdin.close()
    return statistics.median(theirs), statistics.median(ours), found


def _say_differences(many: list[Appointment], ours: Found, theirs: Found) -> None:
    rules = {one.import_uid: f"{one.starts:%Y-%m-%d %H:%M} {one.rule}" for one in many}
    for uid in sorted({uid for uid, _ in ours ^ theirs}):
        only_ours = sorted(at for one, at in ours - theirs if one == uid)
        only_theirs = sorted(at for one, at in theirs - ours if one == uid)
        print(f"{rules[uid]}: only here {only_ours[:3]}, only there {only_theirs[:3]}",
              file=sys.stderr)  # fmt: skip


def _peer_python() -> Path | None:
    """Return the Python of an environment with the peer, made on first use; None without one."""
    folder = data_sets.BUILD / "peer-expanding"
    python = folder / "bin" / "python"
    done = folder / f"{PEER}.done"
    if done.exists():
        return python
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER]
    for command in ([sys.executable, "-m", "venv", "--clear", str(folder)], pip):
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=300)
        except (OSError, subprocess.SubprocessError):
            return None
    done.touch()
    return python


def _far_from_the_start() -> list[Figure]:
    """Measure a month one year after the start and the same month ten years after it."""
    near = (date(2018, 3, 1), date(2018, 3, 31))
    far = (date(2027, 3, 1), date(2027, 3, 31))
    figures = []
    for kind, rules in RULES.items():
        many = [series_of(kind, _without_until(rule), BEGUN) for rule in rules] * 10

        def month(days: tuple[date, date], many: list[Appointment] = many) -> None:
            for one in many:
                list(occurrences(one, *days))

        floor, ours = medians_ms(partial(month, near), partial(month, far), runs=9)
        what = f"a month 10 years in / 1 year in: {kind}"
        figures.append(Figure(id="P7", what=what, unit="ms", floor=floor, ours=ours, goal=1.5))
    return figures


def _without_until(rule: str) -> str:
    """Return a rule that lasts beyond both months."""
    return rule.replace("UNTIL=20270630", "UNTIL=20351231")


def _hostile() -> list[Figure]:
    """Measure what is looked at with 200 series that are made to be slow, nothing known before."""
    days = [date(1900, 1, 1) + timedelta(days=number) for number in range(200)]
    many = [
        Appointment(
            id=new_id(), title="hostile", rule=HOSTILE[number % len(HOSTILE)], zone=ZONE.key,
            starts=datetime.combine(day, time_of_day(9)),
            ends=datetime.combine(day, time_of_day(10)),
        )
        for number, day in enumerate(days)
    ]  # fmt: skip
    month = (date(2027, 3, 1), date(2027, 3, 31))
    with TemporaryDirectory(dir=data_sets.BUILD) as folder:
        path = Path(folder) / "hostile.care"
        care_file = create_file(path, data_sets.clock(), by="Anna")
        care_file.fill(many)
        care_file.close()
        with Caregiver.open(path, data_sets.clock()) as app:
            acts: dict[str, Callable[[], object]] = {
                "the month": lambda: app.calendar.month(*month),
                "Today": app.today.page,
                "what stands at the same time": lambda: app.appointments.conflicts(many[3]),
                "everything of a month": lambda: app.calendar.entries(*month),
            }
            return [
                Figure(
                    id="P7", what=f"200 hostile rules: {what}", unit="ms", ours=_once(act),
                    goal=SLOWEST_MS, goal_is_ratio=False,
                )
                for what, act in acts.items()
            ]  # fmt: skip


def _once(act: Callable[[], object]) -> float:
    recurrence._parsed.cache_clear()
    recurrence._counted_end.cache_clear()
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000
