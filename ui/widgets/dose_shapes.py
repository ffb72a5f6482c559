"""The mark of each treatment medicine, the same on every screen: shape first, then color."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPolygonF

SHAPES = ("triangle", "square", "dot", "diamond")


def draw_shape(painter: QPainter, number: int, center: QPointF, half: float) -> None:
    """Draw the shape of the medicine at a place of the list, with the pen and brush that are set.

    `half` is half the width of the mark in px.
    """
    x, y = center.x(), center.y()
    shape = SHAPES[number % len(SHAPES)]
    if shape == "dot":
        painter.drawEllipse(center, half * 0.9, half * 0.9)
    elif shape == "square":
        side = half * 1.7
        painter.drawRoundedRect(QRectF(x - side / 2, y - side / 2, side, side), 1.5, 1.5)
    elif shape == "triangle":
        foot = y + half * 0.8
        corners = [QPointF(x, y - half), QPointF(x + half, foot), QPointF(x - half, foot)]
        painter.drawPolygon(QPolygonF(corners))
    else:
        corners = [
            QPointF(x, y - half),
            QPointF(x + half, y),
            QPointF(x, y + half),
            QPointF(x - half, y),
        ]
        painter.drawPolygon(QPolygonF(corners))
