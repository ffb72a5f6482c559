"""What to ask about when two things are taken together. No rule never means that it is safe."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from caregiver.catalogue.documents import CatalogueError, Entry, entries
from caregiver.catalogue.source_list import Citation, citations
from caregiver.domain.name_match import fold

FILE = "interactions"
DRUG, ITEM, CLASS = "drug", "item", "class"
# The worst first: of several rules for one pair this one is shown.
SEVERITIES = ("major", "moderate", "minor")
BASES = ("label", "guideline", "monograph", "lab_study")
CHECKED = ("read", "excerpt", "secondary", "recalled")
EFFECT_FROM = ("source", "general_knowledge")
ITEM_KINDS = (
    "otc",
    "prescription",
    "supplement",
    "food",
    "vaccine",
    "procedure",
    "test",
    "condition",
    "other",
)
TAKEN = ("otc", "prescription", "supplement", "vaccine")
_REMARK = re.compile(r"\s*\(.*?\)")


def bare(name: str) -> str:
    """Return a name without its remark: "Benadryl (US)" is Benadryl."""
    return _REMARK.sub("", name).strip()


class Target(NamedTuple):
    """What a rule or a name means: a drug (of the list of medicines), an item or a class."""

    type: str
    id: str


class WrittenName(NamedTuple):
    """A name as it is written, what it means, and whether that is taken as a medicine."""

    text: str
    targets: tuple[Target, ...]
    is_taken: bool


@dataclass(frozen=True, slots=True)
class InteractionClass:
    """Medicines that act alike. `members` (ids of drugs and items) are examples, not all."""

    id: str
    name: str
    members: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class InteractionItem:
    """A medicine, food, supplement or procedure that is not in the list of medicines."""

    id: str
    name: str
    kind: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InteractionRule:
    """One pair to ask about; which is `a` and which is `b` means nothing.

    `basis`: label, guideline, monograph or lab_study. `checked`: read, excerpt, secondary or
    recalled (from memory). `effect_from` general_knowledge: the source names the pair and how
    severe it is, the words of `effect` are ours.
    """

    id: str
    a: Target
    b: Target
    severity: str
    effect: str
    what_to_ask: str
    timing: str
    basis: str
    checked: str
    effect_from: str
    sources: tuple[Citation, ...]

    @property
    def is_checked(self) -> bool:
        """Say whether it was read in a source."""
        return self.checked in ("read", "excerpt")

    @property
    def effect_is_ours(self) -> bool:
        """Say whether the words of the effect are ours and not those of the source."""
        return self.effect_from == "general_knowledge"


@dataclass(frozen=True)
class InteractionList:
    """All rules, in the order of the file, and the names that lead to them."""

    classes: tuple[InteractionClass, ...]
    items: tuple[InteractionItem, ...]
    rules: tuple[InteractionRule, ...]
    names: Mapping[str, tuple[Target, ...]]
    drugs: Mapping[str, str]

    def targets(self, name: str) -> tuple[Target, ...]:
        """Return what exactly this name means, in any case; empty where it is not known.

        One product may hold several things (NyQuil), and one name may stand for several products
        (Benadryl): all of them are returned, for somebody to ask about.
        """
        return self._by_name.get(fold(name)) or self._by_name.get(fold(bare(name)), ())

    def classes_of(self, target: Target) -> tuple[Target, ...]:
        """Return the classes that a drug or an item is an example of."""
        return self._classes_of.get(target.id, ())

    def rules_of(self, target: Target) -> tuple[InteractionRule, ...]:
        """Return the rules with this drug, item or class itself on one side."""
        return self._rules_of.get(target, ())

    def label(self, target: Target) -> str:
        """Return how a drug, item or class is called."""
        if target.type == DRUG:
            return self.drugs.get(target.id, target.id.replace("_", " "))
        return self._labels[target]

    def written_names(self) -> tuple[WrittenName, ...]:
        """Return every name as it is written; what is taken as a medicine comes first."""
        written: dict[str, tuple[str, bool]] = {}
        for one in sorted(self.items, key=lambda one: one.kind not in TAKEN):
            for name in (one.name, *one.synonyms):
                plain = bare(name)
                written.setdefault(fold(plain), (plain, one.kind in TAKEN))
        for name in self.names:
            written.setdefault(fold(name), (name, True))
        return tuple(
            WrittenName(name, self._by_name[key], is_taken)
            for key, (name, is_taken) in written.items()
            if key in self._by_name
        )

    def ingredients(self, name: WrittenName) -> tuple[str, ...]:
        """Return what is in a product; a name known only by its class stands for itself."""
        held = tuple(bare(self.label(one)) for one in name.targets if one.type != CLASS)
        return held or (name.text,)

    def item(self, item_id: str) -> InteractionItem | None:
        """Return one item by id, None where this version does not have it."""
        return self._items.get(item_id)

    def rule(self, rule_id: str) -> InteractionRule | None:
        """Return one rule by id, None where this version does not have it."""
        return self._rules.get(rule_id)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Target, ...]]:
        return {fold(name): targets for name, targets in self.names.items()}

    @cached_property
    def _classes_of(self) -> Mapping[str, tuple[Target, ...]]:
        found: dict[str, tuple[Target, ...]] = {}
        for one in self.classes:
            for member in one.members:
                found[member] = (*found.get(member, ()), Target(CLASS, one.id))
        return found

    @cached_property
    def _rules_of(self) -> Mapping[Target, tuple[InteractionRule, ...]]:
        found: dict[Target, tuple[InteractionRule, ...]] = {}
        for rule in self.rules:
            for side in dict.fromkeys((rule.a, rule.b)):
                found[side] = (*found.get(side, ()), rule)
        return found

    @cached_property
    def _labels(self) -> Mapping[Target, str]:
        labels = {Target(CLASS, one.id): one.name for one in self.classes}
        return labels | {Target(ITEM, one.id): one.name for one in self.items}

    @cached_property
    def _items(self) -> Mapping[str, InteractionItem]:
        return {one.id: one for one in self.items}

    @cached_property
    def _rules(self) -> Mapping[str, InteractionRule]:
        return {one.id: one for one in self.rules}


def build_interactions(document: Mapping[str, Any], drugs: Mapping[str, str]) -> InteractionList:
    """Build and check the rules. `drugs` are the names of the medicines by id."""
    classes = entries(FILE, document, "classes", _class)
    items = entries(FILE, document, "items", _item)
    known = {Target(DRUG, one) for one in drugs}
    known |= {Target(CLASS, one.id) for one in classes} | {Target(ITEM, one.id) for one in items}
    members = {one.id for one in known if one.type != CLASS}
    for one in classes:
        for member in one.members:
            if member not in members:
                raise CatalogueError(FILE, one.id, f"member {member!r} is not known")
    rules = entries(FILE, document, "rules", lambda entry: _rule(entry, known))
    return InteractionList(classes, items, rules, _names(document, known), drugs)


def _names(document: Mapping[str, Any], known: set[Target]) -> Mapping[str, tuple[Target, ...]]:
    listed = Entry(FILE, "names", document).mapping("names")
    entry = Entry(FILE, "names", listed)
    return {
        name: tuple(_target(entry, text, known) for text in entry.texts(name)) for name in listed
    }


def _class(entry: Entry) -> InteractionClass:
    return InteractionClass(
        entry.id, entry.text("name"), entry.texts("members"), entry.optional_text("note")
    )


def _item(entry: Entry) -> InteractionItem:
    return InteractionItem(
        entry.id, entry.text("name"), entry.choice("kind", ITEM_KINDS), entry.texts("synonyms")
    )


def _rule(entry: Entry, known: set[Target]) -> InteractionRule:
    return InteractionRule(
        id=entry.id,
        a=_target(entry, entry.text("a"), known),
        b=_target(entry, entry.text("b"), known),
        severity=entry.choice("severity", SEVERITIES),
        effect=entry.text("effect"),
        what_to_ask=entry.text("what_to_ask"),
        timing=entry.optional_text("timing"),
        basis=entry.choice("basis", BASES),
        checked=entry.choice("checked", CHECKED),
        effect_from=entry.choice("effect_from", EFFECT_FROM),
        sources=citations(entry),
    )


def _target(entry: Entry, text: str, known: set[Target]) -> Target:
    """Return what "drug:bortezomib" means."""
    sort, _, name = text.partition(":")
    target = Target(sort, name)
    if target not in known:
        raise entry.error(f"{text!r} is not known")
    return target
