"""What the sources say about each medicine: to read, never to fill into a prescription unasked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caregiver.catalogue.documents import Entry, entries
from caregiver.catalogue.source_list import Citation, citations

FILE = "medicine_facts"
ROUTES = ("oral", "intravenous", "subcutaneous", "transdermal")
CHECKED = ("read", "excerpt", "part", "secondary", "recalled")
READ = ("read", "excerpt")


@dataclass(frozen=True, slots=True)
class CitedText:
    """A sentence and the one source that says so."""

    text: str
    source: Citation


@dataclass(frozen=True, slots=True)
class SideEffect:
    """A side effect by the id of its symptom, and its name to show."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class SeriousEffect:
    """A reason to call the team: what may be noticed, and what may be behind it.

    Without `signs` it is a risk that only tests show.
    """

    signs: tuple[SideEffect, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Precaution:
    """Something to know or to ask about, by topic ("kidney", "driving")."""

    topic: str
    text: str


@dataclass(frozen=True, slots=True)
class MedicineFacts:
    """The facts about one medicine.

    `missed_dose` is None where no label, leaflet or monograph was seen to say it: call the team.
    `checked` is the trust mark: read, excerpt, part (`notes` say what is general knowledge),
    secondary (seen only as quoted elsewhere) or recalled (from memory).
    """

    id: str
    drug_class: str
    market_status: str
    routes: tuple[str, ...]
    forms: tuple[CitedText, ...]
    how_given: str
    food_and_timing: tuple[str, ...]
    missed_dose: CitedText | None
    common: tuple[SideEffect, ...]
    serious: tuple[SeriousEffect, ...]
    monitoring: tuple[str, ...]
    precautions: tuple[Precaution, ...]
    notes: tuple[str, ...]
    checked: str
    sources: tuple[Citation, ...]

    @property
    def is_checked(self) -> bool:
        """Say whether all of it was read in a source."""
        return self.checked in READ

    @property
    def is_partly_checked(self) -> bool:
        """Say whether the main facts were read and the rest is marked in `notes`."""
        return self.checked == "part"

    @property
    def may_be_shown(self) -> bool:
        """Say whether it may be shown at all: not what is from memory or only quoted."""
        return self.is_checked or self.is_partly_checked


def build_facts(
    document: Mapping[str, Any], symptoms: Mapping[str, str]
) -> Mapping[str, MedicineFacts]:
    """Build and check the facts by the id of the medicine. `symptoms` are names by id."""
    words = Entry(FILE, "words", document).mapping("words")
    names = {**words, **symptoms}
    built = entries(FILE, document, "medicines", lambda entry: _facts(entry, names))
    return {one.id: one for one in built}


def _facts(entry: Entry, names: Mapping[str, str]) -> MedicineFacts:
    routes = entry.texts("routes")
    if not routes or not set(routes) <= set(ROUTES):
        raise entry.error("a route that is not known")
    missed = entry.values.get("missed_dose")
    return MedicineFacts(
        id=entry.id,
        drug_class=entry.text("drug_class"),
        market_status=entry.optional_text("market_status"),
        routes=routes,
        forms=tuple(_cited(one) for one in _children(entry, "forms")),
        how_given=entry.text("how_given"),
        food_and_timing=_texts(entry, "food_and_timing"),
        missed_dose=_cited(Entry(FILE, entry.id, entry.mapping("missed_dose"))) if missed else None,
        common=_effects(entry, "common", names),
        serious=tuple(
            SeriousEffect(_effects(one, "symptoms", names), one.text("why"))
            for one in entry.children("serious")
        ),
        monitoring=entry.texts("monitoring"),
        precautions=tuple(
            Precaution(one.text("topic"), one.text("text")) for one in entry.children("precautions")
        ),
        notes=_texts(entry, "notes"),
        checked=entry.choice("checked", CHECKED),
        sources=citations(entry),
    )


def _cited(entry: Entry) -> CitedText:
    return CitedText(entry.text("text"), citations(entry)[0])


def _children(entry: Entry, key: str) -> tuple[Entry, ...]:
    return entry.children(key) if key in entry.values else ()


def _texts(entry: Entry, key: str) -> tuple[str, ...]:
    return entry.texts(key) if key in entry.values else ()


def _effects(entry: Entry, key: str, names: Mapping[str, str]) -> tuple[SideEffect, ...]:
    found = entry.texts(key)
    for one in found:
        if one not in names:
            raise entry.error(f"{one!r} is not a known side effect")
    return tuple(SideEffect(one, names[one]) for one in found)
