"""Things at the same time stand side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.overlaps import Place, side_by_side

ALONE = Place(0, 1, 1)


@pytest.mark.parametrize(
    ("spans", "places"),
    [
        ([], ()),
        ([(0, 60)], (ALONE,)),
        ([(0, 60), (60, 120)], (ALONE, Place(0, 1, 1, 1))),
        ([(0, 60), (30, 90)], (Place(0, 1, 2), Place(1, 1, 2))),
        ([(30, 90), (0, 60)], (Place(1, 1, 2), Place(0, 1, 2))),
        ([(0, 30), (0, 90)], (Place(1, 1, 2), Place(0, 1, 2))),
        ([(5, 5), (5, 5)], (Place(0, 1, 2), Place(1, 1, 2))),
        (
            [(0, 120), (0, 30), (0, 30), (60, 90)],
            (Place(0, 1, 3), Place(1, 1, 3), Place(2, 1, 3), Place(1, 2, 3)),
        ),
    ],
)
def test_each_thing_has_a_lane_of_its_own(
    spans: list[tuple[int, int]], places: tuple[Place, ...]
) -> None:
    assert side_by_side(spans) == places


_span = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda one: (one[0], sum(one)))


@given(st.lists(_span, max_size=25))
def test_two_at_once_never_cover_each_other(spans: list[tuple[int, int]]) -> None:
    places = side_by_side(spans)

    for one, (begin, end) in enumerate(spans):
        place = places[one]
        assert 0 <= place.lane < place.lane + place.span <= place.lanes <= len(spans)
        for other in range(one):
            first, last = spans[other]
            if first < max(end, begin + 1) and begin < max(last, first + 1):
                beside = places[other]
                assert (beside.lanes, beside.group) == (place.lanes, place.group)
                assert (
                    beside.lane + beside.span <= place.lane
                    or place.lane + place.span <= beside.lane
                )


@given(st.lists(_span, min_size=1, max_size=25))
def test_there_are_no_more_lanes_than_things_at_once(spans: list[tuple[int, int]]) -> None:
    busiest = max(
        sum(1 for begin, end in spans if begin <= at < max(end, begin + 1)) for at in range(60)
    )

    assert max(place.lanes for place in side_by_side(spans)) == busiest
