"""The next cycle as the plan prepares it: confirm its day 1, or move it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.app import Caregiver
from caregiver.domain.therapy import Cycle
from caregiver.services.regimens import RegimenCard
from ui.pages import Host
from ui.pages.medications.regimen_forms import PlanForm
from ui.pages.medications.strip import CycleStrip
from ui.theme import spread
from ui.widgets.cards import clear
from ui.widgets.text import Runs, plain


class NextCycleForm(PlanForm):
    """Show the dates of a cycle that has not been noted, and ask for its day 1."""

    pane_width = 520

    def __init__(
        self, app: Caregiver, host: Host, card: RegimenCard, cycle: Cycle | None = None
    ) -> None:
        """Take the plan, and the cycle asked about; by default the next one."""
        super().__init__("next_cycle_form", "", app, host, card)
        self._cycle = cycle or card.next_cycle
        assert self._cycle is not None
        self._of_cycle = app.regimens.card(card.regimen.id, self._cycle.first_on)
        name = self._words.cycle_name(self._cycle, in_block=self._of_cycle.in_block)
        title = self.tr("%1 of %2").replace("%1", name).replace("%2", card.regimen.name)
        self.set_title(title)
        if self._cycle.created_at is None:
            words = self.tr("By the plan it begins %1.")
        else:
            words = self.tr("It is noted to begin %1.")
        planned = host.formats.weekday_date(self._cycle.first_on)
        self.add_widget(plain(words.replace("%1", planned), name="next_planned"))
        self.add_date("on", "next_day_one", self.tr("Day 1 is or was on"))
        self._strip = CycleStrip("next_strip")
        self.add_widget(self._strip)
        self._dates = QWidget()
        self._column = QVBoxLayout(self._dates)
        spread(self._column, spacing=2)
        self.add_widget(self._dates)
        self.add_widget(plain(self.tr(
            "Save notes day 1. The cycles after it follow from there."
        ), "muted"))  # fmt: skip
        self.open_up()
        self.field("on").value_changed.connect(self._show_dates)
        self._show_dates()

    def defaults(self) -> dict[str, Any]:
        """Return the planned day 1."""
        return {"on": self._cycle.first_on if self._cycle else None}

    def save(self) -> None:
        """Save, unless the day is missing."""
        if not self.lacks_date("on"):
            super().save()

    def keep(self) -> None:
        """Note day 1."""
        assert self._cycle is not None
        on = self.field("on").value()
        self._app.regimens.confirm_cycle(self._card.regimen.id, self._cycle.number, on)
        said = self.tr("Cycle %1: day 1 is %2").replace("%1", str(self._cycle.number))
        self._host.tell(said.replace("%2", self.date_words(on)))

    def _show_dates(self) -> None:
        clear(self._column)
        on = self.field("on").value()
        if on is None or self._cycle is None:
            return
        regimen = self._card.regimen
        cycle = regimen.cycle(self._cycle.number, on)
        columns, at = self._words.columns(cycle, self._today)
        rest = self._words.rest(self._of_cycle)
        self._strip.set_title(self.tr("Cycle %1").replace("%1", str(cycle.number)))
        self._strip.show_columns(self._words.rows(self._of_cycle), columns, at, rest)
        lines = [(day, self._what(number)) for number, day in _days(cycle) if self._what(number)]
        for day, what in lines:
            line = Runs((self._host.formats.day_date(day), "secondary_strong"), (what, "muted"))
            self._column.addWidget(line)
            line.show()
        self._dates.setVisible(bool(lines))

    def _what(self, number: int) -> str:
        """Return what happens on a day at the hospital, and its blood test."""
        card = self._of_cycle
        given = [one.medication.name for one in card.rows if one.at_hospital and number in one.days]
        if number in card.lab_days:
            given.append(self.tr("blood test"))
        if not given:
            return ""
        words = self.tr("day %1: %2").replace("%1", str(number))
        return words.replace("%2", ", ".join(given))


def _days(cycle: Cycle) -> list[tuple[int, date]]:
    numbers = range(cycle.first_day, cycle.first_day + cycle.days)
    dates = [(number, cycle.date_of(number)) for number in numbers]
    return [(number, day) for number, day in dates if day is not None]
