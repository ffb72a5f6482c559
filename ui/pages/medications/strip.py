"""The strip of one treatment cycle: a column for each day, a row for each medicine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver.domain.medications import cycle_days_text
from ui.theme import look
from ui.widgets.dose_shapes import draw_shape
from ui.widgets.naming import named
from ui.widgets.tips import plain_tip

LABEL, ROW, MARK = 188, 24, 14


@dataclass(frozen=True, slots=True)
class StripRow:
    """One medicine of the strip: its name, its dose, and its days of the cycle (1 = first)."""

    name: str
    dose: str
    days: frozenset[int]


class CycleStrip(QWidget):
    """Draw what is planned on which day. Filled: the day has passed, which proves no dose."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "cycle_strip", "")
        self._rows: tuple[StripRow, ...] = ()
        self._days, self._today = 28, 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_rows(self, rows: Sequence[StripRow], days: int, today: int) -> None:
        """Show medicines over a cycle of `days`; `today` is its day, 0 for none."""
        self._rows, self._days, self._today = tuple(rows), max(days, today), today
        self.setAccessibleName(self.spoken())
        self.setToolTip(plain_tip(self.spoken()))
        self.updateGeometry()
        self.update()

    def spoken(self) -> str:
        """Return the strip in words."""
        days = self.tr("%1: days %2")
        lines = [
            days.replace("%1", row.name).replace("%2", cycle_days_text(sorted(row.days)))
            for row in self._rows
        ]
        if self._today:
            lines.append(self.tr("Today is day %1").replace("%1", str(self._today)))
        return ". ".join(lines)

    def restyle(self) -> None:
        """Take the size again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the rows; the width is what there is."""
        lines = len(self._rows) * (2 if self._is_stacked() else 1)
        return QSize(look().px(320), look().px(ROW) * (lines + 1) + look().px(6))

    def minimumSizeHint(self) -> QSize:
        """Return a width that still shows every day."""
        return QSize(self._days * 8, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when names go above their marks."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers, the column of today, and the marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0 if self._is_stacked() else look().px(LABEL)
        cell = (self.width() - left) / self._days
        row_height = look().px(ROW)
        if self._today:
            self._draw_today(painter, left + (self._today - 1) * cell, cell)
        self._draw_numbers(painter, left, cell)
        y = float(row_height)
        for number, row in enumerate(self._rows):
            self._draw_label(painter, row, y, left)
            if self._is_stacked():
                y += row_height
            for day in range(1, self._days + 1):
                center = QPointF(left + (day - 0.5) * cell, y + row_height / 2)
                self._draw_mark(painter, center, number, day if day in row.days else -day, cell)
            y += row_height
        painter.end()

    def _is_stacked(self) -> bool:
        return self.width() - look().px(LABEL) < self._days * look().px(20)

    def _draw_today(self, painter: QPainter, x: float, cell: float) -> None:
        box = QRectF(x + 1, 1, cell - 2, self.height() - 2)
        painter.setPen(QPen(look().color("accent"), 2))
        painter.setBrush(look().color("accent_soft"))
        painter.drawRoundedRect(box, 4, 4)

    def _draw_numbers(self, painter: QPainter, left: int, cell: float) -> None:
        painter.setFont(look().font("small"))
        widest = painter.fontMetrics().horizontalAdvance("28") + 4
        if left:
            painter.setPen(look().color("muted"))
            area = QRectF(0, 0, left, look().px(ROW))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), self.tr("Day of cycle"))
        for day in range(1, self._days + 1):
            is_today = day == self._today
            if cell < widest and not is_today and (day % 7 != 1 or abs(day - self._today) < 3):
                continue
            painter.setFont(look().font("small_strong" if is_today else "small"))
            painter.setPen(look().color("text" if is_today else "muted"))
            area = QRectF(left + (day - 0.5) * cell - widest, 0, widest * 2, look().px(ROW))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(day))

    def _draw_label(self, painter: QPainter, row: StripRow, y: float, left: int) -> None:
        area = QRectF(0, y, left or self.width(), look().px(ROW))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(look().font("secondary_strong"))
        room = area.width() - look().px(8)
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(room))
        painter.setPen(look().color("text"))
        painter.drawText(area, middle, name)
        used = painter.fontMetrics().horizontalAdvance(name) + look().px(6)
        painter.setFont(look().font("secondary"))
        if painter.fontMetrics().horizontalAdvance(row.dose) <= room - used:
            painter.setPen(look().color("muted"))
            painter.drawText(area.adjusted(used, 0, 0, 0), middle, row.dose)

    def _draw_mark(
        self, painter: QPainter, center: QPointF, number: int, day: int, cell: float
    ) -> None:
        """Draw one day of one medicine; a negative day has no dose."""
        if day < 0:
            painter.setPen(QPen(look().color("border"), 1.5))
            painter.drawLine(center - QPointF(2, 0), center + QPointF(2, 0))
            return
        half = min(look().px(MARK), cell - 3) / 2
        painter.setPen(QPen(look().color("chart_1"), 1.75))
        passed = self._today > 0 and day < self._today
        painter.setBrush(look().color("chart_1") if passed else Qt.BrushStyle.NoBrush)
        draw_shape(painter, number, center, half)
