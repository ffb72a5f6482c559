"""Small pictures: every value inside the axes, gaps stay gaps, bounds are hollow."""

import math
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.drawing import (
    Box,
    Drawing,
    Mark,
    Poly,
    Rect,
    Text,
    TrendPoint,
    round_steps,
    severity_steps,
    sparkline,
    trend_chart,
    value_axis,
)

FIRST = date(2027, 1, 1)


def points(*values, bound=()):
    """Build points a week apart; None is a gap."""
    return [
        TrendPoint(
            FIRST + timedelta(days=7 * place),
            None if value is None else Decimal(str(value)),
            place in bound,
        )
        for place, value in enumerate(values)
    ]


def chart(trend, width=400.0, height=200.0, **lab_range):
    return trend_chart(trend, width, height, value_label=str, day_label=str, **lab_range)


def shapes(drawing, kind):
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


def places(drawing: Drawing):
    """Yield every corner of every shape."""
    for shape in drawing.shapes:
        match shape:
            case Poly():
                yield from shape.points
            case Rect():
                yield (shape.left, shape.top)
                yield (shape.left + shape.width, shape.top + shape.height)
            case Mark():
                yield (shape.x - shape.radius, shape.y - shape.radius)
                yield (shape.x + shape.radius, shape.y + shape.radius)
            case Box():
                yield (shape.left, shape.top)
                yield (shape.left + shape.side, shape.top + shape.side)
            case Text():
                yield (shape.x, shape.y)


numbers = st.decimals(
    min_value=Decimal("-1e9"), max_value=Decimal("1e9"), allow_nan=False, allow_infinity=False
)
trends = st.lists(
    st.builds(
        TrendPoint,
        st.dates(date(2000, 1, 1), date(2060, 1, 1)),
        st.none() | numbers,
        st.booleans(),
    ),
    max_size=30,
).map(lambda found: sorted(found, key=lambda point: point.day))


@given(trends, st.none() | numbers, st.none() | numbers)
def test_nothing_is_ever_drawn_outside(trend, low, high):
    for drawing in (
        sparkline(trend, 88, 11, range_low=low, range_high=high),
        chart(trend, range_low=low, range_high=high),
    ):
        for x, y in places(drawing):
            assert math.isfinite(x)
            assert math.isfinite(y)
            assert -1e-6 <= x <= drawing.width + 1e-6
            assert -1e-6 <= y <= drawing.height + 1e-6


@given(trends)
def test_every_number_has_its_mark(trend):
    known = [point for point in trend if point.value is not None]
    assert len(shapes(chart(trend), Mark)) == len(known)


def test_a_larger_value_stands_higher():
    marks = shapes(sparkline(points(1, 5, 3), 88, 11), Mark)
    assert marks[1].y < marks[2].y < marks[0].y


def test_a_gap_stays_a_gap():
    lines = shapes(sparkline(points(1, 2, None, 3, 4), 88, 11), Poly)
    assert [len(line.points) for line in lines] == [2, 2]


def test_a_bound_is_hollow():
    marks = shapes(sparkline(points(1, 2, 3, bound=(1, 2)), 88, 11), Mark)
    assert [mark.is_hollow for mark in marks] == [False, True, True, True]


def test_a_range_around_the_values_is_shown_whole():
    axis = value_axis(points("2.31", "2.36"), Decimal("2.2"), Decimal("2.6"))
    assert axis is not None
    assert axis[0] < 2.2
    assert axis[1] > 2.6


def test_a_range_far_below_does_not_flatten_the_line():
    trend = points(104, 98, 112, 131)
    axis = value_axis(trend, Decimal("3.3"), Decimal("19.4"))
    assert axis is not None
    assert axis[0] > 19.4
    band = shapes(sparkline(trend, 88, 11, range_low=Decimal(3), range_high=Decimal(19)), Rect)
    assert band[0].height <= 2
    assert band[0].top + band[0].height == pytest.approx(11)


def test_a_range_far_above_shows_at_the_top_edge():
    trend = points(108, 104, 101, 99)
    band = shapes(sparkline(trend, 88, 11, range_low=Decimal(140), range_high=Decimal(170)), Rect)
    assert band[0].top == 0
    assert band[0].height <= 2


def test_a_range_open_above_reaches_the_top():
    band = shapes(sparkline(points(50, 70, 90), 88, 11, range_low=Decimal(60)), Rect)
    assert band[0].top == 0
    assert 0 < band[0].height < 11


def test_no_number_draws_nothing():
    assert sparkline(points(None, None), 88, 11).shapes == ()
    assert chart([]).shapes == ()
    assert value_axis([], None, None) is None


@pytest.mark.parametrize("size", [(0, 11), (88, 0), (20, 200), (400, 10)])
def test_no_room_draws_nothing_or_less(size):
    width, height = size
    assert chart(points(1, 2), width, height).shapes == ()


def test_the_last_day_is_always_labeled_and_labels_keep_apart():
    trend = points(*range(40))
    labels = [text for text in shapes(chart(trend), Text) if text.anchor == "middle"]
    assert labels[0].text == str(trend[-1].day)
    gaps = [one.x - other.x for one, other in pairwise(labels)]
    assert all(gap >= 48 for gap in gaps)


@given(st.floats(-1e8, 1e8), st.floats(1e-3, 1e8))
def test_axis_steps_are_round_and_inside(low, span):
    steps = round_steps(low, low + span)
    assert len(steps) <= 5
    slack = span * 1e-6 + abs(low) * 1e-9
    for step in steps:
        assert low - slack <= float(step) <= low + span + slack
    differences = {later - earlier for earlier, later in pairwise(steps)}
    assert len(differences) <= 1


def test_axis_steps_of_nothing():
    assert round_steps(3, 3) == ()
    assert round_steps(0, math.inf) == ()


@pytest.mark.parametrize(("worst", "now"), [(0, 0), (2, 2), (3, 1), (4, 0), (4, 4), (1, 3)])
def test_severity_boxes_are_filled_up_to_now_and_dark_up_to_worst(worst, now):
    drawing = severity_steps(worst, now, 30, 6)
    boxes = shapes(drawing, Box)
    assert sum(box.is_filled for box in boxes) == now
    assert sum(box.ink == "series" for box in boxes) == max(worst, now)
    assert all(0 <= x <= 30.001 and 0 <= y <= 6.001 for x, y in places(drawing))


def test_treatment_lines_are_marked_where_they_begin():
    weeks = points(1, 2, 3, 4, 5)
    starts = [
        (FIRST - timedelta(days=400), "Line 1"),
        (FIRST - timedelta(days=90), "Line 2"),
        (FIRST + timedelta(days=14), "Line 3"),
        (FIRST + timedelta(days=90), "Line 4"),
    ]
    drawing = chart(weeks, starts=starts)
    names = [text.text for text in shapes(drawing, Text) if text.text.startswith("Line")]
    assert names == ["Line 2", "Line 3"]
    rules = [line for line in shapes(drawing, Poly) if line.is_dashed]
    third = shapes(drawing, Mark)[2]
    assert [line.points[0][0] for line in rules] == [pytest.approx(third.x)]
    assert [text.text for text in shapes(chart(weeks), Text) if "Line" in text.text] == []


def test_names_of_treatment_lines_close_together_do_not_cover_one_another():
    starts = [(FIRST + timedelta(days=day), f"Line {day}") for day in (7, 8, 20)]
    drawing = chart(points(1, 2, 3, 4, 5, 6, 7, 8), starts=starts)
    names = [text.text for text in shapes(drawing, Text) if text.text.startswith("Line")]
    assert names == ["Line 7", "Line 20"]
    assert len([line for line in shapes(drawing, Poly) if line.is_dashed]) == 3


def test_twenty_years_are_thinned_to_what_can_be_seen() -> None:
    start = date(2007, 1, 1)
    points = [TrendPoint(start + timedelta(days=one), Decimal(one % 50)) for one in range(5000)]
    drawing = trend_chart(points, 600, 220, value_label=str, day_label=str)
    marks = [one for one in drawing.shapes if isinstance(one, Mark)]
    assert 100 < len(marks) < 1000
    tops = {round(one.y, 3) for one in marks}
    assert min(tops) == min(round(one.y, 3) for one in _marks_of(points[:50], points[-1]))
    assert (marks[0].x, marks[-1].x) == (min(m.x for m in marks), max(m.x for m in marks))


def _marks_of(points: list[TrendPoint], last: TrendPoint) -> list[Mark]:
    drawing = trend_chart([*points, last], 600, 220, value_label=str, day_label=str)
    return [one for one in drawing.shapes if isinstance(one, Mark)]
