"""What the page shows when it opens: the next visit, the questions, the visits that were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caregiver.domain.people import Role
from caregiver.domain.questions import MOST_TOP_QUESTIONS, Question, QuestionStatus
from caregiver.domain.visits import Visit
from caregiver.services.visits import NextVisit
from ui.pages.visits.next_visit import NextVisitCard
from ui.pages.visits.question_list import QuestionList
from ui.pages.visits.words import VisitWords, role_choices
from ui.theme import look, spread
from ui.widgets.buttons import Button, quiet_button, row_button, second_button
from ui.widgets.cards import EmptyState, InlineMessage, Row, RowsCard, SectionHeading, clear, down
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

MOST_VISITS, MOST_SETTLED = 12, 10
_SETTLED = (QuestionStatus.ANSWERED, QuestionStatus.PARKED)


class MainView(QWidget):
    """Hold the parts of the page one under the other."""

    add_asked = Signal(str, object)
    bank_asked = Signal()
    visit_opened = Signal(object)
    question_opened = Signal(object)
    again_asked = Signal(object)

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self._app, self._host = app, host
        self._words = VisitWords(host.formats)
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        self._to_note = QVBoxLayout()
        spread(self._to_note, 0, 0, 0, 4, spacing=8)
        column.addLayout(self._to_note)
        self.card = NextVisitCard(self._words, host.formats)
        column.addWidget(self.card)
        self._heading = SectionHeading(self.tr("Questions for the next visit"))
        column.addWidget(self._heading)
        column.addWidget(self._make_line())
        self.questions = QuestionList(self._words)
        column.addWidget(self.questions)
        bank = second_button("bank_from_empty", self.tr("Look into the question bank"),
                             "list-checks")  # fmt: skip
        bank.clicked.connect(self.bank_asked)
        words = self.tr("What is the one thing you would regret not asking?")
        self._empty = EmptyState(words, bank, "message-circle-question-mark")
        column.addWidget(self._empty)
        self._shows_all = False
        self._more_settled = self._more_button("all_settled", self.tr("Show all questions"))
        self._more_visits = self._more_button("all_visits", self.tr("Show all visits"))
        self._settled_heading = SectionHeading(
            self.tr("Answered and set aside"), "", self._more_settled
        )
        self._settled = RowsCard()
        self._visits_heading = SectionHeading(self.tr("Visits"), "", self._more_visits)
        self._visits = RowsCard()
        for part in (self._settled_heading, self._settled, self._visits_heading, self._visits):
            column.addWidget(part)

    def show_all(self, found: NextVisit | None) -> None:
        """Read and show everything."""
        app = self._app
        waiting = app.questions.waiting()
        chosen = sum(one.is_top for one in waiting)
        used = app.labs.tests_used()
        newest = max((one.last_on for one in used), default=None)
        self.card.show_visit(found, chosen, len(waiting), newest)
        self._show_to_note(app.visits.to_note())
        remark = ""
        if waiting:
            remark = self.tr("{chosen} of {most} chosen").format(
                chosen=chosen, most=min(MOST_TOP_QUESTIONS, len(waiting))
            )
        self._heading.set_words(self.tr("Questions for the next visit"), remark)
        members = {one.id: one.name for one in app.people.team()}
        self.questions.show_questions(waiting, members, app.clock.today())
        self.questions.setVisible(bool(waiting))
        self._empty.setVisible(not waiting)
        self._show_past()

    def first_field(self) -> QWidget:
        """Return the line for a new question."""
        return self._text.editor

    def clear_line(self) -> None:
        """Empty the line for the next question."""
        self._text.set_value("")
        self._text.editor.setFocus()

    def place_of(self, found: NextVisit) -> str:
        """Return "Wednesday, March 24 · in 9 days"."""
        day = self._host.formats.weekday_date(found.occurrence.day)
        return f"{day} · {self._words.days_away(found.days)}"

    def restyle(self) -> None:
        """Put the line's parts beside or under one another again."""
        self._turn_line()

    def _more_button(self, name: str, words: str) -> Button:
        button = quiet_button(name, words, "chevron-down")
        button.clicked.connect(self._show_all)
        return button

    def _show_all(self) -> None:
        self._shows_all = True
        self._show_past()

    def _show_past(self) -> None:
        questions = self._app.questions
        self._show_settled([one for status in _SETTLED for one in questions.all(status)])
        self._show_visits([one for one in self._app.visits.all() if one.held])

    def _make_line(self) -> QWidget:
        self._text = TextField("new_question", self.tr("A question of your own"),
                               example=self.tr("Add a question"))  # fmt: skip
        self._text.hide_label()
        self._role: ChoiceField[Role] = ChoiceField("new_question_role", self.tr("For whom"),
                                                    role_choices())  # fmt: skip
        self._role.hide_label()
        add = row_button("add_question", self.tr("Add"), "plus",
                         spoken=self.tr("Add the question"))  # fmt: skip
        add.clicked.connect(self._add)
        editor = self._text.editor
        assert isinstance(editor, QLineEdit)
        editor.returnPressed.connect(self._add)
        self._role.add_beside(add)
        holder = QWidget()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        spread(self._line, spacing=8)
        self._line.addWidget(self._text, 1)
        self._line.addWidget(self._role)
        self._turn_line()
        return holder

    def _turn_line(self) -> None:
        direction = QBoxLayout.Direction
        beside = look().text_percent < 150
        self._line.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def _add(self) -> None:
        text = self._text.value()
        if text:
            self.add_asked.emit(text, self._role.value())
        else:
            self._text.editor.setFocus()

    def _show_to_note(self, visit: Visit | None) -> None:
        clear(self._to_note)
        if visit is None:
            return
        note = row_button("note_last_visit", self.tr("Note what happened"), "notebook-pen")
        note.clicked.connect(lambda: self.visit_opened.emit(visit))
        words = self.tr("How did it go? {visit}").format(
            visit=self._words.visit_title(visit, self._app.clock.today())
        )
        self._to_note.addWidget(InlineMessage("info", "", words, note))

    def _show_settled(self, questions: Sequence[Question]) -> None:
        rows = []
        self._more_settled.setVisible(len(questions) > MOST_SETTLED and not self._shows_all)
        for one in questions[: None if self._shows_all else MOST_SETTLED]:
            answers = self._app.questions.answers(one.id)
            said = answers[-1].text if answers else self._words.status(one)
            who = answers[-1].answered_by if answers else ""
            line = self.tr("{who}: {said}").format(who=who, said=said) if who else said
            open_it = row_button(f"open_question_{one.id}", self.tr("Open"),
                                 spoken=self.tr("Open the answer: %s") % one.text)  # fmt: skip
            open_it.clicked.connect(lambda _=False, one=one: self.question_opened.emit(one))
            again = quiet_button(f"ask_again_{one.id}", self.tr("Ask again"),
                                 spoken=self.tr("Ask again: %s") % one.text)  # fmt: skip
            again.clicked.connect(lambda _=False, one=one: self.again_asked.emit(one))
            words = down(plain(one.text), plain(line, "muted"), spacing=0)
            rows.append(Row(words, 1, again, open_it, height=52))
        self._settled.set_rows(*rows)
        self._settled.setVisible(bool(rows))
        self._settled_heading.setVisible(bool(rows))

    def _show_visits(self, visits: Sequence[Visit]) -> None:
        rows = []
        self._more_visits.setVisible(len(visits) > MOST_VISITS and not self._shows_all)
        for visit in visits[: None if self._shows_all else MOST_VISITS]:
            title = self._words.visit_title(visit, self._app.clock.today())
            open_it = row_button(f"open_visit_{visit.id}", self.tr("Open"),
                                 spoken=self.tr("Open the visit: %s") % title)  # fmt: skip
            open_it.clicked.connect(lambda _=False, visit=visit: self.visit_opened.emit(visit))
            words = down(plain(title, "strong"), spacing=0)
            if visit.decisions:
                words = down(plain(title, "strong"), plain(visit.decisions, "muted"), spacing=0)
            rows.append(Row(words, 1, open_it, height=52))
        self._visits.set_rows(*rows)
        self._visits.setVisible(bool(rows))
        self._visits_heading.setVisible(bool(rows))
