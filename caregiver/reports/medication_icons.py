"""Sun and moon for the parts of the day, drawn as lines so that they print on any printer."""

from __future__ import annotations

import math

from caregiver.reports.medication_packets import DayPart
from caregiver.reports.page_style import Ink
from caregiver.reports.sheet import Sheet

_LINE = 0.09  # of the side


def paint_part(sheet: Sheet, part: DayPart, left: float, top: float, side: float) -> None:
    """Draw the icon of a part of the day into a square; the words beside it say the same."""
    with sheet.furniture():
        if part is DayPart.MORNING:
            _horizon_sun(sheet, left, top, side, is_rising=True)
        elif part is DayPart.NOON:
            _sun(sheet, left, top, side)
        elif part is DayPart.EVENING:
            _horizon_sun(sheet, left, top, side, is_rising=False)
        elif part is DayPart.NIGHT:
            _moon(sheet, left, top, side)
        else:
            _clock(sheet, left, top, side)


def _sun(sheet: Sheet, left: float, top: float, side: float) -> None:
    x, y = left + side / 2, top + side / 2
    sheet.circle(x, y, side * 0.2, ink=Ink.TEXT, fill=Ink.WHITE)
    for turn in range(8):
        _ray(sheet, x, y, side, turn * math.pi / 4)


def _ray(sheet: Sheet, x: float, y: float, side: float, angle: float) -> None:
    cos, sin = math.cos(angle), math.sin(angle)
    ends = [(x + cos * side * reach, y - sin * side * reach) for reach in (0.31, 0.45)]
    sheet.lines(ends, ink=Ink.TEXT, width=side * _LINE)


def _horizon_sun(sheet: Sheet, left: float, top: float, side: float, *, is_rising: bool) -> None:
    """Draw half a sun on a line: rays and open for the morning, filled and bare for the evening."""
    x, y = left + side / 2, top + side * 0.72
    radius = side * 0.24
    half = [
        (x + math.cos(step * math.pi / 16) * radius, y - math.sin(step * math.pi / 16) * radius)
        for step in range(17)
    ]
    fill = Ink.WHITE if is_rising else Ink.TEXT
    sheet.lines(half, ink=Ink.TEXT, width=side * _LINE * 0.8, fill=fill)
    ends = [(left + side * 0.06, y), (left + side * 0.94, y)]
    sheet.lines(ends, ink=Ink.TEXT, width=side * _LINE)
    if is_rising:
        for turn in (1, 2, 3):
            _ray(sheet, x, y, side * 1.08, turn * math.pi / 4)
    else:
        below = [(left + side * 0.28, y + side * 0.14), (left + side * 0.72, y + side * 0.14)]
        sheet.lines(below, ink=Ink.TEXT, width=side * _LINE)


def _moon(sheet: Sheet, left: float, top: float, side: float) -> None:
    """Draw a crescent from two arcs."""
    x, y, radius = left + side * 0.47, top + side * 0.5, side * 0.36
    steps = 20
    outer = [
        (x + math.cos(angle) * radius, y + math.sin(angle) * radius)
        for angle in _angles(math.radians(-60), math.radians(-300), steps)
    ]
    first, last = outer[0], outer[-1]
    inner_x, inner_r = x + radius * 0.5, radius * 0.866
    inner = [
        (inner_x + math.cos(angle) * inner_r, y + math.sin(angle) * inner_r)
        for angle in _angles(math.radians(-270), math.radians(-90), steps)
    ]
    sheet.lines([first, *outer, last, *inner], ink=Ink.TEXT, width=side * 0.05, fill=Ink.TEXT)


def _angles(first: float, last: float, steps: int) -> list[float]:
    return [first + (last - first) * step / steps for step in range(steps + 1)]


def _clock(sheet: Sheet, left: float, top: float, side: float) -> None:
    x, y = left + side / 2, top + side / 2
    sheet.circle(x, y, side * 0.38, ink=Ink.TEXT, fill=Ink.WHITE)
    hands = [(x, y - side * 0.24), (x, y), (x + side * 0.17, y)]
    sheet.lines(hands, ink=Ink.TEXT, width=side * _LINE)
