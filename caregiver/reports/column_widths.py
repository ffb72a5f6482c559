"""Sharing the width of a table among its columns so that its rows need few lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

_STEPS = (6.0, 24.0, 96.0)
_TRADERS = 3
_MOST_MOVES = 24
# Words do not fill their lines to the last point.
_WASTE = 1.07


def shared_widths(
    natural: Sequence[Sequence[float]], least: Sequence[float], total: float
) -> list[float]:
    """Return a width for each column, `total` in all.

    `natural[row][column]` is the width a cell would take on one line; `least` what a column
    must have. Columns that can have all they want get it; the widest trade width as long as
    that saves lines.
    """
    wanted = [max(least[place], *(row[place] for row in natural)) for place in range(len(least))]
    if sum(wanted) <= total:
        spare = total - sum(wanted)
        return [width + spare * width / sum(wanted) for width in wanted]
    widths = _capped(wanted, least, total)
    flexible = sorted(range(len(wanted)), key=wanted.__getitem__)[-_TRADERS:]
    lines = _count(natural, widths)
    for _ in range(_MOST_MOVES):
        best = min(
            ((_count(natural, moved), moved) for moved in _moves(widths, flexible, least)),
            default=(lines, widths),
        )
        if best[0] >= lines:
            break
        lines, widths = best
    return widths


def _capped(wanted: Sequence[float], least: Sequence[float], total: float) -> list[float]:
    """Cut the widest columns to one width, so that all fit."""
    low, high = 0.0, max(wanted)
    for _ in range(30):
        cap = (low + high) / 2
        widths = [min(want, max(cap, need)) for want, need in zip(wanted, least, strict=True)]
        low, high = (cap, high) if sum(widths) <= total else (low, cap)
    scale = total / sum(widths)
    return [width * scale for width in widths]


def _moves(
    widths: list[float], flexible: Sequence[int], least: Sequence[float]
) -> Iterator[list[float]]:
    for giver in flexible:
        for taker in flexible:
            for step in _STEPS:
                if giver != taker and widths[giver] - step >= least[giver]:
                    moved = list(widths)
                    moved[giver] -= step
                    moved[taker] += step
                    yield moved


def _count(natural: Sequence[Sequence[float]], widths: Sequence[float]) -> int:
    return sum(
        max(
            1 if want <= width else math.ceil(want * _WASTE / width)
            for want, width in zip(row, widths, strict=True)
        )
        for row in natural
    )
