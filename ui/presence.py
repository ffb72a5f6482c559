"""Decide what closing the window does: end the program, or go on reminding without a window."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from caregiver.settings import Settings
from ui.main_window import MainWindow


class Presence(QObject):
    """Keep the program reachable while its window is closed, if that was chosen.

    `is_needed`: there is a care file to remind of. `ended` follows a Quit.
    """

    quiet_asked = Signal()
    ended = Signal()

    def __init__(self, app: QApplication, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._app, self._window, self._settings = app, window, settings
        self.is_needed = False
        self._is_leaving = False
        self._has_tray = False
        window.keeps_running = self._stays_behind
        if sys.platform == "darwin":
            app.installEventFilter(self)

    def apply(self) -> None:
        """Show the tray icon, or not, by the choice of the moment."""
        is_wanted = self.is_needed and self._settings.close_to_tray
        if is_wanted or self._has_tray:
            self._connect_tray()
            self._window.tray.hold("window", is_wanted)

    def stay_hidden(self) -> None:
        """Begin without the window; a desktop without a tray shows it as small as can be."""
        self._connect_tray()
        if self._window.tray.is_available():
            self._app.setQuitOnLastWindowClosed(False)
            self._window.tray.hold("window", True)
        else:
            self._window.showMinimized()

    def come_forward(self) -> None:
        """Show the window in front of the others."""
        self._app.setQuitOnLastWindowClosed(True)
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def quit(self) -> None:
        """End the program, whatever was chosen about closing the window."""
        self._is_leaving = True
        self._window.close()
        self.ended.emit()
        self._app.quit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Quit of the menu bar of macOS end the program; else the window would refuse it."""
        if event.type() == QEvent.Type.Quit:
            self._is_leaving = True
        return False

    def _connect_tray(self) -> None:
        if not self._has_tray:
            self._has_tray = True
            self._window.tray.open_asked.connect(self.come_forward)
            self._window.tray.quiet_asked.connect(self.quiet_asked)
            self._window.tray.quit_asked.connect(self.quit)

    def _stays_behind(self) -> bool:
        """Put the window away instead of closing it; say whether that was done."""
        is_wanted = self._settings.close_to_tray and self.is_needed
        if self._is_leaving or not is_wanted or self._app.isSavingSession():
            return False
        if not self._settings.was_told_of_tray and not self._was_agreed():
            return False
        if self._window.tray.is_available():
            self._app.setQuitOnLastWindowClosed(False)
            self._window.hide()
        else:
            self._window.showMinimized()
        return True

    def _was_agreed(self) -> bool:
        """Say once that the program goes on, and where it is then."""
        from ui.dialogs.message import ask

        where = self.tr("You find it by its icon in the tray; Quit is in the menu of the icon.")
        if not self._window.tray.is_available():
            where = self.tr("You find it as a small window; Close the program is in its menu.")
        sentence = self.tr("The program goes on without its window, so that it can remind you.")
        self._settings.was_told_of_tray = True
        return not ask(
            self._window,
            self.tr("It keeps running"),
            f"{sentence} {where}",
            do=self.tr("Close it now"),
            keep=self.tr("Keep it running"),
        )
