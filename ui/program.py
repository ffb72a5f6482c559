"""Connect the window, the preferences and the care file that is open now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from caregiver import paths
from caregiver import settings as preferences
from caregiver.app import Caregiver
from caregiver.clock import FixedClock, SystemClock, system_zone
from caregiver.errors import UserError
from caregiver.settings import Settings
from ui import actions, messages
from ui.application import apply_look, make_formats
from ui.care_files import CareFiles, free_path
from ui.commands import Commands
from ui.main_window import MainWindow
from ui.presence import Presence
from ui.session import Session
from ui.single_instance import SingleInstance

if TYPE_CHECKING:
    from ui.dialogs.welcome import FirstAnswers, Welcome

BACKUP_AFTER_MS = 3000
REMIND_AFTER_MS = 1500
QUIET_MINUTES = 60
# what a start in the background says to a window that is there already
STAY = "\t"


class Program(QObject):
    """Open one care file at a time, or show the welcome screen."""

    opened = Signal(str)

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        settings: Settings,
        now: datetime | None = None,
    ) -> None:
        super().__init__(window)
        self.settings = settings
        self.window = window
        self.session: Session | None = None
        self._app = app
        clock = FixedClock(now, system_zone()) if now is not None else SystemClock()
        self._formats = make_formats(settings)
        self.files = CareFiles(clock, self._formats, settings.user_name)
        self._instance = SingleInstance(paths.settings_folder(), self)
        self._instance.asked.connect(self._asked_again)
        self._welcome: Welcome | None = None
        self.presence = Presence(app, window, settings)
        self.actions = actions.build(window, Commands(self).table())
        actions.fill_menu(window.top_bar.menu, self.actions)
        self._enable(False)
        window.closing.connect(self.finish)
        self.presence.ended.connect(self.finish)
        self.presence.quiet_asked.connect(self._be_quiet)
        app.styleHints().colorSchemeChanged.connect(self.show_look)

    def begin(self, path: Path | None, *, in_background: bool = False) -> None:
        """Open the file given, else the last one, else show the welcome screen."""
        message = "" if path is None else str(path.resolve())
        if self._instance.hand_over(STAY if in_background else message):
            self.presence.quit()
            return
        self._instance.listen()
        last = Path(self.settings.last_file) if self.settings.last_file else None
        if in_background:
            self._begin_hidden(path or last)
        elif path is not None:
            self.open_path(path)
        elif last is not None and last.exists():
            self.open_path(last)
        else:
            self.show_welcome()
            if last is not None:
                self._say_gone(last)

    def _begin_hidden(self, path: Path | None) -> None:
        """Remind without the window; with no file there is nothing to remind of."""
        if path is None or not path.exists():
            self.presence.quit()
            return
        self.presence.stay_hidden()
        if not self.open_path(path):
            self.presence.come_forward()  # the window says why

    def open_path(self, path: Path) -> bool:
        """Open a care file; say why where it cannot be opened."""
        return self._take(lambda: self.files.open(path))

    def open_example(self) -> None:
        """Open the example family."""
        self._take(self.files.example)

    def choose_file(self) -> None:
        """Let a care file be chosen and open it."""
        chosen = self._ask_path(self.tr("Open a care file"), paths.care_folder())
        if chosen is not None:
            self.open_path(chosen)

    def choose_backup(self) -> None:
        """Let a backup be chosen and go on with it as a file of its own."""
        chosen = self._ask_path(self.tr("Open a backup"), paths.care_folder())
        if chosen is not None:
            target = free_path(chosen.stem.split("_")[0] or "family")
            self._take(lambda: self.files.restore(chosen, target))

    def put_back(self, backup: Path) -> None:
        """Put a backup in the place of the open file, after asking; that file is kept aside."""
        if self.session is None:
            return
        from ui.dialogs.message import ask

        path = self.session.app.path
        agreed = ask(
            self.window,
            self.tr("Put this backup back?"),
            self.tr("What you noted since then goes out of sight. Your present file is kept aside "
                    "in the folder of the backups."),
            do=self.tr("Put it back"),
            keep=self.tr("Leave it as it is"),
        )  # fmt: skip
        if agreed:
            self._take(lambda: self.files.restore(backup, path))

    def start_ours(self, answers: FirstAnswers) -> None:
        """Create the family's own file."""
        words = (self.tr("24-hour line"), self.tr("Day and night, 24 hours"))
        self._take(lambda: self.files.start(answers, words))

    def show_welcome(self) -> None:
        """Show the three ways to begin."""
        from ui.dialogs.welcome import Welcome

        self._close_session()
        self._welcome = Welcome(self._formats, self.files.clock.today)
        self._welcome.started.connect(self.start_ours)
        self._welcome.example_asked.connect(self.open_example)
        self._welcome.backup_asked.connect(self.choose_backup)
        self._welcome.file_asked.connect(self.choose_file)
        self.window.stack.addWidget(self._welcome)
        self.window.stack.setCurrentWidget(self._welcome)
        self.window.set_full(True)
        self._welcome.first_focus().setFocus()

    def show_look(self) -> None:
        """Show everything by the settings of the moment."""
        apply_look(self._app, self.settings)
        for name in ("system", "light", "dark"):
            self.actions[f"theme_{name}"].setChecked(self.settings.theme == name)

    def apply_settings(self) -> None:
        """Save the preferences and show the window by them."""
        preferences.save(self.settings)
        self.files = replace(self.files, by=self.settings.user_name)
        if self.session is not None:
            self.session.app.written_by(self.settings.user_name)
        self._formats.use_paper(self.settings.paper)
        self.presence.apply()
        self.show_look()

    def finish(self) -> None:
        """Save the preferences and close the care file."""
        preferences.save(self.settings)
        self._close_session()

    def _take(self, make: Callable[[], Caregiver]) -> bool:
        """Show the care file that `make` opens; the one before stays where it fails."""
        before = self.session.app.path if self.session is not None else None
        self._close_session()
        try:
            app = make()
        except UserError as error:
            from ui.dialogs.message import show_message

            self._recover(before)
            show_message(self.window, messages.sentence(error))
            return False
        if not app.people.patient().is_example:
            self.settings.remember_file(app.path)
            preferences.save(self.settings)
        self.session = Session(self.window, app, self._formats, self.settings)
        self.session.preferences_changed.connect(self.apply_settings)
        self.session.command_asked.connect(self._do_later)
        self.session.restore_asked.connect(self.put_back)
        self._enable(True)
        self.window.set_full(False)
        self.session.go("today")
        self.presence.is_needed = True
        QTimer.singleShot(REMIND_AFTER_MS, self.session, self._remind)
        if not app.people.patient().is_example:
            QTimer.singleShot(BACKUP_AFTER_MS, self.session, self._back_up)
        self._drop_welcome()
        self.opened.emit(str(app.path))
        return True

    def _say_gone(self, last: Path) -> None:
        """Say that the file of the last time is not where it was."""
        from ui.dialogs.message import show_message

        words = self.tr(
            "Your care file {path} is not where it was. Nothing was changed: connect the drive it "
            "is on, or open the file or a backup from here."
        )
        show_message(self.window, words.format(path=last))

    def _recover(self, before: Path | None) -> None:
        if before is not None and before.exists():
            self._take(lambda: self.files.open(before))
        elif self._welcome is None:
            self.show_welcome()

    def _close_session(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session = None
            self.presence.is_needed = False
            self._enable(False)
            self.window.toast.hide()

    def _drop_welcome(self) -> None:
        if self._welcome is not None:
            self.window.stack.removeWidget(self._welcome)
            self._welcome.deleteLater()
            self._welcome = None

    def _back_up(self) -> None:
        """Make the backup of the day, beside the window and after it has settled."""
        if self.session is not None:
            self.session.run(self.session.app.backups.make_daily_if_due, lambda _: None)

    def _remind(self) -> None:
        """Begin to remind, after the first page is filled and what it takes is loaded."""
        from ui.reminders.loading import load

        if self.session is not None:
            self.session.run(load, self._loaded)

    def _loaded(self, _: object) -> None:
        if self.session is not None:
            self.session.reminders.front_asked.connect(self.presence.come_forward)
            self.session.reminders.start()
            self.presence.apply()
            self._renew_login()

    def _renew_login(self) -> None:
        """Look whether the entry at login is still there, and starts this program."""
        if self.settings.start_at_login:
            from ui import autostart

            self.settings.start_at_login = autostart.renew(autostart.here())

    def _be_quiet(self) -> None:
        if self.session is not None:
            self.session.reminders.quiet_for(QUIET_MINUTES)

    def _do_later(self, name: str) -> None:
        """Do a menu command once the page that asked has returned: it may close that page."""
        QTimer.singleShot(0, self.actions[name].trigger)

    def _enable(self, is_open: bool) -> None:
        for name, action in self.actions.items():
            action.setEnabled(is_open or name not in actions.NEED_FILE)

    def _ask_path(self, title: str, folder: Path) -> Path | None:
        pattern = self.tr("Care files (*%1)").replace("%1", paths.CARE_SUFFIX)
        chosen, _ = QFileDialog.getOpenFileName(self.window, title, str(folder), pattern)
        return Path(chosen) if chosen else None

    def _asked_again(self, path: str) -> None:
        if path == STAY:
            return
        self.presence.come_forward()
        if path and (self.session is None or str(self.session.app.path) != path):
            self.open_path(Path(path))
