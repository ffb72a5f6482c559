"""Interactions: names find their rules, from both sides, and nothing with itself."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caregiver import catalogue
from caregiver.domain.interactions import (
    CLASS,
    DRUG,
    EVERY_PATIENT,
    ITEM,
    Entry,
    InteractionMatcher,
    RuleSides,
    begins_a_word,
    least_strength,
    speaks_of_later,
)
from caregiver.services import interaction_rules

LIST = catalogue.interactions()
SHOWN = [one for one in LIST.rules if one.checked != "recalled"]
NAMES = sorted(LIST.names)


def matcher(**changes: object) -> InteractionMatcher:
    """A list of a few things: two in one product, a class, a food."""
    parts: dict[str, object] = {
        "names": {
            "night syrup": ((ITEM, "sleepy"), (ITEM, "painless")),
            "sleepy": ((ITEM, "sleepy"),),
            "painless": ((ITEM, "painless"),),
            "painless pm": ((ITEM, "painless"), (ITEM, "sleepy")),
            "thinner": ((DRUG, "thinner"),),
            "other thinner": ((ITEM, "other_thinner"),),
            "cousin": ((CLASS, "thinners"),),
            "food": ((ITEM, "food"),),
            "myeloma": (EVERY_PATIENT,),
        },
        "members": {"thinners": ((DRUG, "thinner"), (ITEM, "other_thinner"))},
        "kinds": {"sleepy": "otc", "painless": "otc", "other_thinner": "prescription",
                  "food": "food", "myeloma_kidney": "condition"},
        "rules": (
            RuleSides("minor", (CLASS, "thinners"), (ITEM, "sleepy"), 2),
            RuleSides("major", (ITEM, "painless"), (CLASS, "thinners"), 0),
            RuleSides("two", (CLASS, "thinners"), (CLASS, "thinners"), 1),
            RuleSides("kidney", EVERY_PATIENT, (ITEM, "painless"), 0),
            RuleSides("meal", (DRUG, "thinner"), (ITEM, "food"), 1),
        ),
        "stronger": {(DRUG, "thinner"): (300, (ITEM, "painless"))},
    }  # fmt: skip
    return InteractionMatcher(**{**parts, **changes})  # type: ignore[arg-type]  # mixed parts


def ids(one: str, other: str) -> list[str]:
    known = matcher()
    found = known.match(known.read(one), known.read(other))
    return [rule.id for rule in found.rules] if found else []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Thinner", "Painless", ["major"]),
        ("Thinner 5 mg, one daily", "PAINLESS tablets", ["major"]),
        ("Thinner", "Night Syrup", ["major", "minor"]),
        ("Thinner", "Night syrup, 2 spoons", ["major", "minor"]),
        ("Thinner", "Other thinner", ["two"]),
        ("Cousin", "Thinner", ["two"]),
        ("Cousin", "Painless", ["major"]),
        ("Thinner", "Thinner", []),
        ("Cousin", "Cousin", []),
        ("Sleepy", "Painless", []),
        ("Thinner", "Something else", []),
        ("", "Painless", []),
    ],
)
def test_rules_of_two_names(one: str, other: str, expected: list[str]) -> None:
    assert ids(one, other) == expected
    assert ids(other, one) == expected


def test_a_product_of_two_things_has_no_rule_with_itself() -> None:
    known = matcher(rules=(RuleSides("x", (ITEM, "sleepy"), (ITEM, "painless"), 0),))
    syrup = known.read("Night syrup")

    assert known.pairs([syrup]) == ()
    assert known.match(syrup, known.read("Thinner")) is None


def test_the_longest_name_counts_and_no_word_twice() -> None:
    targets = matcher().read("Painless PM").targets

    assert targets == ((ITEM, "painless"), (ITEM, "sleepy"))
    assert matcher().read("other thinner").targets == ((ITEM, "other_thinner"),)


def test_food_after_a_name_is_how_to_take_it() -> None:
    assert matcher().read("Thinner (with food)").targets == ((DRUG, "thinner"),)
    assert matcher().read("Food").targets == ((ITEM, "food"),)


@pytest.mark.parametrize(("text", "strong"), [
    ("Thinner 75 mg", False), ("Thinner 300 mg", True), ("Thinner 500mg", True), ("Thinner", False),
])  # fmt: skip
def test_a_high_strength_counts_as_the_strong_form(text: str, strong: bool) -> None:
    assert ((ITEM, "painless") in matcher().read(text).targets) is strong


def test_every_patient_has_myeloma() -> None:
    known = matcher()
    found = known.for_everybody(known.read("Painless"))

    assert found is not None
    assert [one.id for one in found.rules] == ["kidney"]
    assert known.for_everybody(known.read("Thinner")) is None
    assert known.for_everybody(known.read("Myeloma")) is None


def test_food_and_shop_goods_are_told_with_the_medicine() -> None:
    known = matcher()
    found = [
        (one.rule.id, one.other, one.is_daily_life)
        for one in known.watch_outs(known.read("Thinner"))
    ]

    assert found == [
        ("major", (ITEM, "painless"), False),
        ("meal", (ITEM, "food"), True),
        ("minor", (ITEM, "sleepy"), False),
    ]


def test_what_a_brand_adds_counts_too() -> None:
    entry = matcher().read("Painless", "Night Syrup")

    assert entry.name == "Painless"
    assert entry.targets == ((ITEM, "painless"), (ITEM, "sleepy"))
    assert entry.shares(matcher().read("Sleepy")) == ((ITEM, "sleepy"),)


@pytest.mark.parametrize(("text", "later"), [
    ("Keep at least 2 weeks after an MAO inhibitor.", True),
    ("Not from 4 weeks before the first dose.", True),
    ("for days after chemo", True),
    ("Take it 2 hours before or 2 hours after.", False),
    ("In the first weeks levels can rise.", False),
    ("", False),
])  # fmt: skip
def test_only_days_and_longer_reach_past_the_stop(text: str, later: bool) -> None:
    assert speaks_of_later(text) is later


def test_strengths_in_names() -> None:
    assert least_strength(("Bayer aspirin 325 mg", "Anadin 500mg")) == 325
    assert least_strength(("Anadin",)) is None


@pytest.mark.parametrize(("said", "name", "alike"), [
    ("Sulfa drugs", "trimethoprim with sulfamethoxazole", True),
    ("penicillin", "Penicillin V", True),
    ("pen", "Penicillin V", False),
    ("methoxazole", "sulfamethoxazole", False),
])  # fmt: skip
def test_words_that_begin_alike(said: str, name: str, alike: bool) -> None:
    assert begins_a_word(said, name) is alike


# The bundled list


def things_of(side: tuple[str, str]) -> list[str]:
    """Every name the catalogue has for one side of a rule."""
    if side[0] == CLASS:
        group = next(one for one in LIST.classes if one.id == side[1])
        items = {one.id for one in LIST.items}
        return [
            LIST.label(type(SHOWN[0].a)(ITEM if id in items else DRUG, id)) for id in group.members
        ]
    return [LIST.label(type(SHOWN[0].a)(*side))]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.id)
def test_every_rule_is_found_by_the_names_of_both_sides(rule: object) -> None:
    known = interaction_rules.matcher()
    checked = 0
    for one, other in product(things_of(rule.a), things_of(rule.b)):  # type: ignore[attr-defined]  # parametrized
        first, second = known.read(one), known.read(other)
        assert first.is_known, one
        assert second.is_known, other
        if set(first.targets) == set(second.targets):
            continue
        for a, b in ((first, second), (second, first)):
            found = known.match(a, b)
            assert found is not None, (one, other)
            assert rule.id in {each.id for each in found.rules}, (one, other)  # type: ignore[attr-defined]  # same
        checked += 1
    assert checked


def test_rules_from_memory_are_not_matched() -> None:
    known = interaction_rules.matcher()
    recalled = {one.id for one in LIST.rules if one.checked == "recalled"}

    assert recalled
    assert recalled.isdisjoint(one.id for one in known.rules)


@pytest.mark.parametrize(("text", "expected"), [
    ("Aspirin 81 mg low dose", {(DRUG, "aspirin")}),
    ("Aspirin 325 mg", {(DRUG, "aspirin"), (ITEM, "aspirin_high")}),
    ("NyQuil Cold & Flu", {(ITEM, "paracetamol_combo"), (ITEM, "dextromethorphan"),
                           (ITEM, "doxylamine")}),
    ("St. John’s Wort 300 mg", {(ITEM, "st_johns_wort")}),
    ("Revlimid 25 mg capsules", {(DRUG, "lenalidomide")}),
    ("Prednisone (with breakfast)", {(DRUG, "prednisone")}),
    ("Benadryl", {(ITEM, "diphenhydramine"), (ITEM, "cetirizine")}),
])  # fmt: skip
def test_products_as_people_write_them(text: str, expected: set[tuple[str, str]]) -> None:
    assert set(interaction_rules.entry_of(text).targets) == expected


def test_every_name_of_a_medicine_is_known() -> None:
    known = interaction_rules.matcher()
    names = [name for one in catalogue.drug_names().medicines for name in one.names]

    assert [name for name in names if not known.read(name).is_known] == []


LISTS = st.lists(st.sampled_from(NAMES), max_size=12)


@settings(max_examples=60, deadline=None)
@given(LISTS)
def test_any_list_is_symmetric_and_never_matches_a_thing_with_itself(names: list[str]) -> None:
    known = interaction_rules.matcher()
    entries = [known.read(name) for name in names]
    for one, other, found in known.pairs(entries):
        assert one != other
        assert [each.rank for each in found.rules] == sorted(each.rank for each in found.rules)
        back = known.match(entries[other], entries[one])
        assert back is not None
        assert back.rules == found.rules
        for rule in found.rules:
            assert holds(rule, entries[one], entries[other])


def holds(rule: RuleSides, one: Entry, other: Entry) -> bool:
    """Say by hand whether a rule speaks of two different things of two entries."""
    return any(
        a.target != b.target
        and ((rule.a in a.sides and rule.b in b.sides) or (rule.b in a.sides and rule.a in b.sides))
        for a in one.ingredients
        for b in other.ingredients
    )
