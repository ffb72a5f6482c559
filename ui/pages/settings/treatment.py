"""Lines of treatment and the cycle of today: "Third line, cycle 3, day 15 of 28"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caregiver.domain.therapy import LONGEST_CYCLE, Cycle, TherapyLine
from ui import messages
from ui.pages.settings.count_field import CountField
from ui.widgets.date_fields import DateField
from ui.widgets.fields import NoteField, TextField
from ui.widgets.record_form import RecordForm
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

USUAL_DAYS = 28


class TreatmentForm(RecordForm[TherapyLine]):
    """Ask about one line of treatment and, while it is under way, which cycle day today is."""

    pane_width = 480

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(
            "treatment_form",
            self.tr("Treatment"),
            host.drafts,
            save=self._store,
            sentence=messages.problem_sentence,
            explain=messages.sentence,
        )
        self._app = app
        today = app.clock.today
        self.add("name", TextField("name", self.tr("Treatment"), example="Dara-Pom-Dex"))
        self._line_number = self.add("number", CountField("line_number", self.tr("Line")))
        self.add(
            "started_on",
            DateField("started_on", self.tr("Began on"), host.formats, today, offer_today=False),
        )
        self.add_widget(plain(self.tr("The cycle of today, if there are cycles"), "strong"))
        self._cycle = self._count("cycle_number", self.tr("Cycle"), 999)
        self._day = self._count("cycle_day", self.tr("Today is day"), 999)
        self._length = self._count("cycle_length", self.tr("Days in a cycle"), LONGEST_CYCLE)
        self.add_widget(plain(self.tr("When it is over"), "strong"))
        self.add(
            "stopped_on",
            DateField("stopped_on", self.tr("Stopped on"), host.formats, today, offer_today=False),
        )
        self.add("best_response", TextField("best_response", self.tr("Best result, as told")))
        self.add("stop_reason", TextField("stop_reason", self.tr("Why it was stopped")))
        self.add("note", NoteField("note", self.tr("Note"), lines=2))

    def fill(self, record: TherapyLine) -> None:
        """Show a line, and the cycle under way if it is this line's."""
        super().fill(record)
        cycle = self._current_cycle(record)
        self._cycle.set_value(cycle.number if cycle else None)
        self._length.set_value(cycle.days if cycle else None)
        today = self._app.clock.today()
        self._day.set_value((today - cycle.first_on).days + 1 if cycle else None)

    def read(self, record: TherapyLine) -> TherapyLine:
        """Return the line as typed."""
        return replace(super().read(record), number=self._line_number.value() or 0)

    def save(self) -> None:
        """Save; half a cycle is asked about first, so that no number typed is lost."""
        number, day, length = (
            one.draft().strip() for one in (self._cycle, self._day, self._length)
        )
        if not number and (day or length):
            self._ask(self._cycle, self.tr("Which cycle is it? Type its number."))
        elif number and not day:
            self._ask(self._day, self.tr("Which day of the cycle is today? Day 1 is the first."))
        else:
            super().save()

    def first_field(self) -> QWidget:
        """Return where one begins to type."""
        editor: QWidget = self.field("name").editor
        return editor

    @staticmethod
    def _ask(field: CountField, sentence: str) -> None:
        field.show_problem(sentence)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, name: str, label: str, most: int) -> CountField:
        field = CountField(name, label, most)
        self.add(name, field)
        return field

    def _store(self, line: TherapyLine) -> TherapyLine:
        return self._app.therapy.save_line_with_cycle(line, self._typed_cycle(line))

    def _typed_cycle(self, line: TherapyLine) -> Cycle | None:
        """Return the cycle typed: the known one of that number moved, or a new one."""
        number, day = self._cycle.value(), self._day.value()
        if number is None or day is None:
            return None
        first = self._app.clock.today() - timedelta(days=day - 1)
        known = [one for one in self._app.therapy.cycles() if one.therapy_line_id == line.id]
        same = next((one for one in known if one.number == number), None)
        base = same or Cycle(therapy_line_id=line.id, number=number)
        length = self._length.value()
        return replace(base, first_on=first, days=length or USUAL_DAYS)

    def _current_cycle(self, line: TherapyLine) -> Cycle | None:
        today = self._app.clock.today()
        begun = [
            one
            for one in self._app.therapy.cycles()
            if one.therapy_line_id == line.id and one.first_on <= today
        ]
        return begun[-1] if begun and line.is_current(today) else None
