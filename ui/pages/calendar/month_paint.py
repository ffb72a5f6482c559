"""Paint the month grid in two passes: the cells, then the bands that run across them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen

from caregiver.domain.appointments import AppointmentStatus, Occurrence
from caregiver.domain.bands import Band
from caregiver.formats import Formats
from caregiver.services.calendar import MedicineMark, MonthDay
from ui import appointments, icons
from ui.pages.calendar.month_model import DAYS, MonthModel, mark_words
from ui.theme import look

# px at 100 % text: where the bands begin, one line of a band or an event, and what is inside it
BANDS_AT, LINE, INNER, MORE = 30, 22, 20, 14
LANES = 2
SHORT_NAME = 3  # letters of a medicine where its name does not fit: "Dex"
Entry = Occurrence | MedicineMark | str


@dataclass(frozen=True, slots=True)
class Fonts:
    """Hold the fonts of a look, made once for each time the grid is drawn."""

    day: QFont
    small: QFont
    strong: QFont
    crossed: QFont

    @classmethod
    def of_look(cls) -> Fonts:
        """Return the fonts of the look in force."""
        day = look().font("secondary")
        day.setWeight(QFont.Weight.DemiBold)
        crossed = look().font("small")
        crossed.setStrikeOut(True)
        return cls(day, look().font("small"), look().font("small_strong"), crossed)


class MonthPainter:
    """Draw all weeks of a model into a painter; one object draws once."""

    def __init__(self, painter: QPainter, model: MonthModel, formats: Formats) -> None:
        self._painter, self._model, self._formats = painter, model, formats
        self._fonts = Fonts.of_look()
        self._small = QFontMetrics(self._fonts.small)
        self._strong = QFontMetrics(self._fonts.strong)

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
            painter.drawLine(box.topLeft(), box.bottomLeft())
        if number >= DAYS:
            painter.drawLine(box.topLeft(), box.topRight())
        self._date(cell, box, other=other, first=number == 0)
        self._entries(cell, box, look().px(BANDS_AT + lanes * (LINE + 2)))

    def _date(self, cell: MonthDay, box: QRect, *, other: bool, first: bool) -> None:
        painter, px = self._painter, look().px
        month_too = other and (cell.day.day == 1 or first)
        words = self._formats.date_short(cell.day) if month_too else str(cell.day.day)
        line = QRect(box.left() + px(6), box.top() + px(5), box.width() - px(12), px(INNER + 2))
        painter.setFont(self._fonts.day)
        width = QFontMetrics(self._fonts.day).horizontalAdvance(words)
        if cell.day == self._model.today:
            badge = QRectF(line.left() - 1, line.top(), width + px(12), px(22))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().color("accent"))
            painter.drawRoundedRect(badge, px(5), px(5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look().color("on_accent"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
            width += px(12)
        else:
            painter.setPen(look().color("muted" if other else "text"))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        self._cycle(cell, line.adjusted(width + px(6), 0, 0, 0))

    def _cycle(self, cell: MonthDay, line: QRect) -> None:
        where = cell.cycle
        if where is None or (where.day > where.days and cell.day > self._model.today):
            return
        begins = where.day == 1
        words = self._model.tr("cycle %1") if begins else self._model.tr("day %1")
        words = words.replace("%1", str(where.cycle if begins else where.day))
        font = look().sized_font(12, 600 if begins else 400)
        metrics = QFontMetrics(font)
        if metrics.horizontalAdvance(words) > line.width():
            words = str(where.day)
        if metrics.horizontalAdvance(words) > line.width():
            return
        self._painter.setFont(font)
        self._painter.setPen(look().color("text" if begins else "muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(line, right, words)

    def _entries(self, cell: MonthDay, box: QRect, top: int) -> None:
        entries: list[Entry] = [*cell.occurrences, *cell.marks]
        if cell.clock_change:
            entries.append(self._model.clock_words(cell.clock_change))
        px = look().px
        room = box.height() - top
        fits = max(0, (room - px(2)) // px(LINE))
        beside_more = max(0, (room - px(MORE)) // px(LINE))
        shown = entries if len(entries) <= fits else entries[:beside_more]
        line = QRect(box.left() + px(4), box.top() + top, box.width() - px(7), px(INNER))
        for entry in shown:
            if isinstance(entry, Occurrence):
                self._event(entry, line)
            elif isinstance(entry, MedicineMark):
                self._mark(entry, line)
            else:
                ways = [entry, self._model.tr("Clocks change"), self._model.tr("Clocks")]
                words = self._fitting(ways, line.width(), self._small)
                self._words(words, line.adjusted(px(1), 0, 0, 0), "muted")
            line.translate(0, px(LINE))
        if len(shown) < len(entries):
            more = self._model.tr("+%1 more").replace("%1", str(len(entries) - len(shown)))
            line.setHeight(px(MORE))
            self._words(more, line.adjusted(px(5), 0, 0, 0), "muted")

    def _event(self, occurrence: Occurrence, line: QRect) -> None:
        px = look().px
        one = occurrence.appointment
        cancelled = one.status is AppointmentStatus.CANCELLED
        color = "muted" if cancelled else "note"
        if not cancelled:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(look().color("note_soft"))
            self._painter.drawRoundedRect(QRectF(line), px(5), px(5))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
        side = px(13)
        inner = line.adjusted(px(5), 0, -px(2), 0)
        ways = self._event_words(occurrence)
        room = inner.width() - side - px(4)
        timed = ways if one.all_day else ways[:-1]
        if any(self._strong.horizontalAdvance(way) <= room for way in timed):
            corner = QRectF(inner.left(), inner.top() + (line.height() - side) / 2, side, side)
            icons.paint(self._painter, appointments.icon_of(one), corner, color)
            inner.setLeft(inner.left() + side + px(4))
        self._painter.setFont(self._fonts.crossed if cancelled else self._fonts.strong)
        self._painter.setPen(look().color(color))
        words = self._fitting(ways, inner.width())
        self._painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)

    def _event_words(self, occurrence: Occurrence) -> list[str]:
        """Return ways to write an appointment, longest first."""
        one = occurrence.appointment
        short = appointments.short_kind(one) or one.title
        if one.all_day:
            return [one.title, short]
        at = self._formats.time(occurrence.starts)
        bare = at.split("\N{NO-BREAK SPACE}")[0]
        titled = [f"{one.title}, {at}", f"{one.title}, {bare}"]
        return [*titled, f"{short}, {at}", f"{short}, {bare}", short]

    def _mark(self, mark: MedicineMark, line: QRect) -> None:
        px = look().px
        side = px(8)
        square = QRectF(line.left() + px(1), line.top() + (line.height() - side) / 2, side, side)
        self._painter.fillRect(square, look().color("muted"))
        inner = line.adjusted(px(12), 0, 0, 0)
        self._painter.setFont(self._fonts.small)
        self._painter.setPen(look().color("text"))
        short = mark.name[:SHORT_NAME]
        part = appointments.part_of_day(mark.at) if mark.at else ""
        ways = [mark_words(mark), mark.name, f"{short}, {part}" if part else short, short]
        words = self._fitting(ways, inner.width(), self._small)
        self._painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)

    def _words(self, words: str, line: QRect, color: str) -> None:
        self._painter.setFont(self._fonts.small)
        self._painter.setPen(look().color(color))
        fitted = self._small.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        self._painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, fitted)

    def _fitting(self, ways: list[str], width: int, metrics: QFontMetrics | None = None) -> str:
        """Return the longest way that fits, else the shortest one cut off."""
        measure = metrics or self._strong
        for way in ways:
            if measure.horizontalAdvance(way) <= width:
                return way
        return measure.elidedText(ways[-1], Qt.TextElideMode.ElideRight, width)

    def _band(self, band: Band, boxes: list[QRect]) -> None:
        """Draw one band week by week; it is open where it goes on."""
        begin = (band.first - self._model.days[0].day).days
        end = (band.last - self._model.days[0].day).days
        for week in range(begin // DAYS, end // DAYS + 1):
            first = max(begin, week * DAYS)
            last = min(end, week * DAYS + DAYS - 1)
            begins = band.begins and first == begin
            ends = band.ends and last == end
            left, right = boxes[first], boxes[last]
            top = left.top() + look().px(BANDS_AT + band.lane * (LINE + 2))
            inset = look().px(4)
            area = QRect(left.left(), top, right.right() - left.left() + 1, look().px(INNER))
            area.adjust(inset if begins else 0, 0, -inset if ends else 0, 0)
            self._band_piece(band, QRectF(area), (begins, ends))
            self._band_text(self._band_words(band, begins=begins, ends=ends), area, band.is_rest)

    def _band_piece(self, band: Band, area: QRectF, ended: tuple[bool, bool]) -> None:
        begins, ends = ended
        radius = look().px(5)
        path = QPainterPath()
        shape = area.adjusted(0.5 if begins else -radius, 0.5, -0.5 if ends else radius, -0.5)
        path.addRoundedRect(shape, radius, radius)
        self._painter.save()
        self._painter.setClipRect(area)
        pen = QPen(look().color("border" if band.is_rest else "accent"), 1)
        if band.is_rest:
            pen.setDashPattern([4, 3])
        else:
            self._painter.fillPath(path, look().color("accent_soft"))
        self._painter.setPen(pen)
        self._painter.drawPath(path)
        self._painter.restore()

    def _band_words(self, band: Band, *, begins: bool, ends: bool) -> list[str]:
        """Return ways to name one week's piece of a band, longest first."""
        tr = self._model.tr
        if band.is_rest:
            is_week = (band.last - band.first).days >= DAYS - 2
            full = tr("Rest week, no %1") if is_week else tr("Rest, no %1")
            return [full.replace("%1", band.name), tr("Rest")] if begins else [tr("Rest")]
        if begins:
            return [self._model.band_words(band), band.name]
        last = tr("Last day %1").replace("%1", band.days.rpartition(" ")[2])
        return [last if ends else band.name, band.name]

    def _band_text(self, ways: list[str], area: QRect, is_rest: bool) -> None:
        inner = area.adjusted(look().px(8), 0, -look().px(4), 0)
        self._painter.setFont(self._fonts.strong)
        self._painter.setPen(look().color("muted" if is_rest else "accent"))
        words = self._fitting(ways, inner.width())
        self._painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)
