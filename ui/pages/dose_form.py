"""Correct one dose, or record one for any day: what became of it, when, how much, why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from caregiver.app import Caregiver
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.errors import UserError
from ui.medicine_words import MedicineWords
from ui.messages import problem_sentence, sentence
from ui.pages import Host
from ui.widgets.buttons import quiet_button
from ui.widgets.cards import across
from ui.widgets.date_fields import DateField, TimeField
from ui.widgets.fields import NoteField, NumberField, TextField
from ui.widgets.record_form import RecordForm
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain


class DoseForm(RecordForm[Dose]):
    """Edit what is recorded of one dose; the amount is the one given, whatever was planned."""

    pane_width = 420

    def __init__(self, app: Caregiver, host: Host, entry: DoseEntry) -> None:
        """Take the dose planned or recorded."""
        super().__init__(
            "dose_form",
            entry.medication.name,
            host.drafts,
            save=self._keep,
            sentence=problem_sentence,
            explain=sentence,
        )
        self._app, self._host, self._entry = app, host, entry
        words = MedicineWords(host.formats)
        self.add_widget(plain(self._planned(words), "muted"))
        status: Any = SegmentedField(
            "dose_status", self.tr("What became of it"),
            [(one, words.status_name(one)) for one in DoseStatus],
        )  # fmt: skip
        self._status = self.add("status", status)
        self._time = self.add(
            "given_time", TimeField("dose_given_time", self.tr("Taken at"), host.formats)
        )
        self._date = self.add(
            "given_date",
            DateField("dose_given_date", self.tr("On"), host.formats, app.clock.today,
                      offer_today=False),
        )  # fmt: skip
        amount = self.attach("amount", NumberField("dose_amount", self.tr("How much")))
        unit = self.attach("unit", TextField("dose_unit", self.tr("Unit")))
        self.add_widget(across(amount, unit))
        self.add("reason", TextField("dose_reason", self.tr("Why, if not taken")))
        self.add("note", NoteField("dose_note", self.tr("Note"), lines=2))
        self._status.value_changed.connect(self._show_parts)
        if entry.dose is not None:
            self._offer_removal(entry.dose)
        self.load(entry.dose or app.doses.draft(entry), is_new=entry.dose is None)
        self._show_parts()

    def fill(self, record: Dose) -> None:
        """Show the record; the time taken as the person's local time."""
        super().fill(record)
        zone = self._app.clock.zone()
        at = record.given_at or self._app.clock.now()
        local = at.astimezone(zone)
        self._time.set_value(local.time().replace(second=0, microsecond=0))
        self._date.set_value(local.date())

    def start(self) -> None:
        """Put the cursor where a correction most often goes."""
        self._time.setFocus()

    def read(self, record: Dose) -> Dose:
        """Return the record with what the fields say; a dose not taken has no time."""
        changed = super().read(record)
        if not changed.status.was_taken:
            return replace(changed, given_at=None)
        on, at = self._date.value(), self._time.value()
        if on is None or at is None:
            return replace(changed, given_at=None)
        local = datetime.combine(on, at)
        given = local.replace(tzinfo=self._app.clock.zone()).astimezone(UTC)
        before = record.given_at
        if before is not None and before.replace(second=0, microsecond=0) == given:
            given = before
        day = record.day if record.due_time is not None else local.date()
        return replace(changed, given_at=given, day=day)

    def _draft_id(self) -> str:
        """Keep what was typed about one dose away from every other."""
        medication, day, at = self._entry.key
        return f"{medication} {day} {at}"

    def _keep(self, record: Dose) -> None:
        self._app.doses.save(record)
        words = MedicineWords(self._host.formats)
        said = self.tr("%1: %2 is recorded").replace("%1", self._entry.medication.name)
        self._host.tell(said.replace("%2", words.status(record, self._app.clock.zone())))

    def _planned(self, words: MedicineWords) -> str:
        entry = self._entry
        dose = words.dose(entry)
        day = self._host.formats.weekday_date(entry.day)
        if entry.time is None:
            return " · ".join(part for part in (dose, day) if part)
        due = self.tr("planned for %1, %2").replace("%1", day)
        due = due.replace("%2", self._host.formats.time(entry.time))
        return " · ".join(part for part in (dose, due) if part)

    def _offer_removal(self, dose: Dose) -> None:
        remove = quiet_button("dose_remove", self.tr("Back to not recorded"), "trash-2")
        remove.clicked.connect(lambda: self._run(lambda: self._app.doses.delete(dose)))
        self.add_widget(remove)

    def _run(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            self._host.fail(error)
            return
        self._host.tell(self.tr("The record of this dose is removed"))
        self.closed.emit()

    def _show_parts(self) -> None:
        status = self._status.value()
        was_taken = status is None or status.was_taken
        self._time.setVisible(was_taken)
        self._date.setVisible(was_taken)
        self.field("reason").setVisible(not was_taken)
