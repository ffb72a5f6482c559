"""What people type prints as typed: no markup, no files, no black boxes."""

import sys
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.formats import PlainFormats
from caregiver.reports import (
    emergency_sheet,
    medication_list,
    question_list,
    visit_summary,
    wallet_card,
)
from caregiver.reports.direction import has_right_to_left
from caregiver.reports.fonts import paper_fonts, text_width
from caregiver.reports.packets import PageChoice, Question
from caregiver.reports.page_style import pdf_text
from caregiver.reports.typesetting import break_lines
from tests.reports import sample_papers as sample
from tests.reports.reading import squeezed, whole_text

MARKUP = (
    '<img src="/etc/hostname.png"/>',
    '<img src="http://example.invalid/x.png">',
    '<img src="file:///etc/passwd"/>',
    '<img src="data:image/png;base64,AAAA"/>',
    '<a href="javascript:alert(1)">click</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="#x">',
    "<script>alert(1)</script>",
    "<!-- hidden -->",
    "<?php echo 1 ?>",
    "<![CDATA[data]]>",
    "dose <b 5 mg",
    "if a<b and c>d",
    "K <3.5 & Na >140",
    "&amp; &lt; &#65; &nbsp;",
    "<font color=\"__import__('os').system('true')\">x</font>",
    '<unichar code="65"/>',
    "<para>x</para>",
    "<br/> <br>",
    "(a) \\ ) ( \\n %PDF-1.7 endstream endobj",
    "{curly} %s %d {0}",
    "<b>unfinished",
)
WORLD = (
    "κ/λ ratio ≥ 2 → call",
    "Größe: 5 µg, naïve café, Łódź, Đặng Thị",
    "Дозировка по утрам",
    "10⁹/L ± ½ • ° × −",
    "★ important ★",
)


def summary_with(text):
    question = replace(sample.QUESTIONS[0], text=text, asked_on=())
    return replace(sample.VISIT_SUMMARY, questions=(question,))


def printed(packet):
    return visit_summary.render(packet, PlainFormats(), PageChoice())


@pytest.mark.parametrize("text", MARKUP + WORLD)
def test_typed_text_prints_as_typed(text):
    pdf = printed(summary_with(text))
    assert squeezed(text) in whole_text(pdf)


@pytest.mark.parametrize("text", MARKUP)
def test_nothing_typed_becomes_a_link_or_a_picture(text):
    import io

    with pikepdf.open(io.BytesIO(printed(summary_with(text)))) as document:
        for page in document.pages:
            assert "/Annots" not in page
            assert "/XObject" not in page.Resources


def test_no_file_and_no_address_is_opened_by_text():
    printed(sample.VISIT_SUMMARY)
    opened = []
    watching = True

    def hook(event, arguments):
        if watching and event in ("open", "socket.connect", "urllib.Request"):
            opened.append((event, arguments))

    sys.addaudithook(hook)
    for text in MARKUP:
        printed(summary_with(text))
    watching = False
    assert opened == []


def test_line_breaks_and_spaces_are_kept():
    runs = pdf_text("one\r\ntwo\n\n   three   four\tfive").plain
    assert runs.split("\n") == [
        "one",
        "two",
        "",
        "\xa0\xa0 three\xa0\xa0 four" + "\xa0" * 4 + "five",
    ]
    lines = break_lines(pdf_text("one\ntwo\n\nthree"), 10, 500)
    assert [line.plain for line in lines] == ["one", "two", "", "three"]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("call 🩺 now", "call [stethoscope] now"),
        ("空腹", "[character 7A7A][character 8179]"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\u2066left\u2069 \u200fright", "left right"),
        ("soft\u00adhyphen \ufeffmark", "softhyphen mark"),
        ("lone \ud83e surrogate", "lone [character D83E] surrogate"),
        ("private \ue000", "private [character E000]"),
        ("👍🏽 thanks", "[thumbs up sign] thanks"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_cannot_be_drawn_is_named_or_dropped(typed, seen):
    assert pdf_text(typed).plain == seen


@given(st.text(max_size=200))
def test_every_character_has_a_glyph(text):
    fonts = paper_fonts()
    for run in pdf_text(text, "bold").runs:
        for character in run.text:
            assert character in "\n\xa0" or ord(character) in fonts[run.face].glyphs


@given(st.text(max_size=300), st.floats(min_value=12, max_value=400))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(text, width):
    safe = pdf_text(text)
    lines = break_lines(safe, 9.5, width)
    for line in lines:
        trimmed = line.plain.rstrip(" ")
        single = sum(1 for _ in trimmed) <= 1
        pieces = sum(piece.width for piece in line.pieces if piece.text.strip(" "))
        assert single or line.width <= width + 0.01 or pieces <= width + 4
    drawn = squeezed("".join(line.plain for line in lines))
    if has_right_to_left(text):
        mirrored = str.maketrans(")]}>»", "([{<«")
        assert sorted(drawn.translate(mirrored)) == sorted(squeezed(safe.plain).translate(mirrored))
    else:
        assert drawn == squeezed(safe.plain)


def test_bold_falls_back_to_a_font_that_has_the_letter():
    runs = pdf_text("a ★ b", "bold").runs
    assert [run.face for run in runs] == ["bold", "fallback_bold", "bold"]
    assert text_width("bold", "a ", 10) > 0


NASTY = "<b>x</b> & <img src='/etc/x.png'/> 🩺 \u202e空"


def test_every_paper_survives_nasty_text_everywhere():
    seen = squeezed(pdf_text(NASTY).plain)
    head = replace(sample.HEAD, name=NASTY)
    packets = (
        (visit_summary, replace(sample.VISIT_SUMMARY, head=head, goals=NASTY)),
        (
            question_list,
            replace(sample.QUESTION_LIST, questions=(Question(text=NASTY, role=NASTY),)),
        ),
        (
            medication_list,
            replace(
                sample.MEDICATION_LIST,
                medicines=(replace(sample.MEDICATION_LIST.medicines[0], name=NASTY),),
            ),
        ),
        (emergency_sheet, replace(sample.EMERGENCY_SHEET, wishes=NASTY)),
        (wallet_card, replace(sample.EMERGENCY_SHEET, disease=NASTY)),
    )
    for module, packet in packets:
        pdf = module.render(packet, PlainFormats(), PageChoice())
        assert seen in whole_text(pdf), module.__name__
