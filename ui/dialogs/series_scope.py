"""Ask which dates of a series are meant: this one, this and later ones, or all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.dialogs.message import Message
from ui.widgets.buttons import Button, main_button, quiet_button, second_button
from ui.widgets.cards import across, down

# the translation tool finds a call by this name
translate = QCoreApplication.translate


class SeriesScope(Enum):
    """Which dates of a series a change is for."""

    THIS = "this"
    LATER = "later"
    ALL = "all"


class SeriesScopeDialog(Message):
    """Offer one button per answer; the arrow keys go between them, Esc leaves all as it is."""

    def __init__(self, parent: QWidget | None, title: str, day: str,
                 scopes: Collection[SeriesScope]) -> None:  # fmt: skip
        """Take what is asked ("Change which dates?"), the day in words, and what to offer."""
        words = translate("SeriesScope", "This is one date of a series: %1.")
        super().__init__(parent, title, words.replace("%1", day))
        self.setObjectName("series_scope")
        self.chosen: SeriesScope | None = None
        self._buttons: list[Button] = []
        for scope, label in _answers(day):
            if scope in scopes:
                self._add(scope, label)
        keep = quiet_button("scope_keep", translate("SeriesScope", "Leave as it is"))
        keep.clicked.connect(self.reject)
        self.add(down(*self._buttons, spacing=8))
        self.add(across(keep, 1))
        self._buttons.append(keep)
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go between the answers with the arrow keys."""
        step = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}.get(event.key(), 0)
        at = next((i for i, one in enumerate(self._buttons) if one.hasFocus()), -1)
        if step and at >= 0:
            target = self._buttons[(at + step) % len(self._buttons)]
            target.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _add(self, scope: SeriesScope, label: str) -> None:
        make = second_button if self._buttons else main_button
        button = make(f"scope_{scope.value}", label)
        button.clicked.connect(lambda: self._choose(scope))
        self._buttons.append(button)

    def _choose(self, scope: SeriesScope) -> None:
        self.chosen = scope
        self.accept()


def choose_series_scope(
    parent: QWidget,
    title: str,
    day: str,
    done: Callable[[SeriesScope], object],
    *,
    scopes: Collection[SeriesScope] = tuple(SeriesScope),
) -> SeriesScopeDialog:
    """Ask without stopping the program; call `done` with the answer, not at all without one.

    The first of `scopes` has the focus: Enter means this one date.
    """
    dialog = SeriesScopeDialog(parent.window(), title, day, scopes)
    dialog.accepted.connect(lambda: done(dialog.chosen) if dialog.chosen else None)
    dialog.setModal(True)
    dialog.open()
    return dialog


def _answers(day: str) -> tuple[tuple[SeriesScope, str], ...]:
    return (
        (SeriesScope.THIS, translate("SeriesScope", "Only %1").replace("%1", day)),
        (SeriesScope.LATER, translate("SeriesScope", "This date and all later ones")),
        (SeriesScope.ALL, translate("SeriesScope", "All dates")),
    )
