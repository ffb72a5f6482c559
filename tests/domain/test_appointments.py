"""Appointments: what keeps one from being saved, and when a series falls."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.appointment_kinds import kind_named, kind_of
from caregiver.domain.appointments import AppointmentKind, Occurrence, occurrences
from tests.builders import an_appointment


@pytest.mark.parametrize(("changes", "codes"), [
    ({}, []),
    ({"title": "  "}, ["title_missing"]),
    ({"starts": None, "ends": None}, ["start_missing"]),
    ({"starts": datetime(1899, 1, 1)}, ["date_unlikely"]),
    ({"starts": datetime(2201, 1, 1)}, ["date_unlikely"]),
    ({"ends": datetime(2027, 3, 24, 10, 29)}, ["end_before_start"]),
    ({"ends": None}, []),
    ({"zone": "Mars/Base"}, ["zone_unknown"]),
    ({"zone": ""}, ["zone_unknown"]),
    ({"zone": "../etc/passwd"}, ["zone_unknown"]),
    ({"zone": "", "all_day": True}, []),
    ({"rule": "FREQ=SECONDLY"}, ["rule_not_understood"]),
    ({"rule": "FREQ=MONTHLY;BYDAY=2WE"}, []),
    ({"rule": "FREQ=DAILY", "series_id": "a"}, ["series_inside"]),
    ({"reminders": (60, -1)}, ["reminder_unlikely"]),
    ({"rule": "FREQ=WEEKLY;COUNT=4"}, []),
])  # fmt: skip
def test_an_appointment_says_what_is_wrong_with_it(changes, codes):
    assert [problem.code for problem in an_appointment(**changes).problems()] == codes


def test_an_appointment_is_found_by_its_words_and_its_day():
    appointment = an_appointment(location="Level 2", driver="Ben", bring="Pill boxes", note="Park")
    assert appointment.texts() == ("Hematology clinic", "Level 2", "Ben", "Pill boxes", "Park")
    assert appointment.when() == date(2027, 3, 24)
    assert an_appointment(starts=None).when() is None


def test_a_single_appointment_falls_once_and_keeps_its_length():
    appointment = an_appointment()
    assert not appointment.repeats
    day = date(2027, 3, 24)
    expected = Occurrence(appointment, datetime(2027, 3, 24, 10, 30), datetime(2027, 3, 24, 11))
    assert list(occurrences(appointment, day, day)) == [expected]
    assert expected.day == day
    for other in (day - timedelta(days=1), day + timedelta(days=1)):
        assert list(occurrences(appointment, other, other)) == []


def test_an_appointment_without_a_start_falls_never_and_one_without_an_end_is_open():
    assert list(occurrences(an_appointment(starts=None), date.min, date.max)) == []
    open_ended = an_appointment(ends=None)
    assert [one.ends for one in occurrences(open_ended, date.min, date.max)] == [None]


def test_a_stay_over_several_days_counts_on_each_of_them():
    stay = an_appointment(
        starts=datetime(2027, 3, 24), ends=datetime(2027, 3, 27), all_day=True, rule="FREQ=WEEKLY"
    )
    for day in range(24, 28):
        found = list(occurrences(stay, date(2027, 3, day), date(2027, 3, day)))
        assert [one.starts for one in found] == [datetime(2027, 3, 24)]
    assert list(occurrences(stay, date(2027, 3, 28), date(2027, 3, 30))) == []


def test_an_excluded_day_is_left_out_and_the_others_stay():
    series = an_appointment(rule="FREQ=WEEKLY;COUNT=3", excluded_days=(date(2027, 3, 31),))
    assert series.repeats
    found = [one.day for one in occurrences(series, date(2027, 1, 1), date(2027, 12, 31))]
    assert found == [date(2027, 3, 24), date(2027, 4, 7)]


def test_a_series_keeps_its_wall_clock_time_through_daylight_saving():
    zone = ZoneInfo("America/New_York")
    series = an_appointment(
        starts=datetime(2027, 3, 10, 10, 30), ends=datetime(2027, 3, 10, 11), rule="FREQ=WEEKLY"
    )
    found = list(occurrences(series, date(2027, 3, 1), date(2027, 3, 31)))
    assert {one.starts.time() for one in found} == {time(10, 30)}
    offsets = {one.starts.replace(tzinfo=zone).utcoffset() for one in found}
    assert len(offsets) == 2


@given(
    st.sampled_from(["", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=DAILY;COUNT=9"]),
    st.integers(0, 5000), st.integers(-30, 300), st.integers(0, 60),
)  # fmt: skip
def test_any_window_shows_exactly_what_touches_it(rule, minutes, offset, length):
    start = datetime(2027, 3, 15, 22)
    series = an_appointment(starts=start, ends=start + timedelta(minutes=minutes), rule=rule)
    everything = list(occurrences(series, date(2027, 1, 1), date(2029, 1, 1)))
    first = start.date() + timedelta(days=offset)
    last = first + timedelta(days=length)
    touching = [one for one in everything if one.day <= last and one.ends.date() >= first]
    assert list(occurrences(series, first, last)) == touching


@pytest.mark.parametrize(("title", "kind"), [
    ("Blood test", AppointmentKind.LAB_DRAW),
    ("Eye scan", AppointmentKind.SCAN),
    ("Chemo clinic", AppointmentKind.INFUSION),
    ("Bone marrow biopsy", AppointmentKind.PROCEDURE),
    ("Dentist", AppointmentKind.DENTAL),
    ("Flu shot", AppointmentKind.VACCINE),
    ("Haematology", AppointmentKind.CLINIC),
    ("Lunch with Ben", AppointmentKind.OTHER),
    ("Scandinavia trip", AppointmentKind.OTHER),
])  # fmt: skip
def test_a_title_tells_what_an_appointment_is_for(title, kind):
    assert kind_of(title) is kind
    assert kind_named(title) is (None if kind is AppointmentKind.OTHER else kind)
