"""Show the hours of some days side by side, with everything that has a time in its place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver.domain.appointments import Occurrence
from caregiver.formats import Formats
from caregiver.services.calendar import DoseTime, HomeBlock, Month
from ui import appointments
from ui.pages.calendar import entry_words
from ui.pages.calendar.entry_paint import dose_face, draw_words, event_face, line_face
from ui.pages.calendar.move_ghost import MoveGhost
from ui.pages.calendar.moving import Mover
from ui.pages.calendar.week_entry import WeekEntry
from ui.pages.calendar.week_hours import HOURS, gutter, hour_words
from ui.pages.calendar.week_layout import (
    DAY_MINUTES,
    HOUR,
    Columns,
    Piece,
    box_of,
    first_minute,
    pieces_of,
    stepped,
)
from ui.theme import look
from ui.widgets.naming import named


class NowLine(QWidget):
    """Draw a line where the day stands now, behind the entries so that they can be read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("now_line")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a dot and a line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().color("accent"), 2))
        painter.drawLine(4, 5, self.width() - 4, 5)
        painter.setBrush(look().color("accent"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.drawEllipse(QPoint(self.width() - 5 if mirrored else 5, 5), 4, 4)
        painter.end()


class TimeGrid(QWidget):
    """Hold one real control for each thing with a time, over a painted ground of hours."""

    opened = Signal(object)
    entered = Signal(object)
    day_focused = Signal(int)
    removal_chosen = Signal(object)
    moved = Signal(object, object)
    slot_chosen = Signal(object)
    left_above = Signal(int)
    focus_moved = Signal(object)

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        named(self, "time_grid", self.tr("Hours"))
        self._formats = formats
        self._days: tuple[date, ...] = ()
        self._homes: tuple[HomeBlock, ...] = ()
        self._now: datetime | None = None
        self._pieces: list[Piece] = []
        self.entries: list[WeekEntry] = []
        self.mover = Mover(self, formats, self._target, _step)
        self.mover.moved.connect(self.moved)
        self.mover.changed.connect(self._show_move)
        self._now_line = NowLine(self)
        self.ghost = MoveGhost(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def show_days(self, answer: Month, now: datetime) -> None:
        """Show other days, or the same ones again; `now` is the local time."""
        self.mover.cancel()
        for entry in self.entries:
            entry.hide()
            entry.deleteLater()
        self._days = tuple(one.day for one in answer.days)
        self._homes, self._now = answer.home_blocks, now
        self._pieces = pieces_of(answer.days)
        self.entries = [self._entry(piece) for piece in self._pieces]
        self._place()
        self.update()

    def columns(self) -> Columns:
        """Return where the days lie now."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return Columns(self.width(), gutter(self._formats), max(1, len(self._days)), mirrored)

    def first_y(self) -> int:
        """Return where the view begins: the working hours, or the first appointment."""
        return first_minute(self._pieces) * look().px(HOUR) // 60

    def first_entry(self, day: int) -> WeekEntry | None:
        """Return the first thing of a column."""
        return next((one for one in self.entries if one.day == day), None)

    def restyle(self) -> None:
        """Take the height of the hours again."""
        self.setFixedHeight(HOURS * look().px(HOUR))
        self._place()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything in the new width."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Mirror with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Offer a new appointment at this time."""
        at = event.position().toPoint()
        if self._days:
            minute = at.y() * 60 // look().px(HOUR) // 30 * 30
            hour = time(min(23, minute // 60), minute % 60)
            self.slot_chosen.emit(datetime.combine(self._days[self.columns().at(at.x())], hour))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw hours, days, hours at home, and the line of now."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().color("surface"))
        columns, hour = self.columns(), look().px(HOUR)
        for number, day in enumerate(self._days):
            left, width = columns.across(number, number)
            if self._now is not None and day == self._now.date() and len(self._days) > 1:
                painter.fillRect(left, 0, width, self.height(), look().color("accent_soft"))
            self._draw_home(painter, day, QRect(left, 0, width, self.height()))
        painter.setPen(QPen(look().color("hairline"), 1))
        for number in range(1, HOURS):
            painter.drawLine(0, number * hour, self.width(), number * hour)
        for number in range(len(self._days)):
            left, width = columns.across(number, number)
            edge = left + width - 1 if columns.mirrored else left
            painter.drawLine(edge, 0, edge, self.height())
        self._draw_hours(painter, columns, hour)
        painter.end()

    def _entry(self, piece: Piece) -> WeekEntry:
        what = piece.what
        if isinstance(what, Occurrence):
            entry = WeekEntry(self, event_face(what, self._formats), what, self.mover)
            name = f"entry_{appointments.occurrence_name(what)}"
            name = name if piece.is_first else f"{name}_{self._days[piece.day]:%Y%m%d}"
            entry.name(name, entry_words.spoken_event(what, self._formats), tab=piece.is_first)
        elif isinstance(what, DoseTime):
            entry = WeekEntry(self, dose_face(what, self._formats), what)
            spoken = entry_words.spoken_dose(what, self._formats)
            entry.name(f"doses_{what.day:%Y%m%d}_{what.at:%H%M}", spoken, tab=False)
        else:
            entry = WeekEntry(self, line_face(what, self._formats), what)
            entry.name(f"{what.kind}_{what.id}", entry_words.spoken_line(what, self._formats))
        entry.day = piece.day
        entry.opened.connect(self.opened)
        entry.entered.connect(self.entered)
        entry.focused.connect(self.day_focused)
        entry.removal_chosen.connect(self.removal_chosen)
        entry.arrow_pressed.connect(self._go_on)
        entry.show()
        return entry

    def _place(self) -> None:
        columns, hour = self.columns(), look().px(HOUR)
        for entry, piece in zip(self.entries, self._pieces, strict=True):
            entry.setGeometry(box_of(piece, columns, hour))
        self._place_now(columns, hour)

    def _place_now(self, columns: Columns, hour: int) -> None:
        now = self._now
        if now is None or now.date() not in self._days:
            self._now_line.hide()
            return
        number = self._days.index(now.date())
        left, width = columns.across(number, number)
        y = (now.hour * 60 + now.minute) * hour // 60
        self._now_line.setGeometry(left - 4, y - 5, width + 8, 10)
        words = self.tr("Now, %1").replace("%1", self._formats.time(now))
        self._now_line.setAccessibleName(words)
        self._now_line.lower()
        self._now_line.show()

    def _go_on(self, entry: WeekEntry, key: int) -> None:
        """Go to the neighbor in the direction of an arrow key."""
        number = self.entries.index(entry)
        steps = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}
        if key in steps:
            beside = number + steps[key]
            if 0 <= beside < len(self.entries) and self.entries[beside].day == entry.day:
                self._focus(self.entries[beside])
            elif key == Qt.Key.Key_Up:
                self.left_above.emit(entry.day)
            return
        forward = (key == Qt.Key.Key_Right) != self.columns().mirrored
        ahead = [
            one for one in self.entries if (one.day > entry.day if forward else one.day < entry.day)
        ]
        if ahead:
            day = min(one.day for one in ahead) if forward else max(one.day for one in ahead)
            fits = [one for one in ahead if one.day == day]
            self._focus(min(fits, key=lambda one: abs(one.y() - entry.y())))

    def _focus(self, entry: WeekEntry) -> None:
        entry.setFocus(Qt.FocusReason.TabFocusReason)
        self.focus_moved.emit(entry)

    def _target(self, occurrence: Occurrence, pressed: QPoint, now: QPoint) -> datetime:
        columns = self.columns()
        days = columns.at(now.x()) - columns.at(pressed.x())
        minutes = round((now.y() - pressed.y()) * 60 / look().px(HOUR))
        starts = occurrence.starts + timedelta(days=days)
        return stepped(starts, minutes) if abs(minutes) > 4 else starts

    def _show_move(self) -> None:
        moving, starts = self.mover.occurrence(), self.mover.starts
        if moving is None or starts is None or not self._days:
            self.ghost.hide()
        else:
            length = (moving.ends or moving.starts) - moving.starts
            begin = starts.hour * 60 + starts.minute
            end = min(DAY_MINUTES, begin + max(30, int(length.total_seconds()) // 60))
            day = min(max(0, (starts.date() - self._days[0]).days), len(self._days) - 1)
            left, width = self.columns().across(day, day)
            hour = look().px(HOUR)
            top = begin * hour // 60
            box = QRect(left + 2, top, width - 4, max(look().px(36), end * hour // 60 - top))
            self.ghost.show_at(box, self.mover.words())
            self.focus_moved.emit(self.ghost)
        for entry in self.entries:
            entry.update()

    def _draw_home(self, painter: QPainter, day: date, column: QRect) -> None:
        """Tint the hours of a day that are spent at home."""
        midnight = datetime.combine(day, time())
        hour = look().px(HOUR)
        for block in self._homes:
            if block.is_on(day):
                begin = max(0, int((block.starts - midnight).total_seconds()) // 60)
                end = min(DAY_MINUTES, int((block.ends - midnight).total_seconds()) // 60)
                top = begin * hour // 60
                box = QRect(column.left(), top, column.width(), end * hour // 60 - top)
                painter.fillRect(box, look().color("alt"))

    def _draw_hours(self, painter: QPainter, columns: Columns, hour: int) -> None:
        painter.setFont(look().font("small"))
        painter.setPen(look().color("muted"))
        height = QFontMetrics(look().font("small")).height()
        left, width = columns.gutter_box()
        for number in range(1, HOURS):
            box = QRect(left, number * hour - height // 2, width - look().px(6), height)
            if columns.mirrored:
                box.translate(look().px(6), 0)
            painter.fillRect(box, look().color("surface"))
            draw_words(painter, box, hour_words(number, self._formats), at_end=True)


def _step(occurrence: Occurrence, now: datetime, step: tuple[int, int]) -> datetime:
    """Return the start after one key: a day sideways, a quarter of an hour up or down."""
    along, down = step
    later = now + timedelta(days=along)
    return stepped(later, 15 * down) if down else later
