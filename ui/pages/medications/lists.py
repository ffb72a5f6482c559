"""What can be seen of the whole list of medicines: for a trip, together, and who knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import quiet_button
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

TRIP, TOGETHER, TOLD = LISTS = ("trip", "interactions", "told")


class ListButtons(QWidget):
    """Show a button for each list; `asked` carries its name."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = FlowLayout(self, 8)
        trip = quiet_button("pack_for_trip", self.tr("Pack for a trip…"), "package")
        together = quiet_button("whole_list", self.tr("Taken together…"), "info",
                                spoken=self.tr("Interactions of the whole list"))  # fmt: skip
        told = quiet_button("who_knows_all", self.tr("Who knows about these?"), "users")
        for name, button in zip(LISTS, (trip, together, told), strict=True):
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            row.addWidget(button)


def list_pane(name: str, app: Caregiver, host: Host) -> QWidget:
    """Return the pane of a list: a widget with a signal `closed` and a method `start`."""
    if name == TRIP:
        from ui.pages.medications.supply_trip import TripPane

        return TripPane(app, host)
    if name == TOGETHER:
        from ui.pages.medications.interaction_whole_list import WholeListPane

        return WholeListPane(app, host)
    from ui.pages.medications.interaction_told import ToldPane

    return ToldPane(app, host)
