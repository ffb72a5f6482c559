"""Say what the marks mean: severity in words, and the shape of each treatment medicine."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from caregiver import texts
from caregiver.services.symptoms import DoseMark
from ui.messages import translated
from ui.pages.symptoms.grid import MARK, draw_severity
from ui.theme import look, spread
from ui.widgets.cards import across, clear
from ui.widgets.dose_shapes import draw_shape
from ui.widgets.flow import FlowLayout
from ui.widgets.text import plain

NOT_NOTED = -1


class _Sign(QWidget):
    """Draw one mark of the grid beside its words."""

    def __init__(self, severity: int | None = None, dose: int | None = None) -> None:
        super().__init__()
        self._severity, self._dose = severity, dose
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a mark."""
        side = look().px(MARK if self._dose is None else 12)
        return QSize(side, side)

    def restyle(self) -> None:
        """Take the size again."""
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = QRectF(self.rect())
        if self._dose is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().color("chart_1"))
            draw_shape(painter, self._dose, square.center(), square.width() / 2)
        elif self._severity == NOT_NOTED:
            pen = QPen(look().color("border"), 1.25, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), 5, 5)
        elif self._severity is not None:
            draw_severity(painter, square, self._severity)
        painter.end()


class Legend(QWidget):
    """Show the marks with their words; it wraps where the window is narrow."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        spread(column, 0, 8, 0, 0, spacing=8)
        self._severities, self._doses = FlowLayout(None, gap=20), FlowLayout(None, gap=20)
        column.addLayout(self._severities)
        column.addLayout(self._doses)

    def show_marks(self, severities: Sequence[int], doses: Sequence[DoseMark]) -> None:
        """Show severity marks up to the worst in sight and the medicines above the grid."""
        clear(self._severities)
        clear(self._doses)
        for severity in severities:
            words = translated(texts.SEVERITY[severity]).capitalize()
            self._severities.addWidget(
                across(_Sign(severity), plain(words, "secondary", wrap=False))
            )
        not_noted = plain(self.tr("Not noted"), "muted", wrap=False)
        self._severities.addWidget(across(_Sign(NOT_NOTED), not_noted))
        for mark in doses:
            name = plain(mark.name, "muted", wrap=False)
            self._doses.addWidget(across(_Sign(dose=mark.place), name))
