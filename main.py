"""Start the window: `python main.py [CARE_FILE] [--now ISO] [--background]`."""

import os
import sys
from datetime import datetime
from pathlib import Path

from ui.application import Start, run


def _instant(text: str) -> datetime:
    """Return an aware instant from ISO text."""
    from argparse import ArgumentTypeError

    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ArgumentTypeError("the date-time needs a zone, like 2027-03-15T08:00-05:00")
    return instant


def _read(arguments: list[str]) -> Start:
    """Return what the command line asks for."""
    if not arguments:
        return Start()
    # loaded only where there is something to read: 8 ms before the first paint
    import argparse

    parser = argparse.ArgumentParser(prog="caregiver-organizer", description="Caregiver Organizer")
    parser.add_argument("file", nargs="?", type=Path, help="the care file to open (*.care)")
    parser.add_argument("--now", type=_instant, help="an instant that stands in for the clock")
    parser.add_argument(
        "--background", action="store_true", help="start without the window, to remind only"
    )
    chosen = parser.parse_args(arguments)
    return Start(chosen.file, chosen.now, chosen.background)


def _has_screen() -> bool:
    """Say whether there is a screen to open a window on; elsewhere than on Linux there is."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and run the window; return the exit code."""
    start = _read(sys.argv[1:] if arguments is None else arguments)
    if not _has_screen():
        sys.stderr.write(
            "There is no screen here, so no window was opened. "
            "Try `make run` or `python -m caregiver --help`.\n"
        )
        return 1
    return run(start)


if __name__ == "__main__":
    sys.exit(main())
