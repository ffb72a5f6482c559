"""Things at the same time, side by side: which lane each one stands in."""

from collections.abc import Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """Where one thing stands: its first lane, how many lanes it takes, and how many there are.

    `lanes` counts those of everything that hangs together with it (all that has the same `group`),
    so that its share of the width is `span / lanes`, beginning at `lane / lanes`.
    """

    lane: int
    span: int
    lanes: int
    group: int = 0


def side_by_side(spans: Sequence[tuple[int, int]]) -> tuple[Place, ...]:
    """Return the place of each `(begin, end)`, in the order given; the end is exclusive.

    Two that overlap never share a lane. What begins first, or is longer, stands first; a thing
    is as wide as the free lanes after it let it be. One without length takes one unit.
    """
    places: list[Place] = [Place(0, 1, 1)] * len(spans)
    group: list[int] = []
    reaches = groups = 0
    order = sorted(range(len(spans)), key=lambda one: (spans[one][0], -_end(spans[one]), one))
    for number in order:
        if group and spans[number][0] >= reaches:
            _place_group(spans, group, groups, places)
            groups += 1
            group = []
        reaches = max(reaches, _end(spans[number])) if group else _end(spans[number])
        group.append(number)
    _place_group(spans, group, groups, places)
    return tuple(places)


def _place_group(
    spans: Sequence[tuple[int, int]], group: Sequence[int], name: int, places: list[Place]
) -> None:
    """Place things that hang together, in their order; each takes the first free lane."""
    lanes: list[list[int]] = []
    lane_of: dict[int, int] = {}
    for number in group:
        free = (at for at, held in enumerate(lanes) if _end(spans[held[-1]]) <= spans[number][0])
        lane = next(free, len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(number)
        lane_of[number] = lane
    for number in group:
        lane = lane_of[number]
        beyond = lane + 1
        while beyond < len(lanes) and not _meets(spans, number, lanes[beyond]):
            beyond += 1
        places[number] = Place(lane, beyond - lane, len(lanes), name)


def _meets(spans: Sequence[tuple[int, int]], number: int, others: Sequence[int]) -> bool:
    begin, end = spans[number][0], _end(spans[number])
    return any(spans[other][0] < end and begin < _end(spans[other]) for other in others)


def _end(span: tuple[int, int]) -> int:
    return max(span[1], span[0] + 1)
