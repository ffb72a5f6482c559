"""Paint the month grid in two passes: the cells, then the bands that run across them."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle

from caregiver.domain.appointments import Occurrence
from caregiver.domain.bands import Band
from caregiver.formats import Formats
from caregiver.services.calendar import DayLine, HomeBlock, MedicineMark, MonthDay
from ui import appointments
from ui.pages.calendar import entry_words
from ui.pages.calendar.band_paint import paint_band
from ui.pages.calendar.entry_paint import (
    draw_words,
    event_face,
    fitting,
    home_face,
    line_face,
    paint,
)
from ui.pages.calendar.month_model import DAYS, MonthModel, mark_words
from ui.theme import look

# px at 100 % text: where the bands begin, one line of a band or an event, and what is inside it
BANDS_AT, LINE, INNER, MORE = 30, 22, 20, 14
CYCLE = 12  # px of "day 15"
LANES = 2
SHORT_NAME = 3  # letters of a medicine where its name does not fit: "Dex"
Pressed = Occurrence | HomeBlock | DayLine
Entry = Pressed | MedicineMark | int  # the number is the change of clocks


@dataclass(frozen=True, slots=True)
class Fonts:
    """Hold the fonts of a look, made once for each time the grid is drawn."""

    day: QFont
    small: QFont
    cycle: QFont
    cycle_begins: QFont

    @classmethod
    def of_look(cls) -> Fonts:
        """Return the fonts of the look in force."""
        day = look().font("secondary")
        day.setWeight(QFont.Weight.DemiBold)
        cycles = look().sized_font(CYCLE, 400), look().sized_font(CYCLE, 600)
        return cls(day, look().font("small"), *cycles)


@dataclass(slots=True)
class Drawn:
    """Where things were drawn in one cell: what can be pressed, and the rest that had no room."""

    places: list[tuple[QRect, Pressed]] = field(default_factory=list)
    more: QRect | None = None
    hidden: int = 0


class MonthPainter:
    """Draw all weeks of a model into a painter; one object draws once."""

    def __init__(self, painter: QPainter, model: MonthModel, formats: Formats) -> None:
        self._painter, self._model, self._formats = painter, model, formats
        self._fonts = Fonts.of_look()
        self._small = QFontMetrics(self._fonts.small)
        self.drawn: list[Drawn] = []

    def draw(self, boxes: list[QRect]) -> None:
        """Draw the days into their boxes, which come in the order of the days."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lanes = [min(self._lanes(week), LANES) for week in range(len(boxes) // DAYS)]
        for number, box in enumerate(boxes):
            self._cell(self._model.days[number], box, number, lanes[number // DAYS])
        for band in self._model.bands:
            if band.lane < LANES:
                self._band(band, boxes)

    def _lanes(self, week: int) -> int:
        days = self._model.days[week * DAYS : week * DAYS + DAYS]
        return max(
            (
                band.lane + 1
                for band in self._model.bands
                if band.first <= days[-1].day and band.last >= days[0].day
            ),
            default=0,
        )

    def _cell(self, cell: MonthDay, box: QRect, number: int, lanes: int) -> None:
        painter, model = self._painter, self._model
        other = cell.day.month != model.month.month
        painter.fillRect(box, look().color("window" if other else "surface"))
        painter.setPen(QPen(look().color("hairline"), 1))
        if number % DAYS:
            edge = box.right() if self._is_mirrored() else box.left()
            painter.drawLine(edge, box.top(), edge, box.bottom())
        if number >= DAYS:
            painter.drawLine(box.topLeft(), box.topRight())
        self._date(cell, box, other=other, first=number == 0)
        self.drawn.append(self._entries(cell, box, look().px(BANDS_AT + lanes * (LINE + 2))))

    def _date(self, cell: MonthDay, box: QRect, *, other: bool, first: bool) -> None:
        painter, px = self._painter, look().px
        month_too = other and (cell.day.day == 1 or first)
        words = self._formats.date_short(cell.day) if month_too else str(cell.day.day)
        line = QRect(box.left() + px(6), box.top() + px(5), box.width() - px(12), px(INNER + 2))
        painter.setFont(self._fonts.day)
        width = QFontMetrics(self._fonts.day).horizontalAdvance(words)
        if cell.day == self._model.today:
            badge = QRect(line.left() - 1, line.top(), width + px(12), px(22))
            place = QRectF(self._visual(line, badge))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().color("accent"))
            painter.drawRoundedRect(place, px(5), px(5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look().color("on_accent"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
            width += px(12)
        else:
            painter.setPen(look().color("muted" if other else "text"))
            draw_words(painter, line, words)
        self._cycle(cell, self._visual(line, line.adjusted(width + px(6), 0, 0, 0)))

    def _cycle(self, cell: MonthDay, line: QRect) -> None:
        where = cell.cycle
        if where is None or (where.day > where.days and cell.day > self._model.today):
            return
        begins = where.day == 1
        words = self._model.tr("cycle %1") if begins else self._model.tr("day %1")
        words = words.replace("%1", str(where.cycle if begins else where.day))
        font = self._fonts.cycle_begins if begins else self._fonts.cycle
        metrics = QFontMetrics(font)
        if metrics.horizontalAdvance(words) > line.width():
            words = str(where.day)
        if metrics.horizontalAdvance(words) > line.width():
            return
        self._painter.setFont(font)
        self._painter.setPen(look().color("text" if begins else "muted"))
        draw_words(self._painter, line, words, at_end=True)

    def _entries(self, cell: MonthDay, box: QRect, top: int) -> Drawn:
        homes = [one for one in self._model.homes if one.is_on(cell.day)]
        entries: list[Entry] = [*homes, *cell.occurrences, *cell.lines, *cell.marks]
        if cell.clock_change:
            entries.append(cell.clock_change)
        px = look().px
        room = box.height() - top
        fits = max(0, (room - px(2)) // px(LINE))
        beside_more = max(0, (room - px(MORE)) // px(LINE))
        shown = entries if len(entries) <= fits else entries[:beside_more]
        line = QRect(box.left() + px(4), box.top() + top, box.width() - px(7), px(INNER))
        drawn = Drawn(hidden=len(entries) - len(shown))
        for entry in shown:
            self._entry(entry, line)
            if isinstance(entry, Occurrence | HomeBlock | DayLine):
                drawn.places.append((QRect(line), entry))
            line.translate(0, px(LINE))
        if drawn.hidden:
            line.setHeight(px(MORE))
            drawn.more = QRect(line)
            more = self._model.tr("+%1 more").replace("%1", str(drawn.hidden))
            self._words([more], line.adjusted(px(5), 0, -px(5), 0))
        return drawn

    def _entry(self, entry: Entry, line: QRect) -> None:
        if isinstance(entry, Occurrence):
            paint(self._painter, event_face(entry, self._formats), line)
        elif isinstance(entry, HomeBlock):
            paint(self._painter, home_face(entry, self._formats), line)
        elif isinstance(entry, DayLine):
            paint(self._painter, line_face(entry, self._formats), line)
        elif isinstance(entry, MedicineMark):
            self._mark(entry, line)
        else:
            self._words(entry_words.clock_ways(entry), line.adjusted(look().px(1), 0, 0, 0))

    def _mark(self, mark: MedicineMark, line: QRect) -> None:
        px = look().px
        side = px(8)
        square = QRect(line.left() + px(1), line.top() + (line.height() - side) // 2, side, side)
        self._painter.fillRect(self._visual(line, square), look().color("muted"))
        short = mark.name[:SHORT_NAME]
        part = appointments.part_of_day(mark.at) if mark.at else ""
        ways = [mark_words(mark), mark.name, f"{short}, {part}" if part else short, short]
        self._words(ways, self._visual(line, line.adjusted(px(12), 0, 0, 0)), "text")

    def _words(self, ways: list[str], line: QRect, color: str = "muted") -> None:
        self._painter.setFont(self._fonts.small)
        self._painter.setPen(look().color(color))
        words = fitting(ways, line.width(), self._small)
        draw_words(self._painter, line, words)

    def _band(self, band: Band, boxes: list[QRect]) -> None:
        """Draw one band week by week; it is open where it goes on."""
        begin = (band.first - self._model.days[0].day).days
        end = (band.last - self._model.days[0].day).days
        for week in range(begin // DAYS, end // DAYS + 1):
            first = max(begin, week * DAYS)
            last = min(end, week * DAYS + DAYS - 1)
            begins = band.begins and first == begin
            ends = band.ends and last == end
            across = boxes[first].united(boxes[last])
            top = across.top() + look().px(BANDS_AT + band.lane * (LINE + 2))
            inset = look().px(4)
            area = QRect(across.left(), top, across.width(), look().px(INNER))
            cut = area.adjusted(inset if begins else 0, 0, -inset if ends else 0, 0)
            paint_band(self._painter, band, self._visual(area, cut), (begins, ends))

    def _is_mirrored(self) -> bool:
        return self._painter.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _visual(self, around: QRect, inside: QRect) -> QRect:
        """Return a box where it lies in the reading direction."""
        return QStyle.visualRect(self._painter.layoutDirection(), around, inside)
