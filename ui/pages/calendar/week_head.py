"""Show above the hours which days they are, and what lasts whole days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver.domain.appointments import Occurrence
from caregiver.domain.bands import Band
from caregiver.domain.overlaps import side_by_side
from caregiver.formats import Formats
from caregiver.services.calendar import Month, MonthDay
from ui import appointments
from ui.pages.calendar import entry_words
from ui.pages.calendar.band_paint import band_words, paint_band
from ui.pages.calendar.entry_paint import (
    Face,
    clock_face,
    event_face,
    home_face,
    line_face,
    mark_face,
    paint,
)
from ui.pages.calendar.month_model import mark_words
from ui.pages.calendar.move_ghost import MoveGhost
from ui.pages.calendar.moving import Mover
from ui.pages.calendar.week_day import DayHead, Remark
from ui.pages.calendar.week_entry import WeekEntry
from ui.pages.calendar.week_hours import gutter
from ui.pages.calendar.week_layout import Columns, is_whole_day
from ui.theme import look
from ui.widgets.naming import named
from ui.widgets.tips import plain_tip

# px at 100 % text: the days, and one line of a band, of something to press, of a remark
DAYS, BAND, ENTRY, REMARK = 52, 24, 34, 22
_STEPS = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}


class WeekHead(QWidget):
    """Hold the days, the bands, whole-day entries, and remarks, over the columns of the hours."""

    day_opened = Signal(object)
    opened = Signal(object)
    entered = Signal(object)
    day_focused = Signal(int)
    removal_chosen = Signal(object)
    moved = Signal(object, object)
    left_below = Signal(int)

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        named(self, "week_head", self.tr("Days"))
        self._formats = formats
        self._days: tuple[MonthDay, ...] = ()
        self._heads: list[DayHead] = []
        self._places: list[tuple[QWidget, tuple[int, int], int, int]] = []
        self.entries: list[WeekEntry] = []
        self.mover = Mover(self, formats, self._target, _step)
        self.mover.moved.connect(self.moved)
        self.mover.changed.connect(self._show_move)
        self.ghost = MoveGhost(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, answer: Month, today: date, chosen: date) -> None:
        """Show other days, or the same ones again; Tab stops at the day that is chosen."""
        self.mover.cancel()
        for widget in (*self._heads, *(one[0] for one in self._places)):
            widget.hide()
            widget.deleteLater()
        self._days = answer.days
        self._places, self.entries = [], []
        self._heads = [
            self._head(day, number, answer, today) for number, day in enumerate(self._days)
        ]
        self._stop_at((chosen - self._days[0].day).days)
        below = self._add_bands(answer, DAYS)
        below = self._add_entries(answer, below)
        below = self._add_remarks(below)
        self._height = below + 2
        for widget in (*self._heads, *(one[0] for one in self._places)):
            widget.show()
        self.restyle()

    def heads(self) -> list[DayHead]:
        """Return the days."""
        return self._heads

    def focus_day(self, number: int) -> None:
        """Put the focus on one day."""
        self._heads[number].setFocus(Qt.FocusReason.TabFocusReason)

    def restyle(self) -> None:
        """Take the height again."""
        if self._days:
            self.setFixedHeight(look().px(self._height))
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything in the new width."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Mirror with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground: the days' edges, and today."""
        painter = QPainter(self)
        columns = self._columns()
        for number in range(len(self._days)):
            left, width = columns.across(number, number)
            painter.setPen(QPen(look().color("hairline"), 1))
            edge = left + width - 1 if columns.mirrored else left
            painter.drawLine(edge, 0, edge, self.height())
        painter.end()

    def _columns(self) -> Columns:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return Columns(self.width(), gutter(self._formats), max(1, len(self._days)), mirrored)

    def _head(self, day: MonthDay, number: int, answer: Month, today: date) -> DayHead:
        head = DayHead(self, day, number, is_today=day.day == today)
        parts = [appointments.day_words(day.day, today, self._formats)]
        if day.cycle is not None and day.cycle.day <= day.cycle.days:
            words = self.tr("cycle %1, day %2").replace("%1", str(day.cycle.cycle))
            parts.append(words.replace("%2", str(day.cycle.day)))
        parts += [band_words(one) for one in answer.bands if one.first <= day.day <= one.last]
        if day.clock_change:
            parts.append(entry_words.clock_ways(day.clock_change)[0])
        spoken = ". ".join(parts)
        named(head, f"day_{day.day:%Y%m%d}", spoken, self.tr("Enter shows the whole day."))
        head.setToolTip(plain_tip("\n".join(parts)))
        head.clicked.connect(lambda: self.day_opened.emit(day.day))
        head.arrow_pressed.connect(self._go_on)
        head.focused.connect(self._stop_at)
        head.focused.connect(self.day_focused)
        return head

    def _stop_at(self, number: int) -> None:
        """Let Tab stop at one day only; the arrow keys go to the others."""
        for place, head in enumerate(self._heads):
            is_stop = place == min(max(number, 0), len(self._heads) - 1)
            focus = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            head.setFocusPolicy(focus)

    def _add_bands(self, answer: Month, top: int) -> int:
        first = self._days[0].day
        for band in answer.bands:
            span = (band.first - first).days, (band.last - first).days
            remark = Remark(self, band_words(band), _band_drawer(band))
            self._places.append((remark, span, top + band.lane * BAND, BAND - 2))
        return top + BAND * max((band.lane + 1 for band in answer.bands), default=0)

    def _add_entries(self, answer: Month, top: int) -> int:
        found: list[tuple[WeekEntry, tuple[int, int]]] = []
        first, last = self._days[0].day, self._days[-1].day
        for block in answer.home_blocks:
            ends = (block.ends - timedelta(minutes=1)).date()
            entry = WeekEntry(self, home_face(block, self._formats), block.occurrence)
            name = f"home_{appointments.occurrence_name(block.occurrence)}"
            entry.name(name, entry_words.spoken_home(block, self._formats))
            found.append((entry, _span(block.starts.date(), ends, (first, last))))
        seen = set()
        for day in self._days:
            for one in day.occurrences:
                name = f"entry_{appointments.occurrence_name(one)}"
                if not is_whole_day(one) or name in seen:
                    continue
                seen.add(name)
                face = event_face(one, self._formats, with_time=not one.appointment.all_day)
                entry = WeekEntry(self, face, one, self.mover)
                entry.name(name, entry_words.spoken_event(one, self._formats))
                end = (one.ends or one.starts).date()
                found.append((entry, _span(one.day, end, (first, last))))
        for number, day in enumerate(self._days):
            for line in (one for one in day.lines if one.at is None):
                entry = WeekEntry(self, line_face(line, self._formats), line)
                entry.name(f"{line.kind}_{line.id}", entry_words.spoken_line(line, self._formats))
                found.append((entry, (number, number)))
        places = side_by_side([(begin, end + 1) for _, (begin, end) in found])
        for (entry, span), place in zip(found, places, strict=True):
            entry.day = span[0]
            entry.opened.connect(self.opened)
            entry.entered.connect(self.entered)
            entry.focused.connect(self.day_focused)
            entry.removal_chosen.connect(self.removal_chosen)
            entry.arrow_pressed.connect(self._leave)
            self.entries.append(entry)
            self._places.append((entry, span, top + place.lane * ENTRY, ENTRY - 2))
        return top + ENTRY * max((place.lane + 1 for place in places), default=0)

    def _add_remarks(self, top: int) -> int:
        rows = 0
        for number, day in enumerate(self._days):
            faces = [(mark_face(one), mark_words(one)) for one in day.marks]
            if day.clock_change:
                face = clock_face(day.clock_change)
                faces.append((face, face.title))
            for row, (face, spoken) in enumerate(faces):
                remark = Remark(self, spoken, _face_drawer(face))
                self._places.append((remark, (number, number), top + row * REMARK, REMARK))
            rows = max(rows, len(faces))
        return top + REMARK * rows

    def _place(self) -> None:
        columns, px = self._columns(), look().px
        metrics = QFontMetrics(look().font("secondary_strong"))
        widest = max((metrics.horizontalAdvance(one.words()) for one in self._heads), default=0)
        is_narrow = widest + px(22) > columns.across(0, 0)[1]
        for number, head in enumerate(self._heads):
            head.is_narrow = is_narrow
            left, width = columns.across(number, number)
            head.setGeometry(left + 1, 0, width - 1, px(DAYS - 2))
        for widget, span, top, height in self._places:
            left, width = columns.across(*span)
            is_band = isinstance(widget, Remark)
            inset = 0 if is_band else 2
            widget.setGeometry(left + 1 + inset, px(top), width - 1 - 2 * inset, px(height))

    def _go_on(self, number: int, key: int) -> None:
        """Go from one day to the next, or down into it."""
        if key in _STEPS:
            step = -_STEPS[key] if self._columns().mirrored else _STEPS[key]
            if 0 <= number + step < len(self._heads):
                self.focus_day(number + step)
            return
        first = next((one for one in self.entries if one.day == number), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.left_below.emit(number)

    def _leave(self, entry: WeekEntry, key: int) -> None:
        """Go from a whole-day entry to its neighbors."""
        if key in _STEPS:
            number = self.entries.index(entry) + _STEPS[key] * (
                -1 if self._columns().mirrored else 1
            )
            if 0 <= number < len(self.entries):
                self.entries[number].setFocus(Qt.FocusReason.TabFocusReason)
        elif key == Qt.Key.Key_Up:
            self.focus_day(entry.day)
        else:
            self.left_below.emit(entry.day)

    def _target(self, occurrence: Occurrence, pressed: QPoint, now: QPoint) -> datetime:
        columns = self._columns()
        return occurrence.starts + timedelta(days=columns.at(now.x()) - columns.at(pressed.x()))

    def _show_move(self) -> None:
        moving, starts = self.mover.occurrence(), self.mover.starts
        entry = next((one for one in self.entries if one.what is moving), None)
        if moving is None or starts is None or entry is None:
            self.ghost.hide()
        else:
            day = min(max(0, (starts.date() - self._days[0].day).days), len(self._days) - 1)
            left, width = self._columns().across(day, day)
            self.ghost.show_at(QRect(left + 2, entry.y(), width - 4, entry.height()),
                               self.mover.words())  # fmt: skip
        for one in self.entries:
            one.update()


def _span(first: date, last: date, window: tuple[date, date]) -> tuple[int, int]:
    """Return the first and last column of some days, cut to the days shown."""
    begin, end = max(first, window[0]), min(last, window[1])
    return (begin - window[0]).days, max(begin, end).toordinal() - window[0].toordinal()


def _step(occurrence: Occurrence, now: datetime, step: tuple[int, int]) -> datetime:
    """Return the start after one key: whole days move by days."""
    return now + timedelta(days=step[0])


def _band_drawer(band: Band) -> Callable[[QPainter, QRect], None]:
    return lambda painter, box: paint_band(
        painter, band, box, (band.begins, band.ends), in_full=True
    )


def _face_drawer(face: Face) -> Callable[[QPainter, QRect], None]:
    return lambda painter, box: paint(painter, face, box)
