"""Whether the clinic holds a medicine now or from a coming day on, and how it goes on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.holds import Hold
from caregiver.domain.medications import Medication
from ui.holds import HoldWords
from ui.pages import attempt
from ui.pages.medications.details_section import DetailsSection, flowing
from ui.theme import spread
from ui.widgets.buttons import quiet_button, row_button
from ui.widgets.cards import Card, clear, down
from ui.widgets.text import icon_line

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class HoldsSection(DetailsSection):
    """Show the holds of today and of the days to come; those that are over are changes."""

    def __init__(self, app: Caregiver, host: Host, medication_id: str) -> None:
        super().__init__(app, host, medication_id)
        self._said = HoldWords(host.formats)
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=8)

    def reload(self) -> None:
        """Ask for the holds again."""
        clear(self._column)
        medication = self.app.medications.get(self.medication_id)
        today = self.app.clock.today()
        used = medication is not None and medication.is_current(today)
        shown = [one for one in self.app.holds.of(self.medication_id) if _is_ahead(one, today)]
        self.setVisible(used and bool(shown))
        if medication is None or not used:
            return
        for number, hold in enumerate(reversed(shown)):
            self._column.addWidget(self._message(number, hold, medication))

    def _message(self, number: int, hold: Hold, medication: Medication) -> QWidget:
        today = self.app.clock.today()
        words = self._said.with_reason(self._said.state(hold, today), hold)
        message = icon_line("pause", words, "strong")
        message.setObjectName(f"held_{number}")
        change = quiet_button(f"change_hold_{number}", self.tr("Change"),
                             spoken=self.tr("Change this hold"))  # fmt: skip
        change.clicked.connect(lambda: self._change(medication, hold))
        buttons: list[QWidget] = [change]
        if hold.first_on < today:
            goes = row_button(f"goes_on_{number}", self.tr("It goes on today"), "check")
            goes.clicked.connect(lambda: self._go_on(medication, today))
            other = row_button(f"goes_on_other_{number}", self.tr("On another day…"))
            other.clicked.connect(lambda: self._ask_day(medication, hold))
            buttons = [goes, other, change]
        return Card(down(message, flowing(*buttons), spacing=8))

    def _go_on(self, medication: Medication, on: date) -> None:
        said = self.tr("%1 goes on today").replace("%1", medication.name)
        attempt(self.host, lambda: self.app.holds.go_on(medication.id, on), said)

    def _ask_day(self, medication: Medication, hold: Hold) -> None:
        from ui.pages.medications.hold_form import GoOnForm

        self.form_asked.emit(GoOnForm(self.app, self.host, [medication], hold))

    def _change(self, medication: Medication, hold: Hold) -> None:
        from ui.pages.medications.hold_form import HoldForm

        self.form_asked.emit(HoldForm(self.app, self.host, [medication], hold))


def _is_ahead(hold: Hold, today: date) -> bool:
    return hold.last_on is None or hold.last_on >= today
