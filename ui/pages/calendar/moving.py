"""Move an appointment with the mouse or with keys: shown first, done only when it is let go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from caregiver.domain.appointments import Occurrence
from caregiver.formats import Formats
from ui.pages.calendar import entry_words

_KEYS = {
    Qt.Key.Key_Left.value: (-1, 0),
    Qt.Key.Key_Right.value: (1, 0),
    Qt.Key.Key_Up.value: (0, -1),
    Qt.Key.Key_Down.value: (0, 1),
}
Target = Callable[[Occurrence, QPoint, QPoint], datetime]
Step = Callable[[Occurrence, datetime, tuple[int, int]], datetime]


class Mover(QObject):
    """Hold the move under way in one view. Nothing is changed before `moved` is sent.

    `changed` says that what is shown must be drawn again; `moved` carries the occurrence and its
    new wall-clock start.
    """

    changed = Signal()
    moved = Signal(object, object)

    def __init__(self, view: QWidget, formats: Formats, target: Target, step: Step) -> None:
        """Take how to turn a drag, and a step with the keys, into a new start."""
        super().__init__(view)
        self._view, self._formats = view, formats
        self._target, self._step = target, step
        self._pressed: tuple[Occurrence, QPoint] | None = None
        self._moving: Occurrence | None = None
        self.starts: datetime | None = None

    def occurrence(self) -> Occurrence | None:
        """Return what is being moved, None between moves."""
        return self._moving

    def words(self) -> str:
        """Return where it would go: "Tue, Mar 16, 2:15 PM"."""
        if self._moving is None or self.starts is None:
            return ""
        all_day = self._moving.appointment.all_day
        return entry_words.moved_to(self.starts, self._formats, all_day=all_day)

    def press(self, occurrence: Occurrence, at: QPoint) -> None:
        """Remember where the button went down; it is a drag only when the mouse moves."""
        self.cancel()
        self._pressed = occurrence, at

    def drag(self, at: QPoint) -> bool:
        """Follow the mouse; say whether it is a drag by now."""
        if self._pressed is None:
            return False
        occurrence, begin = self._pressed
        far = (at - begin).manhattanLength() >= QApplication.startDragDistance()
        if self._moving is None and not far:
            return False
        self._show(occurrence, self._target(occurrence, begin, at))
        return True

    def drop(self) -> bool:
        """Let go; say whether there was a drag."""
        was_drag = self._moving is not None
        self.finish()
        return was_drag

    def key(self, event: QKeyEvent, occurrence: Occurrence) -> bool:
        """Take the keys of a move: Ctrl and an arrow shows it, Enter does it, Esc forgets it."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _KEYS:
            along, down = _KEYS[event.key()]
            mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
            now = self.starts if self._moving is not None and self.starts else occurrence.starts
            step = (-along if mirrored else along, down)
            self._show(occurrence, self._step(occurrence, now, step))
            self._announce()
            return True
        if self._moving is None:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
            return True
        return False

    def finish(self) -> None:
        """Do the move, if it goes anywhere."""
        occurrence, starts = self._moving, self.starts
        self.cancel()
        if occurrence is not None and starts is not None and starts != occurrence.starts:
            self.moved.emit(occurrence, starts)

    def cancel(self) -> None:
        """Forget the move: everything stays where it is."""
        was_moving = self._moving is not None
        self._pressed = self._moving = self.starts = None
        if was_moving:
            self.changed.emit()

    def _show(self, occurrence: Occurrence, starts: datetime) -> None:
        if self._moving is occurrence and self.starts == starts:
            return
        self._moving, self.starts = occurrence, starts
        self.changed.emit()

    def _announce(self) -> None:
        words = self.tr("Move to %1. Enter moves it, Escape leaves it where it is.")
        event = QAccessibleAnnouncementEvent(self._view, words.replace("%1", self.words()))
        QAccessible.updateAccessibility(event)
