"""Plans, rules and facts of the catalogue: complete, marked by how far they are to be trusted."""

import copy
from collections import Counter

import pytest

from caregiver import catalogue
from caregiver.catalogue import CatalogueError
from caregiver.catalogue.documents import read
from caregiver.catalogue.fact_list import build_facts
from caregiver.catalogue.interaction_list import CLASS, DRUG, ITEM, Target, build_interactions
from caregiver.catalogue.regimen_list import build_regimens

PLANS = catalogue.regimens()
RULES = catalogue.interactions()
DRUGS = [one.id for one in catalogue.drug_names().medicines]
FACTS = [catalogue.medicine_facts(one) for one in DRUGS]


def test_counts():
    assert len(PLANS.templates) == 50
    assert Counter(one.is_ready for one in PLANS.templates) == {True: 37, False: 13}
    assert (len(RULES.rules), len(RULES.items)) == (170, 180)
    assert Counter(one.severity for one in RULES.rules) == {"major": 71, "moderate": 90, "minor": 9}
    assert len(FACTS) == 56
    assert None not in FACTS


def test_everything_cites_a_known_source():
    cited = {cited for one in PLANS.templates for cited in one.sources}
    cited |= {cited for one in RULES.rules for cited in one.sources}
    for one in FACTS:
        cited |= {*one.sources, *(form.source for form in one.forms)}
        cited |= {one.missed_dose.source} if one.missed_dose else set()
    known = catalogue.sources()
    assert {one.source_id for one in cited} <= set(known)
    assert all(one.section for one in cited)


def test_what_is_called_read_was_read_in_a_source():
    known = catalogue.sources()
    marked = [part for one in PLANS.templates for part in one.components] + list(RULES.rules)
    for one in marked:
        seen = {known[cited.source_id].seen for cited in one.sources}
        if one.is_checked:
            assert seen & {"full", "part"}, one


def test_they_are_read_once():
    assert catalogue.regimens() is catalogue.regimens()
    assert catalogue.interactions() is catalogue.interactions()
    assert catalogue.medicine_facts("aspirin") is catalogue.medicine_facts("aspirin")


# plans --------------------------------------------------------------------------------------


def test_a_plan_is_ready_only_if_all_of_it_was_read():
    for one in PLANS.templates:
        assert one.is_ready == all(part.is_checked for part in one.components)


def test_a_plan_with_its_parts():
    plan = PLANS.get("dpd")
    assert (plan.name, plan.group, plan.kind, plan.is_supportive) == (
        "DPd", "relapsed", "regimen", False
    )  # fmt: skip
    assert plan.lengths == ((1, 28),)
    assert (plan.last_cycle, plan.first_day, plan.first_is_block) == (None, 1, False)
    assert [one.drug_id for one in plan.components] == [
        "daratumumab", "pomalidomide", "dexamethasone"
    ]  # fmt: skip
    part = plan.component("daratumumab")
    assert [part.days_in(cycle) for cycle in (1, 3, 7, 40)] == [(1, 8, 15, 22), (1, 15), (1,), (1,)]
    assert plan.component("melphalan") is None


def test_lengths_change_where_the_plan_says_so():
    assert PLANS.get("dvd").lengths == ((1, 21), (9, 28))
    assert PLANS.get("teclistamab").lengths == ((1, 13), (2, 28))
    assert PLANS.get("vrd_lite").last_cycle == 15


def test_plans_by_group_and_by_what_is_typed():
    assert sum(len(PLANS.by_group(one)) for one in PLANS.groups()) == 50
    assert PLANS.find("dpd")[0].id == "dpd"
    assert "ide_cel" in [one.id for one in PLANS.find("abecma")]
    assert {one.id for one in PLANS.find("talqetamab")} == {"talquetamab_weekly", "talquetamab_q2w"}
    assert PLANS.find(" ") == PLANS.templates
    assert PLANS.get("gone") is None


def test_plans_that_follow_are_plans():
    follow = {one.id: one.follow_on for one in PLANS.templates if one.follow_on}
    assert follow == {"teclistamab": "teclistamab_q2w", "linvoseltamab": "linvoseltamab_q4w"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"follow_on": "gone"}, "follow_on"),
        ({"status": "ready"}, "status does not go"),
        ({"lengths": []}, "follow on from cycle 1"),
        ({"lengths": [{"from": 2, "to": 8, "days": 21}]}, "follow on from cycle 1"),
        ({"lengths": [{"from": 1, "to": 7, "days": 21}]}, "follow on from cycle 1"),
        (
            {"lengths": [{"from": 1, "to": 3, "days": 21}, {"from": 5, "to": 8, "days": 21}]},
            "follow on from cycle 1",
        ),
        ({"lengths": [{"from": 1, "to": 8, "days": "21"}]}, "whole number"),
        ({"last_cycle": True}, "whole number"),
        ({"counts_from_zero": True}, "counts_from_zero"),
        ({"first_is_block": "yes"}, "true or false"),
        ({"group": "other"}, "not known"),
        ({"expect": {"bortezomib": {"first_days": ["1"]}}}, "list of whole numbers"),
    ],
)
def test_a_wrong_plan_is_refused(changes, says):
    document = copy.deepcopy(dict(read("regimens")))
    document["regimens"][0].update(changes)
    with pytest.raises(CatalogueError, match=says):
        build_regimens(document)


@pytest.mark.parametrize("phases", [[], [{"from": 1, "to": 8, "length": 21, "days": []}]])
def test_a_medicine_of_a_plan_needs_days(phases):
    document = copy.deepcopy(dict(read("regimens")))
    document["regimens"][0]["components"][0]["phases"] = phases
    with pytest.raises(CatalogueError, match="without days"):
        build_regimens(document)


# rules --------------------------------------------------------------------------------------


def test_no_two_rules_are_about_one_pair():
    pairs = Counter(frozenset((one.a, one.b)) for one in RULES.rules)
    assert max(pairs.values()) == 1


def test_what_is_ours_or_from_memory_is_marked():
    assert sum(one.effect_is_ours for one in RULES.rules) == 45
    assert [one.id for one in RULES.rules if not one.is_checked] != []
    assert all(one.effect_is_ours for one in RULES.rules if not one.is_checked)


def test_every_drug_and_item_is_found_by_its_own_name():
    for one in catalogue.drug_names().medicines:
        for name in one.names:
            assert Target(DRUG, one.id) in RULES.targets(name), name
    for item in RULES.items:
        for name in (item.name, *item.synonyms):
            assert Target(ITEM, item.id) in RULES.targets(name), name


@pytest.mark.parametrize(
    ("name", "targets"),
    [
        ("REVLIMID", ["drug:lenalidomide"]),
        ("Advil PM", ["item:ibuprofen", "item:diphenhydramine"]),
        ("st. john's wort", ["item:st_johns_wort"]),
        ("Benadryl (US)", ["item:diphenhydramine", "item:cetirizine"]),
        ("denosumab", ["drug:denosumab", "item:denosumab_60"]),
        ("prednisolone", ["class:corticosteroid"]),
        ("Revlimd", []),
        ("", []),
    ],
)
def test_names_lead_to_what_is_in_them_without_slips(name, targets):
    assert [f"{one.type}:{one.id}" for one in RULES.targets(name)] == targets


def test_classes_and_rules_of_a_target():
    ibuprofen = Target(ITEM, "ibuprofen")
    assert Target(CLASS, "nsaid") in RULES.classes_of(ibuprofen)
    assert RULES.classes_of(Target(ITEM, "nothing")) == ()
    tea = RULES.rules_of(Target(ITEM, "green_tea_extract"))
    assert Target(DRUG, "bortezomib") in {side for one in tea for side in (one.a, one.b)}
    assert RULES.rules_of(Target(ITEM, "nothing")) == ()
    assert RULES.rule("r001").severity == "major"
    assert RULES.rule("gone") is None
    assert RULES.item("grapefruit").kind == "food"
    assert RULES.item("gone") is None


def test_every_side_of_every_rule_has_a_name():
    for rule in RULES.rules:
        for side in (rule.a, rule.b):
            assert rule in RULES.rules_of(side)
            assert RULES.label(side)
    assert RULES.label(Target(DRUG, "paracetamol")) == "acetaminophen"
    assert RULES.label(Target(DRUG, "not_listed")) == "not listed"


@pytest.mark.parametrize(
    ("key", "changes", "says"),
    [
        ("rules", {"a": "drug:nothing"}, "'drug:nothing' is not known"),
        ("rules", {"b": "bortezomib"}, "'bortezomib' is not known"),
        ("rules", {"severity": "bad"}, "severity"),
        ("rules", {"source": []}, "cites no source"),
        ("rules", {"effect_from": "hearsay"}, "effect_from"),
        ("classes", {"members": ["nothing"]}, "'nothing' is not known"),
        ("items", {"kind": "gadget"}, "kind"),
    ],
)
def test_a_wrong_rule_is_refused(key, changes, says):
    document = copy.deepcopy(dict(read("interactions")))
    document[key][0].update(changes)
    with pytest.raises(CatalogueError, match=says):
        build_interactions(document, RULES.drugs)


def test_a_name_that_leads_nowhere_is_refused():
    document = copy.deepcopy(dict(read("interactions")))
    document["names"]["elixir"] = ["item:elixir"]
    with pytest.raises(CatalogueError, match="elixir"):
        build_interactions(document, RULES.drugs)


# facts --------------------------------------------------------------------------------------


def test_nothing_from_memory_or_only_quoted_is_shown():
    assert Counter(one.checked for one in FACTS) == {"read": 35, "part": 21}
    assert all(one.may_be_shown for one in FACTS)
    document = copy.deepcopy(dict(read("medicine_facts")))
    document["medicines"][0]["checked"] = "recalled"
    names = {one.id: one.name for one in catalogue.symptoms().symptoms}
    assert not build_facts(document, names)["lenalidomide"].may_be_shown


def test_partly_checked_facts_say_what_is_general_knowledge():
    assert all(one.notes for one in FACTS if one.is_partly_checked)
    assert not any(one.is_checked and one.is_partly_checked for one in FACTS)


def test_a_missed_dose_rule_is_only_given_with_a_source_that_was_read():
    given = [one for one in FACTS if one.missed_dose]
    assert len(given) == 19
    for one in given:
        assert catalogue.sources()[one.missed_dose.source.source_id].seen in ("full", "part")
    assert catalogue.medicine_facts("aspirin").missed_dose is None


def test_facts_of_one_medicine():
    facts = catalogue.medicine_facts("lenalidomide")
    assert facts.routes == ("oral",)
    assert facts.how_given.startswith("A capsule swallowed whole")
    assert "With or without food." in facts.food_and_timing
    assert "Tiredness (fatigue)" in [one.name for one in facts.common]
    assert "allergic reaction" in [one.name for each in facts.serious for one in each.signs]
    assert facts.serious[-1].signs == ()
    assert "kidney" in [one.topic for one in facts.precautions]
    assert facts.forms[0].text.startswith("hard capsules")
    assert catalogue.medicine_facts("gone") is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"routes": ["nasal"]}, "route"),
        ({"common": ["odd_feeling"]}, "odd_feeling"),
        ({"missed_dose": {"text": "Skip it."}}, "source"),
        ({"checked": "maybe"}, "checked"),
        ({"how_given": ""}, "how_given"),
    ],
)
def test_wrong_facts_are_refused(changes, says):
    document = copy.deepcopy(dict(read("medicine_facts")))
    document["medicines"][0].update(changes)
    names = {one.id: one.name for one in catalogue.symptoms().symptoms}
    with pytest.raises(CatalogueError, match=says):
        build_facts(document, names)


# words --------------------------------------------------------------------------------------


def test_words_for_the_family_are_plain_us_english():
    shown = [text for one in PLANS.templates for text in (one.setting, one.duration_text,
                                                          *one.notes)]  # fmt: skip
    shown += [text for one in RULES.rules for text in (one.effect, one.what_to_ask, one.timing)]
    for one in FACTS:
        shown += [one.how_given, *one.food_and_timing, *one.monitoring, *one.notes]
        shown += [part.text for part in one.precautions] + [part.why for part in one.serious]
    british = ("oestrogen", "aluminium", "centre", "tumour", "anaemia", "diarrhoea", "programme ")
    for text in shown:
        assert not any(word in text.lower() for word in british), text
