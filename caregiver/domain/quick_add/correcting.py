"""Correct one chip by what a person typed into it or picked from its choices."""

import re
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

from caregiver.domain.appointments import AppointmentKind
from caregiver.domain.doses import DoseStatus
from caregiver.domain.people import Role
from caregiver.domain.quick_add import names
from caregiver.domain.quick_add.context import Context
from caregiver.domain.quick_add.days import take_day
from caregiver.domain.quick_add.line import Line
from caregiver.domain.quick_add.reading import (
    SEVERITY_WORDS,
    Chip,
    Choice,
    Kind,
    LabValue,
    Reading,
    enum_chip,
    severity_chip,
)
from caregiver.domain.quick_add.times import take_now, take_time

_ENUMS: dict[str, type[Enum]] = {"sort": AppointmentKind, "status": DoseStatus, "role": Role}
_NEEDED = {"title", "text", "name", "phone", "day", "medicine", "symptom", "severity", "status"}
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+")
_PRINTED = re.compile(r"(?P<printed>(?:<=|>=|<|>|≤|≥)?\s?[\d.,]*\d)\s*(?P<unit>\D.*)?$")


class _Unclear(Exception):
    """What was typed cannot be the value of this chip."""


def corrected(reading: Reading, key: str, text: str, context: Context) -> Reading:
    """Return `reading` with the chip `key` set from `text`; never an error.

    A choice is picked by its text or its plain value. Text that cannot be the value stays in the
    chip and asks. An emptied chip goes away, or asks where a record needs it.
    """
    typed = " ".join(text.split())
    old = reading.chip(key)
    for one in old.choices if old else ():
        if typed in {one.text, _plain(one.value)}:
            return reading.with_value(key, one.value)
    if not typed:
        return _asking(reading, key, "") if key in _NEEDED else reading.without(key)
    try:
        value, shown = _parsed(reading, key, typed, context)
    except _Unclear:
        return _asking(reading, key, typed)
    done = reading.with_value(key, value)
    return done if shown is None else _with_text(done, key, shown)


def _plain(value: Any) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)


def _asking(reading: Reading, key: str, typed: str) -> Reading:
    old = reading.chip(key)
    asks = Chip(key, None, typed, False, old.choices if old else ())
    return _put(reading.with_value(key, None), asks)


def _with_text(reading: Reading, key: str, shown: str) -> Reading:
    old = reading.chip(key)
    assert old is not None
    return _put(reading, Chip(key, old.value, shown, True, old.choices))


def _put(reading: Reading, new: Chip) -> Reading:
    chips = tuple(new if one.key == new.key else one for one in reading.chips)
    return Reading(reading.kind, reading.line, chips, reading.clock12)


def _parsed(reading: Reading, key: str, typed: str, context: Context) -> tuple[Any, str | None]:
    """Return the typed value, and how it is shown where that is not its plain form."""
    if key.startswith("result:"):
        return _result(reading, key, typed)
    if key in _ENUMS:
        return _enum(_ENUMS[key], typed), None
    reader = _READERS.get(key)
    return reader(typed, reading, context) if reader else (typed, None)


def _day(typed: str, reading: Reading, context: Context) -> tuple[Any, str | None]:
    line = Line(typed)
    found = take_day(line, context, past=reading.kind is not Kind.APPOINTMENT)
    if found is None or line.rest():
        raise _Unclear
    return found.day, None


def _time(typed: str, reading: Reading, context: Context) -> tuple[Any, str | None]:
    line = Line(typed)
    if take_now(line) and not line.rest():
        return context.clock, None
    found = take_time(line, context, bare=True)
    if found is None or line.rest():
        raise _Unclear
    return found.at, None


def _number(typed: str, reading: Reading, context: Context) -> tuple[Any, str | None]:
    match = _NUMBER.fullmatch(typed)
    if match is None:
        raise _Unclear
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", typed) is not None
    return Decimal(typed.replace(",", "" if grouped else ".")), typed


def _severity(typed: str, reading: Reading, context: Context) -> tuple[Any, str | None]:
    word = typed.casefold()
    if word in SEVERITY_WORDS:
        return SEVERITY_WORDS.index(word), None
    if word in {"0", "1", "2", "3", "4"}:
        return int(word), None
    raise _Unclear


def _symptom(typed: str, reading: Reading, context: Context) -> tuple[Any, str | None]:
    """Return the catalogue's symptom of this name, else the family's own, with an empty id."""
    found = _named(typed, tuple((one.key, one.names) for one in context.symptoms))
    known = next((one for one in context.symptoms if found and one.key == found.ids[0]), None)
    return (known.id, known.names[0]) if known else ("", typed)


def _medicine(typed: str, reading: Reading, context: Context) -> tuple[Any, str | None]:
    named = tuple((one.id, one.names) for one in context.medicines)
    line = Line(typed)
    words = names.words_of(line)
    found = _named(typed, named) or (names.begun(line, words, 0, named) if words else None)
    if found is None or not found.sure:
        raise _Unclear
    known = next(one for one in context.medicines if one.id == found.ids[0])
    return known.id, known.names[0]


def _named(typed: str, named: tuple[names.Named, ...]) -> names.Found | None:
    line = Line(typed)
    words = names.words_of(line)
    found = names.exact(line, words, 0, named) if words else None
    return found if found and found.end == len(line.text) else None


def _member(typed: str, reading: Reading, context: Context) -> tuple[Any, str | None]:
    line = Line(typed)
    words = names.words_of(line)
    person = names.person_at(line, words, 0, context) if words else None
    if person is None or len(person.members) != 1:
        raise _Unclear
    return person.members[0].id, person.members[0].name


def _enum(kind: type[Enum], typed: str) -> Enum:
    word = typed.casefold().replace(" ", "_")
    found = next((one for one in kind if one.value == word), None)
    if found is None:
        raise _Unclear
    return found


def _result(reading: Reading, key: str, typed: str) -> tuple[Any, str | None]:
    old = reading.value(key)
    if not isinstance(old, LabValue):
        raise _Unclear
    bare = typed[len(old.name) :] if typed.startswith(old.name) else typed
    match = _PRINTED.fullmatch(bare.strip())
    if match is None:
        raise _Unclear
    unit = (match["unit"] or "").strip() or old.unit
    new = LabValue(old.test, old.name, match["printed"].replace(" ", ""), unit)
    return new, " ".join(part for part in (new.name, new.printed, new.unit) if part)


_READERS: dict[str, Callable[[str, Reading, Context], tuple[Any, str | None]]] = {
    "day": _day,
    "began_on": _day,
    "time": _time,
    "ends": _time,
    "value": _number,
    "amount": _number,
    "severity": _severity,
    "symptom": _symptom,
    "medicine": _medicine,
    "member": _member,
}


def blank(kind: Kind, line: str, context: Context) -> Reading:
    """Return a reading of this kind that asks for what the line did not say."""
    chips: tuple[Chip, ...]
    day = Chip("day", context.today, "", True)
    if kind is Kind.APPOINTMENT:
        chips = (Chip("title", line, line), Chip("day", None, "", False))
    elif kind is Kind.SYMPTOM:
        chips = (Chip("symptom", "", line), severity_chip(None, False), day)
    elif kind is Kind.DOSE:
        medicines = tuple(Choice(one.id, one.names[0]) for one in context.medicines)
        status = enum_chip("status", DoseStatus.TAKEN)
        at = Chip("time", context.clock, "")
        chips = (Chip("medicine", None, line, False, medicines), status, day, at)
    elif kind is Kind.QUESTION:
        chips = (Chip("text", line, line), enum_chip("role", Role.DOCTOR))
    else:
        chips = (Chip("name", line, line), Chip("phone", None, "", False))
    shown = Reading(kind, line, chips, context.clock12)
    for one in chips:
        if one.value is not None and not one.text:
            shown = shown.with_value(one.key, one.value)
    return shown
