"""The program's own start with one care file. Prints when it was painted, and Today filled.

Run by starting.py as a process of its own: `python -m benchmarks.our_window CARE_FILE`.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent

from ui.application import Start, Starter, make_application
from ui.main_window import MainWindow

FIRST: list[float] = []


def _note_paint(window: MainWindow, event: QPaintEvent) -> None:
    _paint(window, event)
    if not FIRST:
        FIRST.append(time.monotonic())


_paint = MainWindow.paintEvent
MainWindow.paintEvent = _note_paint


def main() -> int:
    """Start as main.py does, with the clock of the data set, and stay."""
    # the data sets end on this day; asking data_sets for it would import the database too early
    from datetime import datetime

    app = make_application(sys.argv[:1])
    now = datetime.fromisoformat("2027-03-15T16:00:00+00:00")
    starter = Starter(app, Start(Path(sys.argv[1]), now))
    starter.window.show()

    def said() -> None:
        assert starter.program is not None
        assert starter.program.session is not None
        assert starter.program.session.pages.current_key() == "today"
        print(f"painted {FIRST[0]}", flush=True)
        print(f"filled {time.monotonic()}", flush=True)

    # after the slot that opens the file, and after what it asked to be laid out and painted
    starter.window.painted.connect(lambda: QTimer.singleShot(0, lambda: QTimer.singleShot(0, said)))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
