"""Say what a notice is and what can show one: the desktop, the tray, or a small window."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal

# what a button of a notice may ask for; "default" is a click on the notice itself
DEFAULT, OPEN, LATER, SEEN, TAKEN = "default", "open", "later", "seen", "taken"


class Way(Enum):
    """How notices are shown on this computer."""

    UNKNOWN = "unknown"
    DESKTOP = "desktop"
    TRAY = "tray"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Notice:
    """Hold what to show: a second one with the same key takes the place of the first.

    `buttons` are pairs of an answer (above) and its words. The texts are plain.
    """

    key: str
    title: str
    body: str
    buttons: tuple[tuple[str, str], ...] = ()


class Notifier(QObject):
    """Show notices; the base of every way to do so.

    `pressed` carries the key of a notice and the answer; `closed` the key of one that went away
    without an answer; `failed` the notice that could not be shown.
    """

    pressed = Signal(str, str)
    closed = Signal(str)
    failed = Signal(object)

    way = Way.UNKNOWN

    def show_notice(self, notice: Notice) -> None:
        """Show a notice, in the place of the one with the same key."""
        raise NotImplementedError

    def withdraw(self, key: str) -> None:
        """Take a notice away; nothing happens where there is none."""
        raise NotImplementedError

    def close(self) -> None:
        """Take every notice away and let go of everything."""
        raise NotImplementedError
