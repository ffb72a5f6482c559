"""What is known about a medicine, and what can be done with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from caregiver.domain.medications import Medication, Schedule
from ui.pages import attempt
from ui.pages.medications.details_section import DetailsSection, flowing
from ui.pages.medications.form_photo import MedicinePhotos
from ui.theme import spread
from ui.widgets.buttons import link_button, quiet_button, row_button
from ui.widgets.cards import across, clear, down
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class FactsSection(DetailsSection):
    """Show why, since when and by whom, then the buttons. `edit_asked` carries the medicine."""

    edit_asked = Signal(object)

    def __init__(self, app: Caregiver, host: Host, medication_id: str) -> None:
        super().__init__(app, host, medication_id)
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=12)

    def reload(self) -> None:
        """Ask for the medicine again."""
        medication = self.app.medications.get(self.medication_id)
        if medication is None:
            return
        clear(self._column)
        self._fill_facts(medication)
        self._column.addWidget(MedicinePhotos(self.app, self.host, medication.id))
        self._fill_actions(medication)

    def _fill_facts(self, medication: Medication) -> None:
        stopped = self._day_words(medication.stopped_on)
        why = [medication.stop_reason, medication.stop_told_by]
        if stopped and any(why):
            stopped = f"{stopped} ({', '.join(part for part in why if part)})"
        missed = self.words.safe(medication.missed_dose)
        if missed and medication.missed_dose_source:
            missed = f"{missed} ({medication.missed_dose_source})"
        facts = (
            (self.tr("For: %1"), medication.reason),
            (self.tr("How: %1"), self.words.safe(medication.instructions)),
            (self.tr("Avoid: %1"), medication.avoid),
            (self.tr("If a dose is missed: %1"), missed),
            (self.tr("Since %1"), self._day_words(medication.started_on)),
            (self.tr("Said by %1"), medication.told_by),
            (self.tr("Stopped %1"), stopped),
            (self.tr("Prescribed by %1"), medication.prescriber),
            (self.tr("Pharmacy: %1"), medication.pharmacy),
            (self.tr("Looks like: %1"), medication.looks_like),
            (self.tr("Note: %1"), medication.note),
        )
        lines = [plain(words.replace("%1", value), "muted") for words, value in facts if value]
        if lines:
            self._column.addWidget(down(*lines, spacing=2))

    def _fill_actions(self, medication: Medication) -> None:
        fix = link_button("edit_medicine", self.tr("Correct a mistake"))
        fix.clicked.connect(lambda: self.edit_asked.emit(medication))
        remove = quiet_button("delete_medicine", self.tr("Remove"), "trash-2",
                              spoken=self.tr("Remove this medicine and its log"))  # fmt: skip
        remove.clicked.connect(self._delete)
        if medication.is_current(self.app.clock.today()):
            stop = row_button("stop_medicine", self.tr("Stop…"), "x")
            stop.clicked.connect(lambda: self._stop(medication))
            hold = row_button("hold_medicine", self.tr("Hold…"), "pause",
                              spoken=self.tr("The clinic holds this medicine"))  # fmt: skip
            hold.clicked.connect(lambda: self._hold(medication))
            another = row_button("another_dose", self.tr("Another dose…"), "plus",
                                 spoken=self.tr("Add a dose at other times"))  # fmt: skip
            another.clicked.connect(lambda: self._another(medication))
            self._column.addWidget(flowing(hold, stop, another))
        elif medication.stopped_on is not None:
            spoken = self.tr("Start this medicine again, as a new one")
            again = row_button("start_again", self.tr("Start again…"), "plus", spoken=spoken)
            again.clicked.connect(lambda: self._start_again(medication))
            self._column.addWidget(across(again, 1))
        self._column.addWidget(across(fix, remove, 1))

    def _another(self, medication: Medication) -> None:
        from ui.pages.medications.change_forms import ChangeDoseForm

        empty = Schedule(medication_id=medication.id)
        self.form_asked.emit(ChangeDoseForm(self.app, self.host, medication, empty, []))

    def _start_again(self, medication: Medication) -> None:
        from ui.pages.medications.form import MedicineForm, again_of

        fresh = again_of(medication)
        form = MedicineForm(self.app, self.host, fresh, is_new=True, again=medication)
        self.form_asked.emit(form)

    def _stop(self, medication: Medication) -> None:
        from ui.pages.medications.change_forms import StopForm

        self.form_asked.emit(StopForm(self.app, self.host, medication))

    def _hold(self, medication: Medication) -> None:
        from ui.pages.medications.hold_form import HoldForm

        self.form_asked.emit(HoldForm(self.app, self.host, [medication]))

    def _delete(self) -> None:
        medication = self.app.medications.get(self.medication_id)
        if medication is not None:
            said = self.tr("%1 and its log are removed").replace("%1", medication.name)
            attempt(self.host, lambda: self.app.medications.delete(medication), said)

    def _day_words(self, day: date | None) -> str:
        return self.host.formats.date_medium(day) if day is not None else ""
