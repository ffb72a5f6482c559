"""Tests a family may follow: names, short names for tables, and units as a report prints them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from caregiver.catalogue.documents import Entry, entries
from caregiver.catalogue.source_list import Citation, citations
from caregiver.catalogue.units import is_readable, unit_text
from caregiver.domain.name_match import NameIndex, index_of

FILE = "labs"
VALUE_TYPES = ("quantity", "text")
TRENDS = (
    "up_is_worse",
    "down_is_worse",
    "both",
    "away_from_normal_is_worse",
    "positive_is_worse",
    "new_lesion_is_worse",
)


@dataclass(frozen=True, slots=True)
class LabTest:
    """One test. `units` are shown texts, the usual one first; a test of words has none."""

    id: str
    name: str
    short_name: str
    group: str
    is_number: bool
    synonyms: tuple[str, ...]
    units: tuple[str, ...]
    unit_codes: tuple[str, ...]
    plain: str
    why: str
    trend: str
    note: str
    sources: tuple[Citation, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names to look it up by, the main one first."""
        return (self.name, self.short_name, *self.synonyms)


@dataclass(frozen=True)
class LabList:
    """All tests, in the order of the file."""

    tests: tuple[LabTest, ...]

    def find(self, text: str, limit: int = 10) -> tuple[LabTest, ...]:
        """Return what `text` may mean, best first."""
        return self._index.find(text, limit)

    def get(self, test_id: str) -> LabTest | None:
        """Return one test by id, None where this version does not have it."""
        return self._by_id.get(test_id)

    def groups(self) -> tuple[str, ...]:
        """Return the groups, in the order of the file."""
        return tuple(dict.fromkeys(one.group for one in self.tests))

    def by_group(self, group: str) -> tuple[LabTest, ...]:
        """Return the tests of one group."""
        return tuple(one for one in self.tests if one.group == group)

    def finder(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return id and names of every test, as the quick add line wants them."""
        return tuple((one.id, one.names) for one in self.tests)

    @cached_property
    def _by_id(self) -> Mapping[str, LabTest]:
        return {one.id: one for one in self.tests}

    @cached_property
    def _index(self) -> NameIndex[LabTest]:
        return index_of((one, one.names) for one in self.tests)


def build_labs(document: Mapping[str, Any]) -> LabList:
    """Build and check the list of tests."""
    return LabList(entries(FILE, document, "labs", _test))


def _test(entry: Entry) -> LabTest:
    codes = entry.texts("units")
    for code in codes:
        if not is_readable(code):
            raise entry.error(f"unit {code!r} has no readable form")
    is_number = entry.choice("value_type", VALUE_TYPES) == "quantity"
    if is_number and not codes:
        raise entry.error("a test with numbers needs a unit")
    return LabTest(
        id=entry.id,
        name=entry.text("name"),
        short_name=entry.text("short_name"),
        group=entry.text("group"),
        is_number=is_number,
        synonyms=entry.texts("synonyms"),
        units=tuple(unit_text(code) for code in codes),
        unit_codes=codes,
        plain=entry.text("plain"),
        why=entry.text("why"),
        trend=entry.choice("trend", TRENDS),
        note=entry.optional_text("note"),
        sources=citations(entry),
    )
