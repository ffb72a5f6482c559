"""Name one day above its hours, and say short things about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from caregiver.services.calendar import MonthDay
from ui.pages.calendar import entry_words
from ui.pages.calendar.entry_paint import draw_words
from ui.theme import look
from ui.widgets.tips import plain_tip

_STEPS = (Qt.Key.Key_Left.value, Qt.Key.Key_Right.value, Qt.Key.Key_Down.value)


class DayHead(QAbstractButton):
    """Name one day; Enter or a click shows it in full."""

    arrow_pressed = Signal(int, int)
    focused = Signal(int)

    def __init__(self, parent: QWidget, day: MonthDay, number: int, *, is_today: bool) -> None:
        super().__init__(parent)
        self.day, self._number, self._is_today = day, number, is_today
        self.is_narrow = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("ring", "inside")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that this day is the one looked at."""
        super().focusInEvent(event)
        self.focused.emit(self._number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the day, or go to a neighbor or into the day."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _STEPS and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self.arrow_pressed.emit(self._number, event.key())
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw weekday, date and the day of the cycle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = look().px
        box = self.rect().adjusted(px(6), px(4), -px(4), 0)
        strong: QFont = look().font("secondary_strong")
        metrics = QFontMetrics(strong)
        line = QRect(box.left(), box.top(), box.width(), px(22))
        painter.setFont(strong)
        painter.setPen(look().color("text"))
        words = self.words()
        if self.is_narrow:
            weekday = entry_words.weekday_short(self.day.day)
            draw_words(painter, line, weekday)
            line.translate(0, px(22))
            words = str(self.day.day.day)
        if self._is_today:
            self._draw_badge(painter, line, words, metrics)
        else:
            draw_words(painter, line, words)
        if not self.is_narrow:
            self._draw_cycle(painter, line.translated(0, px(22)))
        painter.end()

    def words(self) -> str:
        """Return "Mon 15"."""
        return f"{entry_words.weekday_short(self.day.day)} {self.day.day.day}"

    def _draw_badge(
        self, painter: QPainter, line: QRect, words: str, metrics: QFontMetrics
    ) -> None:
        px = look().px
        width = metrics.horizontalAdvance(words) + px(12)
        left = line.left() - px(2)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = line.right() + px(2) - width
        badge = QRectF(left, line.top(), width, line.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().color("accent"))
        painter.drawRoundedRect(badge, px(5), px(5))
        painter.setPen(look().color("on_accent"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_cycle(self, painter: QPainter, line: QRect) -> None:
        where = self.day.cycle
        if where is None or where.day > where.days:
            return
        full = self.tr("cycle %1, day %2").replace("%1", str(where.cycle))
        ways = [full.replace("%2", str(where.day)),
                self.tr("day %1").replace("%1", str(where.day))]  # fmt: skip
        font = look().sized_font(12, 600 if where.day == 1 else 400)
        metrics = QFontMetrics(font)
        words = next((way for way in ways if metrics.horizontalAdvance(way) <= line.width()), "")
        painter.setFont(font)
        painter.setPen(look().color("muted"))
        draw_words(painter, line, words)


class Remark(QWidget):
    """Show one line that is not pressed: a band, a medicine, the change of clocks."""

    def __init__(self, parent: QWidget, spoken: str, draw: Callable[[QPainter, QRect], None]
                 ) -> None:  # fmt: skip
        super().__init__(parent)
        self._draw = draw
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tip(spoken))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        self._draw(painter, self.rect())
        painter.end()
