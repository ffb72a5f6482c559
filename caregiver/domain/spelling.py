"""Find a medicine by a name with a slip in it, and names that look or sound alike.

Made for many names at every key press: names whose letters cannot fit are passed over by their
letter sets before anything is compared. A find is a suggestion, never a decision.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from caregiver.domain.name_match import distance, fold, last_row

# So many names that begin as typed come before those that are one slip away.
PLACES_FOR_BEGINNINGS = 2
SHORTEST_WITH_A_SLIP = 3
SHORTEST_WITH_TWO_SLIPS = 8
# A beginning with a slip in it says something only from so many letters on.
SHORTEST_BEGINNING = 5
# Names that look alike differ in no more than this part of their letters; those that sound alike
# or begin alike may differ in more.
ALIKE = 0.3
ALIKE_BY_SOUND = 0.6
ALIKE_BY_BEGINNING = 0.4
ALIKE_LETTERS = 4
SHORTEST_ALIKE = 4
MOST_ALIKE = 4
_SOUNDS = (("ph", "f"), ("ck", "k"), ("ch", "k"), ("ce", "se"), ("ci", "si"), ("cy", "sy"))
_ONE_SOUND = str.maketrans("cqxzbdvwmg", "kkksptffnj")
_NOT_HEARD = str.maketrans("", "", "aeiouyh")


class Rank(IntEnum):
    """How well a name fits what was typed, best first."""

    EXACT = 0
    BEGINS = 1
    NEAR = 2
    BEGINS_TOO = 3
    LATER_WORD = 4
    FAR = 5
    BEGINS_NEARLY = 6


class Found(NamedTuple):
    """How well a name fits, and its place in the row."""

    rank: int
    place: int


class _Word(NamedTuple):
    text: str
    letters: int
    place: int


@lru_cache(maxsize=8192)
def letters_of(text: str) -> int:
    """Return the set of letters of a folded text as bits."""
    bits = 0
    for letter in text:
        bits |= 1 << (ord(letter) % 64)
    return bits


@lru_cache(maxsize=4096)
def sound_of(text: str) -> str:
    """Return a rough key of how a folded name sounds: names with one key may be misheard.

    Letters that sound alike become one, vowels after the first letter and doubles are dropped.
    """
    key = "".join(letter for letter in text if letter.isalpha())
    key = "s" + key[1:] if key.startswith("x") else key
    for written, sound in _SOUNDS:
        key = key.replace(written, sound)
    key = key[:1] + key[1:].translate(_NOT_HEARD)
    return "".join(letter for letter, _ in groupby(key.translate(_ONE_SOUND)))


def beginning_distance(typed: str, written: str, most: int) -> int:
    """Return the least number of slips between `typed` and any beginning of `written`.

    More than `most` comes back as soon as it is known.
    """
    written = written[: len(typed) + most]
    same, shorter = 0, min(len(typed), len(written))
    while same < shorter and typed[same] == written[same]:
        same += 1
    return min(min(last_row(typed[same:], written[same:], most)), most + 1)


@dataclass(frozen=True, slots=True)
class SpellingIndex:
    """Names in a row, to be found by what is typed. Spaces and hyphens make no difference."""

    names: tuple[_Word, ...]
    by_length: dict[int, tuple[_Word, ...]]
    exact: dict[str, tuple[int, ...]]
    later_words: tuple[tuple[str, int], ...]
    words: tuple[_Word, ...]
    by_sound: dict[str, tuple[_Word, ...]]

    def find(self, text: str, limit: int = 6) -> tuple[Found, ...]:
        """Return the names that `text` may mean, best first, each once, as in the row in a rank."""
        typed = tight(fold(text))
        if not typed:
            return ()
        exact = self.exact.get(typed, ())
        begin = [one.place for one in self.names if one.text.startswith(typed)]
        begin = [place for place in begin if place not in exact]
        room = max(0, PLACES_FOR_BEGINNINGS - len(exact))
        found: dict[int, int] = {}
        _add(found, Rank.EXACT, exact)
        _add(found, Rank.BEGINS, begin[:room])
        _add(found, Rank.NEAR, self._near(typed))
        _add(found, Rank.BEGINS_TOO, begin)
        if len(found) < limit:
            _add(found, Rank.LATER_WORD, self._later(fold(text)))
        if len(found) < limit:
            _add(found, Rank.FAR, self._far(typed))
            _add(found, Rank.BEGINS_NEARLY, self._beginnings(typed))
        return tuple(Found(rank, place) for place, rank in found.items())[:limit]

    def alike(self, text: str) -> tuple[tuple[float, int], ...]:
        """Return how unlike (0 to 1) other names are that look or sound like `text`, and where.

        The closest come first.
        """
        name = tight(fold(text))
        if len(name) < SHORTEST_ALIKE:
            return ()
        letters = letters_of(name)
        heard = {one.place for one in self.by_sound.get(sound_of(name), ())}
        found: list[tuple[float, int]] = []
        for one in self.names:
            if len(one.text) < SHORTEST_ALIKE or one.text == name:
                continue
            longest = max(len(one.text), len(name))
            most = min(MOST_ALIKE, int(longest * _part(name, one, heard)))
            if not _differ(name, letters, one, most):
                slips = distance(name, one.text, most)
                if slips <= most:
                    found.append((slips / longest, one.place))
        return tuple(sorted(found))

    def _near(self, typed: str) -> list[int]:
        """Return the names one slip away, wherever it is."""
        if len(typed) < SHORTEST_WITH_A_SLIP - 1:
            return []
        return [one.place for one in self._within(typed, 1) if one.text != typed]

    def _far(self, typed: str) -> list[int]:
        """Return the names up to two slips away that begin as typed: more would be guessing."""
        if len(typed) < SHORTEST_WITH_TWO_SLIPS:
            return []
        return [one.place for one in self._within(typed, 2, _begins_alike)]

    def _within(
        self, typed: str, most: int, fits: Callable[[str, str], bool] | None = None
    ) -> list[_Word]:
        letters = letters_of(typed)
        shortest = max(SHORTEST_WITH_A_SLIP, len(typed) - most)
        return sorted(
            (
                one
                for length in range(shortest, len(typed) + most + 1)
                for one in self.by_length.get(length, ())
                if (fits is None or fits(typed, one.text))
                and not _differ(typed, letters, one, most)
                and distance(typed, one.text, most) <= most
            ),
            key=attrgetter("place"),
        )

    def _later(self, typed: str) -> Iterable[int]:
        """Return names that have, after their first word, words that begin so."""
        words = typed.split()
        if len(words) == 1:
            return (place for word, place in self.later_words if word.startswith(typed))
        per_word = [
            {one.place for one in self.words if one.text.startswith(word)} for word in words
        ]
        return sorted(set.intersection(*per_word))

    def _beginnings(self, typed: str) -> list[int]:
        """Return names with a word that begins so but for a slip."""
        if len(typed) < SHORTEST_BEGINNING:
            return []
        most = 2 if len(typed) >= SHORTEST_WITH_TWO_SLIPS else 1
        letters = letters_of(typed)
        return [
            one.place
            for one in self.words
            if len(one.text) > len(typed) - most
            and _begins_alike(typed, one.text)
            and (letters & ~one.letters).bit_count() <= most
            and beginning_distance(typed, one.text, most) <= most
        ]


def tight(folded: str) -> str:
    """Return a folded text without its spaces."""
    return folded.replace(" ", "")


def spelling_index(names: Sequence[str]) -> SpellingIndex:
    """Build the index of names in a row, those to be offered first at the beginning."""
    folded = [fold(name) for name in names]
    whole = tuple(
        _Word(tight(name), letters_of(tight(name)), place)
        for place, name in enumerate(folded)
        if name
    )
    by_length: dict[int, list[_Word]] = {}
    by_sound: dict[str, tuple[_Word, ...]] = {}
    exact: dict[str, tuple[int, ...]] = {}
    for one in whole:
        by_length.setdefault(len(one.text), []).append(one)
        sound = sound_of(one.text)
        if len(sound) > 1:
            by_sound[sound] = (*by_sound.get(sound, ()), one)
        exact[one.text] = (*exact.get(one.text, ()), one.place)
    words = [
        _Word(word, letters_of(word), place)
        for place, name in enumerate(folded)
        for word in name.split()
    ]
    later = [(word, place) for place, name in enumerate(folded) for word in name.split()[1:]]
    return SpellingIndex(
        whole,
        {length: tuple(listed) for length, listed in by_length.items()},
        exact,
        tuple(later),
        tuple(words),
        by_sound,
    )


def _add(found: dict[int, int], rank: Rank, places: Iterable[int]) -> None:
    for place in places:
        found.setdefault(place, rank)


def _part(name: str, other: _Word, heard: set[int]) -> float:
    """Return in which part of their letters two names may differ and still be alike."""
    if other.place in heard:
        return ALIKE_BY_SOUND
    begin_alike = other.text[:ALIKE_LETTERS] == name[:ALIKE_LETTERS]
    return ALIKE_BY_BEGINNING if begin_alike else ALIKE


def _begins_alike(typed: str, written: str) -> bool:
    """Say whether the first letter is right, or the first two are swapped."""
    return typed[0] == written[0] or typed[:2] == written[1::-1]


def _differ(typed: str, letters: int, name: _Word, most: int) -> bool:
    """Say whether the letters or lengths alone show more than `most` slips."""
    return (
        abs(len(typed) - len(name.text)) > most
        or (letters & ~name.letters).bit_count() > most
        or (name.letters & ~letters).bit_count() > most
    )
