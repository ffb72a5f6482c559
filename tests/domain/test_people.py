"""The person, the team, what they told the family; questions, visits and the journal."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from caregiver.domain.people import AllergyState
from caregiver.domain.questions import QuestionStatus
from tests import builders
from tests.builders import MONDAY

QUESTION = builders.a_question()


@pytest.mark.parametrize(("record", "problems"), [
    (builders.a_patient(), []),
    (builders.a_patient(name=""), []),
    (builders.a_patient(allergy_state=AllergyState.LISTED, allergies=" "),
     [("allergies", "allergies_empty")]),
    (builders.a_patient(allergy_state=AllergyState.LISTED, allergies="Penicillin"), []),
    (builders.a_patient(birth_date=date(1879, 12, 31)), [("birth_date", "date_unlikely")]),
    (builders.a_member(), []),
    (builders.a_member(name=" "), [("name", "name_missing")]),
    (builders.a_member(is_team_line=True), [("phone", "phone_missing")]),
    (builders.a_member(is_team_line=True, phone="202-555-0142"), []),
    (builders.a_rule(), []),
    (builders.a_rule(text=""), [("text", "text_missing")]),
    (builders.a_rule(at_least=Decimal(38)), [("unit", "unit_missing")]),
    (builders.a_rule(at_least=Decimal(38), unit="°C"), []),
    (QUESTION, []),
    (builders.a_question(text=" "), [("text", "question_missing")]),
    (builders.an_answer(QUESTION), []),
    (builders.an_answer(QUESTION, text=""), [("text", "answer_missing")]),
    (builders.a_visit(), []),
    (builders.a_visit(starts=None), [("starts", "start_missing")]),
    (builders.a_preset(paper="a4"), []),
    (builders.a_preset(paper="a3"), [("paper", "paper_unknown")]),
    (builders.a_journal_entry(), []),
    (builders.a_journal_entry(text="\n"), [("text", "text_missing")]),
])  # fmt: skip
def test_a_record_says_what_is_wrong_with_it(record, problems):
    assert [tuple(one) for one in record.problems()] == problems


@pytest.mark.parametrize(("record", "title", "day"), [
    (builders.a_patient(), "Sample Person", None),
    (builders.a_member(), "Dr. Okafor", None),
    (builders.a_rule(told_on=MONDAY), "Call us at once.", MONDAY),
    (QUESTION, "Should a dose change?", MONDAY),
    (builders.an_answer(QUESTION), "One more test first.", MONDAY),
    (builders.a_visit(starts=datetime(2027, 3, 24, 10)), "Hematology clinic", date(2027, 3, 24)),
    (builders.a_visit(starts=None), "Hematology clinic", None),
    (builders.a_journal_entry(), "A good day.", MONDAY),
])  # fmt: skip
def test_a_record_is_found_by_its_title_and_its_day(record, title, day):
    assert record.texts()[0] == title
    assert record.when() == day


def test_silence_about_allergies_is_never_none_known():
    assert builders.a_patient().allergy_state is AllergyState.NOT_NOTED


def test_a_journal_entry_is_private_unless_the_family_says_otherwise():
    assert builders.a_journal_entry().is_private


def test_open_questions_and_those_they_will_check_go_on_to_the_next_visit():
    waiting = [one for one in QuestionStatus if one.is_waiting]
    assert waiting == [QuestionStatus.OPEN, QuestionStatus.THEY_WILL_CHECK]
