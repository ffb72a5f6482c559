"""Draw the ring around the control that has the focus: 3 px, with a gap of 2 px."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from ui.theme import look

GAP, WIDTH, RADIUS = 2, 3, 8
MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
    QEvent.Type.ParentChange,
}


class FocusRing(QWidget):
    """Follow the focus within one window. A widget chooses by its property "ring".

    "inside" draws the ring within the widget's edge, "none" leaves it to the widget.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.hide()

    def follow(self, app: QApplication) -> None:
        """Begin to follow the focus."""
        app.focusChanged.connect(self._focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along when the widget or what it stands in moves."""
        if event.type() in MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the gap and the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(WIDTH / 2, WIDTH / 2, -WIDTH / 2, -WIDTH / 2)
        radius = RADIUS + (0 if self._mode() == "inside" else GAP)
        painter.setPen(QPen(look().color("focus"), WIDTH))
        painter.drawRoundedRect(box, radius, radius)
        painter.end()

    def _mode(self) -> str:
        return str(self._target.property("ring") or "") if self._target is not None else ""

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        for each in self._watched:
            if isValid(each):  # a form that was closed is freed while it still has the focus
                each.removeEventFilter(self)
        self._watched = []
        self._target = None
        if now is None or now.window() is not self._window or now.property("ring") == "none":
            self.hide()
            return
        holder = now.property("ring_holder")
        target = holder if isinstance(holder, QWidget) else now
        self._target = target
        widget: QWidget | None = target
        while widget is not None and widget is not self._window:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        holder = self._holder(target)
        if self.parentWidget() is not holder:
            self.setParent(holder)
        room = -2 if self._mode() == "inside" else GAP + WIDTH
        corner = target.mapTo(holder, QPoint(0, 0))
        self.setGeometry(QRect(corner, target.size()).adjusted(-room, -room, room, room))
        self.raise_()
        self.show()

    def _holder(self, target: QWidget) -> QWidget:
        """Return the part that clips the ring: what scrolls, or the window."""
        widget = target.parentWidget()
        while widget is not None and widget is not self._window:
            parent = widget.parentWidget()
            above = parent.parentWidget() if parent is not None else None
            if isinstance(above, QAbstractScrollArea) and above.viewport() is parent:
                return widget
            widget = parent
        return self._window
