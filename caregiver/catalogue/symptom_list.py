"""Symptoms and side effects as a family says them, found by name, synonym or a small slip."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from caregiver.catalogue.documents import Entry, entries
from caregiver.catalogue.source_list import Citation, citations
from caregiver.catalogue.units import is_readable, unit_text
from caregiver.domain.name_match import NameIndex, index_of

FILE = "symptoms"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that may go with a symptom, and its units as shown, the usual one first."""

    field: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Symptom:
    """One symptom. `note_down` says what is worth writing; `plain` says what it is."""

    id: str
    name: str
    synonyms: tuple[str, ...]
    body_system: str
    plain: str
    note_down: tuple[str, ...]
    measures: tuple[Measure, ...]
    sources: tuple[Citation, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names to look it up by, the main one first.

        "Feeling sick (nausea)" is also found as each of its two halves.
        """
        main, bracket, rest = self.name.partition(" (")
        halves = (main, rest.rstrip(")")) if bracket else ()
        return (self.name, *halves, *self.synonyms)

    @property
    def is_event(self) -> bool:
        """Say whether this is something that happened rather than something felt."""
        return self.body_system == "event"


@dataclass(frozen=True)
class SymptomList:
    """All symptoms, in the order of the file."""

    symptoms: tuple[Symptom, ...]

    def find(self, text: str, limit: int = 10) -> tuple[Symptom, ...]:
        """Return what `text` may mean, best first. Events such as a missed dose are left out."""
        return self._index.find(text, limit)

    def get(self, symptom_id: str) -> Symptom | None:
        """Return one symptom by id, None where this version does not have it."""
        return self._by_id.get(symptom_id)

    def finder(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return id and names of every symptom, as the quick add line wants them."""
        return tuple((one.id, one.names) for one in self.symptoms if not one.is_event)

    @cached_property
    def _by_id(self) -> Mapping[str, Symptom]:
        return {one.id: one for one in self.symptoms}

    @cached_property
    def _index(self) -> NameIndex[Symptom]:
        return index_of((one, one.names) for one in self.symptoms if not one.is_event)


def build_symptoms(document: Mapping[str, Any]) -> SymptomList:
    """Build and check the list of symptoms."""
    return SymptomList(entries(FILE, document, "symptoms", _symptom))


def _symptom(entry: Entry) -> Symptom:
    return Symptom(
        id=entry.id,
        name=entry.text("name"),
        synonyms=entry.texts("synonyms"),
        body_system=entry.text("body_system"),
        plain=entry.text("plain"),
        note_down=entry.texts("note_down"),
        measures=tuple(_measure(one) for one in entry.children("measures")),
        sources=citations(entry),
    )


def _measure(entry: Entry) -> Measure:
    codes = [entry.text("unit")]
    other = entry.optional_text("alt_unit")
    if other:
        codes.append(other)
    for code in codes:
        if not is_readable(code):
            raise entry.error(f"unit {code!r} has no readable form")
    return Measure(entry.text("field"), tuple(unit_text(code) for code in codes))
