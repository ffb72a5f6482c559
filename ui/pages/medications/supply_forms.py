"""Note a count, a pack or what was lost; and say how a medicine is ordered."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver import texts
from caregiver.app import Caregiver
from caregiver.domain.medications import LONGEST_WAIT, Medication
from caregiver.domain.supply import SupplyEntry, SupplySort
from ui.messages import problem_sentence, sentence, translated
from ui.pages import Host, attempt
from ui.supply_words import SupplyWords
from ui.theme import spread
from ui.widgets.buttons import icon_button, link_button, quiet_button, row_button
from ui.widgets.cards import Card, across, clear
from ui.widgets.date_fields import DateField
from ui.widgets.fields import NumberField, TextField
from ui.widgets.flow import FlowLayout
from ui.widgets.record_form import RecordForm
from ui.widgets.text import plain, set_words

MOST_PACKS = 3


class AmountForm(Card):
    """Ask for one amount, in the place where it is shown. Enter saves, Esc closes."""

    closed = Signal()

    def __init__(
        self, app: Caregiver, host: Host, medication: Medication, sort: SupplySort
    ) -> None:
        super().__init__()
        self.setObjectName("supply_form")
        self._app, self._host, self._medication, self._sort = app, host, medication, sort
        unit = app.supply.unit(medication.id, sort)
        words = SupplyWords(host.formats)
        asked = {
            SupplySort.COUNTED: self.tr("How much is there now?"),
            SupplySort.RECEIVED: self.tr("How much came in?"),
            SupplySort.REMOVED: self.tr("How much was lost or thrown away?"),
        }[sort]
        if sort is SupplySort.RECEIVED and medication.pack_size:
            self.add(self._packs(medication.pack_size, unit))
        self.amount = NumberField("supply_amount", asked, unit=words.unit_after(unit))
        self.add(self.amount)
        self.unit = TextField(
            "supply_unit", self.tr("Counted in"), example=self.tr("tablet"),
            hint=self.tr("One word for what you count, as in “tablet” or “mL”."),
        )  # fmt: skip
        self.unit.set_value(unit)
        self.unit.setVisible(not unit)
        self.add(self.unit)
        self.expires = DateField(
            "supply_expires", self.tr("Date on the pack"), host.formats, app.clock.today
        )
        self.expires.hide()
        self.add(self.expires)
        self.add(self._buttons())

    def start(self) -> None:
        """Put the cursor into the amount."""
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Save, unless the amount, the unit or the date cannot be read."""
        amount = self.amount.value()
        for field in (self.amount, self.unit, self.expires):
            field.show_problem(field.own_problem())
        if amount is None:
            missing = self.tr("Please write how much it is.")
            self.amount.show_problem(self.amount.own_problem() or missing)
            self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.expires.own_problem():
            self.expires.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        entry = self._entry(amount, self.expires.value())
        for problem in entry.problems():
            if problem.field == "amount":
                self.amount.show_problem(problem_sentence(problem))
                return
        if not entry.unit:
            self.unit.show_problem(translated(texts.PROBLEMS["unit_missing"]))
            self.unit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._note(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter, close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def _packs(self, size: Decimal, unit: str) -> QWidget:
        """Return a button for one, two and three packs: one click and it is noted."""
        holder = QWidget()
        flow = FlowLayout(holder, 8)
        for number in range(1, MOST_PACKS + 1):
            amount = size * number
            words = self.tr("1 pack (%2)") if number == 1 else self.tr("%1 packs (%2)")
            words = words.replace("%1", str(number)).replace(
                "%2", self._host.formats.number(amount)
            )
            spoken = self.tr("%1 came in").replace("%1", words)
            button = row_button(f"supply_packs_{number}", words, "package", spoken=spoken)
            button.clicked.connect(partial(self._note_packs, amount))
            button.setEnabled(bool(unit))
            flow.addWidget(button)
        return holder

    def _buttons(self) -> QWidget:
        save = row_button("supply_save", self.tr("Save"), "check", accent=True)
        save.clicked.connect(self.save)
        cancel = quiet_button("supply_cancel", self.tr("Cancel"))
        cancel.clicked.connect(self.closed)
        if self._sort is SupplySort.REMOVED:
            return across(save, cancel, 1)
        dated = link_button("supply_add_date", self.tr("Date on the pack"),
                            spoken=self.tr("Add the date on the pack"))  # fmt: skip

        def show() -> None:
            dated.hide()
            self.expires.show()
            self.expires.setFocus(Qt.FocusReason.OtherFocusReason)

        dated.clicked.connect(show)
        return across(save, cancel, 1, dated)

    def _note_packs(self, amount: Decimal) -> None:
        self._note(self._entry(amount, self.expires.value()))

    def _entry(self, amount: Decimal, expires_on: date | None) -> SupplyEntry:
        return SupplyEntry(
            medication_id=self._medication.id, sort=self._sort, amount=amount,
            unit=self.unit.value(), noted_at=self._app.clock.now(), expires_on=expires_on,
        )  # fmt: skip

    def _note(self, entry: SupplyEntry) -> None:
        amount = self._host.formats.quantity(entry.amount, entry.unit)
        words = {
            SupplySort.COUNTED: self.tr("%1: %2 counted"),
            SupplySort.RECEIVED: self.tr("%1: %2 came in"),
            SupplySort.REMOVED: self.tr("%1: %2 taken out"),
        }[entry.sort]
        said = words.replace("%1", self._medication.name).replace("%2", amount)
        if attempt(self._host, lambda: self._app.supply.note(entry), said):
            self.closed.emit()


class StepsField(QWidget):
    """Ask for the steps before a refill: what, and how many days before. Rows come by a click."""

    value_changed = Signal()

    def __init__(self, name: str, in_cycles: bool) -> None:
        """Take the name, and whether the days are counted back from a cycle."""
        super().__init__()
        self.name = name
        self.setObjectName(f"{name}_field")
        self._before = self.tr("days before day 1") if in_cycles else self.tr("days before")
        self._rows: list[tuple[TextField, NumberField]] = []
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        column.addWidget(plain(self.tr("Steps before it comes"), "strong"))
        told = self.tr("What must be done each time, and how many days before day 1 of the cycle.")
        if not in_cycles:
            told = self.tr("What must be done each time, and how many days before it is ordered.")
        column.addWidget(plain(told, "muted"))
        self._body = QVBoxLayout()
        spread(self._body, spacing=12)
        column.addLayout(self._body)
        column.addWidget(self._offers())
        self._problem = plain("", "secondary", tone="attention", name=f"{name}_problem")
        self._problem.hide()
        column.addWidget(self._problem)

    def value(self) -> tuple[tuple[str, int], ...]:
        """Return what and how many days before; -1 days where that cannot be read."""
        return tuple(
            (words.value(), _whole(days.value()))
            for words, days in self._rows
            if words.value() or days.draft().strip()
        )

    def set_value(self, value: tuple[tuple[str, int], ...]) -> None:
        """Show other steps."""
        self._show([(words, str(days)) for words, days in value])

    def draft(self) -> str:
        """Return the raw texts."""
        return json.dumps([(words.draft(), days.draft()) for words, days in self._rows])

    def restore(self, draft: str) -> None:
        """Put raw texts back."""
        self._show([(str(words), str(days)) for words, days in json.loads(draft or "[]")])

    def own_problem(self) -> str:
        """Return a sentence when a step has no words, or no likely number of days."""
        for words, days in self.value():
            if not words:
                return self.tr("Please say what the step is.")
            if not 0 <= days <= LONGEST_WAIT:
                return self.tr("Please write how many days before for “%1”.").replace("%1", words)
        return ""

    def show_problem(self, sentence: str) -> None:
        """Show a sentence under the steps."""
        set_words(self._problem, sentence)
        self._problem.setVisible(bool(sentence))

    def _offers(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, 8)
        own = quiet_button("add_step", self.tr("Add a step"), "plus")
        own.clicked.connect(partial(self._add_by_hand, ""))
        flow.addWidget(own)
        for number, words in enumerate(texts.REFILL_STEPS):
            offered = translated(words)
            spoken = self.tr("Add the step %1").replace("%1", offered)
            button = row_button(f"offer_step_{number}", offered, "plus", spoken=spoken)
            button.clicked.connect(partial(self._add_by_hand, offered))
            flow.addWidget(button)
        return holder

    def _add_by_hand(self, words: str) -> None:
        what, days = self._add(words, "")
        (days if words else what).setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()

    def _show(self, rows: list[tuple[str, str]]) -> None:
        clear(self._body)
        self._rows = []
        for words, days in rows:
            self._add(words, days)

    def _add(self, words: str, days: str) -> tuple[TextField, NumberField]:
        place = len(self._rows) + 1
        what = TextField(f"step_{place}", self.tr("Step %1").replace("%1", str(place)))
        spoken = self.tr("Step %1: %2").replace("%1", str(place)).replace("%2", self._before)
        before = NumberField(f"step_days_{place}", spoken, unit=self._before)
        before.hide_label()
        what.restore(words)
        before.restore(days)
        remove = icon_button(f"remove_step_{place}",
                             self.tr("Remove step %1").replace("%1", str(place)),
                             "trash-2", quiet=True)  # fmt: skip
        remove.clicked.connect(partial(self._remove, what))
        before.add_beside(remove)
        for field in (what, before):
            field.value_changed.connect(self._changed)
            self._body.addWidget(field)
            field.show()
        self._rows.append((what, before))
        return what, before

    def _remove(self, what: TextField) -> None:
        kept = [(one.draft(), days.draft()) for one, days in self._rows if one is not what]
        self._show(kept)
        self._changed()

    def _changed(self) -> None:
        self.show_problem("")
        self.value_changed.emit()


class RefillForm(RecordForm[Medication]):
    """Say how big a pack is, how long the pharmacy needs, and what comes before each refill."""

    pane_width = 460

    def __init__(self, app: Caregiver, host: Host, medication: Medication) -> None:
        super().__init__(
            "refill_form", self.tr("Ordering %1").replace("%1", medication.name), host.drafts,
            save=self._keep, sentence=problem_sentence, explain=sentence,
        )  # fmt: skip
        self._app, self._host = app, host
        unit = SupplyWords(host.formats).unit_after(app.supply.unit(medication.id))
        self.add("pack_size", NumberField("pack_size", self.tr("How much is in one pack"),
                                          unit=unit))  # fmt: skip
        self.add("delivery_days", NumberField(
            "delivery_days", self.tr("How many days the pharmacy needs"),
            hint=self.tr("All days count, weekends too. Ask the pharmacy."),
        ))  # fmt: skip
        entry = app.medications.entry(medication.id)
        in_cycles = any(one.is_in_cycles for one in entry.shown) if entry is not None else False
        self.add("refill_days", StepsField("refill_steps", in_cycles))
        self.load(medication)

    def start(self) -> None:
        """Put the cursor into the pack."""
        self.field("pack_size").setFocus()

    def fill(self, record: Medication) -> None:
        """Show what is noted."""
        self.field("pack_size").set_value(record.pack_size)
        needs = record.delivery_days
        self.field("delivery_days").set_value(None if needs is None else Decimal(needs))
        steps = tuple(zip(record.refill_steps, record.refill_days, strict=True))
        self.field("refill_days").set_value(steps)

    def read(self, record: Medication) -> Medication:
        """Return the medicine with what the fields say."""
        needs = self.field("delivery_days").value()
        steps = self.field("refill_days").value()
        return replace(
            record,
            pack_size=self.field("pack_size").value(),
            delivery_days=None if needs is None else _whole(needs),
            refill_steps=tuple(words for words, _ in steps),
            refill_days=tuple(days for _, days in steps),
        )

    def _keep(self, record: Medication) -> None:
        steps = tuple(zip(record.refill_steps, record.refill_days, strict=True))
        self._app.supply.save_refill(record.id, record.pack_size, record.delivery_days, steps)
        self._host.tell(self.tr("%1: ordering saved").replace("%1", record.name))


def _whole(number: Decimal | None) -> int:
    """Return a number of days, -1 for none or a part of a day, which no record accepts."""
    return int(number) if number is not None and number == int(number) else -1
