"""Show a month as a grid: painted once, moved through by keys, spoken cell by cell."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QItemSelectionModel, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView

from caregiver.formats import Formats
from caregiver.services.calendar import Month
from ui.pages.calendar.month_model import DAYS, Index, MonthModel
from ui.pages.calendar.month_paint import MonthPainter
from ui.theme import look
from ui.widgets.naming import named

# px at 100 % text
ROW, HEADER = 112, 32
_STEPS = {
    Qt.Key.Key_Left.value: -1,
    Qt.Key.Key_Right.value: 1,
    Qt.Key.Key_Up.value: -DAYS,
    Qt.Key.Key_Down.value: DAYS,
}


class MonthGrid(QTableView):
    """Show one month. Arrow keys move by a day or a week, also out of the month.

    What never changes between two repaints is kept as a picture, so that moving the selection
    draws nothing again but its ring.
    """

    day_selected = Signal(object)
    day_opened = Signal(object)
    day_cleared = Signal(object)
    day_outside = Signal(object)

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._model = MonthModel(formats)
        self._formats = formats
        self._picture: QPixmap | None = None
        named(self, "month_grid", self.tr("Month"))
        self.setModel(self._model)
        self.setProperty("ring", "none")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.restyle()

    def show_month(self, month: date, today: date, answer: Month, selected: date) -> None:
        """Show a month with one day selected."""
        self._model.show(month, today, answer)
        self.setMinimumHeight(look().px(HEADER) + self._model.rowCount() * look().px(ROW))
        self._picture = None
        self.setAccessibleName(self.tr("Month: %1").replace("%1", self._formats.month_year(month)))
        self.select_day(selected)

    def select_day(self, day: date) -> None:
        """Put the ring on a day that is shown."""
        index = self._model.index_of(day)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)
            self.viewport().update()

    def day(self) -> date | None:
        """Return the selected day."""
        cell = self._model.day_at(self.currentIndex())
        return cell.day if cell else None

    def words_of(self, day: date) -> str:
        """Return what a screen reader says of a day."""
        role = Qt.ItemDataRole.AccessibleTextRole
        return str(self._model.data(self._model.index_of(day), role) or "")

    def restyle(self) -> None:
        """Take sizes and colors again."""
        header = self.horizontalHeader()
        header.setFixedHeight(look().px(HEADER))
        header.setFont(look().font("small_strong"))
        if self._model.days:
            self.setMinimumHeight(look().px(HEADER) + self._model.rowCount() * look().px(ROW))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(Qt.GlobalColor.transparent))
        self.setPalette(palette)
        self._picture = None
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which day has the ring now."""
        super().currentChanged(current, previous)
        self.viewport().update()
        cell = self._model.day_at(current)
        if cell is not None and previous.isValid():
            self.day_selected.emit(cell.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by days and weeks, open and remove; leave everything else to the page."""
        key, day = event.key(), self.day()
        if day is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _STEPS:
            step = -_STEPS[key] if self._is_mirrored(key) else _STEPS[key]
            self._go(day + timedelta(days=step))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.day_opened.emit(day)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.day_cleared.emit(day)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            column = 0 if key == Qt.Key.Key_Home else DAYS - 1
            self._go(day + timedelta(days=column - self.currentIndex().column()))
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a day."""
        if (day := self.day()) is not None:
            self.day_opened.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture of the month, and the ring of the selected day over it."""
        painter = QPainter(self.viewport())
        if self._model.days:
            painter.drawPixmap(0, 0, self._drawn())
            self._ring(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the month again in its new size."""
        super().resizeEvent(event)
        self._picture = None

    def _go(self, day: date) -> None:
        if self._model.index_of(day).isValid() and day.month == self._model.month.month:
            self.select_day(day)
        else:
            self.day_outside.emit(day)

    def _is_mirrored(self, key: int) -> bool:
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        return sideways and self.isRightToLeft()

    def _boxes(self) -> list[QRect]:
        """Return the cells as they lie, in the order of the days."""
        model = self._model
        return [
            self.visualRect(model.index(row, column))
            for row in range(model.rowCount())
            for column in range(DAYS)
        ]

    def _drawn(self) -> QPixmap:
        if self._picture is None:
            ratio = self.devicePixelRatioF()
            self._picture = QPixmap(self.viewport().size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(look().color("surface"))
            painter = QPainter(self._picture)
            MonthPainter(painter, self._model, self._formats).draw(self._boxes())
            painter.end()
        return self._picture

    def _ring(self, painter: QPainter) -> None:
        box = QRectF(self.visualRect(self.currentIndex()))
        if box.isEmpty():
            return
        focused = self.hasFocus()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().color("focus" if focused else "accent"), 3 if focused else 2))
        painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
