"""Results: printed values taken apart, likely slips, and series that may be joined."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.labs import is_tenfold_jump, parse_value, trends
from tests.builders import a_result


@pytest.mark.parametrize(("printed", "comparator", "number"), [
    ("99", "", "99"), (" 0.62 ", "", "0.62"), ("1,250", "", "1250"), ("-2.1", "", "-2.1"),
    ("<0.1", "<", "0.1"), ("< 0.1", "<", "0.1"), ("> 1,000", ">", "1000"),
    ("<=5", "<", "5"), ("≤ 5", "<", "5"), (">=5", ">", "5"), ("≥5", ">", "5"),
    ("not quantifiable", "", None), ("1,5", "", None), ("1+", "", None), ("", "", None),
    ("<", "", None), ("12 (low)", "", None), ("1:40", "", None),
])  # fmt: skip
def test_a_printed_value_is_taken_apart(printed, comparator, number):
    assert parse_value(printed) == (comparator, None if number is None else Decimal(number))


@given(st.decimals(-(10**8), 10**8, places=3), st.sampled_from(["", "<", ">"]))
def test_a_printed_number_is_read_exactly(number, comparator):
    assert parse_value(f"{comparator}{number:f}") == (comparator, number)


@given(st.text(max_size=30))
def test_anything_printed_can_be_looked_at(printed):
    result = a_result(printed=printed)
    assert result.comparator in {"", "<", ">"}
    assert result.number is None or result.number.is_finite()


@pytest.mark.parametrize(("changes", "problems"), [
    ({}, []),
    ({"name": ""}, [("name", "test_missing")]),
    ({"printed": " "}, [("printed", "value_missing")]),
    ({"printed": "1000000001"}, [("printed", "value_unlikely")]),
    ({"printed": "words"}, []),
    ({"range_low": Decimal(20)}, [("range_high", "end_before_start")]),
    ({"range_low": None}, []),
])  # fmt: skip
def test_a_result_says_what_is_wrong_with_it(changes, problems):
    assert [tuple(one) for one in a_result(**changes).problems()] == problems


@pytest.mark.parametrize(("changes", "words"), [
    ({}, "3.3 to 19.4"),
    ({"range_text": "negative"}, "negative"),
    ({"range_low": None}, "up to 19.4"),
    ({"range_high": None}, "from 3.3"),
    ({"range_low": None, "range_high": None}, ""),
])  # fmt: skip
def test_the_range_is_said_as_the_laboratory_gave_it(changes, words):
    assert a_result(**changes).range_words() == words


def test_a_result_is_found_by_its_test_and_belongs_to_the_day_it_was_taken():
    assert a_result().texts()[0] == "Kappa free light chain 131 mg/L"
    assert a_result().when() == date(2027, 3, 10)
    assert a_result().series_key == ("flc_kappa", "mg/L")
    assert a_result(test="", name="Own Test").series_key == ("own test", "mg/L")


@pytest.mark.parametrize(("value", "earlier", "is_jump"), [
    ("9.9", ["99", "1"], True), ("990", ["99"], True), ("99", ["97"], False),
    ("8", ["1"], True), ("7.9", ["1"], False), ("0.125", ["1"], True), ("0.13", ["1"], False),
    ("5", [], False), ("5", ["0"], False), ("0", ["5"], False), ("-5", ["5"], False),
])  # fmt: skip
def test_ten_times_the_last_value_is_questioned(value, earlier, is_jump):
    assert is_tenfold_jump(Decimal(value), map(Decimal, earlier)) is is_jump


def _series(*printed, **changes):
    first = date(2027, 1, 1)
    return [
        a_result(printed=value, taken_on=first + timedelta(days=7 * number), **changes)
        for number, value in enumerate(printed)
    ]


def test_a_trend_is_measured_from_the_lowest_plain_number():
    (trend,) = trends(list(reversed(_series("200", "<40", "50", "words", "60"))))
    assert [one.printed for one in trend.results] == ["200", "<40", "50", "words", "60"]
    assert trend.lowest.printed == "50"
    assert (trend.change, trend.change_percent) == (Decimal(10), Decimal("20.0"))


def test_units_and_laboratories_are_never_joined():
    found = trends([
        *_series("10", "20"), *_series("1", "2", unit="g/L"), *_series("5", laboratory="City"),
    ])  # fmt: skip
    assert {(one.unit, one.laboratory, len(one.results)) for one in found} == {
        ("mg/L", "", 2), ("mg/L", "City", 1), ("g/L", "", 2),
    }  # fmt: skip
    assert all(len({(r.unit, r.laboratory) for r in one.results}) == 1 for one in found)


@pytest.mark.parametrize("printed", [("words",), ("<1", ">2")])
def test_without_a_plain_number_there_is_no_lowest(printed):
    (trend,) = trends(_series(*printed))
    assert (trend.lowest, trend.change, trend.change_percent) == (None, None, None)


@pytest.mark.parametrize("lowest", ["0", "-1", "0.0000000000000000000000001"])
def test_a_percentage_that_says_nothing_is_left_out(lowest):
    (trend,) = trends(_series(lowest, "1000000000"))
    assert trend.change is not None
    assert trend.change_percent is None


@given(st.lists(st.decimals(0, 10**9, places=25) | st.just(Decimal(0)), min_size=1, max_size=6))
def test_a_trend_of_any_numbers_can_be_worked_out(numbers):
    (trend,) = trends(_series(*(f"{number:f}" for number in numbers)))
    assert trend.lowest.number == min(numbers)


def test_no_results_have_no_trend():
    assert trends([]) == ()
