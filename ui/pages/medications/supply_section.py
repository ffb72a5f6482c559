"""Supply in the details of a medicine: what is left, until when, and the steps of a refill."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from caregiver.app import Caregiver
from caregiver.domain.medications import Medication, Place
from caregiver.domain.records import Record
from caregiver.domain.supply import SupplyEntry, SupplySort
from caregiver.services.supply import RefillPlan, SupplyState
from ui.messages import translated
from ui.pages import Host, attempt
from ui.pages.medications.details_section import DetailsSection
from ui.pages.medications.supply_forms import AmountForm, RefillForm
from ui.supply_words import SupplyWords
from ui.theme import spread
from ui.widgets.buttons import icon_button, link_button, quiet_button, row_button
from ui.widgets.cards import Chip, InlineMessage, across, clear, down
from ui.widgets.details_pane import pane_section
from ui.widgets.flow import FlowLayout
from ui.widgets.text import plain

SHOWN_ENTRIES = 4


class SupplySection(DetailsSection):
    """Show and note the supply of one medicine."""

    def __init__(self, app: Caregiver, host: Host, medication_id: str) -> None:
        super().__init__(app, host, medication_id)
        self.setObjectName("supply_section")
        self._told = SupplyWords(host.formats)
        self._form: AmountForm | None = None
        column = QVBoxLayout(self)
        spread(column, spacing=0)
        self._facts, self._below = QVBoxLayout(), QVBoxLayout()
        self._form_place = QVBoxLayout()
        for part in (self._facts, self._form_place, self._below):
            spread(part, spacing=8)
        body = QWidget()
        inner = QVBoxLayout(body)
        spread(inner, spacing=8)
        for part in (self._facts, self._form_place, self._below):
            inner.addLayout(part)
        column.addWidget(pane_section(self.tr("Supply"), body))

    def reload(self) -> None:
        """Ask again; an amount that is being typed stays."""
        medication = self.app.medications.get(self.medication_id)
        focused = self._focused_name()
        clear(self._facts)
        clear(self._below)
        if medication is None:
            return
        is_used = medication.is_current(self.app.clock.today())
        state = self.app.supply.state(self.medication_id)
        entries = self.app.supply.entries(self.medication_id, SHOWN_ENTRIES)
        self.setVisible(bool(entries) or (is_used and medication.place is Place.HOME))
        self._fill_facts(medication, state, entries)
        if is_used:
            self._facts.addWidget(self._buttons(bool(entries)))
        self._fill_refill(medication, state, is_used)
        self._fill_entries(entries)
        self._focus(focused)

    def _fill_facts(
        self, medication: Medication, state: SupplyState | None, entries: tuple[Record, ...]
    ) -> None:
        today = self.app.clock.today()
        if state is None:
            words = self.tr("Count once, and you see here how long it lasts.")
            if entries:
                words = self.tr("The last count is too long ago. Please count again.")
            self._facts.addWidget(plain(words, "muted"))
            return
        left = plain(self._told.left(state), "strong", name="supply_left")
        chip = [Chip(self._told.chip(state), "attention", "package")] if state.is_low else []
        self._facts.addWidget(across(left, 1, *chip))
        until = [self._told.until(state)]
        if state.medication.is_current(today):
            until.append(self._told.reorder(state, today))
        self._facts.addWidget(plain(" ".join(filter(None, until)), name="supply_until"))
        basis = (self._told.delivery(state), self._told.packs(state), self._told.basis(state))
        told = plain(" ".join(filter(None, basis)), "muted", name="supply_basis")
        self._facts.addWidget(told)
        for words in self._told.doubts(state, today):
            self._facts.addWidget(InlineMessage("attention", "", words))

    def _buttons(self, has_entries: bool) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, 8)
        count = row_button("supply_count", self.tr("Count now"), "clipboard-check")
        count.clicked.connect(partial(self._ask, SupplySort.COUNTED))
        more = row_button("supply_received", self.tr("Got more"), "plus",
                          spoken=self.tr("Note what came in"))  # fmt: skip
        more.clicked.connect(partial(self._ask, SupplySort.RECEIVED))
        flow.addWidget(count)
        flow.addWidget(more)
        if has_entries:
            lost = quiet_button("supply_removed", self.tr("Lost some"),
                                spoken=self.tr("Note what was lost or thrown away"))  # fmt: skip
            lost.clicked.connect(partial(self._ask, SupplySort.REMOVED))
            flow.addWidget(lost)
        return holder

    def _fill_refill(
        self, medication: Medication, state: SupplyState | None, is_used: bool
    ) -> None:
        plan = self.app.supply.refill_steps(self.medication_id) if is_used else None
        if plan is not None and (plan.is_own or (state is not None and plan.day_one)):
            self._below.addWidget(self._steps(plan))
        if is_used:
            ways = link_button("edit_refill", self.tr("Pack, delivery and refill steps"))
            ways.clicked.connect(
                lambda: self.form_asked.emit(RefillForm(self.app, self.host, medication))
            )
            self._below.addWidget(across(ways, 1))

    def _steps(self, plan: RefillPlan) -> QWidget:
        parts: list[QWidget] = []
        if plan.is_own:
            parts.append(plain(self.tr("Before the next refill"), "strong"))
            parts.append(plain(self._told.refill_dates(plan), "muted"))
        for step in plan.steps:
            day = self.host.formats.day_date(step.on) if step.on is not None else ""
            name = step.words if plan.is_own else translated(step.words)
            stands = self._told.task(step.task, step.has_moved)
            parts.append(plain(" · ".join(part for part in (name, day, stands) if part)))
        buttons: list[QWidget | int] = []
        if plan.can_plan:
            words = self.tr("Move the tasks too") if plan.has_moved else self.tr("Add to tasks")
            add = row_button("plan_refill", words, "list-checks")
            add.clicked.connect(self._plan)
            buttons.append(add)
        if not plan.is_own and not plan.is_done:
            ordered = row_button("supply_ordered", self.tr("Ordered"), "check")
            ordered.clicked.connect(self._ordered)
            buttons.append(ordered)
        if buttons:
            parts.append(across(*buttons, 1))
        return down(*parts, spacing=4)

    def _fill_entries(self, entries: tuple[SupplyEntry, ...]) -> None:
        zone = self.app.clock.zone()
        rows = []
        for entry in entries:
            if entry.noted_at is None:
                continue
            words = self._told.entry(entry, entry.noted_at.astimezone(zone).date())
            remove = icon_button(f"remove_supply_{entry.id}",
                                 self.tr("Take back: %1").replace("%1", words),
                                 "trash-2", quiet=True)  # fmt: skip
            remove.clicked.connect(partial(self._remove, entry))
            rows.append(across(plain(words, "muted"), 1, remove))
        if rows:
            self._below.addWidget(down(*rows, spacing=0))

    def _ask(self, sort: SupplySort) -> None:
        medication = self.app.medications.get(self.medication_id)
        if medication is None:
            return
        clear(self._form_place)
        form = AmountForm(self.app, self.host, medication, sort)
        form.closed.connect(self._close_form)
        self._form = form
        self._form_place.addWidget(form)
        form.show()
        form.start()
        # its place is known only once the pane is laid out again
        QTimer.singleShot(0, form, lambda: _bring_into_sight(form))

    def _close_form(self) -> None:
        clear(self._form_place)
        self._form = None
        self._focus("supply_count")

    def _plan(self) -> None:
        attempt(
            self.host,
            lambda: self.app.supply.plan_refill(self.medication_id),
            self.tr("The steps are in the tasks"),
        )

    def _ordered(self) -> None:
        attempt(
            self.host,
            lambda: self.app.supply.ordered(self.medication_id),
            self.tr("Noted as ordered"),
        )

    def _remove(self, entry: SupplyEntry) -> None:
        attempt(self.host, lambda: self.app.supply.delete(entry), self.tr("Taken back"))

    def _focused_name(self) -> str:
        focus: QWidget | None = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return ""
        return (
            "" if self._form is not None and self._form.isAncestorOf(focus) else focus.objectName()
        )

    def _focus(self, name: str) -> None:
        """Give the focus back to a button that was made anew, else to the first one."""
        if not name:
            return
        wanted = self.findChild(QWidget, name) or self.findChild(QWidget, "supply_count")
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)


def _bring_into_sight(form: QWidget) -> None:
    """Scroll the pane until all of a form can be seen."""
    area: QWidget | None = form
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        area.ensureWidgetVisible(form)
