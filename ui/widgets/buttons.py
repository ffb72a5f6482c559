"""Make buttons: one filled main button per screen, all others outlined or quiet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from ui import icons
from ui.theme import look, set_role
from ui.widgets.naming import named
from ui.widgets.tips import plain_tip

HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
# per role: icon size, icon color
ICON_LOOKS = {
    "main": (20, "on_accent"),
    "second": (20, "text"),
    "row": (18, "text"),
    "row_accent": (18, "accent"),
    "quiet": (18, "muted"),
    "link": (18, "accent"),
    "icon": (18, "text"),
    "icon_quiet": (18, "muted"),
    "toast_undo": (16, "toast_accent"),
    "choice": (20, "text"),
}


class Button(QPushButton):
    """Show a button whose icon follows the colors and the text size."""

    def __init__(self, name: str, words: str, role: str = "second", *, icon: str = "",
                 spoken: str = "") -> None:  # fmt: skip
        """Take an object name, the words on it, a role of `ICON_LOOKS` and a Lucide icon name.

        `spoken` says more than the words where the words alone are not enough ("Taken").
        """
        super().__init__()
        named(self, name, spoken or words)
        self.setProperty("role", role)
        self._role, self._icon, self._words = role, icon, words
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(words, spoken)
        self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button with Enter too: Qt leaves that to the desktop, and few do it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & HELD:
            self.click()
        else:
            super().keyPressEvent(event)

    def set_words(self, words: str, spoken: str = "") -> None:
        """Change the words on the button, and what is spoken."""
        self._words = words
        if self._role not in ("icon", "icon_quiet"):
            self.setText(words.replace("&", "&&"))
        else:
            self.setToolTip(plain_tip(words))
        self.setAccessibleName(spoken or words)

    def set_role(self, role: str) -> None:
        """Change the look of the button to another role of `ICON_LOOKS`."""
        self._role = role
        set_role(self, role)
        self.restyle()

    def words(self) -> str:
        """Return the words on the button."""
        return self._words

    def set_icon(self, icon: str) -> None:
        """Show another icon, or none for ""."""
        self._icon = icon
        self.restyle()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the color of the words when the button can be pressed or not."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.restyle()

    def restyle(self) -> None:
        """Draw the icon again."""
        if not self._icon:
            self.setIcon(QIcon())
            return
        size, token = ICON_LOOKS[self._role]
        if self.isChecked() and self._role == "choice":
            token = "accent"
        if not self.isEnabled():
            token = "muted"
        pad = 0 if self._role in ("icon", "icon_quiet") else 4
        side = look().px(size)
        self.setIcon(icons.icon(self._icon, size, token, pad_right=pad))
        self.setIconSize(QSize(side + look().px(pad), side))


class MenuButton(Button):
    """Show a button that opens a menu, with a small arrow after its words."""

    def __init__(self, name: str, words: str, role: str = "quiet", *, spoken: str = "") -> None:
        """Take an object name, words and role; add entries with `add`."""
        super().__init__(name, words, role, icon="chevron-down", spoken=spoken)
        # the icon of a button stands before the words of the reading direction: turn it round
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.clicked.connect(self.open_menu)

    def add(self, name: str, words: str, act: Callable[[], object]) -> None:
        """Add an entry that calls `act`."""
        action = self._menu.addAction(words.replace("&", "&&"))
        action.setObjectName(name)
        action.triggered.connect(lambda: act())

    def menu_entries(self) -> QMenu:
        """Return the menu, for tests and for changing entries."""
        return self._menu

    def open_menu(self) -> None:
        """Open the menu under the button."""
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


def main_button(name: str, words: str, icon: str = "", *, spoken: str = "") -> Button:
    """Return the one filled button of a screen, 44 px high."""
    return Button(name, words, "main", icon=icon, spoken=spoken)


def second_button(name: str, words: str, icon: str = "", *, spoken: str = "") -> Button:
    """Return an outlined button, 44 px high."""
    return Button(name, words, "second", icon=icon, spoken=spoken)


def row_button(name: str, words: str, icon: str = "", *, spoken: str = "",
               accent: bool = False) -> Button:  # fmt: skip
    """Return an outlined button for a row or a card, 36 px high."""
    return Button(name, words, "row_accent" if accent else "row", icon=icon, spoken=spoken)


def quiet_button(name: str, words: str, icon: str = "", *, spoken: str = "") -> Button:
    """Return a button without a border, 36 px high."""
    return Button(name, words, "quiet", icon=icon, spoken=spoken)


def link_button(name: str, words: str, *, spoken: str = "") -> Button:
    """Return a button that looks like a link."""
    return Button(name, words, "link", spoken=spoken)


def icon_button(name: str, spoken: str, icon: str, *, quiet: bool = False) -> Button:
    """Return a square button; its words are spoken and shown as a tool tip."""
    return Button(name, spoken, "icon_quiet" if quiet else "icon", icon=icon)
