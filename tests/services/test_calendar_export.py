"""Calendar files out: what goes in, how long a cancellation stays, what is told on whole days."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.appointments import AppointmentStatus
from caregiver.domain.tasks import Task
from caregiver.errors import NotFound
from caregiver.services import exports
from caregiver.services.appointments import AppointmentsService
from caregiver.services.exports import ExportsService
from caregiver.services.tasks import TasksService
from caregiver.storage.care_file import CareFile
from tests.builders import a_cycle, a_line, a_medication, a_schedule, an_appointment


@pytest.fixture
def service(care_file: CareFile, clock: FixedClock) -> ExportsService:
    """The service on an empty file."""
    return ExportsService(care_file, clock)


@pytest.fixture
def appointments(care_file: CareFile, clock: FixedClock) -> AppointmentsService:
    """The appointments of the same file."""
    return AppointmentsService(care_file, clock)


def a_series():
    """A clinic visit each Wednesday at 10:30 from March 24, 2027."""
    return an_appointment(title="Clinic", rule="FREQ=WEEKLY;COUNT=4")


def test_cancellation_stays_for_sixty_days(
    service: ExportsService, appointments: AppointmentsService, clock: FixedClock, tmp_path: Path
) -> None:
    appointments.save(an_appointment(status=AppointmentStatus.CANCELLED))
    target = tmp_path / "a.ics"

    assert service.calendar(target).entries == 1
    assert b"STATUS:CANCELLED" in target.read_bytes()
    clock.advance(days=61)
    assert service.calendar(target).entries == 0


def test_days_asked_for_bring_a_series_with_its_changed_dates(
    service: ExportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    series = appointments.save(a_series())
    appointments.move_occurrence(series, date(2027, 3, 31), datetime(2027, 4, 20, 9, 0))
    target = tmp_path / "a.ics"

    done = service.calendar(target, date(2027, 4, 20), date(2027, 4, 20))

    assert done.entries == 2
    text = target.read_text("utf-8")
    assert text.count(f"UID:{series.id}@") == 2
    assert "RECURRENCE-ID;TZID=America/New_York:20270331T103000" in text
    assert "EXDATE" not in text


def test_one_appointment_alone(
    service: ExportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    one = appointments.save(an_appointment(title="Scan"))
    appointments.save(an_appointment(title="Other"))
    target = tmp_path / "a.ics"

    assert service.calendar(target, privacy="full", appointment_id=one.id).records == 1
    assert b"Other" not in target.read_bytes()
    assert service.calendar_name("full", one.id) == "2027-03-24_scan.ics"
    assert service.calendar_name("busy", one.id) == "2027-03-24_appointment.ics"
    assert service.calendar_name() == "appointments.ics"
    with pytest.raises(NotFound):
        service.calendar(target, appointment_id="nothing")


def test_collections_are_told_with_all_details_only(
    service: ExportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    appointments.save(
        replace(a_series(), collects_urine=True, collection_starts=datetime(2027, 3, 23, 8, 0))
    )
    target = tmp_path / "a.ics"

    service.calendar(target, privacy="full")
    full = target.read_text("utf-8")
    service.calendar(target)

    assert full.count("SUMMARY:24-hour urine collection") == 4
    assert "DTSTART;VALUE=DATE:20270330" in full
    assert "urine" not in target.read_text("utf-8")


def test_tasks_lately_done_and_open_are_in_it(
    service: ExportsService, care_file: CareFile, clock: FixedClock, tmp_path: Path
) -> None:
    tasks = TasksService(care_file, clock)
    tasks.add(Task(title="Open"))
    tasks.add(Task(title="Just done", done_on=clock.today()))
    tasks.add(Task(title="Long done", done_on=clock.today() - timedelta(days=90)))
    target = tmp_path / "a.ics"

    assert service.calendar(target, privacy="full").entries == 2
    assert b"Long done" not in target.read_bytes()
    assert service.calendar(target, clock.today(), privacy="full").entries == 0


def test_large_file_and_series_written_out_are_said(
    service: ExportsService,
    appointments: AppointmentsService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    appointments.save(replace(a_series(), rule="FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=-1"))
    done = service.calendar(tmp_path / "a.ics")
    assert (done.written_out, done.is_large) == (1, False)

    monkeypatch.setattr(exports, "LARGE_ENTRIES", 5)
    assert service.calendar(tmp_path / "a.ics").is_large


def test_treatment_days_are_single_days_told_with_all_details_only(
    service: ExportsService, care_file: CareFile, tmp_path: Path
) -> None:
    line, dex, pom = a_line(), a_medication(name="Dex"), a_medication(name="Pom")
    every_day = a_medication(name="Every day")
    with care_file.change("saved") as work:
        for one in (line, a_cycle(line), dex, pom, every_day, a_schedule(every_day)):
            work.save(one)
        work.save(a_schedule(dex, cycle_days=(1, 8, 15, 22)))
        work.save(a_schedule(pom, cycle_days=tuple(range(1, 22))))
    target = tmp_path / "a.ics"

    service.calendar(target, date(2027, 3, 15), date(2027, 3, 23), privacy="full")
    full = target.read_bytes().decode()
    service.calendar(target, date(2027, 3, 15), date(2027, 3, 23))

    assert full.count("SUMMARY:Treatment day: ") == 8
    assert full.count("SUMMARY:Treatment day: Pom\r\n") == 6
    assert "SUMMARY:Treatment day: Dex\\, Pom" in full
    assert "SUMMARY:Treatment day: Dex\r\n" in full
    assert "Every day" not in full
    assert "RRULE" not in full.split("BEGIN:VEVENT", 1)[1]
    assert "Treatment" not in target.read_text("utf-8")
