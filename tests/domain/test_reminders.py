"""What to remind of and when, and the trail of looks by a clock that may be wrong."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.appointments import Appointment, AppointmentStatus, Occurrence, occurrences
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.reminder_trail import (
    LONGEST_WALK,
    MOST_STRETCHES,
    Step,
    Stretch,
    Trail,
    read_trail,
    step,
)
from caregiver.domain.reminders import (
    COLLECTION,
    Falls,
    Occasion,
    is_owed,
    key_parts,
    of_appointment,
    of_collection,
    of_dose,
    of_follow_up,
    of_task,
)
from tests.builders import MONDAY, a_dose, a_medication, a_schedule, a_task, an_appointment

NEW_YORK, LONDON = ZoneInfo("America/New_York"), ZoneInfo("Europe/London")
APIA, KATHMANDU = ZoneInfo("Pacific/Apia"), ZoneInfo("Asia/Kathmandu")
NOW = datetime(2027, 3, 15, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def before(appointment: Appointment, home: ZoneInfo = NEW_YORK) -> list[Occasion]:
    assert appointment.starts is not None
    occurrence = Occurrence(appointment, appointment.starts, appointment.ends)
    return list(of_appointment(occurrence, home))


def a_due_dose(day: date = MONDAY, at: time = time(8), **changes: object) -> DoseEntry:
    medication = a_medication()
    return DoseEntry(medication, a_schedule(medication, **changes), day, at)


def test_an_appointment_without_reminders_of_its_own_has_the_usual_two() -> None:
    day, hours = before(an_appointment())
    assert day.due_at == datetime(2027, 3, 23, 14, 30, tzinfo=UTC)
    assert hours.due_at == datetime(2027, 3, 24, 12, 30, tzinfo=UTC)
    assert day.falls_at == hours.falls_at == datetime(2027, 3, 24, 14, 30, tzinfo=UTC)


def test_an_appointment_with_reminders_has_only_those_and_each_once() -> None:
    made = before(an_appointment(reminders=(30, 2880, 30)))
    assert [one.minutes for one in made] == [2880, 30]
    assert len({one.key for one in made}) == 2


def test_a_whole_day_counts_from_its_morning_at_home() -> None:
    one = an_appointment(all_day=True, starts=datetime(2027, 3, 24), ends=datetime(2027, 3, 24))
    day, hours = before(one, LONDON)
    assert day.due_at == datetime(2027, 3, 23, 9, 0, tzinfo=UTC)
    assert hours.due_at == datetime(2027, 3, 24, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "rule", "count"),
    [
        (AppointmentStatus.PLANNED, "", 2),
        (AppointmentStatus.CONFIRMED, "", 2),
        (AppointmentStatus.ATTENDED, "", 0),
        (AppointmentStatus.MISSED, "", 0),
        (AppointmentStatus.CANCELLED, "", 0),
        (AppointmentStatus.ATTENDED, "FREQ=WEEKLY", 2),
        (AppointmentStatus.CANCELLED, "FREQ=WEEKLY", 0),
    ],
)
def test_only_what_is_still_to_come_is_reminded_of(
    status: AppointmentStatus, rule: str, count: int
) -> None:
    assert len(before(an_appointment(status=status, rule=rule))) == count


def test_an_appointment_keeps_its_own_zone_and_a_dose_follows_the_person() -> None:
    appointment = an_appointment()
    assert before(appointment, NEW_YORK) == before(appointment, KATHMANDU)
    here, there = of_dose(a_due_dose(), NEW_YORK), of_dose(a_due_dose(), KATHMANDU)
    assert here is not None
    assert there is not None
    assert here.due_at == datetime(2027, 3, 15, 12, 0, tzinfo=UTC)
    assert there.due_at == datetime(2027, 3, 15, 2, 15, tzinfo=UTC)


def test_a_zone_this_computer_does_not_know_is_the_persons() -> None:
    (only,) = before(an_appointment(zone="Mars/Olympus", reminders=(10,)), LONDON)
    assert only.falls_at == datetime(2027, 3, 24, 10, 30, tzinfo=UTC)


def test_a_recorded_dose_and_one_without_a_time_are_not_reminded_of() -> None:
    entry = a_due_dose()
    recorded = entry._replace(dose=a_dose(entry.medication))
    assert of_dose(recorded, NEW_YORK) is None
    assert of_dose(entry._replace(time=None), NEW_YORK) is None


@pytest.mark.parametrize(
    ("day", "at", "instant"),
    [
        (date(2027, 3, 14), time(2, 30), datetime(2027, 3, 14, 7, 30, tzinfo=UTC)),  # skipped
        (date(2027, 11, 7), time(1, 30), datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),  # twice
        (date(2028, 2, 29), time(8), datetime(2028, 2, 29, 13, 0, tzinfo=UTC)),
        (date(2038, 1, 19), time(3, 14), datetime(2038, 1, 19, 8, 14, tzinfo=UTC)),
    ],
)
def test_odd_times_have_one_instant(day: date, at: time, instant: datetime) -> None:
    made = of_dose(a_due_dose(day, at), NEW_YORK)
    assert made is not None
    assert made.due_at == instant


def test_the_day_samoa_skipped_has_no_doses_and_keeps_its_appointments() -> None:
    days = [date(2011, 12, 29), date(2011, 12, 30), date(2011, 12, 31)]
    made = [of_dose(a_due_dose(day), APIA) for day in days]
    assert [one.falls.wall.day for one in made if one] == [29, 31]
    instants = [one.due_at for one in made if one]
    assert instants[1] - instants[0] == DAY
    (kept,) = before(
        an_appointment(starts=datetime(2011, 12, 30, 8), zone="Pacific/Apia", reminders=(0,)), APIA
    )
    assert kept.due_at.astimezone(APIA) == datetime(2011, 12, 31, 8, tzinfo=APIA)


def test_the_29th_of_february_comes_every_four_years() -> None:
    birthday = an_appointment(
        starts=datetime(2024, 2, 29, 10), ends=None, rule="FREQ=YEARLY", reminders=(60,)
    )
    found = [
        one.due_at.date()
        for occurrence in occurrences(birthday, date(2024, 1, 1), date(2033, 1, 1))
        for one in of_appointment(occurrence, NEW_YORK)
    ]
    assert found == [date(2024, 2, 29), date(2028, 2, 29), date(2032, 2, 29)]


def test_a_task_without_a_time_is_due_in_the_morning_and_done_ones_never() -> None:
    made = of_task(a_task(), LONDON)
    assert made is not None
    assert made.due_at == datetime(2027, 3, 19, 9, 0, tzinfo=UTC)
    timed = of_task(a_task(due_time=time(16, 5)), LONDON)
    assert timed is not None
    assert timed.due_at == datetime(2027, 3, 19, 16, 5, tzinfo=UTC)
    assert of_task(a_task(done_on=MONDAY), LONDON) is None
    assert of_task(a_task(due_on=None), LONDON) is None


def collection(**changes: object) -> list[Occasion]:
    one = an_appointment(collects_urine=True, **changes)
    assert one.starts is not None
    return list(of_collection(Occurrence(one, one.starts, one.ends), NEW_YORK, "begin", "end"))


def test_a_collection_begins_and_ends_24_hours_later_over_the_night_of_the_clocks() -> None:
    begin, end = collection(starts=datetime(2027, 3, 14, 9), ends=None)
    assert (begin.title, end.title) == ("begin", "end")
    assert begin.due_at == datetime(2027, 3, 13, 14, 0, tzinfo=UTC)
    assert end.due_at - begin.due_at == DAY
    assert key_parts(end.key).falls_at(NEW_YORK) == end.falls_at
    assert key_parts(begin.key).thing == key_parts(end.key).thing


def test_a_collection_that_has_begun_is_reminded_of_at_its_real_end() -> None:
    began = datetime(2027, 3, 23, 11, 12, tzinfo=UTC)
    (end,) = collection(collection_began_at=began)
    assert end.due_at == began + DAY
    assert collection(collection_began_at=began, collection_ended_at=began + DAY) == []
    assert collection(status=AppointmentStatus.CANCELLED) == []


@given(
    what=st.sampled_from(["appointment", "dose", "task", "follow_up"]),
    wall=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
        lambda one: one.replace(second=0, microsecond=0)
    ),
    zone=st.sampled_from([None, NEW_YORK, APIA, KATHMANDU, ZoneInfo("Australia/Lord_Howe")]),
    minutes=st.integers(0, 90_000),
)
def test_a_key_says_what_when_and_how_long_before(
    what: str, wall: datetime, zone: ZoneInfo | None, minutes: int
) -> None:
    falls = Falls(wall, zone)
    at = falls.instant(LONDON)
    one = Occasion(what, "0190-ab", falls, minutes, "", at, at - timedelta(minutes=minutes))
    parts = key_parts(one.key)
    assert (parts.what, parts.record_id, parts.minutes) == (what, "0190-ab", minutes)
    assert parts.falls_at(LONDON) == at
    assert parts.what != COLLECTION


def test_a_flight_to_the_east_owes_what_the_clock_jumped_over() -> None:
    dose = of_dose(a_due_dose(at=time(20)), LONDON)  # 20:00 UTC
    assert dose is not None
    nine_in_london = datetime(2027, 3, 15, 21, 0, tzinfo=UTC)
    assert not is_owed(dose, nine_in_london, LONDON)
    assert is_owed(dose, nine_in_london, NEW_YORK)  # there it was 5 in the afternoon
    appointment = before(an_appointment(reminders=(0,)))[0]
    assert not is_owed(appointment, appointment.due_at, LONDON)


def test_a_follow_up_is_due_on_its_morning() -> None:
    made = of_follow_up("x", "M-protein", MONDAY, NEW_YORK)
    assert made.due_at == datetime(2027, 3, 15, 13, 0, tzinfo=UTC)


# The trail of looks


def looked(*moments: datetime) -> tuple[Trail, Step]:
    trail = Trail()
    for moment in moments:
        made = step(trail, moment, "UTC")
        trail = made.trail
    return trail, made


def test_the_first_look_owes_nothing_and_the_next_what_came_since() -> None:
    assert looked(NOW)[1].since == NOW
    assert looked(NOW, NOW + 9 * HOUR)[1].since == NOW
    assert looked(NOW, NOW + 9 * HOUR, NOW + 10 * HOUR)[1].since == NOW + 9 * HOUR


def test_after_years_only_the_last_are_owed() -> None:
    now = NOW + 2000 * DAY
    assert looked(NOW, now)[1].since == now - LONGEST_WALK


@pytest.mark.parametrize("wrong", [timedelta(days=1500), timedelta(days=30), timedelta(hours=5)])
def test_a_moment_in_the_future_is_forgotten(wrong: timedelta) -> None:
    trail, back = looked(NOW, NOW + wrong, NOW + timedelta(minutes=1))
    assert back.wrong_from == NOW + wrong
    assert back.since == NOW
    later = step(trail, NOW + timedelta(minutes=20), "UTC")
    assert all(one.end <= NOW + HOUR for one in later.trail.stretches)
    # off across the time the clock had shown: nothing is lost there
    assert step(later.trail, NOW + wrong + 9 * HOUR, "UTC").since == max(
        NOW + timedelta(minutes=20), NOW + wrong + 9 * HOUR - LONGEST_WALK
    )


@pytest.mark.parametrize("by", [timedelta(seconds=2), HOUR, 2 * HOUR])
def test_a_clock_set_back_a_little_owes_nothing_again(by: timedelta) -> None:
    _, made = looked(NOW, NOW + 9 * HOUR, NOW + 9 * HOUR - by)
    assert made.wrong_from is None
    assert made.since == NOW + 9 * HOUR - by


def test_a_day_back_after_hours_of_looks_is_a_person_who_set_the_clock() -> None:
    looks = [NOW + timedelta(minutes=10 * number) for number in range(20)]
    _, made = looked(*looks, NOW - 20 * HOUR)
    assert made.wrong_from is None


def test_a_dead_battery_and_back_goes_on_where_it_was() -> None:
    trail, behind = looked(NOW - HOUR, NOW, datetime(1970, 1, 1, tzinfo=UTC))
    assert behind.wrong_from is None
    assert behind.since == datetime(1970, 1, 1, tzinfo=UTC)
    again = step(trail, NOW + HOUR, "UTC")
    assert again.is_recovered
    assert again.since == NOW
    assert again.trail.back_at is None


def test_three_days_back_in_the_middle_of_what_was_looked_at_announces_nothing_again() -> None:
    nights = [NOW + number * 12 * HOUR for number in range(8)]
    _, made = looked(*nights, NOW + timedelta(hours=17))
    assert made.is_set_back
    assert made.wrong_from is None
    assert made.since == NOW + timedelta(hours=17)


def test_hours_in_a_wrong_year_are_forgotten_too() -> None:
    wrong = [NOW + timedelta(days=1500, minutes=10 * number) for number in range(30)]
    _, made = looked(NOW, *wrong, NOW + timedelta(hours=5))
    assert made.wrong_from == wrong[0]
    assert made.since == NOW


def test_a_clock_that_was_never_set_owes_nothing_when_it_is() -> None:
    assert looked(datetime(1970, 1, 1, tzinfo=UTC), NOW)[1].since == NOW


@given(st.lists(st.integers(-3_000_000, 3_000_000), max_size=40))
def test_the_trail_stays_short_and_comes_back_from_its_text(minutes: list[int]) -> None:
    trail = Trail()
    for one in minutes:
        now = NOW + timedelta(minutes=one)
        made = step(trail, now, "Pacific/Apia")
        assert made.since <= now
        assert now - made.since <= LONGEST_WALK
        trail = made.trail
        assert trail.last == now
        assert len(trail.stretches) <= MOST_STRETCHES + MOST_STRETCHES // 2 + 2
        assert read_trail(trail.text()) == trail


@pytest.mark.parametrize("text", ["", "no", "[]", "{}", '{"looks":[["x"]],"zone":"","back_at":0}'])
def test_a_trail_that_cannot_be_read_begins_anew(text: str) -> None:
    assert read_trail(text) == Trail()


def test_looks_close_together_are_one_stretch() -> None:
    trail, _ = looked(NOW, NOW + HOUR, NOW + 2 * HOUR, NOW + 20 * HOUR)
    assert trail.stretches == (
        Stretch(NOW, NOW + 2 * HOUR),
        Stretch(NOW + 20 * HOUR, NOW + 20 * HOUR),
    )
