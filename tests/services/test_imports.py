"""Calendar files into the care file: shown first, one change, nothing twice, nothing half."""

import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from caregiver import texts
from caregiver.clock import FixedClock
from caregiver.domain.appointments import Appointment, AppointmentStatus
from caregiver.domain.visits import Visit
from caregiver.errors import BadInput, NotFound
from caregiver.import_texts import IMPORT_NOTES, import_note
from caregiver.services import import_rows
from caregiver.services.appointments import AppointmentsService
from caregiver.services.imports import ImportPreview, ImportsService, ImportState
from caregiver.services.tasks import TasksService
from caregiver.storage.care_file import CareFile
from tests.builders import a_visit, an_appointment

CLINIC = """BEGIN:VEVENT
UID:one@clinic
SUMMARY:Hematology clinic
DTSTART;TZID=America/New_York:20270324T103000
DTEND;TZID=America/New_York:20270324T110000
LOCATION:Level 2
SEQUENCE:1
END:VEVENT
"""
WEEKLY = """BEGIN:VEVENT
UID:two@clinic
SUMMARY:Blood test
DTSTART;TZID=America/New_York:20270317T080000
DTEND;TZID=America/New_York:20270317T083000
RRULE:FREQ=WEEKLY;COUNT=4
END:VEVENT
"""
NO_DATE = "BEGIN:VEVENT\nUID:bad@clinic\nSUMMARY:Nothing\nEND:VEVENT\n"
NO_UID = "BEGIN:VEVENT\nSUMMARY:Scan\nDTSTART:20270401T090000\nEND:VEVENT\n"


@pytest.fixture
def service(care_file: CareFile, clock: FixedClock) -> ImportsService:
    """The service on an empty file."""
    return ImportsService(care_file, clock)


@pytest.fixture
def appointments(care_file: CareFile, clock: FixedClock) -> AppointmentsService:
    """The appointments of the same file."""
    return AppointmentsService(care_file, clock)


def a_file(folder: Path, *events: str, method: str = "PUBLISH") -> Path:
    """Write a calendar file."""
    path = folder / "clinic.ics"
    head = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nMETHOD:{method}\n"
    path.write_text(head + "".join(events) + "END:VCALENDAR\n", encoding="utf-8")
    return path


def states(preview: ImportPreview) -> list[tuple[str, ImportState, bool]]:
    """Return what the preview says of each row."""
    return [(one.title, one.state, one.is_ticked) for one in preview.rows]


def test_preview_shows_what_would_come_and_saves_nothing(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    preview = service.preview(a_file(tmp_path, CLINIC, WEEKLY, NO_DATE))

    assert states(preview) == [
        ("Blood test", ImportState.NEW, True),
        ("Hematology clinic", ImportState.NEW, True),
    ]
    assert [one.day for one in preview.rows[0].dates] == [17, 24, 31]
    assert [(one.where, one.code) for one in preview.problems] == [("Nothing", "no_date")]
    assert appointments.is_empty()


def test_import_is_one_change_that_undo_takes_back(
    service: ImportsService,
    appointments: AppointmentsService,
    care_file: CareFile,
    tmp_path: Path,
) -> None:
    kept = appointments.save(an_appointment(title="Ours"))

    result = service.run(service.preview(a_file(tmp_path, CLINIC, WEEKLY)))

    assert (result.added, result.updated, result.skipped) == (2, 0, 0)
    assert care_file.undo_label() == texts.IMPORT_CALENDAR
    care_file.undo()
    assert appointments.all() == (kept,)


@pytest.mark.parametrize("event", [CLINIC, WEEKLY, NO_UID])
def test_same_file_twice_adds_nothing(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path, event: str
) -> None:
    path = a_file(tmp_path, event)
    service.run(service.preview(path))
    before = appointments.all()

    again = service.preview(path)
    result = service.run(again, [one.key for one in again.rows])

    assert [one.state for one in again.rows] == [ImportState.KNOWN]
    assert (result.added, result.updated, result.skipped) == (0, 0, 1)
    assert appointments.all() == before


def test_preview_run_twice_does_not_double(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    preview = service.preview(a_file(tmp_path, CLINIC))

    service.run(preview)
    service.run(preview)

    assert len(appointments.all()) == 1


def test_newer_version_updates_and_keeps_what_the_family_added(
    service: ImportsService,
    appointments: AppointmentsService,
    care_file: CareFile,
    tmp_path: Path,
) -> None:
    service.run(service.preview(a_file(tmp_path, CLINIC)))
    (first,) = appointments.all()
    appointments.save(replace(first, driver="Ben", bring="List"))
    visit = a_visit(appointment_id=first.id)
    with care_file.change("test") as work:
        work.save(visit)

    newer = CLINIC.replace("SEQUENCE:1", "SEQUENCE:2").replace("T1030", "T1130")
    newer = newer.replace("T110000", "T120000")
    preview = service.preview(a_file(tmp_path, newer))
    result = service.run(preview)

    assert [one.state for one in preview.rows] == [ImportState.CHANGED]
    assert (result.added, result.updated) == (0, 1)
    (now,) = appointments.all()
    assert (now.id, now.starts, now.driver) == (first.id, datetime(2027, 3, 24, 11, 30), "Ben")
    with care_file.read() as reader:
        moved = reader.get(Visit, visit.id)
    assert moved is not None
    assert moved.starts == now.starts


def test_older_version_changes_nothing(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    service.run(service.preview(a_file(tmp_path, CLINIC)))
    older = CLINIC.replace("SEQUENCE:1", "SEQUENCE:0").replace("T1030", "T0900")

    preview = service.preview(a_file(tmp_path, older))

    assert states(preview) == [("Hematology clinic", ImportState.KNOWN, False)]


def test_cancellation_proposes_to_strike_out(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    service.run(service.preview(a_file(tmp_path, CLINIC)))

    preview = service.preview(a_file(tmp_path, CLINIC, method="CANCEL"))
    service.run(preview)

    assert states(preview) == [("Hematology clinic", ImportState.CANCELLED, True)]
    assert [one.status for one in appointments.all()] == [AppointmentStatus.CANCELLED]


def test_cancellation_of_something_unknown_is_named(
    service: ImportsService, tmp_path: Path
) -> None:
    preview = service.preview(a_file(tmp_path, CLINIC, method="CANCEL"))

    assert preview.rows == ()
    assert [one.code for one in preview.problems] == ["cancelled_not_here"]


def test_two_cancelled_days_leave_the_rest_of_the_series(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    service.run(service.preview(a_file(tmp_path, WEEKLY)))
    one_day = WEEKLY.replace("RRULE:FREQ=WEEKLY;COUNT=4", "RECURRENCE-ID;TZID=America/New_York:{}")
    struck = [
        one_day.format(day).replace("20270317T08", day[:11])
        for day in ("20270324T080000", "20270331T080000")
    ]

    service.run(service.preview(a_file(tmp_path, *struck, method="CANCEL")))

    found = appointments.occurrences(date(2027, 3, 1), date(2027, 4, 30))
    assert [(one.day.day, one.appointment.status.value) for one in found] == [
        (17, "planned"),
        (24, "cancelled"),
        (31, "cancelled"),
        (7, "planned"),
    ]
    again = service.preview(a_file(tmp_path, *struck, method="CANCEL"))
    assert {one.state for one in again.rows} == {ImportState.KNOWN}


MOVED = WEEKLY.replace(
    "RRULE:FREQ=WEEKLY;COUNT=4", "RECURRENCE-ID;TZID=America/New_York:20270324T080000"
).replace("20270317T08", "20270325T09")


def days_and_series(appointments: AppointmentsService) -> list[tuple[int, int, bool]]:
    """Return day, hour, and whether it stands beside a series, of all dates of these weeks."""
    found = appointments.occurrences(date(2027, 3, 1), date(2027, 4, 30))
    return [(one.day.day, one.starts.hour, bool(one.appointment.series_id)) for one in found]


MOVED_DAYS = [(17, 8, False), (25, 9, True), (31, 8, False), (7, 8, False)]


def test_series_and_its_changed_date_come_together_and_once(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    path = a_file(tmp_path, MOVED, WEEKLY)

    service.run(service.preview(path))
    again = service.run(service.preview(path))

    assert (again.added, again.updated) == (0, 0)
    assert days_and_series(appointments) == MOVED_DAYS


def test_changed_date_that_is_not_ticked_leaves_its_date_in_the_series(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    preview = service.preview(a_file(tmp_path, WEEKLY, MOVED))
    series = next(one.key for one in preview.rows if one.record.repeats)

    service.run(preview, [series])

    assert days_and_series(appointments) == [
        (17, 8, False),
        (24, 8, False),
        (31, 8, False),
        (7, 8, False),
    ]


def test_changed_date_without_its_series_stands_for_itself(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    preview = service.preview(a_file(tmp_path, WEEKLY, MOVED))
    single = next(one.key for one in preview.rows if not one.record.repeats)

    service.run(preview, [single])

    assert days_and_series(appointments) == [(25, 9, False)]


def test_date_the_family_moved_is_not_doubled_by_the_same_file(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    path = a_file(tmp_path, WEEKLY)
    service.run(service.preview(path))
    (series,) = appointments.all()
    appointments.move_occurrence(series, date(2027, 3, 24), datetime(2027, 3, 25, 9, 0))

    preview = service.preview(path)
    service.run(preview, [one.key for one in preview.rows])

    assert days_and_series(appointments) == MOVED_DAYS


def test_newer_moved_date_from_the_clinic_updates_the_one_the_family_moved(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    service.run(service.preview(a_file(tmp_path, WEEKLY)))
    (series,) = appointments.all()
    appointments.move_occurrence(series, date(2027, 3, 24), datetime(2027, 3, 26, 12, 0))

    newer = MOVED.replace("END:VEVENT", "SEQUENCE:7\nEND:VEVENT")
    preview = service.preview(a_file(tmp_path, newer))
    service.run(preview)

    assert [one.state for one in preview.rows] == [ImportState.CHANGED]
    assert days_and_series(appointments) == MOVED_DAYS


def test_visit_prepared_for_a_date_moves_along_with_it(
    service: ImportsService,
    appointments: AppointmentsService,
    care_file: CareFile,
    tmp_path: Path,
) -> None:
    service.run(service.preview(a_file(tmp_path, WEEKLY)))
    (series,) = appointments.all()
    visit = a_visit(appointment_id=series.id, starts=datetime(2027, 3, 24, 8, 0))
    with care_file.change("test") as work:
        work.save(visit)

    service.run(service.preview(a_file(tmp_path, MOVED)))

    with care_file.read() as reader:
        now = reader.get(Visit, visit.id)
    assert now is not None
    assert now.starts == datetime(2027, 3, 25, 9, 0)
    assert now.appointment_id != series.id


TASK = """BEGIN:VTODO
UID:task@clinic
SUMMARY:Send the insurance form
DUE;VALUE=DATE:20270322
DESCRIPTION:Page 2 as well
END:VTODO
"""


def test_tasks_come_once_and_may_be_undone(
    service: ImportsService, care_file: CareFile, clock: FixedClock, tmp_path: Path
) -> None:
    path = a_file(tmp_path, TASK, CLINIC)
    tasks = TasksService(care_file, clock)

    preview = service.preview(path)
    result = service.run(preview)
    again = service.preview(path)

    assert [one.title for one in preview.rows] == ["Hematology clinic", "Send the insurance form"]
    assert result.added == 2
    assert {one.state for one in again.rows} == {ImportState.KNOWN}
    (task,) = tasks.open()
    assert (task.due_on, task.note) == (date(2027, 3, 22), "Page 2 as well")
    care_file.undo()
    assert tasks.open() == ()


def test_task_done_elsewhere_is_done_here_too(
    service: ImportsService, care_file: CareFile, clock: FixedClock, tmp_path: Path
) -> None:
    service.run(service.preview(a_file(tmp_path, TASK)))
    done = TASK.replace("END:VTODO", "STATUS:COMPLETED\nCOMPLETED:20270320T160000Z\nEND:VTODO")

    preview = service.preview(a_file(tmp_path, done))
    service.run(preview)

    assert [one.state for one in preview.rows] == [ImportState.CHANGED]
    assert TasksService(care_file, clock).open() == ()


def test_reminders_of_the_family_stay(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT1H\nEND:VALARM\nEND:VEVENT"
    with_alarm = CLINIC.replace("END:VEVENT", alarm)
    service.run(service.preview(a_file(tmp_path, with_alarm)))
    (first,) = appointments.all()
    assert first.reminders == (60,)
    appointments.save(replace(first, reminders=(120,)))

    newer = with_alarm.replace("SEQUENCE:1", "SEQUENCE:9").replace("T1030", "T1000")
    service.run(service.preview(a_file(tmp_path, newer)))

    (now,) = appointments.all()
    assert (now.reminders, now.starts) == ((120,), datetime(2027, 3, 24, 10, 0))


def test_preview_of_a_file_full_of_hard_rules_is_quick(
    service: ImportsService, tmp_path: Path
) -> None:
    hard = [
        WEEKLY.replace("UID:two", f"UID:{number}").replace(
            "FREQ=WEEKLY;COUNT=4",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=1,2,3,4;BYMINUTE=1,2,3;COUNT=9999",
        )
        for number in range(2_000)
    ]
    begun = time.process_time()

    preview = service.preview(a_file(tmp_path, *hard))

    assert time.process_time() - begun < 3
    assert len(preview.rows) == 2_000


def test_next_dates_that_are_not_worked_out_are_named(
    service: ImportsService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_rows, "MOST_DATES", 3)
    other = WEEKLY.replace("UID:two", "UID:three")

    preview = service.preview(a_file(tmp_path, WEEKLY, other))

    assert [len(one.dates) for one in preview.rows] == [3, 1]
    assert [one.code for one in preview.problems] == ["dates_not_shown"]


def test_moved_day_of_a_known_series_replaces_that_day(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    service.run(service.preview(a_file(tmp_path, WEEKLY)))
    moved = WEEKLY.replace(
        "RRULE:FREQ=WEEKLY;COUNT=4", "RECURRENCE-ID;TZID=America/New_York:20270324T080000"
    ).replace("20270317T", "20270325T")

    service.run(service.preview(a_file(tmp_path, moved)))

    found = appointments.occurrences(date(2027, 3, 20), date(2027, 3, 31))
    assert [one.day for one in found] == [date(2027, 3, 25), date(2027, 3, 31)]


def test_appointment_typed_by_hand_is_not_doubled(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    appointments.save(an_appointment(title="hematology clinic"))

    preview = service.preview(a_file(tmp_path, CLINIC.replace("SEQUENCE:1\n", "")))

    assert [(one.state, one.is_ticked) for one in preview.rows] == [(ImportState.KNOWN, False)]


def test_only_ticked_rows_are_taken_over(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    preview = service.preview(a_file(tmp_path, CLINIC, WEEKLY))

    result = service.run(preview, [preview.rows[1].key])

    assert [one.title for one in appointments.all()] == ["Hematology clinic"]
    assert result.skipped == 1


def test_failure_in_the_middle_keeps_nothing(
    service: ImportsService,
    appointments: AppointmentsService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    preview = service.preview(a_file(tmp_path, CLINIC, WEEKLY))
    monkeypatch.setattr(
        Appointment, "texts", lambda one: 1 / 0 if "clinic" in one.title else (one.title,)
    )

    with pytest.raises(ZeroDivisionError):
        service.run(preview)

    assert appointments.all() == ()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 not a calendar", b"\xff\xfe\x00", b"\0" * 500])
def test_file_that_is_no_calendar_is_refused(
    service: ImportsService, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "letter.ics"
    path.write_bytes(data)

    with pytest.raises(BadInput) as caught:
        service.preview(path)

    assert caught.value.code == "import_unreadable"


def test_file_too_big_or_missing_is_refused(service: ImportsService, tmp_path: Path) -> None:
    path = tmp_path / "big.ics"
    with path.open("wb") as file:
        file.truncate(11 * 1024 * 1024)

    with pytest.raises(BadInput) as caught:
        service.preview(path)
    with pytest.raises(NotFound):
        service.preview(tmp_path / "none.ics")

    assert caught.value.code == "import_too_big"


def test_folder_is_refused_with_a_sentence(service: ImportsService, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        service.preview(tmp_path)

    assert caught.value.code == "import_unreadable"


def test_series_that_has_ended_shows_its_first_dates(
    service: ImportsService, tmp_path: Path
) -> None:
    preview = service.preview(a_file(tmp_path, WEEKLY.replace("202703", "202603")))

    assert [f"{one:%Y-%m-%d}" for one in preview.rows[0].dates] == [
        "2026-03-17",
        "2026-03-24",
        "2026-03-31",
    ]


def test_new_words_of_the_clinic_stand_before_the_notes_of_the_family(
    service: ImportsService, appointments: AppointmentsService, tmp_path: Path
) -> None:
    service.run(service.preview(a_file(tmp_path, CLINIC)))
    (first,) = appointments.all()
    appointments.save(replace(first, note="Park at gate 3."))
    newer = CLINIC.replace("SEQUENCE:1", "SEQUENCE:2\nSTATUS:CONFIRMED\nDESCRIPTION:Come fasting.")

    service.run(service.preview(a_file(tmp_path, newer)))

    (now,) = appointments.all()
    assert (now.note, now.status) == (
        "Come fasting.\n\nPark at gate 3.",
        AppointmentStatus.CONFIRMED,
    )


def test_every_note_has_a_sentence() -> None:
    for code in IMPORT_NOTES:
        assert "{" not in import_note(code, "x")
    assert import_note("zone_odd", "Mars") == "Not read: its time zone is not known (Mars)."
