"""The first step of a treatment plan: which plan, or one of our own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caregiver import catalogue
from caregiver.app import Caregiver
from caregiver.catalogue import RegimenTemplate
from ui.pages.medications.regimen_words import RegimenWords
from ui.theme import spread
from ui.widgets.buttons import second_button
from ui.widgets.cards import Chip, InlineMessage, RowsCard, SectionHeading, across, clear
from ui.widgets.fields import TextField
from ui.widgets.naming import named
from ui.widgets.text import IconLabel, plain

SHORTEST_TO_SEARCH = 2


class TemplateRow(QFrame):
    """Show one plan of the list; a click, Enter or Space chooses it."""

    chosen = Signal(str)
    moved = Signal(int)

    def __init__(self, template: RegimenTemplate) -> None:
        super().__init__()
        self._id = template.id
        title, more = template.name, f"{template.full_name}. {template.setting}"
        named(self, f"template_{template.id}", f"{title}: {more}")
        self.setProperty("role", "row")
        self.setProperty("ring", "inside")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        spread(row, 16, 8, 12, 8, spacing=8)
        words = QVBoxLayout()
        spread(words, spacing=0)
        words.addWidget(plain(title, "strong"))
        words.addWidget(plain(more, "muted"))
        if not template.is_ready:
            unchecked = Chip(self.tr("Not yet checked"), "attention", "circle-alert")
            words.addWidget(across(unchecked, 1))
            self.setAccessibleDescription(self.tr("Not yet checked"))
        row.addLayout(words, 1)
        row.addWidget(IconLabel("chevron-right", 18, "muted"), 0, Qt.AlignmentFlag.AlignVCenter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose it, or go to the next row."""
        step = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}.get(event.key(), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._id)
        elif step:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)


class ChoosePlan(QWidget):
    """Search the list of plans. `chosen` carries the id, "" for a plan of our own."""

    chosen = Signal(str)

    def __init__(self, app: Caregiver, words: RegimenWords) -> None:
        super().__init__()
        self._app, self._words = app, words
        self._rows: list[TemplateRow] = []
        self._looked_for: str | None = None
        column = QVBoxLayout(self)
        spread(column, spacing=12)
        column.addWidget(plain(self.tr(
            "Look for what the clinic calls it. Next you compare every day with the prescription."
        ), "muted"))  # fmt: skip
        self.search = TextField("plan_search", self.tr("Name, medicine or brand"),
                                example=self.tr("DPd, Darzalex, transplant"))  # fmt: skip
        self.search.value_changed.connect(self.fill)
        column.addWidget(self.search)
        own = second_button("plan_own", self.tr("Not in the list: make our own"), "plus")
        own.clicked.connect(lambda: self.chosen.emit(""))
        column.addWidget(across(own, 1))
        self._list = QVBoxLayout()
        spread(self._list, spacing=8)
        column.addLayout(self._list)

    def show_list(self) -> None:
        """Fill the list the first time it is wanted."""
        self.fill()

    def fill(self) -> None:
        """Show the plans that the words may mean; those not yet checked come last."""
        typed = self.search.value()
        looked_for = typed if len(typed) >= SHORTEST_TO_SEARCH else ""
        if looked_for == self._looked_for:
            return
        self._looked_for = looked_for
        clear(self._list)
        self._rows = []
        if looked_for:
            found = self._found(typed)
            self._add_group("", [one for one in found if one.is_ready])
        else:
            plans = catalogue.regimens()
            found = plans.templates
            for group in plans.groups():
                ready = [one for one in plans.by_group(group) if one.is_ready]
                self._add_group(self._words.group(group), ready)
        self._add_unchecked([one for one in found if not one.is_ready])
        if not found:
            self._list.addWidget(plain(self.tr(
                "Nothing in our list has this name. You can make your own plan."
            ), "muted", name="plan_none"))  # fmt: skip

    def _found(self, typed: str) -> Sequence[RegimenTemplate]:
        plans = catalogue.regimens()
        found = [*plans.find(typed)]
        names = self._app.medicine_names
        meant = [name for one in names.suggest(typed) for name in (one.name, *one.generics)]
        generic = {name.casefold() for name in (*meant, names.brand_of(typed)) if name}
        for one in plans.templates:
            if generic & {part.name.casefold() for part in one.components}:
                found.append(one)
        return list(dict.fromkeys(found))

    def _add_unchecked(self, templates: Sequence[RegimenTemplate]) -> None:
        if not templates:
            return
        self._list.addWidget(SectionHeading(self.tr("Not yet checked")))
        self._list.addWidget(InlineMessage("attention", "", unchecked_words(self)))
        self._add_group("", templates)

    def _add_group(self, title: str, templates: Sequence[RegimenTemplate]) -> None:
        if not templates:
            return
        if title:
            self._list.addWidget(SectionHeading(title))
        rows = [TemplateRow(one) for one in templates]
        for row in rows:
            row.chosen.connect(self.chosen)
            row.moved.connect(lambda step, row=row: self._move(row, step))
        self._rows += rows
        card = RowsCard(*rows)
        self._list.addWidget(card)
        for row in rows:
            row.show()
        card.show()

    def _move(self, row: TemplateRow, step: int) -> None:
        at = self._rows.index(row) + step
        if 0 <= at < len(self._rows):
            self._rows[at].setFocus(Qt.FocusReason.OtherFocusReason)


def unchecked_words(widget: QWidget) -> str:
    """Return the banner over a plan that was not read in its source."""
    return widget.tr("Not yet checked. Compare every day with the prescription.")
