"""The treatment plans on the Medicines page: their cards, and the forms these open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.medications import Schedule
from caregiver.domain.patterns import PatternNames
from caregiver.domain.regimens import LONGEST_PLAN, Regimen
from ui.medicine_words import MedicineWords
from ui.pages.medications.regimen_head import RegimenHead, SupportRow
from ui.pages.medications.strip import CycleStrip, StripRow
from ui.theme import spread
from ui.widgets.buttons import row_button, second_button
from ui.widgets.cards import EmptyState, RowsCard, SectionHeading
from ui.widgets.text import Runs, plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.domain.therapy import CycleDay, TherapyLine
    from ui.pages import Host

ASKS = ("plan", "delay", "next_cycle", "go_on")


class RegimenSection(QObject):
    """Make the cards of the plans under way, and open what they ask for beside the list."""

    def __init__(self, app: Caregiver, host: Host, show: Callable[[QWidget | None], None]) -> None:
        """Take who shows a form beside the list (None closes it)."""
        super().__init__()
        self._app, self._host, self._show = app, host, show
        self._now: dict[str, int] = {}
        self._plans: dict[str, Regimen] = {}

    def heading(self) -> SectionHeading:
        """Return the heading of the treatment, with the way to a plan."""
        set_up = row_button("set_up_plan", self.tr("Set up a treatment plan"), "plus")
        set_up.clicked.connect(lambda: self.set_up())
        return SectionHeading(self.tr("Myeloma treatment"), "", set_up)

    def empty_state(self) -> EmptyState:
        """Return what offers a plan while there are no medicines."""
        set_up = second_button("first_plan", self.tr("Set up a treatment plan"), "plus")
        set_up.clicked.connect(lambda: self.set_up())
        return EmptyState(self.tr("Or begin with the treatment plan of the clinic."), set_up)

    def treatment(self, names: Sequence[str]) -> list[QWidget]:
        """Return a card for each treatment under way, or the cycles noted without a plan."""
        plans = [one for one in self._app.regimens.current() if one.treats_myeloma]
        heads = [RegimenHead(self._app, self._host, one.id) for one in plans]
        self._now = {one.card.regimen.id: one.card.cycle.number for one in heads if one.card.cycle}
        self._plans = {one.id: one for one in plans}
        for head in heads:
            head.form_asked.connect(self.open_form)
            head.plan_asked.connect(self.set_up)
        loose = self._loose_cycles(names) if not heads else None
        return [*heads, *([loose] if loose is not None else [])]

    def how(self, schedules: Sequence[Schedule], words: MedicineWords) -> str:
        """Return how a medicine is taken; of one in a plan only what holds in this cycle.

        Days with the same dose are told together, and the plan is not named again in its card.
        """
        shown = _together([one for one in schedules if self._holds_now(one)]) or schedules
        found = []
        for one in shown:
            plan = self._plans.get(one.regimen_id or "")
            names = PatternNames(regimens={plan.id: plan}) if plan is not None else None
            within = MedicineWords(self._host.formats, partial(_same, names)) if names else words
            found.append(within.how(one))
        return "; ".join(found)

    def support(self) -> RowsCard | None:
        """Return the plans beside the treatment, a line each; None where there is none."""
        plans = [one for one in self._app.regimens.current() if not one.treats_myeloma]
        rows = [SupportRow(self._app, self._host, one.id) for one in plans]
        for row in rows:
            row.form_asked.connect(self.open_form)
        return RowsCard(*rows) if rows else None

    def set_up(self, template_id: str = "", follows: str = "") -> None:
        """Open the steps to set a plan up."""
        from ui.pages.medications.regimen_wizard import RegimenWizard

        self.open_form(RegimenWizard(self._app, self._host, template_id, follows))

    def open_form(self, form: Any) -> None:
        """Show a form beside the list and put the cursor into it."""
        form.closed.connect(lambda: self._show(None))
        self._show(form)
        form.start()

    def open(self, target: str) -> bool:
        """Open what a target asks for: "plan:dpd", "next_cycle:<id>", "delay:<id>:<day>"."""
        word, _, rest = target.partition(":")
        if word not in ASKS:
            return False
        if word == "plan":
            self.set_up(rest)
            return True
        id, _, day = rest.partition(":")
        plans = [one for one in self._app.regimens.current() if id in ("", one.id)]
        if plans:
            head = RegimenHead(self._app, self._host, plans[0].id)
            head.form_asked.connect(self.open_form)
            head.ask(word, date.fromisoformat(day) if day else None)
        return True

    def _holds_now(self, one: Schedule) -> bool:
        number = self._now.get(one.regimen_id or "")
        first, last = one.cycles_from or 1, one.cycles_to or LONGEST_PLAN
        return number is None or first <= number <= last

    def _loose_cycles(self, names: Sequence[str]) -> QWidget | None:
        plan = self._app.medications.cycle_plan() if names else None
        if plan is None:
            return None
        line = self._app.therapy.current_line()
        card = QWidget()
        column = QVBoxLayout(card)
        spread(column, 16, 14, 16, 14, spacing=4)
        column.addWidget(plain(line.name if line else " + ".join(names), "heading"))
        column.addWidget(Runs(*self._line_words(line, plan.where)))
        strip = CycleStrip()
        rows = [
            StripRow(one.medication.name, one.medication.strength, one.days)
            for one in plan.rows
            if one.days
        ]
        strip.show_rows(rows, plan.where.days, plan.where.day)
        column.addWidget(strip)
        column.addWidget(plain(self.tr(
            "Filled: the day has passed. Outline: still to come. Dash: no dose that day."
        ), "muted"))  # fmt: skip
        return card

    def _line_words(self, line: TherapyLine | None, where: CycleDay) -> list[tuple[str, str]]:
        parts = []
        if line is not None:
            words = self.tr("Line %1").replace("%1", str(line.number))
            if line.started_on is not None:
                since = self._host.formats.date_medium(line.started_on)
                words = self.tr("%1 since %2").replace("%1", words).replace("%2", since)
            parts.append(words)
        parts.append(self.tr("cycle %1").replace("%1", str(where.cycle)))
        today = self.tr("day %1 of %2 today").replace("%1", str(where.day))
        today = today.replace("%2", str(where.days))
        return [(" · ".join(parts) + " ·", "muted"), (today, "secondary_strong")]


def _same(names: PatternNames) -> PatternNames:
    return names


def _together(schedules: Sequence[Schedule]) -> list[Schedule]:
    """Return schedules of a cycle with those put together that differ only in their days."""
    found: dict[Schedule, set[int]] = {}
    for one in schedules:
        alike = replace(one, id="", cycle_days=(), created_at=None, updated_at=None)
        found.setdefault(alike, set()).update(one.cycle_days)
    return [replace(one, cycle_days=tuple(sorted(days))) for one, days in found.items()]
