"""The fridge list, the week grid, the change history and the card of a treatment plan."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caregiver.formats import PlainFormats
from caregiver.reports import fridge_list, medication_changes, regimen_card, week_grid
from caregiver.reports.medication_days import dates_text, days_text, numbers_text, place_text
from caregiver.reports.medication_packets import (
    ChangesPacket,
    CyclePlace,
    DayPart,
    FridgePacket,
    GridDose,
    GridMark,
    NeededRow,
    RegimenCardPacket,
    StripDay,
    WeekGridPacket,
    day_part,
)
from caregiver.reports.packets import PageChoice
from caregiver.reports.page_style import pdf_text
from caregiver.reports.regimen_strip import strips_of
from tests.reports import sample_medicine_papers as sample
from tests.reports.reading import (
    assert_golden,
    assert_tidy,
    geometry,
    page_texts,
    squeezed,
    tags,
    whole_text,
)
from tests.reports.sample_papers import HEAD

PAPERS = ("a4", "letter")
ALL = (
    ("fridge_list", fridge_list, sample.FRIDGE, 12.0),
    ("week_grid", week_grid, sample.WEEK_GRID, 8.5),
    ("medication_changes", medication_changes, sample.CHANGES, 8.5),
    ("regimen_card", regimen_card, sample.CARD, 8.5),
)
FORMATS = PlainFormats()
MONDAY, ONE_DAY = sample.MONDAY, timedelta(days=1)


def drawn(module, packet, paper="letter", **choice):
    laid = module.lay_out(packet, PlainFormats(paper), PageChoice(paper=paper, **choice))
    return laid, laid.finish()


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("name", "module", "packet", "least"), ALL)
def test_text_and_places_are_as_before(name, module, packet, least, paper):
    laid, pdf = drawn(module, packet, paper)
    assert_tidy(laid, least=least)
    assert_golden(f"{name}_{paper}.txt", "\f".join(page_texts(pdf)))
    assert_golden(f"{name}_{paper}_places.txt", geometry(laid))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("name", "module", "packet", "least"), ALL)
def test_large_print_is_tidy(name, module, packet, least, paper):
    laid, _ = drawn(module, packet, paper, large_print=True)
    assert_tidy(laid, least=least)


@pytest.mark.parametrize(("name", "module", "packet", "least"), ALL)
def test_the_same_packet_gives_the_same_bytes(name, module, packet, least):
    assert drawn(module, packet)[1] == drawn(module, packet)[1], name


@pytest.mark.parametrize(("name", "module", "packet", "least"), ALL)
def test_an_example_says_so(name, module, packet, least):
    example = replace(packet, head=replace(packet.head, is_example=True))
    laid, pdf = drawn(module, example)
    assert all("EXAMPLE" in text for text in page_texts(pdf)), name
    assert_tidy(laid, least=8.5)


@pytest.mark.parametrize(("name", "module", "packet", "least"), ALL)
def test_every_paper_is_tagged_with_one_title(name, module, packet, least):
    found = [tag for _, tag, _, _, _ in tags(drawn(module, packet)[1])]
    assert found[0] == "Document"
    assert found.count("H1") == 1, name
    assert "TH" in found, name


EMPTY = (
    (fridge_list, FridgePacket(head=HEAD, first=MONDAY, last=MONDAY), "Nodosesplanned"),
    (week_grid, WeekGridPacket(head=HEAD, weeks=(replace(sample.WEEK, rows=(), needed=()),)),
     "Nodosesplanned"),
    (medication_changes, ChangesPacket(head=HEAD, last=MONDAY), "Nochangesnoted"),
    (regimen_card, RegimenCardPacket(head=HEAD, on=MONDAY), "Nocycleruns"),
)  # fmt: skip


@pytest.mark.parametrize(("module", "packet", "said"), EMPTY)
def test_nothing_noted_is_said(module, packet, said):
    laid, pdf = drawn(module, packet)
    assert said in whole_text(pdf)
    assert_tidy(laid)


class TestFridge:
    """Readable at arm's length, with the head on every page."""

    def test_doses_are_set_in_fourteen_points_or_more(self):
        laid, _ = drawn(fridge_list, sample.FRIDGE)
        doses = [each for each in laid.sheet.placed if "tablet" in each.text]
        assert doses
        assert all(each.size >= 14 for each in doses)

    def test_the_head_of_the_columns_is_repeated(self):
        rows = tuple(
            replace(sample.FRIDGE.rows[0], name=f"medicine {number}") for number in range(40)
        )
        laid, pdf = drawn(fridge_list, replace(sample.FRIDGE, rows=rows))
        texts = page_texts(pdf)
        assert len(texts) > 2
        with_doses = [text for text in texts if "8:00" in text]
        assert all("Morning" in text and "Night" in text for text in with_doses)
        assert all("010-0199" in text for text in texts)
        assert_tidy(laid, least=12)

    def test_a_held_medicine_has_no_dose(self):
        text = whole_text(drawn(fridge_list, sample.FRIDGE)[1])
        assert squeezed("Held by the clinic since Mar 12") in text

    def test_a_number_never_parts_from_its_unit(self):
        laid, _ = drawn(fridge_list, sample.FRIDGE, large_print=True)
        assert not any(each.text.strip() in ("mg", "tablet") for each in laid.sheet.placed)


class TestWeekGrid:
    """Boxes where a dose is due."""

    def test_every_box_is_told_to_a_screen_reader(self):
        found = [alt for _, tag, _, alt, _ in tags(drawn(week_grid, sample.WEEK_GRID)[1])
                 if tag == "Figure"]  # fmt: skip
        said = "; ".join(found)
        doses = [dose for row in sample.WEEK.rows for day in row.days for dose in day]
        for mark, word in (
            (GridMark.DUE, ": to take"), (GridMark.TAKEN, ": taken"),
            (GridMark.NOT_TAKEN, ": not taken"),
        ):  # fmt: skip
            assert said.count(word) == sum(dose.mark is mark for dose in doses)
        assert "Mon, Mar 15, 8:00\u00a0AM: taken" in said

    def test_cycle_days_stand_over_the_days(self):
        text = whole_text(drawn(week_grid, sample.WEEK_GRID)[1])
        assert all(f"day{number}" in text for number in range(15, 22))

    def test_each_week_has_a_page(self):
        packet = replace(sample.WEEK_GRID, weeks=(sample.WEEK, sample.WEEK))
        assert len(page_texts(drawn(week_grid, packet)[1])) == 2

    def test_six_doses_of_one_part_of_the_day_have_six_boxes(self):
        many = tuple(GridDose(at=time(5 + hour), mark=GridMark.DUE) for hour in range(6))
        row = replace(sample.WEEK.rows[0], days=(many,) * 7)
        packet = replace(sample.WEEK_GRID, weeks=(replace(sample.WEEK, rows=(row,)),))
        laid, pdf = drawn(week_grid, packet)
        assert_tidy(laid)
        found = [alt for _, tag, _, alt, _ in tags(pdf) if tag == "Figure"]
        assert "; ".join(found).count("to take") == 42


class TestCard:
    """One cycle, to compare with the prescription."""

    def test_a_card_not_compared_says_so(self):
        text = whole_text(drawn(regimen_card, replace(sample.CARD, confirmed_on=None))[1])
        assert squeezed("Not yet compared with the prescription.") in text

    def test_a_template_nobody_checked_has_the_banner(self):
        text = whole_text(drawn(regimen_card, replace(sample.CARD, is_unchecked=True))[1])
        assert squeezed("Not yet checked. Compare every day with the prescription.") in text

    def test_a_delay_says_why_and_who(self):
        text = whole_text(drawn(regimen_card, sample.CARD)[1])
        assert squeezed("7 days from March 17, 2027") in text
        assert squeezed("low neutrophils, said by Dr. Okafor") in text

    def test_a_pause_without_an_end_promises_no_date(self):
        delay = replace(sample.CARD.delays[0], days=None)
        cycle = replace(sample.CARD.cycle, last=None)
        packet = replace(sample.CARD, delays=(delay,), cycle=cycle, next_cycle=None)
        text = whole_text(drawn(regimen_card, packet)[1])
        assert squeezed("until the clinic says that it goes on") in text
        assert squeezed("not known while the treatment is paused") in text

    @pytest.mark.parametrize(
        ("count", "lengths"),
        [(0, []), (7, [7]), (42, [42]), (60, [35, 25]), (120, [42, 42, 36])],
    )
    def test_long_plans_are_cut_into_whole_weeks(self, count, lengths):
        strip = [StripDay(day=MONDAY + ONE_DAY * n, number=n) for n in range(count)]
        assert [len(one) for one in strips_of(strip)] == lengths

    def test_days_around_an_infusion_have_signs(self):
        strip = tuple(StripDay(day=MONDAY + ONE_DAY * n, number=n - 5) for n in range(100))
        row = replace(sample.CARD.rows[0], dates=(MONDAY, strip[-1].day))
        packet = replace(sample.CARD, strip=strip, counts_from_zero=True, rows=(row,), on=MONDAY)
        laid, pdf = drawn(regimen_card, packet)
        assert_tidy(laid)
        assert "+94" in whole_text(pdf)
        assert "+60" not in whole_text(pdf)  # a strip without any dose is left out
        assert "day0onMarch20" in whole_text(pdf)


class TestDays:
    """Dates in words."""

    @pytest.mark.parametrize(
        ("dates", "said"),
        [
            (sample.days(MONDAY, 14), ""),
            (sample.days(MONDAY, 14, 7), "only on Monday: Mar\u00a015, Mar\u00a022"),
            (tuple(MONDAY + ONE_DAY * n for n in (0, 2, 4, 7, 9, 11)), "only Mon, Wed and Fri"),
            (sample.days(MONDAY, 7), "only Mar\u00a015 to Mar\u00a021"),
            (sample.days(MONDAY, 14, 2), "only every 2 days from Mar\u00a015"),
            ((MONDAY, MONDAY + ONE_DAY), "only Mar\u00a015, Mar\u00a016"),
        ],
    )
    def test_on_which_days_of_a_sheet(self, dates, said):
        last = MONDAY + 13 * ONE_DAY
        shown = days_text(dates, MONDAY, last, FORMATS)
        assert shown.replace("\u00a0", " ") == said.replace("\u00a0", " ")

    def test_irregular_dates_are_all_named(self):
        dates = tuple(MONDAY + ONE_DAY * n for n in (0, 2, 5, 9, 14, 15))
        assert dates_text(dates, FORMATS).count("Mar") == 6

    @pytest.mark.parametrize(
        ("numbers", "is_zero", "said"),
        [
            ((1,), False, "day 1"),
            (tuple(range(1, 22)), False, "days 1 to 21"),
            ((-5, -4, 0, 3), True, "days −5, −4, 0, +3"),
            ((-5, -4, -3, 0, *range(3, 30)), True, "days −5 to −3, 0, +3 to +29"),
            ((), False, ""),
        ],
    )
    def test_days_of_the_cycle(self, numbers, is_zero, said):
        assert numbers_text(numbers, is_zero=is_zero) == said

    @pytest.mark.parametrize(
        ("place", "said"),
        [
            (CyclePlace(cycle=3, day=15, days=28), "Cycle 3, day 15 of 28"),
            (CyclePlace(cycle=1, day=4, days=13, is_block=True), "Step-up block, day 4 of 13"),
            (CyclePlace(cycle=1, day=14, days=36, is_zero=True), "Day +14"),
            (CyclePlace(cycle=2, day=9, days=28, is_paused=True), "Cycle 2, paused"),
        ],
    )
    def test_where_a_day_stands(self, place, said):
        assert place_text(place) == said

    @pytest.mark.parametrize(
        ("at", "part"),
        [
            (time(4, 59), DayPart.NIGHT), (time(5), DayPart.MORNING), (time(11), DayPart.NOON),
            (time(16), DayPart.EVENING), (time(21), DayPart.NIGHT), (None, DayPart.ANY),
        ],
    )  # fmt: skip
    def test_the_columns_of_a_day(self, at, part):
        assert day_part(at) is part


words = st.sampled_from(
    ["", "tired", "x" * 70, "<b>&", "é κ ★ 🩺", "two\nlines", "a " * 60, "שלום עולם 5"]
)
names = words.map(lambda text: text or "name")
pages = st.builds(PageChoice, paper=st.sampled_from(["a4", "letter"]), large_print=st.booleans())
few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(st.lists(st.tuples(names, words, words), max_size=18), names, pages)
def test_any_fridge_list_is_tidy_and_whole(found, person, page):
    rows = tuple(
        replace(sample.FRIDGE.rows[number % 7], name=name, strength=strength, note=note)
        for number, (name, strength, note) in enumerate(found)
    )
    packet = replace(sample.FRIDGE, rows=rows, head=replace(HEAD, name=person))
    laid = fridge_list.lay_out(packet, PlainFormats(page.paper), page)
    text = whole_text(laid.finish())
    assert_tidy(laid, least=12)
    for name, strength, _ in found:
        if name.isascii() and strength.isascii():
            assert squeezed(pdf_text(name).plain) in text


@few
@given(st.lists(st.tuples(names, words), max_size=18), words, pages)
def test_any_week_grid_is_tidy(found, note, page):
    rows = tuple(
        replace(sample.WEEK.rows[number % 6], name=name, dose=dose)
        for number, (name, dose) in enumerate(found)
    )
    needed = (NeededRow(name="x", dose=note, limits=note, notes=(note,) * 7),)
    week = replace(sample.WEEK, rows=rows, needed=needed)
    packet = replace(sample.WEEK_GRID, weeks=(week,))
    laid = week_grid.lay_out(packet, PlainFormats(page.paper), page)
    laid.finish()
    assert_tidy(laid)


@few
@given(st.lists(st.tuples(names, words), max_size=8), names, words, pages)
def test_any_card_is_tidy(found, name, note, page):
    rows = tuple(
        replace(sample.CARD.rows[number % 3], name=each, dose=dose, when=note)
        for number, (each, dose) in enumerate(found)
    )
    packet = replace(sample.CARD, rows=rows, name=name, note=note, sources=(note, name))
    laid = regimen_card.lay_out(packet, PlainFormats(page.paper), page)
    laid.finish()
    assert_tidy(laid)


@few
@given(st.lists(st.tuples(names, words, words), max_size=18), pages)
def test_any_change_history_is_tidy(found, page):
    changes = tuple(
        replace(sample.CHANGES.changes[number % 5], name=name, before=before, reason=reason)
        for number, (name, before, reason) in enumerate(found)
    )
    packet = replace(sample.CHANGES, changes=changes)
    laid = medication_changes.lay_out(packet, PlainFormats(page.paper), page)
    laid.finish()
    assert_tidy(laid)


class TestNames:
    """A name in another script does not move the dose."""

    def test_a_dose_behind_a_name_from_right_to_left_has_a_line_of_its_own(self):
        row = replace(sample.FRIDGE.rows[0], name="אציקלוביר", strength="400\u00a0mg")
        laid, _ = drawn(fridge_list, replace(sample.FRIDGE, rows=(row,)))
        assert "400\u00a0mg" in [each.text for each in laid.sheet.placed]

    def test_the_title_of_a_group_is_repeated_on_the_next_page(self):
        rows = tuple(
            replace(sample.FRIDGE.rows[0], name=f"medicine {number}") for number in range(20)
        )
        pdf = drawn(fridge_list, replace(sample.FRIDGE, rows=rows))[1]
        with_doses = [text for text in page_texts(pdf) if "8:00" in text]
        assert len(with_doses) > 1
        assert all("Every day" in text for text in with_doses)
