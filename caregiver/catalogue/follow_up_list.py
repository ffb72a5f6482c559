"""What a family may want to be reminded of. Never a schedule: the team's own plan wins."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from caregiver.catalogue.documents import Entry, entries
from caregiver.catalogue.source_list import Citation, citations
from caregiver.domain.appointments import AppointmentKind
from caregiver.domain.name_match import NameIndex, index_of

FILE = "follow_ups"
EVIDENCE = ("guideline", "weak", "general_cancer")
EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class FollowUpTemplate:
    """One thing to come back to. Days from `min_days` to `max_days`, None where no rhythm is known.

    `evidence` is guideline, weak (common practice) or general_cancer; `when` and `applies` say
    for whom. `labs` are the tests whose results show that it was done; `sort` is what is booked.
    """

    id: str
    name: str
    category: str
    applies: str
    when: str
    min_days: int | None
    max_days: int | None
    interval_text: str
    sort: AppointmentKind
    is_test: bool
    labs: tuple[str, ...]
    plain: str
    ask: str
    evidence: str
    warning: str
    sources: tuple[Citation, ...]

    @property
    def is_for_everyone(self) -> bool:
        """Say whether it is not tied to one treatment."""
        return self.applies == EVERYONE


@dataclass(frozen=True)
class FollowUpList:
    """All templates, in the order of the file."""

    templates: tuple[FollowUpTemplate, ...]

    def get(self, template_id: str) -> FollowUpTemplate | None:
        """Return one template by id, None where this version does not have it."""
        return self._by_id.get(template_id)

    def find(self, text: str, limit: int = 40) -> tuple[FollowUpTemplate, ...]:
        """Return what `text` may mean, best first; all of them, in file order, for no text."""
        return self._index.find(text, limit) if text.strip() else self.templates

    @cached_property
    def _by_id(self) -> Mapping[str, FollowUpTemplate]:
        return {one.id: one for one in self.templates}

    @cached_property
    def _index(self) -> NameIndex[FollowUpTemplate]:
        return index_of(
            (one, (one.name, one.category.replace("_", " "), one.plain, one.when, one.applies))
            for one in self.templates
        )


def build_follow_ups(document: Mapping[str, Any]) -> FollowUpList:
    """Build and check the list of follow-ups."""
    return FollowUpList(entries(FILE, document, "follow_ups", _template))


def _template(entry: Entry) -> FollowUpTemplate:
    least, most, words = _interval(entry)
    is_test = entry.values.get("is_test")
    if not isinstance(is_test, bool):
        raise entry.error("is_test must be true or false")
    return FollowUpTemplate(
        id=entry.id,
        name=entry.text("name"),
        category=entry.text("category"),
        applies=entry.text("applies"),
        when=entry.text("when"),
        min_days=least,
        max_days=most,
        interval_text=words,
        sort=AppointmentKind(entry.choice("sort", [one.value for one in AppointmentKind])),
        is_test=is_test,
        labs=entry.texts("labs"),
        plain=entry.text("plain"),
        ask=entry.text("ask"),
        evidence=entry.choice("evidence", EVIDENCE),
        warning=entry.optional_text("warning"),
        sources=citations(entry),
    )


def _interval(entry: Entry) -> tuple[int | None, int | None, str]:
    """Return the shortest and longest gap in days and the source's words for it."""
    if entry.values.get("interval") is None:
        return None, None, ""
    interval = Entry(entry.file, entry.id, entry.mapping("interval"))
    least, most = interval.values.get("min_days"), interval.values.get("max_days")
    if least is None and most is None:
        return None, None, interval.text("text")
    if not isinstance(least, int) or not isinstance(most, int) or not 1 <= least <= most:
        raise entry.error("min_days and max_days must be days, the shorter first")
    return least, most, interval.text("text")
