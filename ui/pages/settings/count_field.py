"""Ask for a whole number from 1 on: a line, a cycle, a day."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import spread
from ui.widgets.fields import NumberField


class CountField(QWidget):
    """Show a number field that takes 1 to `most` and no parts of a number."""

    value_changed = Signal()

    def __init__(self, name: str, label: str, most: int = 999) -> None:
        super().__init__()
        self.name, self._most = name, most
        self._field = NumberField(name, label)
        self._field.value_changed.connect(self.value_changed)
        column = QVBoxLayout(self)
        spread(column, spacing=0)
        column.addWidget(self._field)
        self.setFocusProxy(self._field)

    def value(self) -> int | None:
        """Return the number, None where the field is empty or cannot be read."""
        number = self._field.value()
        return None if number is None or self.own_problem() else int(number)

    def set_value(self, value: int | None) -> None:
        """Show a number."""
        self._field.set_value(None if value is None else Decimal(value))

    def draft(self) -> str:
        """Return the raw text."""
        return self._field.draft()

    def restore(self, draft: str) -> None:
        """Put raw text back."""
        self._field.restore(draft)

    def own_problem(self) -> str:
        """Return a sentence when the text is not a whole number in range."""
        number = self._field.value()
        if number is None:
            return self._field.own_problem()
        if number == number.to_integral_value() and 1 <= number <= self._most:
            return ""
        return self.tr("Please type a whole number from 1 to %s.") % self._most

    def show_problem(self, sentence: str) -> None:
        """Show a sentence beside the field."""
        self._field.show_problem(sentence)
