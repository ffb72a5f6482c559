"""Ask what a paper about medicines is about: which day, which plan, which medicine, since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.services.reports import ReportChoices
from ui.theme import spread
from ui.widgets.date_fields import DateField
from ui.widgets.fields import ChoiceField
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

FRIDGE, CARD, CHANGES = "fridge_list", "regimen_card", "medication_changes"
MEDICINE_PAPERS = (FRIDGE, CARD, CHANGES)


class MedicineChoices(QWidget):
    """Ask for the days and for the one thing a paper is about; every choice counts at once."""

    changed = Signal()

    def __init__(self, app: Caregiver, host: Host, kind: str, first: date | None) -> None:
        """Begin with `first`, else with today; changes begin as long ago as noted."""
        super().__init__()
        self._kind, self._formats, self._today = kind, host.formats, app.clock.today
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=12)
        self._is_loading = True
        self._one: ChoiceField[str] | None = None
        self._last: DateField | None = None
        if kind == CARD:
            self._add_plans(app)
        if kind == CHANGES:
            self._add_medicines(app)
        words = self.tr("Since") if kind == CHANGES else self.tr("Day")
        self._first = DateField("range_first", words, self._formats, self._today)
        self._first.set_value(first if kind == CHANGES else first or self._today())
        self._add(self._first)
        if kind == CHANGES:
            self._last = DateField("range_last", self.tr("Last day"), self._formats, self._today,
                                   offer_today=False)  # fmt: skip
            self._last.set_value(self._today())
            self._add(self._last)
            self._column.addWidget(plain(self.tr("Without a day: all that is noted."), "muted"))
        self._is_loading = False

    def fill(self, choices: ReportChoices) -> ReportChoices:
        """Return the choices with the days, and the plan or medicine chosen."""
        last = self._last.value() if self._last is not None else None
        chosen = self._one.value() if self._one is not None else ""
        return replace(
            choices,
            first=self._first.value(),
            last=last,
            regimen_id=chosen if self._kind == CARD else "",
            medication_id=chosen if self._kind == CHANGES else "",
        )

    def _add_plans(self, app: Caregiver) -> None:
        plans = app.regimens.all()
        if len(plans) > 1:
            words = [("", self.tr("The present one")), *((one.id, one.name) for one in plans)]
            self._one = ChoiceField("card_for", self.tr("Which plan"), words)
            self._add(self._one)

    def _add_medicines(self, app: Caregiver) -> None:
        groups = app.medications.groups()
        everyone = [(one.medication.id, one.medication.name)
                    for one in (*groups.current, *groups.stopped)]  # fmt: skip
        everyone.sort(key=lambda one: one[1].casefold())
        words = [("", self.tr("All medicines")), *everyone]
        self._one = ChoiceField("changes_for", self.tr("Which medicine"), words)
        self._add(self._one)

    def _add(self, field: DateField | ChoiceField[str]) -> None:
        field.value_changed.connect(self._edited)
        self._column.addWidget(field)

    def _edited(self) -> None:
        if not self._is_loading and self._is_sound():
            self.changed.emit()

    def _is_sound(self) -> bool:
        """Tell whether the days can be printed; say at the field what keeps them from it."""
        if self._last is None:
            return not self._first.own_problem()
        first, last = self._first.value(), self._last.value()
        backwards = first is not None and last is not None and last < first
        words = self.tr("The last day is before the first one.") if backwards else ""
        self._last.show_problem(words or self._last.own_problem())
        return not words and not self._first.own_problem() and not self._last.own_problem()
