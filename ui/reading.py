"""Read dates, times and numbers the way people type them, by the language of the desktop."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache

from PySide6.QtCore import QLocale

from caregiver.domain.quantities import parse_decimal

NEARBY = {"today": 0, "tomorrow": 1, "yesterday": -1}


def number(text: str) -> Decimal | None:
    """Return the exact number typed, or None.

    "38,4" cannot be a group of thousands, so it is 38.4 in every language.
    """
    cleaned = text.strip().replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    point = QLocale().decimalPoint()
    if re.fullmatch(r"[+-]?\d+,\d{1,2}", cleaned) or (point == "," and "," in cleaned):
        cleaned = cleaned.replace(".", "").replace(",", ".")
    elif "," in cleaned and not re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", cleaned):
        return None
    return parse_decimal(cleaned)


def number_text(value: Decimal | None) -> str:
    """Return the digits for an editor: every digit recorded, no groups."""
    if value is None:
        return ""
    return f"{value:f}".replace(".", QLocale().decimalPoint())


def day(text: str, today: date) -> date | None:
    """Return the day typed, or None: "24 march", "3/24", "wed", "tomorrow", "2027-03-24".

    A weekday is the next one from today on; a day without a year is the one nearest to today.
    """
    words = text.strip().lower().rstrip(".")
    if words in NEARBY:
        return today + timedelta(days=NEARBY[words])
    if (weekday := _weekdays().get(words.removeprefix("next ").strip())) is not None:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    return _named_month(_without_weekday(words), today) or _numeric(words, today)


def clock(text: str) -> time | None:
    """Return the time of day typed, or None: "8", "8:30", "830", "8 pm", "20.15", "noon"."""
    words = text.strip().lower().replace(".m.", "m").replace("\N{NO-BREAK SPACE}", " ")
    if words in ("noon", "midday"):
        return time(12)
    if words == "midnight":
        return time(0)
    match = re.fullmatch(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am?|pm?)?", words)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half = (match[3] or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def is_day_first() -> bool:
    """Tell whether this locale writes the day before the month in numbers."""
    pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat).lower()
    return pattern.find("d") < pattern.find("m")


@cache
def _weekdays() -> dict[str, int]:
    names: dict[str, int] = {}
    for locale in (QLocale(QLocale.Language.English), QLocale()):
        for number in range(1, 8):
            full = locale.dayName(number).lower()
            for name in {full, full[:3], locale.dayName(number, _SHORT).lower().rstrip(".")}:
                names[name] = number - 1
    return names


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for locale in (QLocale(QLocale.Language.English), QLocale()):
        for number in range(1, 13):
            full = locale.monthName(number).lower()
            for name in {full, full[:3], locale.monthName(number, _SHORT).lower().rstrip(".")}:
                names[name] = number
    names["sept"] = 9
    return names


_SHORT = QLocale.FormatType.ShortFormat


def _without_weekday(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.rstrip(",.") in _weekdays() and rest else words


def _named_month(words: str, today: date) -> date | None:
    parts = [part for part in re.split(r"[\s,.]+", words) if part not in ("", "of")]
    months = [_months()[part] for part in parts if part in _months()]
    others = [re.sub(r"(st|nd|rd|th)$", "", part) for part in parts if part not in _months()]
    if len(months) != 1 or not 1 <= len(others) <= 2 or not all(map(str.isdigit, others)):
        return None
    years = [int(part) for part in others if len(part) == 4]
    days = [int(part) for part in others if len(part) <= 2]
    if len(days) == 2 and not years:
        years = [_full_year(days.pop(), today)]
    if len(days) != 1:
        return None
    return _day(years[0], months[0], days[0]) if years else _nearest(months[0], days[0], today)


def _numeric(words: str, today: date) -> date | None:
    match = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{2}|\d{4}))?", words)
    if not match:
        return None
    first, second = int(match[1]), int(match[2])
    swap = is_day_first() if first <= 12 and second <= 12 else first > 12
    month, number_of_day = (second, first) if swap else (first, second)
    if match[3]:
        year = int(match[3]) if len(match[3]) == 4 else _full_year(int(match[3]), today)
        return _day(year, month, number_of_day)
    return _nearest(month, number_of_day, today)


def _full_year(two_digits: int, today: date) -> int:
    year = today.year // 100 * 100 + two_digits
    return year if year <= today.year + 20 else year - 100


def _nearest(month: int, number_of_day: int, today: date) -> date | None:
    found = [_day(today.year + shift, month, number_of_day) for shift in (0, 1, -1)]
    days = [each for each in found if each is not None]
    return min(days, key=lambda each: abs((each - today).days), default=None)


def _day(year: int, month: int, number_of_day: int) -> date | None:
    try:
        return date(year, month, number_of_day)
    except ValueError:
        return None
