"""Medicines: when a dose falls due, how amounts read, and the list of a day."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.due_doses import DueDose, due_doses, is_due_on
from caregiver.domain.medication_list import (
    ChangeSort,
    MedicationEntry,
    MedicationGroups,
    changes_of,
    entry_of,
    pile_of,
    planned_days,
    stopped_lately,
)
from caregiver.domain.medications import (
    MedicationSort,
    Place,
    cycle_days_text,
    dose_title,
    parse_cycle_days,
)
from caregiver.domain.quantities import NO_BREAK_SPACE
from tests.builders import MONDAY, a_cycle, a_line, a_medication, a_schedule

LINE = a_line()
CYCLES = TreatmentCycles(
    (
        a_cycle(LINE, number=1, first_on=date(2027, 1, 4)),
        a_cycle(LINE, number=2, first_on=date(2027, 2, 3)),
        a_cycle(LINE, number=3, first_on=date(2027, 3, 1), days=21),
    )
)
MEDICINE = a_medication()
DAYS = st.dates(date(2026, 12, 1), date(2027, 6, 1))


@st.composite
def schedules(draw):
    """Any pattern that a person can enter."""
    first = draw(st.none() | DAYS)
    last = draw(st.none() | DAYS)
    as_needed = draw(st.booleans()) and draw(st.booleans())
    times = draw(st.lists(st.times().map(lambda at: at.replace(second=0, microsecond=0)),
                          max_size=4, unique=True))  # fmt: skip
    weekdays = draw(st.sets(st.integers(0, 6), max_size=3))
    cycle_days = draw(st.sets(st.integers(1, 40), max_size=22))
    return a_schedule(
        MEDICINE,
        as_needed=as_needed,
        times=() if as_needed else tuple(times),
        weekdays=() if as_needed else tuple(sorted(weekdays)),
        cycle_days=() if as_needed else tuple(sorted(cycle_days)),
        first_on=first,
        last_on=last if first is None or last is None else max(first, last),
    )


@given(schedules(), DAYS, st.integers(-2, 70))
def test_any_range_of_days_is_what_each_day_says(schedule, first, length):
    last = first + timedelta(days=length)
    expected = []
    for number in range(length + 1):
        day = first + timedelta(days=number)
        if is_due_on(schedule, day, CYCLES):
            expected += [DueDose(schedule, day, at) for at in sorted(schedule.times)]
    found = list(due_doses(schedule, first, last, CYCLES))
    assert found == expected
    assert len(set(found)) == len(found)


@given(DAYS)
def test_days_1_to_21_and_mondays_fall_where_a_calendar_says(day):
    lenalidomide = a_schedule(MEDICINE, times=(time(21),), cycle_days=tuple(range(1, 22)))
    dexamethasone = a_schedule(MEDICINE, times=(time(8),), weekdays=(0,))
    begun = [cycle for cycle in CYCLES.loose.cycles if cycle.first_on <= day]
    number = (day - begun[-1].first_on).days + 1 if begun else 0
    in_force = day >= date(2027, 1, 4)
    assert is_due_on(lenalidomide, day, CYCLES) == (in_force and 1 <= number <= 21)
    assert is_due_on(dexamethasone, day, CYCLES) == (in_force and day.isoweekday() == 1)


def test_a_daylight_saving_day_has_every_dose_once():
    schedule = a_schedule(MEDICINE, times=(time(20), time(2, 30), time(8)))
    for day in (date(2027, 3, 14), date(2027, 11, 7)):
        times = [due.time for due in due_doses(schedule, day, day, TreatmentCycles())]
        assert times == [time(2, 30), time(8), time(20)]


def test_days_of_a_cycle_are_never_due_without_a_cycle():
    assert not is_due_on(a_schedule(MEDICINE, cycle_days=(1,)), MONDAY, TreatmentCycles())


@pytest.mark.parametrize(("text", "days"), [
    ("1-21", tuple(range(1, 22))),
    ("1, 8, 15 to 17", (1, 8, 15, 16, 17)),
    ("1–3,22", (1, 2, 3, 22)),
    (" 5 , 5, 4 ", (4, 5)),
    ("", ()), (",,", ()),
    ("200", (200,)),
    ("0", None), ("201", None), ("21-1", None), ("1-", None), ("-5", None), ("x", None),
    ("1.5", None), ("9" * 5000, None),
])  # fmt: skip
def test_days_of_a_cycle_are_read_as_typed(text, days):
    assert parse_cycle_days(text) == days


@given(st.sets(st.integers(1, 200)))
def test_days_of_a_cycle_come_back_from_their_text(days):
    assert parse_cycle_days(cycle_days_text(tuple(days))) == tuple(sorted(days))


@pytest.mark.parametrize(("days", "text"), [
    ((), ""), ((3,), "3"), ((1, 2), "1, 2"), ((1, 2, 3), "1 to 3"),
    ((22, 1, 8, 15), "1, 8, 15, 22"),
])  # fmt: skip
def test_days_of_a_cycle_are_short_to_read(days, text):
    assert cycle_days_text(days) == text


@pytest.mark.parametrize(("changes", "codes"), [
    ({}, []),
    ({"name": ""}, ["name_missing"]),
    ({"stopped_on": date(2027, 1, 3)}, ["end_before_start"]),
    ({"stopped_on": date(2027, 1, 4)}, []),
])  # fmt: skip
def test_a_medicine_says_what_is_wrong_with_it(changes, codes):
    assert [problem.code for problem in a_medication(**changes).problems()] == codes


@pytest.mark.parametrize(("changes", "codes"), [
    ({}, []),
    ({"amount": Decimal(0)}, ["amount_not_positive"]),
    ({"unit": " "}, ["unit_missing"]),
    ({"amount": None, "unit": "", "dose_text": "as told"}, []),
    ({"times": (time(8), time(8))}, ["times_repeat"]),
    ({"times": tuple(time(h, m) for h in range(13) for m in (0, 30))}, ["times_repeat"]),
    ({"as_needed": True}, ["as_needed_has_times"]),
    ({"as_needed": True, "times": ()}, []),
    ({"weekdays": (7,)}, ["weekday_unknown"]),
    ({"cycle_days": (0,)}, ["cycle_day_unknown"]),
    ({"most_per_day": 0, "least_gap_hours": 0}, ["number_too_small", "number_too_small"]),
    ({"last_on": date(2027, 1, 3)}, ["end_before_start"]),
])  # fmt: skip
def test_a_schedule_says_what_is_wrong_with_it(changes, codes):
    assert [problem.code for problem in a_schedule(MEDICINE, **changes).problems()] == codes


def test_a_medicine_is_not_in_use_from_the_day_it_is_stopped():
    stopped = a_medication(stopped_on=MONDAY)
    assert stopped.is_current(MONDAY - timedelta(days=1))
    assert not stopped.is_current(MONDAY)
    assert stopped.when() == date(2027, 1, 4)
    assert stopped.texts()[0] == "Acyclovir 400 mg"


@pytest.mark.parametrize(("changes", "text"), [
    ({}, f"1{NO_BREAK_SPACE}tablet"),
    ({"dose_text": "with food"}, f"1{NO_BREAK_SPACE}tablet, with food"),
    ({"amount": None, "dose_text": "a thin layer"}, "a thin layer"),
    ({"amount": Decimal("2.0"), "unit": "capsule"}, f"2{NO_BREAK_SPACE}capsules"),
])  # fmt: skip
def test_the_amount_each_time_in_words(changes, text):
    assert a_schedule(MEDICINE, **changes).amount_text() == text


def test_the_dose_beside_the_name_is_the_strength_of_its_own_time():
    assert dose_title(MEDICINE, None) == "400 mg"
    assert dose_title(MEDICINE, a_schedule(MEDICINE, strength="200 mg")) == "200 mg"
    bare = a_medication(strength="")
    assert dose_title(bare, a_schedule(bare)) == f"1{NO_BREAK_SPACE}tablet"
    assert dose_title(bare, None) == ""


# The list of a day


def _entry(medication=MEDICINE, *patterns):
    return entry_of(medication, [a_schedule(medication, **one) for one in patterns], MONDAY)


def test_schedules_are_told_apart_by_whether_they_hold():
    entry = _entry(
        MEDICINE,
        {"last_on": date(2027, 1, 31)},
        {"first_on": date(2027, 2, 1), "last_on": date(2027, 2, 28)},
        {"first_on": date(2027, 3, 1)},
        {"first_on": date(2027, 4, 1)},
        {"first_on": None, "last_on": date(2026, 12, 31)},
    )
    assert [one.first_on for one in entry.schedules] == [date(2027, 3, 1)]
    assert [one.first_on for one in entry.earlier] == [date(2027, 2, 1), date(2027, 1, 4), None]
    assert [one.first_on for one in entry.coming] == [date(2027, 4, 1)]
    assert entry.shown == entry.schedules


def test_without_a_schedule_in_force_the_one_to_come_or_the_last_is_shown():
    coming = _entry(MEDICINE, {"first_on": date(2027, 4, 1)}, {"last_on": date(2027, 2, 1)})
    assert coming.shown == coming.coming
    ended = _entry(MEDICINE, {"last_on": date(2027, 2, 1)})
    assert ended.shown == ended.earlier
    assert _entry().shown == ()
    assert not _entry().is_as_needed


@pytest.mark.parametrize(("medicine", "patterns", "pile"), [
    ({"treats_myeloma": True, "place": Place.HOSPITAL}, [], "myeloma"),
    ({"place": Place.HOSPITAL}, [{}], "at_hospital"),
    ({"sort": MedicationSort.HERBAL}, [{}], "remedies"),
    ({}, [{"as_needed": True, "times": ()}], "when_needed"),
    ({}, [{}], "every_day"),
    ({}, [{"weekdays": (0,)}], "not_every_day"),
    ({}, [{"cycle_days": (1,)}, {"as_needed": True, "times": ()}], "not_every_day"),
    ({}, [], "not_every_day"),
])  # fmt: skip
def test_a_medicine_belongs_to_one_pile(medicine, patterns, pile):
    entry = _entry(a_medication(**medicine), *patterns)
    assert pile_of(entry) == pile
    assert MedicationGroups(**{pile: (entry,)}).current == (entry,)


@pytest.mark.parametrize(("stopped", "is_lately"), [
    (None, False), (MONDAY, True), (MONDAY + timedelta(days=1), False),
    (MONDAY - timedelta(days=91), True), (MONDAY - timedelta(days=92), False),
])  # fmt: skip
def test_a_stopped_medicine_is_shown_for_three_months(stopped, is_lately):
    assert stopped_lately(a_medication(stopped_on=stopped), MONDAY) is is_lately


def test_what_happened_to_a_medicine_is_told_in_order():
    medicine = a_medication(stopped_on=date(2027, 3, 10), stop_reason="rash")
    entry = _entry(
        medicine,
        {"last_on": date(2027, 1, 31)},
        {"first_on": date(2027, 2, 1), "change_reason": "kidneys", "told_by": "Dr. Okafor"},
        {"first_on": None, "as_needed": True, "times": ()},
    )
    found = changes_of(entry)
    assert [(one.sort, one.day, one.reason) for one in found] == [
        (ChangeSort.STARTED, date(2027, 1, 4), ""),
        (ChangeSort.DOSE_CHANGED, date(2027, 2, 1), "kidneys"),
        (ChangeSort.STOPPED, date(2027, 3, 10), "rash"),
    ]
    assert found[1].before.last_on == date(2027, 1, 31)
    assert found[1].told_by == "Dr. Okafor"


def test_a_medicine_of_which_only_the_name_is_known_has_no_story():
    assert changes_of(MedicationEntry(a_medication(started_on=None))) == []
    stopped = MedicationEntry(a_medication(started_on=None, stopped_on=MONDAY))
    assert [one.sort for one in changes_of(stopped)] == [ChangeSort.STOPPED]


def test_planned_days_of_a_cycle_begin_when_the_medicine_does():
    first = date(2027, 3, 1)
    medicine = a_medication(started_on=date(2027, 3, 8), stopped_on=date(2027, 3, 29))
    entry = _entry(medicine, {"weekdays": (0,), "first_on": None})
    assert planned_days(entry, first, 28, CYCLES) == {8, 15, 22}
    unknown = a_medication(started_on=None)
    assert planned_days(_entry(unknown, {"weekdays": (0,)}), first, 28, CYCLES) == {1, 8, 15, 22}
