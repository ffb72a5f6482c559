"""Lines of treatment and where a day stands in its cycle."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.therapy import LONGEST_CYCLE, CycleDay, cycle_day, cycle_over
from tests.builders import a_cycle, a_line

LINE = a_line()
FIRST = a_cycle(LINE, number=1, first_on=date(2027, 1, 4), days=28)
SECOND = a_cycle(LINE, number=2, first_on=date(2027, 2, 8), days=21)
CYCLES = (FIRST, SECOND)


@pytest.mark.parametrize(("day", "where"), [
    (date(2027, 1, 3), None),
    (date(2027, 1, 4), CycleDay(1, 1, 28)),
    (date(2027, 1, 31), CycleDay(1, 28, 28)),
    (date(2027, 2, 1), CycleDay(1, 29, 28)),  # a delay: the cycle goes on until the next begins
    (date(2027, 2, 7), CycleDay(1, 35, 28)),
    (date(2027, 2, 8), CycleDay(2, 1, 21)),
    (date(2027, 3, 21), CycleDay(2, 42, 21)),
    (date(2027, 3, 22), None),  # two lengths on with no next cycle: it is over
])  # fmt: skip
def test_a_day_stands_in_the_cycle_that_began_last(day, where):
    assert cycle_day(CYCLES, day) == where


def test_without_cycles_no_day_stands_anywhere():
    assert cycle_day((), date(2027, 3, 15)) is None


@given(st.integers(1, LONGEST_CYCLE), st.integers(0, 400))
def test_days_of_a_cycle_count_one_by_one_for_two_lengths(days, number):
    cycle = a_cycle(LINE, days=days)
    where = cycle_day((cycle,), cycle.first_on + timedelta(days=number))
    expected = CycleDay(cycle.number, number + 1, days) if number < 2 * days else None
    assert where == expected


@pytest.mark.parametrize(("changes", "codes"), [
    ({}, []),
    ({"name": " "}, ["name_missing"]),
    ({"number": 0}, ["number_too_small"]),
    ({"stopped_on": date(2027, 1, 3)}, ["end_before_start"]),
    ({"started_on": None, "stopped_on": date(2027, 1, 3)}, []),
])  # fmt: skip
def test_a_line_says_what_is_wrong_with_it(changes, codes):
    assert [problem.code for problem in a_line(**changes).problems()] == codes


@pytest.mark.parametrize(("changes", "codes"), [
    ({}, []),
    ({"number": 0, "days": 0}, ["number_too_small", "cycle_length"]),
    ({"days": LONGEST_CYCLE}, []),
    ({"days": LONGEST_CYCLE + 1}, ["cycle_length"]),
])  # fmt: skip
def test_a_cycle_says_what_is_wrong_with_it(changes, codes):
    assert [problem.code for problem in a_cycle(LINE, **changes).problems()] == codes


@pytest.mark.parametrize(("day", "is_current"), [
    (date(2027, 1, 3), False), (date(2027, 1, 4), True),
    (date(2027, 6, 1), True), (date(2027, 6, 2), False),
])  # fmt: skip
def test_a_line_is_under_way_to_its_last_day(day, is_current):
    assert a_line(stopped_on=date(2027, 6, 1)).is_current(day) is is_current


def test_a_line_is_found_by_its_words_and_its_first_day():
    line = a_line(best_response="very good partial response")
    assert line.texts() == ("DPd", "very good partial response", "", "")
    assert line.when() == date(2027, 1, 4)
    assert FIRST.when() == date(2027, 1, 4)
    assert a_line(started_on=None).is_current(date(1999, 1, 1))


@pytest.mark.parametrize(
    ("days_after", "is_over"), [(0, False), (27, False), (28, True), (400, True)]
)
def test_a_cycle_is_over_once_its_planned_days_have_passed(days_after: int, is_over: bool) -> None:
    cycle = a_cycle(a_line(), days=28)
    found = cycle_over([cycle], cycle.first_on + timedelta(days=days_after))
    assert (found == cycle) is is_over


def test_no_cycle_is_over_while_the_next_one_is_noted_or_none_was() -> None:
    line = a_line()
    first = a_cycle(line)
    following = a_cycle(line, number=4, first_on=first.first_on + timedelta(days=35))
    assert cycle_over([first, following], first.first_on + timedelta(days=30)) is None
    assert cycle_over([], first.first_on) is None
