"""One section of the pane of a medicine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.medicine_words import MedicineWords
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class DetailsSection(QWidget):
    """Show one thing about a medicine; the pane calls `reload` once it is in and on changes.

    `form_asked` carries a form to show in the place of the pane: a widget with a signal `closed`
    and a method `start`. A section with nothing to say hides itself.
    """

    form_asked = Signal(object)

    def __init__(self, app: Caregiver, host: Host, medication_id: str) -> None:
        super().__init__()
        self.app, self.host, self.medication_id = app, host, medication_id
        self.words = MedicineWords(host.formats, app.medications.pattern_names)

    def reload(self) -> None:
        """Ask for what is shown again; keep focus and selection."""
        raise NotImplementedError


def flowing(*buttons: QWidget) -> QWidget:
    """Return buttons side by side that go on in the next line where there is no room."""
    holder = QWidget()
    layout = FlowLayout(holder, 8)
    for button in buttons:
        layout.addWidget(button)
    return holder
