"""Show what is planned: a list of the next days first, a month beside it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment, Occurrence
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import CareTeamMember
from caregiver.domain.therapy import Cycle
from ui.pages import Host, Page
from ui.pages.calendar.actions import CalendarActions
from ui.pages.calendar.agenda import Agenda
from ui.pages.calendar.appointment_form import AppointmentForm
from ui.pages.calendar.day_pane import DayPane
from ui.pages.calendar.header import LIST, MONTH, CalendarHeader
from ui.pages.calendar.legend import Legend
from ui.pages.calendar.month_grid import MonthGrid
from ui.pages.calendar.month_model import first_shown, last_shown
from ui.theme import look
from ui.widgets.buttons import second_button
from ui.widgets.cards import EmptyState

DAYS_LISTED = 30
ROOM_FOR_PANE = 848

IMPORT = "import:"


class CalendarPage(Page):
    """Show the list or the month, one day in full beside it, and the form of an appointment."""

    key = "calendar"
    reads = (Appointment, Medication, Schedule, Cycle, CareTeamMember)

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._day = self._first = app.clock.today()
        self._today = self._day
        self._members: dict[str, str] = {}
        self._form: AppointmentForm | None = None
        self._pane: DayPane | None = None
        self._actions = CalendarActions(app, host, self)
        self._header = CalendarHeader()
        self._agenda = Agenda(host.formats)
        self._grid = MonthGrid(host.formats)
        self._legend = Legend()
        self._empty = self._empty_state()
        self.column.addWidget(self._header)
        for part in (self._empty, self._agenda, self._legend):
            self.column.addWidget(part)
        self.column.insertWidget(2, self._grid, 1)
        self._stretch = QWidget()
        self.column.addWidget(self._stretch, 1)
        self._connect()

    def reload(self) -> None:
        """Ask for the days in sight and show them, and the day beside them."""
        self._fill()
        if self._pane is not None:
            self._show_day(self._pane.day)

    def open(self, target: str) -> None:
        """Show "new" (the form), "import:" and a path, a date (its day) or an appointment by id."""
        if target == "new":
            self.new()
            return
        if target.startswith(IMPORT):
            self._actions.preview_file(Path(target.removeprefix(IMPORT)))
            return
        if target in (LIST, MONTH):
            self._header.views.choose(target)
            return
        day = _date_in(target)
        if day is None and (one := self.app.appointments.get(target)) and one.starts:
            day = self._next_day_of(one)
        if day is not None:
            self._go(day)
            self._show_day(day)

    def first_focus(self) -> QWidget | None:
        """Return the grid, the first appointment, or the main button."""
        if self._view() == MONTH:
            return self._grid
        return self._agenda.first_row() or self._header.add

    def new(self) -> None:
        """Open the form for a new appointment."""
        self._new_on(self._day if self._view() == MONTH else self._today)

    def turn(self, periods: int) -> None:
        """Go months or 30 days forward or back."""
        if self._view() == MONTH:
            self._go(_months_on(self._day, periods))
        else:
            self._first += timedelta(days=DAYS_LISTED * periods)
            self.reload()

    def turn_to_today(self) -> None:
        """Go to today."""
        self._first = self._today
        self._go(self._today)

    def set_details(self, pane: QWidget | None) -> None:
        """Show a pane; a form that is left keeps what was typed."""
        form, self._form = self._form, pane if isinstance(pane, AppointmentForm) else None
        self._pane = pane if isinstance(pane, DayPane) else None
        if form is not None and form is not pane:
            form.leave()
        super().set_details(pane)

    def _connect(self) -> None:
        header = self._header
        header.views.chosen.connect(self._change_view)
        header.earlier.clicked.connect(lambda: self.turn(-1))
        header.later.clicked.connect(lambda: self.turn(1))
        header.today.clicked.connect(self.turn_to_today)
        header.add.clicked.connect(self.new)
        more, actions, dots = header.more, self._actions, "\N{HORIZONTAL ELLIPSIS}"
        more.add("import_calendar", self.tr("Import calendar file") + dots, actions.choose_file)
        more.add("save_calendar", self.tr("Save next 3 months, times and places only") + dots,
                 lambda: actions.save_file(with_details=False))  # fmt: skip
        more.add("save_calendar_full", self.tr("Save next 3 months with all details") + dots,
                 lambda: actions.save_file(with_details=True))  # fmt: skip
        self._agenda.opened.connect(lambda one: self._show_day(one.day))
        self._agenda.change_chosen.connect(self._change)
        self._agenda.removal_chosen.connect(self._actions.remove)
        self._grid.day_selected.connect(self._select)
        self._grid.day_outside.connect(self._go)
        self._grid.day_opened.connect(self._open_day)
        self._grid.day_cleared.connect(self._clear_day)

    def _empty_state(self) -> EmptyState:
        action = second_button("import_first", self.tr("Import calendar file"), "import")
        action.clicked.connect(self._actions.choose_file)
        words = self.tr("No visits yet. Add the next one, or drop the calendar file (.ics) from "
                        "the hospital\N{RIGHT SINGLE QUOTATION MARK}s e-mail here.")  # fmt: skip
        return EmptyState(words, action, "calendar-plus")

    def _view(self) -> str:
        return self._header.views.key()

    def _change_view(self, view: str) -> None:
        if view == MONTH and self._pane is None:
            self._day = max(self._day, self._first)
        self.reload()
        if view == MONTH and self._has_room() and self._form is None:
            self._show_day(self._day)
        elif view == LIST and self._form is None:
            self.set_details(None)

    def _fill(self) -> None:
        today = self.app.clock.today()
        if self._today != today and self._first == self._today:
            self._first = today
        self._today = today
        self._members = {one.id: one.name for one in self.app.people.team()}
        is_month = self._view() == MONTH
        is_empty = not is_month and self.app.appointments.is_empty()
        self._empty.setVisible(is_empty)
        self._agenda.setVisible(not is_month)
        self._stretch.setVisible(not is_month)
        self._grid.setVisible(is_month)
        self._legend.setVisible(is_month)
        if is_month:
            self._show_month()
        else:
            self._show_list()

    def _show_list(self) -> None:
        last = self._first + timedelta(days=DAYS_LISTED - 1)
        answer = self.app.calendar.month(self._first, last)
        self._agenda.show_days(answer, self._today, self._members)
        formats = self.host.formats
        if self._first == self._today:
            self._header.set_title(self.tr("Next 30 days"))
        else:
            words = self.tr("%1 to %2").replace("%1", formats.date_short(self._first))
            self._header.set_title(words.replace("%2", formats.date_short(last)))

    def _show_month(self) -> None:
        answer = self.app.calendar.month(first_shown(self._day), last_shown(self._day))
        self._grid.show_month(self._day, self._today, answer, self._day)
        self._header.set_title(self.host.formats.month_year(self._day))

    def _go(self, day: date) -> None:
        """Show the period that holds a day, and select it."""
        self._day = day
        if self._view() == LIST and not 0 <= (day - self._first).days < DAYS_LISTED:
            self._first = day
        self._fill()
        if self._view() == MONTH:
            self._select(day)
        elif self._pane is not None:
            self._show_day(self._pane.day)

    def _select(self, day: date) -> None:
        self._day = day
        if (self._has_room() or self._pane is not None) and self._form is None:
            self._show_day(day)

    def _show_day(self, day: date) -> None:
        pane = DayPane(self.app.calendar.day(day), self._today, self.host.formats,
                       members=self._members, zone=self.app.clock.zone().key)  # fmt: skip
        pane.change_chosen.connect(self._change, Qt.ConnectionType.QueuedConnection)
        pane.removal_chosen.connect(self._actions.remove, Qt.ConnectionType.QueuedConnection)
        pane.series_removal_chosen.connect(
            self._actions.remove_series, Qt.ConnectionType.QueuedConnection
        )
        pane.status_chosen.connect(self._actions.set_status, Qt.ConnectionType.QueuedConnection)
        pane.addition_chosen.connect(self._new_on, Qt.ConnectionType.QueuedConnection)
        focused = self._focus_in_pane()
        self.set_details(pane)
        if focused:
            again: QWidget | None = pane.findChild(QWidget, focused) or pane.first_control()
            if again is not None:
                again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_in_pane(self) -> str:
        """Return the name of the control of the day that has the focus, or ""."""
        if self._pane is None:
            return ""
        focused: QWidget | None = self._pane.focusWidget()
        return focused.objectName() if focused is not None and focused.hasFocus() else ""

    def _open_day(self, day: date) -> None:
        """Show a day and go into it."""
        self._show_day(day)
        if self._pane is not None and (control := self._pane.first_control()) is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)

    def _clear_day(self, day: date) -> None:
        """Remove the one appointment of a day; with several, show them to choose from."""
        found = self.app.appointments.occurrences(day, day)
        if len(found) == 1:
            self._actions.remove(found[0])
        elif found:
            self._open_day(day)

    def _new_on(self, day: date) -> None:
        form = AppointmentForm(self.app, self.host)
        form.load_new(datetime.combine(day, time()))
        self._show_form(form)

    def _change(self, occurrence: Occurrence) -> None:
        form = AppointmentForm(self.app, self.host, occurrence)
        form.load_occurrence(occurrence)
        self._show_form(form)

    def _show_form(self, form: AppointmentForm) -> None:
        form.saved.connect(self._was_saved)
        form.closed.connect(lambda: self._form_closed(form))
        self.set_details(form)
        form.field("title").setFocus(Qt.FocusReason.OtherFocusReason)

    def _was_saved(self, record: Appointment) -> None:
        if record.starts is None:
            return
        words = self.tr("Saved: %1, %2").replace("%1", record.title)
        self.host.tell(words.replace("%2", self.host.formats.day_date(record.starts.date())))
        self._go(record.starts.date())

    def _form_closed(self, form: AppointmentForm) -> None:
        if self._form is not form:
            return
        self._form = None
        if self._view() == MONTH and self._has_room():
            self._show_day(self._day)
        else:
            self.set_details(None)

    def _has_room(self) -> bool:
        """Tell whether the day fits beside the page; else it is shown only when asked for."""
        room = self.parentWidget()
        while room is not None and room.objectName() != "page_area":
            room = room.parentWidget()
        return (room or self).width() >= look().px(ROOM_FOR_PANE)

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


def _months_on(day: date, months: int) -> date:
    """Return the same day of another month, or its last day."""
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    length = ((first + timedelta(days=32)).replace(day=1) - first).days
    return first.replace(day=min(day.day, length))
