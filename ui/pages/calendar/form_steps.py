"""Ask for the steps of a preparation: lines to write, and steps to take over with one press."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.theme import spread
from ui.widgets.buttons import icon_button, row_button
from ui.widgets.cards import across, clear
from ui.widgets.naming import named
from ui.widgets.tab_order import reach_after, reach_before
from ui.widgets.text import plain

MOST_STEPS = 30


class StepsField(QWidget):
    """Ask for lines in order. Enter begins the next one; Backspace in an empty one removes it."""

    value_changed = Signal()

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.name = name
        self.setObjectName(f"{name}_field")
        self._edits: list[QLineEdit] = []
        self._line_of: dict[QLineEdit, QWidget] = {}
        self._offered: tuple[str, ...] = ()
        self._shown: list[str] = []
        self._made = 0
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        column.addWidget(plain(label, "strong"))
        self._lines = QVBoxLayout()
        spread(self._lines, spacing=8)
        column.addLayout(self._lines)
        self._add = row_button(f"{name}_add", self.tr("Write a step"), "plus")
        self._add.clicked.connect(lambda: self._insert(len(self._edits), "", focus=True))
        column.addWidget(across(self._add, 1))
        self._hint = plain(self.tr("Ideas, to add with one press:"), "muted")
        self._hint.hide()
        column.addWidget(self._hint)
        self._ideas = QVBoxLayout()
        spread(self._ideas, spacing=4)
        column.addLayout(self._ideas)
        self.setFocusProxy(self._add)
        self._show_ideas()

    def value(self) -> tuple[str, ...]:
        """Return the steps in order, each once, without empty lines."""
        written = (" ".join(edit.text().split()) for edit in self._edits)
        return tuple(dict.fromkeys(step for step in written if step))

    def set_value(self, value: Sequence[str]) -> None:
        """Show steps."""
        clear(self._lines)
        self._edits = []
        self._line_of = {}
        for step in value:
            self._append(step)
        self._show_ideas()

    def offer(self, steps: Sequence[str]) -> None:
        """Offer steps to take over; those that stand there already are left out."""
        self._offered = tuple(steps)
        self._show_ideas()

    def draft(self) -> str:
        """Return the lines as typed."""
        return "\n".join(edit.text() for edit in self._edits)

    def restore(self, draft: str) -> None:
        """Put the lines back."""
        self.set_value(draft.split("\n") if draft else ())

    def own_problem(self) -> str:
        """Return nothing: any words are fine."""
        return ""

    def show_problem(self, sentence: str) -> None:
        """Say it to whoever reads the screen aloud; nothing written here can be wrong."""
        self._add.setAccessibleDescription(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the next line with Enter, remove an empty one with Backspace."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            place = next((i for i, one in enumerate(self._edits) if one is watched), -1)
            is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if place >= 0 and is_plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._insert(place + 1, "", focus=True)
                return True
            is_empty = place >= 0 and not self._edits[place].text()
            if is_empty and event.key() == Qt.Key.Key_Backspace:
                self._remove(self._edits[place])
                return True
        return super().eventFilter(watched, event)

    def _append(self, step: str) -> None:
        self._insert(len(self._edits), step)

    def _insert(self, place: int, step: str, *, focus: bool = False) -> None:
        if len(self._edits) >= MOST_STEPS:
            return
        edit = QLineEdit(step)
        self._made += 1
        named(edit, f"{self.name}_{self._made}", self.tr("Step of the preparation"))
        edit.setPlaceholderText(self.tr("What to do before"))
        edit.setCursorPosition(0)
        edit.installEventFilter(self)
        remove = icon_button(f"{self.name}_remove_{self._made}", self.tr("Remove this step"), "x",
                             quiet=True)  # fmt: skip
        remove.clicked.connect(partial(self._remove, edit))
        line = across(edit, 1, remove, spacing=4)
        self._lines.insertWidget(place, line)
        self._edits.insert(place, edit)
        self._line_of[edit] = line
        follows = self._edits[place + 1] if place + 1 < len(self._edits) else self._add
        reach_before(follows, edit, remove)
        edit.textChanged.connect(self._edited)
        if focus:
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edited()

    def _remove(self, edit: QLineEdit) -> None:
        place = self._edits.index(edit)
        del self._edits[place]
        line = self._line_of.pop(edit)
        self._lines.removeWidget(line)
        neighbor = self._edits[max(0, place - 1)] if self._edits else self._add
        neighbor.setFocus(Qt.FocusReason.OtherFocusReason)
        line.hide()
        line.deleteLater()
        self._edited()

    def _edited(self) -> None:
        self._show_ideas()
        self.value_changed.emit()

    def _take(self, step: str) -> None:
        self._append(step)
        first = self._ideas.itemAt(0)
        widget = first.widget() if first is not None else None
        target = _button_in(widget) if widget is not None else self._add
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_ideas(self) -> None:
        there = set(self.value())
        ideas = [step for step in self._offered if step not in there]
        if ideas == self._shown:
            return
        self._shown = ideas
        self._hint.setVisible(bool(ideas))
        clear(self._ideas)
        buttons = []
        for number, step in enumerate(ideas):
            take = icon_button(f"{self.name}_idea_{number}",
                               self.tr("Add the step: %1").replace("%1", step), "plus",
                               quiet=True)  # fmt: skip
            take.clicked.connect(partial(self._take, step), Qt.ConnectionType.QueuedConnection)
            self._ideas.addWidget(across(take, plain(step, "secondary"), 1, spacing=4))
            buttons.append(take)
        reach_after(self._add, *buttons)


def _button_in(line: QWidget) -> QWidget:
    """Return the button of a line."""
    return line.findChild(QPushButton) or line
