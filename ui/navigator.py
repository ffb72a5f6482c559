"""Show one page at a time, build it when first asked for, and remember the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.page_frame import PageFrame
from ui.pages import BY_KEY, Host, Page

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.domain.changes import ChangeSet

Place = tuple[str, str]


class Navigator(QObject):
    """Own the pages of one open care file."""

    page_shown = Signal(str)

    def __init__(self, stack: QStackedWidget, app: Caregiver, host: Host) -> None:
        super().__init__(stack)
        self._stack, self._app, self._host = stack, app, host
        self._frames: dict[str, PageFrame] = {}
        self._way: list[Place] = []
        self._at = -1

    def go(self, key: str, target: str = "") -> None:
        """Show a page, with a record or section open, and remember it."""
        if self.current_key() != key or target:
            del self._way[self._at + 1 :]
            self._way.append((key, target))
            self._at = len(self._way) - 1
        self._show(key, target)

    def back(self) -> None:
        """Go back to the place before."""
        self._step(-1)

    def forward(self) -> None:
        """Go forward again."""
        self._step(1)

    def current(self) -> Page | None:
        """Return the page in sight."""
        frame = self.current_frame()
        return None if frame is None else frame.page

    def current_frame(self) -> PageFrame | None:
        """Return the frame of the page in sight."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, PageFrame) else None

    def current_key(self) -> str:
        """Return the key of the page in sight, or ""."""
        page = self.current()
        return "" if page is None else page.key

    def records_changed(self, change_set: ChangeSet) -> None:
        """Tell every page of a change; only the one in sight reloads now."""
        for frame in self._frames.values():
            frame.page.records_changed(change_set)

    def time_passed(self, *, is_new_day: bool) -> None:
        """Tell the pages that show the time of day, or all on a new day."""
        for frame in self._frames.values():
            if is_new_day or frame.page.follows_clock:
                frame.page.time_passed()

    def close(self) -> None:
        """Free all pages; none may come in sight, and read the file again, on the way out."""
        self._stack.setCurrentIndex(0)
        for frame in self._frames.values():
            self._stack.removeWidget(frame)
            frame.deleteLater()
        self._frames.clear()
        self.deleteLater()

    def _step(self, steps: int) -> None:
        at = self._at + steps
        if 0 <= at < len(self._way):
            self._at = at
            self._show(*self._way[at])

    def _show(self, key: str, target: str) -> None:
        frame = self._frames.get(key)
        if frame is None:
            frame = self._build(key)
        # filled before it is in sight: then everything is laid out and styled once
        frame.page.prepare()
        self._stack.setCurrentWidget(frame)
        if target:
            frame.page.open(target)
            if self._stack.currentWidget() is not frame:
                return  # the page sent the person on to another one, which has said so itself
        self.page_shown.emit(key)
        if target and frame.pane().has_focus():
            return  # a form that was asked for has the cursor already
        focus: QWidget | None = frame.page.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, key: str) -> PageFrame:
        page = BY_KEY[key].make(self._app, self._host)
        frame = PageFrame(page)
        self._frames[key] = frame
        self._stack.addWidget(frame)
        return frame
