"""Show notices in small windows of our own, where nothing else can show them (R8)."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.reminders.notices import OPEN, Notice, Notifier, Way
from ui.theme import look, spread
from ui.widgets.buttons import row_button
from ui.widgets.flow import FlowLayout
from ui.widgets.naming import named
from ui.widgets.text import plain

WIDTH, GAP = 340, 24


class NoticeWindow(QDialog):
    """Show one notice above all windows without taking the keyboard away from anybody."""

    answered = Signal(str)

    def __init__(self, notice: Notice, others: Callable[[], Collection[QWidget]]) -> None:
        """Take what to show, and who tells the windows it must not cover."""
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.WindowStaysOnTopHint)
        named(self, "notice_window", f"{notice.title}: {notice.body}")
        self.setWindowTitle(QGuiApplication.applicationDisplayName())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        # the program goes on when this window is the last one in sight
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        column = QVBoxLayout(self)
        spread(column, 16, 16, 16, 16, spacing=12)
        column.addWidget(plain(notice.title, "heading"))
        column.addWidget(plain(notice.body, name="notice_body"))
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for answer, words in notice.buttons:
            button = row_button(f"notice_{answer}", words, accent=answer == OPEN)
            button.clicked.connect(lambda _=False, answer=answer: self._answer(answer))
            flow.addWidget(button)
        column.addWidget(buttons)
        self._column = column
        self.others = others

    def showEvent(self, event: QShowEvent) -> None:
        """Stand at the bottom right of the screen, as high as the words need."""
        super().showEvent(event)
        width = max(look().px(WIDTH), self._column.minimumSize().width())
        self.resize(width, self._column.heightForWidth(width))
        room = QGuiApplication.primaryScreen().availableGeometry()
        below = sum(one.frameGeometry().height() + GAP for one in self.others() if one is not self)
        top = max(room.top() + GAP, room.bottom() - self.height() - GAP - below)
        self.move(room.right() - self.width() - GAP, top)

    def _answer(self, answer: str) -> None:
        self.accept()
        self.answered.emit(answer)


class WindowNotifier(Notifier):
    """Keep one small window for each notice."""

    way = Way.WINDOW

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._windows: dict[str, NoticeWindow] = {}

    def show_notice(self, notice: Notice) -> None:
        """Show a notice."""
        self.withdraw(notice.key)
        window = NoticeWindow(notice, self._windows.values)
        window.answered.connect(lambda answer: self.pressed.emit(notice.key, answer))
        window.finished.connect(lambda _: self._shut(notice.key, window))
        self._windows[notice.key] = window
        window.show()

    def withdraw(self, key: str) -> None:
        """Take a notice away."""
        window = self._windows.pop(key, None)
        if window is not None:
            window.reject()

    def close(self) -> None:
        """Take every notice away."""
        for key in list(self._windows):
            self.withdraw(key)

    def _shut(self, key: str, window: NoticeWindow) -> None:
        if self._windows.get(key) is window:
            del self._windows[key]
            self.closed.emit(key)
