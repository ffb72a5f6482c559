"""Lines about a question, a contact, lab results, and everything else: the journal."""

import re

from caregiver.domain.people import Role
from caregiver.domain.quick_add import names
from caregiver.domain.quick_add.context import Context
from caregiver.domain.quick_add.days import Day, take_day
from caregiver.domain.quick_add.line import Line, sentence, tidy
from caregiver.domain.quick_add.reading import Chip, Kind, LabValue, Reading, chip, enum_chip

_ASK = re.compile(r"^(?:(?:to|must|remember\s+to|need\s+to|please)\s+)*ask\b")
_QUESTION = re.compile(r"^(?:new\s+)?(?:question|q)\s*(?:for\s+(?=\w)|:|-)")
_FOR = re.compile(r"^\s*for\b")
_ASKING = frozenset({
    "why", "how", "what", "when", "where", "who", "which", "can", "could", "should", "would",
    "will", "is", "are", "was", "were", "do", "does", "did", "has", "have", "may", "must",
})  # fmt: skip
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d[\d\s().-]{5,24}\d(?![\w])(?:\s*(?:x|ext\.?)\s*\d{1,6}\b)?")
_SHORT_PHONE = re.compile(r"(?<!\bat)\s\d{3,5}\s*(?:…|\.\.\.)?$")
_CALL = re.compile(r"^(?:ring|call|phone|tel|telephone|number\s+for|contact)\b[:\s]*(?:the\b)?")
_DATE_LIKE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{2,4}")
_VALUE = re.compile(
    r"\s*[:=]?\s*(?P<printed>(?:<=|>=|<|>|≤|≥)?\s?\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    r"|(?:<=|>=|<|>|≤|≥)?\s?\d+(?:[.,]\d+)?)(?![\w/:]*[:]\d)"
    r"(?P<unit>\s?(?:%|x?10\^?[39]/[lu]\w*|[mµu]?g/d?l|[mµu]?mol/l|[mu]?iu/m?l|u/l|g/24\s?h"
    r"|mg/24\s?h|kg|lbs?|bpm|mmhg|pg/ml|ng/m?l|ml/min|k/[uµ]l)(?![\w]))?"
)
_PRESSURE = re.compile(r"^\s*[:=]?\s*(?P<high>\d{2,3})\s*/\s*(?P<low>\d{2,3})(?![\d/])")
FARTHEST_BACK = 60  # a note about a day longer ago than this more likely only mentions it
_NOT_LABS = {"temperature", "imaging", "fish", "mrd"}


def read_question(line: Line, context: Context) -> Reading | None:
    """Read a question: "ask …", "question: …", or a line that ends in a question mark."""
    ask = line.take(_ASK)
    if ask is None and line.take(_QUESTION) is None:
        return _question(line, context, None) if _is_asking(line) else None
    words = names.words_of(line)
    person = names.person_at(line, words, 0, context) if words else None
    if person:
        line.blot(person.start, person.end)
    return _question(line, context, person) if line.rest() else None


def _is_asking(line: Line) -> bool:
    words = names.words_of(line)
    return (
        line.text.endswith("?")
        and bool(line.rest().strip("? "))
        and (words[0][0] in _ASKING or len(words) > 2)
    )


def _question(line: Line, context: Context, person: names.Person | None) -> Reading:
    text = sentence(line.rest())
    first = text.split()[0].casefold().strip("?")
    if first in _ASKING and not text.endswith("?"):
        text += "?"
    chips = [chip("text", text)]
    role: Role = Role.DOCTOR
    if person and person.members:
        member = person.members[0]
        chips.append(names.member_chip(person, context))
        role = Role.DOCTOR if member.role is Role.OTHER else member.role
    elif person and person.role:
        role = person.role
    chips.append(enum_chip("role", role))
    return Reading(Kind.QUESTION, line.text, tuple(chips), clock12=context.clock12)


def read_contact(line: Line, context: Context) -> Reading | None:
    """Read a name with a phone number: "ring ward 0113 496 0000"."""
    call = line.take(_CALL)
    phone = line.take(_PHONE, lambda one: _is_phone(one[0], 6 if call else 9))
    sure = phone is not None
    if phone is None and call:
        phone = line.take(_SHORT_PHONE)
    if phone is None:
        return None
    name, rest = line.before_and_after() if not call else ("", line.rest())
    name = tidy(name or rest)
    if not name or len(name.split()) > 6 or re.search(r"\d", name):
        return None
    words = names.words_of(line)
    person = names.person_at(line, words, 0, context)
    number = line.text[phone.start() : phone.end()].strip()
    chips = [chip("name", sentence(name)), chip("phone", number, sure)]
    if person and person.role is None and len(person.members) == 1:
        chips.append(names.member_chip(person, context, sure=False))
    return Reading(Kind.CONTACT, line.text, tuple(chips), clock12=context.clock12)


def _is_phone(text: str, least: int) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    return least <= digits <= 18 and not _DATE_LIKE.search(text)


def read_labs(line: Line, context: Context) -> Reading | None:
    """Read results: names and values in turn, with a day; every value must be confirmed."""
    named = tuple((one.id, one.names) for one in context.tests if one.id not in _NOT_LABS)
    words = names.words_of(line)
    if not words or names.exact(line, words, 0, named) is None:
        return None
    day = take_day(line, context, past=True) or Day(context.today)
    if day.day > context.today:
        return None
    chips: list[Chip] = []
    while words := names.words_of(line):
        values = _pressure(line, words, context) or _result(line, words, named, context)
        if not values:
            break
        chips += values
    if not chips or len({one.key for one in chips}) != len(chips) or line.rest():
        return None
    chips.append(chip("day", day.day, day.sure, day.choices))
    return Reading(Kind.LAB, line.text, tuple(chips), clock12=context.clock12)


def _result(
    line: Line, words: list[re.Match[str]], named: tuple[names.Named, ...], context: Context
) -> list[Chip]:
    found = names.exact(line, words, 0, named)
    if found is None:
        return []
    match = _VALUE.match(line.free, found.end)
    if match is None:
        return []
    line.blot(words[0].start(), match.end())
    unit = line.text[match.start("unit") : match.end("unit")].strip() if match["unit"] else ""
    return [_lab_chip(found.ids[0], match["printed"].replace(" ", ""), unit, context)]


def _pressure(line: Line, words: list[re.Match[str]], context: Context) -> list[Chip]:
    """Read "bp 120/80": the one pair of numbers that stands for two tests."""
    first = words[0]
    if first[0].strip(":") not in {"bp"}:
        return []
    match = _PRESSURE.match(line.free[first.end() :])
    if match is None:
        return []
    line.blot(first.start(), first.end() + match.end())
    return [
        _lab_chip("blood_pressure_systolic", match["high"], "mmHg", context),
        _lab_chip("blood_pressure_diastolic", match["low"], "mmHg", context),
    ]


def _lab_chip(test_id: str, printed: str, unit: str, context: Context) -> Chip:
    known = next((one for one in context.tests if one.id == test_id), None)
    name = known.names[0] if known else test_id
    value = LabValue(test_id, name, printed, unit or (known.unit if known else ""))
    shown = " ".join(part for part in (name, printed, value.unit) if part)
    return Chip(f"result:{test_id}", value, shown, False)


def read_journal(whole: str, line: Line, context: Context) -> Reading:
    """Keep the whole line as a journal note, on the day it speaks of if that is not ahead."""
    day = take_day(line, context, past=True)
    if day is None or not day.sure or not 0 <= (context.today - day.day).days <= FARTHEST_BACK:
        day = Day(context.today)
    return Reading(
        Kind.JOURNAL, whole, (chip("text", whole), chip("day", day.day)), clock12=context.clock12
    )
