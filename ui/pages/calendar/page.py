"""Show what is planned: a list of the next days first; a day, a week and a month beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment, Occurrence
from caregiver.domain.documents import Document
from caregiver.domain.doses import Dose
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from caregiver.domain.holds import Hold
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import CareTeamMember
from caregiver.domain.records import Record
from caregiver.domain.regimens import Regimen
from caregiver.domain.tasks import Task
from caregiver.domain.therapy import Cycle
from caregiver.services.calendar import EVERYTHING, Shown
from ui.pages import Host, Page
from ui.pages.calendar import periods
from ui.pages.calendar.actions import CalendarActions
from ui.pages.calendar.choices import Choices
from ui.pages.calendar.header import CalendarHeader
from ui.pages.calendar.jump import JumpLine
from ui.pages.calendar.moves import AppointmentMoves
from ui.pages.calendar.panes import Around, CalendarPanes
from ui.pages.calendar.periods import DAYS_LISTED, LIST, MONTH, VIEWS
from ui.pages.calendar.show_pane import ShownLine, ShowPane
from ui.pages.calendar.views import CalendarViews, Sight
from ui.theme import look
from ui.widgets.buttons import second_button
from ui.widgets.cards import EmptyState

ROOM_FOR_PANE = 848
IMPORT, JUMP, FOLLOW_UPS = "import:", "jump", "follow-ups"
READS: tuple[type[Record], ...] = (
    Appointment, Medication, Schedule, Cycle, CareTeamMember, Task, FollowUp, FollowUpRound, Dose,
    Document, Hold, Regimen,
)  # fmt: skip


class CalendarPage(Page):
    """Show one view, one day in full beside it, and the form of an appointment."""

    key = "calendar"
    reads = READS
    follows_clock = True

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._today = self._day = self._first = app.clock.today()
        self._members: dict[str, str] = {}
        self._choices = Choices(host.settings)
        self._actions = CalendarActions(app, host, self)
        self._panes = CalendarPanes(self, self._actions, self._around)
        self._moves = AppointmentMoves(app, host, self)
        self._header = CalendarHeader(self._choices.view)
        self._shown_line = ShownLine()
        self._empty = self._empty_state()
        self._jump_line = JumpLine(host.formats, app.clock.today)
        for part in (self._header, self._jump_line, self._shown_line, self._empty):
            self.column.addWidget(part)
        self._views = CalendarViews(self.column, host.formats)
        self._connect()

    def reload(self) -> None:
        """Ask for the days in sight and show them, and the day beside them."""
        self._fill()
        if (day := self._panes.day) is not None:
            self._show_day(day)

    def open(self, target: str) -> None:
        """Show a view by its key, "new" (the form), "import:" and a path, a date or an id.

        The id of a file shows the appointment it is kept with.
        """
        if target == "new":
            self.new()
        elif target == JUMP:
            self.jump_to_date()
        elif target == FOLLOW_UPS:
            self.host.go("follow_ups")
        elif target.startswith(IMPORT):
            self._actions.preview_file(Path(target.removeprefix(IMPORT)))
        elif target in VIEWS:
            self._header.views.choose(target)
        else:
            day = _date_in(target)
            if day is None and (one := self._found(target)) and one.starts:
                day = self._next_day_of(one)
            if day is not None:
                self._go(day)
                self._show_day(day)
            elif self.app.documents.get(target) is not None:
                self._panes.show_loose_files()

    def first_focus(self) -> QWidget | None:
        """Return what asks for a date, else the first control of the view, or the main button."""
        if self._jump_line.isVisible():
            return self._jump_line.editor()
        return self._views.first_focus(self._day) or self._header.add

    def new(self) -> None:
        """Open the form for a new appointment."""
        self._panes.new_on(self._today if self._view() == LIST else self._day)

    def turn(self, periods_on: int) -> None:
        """Go months, weeks, days or 30 days forward or back."""
        if self._view() == LIST:
            self._first = periods.turned(LIST, self._first, periods_on)
            self._fill()
        else:
            self._go(periods.turned(self._view(), self._day, periods_on))

    def turn_to_today(self) -> None:
        """Go to today."""
        self._first = self._today
        self._go(self._today)

    def print_page(self) -> None:
        """Show the paper of what is in sight: this month, this week, or a list from here on."""
        view = self._view()
        papers = {MONTH: "calendar-month", LIST: "calendar-list"}
        first = self._day if view == MONTH else periods.days_shown(
            view, self._first if view == LIST else self._day
        )[0]  # fmt: skip
        self.host.go("reports", f"{papers.get(view, 'calendar-week')}:{first.isoformat()}")

    def jump_to_date(self) -> None:
        """Ask for a date and go there."""
        self._jump_line.ask()

    def set_details(self, pane: QWidget | None) -> None:
        """Show a pane; a form that is left keeps what was typed."""
        self._panes.replaced_by(pane)
        super().set_details(pane)

    def _connect(self) -> None:
        header, views, actions = self._header, self._views, self._actions
        header.views.chosen.connect(self._change_view)
        header.earlier.clicked.connect(lambda: self.turn(-1))
        header.later.clicked.connect(lambda: self.turn(1))
        header.today.clicked.connect(self.turn_to_today)
        self._jump_line.chosen.connect(self._jump)
        self._jump_line.closed.connect(self._focus_first)
        header.show_button.clicked.connect(self._choose_shown)
        header.follow_ups.clicked.connect(lambda: self.host.go("follow_ups"))
        header.add.clicked.connect(self.new)
        actions.fill_menu(header.more, self.jump_to_date)
        words = self.tr("Print (Ctrl+P)") + "\N{HORIZONTAL ELLIPSIS}"
        header.more.add("print_calendar", words, self.print_page)
        self._shown_line.everything.clicked.connect(self._show_everything)
        views.opened.connect(lambda one: self._show_day(one.day))
        views.entered.connect(lambda one: self._open_day(one.day))
        views.change_chosen.connect(self._panes.change)
        views.removal_chosen.connect(actions.remove)
        views.moved.connect(self._move, Qt.ConnectionType.QueuedConnection)
        views.slot_chosen.connect(self._panes.new_at)
        views.day_focused.connect(self._look_at)
        views.day_selected.connect(self._select)
        views.day_outside.connect(self._go)
        views.day_opened.connect(self._open_day)
        views.day_cleared.connect(self._clear_day)
        self._panes.saved.connect(lambda record: self._go(record.starts.date()))
        self._panes.form_closed.connect(self._form_closed)

    def _empty_state(self) -> EmptyState:
        action = second_button("import_first", self.tr("Import calendar file"), "import")
        action.clicked.connect(self._actions.choose_file)
        words = self.tr("No visits yet. Add the next one, or drop the calendar file (.ics) from "
                        "the hospital\N{RIGHT SINGLE QUOTATION MARK}s e-mail here.")  # fmt: skip
        return EmptyState(words, action, "calendar-plus")

    def _view(self) -> str:
        return self._header.views.key()

    def _change_view(self, view: str) -> None:
        if self._choices.view == LIST and self._panes.day is None:
            self._day = max(self._day, self._first)
        if view == LIST and self._panes.day is None and self._day != self._today:
            self._first = self._day
        self._choices.view = view
        self._fill()
        QTimer.singleShot(0, self, self._scroll_to_top)
        if view == MONTH and self._has_room() and not self._panes.has_form:
            self._show_day(self._day)
        elif view != MONTH and not self._panes.has_form:
            self.set_details(None)

    def _fill(self) -> None:
        today = self.app.clock.today()
        if self._today != today and self._first == self._today:
            self._first = today
        self._today = today
        self._members = {one.id: one.name for one in self.app.people.team()}
        view = self._view()
        shown, list_doses = self._shown(), self._choices.list_doses
        days = periods.days_shown(view, self._first if view == LIST else self._day)
        with_doses = view in (periods.DAY, periods.WEEK) or (view == LIST and list_doses)
        answer = self.app.calendar.month(*days, shown, with_doses=with_doses)
        now = self.app.clock.local_now().replace(tzinfo=None)
        self._empty.setVisible(view == LIST and self.app.appointments.is_empty())
        self._shown_line.show_choice(shown, self._members)
        self._views.show(Sight(view, self._day, now, answer, self._members, list_doses))
        self._header.set_title(periods.title(view, days, today, self.host.formats))

    def _around(self) -> Around:
        return Around(self._today, self._members)

    def _shown(self) -> Shown:
        shown = self._choices.shown
        is_known = not shown.member_id or shown.member_id in self._members
        return shown if is_known else replace(shown, member_id="")

    def _go(self, day: date) -> None:
        """Show the period that holds a day, and select it."""
        self._day = day
        if self._view() == LIST and not 0 <= (day - self._first).days < DAYS_LISTED:
            self._first = day
        self._fill()
        if self._view() == MONTH:
            self._select(day)
        elif (shown := self._panes.day) is not None:
            self._show_day(shown if self._view() == LIST else day)

    def _jump(self, day: date) -> None:
        self._first = day
        self._go(day)

    def _focus_first(self) -> None:
        if (first := self.first_focus()) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_at(self, day: date) -> None:
        self._day = day

    def _select(self, day: date) -> None:
        self._day = day
        if (self._has_room() or self._panes.day is not None) and not self._panes.has_form:
            self._show_day(day)

    def _show_day(self, day: date) -> None:
        self._day = day if self._view() != LIST else self._day
        self._panes.show_day(day)

    def _open_day(self, day: date) -> None:
        self._day = day if self._view() != LIST else self._day
        self._panes.open_day(day)

    def _clear_day(self, day: date) -> None:
        """Remove the one appointment of a day; with several, show them to choose from."""
        found = [one for one in self.app.appointments.occurrences(day, day)
                 if self._shown().has(one)]  # fmt: skip
        if len(found) == 1:
            self._actions.remove(found[0])
        elif found:
            self._open_day(day)

    def _move(self, occurrence: Occurrence, starts: datetime) -> None:
        self._moves.move(occurrence, starts, self._views.focus_on)

    def _form_closed(self) -> None:
        if self._view() == MONTH and self._has_room():
            self._show_day(self._day)
        else:
            self.set_details(None)

    def _choose_shown(self) -> None:
        pane = ShowPane(self._shown(), self._members, list_doses=self._choices.list_doses)
        pane.changed.connect(self._keep_shown)
        self.set_details(pane)
        pane.first_control().setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_shown(self, shown: Shown, list_doses: bool) -> None:
        self._choices.keep(shown, list_doses=list_doses)
        self._fill()

    def _show_everything(self) -> None:
        self._keep_shown(EVERYTHING, self._choices.list_doses)
        if self._panes.day is None and not self._panes.has_form:
            self.set_details(None)
        self._focus_first()

    def _scroll_to_top(self) -> None:
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

    def _has_room(self) -> bool:
        """Tell whether the day fits beside the page; else it is shown only when asked for."""
        room = self.parentWidget()
        while room is not None and room.objectName() != "page_area":
            room = room.parentWidget()
        return (room or self).width() >= look().px(ROOM_FOR_PANE)

    def _found(self, id: str) -> Appointment | None:
        """Return an appointment, by its own id or by that of a file kept with it."""
        document = self.app.documents.get(id)
        return self.app.appointments.get(document.about.partition(":")[2] if document else id)

    def _next_day_of(self, appointment: Appointment) -> date | None:
        """Return the next day an appointment falls on, else its first."""
        found = self.app.appointments.occurrences(self._today, self._today + timedelta(days=366))
        days = (one.day for one in found if one.appointment.id == appointment.id)
        return next(days, appointment.when())


def _date_in(target: str) -> date | None:
    try:
        return date.fromisoformat(target)
    except ValueError:
        return None
