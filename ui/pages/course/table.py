"""Show results: tests down, days across, the newest day tinted, with flag, range and trend."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from caregiver import catalogue
from caregiver.domain.drawing import TrendPoint, sparkline
from caregiver.domain.labs import LabResult
from caregiver.formats import Formats
from caregiver.services.labs import LabRow, LabTable
from ui.theme import look
from ui.widgets.card_table import CardTable, draw_cell_ring, draw_chosen_bar
from ui.widgets.chart_view import paint

Index = QModelIndex | QPersistentModelIndex
DAY_WIDTH, FLAG_WIDTH, RANGE_WIDTH, TREND_WIDTH = 96, 64, 132, 148
HEAD_HEIGHT, ROW_HEIGHT = 36, 36
AFTER_DAYS = 3
TOO_SMALL = 6


def trend_points(results: tuple[LabResult, ...]) -> tuple[TrendPoint, ...]:
    """Return results as points of a trend; a result in words leaves a gap."""
    return tuple(
        TrendPoint(one.taken_on, one.number, is_bound=bool(one.comparator)) for one in results
    )


def short_name(row: LabRow) -> str:
    """Return the name for a narrow column: the catalogue's short one, else the own one."""
    test = catalogue.labs().get(row.test) if row.test else None
    return test.short_name if test else row.name


class ResultsModel(QAbstractTableModel):
    """Hold the table; row 0 is the heading."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.content = LabTable((), ())

    def show(self, content: LabTable) -> None:
        """Show another table."""
        self.beginResetModel()
        self.content = content
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the heading and one row a test."""
        return 0 if parent.isValid() else 1 + len(self.content.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return test, days, flag, range and trend."""
        return 0 if parent.isValid() else 1 + len(self.content.days) + AFTER_DAYS

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the tests be chosen, not the heading."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.row() == 0:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of a cell, and all that belongs to it when spoken."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row(), index.column())
        return None

    def lab_row(self, row: int) -> LabRow | None:
        """Return the test of a table row."""
        return self.content.rows[row - 1] if 1 <= row <= len(self.content.rows) else None

    def result(self, row: int, column: int) -> LabResult | None:
        """Return the result in a cell of a day."""
        test = self.lab_row(row)
        if test is None or not 1 <= column <= len(self.content.days):
            return None
        return test.cells[column - 1]

    def words(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        test, days = self.lab_row(row), self.content.days
        if test is None:
            after = [self.tr("Flag"), self.tr("Lab range"), self.tr("Trend")]
            dates = [self._formats.date_short(day) for day in days]
            return [self.tr("Test"), *dates, *after][column]
        if column == 0:
            return f"{short_name(test)} {test.unit}".strip()
        if column <= len(days):
            result = self.result(row, column)
            return result.printed if result else ""
        place = column - len(days) - 1
        last = test.last
        return [last.flag, last.range_words() or self.tr("none given"), ""][place]

    def spoken(self, row: int, column: int) -> str:
        """Return a cell with its test and day: "Hemoglobin, Mar 17, 9.9 g/dL, flag L"."""
        test, result = self.lab_row(row), self.result(row, column)
        if test is None or not 1 <= column <= len(self.content.days):
            return self.words(row, column) or self.tr("trend, see the chart")
        when = self._formats.date_short(self.content.days[column - 1])
        if result is None:
            return ", ".join([test.name, when, self.tr("no result")])
        parts = [test.name, when, f"{result.printed} {result.unit}".strip()]
        if result.flag:
            parts.append(self.tr("flag %s") % result.flag)
        return ", ".join(parts)


class ResultsTable(CardTable):
    """The table on screen. `test_chosen` carries a row's place, `result_opened` a result."""

    test_chosen = Signal(int)
    result_opened = Signal(object)

    def __init__(self, formats: Formats) -> None:
        self._model = ResultsModel(formats)
        self._delegate = _Painter(self._model)
        spoken = QCoreApplication.translate("ResultsTable", "Results, newest at the right")
        super().__init__("results_table", spoken, self._delegate)
        self.setModel(self._model)
        self.selectionModel().currentRowChanged.connect(self._chosen)

    def show_table(self, content: LabTable) -> None:
        """Show a table; the test chosen stays chosen."""
        before = self._model.lab_row(self.currentIndex().row())
        self._model.show(content)
        self.restyle()
        for place, row in enumerate(content.rows):
            if before is not None and (row.name, row.unit) == (before.name, before.unit):
                self.choose(place)

    def choose(self, place: int) -> None:
        """Choose the test at a place, 0 = first."""
        self.setCurrentIndex(self._model.index(place + 1, len(self._model.content.days)))

    def days_that_fit(self, width: int) -> int:
        """Return how many days fit beside name, flag, range and trend: 1 to 6."""
        fixed = look().px(200 + FLAG_WIDTH + RANGE_WIDTH)
        fixed += 0 if self._has_little_room(width) else look().px(TREND_WIDTH)
        return max(1, min(6, (width - fixed) // look().px(DAY_WIDTH)))

    def restyle(self) -> None:
        """Take sizes again."""
        self._share_width()
        self.set_row_heights([HEAD_HEIGHT, *[ROW_HEIGHT] * len(self._model.content.rows)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names the room that is left."""
        super().resizeEvent(event)
        self._share_width()

    def _has_little_room(self, width: int) -> bool:
        return width < look().px(620)

    def _share_width(self) -> None:
        width, days = self.viewport().width(), len(self._model.content.days)
        trend = 0 if self._has_little_room(width) else look().px(TREND_WIDTH)
        sizes = [look().px(DAY_WIDTH)] * days
        sizes += [look().px(FLAG_WIDTH), look().px(RANGE_WIDTH), trend]
        for column, size in enumerate(sizes, start=1):
            self.setColumnWidth(column, size)
        self.setColumnWidth(0, max(look().px(120), width - sum(sizes)))

    def _chosen(self, current: QModelIndex) -> None:
        if self._model.lab_row(current.row()) is not None:
            self.test_chosen.emit(current.row() - 1)

    def open_cell(self, index: QModelIndex) -> None:
        """Open the result in a cell, or the newest of its test."""
        result = self._model.result(index.row(), index.column())
        row = self._model.lab_row(index.row())
        if result is None and row is not None:
            result = row.last
        if result is not None:
            self.result_opened.emit(result)


class _Painter(QStyledItemDelegate):
    """Draw the cells."""

    def __init__(self, model: ResultsModel) -> None:
        super().__init__()
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, view = QRectF(option.rect), option.widget
        assert isinstance(view, QTableView)
        row, column, days = index.row(), index.column(), len(self._model.content.days)
        is_chosen = row > 0 and view.currentIndex().row() == row
        if column == days or is_chosen:
            painter.fillRect(box, look().color("accent_soft"))
        if row < self._model.rowCount() - 1:
            painter.setPen(QPen(look().color("hairline"), 1))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        if is_chosen and column == 0:
            draw_chosen_bar(painter, box, 24)
        inner = box.adjusted(look().gap(16 if column == 0 else 8), 0, -look().gap(8), 0)
        test = self._model.lab_row(row)
        if column == days + AFTER_DAYS and test is not None:
            self._trend(painter, inner, test)
        elif column == 0 and test is not None:
            self._name(painter, inner, test)
        else:
            self._words(painter, inner, row, column)
        if row > 0 and view.hasFocus() and view.currentIndex() == index:
            draw_cell_ring(painter, box)
        painter.restore()

    def _name(self, painter: QPainter, box: QRectF, test: LabRow) -> None:
        painter.setFont(look().font("strong"))
        painter.setPen(look().color("text"))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(short_name(test), Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        used = metrics.horizontalAdvance(f"{name} ")
        painter.setFont(look().font("muted"))
        painter.setPen(look().color("muted"))
        rest = box.adjusted(used, 0, 0, 0)
        if painter.fontMetrics().horizontalAdvance(test.unit) <= rest.width():
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, test.unit)

    def _words(self, painter: QPainter, box: QRectF, row: int, column: int) -> None:
        days = len(self._model.content.days)
        is_newest, is_day = column == days, 1 <= column <= days
        role = "muted" if row == 0 else "body"
        color = "muted" if row == 0 or column == days + 2 else "text"
        if is_newest:
            role, color = ("secondary_strong" if row == 0 else "strong"), "text"
        if column == days + 1 and row:
            role = "strong"
        side = Qt.AlignmentFlag.AlignRight if is_day else Qt.AlignmentFlag.AlignLeft
        painter.setFont(look().font(role))
        painter.setPen(look().color(color))
        words = self._model.words(row, column)
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, shown)

    def _trend(self, painter: QPainter, box: QRectF, test: LabRow) -> None:
        scale = look().scale
        width, height = box.width() / scale, look().px(24) / scale
        if width < TOO_SMALL:
            return
        drawing = sparkline(
            trend_points(test.points),
            width,
            height,
            range_low=test.last.range_low,
            range_high=test.last.range_high,
            mark=2.4,
        )
        painter.translate(box.left(), box.center().y() - look().px(24) / 2)
        painter.scale(scale, scale)
        paint(painter, drawing)
