"""Test results as a paper shows them: as the laboratory printed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOnPaper:
    """One result.

    `printed` is the value as the laboratory wrote it ("<0.1", "8.8"); `value` the number behind
    it, None if it is not a number; `bound` its sign. `flag` and the range are the laboratory's
    own for this result: `range_text` as printed, `range_low` and `range_high` for the drawing.
    """

    day: date
    printed: str
    value: Decimal | None = None
    bound: Literal["", "<", ">"] = ""
    flag: str = ""
    range_text: str = ""
    range_low: Decimal | None = None
    range_high: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """A test with its results, oldest first; there may be more of them than columns."""

    test: str
    unit: str = ""
    results: tuple[ResultOnPaper, ...] = ()
