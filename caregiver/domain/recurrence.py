"""When a repeating appointment falls, worked out on local wall-clock time.

Whether a day belongs to a series is decided for that day alone, so ten years in costs what one
year does, and a rule that never matches ends with the days asked for. Daylight saving and travel
cannot move a date. Source: RFC 5545, section 3.3.10, and its table of BY parts.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby, islice

from caregiver.domain.recurrence_days import SMALL, days_of
from caregiver.domain.recurrence_rule import (
    MOST_OCCURRENCES,
    WEEKDAYS,
    Frequency,
    NthWeekday,
    Rule,
    daily,
    is_supported,
    parse_rule,
    rule_problem,
    weekly,
)

__all__ = [
    "MOST_OCCURRENCES",
    "WEEKDAYS",
    "Frequency",
    "NthWeekday",
    "Rule",
    "daily",
    "is_supported",
    "matches",
    "most_a_day",
    "parse_rule",
    "rule_problem",
    "starts_of",
    "weekly",
]

_parsed = lru_cache(maxsize=1024)(parse_rule)


def starts_of(text: str, start: datetime, first: date, last: date) -> Iterator[datetime]:
    """Yield the wall-clock starts of a series on the days `first` to `last` inclusive, in order.

    `start` is always the first one, also where it does not match the rule (ICS-27). No more than
    `MOST_OCCURRENCES` are yielded. Nothing for a rule that cannot be read.
    """
    rule = _parsed(text)
    if rule is None:
        return
    end = _end(rule, start, last)
    begin = max(start.date(), first)
    if first <= start.date() <= last:
        yield start
    later = (at for at in _matching(rule, start, begin, end.date()) if start < at <= end)
    yield from islice(later, MOST_OCCURRENCES)


def matches(text: str, start: datetime) -> bool:
    """Say whether the start of a series is one of the dates its rule names."""
    rule = _parsed(text)
    return rule is not None and start in _matching(rule, start, start.date(), start.date())


def most_a_day(text: str) -> int:
    """Return the most times a series can fall on one day; 1 for a rule that cannot be read."""
    rule = _parsed(text)
    return 1 if rule is None else rule.most_a_day


def _end(rule: Rule, start: datetime, last: date) -> datetime:
    """Return the last moment a series may fall on, up to the end of the day `last`."""
    end = datetime.combine(last, time.max)
    if rule.until is not None:
        return min(end, datetime.combine(rule.until, rule.until_at or time.max))
    if rule.count is None:
        return end
    # Counted once up to the end of a decade, so that turning the page counts nothing again.
    decade = date(min(last.year // 10 * 10 + 9, date.max.year), 12, 31)
    counted = _counted_end(replace(rule, count=None), start, rule.count, decade)
    return end if counted is None else min(end, counted)


@lru_cache(maxsize=1024)
def _counted_end(rule: Rule, start: datetime, count: int, last: date) -> datetime | None:
    """Return the start with the number `count`; None where that is after `last`."""
    if count == 1:
        return start
    later = (at for at in _matching(rule, start, start.date(), last) if at > start)
    return next(islice(later, count - 2, None), None)


def _matching(rule: Rule, start: datetime, begin: date, end: date) -> Iterator[datetime]:
    """Yield what the rule says from `begin` to `end`, whatever came before."""
    if not rule.positions:
        return _moments(rule, start, begin, end)
    return _at_positions(rule, start, begin, end)


def _moments(rule: Rule, start: datetime, begin: date, end: date) -> Iterator[datetime]:
    times = _times(rule, start)
    for day in days_of(rule, start, begin, end):
        for at in times(day):
            yield datetime.combine(day, at)


def _at_positions(rule: Rule, start: datetime, begin: date, end: date) -> Iterator[datetime]:
    """Yield the nth moments (BYSETPOS) of each day, week, month or year, taken as a whole."""
    whole = replace(rule, positions=())
    period = _period_of(rule)
    first = begin - timedelta(days=min(_LONGEST_PERIOD[rule.frequency], begin.toordinal() - 1))
    reach = min(_LONGEST_PERIOD[rule.frequency], date.max.toordinal() - end.toordinal())
    found = _moments(whole, start, first, end + timedelta(days=reach))
    for _, group in groupby(found, period):
        moments = list(group)
        size = len(moments)
        places = {place - 1 if place > 0 else size + place for place in rule.positions}
        for place in sorted(places):
            if 0 <= place < size and begin <= moments[place].date() <= end:
                yield moments[place]


_LONGEST_PERIOD = {
    Frequency.MINUTELY: 0,
    Frequency.HOURLY: 0,
    Frequency.DAILY: 0,
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 31,
    Frequency.YEARLY: 366,
}


def _period_of(rule: Rule) -> Callable[[datetime], object]:
    """Return what is equal for all moments of one period of the rule."""
    if rule.frequency is Frequency.YEARLY:
        return lambda at: at.year
    if rule.frequency is Frequency.MONTHLY:
        return lambda at: (at.year, at.month)
    if rule.frequency is Frequency.WEEKLY:
        return lambda at: (at.toordinal() - 1 - rule.week_start) // 7
    if rule.frequency is Frequency.DAILY:
        return datetime.date
    if rule.frequency is Frequency.HOURLY:
        return lambda at: (at.date(), at.hour)
    return lambda at: at


def _times(rule: Rule, start: datetime) -> Callable[[date], list[time]]:
    """Return what gives the times of a day that belongs to the series."""
    if rule.frequency not in SMALL:
        hours, minutes = rule.hours or (start.hour,), rule.minutes or (start.minute,)
        fixed = [time(hour, minute) for hour in hours for minute in minutes]
        return lambda _day: fixed
    # The same times come round whenever the steps meet midnight at the same distance.
    units = 24 if rule.frequency is Frequency.HOURLY else 1440
    begun = start.toordinal() * units + (start.hour * 60 + start.minute) * units // 1440
    known: dict[int, list[time]] = {}

    def times(day: date) -> list[time]:
        first = (begun - day.toordinal() * units) % rule.interval
        if first not in known:
            known[first] = _stepped_times(rule, start, range(first, units, rule.interval))
        return known[first]

    return times


def _stepped_times(rule: Rule, start: datetime, steps: range) -> list[time]:
    """Return the times of the hours or minutes of a day that the steps reach."""
    if rule.frequency is Frequency.HOURLY:
        minutes = rule.minutes or (start.minute,)
        hours = (hour for hour in steps if not rule.hours or hour in rule.hours)
        return [time(hour, minute) for hour in hours for minute in minutes]
    return [
        time(number // 60, number % 60)
        for number in steps
        if (not rule.hours or number // 60 in rule.hours)
        and (not rule.minutes or number % 60 in rule.minutes)
    ]
