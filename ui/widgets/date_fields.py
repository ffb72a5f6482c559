"""Ask for a day, a time of day, or both; typed freely, with the reading shown beneath."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from caregiver.formats import Formats
from ui import reading
from ui.theme import look, spread
from ui.widgets.buttons import quiet_button
from ui.widgets.fields import Field


class DateField(Field):
    """Ask for a day: "24 march", "3/24", "wed", "tomorrow"; arrow keys go a day up or down."""

    def __init__(self, name: str, label: str, formats: Formats, today: Callable[[], date], *,
                 hint: str = "", offer_today: bool = True) -> None:  # fmt: skip
        """Take how to write dates, and a function that tells today's date."""
        self._edit = QLineEdit()
        self._formats, self._today = formats, today
        super().__init__(name, label, self._edit, hint)
        self._edit.setPlaceholderText(self.tr("Like March 24"))
        self._edit.textChanged.connect(self._edited)
        self._edit.textChanged.connect(self._show_reading)
        self._edit.editingFinished.connect(lambda: self.show_problem(self.own_problem()))
        self._edit.installEventFilter(self)
        if offer_today:
            button = quiet_button(f"{name}_today", self.tr("Today"),
                                  spoken=self.tr("Use today's date"))  # fmt: skip
            button.clicked.connect(lambda: self.set_value(self._today()))
            self.add_beside(button)

    def value(self) -> date | None:
        """Return the day, or None when the field is empty or cannot be read."""
        return reading.day(self._edit.text(), self._today())

    def set_value(self, value: date | None) -> None:
        """Show a day."""
        self._edit.setText("" if value is None else self._formats.date_medium(value))

    def own_problem(self) -> str:
        """Return a sentence when the text is not a day."""
        if self._edit.text().strip() and self.value() is None:
            return self.tr("We cannot read this date. Write it like March 24 or 3/24.")
        return ""

    def draft(self) -> str:
        """Return the raw text."""
        return self._edit.text()

    def restore(self, draft: str) -> None:
        """Put raw text back."""
        self._edit.setText(draft)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go a day up or down with the arrow keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up.value: 1, Qt.Key.Key_Down.value: -1}.get(event.key(), 0)
            if step:
                self.set_value((self.value() or self._today()) + timedelta(days=step))
                return True
        return super().eventFilter(watched, event)

    def _show_reading(self) -> None:
        value = self.value()
        self.show_echo("" if value is None else self._formats.date_long(value))


class TimeField(Field):
    """Ask for a time of day: "8", "8:30", "8 pm", "20:15"; empty is allowed."""

    def __init__(self, name: str, label: str, formats: Formats, *, hint: str = "") -> None:
        self._edit = QLineEdit()
        self._formats = formats
        super().__init__(name, label, self._edit, hint)
        self._edit.setPlaceholderText(self.tr("Like 8:30 AM"))
        self._edit.textChanged.connect(self._edited)
        self._edit.editingFinished.connect(self._finish)
        self._line.addStretch(1)
        self.restyle()

    def value(self) -> time | None:
        """Return the time, or None when the field is empty or cannot be read."""
        return reading.clock(self._edit.text())

    def set_value(self, value: time | None) -> None:
        """Show a time."""
        self._edit.setText("" if value is None else self._formats.time(value))

    def own_problem(self) -> str:
        """Return a sentence when the text is not a time."""
        if self._edit.text().strip() and self.value() is None:
            return self.tr("We cannot read this time. Write it like 8:30 AM or 20:15.")
        return ""

    def draft(self) -> str:
        """Return the raw text."""
        return self._edit.text()

    def restore(self, draft: str) -> None:
        """Put raw text back."""
        self._edit.setText(draft)

    def restyle(self) -> None:
        """Take the width again."""
        self._edit.setMaximumWidth(look().px(180))

    def _finish(self) -> None:
        value = self.value()
        if value is not None and self._edit.text() != self._formats.time(value):
            self.set_value(value)
        self.show_problem(self.own_problem())


class DateTimeField(QWidget):
    """Ask for a day and a time, side by side; the time may be left empty."""

    value_changed = Signal()

    def __init__(self, name: str, labels: tuple[str, str], formats: Formats,
                 today: Callable[[], date]) -> None:  # fmt: skip
        """Take the labels of the two fields, how to write, and who tells today's date."""
        super().__init__()
        self.name = name
        self.setObjectName(f"{name}_field")
        self.day = DateField(f"{name}_date", labels[0], formats, today)
        self.time = TimeField(f"{name}_time", labels[1], formats)
        row = QHBoxLayout(self)
        spread(row, spacing=16)
        row.addWidget(self.day, 3)
        row.addWidget(self.time, 2)
        self.day.value_changed.connect(self.value_changed)
        self.time.value_changed.connect(self.value_changed)
        self.setFocusProxy(self.day)

    def value(self) -> datetime | None:
        """Return the local date and time, or None unless both can be read."""
        day, at = self.day.value(), self.time.value()
        return None if day is None or at is None else datetime.combine(day, at)

    def set_value(self, value: datetime | None) -> None:
        """Show a local date and time."""
        self.day.set_value(None if value is None else value.date())
        self.time.set_value(None if value is None else value.time())

    def label(self) -> str:
        """Return the words of the first label."""
        return self.day.label()

    def own_problem(self) -> str:
        """Return a sentence when one of the two cannot be read."""
        return self.day.own_problem() or self.time.own_problem()

    def show_problem(self, sentence: str) -> None:
        """Show a sentence beside the part it is about."""
        self.day.show_problem(sentence if not self.time.own_problem() else "")
        self.time.show_problem(sentence if self.time.own_problem() else "")

    def problem(self) -> str:
        """Return the sentence shown now."""
        return self.day.problem() or self.time.problem()

    def draft(self) -> str:
        """Return the raw texts."""
        return f"{self.day.draft()}\n{self.time.draft()}"

    def restore(self, draft: str) -> None:
        """Put raw texts back."""
        day, _, at = draft.partition("\n")
        self.day.restore(day)
        self.time.restore(at)
