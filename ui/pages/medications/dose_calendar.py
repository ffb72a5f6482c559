"""A month of one medicine: taken, not taken, held, not recorded, each with its own shape."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import DoseStatus
from caregiver.formats import Formats
from ui.medicine_words import MedicineWords
from ui.theme import look
from ui.widgets.naming import named

CELL, HEAD, MARK, MOST_MARKS = 46, 26, 9, 4


class DoseCalendar(QWidget):
    """Show a month. Arrow keys choose a day; a click does too."""

    day_chosen = Signal(object)

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        named(self, "dose_calendar", self.tr("Log of doses by day"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._formats, self._words = formats, MedicineWords(formats)
        self._entries: dict[date, list[DoseEntry]] = {}
        self._today, self._now = date(1970, 1, 1), time(0)
        self.day = date(1970, 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_month(self, day: date, now: datetime, entries: Sequence[DoseEntry]) -> None:
        """Show the month of `day`, the chosen day, with its doses; `now` is local."""
        self.day, self._today, self._now = day, now.date(), now.time()
        self._entries = {}
        for entry in entries:
            self._entries.setdefault(entry.day, []).append(entry)
        self.setAccessibleDescription(self.spoken(day))
        self.updateGeometry()
        self.update()

    def spoken(self, day: date) -> str:
        """Return one day in words: "Monday, March 15: 8:00 AM Taken, 8:00 PM Not recorded"."""
        parts = []
        for entry in self._entries.get(day, []):
            at = self._words.clock(entry.time) if entry.time else ""
            state = self._words.status_name(_status(entry))
            if _status(entry) is None and self._is_ahead(entry):
                state = self.tr("still to come")
            parts.append(f"{at} {state}".strip())
        words = ", ".join(parts) or self.tr("no dose planned")
        return f"{self._formats.weekday_date(day)}: {words}"

    def restyle(self) -> None:
        """Take the size again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the weeks of the month."""
        return QSize(look().px(CELL) * 7, look().px(HEAD) + self._weeks() * look().px(CELL))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest width that keeps the marks apart."""
        return QSize(look().px(30) * 7, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen day."""
        steps = {
            Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1,
            Qt.Key.Key_Up.value: -7, Qt.Key.Key_Down.value: 7,
        }  # fmt: skip
        step = steps.get(event.key(), 0)
        if step:
            self.day_chosen.emit(self.day + timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day that was clicked."""
        for number in range(1, self._length() + 1):
            day = self.day.replace(day=number)
            if self._box(day).contains(event.position()):
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.day_chosen.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names of the weekdays and each day with its marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look().font("small"))
        painter.setPen(look().color("muted"))
        width = self.width() / 7
        for number in range(7):
            area = QRectF(number * width, 0, width, look().px(HEAD))
            words = self._words.weekday((number + _first_weekday()) % 7)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)
        for number in range(1, self._length() + 1):
            self._draw_day(painter, self.day.replace(day=number))
        painter.end()

    def _draw_day(self, painter: QPainter, day: date) -> None:
        box = self._box(day).adjusted(1, 1, -1, -1)
        if day == self.day:
            painter.setPen(QPen(look().color("accent"), 2))
            painter.setBrush(look().color("accent_soft"))
            painter.drawRoundedRect(box, 6, 6)
        is_today = day == self._today
        painter.setFont(look().font("small_strong" if is_today else "small"))
        painter.setPen(look().color("accent" if is_today else "text"))
        top = QRectF(box.x(), box.y() + 2, box.width(), box.height() / 2 - 2)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignCenter), str(day.day))
        entries = self._entries.get(day, [])[:MOST_MARKS]
        half = min(look().px(MARK), box.width() / (MOST_MARKS + 1)) / 2
        gap = half * 2 + 3
        x = box.center().x() - gap * (len(entries) - 1) / 2
        for number, entry in enumerate(entries):
            center = QPointF(x + number * gap, box.y() + box.height() * 0.74)
            draw_state(painter, center, half, _status(entry), self._is_ahead(entry))

    def _is_ahead(self, entry: DoseEntry) -> bool:
        """Say whether a dose is not due yet; one without a time is due all day."""
        return (entry.day, entry.time or time(0)) > (self._today, self._now)

    def _box(self, day: date) -> QRectF:
        place = self._before() + day.day - 1
        width, height = self.width() / 7, look().px(CELL)
        return QRectF(place % 7 * width, look().px(HEAD) + place // 7 * height, width, height)

    def _length(self) -> int:
        return monthrange(self.day.year, self.day.month)[1]

    def _weeks(self) -> int:
        return (self._before() + self._length() + 6) // 7

    def _before(self) -> int:
        """Return how many days of the first week belong to the month before."""
        return (self.day.replace(day=1).weekday() - _first_weekday()) % 7


def _status(entry: DoseEntry) -> DoseStatus | None:
    """Return what became of a dose; held where the clinic holds the medicine that day."""
    if entry.dose is not None:
        return entry.dose.status
    return DoseStatus.HELD if entry.is_held else None


def _first_weekday() -> int:
    """Return the day a week begins with in this country, 0 for Monday."""
    return QLocale().firstDayOfWeek().value - 1


def draw_state(
    painter: QPainter, center: QPointF, half: float, status: DoseStatus | None, is_ahead: bool
) -> None:
    """Draw one dose: full dot taken, ring with a bar not taken, two bars held, dashed not recorded.

    A dose that is still to come is a short dash.
    """
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if status is None and is_ahead:
        painter.setPen(QPen(look().color("border"), 1.5))
        painter.drawLine(center - QPointF(2, 0), center + QPointF(2, 0))
        return
    if status is None:
        pen = QPen(look().color("border"), 1.5)
        pen.setDashPattern([1.6, 1.4])
        painter.setPen(pen)
        painter.drawEllipse(center, half, half)
    elif status.was_taken:
        painter.setPen(QPen(look().color("ok"), 1.5))
        painter.setBrush(look().color("ok"))
        painter.drawEllipse(center, half, half)
    elif status is DoseStatus.HELD:
        painter.setPen(QPen(look().color("muted"), 2))
        for x in (-half * 0.45, half * 0.45):
            painter.drawLine(center + QPointF(x, -half * 0.8), center + QPointF(x, half * 0.8))
    else:
        painter.setPen(QPen(look().color("muted"), 1.5))
        painter.drawEllipse(center, half, half)
        painter.drawLine(center - QPointF(half, 0), center + QPointF(half, 0))
