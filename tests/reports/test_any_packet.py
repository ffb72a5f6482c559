"""Whatever a family has noted: every paper prints, stays on its page and loses no row."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caregiver.formats import PlainFormats
from caregiver.reports import emergency_sheet, medication_list, question_list, visit_summary
from caregiver.reports.list_packets import ListedMedicine, MedicineGroup, TeamInstruction
from caregiver.reports.packets import (
    Allergies,
    MedicineChange,
    MedicineRow,
    PageChoice,
    ProblemRow,
    Question,
    Section,
    WhereWeAre,
)
from caregiver.reports.page_style import pdf_text
from caregiver.reports.result_packets import ResultOnPaper, ResultRow
from tests.reports import sample_papers as sample
from tests.reports.reading import assert_tidy, squeezed, whole_text

words = st.sampled_from(
    [
        "",
        "tired",
        "most days, worse at night",
        "x" * 70,
        "<b>&",
        "é κ ★ 🩺",
        "two\nlines",
        "a " * 60,
    ]
)
names = words.map(lambda text: text or "name")
days = st.dates(date(2025, 1, 1), date(2027, 3, 22))
steps = st.none() | st.integers(0, 4)
problems = st.builds(
    ProblemRow,
    name=names,
    worst=words,
    now=words,
    worst_step=steps,
    now_step=steps,
    effect=words,
    when=words,
    what_we_did=words,
    reported_by=words,
    is_urgent=st.booleans(),
)
medicines = st.builds(
    MedicineRow,
    name=names,
    brand=words,
    how=words,
    since_last=words,
    change=st.sampled_from(MedicineChange),
    changed_on=st.none() | days,
    change_note=words,
    is_treatment=st.booleans(),
)
results = st.builds(
    ResultOnPaper,
    day=days,
    printed=st.sampled_from(["1", "<0.1", "12,345.60", "not quantifiable", "x" * 40]),
    value=st.none() | st.integers(0, 500).map(Decimal),
    bound=st.sampled_from(["", "<", ">"]),
    flag=st.sampled_from(["", "H", "critical high"]),
    range_text=words,
    range_low=st.none() | st.integers(0, 300).map(Decimal),
    range_high=st.none() | st.integers(300, 600).map(Decimal),
)
rows = st.builds(
    ResultRow,
    test=names,
    unit=words,
    results=st.lists(results, max_size=6, unique_by=lambda one: one.day).map(
        lambda found: tuple(sorted(found, key=lambda one: one.day))
    ),
)
questions = st.builds(
    Question,
    text=names,
    role=words,
    is_top=st.booleans(),
    asked_on=st.lists(days, max_size=3).map(tuple),
    note=words,
)


def tuples(strategy, most):
    return st.lists(strategy, max_size=most).map(tuple)


summaries = st.builds(
    replace,
    st.just(sample.VISIT_SUMMARY),
    allergies=st.builds(Allergies, text=words, none_known=st.booleans()),
    cautions=tuples(names, 3),
    questions=tuples(questions, 4),
    further_questions=tuples(questions, 6),
    where=st.builds(WhereWeAre, disease=words, found=words, line=words, regimen=words),
    goals=words,
    problems=tuples(problems, 12),
    not_had=tuples(names, 4),
    result_days=st.lists(days, max_size=4, unique=True).map(sorted).map(tuple),
    results=tuples(rows, 12),
    medicines=tuples(medicines, 14),
    also_takes=tuples(names, 3),
)
pages = st.builds(
    PageChoice,
    paper=st.sampled_from(["a4", "letter"]),
    large_print=st.booleans(),
    sections_off=st.frozensets(st.sampled_from(Section), max_size=2),
)
few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(summaries, pages)
def test_any_visit_summary_is_tidy_and_whole(packet, page):
    laid = visit_summary.lay_out(packet, PlainFormats(page.paper), page)
    text = whole_text(laid.finish())
    assert_tidy(laid)
    if Section.MEDICINES not in page.sections_off:
        for row in packet.medicines:
            assert squeezed(pdf_text(row.name).plain) in text
    if Section.CHANGES not in page.sections_off:
        for row in packet.problems:
            assert squeezed(pdf_text(row.what_we_did).plain) in text


@few
@given(tuples(questions, 15), pages)
def test_any_question_list_is_tidy(found, page):
    packet = replace(sample.QUESTION_LIST, questions=found)
    laid = question_list.lay_out(packet, PlainFormats(page.paper), page)
    laid.finish()
    assert_tidy(laid)


listed = st.builds(
    ListedMedicine,
    name=names,
    group=st.sampled_from(MedicineGroup),
    brand=words,
    strength=words,
    how_much=words,
    when=words,
    at_most=words,
    used_for=words,
    instructions=words,
    looks_like=words,
    since=st.none() | days,
    prescribed_by=words,
)


@few
@given(tuples(listed, 15), pages)
def test_any_medicine_list_is_tidy_and_whole(found, page):
    packet = replace(sample.MEDICATION_LIST, medicines=found)
    laid = medication_list.lay_out(packet, PlainFormats(page.paper), page)
    text = whole_text(laid.finish())
    assert_tidy(laid)
    assert all(squeezed(pdf_text(each.name).plain) in text for each in found)


@few
@given(words, tuples(names, 8), st.lists(words, max_size=6), pages)
def test_any_emergency_sheet_is_tidy(wishes, must_know, said, page):
    packet = replace(
        sample.EMERGENCY_SHEET,
        wishes=wishes,
        must_know=must_know,
        instructions=tuple(TeamInstruction(text=text) for text in said),
        newer_after=sample.HEAD.printed_at.date() + timedelta(days=60),
    )
    laid = emergency_sheet.lay_out(packet, PlainFormats(page.paper), page)
    laid.finish()
    assert_tidy(laid, least=12)
