"""Say what a page is, what the window offers to it, and which pages there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.errors import UserError
from ui.theme import spread

if TYPE_CHECKING:
    from pathlib import Path

    from caregiver.app import Caregiver
    from caregiver.domain.changes import ChangeSet
    from caregiver.domain.records import Record
    from caregiver.formats import Formats
    from caregiver.settings import Settings
    from ui.drafts import Drafts
    from ui.reminders.center import Reminders

T = TypeVar("T")


class Host(Protocol):
    """Offer what a page may ask of the window around it."""

    @property
    def formats(self) -> Formats:
        """Return how this person writes dates, times and numbers."""
        ...

    @property
    def settings(self) -> Settings:
        """Return the preferences of this computer."""
        ...

    @property
    def drafts(self) -> Drafts:
        """Return the forms that were left before saving."""
        ...

    @property
    def reminders(self) -> Reminders:
        """Return what is due now and how it is announced."""
        ...

    def go(self, page: str, target: str = "") -> None:
        """Show another page (a key of `ENTRIES`), with a record or section open."""
        ...

    def tell(self, sentence: str, *, undo: bool = True) -> None:
        """Show what was just done at the bottom for 12 seconds, with Undo beside it."""
        ...

    def fail(self, error: UserError) -> None:
        """Show what went wrong, what was kept and what to do."""
        ...

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Do work longer than 50 ms beside the window; `done` gets the result back in it."""
        ...

    def open_add_line(self, text: str = "") -> None:
        """Put the cursor into "Add anything", with `text` in it."""
        ...

    def settings_changed(self) -> None:
        """Save the preferences and show the window by them at once."""
        ...

    def command(self, name: str) -> None:
        """Do a command of the menu by its name, such as "open_file"."""
        ...

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the open file, after asking."""
        ...


def attempt(host: Host, act: Callable[[], object], done: str = "") -> bool:
    """Do something; show `done` with Undo beside it, or what went wrong. Say whether it went."""
    try:
        act()
    except UserError as error:
        host.fail(error)
        return False
    if done:
        host.tell(done)
    return True


class Page(QWidget):
    """Show one screen. A subclass builds its widgets, connects them and fills them in `reload`.

    `reads` names the kinds of records whose change makes the page reload. A page out of sight
    reloads when it is shown again. `follows_clock`: reload every quarter of an hour too.
    """

    key: ClassVar[str] = ""
    reads: ClassVar[tuple[type[Record], ...]] = ()

    follows_clock: ClassVar[bool] = False

    details_changed = Signal(object)

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self.app = app
        self.host = host
        self._is_stale = True
        self._target = ""
        self.setObjectName(f"{self.key}_page")
        self.column = QVBoxLayout(self)
        spread(self.column, 32, 24, 32, 24, spacing=8)

    def reload(self) -> None:
        """Ask the services again and fill every widget; keep focus and selection."""
        raise NotImplementedError

    def open(self, target: str) -> None:
        """Show the record or section `target` (an id or a word of this page's own)."""

    def first_focus(self) -> QWidget | None:
        """Return the control that has the focus when the page opens."""
        return None

    def new(self) -> None:
        """Open the full form of this screen (Ctrl+Shift+N)."""

    def print_page(self) -> None:
        """Show and print what this screen prints (Ctrl+P); else the papers there are."""
        self.host.go("reports")

    def turn(self, periods: int) -> None:
        """Go `periods` forward (Page Down) or back (Page Up, negative)."""

    def turn_to_today(self) -> None:
        """Go to the period that holds today (Ctrl+T)."""

    def jump_to_date(self) -> None:
        """Ask for a date and show its day (Ctrl+G); the calendar does it for every page."""
        self.host.go("calendar", "jump")

    def set_details(self, pane: QWidget | None) -> None:
        """Show `pane` at the right (or on top when narrow); None closes it."""
        self.details_changed.emit(pane)

    def records_changed(self, change_set: ChangeSet) -> None:
        """Reload, now or when next shown, if the change touches what this page reads."""
        if change_set.touches(*self.reads):
            self._is_stale = True
            self.refresh()

    def time_passed(self) -> None:
        """Reload because the local day has changed, or a quarter of an hour has passed."""
        self._is_stale = True
        self.refresh()

    def refresh(self) -> None:
        """Reload if something changed since the last time and the page is in sight."""
        if self.isVisible():
            self.prepare()

    def prepare(self) -> None:
        """Reload if something changed since the last time, also out of sight."""
        if self._is_stale:
            self._is_stale = False
            try:
                self.keep_focus(self.reload)
            except UserError as error:
                # the file went away or is damaged: what was shown before stays in sight
                self.host.fail(error)

    def keep_focus(self, act: Callable[[], object]) -> None:
        """Do what may free the control with the focus; the focus stays within the page."""
        had_focus = self._has_focus()
        act()
        first = self.first_focus() if had_focus and not self._has_focus() else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focus(self) -> bool:
        focused: QWidget | None = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def showEvent(self, event: QShowEvent) -> None:
        """Reload before the first paint after a change."""
        super().showEvent(event)
        self.refresh()


@dataclass(frozen=True, slots=True)
class PageEntry:
    """Name one page for the rail, the keyboard and the code that opens it."""

    key: str
    title: str
    short_title: str
    icon: str
    module: str
    class_name: str
    keys: str = ""
    in_rail: bool = True

    def name(self) -> str:
        """Return the translated word in the rail."""
        return QCoreApplication.translate("Pages", self.title)

    def short_name(self) -> str:
        """Return the translated word for the narrow rail."""
        return QCoreApplication.translate("Pages", self.short_title)

    def make(self, app: Caregiver, host: Host) -> Page:
        """Import the page and build it; only now does it cost time."""
        page_class: type[Page] = getattr(import_module(self.module), self.class_name)
        return page_class(app, host)


def _entry(key: str, titles: tuple[object, ...], icon: str, cls: str, keys: str) -> PageEntry:
    """Take the title for the rail and, where it is long, the title for the narrow rail."""
    module = f"ui.pages.{key}"
    in_rail = key not in ("search", "reminders", "follow_ups")
    return PageEntry(key, str(titles[0]), str(titles[-1]), icon, module, cls, keys, in_rail)


# QT_TRANSLATE_NOOP marks the words for translation and hands them back
ENTRIES: tuple[PageEntry, ...] = (
    _entry("today", (QT_TRANSLATE_NOOP("Pages", "Today"),), "sun", "TodayPage", "Ctrl+1"),
    _entry("calendar", (QT_TRANSLATE_NOOP("Pages", "Calendar"),), "calendar-days",
           "CalendarPage", "Ctrl+2"),
    _entry("medications", (QT_TRANSLATE_NOOP("Pages", "Medicines"),), "pill",
           "MedicationsPage", "Ctrl+3"),
    _entry("symptoms", (QT_TRANSLATE_NOOP("Pages", "Symptoms"),), "activity",
           "SymptomsPage", "Ctrl+4"),
    _entry("course", (QT_TRANSLATE_NOOP("Pages", "Labs & course"),
                      QT_TRANSLATE_NOOP("Pages", "Labs")), "chart-line",
           "CoursePage", "Ctrl+5"),
    _entry("visits", (QT_TRANSLATE_NOOP("Pages", "Questions & visits"),
                      QT_TRANSLATE_NOOP("Pages", "Visits")), "message-circle-question-mark",
           "VisitsPage", "Ctrl+6"),
    _entry("journal", (QT_TRANSLATE_NOOP("Pages", "Journal"),), "notebook-pen",
           "JournalPage", "Ctrl+7"),
    _entry("people", (QT_TRANSLATE_NOOP("Pages", "Care team"),), "users",
           "PeoplePage", "Ctrl+8"),
    _entry("reports", (QT_TRANSLATE_NOOP("Pages", "Reports & share"),
                       QT_TRANSLATE_NOOP("Pages", "Reports")), "share-2",
           "ReportsPage", "Ctrl+Shift+S"),
    _entry("settings", (QT_TRANSLATE_NOOP("Pages", "Settings"),), "settings",
           "SettingsPage", "Ctrl+,"),
    _entry("search", (QT_TRANSLATE_NOOP("Pages", "Search"),), "search",
           "SearchPage", "Ctrl+F"),
    _entry("reminders", (QT_TRANSLATE_NOOP("Pages", "Reminders"),), "bell",
           "RemindersPage", "Ctrl+Shift+R"),
    _entry("follow_ups", (QT_TRANSLATE_NOOP("Pages", "Follow-ups & tasks"),
                          QT_TRANSLATE_NOOP("Pages", "Follow-ups")), "calendar-clock",
           "FollowUpsPage", "Ctrl+Shift+F"),
)  # fmt: skip
BY_KEY = {entry.key: entry for entry in ENTRIES}
