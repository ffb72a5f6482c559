"""Columns share the width of a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.reports.column_widths import shared_widths

sizes = st.floats(min_value=0, max_value=5000)


@given(
    st.integers(2, 6).flatmap(
        lambda count: st.tuples(
            st.lists(st.lists(sizes, min_size=count, max_size=count), min_size=1, max_size=12),
            st.lists(st.floats(10, 80), min_size=count, max_size=count),
        )
    )
)
def test_the_widths_fill_the_table_and_none_vanishes(table):
    natural, least = table
    widths = shared_widths(natural, least, 510.0)
    assert sum(widths) == pytest.approx(510.0)
    assert all(width >= need - 0.5 for width, need in zip(widths, least, strict=True))


def test_short_columns_get_what_they_want():
    widths = shared_widths([[60, 900, 45]], [40, 40, 40], 400)
    assert widths[0] == pytest.approx(60)
    assert widths[2] == pytest.approx(45)


def test_room_left_over_is_shared():
    assert shared_widths([[50, 100]], [10, 10], 300) == pytest.approx([100, 200])


def test_trading_width_saves_lines():
    rows = [[200, 100], *([[90, 390]] * 4)]
    assert shared_widths(rows, [50, 50], 500)[1] >= 390
