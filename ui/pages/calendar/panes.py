"""Put one day in full, or the form of an appointment, beside the views."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment, Occurrence
from ui.pages import Host, Page
from ui.pages.calendar.actions import CalendarActions
from ui.pages.calendar.appointment_form import AppointmentForm
from ui.pages.calendar.day_pane import DayPane
from ui.pages.calendar.documents_list import DocumentsList
from ui.widgets.cards import down
from ui.widgets.details_pane import pane_title


@dataclass(frozen=True, slots=True)
class Around:
    """What a day needs to know: which day is today, and who is who."""

    today: date
    members: Mapping[str, str]


class CalendarPanes(QObject):
    """Make the panes of the page and hear what is chosen in them.

    `saved` carries the appointment, `form_closed` that no form is open any more.
    """

    saved = Signal(object)
    form_closed = Signal()

    def __init__(self, page: Page, actions: CalendarActions, around: Callable[[], Around]) -> None:
        """Take the page, what it can do, and what tells about the days."""
        super().__init__(page)
        self._page, self._actions, self._around = page, actions, around
        self._app: Caregiver = page.app
        self._host: Host = page.host
        self._form: AppointmentForm | None = None
        self._pane: DayPane | None = None

    @property
    def day(self) -> date | None:
        """Return the day that is shown in full."""
        return self._pane.day if self._pane is not None else None

    @property
    def has_form(self) -> bool:
        """Say whether a form is open."""
        return self._form is not None

    def replaced_by(self, pane: QWidget | None) -> None:
        """Hear which pane stands there now; a form that is left keeps what was typed."""
        form, self._form = self._form, pane if isinstance(pane, AppointmentForm) else None
        self._pane = pane if isinstance(pane, DayPane) else None
        if form is not None and form is not pane:
            form.leave()

    def show_day(self, day: date) -> None:
        """Show all of a day; the focus stays where it is, also within the day."""
        around = self._around()
        pane = DayPane(self._app.calendar.day(day), around.today,
                       self._host.formats, members=around.members,
                       zone=self._app.clock.zone().key,
                       files=self._files_of)  # fmt: skip
        queued = Qt.ConnectionType.QueuedConnection
        pane.change_chosen.connect(self.change, queued)
        pane.removal_chosen.connect(self._actions.remove, queued)
        pane.dates_removal_chosen.connect(self._actions.remove_dates, queued)
        pane.status_chosen.connect(self._actions.set_status, queued)
        pane.step_ticked.connect(self._actions.tick, queued)
        pane.line_chosen.connect(lambda id: self._host.go("follow_ups", id), queued)
        pane.task_ticked.connect(self._actions.tick_task, queued)
        pane.collection_began.connect(self._actions.begin_collection, queued)
        pane.collection_ended.connect(self._actions.end_collection, queued)
        pane.addition_chosen.connect(self.new_on, queued)
        focused = self._focus_in_pane()
        self._page.set_details(pane)
        if focused:
            again: QWidget | None = pane.findChild(QWidget, focused) or pane.first_control()
            if again is not None:
                again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _files_of(self, one: Appointment) -> QWidget | None:
        """Return the files kept with an appointment, None where there are none."""
        found = DocumentsList(self._app, self._host, one, can_add=False)
        return None if found.is_empty() else found

    def show_loose_files(self) -> None:
        """Show the files whose appointment was removed."""
        title = pane_title(self.tr("Files without an appointment"))
        files = DocumentsList(self._app, self._host, None)
        self._page.set_details(down(title, files, spacing=12))

    def open_day(self, day: date) -> None:
        """Show a day and go into it."""
        self.show_day(day)
        if self._pane is not None and (control := self._pane.first_control()) is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)

    def new_on(self, day: date) -> None:
        """Open the form for a new appointment on a day."""
        self.new_at(datetime.combine(day, time()))

    def new_at(self, starts: datetime) -> None:
        """Open the form for a new appointment; midnight leaves the time open."""
        form = AppointmentForm(self._app, self._host)
        form.load_new(starts)
        self._show_form(form)

    def change(self, occurrence: Occurrence) -> None:
        """Open the form of one date of an appointment."""
        form = AppointmentForm(self._app, self._host, occurrence)
        form.load_occurrence(occurrence)
        self._show_form(form)

    def _show_form(self, form: AppointmentForm) -> None:
        form.saved.connect(self._was_saved)
        form.closed.connect(lambda: self._close(form))
        self._page.set_details(form)
        form.field("title").setFocus(Qt.FocusReason.OtherFocusReason)

    def _was_saved(self, record: Appointment) -> None:
        if record.starts is None:
            return
        words = self.tr("Saved: %1, %2").replace("%1", record.title)
        self._host.tell(words.replace("%2", self._host.formats.day_date(record.starts.date())))
        self.saved.emit(record)

    def _close(self, form: AppointmentForm) -> None:
        if self._form is form:
            self._form = None
            self.form_closed.emit()

    def _focus_in_pane(self) -> str:
        """Return the name of the control of the day that has the focus, or ""."""
        if self._pane is None:
            return ""
        focused: QWidget | None = self._pane.focusWidget()
        return focused.objectName() if focused is not None and focused.hasFocus() else ""
