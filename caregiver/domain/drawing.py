"""Small pictures as plain shapes, so that the screen and the paper show the same picture.

Coordinates run from the top left corner, y downward, in points or pixels alike. Inks are names;
each painter knows its colors. Nothing is ever drawn outside the width and height given.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Literal

Ink = Literal["series", "band", "rule", "text", "muted", "surface"]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Poly:
    """A line through points, not closed."""

    points: tuple[tuple[float, float], ...]
    ink: Ink = "series"
    width: float = 1.1
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle."""

    left: float
    top: float
    width: float
    height: float
    ink: Ink = "band"


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot at a value; hollow where the laboratory gave only a bound ("<0.1")."""

    x: float
    y: float
    radius: float
    is_hollow: bool = False
    ink: Ink = "series"


@dataclass(frozen=True, slots=True)
class Text:
    """A label; `y` is the middle of its height."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    ink: Ink = "muted"
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """An outlined square, filled or not."""

    left: float
    top: float
    side: float
    is_filled: bool
    ink: Ink = "series"


Shape = Poly | Rect | Mark | Text | Box


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its size and its shapes, painted in order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A value of a test; `value` None leaves a gap, `is_bound` makes a hollow mark."""

    day: date
    value: Decimal | None
    is_bound: bool = False


@dataclass(frozen=True, slots=True)
class _Scale:
    """From a number to a place between `start` (low) and `end` (high); always within them."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        share = (value - self.low) / span if span > 0 else 0.5
        return self.start + (self.end - self.start) * min(1.0, max(0.0, share))


_FLAT = 0.4
_EDGE = 2.0
_NAME_ROOM = 52.0  # the least room for the short name of a treatment line


def value_axis(
    points: Sequence[TrendPoint], range_low: Decimal | None, range_high: Decimal | None
) -> tuple[float, float] | None:
    """Return the lowest and highest value to show, or None without a number.

    The laboratory's range is shown whole, unless that would flatten the line: then the values
    get a scale of their own, and the range lies outside it.
    """
    values = [float(point.value) for point in points if point.value is not None]
    if not values:
        return None
    low, high = min(values), max(values)
    bounds = [float(bound) for bound in (range_low, range_high) if bound is not None]
    whole_low, whole_high = min(low, *bounds, high), max(high, *bounds, low)
    is_inside = whole_low < low and high < whole_high
    if is_inside or high == low or high - low >= _FLAT * (whole_high - whole_low):
        low, high = whole_low, whole_high
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return low - room, high + room


def sparkline(
    points: Sequence[TrendPoint],
    width: float,
    height: float,
    *,
    range_low: Decimal | None = None,
    range_high: Decimal | None = None,
    mark: float = 1.2,
) -> Drawing:
    """Draw a trend the size of a word: the laboratory's range as a band, the last value marked.

    A range outside the values' own scale shows as a thin bar at the edge where it lies.
    """
    axis = value_axis(points, range_low, range_high)
    if axis is None or width <= 0 or height <= 0:
        return Drawing(width, height, ())
    last = min(mark * 1.9, width / 2, height / 2)
    y = _Scale(*axis, height - last, last)
    x = _day_scale(points, last, width - last)
    shapes: list[Shape] = list(_band(axis, (range_low, range_high), y, (0.0, 0.0, width, height)))
    shapes += _curve(points, x, y, min(mark, last))
    final = next(point for point in reversed(points) if point.value is not None)
    shapes.append(Mark(x(final.day.toordinal()), y(float(final.value or 0)), last, final.is_bound))
    return Drawing(width, height, tuple(shapes))


SEVERITY_STEPS = 4


def severity_steps(worst: int, now: int, width: float, height: float) -> Drawing:
    """Draw severity as four boxes: filled up to `now`, dark outlines up to `worst`, 0 to 4."""
    gap = width * 0.06
    side = min(height, (width - gap * (SEVERITY_STEPS - 1)) / SEVERITY_STEPS)
    top = (height - side) / 2
    boxes = tuple(
        Box(
            (step - 1) * (side + gap),
            top,
            side,
            is_filled=step <= now,
            ink="series" if step <= max(worst, now) else "band",
        )
        for step in range(1, SEVERITY_STEPS + 1)
    )
    return Drawing(width, height, boxes)


def trend_chart(
    points: Sequence[TrendPoint],
    width: float,
    height: float,
    *,
    value_label: Callable[[Decimal], str],
    day_label: Callable[[date], str],
    range_low: Decimal | None = None,
    range_high: Decimal | None = None,
    gutter: float = 48.0,
    text_height: float = 14.0,
    mark: float = 3.25,
    starts: Sequence[tuple[date, str]] = (),
) -> Drawing:
    """Draw one test over time, with its axis labels and the laboratory's range as a band.

    `gutter` is the room left for value labels, `text_height` the height of a label. `starts` are
    the first days of the treatment lines and their short names, in the order of time.
    """
    axis = value_axis(points, range_low, range_high)
    left, top = gutter, text_height * (1.75 if starts else 0.5)
    right, bottom = width - max(mark * 2, text_height * 1.8), height - text_height * 1.6
    if axis is None or right <= left or bottom <= top:
        return Drawing(width, height, ())
    y = _Scale(*axis, bottom, top)
    x = _day_scale(points, left + mark * 2, right)
    box = (left, top, right + mark * 2 - left, bottom - top)
    shapes: list[Shape] = list(_band(axis, (range_low, range_high), y, box))
    for step in round_steps(*axis):
        level = y(float(step))
        shapes.append(Poly(((left, level), (right + mark * 2, level)), "rule", 0.5))
        shapes.append(Text(left - 6, level, value_label(step), "end"))
    shapes += _day_labels(points, x, height - text_height / 2, (right - left), day_label)
    shapes += _starts(starts, points, x, (text_height / 2, bottom))
    shapes += _curve(points, x, y, mark, 2.0)
    return Drawing(width, height, tuple(shapes))


def round_steps(low: float, high: float, most: int = 5) -> tuple[Decimal, ...]:
    """Return at most `most` round numbers from `low` to `high`, both inclusive."""
    span = high - low
    if not math.isfinite(span) or span <= 0:
        return ()
    size = Decimal(10) ** math.floor(math.log10(span / most))
    step = next(
        size * factor for factor in (1, 2, 5, 10, 20) if span / float(size * factor) <= most - 1
    )
    first = math.ceil(low / float(step))
    count = math.floor(high / float(step)) - first + 1
    return tuple((first + index) * step for index in range(min(count, most)))


def _day_scale(points: Sequence[TrendPoint], start: float, end: float) -> _Scale:
    days = [point.day.toordinal() for point in points]
    if min(days) == max(days):
        return _Scale(0, 0, end, end)
    return _Scale(min(days), max(days), start, end)


def _band(
    axis: tuple[float, float],
    lab_range: tuple[Decimal | None, Decimal | None],
    y: _Scale,
    box: tuple[float, float, float, float],
) -> Iterator[Shape]:
    low, high = lab_range
    left, top, width, height = box
    if low is None and high is None:
        return
    if high is not None and float(high) < axis[0]:
        yield Rect(left, top + height - min(_EDGE, height), width, min(_EDGE, height))
        return
    if low is not None and float(low) > axis[1]:
        yield Rect(left, top, width, min(_EDGE, height))
        return
    band_top = top if high is None else y(float(high))
    band_bottom = top + height if low is None else y(float(low))
    if band_bottom > band_top:
        yield Rect(left, band_top, width, band_bottom - band_top)


def _starts(
    starts: Sequence[tuple[date, str]],
    points: Sequence[TrendPoint],
    x: _Scale,
    heights: tuple[float, float],
) -> Iterator[Shape]:
    """Mark where treatment lines began; the one under way at the first point has its name only."""
    first, last = min(point.day for point in points), max(point.day for point in points)
    begun = [one for one in starts if one[0] <= first][-1:]
    top, bottom = heights
    taken = -math.inf
    for day, name in (*begun, *(one for one in starts if first < one[0] <= last)):
        place = x(day.toordinal())
        if day > first:
            yield Poly(((place, top), (place, bottom)), "muted", 1.0, True)
        at_end = place > x.end - _NAME_ROOM
        label = place - 6 if at_end else place + 6 * (day > first)
        if label - taken >= _NAME_ROOM:
            yield Text(label, top, name, "end" if at_end else "start", "muted", True)
            taken = label


def _curve(
    points: Sequence[TrendPoint], x: _Scale, y: _Scale, mark: float, line: float = 1.1
) -> Iterator[Shape]:
    placed: list[Mark] = []
    runs = [placed]
    for point in points:
        if point.value is None:
            placed = []
            runs.append(placed)
        else:
            at = x(point.day.toordinal())
            placed.append(Mark(at, y(float(point.value)), mark, point.is_bound))
    thinned = [_thinned(run, max(mark, 1.0)) for run in runs]
    yield from (Poly(tuple((m.x, m.y) for m in run), "series", line)
                for run in thinned if len(run) > 1)  # fmt: skip
    yield from (one for run in thinned for one in run)


_MANY = 300  # up to here every number has its own mark


def _thinned(run: Sequence[Mark], column: float) -> Sequence[Mark]:
    """Keep the first, lowest, highest and last mark of each column: it looks the same.

    Twenty years of one test are 5,000 points: without this a repaint takes half a second.
    """
    if len(run) <= _MANY or len(run) <= 4 * (run[-1].x - run[0].x) / column:
        return run
    kept: list[Mark] = []
    for _, each in groupby(run, key=lambda one: one.x // column):
        inside = list(each)
        heights = [one.y for one in inside]
        places = {0, heights.index(min(heights)), heights.index(max(heights)), len(inside) - 1}
        kept += (inside[place] for place in sorted(places))
    return kept


def _day_labels(
    points: Sequence[TrendPoint],
    x: _Scale,
    y: float,
    width: float,
    day_label: Callable[[date], str],
) -> Iterator[Shape]:
    """Label the last day, then earlier ones as long as there is room."""
    room = max(width / 6, 48.0)
    taken = math.inf
    for point in reversed(points):
        place = x(point.day.toordinal())
        if taken - place >= room:
            yield Text(place, y, day_label(point.day), "middle")
            taken = place
