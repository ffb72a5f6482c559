"""Find the best way to show notices on this computer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.reminders.notices import Notifier
from ui.reminders.window_notices import WindowNotifier

if TYPE_CHECKING:
    from ui.reminders.bus import SessionBus
    from ui.tray import Tray


class Chooser(QObject):
    """Try the desktop's notification server, then the tray, and keep to small windows else."""

    found = Signal(object)

    def __init__(
        self, run: Callable[..., object], tray: Callable[[], Tray], parent: QObject | None = None
    ) -> None:
        """Take how to work beside the window (`Host.run`), and who makes the tray icon."""
        super().__init__(parent)
        self._run, self._tray = run, tray
        self._is_over = False
        self._asked: SessionBus | None = None

    def look(self) -> None:
        """Look for a way; `found` follows once, with a `Notifier`."""
        if sys.platform != "linux":
            self.fall_back()
            return
        from ui.reminders import bus

        self._run(bus.connect, self._connected)

    def fall_back(self) -> None:
        """Take the best way that needs no notification server."""
        tray = self._tray()
        if tray.can_show_messages():
            from ui.reminders.tray_notices import TrayNotifier

            self._hand_out(TrayNotifier(tray))
        else:
            self._hand_out(WindowNotifier())

    def close(self) -> None:
        """Hand out nothing more."""
        self._is_over = True
        if self._asked is not None:
            self._asked.close()

    def _connected(self, opened: Any) -> None:
        if opened is None or self._is_over:
            if opened is not None:
                opened.close()
            self.fall_back()
            return
        from ui.reminders.bus import SessionBus
        from ui.reminders.desktop import ask_abilities

        asked = self._asked = SessionBus(opened, self)
        asked.lost.connect(self._refused)
        asked.call(ask_abilities(), self._answered, self._refused)

    def _answered(self, values: tuple[Any, ...]) -> None:
        from ui.reminders.desktop import DesktopNotifier

        asked, self._asked = self._asked, None
        if asked is not None:
            asked.lost.disconnect(self._refused)
            self._hand_out(DesktopNotifier(asked, frozenset(values[0])))

    def _refused(self, _name: str = "") -> None:
        """Go on without a server: nobody answers for it on this bus."""
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.close()
            asked.deleteLater()
            self.fall_back()

    def _hand_out(self, notifier: Notifier) -> None:
        if self._is_over:
            notifier.close()
            notifier.deleteLater()
        else:
            self.found.emit(notifier)
