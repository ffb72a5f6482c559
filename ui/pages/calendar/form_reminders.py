"""Ask when to be reminded before an appointment: several times, chosen or of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.theme import spread
from ui.widgets.buttons import row_button
from ui.widgets.fields import ChoiceField, NumberField
from ui.widgets.segmented import SegmentedField

HOUR, DAY, WEEK = 60, 24 * 60, 7 * 24 * 60
OFFERED = (WEEK, 2 * DAY, DAY, 2 * HOUR, HOUR, 30)
MOST_MINUTES = 60 * DAY
# the translation tool finds a call by this name
translate = QCoreApplication.translate


def before_words(minutes: int) -> str:
    """Return "1 week", "2 days", "90 minutes", "at the start"."""
    if minutes == 0:
        return translate("Reminders", "at the start")
    for size, one, many in (
        (WEEK, translate("Reminders", "1 week"), translate("Reminders", "%1 weeks")),
        (DAY, translate("Reminders", "1 day"), translate("Reminders", "%1 days")),
        (HOUR, translate("Reminders", "1 hour"), translate("Reminders", "%1 hours")),
    ):
        if minutes % size == 0:
            number = minutes // size
            return one if number == 1 else many.replace("%1", str(number))
    return translate("Reminders", "%1 minutes").replace("%1", str(minutes))


class RemindersField(QWidget):
    """Ask for minutes before the start. The value is a tuple, longest first."""

    value_changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setObjectName(f"{name}_field")
        choices = [(minutes, before_words(minutes)) for minutes in OFFERED]
        self._chips = SegmentedField(
            name, self.tr("Remind before"), choices, several=True,
            hint=self.tr("Choose as many as you like. Without any: 1 day and 2 hours before."),
        )  # fmt: skip
        self._number = NumberField(f"{name}_number", self.tr("Another time before"))
        self._unit = ChoiceField(f"{name}_unit", self.tr("Minutes, hours or days before"), [
            (1, self.tr("minutes")), (HOUR, self.tr("hours")), (DAY, self.tr("days")),
        ])  # fmt: skip
        self._unit.hide_label()
        self._unit.set_value(DAY)
        self._add = row_button(f"{name}_add", self.tr("Add"), "plus",
                               spoken=self.tr("Add this reminder"))  # fmt: skip
        self._number.add_beside(self._unit)
        self._number.add_beside(self._add)
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        column.addWidget(self._chips)
        column.addWidget(self._number)
        self._chips.value_changed.connect(self.value_changed)
        self._number.value_changed.connect(self.value_changed)
        self._add.clicked.connect(self.add_own)
        enter = self._number.findChild(QLineEdit)
        assert enter is not None
        enter.returnPressed.connect(self.add_own)

    def value(self) -> tuple[int, ...]:
        """Return the minutes, longest first, with the number that still waits to be added."""
        own = self._own()
        return tuple(sorted({*self._chips.values(), *([own] if own else ())}, reverse=True))

    def set_value(self, value: Sequence[int]) -> None:
        """Show reminders, also such as are not offered."""
        for minutes in value:
            if minutes not in self._chips.choices():
                self._chips.add_choice(minutes, before_words(minutes))
        self._chips.set_values(tuple(value))

    def add_own(self) -> None:
        """Turn the number into a chip."""
        own = self._own()
        if own is None:
            self.show_problem(self.own_problem() or self.tr("Write a number first."))
            return
        self.set_value((*self._chips.values(), own))
        self._number.set_value(None)
        self.value_changed.emit()

    def draft(self) -> str:
        """Return what is chosen and what stands in the number."""
        chosen = ",".join(str(minutes) for minutes in self._chips.values())
        return f"{chosen}\n{self._number.draft()}\n{self._unit.draft()}"

    def restore(self, draft: str) -> None:
        """Choose it again."""
        chosen, number, unit = (*draft.split("\n"), "", "")[:3]
        self.set_value([int(part) for part in chosen.split(",") if part.isdigit()])
        self._number.restore(number)
        self._unit.restore(unit)

    def own_problem(self) -> str:
        """Return a sentence when the number is no number, or too large."""
        if not self._number.draft().strip():
            return ""
        number = self._number.value()
        if number is None or number != int(number) or number < 0:
            return self.tr("Write a whole number.")
        if self._own() is None:
            return self.tr("A reminder can be up to 60 days before.")
        return ""

    def show_problem(self, sentence: str) -> None:
        """Show a sentence under the number."""
        self._number.show_problem(sentence)

    def _own(self) -> int | None:
        number = self._number.value()
        if number is None or number != int(number) or not 0 <= number <= MOST_MINUTES:
            return None
        minutes = int(number) * self._unit.value()
        return minutes if minutes <= MOST_MINUTES else None
