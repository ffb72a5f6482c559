"""Choose one of a few, or several of a few, with buttons that show all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.naming import named

T = TypeVar("T")


class SegmentedControl(QWidget):
    """Show joined buttons of which one is pressed: the ways to see a page, a period."""

    chosen = Signal(str)

    def __init__(self, name: str, spoken: str, choices: Sequence[tuple[str, str]]) -> None:
        """Take pairs of key and words; the first is chosen."""
        super().__init__()
        named(self, name, spoken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._keys = [key for key, _ in choices]
        for index, (key, words) in enumerate(choices):
            button = QPushButton(words.replace("&", "&&"))
            named(button, f"{name}_{key}", f"{spoken}: {words}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("role", "segment")
            button.setProperty("place", _place(index, len(choices)))
            self._group.addButton(button, index)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._toggled)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def key(self) -> str:
        """Return the key of the choice."""
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Press the button of `key`."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def _toggled(self, number: int, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(self._keys[number])


class _ChoiceButtons(QWidget):
    """Hold choice buttons that wrap onto more lines where there is not enough room."""

    def __init__(self) -> None:
        super().__init__()
        FlowLayout(self, 8)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: list[Button] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the buttons with the arrow keys."""
        step = {Qt.Key.Key_Right.value: 1, Qt.Key.Key_Left.value: -1}.get(event.key(), 0)
        at = next((i for i, each in enumerate(self.buttons) if each.hasFocus()), -1)
        if step and at >= 0:
            self.buttons[(at + step) % len(self.buttons)].setFocus()
        else:
            super().keyPressEvent(event)


class SegmentedField(Field, Generic[T]):
    """Ask for one of a few values with a button for each; nothing is chosen at first."""

    def __init__(self, name: str, label: str, choices: Sequence[tuple[T, str]], *,
                 hint: str = "", several: bool = False) -> None:  # fmt: skip
        self._box = _ChoiceButtons()
        super().__init__(name, label, self._box, hint)
        self._values: list[T] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        for value, words in choices:
            self.add_choice(value, words)
        self._group.idToggled.connect(lambda *_: self._edited())
        self.setFocusProxy(None)  # type: ignore[arg-type]  # PySide's stub forgets None

    def add_choice(self, value: T, words: str) -> None:
        """Offer one more value, after the others."""
        index = len(self._values)
        spoken = f"{self._label_words}: {words}"
        button = Button(f"{self.name}_{index}", words, "choice", spoken=spoken)
        button.setCheckable(True)
        self._values.append(value)
        self._group.addButton(button, index)
        inner = self._box.layout()
        assert inner is not None
        inner.addWidget(button)
        if self._box.buttons:  # one that comes later is still reached right after the others
            QWidget.setTabOrder(self._box.buttons[-1], button)
        self._box.buttons.append(button)

    def choices(self) -> tuple[T, ...]:
        """Return every value offered, in order."""
        return tuple(self._values)

    def value(self) -> T | None:
        """Return the value chosen, or None."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def values(self) -> tuple[T, ...]:
        """Return all values chosen, in order, where several may be."""
        return tuple(
            value for i, value in enumerate(self._values) if self._group.button(i).isChecked()
        )

    def set_value(self, value: T | None) -> None:
        """Choose a value; None chooses nothing."""
        self.set_values(() if value is None else (value,))

    def set_values(self, values: Sequence[T]) -> None:
        """Choose these values and no other."""
        exclusive = self._group.exclusive()
        self._group.setExclusive(False)
        for number, value in enumerate(self._values):
            self._group.button(number).setChecked(value in values)
        self._group.setExclusive(exclusive)

    def draft(self) -> str:
        """Return the numbers of the choices."""
        return ",".join(str(self._values.index(value)) for value in self.values())

    def restore(self, draft: str) -> None:
        """Choose by the numbers again."""
        self.set_values([self._values[int(part)] for part in draft.split(",") if part.isdigit()])


def _place(index: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if index == 0 else "last" if index == count - 1 else "middle"
