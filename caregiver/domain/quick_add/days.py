"""Days as people type them: tomorrow, wed, 24 march, 3/24, in 3 days, last monday."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from caregiver.domain.quick_add.context import Context
from caregiver.domain.quick_add.line import Line

_MONTH_WORDS = (
    "jan(?:uary)?",
    "feb(?:ruary)?",
    "mar(?:ch)?",
    "apr(?:il)?",
    "may",
    "june?",
    "july?",
    "aug(?:ust)?",
    "sept?(?:ember)?",
    "oct(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?",
)
_DAY_WORDS = (
    "mon(?:days?)?",
    "tue(?:s(?:days?)?)?",
    "wed(?:s|nesdays?)?",
    "thu(?:rs?(?:days?)?)?",
    "fri(?:days?)?",
    "sat(?:urdays?)?",
    "sun(?:days?)?",
)
_MONTH = rf"(?P<month>{'|'.join(_MONTH_WORDS)})\.?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20|21)\d\d)(?![\d:.]))?"
_NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNT = r"(?P<count>\d{1,3}|a|an|one|two|three|four|five|six)"
_ON = r"(?:\b(?:on|since|from)\s+)?"

ISO = re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<mon>\d{1,2})-(?P<day>\d{1,2})(?![\d-])")
DAY_MONTH = re.compile(
    rf"(?<![\w:./-])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}{_YEAR}(?!\w)"
)
MONTH_DAY = re.compile(
    rf"(?<!\w){_MONTH}\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}(?![\w:/]|\.\d)"
)
SLASHED = re.compile(
    r"(?<![\w/.,-])(?P<one>\d{1,2})/(?P<two>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?(?![\w/])"
)
DOTTED = re.compile(r"(?<![\w/.-])(?P<one>\d{1,2})\.(?P<two>\d{1,2})\.(?P<year>\d{4}|\d{2})?(?!\w)")
ORDINAL = re.compile(r"\bthe\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b")
NEAR = re.compile(
    r"\b(?P<word>day after tomorrow|day before yesterday|tomorrow|tomorow|tommorow|tmrw|tmr"
    r"|yesterday|today|tonight|last night)\b"
)
THIS_PART = re.compile(r"\bthis\s+(?P<part>morning|afternoon|evening)\b")
AHEAD = re.compile(rf"\bin\s+{_COUNT}\s+(?P<unit>days?|weeks?|wks?)\b")
AGO = re.compile(rf"\b{_COUNT}\s+(?P<unit>days?|weeks?|wks?)\s+ago\b")
WEEKDAY = re.compile(
    rf"(?<![\w'])(?:(?P<which>next|last|this|coming)\s+)?(?P<weekday>{'|'.join(_DAY_WORDS)})\b\.?,?"
)
_RISKY = {"sat", "sun", "mon", "wed"}  # also English words, or the beginning of a name
_NEAR_OFFSETS = {
    "day after tomorrow": 2,
    "day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
}


class Day(NamedTuple):
    """A day read from a line, what else it may be, and whether the words said evening."""

    day: date
    sure: bool = True
    choices: tuple[date, ...] = ()
    evening: bool = False
    says_part: bool = False


def take_day(line: Line, context: Context, past: bool = False) -> Day | None:
    """Take the day out of `line`. Words without a year mean the nearest day ahead, or, with
    `past`, the nearest one behind. A date that does not exist is left standing.
    """
    found = _take_date(line, context, past)
    weekday = _take_weekday(line, found is not None)
    if found is None:
        return None if weekday is None else _weekday_day(weekday, context, past)
    if weekday is None or found.day.weekday() == weekday[1]:
        return found
    near = _nearest(found.day, weekday[1])
    return Day(found.day, False, (found.day, near), found.evening)


def take_impossible_day(line: Line) -> str:
    """Take out a date that no calendar has, such as "31 april", and return it as typed.

    It must be asked about: it is never moved to a day that exists.
    """
    for pattern in (ISO, DAY_MONTH, MONTH_DAY):
        match = line.take(pattern, lambda one: not _exists(one))
        if match:
            return line.text[match.start() : match.end()]
    return ""


def _exists(match: re.Match[str]) -> bool:
    if match.re is ISO:
        return _date(int(match["year"]), int(match["mon"]), int(match["day"])) is not None
    year = match["year"]
    return _date(int(year) if year else 2000, _month(match), int(match["day"])) is not None


def _nearest(day: date, weekday: int) -> date:
    """Return the day with this weekday that is closest to `day`."""
    return _shift(day, (weekday - day.weekday() + 3) % 7 - 3)


def _take_date(line: Line, context: Context, past: bool) -> Day | None:
    return (
        _take_iso(line)
        or _take_named(line, context, past)
        or _take_numbers(line, context, past)
        or _take_near(line, context)
    )


def _take_iso(line: Line) -> Day | None:
    match = line.take(ISO, lambda one: _date(int(one["year"]), int(one["mon"]), int(one["day"])))
    if match is None:
        return None
    return Day(date(int(match["year"]), int(match["mon"]), int(match["day"])))


def _take_named(line: Line, context: Context, past: bool) -> Day | None:
    for pattern in (DAY_MONTH, MONTH_DAY):
        match = line.take(
            pattern, lambda one: _without_year(_month(one), int(one["day"]), one["year"], context)
        )
        if match:
            return _resolve(_month(match), int(match["day"]), match["year"], context, past)
    match = line.take(ORDINAL, lambda one: 1 <= int(one["day"]) <= 31)
    if match is None:
        return None
    return _day_of_month(int(match["day"]), context, past)


def _take_numbers(line: Line, context: Context, past: bool) -> Day | None:
    pairs: list[tuple[int, int]] = []

    def fits(match: re.Match[str]) -> bool:
        one, two = int(match["one"]), int(match["two"])
        first, second = ((one, two), (two, one))
        if match.re is DOTTED or context.date_order == "dmy":
            first, second = second, first
        pairs[:] = [
            (month, day)
            for month, day in (first, second)
            if _without_year(month, day, match["year"], context)
        ]
        return bool(pairs)

    for pattern in (SLASHED, DOTTED):
        match = line.take(pattern, fits)
        if match is not None:
            one, two = int(match["one"]), int(match["two"])
            usual = (two, one) if pattern is DOTTED or context.date_order == "dmy" else (one, two)
            month, day = pairs[0]
            found = _resolve(month, day, match["year"], context, past)
            return found if (month, day) == usual else found._replace(sure=False)
    return None


def _take_near(line: Line, context: Context) -> Day | None:
    match = line.take(NEAR)
    if match:
        offset = _NEAR_OFFSETS.get(match["word"], 1)
        night = "night" in match["word"]
        return Day(_shift(context.today, offset), evening=night, says_part=night)
    match = line.take(THIS_PART)
    if match:
        return Day(context.today, evening=match["part"] == "evening", says_part=True)
    match = line.take(AHEAD) or line.take(AGO)
    if match is None:
        return None
    count = _NUMBER_WORDS.get(match["count"]) or int(match["count"])
    days = count * (7 if match["unit"].startswith("w") else 1)
    return Day(_shift(context.today, -days if match.re is AGO else days))


def _take_weekday(line: Line, has_date: bool) -> tuple[str, int] | None:
    def accept(match: re.Match[str]) -> bool:
        if match["weekday"] not in _RISKY or match["which"] or has_date:
            return True
        before = line.free[: match.start()].rstrip()
        after = line.free[match.end() :].lstrip()
        return (
            not after
            or not (after[0].isalpha() or after[0] in "'’")
            or re.match(r"(?:at|morning|afternoon|evening|night|noon)\b", after) is not None
            or before.endswith((" on", " every", " since"))
            or match["weekday"] == "wed"
        )

    match = line.take(WEEKDAY, accept)
    if match is None:
        return None
    number = next(
        place for place, words in enumerate(_DAY_WORDS) if re.fullmatch(words, match["weekday"])
    )
    return match["which"] or "", number


def _weekday_day(named: tuple[str, int], context: Context, past: bool) -> Day:
    """Return the day a weekday means. "Next Wednesday" is heard in two ways, so it asks."""
    which, weekday = named
    today = context.today
    ahead = (weekday - today.weekday()) % 7
    back = (today.weekday() - weekday) % 7
    if which == "last" or (past and which not in {"next", "coming", "this"}):
        day = _shift(today, -(back or (7 if which == "last" else 0)))
        return Day(day, bool(back) or which == "last", () if back else (day, _shift(day, -7)))
    if which == "next":
        coming = _shift(today, ahead or 7)
        later = _shift(today - timedelta(days=today.weekday()), 7 + weekday)
        return Day(later, coming == later, () if coming == later else (later, coming))
    day = _shift(today, ahead)
    if ahead or which == "this":
        return Day(day)
    return Day(day, False, (day, _shift(day, 7)))


def _month(match: re.Match[str]) -> int:
    return next(
        place
        for place, words in enumerate(_MONTH_WORDS, start=1)
        if re.fullmatch(words, match["month"])
    )


def _resolve(month: int, day: int, year: str | None, context: Context, past: bool) -> Day:
    if year:
        return Day(date(_full_year(year), month, day))
    today = context.today
    exact = [found for offset in range(-8, 9) if (found := _date(today.year + offset, month, day))]
    before = [one for one in exact if one <= today]
    after = [one for one in exact if one >= today]
    if past:
        return Day(before[-1])
    soon, just = after[0], before[-1]
    if (today - just).days in range(1, 65):
        return Day(soon, False, (soon, just))
    return Day(soon)


def _day_of_month(day: int, context: Context, past: bool) -> Day:
    month = context.today.replace(day=1)
    for _ in range(4):
        found = _date(month.year, month.month, day)
        if found and (found <= context.today if past else found >= context.today):
            return Day(found)
        month = (_shift(month, -1) if past else _shift(month, 32)).replace(day=1)
    return Day(context.today, False)  # pragma: no cover - every day 1 to 31 comes in 4 months


def _without_year(month: int, day: int, year: str | None, context: Context) -> date | None:
    """Return a date if this day exists, in the year given or in any of the next years."""
    if year:
        return _date(_full_year(year), month, day)
    return _date(2000, month, day)


def _full_year(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def _shift(day: date, days: int) -> date:
    return day + timedelta(days=days)
