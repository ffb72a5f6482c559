"""Doses: what may be recorded, the family's own limits, and the plan beside the record."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.dose_plan import DoseEntry, DosePlan
from caregiver.domain.doses import DoseStatus, LimitWarning, limit_warnings
from caregiver.domain.medications import Place
from caregiver.domain.quantities import NO_BREAK_SPACE
from tests.builders import MONDAY, a_dose, a_medication, a_schedule

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")
MEDICINE = a_medication()
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("changes", "codes"), [
    ({}, []),
    ({"medication_id": ""}, ["medication_missing"]),
    ({"given_at": None}, ["time_missing"]),
    ({"given_at": None, "status": DoseStatus.SKIPPED}, []),
    ({"given_at": datetime(2027, 3, 15, 8)}, ["zone_unknown"]),
    ({"amount": Decimal(0)}, ["amount_not_positive"]),
    ({"amount": None}, []),
])  # fmt: skip
def test_a_dose_says_what_is_wrong_with_it(changes, codes):
    assert [problem.code for problem in a_dose(MEDICINE, **changes).problems()] == codes


def test_a_dose_is_found_by_what_was_written_about_it():
    assert a_dose(MEDICINE).texts() == ()
    assert a_dose(MEDICINE, reason="felt sick").texts() == ("felt sick", "felt sick")
    assert a_dose(MEDICINE, note="with milk", reason="late").texts() == ("with milk", "late")
    assert a_dose(MEDICINE).when() == MONDAY


def test_the_amount_given_in_words():
    assert a_dose(MEDICINE, amount=Decimal("2.0")).amount_text() == f"2{NO_BREAK_SPACE}tablets"
    assert a_dose(MEDICINE, amount=None, dose_text="a thin layer").amount_text() == "a thin layer"


def test_late_is_taken_and_held_is_not_missed():
    assert [one for one in DoseStatus if one.was_taken] == [DoseStatus.TAKEN, DoseStatus.LATE]


@pytest.mark.parametrize(("hours_ago", "most", "gap", "expected"), [
    ([], 1, 6, []),
    ([6], None, None, []),
    ([6], None, 6, []),
    ([5.9], None, 6, [("under_least_gap", 1, 5.9)]),
    ([8, 16, 23.9], 3, None, [("over_most_per_day", 3, 8)]),
    ([8, 16, 24], 3, None, []),
    ([8, 16, 20, 23], 3, 6, [("over_most_per_day", 4, 8)]),
    ([1, 7], 2, 6, [("over_most_per_day", 2, 1), ("under_least_gap", 2, 1)]),
    # A dose noted later for an earlier time: what was given after it counts as well.
    ([-1], None, 6, [("under_least_gap", 1, -1)]),
    ([-6], None, 6, []),
    ([-1, -8, -16], 3, None, [("over_most_per_day", 3, -1)]),
    ([10, -10], 2, None, [("over_most_per_day", 2, 10)]),
    ([20, -20], 2, None, []),
])  # fmt: skip
def test_the_familys_limits_are_checked_before_a_dose_is_noted(hours_ago, most, gap, expected):
    schedule = a_schedule(
        MEDICINE, as_needed=True, times=(), most_per_day=most, least_gap_hours=gap
    )
    given = [NOW - hours * HOUR for hours in hours_ago]
    limits = {"over_most_per_day": most, "under_least_gap": gap}
    assert limit_warnings(schedule, given, NOW) == tuple(
        LimitWarning(code, limits[code], count, NOW - near * HOUR) for code, count, near in expected
    )


@given(st.lists(st.integers(-60, 60), max_size=8), st.integers(1, 5))
def test_more_than_the_limit_in_any_24_hours_is_always_said(hours, most):
    schedule = a_schedule(MEDICINE, as_needed=True, times=(), most_per_day=most)
    given = [NOW + number * HOUR for number in hours]
    after = sorted([*given, NOW])
    passes = any(
        sum(1 for at in after if start <= at < start + 24 * HOUR) > most
        and start <= NOW < start + 24 * HOUR
        for start in after
    )
    assert bool(limit_warnings(schedule, given, NOW)) == passes


# The plan beside the record


def _plan(*schedules, medicine=MEDICINE):
    return DosePlan({medicine.id: medicine}, schedules, TreatmentCycles())


def _shown(entries):
    return [(one.day, one.time, one.dose.id if one.dose else None) for one in entries]


def test_what_is_due_stands_beside_what_was_recorded():
    schedule = a_schedule(MEDICINE)
    taken = a_dose(MEDICINE, schedule_id=schedule.id)
    entries = _plan(schedule).beside([taken], MONDAY, MONDAY)
    assert _shown(entries) == [(MONDAY, time(8), taken.id), (MONDAY, time(20), None)]
    assert all(one.is_planned for one in entries)


def test_a_record_from_before_a_change_of_dose_still_fits_its_time():
    new = a_schedule(MEDICINE)
    taken = a_dose(MEDICINE, schedule_id="an older schedule")
    assert _shown(_plan(new).beside([taken], MONDAY, MONDAY))[0] == (MONDAY, time(8), taken.id)


def test_of_two_schedules_at_one_time_each_gets_its_own_record():
    one, two = a_schedule(MEDICINE, times=(time(8),)), a_schedule(MEDICINE, times=(time(8),))
    dose = a_dose(MEDICINE, schedule_id=two.id)
    entries = _plan(one, two).beside([dose], MONDAY, MONDAY)
    assert {entry.schedule.id: entry.dose for entry in entries} == {one.id: None, two.id: dose}


def test_as_needed_doses_come_last_and_are_not_planned():
    needed = a_schedule(MEDICINE, as_needed=True, times=())
    later, sooner = (
        a_dose(MEDICINE, schedule_id=needed.id, due_time=None, given_at=NOW + hours * HOUR)
        for hours in (2, 1)
    )
    no_time = a_dose(
        MEDICINE, schedule_id=None, due_time=None, given_at=None, status=DoseStatus.SKIPPED
    )
    daily = a_schedule(MEDICINE, times=(time(20),))
    entries = _plan(daily, needed).beside([later, sooner, no_time], MONDAY, MONDAY)
    assert [one.dose for one in entries] == [None, no_time, sooner, later]
    assert [one.is_planned for one in entries] == [True, False, False, False]


def test_a_day_without_a_time_is_planned_for_any_time():
    any_time = a_schedule(MEDICINE, times=(), weekdays=(0,))
    entries = _plan(any_time).beside([], MONDAY - timedelta(days=6), MONDAY)
    assert _shown(entries) == [(MONDAY, None, None)]
    assert entries[0].is_planned
    assert entries[0].planned_at(NEW_YORK) is None
    needed = a_dose(MEDICINE, due_time=None, schedule_id="another")
    found = _plan(any_time).beside([needed], MONDAY, MONDAY)
    assert [one.dose for one in found] == [None, needed]


def test_nothing_is_due_before_the_start_nor_from_the_day_it_is_stopped():
    medicine = a_medication(started_on=MONDAY, stopped_on=MONDAY + timedelta(days=2))
    schedule = a_schedule(medicine, times=(time(8),), first_on=None)
    around = _plan(schedule, medicine=medicine).due(
        MONDAY - timedelta(days=3), MONDAY + timedelta(days=5)
    )
    assert [one.day for one in around] == [MONDAY, MONDAY + timedelta(days=1)]


def test_what_the_hospital_gives_is_left_out_unless_asked_for():
    medicine = a_medication(place=Place.HOSPITAL)
    plan = _plan(a_schedule(medicine, times=(time(8),)), medicine=medicine)
    assert list(plan.due(MONDAY, MONDAY)) == []
    assert len(list(plan.due(MONDAY, MONDAY, at_hospital=True))) == 1


def test_schedules_and_records_of_an_unknown_medicine_are_left_out():
    other = a_medication()
    plan = _plan(a_schedule(other))
    assert plan.beside([a_dose(other)], MONDAY, MONDAY) == ()
    assert _plan().beside([a_dose(MEDICINE)], MONDAY, MONDAY)[0].schedule is None


@pytest.mark.parametrize(("day", "at", "utc"), [
    (date(2027, 3, 14), time(2, 30), datetime(2027, 3, 14, 7, 30, tzinfo=UTC)),  # skipped: 3:30
    (date(2027, 3, 14), time(8), datetime(2027, 3, 14, 12, tzinfo=UTC)),
    (date(2027, 11, 7), time(1, 30), datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),  # the first of two
    (date(2027, 11, 7), time(8), datetime(2027, 11, 7, 13, tzinfo=UTC)),
])  # fmt: skip
def test_a_clock_change_neither_drops_nor_doubles_a_dose(day, at, utc):
    entries = list(_plan(a_schedule(MEDICINE, times=(at,))).due(day, day))
    assert [one.planned_at(NEW_YORK) for one in entries] == [utc]


@given(st.dates(date(2027, 1, 4), date(2027, 12, 31)), st.integers(0, 40))
def test_every_due_dose_is_shown_once_with_or_without_its_record(first, length):
    schedule = a_schedule(MEDICINE)
    last = first + timedelta(days=length)
    plan = _plan(schedule)
    due = list(plan.due(first, last))
    recorded = [
        a_dose(MEDICINE, day=one.day, due_time=one.time, schedule_id=schedule.id)
        for one in due[::2]
    ]
    entries = plan.beside(recorded, first, last)
    assert [one.key for one in entries] == [one.key for one in due]
    assert sum(one.dose is not None for one in entries) == len(recorded)


def test_an_entry_without_schedule_and_time_is_not_planned():
    assert not DoseEntry(MEDICINE, None, MONDAY, None).is_planned
