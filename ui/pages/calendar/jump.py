"""Ask for a date to go to, in a line that opens under the title."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from caregiver.formats import Formats
from ui.theme import spread
from ui.widgets.buttons import icon_button, row_button
from ui.widgets.cards import across
from ui.widgets.date_fields import DateField


class JumpLine(QFrame):
    """Take a date as people write it; Enter goes there, Esc closes the line."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, formats: Formats, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("jump_line")
        self.setProperty("role", "card")
        self._field = DateField("jump_date", self.tr("Go to date"), formats, today,
                                offer_today=False)  # fmt: skip
        go = row_button("jump_go", self.tr("Go"), spoken=self.tr("Go to this date"))
        go.clicked.connect(self._go)
        close = icon_button("jump_close", self.tr("Close"), "x", quiet=True)
        close.clicked.connect(self._close)
        self._field.add_beside(across(go, close))
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        spread(row, 16, 8, 16, 12, spacing=8)
        row.addWidget(self._field, 1)
        self.hide()

    def ask(self) -> None:
        """Show the line with nothing in it."""
        self._field.set_value(None)
        self._field.show_problem("")
        self.show()
        self._field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def editor(self) -> QWidget:
        """Return what is typed into."""
        return self._field.editor

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with Enter, close with Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        day = self._field.value()
        if day is None:
            words = self.tr("Write a date, like March 24 or 3/24/2028.")
            self._field.show_problem(self._field.own_problem() or words)
            self._field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.chosen.emit(day)
        self._close()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
