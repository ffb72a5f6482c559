"""Times as people type them: 8, 8am, 8:30, 14:00, noon, 10:30-11:15."""

import re
from datetime import time
from typing import NamedTuple

from caregiver.domain.quick_add.context import Context
from caregiver.domain.quick_add.line import Line

_HALF = r"(?P<half{n}>[ap]\.?m\b\.?|[ap]\b)?"
_AT = r"(?:\bat\s+|@\s*|\bfrom\s+)?"
RANGE = re.compile(
    rf"{_AT}(?<![\w:.,/])(?P<h1>\d{{1,2}})(?:[:.](?P<m1>\d{{2}}))?\s?{_HALF.format(n=1)}"
    rf"\s*(?:-|–|to|till|until)\s*"
    rf"(?P<h2>\d{{1,2}})(?:[:.](?P<m2>\d{{2}}))?\s?{_HALF.format(n=2)}(?![\w:/]|[.,]\d)"
)
HALVED = re.compile(
    rf"{_AT}(?<![\w:.,/])(?P<h1>\d{{1,2}})(?:[:.](?P<m1>\d{{2}}))?"
    r"(?:\s?(?P<half1>[ap]\.?m\b\.?)|(?P<letter>[ap])\b)"
)
COLON = re.compile(
    rf"{_AT}(?<![\w:.,/])(?P<h1>\d{{1,2}})(?::|h)(?P<m1>\d{{2}})(?::\d\d)?(?:\s?h\b)?(?![\w:])"
)
AT_HOUR = re.compile(
    r"(?:\bat\s+|@\s*)(?P<h1>\d{1,2})(?:\.(?P<m1>\d{2}))?(?:\s+o['’]?clock)?(?![\w:/%]|[.,]\d)"
)
O_CLOCK = re.compile(r"(?<![\w:.,/])(?P<h1>\d{1,2})\s+o['’]?clock\b")
NAMED = re.compile(r"(?:\bat\s+)?\b(?P<word>noon|midday|midnight)\b")
NOW = re.compile(r"\b(?:right\s+now|just\s+now|now)\b")
BARE = re.compile(
    r"(?<![\w:.,/-])(?P<h1>\d{1,2})(?:\.(?P<m1>[0-5]\d))?(?![\w:/%-]|[.,]\d)"
    r"(?!\s*(?:times|x|mg|mcg|g|ml|tablets?|pills?|days?|weeks?|hours?|hrs?|min|minutes?|years?"
    r"|people|of|out|kg|lbs?|st|degrees)\b)"
)
FOUR = re.compile(
    r"(?<![\w:.,/-])(?P<h1>[01]\d|2[0-3])(?P<m1>[0-5]\d)(?:\s?h(?:rs?)?\b)?(?![\w:/-])"
)
PART = re.compile(r"\b(?:in\s+the\s+|at\s+)?(?P<part>morning|afternoon|evening|night)\b")
LASTS = re.compile(
    r"\bfor\s+(?P<count>\d{1,3}|an?|half\s+an)\s*(?P<unit>minutes?|mins?|hours?|hrs?|h)\b"
)


class Time(NamedTuple):
    """A time read from a line, its end if said, and what else it may be."""

    at: time
    sure: bool = True
    choices: tuple[time, ...] = ()
    ends: time | None = None


def take_time(
    line: Line, context: Context, evening: bool = False, bare: bool = False
) -> Time | None:
    """Take the time of day out of `line`. With `bare` a number alone may be an hour.

    `evening` says that other words already told it is in the evening.
    """
    match = line.take(RANGE, _is_range)
    if match:
        return _range(match, context, evening)
    for pattern in (HALVED, COLON, AT_HOUR, O_CLOCK):
        match = line.take(pattern, _is_time)
        if match:
            half = match.groupdict().get("half1") or match.groupdict().get("letter")
            return read_time(match["h1"], match.groupdict().get("m1"), half, context, evening)
    match = line.take(NAMED)
    if match:
        return Time(time(0) if match["word"] == "midnight" else time(12))
    if not bare:
        return None
    match = line.take(FOUR) or line.take(BARE, _is_hour)
    return match and read_time(match["h1"], match["m1"], None, context, evening)


def take_now(line: Line) -> bool:
    """Take the word "now" out of `line` and say whether it was there."""
    return line.take(NOW) is not None


def take_part_of_day(line: Line) -> str:
    """Take "morning", "in the evening" and such out of `line`; empty where there is none."""
    match = line.take(PART)
    return match["part"] if match else ""


def take_minutes(line: Line) -> int | None:
    """Take "for 45 minutes" or "for an hour" out of `line`, in minutes."""
    match = line.take(LASTS)
    if match is None:
        return None
    hours = match["unit"].startswith("h")
    if match["count"].startswith("half"):
        return 30 if hours else None
    count = int(match["count"]) if match["count"].isdigit() else 1
    minutes = count * (60 if hours else 1)
    return minutes if 0 < minutes <= 24 * 60 else None


def read_time(
    hour_text: str, minute_text: str | None, half: str | None, context: Context, evening: bool
) -> Time:
    """Return the time these pieces mean; without AM or PM the likelier half of the day is first.

    A 12-hour clock asks for an hour alone and for 1:00 to 6:59; 7:00 to 11:59 with minutes is
    taken as the morning, when clinics are open.
    """
    hour, minute = int(hour_text), int(minute_text or 0)
    if half:
        return Time(time(hour % 12 + (12 if half.startswith("p") else 0), minute))
    if hour > 12 or hour == 0 or (len(hour_text) == 2 and hour_text.startswith("0")):
        return Time(time(hour, minute))
    if hour == 12:
        return Time(time(12, minute))
    later = time(hour + 12, minute)
    if evening:
        return Time(later)
    if not context.clock12:
        return Time(time(hour, minute))
    if hour >= 7:
        sure = minute_text is not None
        return Time(time(hour, minute), sure, () if sure else (time(hour, minute), later))
    return Time(later, False, (later, time(hour, minute)))


def _range(match: re.Match[str], context: Context, evening: bool) -> Time:
    half1, half2 = match["half1"], match["half2"]
    if half2 and not half1:
        half1 = half2
        if int(match["h1"]) % 12 > int(match["h2"]) % 12 and half2.startswith("p"):
            half1 = "a"  # 11 to 1pm begins in the morning
    first = read_time(match["h1"], match["m1"] or "00", half1, context, evening)
    last = read_time(match["h2"], match["m2"] or "00", half2, context, evening)
    ends = last.at
    if ends <= first.at and ends.hour < 12 and not half2:
        ends = ends.replace(hour=ends.hour + 12)
    return first._replace(ends=ends if ends > first.at else None)


def _is_range(match: re.Match[str]) -> bool:
    says_time = match["m1"] or match["m2"] or match["half1"] or match["half2"]
    return bool(says_time) and _is_time(match) and _is_clock(match["h2"], match["m2"], None)


def _is_time(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    half = groups.get("half1") or groups.get("letter")
    return _is_clock(match["h1"], groups.get("m1"), half)


def _is_clock(hour: str, minute: str | None, half: str | None) -> bool:
    most = 12 if half else 23
    return (1 if half else 0) <= int(hour) <= most and int(minute or 0) < 60


def _is_hour(match: re.Match[str]) -> bool:
    return 0 <= int(match["h1"]) <= 23
