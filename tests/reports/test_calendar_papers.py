"""The printed month, week and list."""

import io
from dataclasses import replace
from datetime import date, time

import pikepdf
import pytest

from caregiver.formats import PlainFormats
from caregiver.reports import calendar_list, calendar_month, calendar_week
from caregiver.reports.calendar_packets import (
    AppointmentOnPaper,
    DoseMark,
    LineOnPaper,
    MonthOnPaper,
    WeekDayOnPaper,
    WeekOnPaper,
)
from caregiver.reports.packets import PageChoice
from tests.reports import sample_calendar as sample
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
ALL = (
    ("calendar_month", calendar_month, sample.MONTH),
    ("calendar_week", calendar_week, sample.WEEK),
    ("calendar_list", calendar_list, sample.LIST),
)


def drawn(module, packet, paper="letter", **choice):
    laid = module.lay_out(packet, PlainFormats(paper), PageChoice(paper=paper, **choice))
    return laid, laid.finish()


def month_of(days, bands=()):
    return replace(sample.MONTH, months=(MonthOnPaper(first=date(2027, 3, 1), days=days,
                                                      bands=bands),))  # fmt: skip


def crowded(count, title="Visit number {n} with a rather long title"):
    """Return March with one day of many appointments."""
    many = tuple(
        AppointmentOnPaper(title=title.format(n=n), starts=time(8 + n % 12), place="Clinic B")
        for n in range(count)
    )
    days = sample.days_from(date(2027, 2, 28), 35)
    return tuple(replace(day, appointments=many) if day.day.day == 10 else day for day in days)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("name", "module", "packet"), ALL)
def test_text_and_places_are_as_before(name, module, packet, paper):
    laid, pdf = drawn(module, packet, paper)
    assert_tidy(laid)
    assert laid.sheet.page_count == 1
    assert_golden(f"{name}_{paper}.txt", "\f".join(page_texts(pdf)))
    assert_golden(f"{name}_{paper}_places.txt", geometry(laid))


@pytest.mark.parametrize(("name", "module", "packet"), ALL)
def test_the_same_packet_gives_the_same_bytes(name, module, packet):
    assert drawn(module, packet)[1] == drawn(module, packet)[1], name


@pytest.mark.parametrize("choice", [{}, {"large_print": True}])
@pytest.mark.parametrize(("name", "module", "packet"), ALL)
def test_an_example_says_so_and_large_print_is_tidy(name, module, packet, choice):
    example = replace(packet, head=replace(packet.head, is_example=True))
    laid, pdf = drawn(module, example, **choice)
    assert all("EXAMPLE" in text for text in page_texts(pdf)), name
    assert_tidy(laid, least=9.5 if choice else 8.5)


@pytest.mark.parametrize(("name", "module", "packet"), ALL)
def test_every_paper_is_tagged_with_one_title_and_table_heads(name, module, packet):
    found = [tag for _, tag, _, _, _ in tags(drawn(module, packet)[1])]
    assert found[0] == "Document"
    assert found.count("H1") == 1, name
    assert "Table" in found
    assert "TH" in found


class TestMonth:
    """A wide page with a cell for each day."""

    @pytest.mark.parametrize(("paper", "size"), [("a4", (842, 595)), ("letter", (792, 612))])
    def test_the_page_is_wide(self, paper, size):
        laid, _ = drawn(calendar_month, sample.MONTH, paper)
        assert (round(laid.sheet.width), round(laid.sheet.height)) == size

    def test_the_weeks_are_rows_of_seven_cells_under_the_weekdays(self):
        found = tags(drawn(calendar_month, sample.MONTH)[1])
        heads = [(text, scope) for _, tag, text, _, scope in found if tag == "TH"]
        assert heads[0] == ("Sunday", "/Column")
        assert len(heads) == 7
        assert sum(tag == "TD" for _, tag, _, _, _ in found) == 35

    def test_a_day_holds_its_date_then_what_is_on_it(self):
        found = [(tag, text) for _, tag, text, _, _ in tags(drawn(calendar_month, sample.MONTH)[1])]
        start = found.index(("P", "15"))
        cell = [text for tag, text in found[start : start + 4] if tag == "P"]
        assert cell[:2] == ["15", "day 15"]
        assert squeezed(cell[2]).startswith("11:30AMDaratumumabinjection")
        assert cell[3] == "Dexamethasone, morning"

    def test_bands_are_named_in_every_week_they_touch(self):
        text = page_texts(drawn(calendar_month, sample.MONTH)[1])[0]
        assert text.count("Pomalidomide, days 1 to 21") == 3
        assert "Rest days, no Pomalidomide" in text

    def test_a_cancelled_visit_says_so_in_a_word(self):
        assert squeezed("Physical therapy (cancelled)") in whole_text(
            drawn(calendar_month, sample.MONTH)[1]
        )

    def test_a_stay_says_until_when_on_its_further_days(self):
        assert squeezed("until Mar 20 Hospital stay") in whole_text(
            drawn(calendar_month, sample.MONTH)[1]
        )

    def test_what_does_not_fit_is_counted_and_stands_in_full_on_the_next_page(self):
        laid, pdf = drawn(calendar_month, month_of(crowded(30)))
        assert_tidy(laid)
        first, *more = page_texts(pdf)
        assert "more, see page 2" in first.replace("\n", " ")
        rest = squeezed("".join(more))
        assert all(squeezed(f"Visit number {n} with a rather long title") in rest
                   for n in range(30))  # fmt: skip

    def test_a_title_that_is_cut_stands_in_full_on_the_next_page(self):
        title = "A very long title " * 30 + "to the end"
        laid, pdf = drawn(calendar_month, month_of(crowded(1, title)))
        assert_tidy(laid)
        assert "…" in page_texts(pdf)[0]
        assert squeezed(title) in squeezed("".join(page_texts(pdf)[1:]))

    def test_many_medicines_in_cycles_are_all_named(self):
        bands = tuple(
            replace(sample.BANDS[0], medication_id=str(n), name=f"Medicine {n}", lane=n)
            for n in range(7)
        )
        laid, pdf = drawn(calendar_month, month_of(sample.MARCH.days, bands))
        assert_tidy(laid)
        text = whole_text(pdf)
        assert all(f"Medicine{n}" in text for n in range(7))

    def test_an_empty_month_says_so_and_keeps_its_grid(self):
        days = tuple(replace(day, appointments=(), lines=(), cycle=0, cycle_day=0)
                     for day in sample.MARCH.days)  # fmt: skip
        laid, pdf = drawn(calendar_month, month_of(days))
        assert_tidy(laid)
        assert "No appointments noted for this month." in page_texts(pdf)[0]
        assert laid.sheet.page_count == 1

    def test_each_month_has_a_page(self):
        april = MonthOnPaper(first=date(2027, 4, 1), days=sample.days_from(date(2027, 3, 28), 35))
        laid, pdf = drawn(calendar_month, replace(sample.MONTH, months=(sample.MARCH, april)))
        assert [text.splitlines()[0] for text in page_texts(pdf)] == ["March 2027", "April 2027"]
        assert_tidy(laid)
        with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
            assert [str(one.title) for one in outline.root] == ["March 2027", "April 2027"]

    def test_times_only_says_so_instead_of_the_number(self):
        text = whole_text(drawn(calendar_month, replace(sample.MONTH, is_times_only=True))[1])
        assert squeezed("Times and places only") in text
        assert "010-0199" not in text


class TestWeek:
    """The sheet for the fridge."""

    def test_a_day_says_when_to_leave_who_drives_and_what_to_get_ready(self):
        text = " ".join(page_texts(drawn(calendar_week, sample.WEEK)[1])[0].split())
        assert "Leave by 10:50 AM · Ben drives · Parking: garage B, level 1" in text
        assert "☐ Drink a lot" in text
        assert "☑ Cream on the port" in text
        assert "☐ Bring: warm layer" in text
        assert "☐ Refill apixaban (Anna)" in text
        assert "Nothing planned" in text

    def test_each_dose_has_a_box_to_tick_with_words_for_a_screen_reader(self):
        found = tags(drawn(calendar_week, sample.WEEK)[1])
        alts = [alt for _, tag, _, alt, _ in found if tag == "Figure"]
        assert alts.count("to take") == 12
        assert alts.count("taken") == 1
        assert alts.count("given at the hospital") == 1

    def test_what_became_of_a_dose_is_a_word_and_no_judgement(self):
        text = whole_text(drawn(calendar_week, sample.WEEK)[1])
        found = [text for _, tag, text, _, _ in tags(drawn(calendar_week, sample.WEEK)[1])]
        assert "on hold" in found
        assert "not taken" in found
        assert "missed" not in text

    @pytest.mark.parametrize("count", [1, 60])
    def test_the_number_of_the_team_is_at_the_foot_of_every_page(self, count):
        week = replace(sample.THIS_WEEK, doses=sample.DOSES * count)
        laid, pdf = drawn(calendar_week, replace(sample.WEEK, weeks=(week,)))
        assert_tidy(laid)
        texts = page_texts(pdf)
        assert all(squeezed("Call the team: (555) 010-0199") in squeezed(text) for text in texts)
        assert (len(texts) > 3) == (count > 1)

    def test_without_a_number_there_is_room_to_write_it(self):
        text = whole_text(drawn(calendar_week, replace(sample.WEEK, call=None))[1])
        assert squeezed("No 24-hour number noted. Write it here:") in text

    def test_a_long_day_is_continued_and_complete(self):
        note = "word " * 2000
        day = sample.a_day(date(2027, 3, 15), appointments=(replace(sample.INFUSION, title=note),))
        week = WeekOnPaper(days=(WeekDayOnPaper(day=day),))
        laid, pdf = drawn(calendar_week, replace(sample.WEEK, weeks=(week,)))
        assert_tidy(laid)
        assert whole_text(pdf).count("word") >= 2000


class TestList:
    """Everything from a day to a day."""

    def test_it_is_grouped_by_month_and_day(self):
        text = whole_text(drawn(calendar_list, sample.LIST)[1])
        march, april = text.index("March2027Day"), text.index("April2027Day")
        assert march < text.index("Wed,Mar17") < april < text.index("Mon,Apr12")

    def test_a_row_says_with_whom_phone_place_driver_and_what_to_bring(self):
        text = whole_text(drawn(calendar_list, sample.LIST)[1])
        for part in ("Nurse Lee", "(555) 010-0151", "Parking: garage B, level 1",
                     "Leave by 10:50 AM · Ben drives", "Bring: medicine list, warm layer",
                     "Before: Cream on the port; Drink a lot"):  # fmt: skip
            assert squeezed(part) in text

    def test_nothing_to_list_is_said(self):
        text = page_texts(drawn(calendar_list, replace(sample.LIST, days=()))[1])[0]
        assert "No appointments noted for these days." in text

    def test_ten_thousand_characters_and_a_word_without_an_end(self):
        told = replace(sample.INFUSION, note="a " * 5000, place="x" * 400, title="y" * 3000)
        day = sample.a_day(date(2027, 3, 15), appointments=(told,))
        laid, pdf = drawn(calendar_list, replace(sample.LIST, days=(day,)))
        assert_tidy(laid)
        assert whole_text(pdf).count("y") >= 3000

    def test_what_looks_like_markup_is_text(self):
        told = replace(sample.INFUSION, title="<b>Dara</b> & more", place="\u05d1\u05d9\u05ea")
        day = sample.a_day(date(2027, 3, 15), appointments=(told,),
                           lines=(LineOnPaper(text="<i>"),))  # fmt: skip
        text = whole_text(drawn(calendar_list, replace(sample.LIST, days=(day,)))[1])
        assert "<b>Dara</b>&more" in text
        assert "\u05d1\u05d9\u05ea" in text or "\u05ea\u05d9\u05d1" in text


def test_every_mark_of_a_dose_has_words():
    from caregiver.reports import calendar_words

    assert set(calendar_words.DOSE_ALT) == {mark.value for mark in DoseMark}
