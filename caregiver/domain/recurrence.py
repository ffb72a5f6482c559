"""When a repeating appointment falls, worked out on local wall-clock time.

Whether a day belongs to a series is decided for that day alone, so ten years in costs what one
year does, and a rule that never matches ends with the days asked for. Daylight saving and travel
cannot move a date. Source: RFC 5545, section 3.3.10, and its table of BY parts.
"""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby, islice

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
    "parse_rule",
    "rule_problem",
    "starts_of",
    "weekly",
]

_DayTest = Callable[[date], bool]
_SMALL = (Frequency.MINUTELY, Frequency.HOURLY)
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
    for day in _days(_with_defaults(rule, start.date()), start.date(), begin, end):
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
    if rule.frequency not in _SMALL:
        hours, minutes = rule.hours or (start.hour,), rule.minutes or (start.minute,)
        fixed = [time(hour, minute) for hour in hours for minute in minutes]
        return lambda _day: fixed
    if rule.frequency is Frequency.HOURLY:
        minutes = rule.minutes or (start.minute,)
        begun = start.toordinal() * 24 + start.hour
        return lambda day: [
            time(hour, minute)
            for hour in range((begun - day.toordinal() * 24) % rule.interval, 24, rule.interval)
            if not rule.hours or hour in rule.hours
            for minute in minutes
        ]
    begun = start.toordinal() * 1440 + start.hour * 60 + start.minute
    return lambda day: [
        time(number // 60, number % 60)
        for number in range((begun - day.toordinal() * 1440) % rule.interval, 1440, rule.interval)
        if (not rule.hours or number // 60 in rule.hours)
        and (not rule.minutes or number % 60 in rule.minutes)
    ]


def _with_defaults(rule: Rule, start: date) -> Rule:
    """Take from the start what the rule leaves open: its weekday, day of the month or month."""
    names_days = rule.month_days or rule.year_days or rule.weekdays
    if names_days or rule.frequency in (*_SMALL, Frequency.DAILY):
        return rule
    if rule.frequency is Frequency.WEEKLY or rule.weeks:
        return replace(rule, weekdays=(NthWeekday(start.weekday()),))
    if rule.frequency is Frequency.YEARLY and not rule.months:
        return replace(rule, months=(start.month,), month_days=(start.day,))
    return replace(rule, month_days=(start.day,))


def _days(rule: Rule, start: date, begin: date, end: date) -> Iterator[date]:
    """Yield the days from `begin` to `end` that belong to a series which starts on `start`."""
    tests = (*_step_tests(rule, start), *_part_tests(rule))
    for number in _numbers(rule, start, begin, end):
        day = date.fromordinal(number)
        if all(test(day) for test in tests):
            yield day


def _numbers(rule: Rule, start: date, begin: date, end: date) -> Iterator[int]:
    """Yield the ordinals worth a look: months and weeks out of step are passed over as a whole."""
    first, last = begin.toordinal(), end.toordinal()
    if rule.frequency is Frequency.DAILY:
        yield from range(
            first + (start.toordinal() - first) % rule.interval, last + 1, rule.interval
        )
    elif rule.frequency is Frequency.WEEKLY:
        yield from _weekly_numbers(rule, start, first, last)
    elif rule.frequency in _SMALL or rule.weeks:
        yield from range(first, last + 1)
    else:
        yield from _monthly_numbers(rule, start, begin, end)


def _weekly_numbers(rule: Rule, start: date, first: int, last: int) -> Iterator[int]:
    places = sorted((one.weekday - rule.week_start) % 7 for one in rule.weekdays)
    anchor = start.toordinal() - (start.weekday() - rule.week_start) % 7
    step = 7 * rule.interval
    for week in range(anchor + (first - anchor) // step * step, last + 1, step):
        for place in places:
            if first <= week + place <= last:
                yield week + place


def _monthly_numbers(rule: Rule, start: date, begin: date, end: date) -> Iterator[int]:
    step = rule.interval if rule.frequency is Frequency.MONTHLY else 12 * rule.interval
    begun = start.year * 12 + start.month - 1
    if rule.frequency is Frequency.YEARLY:
        begun = start.year * 12
    first, last = begin.toordinal(), end.toordinal()
    for number in range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month):
        year, month = number // 12, number % 12 + 1
        round_of = number if rule.frequency is Frequency.MONTHLY else year * 12
        if (round_of - begun) % step or (rule.months and month not in rule.months):
            continue
        opening = date(year, month, 1).toordinal()
        closing = opening + calendar.monthrange(year, month)[1] - 1
        yield from range(max(opening, first), min(closing, last) + 1)


def _step_tests(rule: Rule, start: date) -> Iterator[_DayTest]:
    """Yield the test for "every n years", where weeks decide which year a day belongs to."""
    if rule.frequency is Frequency.YEARLY and rule.weeks and rule.interval > 1:
        begun = _week_of_year(start, rule.week_start)[0]
        yield lambda day: (_week_of_year(day, rule.week_start)[0] - begun) % rule.interval == 0


def _part_tests(rule: Rule) -> Iterator[_DayTest]:
    if rule.months:
        yield lambda day: day.month in rule.months
    if rule.weeks:
        yield lambda day: _is_week(day, rule)
    if rule.year_days:
        yield lambda day: _is_counted(_day_of_year(day), _days_in_year(day), rule.year_days)
    if rule.month_days:
        yield lambda day: _is_counted(day.day, _days_in_month(day), rule.month_days)
    if rule.weekdays and rule.frequency is not Frequency.WEEKLY:
        yield lambda day: any(_is_weekday(day, one, rule) for one in rule.weekdays)


def _is_counted(place: int, size: int, wanted: tuple[int, ...]) -> bool:
    """Say whether a place (1 = first) is wanted, counted from the front or from the end."""
    return place in wanted or place - size - 1 in wanted


def _is_weekday(day: date, wanted: NthWeekday, rule: Rule) -> bool:
    if day.weekday() != wanted.weekday:
        return False
    if not wanted.nth:
        return True
    in_month = rule.frequency is Frequency.MONTHLY or bool(rule.months)
    place = day.day if in_month else _day_of_year(day)
    size = _days_in_month(day) if in_month else _days_in_year(day)
    if wanted.nth > 0:
        return (place - 1) // 7 + 1 == wanted.nth
    return (size - place) // 7 + 1 == -wanted.nth


def _is_week(day: date, rule: Rule) -> bool:
    year, week = _week_of_year(day, rule.week_start)
    weeks = _week_of_year(date(year, 12, 28), rule.week_start)
    last = weeks[1] if weeks[0] == year else 52
    return _is_counted(week, last, rule.weeks)


def _week_of_year(day: date, week_start: int) -> tuple[int, int]:
    """Return year and week: week 1 is the first with at least four days in the year."""
    for year in (day.year + 1, day.year, day.year - 1):
        if not 1 <= year <= 9999:
            continue
        first = date(year, 1, 1)
        back = (first.weekday() - week_start) % 7
        begins = first.toordinal() - back + (7 if back > 3 else 0)
        if day.toordinal() >= begins:
            return year, (day.toordinal() - begins) // 7 + 1
    return day.year, 1


def _day_of_year(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal() + 1


def _days_in_year(day: date) -> int:
    return 366 if calendar.isleap(day.year) else 365


def _days_in_month(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]
