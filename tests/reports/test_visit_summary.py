"""The visit summary on paper: one page for a normal load, nothing lost, nothing touching."""

import io
import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pikepdf
import pytest

from caregiver.formats import PlainFormats
from caregiver.reports import visit_summary
from caregiver.reports.packets import (
    Allergies,
    MedicineRow,
    PageChoice,
    ProblemRow,
    Question,
    Section,
    VisitSummaryPacket,
)
from caregiver.reports.result_packets import ResultOnPaper, ResultRow
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

PAPERS = ("a4", "letter")


def drawn(packet, paper="letter", **choice):
    """Lay out `packet`; return the paper and its bytes."""
    laid = visit_summary.lay_out(packet, PlainFormats(paper), PageChoice(paper=paper, **choice))
    return laid, laid.finish()


def heavy_packet():
    """Return a load no page can hold: every table beyond its limit."""
    return replace(
        sample.FULL_VISIT_SUMMARY,
        problems=tuple(
            ProblemRow(name=f"Problem {n}", worst="severe", now="mild", when=f"on day {n}")
            for n in range(1, 15)
        ),
        results=tuple(
            sample.result_row(f"Test {n}", "g/L", "1 2 3 4", "1-5") for n in range(1, 16)
        ),
        medicines=tuple(
            MedicineRow(name=f"medicine {n}", how="1 tablet at night") for n in range(1, 22)
        ),
    )


@pytest.mark.parametrize("paper", PAPERS)
def test_a_normal_load_fits_one_page(paper):
    laid, pdf = drawn(sample.VISIT_SUMMARY, paper)
    assert len(page_texts(pdf)) == 1
    assert laid.sheet.page_count == 1
    assert_tidy(laid)


@pytest.mark.parametrize("paper", PAPERS)
def test_text_and_places_are_as_before(paper):
    laid, pdf = drawn(sample.FULL_VISIT_SUMMARY, paper)
    assert_golden(f"visit_summary_{paper}.txt", "\f".join(page_texts(pdf)))
    assert_golden(f"visit_summary_{paper}_places.txt", geometry(laid))


def test_body_text_is_never_below_nine_and_a_half_points():
    laid, _ = drawn(sample.VISIT_SUMMARY)
    small = [each.text for each in laid.sheet.placed if each.kind == "text" and each.size < 9.5]
    allowed = {"Problem", "Medicine", "Test", "Flag", "Trend", "Mar 17", "page 1 of 1"}
    assert allowed <= set(small)
    assert not any("dexamethasone" in text for text in small)


def test_the_same_packet_gives_the_same_bytes():
    assert drawn(sample.VISIT_SUMMARY)[1] == drawn(sample.VISIT_SUMMARY)[1]


@pytest.mark.parametrize("paper", PAPERS)
def test_too_much_goes_to_a_second_page_and_says_so(paper):
    laid, pdf = drawn(heavy_packet(), paper)
    first, second = page_texts(pdf)
    assert "more on page 2" in first
    assert "More for this visit" in second
    assert_tidy(laid)
    rows = [each.text for each in laid.sheet.placed]
    for packet_row in heavy_packet().problems + heavy_packet().medicines:
        assert rows.count(packet_row.name) == 1
    for row in heavy_packet().results:
        assert sum(text.startswith(f"{row.test} ") for text in rows) == 1


def test_the_clinic_boxes_stay_on_the_first_page():
    first, second = page_texts(drawn(heavy_packet())[1])
    assert "For the clinic to fill in" in first
    assert "For the clinic to fill in" not in second


@pytest.mark.parametrize("section", list(Section))
def test_a_section_switched_off_leaves_no_trace(section):
    titles = {
        Section.QUESTIONS: "What we most want",
        Section.WHERE_WE_ARE: "Where we are",
        Section.GOALS: "What matters to us",
        Section.CHANGES: "What has changed",
        Section.RESULTS: "Results we have",
        Section.MEDICINES: "Medicines now",
        Section.CLINIC: "For the clinic",
    }
    with_all = whole_text(drawn(sample.FULL_VISIT_SUMMARY)[1])
    without = whole_text(drawn(sample.FULL_VISIT_SUMMARY, sections_off=frozenset({section}))[1])
    assert squeezed(titles[section]) in with_all
    assert squeezed(titles[section]) not in without
    for other in set(Section) - {section}:
        assert squeezed(titles[other]) in without


def test_numbers_of_the_sections_close_up():
    off = frozenset({Section.WHERE_WE_ARE})
    text = page_texts(drawn(sample.VISIT_SUMMARY, sections_off=off)[1])[0]
    assert "2 What has changed" in " ".join(text.split())


def test_a_record_with_nothing_in_it_still_prints():
    laid, pdf = drawn(VisitSummaryPacket(head=sample.HEAD))
    text = page_texts(pdf)[0]
    assert "not noted" in text
    assert "no date yet" in text
    assert "Results we have" not in text
    assert_tidy(laid)


def test_none_known_is_only_said_if_the_family_said_so():
    said = replace(sample.VISIT_SUMMARY, allergies=Allergies(none_known=True))
    silent = replace(sample.VISIT_SUMMARY, allergies=Allergies())
    assert "none known" in page_texts(drawn(said)[1])[0]
    assert "none known" not in page_texts(drawn(silent)[1])[0]
    assert "not noted" in page_texts(drawn(silent)[1])[0]


def test_every_page_says_whose_it_is_and_who_wrote_it():
    for number, text in enumerate(page_texts(drawn(heavy_packet())[1]), start=1):
        assert "Maria Sample, born May 12, 1958 · printed March 23, 2027, 6:40 PM" in text
        assert f"page {number} of 2" in text
        assert "Written by the family" in text
        assert "Not a clinical document" in text


def test_an_example_says_so_on_every_page():
    packet = replace(heavy_packet(), head=replace(sample.HEAD, is_example=True))
    laid, pdf = drawn(packet)
    for text in page_texts(pdf):
        assert "EXAMPLE: an invented person" in text
    assert "EXAMPLE" not in "".join(page_texts(drawn(heavy_packet())[1]))
    assert_tidy(laid)


def test_large_print_is_larger_and_still_complete():
    laid, pdf = drawn(sample.FULL_VISIT_SUMMARY, large_print=True)
    assert_tidy(laid, least=11.9)
    text = whole_text(pdf)
    for row in sample.MEDICINES:
        assert squeezed(row.name) in text


def test_a_very_long_note_goes_on_over_pages_and_loses_no_word():
    words = [f"word{n}" for n in range(6000)]
    long_row = replace(sample.PROBLEMS[1], what_we_did=" ".join(words))
    packet = replace(sample.VISIT_SUMMARY, problems=(long_row, *sample.PROBLEMS))
    started = time.perf_counter()
    laid, pdf = drawn(packet)
    assert time.perf_counter() - started < 20
    assert_tidy(laid)
    assert laid.sheet.page_count > 3
    text = whole_text(pdf)
    assert all(word in text for word in words[::97])
    assert "Problem" in page_texts(pdf)[1]


def test_a_word_of_twenty_thousand_letters_prints_within_the_time():
    long_word = "x" * 20_000
    packet = replace(sample.VISIT_SUMMARY, goals=long_word, questions=(Question(text=long_word),))
    started = time.perf_counter()
    laid, pdf = drawn(packet)
    assert time.perf_counter() - started < 20
    assert whole_text(pdf).count("x") >= 40_000
    assert_tidy(laid)


@pytest.mark.slow
def test_a_note_of_a_megabyte_prints_within_the_time():
    started = time.perf_counter()
    _, pdf = drawn(replace(sample.VISIT_SUMMARY, goals="all is well today. " * 55_000))
    assert time.perf_counter() - started < 20
    assert len(pdf) > 100_000


def test_an_old_result_says_its_age_and_its_day():
    old = ResultOnPaper(day=date(2026, 12, 1), printed="7.1", value=Decimal("7.1"))
    packet = replace(
        sample.VISIT_SUMMARY, results=(ResultRow(test="IgG", unit="g/L", results=(old,)),)
    )
    text = " ".join(page_texts(drawn(packet)[1])[0].split())
    assert "112 days old" in text
    assert "7.1 (Dec 1)" in text


def test_a_value_is_printed_as_the_laboratory_wrote_it():
    rows = (sample.result_row("M-protein", "g/L", "2.50 1,204 - <0.10", "0-1"),)
    text = page_texts(drawn(replace(sample.VISIT_SUMMARY, results=rows))[1])[0]
    for printed in ("2.50", "1,204", "<0.10"):
        assert printed in text


def test_the_flag_is_only_the_laboratorys_own():
    rows = (sample.result_row("Hemoglobin", "g/L", "8 8 8 8", "115-165"),)
    laid, _ = drawn(replace(sample.VISIT_SUMMARY, results=rows))
    assert not {"L", "H"} & {each.text for each in laid.sheet.placed}


def test_a_long_name_does_not_run_into_the_visit():
    head = replace(
        sample.HEAD, name="Maria Magdalena Theodora von und zu Samplehausen-Example " * 2
    )
    laid, _ = drawn(replace(sample.VISIT_SUMMARY, head=head))
    assert_tidy(laid)


def test_more_and_more_results_never_shrink_the_type():
    for count in range(1, 30, 4):
        days = tuple(sample.HEAD.printed_at.date() - timedelta(days=7 * n) for n in (9, 6, 3, 0))
        rows = tuple(
            sample.result_row(f"Test {n}", "g/L", "1 2 3 4", "1-5", days=days) for n in range(count)
        )
        laid, _ = drawn(replace(sample.VISIT_SUMMARY, results=rows, result_days=days))
        assert_tidy(laid)


class TestReadAloud:
    """What a screen reader gets."""

    def test_the_document_says_its_title_and_language(self):
        _, pdf = drawn(sample.VISIT_SUMMARY)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            root = document.Root
            assert str(document.docinfo.Title) == "Visit summary for Maria Sample"
            assert str(root.Lang) == "en-US"
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            assert bool(root.MarkInfo.Marked)
            assert all(str(page.Tabs) == "/S" for page in document.pages)
            assert document.check_pdf_syntax() == []

    def test_the_order_of_the_tags_is_the_order_of_the_page(self):
        laid, pdf = drawn(sample.FULL_VISIT_SUMMARY)
        spoken = squeezed("".join(text for _, _, text, _, _ in tags(pdf)))
        seen = []
        for row in sorted(laid.sheet.placed, key=lambda each: (each.page, each.kind == "picture")):
            seen.append(row)
        place = 0
        for each in laid.sheet.placed:
            if each.kind == "text" and each.page == 0 and not each.text.startswith("page "):
                found = spoken.find(squeezed(each.text), place)
                assert found >= place, each.text
                place = found

    def test_headings_come_in_order_and_the_name_is_the_first(self):
        headings = [
            (tag, text) for _, tag, text, _, _ in tags(drawn(heavy_packet())[1]) if tag[0] == "H"
        ]
        assert headings[0] == ("H1", "Maria Sample")
        assert [tag for tag, _ in headings].count("H1") == 1
        assert "H3" in {tag for tag, _ in headings}

    def test_table_cells_know_their_heads(self):
        tree = tags(drawn(sample.VISIT_SUMMARY)[1])
        scopes = {text.strip(): scope for _, tag, text, _, scope in tree if tag == "TH"}
        assert scopes["Lab range"] == "/Column"
        assert scopes["acyclovir"] == "/Row"
        assert any(tag == "TD" and text == "131" for _, tag, text, _, _ in tree)

    def test_questions_are_a_numbered_list(self):
        tree = tags(drawn(sample.VISIT_SUMMARY)[1])
        listed = [(tag, text) for _, tag, text, _, _ in tree if tag in ("L", "LI", "Lbl", "LBody")]
        assert [tag for tag, _ in listed] == ["L"] + ["LI", "Lbl", "LBody"] * 3
        assert listed[2] == ("Lbl", "1. ")
        assert listed[3][1].startswith("The tingling")

    def test_a_trend_has_words(self):
        alts = [
            alt for _, tag, _, alt, _ in tags(drawn(sample.VISIT_SUMMARY)[1]) if tag == "Figure"
        ]
        assert alts[0] == "worst 2, now 2, on a scale of 0 to 4"
        trends = [alt for alt in alts if alt.startswith("Trend")]
        assert len(trends) == 8
        assert trends[3].startswith("Trend of Hemoglobin: 108 on January 4, 104 on February 1")
        assert "115 to 165" in trends[3]

    def test_page_furniture_is_not_read_twice(self):
        spoken = "".join(text for _, _, text, _, _ in tags(drawn(heavy_packet())[1]))
        assert spoken.count("Written by the family") == 1
        assert "page 1 of 2" not in spoken
