"""The pane after a visit: what was decided, what to remember, which questions were asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caregiver.domain.questions import Question
from caregiver.domain.visits import Visit
from ui import messages
from ui.pages.visits.words import VisitWords
from ui.theme import spread
from ui.widgets.buttons import link_button, quiet_button
from ui.widgets.cards import across
from ui.widgets.details_pane import pane_section
from ui.widgets.fields import NoteField
from ui.widgets.record_form import RecordForm
from ui.widgets.text import plain
from ui.widgets.ticks import CheckBox

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class AfterVisitForm(RecordForm[Visit]):
    """Ask for the decisions, a note, and the questions that were asked."""

    answer_asked = Signal(object)
    remove_asked = Signal(object)
    pane_width = 440

    def __init__(self, app: Caregiver, host: Host, visit: Visit) -> None:
        super().__init__(
            "after_visit",
            self.tr("What happened?"),
            host.drafts,
            save=self._keep,
            sentence=messages.problem_sentence,
            explain=messages.sentence,
        )
        self._app, self._visit = app, visit
        self._host = host
        self._ticks: dict[str, CheckBox] = {}
        words = VisitWords(host.formats)
        self.add_widget(
            plain(words.visit_title(visit, app.clock.today()), "muted", name="after_visit_title")
        )
        self.add("decisions", NoteField(
            "visit_decisions", self.tr("What was decided, and what do we do next?"), lines=4,
            hint=self.tr("Your own words, while it is fresh."),
        ))  # fmt: skip
        self.add("note", NoteField("visit_note", self.tr("Anything else"), lines=3))
        questions = app.questions.for_visit(visit.id) if visit.held else app.questions.waiting()
        if questions:
            self.add_widget(self._questions(questions))
        if visit.created_at is not None:
            remove = quiet_button("remove_visit", self.tr("Remove this visit"), "trash-2")
            remove.clicked.connect(lambda: self.remove_asked.emit(visit))
            self.add_widget(across(remove, 1))
        self.load(visit, is_new=visit.created_at is None)

    def _questions(self, questions: Sequence[Question]) -> QWidget:
        title = self.tr("Tick the questions you asked")
        if self._visit.held:
            title = self.tr("Questions asked")
        return pane_section(title, *(self._question(one) for one in questions))

    def _question(self, question: Question) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        spread(row, spacing=4)
        if not self._visit.held:
            spoken = self.tr("Asked: %s") % question.text
            tick = CheckBox(f"asked_{question.id}", "", spoken=spoken)
            kept = self._host.drafts.find("asked", self._visit.id)
            tick.setChecked(question.is_top if kept is None else question.id in kept)
            tick.toggled.connect(self._keep_ticks)
            self._ticks[question.id] = tick
            row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain(question.text), 1)
        answer = link_button(f"after_answer_{question.id}", self.tr("Answer"),
                             spoken=self.tr("Write the answer: %s") % question.text)  # fmt: skip
        answer.clicked.connect(lambda: self._ask_answer(question))
        row.addWidget(answer, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _keep_ticks(self) -> None:
        asked = {id: "1" for id, tick in self._ticks.items() if tick.isChecked()}
        self._host.drafts.keep("asked", self._visit.id, asked)

    def _ask_answer(self, question: Question) -> None:
        """Keep what was typed here, and go on with the answer."""
        self._keep_ticks()
        self.leave()
        self.answer_asked.emit(question)

    def _keep(self, visit: Visit) -> object:
        if visit.held:
            return self._app.visits.save(visit)
        asked = [id for id, tick in self._ticks.items() if tick.isChecked()]
        return self._app.visits.hold(visit, visit.decisions, visit.note, asked)
