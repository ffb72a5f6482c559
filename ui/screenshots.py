"""Draw each page of the real window into a PNG, without a display.

`python -m ui.screenshots --file F --out DIR [--pages today,calendar] [--text-size 200] …`
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

MOST_WAITS = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and draw; return the exit code."""
    chosen = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(chosen.scale)
    from caregiver import texts
    from caregiver.errors import UserError

    try:
        for path in draw(chosen):
            print(path)
    except UserError as error:
        print(texts.sentence(error), file=sys.stderr)
        return error.exit_code
    return 0


def draw(chosen: argparse.Namespace) -> list[Path]:
    """Draw the pages asked for; return the paths of the pictures."""
    from PySide6.QtCore import QEvent, QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from caregiver.clock import FixedClock, SystemClock, system_zone
    from caregiver.settings import Settings
    from ui import application
    from ui.care_files import CareFiles
    from ui.main_window import MainWindow
    from ui.pages import ENTRIES
    from ui.session import Session

    existing = QApplication.instance()
    app = (
        existing if isinstance(existing, QApplication) else application.make_application(["shots"])
    )
    settings = Settings(text_size=chosen.text_size, theme=chosen.theme)
    application.apply_look(app, settings)
    clock = FixedClock(chosen.now, system_zone()) if chosen.now else SystemClock()
    formats = application.make_formats(settings)
    window = MainWindow(settings)
    window.ring.follow(app)
    window.resize(*chosen.size)
    session = Session(window, CareFiles(clock, formats, "").open(chosen.file), formats, settings)
    window.show()
    chosen.out.mkdir(parents=True, exist_ok=True)
    keys = chosen.pages or [entry.key for entry in ENTRIES if entry.in_rail]
    made = []
    for key in keys:
        page, _, target = key.partition(":")
        session.go(page, target)
        for _ in range(MOST_WAITS):
            waiting = QEventLoop()
            QTimer.singleShot(chosen.wait, waiting.quit)
            waiting.exec()
            if not session.is_busy():
                break
        path = chosen.out / f"{key.replace(':', '-')}-{chosen.theme}-{chosen.text_size}.png"
        window.grab().save(str(path))
        made.append(path)
    session.close()
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return made


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui.screenshots")
    parser.add_argument("--file", type=Path, required=True, help="the care file")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the pictures")
    parser.add_argument("--scale", type=float, default=1, help="pixels per pixel: 1 or 2")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--now", type=datetime.fromisoformat, help="an aware ISO date-time")
    parser.add_argument("--text-size", type=int, default=100, help="100 to 200 percent")
    parser.add_argument("--pages", type=lambda text: text.split(","), help="page or page:target, …")
    parser.add_argument("--size", type=_size, default=(1280, 800), help="like 1280x800")
    parser.add_argument("--wait", type=int, default=150, help="ms for background work to arrive")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
