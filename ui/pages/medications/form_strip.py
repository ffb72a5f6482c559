"""The next four weeks of a pattern being written: each day with its date and its dose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver.formats import Formats
from caregiver.services.medications import PlannedDay
from ui.theme import look
from ui.widgets.dose_shapes import draw_shape
from ui.widgets.naming import named
from ui.widgets.tips import plain_tip

WEEK = 7
HEAD, DATE, MARK, AMOUNT = 20, 20, 12, 18


class DayStrip(QWidget):
    """Draw weeks of seven days: the date, a mark where a dose is planned, and how much.

    A day with several doses says how many; amounts are written where they differ.
    """

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        named(self, "day_strip", "")
        self._formats = formats
        self._days: tuple[PlannedDay, ...] = ()
        self._labels: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_days(self, days: Sequence[PlannedDay]) -> None:
        """Show these days, the first at the left; the columns are its weekday and the next six."""
        self._days = tuple(days)
        self._labels = self._labels_of(self._days)
        spoken = self.spoken()
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tip(spoken))
        self.updateGeometry()
        self.update()

    def spoken(self) -> str:
        """Return the days with doses in words."""
        planned = [one for one in self._days if one.times]
        if not self._days:
            return ""
        if not planned:
            return self.tr("No dose in the next %1 days.").replace("%1", str(len(self._days)))
        if len(planned) == len(self._days):
            said = self.tr("A dose on each of the next %1 days")
            said = said.replace("%1", str(len(self._days)))
        else:
            listed = ", ".join(self._formats.day_date(one.day) for one in planned)
            said = self.tr("Days with a dose: %1").replace("%1", listed)
        return f"{said}."

    def restyle(self) -> None:
        """Take the size again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the weeks; the width is what there is."""
        return QSize(look().px(280), look().px(HEAD) + self._weeks() * self._row_height())

    def minimumSizeHint(self) -> QSize:
        """Return a width that still shows every date."""
        return QSize(look().px(28) * WEEK, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the weekdays, then each day."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = self.width() / WEEK
        for place, one in enumerate(self._days[:WEEK]):
            self._write(painter, "muted", QRectF(place * cell, 0, cell, look().px(HEAD)),
                        self._formats.weekday_short(one.day))  # fmt: skip
        for place, one in enumerate(self._days):
            top = look().px(HEAD) + place // WEEK * self._row_height()
            box = QRectF(place % WEEK * cell, top, cell, self._row_height())
            self._draw_day(painter, box, one, self._labels[place])
        painter.end()

    def _weeks(self) -> int:
        return -(-len(self._days) // WEEK)

    def _row_height(self) -> int:
        under = AMOUNT if any(self._labels) else 4
        return look().px(DATE + MARK + 8 + under)

    def _labels_of(self, days: Sequence[PlannedDay]) -> tuple[str, ...]:
        """Return what stands under each day: amounts where they differ, else how many doses."""
        amounts = {amount for one in days for amount in one.amounts}
        counts = {len(one.times) for one in days if one.times}
        found = []
        for one in days:
            words = ""
            if len(amounts) > 1 and len(set(one.amounts)) == 1:
                words = one.amounts[0].split("\N{NO-BREAK SPACE}")[0].split(" ")[0]
                if len(one.amounts) > 1:
                    words = f"{len(one.amounts)} × {words}"
            elif len(amounts) > 1 and one.amounts:
                words = " + ".join(amount.split("\N{NO-BREAK SPACE}")[0] for amount in one.amounts)
            elif len(counts) > 1 and one.times:
                words = f"{len(one.times)} ×"
            found.append(words)
        return tuple(found)

    def _draw_day(self, painter: QPainter, box: QRectF, one: PlannedDay, label: str) -> None:
        if one.times:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().color("accent_soft"))
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 6, 6)
        date_box = QRectF(box.x(), box.y() + 2, box.width(), look().px(DATE))
        is_first = one.day.day == 1 or one is self._days[0]
        words = self._formats.date_short(one.day) if is_first else str(one.day.day)
        if painter.fontMetrics().horizontalAdvance(words) > box.width():
            words = str(one.day.day)
        self._write(painter, "text" if one.times else "muted", date_box, words)
        center = QPointF(box.center().x(), date_box.bottom() + look().px(MARK) / 2 + 2)
        if not one.times:
            painter.setPen(QPen(look().color("border"), 1.5))
            painter.drawLine(center - QPointF(2, 0), center + QPointF(2, 0))
            return
        painter.setPen(QPen(look().color("chart_1"), 1.75))
        painter.setBrush(look().color("chart_1"))
        draw_shape(painter, 0, center, look().px(MARK) / 2 - 1)
        under = QRectF(box.x(), center.y() + look().px(MARK) / 2, box.width(), look().px(AMOUNT))
        self._write(painter, "text", under, label)

    def _write(self, painter: QPainter, token: str, box: QRectF, words: str) -> None:
        painter.setFont(look().font("small"))
        painter.setPen(look().color(token))
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
