"""The panes of one question: change its words, or keep what was said about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.questions import Answer, Question, QuestionStatus
from caregiver.domain.visits import Visit
from caregiver.errors import UserError
from ui import messages
from ui.pages.visits.words import role_choices
from ui.theme import spread
from ui.widgets.buttons import main_button, quiet_button
from ui.widgets.cards import InlineMessage, across
from ui.widgets.fields import ChoiceField, NoteField, TextField
from ui.widgets.record_form import RecordForm
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class QuestionForm(RecordForm[Question]):
    """Ask for the words of a question and for whom it is."""

    pane_width = 420

    def __init__(self, host: Host, save: Callable[[Question], object]) -> None:
        super().__init__(
            "question_form",
            self.tr("Change the question"),
            host.drafts,
            save=save,
            sentence=messages.problem_sentence,
            explain=messages.sentence,
        )
        self.add("text", NoteField("question_text", self.tr("Question"), lines=3))
        self.add("role", ChoiceField("question_role", self.tr("For whom"), role_choices()))


class AnswerForm(QWidget):
    """Ask who answered, in which words, what was understood, and what becomes of the question."""

    saved = Signal(object)
    closed = Signal()
    pane_width = 420

    def __init__(self, app: Caregiver, host: Host, question: Question, visit: Visit | None) -> None:
        super().__init__()
        self.setObjectName("answer_form")
        self._app, self._host, self._question = app, host, question
        given = app.questions.answers(question.id)
        self._visit = visit
        self._answer = given[-1] if given else self._new_answer()
        column = QVBoxLayout(self)
        spread(column, spacing=16)
        column.addWidget(plain(question.text, "pane", name="answer_question"))
        self._message = InlineMessage("attention", "", "")
        self._message.setObjectName("answer_message")
        self._message.hide()
        column.addWidget(self._message)
        for field in self._make_fields():
            column.addWidget(field)
        save = main_button("answer_save", self.tr("Save"), "check")
        cancel = quiet_button("answer_cancel", self.tr("Cancel"))
        save.clicked.connect(self.save)
        cancel.clicked.connect(self.leave)
        # a pane takes this out to keep it in sight while the fields scroll
        self.footer = across(save, cancel, 1)
        column.addWidget(self.footer)
        column.addStretch(1)
        self._load()
        for field in (*self._drafted().values(), self._status):
            field.value_changed.connect(self._keep_draft)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)

    def first_field(self) -> QWidget:
        """Return where the cursor goes first."""
        return self._text.editor

    def save(self) -> None:
        """Save the answer and what becomes of the question as one change."""
        status = self._status.value() or self._likely_status()
        words = self._text.value()
        if status is QuestionStatus.ANSWERED and not words:
            self._text.show_problem(self.tr("Write what was said, or choose another of the three."))
            self._text.setFocus()
            return
        answer = None
        if words or self._answer.created_at is not None:
            answer = replace(
                self._answer,
                text=words,
                understood=self._understood.value(),
                answered_by=self._who.value(),
            )
        try:
            self._app.questions.answer(self._question, answer, status)
        except UserError as error:
            self._message.set_sentence(messages.sentence(error))
            self._message.show()
            return
        self._host.drafts.drop("answer", self._question.id)
        self.saved.emit(self._question)
        self.closed.emit()

    def leave(self) -> None:
        """Close; what was typed is there again next time."""
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _keep_draft(self) -> None:
        typed = {name: field.draft() for name, field in self._drafted().items()}
        self._host.drafts.keep("answer", self._question.id, typed)

    def _make_fields(self) -> tuple[QWidget, ...]:
        names = [one.name for one in self._app.people.team()]
        self._text = NoteField("answer_text", self.tr("What they said, in their words"), lines=4)
        self._understood = NoteField("answer_understood", self.tr("What we understood"), lines=3)
        self._who = TextField("answer_who", self.tr("Who said it"), suggestions=names)
        self._status: SegmentedField[QuestionStatus] = SegmentedField(
            "answer_status",
            self.tr("What becomes of the question?"),
            [
                (QuestionStatus.ANSWERED, self.tr("Answered")),
                (QuestionStatus.THEY_WILL_CHECK, self.tr("They will check")),
                (QuestionStatus.OPEN, self.tr("Ask later")),
            ],
        )
        return self._text, self._understood, self._who, self._status

    def _drafted(self) -> dict[str, NoteField | TextField]:
        return {"text": self._text, "understood": self._understood, "who": self._who}

    def _load(self) -> None:
        draft = self._host.drafts.find("answer", self._question.id) or {}
        kept = {"text": self._answer.text, "understood": self._answer.understood,
                "who": self._answer.answered_by or self._usual_speaker()}  # fmt: skip
        for name, field in self._drafted().items():
            field.restore(draft.get(name, kept[name]))
        if self._question.status is not QuestionStatus.OPEN:
            self._status.set_value(self._question.status)

    def _new_answer(self) -> Answer:
        """Return an empty answer, of the visit's day where it was given at one."""
        day = self._visit.when() if self._visit else None
        is_kept = self._visit is not None and self._visit.created_at is not None
        return Answer(
            question_id=self._question.id,
            visit_id=self._visit.id if self._visit and is_kept else None,
            day=day or self._app.clock.today(),
        )

    def _usual_speaker(self) -> str:
        """Return the name of whom the question is addressed to, or of the visit's clinician."""
        id = self._question.member_id or (self._visit.member_id if self._visit else None)
        member = self._app.people.member(id) if id else None
        return member.name if member else ""

    def _likely_status(self) -> QuestionStatus:
        return QuestionStatus.ANSWERED if self._text.value() else self._question.status
