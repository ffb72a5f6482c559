"""Bands over the calendar: runs of treatment days and the rest between them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.bands import Band, bands, is_mark, runs_of
from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.therapy import CycleDay, cycle_day
from tests.builders import a_cycle, a_line, a_medication, a_schedule

FIRST = date(2027, 3, 1)


def drawn(cycle_days: tuple[int, ...], first: date, last: date, **changes: object) -> list[Band]:
    """Return the bands of one medicine over cycles 3 and 4, which begin March 1 and 29."""
    line = a_line()
    cycles = [a_cycle(line), a_cycle(line, number=4, first_on=date(2027, 3, 29))]
    medication = a_medication(**changes)
    schedule = a_schedule(medication, cycle_days=cycle_days)
    return list(bands([(medication, schedule)], TreatmentCycles(cycles), first, last))


@pytest.mark.parametrize(
    ("days", "weekdays", "expected"),
    [
        (tuple(range(1, 22)), (), [(1, 21)]),
        ((1, 2, 3, 4, 9, 10, 11, 12), (), [(1, 4), (9, 12)]),
        ((1, 8, 15, 22), (), []),
        ((1, 2, 3), (0,), []),
    ],
)
def test_runs_are_three_days_or_more(
    days: tuple[int, ...], weekdays: tuple[int, ...], expected: list[tuple[int, int]]
) -> None:
    schedule = a_schedule(a_medication(), cycle_days=days, weekdays=weekdays)

    assert [(run[0], run[-1]) for run in runs_of(schedule)] == expected


def test_short_rest_between_runs_is_not_drawn() -> None:
    found = drawn((1, 2, 3, 4, 7, 8, 9, 10), FIRST, FIRST + timedelta(days=27))

    assert [(band.first.day, band.last.day, band.is_rest) for band in found] == [
        (1, 4, False),
        (7, 10, False),
        (11, 28, True),
    ]


def test_single_cycle_day_beside_a_run_is_no_rest() -> None:
    found = drawn((1, 2, 3, 4, 15), FIRST, FIRST + timedelta(days=27))

    assert [(band.first.day, band.last.day) for band in found if band.is_rest] == [
        (5, 14),
        (16, 28),
    ]


def test_two_medicines_have_lanes_of_their_own() -> None:
    one, other = a_medication(name="Lenalidomide"), a_medication(name="Venetoclax")
    planned = [(each, a_schedule(each, cycle_days=tuple(range(1, 15)))) for each in (one, other)]
    where = TreatmentCycles([a_cycle(a_line(), first_on=FIRST)])

    found = bands(planned, where, FIRST, FIRST + timedelta(days=27))

    assert {band.name: band.lane for band in found} == {"Lenalidomide": 0, "Venetoclax": 1}


def test_ended_schedule_and_stopped_medicine_draw_nothing() -> None:
    medication = a_medication(stopped_on=FIRST)
    schedule = a_schedule(medication, cycle_days=(1, 2, 3, 4))
    ended = a_schedule(a_medication(), cycle_days=(1, 2, 3), last_on=date(2027, 2, 1))
    where = TreatmentCycles([a_cycle(a_line(), first_on=FIRST)])

    assert bands([(medication, schedule)], where, FIRST, FIRST + timedelta(days=9)) == ()
    assert bands([(a_medication(), ended)], where, FIRST, FIRST + timedelta(days=9)) == ()


@given(
    days=st.sets(st.integers(1, 28), min_size=1),
    start=st.integers(-5, 40),
    length=st.integers(0, 42),
)
def test_every_treatment_day_of_a_run_is_in_a_band_and_no_other_day(
    days: set[int], start: int, length: int
) -> None:
    first = FIRST + timedelta(days=start)
    last = first + timedelta(days=length)
    schedule = a_schedule(a_medication(), cycle_days=tuple(sorted(days)))
    runs = {day for run in runs_of(schedule) for day in run}

    found = drawn(tuple(sorted(days)), first, last)

    line = a_line()
    cycles = [a_cycle(line), a_cycle(line, number=4, first_on=date(2027, 3, 29))]
    for number in range(length + 1):
        day = first + timedelta(days=number)
        where = cycle_day(cycles, day)
        wanted = where is not None and where.day <= where.days and where.day in runs
        covering = [one for one in found if not one.is_rest and one.first <= day <= one.last]
        assert len(covering) == int(wanted)
    assert all(first <= one.first <= one.last <= last for one in found)


@pytest.mark.parametrize(
    ("changes", "schedule", "where", "expected"),
    [
        ({}, {"weekdays": (0,)}, None, True),
        ({}, {"weekdays": (0, 2, 4)}, None, False),
        ({"treats_myeloma": True}, {"weekdays": (0, 2, 4)}, None, True),
        ({}, {"weekdays": tuple(range(7))}, None, False),
        ({}, {}, None, False),
        ({}, {"cycle_days": (1, 8)}, CycleDay(3, 8, 28), True),
        ({}, {"cycle_days": (1, 2, 3, 4)}, CycleDay(3, 2, 28), False),
    ],
)
def test_marks_are_for_what_is_rare_or_treatment(
    changes: dict[str, object],
    schedule: dict[str, object],
    where: CycleDay | None,
    expected: bool,
) -> None:
    medication = a_medication(**changes)

    assert is_mark(medication, a_schedule(medication, **schedule), where) is expected
