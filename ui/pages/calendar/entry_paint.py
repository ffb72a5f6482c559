"""Paint one thing of the calendar into a box, with as many of its words as fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from caregiver.domain.appointments import AppointmentStatus, Occurrence
from caregiver.formats import Formats
from caregiver.services.calendar import DayLine, DoseTime, HomeBlock, MedicineMark
from ui import appointments, icons
from ui.pages.calendar import entry_words
from ui.theme import Look, look

ICON, PAD, RADIUS = 13, 5, 5
NARROWEST_WORDS, NARROWEST_DETAIL = 40, 70
_FLAGS = Qt.AlignmentFlag
AT_LEFT = int(_FLAGS.AlignLeft | _FLAGS.AlignAbsolute | _FLAGS.AlignVCenter)
AT_RIGHT = int(_FLAGS.AlignRight | _FLAGS.AlignAbsolute | _FLAGS.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Face:
    """What one thing looks like: its words, and how they are drawn.

    `ways` are one-line forms, longest first; `title` and `details` (each in forms that get
    shorter) are for a higher box, unless it shall keep to `one_line`. `soft`
    is the token of the fill, "" for none; `edge` the token of a line around it. `remark` says
    after one line why the words are crossed out.
    """

    icon: str
    tone: str
    ways: tuple[str, ...]
    title: str
    details: tuple[tuple[str, ...], ...] = ()
    soft: str = ""
    edge: str = ""
    crossed: bool = False
    remark: str = ""
    one_line: bool = False


def event_face(occurrence: Occurrence, formats: Formats, *, with_time: bool = True) -> Face:
    """Return the face of an appointment; a cancelled one is struck through and says so."""
    one = occurrence.appointment
    cancelled = one.status is AppointmentStatus.CANCELLED
    status = appointments.status_words(one)
    at = formats.time(occurrence.starts)
    when = (appointments.when(occurrence, formats), at, at.split("\N{NO-BREAK SPACE}")[0])
    parts = ((status,), when if with_time else ("",), (one.location,))
    details = tuple(part for part in parts if part[0])
    ways = entry_words.event_ways(occurrence, formats) if with_time else [one.title]
    return Face(
        icon=appointments.icon_of(one),
        tone="muted" if cancelled else "note",
        ways=tuple(ways),
        title=one.title,
        details=details,
        soft="" if cancelled else "note_soft",
        edge="border" if cancelled else "",
        crossed=cancelled,
        remark=status if cancelled else "",
    )


def dose_face(dose: DoseTime, formats: Formats) -> Face:
    """Return the face of doses due at one time: words only, so that visits stand out."""
    return Face("pill", "muted", tuple(entry_words.dose_ways(dose, formats)), "", one_line=True)


def line_face(line: DayLine, formats: Formats) -> Face:
    """Return the face of a task or a follow-up."""
    words = entry_words.line_words(line, formats)
    tone = "muted" if line.is_done else "attention"
    soft = "alt" if line.is_done else "attention_soft"
    return Face(entry_words.line_icon(line), tone, (words, line.title), line.title,
                soft=soft, crossed=line.is_done)  # fmt: skip


def home_face(block: HomeBlock, formats: Formats) -> Face:
    """Return the face of hours at home."""
    ways = tuple(entry_words.home_ways(block, formats))
    return Face("house", "text", ways, ways[1], soft="alt", edge="border")


def mark_face(mark: MedicineMark) -> Face:
    """Return the face of a medicine that is not taken every day: its name, never a short form."""
    part = appointments.part_of_day(mark.at) if mark.at else ""
    ways = (f"{mark.name}, {part}", mark.name) if part else (mark.name,)
    return Face("pill", "text", ways, mark.name)


def clock_face(minutes: int) -> Face:
    """Return the face of the change of clocks."""
    ways = tuple(entry_words.clock_ways(minutes))
    return Face("clock", "muted", ways, ways[0])


def paint(painter: QPainter, face: Face, box: QRect) -> None:
    """Draw a face into a box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _ground(painter, face, QRectF(box))
    strong, metrics = _fonts(look(), face.crossed)
    inner = box.adjusted(look().px(PAD), 1, -look().px(PAD) + 1, -1)
    rows = 1 if face.one_line else max(1, inner.height() // metrics.height())
    painter.setFont(strong)
    if rows == 1:
        _paint_line(painter, face, inner, metrics)
    elif inner.width() < look().px(NARROWEST_WORDS - 2 * PAD):
        _icon_alone(painter, face, QRect(inner.left(), inner.top() + 1, inner.width(),
                                         metrics.height()))  # fmt: skip
    else:
        _paint_lines(painter, face, inner, rows)


@lru_cache(maxsize=8)
def _fonts(of_look: Look, crossed: bool) -> tuple[QFont, QFontMetrics]:
    """Return the font of the titles and its measures; made once for each look."""
    font = of_look.font("small_strong")
    font.setStrikeOut(crossed)
    return font, QFontMetrics(font)


def _paint_line(painter: QPainter, face: Face, inner: QRect, metrics: QFontMetrics) -> None:
    """Draw one line: with the icon where the words keep their room, else whichever fits."""
    widths = [metrics.horizontalAdvance(way) for way in face.ways]
    beside = inner.width() - look().px(ICON + 4)
    fits_beside = min(widths) <= beside
    says_more = any(width <= inner.width() for width in widths[:-1])
    if fits_beside and (not says_more or any(width <= beside for width in widths[:-1])):
        inner = _with_icon(painter, face, inner, inner.height())
    elif min(widths) > inner.width() and inner.width() < look().px(NARROWEST_WORDS - 2 * PAD):
        _icon_alone(painter, face, inner)
        return
    painter.setPen(look().color(face.tone))
    _one_line(painter, face, inner, metrics)


def _paint_lines(painter: QPainter, face: Face, inner: QRect, rows: int) -> None:
    """Draw the title on as many lines as it needs, and under it as many details as fit."""
    _, metrics = _fonts(look(), face.crossed)
    most = rows - 1 if face.details else rows
    has_icon, title = _chosen(face, inner.width(), metrics, most)
    if has_icon:
        inner = _with_icon(painter, face, inner, metrics.height())
    painter.setPen(look().color(face.tone))
    lines = wrapped(title, metrics, inner.width(), most)
    line = QRect(inner.left(), inner.top() + 1, inner.width(), metrics.height())
    for words in lines:
        draw_words(painter, line, words)
        line.translate(0, metrics.height())
    _details(painter, face.details[: rows - len(lines)], line, look().font("small"))


def _icon_alone(painter: QPainter, face: Face, area: QRect) -> None:
    side = min(look().px(ICON), area.width() + 2)
    if side < 1:
        return  # dozens at one time: only the color of each is left
    corner = QRectF(area.center().x() - side / 2 + 1, area.center().y() - side / 2 + 1, side, side)
    icons.paint(painter, face.icon, corner, face.tone)


def fitting(ways: tuple[str, ...] | list[str], width: int, metrics: QFontMetrics) -> str:
    """Return the longest way that fits, else the shortest one cut off."""
    for way in ways:
        if metrics.horizontalAdvance(way) <= width:
            return way
    return metrics.elidedText(ways[-1], Qt.TextElideMode.ElideRight, width)


def wrapped(words: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Return words on at most `most` lines; what does not fit is cut off on the last."""
    lines: list[str] = []
    rest = words.split()
    while rest and len(lines) < most - 1:
        number = len(rest)
        while number > 1 and metrics.horizontalAdvance(" ".join(rest[:number])) > width:
            number -= 1
        line = " ".join(rest[:number])
        lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
        rest = rest[number:]
    if rest:
        line = " ".join(rest)
        lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
    return lines


def _ground(painter: QPainter, face: Face, box: QRectF) -> None:
    if not face.soft and not face.edge:
        return
    pen = QPen(look().color(face.edge), 1) if face.edge else QPen(Qt.PenStyle.NoPen)
    if face.crossed and face.edge:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(look().color(face.soft) if face.soft else Qt.BrushStyle.NoBrush)
    radius = look().px(RADIUS)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _chosen(face: Face, width: int, metrics: QFontMetrics, most: int) -> tuple[bool, str]:
    """Return whether there is room for the icon, and the title in the form that fits."""
    beside = width - look().px(ICON) - look().px(4)
    for title in (face.title, face.ways[-1]):
        for room in (beside, width):
            lines = wrapped(title, metrics, room, 99)
            if _words_fit(title, room, metrics) and len(lines) <= most:
                return room == beside, title
    return _words_fit(face.title, beside, metrics), face.title


def _with_icon(painter: QPainter, face: Face, inner: QRect, height: int) -> QRect:
    """Draw the icon beside the first line, `height` px high; return the rest."""
    px = look().px
    side = px(ICON)
    is_mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = inner.right() + 1 - side if is_mirrored else inner.left()
    corner = QRectF(left, inner.top() + (height + 2 - side) / 2, side, side)
    icons.paint(painter, face.icon, corner, face.tone)
    taken = side + px(4)
    return inner.adjusted(0, 0, -taken, 0) if is_mirrored else inner.adjusted(taken, 0, 0, 0)


def draw_words(painter: QPainter, line: QRect, words: str, *, at_end: bool = False) -> None:
    """Draw one line at the side reading begins at (or ends); the words keep their own direction.

    So "8:00 AM" stays as it is in a window that is read from right to left.
    """
    direction = painter.layoutDirection()
    from_right = (direction == Qt.LayoutDirection.RightToLeft) != at_end
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(line, AT_RIGHT if from_right else AT_LEFT, words)
    painter.setLayoutDirection(direction)


def _one_line(painter: QPainter, face: Face, inner: QRect, metrics: QFontMetrics) -> None:
    """Draw the longest form that fits, with the remark after it where both have room."""
    remark = f" {face.remark}" if face.remark else ""
    for way in face.ways if remark else ():
        width = metrics.horizontalAdvance(way)
        if width + metrics.horizontalAdvance(remark) <= inner.width():
            draw_words(painter, inner, way)
            painter.setFont(look().font("small"))
            mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
            rest = inner.adjusted(0, 0, -width, 0) if mirrored else inner.adjusted(width, 0, 0, 0)
            draw_words(painter, rest, remark)
            return
    words = fitting(face.ways, inner.width(), metrics)
    draw_words(painter, inner, words)


def _details(
    painter: QPainter, details: tuple[tuple[str, ...], ...], line: QRect, font: QFont
) -> None:
    metrics = QFontMetrics(font)
    painter.setFont(font)
    for number, ways in enumerate(details):
        is_short = all(metrics.horizontalAdvance(way) > line.width() for way in ways)
        if number and is_short and line.width() < look().px(NARROWEST_DETAIL):
            continue
        words = fitting(ways, line.width(), metrics)
        draw_words(painter, line, words)
        line.translate(0, line.height())


def _words_fit(words: str, width: int, metrics: QFontMetrics) -> bool:
    return all(metrics.horizontalAdvance(word) <= width for word in words.split())
