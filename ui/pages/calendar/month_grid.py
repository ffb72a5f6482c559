"""Show a month as a grid: painted once, moved through by keys, spoken cell by cell."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)
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

from caregiver.domain.appointments import Occurrence
from caregiver.formats import Formats
from caregiver.services.calendar import HomeBlock, Month
from ui.pages.calendar.month_entries import MonthEntries, MonthEntry
from ui.pages.calendar.month_model import DAYS, Index, MonthModel
from ui.pages.calendar.month_paint import BANDS_AT, Drawn, MonthPainter
from ui.pages.calendar.move_ghost import MoveGhost
from ui.pages.calendar.moving import Mover
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
    draws nothing again but its ring. Tab goes on to the entries of the selected day.
    """

    opened = Signal(object)
    entered = Signal(object)
    removal_chosen = Signal(object)
    moved = Signal(object, object)
    day_selected = Signal(object)
    day_opened = Signal(object)
    day_cleared = Signal(object)
    day_outside = Signal(object)

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._model = MonthModel(formats)
        self._formats = formats
        self._picture: QPixmap | None = None
        self._drawn_cells: list[Drawn] = []
        self._mover = Mover(self, formats, self._target, _step)
        self._mover.moved.connect(self.moved)
        self._mover.changed.connect(self._show_move)
        self._entries = MonthEntries(self, self.viewport(), self._mover)
        self._ghost = MoveGhost(self.viewport())
        for control in self._entries.controls:
            control.opened.connect(lambda what: self._open_entry(what, self.opened))
            control.entered.connect(lambda what: self._open_entry(what, self.entered))
            control.removal_chosen.connect(self.removal_chosen)
        hint = self.tr("Arrow keys go through days. Enter shows a day, Tab goes to its entries.")
        named(self, "month_grid", self.tr("Month"), hint)
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
        self._mover.cancel()
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
            self._stand_over_day()

    def day(self) -> date | None:
        """Return the selected day."""
        cell = self._model.day_at(self.currentIndex())
        return cell.day if cell else None

    def entries(self) -> list[MonthEntry]:
        """Return the controls over the entries of the selected day."""
        return self._entries.shown()

    def focus_entry(self, name: str) -> bool:
        """Put the focus on an entry of the selected day; say whether it is there."""
        return self._entries.focus_on(f"month_{name}")

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
        self._place_later()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which day has the ring now."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self._stand_over_day()
        cell = self._model.day_at(current)
        if cell is not None and previous.isValid():
            self.day_selected.emit(cell.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by days and weeks, open and remove; leave everything else to the page."""
        key, day = event.key(), self.day()
        if self._mover.occurrence() is not None and key == Qt.Key.Key_Escape:
            self._mover.cancel()
        elif day is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a day, and take hold of the entry under the mouse."""
        super().mousePressEvent(event)
        at = event.position().toPoint()
        entry = self._entry_at(at)
        if isinstance(entry, Occurrence) and event.button() == Qt.MouseButton.LeftButton:
            self._mover.press(entry, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the entry; a day is selected by a click, not by moving over it."""
        self._mover.drag(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the entry go on the day under the mouse; a click on an entry opens it."""
        super().mouseReleaseEvent(event)
        entry = self._entry_at(event.position().toPoint())
        if not self._mover.drop() and entry is not None:
            self._open_entry(entry, self.opened)

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
        self._place_later()

    def changeEvent(self, event: QEvent) -> None:
        """Mirror with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._picture = None
            self._place_later()

    def _place_later(self) -> None:
        """Put the controls over the entries when the new size is settled."""
        QTimer.singleShot(0, self, self._stand_over_day)

    def _stand_over_day(self) -> None:
        number = self.currentIndex().row() * DAYS + self.currentIndex().column()
        if not self._model.days or not self.isVisible():
            return
        self._drawn()
        is_shown = 0 <= number < len(self._drawn_cells)
        self._entries.stand_over(self._drawn_cells[number] if is_shown else None, self._formats)

    def _open_entry(self, what: object, signal: SignalInstance) -> None:
        if isinstance(what, Occurrence):
            signal.emit(what)
        elif isinstance(what, HomeBlock):
            signal.emit(what.occurrence)
        elif (day := self.day()) is not None:
            self.day_opened.emit(day)

    def _entry_at(self, at: QPoint) -> object | None:
        """Return what is painted at a place, None for the bare day."""
        if self._picture is None:
            return None
        places = (place for cell in self._drawn_cells for place in cell.places)
        return next((what for box, what in places if box.contains(at)), None)

    def _target(self, occurrence: Occurrence, pressed: QPoint, now: QPoint) -> datetime:
        begin = self._model.day_at(self.indexAt(pressed))
        end = self._model.day_at(self.indexAt(now))
        if begin is None or end is None:
            return occurrence.starts
        return occurrence.starts + (end.day - begin.day)

    def _show_move(self) -> None:
        moving, starts = self._mover.occurrence(), self._mover.starts
        if moving is None or starts is None:
            self._ghost.hide()
            return
        days = self._model.days
        day = min(max(starts.date(), days[0].day), days[-1].day)
        box = self.visualRect(self._model.index_of(day))
        inner = box.adjusted(3, look().px(BANDS_AT), -3, -3)
        self._ghost.show_at(inner, self._mover.words())

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
            painter.setLayoutDirection(self.layoutDirection())
            drawing = MonthPainter(painter, self._model, self._formats)
            drawing.draw(self._boxes())
            self._drawn_cells = drawing.drawn
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


def _step(occurrence: Occurrence, now: datetime, step: tuple[int, int]) -> datetime:
    """Return the start after one key: a day sideways, a week up or down."""
    along, down = step
    return now + timedelta(days=along + DAYS * down)
