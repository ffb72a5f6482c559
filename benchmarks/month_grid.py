"""P10: turning a page of the month grid, and painting it, with twenty years of data."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from itertools import cycle

from benchmarks import data_sets
from benchmarks.figures import Figure, medians_ms

WIDTH, HEIGHT = 1000, 700


def measure() -> list[Figure]:
    """Measure in a process of its own: a Qt application cannot be taken away again."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.month_grid"],
        env=environment,
        cwd=data_sets.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    floor, turn, repaint, again = json.loads(done.stdout)
    named = (
        ("month grid: turn the page", turn, 50.0),
        ("month grid: paint it anew", repaint, 16.0),
        ("month grid: repaint, nothing changed", again, 16.0),
    )
    return [
        Figure(
            id="P10", what=what, unit="ms", floor=floor, ours=ours, goal=goal, goal_is_ratio=False
        )
        for what, ours, goal in named
    ]


def main() -> None:
    """Print the medians: rectangles only, turning, painting anew, painting again."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QColor, QPainter, QPixmap

    from caregiver.app import Caregiver
    from caregiver.settings import Settings
    from ui.application import apply_look, make_application, make_formats
    from ui.pages.calendar.month_grid import MonthGrid
    from ui.pages.calendar.month_model import first_shown, last_shown

    app = make_application(["benchmark"])
    apply_look(app, Settings())
    care = Caregiver.open(data_sets.care_file_of(data_sets.HEAVY), data_sets.clock())
    grid = MonthGrid(make_formats(Settings()))
    grid.resize(WIDTH, HEIGHT)
    grid.show()
    months = cycle([date(2027, 3, 1), date(2026, 11, 1), date(2016, 5, 1), date(2010, 1, 1)])
    canvas = QPixmap(WIDTH, HEIGHT)

    def rectangles() -> None:
        painter = QPainter(canvas)
        for number in range(42 * 12):
            box = QRect(number % 7 * 140, number // 7 % 6 * 115 + number // 42 * 9, 130, 8)
            painter.fillRect(box, QColor(120, 140, number % 255))
        painter.end()

    def turn() -> None:
        month = next(months)
        answer = care.calendar.month(first_shown(month), last_shown(month))
        grid.show_month(month, data_sets.TODAY, answer, month + timedelta(days=3))
        grid.viewport().grab()

    def paint_anew() -> None:
        grid.restyle()
        grid.viewport().grab()

    figures = medians_ms(rectangles, turn, paint_anew, grid.viewport().grab, runs=21)
    care.close()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
