"""P8: calendar files of 5,000 events, against `icalendar` parsing and writing the same bytes."""

import gc
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import icalendar

from benchmarks import data_sets
from benchmarks.figures import Figure
from caregiver.domain.appointments import Appointment
from caregiver.exchange.ics import IcsStyle, Privacy, write_calendar
from caregiver.services.imports import ImportsService
from caregiver.storage.care_file import create_file

EVENTS = 5_000
RUNS = 3
_NOTE = "Bring the list; ask about tingling, and about the new dose of the tablets since March."
_FIRST = datetime.fromisoformat("2020-01-01T08:00")
_STYLE = IcsStyle(written_at=data_sets.NOW, privacy=Privacy.FULL)


def appointments() -> list[Appointment]:
    """Return seven years of appointments: each tenth a series, each fifth with two reminders."""
    made = []
    for number in range(EVENTS):
        starts = _FIRST + timedelta(hours=13 * number)
        weekday = f"{starts:%a}"[:2].upper()
        made.append(
            Appointment(
                title=f"Clinic visit {number}",
                starts=starts,
                ends=starts + timedelta(minutes=30),
                zone=data_sets.ZONE.key,
                location="St James, level 2",
                note=_NOTE,
                rule=f"FREQ=WEEKLY;BYDAY={weekday};COUNT=5" if number % 10 == 0 else "",
                reminders=(1440, 60) if number % 5 == 0 else (),
            )
        )
    return made


def measure() -> list[Figure]:
    """Measure import into a new care file and export; the best of some runs, taken in turn."""
    records = appointments()
    data = write_calendar(records, _STYLE)
    parsed = icalendar.Calendar.from_ical(data)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "5000.ics"
        target.write_bytes(data)
        parsing, importing, theirs, ours = _best(
            lambda: icalendar.Calendar.from_ical(data),
            _import_of(target),
            parsed.to_ical,
            lambda: write_calendar(records, _STYLE),
        )
        held = _memory(lambda: icalendar.Calendar.from_ical(data))[0]
        peak = _memory(_import_of(target))[1]
    return [
        Figure(id="P8", what="import 5,000 events, saved", unit="s", floor=parsing,
               ours=importing, goal=1.2),
        Figure(id="P8", what="export 5,000 events", unit="s", floor=theirs, ours=ours, goal=1.2),
        Figure(id="P8", what="memory while importing them", unit="MB", floor=held / 1e6,
               ours=peak / 1e6, goal=3),
    ]  # fmt: skip


def _import_of(source: Path) -> Callable[[], object]:
    """Return an act that takes the whole file over into a new care file."""

    def act() -> object:
        with tempfile.TemporaryDirectory() as folder:
            clock = data_sets.clock()
            care_file = create_file(Path(folder) / "new.care", clock)
            try:
                service = ImportsService(care_file, clock)
                return service.run(service.preview(source))
            finally:
                care_file.close()

    return act


def _best(*acts: Callable[[], object]) -> list[float]:
    best = [float("inf")] * len(acts)
    for _ in range(RUNS):
        for place, act in enumerate(acts):
            gc.collect()
            begun = time.perf_counter()
            act()
            best[place] = min(best[place], time.perf_counter() - begun)
    return best


def _memory(act: Callable[[], object]) -> tuple[int, int]:
    """Return the bytes that stay allocated for what an act answers, and the most on the way."""
    gc.collect()
    tracemalloc.start()
    answer = act()
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del answer
    return held, peak
