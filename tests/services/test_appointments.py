"""Appointments: what falls when, the next visit, and single dates of a series."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caregiver.clock import FixedClock
from caregiver.domain.appointments import Appointment, AppointmentKind, AppointmentStatus
from caregiver.domain.recurrence import Frequency, Rule, most_a_day, weekly
from caregiver.domain.visits import Visit
from caregiver.errors import InvalidRecord
from caregiver.services.appointments import MOST_OFTEN_A_DAY, AppointmentsService
from caregiver.storage.care_file import CareFile
from tests.builders import a_question, a_visit, an_appointment


@pytest.fixture
def service(care_file: CareFile, clock: FixedClock) -> AppointmentsService:
    """The service on an empty file."""
    return AppointmentsService(care_file, clock)


def a_series(**changes: object) -> Appointment:
    """Blood test every Wednesday at 8:00 from March 3, 2027."""
    return an_appointment(
        **{
            "title": "Blood test",
            "sort": AppointmentKind.LAB_DRAW,
            "starts": datetime(2027, 3, 3, 8, 0),
            "ends": datetime(2027, 3, 3, 8, 30),
            "rule": "FREQ=WEEKLY;BYDAY=WE",
            **changes,
        }
    )


def days(service: AppointmentsService, first: date, last: date) -> list[date]:
    """Return the days on which something falls."""
    return [one.day for one in service.occurrences(first, last)]


def test_occurrences_stand_in_time_order_with_whole_days_first(
    service: AppointmentsService,
) -> None:
    day = datetime(2027, 3, 17)
    service.save(a_series())
    service.save(an_appointment(title="Dentist", starts=day.replace(hour=7), ends=None))
    service.save(an_appointment(title="Day off", starts=day, ends=day, all_day=True))

    found = service.occurrences(date(2027, 3, 17), date(2027, 3, 17))

    assert [one.appointment.title for one in found] == ["Day off", "Dentist", "Blood test"]


def test_last_day_of_a_whole_day_appointment_is_part_of_it(service: AppointmentsService) -> None:
    service.save(
        an_appointment(all_day=True, starts=datetime(2027, 3, 8), ends=datetime(2027, 3, 12))
    )

    assert days(service, date(2027, 3, 12), date(2027, 3, 12)) == [date(2027, 3, 8)]
    assert days(service, date(2027, 3, 13), date(2027, 3, 20)) == []


def test_stay_over_months_is_found_in_its_middle(service: AppointmentsService) -> None:
    service.save(
        an_appointment(starts=datetime(2026, 1, 2, 9, 0), ends=datetime(2027, 6, 1, 12, 0))
    )

    assert days(service, date(2027, 3, 1), date(2027, 3, 31)) == [date(2026, 1, 2)]


def test_series_across_years_keeps_its_wall_clock_time(service: AppointmentsService) -> None:
    service.save(a_series(starts=datetime(2020, 1, 1, 8, 0), ends=datetime(2020, 1, 1, 8, 30)))

    found = service.occurrences(date(2027, 3, 8), date(2027, 3, 22))

    assert [one.starts for one in found] == [
        datetime(2027, 3, 10, 8, 0),
        datetime(2027, 3, 17, 8, 0),
    ]
    # the clocks go forward in New York on March 14, 2027
    assert [service.instant(one).astimezone(UTC).hour for one in found] == [13, 12]


def test_time_that_daylight_saving_skips_comes_one_hour_later(
    service: AppointmentsService,
) -> None:
    service.save(an_appointment(starts=datetime(2027, 3, 14, 2, 30), ends=None))

    (found,) = service.occurrences(date(2027, 3, 14), date(2027, 3, 14))

    assert service.instant(found).isoformat() == "2027-03-14T03:30:00-04:00"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    by_weeks=st.booleans(),
    interval=st.integers(1, 5),
    weekdays=st.sets(st.integers(0, 6)),
    start=st.dates(date(2020, 1, 1), date(2027, 1, 1)),
    count=st.one_of(st.none(), st.integers(1, 60)),
    window=st.tuples(st.dates(date(2019, 6, 1), date(2028, 1, 1)), st.integers(0, 90)),
)
def test_series_falls_on_the_days_that_a_plain_count_finds(
    service: AppointmentsService,
    by_weeks: bool,
    interval: int,
    weekdays: set[int],
    start: date,
    count: int | None,
    window: tuple[date, int],
) -> None:
    first, length = window
    last = first + timedelta(days=length)
    named = weekly(weekdays, interval, count)
    rule = named if by_weeks else replace(named, frequency=Frequency.DAILY)
    begins = datetime.combine(start, datetime.min.time())
    saved = service.save(a_series(starts=begins, ends=None, rule=rule.text()))

    assert days(service, first, last) == _counted(rule, start, first, last)

    service.delete(saved)


def _counted(rule: Rule, start: date, first: date, last: date) -> list[date]:
    """Walk day by day from the start and keep what the rule says: slow and plain."""
    by_weeks = rule.frequency is Frequency.WEEKLY
    usual = (start.weekday(),) if by_weeks else tuple(range(7))
    wanted = rule.plain_weekdays or usual
    monday = start - timedelta(days=start.weekday())
    all_days = [start]
    day = start + timedelta(days=1)
    while day <= last:
        if by_weeks:
            fits = ((day - monday).days // 7) % rule.interval == 0
        else:
            fits = (day - start).days % rule.interval == 0
        if fits and day.weekday() in wanted:
            all_days.append(day)
        day += timedelta(days=1)
    return [one for one in all_days[: rule.count] if first <= one <= last]


def test_dropped_date_comes_back_with_undo(
    service: AppointmentsService, care_file: CareFile
) -> None:
    series = service.save(a_series(note="Fasting"))

    service.drop_occurrence(series, date(2027, 3, 17))

    assert days(service, date(2027, 3, 10), date(2027, 3, 24)) == [
        date(2027, 3, 10),
        date(2027, 3, 24),
    ]
    care_file.undo()
    (back,) = service.occurrences(date(2027, 3, 17), date(2027, 3, 17))
    assert back.appointment.note == "Fasting"


def test_moved_date_leaves_the_series_in_one_change(
    service: AppointmentsService, care_file: CareFile
) -> None:
    series = service.save(a_series())

    moved = service.move_occurrence(series, date(2027, 3, 17), datetime(2027, 3, 18, 9, 15))

    assert (moved.repeats, moved.ends) == (False, datetime(2027, 3, 18, 9, 45))
    assert days(service, date(2027, 3, 15), date(2027, 3, 31)) == [
        date(2027, 3, 18),
        date(2027, 3, 24),
        date(2027, 3, 31),
    ]
    care_file.undo()
    assert days(service, date(2027, 3, 15), date(2027, 3, 24)) == [
        date(2027, 3, 17),
        date(2027, 3, 24),
    ]


def test_visit_prepared_for_one_date_follows_it(
    service: AppointmentsService, care_file: CareFile
) -> None:
    series = service.save(a_series())
    visit = a_visit(appointment_id=series.id, starts=datetime(2027, 3, 17, 8, 0))
    with care_file.change("test") as work:
        work.save(visit)

    moved = service.move_occurrence(series, date(2027, 3, 17), datetime(2027, 3, 18, 9, 15))

    with care_file.read() as reader:
        found = reader.get(Visit, visit.id)
    assert found is not None
    assert (found.appointment_id, found.starts) == (moved.id, datetime(2027, 3, 18, 9, 15))


def test_whole_series_moves_with_its_weekday_and_dropped_dates(
    service: AppointmentsService,
) -> None:
    series = service.save(a_series(excluded_days=(date(2027, 3, 24),)))

    changed = replace(series, starts=datetime(2027, 3, 18, 9, 0), ends=datetime(2027, 3, 18, 10, 0))
    service.change_series(series, date(2027, 3, 17), changed)

    found = service.occurrences(date(2027, 3, 1), date(2027, 4, 2))
    assert [one.starts.isoformat() for one in found] == [
        "2027-03-04T09:00:00",
        "2027-03-11T09:00:00",
        "2027-03-18T09:00:00",
        "2027-04-01T09:00:00",
    ]


def test_removed_appointment_leaves_visit_and_question_without_the_link(
    service: AppointmentsService, care_file: CareFile
) -> None:
    appointment = service.save(an_appointment())
    visit = a_visit(appointment_id=appointment.id)
    question = a_question(about=f"appointment:{appointment.id}")
    with care_file.change("test") as work:
        work.save(visit)
        work.save(question)

    service.delete(appointment)

    with care_file.read() as reader:
        assert reader.get(Visit, visit.id).appointment_id is None  # type: ignore[union-attr] # saved above
    care_file.undo()
    with care_file.read() as reader:
        found = reader.get(Visit, visit.id)
    assert found is not None
    assert found.appointment_id == appointment.id


def test_next_visit_is_the_next_clinic_one_that_stands(service: AppointmentsService) -> None:
    service.save(an_appointment(title="Call", sort=AppointmentKind.TELE,
                                starts=datetime(2027, 3, 16, 14, 0), ends=None))  # fmt: skip
    service.save(an_appointment(title="Gone", status=AppointmentStatus.CANCELLED,
                                starts=datetime(2027, 3, 17, 9, 0), ends=None))  # fmt: skip
    service.save(an_appointment(title="Clinic"))

    found = service.next_visit()

    assert found is not None
    assert found.appointment.title == "Clinic"


def test_next_visit_falls_back_to_a_call_and_to_none(service: AppointmentsService) -> None:
    assert service.next_visit() is None
    service.save(an_appointment(title="Call", sort=AppointmentKind.TELE))

    found = service.next_visit()

    assert found is not None
    assert found.appointment.title == "Call"


def test_visit_under_way_is_still_the_next_one(
    service: AppointmentsService, clock: FixedClock
) -> None:
    service.save(an_appointment(starts=datetime(2027, 3, 15, 7, 50), ends=None))
    later = service.save(an_appointment())

    now = service.next_visit()
    after = service.next_visit(clock.now())

    assert now is not None
    assert now.starts == datetime(2027, 3, 15, 7, 50)
    assert after is not None
    assert after.appointment.id == later.id


def test_next_visit_of_a_series_skips_what_was_taken_out(service: AppointmentsService) -> None:
    service.save(a_series(sort=AppointmentKind.CLINIC, excluded_days=(date(2027, 3, 17),)))

    found = service.next_visit()

    assert found is not None
    assert found.starts == datetime(2027, 3, 24, 8, 0)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ["Blood test"]),
        ({"starts": datetime(2027, 3, 17, 8, 30)}, []),
        ({"starts": datetime(2027, 3, 17, 5, 15), "zone": "America/Los_Angeles"}, ["Blood test"]),
        ({"all_day": True}, []),
    ],
)
def test_two_at_once_are_told(
    service: AppointmentsService, change: dict[str, object], expected: list[str]
) -> None:
    service.save(a_series())
    starts = datetime(2027, 3, 17, 8, 15)
    candidate = an_appointment(**{"starts": starts, "ends": None, **change})

    assert [one.appointment.title for one in service.conflicts(candidate)] == expected


def test_past_appointment_is_accepted(service: AppointmentsService) -> None:
    saved = service.save(an_appointment(starts=datetime(2019, 5, 2, 9, 0), ends=None))

    assert service.get(saved.id) == saved


def test_single_appointment_is_moved_and_dropped_as_itself(
    service: AppointmentsService,
) -> None:
    one = service.save(an_appointment(ends=None))

    moved = service.move_occurrence(one, date(2027, 3, 24), datetime(2027, 3, 25, 9, 0))
    assert (moved.id, moved.ends) == (one.id, None)

    service.drop_occurrence(moved, date(2027, 3, 25))
    assert service.is_empty()


def test_dropped_date_lets_go_of_its_visit_and_keeps_the_others(
    service: AppointmentsService, care_file: CareFile
) -> None:
    series = service.save(a_series())
    on_17, on_24 = (
        a_visit(appointment_id=series.id, starts=datetime(2027, 3, day, 8, 0)) for day in (17, 24)
    )
    with care_file.change("test") as work:
        work.save(on_17)
        work.save(on_24)

    service.drop_occurrence(series, date(2027, 3, 17))

    with care_file.read() as reader:
        links = {one.id: one.appointment_id for one in reader.all(Visit)}
    assert links == {on_17.id: None, on_24.id: series.id}


def test_visit_follows_a_new_time_but_one_that_took_place_stays(
    service: AppointmentsService, care_file: CareFile
) -> None:
    one = service.save(an_appointment())
    coming, held = a_visit(appointment_id=one.id), a_visit(appointment_id=one.id, held=True)
    with care_file.change("test") as work:
        work.save(coming)
        work.save(held)

    service.save(replace(one, starts=datetime(2027, 3, 26, 9, 0), ends=None))

    with care_file.read() as reader:
        starts = {each.id: each.starts for each in reader.all(Visit)}
    assert starts == {
        coming.id: datetime(2027, 3, 26, 9, 0),
        held.id: datetime(2027, 3, 24, 10, 30),
    }


def test_held_visit_of_a_moved_date_keeps_its_own_time(
    service: AppointmentsService, care_file: CareFile
) -> None:
    series = service.save(a_series())
    held = a_visit(appointment_id=series.id, starts=datetime(2027, 3, 17, 8, 0), held=True)
    with care_file.change("test") as work:
        work.save(held)

    moved = service.move_occurrence(series, date(2027, 3, 17), datetime(2027, 3, 18, 9, 0))

    with care_file.read() as reader:
        found = reader.get(Visit, held.id)
    assert found is not None
    assert (found.appointment_id, found.starts) == (moved.id, held.starts)


def test_series_without_a_start_is_refused(service: AppointmentsService) -> None:
    series = service.save(a_series())

    with pytest.raises(InvalidRecord):
        service.change_series(series, date(2027, 3, 17), replace(series, starts=None))

    assert service.all() == (series,)


def test_last_date_moves_along_with_a_whole_series(service: AppointmentsService) -> None:
    series = service.save(a_series(rule="FREQ=WEEKLY;BYDAY=WE;UNTIL=20270317"))

    service.change_series(
        series, date(2027, 3, 10), replace(series, starts=datetime(2027, 3, 12, 8), ends=None)
    )

    found = service.occurrences(date(2027, 3, 1), date(2027, 4, 2))
    assert [one.day.day for one in found] == [5, 12, 19]


def test_all_day_clinic_visit_counts_until_midnight(service: AppointmentsService) -> None:
    service.save(
        an_appointment(all_day=True, starts=datetime(2027, 3, 15), ends=datetime(2027, 3, 15))
    )

    assert service.next_visit() is not None


def test_visit_years_ahead_is_still_found(service: AppointmentsService) -> None:
    service.save(an_appointment(starts=datetime(2031, 1, 8, 9, 0), ends=None))

    found = service.next_visit()

    assert found is not None
    assert found.starts.year == 2031


def test_series_of_every_minute_share_what_can_be_read(service: AppointmentsService):
    for _ in range(40):
        service.save(an_appointment(title="Noise", rule="FREQ=MINUTELY"))
    visit = service.save(an_appointment(title="Visit", rule="FREQ=DAILY;BYHOUR=8,20"))
    first = date(2027, 5, 1)
    found = service.occurrences(first, date(2027, 5, 31))
    assert sum(one.appointment.id == visit.id for one in found) == 62
    assert len(found) <= 62 + 31 * MOST_OFTEN_A_DAY


@pytest.mark.parametrize(
    ("rule", "most"),
    [
        ("", 1), ("FREQ=DAILY", 1), ("FREQ=WEEKLY;BYHOUR=8,20;BYMINUTE=0,30", 4),
        ("FREQ=HOURLY", 24), ("FREQ=HOURLY;INTERVAL=48", 1), ("FREQ=MINUTELY;BYHOUR=3", 60),
        ("FREQ=MINUTELY;INTERVAL=720", 3),
    ],
)  # fmt: skip
def test_a_rule_says_how_often_a_day_it_falls_at_most(rule: str, most: int):
    assert most_a_day(rule) == most
