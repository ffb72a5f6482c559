"""P10: turning the calendar's page in the real window, in every view, with twenty years of data."""

import json
import os
import subprocess
import sys
from tempfile import TemporaryDirectory

from benchmarks import data_sets
from benchmarks.figures import Figure, medians_ms

WIDTH, HEIGHT = 1280, 800
TURN, REPAINT = 50.0, 16.0


def measure() -> list[Figure]:
    """Measure in a process of its own: a Qt application cannot be taken away again."""
    with TemporaryDirectory(dir=data_sets.BUILD) as home:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.calendar_views"],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "CAREGIVER_HOME": home},
            cwd=data_sets.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    figures = []
    for view, (of_a_year, turn, repaint) in json.loads(done.stdout).items():
        named = ((f"calendar, {view}: turn the page", turn, TURN),
                 (f"calendar, {view}: repaint", repaint, REPAINT))  # fmt: skip
        figures += [
            Figure(id="P10", what=what, unit="ms", ours=ours, goal=goal, goal_is_ratio=False)
            for what, ours, goal in named
        ]
        figures.append(
            Figure(
                id="P3", what=f"calendar, {view}: turn, 20 years / 1 year", unit="ms",
                floor=of_a_year, ours=turn, goal=1.2,
            )
        )  # fmt: skip
    return figures


def main() -> None:
    """Print for each view the medians: a turn with one year, with twenty, and a repaint."""
    from PySide6.QtWidgets import QApplication

    from caregiver.app import Caregiver
    from caregiver.settings import Settings
    from ui.application import apply_look, make_application, make_formats
    from ui.main_window import MainWindow
    from ui.pages.calendar.page import CalendarPage
    from ui.pages.calendar.periods import VIEWS
    from ui.session import Session

    app = make_application(["benchmark"])
    windows: list[MainWindow] = []
    pages: list[CalendarPage] = []
    for size in (data_sets.YEAR, data_sets.HEAVY):
        settings = Settings(theme="light", calendar_view="list")
        apply_look(app, settings)
        window = MainWindow(settings)
        window.resize(WIDTH, HEIGHT)
        window.show()
        care = Caregiver.open(data_sets.care_file_of(size), data_sets.clock())
        session = Session(window, care, make_formats(settings), settings)
        session.go("calendar")
        page = session.pages.current()
        assert isinstance(page, CalendarPage)
        windows.append(window)
        pages.append(page)
    steps = [[1], [1]]

    def turn(place: int) -> None:
        # there and back, and never the same page twice in a row
        pages[place].turn(steps[place][0])
        steps[place][0] = -steps[place][0]
        QApplication.processEvents()  # paints what changed

    medians = {}
    for view in VIEWS:
        for page in pages:
            page.open(view)
        QApplication.processEvents()
        acts = (lambda: turn(0), lambda: turn(1), windows[1].grab)
        medians[view] = medians_ms(*acts, runs=11)
    print(json.dumps(medians))


if __name__ == "__main__":
    main()
