"""Dates of a series: this one, this and later, or all; and what belongs to them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caregiver.clock import FixedClock
from caregiver.domain.appointments import Appointment, AppointmentStatus, occurrences
from caregiver.services.appointments import AppointmentsService
from caregiver.storage.care_file import CareFile
from tests.builders import a_document, a_question, a_round, a_task, a_visit, an_appointment

A_MONTH = timedelta(days=31)
SPRING = (date(2027, 1, 1), date(2027, 6, 30))
RULES = (
    "FREQ=WEEKLY;COUNT=8", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=9", "FREQ=MONTHLY;BYDAY=2WE",
    "FREQ=MONTHLY;BYMONTHDAY=24", "FREQ=DAILY;INTERVAL=3;UNTIL=20270420", "FREQ=HOURLY;INTERVAL=36",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=5", "FREQ=DAILY;BYHOUR=10,16;COUNT=12",
)  # fmt: skip


@pytest.fixture
def service(care_file: CareFile, clock: FixedClock) -> AppointmentsService:
    """The service on an empty file."""
    return AppointmentsService(care_file, clock)


def a_series(**changes: object) -> Appointment:
    """Every Wednesday from March 24, 2027, 10:30 to 11:00, eight times."""
    return an_appointment(**{"title": "Infusion", "rule": "FREQ=WEEKLY;COUNT=8", **changes})


def starts(service: AppointmentsService) -> list[datetime]:
    return [one.starts for one in service.occurrences(*SPRING)]


def labels(service: AppointmentsService) -> list[str]:
    """Return "03-24 10:30 Infusion" for each date in sight."""
    return [
        f"{one.starts:%m-%d %H:%M} {one.appointment.title}" for one in service.occurrences(*SPRING)
    ]


def test_one_date_may_be_other_than_its_series(service: AppointmentsService) -> None:
    saved = service.save(a_series())
    third = datetime(2027, 4, 7, 10, 30)
    changed = replace(saved, starts=datetime(2027, 4, 8, 14), ends=None, title="Infusion, late")
    alone = service.change_occurrence(saved, third, changed)

    assert alone.series_id == saved.id
    assert alone.series_start == third
    assert "04-08 14:00 Infusion, late" in labels(service)
    assert third not in starts(service)
    assert len(starts(service)) == 8


def test_a_cancelled_date_stays_in_sight(service: AppointmentsService) -> None:
    saved = service.save(a_series())
    service.cancel_occurrence(saved, date(2027, 3, 31))
    shown = {one.day: one.appointment.status for one in service.occurrences(*SPRING)}
    assert len(shown) == 8
    assert shown[date(2027, 3, 31)] is AppointmentStatus.CANCELLED
    assert shown[date(2027, 4, 7)] is AppointmentStatus.PLANNED


def test_this_date_and_later_ones_move_and_the_rest_stays(service: AppointmentsService) -> None:
    saved = service.save(a_series())
    fourth = datetime(2027, 4, 14, 10, 30)
    later = service.change_later(
        saved,
        fourth,
        replace(saved, starts=datetime(2027, 4, 15, 9), ends=datetime(2027, 4, 15, 9, 45)),
    )
    assert labels(service) == [
        "03-24 10:30 Infusion", "03-31 10:30 Infusion", "04-07 10:30 Infusion",
        "04-15 09:00 Infusion", "04-22 09:00 Infusion", "04-29 09:00 Infusion",
        "05-06 09:00 Infusion", "05-13 09:00 Infusion",
    ]  # fmt: skip
    assert later.id != saved.id
    assert later.ends is not None
    assert later.ends.time().isoformat() == "09:45:00"


def test_ending_a_series_from_a_date_on(service: AppointmentsService, care_file: CareFile) -> None:
    saved = service.save(a_series(rule="FREQ=WEEKLY"))
    service.cancel_occurrence(saved, date(2027, 4, 28))
    service.drop_later(service.get(saved.id) or saved, datetime(2027, 4, 14, 10, 30))
    assert [f"{at:%m-%d}" for at in starts(service)] == ["03-24", "03-31", "04-07"]
    care_file.undo()
    assert len(starts(service)) == 15


def test_from_the_first_date_on_means_all(service: AppointmentsService) -> None:
    saved = service.save(a_series())
    first = datetime(2027, 3, 24, 10, 30)
    service.change_later(saved, first, replace(saved, title="Dara"))
    assert {one.split(" ", 2)[2] for one in labels(service)} == {"Dara"}
    assert len(service.all()) == 1
    service.drop_later(service.all()[0], first)
    assert service.all() == ()


def test_dates_on_their_own_follow_when_their_series_is_parted(
    service: AppointmentsService,
) -> None:
    saved = service.save(a_series())
    service.cancel_occurrence(saved, date(2027, 3, 31))
    service.cancel_occurrence(service.get(saved.id) or saved, date(2027, 4, 28))
    whole = service.get(saved.id)
    assert whole is not None
    start = datetime(2027, 4, 14, 10, 30)
    later = service.change_later(
        whole, start, replace(whole, starts=start + timedelta(hours=1), ends=None)
    )
    alone = {one.series_id: one.series_start for one in service.all() if one.series_id}
    assert alone == {
        saved.id: datetime(2027, 3, 31, 10, 30),
        later.id: datetime(2027, 4, 28, 11, 30),
    }
    assert len(starts(service)) == 8


def test_a_whole_series_moved_takes_its_single_dates_along(service: AppointmentsService) -> None:
    saved = service.save(a_series(rule="FREQ=MONTHLY;BYDAY=4WE"))
    service.drop_occurrence(saved, date(2027, 4, 28))
    whole = service.get(saved.id)
    assert whole is not None
    service.change_series(
        whole, date(2027, 5, 26), replace(whole, starts=datetime(2027, 5, 27, 8), ends=None)
    )
    assert [f"{at:%m-%d %H}" for at in starts(service)] == ["03-25 08", "05-27 08", "06-24 08"]


def test_a_removed_series_lets_go_of_what_referred_to_it(
    service: AppointmentsService, care_file: CareFile
) -> None:
    saved = service.save(a_series())
    alone = service.cancel_occurrence(saved, date(2027, 3, 31))
    about = f"appointment:{saved.id}"
    with care_file.change("saved") as work:
        work.save(a_visit(appointment_id=alone.id))
        work.save(a_round(appointment_id=saved.id))
        for record in (a_question(about=about), a_task(about=about), a_document(about=about)):
            work.save(record)
    service.delete(service.get(saved.id) or saved)
    assert service.all() == ()
    assert care_file.problems() == []
    care_file.undo()
    assert len(service.all()) == 2
    assert care_file.problems() == []


def test_visits_move_with_the_dates_they_were_prepared_for(
    service: AppointmentsService, care_file: CareFile
) -> None:
    saved = service.save(a_series())
    with care_file.change("saved") as work:
        early = work.save(a_visit(appointment_id=saved.id, starts=datetime(2027, 3, 24, 10, 30)))
        late = work.save(a_visit(appointment_id=saved.id, starts=datetime(2027, 4, 21, 10, 30)))
    start = datetime(2027, 4, 14, 10, 30)
    later = service.change_later(
        saved, start, replace(saved, starts=start + timedelta(days=1), ends=None)
    )
    with care_file.read() as reader:
        assert reader.get(type(early), early.id).starts == datetime(2027, 3, 24, 10, 30)
        moved = reader.get(type(late), late.id)
    assert moved.starts == datetime(2027, 4, 22, 10, 30)
    assert moved.appointment_id == later.id


def test_other_calendars_can_tell_the_newer_copy(service: AppointmentsService) -> None:
    saved = service.save(a_series())
    assert service.save(replace(saved, note="Bring a blanket.")).sequence == 0
    assert service.save(replace(saved, location="Level 3")).sequence == 1


def test_further_dates_and_dates_taken_out(service: AppointmentsService) -> None:
    extra = datetime(2027, 4, 2, 15)
    saved = service.save(
        a_series(rule="FREQ=WEEKLY;COUNT=2", extra_starts=(extra, datetime(2027, 3, 31, 10, 30)))
    )
    assert starts(service) == [
        datetime(2027, 3, 24, 10, 30), datetime(2027, 3, 31, 10, 30), extra,
    ]  # fmt: skip
    service.drop_occurrence(saved, extra)
    assert extra not in starts(service)
    only_named = service.save(a_series(rule="", extra_starts=(extra,), title="Named"))
    assert only_named.repeats
    assert [label for label in labels(service) if "Named" in label] == [
        "03-24 10:30 Named", "04-02 15:00 Named",
    ]  # fmt: skip


@given(st.sampled_from(RULES), st.integers(0, 9), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_parting_a_series_loses_and_doubles_no_date(
    service: AppointmentsService, rule: str, place: int, is_all: bool
) -> None:
    saved = service.save(a_series(rule=rule))
    before = starts(service)
    start = before[min(place, len(before) - 1)]
    changed = replace(saved, starts=start, title="Changed")
    if saved.ends is not None and saved.starts is not None:
        changed = replace(changed, ends=start + (saved.ends - saved.starts))
    if is_all and start.time() == saved.starts.time():
        service.change_series(saved, start, changed)
    elif start.time() == saved.starts.time():
        service.change_later(saved, start, changed)
        titles = [one.appointment.title for one in service.occurrences(*SPRING)]
        kept = before.index(start)
        assert titles == ["Infusion"] * kept + ["Changed"] * (len(before) - kept)
    assert starts(service) == before
    for one in service.all():
        service.delete(one)


ZONES = ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu",
         "America/St_Johns", "Pacific/Apia", "Africa/Casablanca", "America/Santiago")  # fmt: skip


@given(
    st.sampled_from(ZONES),
    st.sampled_from(RULES),
    st.datetimes(datetime(2010, 1, 1), datetime(2027, 12, 31)),
    st.integers(0, 400),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_dates_keep_their_wall_clock_time_whatever_the_clocks_do(
    service: AppointmentsService, zone: str, rule: str, begins: datetime, later: int
) -> None:
    """Dateutil expands and places the same dates; a time the clocks skip comes an hour later."""
    begins = begins.replace(second=0, microsecond=0, fold=0)
    rule = rule.split(";UNTIL")[0].split(";COUNT")[0]
    one = a_series(starts=begins, ends=None, rule=rule, zone=zone)
    first = begins.date() + timedelta(days=later)
    found = [service.instant(date_) for date_ in occurrences(one, first, first + A_MONTH)]

    last = datetime.combine(first + A_MONTH, datetime.max.time())
    walked = rrulestr(f"{rule};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=begins)
    local = {begins, *walked} if begins.date() >= first else set(walked)
    expected = [
        tz.resolve_imaginary(at.replace(tzinfo=tz.gettz(zone))).astimezone(UTC)
        for at in sorted(local)
        if at.date() >= first
    ]
    assert [at.astimezone(UTC) for at in found] == expected
    assert [at.tzinfo for at in found] == [ZoneInfo(zone)] * len(found)
