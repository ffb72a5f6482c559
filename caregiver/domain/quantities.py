"""Exact amounts with units, and the safe way to write them.

Source of the writing rules: the ISMP and Joint Commission lists of error-prone abbreviations.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_NUMBER = re.compile(r"^[<>]?\s*([+-]?(?:\d[\d,]*)?(?:\.\d+)?)\s*(.*)$", re.DOTALL)
_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_GROUPED_NUMBER = re.compile(
    r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?|[+-]?\d{1,3}(?: \d{3})+(?:\.\d*)?", re.ASCII
)
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
# Units that come in parts, and the words for a part alone and after a whole number.
_SPLIT = {"tablet", "capsule", "patch"}
_PARTS = {
    Decimal("0.25"): ("a quarter of", "a quarter"),
    Decimal("0.5"): ("half", "a half"),
    Decimal("0.75"): ("three quarters of", "three quarters"),
}
_TOO_COMMON = {"sc", "od", "hs"}
# "OD" beside an eye is the right eye, not once a day.
_EYES = {"od"}
_UNITS = r"(?:(?:mg|mcg|g|kg|mL|ml|L|units)\b|%)"
# A point that is not one of a date ("1.10.2030"), a version or a time of day ("8.30 pm").
_NOT_TIME = r"(?!\s*[ap]\.?m\b)"
_BEFORE_WORDS = (
    (re.compile(r"[\u00b5\u03bc]g\b"), "mcg", "write_mcg"),
    (re.compile(r"(?<![\d.,])\.(?=\d)"), "0.", "leading_zero"),
    (
        re.compile(rf"(?<!\d\.)(?<![\d])(\d[\d,]*)\.0+(?!\d|[.,]\d){_NOT_TIME}"),
        r"\1",
        "trailing_zero",
    ),
    (
        re.compile(rf"(?<![\d.,])(\d[\d,]*\.\d*[1-9])0+(?=\s*[a-zA-Z%]|$){_NOT_TIME}"),
        r"\1",
        "trailing_zero",
    ),
)
_AFTER_WORDS = (
    (re.compile(rf"(\d)({_UNITS})"), r"\1 \2", "space_before_unit"),
    (re.compile(rf"(?<![\w.])({_UNITS})\.(?=\s|$)"), r"\1", "no_full_stop"),
)
# Only an amount is grouped: a year, a telephone number or a code stays as it is.
_LARGE = re.compile(
    rf"(?<![\w,./-])[1-9]\d{{3,}}(?=(?:\.\d+)?\s*(?:{_UNITS}|tablets?\b|capsules?\b|drops?\b))",
    re.ASCII,
)
_LOOSE_UNIT = re.compile(rf"(\d) +(?={_UNITS})")


class Quantity(NamedTuple):
    """An exact amount and its unit; the unit may be empty."""

    amount: Decimal
    unit: str


class SafeText(NamedTuple):
    """A dose text rewritten the safe way, and the codes of what was changed (texts.py)."""

    text: str
    notes: tuple[str, ...]


def parse_decimal(text: str) -> Decimal | None:
    """Return the exact number in `text` (point as decimal mark), or None.

    A comma or a space may only group by three: "1,250" is a number, and "1,5" is not fifteen.
    """
    cleaned = text.strip().replace(NO_BREAK_SPACE, " ")
    if _GROUPED_NUMBER.fullmatch(cleaned):
        cleaned = cleaned.replace(",", "").replace(" ", "")
    return Decimal(cleaned) if _PLAIN_NUMBER.fullmatch(cleaned) else None


def parse_quantity(text: str) -> Quantity | None:
    """Return the amount and unit at the head of `text` ("4 mg", ".5mL"), or None."""
    match = _NUMBER.match(text.strip())
    # "5.0, 2 tablets" is two things, and none of them is the amount
    if not match or not match[1] or match[2].startswith((",", ";")):
        return None
    amount = parse_decimal(match[1])
    return None if amount is None else Quantity(amount, match[2].strip())


def number_text(amount: Decimal) -> str:
    """Write a number the safe way: leading zero, no trailing zero, comma from 1,000."""
    text = f"{amount:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def quantity_text(amount: Decimal, unit: str) -> str:
    """Write an amount with its unit, held together by a no-break space."""
    return f"{number_text(amount)}{NO_BREAK_SPACE}{unit}" if unit else number_text(amount)


def counted_unit(amount: Decimal, unit: str) -> str:
    """Return the unit in the plural where English wants it: 1 tablet, 2 tablets."""
    countable = {"tablet", "capsule", "patch", "drop", "puff", "spray", "unit", "injection"}
    if unit not in countable or amount == 1:
        return unit
    return "patches" if unit == "patch" else f"{unit}s"


def counted_text(amount: Decimal, unit: str, number: Callable[[Decimal], str] = number_text) -> str:
    """Write an amount with its unit as it is read aloud: "2 tablets", "half a tablet".

    Parts of what can be split are words, so that no decimal point can be overlooked ("0.5 tablet"
    read as 5). `number` writes the rest. *Source: ISMP, use words for half tablets.*
    """
    part, single = amount % 1, unit.removesuffix("s")
    if single not in _SPLIT or amount <= 0 or part not in _PARTS:
        counted = counted_unit(amount, unit)
        return f"{number(amount)}{NO_BREAK_SPACE}{counted}" if counted else number(amount)
    whole = amount - part
    if not whole:
        return _together(f"{_PARTS[part][0]} a {single}")
    head = _together(f"{number(whole)} and {_PARTS[part][1]}")
    return f"{head} {counted_unit(amount, single)}"


def _together(words: str) -> str:
    return words.replace(" ", NO_BREAK_SPACE)


def safe_dose_text(text: str) -> SafeText:
    """Rewrite a dose text the safe way and say what was changed.

    Only the writing changes, never an amount: "5.0 mg" and "5 mg" are the same dose.
    """
    notes: list[str] = []

    def note(code: str) -> None:
        if code not in notes:
            notes.append(code)

    result = text.strip()
    for pattern, written, code in _BEFORE_WORDS:
        result, changed = pattern.subn(written, result)
        if changed:
            note(code)
    result = _safe_words(result, note)
    for pattern, written, code in _AFTER_WORDS:
        result, changed = pattern.subn(written, result)
        if changed:
            note(code)
    result, changed = _LARGE.subn(lambda match: f"{int(match[0]):,}", result)
    if changed:
        note("thousands")
    return SafeText(_LOOSE_UNIT.sub(rf"\1{NO_BREAK_SPACE}", result), tuple(notes))


def _safe_words(text: str, note: Callable[[str], None]) -> str:
    text = re.sub(r"(\d)\s*(iu|IU|U|u)\b", r"\1 \2", text)
    names_an_eye = re.search(r"\b(?:eyes?|drops?)\b", text, re.IGNORECASE) is not None

    def replaced(match: re.Match[str]) -> str:
        word = match[0]
        known = _WORDS.get(word.lower())
        # Lower-case "sc", "od" or "hs" inside a sentence could be anything; capitals are orders.
        if known is None or (word in _TOO_COMMON) or (names_an_eye and word.lower() in _EYES):
            return word
        note(known[1])
        return known[0]

    return re.sub(r"(?<![\w.])(?:[A-Za-z]\.){2,3}|(?<![\w.])[A-Za-z]{1,3}(?![\w.])", replaced, text)
