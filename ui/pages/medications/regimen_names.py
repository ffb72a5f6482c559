"""Names offered under a field for a medicine; one is filled in only by a click."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caregiver.app import Caregiver
from ui.widgets.buttons import row_button
from ui.widgets.cards import clear
from ui.widgets.fields import TextField
from ui.widgets.flow import FlowLayout
from ui.widgets.text import plain

SHORTEST_TO_SUGGEST = 3


class NameOffers(QWidget):
    """Offer the names of the list that the typed one may mean."""

    def __init__(self, app: Caregiver, field: TextField, name: str) -> None:
        """Take the field, and the start of the names of its buttons."""
        super().__init__()
        self._app, self._field, self._name = app, field, name
        self._flow = FlowLayout(self, 6)
        field.value_changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        typed = self._field.value()
        service = self._app.medicine_names
        asks = len(typed) >= SHORTEST_TO_SUGGEST and not service.is_known(typed)
        offered = [one.name for one in service.suggest(typed)] if asks else []
        clear(self._flow)
        if offered:
            self._flow.addWidget(plain(self.tr("Did you mean"), "muted", wrap=False))
        for number, name in enumerate(offered):
            button = row_button(f"{self._name}_offer_{number}", name,
                                spoken=self.tr("Use the name %1").replace("%1", name))  # fmt: skip
            button.clicked.connect(lambda _=False, name=name: self._field.set_value(name))
            self._flow.addWidget(button)
        self.setVisible(bool(offered))
