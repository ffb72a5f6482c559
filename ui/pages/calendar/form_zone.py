"""Ask for a time zone by the name of a city."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit

from ui.widgets.fields import TextField


class ZoneField(TextField):
    """Ask for a zone, shown as "America/New York". The value is the IANA name."""

    def __init__(self, name: str, label: str, hint: str) -> None:
        super().__init__(name, label, hint=hint)
        self.editor.installEventFilter(self)
        self._has_names = False

    def value(self) -> str:
        """Return the IANA name."""
        typed = super().value().replace(" ", "_")
        return _by_lower().get(typed.lower(), typed) if typed else ""

    def set_value(self, value: str) -> None:
        """Show a zone."""
        super().set_value(value.replace("_", " "))

    def own_problem(self) -> str:
        """Return a sentence when there is no such zone."""
        typed = super().value()
        if not typed or typed.replace(" ", "_").lower() in _by_lower():
            return ""
        return self.tr("We do not know this time zone. Write it like America/New York.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer the names when the field is first used: there are hundreds."""
        if event.type() == QEvent.Type.FocusIn and not self._has_names:
            self._has_names = True
            self.suggest(sorted(name.replace("_", " ") for name in _by_lower().values()))
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, QLineEdit):
            self.set_value(self.value())
        return super().eventFilter(watched, event)


@cache
def _by_lower() -> dict[str, str]:
    """Return the zones this computer knows, with a city, by their names in small letters."""
    found = (name for name in available_timezones() if not name.startswith(("Etc/", "SystemV/")))
    return {name.lower(): name for name in found if "/" in name or name == "UTC"}
