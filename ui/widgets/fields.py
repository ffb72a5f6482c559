"""Ask for one value: a label, an editor, and a sentence beside it when it cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import icons, reading
from ui.theme import look, spread
from ui.widgets.naming import named
from ui.widgets.text import IconLabel, plain, set_words
from ui.widgets.ticks import CheckBox

T = TypeVar("T")


class Field(QWidget):
    """Show label, editor, hint and problem; the base of all fields.

    `draft` and `restore` carry the raw text, so that nothing typed is lost, readable or not.
    """

    value_changed = Signal()

    def __init__(self, name: str, label: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.setObjectName(f"{name}_field")
        self.editor = editor
        self.name = name
        self._label_words = label
        named(editor, name, label, hint)
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=4)
        self._label = plain(label.replace("&", "&&"), "strong")
        self._label.setBuddy(editor)
        self._column.addWidget(self._label)
        if hint:
            self._column.addWidget(plain(hint, "muted", name=f"{name}_hint"))
        self._hint = hint
        self._line = QHBoxLayout()
        spread(self._line, spacing=8)
        self._line.addWidget(editor, 1)
        self._column.addLayout(self._line)
        self._echo = plain("", "muted", name=f"{name}_echo")
        self._echo.hide()
        self._column.addWidget(self._echo)
        self._column.addWidget(self._problem_line(name))
        self.setFocusProxy(editor)

    def label(self) -> str:
        """Return the words of the label."""
        return self._label_words

    def hide_label(self) -> None:
        """Leave the label to screen readers only: something else on screen says it."""
        self._label.hide()

    def add_beside(self, widget: QWidget) -> None:
        """Put a widget at the right of the editor: a unit, a button."""
        self._line.addWidget(widget)

    def draft(self) -> str:
        """Return what is in the editor, raw."""
        raise NotImplementedError

    def restore(self, draft: str) -> None:
        """Put raw text back into the editor."""
        raise NotImplementedError

    def own_problem(self) -> str:
        """Return a sentence when what was typed cannot be read, else ""."""
        return ""

    def show_problem(self, sentence: str) -> None:
        """Show a sentence beside the field; "" takes it away."""
        set_words(self._problem, sentence)
        self._problem_row.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence or self._hint)
        if self.editor.property("wrong") != bool(sentence):
            self.editor.setProperty("wrong", bool(sentence))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def problem(self) -> str:
        """Return the sentence shown now."""
        return self._problem.text() if self._problem_row.isVisibleTo(self) else ""

    def show_echo(self, words: str) -> None:
        """Show how the typed text was understood; "" takes it away."""
        set_words(self._echo, words)
        self._echo.setVisible(bool(words))

    def _problem_line(self, name: str) -> QWidget:
        self._problem_row = QWidget()
        row = QHBoxLayout(self._problem_row)
        spread(row, spacing=6)
        row.addWidget(IconLabel("circle-alert", 16, "attention"), 0, Qt.AlignmentFlag.AlignTop)
        self._problem = plain("", "secondary", tone="attention", name=f"{name}_problem")
        row.addWidget(self._problem, 1)
        self._problem_row.hide()
        return self._problem_row

    def _edited(self) -> None:
        self.show_problem("")
        self.value_changed.emit()


class TextField(Field):
    """Ask for one line of text; surrounding space is dropped."""

    def __init__(self, name: str, label: str, *, hint: str = "", example: str = "",
                 suggestions: Sequence[str] = ()) -> None:  # fmt: skip
        self._edit = QLineEdit()
        super().__init__(name, label, self._edit, hint)
        self._edit.setPlaceholderText(example)
        self._edit.textChanged.connect(self._edited)
        self.suggest(suggestions)

    def value(self) -> str:
        """Return the text."""
        return self._edit.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self._edit.setText(value)

    def suggest(self, suggestions: Sequence[str]) -> None:
        """Offer texts while typing; any other text is fine too."""
        if suggestions:
            completer = QCompleter(QStringListModel(list(suggestions)), self._edit)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self._edit.setCompleter(completer)

    def draft(self) -> str:
        """Return the raw text."""
        return self._edit.text()

    def restore(self, draft: str) -> None:
        """Put raw text back."""
        self._edit.setText(draft)


class NoteField(Field):
    """Ask for several lines of text; grows with what is written."""

    def __init__(self, name: str, label: str, *, hint: str = "", example: str = "",
                 lines: int = 3) -> None:  # fmt: skip
        self._edit = QPlainTextEdit()
        self._lines = lines
        super().__init__(name, label, self._edit, hint)
        self._edit.setPlaceholderText(example)
        self._edit.setTabChangesFocus(True)
        self._edit.textChanged.connect(self._edited)
        self._edit.textChanged.connect(self._grow)
        self._edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def value(self) -> str:
        """Return the text without space around it."""
        return self._edit.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self._edit.setPlainText(value)

    def draft(self) -> str:
        """Return the raw text."""
        return self._edit.toPlainText()

    def restore(self, draft: str) -> None:
        """Put raw text back."""
        self._edit.setPlainText(draft)

    def restyle(self) -> None:
        """Take the height again."""
        self._grow()

    def _grow(self) -> None:
        shown = min(12, max(self._lines, int(self._edit.document().size().height())))
        line = self._edit.fontMetrics().lineSpacing()
        self._edit.setFixedHeight(line * shown + look().gap(6) * 2 + 14)


class NumberField(Field):
    """Ask for a number as the person writes it; the value is exact."""

    def __init__(self, name: str, label: str, *, hint: str = "", unit: str = "",
                 example: str = "") -> None:  # fmt: skip
        self._edit = QLineEdit()
        super().__init__(name, label, self._edit, hint)
        self._edit.setPlaceholderText(example)
        self._edit.setMaximumWidth(look().px(180))
        self._line.setStretch(0, 0)  # as wide as a number needs; the room beside it stays empty
        self._edit.textChanged.connect(self._edited)
        self._edit.editingFinished.connect(lambda: self.show_problem(self.own_problem()))
        self._unit = plain(unit, wrap=False)
        self.add_beside(self._unit)
        self._line.addStretch(1)

    def value(self) -> Decimal | None:
        """Return the number, or None when the field is empty or cannot be read."""
        return reading.number(self._edit.text())

    def set_value(self, value: Decimal | None) -> None:
        """Show a number as it was recorded, without adding or dropping digits."""
        self._edit.setText(reading.number_text(value))

    def set_unit(self, unit: str) -> None:
        """Show another unit behind the editor."""
        set_words(self._unit, unit)

    def own_problem(self) -> str:
        """Return a sentence when the text is not a number."""
        if self._edit.text().strip() and self.value() is None:
            return self.tr("This is not a number we can read. Write it like 2.5.")
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


class ComboBox(QComboBox):
    """Show a list to choose from; scrolling the page over it changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow, which the style sheet cannot recolor."""
        super().paintEvent(event)
        side = look().px(18)
        box = QRectF(self.width() - side - look().gap(10), (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        icons.paint(painter, "chevron-down", box, "muted")
        painter.end()


class ChoiceField(Field, Generic[T]):
    """Ask for one of a few values, each with its words."""

    def __init__(self, name: str, label: str, choices: Sequence[tuple[T, str]] = (), *,
                 hint: str = "") -> None:  # fmt: skip
        self._combo = ComboBox()
        super().__init__(name, label, self._combo, hint)
        self._values: list[T] = []
        self.set_choices(choices)
        self._combo.currentIndexChanged.connect(self._edited)

    def set_choices(self, choices: Sequence[tuple[T, str]]) -> None:
        """Offer other choices; the value stays if it is among them."""
        before = self._values[self._combo.currentIndex()] if self._values else None
        self._combo.blockSignals(True)
        self._combo.clear()
        self._values = [value for value, _ in choices]
        self._combo.addItems([words for _, words in choices])
        if before in self._values:
            self._combo.setCurrentIndex(self._values.index(before))
        self._combo.blockSignals(False)

    def value(self) -> T:
        """Return the value chosen."""
        return self._values[self._combo.currentIndex()]

    def set_value(self, value: T) -> None:
        """Choose a value; one that is not offered is ignored."""
        if value in self._values:
            self._combo.setCurrentIndex(self._values.index(value))

    def draft(self) -> str:
        """Return the number of the choice."""
        return str(self._combo.currentIndex())

    def restore(self, draft: str) -> None:
        """Choose by the number again."""
        self._combo.setCurrentIndex(int(draft) if draft.isdigit() else 0)


class MemberField(ChoiceField[str]):
    """Ask for somebody of the care team; "" when nobody was chosen."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, [("", "")], hint=hint)
        self.set_members(())

    def set_members(self, members: Sequence[tuple[str, str]]) -> None:
        """Offer people as pairs of id and name."""
        self.set_choices([("", self.tr("Nobody chosen")), *members])


class TickField(Field):
    """Ask yes or no with one box."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        self._box = CheckBox(name, label)
        super().__init__(name, label, self._box, hint)
        self.hide_label()
        self._box.toggled.connect(self._edited)

    def value(self) -> bool:
        """Tell whether the box is ticked."""
        return self._box.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick the box or not."""
        self._box.setChecked(value)

    def draft(self) -> str:
        """Return "1" or ""."""
        return "1" if self._box.isChecked() else ""

    def restore(self, draft: str) -> None:
        """Tick the box again."""
        self._box.setChecked(draft == "1")
