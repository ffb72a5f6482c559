"""Questions: the list, the three chosen, answers, carrying over, the bank."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.people import Role
from caregiver.domain.questions import Question, QuestionStatus
from caregiver.errors import BadInput, InvalidRecord
from caregiver.services.questions import QuestionsService
from caregiver.services.visits import VisitsService
from caregiver.storage.care_file import CareFile
from tests import builders


@pytest.fixture
def questions(care_file: CareFile, clock: FixedClock) -> QuestionsService:
    return QuestionsService(care_file, clock)


@pytest.fixture
def visits(care_file: CareFile, clock: FixedClock) -> VisitsService:
    return VisitsService(care_file, clock)


def _added(questions: QuestionsService, *words: str) -> list[Question]:
    return [questions.add(Question(text=one)) for one in words]


def _order(questions: QuestionsService) -> str:
    return "".join(one.text for one in questions.waiting())


def test_a_new_question_goes_to_the_end_and_knows_its_day(questions: QuestionsService) -> None:
    _added(questions, "A", "B")
    saved = questions.add(Question(text="  C  "))

    assert _order(questions) == "ABC"
    assert saved.noted_on == date(2027, 3, 15)


def test_the_same_question_again_is_refused(questions: QuestionsService) -> None:
    _added(questions, "Should the dose change?")

    with pytest.raises(BadInput) as refused:
        questions.add(Question(text="should the DOSE change"))

    assert refused.value.code == "question_exists"
    assert len(questions.waiting()) == 1


def test_an_answered_question_may_be_asked_again(questions: QuestionsService) -> None:
    (first,) = _added(questions, "A")
    questions.answer(first, None, QuestionStatus.ANSWERED)

    _added(questions, "A")

    assert _order(questions) == "A"


def test_an_empty_question_is_refused(questions: QuestionsService) -> None:
    with pytest.raises(InvalidRecord):
        questions.add(Question(text="   "))


@pytest.mark.parametrize(
    ("moved", "place", "order"),
    [("C", 0, "CABD"), ("A", 3, "BCDA"), ("B", 2, "ACBD"), ("D", 99, "ABCD"), ("B", -5, "BACD")],
)
def test_moving_changes_the_order_and_is_one_change(
    questions: QuestionsService, care_file: CareFile, moved: str, place: int, order: str
) -> None:
    by_text = {one.text: one for one in _added(questions, *"ABCD")}

    questions.move(by_text[moved], place)

    assert _order(questions) == order
    if order != "ABCD":
        care_file.undo()
        assert _order(questions) == "ABCD"


def test_the_chosen_ones_stand_first_and_stay_there(questions: QuestionsService) -> None:
    first, _, third = _added(questions, *"ABC")
    questions.choose(third, True)

    assert _order(questions) == "CAB"
    questions.move(first, 0)
    assert _order(questions) == "CAB"


def test_a_fourth_top_question_is_refused_kindly(questions: QuestionsService) -> None:
    added = _added(questions, *"ABCD")
    for one in added[:3]:
        questions.choose(one, True)

    with pytest.raises(BadInput) as refused:
        questions.choose(added[3], True)

    assert refused.value.code == "top_questions_full"
    assert sum(one.is_top for one in questions.waiting()) == 3


def test_choosing_a_chosen_one_again_is_no_fourth(questions: QuestionsService) -> None:
    added = [questions.choose(one, True) for one in _added(questions, *"ABC")]

    assert questions.choose(added[0], True).is_top


def test_an_answer_is_kept_beside_its_question(questions: QuestionsService) -> None:
    (question,) = _added(questions, "A")
    answer = builders.an_answer(
        question, text="Wait.", understood="No change.", answered_by="Dr. Okafor"
    )

    saved = questions.answer(questions.choose(question, True), answer, QuestionStatus.ANSWERED)

    (kept,) = questions.answers(question.id)
    assert (kept.text, kept.understood, kept.answered_by) == ("Wait.", "No change.", "Dr. Okafor")
    assert kept.answered_at is not None
    assert not saved.is_top
    assert questions.waiting() == ()


def test_they_will_check_keeps_a_question_waiting(questions: QuestionsService) -> None:
    (question,) = _added(questions, "A")

    questions.answer(question, None, QuestionStatus.THEY_WILL_CHECK)

    assert _order(questions) == "A"
    assert questions.answers(question.id) == ()


def test_undo_of_an_answer_brings_the_question_back(
    questions: QuestionsService, care_file: CareFile
) -> None:
    (question,) = _added(questions, "A")
    questions.answer(question, builders.an_answer(question), QuestionStatus.ANSWERED)

    care_file.undo()

    assert _order(questions) == "A"
    assert questions.answers(question.id) == ()


def test_carrying_over_notes_when_it_was_asked_and_only_once(
    questions: QuestionsService, visits: VisitsService
) -> None:
    asked, other = _added(questions, *"AB")
    questions.choose(asked, True)
    visit = visits.save(builders.a_visit(starts=datetime(2027, 3, 10, 9), held=True))

    questions.carry_over(visit)
    questions.carry_over(visit)

    found = {one.text: one for one in questions.waiting()}
    assert found["A"].asked_on == (date(2027, 3, 10),)
    assert found["B"].asked_on == ()
    assert found["A"].visit_id is None
    assert other.id == found["B"].id


def test_only_what_was_really_asked_counts_where_it_was_said(
    questions: QuestionsService, visits: VisitsService
) -> None:
    top, asked = _added(questions, *"AB")
    questions.choose(top, True)
    visit = visits.save(builders.a_visit(held=True))

    questions.carry_over(visit, asked=[asked.id])

    assert {one.text: len(one.asked_on) for one in questions.waiting()} == {"A": 0, "B": 1}


def test_the_list_of_a_held_visit_is_what_was_asked_there(
    questions: QuestionsService, visits: VisitsService
) -> None:
    answered, open_one, _ = _added(questions, *"ABC")
    visit = visits.save(builders.a_visit())
    assert [one.text for one in questions.for_visit(visit.id)] == ["A", "B", "C"]

    questions.answer(
        answered, builders.an_answer(answered, visit_id=visit.id), QuestionStatus.ANSWERED
    )
    visits.hold(visit, asked=[open_one.id])

    assert [one.text for one in questions.for_visit(visit.id)] == ["A", "B"]
    assert questions.for_visit("nowhere") == ()


def test_the_bank_fills_name_and_treatment_from_the_file(
    questions: QuestionsService, care_file: CareFile
) -> None:
    with care_file.change("start") as work:
        work.save(builders.a_patient(called="Maria"))
        work.save(builders.a_line(name="DPd"))

    texts = [one.text for one in questions.bank("new_therapy")]

    assert any("DPd" in one for one in texts)
    assert any("Maria" in one for one in texts)
    assert not any("{" in one for one in texts)


def test_ticked_questions_of_the_bank_are_added_once_with_a_role(
    questions: QuestionsService, care_file: CareFile
) -> None:
    chosen = [one.id for one in questions.bank("pharmacist")][:2]

    first = questions.add_from_bank(chosen)
    again = questions.add_from_bank([*chosen, "no_such_question"])

    assert len(first) == 2
    assert again == ()
    assert first[0].role is Role.PHARMACIST
    assert [one.is_on_list for one in questions.bank("pharmacist")][:2] == [True, True]
    care_file.undo()
    assert questions.waiting() == ()


def test_the_bank_is_found_by_words(questions: QuestionsService) -> None:
    found = questions.bank(search="vaccine")

    assert found
    assert len(questions.bank_sets()) > 20


def test_a_question_is_removed_with_its_answers_and_comes_back(
    questions: QuestionsService, care_file: CareFile
) -> None:
    (question,) = _added(questions, "A")
    questions.answer(question, builders.an_answer(question), QuestionStatus.ANSWERED)

    questions.delete(question)
    assert questions.all() == ()

    care_file.undo()
    assert len(questions.answers(question.id)) == 1


def test_a_reworded_question_keeps_its_place(questions: QuestionsService) -> None:
    first, _ = _added(questions, *"AB")

    questions.save(replace(first, text="Z", role=Role.NURSE))

    assert _order(questions) == "ZB"
    assert questions.get(first.id) == questions.all(QuestionStatus.OPEN)[-1]


def test_a_question_is_found_by_its_answer(questions: QuestionsService) -> None:
    (question,) = _added(questions, "A")
    questions.answer(question, builders.an_answer(question), QuestionStatus.ANSWERED)
    (answer,) = questions.answers(question.id)

    found = questions.of_answer(answer.id)
    assert found is not None
    assert found.id == question.id
    assert questions.of_answer("nothing") is None
