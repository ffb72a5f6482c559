"""Right-to-left words in left-to-right lines.

A PDF draws characters where it is told to, so a line with Hebrew or Arabic in it is put into
the order of the eye first. *Source: Unicode Standard Annex 9, the implicit rules (W7, N1, N2,
I1, L2, L4) at a left-to-right base.* Arabic letters are not joined.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")
_MIRRORED = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))
_NUMBER_PARTS = frozenset(".,:/-+")
_Look = TypeVar("_Look")


def has_right_to_left(text: str) -> bool:
    """Say whether `text` holds a character of a script written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def in_visual_order(cells: Sequence[tuple[str, _Look]]) -> list[tuple[str, _Look]]:
    """Return the characters of one line, each with its look, in the order of the eye."""
    levels = _levels([character for character, _ in cells])
    ordered: list[tuple[str, _Look]] = []
    start = 0
    for place in range(1, len(cells) + 1):
        if place < len(cells) and (levels[place] > 0) == (levels[start] > 0):
            continue
        run = list(cells[start:place])
        ordered += _turned(run, levels[start:place]) if levels[start] else run
        start = place
    return ordered


def _levels(characters: Sequence[str]) -> list[int]:
    """Return 0 for left to right, 1 for right to left, 2 for a number within it."""
    kinds = [unicodedata.bidirectional(character) for character in characters]
    levels: list[int | None] = []
    last_strong = "L"
    for place, kind in enumerate(kinds):
        if kind in ("R", "AL"):
            last_strong = "R"
            levels.append(1)
        elif kind == "L":
            last_strong = "L"
            levels.append(0)
        elif kind in ("EN", "AN"):
            levels.append(2 if last_strong == "R" else 0)
        elif (kind == "NSM" and levels) or _is_inside_number(characters, kinds, place):
            levels.append(levels[-1])
        else:
            levels.append(None)
    return _neutrals_settled(levels)


def _is_inside_number(characters: Sequence[str], kinds: Sequence[str], place: int) -> bool:
    numbers = ("EN", "AN")
    return (
        characters[place] in _NUMBER_PARTS
        and 0 < place < len(kinds) - 1
        and kinds[place - 1] in numbers
        and kinds[place + 1] in numbers
    )


def _neutrals_settled(levels: list[int | None]) -> list[int]:
    """Let spaces and signs between two right-to-left parts go with them."""
    following = [0] * len(levels)
    known = 0
    for place in range(len(levels) - 1, -1, -1):
        level = levels[place]
        known = known if level is None else level
        following[place] = known
    settled: list[int] = []
    before = 0
    for place, level in enumerate(levels):
        if level is None:
            settled.append(1 if before and following[place] else 0)
        else:
            before = level
            settled.append(level)
    return settled


def _turned(run: list[tuple[str, _Look]], levels: Sequence[int]) -> list[tuple[str, _Look]]:
    """Reverse a run; marks stay with their letter, numbers keep their order."""
    clusters: list[list[tuple[str, _Look]]] = []
    for place, (character, look) in enumerate(run):
        is_mark = unicodedata.category(character) == "Mn"
        goes_on = place > 0 and levels[place] == 2 and levels[place - 1] == 2
        if clusters and (is_mark or goes_on):
            clusters[-1].append((character, look))
        else:
            shown = character if levels[place] == 2 else _MIRRORED.get(character, character)
            clusters.append([(shown, look)])
    return [cell for cluster in reversed(clusters) for cell in cluster]
