"""Lay widgets out like words: on the next line when there is no room left."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from ui.theme import look


class FlowLayout(QLayout):
    """Place widgets in the reading direction and wrap them."""

    def __init__(self, parent: QWidget | None, gap: int = 8, line_gap: int | None = None) -> None:
        """Take the widget laid out (None inside another layout) and the gap in px at 100 %.

        `line_gap` is the one between lines, where it is another.
        """
        super().__init__()
        self._parts: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = gap if line_gap is None else line_gap
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._parts.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one of them."""
        return self._parts[index] if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return one of them."""
        return self._parts.pop(index) if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Be higher when narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the lines need."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place all of them."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of all in one line."""
        gap = look().gap(self._gap)
        sizes = [part.sizeHint() for part in self._shown()]
        width = sum(size.width() for size in sizes) + gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest."""
        size = QSize()
        for part in self._shown():
            size = size.expandedTo(part.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [part for part in self._parts if not part.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        gap = look().gap(self._gap)
        holder = self.parentWidget()
        direction = holder.layoutDirection() if holder else Qt.LayoutDirection.LeftToRight
        x, y, line = rect.x(), rect.y(), 0
        for part in self._shown():
            size = part.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + look().gap(self._line_gap), 0
            if move:
                place = QRect(QPoint(x, y), size)
                part.setGeometry(QStyle.visualRect(direction, rect, place))
            x += size.width() + gap
            line = max(line, size.height())
        return y + line - rect.y()
