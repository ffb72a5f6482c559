"""When a repeating appointment falls: once, daily or weekly, on local calendar days.

Days are worked out on the calendar alone, so daylight saving and travel cannot move them.
Source: RFC 5545, section 3.3.10 (the DAILY and WEEKLY parts).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_OCCURRENCES = 10_000
_KNOWN = {"FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST"}


@dataclass(frozen=True, slots=True)
class SimpleRule:
    """A daily or weekly rule. `weekdays` are 0 (Monday) to 6; `until` is the last local day."""

    weekly: bool
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None

    def text(self) -> str:
        """Return the rule as RRULE text without its name."""
        parts = ["FREQ=WEEKLY" if self.weekly else "FREQ=DAILY"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(WEEKDAYS[day] for day in self.weekdays))
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)


def parse_rule(text: str) -> SimpleRule | None:
    """Return the rule in RRULE text, or None where it says more than daily and weekly rules do."""
    parts: dict[str, str] = {}
    for piece in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, equals, value = piece.partition("=")
        if not equals or name not in _KNOWN or name in parts:
            return None
        parts[name] = value
    try:
        interval = int(parts.get("INTERVAL", "1"))
        count = int(parts["COUNT"]) if "COUNT" in parts else None
        until = _until(parts["UNTIL"]) if "UNTIL" in parts else None
        weekdays = tuple(
            sorted({WEEKDAYS.index(day) for day in parts.get("BYDAY", "").split(",") if day})
        )
    except ValueError:
        return None
    fits = parts.get("FREQ") in {"DAILY", "WEEKLY"} and 1 <= interval <= 1000
    bounded = count is None or 1 <= count <= MOST_OCCURRENCES
    if not fits or not bounded or (count is not None and until is not None):
        return None
    if parts.get("WKST", "MO") != "MO" and interval > 1:
        return None
    return SimpleRule(parts["FREQ"] == "WEEKLY", interval, weekdays, count, until)


def _until(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def is_supported(text: str) -> bool:
    """Say whether `days_of` can work this rule out."""
    return parse_rule(text) is not None


def rule_problem(text: str) -> str:
    """Return the problem code of a rule text, or an empty text for a good or absent rule."""
    return "" if not text or is_supported(text) else "rule_not_understood"


def days_of(text: str, start: date, first: date, last: date) -> Iterator[date]:
    """Yield the local days a series that starts on `start` falls on, `first` to `last` inclusive.

    The start is always the first occurrence, also where it does not match the rule (ICS-27).
    A rule without COUNT jumps straight to the days asked for, however long ago it began.
    """
    rule = parse_rule(text)
    if rule is None:
        return
    end = min(last, rule.until) if rule.until else last
    number = 0
    if start >= first and start <= last:
        yield start
    number += 1
    for day in _candidates(rule, start, first, end):
        number += 1
        if rule.count is not None and number > rule.count:
            return
        if day >= first:
            yield day


def _candidates(rule: SimpleRule, start: date, first: date, end: date) -> Iterator[date]:
    """Yield rule days after `start` up to `end`; from `start` on only where they are counted."""
    begin = start if rule.count is not None else max(start, first)
    step = rule.interval * (7 if rule.weekly else 1)
    anchor = start.toordinal() - (start.weekday() if rule.weekly else 0)
    skipped = max(0, (begin.toordinal() - anchor) // step)
    wanted = rule.weekdays or ((start.weekday(),) if rule.weekly else tuple(range(7)))
    # Ordinals, because a step past the last day of the calendar is not a date.
    for current in range(anchor + skipped * step, end.toordinal() + 1, step):
        if rule.weekly:
            for weekday in wanted:
                if start.toordinal() < current + weekday <= end.toordinal():
                    yield date.fromordinal(current + weekday)
        elif current > start.toordinal():
            day = date.fromordinal(current)
            if day.weekday() in wanted:
                yield day
