"""Paint a display list of `caregiver.domain.drawing`, with words for it and a table as its twin."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from caregiver.domain.drawing import Box, Drawing, Mark, Poly, Rect, Shape, Text
from ui.theme import look, spread
from ui.widgets.buttons import Button
from ui.widgets.cards import across
from ui.widgets.naming import named
from ui.widgets.record_table import Column, RecordTable

Draw = Callable[[float, float], Drawing]
INKS = {
    "series": "chart_1",
    "band": "muted",
    "rule": "hairline",
    "text": "text",
    "muted": "muted",
    "surface": "surface",
}
BAND_OPACITY = 0.13


class ChartView(QWidget):
    """Paint a picture made for the size of the widget.

    `draw` takes width and height in px at 100 % text and returns the shapes.
    """

    def __init__(self, name: str, spoken: str, draw: Draw, *, height: int = 220) -> None:
        """Take what is spoken: one sentence that says what the picture shows."""
        super().__init__()
        self._draw, self._height = draw, height
        self._painted: tuple[object, ...] = ()
        self._picture = QPixmap()
        named(self, name, spoken)
        self.setProperty("ring", "inside")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height asked for, and a width that charts can be read at."""
        return QSize(look().px(320), look().px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be read."""
        return QSize(look().px(160), look().px(self._height))

    def restyle(self) -> None:
        """Take the size again."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the picture, painted anew only for another size, look or set of values."""
        state = (self._draw, self.size(), self.devicePixelRatioF(), look())
        if state != self._painted:
            self._painted, self._picture = state, self._paint()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _paint(self) -> QPixmap:
        # kept because twenty years of one test take 100 ms to paint, and a hover repaints
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = look().scale
        painter.scale(scale, scale)
        paint(painter, self._draw(self.width() / scale, self.height() / scale))
        painter.end()
        return picture


class ChartWithTable(QWidget):
    """Show a chart, and the same values as a table one key away (Ctrl+Shift+T)."""

    table_shown = Signal(bool)

    def __init__(self, chart: ChartView, headings: Sequence[str]) -> None:
        """Take the chart and the headings of the table."""
        super().__init__()
        name = chart.objectName()
        self.setObjectName(f"{name}_with_table")
        self.chart = chart
        self._rows: tuple[tuple[str, ...], ...] = ()
        columns = [_column(number, words) for number, words in enumerate(headings)]
        self.table: RecordTable[tuple[str, ...]] = RecordTable(
            f"{name}_table", chart.accessibleName(), columns, key=lambda row: "|".join(row)
        )
        column = QVBoxLayout(self)
        spread(column, spacing=4)
        # both in one column, one hidden: a stack would be as high as the higher of the two
        column.addWidget(chart)
        column.addWidget(self.table)
        self.table.hide()
        self._switch = Button(f"{name}_switch", self.tr("Show as a table"), "link", icon="table")
        self._switch.clicked.connect(self.switch)
        column.addWidget(across(self._switch, 1))

    def set_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Take the rows of the table; it is filled when it is looked at."""
        self._rows = tuple(rows)
        if self.is_table():
            self.table.set_values(self._rows)

    def is_table(self) -> bool:
        """Tell whether the table is in sight."""
        return self.chart.isHidden()

    def switch(self) -> None:
        """Change between chart and table."""
        is_table = not self.is_table()
        self.chart.setVisible(not is_table)
        self.table.setVisible(is_table)
        self._switch.set_words(
            self.tr("Show as a chart") if is_table else self.tr("Show as a table")
        )
        self._switch.set_icon("chart-line" if is_table else "table")
        if is_table:
            self.table.set_values(self._rows)
        self.table_shown.emit(is_table)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change with Ctrl+Shift+T."""
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_T and event.modifiers() == keys:
            self.switch()
        else:
            super().keyPressEvent(event)


def _column(number: int, heading: str) -> Column[tuple[str, ...]]:
    return Column(heading=heading, words=lambda row: row[number], stretch=number == 0)


def paint(painter: QPainter, drawing: Drawing) -> None:
    """Paint all shapes of a drawing, in their order; sizes are px at 100 %."""
    for shape in drawing.shapes:
        painter.save()
        _paint_shape(painter, shape)
        painter.restore()


def _paint_shape(painter: QPainter, shape: Shape) -> None:
    color = look().color(INKS[shape.ink])
    if isinstance(shape, Rect):
        if shape.ink == "band":
            color.setAlphaF(BAND_OPACITY)
        painter.fillRect(QRectF(shape.left, shape.top, shape.width, shape.height), color)
    elif isinstance(shape, Poly):
        pen = QPen(color, shape.width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if shape.is_dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))
    elif isinstance(shape, Mark):
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(look().color("surface") if shape.is_hollow else color)
        painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
    elif isinstance(shape, Box):
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(color if shape.is_filled else look().color("surface"))
        painter.drawRect(QRectF(shape.left, shape.top, shape.side, shape.side))
    else:
        _paint_text(painter, shape)


def _paint_text(painter: QPainter, shape: Text) -> None:
    font = look().font("small_strong" if shape.is_bold else "small")
    # the painter is scaled already
    font.setPixelSize(max(8, round(font.pixelSize() / look().scale)))
    painter.setFont(font)
    painter.setPen(look().color(INKS[shape.ink]))
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(shape.text) + 2, metrics.height()
    left = {"start": shape.x, "middle": shape.x - width / 2, "end": shape.x - width}[shape.anchor]
    box = QRectF(left, shape.y - height / 2, width, height)
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shape.text)
