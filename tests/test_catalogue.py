"""The bundled catalogue: complete, cited, findable, and equal to the files people edit."""

import copy
import json
import re
from collections import Counter

import pytest

from caregiver import catalogue
from caregiver.catalogue import CatalogueError
from caregiver.catalogue.build import build, parsed
from caregiver.catalogue.documents import FOLDER, read
from caregiver.catalogue.follow_up_list import build_follow_ups
from caregiver.catalogue.lab_list import build_labs
from caregiver.catalogue.medicine_names import build_medicines
from caregiver.catalogue.preparation import build_preparation
from caregiver.catalogue.question_bank import QuestionTemplate, build_bank
from caregiver.catalogue.symptom_list import build_symptoms
from caregiver.domain.appointments import AppointmentKind

FILES = (
    "follow_ups",
    "interactions",
    "labs",
    "medicine_facts",
    "medicines",
    "preparation",
    "questions",
    "regimens",
    "sources",
    "symptoms",
)


@pytest.mark.parametrize("name", FILES)
def test_json_copy_equals_the_yaml(name):
    assert read(name) == parsed(FOLDER / f"{name}.yaml"), "run: python -m caregiver.catalogue.build"


def test_build_writes_one_copy_per_yaml_file(tmp_path):
    (tmp_path / "small.yaml").write_text("a: [{id: x}]\nb: ü\nc: {d: [e]}\n", encoding="utf-8")
    build(tmp_path)
    copied = json.loads((tmp_path / "small.json").read_text("utf-8"))
    assert copied == {"a": [{"id": "x"}], "b": "ü", "c": {"d": ["e"]}}


def test_counts():
    assert len(catalogue.questions().templates) == 317
    assert len(catalogue.questions().sets) == 27
    assert len(catalogue.symptoms().symptoms) == 99
    assert len(catalogue.labs().tests) == 44
    assert len(catalogue.drug_names().medicines) == 56
    assert len(catalogue.follow_ups().templates) == 77


def test_everything_cites_a_known_source():
    known = catalogue.sources()
    cited = [
        citation
        for group in (
            catalogue.questions().templates,
            catalogue.symptoms().symptoms,
            catalogue.labs().tests,
            catalogue.drug_names().medicines,
            catalogue.follow_ups().templates,
        )
        for one in group
        for citation in one.sources
    ]
    assert cited
    assert {one.source_id for one in cited} <= set(known)


def test_files_are_read_once():
    assert catalogue.labs() is catalogue.labs()


# questions ----------------------------------------------------------------------------------


def _template(**text: str) -> QuestionTemplate:
    return QuestionTemplate("t", "s", text, (), "both", "normal", ())


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("What dose will {name} get?", {}, "What dose will my loved one get?"),
        ("What dose will {name} get?", {"name": "Rosa"}, "What dose will Rosa get?"),
        ("{name} is tired. {therapy} too?", {}, "My loved one is tired. This treatment too?"),
        ("Is {therapy} safe?", {"therapy": "  "}, "Is this treatment safe?"),
        ("Is {therapy} safe?", {"therapy": "{name}"}, "Is {name} safe?"),
        ("Is it {name}'s? {name}'s!", {"name": "élan"}, "Is it élan's? Élan's!"),
        ("Plain.", {"name": "Rosa"}, "Plain."),
    ],
)
def test_places_are_filled(text, values, expected):
    assert catalogue.questions().fill(_template(caregiver=text), "caregiver", values) == expected


def test_a_missing_wording_takes_the_other_one():
    bank = catalogue.questions()
    assert bank.fill(_template(patient="For me?"), "caregiver") == "For me?"
    assert bank.fill(_template(patient="For me?", caregiver="For {name}?"), "patient") == "For me?"


def test_every_question_fills_without_a_place_left():
    bank = catalogue.questions()
    for one in bank.templates:
        for voice in ("caregiver", "patient"):
            filled = bank.fill(one, voice)
            assert not re.search(r"[{}]", filled)
            assert filled[0] == filled[0].upper()


def test_sets_partition_the_questions_most_important_first():
    bank = catalogue.questions()
    assert sum(len(bank.by_set(one.id)) for one in bank.sets) == len(bank.templates)
    order = [one.priority for one in bank.by_set("side_effects")]
    assert order == sorted(order, key=("high", "normal", "low").index)
    assert bank.by_set("nothing") == ()
    assert bank.set_title("pain") == "Pain"
    assert bank.set_title("nothing") == ""


@pytest.mark.parametrize("text", ["clinical trial", "CLINICAL TRI", "clincal trial"])
def test_search_finds_words_beginnings_and_slips(text):
    found = catalogue.questions().search(text)
    assert found
    assert "trials" in {one.set_id for one in found}


def test_search_for_nothing_finds_nothing():
    assert catalogue.questions().search("  ") == ()
    assert catalogue.questions().search("xyzzyx") == ()
    assert len(catalogue.questions().search("the", limit=5)) == 5


def test_template_by_id():
    assert catalogue.questions().template("q_new_therapy_02").set_id == "new_therapy"
    assert catalogue.questions().template("gone") is None


# steps before an appointment ----------------------------------------------------------------


@pytest.mark.parametrize("kind", list(AppointmentKind))
def test_every_kind_of_appointment_has_steps_to_offer(kind):
    offered = catalogue.preparation().for_kind(kind)
    assert offered
    assert len(set(offered)) == len(offered)
    assert all(len(step) <= 64 for step in offered)


def test_what_to_eat_or_take_is_only_ever_asked():
    spoken = [step.text for step in catalogue.preparation().steps]
    touchy = ("fast", "eat", "drink", "take that day", "dental work", "vaccine and", "contrast")
    assert all(text.startswith("Ask") for text in spoken if any(word in text for word in touchy))


def test_a_step_for_an_unknown_kind_is_named():
    with pytest.raises(CatalogueError, match="walk"):
        build_preparation({"steps": [{"id": "a", "for": ["walk"], "text": "Go"}]})


# symptoms, tests, names ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("fever", "fever"),
        ("Nausea", "nausea"),
        ("naus", "nausea"),
        ("diarrhoea", "diarrhea"),
        ("diarrea", "diarrhea"),
        ("feverr", "fever"),
        ("pins and needles", "neuropathy_numbness_tingling"),
        ("tingl", "neuropathy_numbness_tingling"),
        ("neuropthy", "neuropathy_numbness_tingling"),
        ("throwing up", "vomiting"),
        ("can't sleep", "insomnia"),
        ("cannot sleep", "insomnia"),
        ("TIRED", "fatigue"),
        ("breathless", "shortness_of_breath"),
        ("shingels", "shingles"),
    ],
)
def test_symptom_is_found(text, first):
    assert catalogue.symptoms().find(text)[0].id == first


def test_symptom_search_leaves_events_out():
    assert "missed_dose" not in {one.id for one in catalogue.symptoms().find("missed", 99)}
    assert "missed_dose" not in {one for one, _ in catalogue.symptoms().finder()}
    assert catalogue.symptoms().find("") == ()
    assert catalogue.symptoms().find("zzzz") == ()


def test_fever_is_measured_in_both_units():
    measure = catalogue.symptoms().get("fever").measures[0]
    assert (measure.field, measure.units) == ("temperature", ("°C", "°F"))
    assert catalogue.symptoms().get("nothing") is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("hb", "hemoglobin"),
        ("haemoglobin", "hemoglobin"),
        ("kappa", "flc_kappa"),
        ("kap", "flc_kappa"),
        ("κ", "flc_kappa"),
        ("m-spike", "m_protein_serum"),
        ("creat", "creatinine"),
        ("platlets", "platelets"),
        ("egfr", "egfr"),
    ],
)
def test_lab_test_is_found(text, first):
    assert catalogue.labs().find(text)[0].id == first


def test_units_read_well():
    for one in catalogue.labs().tests:
        assert not re.search(r"[\[\]{}*]", " ".join(one.units)), one.id
    assert catalogue.labs().get("platelets").units[:2] == ("×10³/µL", "×10⁹/L")
    assert catalogue.labs().get("flc_kappa").short_name == "κ free light chain"
    assert catalogue.labs().get("mrd").is_number is False
    assert catalogue.labs().get("nothing") is None


def test_groups_hold_every_test():
    labs = catalogue.labs()
    assert sum(len(labs.by_group(one)) for one in labs.groups()) == len(labs.tests)
    assert labs.finder()[0][0] == "m_protein_serum"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dexam", "dexamethasone"),
        ("Tylenoll", "Tylenol"),
        ("revlim", "Revlimid"),
        ("lenalidamide", "lenalidomide"),
        ("acetomin", "acetaminophen"),
        ("zofran", "Zofran"),
    ],
)
def test_medicine_name_is_suggested(text, first):
    assert catalogue.drug_names().suggest(text)[0].text == first


def test_exact_find_takes_no_slips():
    names = catalogue.drug_names()
    assert names.find("TYLENOL").id == "paracetamol"
    assert names.find("tylenoll") is None
    assert "acetaminophen" in names.same("Tylenol")
    assert names.same("Grandma's tea") == ("Grandma's tea",)
    assert names.suggest("tylenol")[0].is_brand
    assert len(names.suggest("a", limit=3)) == 3


def test_names_hold_no_remarks():
    for one in catalogue.drug_names().medicines:
        assert not re.search(r"\(|generic |\bmg\b", " ".join(one.names)), one.id


def test_names_from_memory_are_left_out():
    document = copy.deepcopy(dict(read("medicines")))
    document["medicines"][0]["checked"] = "recalled"
    assert len(build_medicines(document).medicines) == 55


# what a broken file says --------------------------------------------------------------------


def _broken(name, key, change):
    document = copy.deepcopy(dict(read(name)))
    change(document[key][1])
    return document


@pytest.mark.parametrize(
    ("name", "key", "builder", "change", "says"),
    [
        ("labs", "labs", build_labs, lambda one: one.pop("name"), "name must be a text"),
        ("labs", "labs", build_labs, lambda one: one.update(units=["[pH]"]), "no readable form"),
        ("labs", "labs", build_labs, lambda one: one.update(units=[]), "needs a unit"),
        ("labs", "labs", build_labs, lambda one: one.update(units="g/L"), "list of texts"),
        ("labs", "labs", build_labs, lambda one: one.update(trend="odd"), "is not known"),
        ("labs", "labs", build_labs, lambda one: one.update(source=[]), "cites no source"),
        ("labs", "labs", build_labs, lambda one: one.update(source=[1]), "list of mappings"),
        ("labs", "labs", build_labs, lambda one: one.update(id="flc_kappa"), "used twice"),
        ("labs", "labs", build_labs, lambda one: one.pop("id"), "has no id"),
        (
            "symptoms",
            "symptoms",
            build_symptoms,
            lambda one: one.update(measures=[{"field": "x", "unit": "{odd}"}]),
            "no readable form",
        ),
        (
            "questions",
            "questions",
            build_bank,
            lambda one: one.update(text={"caregiver": "Is {it} so?"}),
            "no fallback words",
        ),
        ("questions", "questions", build_bank, lambda one: one.update(text={}), "wording"),
        (
            "questions",
            "questions",
            build_bank,
            lambda one: one.update(text={"patient": " "}),
            "wording is empty",
        ),
        ("questions", "questions", build_bank, lambda one: one.update(text=[]), "a mapping"),
        ("questions", "questions", build_bank, lambda one: one.update(set="odd"), "is not known"),
        ("questions", "questions", build_bank, lambda one: one.update(when=["x"]), "visit tag"),
    ],
)
def test_broken_entry_is_named(name, key, builder, change, says):
    with pytest.raises(CatalogueError, match=re.escape(says)) as caught:
        builder(_broken(name, key, change))
    assert caught.value.file == name
    assert caught.value.entry


@pytest.mark.parametrize("listed", [None, [], "x", [1]])
def test_missing_list_is_named(listed):
    with pytest.raises(CatalogueError, match="labs"):
        build_labs({"labs": listed})


@pytest.mark.parametrize(
    ("content", "says"), [("{", "is not JSON"), ("[]", "mapping"), (None, "cannot be read")]
)
def test_broken_file_is_named(tmp_path, content, says):
    if content is not None:
        (tmp_path / "labs.json").write_text(content)
    with pytest.raises(CatalogueError, match=says) as caught:
        read("labs", tmp_path)
    assert caught.value.file == "labs.json"


def test_broken_yaml_is_named(tmp_path):
    (tmp_path / "labs.yaml").write_text("a: [")
    with pytest.raises(CatalogueError, match="is not YAML"):
        build(tmp_path)


# follow-ups ---------------------------------------------------------------------------------


def test_follow_ups_say_how_sure_they_are():
    templates = catalogue.follow_ups().templates
    counted = Counter(one.evidence for one in templates)
    assert counted == {"guideline": 63, "weak": 11, "general_cancer": 3}


def test_a_period_is_not_offered_as_a_rhythm():
    driving = catalogue.follow_ups().get("driving_car_t")
    assert driving is not None
    assert driving.min_days is None
    assert not driving.is_for_everyone
    assert driving.interval_text.startswith("two weeks")


def test_follow_ups_name_tests_that_exist():
    named = {lab for one in catalogue.follow_ups().templates for lab in one.labs}
    assert named
    assert all(catalogue.labs().get(one) for one in named)


def test_follow_ups_never_say_drug():
    for one in catalogue.follow_ups().templates:
        words = " ".join((one.name, one.plain, one.ask, one.when, one.applies, one.warning))
        assert "drug" not in words.lower()


@pytest.mark.parametrize(
    ("text", "id"), [("m-protein", "spep"), ("mamogram", "breast_screen"), ("dental", None)]
)
def test_follow_ups_are_found_by_name_and_slip(text, id):
    found = catalogue.follow_ups().find(text)
    assert found
    assert id is None or found[0].id == id


def test_no_text_lists_every_follow_up():
    assert len(catalogue.follow_ups().find(" ")) == 77
    assert catalogue.follow_ups().find("xyzzyx") == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"evidence": "rumor"},
        {"sort": "party"},
        {"is_test": "yes"},
        {"interval": {"min_days": 30, "max_days": 7, "text": "x"}},
        {"interval": {"min_days": "4", "max_days": 7, "text": "x"}},
        {"source": []},
        {"ask": " "},
    ],
)
def test_a_wrong_follow_up_is_refused(changes):
    document = copy.deepcopy(read("follow_ups"))
    document["follow_ups"][0].update(changes)
    with pytest.raises(CatalogueError):
        build_follow_ups(document)
