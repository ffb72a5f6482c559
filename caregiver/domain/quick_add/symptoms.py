"""Lines about a symptom or a temperature: "fever 38.4 now", "mild nausea since tuesday"."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from caregiver.domain.appointment_kinds import kind_named
from caregiver.domain.name_match import fold
from caregiver.domain.quick_add import names
from caregiver.domain.quick_add.context import Context, KnownSymptom
from caregiver.domain.quick_add.days import Day, take_day
from caregiver.domain.quick_add.line import Line, sentence
from caregiver.domain.quick_add.reading import Chip, Choice, Kind, Reading, chip, severity_chip
from caregiver.domain.quick_add.times import take_now, take_part_of_day, take_time

FEVER = "fever"
MOST_LEFT_WORDS = 8
_LEAD = frozenset({
    "she", "he", "they", "i", "mom", "mum", "dad", "has", "have", "had", "having", "got",
    "gets", "getting", "is", "was", "feels", "feeling", "felt", "some", "a", "an", "bit", "of",
    "lot", "lots", "little", "really", "so", "very", "quite", "still", "again", "slight",
    "slightly", "mild", "moderate", "bad", "severe", "strong", "terrible", "awful", "worst",
    "horrible", "more", "less", "new", "no", "not", "any", "temporary", "constant",
})  # fmt: skip
_GOES_ON = frozenset({
    "after", "since", "in", "on", "all", "when", "from", "at", "with", "during", "again",
    "still", "this", "for", "both", "left", "right", "worse", "better", "and", "but", "before",
    "while", "most", "every", "between", "under", "around", "near", "down",
})  # fmt: skip
# Other forms of words of the catalogue, as people type them.
_FORMS = {
    "nauseous": "nausea",
    "nauseated": "nausea",
    "vomited": "vomiting",
    "threw up": "vomiting",
    "dizziness": "dizzy",
    "bruise": "bruises",
    "tingly": "tingling",
    "numb": "numbness",
    "fatigued": "fatigue",
    "tiredness": "tiredness",
    "constipated": "constipation",
    "temp": "temperature",
    "t": "temperature",
    "pain": "other pain",
    "breathlessness": "breathless",
    "headaches": "headache",
    "rashes": "rash",
    "nosebleeds": "nosebleed",
    "fell over": "fell",
}
_TEMPERATURE_WORDS = {"temperature", "temp", "high temp", "t"}
_DEGREES = re.compile(
    r"(?<![\w.,/:-])(?P<number>\d{2,3}(?:[.,]\d{1,2})?)(?![\w/:]*[/:])\s*"
    r"(?:°|º|degrees?\b|deg\b)?\s*(?P<unit>c|f|celsius|fahrenheit)?(?!\w)(?![.,]\d)"
)
_PLAUSIBLE = {"°C": (Decimal(30), Decimal(45)), "°F": (Decimal(86), Decimal(113))}
_SCORE = re.compile(r"(?<![\w/.])(?P<number>\d{1,2})\s*(?:/|out\s+of|of)\s*10\b")
_GRADE = re.compile(
    r"\b(?:severity|level)\s*(?P<number>[0-4])\b|(?<![\w/.])(?P<number2>[0-4])\s*/\s*4(?![\d/])"
)
_SEVERITIES: tuple[tuple[re.Pattern[str], int, bool], ...] = (
    (re.compile(r"\bvery\s+severe\b"), 4, True),
    (re.compile(r"\b(?:unbearable|worst(?:\s+ever)?|excruciating)\b"), 4, False),
    (re.compile(r"\bsevere(?:ly)?\b"), 3, True),
    (re.compile(r"\b(?:very|really)\s+bad\b|\b(?:terrible|awful|horrible)\b"), 3, False),
    (re.compile(r"\bmoderate(?:ly)?\b"), 2, True),
    (re.compile(r"\b(?:bad|strong)\b"), 2, False),
    (re.compile(r"\bmild(?:ly)?\b"), 1, True),
    (re.compile(r"\b(?:slight(?:ly)?|a\s+(?:little|bit(?:\s+of)?)|some)\b"), 1, False),
)
_COUNTS = re.compile(r"(?:\d{1,2}\s*(?:x|times)|once|twice|three\s+times|several\s+times)\b")
_NONE = re.compile(r"^(?:she\s+|he\s+)?(?:has\s+|had\s+)?no\b(?!\s*t\b)")
_SINCE = re.compile(r"\b(?:since|began|started)\b")


class _Found(NamedTuple):
    found: names.Found
    strong: bool
    typed: str


def read_symptom(line: Line, context: Context) -> Reading | None:
    """Read a symptom, None where the line is not mainly about one."""
    at = _find(line, context)
    if at is None:
        return _temperature_alone(line, context)
    if not at.strong and kind_named(line.text):
        return None
    lead = line.free[: at.found.start]
    line.blot(at.found.start, at.found.end)
    is_fever = FEVER in at.found.ids
    degrees = _take_degrees(line) if is_fever else []
    score = _take_score(line)
    severity = _take_severity(line)
    chips = _when_chips(line, context)
    if chips is None:
        return None
    _blot_lead(line, lead)
    left = line.rest()
    says_more = bool(degrees or score or severity)
    if left and not says_more and not _goes_on(left, at):
        return None
    if len(left.split()) > MOST_LEFT_WORDS:
        return None
    named = _name_chips(at, context, sure=at.strong or says_more or not left)
    if degrees:
        severity = []
    elif not severity and not score:
        severity = [severity_chip(None, False)]
    note = [chip("note", sentence(left))] if left else []
    return Reading(
        Kind.SYMPTOM,
        line.text,
        (*named, *degrees, *score, *severity, *chips, *note),
        clock12=context.clock12,
    )


def _find(line: Line, context: Context) -> _Found | None:
    """Find the symptom: after words that only lead up to it, the line must name it."""
    named = tuple((one.key, one.names) for one in context.symptoms)
    strong = _strong_names(context.symptoms)
    words = names.words_of(line)
    for place, word in enumerate(words):
        found = _form(line, words, place, named) or _exact(line, words, place, (strong, named))
        if found is None and word[0] not in _LEAD:
            found = _begun(line, words, place, _first_words(strong))
        if found:
            return found
        if word[0].strip(".!") not in _LEAD:
            return None
    return None


def _form(
    line: Line, words: list[re.Match[str]], place: int, named: tuple[names.Named, ...]
) -> _Found | None:
    for phrase in names.phrases_at(line, words, place):
        typed = fold(phrase.text)
        wanted = _FORMS.get(typed)
        if wanted:
            ids = tuple(one for one, known in _split(named) if wanted in known)
            if ids:
                return _Found(names.Found(ids[:1], phrase.start, phrase.end, True), True, typed)
    return None


def _exact(
    line: Line,
    words: list[re.Match[str]],
    place: int,
    named: tuple[tuple[names.Named, ...], tuple[names.Named, ...]],
) -> _Found | None:
    found = names.exact(line, words, place, named[1])
    main = names.exact(line, words, place, named[0])
    if main and (found is None or main.end >= found.end):
        return _Found(main, True, fold(line.free[main.start : main.end]))
    if found is None:
        return None
    typed = fold(line.free[found.start : found.end])
    return _Found(found, " " in typed, typed)


def _begun(
    line: Line, words: list[re.Match[str]], place: int, first: tuple[names.Named, ...]
) -> _Found | None:
    """Accept the beginning of a main name, or a slip in it, from five letters on; never sure.

    Only its first word counts: "infusion" is no "reaction during an infusion".
    """
    if len(words[place][0]) < 5:
        return None
    found = names.begun(line, words, place, first)
    if found is None or len(found.ids) > 3:
        return None
    return _Found(found._replace(sure=False), False, fold(words[place][0]))


@lru_cache(maxsize=8)
def _strong_names(symptoms: tuple[KnownSymptom, ...]) -> tuple[names.Named, ...]:
    """Return only the main names: whole, and its halves where it is short ("Numbness or …")."""
    return tuple((one.key, _mains(one.names[0])) for one in symptoms)


@lru_cache(maxsize=8)
def _first_words(strong: tuple[names.Named, ...]) -> tuple[names.Named, ...]:
    return tuple((one, tuple(name.split()[0] for name in known)) for one, known in strong)


@lru_cache(maxsize=8)
def _split(named: tuple[names.Named, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (one, frozenset(fold(name) for name in (*known, *_mains(known[0])))) for one, known in named
    )


def _mains(name: str) -> tuple[str, ...]:
    main, bracket, rest = name.partition(" (")
    halves = [main, rest.rstrip(")")] if bracket else [name]
    if len(main.split()) <= 3:
        halves += [part for part in re.split(r" or |, ", main) if len(part) >= 5]
    return tuple(dict.fromkeys((name, *halves)))


def _name_chips(at: _Found, context: Context, sure: bool) -> list[Chip]:
    known = {one.key: one for one in context.symptoms}
    ids = at.found.ids
    is_sure = sure and at.found.sure and len(ids) == 1
    named = tuple(Choice(known[one].id, known[one].names[0]) for one in ids)
    choices = named if len(ids) > 1 else ()
    name = named[0].text
    if ids[0] == FEVER and at.typed in _TEMPERATURE_WORDS:
        name = "Temperature"
    return [Chip("symptom", named[0].value, name, is_sure, choices)]


def _take_degrees(line: Line) -> list[Chip]:
    def fits(match: re.Match[str]) -> bool:
        return _plausible_unit(_decimal(match["number"])) is not None

    match = line.take(_DEGREES, fits) or line.take(_DEGREES, _is_no_day)
    if match is None:
        return []
    value, typed = _decimal(match["number"]), match["unit"]
    usual = _plausible_unit(value)
    unit = {"c": "°C", "f": "°F"}[typed[0]] if typed else usual
    sure = unit is not None and unit == usual
    return [
        chip("value", value, usual is not None and "," not in match["number"]),
        chip("unit", unit, sure, ("°C", "°F")),
    ]


def _is_no_day(match: re.Match[str]) -> bool:
    """Say whether a number that is no likely temperature is at least no day or hour."""
    return len(match["number"]) > 2 or match["unit"] is not None


def _temperature_alone(line: Line, context: Context) -> Reading | None:
    """Read "38.4" or "101.1 F now" without a word for it; asks whether that is meant."""
    match = _DEGREES.match(line.free)
    if match is None or not ("." in match["number"] or match["unit"]):
        return None
    if _plausible_unit(_decimal(match["number"])) is None:
        return None
    degrees = _take_degrees(line)
    chips = _when_chips(line, context)
    if chips is None or line.rest():
        return None
    named = Chip("symptom", FEVER, "Temperature", False)
    return Reading(Kind.SYMPTOM, line.text, (named, *degrees, *chips), clock12=context.clock12)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _plausible_unit(value: Decimal) -> str | None:
    return next((unit for unit, (low, high) in _PLAUSIBLE.items() if low <= value <= high), None)


def _take_score(line: Line) -> list[Chip]:
    match = line.take(_SCORE, lambda one: int(one["number"]) <= 10)
    if match is None:
        return []
    return [chip("value", Decimal(match["number"])), chip("unit", "out of 10")]


def _take_severity(line: Line) -> list[Chip]:
    match = line.take(_GRADE)
    if match:
        return [severity_chip(int(match["number"] or match["number2"]))]
    if line.take(_NONE):
        return [severity_chip(0)]
    for pattern, severity, sure in _SEVERITIES:
        if line.take(pattern):
            return [severity_chip(severity, sure)]
    return []


def _when_chips(line: Line, context: Context) -> list[Chip] | None:
    """Return day and time, and the day it began after "since"; None where it lies ahead."""
    began: Day | None = None
    if _SINCE.search(line.free):
        before = line.copy()
        began = take_day(before, context, past=True)
        if began and began.day <= context.today and line.take(_SINCE):
            take_day(line, context, past=True)
        else:
            began = None
    is_now = take_now(line)
    day = take_day(line, context, past=True) or Day(context.today)
    if day.day > context.today:
        return None
    chips = [chip("day", day.day, day.sure, day.choices)]
    at = take_time(line, context, evening=day.evening)
    if at:
        chips.append(chip("time", at.at, at.sure, at.choices))
    elif is_now or (day.day == context.today and not began and not _says_part(day, line)):
        chips.append(chip("time", context.clock))
    if began:
        chips.append(chip("began_on", began.day, began.sure, began.choices))
    return chips


def _says_part(day: Day, line: Line) -> bool:
    """Say whether the words named a part of the day, which is not a time."""
    return day.says_part or bool(take_part_of_day(line))


def _blot_lead(line: Line, lead: str) -> None:
    for word in names.WORD.finditer(lead):
        if "\x1f" not in line.free[word.start() : word.end()]:
            line.blot(word.start(), word.end())


def _goes_on(left: str, at: _Found) -> bool:
    """Say whether what is left goes on about the symptom rather than about something else."""
    first = fold(left).split()[:1]
    goes_on = bool(first) and (first[0] in _GOES_ON or _COUNTS.match(left.casefold()) is not None)
    return goes_on and (at.strong or len(at.typed) >= 5)
