"""Words written from right to left, in the order of the eye."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.formats import PlainFormats
from caregiver.reports import visit_summary
from caregiver.reports.direction import has_right_to_left, in_visual_order
from caregiver.reports.packets import PageChoice
from caregiver.reports.page_style import pdf_text
from caregiver.reports.typesetting import break_lines
from tests.reports import sample_papers as sample


def seen(text):
    return "".join(character for character, _ in in_visual_order([(each, None) for each in text]))


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("left", "left"),
        ("אבג", "גבא"),
        ("name אבג, call", "name גבא, call"),
        ("אבג דהו", "והד גבא"),
        ("אבג 12.5 דהו", "והד 12.5 גבא"),
        ("5 אבג", "5 גבא"),
        ("אבג 5", "5 גבא"),
        ("(אבג)", "(גבא)"),
        ("אבג (דה) ו", "ו (הד) גבא"),
        ("אבג mg אבג", "גבא mg גבא"),
        ("שָׁ", "שָׁ"),
        ("", ""),
    ],
)
def test_the_order_of_the_eye(typed, drawn):
    assert seen(typed) == drawn


@given(st.text(alphabet="ab אבג12.()ًم", max_size=40))
def test_no_character_is_lost_or_added(text):
    mirrored = str.maketrans("()", "((")
    assert sorted(seen(text).translate(mirrored)) == sorted(text.translate(mirrored))


@given(st.text(max_size=60))
def test_text_without_such_words_stays(text):
    if not has_right_to_left(text):
        assert seen(text) == text


def test_lines_break_in_reading_order_and_are_turned_one_by_one():
    lines = break_lines(pdf_text("אבג דהו זחט"), 10, 45)
    assert [line.plain.strip() for line in lines] == ["והד גבא", "טחז"]


def test_a_name_in_hebrew_prints():
    head = replace(sample.HEAD, name="שרה לוי")
    laid = visit_summary.lay_out(
        replace(sample.VISIT_SUMMARY, head=head), PlainFormats(), PageChoice()
    )
    assert laid.sheet.placed[0].text == "יול הרש"
    assert any(each.text.startswith("יול הרש, born") for each in laid.sheet.placed) is False
