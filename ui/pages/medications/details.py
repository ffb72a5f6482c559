"""One medicine beside the list: sections about how it is taken, what happened and what can be done.

A section of another matter is added to `_sections`, in the order a tired person reads: how it is
taken, facts, holds, stock, what to ask before, log, changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.medications.details_changes import ChangesSection
from ui.pages.medications.details_facts import FactsSection
from ui.pages.medications.details_holds import HoldsSection
from ui.pages.medications.details_how import HowSection
from ui.pages.medications.details_log import LogSection
from ui.pages.medications.details_record import RecordSection
from ui.pages.medications.details_section import DetailsSection
from ui.pages.medications.interaction_section import InteractionSection
from ui.pages.medications.supply_section import SupplySection
from ui.theme import spread

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class MedicineDetails(QWidget):
    """Show one medicine; any past day can be filled in or corrected here."""

    pane_width = 460
    closed = Signal()
    form_asked = Signal(object)
    edit_asked = Signal(object)

    def __init__(self, app: Caregiver, host: Host, id: str) -> None:
        super().__init__()
        self.setObjectName("medicine_details")
        self._app, self._host, self._id = app, host, id
        column = QVBoxLayout(self)
        spread(column, spacing=16)
        self._parts = self._sections()
        for part in self._parts:
            part.form_asked.connect(self.form_asked)
            column.addWidget(part)
        self.reload()

    def reload(self) -> None:
        """Let every section ask again; close when the medicine is gone."""
        if self._app.medications.get(self._id) is None:
            self.closed.emit()
            return
        for part in self._parts:
            part.reload()

    def _sections(self) -> tuple[DetailsSection, ...]:
        about = self._app, self._host, self._id
        how, facts = HowSection(*about), FactsSection(*about)
        for part in (how, facts):
            part.edit_asked.connect(self.edit_asked)
        return (
            how,
            HoldsSection(*about),
            facts,
            SupplySection(*about),
            InteractionSection(*about),
            LogSection(*about),
            RecordSection(*about),
            ChangesSection(*about),
        )
