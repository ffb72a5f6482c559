"""How one typed line was understood: a kind and chips that can be corrected before saving."""

from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from caregiver.domain.quantities import number_text

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


class Kind(Enum):
    """What a line became. A temperature is a symptom with a value."""

    APPOINTMENT = "appointment"
    SYMPTOM = "symptom"
    DOSE = "dose"
    QUESTION = "question"
    JOURNAL = "journal"
    CONTACT = "contact"
    LAB = "lab"


class Choice(NamedTuple):
    """Another value a chip may take, and how it is shown."""

    value: Any
    text: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing understood. `key` names the field and its label; `sure` is False to ask.

    `value` is typed: date, time, Decimal, text, enum, id. None with `sure` False must be chosen
    before saving. `text` is plain US English; a window may show the value in its own way.
    """

    key: str
    value: Any
    text: str
    sure: bool = True
    choices: tuple[Choice, ...] = ()


class LabValue(NamedTuple):
    """One result as typed: catalogue id, name, printed value, unit."""

    test: str
    name: str
    printed: str
    unit: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A line and what it was read as.

    Nothing typed is lost: words that found no field of their own are the "note" or "location"
    chip, and `line` is the whole line.
    """

    kind: Kind
    line: str
    chips: tuple[Chip, ...] = ()
    clock12: bool = True

    def chip(self, key: str) -> Chip | None:
        """Return the chip for `key`, None where the line said nothing of it."""
        return next((one for one in self.chips if one.key == key), None)

    def value(self, key: str, default: Any = None) -> Any:
        """Return the typed value for `key`, or `default`."""
        found = self.chip(key)
        return default if found is None or found.value is None else found.value

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the keys that need an answer before this can be saved."""
        return tuple(one.key for one in self.chips if one.value is None and not one.sure)

    @property
    def is_sure(self) -> bool:
        """Say whether nothing needs a second look."""
        return all(one.sure for one in self.chips)

    def with_value(self, key: str, value: Any) -> "Reading":
        """Return this reading with one value corrected; a corrected chip is sure."""
        old = self.chip(key)
        known = old.choices if old else ()
        text = next((one.text for one in known if one.value == value), None)
        new = Chip(key, value, self._shown(value) if text is None else text, True, known)
        if old is None:
            return replace(self, chips=(*self.chips, new))
        return replace(self, chips=tuple(new if one.key == key else one for one in self.chips))

    def without(self, key: str) -> "Reading":
        """Return this reading with one chip taken away."""
        return replace(self, chips=tuple(one for one in self.chips if one.key != key))

    def localized(self) -> "Reading":
        """Return this reading with its times written for its clock."""
        return replace(self, chips=tuple(self._localized(one) for one in self.chips))

    def _localized(self, one: Chip) -> Chip:
        if not isinstance(one.value, time):
            return one
        choices = tuple(Choice(other.value, self._shown(other.value)) for other in one.choices)
        return replace(one, text=self._shown(one.value), choices=choices)

    def _shown(self, value: Any) -> str:
        return shown(value, self.clock12)


def shown(value: Any, clock12: bool = True) -> str:
    """Return a typed value in plain US English; codes such as enum values stay codes."""
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case bool():
            return "yes" if value else "no"
        case time():
            return time_text(value, clock12)
        case date():
            return f"{_DAYS[value.weekday()]}, {_MONTHS[value.month - 1]} {value.day}"
        case Decimal():
            return number_text(value)
        case _:
            return str(value)


def time_text(value: time, clock12: bool = True) -> str:
    """Return "8:04 AM", or "08:04" on a 24-hour clock."""
    if not clock12:
        return f"{value:%H:%M}"
    half = "AM" if value.hour < 12 else "PM"
    return f"{(value.hour - 1) % 12 + 1}:{value.minute:02} {half}"


def chip(key: str, value: Any, sure: bool = True, choices: tuple[Any, ...] = ()) -> Chip:
    """Return a chip whose text and choices are worked out from typed values."""
    others = tuple(one if isinstance(one, Choice) else Choice(one, shown(one)) for one in choices)
    text = next((one.text for one in others if one.value == value), shown(value))
    return Chip(key, value, text, sure, others)


SEVERITY_WORDS = ("none", "mild", "moderate", "severe", "very severe")


def severity_chip(value: int | None, sure: bool = True) -> Chip:
    """Return the chip of a severity 0 to 4, with all five words to choose from."""
    choices = tuple(Choice(place, word) for place, word in enumerate(SEVERITY_WORDS))
    return Chip("severity", value, "" if value is None else SEVERITY_WORDS[value], sure, choices)


def enum_chip(key: str, value: Enum) -> Chip:
    """Return a chip whose choices are all values of an enum."""
    return chip(key, value, True, tuple(type(value)))
