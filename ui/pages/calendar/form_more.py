"""Hold what is rarely asked of an appointment behind "More"; what is filled in is in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import spread
from ui.widgets.buttons import quiet_button
from ui.widgets.cards import across
from ui.widgets.text import plain


class MoreSection(QWidget):
    """Show a button, the names of what is behind it, and the fields once it is pressed."""

    def __init__(self, name: str, remark: str) -> None:
        """Take the name of the button and what is behind it, in words."""
        super().__init__()
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        self._button = quiet_button(name, self.tr("More"), "chevron-right")
        self._button.clicked.connect(lambda: self.open(is_open=not self.is_open()))
        column.addWidget(across(self._button, 1))
        self._remark = plain(remark, "muted")
        column.addWidget(self._remark)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        spread(self._column, spacing=16)
        column.addWidget(self._inside)
        self._inside.hide()

    def add(self, field: QWidget) -> None:
        """Add a field under the others."""
        self._column.addWidget(field)

    def is_open(self) -> bool:
        """Say whether the fields are in sight."""
        return not self._inside.isHidden()

    def open(self, *, is_open: bool = True) -> None:
        """Show the fields, or put them away."""
        self._inside.setVisible(is_open)
        self._remark.setVisible(not is_open)
        self._button.set_icon("chevron-down" if is_open else "chevron-right")
        spoken = self.tr("Less") if is_open else self.tr("More about this appointment")
        self._button.set_words(self.tr("Less") if is_open else self.tr("More"), spoken)

    def holds(self, widget: QWidget | None) -> bool:
        """Say whether a widget is one of those behind the button."""
        return widget is not None and self._inside.isAncestorOf(widget)
