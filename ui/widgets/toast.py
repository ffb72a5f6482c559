"""Say at the bottom what was just done, with Undo beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import look, spread
from ui.widgets.buttons import Button
from ui.widgets.naming import named
from ui.widgets.text import IconLabel, plain, set_words

SHOWN_MS = 12_000

# Less than this beside a pane, in px at 100 % text, and it stands at the top instead.
LEAST_ROOM = 320


class Toast(QFrame):
    """Show one sentence for 12 seconds, longer while the pointer or the focus is on it."""

    def __init__(
        self, area: QWidget, undo: Callable[[], object], pane: Callable[[], QWidget | None]
    ) -> None:
        """Take the widget at whose bottom it stands, what Undo does, and who tells the pane."""
        super().__init__(area)
        named(self, "toast", "")
        self.setProperty("role", "toast")
        self._area, self._undo, self._pane = area, undo, pane
        row = QHBoxLayout(self)
        spread(row, 16, 6, 8, 6, spacing=12)
        row.addWidget(IconLabel("circle-check", 20, "on_toast"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = plain("", "on_toast", wrap=False, name="toast_words")
        row.addWidget(self._words, 1)
        self._button = Button("toast_undo", self.tr("Undo"), "toast_undo", icon="undo-2")
        self._button.clicked.connect(self._undo_clicked)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_over)
        area.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str, *, undo: bool = True) -> None:
        """Show a sentence and have it spoken."""
        set_words(self._words, sentence)
        self.setAccessibleName(sentence)
        self._button.setVisible(undo)
        self._button.setAccessibleName(self.tr("Undo: %1").replace("%1", sentence))
        self.show()
        self._place()
        self.raise_()
        self._timer.start(SHOWN_MS)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def words(self) -> str:
        """Return the sentence shown."""
        return self._words.text()

    def first_focus(self) -> QWidget:
        """Return the control that F6 goes to."""
        return self._button

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the pointer is on it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting, from the start."""
        if self.isVisible():
            self._timer.start(SHOWN_MS)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def restyle(self) -> None:
        """Take the size again."""
        if self.isVisible():
            self._place()

    def _time_over(self) -> None:
        if self._button.hasFocus() or self.underMouse():
            self._timer.start(SHOWN_MS)
        else:
            self.hide()

    def _undo_clicked(self) -> None:
        self.hide()
        self._undo()

    def _place(self) -> None:
        """Stand at the bottom beside an open pane, whose Save it must not cover, else above all."""
        self._words.setWordWrap(False)
        self.adjustSize()
        pane = self._pane()
        pane_width = pane.width() if pane is not None and pane.isVisible() else 0
        room = self._area.width() - pane_width
        is_beside = room >= look().px(LEAST_ROOM)
        if not is_beside:
            room = self._area.width()
        widest = room - 2 * look().gap(16)
        if self.sizeHint().width() > widest:
            self._words.setWordWrap(True)
            layout = self.layout()
            height = layout.heightForWidth(widest) if layout is not None else 0
            self.resize(widest, max(height, self.minimumSizeHint().height()))
        bottom = self._area.height() - self.height() - look().gap(16)
        self.move((room - self.width()) // 2, bottom if is_beside else look().gap(16))
