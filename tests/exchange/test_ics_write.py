"""Calendar files as we write them: strict, private, and read back as they were."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caregiver.domain.appointments import (
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    occurrences,
)
from caregiver.domain.tasks import Task
from caregiver.exchange.ics import (
    DayNote,
    IcsStyle,
    Privacy,
    file_name,
    read_calendar,
    uid_of,
    write,
    write_calendar,
)
from caregiver.exchange.ics_text import escaped, folded, unescaped
from caregiver.exchange.ics_zones import resolved, yearly_rules, zone_lines

IRREGULAR = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "America/Nuuk",
    "America/Santiago",
    "America/Scoresbysund",
    "Asia/Gaza",
    "Asia/Hebron",
    "Asia/Jerusalem",
]
NOW = datetime(2027, 3, 15, 12, 0, tzinfo=UTC)
FULL = IcsStyle(written_at=NOW, privacy=Privacy.FULL)
ZONES = sorted(available_timezones() - {"Factory", "localtime"})


def an_appointment(**changes) -> Appointment:
    values = {
        "title": "Hematology",
        "starts": datetime(2027, 3, 24, 10, 30),
        "ends": datetime(2027, 3, 24, 11, 0),
        "zone": "America/New_York",
        "location": "St James, level 2",
        "note": "Bring the list; ask about tingling",
    }
    return Appointment(**(values | changes))


def lines_of(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def written(*appointments, style=FULL) -> list[str]:
    return lines_of(write_calendar(appointments, style))


def test_a_simple_appointment():
    one = an_appointment(id="0190aaaa-0000-7000-8000-000000000001", sequence=3)
    lines = written(one)
    assert lines[:8] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Caregiver Organizer//Caregiver Organizer//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Appointments",
        "NAME:Appointments",
        "BEGIN:VTIMEZONE",
    ]
    assert lines[lines.index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT",
        "UID:0190aaaa-0000-7000-8000-000000000001@caregiver-organizer.invalid",
        "DTSTAMP:20270315T120000Z",
        "LAST-MODIFIED:20270315T120000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=America/New_York:20270324T103000",
        "DTEND;TZID=America/New_York:20270324T110000",
        "SUMMARY:Hematology",
        "LOCATION:St James\\, level 2",
        "DESCRIPTION:Bring the list\\; ask about tingling",
        "COLOR:steelblue",
        "STATUS:TENTATIVE",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_the_zone_is_written_with_two_rules_and_nothing_else():
    lines = written(an_appointment())
    block = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE") + 1]
    assert block.count("BEGIN:STANDARD") == block.count("BEGIN:DAYLIGHT") == 1
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU" in block
    assert "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU" in block
    assert {"DTSTART:19700308T020000", "DTSTART:19701101T020000"} <= set(block)
    assert not any(line.startswith("RDATE") for line in block)


def test_one_zone_is_written_once():
    lines = written(an_appointment(), an_appointment(), an_appointment(zone="Europe/Berlin"))
    assert lines.count("BEGIN:VTIMEZONE") == 2
    assert lines.count("BEGIN:VEVENT") == 3


def test_a_zone_without_daylight_saving_has_one_standard():
    block = zone_lines("Asia/Kolkata", 2027)
    assert "BEGIN:DAYLIGHT" not in block
    assert "TZOFFSETTO:+0530" in block


@pytest.mark.parametrize(
    "zone",
    IRREGULAR,
)
def test_a_zone_without_yearly_rules_is_written_in_utc(zone):
    assert yearly_rules(zone, 2027) is None
    one = an_appointment(zone=zone)
    lines = written(one)
    utc = one.starts.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert f"DTSTART:{utc:%Y%m%dT%H%M%SZ}" in lines
    assert "BEGIN:VTIMEZONE" not in lines


def test_few_zones_need_utc():
    rules = {zone: yearly_rules(zone, 2027) for zone in ZONES[::7]}
    assert sum(one is None for one in rules.values()) <= 4


def test_a_series_in_a_zone_without_yearly_rules_is_written_out():
    one = an_appointment(zone="Asia/Jerusalem", rule="FREQ=WEEKLY;COUNT=5")
    lines = written(one)
    assert sum(line.startswith("DTSTART:") for line in lines) == 5
    assert not any(line.startswith("RRULE") for line in lines)
    assert len({line for line in lines if line.startswith("UID:")}) == 5


def test_an_endless_series_in_such_a_zone_is_written_for_a_year():
    one = an_appointment(zone="Asia/Jerusalem", rule="FREQ=WEEKLY")
    lines = written(one)
    assert sum(line.startswith("DTSTART:") for line in lines) == 53


def test_all_day_ends_are_exclusive():
    week = an_appointment(all_day=True, starts=datetime(2027, 3, 22), ends=datetime(2027, 3, 26))
    lines = written(week)
    assert "DTSTART;VALUE=DATE:20270322" in lines
    assert "DTEND;VALUE=DATE:20270327" in lines
    assert "TRANSP:TRANSPARENT" in lines
    assert "BEGIN:VTIMEZONE" not in lines


def test_without_an_end_half_an_hour_is_written_and_not_read_back():
    one = an_appointment(ends=None)
    assert "DTEND;TZID=America/New_York:20270324T110000" in written(one)
    reading = read_calendar(write_calendar([one], FULL), one.zone)
    assert reading.entries[0].appointment.ends is None


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY", "RRULE:FREQ=WEEKLY;BYDAY=WE"),
        ("FREQ=MONTHLY", "RRULE:FREQ=MONTHLY;BYMONTHDAY=24"),
        ("FREQ=MONTHLY;BYDAY=4WE", "RRULE:FREQ=MONTHLY;BYDAY=4WE"),
        ("FREQ=MONTHLY;BYDAY=-1WE;COUNT=2", "RRULE:FREQ=MONTHLY;BYDAY=-1WE;COUNT=2"),
        ("FREQ=YEARLY", "RRULE:FREQ=YEARLY"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=24", "RRULE:FREQ=YEARLY"),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;WKST=SU"),
        ("FREQ=WEEKLY;BYDAY=WE", "RRULE:FREQ=WEEKLY;BYDAY=WE"),
        ("FREQ=WEEKLY;BYDAY=WE;COUNT=3", "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3"),
        ("FREQ=DAILY;UNTIL=20270331", "RRULE:FREQ=DAILY;UNTIL=20270331T143000Z"),
        ("FREQ=DAILY;INTERVAL=2", "RRULE:FREQ=DAILY;INTERVAL=2"),
    ],
)
def test_rules(rule, expected):
    starts = datetime(2027, 3, 31, 10, 30) if "-1WE" in rule else datetime(2027, 3, 24, 10, 30)
    lines = written(an_appointment(rule=rule, starts=starts, ends=None))
    assert [line for line in lines if line.startswith("RRULE:FREQ=") and "BYDAY=2SU" not in line][
        -1
    ] == expected


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", "0324 0331 0430"),
        ("FREQ=DAILY;BYHOUR=10,17;COUNT=3", "0324 0324 0325"),
        ("FREQ=HOURLY;INTERVAL=6;COUNT=3", "0324 0324 0324"),
        ("FREQ=DAILY;BYDAY=WE,FR;COUNT=3", "0324 0326 0331"),
        ("FREQ=MONTHLY;BYMONTH=3,4;COUNT=2", "0324 0424"),
        ("FREQ=MONTHLY;BYDAY=WE;BYMONTHDAY=24,31;COUNT=2", "0324 0331"),
        ("FREQ=MONTHLY;BYDAY=WE;COUNT=2", "0324 0331"),
        ("FREQ=YEARLY;BYMONTH=3,4;COUNT=2", "0324 0424"),
        ("FREQ=YEARLY;BYYEARDAY=83,84;COUNT=2", "0324 0325"),
    ],
)
def test_a_rule_on_which_programs_differ_is_written_date_by_date(rule, days):
    one = an_appointment(rule=rule)
    lines = written(one)
    events = lines[lines.index("BEGIN:VEVENT") :]
    assert not any(line.startswith("RRULE") for line in events)
    starts = [line.rpartition(":")[2] for line in events if line.startswith("DTSTART")]
    assert " ".join(at[4:8] for at in starts) == days
    assert len({line for line in events if line.startswith("UID:")}) == len(starts)
    assert sum(line == f"X-CAREGIVER-DATE-OF:{uid_of(one)}" for line in events) == len(starts)


def a_series(**changes) -> Appointment:
    return an_appointment(
        id="0190aaaa-0000-7000-8000-000000000001", rule="FREQ=DAILY;COUNT=4", **changes
    )


def a_changed_date(day: int, **changes) -> Appointment:
    values = {
        "series_id": "0190aaaa-0000-7000-8000-000000000001",
        "series_start": datetime(2027, 3, day, 10, 30),
        "starts": datetime(2027, 3, day, 15, 0),
        "ends": datetime(2027, 3, day, 16, 0),
    }
    return an_appointment(**(values | changes))


def test_a_changed_date_is_written_with_its_series_and_is_not_taken_out():
    series = a_series(excluded_days=(date(2027, 3, 25), date(2027, 3, 26)))
    struck = a_changed_date(25, status=AppointmentStatus.CANCELLED)
    lines = written(struck, series)
    assert [line for line in lines if line.startswith("UID:")] == [f"UID:{uid_of(series)}"] * 2
    assert "RECURRENCE-ID;TZID=America/New_York:20270325T103000" in lines
    assert [line for line in lines if line.startswith("EXDATE")] == [
        "EXDATE;TZID=America/New_York:20270326T103000"
    ]
    assert "STATUS:CANCELLED" in lines


def test_the_day_of_a_changed_date_has_the_form_of_its_series():
    series = a_series(
        all_day=True,
        starts=datetime(2027, 3, 24),
        ends=datetime(2027, 3, 24),
        excluded_days=(date(2027, 3, 25),),
    )
    single = a_changed_date(25, series_start=datetime(2027, 3, 25), zone="Europe/Berlin")
    lines = written(series, single)
    assert "RECURRENCE-ID;VALUE=DATE:20270325" in lines
    assert "DTSTART;TZID=Europe/Berlin:20270325T150000" in lines


def test_a_changed_date_alone_is_a_single_event():
    lines = written(a_changed_date(25))
    assert not any(line.startswith("RECURRENCE-ID") for line in lines)
    assert lines.count("BEGIN:VEVENT") == 1


def test_a_changed_date_of_a_series_written_out_keeps_the_uid_of_its_date():
    series = a_series()
    whole = replace(series, rule="FREQ=DAILY;BYDAY=WE,TH;COUNT=2")
    before = {line for line in written(whole) if line.startswith("UID:")}
    moved = replace(whole, excluded_days=(date(2027, 3, 25),))
    after = {line for line in written(moved, a_changed_date(25)) if line.startswith("UID:")}
    assert before == after


def test_extra_dates():
    one = a_series(
        extra_starts=(datetime(2027, 4, 2, 9, 0), datetime(2027, 4, 3, 10, 30)),
        excluded_starts=(datetime(2027, 4, 2, 9, 0),),
    )
    lines = written(one)
    assert "RDATE;TZID=America/New_York:20270403T103000" in lines
    assert "EXDATE;TZID=America/New_York:20270402T090000" in lines
    only = replace(one, rule="", excluded_starts=())
    assert sum(line.startswith("RDATE") for line in written(only)) == 2


def test_reminders_of_ones_own():
    style = replace(FULL, reminders=(timedelta(days=1),))
    lines = written(an_appointment(reminders=(10080, 90, 0)), style=style)
    triggers = [line for line in lines if line.startswith("TRIGGER")]
    assert triggers == ["TRIGGER:-P7D", "TRIGGER:-PT90M", "TRIGGER:-PT0M"]
    struck = an_appointment(reminders=(90,), status=AppointmentStatus.CANCELLED)
    assert "BEGIN:VALARM" not in written(struck)


def test_tasks_and_notes_are_written_with_all_details_only():
    task = Task(title="Call, the team", due_on=date(2027, 3, 30), due_time=time(9, 0), note="Soon")
    done = Task(title="Done", due_on=date(2027, 3, 30), done_on=date(2027, 3, 20))
    note = DayNote("k", "Collect urine", date(2027, 3, 23), date(2027, 3, 24))
    whole = write([an_appointment()], FULL, [task, done], [note])
    lines = lines_of(whole.data)
    assert whole.entries == 4
    assert {"SUMMARY:Call\\, the team", "DUE:20270330T090000", "STATUS:NEEDS-ACTION"} <= set(lines)
    assert {"DTEND;VALUE=DATE:20270325", "TRANSP:TRANSPARENT"} <= set(lines)
    reading = read_calendar(whole.data, "America/New_York")
    back = [one.task for one in reading.tasks]
    assert [(one.title, one.due_on, one.due_time, one.done_on) for one in back] == [
        (one.title, one.due_on, one.due_time, one.done_on) for one in (task, done)
    ]
    assert [one.own_id for one in reading.tasks] == [task.id, done.id]
    assert [one.code for one in reading.problems] == ["only_a_note"]
    private = write([an_appointment()], IcsStyle(written_at=NOW), [task, done], [note])
    assert private.entries == 1
    assert b"VTODO" not in private.data
    assert b"COLOR" not in private.data


def test_series_written_out_are_named():
    odd = an_appointment(rule="FREQ=DAILY;BYHOUR=9,17")
    assert write([odd, a_series()], FULL).written_out == (odd,)


def test_an_all_day_rule_ends_on_a_date():
    one = an_appointment(
        all_day=True,
        starts=datetime(2027, 3, 24),
        ends=datetime(2027, 3, 24),
        rule="FREQ=DAILY;UNTIL=20270331",
        excluded_days=(date(2027, 3, 25),),
    )
    lines = written(one)
    assert "RRULE:FREQ=DAILY;UNTIL=20270331" in lines
    assert "EXDATE;VALUE=DATE:20270325" in lines


def test_left_out_days_have_the_form_of_the_start():
    one = an_appointment(rule="FREQ=DAILY;COUNT=3", excluded_days=(date(2027, 3, 25),))
    assert "EXDATE;TZID=America/New_York:20270325T103000" in written(one)


def test_a_first_day_outside_its_rule_is_written_alone():
    one = an_appointment(rule="FREQ=WEEKLY;BYDAY=FR;COUNT=3")
    lines = written(one)
    starts = [line for line in lines if line.startswith("DTSTART;")]
    assert [line[-15:-7] for line in starts] == ["20270324", "20270326"]
    assert "RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2" in lines
    reading = read_calendar(write_calendar([one], FULL), one.zone)
    days = [
        found.day
        for entry in reading.entries
        for found in occurrences(entry.appointment, date(2027, 3, 1), date(2027, 4, 30))
    ]
    assert days == [found.day for found in occurrences(one, date(2027, 3, 1), date(2027, 4, 30))]


@pytest.mark.parametrize(
    ("privacy", "title", "place", "note"),
    [
        (Privacy.FULL, "Hematology", True, True),
        (Privacy.TIMES_AND_PLACES, "Appointment", True, False),
        (Privacy.BUSY, "Appointment", False, False),
    ],
)
def test_privacy(privacy, title, place, note):
    lines = written(an_appointment(), style=replace(FULL, privacy=privacy))
    assert f"SUMMARY:{title}" in lines
    assert any(line.startswith("LOCATION") for line in lines) is place
    assert any(line.startswith("DESCRIPTION") for line in lines) is note
    assert "CLASS:PRIVATE" in lines


def test_outside_the_household_only_times_and_places_are_told():
    assert IcsStyle(written_at=NOW).privacy is Privacy.TIMES_AND_PLACES


def test_nobody_is_invited():
    text = "\n".join(written(an_appointment(), style=replace(FULL, reminders=(timedelta(1),))))
    assert "ORGANIZER" not in text
    assert "ATTENDEE" not in text
    assert "X-WR-TIMEZONE" not in text


def test_reminders():
    style = replace(FULL, reminders=(timedelta(days=1), timedelta(hours=2)))
    lines = written(an_appointment(), style=style)
    assert lines.count("BEGIN:VALARM") == 2
    assert {"TRIGGER:-P1D", "TRIGGER:-PT120M", "ACTION:DISPLAY"} <= set(lines)
    assert written(an_appointment(id="x"), style=style) == written(
        an_appointment(id="x"), style=style
    )


def test_a_long_title_is_cut():
    (line,) = [one for one in written(an_appointment(title="x" * 200)) if "SUMMARY" in one]
    assert line == "SUMMARY:" + "x" * 79 + "…"


def test_cancelled_keeps_its_uid():
    lines = written(an_appointment(status=AppointmentStatus.CANCELLED, import_uid="clinic-7@x"))
    assert "STATUS:CANCELLED" in lines
    assert "UID:clinic-7@x" in lines


def test_our_own_uid_is_recognised():
    one = an_appointment(import_uid="hash:abc")
    (entry,) = read_calendar(write_calendar([one], FULL), one.zone).entries
    assert entry.own_id == one.id


def test_an_appointment_without_a_start_is_left_out():
    assert "BEGIN:VEVENT" not in written(an_appointment(starts=None, ends=None))


@pytest.mark.parametrize(
    ("titles", "privacy", "name"),
    [
        (["Haematology"], Privacy.FULL, "2027-03-24_haematology.ics"),
        (["Café: Ärzte / 7"], Privacy.FULL, "2027-03-24_cafe-arzte-7.ics"),
        (["空腹"], Privacy.FULL, "2027-03-24_appointment.ics"),
        (["../../etc"], Privacy.FULL, "2027-03-24_etc.ics"),
        (["Haematology"], Privacy.BUSY, "2027-03-24_appointment.ics"),
        (["A", "B"], Privacy.FULL, "appointments.ics"),
    ],
)
def test_file_names(titles, privacy, name):
    assert file_name([an_appointment(title=one) for one in titles], privacy) == name


# any text, any zone, any day --------------------------------------------------------------------


@given(st.text(max_size=300))
def test_folding_stays_within_75_octets_and_between_letters(text):
    line = "SUMMARY:" + escaped(text)
    data = folded(line)
    assert data.endswith(b"\r\n")
    pieces = data[:-2].split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    assert "".join(
        piece.decode()[1 if place else 0 :] for place, piece in enumerate(pieces)
    ) == line.replace("\r", "")


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=100))
def test_escaping_comes_undone(text):
    assert unescaped(escaped(text)) == text


TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60).map(
    lambda text: " ".join(text.split())
)


@st.composite
def appointments(draw) -> Appointment:
    starts = draw(st.datetimes(datetime(2007, 1, 1), datetime(2090, 1, 1)))
    starts = starts.replace(second=0, microsecond=0)
    all_day = draw(st.booleans())
    span = draw(st.integers(1, 60 * 24 * 3))
    if all_day:
        starts = starts.replace(hour=0, minute=0)
        ends = starts + timedelta(days=span // (60 * 24))
    else:
        ends = draw(st.sampled_from([None, starts + timedelta(minutes=span)]))
    day = starts.strftime("%a")[:2].upper()
    rules = ["", "FREQ=DAILY;COUNT=4", f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}"]
    until = (starts + timedelta(days=9)).date()
    rule = draw(st.sampled_from([*rules, f"FREQ=DAILY;UNTIL={until:%Y%m%d}"]))
    return Appointment(
        title=draw(TEXTS) or "x",
        starts=starts,
        ends=ends,
        zone=draw(st.sampled_from(ZONES)),
        all_day=all_day,
        rule=rule,
        excluded_days=(starts.date() + timedelta(days=1),) if "DAILY" in rule else (),
        location=draw(TEXTS),
        note=draw(TEXTS),
        status=draw(st.sampled_from([AppointmentStatus.PLANNED, AppointmentStatus.CONFIRMED])),
    )


def instant(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@given(appointments())
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back(one):
    data = write_calendar([one], FULL)
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    reading = read_calendar(data, one.zone)
    assert reading.problems == ()
    if one.rule and not one.all_day and yearly_rules(one.zone, one.starts.year) is None:
        return
    (entry,) = reading.entries
    back = entry.appointment
    assert entry.own_id == one.id
    assert (back.title, back.location, back.note) == (one.title, one.location, one.note)
    assert (back.rule, back.excluded_days) == (one.rule, one.excluded_days)
    assert (back.all_day, back.status) == (one.all_day, one.status)
    assert instant(back.starts, back.zone) == instant(one.starts, one.zone)
    if one.ends and not one.all_day:
        assert instant(back.ends, back.zone) == instant(one.ends, one.zone)
    else:
        assert back.ends == one.ends


@given(appointments())
@settings(max_examples=40, deadline=None)
def test_another_program_reads_the_same_times(one):
    one = replace(one, rule="", excluded_days=())
    calendar = icalendar.Calendar.from_ical(write_calendar([one], FULL))
    (event,) = calendar.events
    start = event.start
    if one.all_day:
        assert (start, event.end) == (one.starts.date(), one.ends.date() + timedelta(days=1))
    else:
        assert start.astimezone(UTC) == instant(one.starts, one.zone)
    assert str(event["SUMMARY"]) == one.title


def test_times_keep_across_the_clock_change():
    one = an_appointment(
        starts=datetime(2027, 3, 10, 9, 0), ends=datetime(2027, 3, 10, 10, 0), rule="FREQ=WEEKLY"
    )
    (entry,) = read_calendar(write_calendar([one], FULL), "Europe/London").entries
    found = list(occurrences(entry.appointment, date(2027, 3, 10), date(2027, 3, 20)))
    assert [each.starts for each in found] == [
        datetime(2027, 3, 10, 9, 0),
        datetime(2027, 3, 17, 9, 0),
    ]
    assert entry.appointment.zone == "America/New_York"
    assert entry.appointment.sort is AppointmentKind.CLINIC


@pytest.mark.parametrize("zone", ZONES[::5])
def test_every_zone_is_found_by_its_name(zone):
    assert resolved(zone) == zone


def test_an_endless_series_written_date_by_date_reaches_the_last_day_asked_for() -> None:
    thursdays = an_appointment(
        starts=datetime(2027, 4, 1, 9), ends=None, rule="FREQ=YEARLY;BYMONTH=4;BYDAY=1TH"
    )
    style = IcsStyle(written_at=datetime(2027, 3, 1, tzinfo=UTC))
    near, far = (
        write_calendar([thursdays], replace(style, last_day=last)).decode()
        for last in (None, date(2029, 12, 31))
    )
    assert "20280406" not in near
    assert all(day in far for day in ("20270401", "20280406", "20290405"))
