"""Find the thing somebody means by a name typed in a hurry: prefixes, synonyms, small slips.

A match is a suggestion. Nothing here decides that a name is right.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

# Ranks, best first. A typo never beats a name that was typed as it is written.
EXACT_NAME, EXACT_SYNONYM, NAME_PREFIX, SYNONYM_PREFIX = 0, 1, 2, 3
NAME_WORDS, SYNONYM_WORDS, NAME_TYPO, SYNONYM_TYPO = 4, 5, 6, 7


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return `text` for comparing: no case, no accents, words held apart by single spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = unicodedata.normalize("NFKD", plain)
    kept = (
        letter if letter.isalnum() else "" if unicodedata.combining(letter) else " "
        for letter in bare
        if letter not in "'’"
    )
    return " ".join("cannot" if word == "cant" else word for word in "".join(kept).split())


def slips_allowed(word: str) -> int:
    """Return how many letters may be wrong in a word of this length."""
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2


def is_near(typed: str, written: str) -> bool:
    """Say whether `typed` is `written` with at most the slips its length allows.

    A slip is a letter too many, too few, wrong, or swapped with its neighbour. The first letter
    must be right, or the first two swapped: people rarely miss it, and it keeps guesses sane.
    """
    most = slips_allowed(typed)
    if typed == written:
        return True
    if not most or abs(len(typed) - len(written)) > most:
        return False
    if typed[0] != written[0] and typed[:2] != written[1::-1]:
        return False
    return distance(typed, written, most) <= most


def distance(one: str, other: str, most: int) -> int:
    """Return how many slips lie between two texts, or more than `most` as soon as it is known.

    A slip is a letter too many, too few, wrong, or swapped with its neighbour; no letter is
    touched twice (the optimal string alignment distance).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    one, other = _without_common_ends(one, other)
    if not one or not other:
        return max(len(one), len(other))
    return last_row(one, other, most)[-1]


def last_row(one: str, other: str, most: int) -> list[int]:
    """Return how many slips lie between `one` and each beginning of `other`, the empty one first.

    Where none of them can be reached with `most`, all that is certain is that it takes more.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, row_before = row, before
        row = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, row_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return [most + 1]
        before = last
    return row


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    """Return two texts without the letters they begin and end alike with."""
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


class _Entry(NamedTuple):
    folded: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]


class Hit(NamedTuple, Generic[T]):
    """One thing found and how well it fits (0 is best, see the ranks above)."""

    thing: T
    rank: int


@dataclass(frozen=True, slots=True)
class NameIndex(Generic[T]):
    """Things under their names. The first name of a thing is its main one."""

    things: tuple[T, ...]
    entries: tuple[_Entry, ...]

    def find(self, text: str, limit: int = 10) -> tuple[T, ...]:
        """Return what `text` may mean, best first; nothing for an empty text."""
        return tuple(hit.thing for hit in self.hits(text, limit))

    def hits(self, text: str, limit: int = 10) -> tuple[Hit[T], ...]:
        """Return what `text` may mean with ranks, best first, in index order within a rank."""
        wanted = fold(text)
        if not wanted:
            return ()
        words = tuple(wanted.split())
        found = []
        for place, entry in enumerate(self.entries):
            rank = _rank(wanted, words, entry)
            if rank is not None:
                found.append((rank, place))
        found.sort()
        return tuple(Hit(self.things[place], rank) for rank, place in found[:limit])


def index_of(pairs: Iterable[tuple[T, Sequence[str]]]) -> NameIndex[T]:
    """Build an index from things and their names, the main name first."""
    things: list[T] = []
    entries: list[_Entry] = []
    for thing, names in pairs:
        folded = tuple(fold(name) for name in names)
        things.append(thing)
        entries.append(_Entry(folded, tuple(tuple(name.split()) for name in folded)))
    return NameIndex(tuple(things), tuple(entries))


def _rank(wanted: str, words: tuple[str, ...], entry: _Entry) -> int | None:
    best: int | None = None
    for place, (name, parts) in enumerate(zip(entry.folded, entry.words, strict=True)):
        rank = _rank_one(wanted, words, name, parts)
        if rank is not None:
            rank += 1 if place else 0
            best = rank if best is None else min(best, rank)
    return best


def _rank_one(wanted: str, words: tuple[str, ...], name: str, parts: tuple[str, ...]) -> int | None:
    if name == wanted:
        return EXACT_NAME
    if name.startswith(wanted):
        return NAME_PREFIX
    if all(any(part.startswith(word) for part in parts) for word in words):
        return NAME_WORDS
    if all(_fits(word, parts) for word in words):
        return NAME_TYPO
    return None


def _fits(word: str, parts: tuple[str, ...]) -> bool:
    """Say whether a word begins, or with a slip begins or is, one of the words of a name."""
    for part in parts:
        if part.startswith(word) or is_near(word, part):
            return True
        if len(word) >= 5 and len(part) > len(word) and is_near(word, part[: len(word)]):
            return True
    return False
