"""Start the program: look, window, first paint, and only then the care file."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication

from caregiver import paths
from caregiver import settings as preferences
from caregiver.settings import Settings
from ui import theme
from ui.main_window import MainWindow
from ui.typefaces import Typeface

if TYPE_CHECKING:
    from ui.formats import LocaleFormats
    from ui.program import Program

NAME = "Caregiver Organizer"


@dataclass(frozen=True, slots=True)
class Start:
    """Say how the program was started; `now` stands in for the clock.

    `in_background`: remind only; the window stays closed until it is asked for.
    """

    path: Path | None = None
    now: datetime | None = None
    in_background: bool = False


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the QApplication, with the name, the style and the language set."""
    # the style by argument: setStyle would hand out a QStyle and load all of its enumerations, 5 ms
    app = QApplication([*arguments, "-style", "Fusion"])
    app.setApplicationName(paths.APP_NAME)
    app.setApplicationDisplayName(NAME)
    app.setDesktopFileName(paths.APP_NAME)
    if QLocale().language() == QLocale.Language.C:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    return app


def apply_look(app: QApplication, settings: Settings) -> None:
    """Show everything by the colors, text size and letters of the settings."""
    scheme = theme.Scheme(settings.theme)
    face = Typeface.EASY_TO_READ if settings.typeface == "easy" else Typeface.SYSTEM
    theme.apply(app, theme.choose(scheme, settings.text_size, face))


def make_formats(settings: Settings) -> LocaleFormats:
    """Return how this person writes dates, times and numbers."""
    from ui.formats import LocaleFormats

    return LocaleFormats(QLocale(), settings.paper)


class Starter(QObject):
    """Show the window at once; open the care file after it has been painted."""

    def __init__(self, app: QApplication, start: Start) -> None:
        super().__init__(app)
        self._app, self._start = app, start
        self.settings = preferences.load()
        self.program: Program | None = None
        apply_look(app, self.settings)
        self.window = MainWindow(self.settings)
        self.window.ring.follow(app)
        self.window.painted.connect(self._go_on)

    def begin(self) -> None:
        """Show the window, or go on without it."""
        if self._start.in_background:
            self.window.painted.disconnect(self._go_on)
            QTimer.singleShot(0, self._go_on)
        else:
            self.window.show()

    def _go_on(self) -> None:
        # from here on the database layer may be imported: the window is on screen
        from caregiver import logs
        from ui import messages
        from ui.program import Program

        self.program = Program(self._app, self.window, self.settings, self._start.now)
        messages.catch_bugs(lambda report: self._show_bug(report, logs.log_path()))
        try:
            self.program.begin(self._start.path, in_background=self._start.in_background)
        finally:
            gc.freeze()
            gc.enable()

    def _show_bug(self, report: str, log: Path) -> None:
        from ui.dialogs.error_report import show_error_report

        show_error_report(self.window, report, log)


def run(start: Start) -> int:
    """Run the program until its window is closed; return the exit code."""
    # what is loaded at the start stays: looking through it for garbage costs 30 ms
    gc.disable()
    app = make_application(sys.argv[:1])
    starter = Starter(app, start)
    starter.begin()
    return app.exec()
