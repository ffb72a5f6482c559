"""Plans of treatment to start from and to compare with the prescription. Never a prescription."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from caregiver.catalogue.documents import Entry, entries
from caregiver.catalogue.source_list import Citation, citations
from caregiver.domain.name_match import NameIndex, index_of
from caregiver.domain.regimens import CycleLength

FILE = "regimens"
READY, CHECK_FIRST = "ready", "check_first"
GROUPS = (
    "newly_diagnosed",
    "relapsed",
    "maintenance",
    "bispecific",
    "cell_therapy",
    "transplant",
    "supportive",
)
KINDS = ("regimen", "supportive")
CHECKED = ("read", "excerpt", "secondary", "recalled")
READ_IN_A_SOURCE = ("read", "excerpt")


@dataclass(frozen=True, slots=True)
class RegimenPhase:
    """Days of the cycle in the cycles `cycles_from` to `cycles_to` inclusive; None: no end.

    Two phases of one medicine may share a cycle: another dose on other days.
    """

    cycles_from: int
    cycles_to: int | None
    days: tuple[int, ...]
    dose_text: str

    def holds_in(self, cycle: int) -> bool:
        """Say whether it belongs to a cycle by its number."""
        return self.cycles_from <= cycle and (self.cycles_to is None or cycle <= self.cycles_to)


@dataclass(frozen=True, slots=True)
class RegimenComponent:
    """One medicine of a plan. `dose_text` is what the source says: to show, never to use.

    `checked` is the trust mark: read, excerpt (part was read), secondary (seen only as quoted
    elsewhere), recalled (from memory). A phase without a `dose_text` of its own has this one.
    """

    drug_id: str
    name: str
    dose_text: str
    route: str
    role: str
    checked: str
    note: str
    sources: tuple[Citation, ...]
    phases: tuple[RegimenPhase, ...]

    @property
    def is_checked(self) -> bool:
        """Say whether its days were read in a source."""
        return self.checked in READ_IN_A_SOURCE

    def days_in(self, cycle: int) -> tuple[int, ...]:
        """Return its days of one cycle, in order."""
        return tuple(
            sorted(day for phase in self.phases if phase.holds_in(cycle) for day in phase.days)
        )


@dataclass(frozen=True, slots=True)
class WeeksOfDoses:
    """From the first day of one week to the last of another (None: no end), every so many weeks."""

    from_week: int
    to_week: int | None
    every_weeks: int
    doses: int | None


@dataclass(frozen=True, slots=True)
class ExpectedDays:
    """What a source says in numbers that count from day 1 of treatment. Tests prove them."""

    drug_id: str
    first_days: tuple[int, ...]
    weeks_after: tuple[WeeksOfDoses, ...]
    count_by_cycle: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RegimenTemplate:
    """One plan. Days count from day 1 of a cycle, or (`counts_from_zero`) from an infusion.

    `lengths` say from which cycle on a cycle has how many days. `last_cycle` None: no set end.
    `first_day` is 1, or the earliest day before the infusion. `first_is_block`: cycle 1 is the
    step-up block. Not `is_ready`: some part was not read in a source, so it is to be shown with a
    warning. `follow_on` is the plan that may come after it.
    """

    id: str
    name: str
    full_name: str
    group: str
    setting: str
    is_ready: bool
    kind: str
    lengths: tuple[CycleLength, ...]
    last_cycle: int | None
    duration_text: str
    counts_from_zero: bool
    first_day: int
    first_is_block: bool
    components: tuple[RegimenComponent, ...]
    notes: tuple[str, ...]
    follow_on: str
    expect: tuple[ExpectedDays, ...]

    @property
    def is_supportive(self) -> bool:
        """Say whether it supports the treatment rather than treating the myeloma."""
        return self.kind == "supportive"

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Return everything its medicines cite, each once."""
        return tuple(dict.fromkeys(cited for one in self.components for cited in one.sources))

    def component(self, drug_id: str) -> RegimenComponent | None:
        """Return one medicine of it, None where it has no such one."""
        return next((one for one in self.components if one.drug_id == drug_id), None)


@dataclass(frozen=True)
class RegimenList:
    """All plans, in the order of the file."""

    templates: tuple[RegimenTemplate, ...]

    def get(self, template_id: str) -> RegimenTemplate | None:
        """Return one plan by id, None where this version does not have it."""
        return self._by_id.get(template_id)

    def by_group(self, group: str) -> tuple[RegimenTemplate, ...]:
        """Return the plans of a group, in the order of the file."""
        return tuple(one for one in self.templates if one.group == group)

    def groups(self) -> tuple[str, ...]:
        """Return the groups that have plans, first treatment first."""
        used = {one.group for one in self.templates}
        return tuple(one for one in GROUPS if one in used)

    def find(self, text: str, limit: int = 50) -> tuple[RegimenTemplate, ...]:
        """Return what `text` may mean, best first; all of them, in file order, for no text."""
        return self._index.find(text, limit) if text.strip() else self.templates

    @cached_property
    def _by_id(self) -> Mapping[str, RegimenTemplate]:
        return {one.id: one for one in self.templates}

    @cached_property
    def _index(self) -> NameIndex[RegimenTemplate]:
        return index_of(
            (one, (one.name, one.full_name, *(part.name for part in one.components)))
            for one in self.templates
        )


def build_regimens(document: Mapping[str, Any]) -> RegimenList:
    """Build and check the list of plans."""
    built = RegimenList(entries(FILE, document, "regimens", _template))
    for one in built.templates:
        if one.follow_on and built.get(one.follow_on) is None:
            raise Entry(FILE, one.id, {}).error(f"follow_on {one.follow_on!r} is not known")
    return built


def _template(entry: Entry) -> RegimenTemplate:
    components = tuple(_component(one) for one in entry.children("components"))
    last_cycle = entry.optional_number("last_cycle")
    from_zero = entry.flag("counts_from_zero")
    is_ready = entry.choice("status", (READY, CHECK_FIRST)) == READY
    if is_ready != all(one.is_checked for one in components):
        raise entry.error("status does not go with what was checked")
    earliest = min(day for one in components for phase in one.phases for day in phase.days)
    if (earliest < 1) != from_zero:
        raise entry.error("a day before day 1 needs counts_from_zero, which needs day 0")
    return RegimenTemplate(
        id=entry.id,
        name=entry.text("name"),
        full_name=entry.text("full_name"),
        group=entry.choice("group", GROUPS),
        setting=entry.text("setting"),
        is_ready=is_ready,
        kind=entry.choice("kind", KINDS),
        lengths=_lengths(entry, last_cycle),
        last_cycle=last_cycle,
        duration_text=entry.text("duration"),
        counts_from_zero=from_zero,
        first_day=min(earliest, 1),
        first_is_block=entry.flag("first_is_block"),
        components=components,
        notes=entry.texts("notes") if "notes" in entry.values else (),
        follow_on=entry.optional_text("follow_on"),
        expect=_expected(entry),
    )


def _lengths(entry: Entry, last_cycle: int | None) -> tuple[CycleLength, ...]:
    """Return the lengths of the cycles, which follow on without a gap to the last one."""
    parts = [
        (one.number("from"), one.optional_number("to"), one.number("days"))
        for one in entry.children("lengths")
    ]
    closed = all(one[1] is not None and one[1] + 1 == other[0] for one, other in pairwise(parts))
    if not parts or parts[0][0] != 1 or parts[-1][1] != last_cycle or not closed:
        raise entry.error("lengths must follow on from cycle 1 to the last one")
    return tuple(CycleLength(first, days) for first, _, days in parts)


def _component(entry: Entry) -> RegimenComponent:
    phases = tuple(
        RegimenPhase(
            one.number("from"),
            one.optional_number("to"),
            one.numbers("days"),
            one.optional_text("dose_text"),
        )
        for one in entry.children("phases")
    )
    if not phases or not all(phase.days for phase in phases):
        raise entry.error("a medicine without days")
    return RegimenComponent(
        drug_id=entry.text("drug"),
        name=entry.text("name"),
        dose_text=entry.text("dose_text"),
        route=entry.text("route"),
        role=entry.optional_text("role"),
        checked=entry.choice("checked", CHECKED),
        note=entry.optional_text("note"),
        sources=citations(entry),
        phases=phases,
    )


def _expected(entry: Entry) -> tuple[ExpectedDays, ...]:
    if "expect" not in entry.values:
        return ()
    by_drug = entry.mapping("expect")
    return tuple(_expected_of(drug, Entry(FILE, entry.id, said)) for drug, said in by_drug.items())


def _expected_of(drug: str, said: Entry) -> ExpectedDays:
    weeks = said.children("weeks_after") if "weeks_after" in said.values else ()
    return ExpectedDays(
        drug_id=drug,
        first_days=said.numbers("first_days") if "first_days" in said.values else (),
        weeks_after=tuple(
            WeeksOfDoses(
                one.number("from_week"),
                one.optional_number("to_week"),
                one.number("every_weeks"),
                one.optional_number("doses"),
            )
            for one in weeks
        ),
        count_by_cycle=said.numbers("count_by_cycle") if "count_by_cycle" in said.values else (),
    )
