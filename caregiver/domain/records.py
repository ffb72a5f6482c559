"""The base of every record, its id, and its plain form.

The plain form is a flat mapping of text, whole numbers and None. Table columns, the change
history, exports and the command line all use it, so it is worked out in one place.
"""

import json
import os
import time as system_time
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple, TypeVar
from uuid import UUID

Plain = str | int | None
R = TypeVar("R", bound="Record")

LONGEST_NOTE = 100_000
LONGEST_LINE = 500


def new_id() -> str:
    """Return a fresh UUIDv7 as text: time-ordered, so new rows land at the end of an index.

    Source of the layout: RFC 9562, section 5.7.
    """
    milliseconds = system_time.time_ns() // 1_000_000
    number = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=number))


class UnreadableValue(ValueError):
    """A stored value that no program of ours wrote: the file is damaged, or was made by hand."""


class Problem(NamedTuple):
    """One thing that keeps a record from being saved: which field, and which code of texts.py."""

    field: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has. `created_at` and `updated_at` are set by storage, in UTC."""

    kind: ClassVar[str] = ""

    id: str = field(default_factory=new_id)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    updated_by: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved, in field order."""
        return ()

    def texts(self) -> tuple[str, ...]:
        """Return the title line and then the other searchable texts; empty = not searchable."""
        return ()

    def when(self) -> date | None:
        """Return the day this record belongs to, for ordering search hits."""
        return None


def text_problems(record: Record) -> tuple[Problem, ...]:
    """Return a problem for each text longer than a care file keeps or holding a NUL character."""
    found = []
    for name in field_names(type(record)):
        value = getattr(record, name)
        if isinstance(value, str):
            if len(value) > LONGEST_NOTE:
                found.append(Problem(name, "too_long"))
            elif "\0" in value or not _is_encodable(value):
                found.append(Problem(name, "unreadable_text"))
    return tuple(found)


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def field_names(cls: type[Record]) -> tuple[str, ...]:
    """Return the field names of a record class, in order; they are also its column names."""
    return tuple(name for name, _, _ in _fields_of(cls))


def to_plain(record: Record) -> dict[str, Plain]:
    """Return the plain form of a record, field by field."""
    return {name: encode(getattr(record, name)) for name, encode, _ in _fields_of(type(record))}


def from_plain(cls: type[R], plain: Mapping[str, Plain]) -> R:
    """Build a record from its plain form; fields that are missing keep their default.

    Raises `UnreadableValue` where a value is not one of its field.
    """
    try:
        return cls(
            **{name: decode(plain[name]) for name, _, decode in _fields_of(cls) if name in plain}
        )
    except _NOT_OURS as error:
        raise UnreadableValue(cls.kind) from error


def from_row(cls: type[R], row: tuple[Plain, ...]) -> R:
    """Build a record from plain values in the order of `field_names`.

    Raises `UnreadableValue` where a value is not one of its field.
    """
    reading = _known_rows.get(cls.__qualname__) or _reading_of(cls)
    # the types of a row are those of one seen before: one look instead of one for each field
    if tuple(map(type, row)) not in reading.shapes:
        reading.add_shape(cls, row)
    values: list[Any] = list(row)
    try:
        for place, decode in reading.decoders:
            value = values[place]
            if value is not None:
                values[place] = decode(value)
    except _NOT_OURS as error:
        raise UnreadableValue(cls.kind) from error
    record = object.__new__(cls)
    for put, value in zip(reading.setters, values, strict=True):
        put(record, value)
    return record


def instant_text(instant: datetime) -> str:
    """Return an aware instant as sortable UTC text, `2027-03-15T12:04:00.000000Z`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_from_text(text: str) -> datetime:
    """Return the aware UTC instant that `instant_text` wrote; raises `UnreadableValue`."""
    try:
        return _instant(text)
    except ValueError as error:
        raise UnreadableValue("instant") from error


# What the decoders below raise for text that is not theirs; Decimal raises an ArithmeticError.
_NOT_OURS = (ValueError, TypeError, KeyError, ArithmeticError, RecursionError)

_Field = tuple[str, Callable[[Any], Plain], Callable[[Any], Any]]
_known_fields: dict[str, tuple[_Field, ...]] = {}


def _fields_of(cls: type[Record]) -> tuple[_Field, ...]:
    """Return name, encoder and decoder of each field; worked out once per class."""
    known = _known_fields.get(cls.__qualname__)
    if known is None:
        hints = typing.get_type_hints(cls)
        known = tuple((one.name, *_codec(hints[one.name], one.name)) for one in fields(cls))
        _known_fields[cls.__qualname__] = known
    return known


class _Reading(NamedTuple):
    """How rows of one class are read: into which slots, what is decoded, which types are right.

    A month of doses is 2,000 rows; filling the slots one by one takes half the time of a call
    of the class with all its names.
    """

    setters: tuple[Callable[[Any, Any], None], ...]
    decoders: tuple[tuple[int, Callable[[Any], Any]], ...]
    allowed: tuple[frozenset[type], ...]
    shapes: set[tuple[type, ...]]

    def add_shape(self, cls: type[Record], row: tuple[Plain, ...]) -> None:
        shape = tuple(map(type, row))
        if len(shape) != len(self.allowed) or not all(
            one in allowed for one, allowed in zip(shape, self.allowed, strict=True)
        ):
            raise UnreadableValue(cls.kind)
        self.shapes.add(shape)


_known_rows: dict[str, _Reading] = {}


def _reading_of(cls: type[Record]) -> _Reading:
    """Return how rows of a class are read; worked out once per class."""
    hints = typing.get_type_hints(cls)
    hints_of = {one.name: hints[one.name] for one in fields(cls)}
    reading = _Reading(
        tuple(getattr(cls, name).__set__ for name in hints_of),
        tuple(
            (place, decode)
            for place, name in enumerate(hints_of)
            if (decode := _codec(_without_none(hints_of[name]), name)[1]) is not _same
        ),
        tuple(_plain_types(hint) for hint in hints_of.values()),
        set(),
    )
    _known_rows[cls.__qualname__] = reading
    return reading


def _plain_types(hint: Any) -> frozenset[type]:
    """Return the types that the plain form of a field may have."""
    kinds = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    whole = any(isinstance(one, type) and issubclass(one, int) for one in kinds)
    plain = int if whole else str
    return frozenset({plain, types.NoneType} if types.NoneType in kinds else {plain})


def _same(value: Any) -> Any:
    return value


def _without_none(hint: Any) -> Any:
    """Return the type of a field that may be None, or the hint itself."""
    if not isinstance(hint, types.UnionType):
        return hint
    return next(part for part in typing.get_args(hint) if part is not types.NoneType)


def _codec(kind: Any, name: str) -> tuple[Callable[[Any], Plain], Callable[[Any], Any]]:
    if isinstance(kind, types.UnionType):
        encode, decode = _codec(_without_none(kind), name)
        if encode is _same and decode is _same:
            return _same, _same
        return (
            lambda value: None if value is None else encode(value),
            lambda value: None if value is None else decode(value),
        )
    if typing.get_origin(kind) is tuple:
        encode, decode = _codec(typing.get_args(kind)[0], name)
        return (
            lambda value: json.dumps([encode(part) for part in value]) if value else "",
            lambda value: tuple(decode(part) for part in json.loads(value)) if value else (),
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        return (lambda value: str(value.value), {one.value: one for one in kind}.__getitem__)
    simple: dict[Any, tuple[Callable[[Any], Plain], Callable[[Any], Any]]] = {
        str: (_same, _same),
        int: (_same, _same),
        bool: (int, bool),
        Decimal: (str, _decimal),
        date: (date.isoformat, date.fromisoformat),
        time: (lambda value: value.strftime("%H:%M"), _time),
        datetime: (_datetime_text, _instant if name.endswith("_at") else _wall_clock),
    }
    return simple[kind]


# The same amounts, times and stamps come again and again in a list of doses.
@lru_cache(maxsize=1024)
def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError("not a number")
    return value


@lru_cache(maxsize=1024)
def _time(text: str) -> time:
    return time.fromisoformat(text)


@lru_cache(maxsize=1024)
def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant


def _wall_clock(text: str) -> datetime:
    local = datetime.fromisoformat(text)
    if local.tzinfo is not None:
        raise ValueError("a wall-clock time has no zone")
    return local


def _datetime_text(value: datetime) -> str:
    """Aware instants become UTC text; local wall-clock times stay without a zone."""
    return instant_text(value) if value.tzinfo else value.isoformat(timespec="minutes")
