"""Show the follow-ups by where they stand, and the tasks that are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment
from caregiver.domain.follow_up_plan import FollowUpState, FollowUpStatus, Step
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from caregiver.domain.labs import LabResult
from caregiver.domain.people import Role
from caregiver.domain.questions import Question
from caregiver.domain.tasks import Task
from ui import follow_ups as words
from ui.pages import Host, Page, attempt
from ui.pages.follow_ups.forms import BookForm, FollowUpForm, RoundForm, TaskForm
from ui.pages.follow_ups.header import FollowUpsHeader
from ui.pages.follow_ups.rows import FollowUpRow
from ui.pages.follow_ups.templates import TemplatePane
from ui.tasks import TaskRows
from ui.theme import spread
from ui.widgets.buttons import second_button
from ui.widgets.cards import EmptyState, Row, RowsCard, SectionHeading, clear

Form = BookForm | FollowUpForm | RoundForm | TaskForm
ADD, NEW_TASK = "add", "task"
# What was done lately stays in sight, so that a slip can be taken back.
DONE_FOR = timedelta(days=7)


class FollowUpsPage(Page):
    """Show what is due and not booked first; each fact with its source, each act undoable."""

    key = "follow_ups"
    reads = (FollowUp, FollowUpRound, Appointment, Task, LabResult)
    follows_clock = True

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._form: Form | None = None
        self._states: dict[str, FollowUpState] = {}
        self._header = FollowUpsHeader()
        self._header.calendar.clicked.connect(lambda: host.go("calendar"))
        self._header.add.clicked.connect(self.new)
        self._header.add_task.clicked.connect(self.new_task)
        self.column.addWidget(self._header)
        first = second_button("first_follow_up", self.tr("Choose from a list"), "list-checks")
        first.clicked.connect(self.new)
        sentence = self.tr("What should not be forgotten? Blood tests, the dentist, eye checks, "
                           "vaccines: add what your team wants to see again.")  # fmt: skip
        self._empty = EmptyState(sentence, first, "calendar-clock")
        self.column.addWidget(self._empty)
        self._groups = QVBoxLayout()
        spread(self._groups, spacing=8)
        self.column.addLayout(self._groups)
        self._tasks_heading = SectionHeading(self.tr("Tasks"))
        self._tasks = TaskRows()
        self._tasks.ticked.connect(self._tick)
        self._tasks.change_chosen.connect(self._change_task)
        self._tasks.removal_chosen.connect(self._remove_task)
        self.column.addWidget(self._tasks_heading)
        self.column.addWidget(self._tasks)
        self.column.addStretch(1)

    def reload(self) -> None:
        """Show every follow-up in its group again, and the tasks."""
        self._states = {one.plan.id: one for one in self.app.follow_ups.states()}
        results = self.app.follow_ups.results_since() if self._states else {}
        self._empty.setVisible(not self._states)
        focused = self._focused_name()
        clear(self._groups)
        for title, found in self._grouped():
            if found:
                self._groups.addWidget(SectionHeading(title, str(len(found))))
                rows = [self._row(one, results.get(one.plan.id)) for one in found]
                self._groups.addWidget(RowsCard(*rows))
        today = self.app.clock.today()
        tasks = (*self.app.tasks.open(), *self.app.tasks.done_between(today - DONE_FOR, today))
        self._tasks.fill(tasks, today, self.host.formats)
        self._tasks_heading.setVisible(bool(tasks))
        if focused and (again := self.findChild(QWidget, focused)) is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
            # what had the focus is gone, and Qt scrolled to what came after it
            QTimer.singleShot(0, again, partial(self._scroll_to, again))

    def open(self, target: str) -> None:
        """Show the templates ("add"), a new task ("task"), a follow-up or a task by its id."""
        if target == ADD:
            self.new()
        elif target == NEW_TASK:
            self.new_task()
        elif target in self._states:
            QTimer.singleShot(0, self, partial(self._look_at, target))
        elif (task := self.app.tasks.get(target)) is not None:
            self._change_task(task)

    def _look_at(self, plan_id: str) -> None:
        """Bring one follow-up into sight, with the focus on it."""
        row = self.findChild(QWidget, f"follow_up_{plan_id}")
        for name in (f"book_{plan_id}", f"more_{plan_id}"):
            if (first := self.findChild(QWidget, name)) is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
                break
        if row is not None:
            self._scroll_to(row)

    def _scroll_to(self, widget: QWidget) -> None:
        """Bring the row that holds a widget into sight, once the rows have their places."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        row = widget
        while not isinstance(row, Row) and (above := row.parentWidget()) not in (None, self):
            row = above
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(row)

    def first_focus(self) -> QWidget | None:
        """Return the first thing to do of what is due, else the main button."""
        due = next((one for one in self._states.values() if one.is_due), None)
        first = self.findChild(QWidget, f"book_{due.plan.id}") if due is not None else None
        return first or self._header.add

    def new(self) -> None:
        """Show what can be followed."""
        pane = TemplatePane(self.app)
        pane.chosen.connect(self._from_template, Qt.ConnectionType.QueuedConnection)
        self.set_details(pane)
        pane.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def new_task(self) -> None:
        """Open the form for a new task."""
        form = TaskForm(self.app, self.host, is_new=True)
        form.load(Task(), is_new=True)
        self._show_form(form, form.field("title"))

    def set_details(self, pane: QWidget | None) -> None:
        """Show a pane; a form that is left keeps what was typed."""
        form, self._form = self._form, pane if isinstance(pane, Form) else None
        if form is not None and form is not pane:
            form.leave()
        super().set_details(pane)

    def _grouped(self) -> Sequence[tuple[str, list[FollowUpState]]]:
        by_status: dict[FollowUpStatus, list[FollowUpState]] = {}
        for one in self._states.values():
            by_status.setdefault(one.status, []).append(one)
        titles = (
            (self.tr("Due, not booked"), (FollowUpStatus.DUE, FollowUpStatus.OVERDUE)),
            (self.tr("Booked"), (FollowUpStatus.BOOKED,)),
            (self.tr("Waiting for a result"), (FollowUpStatus.WAITING_RESULT,)),
            (self.tr("Not due yet"), (FollowUpStatus.DONE, FollowUpStatus.NOT_YET)),
            (self.tr("Ask about"), (FollowUpStatus.NO_RHYTHM,)),
            (self.tr("Paused"), (FollowUpStatus.PAUSED,)),
        )
        return [
            (title, sorted((one for status in statuses for one in by_status.get(status, [])),
                           key=lambda one: one.next_due_from or date.max))
            for title, statuses in titles
        ]  # fmt: skip

    def _row(self, state: FollowUpState, results_on: date | None) -> FollowUpRow:
        row = FollowUpRow(state, self.host.formats, results_on)
        queued = Qt.ConnectionType.QueuedConnection
        row.booking_chosen.connect(self._book, queued)
        row.step_chosen.connect(self._mark, queued)
        row.step_taken_back.connect(self._unmark, queued)
        row.results_counted.connect(self._count, queued)
        row.question_asked.connect(self._ask, queued)
        row.change_chosen.connect(lambda one: self._change(one.plan), queued)
        row.dates_chosen.connect(self._change_dates, queued)
        row.pause_chosen.connect(self._pause, queued)
        row.removal_chosen.connect(self._remove, queued)
        row.unbooking_chosen.connect(self._unbook, queued)
        return row

    def _from_template(self, template: str) -> None:
        plan = self.app.follow_ups.from_template(template) if template else FollowUp(
            starts_on=self.app.clock.today())  # fmt: skip
        form = FollowUpForm(self.app, self.host, is_new=True)
        form.load(plan, is_new=True)
        self._show_form(form, form.field("name"))

    def _change(self, plan: FollowUp) -> None:
        form = FollowUpForm(self.app, self.host, is_new=False)
        form.load(plan)
        self._show_form(form, form.field("name"))

    def _book(self, state: FollowUpState) -> None:
        form = BookForm(self.app, self.host, state)
        self._show_form(form, form.field("day"))

    def _change_dates(self, state: FollowUpState) -> None:
        if state.round is not None:
            form = RoundForm(self.app, self.host, state)
            form.load(state.round)
            self._show_form(form, form.first_field())

    def _change_task(self, task: Task) -> None:
        form = TaskForm(self.app, self.host, is_new=False)
        form.load(task)
        self._show_form(form, form.field("title"))

    def _show_form(self, form: Form, first: QWidget) -> None:
        form.saved.connect(lambda _: self.host.tell(self.tr("Saved")))
        form.closed.connect(lambda: self._close(form))
        self.set_details(form)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self, form: Form) -> None:
        if self._form is form:
            self._form = None
            self.set_details(None)

    def _mark(self, state: FollowUpState, step: Step, day: date | None) -> None:
        said = self._said(state, words.step_words(step))
        self._do(lambda: self.app.follow_ups.mark(state.plan, step, day), said)

    def _unmark(self, state: FollowUpState, step: Step, one: FollowUpRound) -> None:
        called = words.step_words(step)
        said = self._said(state, self.tr("taken back: %1").replace("%1", called))
        self._do(lambda: self.app.follow_ups.unmark(one, step), said)

    def _count(self, state: FollowUpState, taken_on: date) -> None:
        said = self._said(state, words.step_words(Step.DONE))
        self._do(lambda: self.app.follow_ups.count_results(state.plan, taken_on), said)

    def _ask(self, state: FollowUpState) -> None:
        plan = state.plan
        question = Question(text=plan.ask, role=Role.DOCTOR, about=f"{FollowUp.kind}:{plan.id}")
        said = self.tr("Added to your questions: %1").replace("%1", plan.ask)
        self._do(lambda: self.app.questions.add(question), said)

    def _pause(self, state: FollowUpState) -> None:
        is_paused = not state.plan.paused
        said = self._said(state, self.tr("paused") if is_paused else self.tr("goes on"))
        self._do(lambda: self.app.follow_ups.pause(state.plan, is_paused), said)

    def _unbook(self, state: FollowUpState) -> None:
        said = self._said(state, self.tr("no longer booked; the appointment stays"))
        self._do(lambda: self.app.follow_ups.unlink(state.plan), said)

    def _remove(self, state: FollowUpState) -> None:
        said = self.tr("Removed: %1").replace("%1", state.plan.name)
        self._do(lambda: self.app.follow_ups.delete(state.plan), said)

    def _tick(self, task: Task, is_done: bool) -> None:
        said = self.tr("Done: %1") if is_done else self.tr("Not done yet: %1")
        act = self.app.tasks.finish if is_done else self.app.tasks.reopen
        self._do(partial(act, task), said.replace("%1", task.title))

    def _remove_task(self, task: Task) -> None:
        said = self.tr("Removed: %1").replace("%1", task.title)
        self._do(lambda: self.app.tasks.delete(task), said)

    def _said(self, state: FollowUpState, what: str) -> str:
        return f"{state.plan.name}: {what}"

    def _do(self, act: Callable[[], object], said: str) -> None:
        attempt(self.host, act, said)

    def _focused_name(self) -> str:
        focused: QWidget | None = self.window().focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        return focused.objectName() if inside and focused is not None else ""
