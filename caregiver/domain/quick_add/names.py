"""Names in a typed line: which medicine, member, symptom or test is meant."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from caregiver.domain.name_match import fold, is_near
from caregiver.domain.people import Role
from caregiver.domain.quick_add.context import Context, KnownMember
from caregiver.domain.quick_add.line import Line
from caregiver.domain.quick_add.reading import Chip, Choice

WORD = re.compile(r"[^\s,;\x1f]+")
LONGEST_NAME = 6
SHORTEST_PREFIX = 3

TITLES = {"dr", "doctor", "prof", "professor", "nurse", "mr", "mrs", "ms", "miss", "sister"}
ROLE_WORDS: dict[str, Role] = {
    "doctor": Role.DOCTOR,
    "hematologist": Role.DOCTOR,
    "haematologist": Role.DOCTOR,
    "oncologist": Role.DOCTOR,
    "consultant": Role.DOCTOR,
    "specialist": Role.DOCTOR,
    "team": Role.DOCTOR,
    "clinic": Role.DOCTOR,
    "nurse": Role.NURSE,
    "nurses": Role.NURSE,
    "pharmacist": Role.PHARMACIST,
    "pharmacy": Role.PHARMACIST,
    "social worker": Role.SOCIAL_WORKER,
    "insurance": Role.FINANCE,
    "billing": Role.FINANCE,
    "gp": Role.PRIMARY_CARE,
    "pcp": Role.PRIMARY_CARE,
    "family doctor": Role.PRIMARY_CARE,
    "primary care": Role.PRIMARY_CARE,
    "therapist": Role.THERAPIST,
    "physio": Role.THERAPIST,
    "dietitian": Role.DIETITIAN,
    "nutritionist": Role.DIETITIAN,
    "dentist": Role.DENTIST,
}

Named = tuple[str, tuple[str, ...]]


class Found(NamedTuple):
    """Ids that a piece of a line may mean, best first, and where the piece stands."""

    ids: tuple[str, ...]
    start: int
    end: int
    sure: bool
    is_main_name: bool = True


class Phrase(NamedTuple):
    """Some words of a line that stand together."""

    text: str
    start: int
    end: int
    words: int


def words_of(line: Line) -> list[re.Match[str]]:
    """Return the words of the line that nothing has taken yet."""
    return list(WORD.finditer(line.free))


def phrases_at(line: Line, words: Sequence[re.Match[str]], place: int) -> Iterator[Phrase]:
    """Yield the phrases that begin at word `place`, the longest first."""
    for count in range(min(LONGEST_NAME, len(words) - place), 0, -1):
        start, end = words[place].start(), words[place + count - 1].end()
        if "\x1f" not in line.free[start:end]:
            yield Phrase(line.free[start:end], start, end, count)


@lru_cache(maxsize=16)
def _by_name(named: tuple[Named, ...]) -> dict[str, tuple[str, ...]]:
    """Return ids by folded name."""
    found: dict[str, tuple[str, ...]] = {}
    for one, names in named:
        for name in names:
            folded = fold(name)
            if folded and one not in found.get(folded, ()):
                found[folded] = (*found.get(folded, ()), one)
    return found


def exact(
    line: Line, words: Sequence[re.Match[str]], place: int, named: tuple[Named, ...]
) -> Found | None:
    """Return what the longest phrase at `place` is the exact name of."""
    lookup = _by_name(named)
    for phrase in phrases_at(line, words, place):
        folded = fold(phrase.text)
        ids = lookup.get(folded)
        if ids:
            return Found(ids, phrase.start, phrase.end, len(ids) == 1)
    return None


def begun(
    line: Line, words: Sequence[re.Match[str]], place: int, named: tuple[Named, ...]
) -> Found | None:
    """Return what the word at `place` begins the name of, or is a slip of: then never sure."""
    word = words[place]
    folded = fold(word[0])
    if len(folded) < SHORTEST_PREFIX or not folded.isalpha():
        return None
    lookup = _by_name(named)

    def matching(fits: Callable[[str, str], bool]) -> tuple[str, ...]:
        ids: dict[str, None] = {}
        for name, owners in lookup.items():
            if any(fits(folded, part) for part in name.split()):
                ids.update(dict.fromkeys(owners))
        return tuple(ids)

    ids = matching(lambda typed, part: part.startswith(typed))
    if ids:
        return Found(ids, word.start(), word.end(), len(ids) == 1)
    ids = matching(is_near)
    return Found(ids, word.start(), word.end(), False) if ids else None


class Person(NamedTuple):
    """Who is meant: members that fit (best first), the role said, and how many words it took."""

    members: tuple[KnownMember, ...]
    role: Role | None
    start: int
    end: int


def person_at(
    line: Line, words: Sequence[re.Match[str]], place: int, context: Context
) -> Person | None:
    """Return who the words at `place` name: "dr a", "nurse kelly", "aziz", "the pharmacist"."""
    for phrase in phrases_at(line, words, place):
        parts = fold(phrase.text).split()
        if parts[:1] == ["the"]:
            parts = parts[1:]
        titled = parts[:1] and parts[0] in TITLES
        bare = [part for part in parts if part not in TITLES]
        if bare:
            fitting = tuple(one for one in context.members if _is_called(one, bare, bool(titled)))
            if fitting:
                return Person(fitting, None, phrase.start, phrase.end)
        role = ROLE_WORDS.get(" ".join(parts))
        if role is not None:
            fitting = tuple(one for one in context.members if one.role is role)
            only = fitting if len(fitting) == 1 else ()
            return Person(only, role, phrase.start, phrase.end)
    return None


def _is_called(member: KnownMember, typed: list[str], titled: bool) -> bool:
    names = [part for part in fold(member.name).split() if part not in TITLES]
    if not titled and max(len(part) for part in typed) < SHORTEST_PREFIX:
        return False
    left = list(names)
    for part in typed:
        match = next((name for name in left if name.startswith(part)), None)
        if match is None or (not titled and len(part) < SHORTEST_PREFIX and match != part):
            return False
        left.remove(match)
    return True


def member_chip(person: Person, context: Context, sure: bool = True) -> Chip:
    """Return the chip of a member, with all members to choose from, the fitting ones first."""
    members = dict.fromkeys((*person.members, *context.members))
    choices = tuple(Choice(one.id, one.name) for one in members)
    first = person.members[0]
    return Chip("member", first.id, first.name, sure and len(person.members) == 1, choices)
