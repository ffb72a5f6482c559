"""Draw the bands of treatment days and rest days, the same in every view."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen

from caregiver.domain.bands import Band
from ui.pages.calendar.entry_paint import draw_words, fitting
from ui.theme import look

WEEK = 7
RADIUS, PAD = 5, 8
translate = QCoreApplication.translate


def band_words(band: Band) -> str:
    """Return "Pomalidomide, days 1 to 21" or "Rest days, no pomalidomide"."""
    if band.is_rest:
        return translate("Bands", "Rest days, no %1").replace("%1", band.name)
    words = translate("Bands", "%1, days %2").replace("%1", band.name)
    return words.replace("%2", band.days)


def band_ways(band: Band, *, begins: bool, ends: bool) -> list[str]:
    """Return ways to name one piece of a band, longest first."""
    if band.is_rest:
        is_week = (band.last - band.first).days >= WEEK - 2
        full = (
            translate("Bands", "Rest week, no %1") if is_week else translate("Bands", "Rest, no %1")
        )
        rest = translate("Bands", "Rest")
        return [full.replace("%1", band.name), rest] if begins else [rest]
    if begins:
        return [band_words(band), band.name]
    last = translate("Bands", "Last day %1").replace("%1", band.days.rpartition(" ")[2])
    return [last if ends else band.name, band.name]


def paint_band(
    painter: QPainter, band: Band, area: QRect, ended: tuple[bool, bool], *, in_full: bool = False
) -> None:
    """Draw one piece of a band; it is open where it goes on. `ended` is (begins, ends).

    `in_full` names its days also where it goes on: nothing else in sight says them.
    """
    begins, ends = ended
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    at_left, at_right = (ends, begins) if mirrored else (begins, ends)
    radius = look().px(RADIUS)
    box = QRectF(area)
    shape = box.adjusted(0.5 if at_left else -radius, 0.5, -0.5 if at_right else radius, -0.5)
    path = QPainterPath()
    path.addRoundedRect(shape, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(box)
    pen = QPen(look().color("border" if band.is_rest else "accent"), 1)
    if band.is_rest:
        pen.setDashPattern([4, 3])
    else:
        painter.fillPath(path, look().color("accent_soft"))
    painter.setPen(pen)
    painter.drawPath(path)
    painter.restore()
    _words(painter, area, band_ways(band, begins=begins or in_full, ends=ends), band.is_rest)


def _words(painter: QPainter, area: QRect, ways: list[str], is_rest: bool) -> None:
    inner = area.adjusted(look().px(PAD), 0, -look().px(PAD - 4), 0)
    font = look().font("small_strong")
    painter.setFont(font)
    painter.setPen(look().color("muted" if is_rest else "accent"))
    words = fitting(ways, inner.width(), QFontMetrics(font))
    draw_words(painter, inner, words)
