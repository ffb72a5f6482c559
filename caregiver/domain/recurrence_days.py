"""Which days a repeat rule names: each looked for by the part of the rule that names the fewest.

So a rule that falls on no day, or once in forty years, costs little however far one looks.
Source: RFC 5545, section 3.3.10, and its table of BY parts.
"""

import calendar
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from caregiver.domain.recurrence_rule import Frequency, NthWeekday, Rule

SMALL = (Frequency.MINUTELY, Frequency.HOURLY)
_DayTest = Callable[[date], bool]
_STEPS = "interval"
_UNITS_A_DAY = {Frequency.MINUTELY: 1440, Frequency.HOURLY: 24, Frequency.DAILY: 1}


def days_of(rule: Rule, start: datetime, begin: date, end: date) -> Iterator[date]:
    """Yield the days from `begin` to `end` that belong to a series which starts at `start`.

    For minutes and hours: the days that may hold one.
    """
    rule = _with_defaults(rule, start)
    part = _narrowest(rule)
    tests = (*_step_tests(rule, start, part), *_part_tests(rule, part))
    for number in _numbers(rule, part, start, (begin, end)):
        day = date.fromordinal(number)
        if all(test(day) for test in tests):
            yield day


def _narrowest(rule: Rule) -> str:
    """Return the field that names the fewest days of a year; empty to look at all of them."""
    months = len(rule.months) or 12
    each, nth = (5 * months, months) if _in_month(rule) else (53, 1)
    sizes = {
        "month_days": len(rule.month_days) * months,
        "year_days": len(rule.year_days),
        "weeks": len(rule.weeks) * 7,
        "weekdays": sum(nth if one.nth else each for one in rule.weekdays),
    }
    units = _UNITS_A_DAY.get(rule.frequency, rule.interval + 1)
    if rule.interval >= units:
        sizes[_STEPS] = 366 * units // rule.interval
    named = [name for name, size in sizes.items() if size or name == _STEPS]
    best = min(named, key=sizes.__getitem__, default="")
    return best if best and sizes[best] < 31 * months else ""


def _numbers(rule: Rule, part: str, start: datetime, days: tuple[date, date]) -> Iterator[int]:
    """Yield the ordinals worth a look, in order."""
    first, last = days[0].toordinal(), days[1].toordinal()
    if rule.frequency is Frequency.WEEKLY:
        return _weekly_numbers(rule, start, first, last)
    if part == _STEPS:
        return _stepped_numbers(rule, start, first, last)
    has_nth = any(one.nth for one in rule.weekdays) and not _in_month(rule)
    if part in ("weeks", "year_days") or (part == "weekdays" and has_nth):
        found = _by_years(rule, part, start, days)
    else:
        found = _by_months(rule, part, start, days)
    return (number for number in found if first <= number <= last)


def _weekly_numbers(rule: Rule, start: datetime, first: int, last: int) -> Iterator[int]:
    places = sorted((one.weekday - rule.week_start) % 7 for one in rule.weekdays)
    anchor = start.toordinal() - (start.weekday() - rule.week_start) % 7
    step = 7 * rule.interval
    for week in range(anchor + (first - anchor) // step * step, last + 1, step):
        ends = (max(week, first), min(week + 6, last))
        if rule.months and not any(date.fromordinal(n).month in rule.months for n in ends):
            continue
        for place in places:
            if first <= week + place <= last:
                yield week + place


def _stepped_numbers(rule: Rule, start: datetime, first: int, last: int) -> Iterator[int]:
    """Yield every nth day; for minutes and hours, the days their steps of a day or more reach."""
    units = _UNITS_A_DAY[rule.frequency]
    begun = start.toordinal() * units + (start.hour * 60 + start.minute) * units // 1440
    reached = first * units + (begun - first * units) % rule.interval
    return (at // units for at in range(reached, (last + 1) * units, rule.interval))


def _by_months(rule: Rule, part: str, start: datetime, days: tuple[date, date]) -> Iterator[int]:
    begin, end = days
    for number in range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month):
        year, month = number // 12, number % 12 + 1
        if rule.months and month not in rule.months:
            continue
        if rule.frequency is Frequency.MONTHLY:
            out_of_step = (number - start.year * 12 - start.month + 1) % rule.interval
        else:
            out_of_step = _years_out_of_step(rule, start, year)
        if not out_of_step:
            opening = date(year, month, 1).toordinal()
            yield from _named(rule, part, opening, calendar.monthrange(year, month)[1])


def _by_years(rule: Rule, part: str, start: datetime, days: tuple[date, date]) -> Iterator[int]:
    # A week belongs to one year and may lie in two.
    beside = 1 if part == "weeks" else 0
    for year in range(max(days[0].year - beside, 1), min(days[1].year + beside, 9999) + 1):
        if _years_out_of_step(rule, start, year):
            continue
        opening, size = date(year, 1, 1).toordinal(), 366 if calendar.isleap(year) else 365
        if part == "weeks":
            yield from _named_weeks(rule, opening, size)
        else:
            yield from _named(rule, part, opening, size)


def _years_out_of_step(rule: Rule, start: datetime, year: int) -> int:
    """Return 0 for a year that counts; with weeks, `_step_tests` decides which year a day is of."""
    if rule.frequency is not Frequency.YEARLY or rule.weeks:
        return 0
    return (year - start.year) % rule.interval


def _named(rule: Rule, part: str, opening: int, size: int) -> Iterable[int]:
    """Return the ordinals that a part names in a month or year, in order."""
    if part == "weekdays":
        return _named_weekdays(rule, opening, size)
    if not part:
        return range(opening, opening + size)
    numbers = rule.month_days if part == "month_days" else rule.year_days
    places = (place - 1 if place > 0 else size + place for place in numbers)
    return sorted({opening + place for place in places if 0 <= place < size})


def _named_weekdays(rule: Rule, opening: int, size: int) -> list[int]:
    found: set[int] = set()
    for one in rule.weekdays:
        first = opening + (one.weekday + 1 - opening) % 7  # the ordinal 1 is a Monday
        days = range(first, opening + size, 7)
        place = one.nth - 1 if one.nth > 0 else len(days) + one.nth
        if not one.nth:
            found.update(days)
        elif 0 <= place < len(days):
            found.add(days[place])
    return sorted(found)


def _named_weeks(rule: Rule, opening: int, size: int) -> Iterator[int]:
    begins, after = (_first_week(at, rule.week_start) for at in (opening, opening + size))
    count = (after - begins) // 7
    places = (place - 1 if place > 0 else count + place for place in rule.weeks)
    for place in sorted({place for place in places if 0 <= place < count}):
        yield from range(begins + 7 * place, begins + 7 * place + 7)


def _first_week(opening: int, week_start: int) -> int:
    """Return where week 1 begins: the first with at least four days in the year."""
    back = (opening - 1 - week_start) % 7
    return opening - back + (7 if back > 3 else 0)


def _step_tests(rule: Rule, start: datetime, part: str) -> Iterator[_DayTest]:
    """Yield the tests for "every n" where the days looked at are not in step already."""
    if rule.interval == 1:
        return
    if rule.frequency is Frequency.DAILY and part != _STEPS:
        begun = start.toordinal()
        yield lambda day: (day.toordinal() - begun) % rule.interval == 0
    if rule.frequency is Frequency.YEARLY and rule.weeks:
        year = _week_of_year(start.date(), rule.week_start)[0]
        yield lambda day: (_week_of_year(day, rule.week_start)[0] - year) % rule.interval == 0


def _with_defaults(rule: Rule, start: datetime) -> Rule:
    """Take from the start what the rule leaves open: its weekday, day of the month or month."""
    names_days = rule.month_days or rule.year_days or rule.weekdays
    if names_days or rule.frequency in (*SMALL, Frequency.DAILY):
        return rule
    if rule.frequency is Frequency.WEEKLY or rule.weeks:
        return replace(rule, weekdays=(NthWeekday(start.weekday()),))
    if rule.frequency is Frequency.YEARLY and not rule.months:
        return replace(rule, months=(start.month,), month_days=(start.day,))
    return replace(rule, month_days=(start.day,))


def _part_tests(rule: Rule, part: str) -> Iterator[_DayTest]:
    """Yield a test for each part but the one that named the days."""
    if rule.months:
        yield lambda day: day.month in rule.months
    if rule.weeks and part != "weeks":
        yield lambda day: _is_week(day, rule)
    if rule.year_days and part != "year_days":
        yield lambda day: _is_counted(_day_of_year(day), _days_in_year(day), rule.year_days)
    if rule.month_days and part != "month_days":
        yield lambda day: _is_counted(day.day, _days_in_month(day), rule.month_days)
    if rule.weekdays and part != "weekdays" and rule.frequency is not Frequency.WEEKLY:
        yield lambda day: any(_is_weekday(day, one, rule) for one in rule.weekdays)


def _is_counted(place: int, size: int, wanted: tuple[int, ...]) -> bool:
    """Say whether a place (1 = first) is wanted, counted from the front or from the end."""
    return place in wanted or place - size - 1 in wanted


def _is_weekday(day: date, wanted: NthWeekday, rule: Rule) -> bool:
    if day.weekday() != wanted.weekday:
        return False
    if not wanted.nth:
        return True
    in_month = _in_month(rule)
    place = day.day if in_month else _day_of_year(day)
    size = _days_in_month(day) if in_month else _days_in_year(day)
    if wanted.nth > 0:
        return (place - 1) // 7 + 1 == wanted.nth
    return (size - place) // 7 + 1 == -wanted.nth


def _in_month(rule: Rule) -> bool:
    """Say whether "the 2nd Wednesday" counts in the month; else it counts in the year."""
    return rule.frequency is Frequency.MONTHLY or bool(rule.months)


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
