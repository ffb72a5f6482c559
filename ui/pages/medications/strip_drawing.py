"""Draw the rows and marks of a cycle strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from ui import icons
from ui.theme import look
from ui.widgets.dose_shapes import draw_shape

if TYPE_CHECKING:
    from ui.pages.medications.strip import StripColumn, StripRow

LABEL, ROW, MARK = 188, 24, 14
SMALLEST_BOX = 10


@dataclass(frozen=True, slots=True)
class Band:
    """One line of columns: which, and where they stand, in px."""

    first: int
    count: int
    left: int
    cell: float
    top: int
    height: int
    width: int


class StripPainter:
    """Draw with one painter; the marks of a medicine keep their shape on every screen."""

    def __init__(
        self,
        painter: QPainter,
        rows: Sequence[StripRow],
        columns: Sequence[StripColumn],
        rest: frozenset[int],
        passed: int,
    ) -> None:
        """Take what to draw: rows, columns, the rest days, and how many columns have passed."""
        self._painter = painter
        self._rows, self._columns, self._rest, self._passed = rows, columns, rest, passed
        self._today: int | None = None

    def draw(self, band: Band, today: int | None, chosen: int | None) -> None:
        """Draw one band with the columns of today and of the chosen day framed."""
        self._today = today
        places = range(band.first, band.first + band.count)
        self._draw_rest(band, places)
        if self._today is not None and self._today in places:
            self._draw_column(band, self._today, "accent_soft", "accent")
        self._draw_pauses(band, places)
        if chosen is not None and chosen in places:
            self._draw_column(band, chosen, "", "focus")
        self._draw_numbers(band, places)
        row_height = look().px(ROW)
        y = float(band.top + row_height)
        shape = 0
        for row in self._rows:
            if row.name:
                self._draw_label(row, QRectF(0, y, band.left or band.width, row_height))
                y += row_height if not band.left else 0
            for place in places:
                middle = QPointF(self._x(band, place), y + row_height / 2)
                self._draw_day(row, shape, place, middle, band.cell)
            y += row_height
            shape += 0 if row.is_lab else 1

    def _x(self, band: Band, place: int) -> float:
        return band.left + (place - band.first + 0.5) * band.cell

    def _box(self, band: Band, place: int) -> QRectF:
        x = band.left + (place - band.first) * band.cell
        return QRectF(x + 1, band.top + 1, band.cell - 2, band.height - look().px(2))

    def _draw_column(self, band: Band, place: int, ground: str, line: str) -> None:
        self._painter.setPen(QPen(look().color(line), 2))
        brush = QBrush(look().color(ground)) if ground else QBrush(Qt.BrushStyle.NoBrush)
        self._painter.setBrush(brush)
        self._painter.drawRoundedRect(self._box(band, place), 4, 4)

    def _draw_rest(self, band: Band, places: Sequence[int]) -> None:
        """Shade the rest days; days side by side as one piece, or seams would show."""
        run: list[int] = []
        for place in (*places, -1):
            if place >= 0 and self._columns[place].number in self._rest:
                run.append(place)
            elif run:
                box = self._box(band, run[0]).united(self._box(band, run[-1]))
                box.adjust(-1, look().px(ROW), 1, -1)
                self._painter.fillRect(box, look().color("alt"))
                run = []

    def _draw_pauses(self, band: Band, places: Sequence[int]) -> None:
        hatch = QBrush(look().color("border"), Qt.BrushStyle.BDiagPattern)
        for place in places:
            if self._columns[place].number is None:
                box = self._box(band, place).adjusted(2, look().px(ROW), -2, -3)
                self._painter.fillRect(box, hatch)

    def _draw_numbers(self, band: Band, places: Sequence[int]) -> None:
        painter = self._painter
        painter.setFont(look().font("small"))
        longest = max((len(one.label) for one in self._columns), default=2)
        widest = painter.fontMetrics().horizontalAdvance("2" * max(2, longest)) + 4
        row_height = look().px(ROW)
        if band.left:
            painter.setPen(look().color("muted"))
            words = QCoreApplication.translate("CycleStrip", "Day of cycle")
            area = QRectF(0, band.top, band.left, row_height)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), words)
        step = max(1, -(-widest // int(max(1, band.cell))))
        step = 7 if step > 1 else 1
        for place in places:
            is_today = place == self._today
            near = self._today is not None and abs(place - self._today) * band.cell < widest
            skipped = (place - band.first) % step != 0 or (step > 1 and near)
            if skipped and not is_today:
                continue
            painter.setFont(look().font("small_strong" if is_today else "small"))
            painter.setPen(look().color("text" if is_today else "muted"))
            x = self._x(band, place)
            middle = min(max(x, widest / 2), band.width - widest / 2)  # the first is not cut
            area = QRectF(middle - widest, band.top, widest * 2, row_height)
            column = self._columns[place]
            if column.number is None:
                self._draw_pause_sign(QPointF(x, band.top + row_height / 2))
            else:
                painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), column.label)

    def _draw_pause_sign(self, middle: QPointF) -> None:
        side = look().px(14)
        box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        icons.paint(self._painter, "pause", box, "muted")

    def _draw_label(self, row: StripRow, area: QRectF) -> None:
        painter = self._painter
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

    def _draw_day(
        self, row: StripRow, shape: int, place: int, middle: QPointF, cell: float
    ) -> None:
        number = self._columns[place].number
        painter = self._painter
        if number is None:
            return
        if number not in row.days:
            painter.setPen(QPen(look().color("border"), 1.5))
            painter.drawLine(QLineF(middle - QPointF(2, 0), middle + QPointF(2, 0)))
            return
        side = min(float(look().px(MARK)), cell - 2)
        if row.is_lab:
            box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            icons.paint(painter, "test-tube", box, "chart_1")
            return
        has_passed = place < self._passed
        ink = look().color("chart_1")
        half = side / 2
        if row.at_hospital:
            painter.setPen(QPen(ink, 1.25))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            outer = min(float(look().px(20)), cell - 1)
            if outer >= SMALLEST_BOX:
                frame = QRectF(middle.x() - outer / 2, middle.y() - outer / 2, outer, outer)
                painter.drawRoundedRect(frame, 3, 3)
                half *= 0.72
            else:
                foot = QPointF(0, side / 2 + 3)
                away = QPointF(half, 0)
                painter.drawLine(QLineF(middle + foot - away, middle + foot + away))
        painter.setPen(QPen(ink, 1.75))
        painter.setBrush(QBrush(ink) if has_passed else QBrush(Qt.BrushStyle.NoBrush))
        draw_shape(painter, shape, middle, half)
