"""Lines of treatment and the cycle of today: "Third line, cycle 3, day 15 of 28"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from caregiver.domain.therapy import Cycle, TherapyLine
from ui import messages
from ui.widgets.date_fields import DateField
from ui.widgets.fields import NoteField, NumberField, TextField
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
        self._line_number = self.attach("line_number", NumberField("line_number", self.tr("Line")))
        self.add_widget(self._line_number)
        self.add(
            "started_on",
            DateField("started_on", self.tr("Began on"), host.formats, today, offer_today=False),
        )
        self.add_widget(plain(self.tr("The cycle of today, if there are cycles"), "strong"))
        self._cycle = self._number("cycle_number", self.tr("Cycle"))
        self._day = self._number("cycle_day", self.tr("Today is day"))
        self._length = self._number("cycle_length", self.tr("Days in a cycle"))
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
        self._line_number.set_value(Decimal(record.number))
        cycle = self._current_cycle(record)
        self._cycle.set_value(Decimal(cycle.number) if cycle else None)
        self._length.set_value(Decimal(cycle.days) if cycle else None)
        today = self._app.clock.today()
        self._day.set_value(Decimal((today - cycle.first_on).days + 1) if cycle else None)

    def read(self, record: TherapyLine) -> TherapyLine:
        """Return the line as typed."""
        number = self._line_number.value()
        return replace(super().read(record), number=int(number) if number else 0)

    def _number(self, name: str, label: str) -> NumberField:
        field = NumberField(name, label)
        self.attach(name, field)
        self.add_widget(field)
        return field

    def _store(self, line: TherapyLine) -> TherapyLine:
        return self._app.therapy.save_line_with_cycle(line, self._typed_cycle(line))

    def _typed_cycle(self, line: TherapyLine) -> Cycle | None:
        """Return the cycle typed: the known one of that number moved, or a new one."""
        number, day = self._cycle.value(), self._day.value()
        if number is None or day is None:
            return None
        first = self._app.clock.today() - timedelta(days=int(day) - 1)
        known = [one for one in self._app.therapy.cycles() if one.therapy_line_id == line.id]
        same = next((one for one in known if one.number == int(number)), None)
        base = same or Cycle(therapy_line_id=line.id, number=int(number))
        length = self._length.value()
        return replace(base, first_on=first, days=int(length) if length else USUAL_DAYS)

    def _current_cycle(self, line: TherapyLine) -> Cycle | None:
        today = self._app.clock.today()
        begun = [
            one
            for one in self._app.therapy.cycles()
            if one.therapy_line_id == line.id and one.first_on <= today
        ]
        return begun[-1] if begun and line.is_current(today) else None
