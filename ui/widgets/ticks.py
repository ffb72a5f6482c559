"""Draw tick boxes and round choices that are large enough to see and to hit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QSizePolicy

from ui import icons
from ui.theme import look
from ui.widgets.naming import named

SIDE, GAP = 22, 10


class _Ticked:
    """Share what the two have in common: size and words beside the mark."""

    def size_of(self, button: QAbstractButton) -> QSize:
        metrics = button.fontMetrics()
        words = metrics.size(Qt.TextFlag.TextShowMnemonic, button.text())
        height = max(look().px(32), words.height() + 8)
        return QSize(look().px(SIDE) + look().gap(GAP) + words.width() + 8, height)

    def start(self, button: QAbstractButton) -> tuple[QPainter, QRectF]:
        painter = QPainter(button)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look().px(SIDE)
        box = QRectF(2.5, (button.height() - side) / 2 + 0.5, side - 1, side - 1)
        token = "text" if button.isEnabled() else "muted"
        painter.setPen(look().color(token))
        left = side + look().gap(GAP)
        area = button.rect().adjusted(left, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, int(flags) | int(Qt.TextFlag.TextShowMnemonic), button.text())
        return painter, box


class CheckBox(QCheckBox):
    """Ask yes or no."""

    def __init__(self, name: str, words: str, *, spoken: str = "") -> None:
        """Take an object name and the words beside the box."""
        super().__init__(words.replace("&", "&&"))
        named(self, name, spoken or words)
        self._parts = _Ticked()
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room for box and words."""
        return self._parts.size_of(self)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut."""
        return self._parts.size_of(self)

    def hitButton(self, pos: QPoint) -> bool:
        """Accept a click on the words too."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, tick and words."""
        painter, box = self._parts.start(self)
        is_on = self.isChecked()
        painter.setPen(QPen(look().color("accent" if is_on else "border"), 1.5))
        painter.setBrush(look().color("accent" if is_on else "surface"))
        painter.drawRoundedRect(box, 5, 5)
        if is_on:
            inset = box.width() * 0.12
            icons.paint(painter, "check", box.adjusted(inset, inset, -inset, -inset), "on_accent")
        painter.end()
