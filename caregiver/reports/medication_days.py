"""Dates in words: on which days of a sheet a medicine is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from caregiver.domain.medications import cycle_days_text
from caregiver.formats import Formats
from caregiver.reports import medication_words as words
from caregiver.reports.medication_packets import CyclePlace
from caregiver.reports.page_style import kept_together

_MOST_RUNS = 4
_WEEK = 7


def days_text(dates: Sequence[date], first: date, last: date, formats: Formats) -> str:
    """Return on which days from `first` to `last` inclusive it is; "" for all of them.

    `dates` are in order, each once.
    """
    length = (last - first).days + 1
    if len(dates) == length:
        return ""
    weekdays = sorted({day.weekday() for day in dates})
    named = [
        one
        for one in (first + timedelta(days=number) for number in range(length))
        if one.weekday() in weekdays
    ]
    if length >= _WEEK and len(weekdays) < _WEEK - 1 and named == list(dates):
        if len(weekdays) == 1:
            return words.ON_WEEKDAY.format(
                weekday=formats.weekday(dates[0]), dates=dates_text(dates, formats)
            )
        by_weekday = {day.weekday(): day for day in dates}
        return words.ONLY_ON.format(
            days=_listed([formats.weekday_short(by_weekday[one]) for one in weekdays])
        )
    return words.ONLY_ON.format(days=dates_text(dates, formats))


def dates_text(dates: Sequence[date], formats: Formats) -> str:
    """Return dates as short ranges: "Mar 15 to Mar 21, Mar 24"; even steps as "every 2 days"."""
    ranges = runs(dates)
    steps = {(after - before).days for before, after in pairwise(dates)}
    if len(ranges) > _MOST_RUNS and len(steps) == 1:
        return words.EVERY_DAYS.format(count=steps.pop(), first=_short(dates[0], formats))
    return ", ".join(_range(one, formats) for one in ranges)


def _range(run: tuple[date, date], formats: Formats) -> str:
    first, last = run
    begin, end = _short(first, formats), _short(last, formats)
    if first == last:
        return begin
    if (last - first).days == 1:
        return f"{begin}, {end}"
    return words.FROM_TO.format(first=begin, last=end)


def _short(day: date, formats: Formats) -> str:
    return kept_together(formats.date_short(day))


def runs(dates: Sequence[date]) -> list[tuple[date, date]]:
    """Return the first and last date of each unbroken run."""
    found: list[tuple[date, date]] = []
    for day in dates:
        if found and (day - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return words.AND.format(first=", ".join(parts[:-1]), last=parts[-1])


def place_text(place: CyclePlace) -> str:
    """Return "Cycle 3, day 15 of 28", "Day +14" or "Step-up block, day 4 of 13"."""
    if place.is_paused:
        return words.PAUSED.format(cycle=place.cycle)
    if place.is_zero:
        text = words.DAY_SHORT.format(day=day_number(place.day, is_zero=True))
        return text[:1].upper() + text[1:]
    sentence = words.BLOCK_DAY if place.is_block else words.CYCLE_DAY
    return sentence.format(cycle=place.cycle, day=place.day, days=place.days)


def place_short(place: CyclePlace) -> str:
    """Return "day 15", "day +3" or "paused"."""
    if place.is_paused:
        return words.PAUSED_SHORT
    return words.DAY_SHORT.format(day=day_number(place.day, is_zero=place.is_zero))


def day_number(number: int, *, is_zero: bool) -> str:
    """Return the number of a day; after an infusion on day 0 with its sign: "+14"."""
    if is_zero and number > 0:
        return f"+{number}"
    return f"\N{MINUS SIGN}{-number}" if number < 0 else str(number)


def numbers_text(numbers: Sequence[int], *, is_zero: bool) -> str:
    """Return "days 1 to 21" or "day −1, +3"."""
    if not numbers:
        return ""
    if is_zero or min(numbers) < 1:
        text = ", ".join(_signed(run) for run in _runs_of(sorted(numbers)))
    else:
        text = cycle_days_text(numbers)
    sentence = words.DAY_WORDS if len(numbers) == 1 else words.DAYS_WORDS
    return sentence.format(days=text)


def _runs_of(numbers: Sequence[int]) -> list[list[int]]:
    """Return unbroken runs of numbers; only those of three or more are kept as one."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [part for run in found for part in ([run] if len(run) > 2 else [[one] for one in run])]


def _signed(run: Sequence[int]) -> str:
    first, last = (day_number(one, is_zero=True) for one in (run[0], run[-1]))
    return first if len(run) == 1 else words.FROM_TO.format(first=first, last=last)
