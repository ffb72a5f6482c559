"""Stay reachable by an icon in the tray while the window is closed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from ui.icons import ICONS


class Tray(QObject):
    """Show the icon while somebody needs it; what it shows names nobody and no medicine."""

    open_asked = Signal()
    quiet_asked = Signal()
    quit_asked = Signal()
    message_clicked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._holders: set[str] = set()
        self._menu = QMenu(window)
        self._menu.setObjectName("tray_menu")
        for name, words, signal in (
            ("tray_open", self.tr("Open"), self.open_asked),
            ("tray_quiet", self.tr("Quiet for 1 hour"), self.quiet_asked),
            ("tray_quit", self.tr("Quit"), self.quit_asked),
        ):
            action = self._menu.addAction(words)
            action.setObjectName(name)
            action.triggered.connect(signal)
        self._icon = QSystemTrayIcon(QIcon(str(ICONS / "app.svg")), self)
        self._icon.setContextMenu(self._menu)
        self._icon.setToolTip(QGuiApplication.applicationDisplayName())
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.message_clicked)

    @staticmethod
    def is_available() -> bool:
        """Say whether this desktop shows tray icons now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @staticmethod
    def can_show_messages() -> bool:
        """Say whether a notice at the icon would be seen."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def hold(self, holder: str, is_needed: bool) -> None:
        """Show the icon for one of those who need it; hide it with the last."""
        if is_needed:
            self._holders.add(holder)
        else:
            self._holders.discard(holder)
        self._icon.setVisible(bool(self._holders))

    def is_shown(self) -> bool:
        """Say whether the icon is there."""
        return bool(self._holders)

    def show_message(self, title: str, body: str, shown_ms: int) -> None:
        """Show a balloon."""
        self._icon.showMessage(title, body, self._icon.icon(), shown_ms)

    def menu(self) -> QMenu:
        """Return the menu of the icon."""
        return self._menu

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.open_asked.emit()
