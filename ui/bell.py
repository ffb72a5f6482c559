"""Show how many reminders wait: a bell in the top bar that opens their list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from ui.theme import look
from ui.widgets.buttons import Button

MOST = 99


class BellButton(Button):
    """Show a bell, with a number on it where something waits."""

    def __init__(self) -> None:
        super().__init__("bell", _waiting(0), "icon_quiet", icon="bell")
        self._count = 0

    def set_count(self, count: int) -> None:
        """Show how many wait."""
        if count != self._count:
            self._count = count
            self.set_words(_waiting(count))
            self.update()

    def count(self) -> int:
        """Return how many wait."""
        return self._count

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the number over the upper right of the bell."""
        super().paintEvent(event)
        if not self._count:
            return
        words = str(self._count) if self._count <= MOST else f"{MOST}+"
        font = look().sized_font(11, 700)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        height = painter.fontMetrics().height()
        width = max(height, painter.fontMetrics().horizontalAdvance(words) + look().px(7))
        box = QRectF(self.width() - width - 1, 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().color("accent"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(look().color("on_accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()


def _waiting(count: int) -> str:
    if count == 0:
        return QCoreApplication.translate("Bell", "Reminders: nothing is waiting")
    if count == 1:
        return QCoreApplication.translate("Bell", "Reminders: one is waiting")
    return QCoreApplication.translate("Bell", "Reminders: %n are waiting", "", count)
