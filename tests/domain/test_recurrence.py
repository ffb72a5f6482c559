"""Daily and weekly series fall on the days that a brute force and dateutil say."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import DAILY, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.recurrence import (
    MOST_OCCURRENCES,
    SimpleRule,
    days_of,
    is_supported,
    parse_rule,
    rule_problem,
)

STARTS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
WINDOWS = st.tuples(st.integers(-40, 900), st.integers(0, 120))


@st.composite
def rules(draw):
    """Any rule that can be worked out."""
    has_count = draw(st.booleans())
    return SimpleRule(
        weekly=draw(st.booleans()),
        interval=draw(st.integers(1, 9)),
        weekdays=tuple(sorted(draw(st.sets(st.integers(0, 6))))),
        count=draw(st.integers(1, 60)) if has_count else None,
        until=None if has_count else draw(st.none() | st.dates(date(1990, 1, 1), date(2103, 1, 1))),
    )


def brute_force(rule, start, first, last):
    """Look at every day from the start on, the slow and obvious way."""
    found, number, day = [], 0, start
    monday = start - timedelta(days=start.weekday())
    while day <= last:
        if rule.weekly:
            on_step = (day - monday).days // 7 % rule.interval == 0
            wanted = rule.weekdays or (start.weekday(),)
        else:
            on_step = (day - start).days % rule.interval == 0
            wanted = rule.weekdays or range(7)
        falls = on_step and day.weekday() in wanted and (rule.until is None or day <= rule.until)
        if falls or day == start:
            number += 1
            if rule.count is not None and number > rule.count:
                break
            if day >= first:
                found.append(day)
        day += timedelta(days=1)
    return found


@given(rules(), STARTS, WINDOWS)
def test_a_series_falls_where_counting_every_day_says(rule, start, window):
    first = start + timedelta(days=window[0])
    last = first + timedelta(days=window[1])
    assert list(days_of(rule.text(), start, first, last)) == brute_force(rule, start, first, last)


@given(rules(), STARTS, WINDOWS)
def test_a_series_that_starts_on_a_day_of_its_own_is_what_dateutil_says(rule, start, window):
    if rule.weekdays:
        start += timedelta(days=(rule.weekdays[0] - start.weekday()) % 7)
    if rule.until and rule.until < start:
        rule = SimpleRule(rule.weekly, rule.interval, rule.weekdays)
    first = start + timedelta(days=window[0])
    last = first + timedelta(days=window[1])
    oracle = rrule(
        WEEKLY if rule.weekly else DAILY,
        dtstart=datetime(start.year, start.month, start.day),
        interval=rule.interval,
        byweekday=rule.weekdays or None,
        count=rule.count,
        until=rule.until and datetime(rule.until.year, rule.until.month, rule.until.day),
    )
    between = oracle.between(
        datetime(first.year, first.month, first.day),
        datetime(last.year, last.month, last.day),
        inc=True,
    )
    assert list(days_of(rule.text(), start, first, last)) == [at.date() for at in between]


@given(rules())
def test_a_rule_comes_back_from_its_text(rule):
    assert parse_rule(rule.text()) == rule
    assert parse_rule("RRULE:" + rule.text().lower()) == rule


def test_the_first_day_counts_also_where_it_does_not_match():
    wednesday = date(2027, 3, 17)
    days = list(days_of("FREQ=WEEKLY;BYDAY=MO;COUNT=3", wednesday, wednesday, date(2027, 12, 31)))
    assert days == [wednesday, date(2027, 3, 22), date(2027, 3, 29)]


def test_a_series_without_count_jumps_far_ahead_at_once():
    far = date(9000, 1, 6)
    days = list(days_of("FREQ=DAILY", date(1900, 1, 1), far, far + timedelta(days=2)))
    assert days == [far, far + timedelta(days=1), far + timedelta(days=2)]
    weekly = list(
        days_of("FREQ=WEEKLY;INTERVAL=2", date(1900, 1, 1), far, far + timedelta(days=13))
    )
    assert len(weekly) == 1
    assert (weekly[0] - date(1900, 1, 1)).days % 14 == 0


def test_the_last_days_of_the_calendar_do_not_fail():
    last = date.max
    assert list(days_of("FREQ=DAILY", date(2027, 1, 1), last, last)) == [last]
    weekly = list(days_of("FREQ=WEEKLY", date(2027, 1, 1), last - timedelta(days=6), last))
    assert weekly == [last]


@pytest.mark.parametrize("text", [
    "", "FREQ=MONTHLY", "FREQ=SECONDLY", "INTERVAL=2", "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=1001", "FREQ=DAILY;COUNT=0", f"FREQ=DAILY;COUNT={MOST_OCCURRENCES + 1}",
    "FREQ=DAILY;COUNT=2;UNTIL=20270401", "FREQ=DAILY;FREQ=DAILY", "FREQ=WEEKLY;BYDAY=1MO",
    "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;BYMONTH=3", "FREQ=DAILY;UNTIL=2027", "FREQ",
    "FREQ=DAILY;UNTIL=20271301", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "FREQ=DAILY;COUNT=x",
])  # fmt: skip
def test_a_rule_that_says_more_is_not_worked_out(text):
    assert parse_rule(text) is None
    assert not is_supported(text)
    assert list(days_of(text, date(2027, 1, 1), date(2027, 1, 1), date(2027, 2, 1))) == []
    assert rule_problem(text) == ("rule_not_understood" if text else "")


def test_a_rule_of_our_kind_is_no_problem():
    assert rule_problem("FREQ=WEEKLY;WKST=SU") == ""
    assert parse_rule("FREQ=WEEKLY;UNTIL=20270401T035959Z").until == date(2027, 4, 1)
