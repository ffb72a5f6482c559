"""Correct one dose, or record one for any day: what became of it, when, how much, why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from caregiver import texts
from caregiver.app import Caregiver
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.errors import UserError
from caregiver.services.doses import status_at
from ui.medicine_words import MedicineWords
from ui.messages import problem_sentence, sentence, translated
from ui.pages import Host
from ui.widgets.buttons import quiet_button
from ui.widgets.cards import InlineMessage, across
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
        self._limits = InlineMessage("attention", "", "")
        self._limits.setObjectName("limit_warning")
        self.add_widget(self._limits)
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
        self.add("given_by", TextField("dose_given_by", self.tr("Who gave it")))
        self.add("note", NoteField("dose_note", self.tr("Note"), lines=2))
        self._status.value_changed.connect(self._show_parts)
        for field in (self._time, self._date):
            field.value_changed.connect(self._moved)
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
        given = self._moment()
        if given is None:
            return replace(changed, given_at=None)
        before = record.given_at
        if before is not None and before.replace(second=0, microsecond=0) == given:
            given = before
        day = record.day
        if not self._entry.is_planned:
            day = given.astimezone(self._app.clock.zone()).date()
        return replace(changed, given_at=given, day=day)

    def _moment(self) -> datetime | None:
        """Return the UTC instant that the fields say, None where one is empty."""
        on, at = self._date.value(), self._time.value()
        if on is None or at is None:
            return None
        return datetime.combine(on, at, tzinfo=self._app.clock.zone()).astimezone(UTC)

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
        self.field("given_by").setVisible(was_taken)
        self._show_limits()

    def _moved(self) -> None:
        """Let the window of the prescription say whether another time is late."""
        moment, status = self._moment(), self._status.value()
        if moment is not None and status is not None and status.was_taken:
            found = status_at(self._entry, moment, self._app.clock.zone())
            if found is not None:
                self._status.set_value(found)
        self._show_limits()

    def _show_limits(self) -> None:
        """Say before saving which limit of the family one more dose would pass."""
        schedule, moment = self._entry.schedule, self._moment()
        status = self._status.value()
        known = self._entry.dose.id if self._entry.dose is not None else ""
        words = []
        if schedule is not None and moment is not None and (status is None or status.was_taken):
            words = [
                translated(texts.WARNINGS[one.code]).format(limit=one.limit, given=one.given)
                for one in self._app.doses.warnings(schedule, moment, but=known)
            ]
        self._limits.set_sentence(" ".join(words))
        self._limits.setVisible(bool(words))
