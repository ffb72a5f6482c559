"""The question list, the medicine list, the emergency sheet and the wallet card."""

from dataclasses import replace

import pytest

from caregiver.formats import PlainFormats
from caregiver.reports import emergency_sheet, medication_list, question_list, wallet_card
from caregiver.reports.list_packets import EmergencySheetPacket, MedicineGroup
from caregiver.reports.packets import Allergies, PageChoice, Question
from tests.reports import sample_papers as sample
from tests.reports.reading import (
    assert_golden,
    assert_tidy,
    geometry,
    page_texts,
    squeezed,
    tags,
    whole_text,
)

MM = 72 / 25.4
PAPERS = ("a4", "letter")
ALL = (
    ("question_list", question_list, sample.QUESTION_LIST),
    ("medication_list", medication_list, sample.MEDICATION_LIST),
    ("emergency_sheet", emergency_sheet, sample.EMERGENCY_SHEET),
    ("wallet_card", wallet_card, sample.EMERGENCY_SHEET),
)


def drawn(module, packet, paper="letter", **choice):
    laid = module.lay_out(packet, PlainFormats(paper), PageChoice(paper=paper, **choice))
    return laid, laid.finish()


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("name", "module", "packet"), ALL)
def test_text_and_places_are_as_before(name, module, packet, paper):
    laid, pdf = drawn(module, packet, paper)
    assert_tidy(laid, least=7.5)
    assert_golden(f"{name}_{paper}.txt", "\f".join(page_texts(pdf)))
    assert_golden(f"{name}_{paper}_places.txt", geometry(laid))


@pytest.mark.parametrize(("name", "module", "packet"), ALL)
def test_the_same_packet_gives_the_same_bytes(name, module, packet):
    assert drawn(module, packet)[1] == drawn(module, packet)[1], name


@pytest.mark.parametrize(("name", "module", "packet"), ALL)
def test_an_example_says_so(name, module, packet):
    example = replace(packet, head=replace(sample.HEAD, is_example=True))
    laid, pdf = drawn(module, example)
    assert all("EXAMPLE" in text for text in page_texts(pdf)), name
    assert_tidy(laid, least=7.5)


@pytest.mark.parametrize(("name", "module", "packet"), ALL)
def test_every_paper_is_tagged_with_one_title(name, module, packet):
    found = [tag for _, tag, _, _, _ in tags(drawn(module, packet)[1])]
    assert found[0] == "Document"
    assert found.count("H1") == 1, name


class TestQuestionList:
    """Grouped by role, top ones first, with room to write."""

    def test_questions_stand_under_their_role_in_order(self):
        text = squeezed("".join(page_texts(drawn(question_list, sample.QUESTION_LIST)[1])))
        team = text.index("Fortheteam")
        nurse = text.index("Forthenurse")
        assert team < text.index("Maysh") < nurse < text.index("shinglesvaccine")

    def test_top_questions_come_first_in_their_group(self):
        questions = (Question(text="later", role="a"), Question(text="now", role="a", is_top=True))
        text = whole_text(
            drawn(question_list, replace(sample.QUESTION_LIST, questions=questions))[1]
        )
        assert text.index("now") < text.index("later")

    def test_it_says_how_often_a_question_was_asked(self):
        text = whole_text(drawn(question_list, sample.QUESTION_LIST)[1])
        assert squeezed("(asked twice, over 6 weeks)") in text

    def test_a_question_is_never_parted_from_its_writing_room(self):
        many = tuple(Question(text=f"Question number {n}?") for n in range(40))
        laid, pdf = drawn(question_list, replace(sample.QUESTION_LIST, questions=many))
        assert_tidy(laid)
        bottom = laid.frame.bottom
        for each in laid.sheet.placed:
            if each.text.startswith("Question number"):
                assert each.bottom + 3 * 22 < bottom + 5
        assert len(page_texts(pdf)) > 4

    def test_without_questions_there_is_room_for_new_ones(self):
        text = page_texts(drawn(question_list, replace(sample.QUESTION_LIST, questions=()))[1])[0]
        assert "No questions noted yet" in text


class TestMedicationList:
    """The piles of INTEROP B8."""

    def test_the_piles_come_in_their_order(self):
        text = whole_text(drawn(medication_list, sample.MEDICATION_LIST)[1])
        titles = (
            "Everyday",
            "Regularly,butnoteveryday",
            "Onlywhenneeded",
            "Givenatthehospital",
            "Vitaminsandremedies",
            "Stoppedinthelast3months",
        )
        places = [text.index(title) for title in titles]
        assert places == sorted(places)

    def test_an_empty_pile_has_no_heading(self):
        only = tuple(
            each
            for each in sample.MEDICATION_LIST.medicines
            if each.group is MedicineGroup.EVERY_DAY
        )
        text = whole_text(
            drawn(medication_list, replace(sample.MEDICATION_LIST, medicines=only))[1]
        )
        assert "Onlywhenneeded" not in text

    def test_it_says_when_it_was_changed_and_checked(self):
        text = " ".join(page_texts(drawn(medication_list, sample.MEDICATION_LIST)[1])[0].split())
        assert "Last change: March 15, 2027" in text
        assert "Checked against the boxes: March 22, 2027" in text
        assert "at most 8 tablets a day" in text

    def test_a_long_list_repeats_the_head_of_the_table(self):
        medicine = sample.MEDICATION_LIST.medicines[0]
        many = tuple(replace(medicine, name=f"medicine {n}") for n in range(60))
        laid, pdf = drawn(medication_list, replace(sample.MEDICATION_LIST, medicines=many))
        assert_tidy(laid)
        pages = page_texts(pdf)
        assert len(pages) > 2
        assert all("Good to know" in page for page in pages)


class TestEmergencySheet:
    """Readable at arm's length, in the order of UX C6, with nothing invented."""

    @pytest.mark.parametrize("paper", PAPERS)
    def test_it_is_one_page_of_at_least_twelve_points(self, paper):
        laid, pdf = drawn(emergency_sheet, sample.EMERGENCY_SHEET, paper)
        assert len(page_texts(pdf)) == 1
        assert_tidy(laid, least=12)

    def test_telephone_numbers_are_large(self):
        laid, _ = drawn(emergency_sheet, sample.EMERGENCY_SHEET)
        phones = [each for each in laid.sheet.placed if each.text.startswith("(555)")]
        assert len(phones) == 3
        assert all(each.size >= 18 for each in phones)
        assert phones[0].size >= 22

    def test_the_order_is_the_order_of_urgency(self):
        text = whole_text(drawn(emergency_sheet, sample.EMERGENCY_SHEET)[1])
        marks = (
            "Oncancertreatment.",
            "MariaSample",
            "010-0199",
            "010-0123",
            "multiplemyeloma",
            "ALLERGIES",
            "Bloodthinner",
            "shivering",
            "pomalidomide4mg",
            "bluefolder",
            "PrintedTuesday",
        )
        places = [text.index(mark) for mark in marks]
        assert places == sorted(places)

    def test_nothing_is_claimed_that_was_not_noted(self):
        text = whole_text(drawn(emergency_sheet, EmergencySheetPacket(head=sample.HEAD))[1])
        assert "cancer" not in text
        assert "Fever" not in text
        assert "notnoted" in text
        assert squeezed("No 24-hour number noted") in text

    def test_a_long_list_of_instructions_flows_over_and_stays_large(self):
        packet = replace(
            sample.EMERGENCY_SHEET, instructions=sample.EMERGENCY_SHEET.instructions * 30
        )
        laid, pdf = drawn(emergency_sheet, packet)
        assert_tidy(laid, least=12)
        assert len(page_texts(pdf)) > 1


class TestWalletCard:
    """Two panels of the size of a bank card."""

    def test_everything_stays_inside_its_panel(self):
        laid, _ = drawn(wallet_card, sample.EMERGENCY_SHEET)
        middle = laid.sheet.width / 2
        card = [each for each in laid.sheet.placed if 90 < each.top < 400]
        assert card
        for each in card:
            if each.left < middle:
                assert each.left >= middle - 85.6 * MM
                assert each.right <= middle
            else:
                assert each.right <= middle + 85.6 * MM
        assert max(each.bottom for each in card) - min(each.top for each in card) <= 54 * MM

    def test_the_telephone_is_at_least_ten_points(self):
        laid, _ = drawn(wallet_card, sample.EMERGENCY_SHEET)
        phones = [each for each in laid.sheet.placed if "010-0" in each.text]
        assert len(phones) >= 2
        assert all(each.size >= 10 for each in phones)

    def test_too_much_is_cut_with_a_word_and_allergies_come_first(self):
        packet = replace(
            sample.EMERGENCY_SHEET, must_know=tuple(f"must know number {n}" for n in range(80))
        )
        laid, pdf = drawn(wallet_card, packet)
        assert_tidy(laid, least=7.5)
        text = whole_text(pdf)
        assert "penicillin" in text
        assert squeezed("more on the emergency sheet") in text

    def test_silence_about_allergies_is_said(self):
        packet = replace(sample.EMERGENCY_SHEET, allergies=Allergies())
        assert "notnoted" in whole_text(drawn(wallet_card, packet)[1])
