"""The second step of a treatment plan: every day and dose, beside the prescription."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.app import Caregiver
from caregiver.domain.records import Problem
from caregiver.domain.regimens import CycleLength, Regimen
from caregiver.domain.therapy import LONGEST_CYCLE
from caregiver.services.regimens import DraftMedicine, DraftPhase, RegimenDraft
from ui.pages import Host
from ui.pages.medications.regimen_fields import Attach, DaysWithStrip
from ui.pages.medications.regimen_medicine import MedicineOfPlan, PlanOf
from ui.pages.medications.regimen_words import RegimenWords
from ui.pages.medications.strip import StripColumn
from ui.theme import spread
from ui.widgets.buttons import second_button
from ui.widgets.cards import across
from ui.widgets.fields import NumberField, TextField
from ui.widgets.text import icon_line, plain


class ComparePlan(QWidget):
    """Show a draft for comparing; `read` returns it with what the person changed."""

    changed = Signal()

    def __init__(self, app: Caregiver, host: Host, attach: Attach, draft: RegimenDraft) -> None:
        """Take the draft; one without a template is a plan of our own."""
        super().__init__()
        self._app, self._attach, self._draft = app, attach, draft
        self._words = RegimenWords(host.formats)
        self._plan = PlanOf(attach, host, self._words, draft.regimen())
        self.medicines: list[MedicineOfPlan] = []
        column = QVBoxLayout(self)
        spread(column, spacing=16)
        if draft.template:
            column.addWidget(plain(self.tr(
                "Lay the prescription beside this. Everything can be changed or left out. "
                "Doses are empty: copy yours."
            ), "muted"))  # fmt: skip
        self.name: TextField = attach(
            "plan_name", TextField("plan_name", self.tr("Name of the plan"),
                                   hint=draft.full_name if draft.template else "",
                                   example=self.tr("What the clinic calls it")))  # fmt: skip
        self.name.set_value(draft.name)
        column.addWidget(self.name)
        self._build_lengths(column)
        for note in draft.notes:
            column.addWidget(icon_line("info", note, "secondary"))
        self._cards = QVBoxLayout()
        spread(self._cards, spacing=16)
        column.addLayout(self._cards)
        for medicine in draft.medicines:
            self._add(medicine)
        more = second_button("plan_add_medicine", self.tr("Add a medicine to the plan"), "plus")
        more.clicked.connect(self.add_medicine)
        column.addWidget(across(more, 1))
        self.labs = DaysWithStrip(attach, "plan_lab_days", self.tr("Days with a blood test"),
                                  at_hospital=False)  # fmt: skip
        self.labs.field.set_days(draft.lab_days)
        self.labs.strip.hide()
        self.told_by: TextField = attach(
            "plan_told_by", TextField("plan_told_by", self.tr("Who prescribed it"))
        )
        column.addWidget(self.labs)
        column.addWidget(self.told_by)
        self._show_columns()

    def add_medicine(self) -> None:
        """Add an empty medicine of our own and put the cursor into its name."""
        card = self._add(DraftMedicine(name="", phases=(DraftPhase(),)))
        self._show_columns()
        card.show()
        if card.name is not None:
            card.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def read(self) -> RegimenDraft:
        """Return the draft with what was typed."""
        medicines = [card.read() for card in self.medicines]
        given = [one for one in medicines if one.drug_id or one.name or one.days_in(1)]
        return replace(
            self._draft,
            name=self.name.value(),
            lengths=self._lengths(),
            medicines=tuple(given),
            lab_days=self.labs.field.days() or (),
            told_by=self.told_by.value(),
        )

    def show_problem(self, problem: Problem, sentence: str) -> bool:
        """Show what is wrong beside what it is about; say whether there is a place for it."""
        whole = {
            "name": self.name,
            "lengths": self._length_fields[0] if self._length_fields else self.name,
            "lab_days": self.labs.field,
        }
        if problem.field in whole:
            whole[problem.field].show_problem(sentence)
            whole[problem.field].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        head, _, rest = problem.field.partition(".")
        number, _, part = rest.partition(".")
        if head == "medicines" and number.isdigit() and int(number) < len(self.medicines):
            self.medicines[int(number)].show_problem(part, sentence)
            return True
        return False

    def _add(self, medicine: DraftMedicine) -> MedicineOfPlan:
        key = f"plan_{len(self.medicines)}"
        card = MedicineOfPlan(self._app, self._plan, key, medicine)
        card.changed.connect(self.changed)
        self.medicines.append(card)
        self._cards.addWidget(card)
        return card

    def _build_lengths(self, column: QVBoxLayout) -> None:
        draft = self._draft
        self._length_fields: list[NumberField] = []
        if draft.counts_from_zero:
            column.addWidget(plain(self.tr(
                "Days are counted from the infusion: day 0. Days before it have a minus."
            ), "muted"))  # fmt: skip
            return
        for number, length in enumerate(draft.lengths):
            following = draft.lengths[number + 1 : number + 2]
            last = following[0].first_cycle - 1 if following else draft.last_cycle
            label = self.tr("Days in a cycle")
            if draft.first_is_block and length.first_cycle == 1 and last == 1:
                label = self.tr("Days in the step-up block")
            elif len(draft.lengths) > 1:
                cycles = self._words.cycles(length.first_cycle, last)
                label = self.tr("Days in a cycle: %1").replace("%1", cycles)
            field = self._attach(
                f"plan_length_{number}", NumberField(f"plan_length_{number}", label)
            )
            if draft.template:
                field.set_value(Decimal(length.days))
            field.value_changed.connect(self._show_columns)
            self._length_fields.append(field)
            column.addWidget(field)

    def _lengths(self) -> tuple[CycleLength, ...]:
        """Return the lengths typed; where the number is missing 0, which is a problem."""
        if self._draft.counts_from_zero:
            days = [
                day for card in self.medicines for one in card.read().phases for day in one.days
            ]
            longest = max(days, default=0) - self._draft.first_day + 1
            return (CycleLength(1, max(1, longest)),)
        return tuple(
            CycleLength(length.first_cycle, _whole(field))
            for length, field in zip(self._draft.lengths, self._length_fields, strict=True)
        )

    def _show_columns(self) -> None:
        lengths = self._lengths()
        if any(not 1 <= one.days <= LONGEST_CYCLE for one in lengths):
            return
        regimen = Regimen(
            length_from=tuple(one.first_cycle for one in lengths),
            lengths=tuple(one.days for one in lengths),
            first_day=self._draft.first_day,
        )
        starts = {phase.cycles_from for one in self._draft.medicines for phase in one.phases} | {1}
        columns = {number: self._columns(regimen, number) for number in sorted(starts)}
        for card in self.medicines:
            card.set_columns(columns)

    def _columns(self, regimen: Regimen, number: int) -> list[StripColumn]:
        first = regimen.first_day if number == 1 else 1
        word = self.tr("day %1")
        labels = [
            (day, self._words.day_label(day, from_zero=first < 1))
            for day in range(first, first + regimen.days_of(number))
        ]
        return [StripColumn(day, label, word.replace("%1", label)) for day, label in labels]


def _whole(field: NumberField) -> int:
    value = field.value()
    return int(value) if value is not None and value == int(value) else 0
