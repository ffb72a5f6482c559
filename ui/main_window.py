"""Build the frame around every page: top bar, rail, call box, banner, toast and tray."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caregiver.settings import Settings
from ui.call_box import CallBox, bottom_bar
from ui.drops import calendar_files
from ui.pages import ENTRIES
from ui.rail import Rail
from ui.theme import look, set_role, spread
from ui.top_bar import TopBar
from ui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from ui.tray import Tray
    from ui.widgets.banner import Banner
    from ui.widgets.toast import Toast

NARROW_BELOW, NARROW_TEXT = 1000, 150


class MainWindow(QMainWindow):
    """Hold the parts of the frame. It knows no care file; `session.py` connects it to one."""

    painted = Signal()
    activated = Signal()
    closing = Signal()
    file_dropped = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(self.tr("Caregiver Organizer"))
        self._settings = settings
        self.keeps_running: Callable[[], bool] = lambda: False
        self._was_painted = False
        self._is_full = False
        self.top_bar = TopBar(self)
        self.call_box = CallBox()
        self.rail = Rail([entry for entry in ENTRIES if entry.in_rail], self.call_box)
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        self._blank = QWidget()
        self._blank.setObjectName("page_area")
        self.stack.addWidget(self._blank)
        self._bottom = bottom_bar()
        self._bottom_row = QHBoxLayout(self._bottom)
        spread(self._bottom_row, 8, 6, 8, 6, spacing=8)
        self._bottom_row.addStretch(1)
        self._build()
        self.setAcceptDrops(True)
        self.ring = FocusRing(self)
        self._place_window()
        self.set_frame_visible(False)

    @cached_property
    def toast(self) -> Toast:
        """The toast; made after the first paint, for there is nothing to tell before it."""
        from ui.widgets.toast import Toast

        return Toast(self.stack, self.top_bar.undo_asked.emit, self._details_pane)

    @cached_property
    def banner(self) -> Banner:
        """The line under the top bar; made when there is something to say in it."""
        from ui.widgets.banner import Banner

        banner = Banner()
        self._column.insertWidget(1, banner)
        return banner

    @cached_property
    def tray(self) -> Tray:
        """The icon in the tray; made for those who asked for it."""
        from ui.tray import Tray

        return Tray(self)

    def _build(self) -> None:
        self._edge = QFrame()
        self._edge.setObjectName("window_edge")
        column = self._column = QVBoxLayout(self._edge)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        column.addLayout(middle, 1)
        column.addWidget(self._bottom)
        self.setCentralWidget(self._edge)

    def set_frame_visible(self, is_open: bool) -> None:
        """Let the parts that need a care file answer, or not."""
        self.rail.setEnabled(is_open)
        self.call_box.setEnabled(is_open)
        self.top_bar.add_line.setEnabled(is_open)
        self.top_bar.search.setEnabled(is_open)
        self.top_bar.bell.setEnabled(is_open)

    def show_example(self, is_example: bool) -> None:
        """Put the colored edge and the word EXAMPLE around everything, or take them away."""
        set_role(self._edge, "example" if is_example else "")
        self.top_bar.show_example(is_example)

    def set_full(self, is_full: bool) -> None:
        """Give the whole window to the page, or show the frame again."""
        self._is_full = is_full
        self.top_bar.setVisible(not is_full)
        self.rail.setVisible(not is_full)
        self._arrange()

    def panes(self) -> list[QWidget]:
        """Return the parts F6 goes around, in reading order."""
        panes: list[QWidget] = [self.top_bar, self.rail, self.stack]
        details = self._details_pane()
        if details is not None:
            panes.append(details)
        return [*panes, self._bottom, self.toast]

    def _details_pane(self) -> QFrame | None:
        """Return the details pane of the page in sight."""
        shown = self.stack.currentWidget()
        return shown.findChild(QFrame, "details_pane") if shown is not None else None

    def is_narrow(self) -> bool:
        """Tell whether the rail shows icons with words under them."""
        return self.width() < NARROW_BELOW or look().text_percent >= NARROW_TEXT

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take calendar files, wherever on the window they are dropped."""
        if self.rail.isEnabled() and calendar_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the first calendar file on."""
        files = calendar_files(event)
        if files:
            event.acceptProposedAction()
            self.file_dropped.emit(files[0])

    def restyle(self) -> None:
        """Choose wide or narrow again."""
        self._arrange()

    def remember_place(self) -> None:
        """Keep size and place of the window in the settings."""
        self._settings.is_maximized = self.isMaximized()
        box = self.normalGeometry()
        self._settings.window = (box.x(), box.y(), box.width(), box.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose wide or narrow."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Say when the window comes to the front: time may have passed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say when the window is on screen for the first time."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place and say good-bye, unless the program goes on without the window."""
        self.remember_place()
        if self.keeps_running():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def _arrange(self) -> None:
        is_narrow = self.is_narrow()
        self.rail.set_narrow(is_narrow)
        holder = self._bottom if is_narrow else self.rail
        if self.call_box.parentWidget() is not holder:
            if is_narrow:
                self._bottom_row.insertWidget(0, self.call_box)
            else:
                self.rail.take_foot(self.call_box)
            self.call_box.set_flat(is_narrow)
        self._bottom.setVisible(is_narrow and not self._is_full)

    def _place_window(self) -> None:
        self.setMinimumSize(640, 480)
        screen = QGuiApplication.primaryScreen().availableGeometry()
        kept = self._settings.window
        if len(kept) == 4 and screen.contains(kept[0] + 40, kept[1] + 40):
            self.setGeometry(*kept)
        else:
            self.resize(min(1280, screen.width()), min(800, screen.height()))
        if self._settings.is_maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)
