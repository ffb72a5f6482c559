"""Show notices by the tray icon, where there is no better way: no buttons, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.reminders.notices import DEFAULT, Notice, Notifier, Way
from ui.tray import Tray

SHOWN_MS = 15_000


class TrayNotifier(Notifier):
    """Show a balloon at the tray icon; a click on it opens what it is about."""

    way = Way.TRAY

    def __init__(self, tray: Tray, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        self._key = ""
        tray.message_clicked.connect(self._clicked)
        tray.hold("notices", True)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice."""
        self._key = notice.key
        self._tray.show_message(notice.title, notice.body, SHOWN_MS)

    def withdraw(self, key: str) -> None:
        """Forget a notice; the desktop takes it away by itself."""
        if key == self._key:
            self._key = ""

    def close(self) -> None:
        """Let go of the icon."""
        self._tray.message_clicked.disconnect(self._clicked)
        self._tray.hold("notices", False)

    def _clicked(self) -> None:
        if self._key:
            self.pressed.emit(self._key, DEFAULT)
