"""Be one thing in the week: a control that has the focus, says what it is, and can be moved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from caregiver.domain.appointments import Occurrence
from ui.pages.calendar.entry_paint import Face, paint
from ui.pages.calendar.moving import Mover
from ui.widgets.naming import named
from ui.widgets.tips import plain_tip

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class WeekEntry(QAbstractButton):
    """Show one thing. Arrows go to its neighbors, Delete removes it, Space or a click opens it.

    Enter goes into what was opened.

    With a mover and an occurrence it can be dragged, or moved with Ctrl and the arrow keys.
    """

    opened = Signal(object)
    entered = Signal(object)
    removal_chosen = Signal(object)
    arrow_pressed = Signal(object, int)
    focused = Signal(int)

    def __init__(self, parent: QWidget, face: Face, what: object, mover: Mover | None = None
                 ) -> None:  # fmt: skip
        super().__init__(parent)
        self.face, self.what, self.day = face, what, 0
        self._occurrence = what if isinstance(what, Occurrence) and mover is not None else None
        self._mover = mover
        self.setProperty("ring", "inside")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.opened.emit(self.what))

    def name(self, name: str, spoken: str, *, tab: bool = True) -> None:
        """Name it for tests and aloud; Tab stops here only where it is wanted."""
        hint = ""
        if self._occurrence is not None:
            hint = self.tr("Drag it to move it, or hold Ctrl and press an arrow key, then Enter.")
        named(self, name, spoken, hint)
        self.setToolTip(plain_tip("\n".join(part for part in (spoken, hint) if part)))
        focus = Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(focus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, faintly while it is being moved."""
        painter = QPainter(self)
        if self._mover is not None and self._mover.occurrence() is self.what:
            painter.setOpacity(0.45)
        paint(painter, self.face, self.rect())
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Keep Esc during a move from what else it would close."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._mover is not None
            and self._mover.occurrence() is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move it, open it, remove it, or go to a neighbor."""
        if self._occurrence is not None and self._mover is not None:
            if self._mover.key(event, self._occurrence):
                return
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.removal_chosen.emit(self._occurrence)
                return
        if event.key() in ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.arrow_pressed.emit(self, event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.what)
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what may become a drag."""
        super().mousePressEvent(event)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if self._occurrence is not None and self._mover is not None and is_left:
            self._mover.press(self._occurrence, self._on_canvas(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self._mover is None or not self._mover.drag(self._on_canvas(event)):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go where it is now; a click without a drag opens it."""
        if self._mover is not None and self._mover.occurrence() is not None:
            self.setDown(False)
            self._mover.drop()
            return
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that this day is the one looked at."""
        super().focusInEvent(event)
        self.focused.emit(self.day)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a move that was not finished."""
        super().focusOutEvent(event)
        if self._mover is not None:
            self._mover.cancel()

    def _on_canvas(self, event: QMouseEvent) -> QPoint:
        return self.mapToParent(event.position().toPoint())
