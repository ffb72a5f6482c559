"""The marks of a treatment plan, day by day: disc at home, triangle at the hospital, square lab."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from caregiver.reports.medication_grid import Draw
from caregiver.reports.medication_packets import StripDay, StripRow
from caregiver.reports.page_style import Ink
from caregiver.reports.sheet import Sheet

# As many days as stand side by side with readable numbers.
MOST_DAYS = 42
_WEEK = 7
_REST, _PAUSED = "0.933 0.937 0.945", "0.843 0.855 0.875"


@dataclass(frozen=True, slots=True)
class StripLook:
    """What all rows of a strip share: its days, dates with any dose, the day it is made for."""

    days: tuple[StripDay, ...]
    planned: Iterable[date]
    on: date
    size: float


def strips_of(days: Sequence[StripDay], most: int = MOST_DAYS) -> list[Sequence[StripDay]]:
    """Return the days in strips of at most `most` days: whole weeks, all about as long."""
    most = max(_WEEK, most - most % _WEEK)
    count = -(-len(days) // most)
    if count <= 1:
        return [days] if days else []
    weeks = -(-len(days) // _WEEK)
    step = -(-weeks // count) * _WEEK
    return [days[start : start + step] for start in range(0, len(days), step)]


def mark_row(look: StripLook, row: StripRow, *, is_lab: bool = False) -> Draw:
    """Return what draws the marks of one row over all its days."""
    planned, held = frozenset(look.planned), frozenset(row.held)
    dates = frozenset(row.dates)

    def draw(sheet: Sheet, left: float, top: float, width: float, height: float) -> None:
        side = width / len(look.days)
        with sheet.furniture():
            for place, one in enumerate(look.days):
                x = left + place * side
                fill = _fill(one, planned, look.on)
                if fill:
                    sheet.rectangle((x, top, side, height), fill=fill)
                if place:
                    edges = [(x, top), (x, top + height)]
                    is_monday = one.day.weekday() == 0
                    ink, line = (Ink.TEXT, 1.1) if is_monday else (Ink.RULE, 0.5)
                    sheet.lines(edges, ink=ink, width=line)
                if one.day in dates:
                    middle = (x + side / 2, top + height / 2)
                    radius = min(side, look.size * 1.3) * 0.29
                    _mark(sheet, middle, radius, _shape(row, is_lab), is_held=one.day in held)

    return draw


def _fill(day: StripDay, planned: frozenset[date], on: date) -> str:
    if day.number is None:
        return _PAUSED
    if day.day == on:
        return Ink.TINT
    return "" if day.day in planned else _REST


def _shape(row: StripRow, is_lab: bool) -> str:
    if is_lab:
        return "square"
    return "triangle" if row.is_at_hospital else "disc"


def _mark(
    sheet: Sheet, middle: tuple[float, float], radius: float, shape: str, *, is_held: bool
) -> None:
    x, y = middle
    if is_held:
        sheet.circle(x, y, radius, ink=Ink.MUTED, fill=Ink.WHITE)
        ends = [(x - radius * 0.55, y), (x + radius * 0.55, y)]
        sheet.lines(ends, ink=Ink.MUTED, width=1.1)
    elif shape == "disc":
        sheet.circle(x, y, radius, ink=Ink.TEXT, fill=Ink.TEXT)
    elif shape == "square":
        half = radius * 0.85
        sheet.rectangle((x - half, y - half, 2 * half, 2 * half), fill=Ink.TEXT)
    else:
        points = [
            (x, y - radius * 1.1), (x + radius * 1.1, y + radius * 0.85),
            (x - radius * 1.1, y + radius * 0.85),
        ]  # fmt: skip
        sheet.lines(points, ink=Ink.TEXT, width=0.8, fill=Ink.TEXT)
