"""Other days or another dose of one medicine of a plan, from a day of a cycle on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.app import Caregiver
from caregiver.domain.medications import Schedule
from caregiver.domain.records import Problem
from caregiver.services.regimens import DraftPhase, RegimenCard, RegimenRow
from ui.pages import Host
from ui.pages.medications.regimen_fields import (
    Beside,
    DaysWithStrip,
    DoseOfPlan,
    WholeField,
    times_field,
    times_of,
)
from ui.pages.medications.regimen_forms import PlanForm
from ui.pages.medications.regimen_words import RegimenWords, typed_days
from ui.pages.medications.strip import StripColumn
from ui.theme import spread
from ui.widgets.text import plain


class _PhaseFields(QWidget):
    """Ask for the days, dose and times of one phase as they are now."""

    def __init__(self, form: ChangePhasesForm, place: int, schedule: Schedule) -> None:
        super().__init__()
        self._schedule = schedule
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        key = f"phase_{place}"
        first = schedule.cycles_from or 1
        label = RegimenWords(form.formats()).cycles(first, schedule.cycles_to)
        if schedule.cycles_to is None and first == 1:
            label = form.tr("Days of the cycle")
        self.days = DaysWithStrip(form.attach, f"{key}_days", label, at_hospital=False)
        self.days.set_columns(form.columns(first))
        column.addWidget(self.days)
        self.dose = DoseOfPlan(form.attach, key, "", label)
        column.addWidget(self.dose)
        self.times = times_field(
            form.attach, f"{key}_times", form.formats(), form.tr("At what times"),
            form.tr("8 AM, 8 PM"),
        )  # fmt: skip
        column.addWidget(self.times)

    def read(self) -> DraftPhase:
        """Return the phase with what was typed."""
        amount, unit, dose_text = self.dose.values()
        return DraftPhase(
            cycles_from=self._schedule.cycles_from or 1,
            cycles_to=self._schedule.cycles_to,
            days=self.days.field.days() or (),
            amount=amount,
            unit=unit,
            dose_text=dose_text,
            times=times_of(self.times),
        )


class ChangePhasesForm(PlanForm):
    """Change days, dose or times from a cycle and day on; what was given stays as it was."""

    pane_width = 620

    def __init__(self, app: Caregiver, host: Host, card: RegimenCard, row: RegimenRow) -> None:
        """Take the plan and one of its medicines."""
        super().__init__("change_phases_form", "", app, host, card)
        self._row = row
        self.set_title(
            self.tr("%1 in %2").replace("%1", row.medication.name).replace("%2", card.regimen.name)
        )
        self.add_widget(plain(self.tr(
            "Doses recorded until now keep what was really given."
        ), "muted"))  # fmt: skip
        cycle = self.attach("from_cycle", WholeField("change_from_cycle", self.tr("From cycle")))
        from_one = not card.regimen.counts_from_zero
        day = self.attach("from_day", WholeField("change_from_day", self.tr("From day"),
                                                 from_one=from_one))  # fmt: skip
        self.add_widget(Beside((cycle, 1), (day, 1), narrow=300))
        now = card.cycle.number if card.cycle is not None else 1
        self._schedules = [
            one for one in sorted(row.schedules, key=lambda one: one.cycles_from or 1)
            if one.cycles_to is None or one.cycles_to >= now
        ]  # fmt: skip
        self._parts = [_PhaseFields(self, place, one) for place, one in enumerate(self._schedules)]
        for part in self._parts:
            self.add_widget(part)
        self.add_why("change_phases")
        self.open_up()

    def formats(self) -> Any:
        """Return how this person writes dates and times."""
        return self._host.formats

    def columns(self, number: int) -> list[StripColumn]:
        """Return the days of a cycle by its number."""
        regimen = self._card.regimen
        first = regimen.first_day if number == 1 else 1
        days = range(first, first + regimen.days_of(number))
        word = self.tr("day %1")
        labels = [(day, self._words.day_label(day, from_zero=first < 1)) for day in days]
        return [StripColumn(day, label, word.replace("%1", label)) for day, label in labels]

    def defaults(self) -> dict[str, Any]:
        """Return what holds now, from today's day of the cycle on."""
        card = self._card
        found: dict[str, Any] = {"reason": "", "told_by": ""}
        found["from_cycle"] = Decimal(card.cycle.number if card.cycle is not None else 1)
        found["from_day"] = Decimal(card.where.day if card.where is not None else 1)
        for place, one in enumerate(self._schedules):
            key = f"phase_{place}"
            found[f"{key}_days"] = typed_days(one.cycle_days)
            found[f"{key}_amount"], found[f"{key}_unit"] = one.amount, one.unit
            found[f"{key}_dose"] = one.dose_text
            found[f"{key}_times"] = ", ".join(self.formats().time(at) for at in sorted(one.times))
        return found

    def save(self) -> None:
        """Save, unless days are missing."""
        if self._has_unreadable():
            return
        empty = [part for part in self._parts if not part.days.field.days()]
        if empty:
            empty[0].days.field.show_problem(self.tr("Please give the days, like 1-21."))
            empty[0].days.field.setFocus()
            return
        if self.field("from_cycle").value() is None:
            self._shows_problems((Problem("from_cycle", "number_too_small"),))
            return
        super().save()

    def keep(self) -> None:
        """Write the change down."""
        reason, told_by = self.why()
        day = self.field("from_day").value()
        self._app.regimens.change_phase(
            self._card.regimen.id, self._row.medication.id, [part.read() for part in self._parts],
            int(self.field("from_cycle").value()), int(day) if day is not None else 1,
            reason=reason, told_by=told_by,
        )  # fmt: skip
        self._host.tell(self.tr("%1 is changed").replace("%1", self._row.medication.name))

    def _draft_id(self) -> str:
        """Keep what was typed about one medicine away from every other."""
        return f"{self._card.regimen.id} {self._row.medication.id}"
