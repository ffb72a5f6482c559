"""How a medicine is taken, now and from a coming day on, and a dose when needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver import texts
from caregiver.domain.medications import Schedule
from caregiver.services.medications import MedicationEntry
from ui.messages import translated
from ui.pages import attempt
from ui.pages.medications.details_section import DetailsSection
from ui.theme import spread
from ui.widgets.buttons import row_button
from ui.widgets.cards import InlineMessage, across, clear, down
from ui.widgets.details_pane import pane_title
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class HowSection(DetailsSection):
    """Show the name and each way it is taken. `edit_asked` carries the medicine."""

    edit_asked = Signal(object)

    def __init__(self, app: Caregiver, host: Host, medication_id: str) -> None:
        super().__init__(app, host, medication_id)
        column = QVBoxLayout(self)
        spread(column, spacing=12)
        self._rows = QVBoxLayout()
        spread(self._rows, spacing=12)
        column.addLayout(self._rows)
        self._warning = QVBoxLayout()
        spread(self._warning, spacing=4)
        column.addLayout(self._warning)

    def reload(self) -> None:
        """Ask for the schedules again."""
        entry = self.app.medications.entry(self.medication_id)
        if entry is None:
            return
        clear(self._rows)
        medication = entry.medication
        strength = self.words.safe(medication.strength)
        self._rows.addWidget(pane_title(f"{medication.name} {strength}".strip(), medication.brand))
        is_used = medication.is_current(self.app.clock.today())
        for number, schedule in enumerate(entry.shown):
            self._rows.addWidget(self._schedule(entry, number, schedule, is_used))
        if not entry.shown and is_used:
            add = row_button("say_when", self.tr("Say how it is taken"), "pencil")
            add.clicked.connect(lambda: self.edit_asked.emit(medication))
            self._rows.addWidget(across(add, 1))
        for schedule in entry.coming if entry.schedules else ():
            day = self.host.formats.date_medium(schedule.first_on) if schedule.first_on else ""
            words = self.tr("From %1: %2").replace("%1", day)
            self._rows.addWidget(plain(words.replace("%2", self.words.how(schedule)), "muted"))

    def _schedule(
        self, entry: MedicationEntry, number: int, schedule: Schedule, is_used: bool
    ) -> QWidget:
        how = plain(self.words.how(schedule), "body")
        buttons: list[QWidget] = []
        if schedule.as_needed and is_used:
            give = row_button(f"give_{number}", self.tr("Taken now"), "check", accent=True)
            give.clicked.connect(lambda: self._ask_before(schedule))
            buttons.append(give)
        if is_used:
            change = row_button(f"change_dose_{number}", self.tr("Change dose"), "pencil",
                                spoken=self.tr("Change the dose from a day on"))  # fmt: skip
            change.clicked.connect(lambda: self._change(entry, schedule))
            buttons.append(change)
        return down(how, across(*buttons, 1)) if buttons else how

    def _ask_before(self, schedule: Schedule) -> None:
        """Record a dose when needed, unless a limit of the family would be passed."""
        found = self.app.doses.warnings(schedule)
        clear(self._warning)
        if not found:
            self._give(schedule)
            return
        words = " ".join(
            translated(texts.WARNINGS[one.code]).format(limit=one.limit, given=one.given)
            for one in found
        )
        anyway = row_button("give_anyway", self.tr("It was taken: record it"))
        message = InlineMessage("attention", "", words, anyway)
        message.setObjectName("limit_warning")
        anyway.clicked.connect(lambda: self._give(schedule))
        self._warning.addWidget(message)
        message.show()

    def _give(self, schedule: Schedule) -> None:
        clear(self._warning)
        medication = self.app.medications.get(self.medication_id)
        if medication is None:
            return

        def give() -> None:
            dose = self.app.doses.give(medication, schedule)
            said = self.tr("%1: %2").replace("%1", medication.name)
            self.host.tell(said.replace("%2", self.words.status(dose, self.app.clock.zone())))

        attempt(self.host, give)

    def _change(self, entry: MedicationEntry, schedule: Schedule) -> None:
        from ui.pages.medications.change_forms import ChangeDoseForm

        form = ChangeDoseForm(self.app, self.host, entry.medication, schedule, [schedule])
        self.form_asked.emit(form)
