"""Lab results: the value as printed, its unit and the laboratory's own range."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple

from caregiver.domain.quantities import parse_decimal
from caregiver.domain.records import Problem, Record, text_problems

# Beyond this many times the lowest value a percentage is only noise.
_MOST_TIMES = 1_000_000
_COMPARED = re.compile(r"^(<=|>=|<|>|≤|≥)?\s*(\S.*)$")


class ParsedValue(NamedTuple):
    """A printed value taken apart: comparator ("<", ">" or empty) and number, None for words."""

    comparator: str
    number: Decimal | None


def parse_value(printed: str) -> ParsedValue:
    """Take a printed value apart: "99", "<0.1", "1,250", "not quantifiable"."""
    match = _COMPARED.match(printed.strip())
    if not match:
        return ParsedValue("", None)
    sign = {"<=": "<", "≤": "<", ">=": ">", "≥": ">"}.get(match[1] or "", match[1] or "")
    return ParsedValue(sign, parse_decimal(match[2]))


@dataclass(frozen=True, slots=True, kw_only=True)
class LabResult(Record):
    """One result. `printed` is the value exactly as the laboratory printed it.

    `test` is a catalogue id, or empty for an own test (`name`). Range and flag are the
    laboratory's own; nothing is ever worked out from them.
    """

    kind: ClassVar[str] = "lab_result"

    test: str = ""
    name: str = ""
    printed: str = ""
    unit: str = ""
    range_low: Decimal | None = None
    range_high: Decimal | None = None
    range_text: str = ""
    flag: str = ""
    laboratory: str = ""
    taken_on: date = date(1970, 1, 1)
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.name.strip():
            found.append(Problem("name", "test_missing"))
        if not self.printed.strip():
            found.append(Problem("printed", "value_missing"))
        elif self.number is not None and abs(self.number) > Decimal("1e9"):
            found.append(Problem("printed", "value_unlikely"))
        low, high = self.range_low, self.range_high
        if low is not None and high is not None and high < low:
            found.append(Problem("range_high", "end_before_start"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (f"{self.name} {self.printed} {self.unit}".strip(), self.laboratory, self.note)

    def when(self) -> date | None:
        """Return the day the sample was taken."""
        return self.taken_on

    @property
    def number(self) -> Decimal | None:
        """Return the number in the printed value, None where it is words."""
        return parse_value(self.printed).number

    @property
    def comparator(self) -> str:
        """Return "<", ">" or an empty text."""
        return parse_value(self.printed).comparator

    @property
    def series_key(self) -> tuple[str, str]:
        """Return test and unit: values in different units are never joined."""
        return (self.test or self.name.casefold(), self.unit)

    def range_words(self) -> str:
        """Return the laboratory's range as printed or as its two limits, empty if none given."""
        if self.range_text:
            return self.range_text
        if self.range_low is not None and self.range_high is not None:
            return f"{self.range_low:f} to {self.range_high:f}"
        if self.range_high is not None:
            return f"up to {self.range_high:f}"
        if self.range_low is not None:
            return f"from {self.range_low:f}"
        return ""


def is_tenfold_jump(value: Decimal, earlier: Iterable[Decimal]) -> bool:
    """Say whether a value is ten times off the last one in the same unit: a likely slip."""
    last = next(iter(earlier), None)
    if last is None or last <= 0 or value <= 0:
        return False
    ratio = value / last
    return ratio >= 8 or ratio <= Decimal("0.125")


class Trend(NamedTuple):
    """One series in one unit from one laboratory, oldest first; changes only from plain numbers."""

    unit: str
    laboratory: str
    results: tuple[LabResult, ...]
    lowest: LabResult | None
    change: Decimal | None
    change_percent: Decimal | None


def trends(results: Sequence[LabResult]) -> tuple[Trend, ...]:
    """Split the results of one test into series that may be joined: same unit, same laboratory."""
    groups: dict[tuple[str, str], list[LabResult]] = {}
    for result in sorted(results, key=lambda one: one.taken_on):
        groups.setdefault((result.unit, result.laboratory), []).append(result)
    return tuple(_trend(unit, lab, group) for (unit, lab), group in groups.items())


def _trend(unit: str, laboratory: str, group: list[LabResult]) -> Trend:
    exact = [one for one in group if one.number is not None and not one.comparator]
    lowest = min(exact, key=lambda one: one.number or Decimal(0), default=None)
    change = percent = None
    if lowest is not None and exact[-1].number is not None and lowest.number is not None:
        change = exact[-1].number - lowest.number
        percent = _percent(change, lowest.number)
    return Trend(unit, laboratory, tuple(group), lowest, change, percent)


def _percent(change: Decimal, lowest: Decimal) -> Decimal | None:
    """Return a change in percent of the lowest value, None where that says nothing."""
    if lowest <= 0 or change / lowest > _MOST_TIMES:
        return None
    return (change * 100 / lowest).quantize(Decimal("0.1"))
