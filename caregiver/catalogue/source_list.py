"""Where the facts of the catalogue come from, and how much of each source was really read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from caregiver.catalogue.documents import Entry, entries

FILE = "sources"
SEEN = ("full", "part", "secondary", "not_seen")


class Citation(NamedTuple):
    """Where one fact was found: the id of a source, and the place in it."""

    source_id: str
    section: str


@dataclass(frozen=True, slots=True)
class Source:
    """One source. `seen` is full, part, secondary (read only as quoted elsewhere) or not_seen."""

    id: str
    title: str
    publisher: str
    url: str
    date: str
    seen: str
    url_basis: str
    note: str


def citations(entry: Entry) -> tuple[Citation, ...]:
    """Return what an entry cites; every entry must cite something."""
    cited = tuple(Citation(one.text("id"), one.text("section")) for one in entry.children("source"))
    if not cited:
        raise entry.error("cites no source")
    return cited


def build_sources(document: Mapping[str, Any]) -> Mapping[str, Source]:
    """Return the sources by id."""
    return {source.id: source for source in entries(FILE, document, "sources", _source)}


def _source(entry: Entry) -> Source:
    return Source(
        id=entry.id,
        title=entry.text("title"),
        publisher=entry.text("publisher"),
        url=entry.optional_text("url"),
        date=entry.optional_text("date"),
        seen=entry.choice("seen", SEEN),
        url_basis=entry.optional_text("url_basis"),
        note=entry.optional_text("note"),
    )
