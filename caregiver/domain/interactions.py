"""Which rules of a list of interactions speak of which medicines. No rule never means "safe".

The list is somebody else's (labels, drug monographs); here is only how names find their rules: a
name leads to what it holds, that to its classes, and a rule speaks of two entries where one of its
sides is in the one and the other side in the other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from caregiver.domain.name_match import fold

# What a name or one side of a rule means: its type (drug, item, class or name) and its id.
Target = tuple[str, str]
DRUG, ITEM, CLASS, NAME = "drug", "item", "class", "name"
# The person has myeloma, so what a list says of its risk to the kidneys is asked for everybody.
EVERY_PATIENT: Target = (ITEM, "myeloma_kidney")
# Kinds of items nobody writes into a list of medicines: they are told with the medicine.
DAILY_LIFE = frozenset({"food", "vaccine", "procedure", "test", "other"})
SHOP = frozenset({"otc", "supplement"})
SHORTEST_ALIKE = 5
# A source that speaks of the time after a dose or a treatment, in more than hours.
_AFTERWARDS = re.compile(r"\b(days?|weeks?|months?)\b[^.]*\b(after|before)\b", re.IGNORECASE)
_MILLIGRAMS = re.compile(r"(\d+)\s*mg\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RuleSides:
    """What matching must know of a rule. Which side is `a` means nothing; `rank` 0 is worst.

    `lasts`: the source speaks of days or longer after a medicine was stopped.
    """

    id: str
    a: Target
    b: Target
    rank: int = 0
    lasts: bool = False

    def other(self, side: Target) -> Target:
        """Return the side that is not `side`."""
        return self.b if side == self.a else self.a


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One thing in an entry, and all that rules may call it: itself and its classes."""

    target: Target
    sides: frozenset[Target]


@dataclass(frozen=True, slots=True)
class Entry:
    """One product of a list of medicines, read. No ingredients: its name is not in the list."""

    name: str
    ingredients: tuple[Ingredient, ...] = ()

    @property
    def is_known(self) -> bool:
        """Say whether the list of rules knows the name; never that it knows all about it."""
        return bool(self.ingredients)

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return what is in it."""
        return tuple(one.target for one in self.ingredients)

    @property
    def sides(self) -> frozenset[Target]:
        """Return everything rules may call it."""
        return frozenset(side for one in self.ingredients for side in one.sides)

    def shares(self, other: "Entry") -> tuple[Target, ...]:
        """Return what both hold, in the order of this one."""
        return tuple(one for one in self.targets if one in other.targets)


@dataclass(frozen=True, slots=True)
class Match:
    """The rules that speak of two entries, the most severe first."""

    first: Entry
    second: Entry
    rules: tuple[RuleSides, ...]


@dataclass(frozen=True, slots=True)
class WatchOut:
    """A rule of one medicine whose other side is part of daily life, or sold in shops."""

    rule: RuleSides
    other: Target
    is_daily_life: bool


@dataclass(frozen=True)
class InteractionMatcher:
    """Find the rules that speak of names.

    `names` are folded; one name may mean several things, and all of them count. `members` are
    those of each class, `kinds` the kind of each item. `stronger` says from how many milligrams on
    a thing also counts as another: aspirin for pain is not the small aspirin.
    """

    names: Mapping[str, tuple[Target, ...]]
    members: Mapping[str, tuple[Target, ...]]
    kinds: Mapping[str, str]
    rules: Sequence[RuleSides]
    stronger: Mapping[Target, tuple[int, Target]] = field(default_factory=dict)

    # Reading names

    def read(self, *texts: str) -> Entry:
        """Read what is written of one product: its name, its brand, strengths, other words."""
        found: dict[Target, Ingredient] = {}
        for text in texts:
            for ingredient in self._said_in(text):
                found.setdefault(ingredient.target, ingredient)
        name = next((one.strip() for one in texts if one.strip()), "")
        return Entry(name, tuple(found.values()))

    def ingredient_of(self, target: Target) -> Entry:
        """Return an entry that is nothing but one target."""
        return Entry(target[1], (self._ingredient(target),))

    # Matching

    def match(self, first: Entry, second: Entry) -> Match | None:
        """Return what the rules say of two entries. None is not "safe": there is no rule."""
        if not first.ingredients or not second.ingredients:
            return None
        found = [rule for rule in self._rules_of(first) if self._joins(rule, first, second)]
        ordered = sorted(found, key=lambda one: one.rank)
        return Match(first, second, tuple(ordered)) if ordered else None

    def pairs(self, entries: Sequence[Entry]) -> tuple[tuple[int, int, Match], ...]:
        """Return the pairs that a rule speaks of, by their places, the most severe first."""
        found = []
        for one, other in combinations(range(len(entries)), 2):
            match = self.match(entries[one], entries[other])
            if match is not None:
                found.append((one, other, match))
        return tuple(sorted(found, key=lambda each: each[2].rules[0].rank))

    def for_everybody(self, entry: Entry) -> Match | None:
        """Return what the rules say of a medicine and myeloma itself."""
        if EVERY_PATIENT in entry.targets:
            return None
        return self.match(entry, self.ingredient_of(EVERY_PATIENT))

    def watch_outs(self, entry: Entry) -> tuple[WatchOut, ...]:
        """Return what else rules speak of with a medicine, beside prescriptions; worst first."""
        found = []
        sides = entry.sides
        for rule in self._rules_of(entry):
            for side in dict.fromkeys((rule.a, rule.b)):
                other = rule.other(side)
                kinds = self._kinds_of(other)
                if side in sides and kinds & (DAILY_LIFE | SHOP) and not self._is_of(other, entry):
                    found.append(WatchOut(rule, other, kinds <= DAILY_LIFE))
        return tuple(sorted(dict.fromkeys(found), key=lambda one: one.rule.rank))

    # Within

    def _joins(self, rule: RuleSides, first: Entry, second: Entry) -> bool:
        """Say whether a rule speaks of two different things, one of each entry."""
        return any(
            one.target != other.target
            for a, b in {(rule.a, rule.b), (rule.b, rule.a)}
            for one in first.ingredients
            if a in one.sides
            for other in second.ingredients
            if b in other.sides
        )

    def _rules_of(self, entry: Entry) -> list[RuleSides]:
        places = {place for side in entry.sides for place in self._by_side.get(side, ())}
        return [self.rules[place] for place in sorted(places)]

    def _kinds_of(self, side: Target) -> set[str]:
        things = self.members.get(side[1], ()) if side[0] == CLASS else (side,)
        return {self.kinds[id] if type == ITEM else type for type, id in things}

    def _is_of(self, other: Target, entry: Entry) -> bool:
        """Say whether a side means nothing but what the entry itself is."""
        things = self.members.get(other[1], ()) if other[0] == CLASS else (other,)
        return set(things) <= set(entry.targets)

    def _ingredient(self, target: Target) -> Ingredient:
        return Ingredient(target, frozenset((target, *self._classes_of.get(target, ()))))

    def _said_in(self, text: str) -> Iterator[Ingredient]:
        """Yield what the known names within a text mean, longest first; no word counts twice."""
        words = fold(text).split()
        place = 0
        while place < len(words):
            length = self._name_at(words, place)
            name = " ".join(words[place : place + length])
            for target in self.names[name] if length else ():
                yield from self._meant(target, name, text)
            place += max(length, 1)

    def _name_at(self, words: Sequence[str], place: int) -> int:
        """Return how many words the longest known name at a place has, 0 for none."""
        for length in range(min(self._longest, len(words) - place), 0, -1):
            targets = self.names.get(" ".join(words[place : place + length]))
            if targets and (place == 0 or not self._is_daily_life(targets)):
                return length
        return 0

    def _is_daily_life(self, targets: Sequence[Target]) -> bool:
        """Say whether words mean no medicine: "with food" is how to take the one before them."""
        return all(type == ITEM and self.kinds[id] in DAILY_LIFE for type, id in targets)

    def _meant(self, target: Target, name: str, text: str) -> Iterator[Ingredient]:
        if target[0] == CLASS:  # one of a class that the list does not speak of by itself
            yield Ingredient((NAME, name), frozenset({target}))
            return
        yield self._ingredient(target)
        least, strong = self.stronger.get(target, (0, target))
        if strong != target and any(int(one) >= least for one in _MILLIGRAMS.findall(text)):
            yield self._ingredient(strong)

    @cached_property
    def _classes_of(self) -> Mapping[Target, tuple[Target, ...]]:
        found: dict[Target, list[Target]] = {}
        for id, members in self.members.items():
            for one in members:
                found.setdefault(one, []).append((CLASS, id))
        return {one: tuple(classes) for one, classes in found.items()}

    @cached_property
    def _by_side(self) -> Mapping[Target, tuple[int, ...]]:
        found: dict[Target, list[int]] = {}
        for place, rule in enumerate(self.rules):
            for side in {rule.a, rule.b}:
                found.setdefault(side, []).append(place)
        return {side: tuple(places) for side, places in found.items()}

    @cached_property
    def _longest(self) -> int:
        return max((len(name.split()) for name in self.names), default=0)


def speaks_of_later(text: str) -> bool:
    """Say whether a source speaks of days or longer after a medicine was stopped."""
    return bool(_AFTERWARDS.search(text))


def least_strength(names: Sequence[str]) -> int | None:
    """Return the smallest number of milligrams that names speak of, None for none."""
    return min((int(one) for name in names for one in _MILLIGRAMS.findall(name)), default=None)


def begins_a_word(said: str, name: str) -> bool:
    """Say whether a longer word of `said` begins a word of `name`, as sulfa in sulfamethoxazole."""
    words = fold(name).split()
    return any(
        len(one) >= SHORTEST_ALIKE and word.startswith(one)
        for one in fold(said).split()
        for word in words
    )
