"""The Questions & visits page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from caregiver.domain.appointments import Appointment
from caregiver.domain.doses import Dose
from caregiver.domain.holds import Hold
from caregiver.domain.labs import LabResult
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import CareTeamMember, Role
from caregiver.domain.questions import Answer, Question, QuestionStatus
from caregiver.domain.records import Record
from caregiver.domain.symptoms import SymptomReport
from caregiver.domain.visits import Visit
from caregiver.services.visits import NextVisit
from ui.pages import Page, attempt
from ui.pages.visits.after_form import AfterVisitForm
from ui.pages.visits.answer_form import AnswerForm, QuestionForm
from ui.pages.visits.bank import QuestionBankPane
from ui.pages.visits.main_view import MainView
from ui.pages.visits.prepare import PrepareView
from ui.widgets.buttons import quiet_button, second_button
from ui.widgets.cards import PageHeader

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


RECENT_DAYS = 3


class VisitsPage(Page):
    """Show the next visit, the questions for it, and the visits that were."""

    key = "visits"
    reads: ClassVar[tuple[type[Record], ...]] = (
        Question, Answer, Visit, Appointment, CareTeamMember,
        SymptomReport, Medication, Schedule, Dose, Hold, LabResult,
    )  # fmt: skip

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._next: NextVisit | None = None
        self._pane_field: QWidget | None = None
        bank = second_button("open_bank", self.tr("Question bank"), "list-checks")
        bank.clicked.connect(self.open_bank)
        self._bank = bank
        self._back = quiet_button("leave_prepare", self.tr("Back to the questions"), "arrow-left")
        self._back.clicked.connect(self.leave_prepare)
        self._header = PageHeader(self.tr("Questions & visits"), "", self._back, bank)
        self.column.addWidget(self._header)
        self.view = MainView(app, host)
        self.column.addWidget(self.view)
        self.preparing = PrepareView(app, host)
        self.column.addWidget(self.preparing)
        self.column.addStretch(1)
        self._show_prepare(False)
        self._connect()

    def reload(self) -> None:
        """Read again what is in sight."""
        self._next = self.app.visits.next()
        if not self.preparing.isHidden() and self._next is not None:
            self._header.set_title(self.tr("Prepare the visit"), self.view.place_of(self._next))
            self.preparing.show_visit(self.app.visits.of(self._next.occurrence))
            return
        self._show_prepare(False)
        self._header.set_title(self.tr("Questions & visits"), "")
        self.view.show_all(self._next)

    def open(self, target: str) -> None:
        """Open "prepare", "bank", "after", "new", or a question, answer or visit by id."""
        if target != "prepare":
            self.leave_prepare()
        named = {"prepare": self.open_prepare, "bank": self.open_bank, "new": self.new,
                 "after": self.note_last}  # fmt: skip
        if target in named:
            named[target]()
            return
        question = self.app.questions.get(target) or self.app.questions.of_answer(target)
        visit = self.app.visits.get(target)
        if question is not None:
            self._answer(question)
        elif visit is not None:
            self._after(visit)

    def first_focus(self) -> QWidget | None:
        """Return the first field of the pane, else the line for a question or the way back."""
        if self._pane_field is not None:
            return self._pane_field
        return self._back if self.view.isHidden() else self.view.first_field()

    def set_details(self, pane: QWidget | None) -> None:
        """Show or close the pane."""
        self._pane_field = None
        super().set_details(pane)

    def new(self) -> None:
        """Put the cursor into the line for a new question."""
        self.leave_prepare()
        self.view.first_field().setFocus()

    def print_page(self) -> None:
        """Show the visit summary before printing."""
        self.host.go("reports", "visit_summary")

    def open_prepare(self) -> None:
        """Lead through getting ready for the next visit."""
        self.set_details(None)
        self._next = self.app.visits.next()
        if self._next is None:
            self.host.go("calendar", "new")
            return
        if self._next.visit is None:
            self.app.visits.prepare(self._next.occurrence)
        self._show_prepare(True)
        self.reload()

    def leave_prepare(self) -> None:
        """Go back to the questions."""
        if not self.preparing.isHidden():
            self._show_prepare(False)
            self.reload()

    def open_bank(self) -> None:
        """Show the question bank beside the page."""
        pane = QuestionBankPane(self.app)
        pane.closed.connect(lambda: self.set_details(None))
        pane.added.connect(self._added)
        self._show_pane(pane, pane.first_field())

    def note_last(self) -> None:
        """Open the form for what happened at the last visit."""
        visit = self.app.visits.to_note()
        if visit is None and self._next is not None:
            visit = self.app.visits.of(self._next.occurrence)
        if visit is not None:
            self._after(visit)

    def _connect(self) -> None:
        view, questions = self.view, self.view.questions
        view.card.prepare_asked.connect(self.open_prepare)
        view.card.preview_asked.connect(self.print_page)
        view.card.note_asked.connect(self.note_last)
        view.card.add_asked.connect(lambda: self.host.go("calendar", "new"))
        view.add_asked.connect(self._add)
        view.bank_asked.connect(self.open_bank)
        view.visit_opened.connect(self._after)
        view.question_opened.connect(self._answer)
        view.again_asked.connect(self._ask_again)
        questions.chosen.connect(self._choose)
        questions.moved.connect(self._move)
        questions.answer_asked.connect(self._answer)
        questions.edit_asked.connect(self._edit)
        questions.park_asked.connect(self._park)
        questions.remove_asked.connect(self._remove)
        self.preparing.chosen.connect(self._choose)
        self.preparing.preview_asked.connect(self.print_page)
        self.preparing.visit_changed.connect(self._save_visit)

    def _show_prepare(self, on: bool) -> None:
        self.preparing.setVisible(on)
        self.view.setVisible(not on)
        self._back.setVisible(on)
        self._bank.setVisible(not on)

    # Acting

    def _add(self, text: str, role: Role) -> None:
        question = Question(text=text, role=role)
        if attempt(self.host, lambda: self.app.questions.add(question), self.tr("Question added")):
            self.view.clear_line()

    def _added(self, count: int) -> None:
        if count == 1:
            self.host.tell(self.tr("1 question added"))
        elif count:
            self.host.tell(self.tr("{count} questions added").format(count=count))

    def _choose(self, question: Question, is_top: bool) -> None:
        if not attempt(self.host, lambda: self.app.questions.choose(question, is_top)):
            self.reload()

    def _move(self, question: Question, place: int) -> None:
        if place >= 0:
            attempt(self.host, lambda: self.app.questions.move(question, place))

    def _park(self, question: Question) -> None:
        parked = replace(question, status=QuestionStatus.PARKED, is_top=False)
        attempt(self.host, lambda: self.app.questions.save(parked), self.tr("Question set aside"))

    def _ask_again(self, question: Question) -> None:
        waiting = replace(question, status=QuestionStatus.OPEN)
        attempt(
            self.host,
            lambda: self.app.questions.save(waiting),
            self.tr("Question is back on the list"),
        )

    def _remove(self, question: Question) -> None:
        attempt(self.host, lambda: self.app.questions.delete(question), self.tr("Question removed"))

    def _save_visit(self, visit: Visit) -> None:
        attempt(self.host, lambda: self.app.visits.save(visit))

    def _remove_visit(self, visit: Visit) -> None:
        self.set_details(None)
        attempt(self.host, lambda: self.app.visits.delete(visit), self.tr("Visit removed"))

    def _answer(self, question: Question, back_to: Visit | None = None) -> None:
        form = AnswerForm(self.app, self.host, question, back_to or self._recent_visit())
        form.closed.connect(lambda: self.set_details(None))
        form.saved.connect(lambda _: self.host.tell(self.tr("Answer saved")))
        if back_to is not None:
            form.closed.connect(lambda: self._after(back_to))
        self._show_pane(form, form.first_field())

    def _recent_visit(self) -> Visit | None:
        """Return the visit an answer of today most likely comes from, if there is one."""
        waiting = self.app.visits.to_note()
        if waiting is not None:
            return waiting
        last = self.app.visits.last_held()
        day = last.when() if last is not None and last.held else None
        is_recent = day is not None and (self.app.clock.today() - day).days <= RECENT_DAYS
        return last if is_recent else None

    def _show_pane(self, pane: QWidget, field: QWidget) -> None:
        self.set_details(pane)
        self._pane_field = field
        field.setFocus()

    def _edit(self, question: Question) -> None:
        form = QuestionForm(self.host, self.app.questions.save)
        form.load(question)
        form.closed.connect(lambda: self.set_details(None))
        form.saved.connect(lambda _: self.host.tell(self.tr("Question changed")))
        self._show_pane(form, form.field("text").editor)

    def _after(self, visit: Visit) -> None:
        form = AfterVisitForm(self.app, self.host, visit)
        form.closed.connect(lambda: self.set_details(None))
        form.saved.connect(lambda _: self.host.tell(self.tr("Visit noted")))
        form.answer_asked.connect(lambda one: self._answer(one, visit))
        form.remove_asked.connect(self._remove_visit)
        self._show_pane(form, form.field("decisions").editor)
