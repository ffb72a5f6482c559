"""Interactions of a family's list: told, asked, answered, and never called safe."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication, MedicationSort
from caregiver.domain.people import Role
from caregiver.domain.questions import Answer, QuestionStatus
from caregiver.errors import InvalidRecord
from caregiver.services import interaction_words as words
from caregiver.services.interactions import AllergySort, InteractionHit, InteractionsService
from caregiver.services.medications import MedicationsService
from caregiver.services.people import PeopleService
from caregiver.services.questions import QuestionsService
from caregiver.storage.care_file import CareFile
from tests import builders


@pytest.fixture
def interactions(care_file: CareFile, clock: FixedClock) -> InteractionsService:
    return InteractionsService(care_file, clock)


@pytest.fixture
def medications(care_file: CareFile, clock: FixedClock) -> MedicationsService:
    return MedicationsService(care_file, clock)


@pytest.fixture
def questions(care_file: CareFile, clock: FixedClock) -> QuestionsService:
    return QuestionsService(care_file, clock)


@pytest.fixture
def people(care_file: CareFile) -> PeopleService:
    return PeopleService(care_file)


def added(medications: MedicationsService, *names: str, **changes: object) -> list[Medication]:
    return [medications.add(builders.a_medication(name=one, **changes)) for one in names]


def rules(hits: tuple[InteractionHit, ...]) -> dict[str, str]:
    return {one.other_name: one.rule.id for one in hits}


def test_a_new_name_is_compared_with_the_list(
    interactions: InteractionsService, medications: MedicationsService
) -> None:
    added(medications, "Dexamethasone", "Loperamide", strength="")
    found = interactions.check("Ibuprofen 200 mg")

    assert rules(found) == {"Dexamethasone": "r030", words.MYELOMA: "r138"}
    assert words.says(found[0].rule) == (
        "The label says: Together they can cause stomach ulcers and bleeding."
    )
    assert words.severity_words(found[0].rule, found[0].expected) == "Ask before taking together"
    assert found[0].sources[0].startswith("EU package leaflet: Neofordex")
    assert "European Medicines Agency" in found[0].sources[0]


def test_the_medicine_that_is_changed_is_not_compared_with_itself(
    interactions: InteractionsService, medications: MedicationsService
) -> None:
    (ondansetron,) = added(medications, "Ondansetron", strength="4 mg")

    assert interactions.check(ondansetron) == ()
    assert interactions.check("Zofran", but=ondansetron.id) == ()
    assert interactions.check("Zofran") == ()
    assert interactions.all() == ()


def test_what_is_given_together_on_purpose_is_told_so(
    interactions: InteractionsService, medications: MedicationsService
) -> None:
    added(medications, "Revlimid", "Dexamethasone", strength="")
    (found,) = interactions.all()

    assert found.expected
    assert words.severity_words(found.rule, found.expected) == "Given together on purpose"
    assert found.question.startswith("Dexamethasone and Revlimid are given together on purpose.")


def test_the_words_of_the_list_are_marked_as_such(
    interactions: InteractionsService, medications: MedicationsService
) -> None:
    added(medications, "Gabapentin", strength="")
    (found,) = interactions.check("Morphine")

    assert found.rule.effect_is_ours
    assert words.says(found.rule).startswith(
        "A drug monograph names them. Explained in our own words:"
    )


def test_the_most_severe_rule_of_a_pair_comes_first(
    interactions: InteractionsService, medications: MedicationsService
) -> None:
    added(medications, "Duloxetine", strength="")
    (found,) = interactions.check("Tramadol")

    assert found.severity == "major"
    assert found.rule.id in {"r141", "r157"}
    assert "r142" in {one.id for one in found.also}


def test_nothing_found_is_never_safe(
    interactions: InteractionsService, medications: MedicationsService
) -> None:
    added(medications, "Loperamide", "Xyzoril", strength="")
    unknown = interactions.look("Qwertin")
    nothing = interactions.look("Filgrastim")

    assert not unknown.is_known
    assert not interactions.is_known("Qwertin")
    assert nothing.is_known
    assert nothing.hits == ()
    assert [one.name for one in nothing.unknown] == ["Xyzoril"]
    assert [one.name for one in interactions.unknown()] == ["Xyzoril"]
    assert "does not mean it is safe" in words.NOTHING_ON


def test_a_stopped_medicine_counts_only_where_the_source_speaks_of_it(
    interactions: InteractionsService, medications: MedicationsService, clock: FixedClock
) -> None:
    duloxetine, dexamethasone = added(
        medications, "Duloxetine", "Dexamethasone", strength="", started_on=None
    )
    for one in (duloxetine, dexamethasone):
        medications.stop(one, clock.today() - timedelta(days=3))

    assert rules(interactions.check("Linezolid")) == {"Duloxetine": "r140"}
    assert "Dexamethasone" not in rules(interactions.check("Ibuprofen"))
    assert interactions.all() == ()

    clock.advance(days=200)
    assert interactions.check("Linezolid") == ()


@pytest.mark.parametrize(("name", "shared"), [
    ("Tylenol", "Acetaminophen"), ("Advil PM", "Ibuprofen"), ("Excedrin", "NyQuil"),
])  # fmt: skip
def test_the_same_ingredient_is_found_in_combination_products_too(
    interactions: InteractionsService, medications: MedicationsService, name: str, shared: str
) -> None:
    added(medications, "Acetaminophen", "Ibuprofen", "NyQuil", strength="")
    found = interactions.same_ingredient(name)

    assert [one.other.name for one in found] == [shared]
    assert found[0].ingredient


def test_an_unknown_name_twice_is_the_same_too(
    interactions: InteractionsService, medications: MedicationsService
) -> None:
    added(medications, "Xyzoril", strength="")

    assert [one.other.name for one in interactions.same_ingredient("xyzoril")] == ["Xyzoril"]


@pytest.mark.parametrize(("said", "name", "sort"), [
    ("Aspirin", "Bayer Aspirin", AllergySort.NAMED),
    ("aspirin (stomach)", "Ibuprofen", AllergySort.GROUP),
    ("NSAIDs", "Naproxen", AllergySort.GROUP),
    ("Ciprofloxacin: hives", "Levofloxacin", AllergySort.GROUP),
    ("nuts; Sulfa drugs", "Bactrim", AllergySort.ALIKE),
    ("Penicillin", "Penicillin V", AllergySort.ALIKE),
    ("Penicillin", "Amoxicillin", None),
    ("beta-lactam antibiotics", "Metoprolol", None),
    ("morphine", "Gabapentin", None),
    ("vitamin E", "Vitamin B12", None),
    ("", "Aspirin", None),
])  # fmt: skip
def test_allergies(
    interactions: InteractionsService, people: PeopleService, said: str, name: str,
    sort: AllergySort | None,
) -> None:  # fmt: skip
    people.save_patient(replace(people.patient(), name="Sample", allergies=said))
    found = interactions.allergy_warnings(name)

    assert [one.sort for one in found] == ([sort] if sort else [])


def test_food_and_tests_are_told_with_the_medicine(interactions: InteractionsService) -> None:
    found = {one.name: one for one in interactions.also_with("Darzalex")}

    assert found["blood matching test before a transfusion"].is_daily_life
    shop = {one.name for one in interactions.also_with("Velcade") if not one.is_daily_life}
    assert "green tea extract" in shop
    assert interactions.also_with("Qwertin") == ()


def test_a_question_is_asked_once_from_either_side(
    interactions: InteractionsService,
    medications: MedicationsService,
    questions: QuestionsService,
) -> None:
    dexamethasone, ibuprofen = added(medications, "Dexamethasone", "Ibuprofen", strength="")
    first = interactions.ask(rules_hit(interactions, dexamethasone, "Ibuprofen"))
    again = interactions.ask(rules_hit(interactions, ibuprofen, "Dexamethasone"))

    assert again.id == first.id
    assert (first.template, first.about) == ("r030", f"medication:{dexamethasone.id}")
    assert len(questions.waiting()) == 1
    assert rules_hit(interactions, ibuprofen, "Dexamethasone").asked == first


def rules_hit(
    interactions: InteractionsService, medicine: Medication, other: str
) -> InteractionHit:
    return next(one for one in interactions.check(medicine) if one.other_name == other)


def test_the_pharmacist_or_the_doctor_is_asked(
    interactions: InteractionsService, medications: MedicationsService
) -> None:
    (one,) = added(medications, "Dexamethasone", strength="")
    added(medications, "Ibuprofen", strength="", sort=MedicationSort.OVER_THE_COUNTER)
    added(medications, "Levofloxacin", strength="")

    assert rules_hit(interactions, one, "Ibuprofen").role is Role.PHARMACIST
    assert rules_hit(interactions, one, "Levofloxacin").role is Role.DOCTOR
    asked = interactions.ask(rules_hit(interactions, one, "Ibuprofen"), Role.DOCTOR)
    assert asked.role is Role.DOCTOR


def test_an_answer_to_the_question_is_kept_with_the_medicine(
    interactions: InteractionsService,
    medications: MedicationsService,
    questions: QuestionsService,
    care_file: CareFile,
) -> None:
    dexamethasone, ibuprofen = added(medications, "Dexamethasone", "Ibuprofen", strength="")
    asked = interactions.ask(rules_hit(interactions, dexamethasone, "Ibuprofen"))
    given = Answer(text="Take acetaminophen.", answered_by="Ms. Ito", day=date(2027, 3, 14))
    questions.answer(asked, given, QuestionStatus.ANSWERED)

    (talk,) = interactions.talks(dexamethasone.id)
    assert (talk.who, talk.day, talk.answer) == ("Ms. Ito", date(2027, 3, 14), given.text)
    assert (talk.rule, talk.other) == ("r030", "Ibuprofen")
    assert rules_hit(interactions, ibuprofen, "Dexamethasone").answered == talk

    later = questions.answers(asked.id)[-1]
    questions.answer(asked, replace(later, text="Ask again."), QuestionStatus.ANSWERED)
    assert [one.answer for one in interactions.talks(dexamethasone.id)] == ["Ask again."]
    care_file.undo()
    care_file.undo()
    assert interactions.talks(dexamethasone.id) == ()


def test_an_answer_without_a_name_is_from_whom_it_was_for(
    interactions: InteractionsService,
    medications: MedicationsService,
    questions: QuestionsService,
) -> None:
    (dexamethasone, _) = added(medications, "Dexamethasone", "Ibuprofen", strength="")
    asked = interactions.ask(rules_hit(interactions, dexamethasone, "Ibuprofen"), Role.OTHER)
    questions.answer(asked, Answer(text="Yes."), QuestionStatus.ANSWERED)

    assert interactions.talks(dexamethasone.id)[0].who == "the care team"


def test_an_answer_typed_here_answers_the_question_too(
    interactions: InteractionsService,
    medications: MedicationsService,
    questions: QuestionsService,
    people: PeopleService,
) -> None:
    member = people.save_member(builders.a_member())
    dexamethasone, _ = added(medications, "Dexamethasone", "Ibuprofen", strength="")
    interactions.ask(rules_hit(interactions, dexamethasone, "Ibuprofen"))
    hit = rules_hit(interactions, dexamethasone, "Ibuprofen")
    talk = interactions.answered(hit, " Not with this. ", member, date(2027, 3, 10))

    assert (talk.answer, talk.member_id, talk.day) == (
        "Not with this.", member.id, date(2027, 3, 10),
    )  # fmt: skip
    assert questions.waiting() == ()
    assert rules_hit(interactions, dexamethasone, "Ibuprofen").answered == talk
    assert len(interactions.talks(dexamethasone.id)) == 1


def test_an_answer_without_a_question_and_one_without_a_name(
    interactions: InteractionsService, medications: MedicationsService
) -> None:
    (ibuprofen,) = added(medications, "Ibuprofen", strength="")
    (hit,) = interactions.check(ibuprofen)
    interactions.answered(hit, "Never.", "Dr. Okafor")

    assert interactions.check(ibuprofen)[0].answered is not None
    with pytest.raises(InvalidRecord):
        interactions.answered(hit, "Never.", " ")


def test_what_was_bought_always_has_a_question_for_the_pharmacist(
    interactions: InteractionsService,
    medications: MedicationsService,
    questions: QuestionsService,
) -> None:
    lenalidomide, dexamethasone = added(medications, "Lenalidomide", "Dexamethasone", strength="")
    (remedy,) = added(medications, "Elder syrup", strength="", sort=MedicationSort.HERBAL)
    (ibuprofen,) = added(medications, "Ibuprofen", strength="")
    found = interactions.may_take(remedy)

    assert interactions.may_take(lenalidomide) is None
    assert interactions.may_take(ibuprofen) is not None
    assert found is not None
    assert found.question == (
        "May Elder syrup be taken with Dexamethasone, Ibuprofen and Lenalidomide?"
    )
    asked = interactions.ask_may_take(remedy)
    assert asked is not None
    assert asked.role is Role.PHARMACIST
    assert interactions.ask_may_take(remedy) == asked
    assert interactions.ask_may_take(dexamethasone) is None
    questions.answer(asked, Answer(text="Yes."), QuestionStatus.ANSWERED)
    again = interactions.may_take(remedy)
    assert again is not None
    assert again.answered is not None
    assert again.answered.rule == ""


def test_who_was_told_of_which_medicine(
    interactions: InteractionsService,
    medications: MedicationsService,
    people: PeopleService,
    care_file: CareFile,
) -> None:
    doctor = people.save_member(builders.a_member())
    one, other = added(medications, "Lenalidomide", "Turmeric", strength="")
    first = interactions.told([one.id], doctor, date(2027, 3, 1))
    both = interactions.told([one.id, other.id], doctor)

    assert [talk.medication_id for talk in (*first, *both)] == [one.id, other.id]
    assert interactions.knows(doctor) == {one.id: date(2027, 3, 1), other.id: date(2027, 3, 15)}
    assert [talk.who for talk in interactions.who_knows()[one.id]] == ["Dr. Okafor"]

    interactions.not_told(other.id, doctor)
    assert set(interactions.knows(doctor)) == {one.id}
    care_file.undo()
    care_file.undo()
    assert set(interactions.knows(doctor)) == {one.id}


def test_what_was_said_outlives_the_contact_and_the_question(
    interactions: InteractionsService,
    medications: MedicationsService,
    questions: QuestionsService,
    people: PeopleService,
    care_file: CareFile,
) -> None:
    member = people.save_member(builders.a_member())
    dexamethasone, _ = added(medications, "Dexamethasone", "Ibuprofen", strength="")
    asked = interactions.ask(rules_hit(interactions, dexamethasone, "Ibuprofen"))
    interactions.answered(rules_hit(interactions, dexamethasone, "Ibuprofen"), "No.", member)
    people.delete_member(member)
    questions.delete(asked)

    (talk,) = interactions.talks(dexamethasone.id)
    assert (talk.who, talk.member_id, talk.question_id) == ("Dr. Okafor", None, None)
    medications.delete(dexamethasone)
    with care_file.read() as reader:
        assert reader.count(MedicationTalk) == 0


def test_names_that_need_no_record(interactions: InteractionsService) -> None:
    found = interactions.between("Ninlaro", "St. John's wort")

    assert found is not None
    assert found.rule.id == "r010"
    assert found.medication_id == ""
    assert interactions.between("Ninlaro", "Filgrastim") is None
    assert interactions.ask(found).about == ""


def test_thirty_medicines_are_compared_fast(
    interactions: InteractionsService, medications: MedicationsService
) -> None:
    names = ["Warfarin", "Ibuprofen", "Omeprazole", "Duloxetine", "Tramadol", "Ondansetron"]
    for number in range(30):
        added(medications, f"{names[number % 6]} {number}", strength="")
    interactions.all()
    best = 1.0
    for _ in range(3):
        began = time.perf_counter()
        found = interactions.all()
        best = min(best, time.perf_counter() - began)

    assert len(found) > 100
    assert best < 0.05
