"""Show where something that is being moved would go."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.pages.calendar.entry_paint import Face, paint


class MoveGhost(QWidget):
    """Show where something would go: an outlined box with the day and the time."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("move_ghost")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._face = Face("clock", "accent", ("",), "", soft="accent_soft", edge="accent")
        self.hide()

    def show_at(self, box: QRect, words: str) -> None:
        """Stand at a place with other words."""
        self._face = replace(self._face, ways=(words,), title=words)
        self.setGeometry(box)
        self.raise_()
        self.show()
        self.update()

    def words(self) -> str:
        """Return what it says now."""
        return self._face.title

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        painter = QPainter(self)
        paint(painter, self._face, self.rect())
        painter.end()
