"""Whatever stands in a calendar: every paper prints, stays on its page and loses nothing."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.bands import Band
from caregiver.formats import PlainFormats
from caregiver.reports import calendar_list, calendar_month, calendar_week
from caregiver.reports.calendar_packets import (
    AppointmentOnPaper,
    DayOnPaper,
    DoseMark,
    DoseRow,
    LineOnPaper,
    MonthOnPaper,
    StepOnPaper,
    WeekDayOnPaper,
    WeekOnPaper,
)
from caregiver.reports.packets import PageChoice
from caregiver.reports.page_style import pdf_text
from tests.reports import sample_calendar as sample
from tests.reports.reading import assert_tidy, squeezed, whole_text
from tests.reports.test_any_packet import few, names, tuples, words

FIRST = date(2027, 2, 28)
times = st.none() | st.times().map(lambda one: one.replace(second=0, microsecond=0, tzinfo=None))
steps = st.builds(StepOnPaper, text=names, is_done=st.booleans(), at=times, who=words)
appointments = st.builds(
    AppointmentOnPaper,
    title=names,
    sort=st.sampled_from(["", "Infusion"]),
    starts=times,
    ends=times,
    last_day=st.none() | st.just(date(2027, 4, 2)),
    is_further_day=st.booleans(),
    clock=words,
    status=st.sampled_from(["", "cancelled"]),
    is_off=st.booleans(),
    is_cancelled=st.booleans(),
    place=words,
    parking=words,
    with_whom=words,
    phone=words,
    driver=words,
    leave_by=times,
    bring=tuples(steps, 3),
    prepare=tuples(steps, 3),
    note=words,
)
lines = st.builds(LineOnPaper, text=names, is_medicine=st.booleans())
few_things = tuples(appointments, 3) | tuples(appointments, 14)


def days(count):
    """Return days in a row, some of them full."""
    cycles = st.integers(0, 120)
    parts = st.tuples(few_things, tuples(lines, 4), cycles, cycles)
    filled = st.dictionaries(st.integers(0, count - 1), parts, max_size=5)

    def built(found):
        return tuple(
            DayOnPaper(day=FIRST + timedelta(days=n))
            if n not in found
            else DayOnPaper(
                day=FIRST + timedelta(days=n),
                appointments=found[n][0],
                lines=found[n][1],
                cycle=found[n][2],
                cycle_day=found[n][3],
            )
            for n in range(count)
        )

    return filled.map(built)


spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)
bands = st.builds(
    lambda span, name, rest, ends: Band(
        "m", name, "" if rest else "1 to 21", rest, FIRST + timedelta(days=span[0]),
        FIRST + timedelta(days=span[1]), ends, ends, 0,
    ),
    spans, names, st.booleans(), st.booleans(),
)  # fmt: skip
in_lanes = tuples(bands, 5).map(
    lambda found: tuple(replace(band, lane=lane) for lane, band in enumerate(found))
)
pages = st.builds(PageChoice, paper=st.sampled_from(["a4", "letter"]), large_print=st.booleans())


def laid_out(module, packet, page):
    laid = module.lay_out(packet, PlainFormats(page.paper), page)
    text = whole_text(laid.finish())
    assert_tidy(laid)
    return text


def has(text, part):
    return squeezed(pdf_text(part).plain) in text


@few
@given(st.sampled_from([28, 35, 42]).flatmap(days), in_lanes, pages)
def test_any_month_is_tidy_and_whole(found, runs, page):
    month = MonthOnPaper(first=date(2027, 3, 1), days=found, bands=runs)
    text = laid_out(calendar_month, replace(sample.MONTH, months=(month,)), page)
    assert all(has(text, band.name) for band in runs if band.first <= found[-1].day)
    for day in found:
        assert all(has(text, one.title) for one in day.appointments)
        assert all(has(text, one.text) for one in day.lines)


doses = st.builds(
    DoseRow,
    when=st.sampled_from(["8:00 AM", "any time", "x" * 70]),
    medicine=names,
    amount=words,
    marks=st.lists(st.sampled_from(DoseMark), min_size=7, max_size=7).map(tuple),
    notes=st.lists(words, min_size=7, max_size=7).map(tuple),
    is_open=st.booleans(),
    ends_part=st.booleans(),
)


@few
@given(days(7), tuples(steps, 6), tuples(doses, 14), pages)
def test_any_week_is_tidy_and_whole(found, to_do, rows, page):
    week = WeekOnPaper(days=tuple(WeekDayOnPaper(day=day, to_do=to_do) for day in found),
                       doses=rows)  # fmt: skip
    text = laid_out(calendar_week, replace(sample.WEEK, weeks=(week,)), page)
    assert all(has(text, one.title) for day in found for one in day.appointments)
    assert all(has(text, row.medicine) for row in rows)
    assert all(has(text, step.text) for step in to_do)


@few
@given(days(40), pages)
def test_any_list_is_tidy_and_whole(found, page):
    shown = tuple(day for day in found if day.appointments)
    text = laid_out(calendar_list, replace(sample.LIST, days=shown), page)
    told = [one for day in shown for one in day.appointments]
    assert all(has(text, one.title) and has(text, one.place) for one in told)
