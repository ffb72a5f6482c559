"""Connect the window to one open care file: pages, Undo, the night number, and the host."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from caregiver.errors import UserError
from caregiver.formats import Formats
from caregiver.settings import Settings
from ui import messages
from ui.background import Background
from ui.drafts import Drafts
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.publishing import Publisher
from ui.signals import Changes

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.domain.changes import ChangeSet
    from caregiver.domain.symptoms import SymptomReport
    from ui.line_reader import ShownReading, WindowLineReader
    from ui.reminders.center import Reminders

T = TypeVar("T")
QUARTER_MS = 15 * 60 * 1000


class LateReader:
    """Read and save lines; the grammar is loaded with the first letter typed, not at the start."""

    def __init__(self, app: Caregiver, formats: Formats) -> None:
        self._app, self._formats = app, formats

    def read(self, text: str) -> ShownReading:
        """Return how a line is understood."""
        return self._reader.read(text)

    def save(self, shown: ShownReading) -> str:
        """Save what was read; return what was saved."""
        return self._reader.save(shown)

    @cached_property
    def _reader(self) -> WindowLineReader:
        from ui.line_reader import WindowLineReader

        return WindowLineReader(lambda: self._app.quick_add, self._formats, self._app.clock.today)


class Session(QObject):
    """Be the host of the pages of one care file (`ui.pages.Host`) for as long as it is open."""

    preferences_changed = Signal()
    command_asked = Signal(str)
    restore_asked = Signal(object)

    def __init__(
        self, window: MainWindow, app: Caregiver, formats: Formats, settings: Settings
    ) -> None:
        super().__init__(window)
        self.app = app
        self._window, self._formats, self._settings = window, formats, settings
        self._drafts = Drafts(app.drafts, app.keep_drafts)
        self._background = Background(self)
        self._changes = Changes(self)
        self._changes.attach(app)
        self._changes.records_changed.connect(self._records_changed)
        self._publisher = Publisher(app, self.run, self)
        self._changes.records_changed.connect(self._publisher.records_changed)
        self.pages = Navigator(window.stack, app, self)
        self.pages.page_shown.connect(window.rail.select)
        self.pages.page_shown.connect(self._page_shown)
        self._last_change: ChangeSet | None = None
        self._day = app.clock.today()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look_at_clock)
        self._connect_window(True)
        self._window.top_bar.add_line.connect_reader(LateReader(app, formats), self._try_saving)
        self._fill_frame()
        self._wait_for_quarter()

    @property
    def formats(self) -> Formats:
        """Return how this person writes dates, times and numbers."""
        return self._formats

    @property
    def settings(self) -> Settings:
        """Return the preferences of this computer."""
        return self._settings

    @property
    def drafts(self) -> Drafts:
        """Return the forms that were left before saving."""
        return self._drafts

    @cached_property
    def reminders(self) -> Reminders:
        """The reminders; made after Today is filled, or when a page asks for them."""
        from ui.reminders.center import Reminders
        from ui.reminders.chooser import Chooser

        made = Reminders(self.app, self, Chooser(self.run, lambda: self._window.tray))
        made.changed.connect(self._show_reminders)
        made.caught_up.connect(self._show_passed)
        made.clock_was_set.connect(self.look_at_clock)
        self.preferences_changed.connect(made.settings_changed)
        return made

    def go(self, page: str, target: str = "") -> None:
        """Show a page, with a record or section open."""
        self.pages.go(page, target)

    def tell(self, sentence: str, *, undo: bool = True) -> None:
        """Show what was just done."""
        self._window.toast.tell(sentence, undo=undo)

    def fail(self, error: UserError) -> None:
        """Show what went wrong, what was kept and what to do."""
        from ui.dialogs.message import show_message

        show_message(self._window, messages.sentence(error))

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Do work longer than 50 ms beside the window."""
        self._background.run(work, done, failed or self.fail)

    def is_busy(self) -> bool:
        """Say whether work beside the window is under way."""
        return self._background.is_busy()

    def open_add_line(self, text: str = "") -> None:
        """Put the cursor into "Add anything"."""
        self._window.top_bar.add_line.open(text)

    def settings_changed(self) -> None:
        """Save the preferences and show the window by them at once."""
        self.preferences_changed.emit()

    def command(self, name: str) -> None:
        """Do a command of the menu by its name."""
        self.command_asked.emit(name)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the open file, after asking."""
        self.restore_asked.emit(backup)

    def undo(self) -> None:
        """Take back the last change and say what it was."""
        self._step(self.app.undo, self.tr("Undone: %1"))

    def redo(self) -> None:
        """Bring back the change taken back last."""
        self._step(self.app.redo, self.tr("Done again: %1"))

    def copy_number(self) -> None:
        """Copy the team's number, or go where it can be added."""
        call = self._window.call_box.call
        if not call.number():
            self.go("people", "team_line")
            return
        call.copy_number()
        self.tell(self.tr("Copied the number %1").replace("%1", call.number()), undo=False)

    def look_at_clock(self) -> None:
        """Show the new day or quarter of an hour."""
        today = self.app.clock.today()
        self.pages.time_passed(is_new_day=today != self._day)
        self._day = today
        self._wait_for_quarter()
        if self._has_reminders():
            self.reminders.records_changed()  # the zone may be another one

    def close(self) -> None:
        """Let go of the care file."""
        self._timer.stop()
        if self._has_reminders():
            self.reminders.close()
            self._window.top_bar.bell.set_count(0)
            self._window.banner.hide()
        self._connect_window(False)
        self._publisher.stop()
        self._background.finish()
        self._drafts.flush()
        self._window.top_bar.add_line.connect_reader(None, self._try_saving)
        self.pages.close()
        self.app.close()
        self.deleteLater()

    def _connect_window(self, is_open: bool) -> None:
        bar, box = self._window.top_bar, self._window.call_box
        pairs = (
            (self._window.rail.page_chosen, self.go),
            (bar.search_asked, self._search),
            (bar.undo_asked, self.undo),
            (bar.reminders_asked, self._open_reminders),
            (bar.add_line.saved, self.tell),
            (box.call.clicked, self.copy_number),
            (box.sheet.clicked, self._show_sheet),
            (self._window.activated, self._back_in_front),
            (self._window.file_dropped, self._show_file),
        )
        for signal, slot in pairs:
            if is_open:
                signal.connect(slot)
            else:
                signal.disconnect(slot)
        self._window.set_frame_visible(is_open)

    def _show_file(self, path: Path) -> None:
        """Preview a dropped file; not a place that Back comes to again."""
        self.go("calendar")
        page = self.pages.current()
        if page is not None:
            page.open(f"import:{path}")

    def _search(self) -> None:
        self.go("search")

    def _open_reminders(self) -> None:
        self.go("reminders")

    def _page_shown(self, key: str) -> None:
        if key == "reminders":
            self._window.banner.hide()  # what it says is in sight now

    def _has_reminders(self) -> bool:
        return "reminders" in self.__dict__

    def _show_reminders(self) -> None:
        """Put the number on the bell; a list that is empty needs no line under the bar."""
        waiting = self.reminders.items()
        self._window.top_bar.bell.set_count(len(waiting))
        if not self.reminders.passed():
            self._window.banner.hide()

    def _show_passed(self, number: int) -> None:
        """Say in one line how much fell while nobody looked."""
        from ui.reminders.words import passed_words

        self._window.banner.tell(
            passed_words(number), self.tr("Show the list"), self._open_reminders
        )

    def _show_sheet(self) -> None:
        self.go("reports", "emergency_sheet")

    def _back_in_front(self) -> None:
        if self.app.clock.today() != self._day:
            self.look_at_clock()

    def _step(self, act: Callable[[], ChangeSet], words: str) -> None:
        try:
            change_set = act()
        except UserError as error:
            self.fail(error)
            return
        self.tell(words.replace("%1", messages.translated(change_set.label)), undo=False)

    def _try_saving(self, act: Callable[[], str]) -> tuple[str, str]:
        try:
            said = act()
        except UserError as error:
            return "", messages.sentence(error)
        for kind, record_id in self._last_change.records if self._last_change else ():
            report = self.app.symptoms.get(record_id) if kind == "symptom_report" else None
            if report is not None:
                self._show_team_words(report)
        return said, ""

    def _show_team_words(self, report: SymptomReport) -> None:
        """Show at once the team's own instruction that a report meets, or that none is noted."""
        rules = self.app.symptoms.rules_met(report)
        if rules or self.app.symptoms.instruction_is_missing(report):
            from ui.dialogs.team_words import show_team_words

            number = self._window.call_box.call.number()
            show_team_words(self._window, rules, number, self._formats)

    def _records_changed(self, change_set: ChangeSet) -> None:
        self._last_change = change_set
        if self._has_reminders():
            self.reminders.records_changed()
        self._fill_frame()
        self.pages.records_changed(change_set)

    def _fill_frame(self) -> None:
        self._window.top_bar.set_undo_label(messages.translated(self.app.undo_label()))
        line = self.app.people.team_line()
        if line is None:
            self._window.call_box.call.set_number("", "")
        else:
            self._window.call_box.call.set_number(line.phone, line.hours)
        patient = self.app.people.patient()
        self._window.show_example(patient.is_example)
        name = QGuiApplication.applicationDisplayName()
        title = f"{patient.name} \N{EN DASH} {name}" if patient.name else name
        self._window.setWindowTitle(title)

    def _wait_for_quarter(self) -> None:
        """Sleep until the next quarter of an hour: no ticking in between."""
        now = self.app.clock.local_now()
        passed = timedelta(
            minutes=now.minute % 15, seconds=now.second, microseconds=now.microsecond
        )
        left = QUARTER_MS - passed // timedelta(milliseconds=1)
        self._timer.start(left + 200)
