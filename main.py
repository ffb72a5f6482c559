"""Start the window: `python main.py [CARE_FILE] [--now ISO]`."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from ui.application import Start, run


def _instant(text: str) -> datetime:
    """Return an aware instant from ISO text."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise argparse.ArgumentTypeError("the date-time needs a zone, like 2027-03-15T08:00-05:00")
    return instant


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and run the window; return the exit code."""
    parser = argparse.ArgumentParser(prog="caregiver-organizer", description="Caregiver Organizer")
    parser.add_argument("file", nargs="?", type=Path, help="the care file to open (*.care)")
    parser.add_argument("--now", type=_instant, help="an instant that stands in for the clock")
    chosen = parser.parse_args(arguments)
    return run(Start(chosen.file, chosen.now))


if __name__ == "__main__":
    sys.exit(main())
