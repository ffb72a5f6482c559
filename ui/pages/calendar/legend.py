"""Say what the marks of the month grid mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import look
from ui.widgets.cards import across
from ui.widgets.flow import FlowLayout
from ui.widgets.text import IconLabel, plain

SQUARE, BAND, REST = "square", "band", "rest"


class Sign(QWidget):
    """Draw one sign of the grid: a medicine, treatment days, or rest days."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take the size again."""
        self.setFixedSize(look().px(12 if self._kind == SQUARE else 26), look().px(16))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign as it stands in the grid."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._kind == SQUARE:
            side = look().px(8)
            top = (self.height() - side) / 2
            painter.fillRect(QRectF(1, top, side, side), look().color("muted"))
        else:
            is_rest = self._kind == REST
            pen = QPen(look().color("border" if is_rest else "accent"), 1)
            if is_rest:
                pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush if is_rest else look().color("accent_soft"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5), 4, 4)
        painter.end()


class Legend(QWidget):
    """Hold the signs with their words; wraps where there is not enough room."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("month_legend")
        self._flow = FlowLayout(self, 20)
        pairs: tuple[tuple[QWidget, str], ...] = (
            (IconLabel("stethoscope", 16, "note"), self.tr("Appointment")),
            (IconLabel("clipboard-check", 16, "attention"), self.tr("To do")),
            (Sign(SQUARE), self.tr("Medicine, not every day")),
            (Sign(BAND), self.tr("Treatment days")),
            (Sign(REST), self.tr("Rest days")),
        )
        for sign, words in pairs:
            self._flow.addWidget(across(sign, plain(words, "muted", wrap=False), spacing=6))
