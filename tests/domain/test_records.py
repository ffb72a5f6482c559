"""Every record comes back from its plain form as it was, and bad plain forms are refused."""

import typing
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain import records
from caregiver.domain.appointments import Appointment
from caregiver.domain.changes import BY_KIND, RECORD_CLASSES, ChangeSet
from caregiver.domain.journal import JournalEntry
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import Patient
from caregiver.domain.records import Problem, UnreadableValue, from_plain, from_row, to_plain
from tests import builders

MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
INSTANTS = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=ZONES)
WALL_CLOCK = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


def values(kind, name):
    """Return a strategy for a field of this type."""
    if isinstance(kind, UnionType):
        inner = next(part for part in typing.get_args(kind) if part is not NoneType)
        return st.none() | values(inner, name)
    if typing.get_origin(kind) is tuple:
        return st.lists(values(typing.get_args(kind)[0], name), max_size=4).map(tuple)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    simple = {
        str: st.text(max_size=20),
        int: st.integers(-(2**40), 2**40),
        bool: st.booleans(),
        Decimal: st.decimals(allow_nan=False, allow_infinity=False),
        date: st.dates(),
        time: MINUTES,
        datetime: INSTANTS if name.endswith("_at") else WALL_CLOCK,
    }
    return simple[kind]


@st.composite
def any_record(draw):
    cls = draw(st.sampled_from(RECORD_CLASSES))
    hints = typing.get_type_hints(cls)
    return cls(**{name: draw(values(hints[name], name)) for name in records.field_names(cls)})


@given(any_record())
def test_any_record_comes_back_from_its_plain_form(record):
    plain = to_plain(record)
    assert all(isinstance(value, str | int | NoneType) for value in plain.values())
    assert not any(isinstance(value, bool) for value in plain.values())
    assert from_plain(type(record), plain) == record
    assert from_row(type(record), tuple(plain.values())) == record
    assert to_plain(from_plain(type(record), plain)) == plain


@given(any_record())
def test_what_a_record_says_of_itself_never_fails(record):
    assert all(isinstance(problem, Problem) for problem in record.problems())
    assert {problem.field for problem in record.problems()} <= set(
        records.field_names(type(record))
    )
    assert all(isinstance(text, str) for text in record.texts())
    assert record.when() is None or isinstance(record.when(), date)


@given(INSTANTS, INSTANTS)
def test_instants_sort_as_their_text_does(one, other):
    assert records.instant_from_text(records.instant_text(one)) == one
    assert (one < other) == (records.instant_text(one) < records.instant_text(other))


def test_instants_are_written_in_utc_and_local_times_without_a_zone():
    member = builders.a_member(created_at=datetime(2027, 3, 15, 8, tzinfo=UTC))
    assert to_plain(member)["created_at"] == "2027-03-15T08:00:00.000000Z"
    assert to_plain(builders.an_appointment())["starts"] == "2027-03-24T10:30"


def test_what_is_missing_in_a_plain_form_keeps_its_default():
    assert from_plain(Patient, {"id": "x", "name": "Rosa"}) == Patient(id="x", name="Rosa")


@pytest.mark.parametrize(("cls", "field", "value"), [
    (Patient, "birth_date", "yesterday"),
    (Patient, "allergy_state", "maybe"),
    (Schedule, "amount", "two"),
    (Schedule, "times", "{not json"),
    (Schedule, "times", '["25:00"]'),
    (Schedule, "weekdays", 5),
    (Medication, "started_on", 20270104),
    (Schedule, "amount", "NaN"),
    (Schedule, "created_at", "2027-03-15T08:00"),
    (Appointment, "starts", "2027-03-15T08:00Z"),
])  # fmt: skip
def test_a_value_that_no_program_of_ours_wrote_is_refused(cls, field, value):
    plain = {**to_plain(cls()), field: value}
    with pytest.raises(UnreadableValue):
        from_plain(cls, plain)
    with pytest.raises(UnreadableValue):
        from_row(cls, tuple(plain.values()))


def test_a_text_that_is_no_instant_is_refused():
    with pytest.raises(UnreadableValue):
        records.instant_from_text("2027-03-15T08:00")


def test_a_row_of_another_width_is_refused():
    with pytest.raises(UnreadableValue):
        from_row(Patient, ("x",))


def test_ids_are_version_7_and_grow_with_time(monkeypatch):
    ids = []
    for moment in (1_800_000_000_000, 1_800_000_000_001, 1_900_000_000_000):
        monkeypatch.setattr(records.system_time, "time_ns", lambda at=moment: at * 1_000_000)
        ids.append(records.new_id())
    assert ids == sorted(ids)
    assert all(
        UUID(one).version == 7 and UUID(one).variant == "specified in RFC 4122" for one in ids
    )
    assert len({records.new_id() for _ in range(500)}) == 500


@pytest.mark.parametrize(("text", "code"), [
    ("x" * (records.LONGEST_NOTE + 1), "too_long"),
    ("a\0b", "unreadable_text"),
    ("half a \ud800 pair", "unreadable_text"),
])  # fmt: skip
def test_texts_that_a_file_cannot_keep_are_refused(text, code):
    assert JournalEntry(text=text).problems() == (Problem("text", code),)


@pytest.mark.parametrize("cls", RECORD_CLASSES)
def test_every_record_is_known_by_its_kind(cls):
    assert BY_KIND[cls.kind] is cls
    assert isinstance(cls().problems(), tuple)


def test_a_record_without_rules_has_nothing_to_say():
    bare = records.Record(id="x")
    assert (bare.problems(), bare.texts(), bare.when()) == ((), (), None)


def test_a_change_set_knows_what_it_touched():
    change = ChangeSet("label", (("dose", "1"), ("dose", "2")))
    assert change.touches(BY_KIND["dose"])
    assert change.touches(Patient, BY_KIND["dose"])
    assert not change.touches(Patient)
    assert not change.touches()
