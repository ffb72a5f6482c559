"""Names of medicines, to help with spelling. No doses, no advice, never filled in unasked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from caregiver.catalogue.documents import Entry, entries
from caregiver.catalogue.source_list import Citation, citations
from caregiver.domain.name_match import NameIndex, fold, index_of

FILE = "medicines"
CHECKED = ("read", "excerpt", "part", "secondary", "recalled")
REGIONS = ("us", "eu")


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

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names, generic first."""
        return (self.name, *self.also_called, *self.brands)


class NameSuggestion(NamedTuple):
    """One name to offer, and the medicine it belongs to. The family decides."""

    text: str
    medicine: MedicineName

    @property
    def is_brand(self) -> bool:
        """Say whether the offered name is a brand."""
        return self.text in self.medicine.brands


@dataclass(frozen=True)
class MedicineNames:
    """All medicines whose facts were read in a source; names from memory are left out."""

    medicines: tuple[MedicineName, ...]

    def suggest(self, text: str, limit: int = 6) -> tuple[NameSuggestion, ...]:
        """Return names that `text` may be the beginning or a slip of, best first."""
        return self._index.find(text, limit)

    def find(self, text: str) -> MedicineName | None:
        """Return the medicine that has exactly this name, in any case; no slips."""
        return self._exact.get(fold(text))

    def same(self, name: str) -> tuple[str, ...]:
        """Return all names of the medicine called `name`, or only `name` where it is not known."""
        found = self.find(name)
        return found.names if found else (name,)

    @cached_property
    def _index(self) -> NameIndex[NameSuggestion]:
        return index_of(
            (NameSuggestion(name, one), (name,)) for one in self.medicines for name in one.names
        )

    @cached_property
    def _exact(self) -> Mapping[str, MedicineName]:
        return {fold(name): one for one in reversed(self.medicines) for name in one.names}


def build_medicines(document: Mapping[str, Any]) -> MedicineNames:
    """Build and check the list of names."""
    built = entries(FILE, document, "medicines", _medicine)
    return MedicineNames(tuple(one for one in built if one.checked != "recalled"))


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
    )
