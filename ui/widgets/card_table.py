"""The base of tables that paint their own cells: as high as their rows, without headers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

from ui.theme import look
from ui.widgets.naming import named


class CardTable(QTableView):
    """A table in a card. The page scrolls, not the table; Enter opens what the cursor is on."""

    def __init__(self, name: str, spoken: str, delegate: QStyledItemDelegate) -> None:
        """Take a name for tests, a spoken name, and who paints the cells."""
        super().__init__()
        named(self, name, spoken)
        self.setItemDelegate(delegate)
        self.setProperty("role", "card")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self.open_cell)

    def open_cell(self, index: QModelIndex) -> None:
        """Open what a cell shows; a subclass says how."""

    def set_row_heights(self, heights: list[int]) -> None:
        """Give each row its height in px at 100 % text, and the table the sum of them."""
        for row, height in enumerate(heights):
            self.setRowHeight(row, look().px(height))
        total = sum(self.rowHeight(row) for row in range(len(heights)))
        self.setFixedHeight(total + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the cell under the cursor with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_cell(self.currentIndex())
        else:
            super().keyPressEvent(event)


def draw_chosen_bar(painter: QPainter, box: QRectF, height: int) -> None:
    """Draw the bar at the left of the chosen row, `height` px at 100 % text."""
    size = look().px(height)
    bar = QRectF(box.left(), box.center().y() - size / 2, 4, size)
    painter.fillRect(bar, look().color("accent"))


def draw_cell_ring(painter: QPainter, box: QRectF) -> None:
    """Draw the focus ring inside the cell the cursor is on."""
    painter.setPen(QPen(look().color("focus"), 3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 5, 5)
