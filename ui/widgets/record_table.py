"""Show records in a table: one model for all, with columns declared where it is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.theme import look
from ui.widgets.naming import named

V = TypeVar("V")
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()

# Beyond this many rows, all have the same height: measuring words takes time.
MOST_MEASURED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[V]):
    """Declare one column: its heading, its words, and how they look.

    `spoken` says more than the words where they are not enough ("2" → "moderate").
    """

    heading: str
    words: Callable[[V], str]
    role: str = "body"
    align_right: bool = False
    stretch: bool = False
    spoken: Callable[[V], str] | None = None


class RecordModel(QAbstractTableModel, Generic[V]):
    """Hold the values shown; `key` tells their ids."""

    def __init__(self, columns: Sequence[Column[V]], key: Callable[[V], str]) -> None:
        super().__init__()
        self._columns, self._key = tuple(columns), key
        self._values: tuple[V, ...] = ()

    def set_values(self, values: Sequence[V]) -> None:
        """Show other values."""
        self.beginResetModel()
        self._values = tuple(values)
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column[V]]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def value(self, row: int) -> V:
        """Return the value of a row."""
        return self._values[row]

    def row_of(self, key: str) -> int:
        """Return the row of an id, or -1."""
        return next((i for i, each in enumerate(self._values) if self._key(each) == key), -1)

    def key_of(self, row: int) -> str:
        """Return the id of a row."""
        return self._key(self._values[row])

    def column(self, number: int) -> Column[V]:
        """Return the declaration of a column."""
        return self._columns[number]

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many values are shown."""
        return 0 if parent.isValid() else len(self._values)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, alignment, font or spoken words of a cell."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        value = self._values[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole:
            return look().font(column.role)
        if role == Qt.ItemDataRole.ForegroundRole and column.role in ("muted", "small"):
            return look().color("muted")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = column.spoken or column.words
            return f"{column.heading}: {words(value)}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self._columns[section].align_right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class RowDelegate(QStyledItemDelegate):
    """Paint cells: the selected row in soft accent with a bar, the row with the focus in a ring."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        view = option.widget
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        painter.save()
        if is_selected:
            painter.fillRect(rect, look().color("accent_soft"))
        self.paint_cell(painter, rect, index)
        painter.setPen(look().color("hairline"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_selected and index.column() == 0:
            bar = QRect(rect.left(), rect.center().y() - look().px(12), 4, look().px(24))
            painter.fillRect(bar, look().color("accent"))
        if (
            isinstance(view, QTableView)
            and view.hasFocus()
            and view.currentIndex().row() == index.row()
        ):
            self._ring(painter, rect, index, view)
        painter.restore()

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the words of a cell; override for marks and trends."""
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole) or look().color("text"))
        side = look().gap(16)
        inner = rect.adjusted(side, 0, -side, 0)
        words = str(index.data() or "")
        flags = int(index.data(Qt.ItemDataRole.TextAlignmentRole)) | Qt.TextFlag.TextWordWrap
        painter.drawText(inner, flags, words)

    def height_for(self, width: int, index: Index) -> int:
        """Return the height the words of a cell need in a column of this width."""
        font = index.data(Qt.ItemDataRole.FontRole)
        room = QRect(0, 0, max(1, width - 2 * look().gap(16)), 100_000)
        text = str(index.data() or "")
        bounds = QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        return bounds.height() + look().gap(12)

    def _ring(self, painter: QPainter, rect: QRect, index: Index, view: QTableView) -> None:
        painter.setPen(QPen(look().color("focus"), 3))
        top, bottom = rect.top() + 2, rect.bottom() - 3
        painter.drawLine(rect.left(), top, rect.right(), top)
        painter.drawLine(rect.left(), bottom, rect.right(), bottom)
        model = view.model()
        if index.column() == 0:
            painter.drawLine(rect.left() + 2, top, rect.left() + 2, bottom)
        if index.column() == model.columnCount() - 1:
            painter.drawLine(rect.right() - 2, top, rect.right() - 2, bottom)


class RecordTable(QTableView, Generic[V]):
    """Show values as rows; grows to its content, keeps the selection by id on reload.

    `opened` (Enter, double click), `selected` and `delete_asked` (Delete) carry the id.
    """

    opened = Signal(str)
    selected = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, name: str, spoken: str, columns: Sequence[Column[V]], *,
                 key: Callable[[V], str], row_height: int = 44) -> None:  # fmt: skip
        super().__init__()
        named(self, name, spoken)
        self.setProperty("ring", "none")
        self._row_height = row_height
        self.records: RecordModel[V] = RecordModel(columns, key)
        self.setModel(self.records)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.records.key_of(index.row())))
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self._lay_out()

    def set_values(self, values: Sequence[V]) -> None:
        """Show other values; the same record stays selected if it is still there."""
        key = self.selected_key()
        self.selectionModel().blockSignals(True)
        self.records.set_values(values)
        self.selectionModel().blockSignals(False)
        self._lay_out()
        self.select(key)

    def set_columns(self, columns: Sequence[Column[V]]) -> None:
        """Show other columns."""
        self.records.set_columns(columns)
        self._lay_out()

    def selected_key(self) -> str:
        """Return the id of the selected record, or ""."""
        row = self.currentIndex().row()
        return self.records.key_of(row) if 0 <= row < self.records.rowCount() else ""

    def select(self, key: str) -> None:
        """Select a record by id, if it is there."""
        row = self.records.row_of(key)
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag
            index = self.records.index(row, 0)
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def restyle(self) -> None:
        """Take row heights and widths again."""
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, ask to delete with Delete, else move."""
        key = self.selected_key()
        if key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(key)
        elif key and event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit(key)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words again."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_rows()

    def _row_changed(self, current: QModelIndex) -> None:
        self.viewport().update()
        if current.isValid():
            self.selected.emit(self.records.key_of(current.row()))

    def _lay_out(self) -> None:
        header = self.horizontalHeader()
        modes = QHeaderView.ResizeMode
        stretched = False
        for number in range(self.records.columnCount()):
            wants = self.records.column(number).stretch
            stretched = stretched or wants
            header.setSectionResizeMode(number, modes.Stretch if wants else modes.ResizeToContents)
        header.setStretchLastSection(not stretched)
        self.verticalHeader().setDefaultSectionSize(look().px(self._row_height))
        self.verticalHeader().setMinimumSectionSize(look().px(self._row_height))
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Make rows as high as their words need, and the table as high as its rows."""
        least = look().px(self._row_height)
        total = 0
        for row in range(self.records.rowCount()):
            height = least
            if row < MOST_MEASURED:
                height = max(least, *(self._cell_height(row, n) for n in self._columns_shown()))
            self.setRowHeight(row, height)
            total += height
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + total + 2)

    def _columns_shown(self) -> range:
        return range(self.records.columnCount())

    def _cell_height(self, row: int, column: int) -> int:
        delegate = self.itemDelegate()
        assert isinstance(delegate, RowDelegate)
        return delegate.height_for(self.columnWidth(column), self.records.index(row, column))
