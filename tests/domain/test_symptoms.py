"""Symptoms: what may be noted, and temperatures in both units."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.symptoms import SymptomReport, celsius
from tests.builders import MONDAY, a_symptom

SUNDAY = date(2027, 3, 14)


def _fever(value, unit):
    return {"severity": None, "value": None if value is None else Decimal(value), "unit": unit}


@pytest.mark.parametrize(("changes", "problems"), [
    ({}, []),
    ({"name": " "}, [("name", "symptom_missing")]),
    ({"severity": 5}, [("severity", "severity_unknown")]),
    ({"severity": -1}, [("severity", "severity_unknown")]),
    ({"severity": None}, [("severity", "severity_missing")]),
    ({"began_on": date(2027, 3, 16)}, [("began_on", "start_after_day")]),
    ({"began_on": MONDAY, "ended_on": SUNDAY}, [("ended_on", "end_before_start")]),
    ({"began_on": SUNDAY, "ended_on": MONDAY}, []),
    (_fever("38.4", "°C"), []),
    (_fever("101.1", "°F"), []),
    (_fever("38.4", ""), [("unit", "unit_missing")]),
    (_fever("38.4", "°F"), [("unit", "did_you_mean_c")]),
    (_fever("101.1", "°C"), [("unit", "did_you_mean_f")]),
    (_fever("384", "°C"), [("value", "temperature_unlikely")]),
    (_fever("60", "°F"), [("value", "temperature_unlikely")]),
    (_fever("62.5", "kg"), []),
    (_fever("30", "°C"), []), (_fever("45", "°C"), []),
    (_fever("86", "°F"), []), (_fever("113", "°F"), []),
])  # fmt: skip
def test_a_report_says_what_is_wrong_with_it(changes, problems):
    assert [tuple(one) for one in a_symptom(**changes).problems()] == problems


@pytest.mark.parametrize(("value", "unit", "degrees"), [
    ("100.4", "°F", "38.0"), ("101.1", "°F", "38.4"), ("98.6", "°F", "37.0"),
    ("38.45", "°C", "38.45"),
])  # fmt: skip
def test_a_temperature_is_compared_in_celsius(value, unit, degrees):
    assert str(celsius(Decimal(value), unit)) == degrees


@given(st.decimals(30, 45, places=1))
def test_a_temperature_in_either_unit_is_the_same(degrees):
    fahrenheit = (degrees * 9 / 5 + 32).quantize(Decimal("0.01"))
    assert celsius(fahrenheit, "°F") == degrees


def test_a_problem_is_ongoing_while_it_is_there_and_has_no_end():
    assert a_symptom().is_ongoing
    assert not a_symptom(severity=0).is_ongoing
    assert not a_symptom(severity=None, value=Decimal(38), unit="°C").is_ongoing
    assert not a_symptom(ended_on=MONDAY).is_ongoing


def test_own_symptoms_are_told_apart_by_name():
    assert SymptomReport(name="Cold Toes").key == SymptomReport(name="cold toes").key == "cold toes"
    assert a_symptom().key == "neuropathy_numbness_tingling"
    assert a_symptom().when() == MONDAY
    assert a_symptom(place="both feet").texts()[:2] == ("Tingling or numbness", "both feet")
