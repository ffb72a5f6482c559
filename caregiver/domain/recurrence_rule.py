"""What a repeat rule says: every part of RFC 5545, section 3.3.10, down to the minute.

Left out: FREQ=SECONDLY (no appointment falls every second) and seconds, which records do not keep.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import Enum

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_OCCURRENCES = 10_000
MOST_VALUES = 60
_LONGEST_STEP = 1_000
_LONGEST_SMALL_STEP = 100_000
# Where the standard forbids a part, a calendar that writes it means something we cannot know.
_FORBIDDEN = {
    "BYWEEKNO": {"MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY"},
    "BYYEARDAY": {"DAILY", "WEEKLY", "MONTHLY"},
    "BYMONTHDAY": {"WEEKLY"},
}
_NAMES = {
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYWEEKNO", "BYYEARDAY",
    "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS",
}  # fmt: skip


class Frequency(Enum):
    """How often a rule comes round, before its BY parts."""

    MINUTELY = "MINUTELY"
    HOURLY = "HOURLY"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """A weekday (0 = Monday), the nth of its month or year; negative from the end, 0 = each."""

    weekday: int
    nth: int = 0

    def text(self) -> str:
        """Return it as BYDAY writes it, such as "2WE" or "-1FR"."""
        return f"{self.nth or ''}{WEEKDAYS[self.weekday]}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A repeat rule on local wall-clock time. Empty parts say nothing.

    `until` is the last local day, inclusive; `until_at` its last time where a series falls several
    times a day. `week_start` is 0 (Monday) to 6. `positions` is BYSETPOS.
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | None = None
    until_at: time | None = None
    week_start: int = 0
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[NthWeekday, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()

    @property
    def is_by_day(self) -> bool:
        """Say whether it falls at most once a day, at the time the series starts."""
        by_time = self.hours or self.minutes
        return not by_time and self.frequency not in (Frequency.MINUTELY, Frequency.HOURLY)

    @property
    def most_a_day(self) -> int:
        """Return the most times it can fall on one day."""
        if self.frequency is Frequency.MINUTELY:
            named = (len(self.hours) or 24) * (len(self.minutes) or 60)
            return min(named, 1440 // self.interval + 1)
        if self.frequency is Frequency.HOURLY:
            hours = min(len(self.hours) or 24, 24 // self.interval + 1)
            return hours * (len(self.minutes) or 1)
        return (len(self.hours) or 1) * (len(self.minutes) or 1)

    @property
    def plain_weekdays(self) -> tuple[int, ...]:
        """Return the weekdays that are named without a place in their month or year."""
        return tuple(one.weekday for one in self.weekdays if not one.nth)

    @property
    def is_daily_or_weekly(self) -> bool:
        """Say whether it is "every n days" or "every n weeks on these days" and no more."""
        parts = (self.months, self.weeks, self.year_days, self.month_days, self.positions)
        often = self.frequency in (Frequency.DAILY, Frequency.WEEKLY)
        return often and self.is_by_day and not any(parts)

    def text(self) -> str:
        """Return the rule as RRULE text without its name."""
        parts = [f"FREQ={self.frequency.value}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        parts += [f"{name}={_listed(values)}" for name, values in self._lists() if values]
        if self.week_start:
            parts.append(f"WKST={WEEKDAYS[self.week_start]}")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            at = f"T{self.until_at:%H%M}00" if self.until_at is not None else ""
            parts.append(f"UNTIL={self.until:%Y%m%d}{at}")
        return ";".join(parts)

    def _lists(self) -> tuple[tuple[str, tuple[int | str, ...]], ...]:
        return (
            ("BYMONTH", self.months),
            ("BYWEEKNO", self.weeks),
            ("BYYEARDAY", self.year_days),
            ("BYMONTHDAY", self.month_days),
            ("BYDAY", tuple(one.text() for one in self.weekdays)),
            ("BYHOUR", self.hours),
            ("BYMINUTE", self.minutes),
            ("BYSETPOS", self.positions),
        )


def daily(interval: int = 1, count: int | None = None, until: date | None = None) -> Rule:
    """Return "every n days"."""
    return Rule(Frequency.DAILY, interval, count, until)


def weekly(
    weekdays: Iterable[int] = (),
    interval: int = 1,
    count: int | None = None,
    until: date | None = None,
) -> Rule:
    """Return "every n weeks" on weekdays 0 (Monday) to 6; without any, on that of the start."""
    named = tuple(NthWeekday(day) for day in sorted(set(weekdays)))
    return Rule(Frequency.WEEKLY, interval, count, until, weekdays=named)


def parse_rule(text: str) -> Rule | None:
    """Return the rule in RRULE text, or None where it is no rule of RFC 5545 that we know."""
    parts: dict[str, str] = {}
    for piece in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, equals, value = piece.partition("=")
        if not equals or name not in _NAMES or name in parts:
            return None
        parts[name] = value
    frequency = parts.get("FREQ", "")
    if any(frequency in _FORBIDDEN.get(name, ()) for name in parts):
        return None
    try:
        rule = _read(Frequency(frequency), parts)
    except ValueError:
        return None
    return rule if _makes_sense(rule) and parts.get("BYSECOND", "0").isdecimal() else None


def is_supported(text: str) -> bool:
    """Say whether the dates of this rule can be worked out."""
    return parse_rule(text) is not None


def rule_problem(text: str) -> str:
    """Return the problem code of a rule text, or an empty text for a good or absent rule."""
    return "" if not text or is_supported(text) else "rule_not_understood"


def _read(frequency: Frequency, parts: dict[str, str]) -> Rule:
    until, until_at = _until(parts["UNTIL"]) if "UNTIL" in parts else (None, None)
    return Rule(
        frequency,
        int(parts.get("INTERVAL", "1")),
        int(parts["COUNT"]) if "COUNT" in parts else None,
        until,
        until_at,
        WEEKDAYS.index(parts.get("WKST", "MO")),
        _numbers(parts, "BYMONTH", 1, 12),
        _numbers(parts, "BYWEEKNO", -53, 53),
        _numbers(parts, "BYYEARDAY", -366, 366),
        _numbers(parts, "BYMONTHDAY", -31, 31),
        tuple(sorted(_weekdays(parts), key=lambda one: (one.nth, one.weekday))),
        _numbers(parts, "BYHOUR", 0, 23),
        _numbers(parts, "BYMINUTE", 0, 59),
        _numbers(parts, "BYSETPOS", -366, 366),
    )


def _makes_sense(rule: Rule) -> bool:
    is_small = rule.frequency in (Frequency.MINUTELY, Frequency.HOURLY)
    longest = _LONGEST_SMALL_STEP if is_small else _LONGEST_STEP
    has_nth = any(one.nth for one in rule.weekdays)
    counts = rule.frequency in (Frequency.MONTHLY, Frequency.YEARLY) and not rule.weeks
    by_parts = any(values for name, values in rule._lists() if name != "BYSETPOS")
    return (
        1 <= rule.interval <= longest
        and (rule.count is None or (1 <= rule.count <= MOST_OCCURRENCES and rule.until is None))
        and (counts or not has_nth)
        and (by_parts or not rule.positions)
    )


def _words(parts: dict[str, str], name: str) -> list[str]:
    words = parts[name].split(",") if name in parts else []
    if len(words) > MOST_VALUES:
        raise ValueError(name)
    return words


def _numbers(parts: dict[str, str], name: str, low: int, high: int) -> tuple[int, ...]:
    """Return the numbers of a part; 0 counts nothing where numbers may be negative."""
    numbers = {int(word) for word in _words(parts, name)}
    if any(not low <= number <= high or (number == 0 and low != 0) for number in numbers):
        raise ValueError(name)
    return tuple(sorted(numbers))


def _weekdays(parts: dict[str, str]) -> set[NthWeekday]:
    found = set()
    for word in _words(parts, "BYDAY"):
        nth = int(word[:-2]) if word[:-2] else 0
        if abs(nth) > 53 or (word[:-2] and nth == 0):
            raise ValueError(word)
        found.add(NthWeekday(WEEKDAYS.index(word[-2:]), nth))
    return found


def _until(text: str) -> tuple[date, time | None]:
    """Return the last day, and the last time where a local one is written."""
    day = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    if len(text) == 15 and text[8] == "T":
        return day, time(int(text[9:11]), int(text[11:13]))
    return day, None


def _listed(values: tuple[int | str, ...]) -> str:
    return ",".join(str(value) for value in values)
