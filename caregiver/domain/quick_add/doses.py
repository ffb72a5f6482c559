"""Lines about a dose: "took paracetamol 1000", "missed dex monday"."""

import re
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

from caregiver.domain.doses import DoseStatus
from caregiver.domain.quick_add import names
from caregiver.domain.quick_add.context import Context, KnownMedicine
from caregiver.domain.quick_add.days import Day, take_day
from caregiver.domain.quick_add.line import Line, sentence
from caregiver.domain.quick_add.reading import Chip, Choice, Kind, Reading, chip, enum_chip
from caregiver.domain.quick_add.times import Time, take_now, take_part_of_day, take_time

_WHO = r"(?:(?:she|he|they|we|i|mom|mum|dad|just|has|have|already)\s+)*"
_VERBS: tuple[tuple[DoseStatus, re.Pattern[str]], ...] = (
    (
        DoseStatus.MISSED,
        re.compile(
            rf"^{_WHO}(?:missed|miss|forgot(?:ten)?(?:\s+to\s+(?:take|give))?"
            r"|did(?:\s+not|n['’]?t)\s+(?:take|have|give))\b"
        ),
    ),
    (DoseStatus.SKIPPED, re.compile(rf"^{_WHO}(?:skipped|skip|refused|left\s+out|threw\s+out)\b")),
    (DoseStatus.HELD, re.compile(rf"^{_WHO}(?:held|holding|paused)\b")),
    (
        DoseStatus.TAKEN,
        re.compile(rf"^{_WHO}(?:took|taken|takes?|gave|given|swallowed|had)\b"),
    ),
)
_AFTER: tuple[tuple[DoseStatus, re.Pattern[str]], ...] = (
    (DoseStatus.MISSED, re.compile(r"\b(?:missed|forgotten|not\s+taken)\b")),
    (DoseStatus.SKIPPED, re.compile(r"\b(?:skipped|refused)\b")),
    (DoseStatus.HELD, re.compile(r"\b(?:held|on\s+hold|paused)\b")),
    (DoseStatus.TAKEN, re.compile(r"\b(?:taken|given|done)\b")),
)
_LATE = re.compile(r"\blate\b")
_UNIT_WORDS = (
    r"mg|mcg|µg|μg|ug|g|grams?|ml|units?|tablets?|tabs?|pills?|capsules?|caps?|drops?|puffs?"
    r"|sprays?|patch(?:es)?"
)
_AMOUNT = re.compile(
    r"(?<![\w.,/:])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+|½|1/2"
    r"|half(?:\s+an?)?|one|two|three|four)\s*"
    rf"(?P<unit>{_UNIT_WORDS})\b(?:\s+of\b)?"
)
_TIMES = re.compile(r"\bx\s?(?P<number>[1-9])\b|(?<![\w.])(?P<number2>[1-9])\s?x\b")
_MONTHS_AHEAD = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    rf"(?![\w:/])(?!\s*(?:[ap]\.?m\b|{_MONTHS_AHEAD}|days?\b|weeks?\b|o['’]?clock))"
)
_REASON = re.compile(r"\b(?:because(?:\s+of)?|cause|due\s+to|since\s+(?=she|he|they|it|we|the))\b")
_FILLERS = frozenset({
    "her", "his", "the", "my", "their", "a", "an", "of", "some", "dose", "doses", "extra",
    "another", "one", "pill", "pills", "tablet", "tablets", "morning", "evening", "night",
    "bedtime", "both", "all", "two", "three", "1", "2", "3",
})  # fmt: skip
_UNITS = {
    "µg": "mcg", "μg": "mcg", "ug": "mcg", "gram": "g", "grams": "g", "ml": "mL",
    "units": "unit", "tablets": "tablet", "tab": "tablet", "tabs": "tablet", "pill": "tablet",
    "pills": "tablet", "capsules": "capsule", "cap": "capsule", "caps": "capsule",
    "drops": "drop", "puffs": "puff", "sprays": "spray", "patches": "patch",
}  # fmt: skip
_NUMBERS = {"½": "0.5", "1/2": "0.5", "one": "1", "two": "2", "three": "3", "four": "4"}
_COUNTED = {"tablet", "capsule", "patch", "drop", "puff", "spray", "unit"}


class _Amount(NamedTuple):
    number: Decimal
    unit: str
    sure: bool


def read_dose(line: Line, context: Context) -> Reading | None:
    """Read a dose, None where the line is about something else."""
    status = _take_verb(line)
    has_verb = status is not None
    amount = _take_amount(line)
    found = _medicine(line, context)
    if found is None:
        return _unknown(line, context, status, amount) if has_verb else None
    line.blot(found.start, found.end)
    plain = None if amount else _number_beside(line, found, has_verb)
    if status is None:
        status = _status_after(line)
    late = line.take(_LATE) is not None
    day, at = _when(line, context)
    if status is None and amount is None and plain is None and at is None:
        return None
    status = status or DoseStatus.TAKEN
    if day.day > context.today:
        return None
    if late and status is DoseStatus.TAKEN:
        status = DoseStatus.LATE
    return _reading(
        line, context, _Dose(_medicine_chip(found, context), status, amount or plain, day, at)
    )


class _Dose(NamedTuple):
    medicine: Chip
    status: DoseStatus
    amount: _Amount | None
    day: Day
    at: Time | None


def _reading(line: Line, context: Context, dose: _Dose) -> Reading:
    known = next((one for one in context.medicines if one.id == dose.medicine.value), None)
    chips = [dose.medicine, enum_chip("status", dose.status)]
    if dose.amount:
        chips += _amount_chips(dose.amount, known)
    chips.append(chip("day", dose.day.day, dose.day.sure, dose.day.choices))
    if dose.status.was_taken:
        chips.append(_time_chip(line, context, dose))
    reason, note = _reason(line)
    if not dose.status.was_taken:
        chips.append(chip("reason", reason))
    elif reason:
        note = f"{note}; {reason}" if note else reason
    if note:
        chips.append(chip("note", note))
    return Reading(Kind.DOSE, line.text, tuple(chips), clock12=context.clock12)


def _take_verb(line: Line) -> DoseStatus | None:
    for status, pattern in _VERBS:
        if line.take(pattern):
            return status
    return None


def _status_after(line: Line) -> DoseStatus | None:
    for status, pattern in _AFTER:
        if line.take(pattern):
            return status
    return None


def _take_amount(line: Line) -> _Amount | None:
    match = line.take(_AMOUNT)
    if match:
        return _amount(match["number"], _UNITS.get(match["unit"], match["unit"]))
    match = line.take(_TIMES)
    return _amount(match["number"] or match["number2"], "") if match else None


def _amount(text: str, unit: str) -> _Amount | None:
    """Read a number without ever moving its point: "2,5" is 2.5 and asks, "1,000" is 1000."""
    if text.startswith("half"):
        return _Amount(Decimal("0.5"), unit, True)
    text = _NUMBERS.get(text, text)
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) is not None
    number = Decimal(text.replace(",", "" if grouped else "."))
    return _Amount(number, unit, grouped or "," not in text) if number > 0 else None


def _number_beside(line: Line, found: names.Found, has_verb: bool) -> _Amount | None:
    """Return a number without a unit that stands right after, or with a verb before, the name."""
    after = re.compile(r"\s*" + _NUMBER.pattern).match(line.free, found.end)
    if after:
        line.blot(after.start(), after.end())
        return _amount(after["number"], "")
    before = re.search(r"(?P<number>\d+(?:\.\d+)?|one|two|three)\s+$", line.free[: found.start])
    if before and has_verb:
        line.blot(before.start(), before.end())
        return _amount(before["number"], "")
    return None


def _medicine(line: Line, context: Context) -> names.Found | None:
    """Find the medicine: the first word that is not filler must name it."""
    named = tuple((one.id, one.names) for one in context.medicines)
    words = names.words_of(line)
    for place, word in enumerate(words):
        found = names.exact(line, words, place, named) or names.begun(line, words, place, named)
        if found:
            for filler in words[:place]:
                if not filler[0].isdigit():
                    line.blot(filler.start(), filler.end())
            return found
        if word[0] not in _FILLERS:
            return None
    return None


def _unknown(
    line: Line, context: Context, status: DoseStatus | None, amount: _Amount | None
) -> Reading | None:
    """Read a dose of a medicine that is not on the list: it asks which one is meant."""
    words = names.words_of(line)
    place = next((at for at, word in enumerate(words) if word[0] not in _FILLERS), None)
    if place is None or status is None:
        return None
    others = tuple((name, (name,)) for name in context.other_medicines)
    word = words[place]
    found = names.exact(line, words, place, others)
    if found is None and len(word[0]) > SHORTEST_UNKNOWN:
        found = names.begun(line, words, place, others)
    found = found or names.Found((), word.start(), word.end(), False)
    typed = line.text[found.start : found.end]
    line.blot(found.start, found.end)
    plain = None if amount else _number_beside(line, found, has_verb=True)
    if not found.ids and amount is None and plain is None:
        return None
    day, at = _when(line, context)
    if day.day > context.today:
        return None
    choices = tuple(Choice(one.id, one.names[0]) for one in context.medicines)
    asks = Chip("medicine", None, typed, False, choices)
    return _reading(line, context, _Dose(asks, status, amount or plain, day, at))


SHORTEST_UNKNOWN = 4


def _medicine_chip(found: names.Found, context: Context) -> Chip:
    names_by_id = {one.id: one.names[0] for one in context.medicines}
    ids = dict.fromkeys((*found.ids, *names_by_id))
    choices = tuple(Choice(one, names_by_id[one]) for one in ids)
    return Chip("medicine", found.ids[0], choices[0].text, found.sure, choices)


def _amount_chips(amount: _Amount, known: KnownMedicine | None) -> list[Chip]:
    unit, sure = amount.unit, True
    if not unit:
        unit, sure = _unit_for(amount.number, known)
    return [
        chip("amount", amount.number, amount.sure),
        chip("unit", unit, sure, () if sure else tuple(dict.fromkeys((unit, "mg", "tablet")))),
    ]


def _unit_for(number: Decimal, known: KnownMedicine | None) -> tuple[str, bool]:
    """Guess the unit of a bare number: the medicine's own, else milligrams or tablets, asking."""
    usual = known.unit if known else ""
    if usual and (usual in _COUNTED) == (number <= 4):
        return usual, True
    return ("tablet", False) if number <= 4 else ("mg", not usual and number >= 100)


def _when(line: Line, context: Context) -> tuple[Day, Time | None]:
    if take_now(line):
        return Day(context.today), Time(context.clock)
    day = take_day(line, context, past=True)
    at = take_time(line, context, evening=bool(day and day.evening))
    return day or Day(context.today), at


def _time_chip(line: Line, context: Context, dose: _Dose) -> Chip:
    """Return when it was taken: as typed, else now; an unsaid time on another day asks."""
    at, day = dose.at, dose.day.day
    if at is None:
        if day == context.today and not dose.day.says_part and not take_part_of_day(line):
            return chip("time", context.clock)
        return chip("time", None, False)
    options = at.choices or (at.at,)
    past = [one for one in options if _is_past(day, one, context)]
    chosen = max(past) if past and day == context.today else at.at
    return chip("time", chosen, len(past) == 1 or (at.sure and bool(past)), at.choices)


def _is_past(day: date, at: time, context: Context) -> bool:
    return day < context.today or at <= context.clock


def _reason(line: Line) -> tuple[str, str]:
    """Return what stands after "because", and the rest."""
    match = _REASON.search(line.free)
    if match is None:
        return "", sentence(line.rest())
    other = line.copy()
    other.blot(0, match.end())
    line.blot(match.start(), len(line.text))
    return sentence(other.rest()), sentence(line.rest())
