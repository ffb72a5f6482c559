"""Exact amounts and the safe writing: the writing may change, an amount never does."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.quantities import (
    NO_BREAK_SPACE,
    Quantity,
    counted_text,
    counted_unit,
    number_text,
    parse_decimal,
    parse_quantity,
    quantity_text,
    safe_dose_text,
)

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False)
UNITS = st.sampled_from(["mg", "mcg", "g", "mL", "units", "%", "tablet"])


@st.composite
def dose_texts(draw):
    """Write one amount the many ways people write it."""
    amount = draw(AMOUNTS)
    written = draw(st.sampled_from([f"{amount:f}", f"{amount.normalize():f}", f"{amount:,f}"]))
    if written.startswith("0.") and draw(st.booleans()):
        written = written[1:]
    unit = draw(UNITS | st.sampled_from(["µg", "IU", "U", "mg.", ""]))
    gap = draw(st.sampled_from(["", " ", NO_BREAK_SPACE]))
    after = draw(st.sampled_from(["", " QD", " b.i.d.", " with food", ", 2 tablets", " TID"]))
    return f"{written}{gap if unit else ''}{unit}{after}"


@pytest.mark.parametrize(("text", "number"), [
    ("4", "4"), (" 38.4 ", "38.4"), (".5", "0.5"), ("5.", "5"), ("-2", "-2"), ("+2.0", "2.0"),
    ("1,250", "1250"), ("1,250,000.5", "1250000.5"), ("1 000", "1000"),
    (f"12{NO_BREAK_SPACE}500", "12500"),
])  # fmt: skip
def test_a_number_is_read_exactly(text, number):
    assert str(parse_decimal(text)) == number


@pytest.mark.parametrize(
    "text",
    ["", "x", "1.2.3", "1e3", "1,5", "1,25", "12,34,56", "1 5", ",5", "٣", "--1", "NaN", "."],
)
def test_what_could_be_another_number_is_not_read_as_one(text):
    assert parse_decimal(text) is None


@pytest.mark.parametrize(("text", "found"), [
    ("4 mg", Quantity(Decimal(4), "mg")),
    (".5mL", Quantity(Decimal("0.5"), "mL")),
    ("1,000 units with food", Quantity(Decimal(1000), "units with food")),
    ("<0.1 g/L", Quantity(Decimal("0.1"), "g/L")),
    ("7", Quantity(Decimal(7), "")),
    ("1,5 mg", None), ("two tablets", None), ("", None), ("+ mg", None),
    ("1, 2 tablets", None), ("5.0, 2 tablets", None),
])  # fmt: skip
def test_amount_and_unit_are_taken_apart(text, found):
    assert parse_quantity(text) == found


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_a_written_number_is_the_same_number(value):
    text = number_text(value)
    assert parse_decimal(text) == value
    assert not text.startswith(".")
    assert "." not in text or not text.endswith(("0", "."))


@pytest.mark.parametrize(("value", "text"), [
    ("5.0", "5"), ("0.50", "0.5"), ("1000", "1,000"), ("-0.0", "0"), ("1E+4", "10,000"), ("0", "0"),
    ("1234567890123456789012345678901.5", "1,234,567,890,123,456,789,012,345,678,901.5"),
])  # fmt: skip
def test_numbers_are_written_the_safe_way(value, text):
    assert number_text(Decimal(value)) == text


def test_a_quantity_stays_on_one_line():
    assert quantity_text(Decimal("5.0"), "mg") == f"5{NO_BREAK_SPACE}mg"
    assert quantity_text(Decimal(2), "") == "2"


@pytest.mark.parametrize(("amount", "unit", "counted"), [
    (1, "tablet", "tablet"), (2, "tablet", "tablets"), (3, "patch", "patches"), (2, "mg", "mg"),
])  # fmt: skip
def test_things_that_are_counted_have_a_plural(amount, unit, counted):
    assert counted_unit(Decimal(amount), unit) == counted


@pytest.mark.parametrize(("amount", "unit", "words"), [
    ("1", "tablet", "1 tablet"), ("2.0", "tablet", "2 tablets"), ("0.5", "tablet", "half a tablet"),
    ("0.50", "tablet", "half a tablet"), ("1.5", "tablet", "1 and a half tablets"),
    ("12.5", "capsule", "12 and a half capsules"), ("0.25", "tablet", "a quarter of a tablet"),
    ("0.75", "tablet", "three quarters of a tablet"), ("0.5", "patch", "half a patch"),
    ("0.5", "tablets", "half a tablet"), ("1.5", "tablets", "1 and a half tablets"),
    ("1.25", "patch", "1 and a quarter patches"),
    ("2.75", "tablet", "2 and three quarters tablets"),
    ("0.3", "tablet", "0.3 tablets"), ("0.5", "mL", "0.5 mL"), ("0.5", "unit", "0.5 units"),
    ("0.5", "", "0.5"), ("0", "tablet", "0 tablets"),
    ("1000.5", "tablet", "1,000 and a half tablets"),
])  # fmt: skip
def test_parts_of_a_tablet_are_words(amount, unit, words):
    assert counted_text(Decimal(amount), unit).replace(NO_BREAK_SPACE, " ") == words


def test_a_number_never_stands_alone_at_the_end_of_a_line():
    assert counted_text(Decimal("0.5"), "tablet").split(" ") == ["half\u00a0a\u00a0tablet"]
    assert counted_text(Decimal("1.5"), "tablet").split(" ")[0] == "1\u00a0and\u00a0a\u00a0half"


@given(st.decimals(0, 100_000, places=2))
def test_any_count_keeps_its_whole_number(amount):
    words = counted_text(amount, "tablet").replace(NO_BREAK_SPACE, " ")
    whole = number_text(amount // 1)
    part = amount % 1
    assert words.startswith(whole) or (part and amount < 1)
    assert "." not in words or part not in {Decimal("0.25"), Decimal("0.5"), Decimal("0.75")}


@pytest.mark.parametrize(("written", "safe", "notes"), [
    ("5.0 mg", "5 mg", ("trailing_zero",)),
    ("2.50 mg", "2.5 mg", ("trailing_zero",)),
    (".5 mg", "0.5 mg", ("leading_zero",)),
    (".0 mg", "0 mg", ("leading_zero", "trailing_zero")),
    ("10µg", "10 mcg", ("write_mcg", "space_before_unit")),
    ("0.0250µg", "0.025 mcg", ("write_mcg", "trailing_zero", "space_before_unit")),
    ("QD", "daily", ("write_daily",)),
    ("20 mg qd", "20 mg daily", ("write_daily",)),
    ("5 mg b.i.d.", "5 mg twice a day", ("write_twice",)),
    ("1 tablet OD", "1 tablet daily", ("write_daily",)),
    ("4U", "4 units", ("write_units",)),
    ("5000 IU SC", "5,000 units under the skin",
     ("write_units", "write_under_skin", "thousands")),
    ("5mg.", "5 mg", ("space_before_unit", "no_full_stop")),
    ("0.5%", "0.5 %", ("space_before_unit",)),
    ("10000.5 mg", "10,000.5 mg", ("thousands",)),
    ("5.0/2.50 mg", "5/2.5 mg", ("trailing_zero",)),
    ("5 mg", "5 mg", ()),
])  # fmt: skip
def test_an_unsafe_writing_is_written_safely_and_named(written, safe, notes):
    found = safe_dose_text(written)
    assert (found.text.replace(NO_BREAK_SPACE, " "), found.notes) == (safe, notes)


@pytest.mark.parametrize("text", [
    "until 1.10.2030", "at 8.30 pm", "at 8.00 a.m.", "until 2027", "call 5550142", "1,5 tablets",
    "1.000,5 tablets", "1 drop OD", "1 drop in the right eye, od", "take sc if told", "v1.2.30",
    "0000", "with od food and hs",
])  # fmt: skip
def test_dates_times_years_and_right_eyes_stay_as_they_are(text):
    assert safe_dose_text(text).text == text
    assert safe_dose_text(text).notes == ()


@given(dose_texts())
def test_the_safe_writing_never_changes_an_amount(text):
    before, after = parse_quantity(text), parse_quantity(safe_dose_text(text).text)
    assert (before and before.amount) == (after and after.amount)


@given(dose_texts() | st.text("0159.,µmgLUu QDbid/-x%" + NO_BREAK_SPACE, max_size=14))
def test_what_is_written_safely_stays_as_it_is(text):
    once = safe_dose_text(text)
    again = safe_dose_text(once.text)
    assert again.text == once.text
    assert again.notes == ()
