"""Exact amounts with units, and the safe way to write them.

Source of the writing rules: the ISMP and Joint Commission lists of error-prone abbreviations.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_NUMBER = re.compile(r"^[<>]?\s*([+-]?(?:\d[\d,]*)?(?:\.\d+)?)\s*(.*)$", re.DOTALL)
_WORDS = {
    "qd": ("daily", "write_daily"),
    "q.d.": ("daily", "write_daily"),
    "od": ("daily", "write_daily"),
    "qod": ("every other day", "write_every_other_day"),
    "q.o.d.": ("every other day", "write_every_other_day"),
    "bid": ("twice a day", "write_twice"),
    "b.i.d.": ("twice a day", "write_twice"),
    "tid": ("3 times a day", "write_three_times"),
    "t.i.d.": ("3 times a day", "write_three_times"),
    "hs": ("at bedtime", "write_bedtime"),
    "qhs": ("at bedtime", "write_bedtime"),
    "sc": ("under the skin", "write_under_skin"),
    "sq": ("under the skin", "write_under_skin"),
    "iu": ("units", "write_units"),
    "u": ("units", "write_units"),
}
_UNITS = r"(mg|mcg|g|kg|mL|ml|L|units|%)"


class Quantity(NamedTuple):
    """An exact amount and its unit; the unit may be empty."""

    amount: Decimal
    unit: str


class SafeText(NamedTuple):
    """A dose text rewritten the safe way, and the codes of what was changed (texts.py)."""

    text: str
    notes: tuple[str, ...]


def parse_decimal(text: str) -> Decimal | None:
    """Return the exact number in `text` (point as decimal mark, commas group), or None."""
    cleaned = text.strip().replace(",", "").replace(NO_BREAK_SPACE, "").replace(" ", "")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", cleaned):
        return None
    try:
        return Decimal(cleaned)
    except InvalidOperation:  # pragma: no cover - the pattern above admits only numbers
        return None


def parse_quantity(text: str) -> Quantity | None:
    """Return the amount and unit at the head of `text` ("4 mg", ".5mL"), or None."""
    match = _NUMBER.match(text.strip())
    if not match or not match[1]:
        return None
    amount = parse_decimal(match[1])
    return None if amount is None else Quantity(amount, match[2].strip())


def number_text(amount: Decimal) -> str:
    """Write a number the safe way: leading zero, no trailing zero, comma from 1,000."""
    text = f"{amount.normalize():,f}"
    return "0" if text in {"-0", "0"} else text


def quantity_text(amount: Decimal, unit: str) -> str:
    """Write an amount with its unit, held together by a no-break space."""
    return f"{number_text(amount)}{NO_BREAK_SPACE}{unit}" if unit else number_text(amount)


def counted_unit(amount: Decimal, unit: str) -> str:
    """Return the unit in the plural where English wants it: 1 tablet, 2 tablets."""
    countable = {"tablet", "capsule", "patch", "drop", "puff", "spray", "unit", "injection"}
    if unit not in countable or amount == 1:
        return unit
    return "patches" if unit == "patch" else f"{unit}s"


def safe_dose_text(text: str) -> SafeText:
    """Rewrite a dose text the safe way and say what was changed.

    Only the writing changes, never an amount: "5.0 mg" and "5 mg" are the same dose.
    """
    notes: list[str] = []

    def note(code: str) -> None:
        if code not in notes:
            notes.append(code)

    result = text.strip()
    result, changed = re.subn(r"(\d)\.0+(?=\D|$)(?!\.\d)", r"\1", result)
    if changed:
        note("trailing_zero")
    result, changed = re.subn(r"(\.\d*?[1-9])0+(?=\s*[a-zA-Z%]|$)", r"\1", result)
    if changed:
        note("trailing_zero")
    result, changed = re.subn(r"(?<![\d,])\.(\d)", r"0.\1", result)
    if changed:
        note("leading_zero")
    result, changed = re.subn(r"[\u00b5\u03bc]g\b", "mcg", result)
    if changed:
        note("write_mcg")
    result = _safe_words(result, note)
    result, changed = re.subn(rf"(\d){_UNITS}\b", r"\1 \2", result)
    if changed:
        note("space_before_unit")
    result, changed = re.subn(rf"\b{_UNITS}\.(?=\s|$)", r"\1", result)
    if changed:
        note("no_full_stop")
    result, changed = re.subn(r"(?<![\d,.])(\d{4,})(?![\d,])", _grouped, result)
    if changed:
        note("thousands")
    result = re.sub(rf"(\d) +(?={_UNITS}\b)", rf"\1{NO_BREAK_SPACE}", result)
    return SafeText(result, tuple(notes))


def _safe_words(text: str, note: object) -> str:
    assert callable(note)
    text = re.sub(r"(\d)\s*(iu|IU|U|u)\b", r"\1 \2", text)

    def replaced(match: re.Match[str]) -> str:
        word = match[0]
        known = _WORDS.get(word.lower())
        # Lower-case "sc", "od" or "hs" inside a sentence could be anything; capitals are orders.
        if known is None or (len(word) <= 2 and word.islower() and word != "u"):
            return word
        note(known[1])
        return known[0]

    return re.sub(r"(?<![\w.])(?:[A-Za-z]\.){2,3}|(?<![\w.])[A-Za-z]{1,3}(?![\w.])", replaced, text)


def _grouped(match: re.Match[str]) -> str:
    number = match[1]
    return number if number.startswith("0") else f"{int(number):,}"
