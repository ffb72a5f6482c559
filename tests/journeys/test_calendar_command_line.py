"""Appointments that repeat, through the real command line and out to a second care file."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driver import AsProcess, InProcess
from tests.pdf_reading import page_texts, words_of

# The clinic moved April's date by three hours, and struck out one day of the therapy.
FROM_THE_CLINIC = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Hospital//EN
BEGIN:VEVENT
UID:clinic@hospital.invalid
DTSTAMP:20270301T120000Z
DTSTART;TZID=America/New_York:20270310T103000
DTEND;TZID=America/New_York:20270310T111500
RRULE:FREQ=MONTHLY;BYDAY=2WE;COUNT=4
SUMMARY:Myeloma clinic
END:VEVENT
BEGIN:VEVENT
UID:clinic@hospital.invalid
DTSTAMP:20270301T120000Z
RECURRENCE-ID;TZID=America/New_York:20270414T103000
DTSTART;TZID=America/New_York:20270414T133000
DTEND;TZID=America/New_York:20270414T141500
SUMMARY:Myeloma clinic
END:VEVENT
BEGIN:VEVENT
DTSTAMP:20270301T120000Z
DTSTART;TZID=America/New_York:20270316T140000
DURATION:PT45M
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;TZID=America/New_York:20270323T140000
SUMMARY:Physical therapy
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def run(tmp_path: Path) -> AsProcess:
    run = AsProcess(tmp_path / "ours.care", tmp_path / "home", "2027-03-12T08:00:00-05:00")
    assert run("new").code == 0
    return run


@pytest.fixture
def clinic_file(tmp_path: Path) -> Path:
    path = tmp_path / "clinic.ics"
    path.write_bytes(FROM_THE_CLINIC.replace("\n", "\r\n").encode())
    return path


def agenda(run: AsProcess, first: str, last: str) -> list[tuple[str, str | None, str]]:
    """Return start, end and title of every appointment in the days."""
    found: list[dict[str, Any]] = run.json(
        "agenda", "--from", first, "--to", last, "--kind", "appointment"
    )
    return [(one["start"], one["end"], one["title"]) for one in found]


def starts(run: AsProcess, first: str, last: str) -> list[str]:
    return [one[0] for one in agenda(run, first, last)]


def test_the_second_wednesday_keeps_its_hour_when_clocks_change(run: AsProcess) -> None:
    run.json(
        "add", "appointment", "--title", "Myeloma clinic", "--start", "2027-02-10T10:30",
        "--end", "2027-02-10T11:15", "--rrule", "FREQ=MONTHLY;BYDAY=2WE",
    )  # fmt: skip
    assert agenda(run, "2027-02-01", "2027-05-31") == [
        (f"2027-{day}T10:30:00{offset}", f"2027-{day}T11:15:00{offset}", "Myeloma clinic")
        for day, offset in (
            ("02-10", "-05:00"), ("03-10", "-05:00"), ("04-14", "-04:00"), ("05-12", "-04:00"),
        )
    ]  # fmt: skip


def test_every_six_hours_goes_by_the_clock_on_the_wall(run: AsProcess) -> None:
    run.json(
        "add", "appointment", "--title", "Pump check", "--start", "2027-03-13T18:00",
        "--rrule", "FREQ=HOURLY;INTERVAL=6;COUNT=5",
    )  # fmt: skip
    assert starts(run, "2027-03-13", "2027-03-20") == [
        "2027-03-13T18:00:00-05:00",
        "2027-03-14T00:00:00-05:00",
        "2027-03-14T06:00:00-04:00",
        "2027-03-14T12:00:00-04:00",
        "2027-03-14T18:00:00-04:00",
    ]


def test_a_visit_far_away_stays_at_its_own_hour(run: AsProcess) -> None:
    run.json(
        "add", "appointment", "--title", "Second opinion", "--start", "2027-03-24T09:00",
        "--zone", "America/Los_Angeles", "--rrule", "FREQ=WEEKLY;COUNT=2",
    )  # fmt: skip
    found = run.json("agenda", "--from", "2027-03-24", "--to", "2027-03-31")
    assert {one["zone"] for one in found} == {"America/Los_Angeles"}
    assert [one["start"] for one in found] == [
        "2027-03-24T09:00:00-07:00", "2027-03-31T09:00:00-07:00",
    ]  # fmt: skip


def test_the_clinic_s_file_goes_in_once_and_is_taken_back(
    run: AsProcess, clinic_file: Path
) -> None:
    before = agenda(run, "2027-03-01", "2027-07-31")
    looked = run.json("import", str(clinic_file), "--dry-run")
    assert looked["added"] > 0
    assert agenda(run, "2027-03-01", "2027-07-31") == before == []

    first = run.json("import", str(clinic_file))
    assert first["problems"] == []
    assert starts(run, "2027-03-01", "2027-07-31") == [
        "2027-03-10T10:30:00-05:00",
        "2027-03-16T14:00:00-04:00",
        "2027-03-30T14:00:00-04:00",
        "2027-04-14T13:30:00-04:00",
        "2027-05-12T10:30:00-04:00",
        "2027-06-09T10:30:00-04:00",
    ]

    counts = run.json("info")["counts"]
    again = run.json("import", str(clinic_file))
    assert (again["added"], again["updated"]) == (0, 0)
    assert run.json("info")["counts"] == counts

    assert run.json("undo")["undone"] == "calendar file imported"
    assert agenda(run, "2027-03-01", "2027-07-31") == []


def test_a_second_care_file_shows_the_same_agenda(
    run: AsProcess, clinic_file: Path, tmp_path: Path
) -> None:
    run.json("import", str(clinic_file))
    run.json(
        "add", "appointment", "--title", "Port flush; bring card, \N{BUS} 9", "--start",
        "2027-03-13T00:00", "--rrule", "FREQ=HOURLY;INTERVAL=12;COUNT=4",
    )  # fmt: skip
    run.json("add", "appointment", "--title", "Home day", "--start", "2027-04-01",
             "--rrule", "FREQ=YEARLY;BYMONTH=4;BYDAY=1TH;COUNT=2")  # fmt: skip
    out = tmp_path / "out.ics"
    run.json("export", "ics", str(out), "--from", "2027-03-01", "--to", "2028-12-31",
             "--private-details", "show")  # fmt: skip

    second = AsProcess(tmp_path / "second.care", tmp_path / "second-home", run.now)
    assert second("new").code == 0
    assert second.json("import", str(out))["problems"] == []
    days = ("2027-03-01", "2028-12-31")
    assert "2028-04-06" in starts(run, *days)
    assert agenda(second, *days) == agenda(run, *days)

    again = second.json("import", str(out))
    assert (again["added"], again["updated"]) == (0, 0)


def test_a_pattern_nobody_can_follow_is_a_sentence(
    run: AsProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    quick = InProcess(run.file, capsys, run.now)
    for pattern in ("FREQ=SECONDLY", "nonsense", "FREQ=DAILY;COUNT=0", "FREQ=WEEKLY;BYDAY=XX", "="):
        found = quick(
            "add", "appointment", "--title", "X", "--start", "2027-03-14", "--rrule", pattern
        )
        assert found.code == 1, pattern
        assert "repeat pattern" in found.err, pattern
    assert quick.json("agenda", "--from", "2027-03-01", "--to", "2027-03-31") == []


@pytest.mark.parametrize(
    "start", ["0001-01-01", "9999-12-31", "2027-02-29", "2027-03-14T25:00", "soon", ""]
)
def test_a_start_that_is_no_date_is_a_sentence(
    run: AsProcess, capsys: pytest.CaptureFixture[str], start: str
) -> None:
    found = InProcess(run.file, capsys, run.now)(
        "add", "appointment", "--title", "X", "--start", start
    )
    assert found.code == 2
    assert "2027-03-24" in found.err  # an example of what can be read
    assert "Traceback" not in found.err


def test_a_start_the_clocks_skip_is_shown_an_hour_later(
    run: AsProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    quick = InProcess(run.file, capsys, run.now)
    quick.json("add", "appointment", "--title", "Night pump", "--start", "2027-03-13T02:30",
               "--zone", "America/New_York",
               "--rrule", "FREQ=DAILY;COUNT=3")  # fmt: skip
    found = quick.json("agenda", "--from", "2027-03-13", "--to", "2027-03-15")
    assert [one["start"] for one in found] == [
        "2027-03-13T02:30:00-05:00", "2027-03-14T03:30:00-04:00", "2027-03-15T02:30:00-04:00",
    ]  # fmt: skip


def test_the_papers_of_the_calendar(run: AsProcess, clinic_file: Path, tmp_path: Path) -> None:
    run.json("import", str(clinic_file))
    for name, days, dates in (
        ("calendar-month", ("2027-03-01", "2027-04-30"), 2),
        ("calendar-week", ("2027-03-14", "2027-03-20"), 1),
        ("calendar-list", ("2027-03-12", "2027-04-30"), 1),
    ):
        for paper in ("letter", "a4"):
            out = tmp_path / f"{name}-{paper}.pdf"
            said = run.json("report", name, "--out", str(out), "--from", days[0], "--to",
                            days[1], "--paper", paper)  # fmt: skip
            assert said["pages"] == len(page_texts(out)) >= dates
            words = words_of(out)
            assert "Physical therapy" in words
            assert re.search(r"\b2(:00)? ?PM\b", words.replace("\N{NO-BREAK SPACE}", " "))
    listed = words_of(tmp_path / "calendar-list-letter.pdf").replace("\N{NO-BREAK SPACE}", " ")
    assert "1:30 PM" in listed  # the date that was moved, not the one of the series
    assert "10:30 AM" not in listed
