"""The question bank: sets of questions to bring to a visit, with places to fill in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from caregiver.catalogue.documents import CatalogueError, Entry, entries
from caregiver.catalogue.source_list import Citation, citations
from caregiver.domain.name_match import fold, is_near

FILE = "questions"
WORDINGS = ("caregiver", "patient")
PRIORITIES = ("high", "normal", "low")
_PLACE = re.compile(r"\{(\w+)\}")
_SENTENCE_START = re.compile(r"(?:^|[.!?]\s+)$")


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A group of questions for one occasion."""

    id: str
    title: str
    plain: str


@dataclass(frozen=True, slots=True)
class QuestionTemplate:
    """One question. `text` holds the wording per voice; a voice may be missing."""

    id: str
    set_id: str
    text: Mapping[str, str]
    visit_tags: tuple[str, ...]
    audience: str
    priority: str
    sources: tuple[Citation, ...]

    def wording(self, voice: str) -> str:
        """Return the text in `voice` ("caregiver" or "patient"), or in the other one."""
        return self.text.get(voice) or next(iter(self.text.values()))

    @property
    def places(self) -> tuple[str, ...]:
        """Return the names of the places to fill in, each once, in order."""
        found = (name for text in self.text.values() for name in _PLACE.findall(text))
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class QuestionBank:
    """All sets and questions, in the order of the file."""

    sets: tuple[QuestionSet, ...]
    templates: tuple[QuestionTemplate, ...]
    fallbacks: Mapping[str, str]

    def by_set(self, set_id: str) -> tuple[QuestionTemplate, ...]:
        """Return the questions of one set, the most important first, then in file order."""
        chosen = [one for one in self.templates if one.set_id == set_id]
        return tuple(sorted(chosen, key=lambda one: PRIORITIES.index(one.priority)))

    def template(self, template_id: str) -> QuestionTemplate | None:
        """Return one question by id, None where this version does not have it."""
        return self._by_id.get(template_id)

    def set_title(self, set_id: str) -> str:
        """Return the title of a set, empty where this version does not have it."""
        return next((one.title for one in self.sets if one.id == set_id), "")

    def fill(
        self,
        template: QuestionTemplate,
        wording: str = "caregiver",
        values: Mapping[str, str] | None = None,
    ) -> str:
        """Return the question with its places filled; an empty place takes its fallback words."""
        given = values or {}

        def filled(match: re.Match[str]) -> str:
            word = given.get(match[1], "").strip() or self.fallbacks[match[1]]
            starts = _SENTENCE_START.search(match.string[: match.start()])
            return word[:1].upper() + word[1:] if starts else word

        return _PLACE.sub(filled, template.wording(wording))

    def search(self, text: str, limit: int = 50) -> tuple[QuestionTemplate, ...]:
        """Return the questions that hold every word of `text` (or its beginning, or a small slip).

        Words as typed come before slips; within that the order of the file.
        """
        words = tuple(fold(text).split())
        if not words:
            return ()
        plain = [one for one, held in self._words if _holds(held, words)]
        if len(plain) < limit:
            seen = {one.id for one in plain}
            plain += [
                one
                for one, held in self._words
                if one.id not in seen and _nearly_holds(held, words)
            ]
        return tuple(plain[:limit])

    @cached_property
    def _by_id(self) -> Mapping[str, QuestionTemplate]:
        return {one.id: one for one in self.templates}

    @cached_property
    def _words(self) -> tuple[tuple[QuestionTemplate, frozenset[str]], ...]:
        titles = {one.id: one.title for one in self.sets}
        return tuple(
            (
                one,
                frozenset(
                    fold(
                        " ".join(
                            (titles[one.set_id], *(self.fill(one, voice) for voice in WORDINGS))
                        )
                    ).split()
                ),
            )
            for one in self.templates
        )


def _holds(held: frozenset[str], words: tuple[str, ...]) -> bool:
    return all(word in held or any(one.startswith(word) for one in held) for word in words)


def _nearly_holds(held: frozenset[str], words: tuple[str, ...]) -> bool:
    return all(any(one.startswith(word) or is_near(word, one) for one in held) for word in words)


def build_bank(document: Mapping[str, Any]) -> QuestionBank:
    """Build and check the question bank."""
    sets = entries(FILE, document, "sets", _set)
    known = {one.id for one in sets}
    top = Entry(FILE, "", document)
    fallbacks = {one.text("key"): one.text("fallback") for one in top.children("placeholders")}
    tags = frozenset(top.texts("visit_tags"))
    templates = entries(FILE, document, "questions", lambda entry: _template(entry, known, tags))
    for one in templates:
        for place in one.places:
            if place not in fallbacks:
                raise CatalogueError(FILE, one.id, f"{{{place}}} has no fallback words")
    return QuestionBank(sets, templates, fallbacks)


def _set(entry: Entry) -> QuestionSet:
    return QuestionSet(entry.id, entry.text("title"), entry.text("plain"))


def _template(entry: Entry, sets: set[str], tags: frozenset[str]) -> QuestionTemplate:
    text = entry.mapping("text")
    if not text or any(voice not in WORDINGS for voice in text):
        raise entry.error("text must have a caregiver or a patient wording")
    if not all(isinstance(one, str) and one.strip() for one in text.values()):
        raise entry.error("a wording is empty")
    when = entry.texts("when")
    unknown = sorted(set(when) - tags)
    if unknown:
        raise entry.error(f"{unknown[0]} is not a visit tag")
    return QuestionTemplate(
        id=entry.id,
        set_id=entry.choice("set", sets),
        text=dict(text),
        visit_tags=when,
        audience=entry.choice("audience", ("both", "patient", "caregiver")),
        priority=entry.choice("priority", PRIORITIES),
        sources=citations(entry),
    )
