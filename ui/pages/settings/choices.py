"""The choices of this computer: text size, colors, typeface, units, paper and keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ui.theme import look
from ui.widgets.cards import Card, SectionHeading, down
from ui.widgets.fields import TextField, TickField
from ui.widgets.segmented import SegmentedField

if TYPE_CHECKING:
    from ui.pages import Host

TEXT_SIZES = (100, 125, 150, 175, 200)


class Choices(QWidget):
    """Show every choice; each applies at once."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host

    def sections(self) -> list[QWidget]:
        """Return the sections of the page, each with its heading."""
        return [
            _section(self.tr("Look"), self._look()),
            _section(self.tr("Units and paper"), self._units()),
            _section(self.tr("You at this computer"), self._you()),
        ]

    def _look(self) -> list[QWidget]:
        sizes = [(size, f"{size}\N{NO-BREAK SPACE}%") for size in TEXT_SIZES]
        themes = [
            ("system", self.tr("Like the computer")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ]
        faces = [("system", self.tr("Usual letters")), ("easy", self.tr("Easy to read"))]
        return [
            self._choice("text_size", self.tr("Text size"), sizes),
            self._choice("theme", self.tr("Colors"), themes),
            self._choice("typeface", self.tr("Letters"), faces),
        ]

    def _units(self) -> list[QWidget]:
        papers = [
            ("", self.tr("As usual here")),
            ("letter", self.tr("Letter")),
            ("a4", self.tr("A4")),
        ]
        degrees = [("°F", "°F"), ("°C", "°C")]
        return [
            self._choice("temperature_unit", self.tr("Temperature"), degrees),
            self._choice("paper", self.tr("Paper"), papers),
        ]

    def _you(self) -> list[QWidget]:
        name = TextField(
            "user_name",
            self.tr("Your name"),
            hint=self.tr("Stands beside what you change, if several of you use this file."),
        )
        name.set_value(self._host.settings.user_name)
        name.editor.installEventFilter(self)
        name.value_changed.connect(self._keep_name)
        self._name = name
        keys = TickField("row_keys", self.tr("Space, X and L work in a row of doses"))
        keys.set_value(self._host.settings.row_keys)
        keys.value_changed.connect(lambda: self._set("row_keys", keys.value()))
        return [name, keys]

    def _choice(self, name: str, label: str, choices: list[tuple[Any, str]]) -> QWidget:
        field: SegmentedField[Any] = SegmentedField(name, label, choices)
        field.set_value(getattr(self._host.settings, name))
        field.value_changed.connect(self._changer(name, field))
        return field

    def _changer(self, name: str, field: SegmentedField[Any]) -> Callable[[], None]:
        def change() -> None:
            value = field.value()
            if value is not None:
                self._set(name, value)

        return change

    def _keep_name(self) -> None:
        """Keep the name as it is typed; the window shows nothing of it."""
        self._host.settings.user_name = self._name.value()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save the name when it is left; not at each letter."""
        if event.type() == QEvent.Type.FocusOut:
            self._host.settings_changed()
        return super().eventFilter(watched, event)

    def _set(self, name: str, value: Any) -> None:
        if getattr(self._host.settings, name) != value:
            setattr(self._host.settings, name, value)
            self._host.settings_changed()


def _section(heading: str, parts: list[QWidget]) -> QWidget:
    card = Card(*parts, padding=(16, 16))
    card.body.setSpacing(look().gap(16))
    return down(SectionHeading(heading), card)
