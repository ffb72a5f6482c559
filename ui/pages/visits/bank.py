"""The question bank: sets by occasion, search, and ticks to add."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver.services.questions import BankQuestion
from ui.pages.visits.words import role_name
from ui.theme import spread
from ui.widgets.buttons import main_button
from ui.widgets.cards import across, clear, down
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.text import plain
from ui.widgets.ticks import CheckBox

if TYPE_CHECKING:
    from caregiver.app import Caregiver

MOST_SHOWN = 40
TYPING_MS = 150


class QuestionBankPane(QWidget):
    """Show the questions of one set or those found, each with a tick box."""

    added = Signal(int)
    closed = Signal()
    pane_width = 480

    def __init__(self, app: Caregiver) -> None:
        super().__init__()
        self.setObjectName("question_bank")
        self._app = app
        self._ticked: dict[str, None] = {}
        column = QVBoxLayout(self)
        spread(column, spacing=12)
        column.addWidget(plain(self.tr("Question bank"), "pane"))
        about = self.tr("Tick what you want to ask. You can change the words afterwards.")
        column.addWidget(plain(about, "muted"))
        self._search = TextField("bank_search", self.tr("Search"), example=self.tr("vaccine"))
        self._search.value_changed.connect(self._typed)
        column.addWidget(self._search)
        sets = [(one.id, one.title) for one in app.questions.bank_sets()]
        self._set = ChoiceField("bank_set", self.tr("Occasion"), sets)
        self._set.value_changed.connect(self._fill)
        column.addWidget(self._set)
        self._found = plain("", "muted", name="bank_found")
        column.addWidget(self._found)
        self._rows = QVBoxLayout()
        spread(self._rows, spacing=8)
        column.addLayout(self._rows)
        self._add = main_button("bank_add", self.tr("Add"), "plus")
        self._add.clicked.connect(self.add)
        # a pane takes this out to keep it in sight while the questions scroll
        self.footer = across(self._add, 1)
        column.addWidget(self.footer)
        column.addStretch(1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self._fill)
        self._fill()

    def first_field(self) -> QWidget:
        """Return where the cursor goes first."""
        return self._search.editor

    def add(self) -> None:
        """Add what is ticked, as one change."""
        added = self._app.questions.add_from_bank(self._ticked)
        self._ticked.clear()
        self.added.emit(len(added))
        self.closed.emit()

    def _typed(self) -> None:
        self._wait.start()

    def _fill(self) -> None:
        search = self._search.value()
        self._set.setVisible(not search)
        found = self._app.questions.bank(self._set.value(), search)
        self._show(found[:MOST_SHOWN])
        words = self.tr("Nothing found. Try another word.") if not found else ""
        if len(found) > MOST_SHOWN:
            words = self.tr("The first {count} are shown.").format(count=MOST_SHOWN)
        self._found.setText(words)
        self._found.setVisible(bool(words))
        self._count()

    def _show(self, found: Sequence[BankQuestion]) -> None:
        clear(self._rows)
        for one in found:
            self._rows.addWidget(self._row(one))

    def _row(self, one: BankQuestion) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        spread(row, spacing=4)
        tick = CheckBox(f"bank_{one.id}", "", spoken=one.text)
        tick.setChecked(one.is_on_list or one.id in self._ticked)
        tick.setEnabled(not one.is_on_list)
        tick.toggled.connect(lambda on: self._tick(one.id, on))
        where = self.tr("on your list already") if one.is_on_list else role_name(one.role)
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(down(plain(one.text), plain(where, "muted"), spacing=0), 1)
        return holder

    def _tick(self, id: str, on: bool) -> None:
        if on:
            self._ticked[id] = None
        else:
            self._ticked.pop(id, None)
        self._count()

    def _count(self) -> None:
        count = len(self._ticked)
        words = self.tr("Add")
        if count:
            words = self.tr("Add {count}").format(count=count)
        self._add.set_words(words)
        self._add.setEnabled(bool(count))
