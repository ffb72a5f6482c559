"""Fields of a treatment plan: days of a cycle with their strip, and a dose of the family's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from caregiver import texts
from caregiver.domain.quantities import safe_dose_text
from caregiver.formats import Formats
from ui.medicine_words import MedicineWords
from ui.messages import translated
from ui.pages.medications.regimen_words import read_days, typed_days
from ui.pages.medications.schedule_fields import UNITS, TimesField, watch_writing
from ui.pages.medications.strip import CycleStrip, StripColumn, StripRow
from ui.theme import look, spread
from ui.widgets.buttons import quiet_button, row_button
from ui.widgets.cards import across
from ui.widgets.fields import NumberField, TextField
from ui.widgets.text import plain

Attach = Callable[[str, Any], Any]
NARROW = 480


class Beside(QWidget):
    """Hold widgets side by side, or one under the other where there is no room."""

    def __init__(self, *parts: tuple[QWidget, int], narrow: int = NARROW) -> None:
        """Take widgets with their share of the width, and from which px on there is room."""
        super().__init__()
        self._narrow = narrow
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        spread(self._row, spacing=16)
        for part, share in parts:
            self._row.addWidget(part, share, Qt.AlignmentFlag.AlignTop)

    def restyle(self) -> None:
        """Arrange again."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange by the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_narrow = self.width() < look().px(self._narrow)
        wanted = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)


class WholeField(NumberField):
    """Ask for a whole number of days or cycles; nothing is rounded."""

    def __init__(self, name: str, label: str, *, unit: str = "", example: str = "",
                 from_one: bool = True) -> None:  # fmt: skip
        """Take what a number field takes, and whether 0 and less are refused."""
        self._from_one = from_one
        super().__init__(name, label, unit=unit, example=example)

    def value(self) -> Decimal | None:
        """Return the number; None where it is missing, has a fraction or is refused."""
        value = super().value()
        if value is None or value != int(value) or (self._from_one and value < 1):
            return None
        return value

    def own_problem(self) -> str:
        """Return a sentence when the text is no whole number."""
        if not self.draft().strip() or self.value() is not None:
            return ""
        return self.tr("Please write a whole number, like 7.")


class PlanDaysField(TextField):
    """Ask for days of a cycle: "1-21", "1, 8, 15, 22", and around an infusion "-5 to -3, 0"."""

    def days(self) -> tuple[int, ...] | None:
        """Return the days in order; None where they cannot be read."""
        return read_days(self.value())

    def set_days(self, days: Sequence[int]) -> None:
        """Show days as they are typed."""
        self.set_value(typed_days(days))

    def own_problem(self) -> str:
        """Return a sentence when the days cannot be read."""
        return translated(texts.PROBLEMS["cycle_day_unknown"]) if self.days() is None else ""


class DaysWithStrip(QWidget):
    """Show days as text to change and as a strip that follows what is typed."""

    def __init__(self, attach: Attach, name: str, label: str, *, at_hospital: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        spread(column, spacing=4)
        self.field: PlanDaysField = attach(
            name, PlanDaysField(name, label, example=self.tr("1-21 or 1, 8, 15, 22"))
        )
        self.strip = CycleStrip(f"{name}_strip")
        self.strip.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field above says the same
        self.strip.set_title(label)
        column.addWidget(self.field)
        column.addWidget(self.strip)
        self._columns: list[StripColumn] = []
        self._at_hospital = at_hospital
        self.field.value_changed.connect(self.show_strip)

    def set_columns(self, columns: list[StripColumn]) -> None:
        """Take the days there are."""
        self._columns = columns
        self.show_strip()

    def set_at_hospital(self, at_hospital: bool) -> None:
        """Draw the days with the mark of the hospital, or without."""
        self._at_hospital = at_hospital
        self.show_strip()

    def show_strip(self) -> None:
        """Draw what can be read."""
        days = frozenset(self.field.days() or ())
        row = StripRow("", "", days, at_hospital=self._at_hospital)
        self.strip.show_columns([row], self._columns, None)


class DoseOfPlan(QWidget):
    """Ask for a dose; what the source says stands above and is used only by a click."""

    opened = Signal()

    def __init__(
        self, attach: Attach, name: str, of_source: str, what: str, *, folded: bool = False
    ) -> None:
        """Take the start of the names of its fields, the source's words, and whose dose it is.

        `folded`: the fields come with a click, or when they hold something.
        """
        super().__init__()
        self._of_source = of_source
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        if of_source:
            spoken = self.tr("Use the dose of the source for %1").replace("%1", what)
            use = row_button(f"{name}_use_source", self.tr("Use this"), spoken=spoken)
            use.clicked.connect(self.use_source)
            words = self.tr("The source says: %1").replace("%1", safe_dose_text(of_source).text)
            column.addWidget(across(plain(words, "muted"), 1, use))
        self._build_fields(attach, name)
        spoken = self.tr("Add the dose of %1").replace("%1", what)
        self._open = quiet_button(f"{name}_add_dose", self.tr("Add the dose"), "plus",
                                  spoken=spoken)  # fmt: skip
        self._open.clicked.connect(self._open_here)
        column.addWidget(across(self._open, 1))
        self._fields = Beside((self.amount, 2), (self.unit, 3), (self.dose_text, 6))
        column.addWidget(self._fields)
        for field in (self.amount, self.unit, self.dose_text):
            field.value_changed.connect(self._unfold)
        self._fields.setVisible(not folded)
        self._open.setVisible(folded)

    def is_open(self) -> bool:
        """Say whether the fields are there."""
        return not self._fields.isHidden()

    def unfold(self) -> None:
        """Show the fields."""
        self._fields.show()
        self._open.hide()

    def use_source(self) -> None:
        """Write down what the source says: the person has said that it is right."""
        self.dose_text.set_value(safe_dose_text(self._of_source).text)
        self.unfold()
        self.dose_text.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> tuple[Decimal | None, str, str]:
        """Return amount, unit and words."""
        return self.amount.value(), self.unit.value(), self.dose_text.value()

    def set_values(self, amount: Decimal | None, unit: str, dose_text: str) -> None:
        """Show a dose of the family."""
        self.amount.set_value(amount)
        self.unit.set_value(unit)
        self.dose_text.set_value(dose_text)

    def _build_fields(self, attach: Attach, name: str) -> None:
        self.amount: NumberField = attach(
            f"{name}_amount", NumberField(f"{name}_amount", self.tr("Amount"))
        )
        self.unit: TextField = attach(
            f"{name}_unit", TextField(f"{name}_unit", self.tr("Unit"),
                                      example=self.tr("tablet"), suggestions=UNITS))  # fmt: skip
        self.dose_text: TextField = attach(
            f"{name}_dose", TextField(f"{name}_dose", self.tr("Or in words"),
                                      example=self.tr("as the clinic gives it")))  # fmt: skip
        watch_writing(self.dose_text)
        watch_writing(self.unit)

    def _unfold(self) -> None:
        if self.amount.draft() or self.unit.value() or self.dose_text.value():
            self.unfold()
            self.opened.emit()

    def _open_here(self) -> None:
        self.unfold()
        self.opened.emit()
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)


def times_field(
    attach: Attach, name: str, formats: Formats, label: str, example: str
) -> TimesField:
    """Return a field for times of day."""
    field: TimesField = attach(
        name, TimesField(name, label, formats, MedicineWords(formats), example=example)
    )
    return field


def times_of(field: TimesField) -> tuple[time, ...]:
    """Return the times typed, none where they cannot be read."""
    return field.times() or ()
