"""Dates, lengths and repeat rules of calendar files, read strictly: unclear is not guessed."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from caregiver.domain.recurrence import MOST_OCCURRENCES, Frequency, Rule, parse_rule
from caregiver.exchange.ics_text import Property

_DATE = re.compile(r"^(\d{4})-?(\d{2})-?(\d{2})$")
_MOMENT = re.compile(r"^(\d{4})-?(\d{2})-?(\d{2})[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?(Z?)$")
_LENGTH = re.compile(
    r"^([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$"
)
_TOO_OFTEN = {"SECONDLY"}
_KNOWN_FREQUENCIES = {"MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
MOST_RULE_VALUES = 60
MOST_TIMES_COUNTED = 24


class Moment(NamedTuple):
    """A date or a local time as written. `tzid` is empty for floating times, "UTC" for …Z."""

    at: datetime
    is_date: bool
    tzid: str


class RuleProblem(Exception):
    """A repeat rule that is not taken over: the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def moment(line: Property, value: str | None = None) -> Moment | None:
    """Return the moment a line (or one of its listed values) holds, None where it is unclear.

    A bare date is a date also without VALUE=DATE. Seconds are dropped: records keep minutes.
    """
    text = (line.value if value is None else value).strip().upper()
    match = _DATE.match(text)
    if match:
        day = _date(match)
        return None if day is None else Moment(datetime.combine(day, datetime.min.time()), True, "")
    match = _MOMENT.match(text)
    day = _date(match) if match else None
    if match is None or day is None:
        return None
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    if hour > 23 or minute > 59 or second > 60:
        return None
    tzid = "UTC" if match[7] else line.parameters.get("TZID", "")
    return Moment(datetime.combine(day, time(hour, minute)), False, tzid)


def _date(match: re.Match[str]) -> date | None:
    try:
        found = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return found


def length(text: str, *, may_be_nothing: bool = False) -> timedelta | None:
    """Return a DURATION as a span, None where it is unclear, negative or (else) nothing."""
    match = _LENGTH.match(text.strip().upper())
    if match is None or match[1] == "-" or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return span if span or may_be_nothing else None


def rule_of(text: str, starts: datetime, to_local: "LocalClock", *, all_day: bool = False) -> Rule:
    """Return the rule of a series that begins at the local time `starts`.

    An UNTIL in UTC is turned into local time. A series ends on its first date at the earliest.
    """
    parts = _parts(text)
    frequency = parts.get("FREQ", "")
    if frequency in _TOO_OFTEN:
        raise RuleProblem("rule_too_often")
    if frequency not in _KNOWN_FREQUENCIES or not _counts_fit(parts):
        raise RuleProblem("rule_wrong")
    until = parts.pop("UNTIL", "")
    rule = parse_rule(";".join(f"{name}={value}" for name, value in parts.items()))
    if rule is None or (until and rule.count is not None):
        raise RuleProblem("rule_not_understood")
    if all_day:
        if rule.frequency in (Frequency.HOURLY, Frequency.MINUTELY):
            raise RuleProblem("rule_wrong")
        rule = replace(rule, hours=(), minutes=())  # RFC 5545 3.3.10: ignored for whole days
    if rule.positions and _times_a_day(rule) > MOST_TIMES_COUNTED:
        raise RuleProblem("rule_too_often")
    return _ending(rule, until, starts, to_local) if until else rule


def _times_a_day(rule: Rule) -> int:
    if rule.frequency in (Frequency.MINUTELY, Frequency.HOURLY):
        return 1440
    return max(1, len(rule.hours)) * max(1, len(rule.minutes))


def _ending(rule: Rule, until: str, starts: datetime, to_local: "LocalClock") -> Rule:
    """Return a rule with its end. One that falls once a day ends with a day, else with a time."""
    found = moment(Property("UNTIL", {}, until))
    if found is None:
        raise RuleProblem("rule_wrong")
    if found.is_date:
        return replace(rule, until=max(found.at.date(), starts.date()))
    local = to_local(found.at.replace(tzinfo=UTC)) if found.tzid == "UTC" else found.at
    if not rule.is_by_day:
        last = max(local, starts)
        return replace(rule, until=last.date(), until_at=last.time())
    # An UNTIL before the time of day of the series allows only the day before.
    day = local.date() if local.time() >= starts.time() else local.date() - timedelta(days=1)
    return replace(rule, until=max(day, starts.date()))


def _parts(text: str) -> dict[str, str]:
    pieces = text.strip().upper().removeprefix("RRULE:").strip(";").split(";")
    if len(pieces) > 20 or text.count(",") > MOST_RULE_VALUES:
        raise RuleProblem("rule_not_understood")
    parts: dict[str, str] = {}
    for piece in pieces:
        name, equals, value = piece.partition("=")
        if not equals or not value:
            raise RuleProblem("rule_wrong")
        parts[name.strip()] = value.strip()
    return parts


def _counts_fit(parts: dict[str, str]) -> bool:
    interval, count = parts.get("INTERVAL", "1"), parts.get("COUNT", "1")
    if not (interval.isdecimal() and count.isdecimal() and len(interval) < 6 and len(count) < 8):
        return False
    return int(interval) >= 1 and 1 <= int(count) <= MOST_OCCURRENCES


class LocalClock:
    """Turn an aware instant into the wall-clock time of one zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def __call__(self, instant: datetime) -> datetime:
        """Return the naive local time."""
        return instant.astimezone(self._zone).replace(tzinfo=None)
