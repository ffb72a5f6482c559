"""Show symptoms by days: one row a symptom, one mark a day, newest day at the right.

The marks differ in shape before they differ in color: a plain 0, a circle, a soft square, a solid
square, a solid square with a frame, and a dashed empty square for a day nobody noted anything.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from caregiver import texts
from caregiver.formats import Formats
from caregiver.services.symptoms import SymptomGrid, SymptomMark, SymptomRow
from ui.messages import translated
from ui.theme import look
from ui.widgets.card_table import CardTable, draw_cell_ring, draw_chosen_bar
from ui.widgets.dose_shapes import draw_shape
from ui.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
LABEL_WIDTH, DAY_WIDTH, WIDEST_DAY = 180, 39, 56
HEAD_HEIGHT, DOSE_HEIGHT, ROW_HEIGHT = 48, 56, 56
MARK = 30
HEAD_ROWS = 2


class GridModel(QAbstractTableModel):
    """Hold the grid; row 0 are the dates, row 1 the dose days, then one row a symptom."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.grid = SymptomGrid((), (), ())
        self.today = date.min

    def show(self, grid: SymptomGrid, today: date) -> None:
        """Show another grid."""
        self.beginResetModel()
        self.grid, self.today = grid, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return dates, dose days and symptoms."""
        return 0 if parent.isValid() else HEAD_ROWS + len(self.grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the names and one column a day."""
        return 0 if parent.isValid() else 1 + len(self.grid.days)

    def symptom(self, row: int) -> SymptomRow | None:
        """Return the symptom of a table row."""
        place = row - HEAD_ROWS
        return self.grid.rows[place] if 0 <= place < len(self.grid.rows) else None

    def day(self, column: int) -> date | None:
        """Return the day of a table column."""
        return self.grid.days[column - 1] if 1 <= column <= len(self.grid.days) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return what a cell says; painting is the delegate's."""
        if role in (
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.DisplayRole,
        ):
            return self.spoken(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.spoken(index.row(), index.column()))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the symptom rows be chosen, not the two head rows."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.row() < HEAD_ROWS:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def spoken(self, row: int, column: int) -> str:
        """Return a cell in words: "Tingling, Mon, Mar 15, moderate"."""
        symptom, day = self.symptom(row), self.day(column)
        if day is None:
            return self._row_name(row, symptom)
        when = self._formats.day_date(day)
        if row == 0:
            return when
        if symptom is None:
            given = [mark.name for mark in self.grid.doses if mark.days[column - 1]]
            return ", ".join([when, *given]) if given else self.tr("{day}, none").format(day=when)
        return ", ".join([symptom.name, when, *self._mark_words(symptom.marks[column - 1])])

    def _row_name(self, row: int, symptom: SymptomRow | None) -> str:
        if symptom is not None:
            return symptom.name
        return self.tr("Date") if row == 0 else self.tr("Dose days")

    def _mark_words(self, mark: SymptomMark | None) -> list[str]:
        if mark is None:
            return [self.tr("not noted")]
        words = []
        if mark.severity is not None:
            words.append(translated(texts.SEVERITY[mark.severity]))
        measured = mark.measured
        if measured is not None and measured.value is not None:
            words.append(self._formats.quantity(measured.value, measured.unit))
        return words


class SymptomTable(CardTable):
    """The grid on screen. `row_chosen` carries a symptom's key, `cell_opened` also the day."""

    row_chosen = Signal(str)
    cell_opened = Signal(str, object)

    def __init__(self, formats: Formats) -> None:
        self._model = GridModel(formats)
        self._delegate = _Painter(self._model, formats)
        spoken = QCoreApplication.translate("SymptomTable", "Symptoms of the last days")
        super().__init__("symptom_table", spoken, self._delegate)
        self.setModel(self._model)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentRowChanged.connect(self._chosen)

    def days_that_fit(self, width: int) -> int:
        """Return how many days fit into `width` pixels, 5 to 14."""
        return max(5, min(14, (width - look().px(LABEL_WIDTH)) // look().px(DAY_WIDTH)))

    def show(self, grid: SymptomGrid | None = None, today: date | None = None) -> None:
        """Show a grid and keep the chosen symptom chosen."""
        if grid is None or today is None:
            super().show()
            return
        before = self._key(self.currentIndex().row())
        self._model.show(grid, today)
        self.restyle()
        keys = [row.key for row in grid.rows]
        if before in keys:
            self.choose(before)

    def choose(self, key: str) -> None:
        """Choose a symptom by its key."""
        for place, row in enumerate(self._model.grid.rows):
            if row.key == key:
                self.setCurrentIndex(
                    self._model.index(HEAD_ROWS + place, len(self._model.grid.days))
                )

    def restyle(self) -> None:
        """Take sizes and colors again."""
        self._share_width()
        rows = [ROW_HEIGHT] * len(self._model.grid.rows)
        self.set_row_heights([HEAD_HEIGHT, DOSE_HEIGHT, *rows])

    def sizeHint(self) -> QSize:
        """Return the width of all days."""
        days = max(5, len(self._model.grid.days))
        return QSize(look().px(LABEL_WIDTH + days * DAY_WIDTH), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the days the room there is."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        days = max(1, self._model.columnCount() - 1)
        room = self.viewport().width()
        least = look().px(LABEL_WIDTH)
        day = max(look().px(DAY_WIDTH), min(look().px(WIDEST_DAY), (room - least) // days))
        label = max(least, room - day * days)
        self.setColumnWidth(0, label)
        for column in range(1, self._model.columnCount()):
            self.setColumnWidth(column, day)

    def _chosen(self, current: QModelIndex) -> None:
        key = self._key(current.row())
        if key:
            self.row_chosen.emit(key)

    def open_cell(self, index: QModelIndex) -> None:
        """Open the day of a symptom."""
        key, day = self._key(index.row()), self._model.day(index.column())
        if key and day is not None:
            self.cell_opened.emit(key, day)

    def _key(self, row: int) -> str:
        symptom = self._model.symptom(row)
        return symptom.key if symptom else ""


class _Painter(QStyledItemDelegate):
    """Draw the cells."""

    def __init__(self, model: GridModel, formats: Formats) -> None:
        super().__init__()
        self._model, self._formats = model, formats

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        view = self.parent_view(option)
        is_chosen = view is not None and view.currentIndex().row() == index.row() >= HEAD_ROWS
        self._background(painter, box, index, is_chosen)
        symptom, day = self._model.symptom(index.row()), self._model.day(index.column())
        if day is None:
            self._name(painter, box, index.row(), symptom)
        elif index.row() == 0:
            self._date(painter, box, day)
        elif symptom is None:
            self._doses(painter, box, index.column() - 1)
        else:
            self._mark(painter, box, symptom, symptom.marks[index.column() - 1])
        if is_chosen and view is not None and view.hasFocus() and view.currentIndex() == index:
            draw_cell_ring(painter, box)
        painter.restore()

    @staticmethod
    def parent_view(option: QStyleOptionViewItem) -> QTableView | None:
        """Return the table that is painted."""
        view = option.widget
        return view if isinstance(view, QTableView) else None

    def _background(self, painter: QPainter, box: QRectF, index: Index, is_chosen: bool) -> None:
        is_today = self._model.day(index.column()) == self._model.today
        if is_chosen or is_today:
            painter.fillRect(box, look().color("accent_soft"))
        if index.row() < self._model.rowCount() - 1:
            painter.setPen(QPen(look().color("hairline"), 1))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        if is_chosen and index.column() == 0:
            draw_chosen_bar(painter, box, 32)

    def _name(self, painter: QPainter, box: QRectF, row: int, symptom: SymptomRow | None) -> None:
        inner = box.adjusted(look().gap(16), 0, -look().gap(4), 0)
        if symptom is None:
            words = self.tr("Date") if row == 0 else self.tr("Dose days")
            _text(painter, inner, words, "muted", "muted")
            return
        detail = self._detail(symptom)
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() * 0.56)
        lower = QRectF(inner.left(), upper.bottom(), inner.width(), inner.height() - upper.height())
        name = self.tr("Temperature") if symptom.is_temperature else symptom.name
        bottom = Qt.AlignmentFlag.AlignBottom if detail else Qt.AlignmentFlag.AlignVCenter
        _text(painter, upper if detail else inner, name, "strong", "text", flags=bottom)
        _text(painter, lower, detail, "small", "muted", flags=Qt.AlignmentFlag.AlignTop)

    def _detail(self, symptom: SymptomRow) -> str:
        if symptom.is_temperature:
            return symptom.last.unit
        state = self.tr("open") if symptom.is_open else self.tr("settled")
        place = symptom.last.place
        return f"{state} · {place}" if place and symptom.is_open else state

    def _date(self, painter: QPainter, box: QRectF, day: date) -> None:
        is_today = day == self._model.today
        role = "small_strong" if is_today else "small"
        color = "accent" if is_today else "muted"
        half = box.height() / 2
        weekday, number = self._formats.day_date(day).split(",")[0], str(day.day)
        flags = Qt.AlignmentFlag.AlignHCenter
        upper = QRectF(box.left(), box.top(), box.width(), half)
        lower = QRectF(box.left(), box.top() + half, box.width(), half)
        _text(painter, upper, weekday, role, color, flags=flags | Qt.AlignmentFlag.AlignBottom)
        _text(painter, lower, number, role, color, flags=flags | Qt.AlignmentFlag.AlignTop)

    def _doses(self, painter: QPainter, box: QRectF, place: int) -> None:
        size, gap = look().px(12), look().px(2)
        bottom = box.bottom() - look().px(8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().color("chart_1"))
        for mark in self._model.grid.doses:
            if mark.days[place]:
                draw_shape(
                    painter, mark.place, QPointF(box.center().x(), bottom - size / 2), size / 2
                )
                bottom -= size + gap

    def _mark(
        self, painter: QPainter, box: QRectF, symptom: SymptomRow, mark: SymptomMark | None
    ) -> None:
        side = look().px(MARK)
        square = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        if mark is None:
            pen = QPen(look().color("border"), 1.25, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), 5, 5)
        elif symptom.is_temperature:
            measured = mark.measured
            value = "" if measured is None or measured.value is None else f"{measured.value:f}"
            _text(painter, box, value, "small", "text", flags=Qt.AlignmentFlag.AlignCenter)
        elif mark.severity is not None:
            draw_severity(painter, square, mark.severity)


def draw_severity(painter: QPainter, square: QRectF, severity: int) -> None:
    """Draw the mark of one severity: another shape for each, so that gray tells them apart."""
    note = look().color("note")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ink = "text"
    if severity == 1:
        painter.setPen(QPen(note, 1.5))
        painter.drawEllipse(square.adjusted(1, 1, -1, -1))
    elif severity == 2:
        painter.setPen(QPen(note, 1))
        painter.setBrush(look().color("severity_2"))
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    elif severity >= 3:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(note)
        painter.drawRoundedRect(square, 6, 6)
        ink = "on_note"
    if severity == 4:
        painter.setPen(QPen(QColor(look().tokens.on_note), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square.adjusted(3, 3, -3, -3), 4, 4)
    role = "small_strong" if severity else "small"
    color = ink if severity else "muted"
    _text(painter, square, str(severity), role, color, flags=Qt.AlignmentFlag.AlignCenter)


def _text(
    painter: QPainter,
    box: QRectF,
    words: str,
    role: str,
    color: str,
    *,
    flags: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
) -> None:
    painter.setFont(look().font(role))
    painter.setPen(look().color(color))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, int(flags), shown)
