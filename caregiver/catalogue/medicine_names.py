"""Names of medicines, to help with spelling. No doses, no advice, never filled in unasked."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from caregiver.catalogue.documents import Entry, entries
from caregiver.catalogue.source_list import Citation, citations
from caregiver.domain.name_match import fold
from caregiver.domain.spelling import Found, Rank, SpellingIndex, spelling_index, tight

FILE = "medicines"
CHECKED = ("read", "excerpt", "part", "secondary", "recalled")
REGIONS = ("us", "eu")
_STRENGTH = re.compile(r"(?<=\S)\s+\d.*$")


@dataclass(frozen=True, slots=True)
class MedicineName:
    """One medicine: its generic name and what else it is called. `checked` is the trust mark."""

    id: str
    name: str
    also_called: tuple[str, ...]
    brands: tuple[str, ...]
    group: str
    checked: str
    sources: tuple[Citation, ...]
    us_name: str = ""

    @property
    def generic(self) -> str:
        """Return the generic name as it is called in the US; `name` is the international one."""
        return self.us_name or self.name

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names, generic first."""
        return (self.name, *self.also_called, *self.brands)


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name that no medicine of the list has, and what is in the product (NyQuil: three)."""

    text: str
    generics: tuple[str, ...]
    is_taken: bool = True


@dataclass(frozen=True, slots=True)
class NameSuggestion:
    """One name to offer, and the generic names it leads to. The family decides.

    `medicine` is None for what is not in the list of medicines; `is_own`: a name of the family;
    not `is_taken`: not a medicine, remedy or vaccine but food, an illness, a test or the like.
    `sources`, of a look-alike: who reported that the two were mixed up.
    """

    text: str
    generics: tuple[str, ...]
    medicine: MedicineName | None = None
    is_own: bool = False
    is_taken: bool = True
    sources: tuple[Citation, ...] = ()

    @property
    def is_brand(self) -> bool:
        """Say whether the offered name is a brand of a medicine in the list."""
        return self.medicine is not None and self.text in self.medicine.brands

    @property
    def leads_to(self) -> tuple[str, ...]:
        """Return the generic names to show beside it: those that it is not itself."""
        return tuple(one for one in self.generics if fold(one) != fold(self.text))


@dataclass(frozen=True, slots=True)
class MixedUp:
    """Names that were mixed up in real life, and who reported it."""

    id: str
    names: tuple[str, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True)
class MedicineNames:
    """All medicines whose facts were read in a source; names from memory are left out.

    `read_others` gives the names of everything else; it is called at the first suggestion.
    """

    medicines: tuple[MedicineName, ...]
    read_others: Callable[[], tuple[OtherName, ...]] = tuple
    mixed_up: tuple[MixedUp, ...] = ()

    def prepare(self) -> None:
        """Read all names now (about 20 ms), so that the first key press need not wait for it."""
        self.suggest("prepare")
        self.look_alikes("prepare")

    def suggest(
        self, text: str, limit: int = 6, own: tuple[str, ...] = ()
    ) -> tuple[NameSuggestion, ...]:
        """Return names that `text` may be the beginning or a slip of, best first.

        `own` are names of the family; of equally good ones they come first. After a name that is
        written exactly so comes its generic name, where it is one. A strength behind a name ("25
        mg") is passed over.
        """
        mine, ours = self._both(text, limit, own)
        if not mine and not ours:
            mine, ours = self._both(_STRENGTH.sub("", text), limit, own)
        ranked = [(rank, 0, self._own(own[place])) for rank, place in mine]
        ranked += [(rank, 1, self.every_name[place]) for rank, place in ours]
        ranked.sort(key=lambda one: one[:2])
        found: dict[str, NameSuggestion] = {}
        for rank, _, one in ranked:
            found.setdefault(tight(fold(one.text)), one)
            if rank == Rank.EXACT and len(one.generics) == 1:
                self._put(found, one.generics[0])
        return tuple(found.values())[:limit]

    def look_alikes(self, name: str, own: tuple[str, ...] = ()) -> tuple[NameSuggestion, ...]:
        """Return other names that look or sound like `name`: those reported, then the closest.

        Left out are names with an ingredient of `name`, and what is not taken as a medicine.
        """
        known = self.known(name)
        if known is not None and not known.is_taken:
            return ()
        mine = [(far, self._own(own[place])) for far, place in _index(own).alike(name)]
        ours = [(far, self.every_name[place]) for far, place in self._spelling.alike(name)]
        same = set(known.generics) if known else set()
        found = {tight(fold(one.text)): one for one in self._reported(name)}
        for _, one in sorted((*mine, *ours), key=lambda one: one[0]):
            if one.is_taken and not same & set(one.generics):
                found.setdefault(tight(fold(one.text)), one)
        return tuple(found.values())

    def find(self, text: str) -> MedicineName | None:
        """Return the medicine that has exactly this name, in any case; no slips."""
        return self._exact.get(fold(text))

    def known(self, text: str) -> NameSuggestion | None:
        """Return what has exactly this name in the whole catalogue, in any case; no slips."""
        return self._by_text.get(tight(fold(text)))

    def generics(self, text: str) -> tuple[str, ...]:
        """Return the generic names that exactly this name leads to; empty where not known."""
        known = self.known(text)
        return known.generics if known else ()

    def same(self, name: str) -> tuple[str, ...]:
        """Return all names of the medicine called `name`, or only `name` where it is not known."""
        found = self.find(name)
        return found.names if found else (name,)

    @cached_property
    def every_name(self) -> tuple[NameSuggestion, ...]:
        """Return every name of the catalogue once, those of the list of medicines first."""
        others = {tight(fold(one.text)): one for one in reversed(self.read_others())}
        found: dict[str, NameSuggestion] = {}
        for medicine in self.medicines:
            for text in medicine.names:
                key = tight(fold(text))
                other = others.get(key)
                generics = (medicine.generic, *(other.generics if other else ()))
                new = NameSuggestion(text, tuple(dict.fromkeys(generics)), medicine)
                found.setdefault(key, new)
        for key, other in reversed(others.items()):
            new = NameSuggestion(other.text, other.generics, is_taken=other.is_taken)
            found.setdefault(key, new)
        return tuple(found.values())

    def _reported(self, name: str) -> Iterator[NameSuggestion]:
        key = tight(fold(name))
        for pair in self.mixed_up:
            if key in map(tight, map(fold, pair.names)):
                for other in pair.names:
                    if tight(fold(other)) != key:
                        known = self.known(other) or NameSuggestion(other, ())
                        yield replace(known, sources=pair.sources)

    def _own(self, text: str) -> NameSuggestion:
        known = self.known(text)
        if known is None:
            return NameSuggestion(text, (), is_own=True)
        return NameSuggestion(text, known.generics, known.medicine, is_own=True)

    def _both(
        self, text: str, limit: int, own: tuple[str, ...]
    ) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
        mine = _index(own).find(text, limit) if own else ()
        return mine, self._spelling.find(text, limit)

    def _put(self, found: dict[str, NameSuggestion], name: str) -> None:
        known = self.known(name)
        if known is not None:
            found.setdefault(tight(fold(known.text)), known)

    @cached_property
    def _by_text(self) -> Mapping[str, NameSuggestion]:
        return {tight(fold(one.text)): one for one in self.every_name}

    @cached_property
    def _spelling(self) -> SpellingIndex:
        return spelling_index(tuple(one.text for one in self.every_name))

    @cached_property
    def _exact(self) -> Mapping[str, MedicineName]:
        return {fold(name): one for one in reversed(self.medicines) for name in one.names}


@lru_cache(maxsize=4)
def _index(names: tuple[str, ...]) -> SpellingIndex:
    return spelling_index(names)


def build_medicines(
    document: Mapping[str, Any], read_others: Callable[[], tuple[OtherName, ...]] = tuple
) -> MedicineNames:
    """Build and check the list of names."""
    built = entries(FILE, document, "medicines", _medicine)
    mixed_up = entries(FILE, document, "mixed_up", _mixed_up)
    shown = tuple(one for one in built if one.checked != "recalled")
    return MedicineNames(shown, read_others, mixed_up)


def _medicine(entry: Entry) -> MedicineName:
    by_region = Entry(FILE, entry.id, entry.mapping("brands"))
    brands = (brand for region in REGIONS for brand in by_region.texts(region))
    return MedicineName(
        id=entry.id,
        name=entry.text("name"),
        also_called=entry.texts("also_called"),
        brands=tuple(dict.fromkeys(brands)),
        group=entry.text("group"),
        checked=entry.choice("checked", CHECKED),
        sources=citations(entry),
        us_name=entry.optional_text("us_name"),
    )


def _mixed_up(entry: Entry) -> MixedUp:
    return MixedUp(entry.id, entry.texts("names"), citations(entry))
