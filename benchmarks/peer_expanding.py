"""Expand a calendar file with recurring-ical-events, in an environment of its own.

Run by expanding.py: `python peer_expanding.py FILE FIRST LAST`. Prints what it found as JSON, then
for each line it is sent the milliseconds of one more run.
"""

import json
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import recurring_ical_events  # type: ignore[import-not-found,import-untyped,unused-ignore]  # not one of ours
from icalendar import Calendar


def main() -> None:
    """Say what falls on the days, and answer until the other side closes."""
    calendar = Calendar.from_ical(Path(sys.argv[1]).read_bytes())
    first, last = (date.fromisoformat(one) for one in sys.argv[2:4])
    after = last + timedelta(days=1)

    def expand() -> list[tuple[str, datetime]]:
        found = recurring_ical_events.of(calendar).between(first, after)
        return [(str(one["UID"]), one["DTSTART"].dt) for one in found]

    said = [(uid, at.astimezone(UTC).isoformat()) for uid, at in expand()]
    print(json.dumps(said), flush=True)
    for _ in sys.stdin:
        begun = time.perf_counter()
        expand()
        print((time.perf_counter() - begun) * 1000, flush=True)


if __name__ == "__main__":
    main()
