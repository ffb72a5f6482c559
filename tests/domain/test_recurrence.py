"""Series fall where dateutil says, and where dateutil is silent, where RFC 5545 says."""

import time as clock
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caregiver.domain.recurrence import (
    MOST_OCCURRENCES,
    WEEKDAYS,
    Frequency,
    NthWeekday,
    Rule,
    daily,
    is_supported,
    parse_rule,
    rule_problem,
    starts_of,
    weekly,
)

MIDNIGHT = time()
STARTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
WINDOWS = st.tuples(st.integers(-40, 900), st.integers(0, 200))
FAR_YEAR_DAYS = (1, 59, 60, 100, 365, 366, -1, -60, -366)
BY_MONTH_DAY = (1, 2, 13, 15, 28, 29, 30, 31, -1, -2, -31)


def some(values, most=3):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(
        lambda found: tuple(sorted(found))
    )


@st.composite
def rules(draw, frequencies=tuple(Frequency)):
    """Any rule that can be worked out."""
    frequency = draw(st.sampled_from(frequencies))
    by_day = frequency not in (Frequency.MINUTELY, Frequency.HOURLY)
    yearly = frequency is Frequency.YEARLY
    weeks = draw(some((1, 2, 10, 20, 52, 53, -1, -53), 2)) if yearly else ()
    nth = (1, 2, 3, 5, -1, -2) if frequency is Frequency.MONTHLY else (1, 2, 5, 20, 53, -1, -53)
    places = nth if (yearly or frequency is Frequency.MONTHLY) and not weeks else (0,)
    named = draw(st.lists(st.builds(NthWeekday, st.integers(0, 6), st.sampled_from((0, *places))),
                          max_size=3, unique=True))  # fmt: skip
    rule = Rule(
        frequency,
        interval=draw(st.sampled_from((1, 1, 2, 3, 5, 7) if by_day else (1, 5, 7, 48, 90, 1500))),
        week_start=draw(st.sampled_from((0, 0, 6, 2))),
        months=draw(some((1, 2, 3, 4, 6, 9, 12))),
        weeks=weeks,
        year_days=draw(some(FAR_YEAR_DAYS, 2)) if yearly or not by_day else (),
        month_days=draw(some(BY_MONTH_DAY)) if frequency is not Frequency.WEEKLY else (),
        weekdays=tuple(sorted(named, key=lambda one: (one.nth, one.weekday))),
        hours=draw(some((0, 8, 9, 12, 23), 2)),
        minutes=draw(some((0, 15, 30, 59), 2)),
    )
    positions = draw(some((1, 2, 3, -1, -2), 2))
    if positions and any(value for _, value in rule._lists()):
        rule = parse_rule(f"{rule.text()};BYSETPOS={','.join(map(str, positions))}")
    return rule


def oracle(rule, start, first, last, count=None):
    """Return what dateutil says, with the start first (it leaves out one that does not match).

    Up to "daily" most parts only leave out days and times. dateutil walks to the year 9999 where
    they leave out everything, so they are looked at here, one by one.
    """
    until = datetime.combine(last, time(23, 59))
    walked = rrulestr(f"{_bare(rule).text()};UNTIL={until:%Y%m%dT%H%M%S}", dtstart=start)
    found = [start]
    for at in walked:
        if count is not None and len(found) >= count:
            break
        if at > start and _keeps(rule, at):
            found.append(at)
    return [at for at in found if first <= at.date() <= last]


_SMALL = (Frequency.MINUTELY, Frequency.HOURLY, Frequency.DAILY)


def _bare(rule):
    if rule.frequency not in _SMALL:
        return rule
    bare = replace(rule, months=(), year_days=(), month_days=(), weekdays=())
    if rule.frequency is not Frequency.DAILY:
        bare = replace(bare, hours=())
    if rule.frequency is Frequency.MINUTELY:
        bare = replace(bare, minutes=(), positions=())
    return bare


def _keeps(rule, at):
    if rule.frequency not in _SMALL:
        return True
    in_month = (datetime(at.year + at.month // 12, at.month % 12 + 1, 1) - timedelta(days=1)).day
    in_year = (date(at.year, 12, 31) - date(at.year, 1, 1)).days + 1
    of_year = at.timetuple().tm_yday
    by_hour = rule.frequency is Frequency.DAILY or not rule.hours or at.hour in rule.hours
    by_minute = rule.frequency is not Frequency.MINUTELY or not rule.minutes
    return (
        (not rule.months or at.month in rule.months)
        and (not rule.month_days or {at.day, at.day - in_month - 1} & set(rule.month_days))
        and (not rule.year_days or {of_year, of_year - in_year - 1} & set(rule.year_days))
        and (not rule.weekdays or at.weekday() in rule.plain_weekdays)
        and by_hour
        and (by_minute or at.minute in rule.minutes)
    )


def has_later_dates(rule, start):
    """Say whether any date comes within some years; dateutil looks for one up to the year 9999."""
    later = starts_of(rule.text(), start, start.date(), start.date() + timedelta(days=3000))
    return sum(1 for _ in zip(later, range(2), strict=False)) > 1


def is_clear(rule, start):
    """Say whether RFC 5545 and dateutil mean the same.

    BYWEEKNO without a weekday takes that of the start in the RFC and every day in dateutil, and of
    "every Monday and the last Friday" dateutil takes the Fridays that are Mondays too; the 20th
    Monday of a month is an error in dateutil and no day in the RFC. With
    BYSETPOS dateutil leaves out what lies before a start inside its first period only.
    """
    if not has_later_dates(rule, start) or (rule.weeks and not rule.weekdays):
        return False
    if rule.months and any(abs(one.nth) > 5 for one in rule.weekdays):
        return False
    if len({bool(one.nth) for one in rule.weekdays}) > 1:
        return False
    if rule.frequency is Frequency.MINUTELY and rule.positions not in ((), (1,), (-1,)):
        return False
    return not (rule.weeks and rule.interval > 1) and not (rule.weeks and rule.positions)


@settings(deadline=None, max_examples=60)  # dateutil walks from the start
@given(rules(), STARTS, WINDOWS)
@example(parse_rule("FREQ=MONTHLY;BYDAY=-1FR"), datetime(2020, 1, 31, 9, 30), (2000, 90))
@example(parse_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), datetime(2024, 2, 29, 8), (0, 4000))
def test_a_series_falls_where_dateutil_says(rule, start, window):
    small = rule.frequency in (Frequency.MINUTELY, Frequency.HOURLY)
    first = start.date() + timedelta(days=window[0] % 30 if small else window[0])
    last = first + timedelta(days=min(window[1], 3) if small else window[1])
    if last < start.date() or not is_clear(rule, start):
        return
    found = list(starts_of(rule.text(), start, first, last))
    assert found == oracle(rule, start, first, last)[:MOST_OCCURRENCES]


@settings(deadline=None, max_examples=60)
@given(rules((Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY)), STARTS, WINDOWS,
       st.integers(1, 40))  # fmt: skip
def test_a_counted_series_ends_where_dateutil_has_counted(rule, start, window, count):
    if not is_clear(rule, start):
        return
    first = start.date() + timedelta(days=window[0])
    last = first + timedelta(days=window[1])
    if last < start.date():
        return
    found = list(starts_of(f"{rule.text()};COUNT={count}", start, first, last))
    assert found == oracle(rule, start, first, last, count)


@given(rules(), STARTS, WINDOWS, st.integers(0, 300))
def test_a_part_of_a_window_holds_that_part(rule, start, window, split):
    """A page turned shows what the long list shows."""
    small = rule.frequency in (Frequency.MINUTELY, Frequency.HOURLY)
    first = start.date() + timedelta(days=window[0])
    last = first + timedelta(days=min(window[1], 4) if small else window[1])
    middle = min(last, first + timedelta(days=split))
    whole = list(starts_of(rule.text(), start, first, last))
    if len(whole) >= MOST_OCCURRENCES:
        return
    before = list(starts_of(rule.text(), start, first, middle))
    after = list(starts_of(rule.text(), start, middle + timedelta(days=1), last))
    assert before + after == whole
    assert whole == sorted(set(whole))


@given(rules())
def test_a_rule_comes_back_from_its_text(rule):
    assert parse_rule(rule.text()) == rule
    assert parse_rule("RRULE:" + rule.text().lower()) == rule


@given(rules(), st.dates(date(1990, 1, 1), date(2103, 1, 1)), STARTS)
def test_until_ends_a_series_on_its_day(rule, until, start):
    first, last = until - timedelta(days=3), until + timedelta(days=40)
    ended = list(starts_of(f"{rule.text()};UNTIL={until:%Y%m%d}", start, first, last))
    endless = starts_of(rule.text(), start, first, last)
    assert ended == [at for at in endless if at.date() <= until or at == start]


@pytest.mark.parametrize(("rule", "start", "expected"), [
    # the examples of RFC 5545, section 3.8.5.3
    ("FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05", "09-05 10-03 11-07 12-05"),
    ("FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU", "1997-09-07", "09-07 09-28 11-02 11-30"),
    ("FREQ=MONTHLY;BYMONTHDAY=-3;UNTIL=19971231", "1997-09-28", "09-28 10-29 11-28 12-29"),
    ("FREQ=YEARLY;COUNT=2;BYMONTH=6,7", "1997-06-10", "06-10 07-10"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "09-04 10-07 11-06"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3", "1997-09-29", "09-29 10-30 11-27"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "08-05 08-10 08-19 08-24"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", "08-05 08-17 08-19 08-31"),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "1998-02-13", "02-13 03-13 11-13"),
    ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=4", "2007-01-15", "01-15 01-30 02-15 03-15"),
])  # fmt: skip
def test_examples_of_the_standard(rule, start, expected):
    begin = datetime.combine(date.fromisoformat(start), time(9))
    found = starts_of(rule, begin, begin.date(), begin.date() + timedelta(days=400))
    assert " ".join(f"{at:%m-%d}" for at in found) == expected


def test_the_week_with_the_number_twenty_is_that_of_the_standard():
    begin = datetime(1997, 5, 12, 9)
    found = starts_of("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", begin, begin.date(), date(1999, 12, 31))
    assert [at.date() for at in found] == [date(1997, 5, 12), date(1998, 5, 11), date(1999, 5, 17)]


def test_a_series_may_fall_several_times_a_day():
    begin = datetime(2027, 3, 15, 8)
    day = begin.date()
    found = list(starts_of("FREQ=HOURLY;INTERVAL=6", begin, day, day + timedelta(days=1)))
    assert [f"{at:%d %H}" for at in found] == ["15 08", "15 14", "15 20", "16 02", "16 08", "16 14",
                                               "16 20"]  # fmt: skip
    twice = list(starts_of("FREQ=DAILY;BYHOUR=8,20", begin, day, day))
    assert twice == [begin, begin.replace(hour=20)]
    assert not parse_rule("FREQ=DAILY;BYHOUR=8,20").is_by_day
    until = "FREQ=HOURLY;INTERVAL=6;UNTIL=20270315T140000"
    assert list(starts_of(until, begin, day, day)) == found[:2]


def test_the_first_day_counts_also_where_it_does_not_match():
    begin = datetime(2027, 3, 17, 9)
    found = starts_of("FREQ=WEEKLY;BYDAY=MO;COUNT=3", begin, begin.date(), date(2027, 12, 31))
    assert [at.day for at in found] == [17, 22, 29]


@pytest.mark.parametrize("text", [
    "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=2WE", "FREQ=YEARLY",
    "FREQ=HOURLY;INTERVAL=5", "FREQ=WEEKLY;COUNT=10000", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2;COUNT=5",
    "FREQ=MINUTELY;BYHOUR=3;BYMONTH=2;BYMONTHDAY=30",
])  # fmt: skip
def test_no_series_is_walked_from_its_start(text):
    """A month many years on costs no more than a few days of looking, also where none matches."""
    begin = datetime(1950, 1, 2, 9)
    list(starts_of(text, begin, date(2049, 1, 1), date(2049, 1, 31)))
    started = clock.process_time()
    list(starts_of(text, begin, date(2049, 1, 1), date(2049, 1, 31)))
    assert clock.process_time() - started < 0.25  # walked, these take seconds


def test_a_rule_that_falls_every_minute_is_cut_short():
    begin = datetime(2027, 1, 1)
    found = list(starts_of("FREQ=MINUTELY", begin, begin.date(), date(2027, 12, 31)))
    assert len(found) == MOST_OCCURRENCES + 1


def test_the_last_days_of_the_calendar_do_not_fail():
    begin, last = datetime(2027, 1, 1, 9), date.max
    for text in ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=FR,SU", "FREQ=MONTHLY;BYMONTHDAY=31",
                 "FREQ=YEARLY;BYYEARDAY=-1", "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1"):  # fmt: skip
        found = list(starts_of(text, begin, last - timedelta(days=40), last))
        assert found[-1].date() == last


def test_rules_that_people_choose_have_short_names():
    assert daily(3).text() == "FREQ=DAILY;INTERVAL=3"
    assert weekly((4, 0), 2, count=5).text() == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=5"
    assert weekly((2,)).is_daily_or_weekly
    assert not parse_rule("FREQ=DAILY;BYMONTH=3").is_daily_or_weekly
    assert parse_rule("FREQ=WEEKLY;BYDAY=TU,MO").plain_weekdays == (0, 1)


@pytest.mark.parametrize("text", [
    "", "FREQ=SECONDLY", "INTERVAL=2", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=1001",
    "FREQ=DAILY;COUNT=0", f"FREQ=DAILY;COUNT={MOST_OCCURRENCES + 1}", "FREQ=DAILY;BYHOUR=24",
    "FREQ=DAILY;COUNT=2;UNTIL=20270401", "FREQ=DAILY;FREQ=DAILY", "FREQ=WEEKLY;BYDAY=1MO",
    "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;UNTIL=2027", "FREQ", "FREQ=DAILY;UNTIL=20271301",
    "FREQ=DAILY;COUNT=x", "FREQ=MONTHLY;BYSETPOS=1", "FREQ=MONTHLY;BYMONTHDAY=0",
    "FREQ=MONTHLY;BYWEEKNO=3", "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=DAILY;BYYEARDAY=3",
    "FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO", "FREQ=DAILY;BYSECOND=0,30", "FREQ=DAILY;BYEASTER=1",
    "FREQ=MONTHLY;BYDAY=0MO", "FREQ=YEARLY;BYMONTH=13",
    "FREQ=MINUTELY;BYMINUTE=" + ",".join(map(str, [*range(60), 1])),
])  # fmt: skip
def test_what_is_no_rule_of_the_standard_is_not_worked_out(text):
    assert parse_rule(text) is None
    assert not is_supported(text)
    begin = datetime(2027, 1, 1, 9)
    assert list(starts_of(text, begin, begin.date(), date(2027, 2, 1))) == []
    assert rule_problem(text) == ("rule_not_understood" if text else "")


def test_a_rule_of_our_kind_is_no_problem():
    assert rule_problem("FREQ=WEEKLY;WKST=SU") == ""
    assert parse_rule("FREQ=WEEKLY;UNTIL=20270401T035959Z").until == date(2027, 4, 1)
    assert parse_rule("FREQ=DAILY;BYSECOND=0") == daily()
    assert [one.text() for one in (NthWeekday(2, 2), NthWeekday(4, -1), NthWeekday(0))] == [
        "2WE", "-1FR", WEEKDAYS[0],
    ]  # fmt: skip
