"""Calendar files as they are found in the wild: damaged, odd, hostile; each with its outcome."""

import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.appointments import AppointmentKind, AppointmentStatus, occurrences
from caregiver.exchange.ics import IcsAction, read_calendar
from caregiver.exchange.ics_zones import resolved

OWN = "America/New_York"


def an_event(*lines: str, uid: str = "u1", start: str = "DTSTART:20270324T103000") -> str:
    head = [f"UID:{uid}"] if uid else []
    head += [start] if start else []
    return "\n".join(["BEGIN:VEVENT", *head, "SUMMARY:Clinic", *lines, "END:VEVENT"])


def a_file(*parts: str, head: str = "") -> bytes:
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", *([head] if head else []), *parts, "END:VCALENDAR"]
    return "\n".join(whole).replace("\n", "\r\n").encode()


def read(*parts: str, head: str = ""):
    return read_calendar(a_file(*parts, head=head), OWN)


def the_one(*lines: str, **options):
    reading = read(an_event(*lines, **options))
    assert len(reading.entries) == 1, reading.problems
    return reading.entries[0].appointment


def codes(reading) -> list[str]:
    return [one.code for one in reading.problems]


# times ------------------------------------------------------------------------------------------

BERLIN = "Europe/Berlin"
TIMES = [
    [part.strip() for part in line.split(" |")]
    for line in Path(__file__).with_name("ics_times.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("start", "more", "starts", "ends", "zone", "all_day", "said"), TIMES)
def test_times(start, more, starts, ends, zone, all_day, said):
    reading = read(an_event(*([more] if more else []), start=start))
    assert codes(reading) == [one for one in said.split(",") if one]
    if not starts:
        assert reading.entries == ()
        return
    one = reading.entries[0].appointment
    assert one.problems() == ()
    assert (f"{one.starts:%Y-%m-%d %H:%M}", one.zone, one.all_day) == (starts, zone, bool(all_day))
    shown = f"{one.ends:%d %H:%M}" if one.ends else ""
    assert shown.endswith(ends) if ends else one.ends is None


def test_tables_are_long_enough():
    assert len(TIMES) + len(RULES) >= 80


# repeat rules: (rule and other lines, first days it falls on, codes) ----------------------------

RULES = [
    ("RRULE:FREQ=DAILY;COUNT=3", "24 25 26", []),
    ("RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3", "24 26 28", []),
    ("RRULE:FREQ=WEEKLY;COUNT=2", "24 31", []),
    ("RRULE:FREQ=WEEKLY;BYDAY=WE,FR;COUNT=3", "24 26 31", []),
    ("RRULE:freq=weekly;byday=we;count=2", "24 31", []),
    ("RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2", "24 26", []),
    ("RRULE:FREQ=DAILY;UNTIL=20270326", "24 25 26", []),
    ("RRULE:FREQ=DAILY;UNTIL=20270326T143000Z", "24 25 26", []),
    ("RRULE:FREQ=DAILY;UNTIL=20270326T142900Z", "24 25", []),
    ("RRULE:FREQ=DAILY;UNTIL=20270326T103000", "24 25 26", []),
    ("RRULE:FREQ=DAILY;UNTIL=20270101", "24", []),
    ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20270325T103000", "24 26", []),
    ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20270325T143000Z", "24 26", []),
    ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20270325", "24 26", []),
    ("RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20270325T103000,20270326T103000", "24 27", []),
    ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE:", "24 25 26", []),
    ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE:31 march", "", ["date_unreadable"]),
    ("RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=WE;COUNT=1", "24", []),
    ("RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=WE,SU;COUNT=2", "24 4", []),
    ("RRULE:FREQ=MONTHLY;COUNT=3", "24 24", []),
    ("RRULE:FREQ=YEARLY", "24", []),
    ("RRULE:FREQ=MONTHLY;BYDAY=4WE", "24 28", []),
    ("RRULE:FREQ=MONTHLY;BYDAY=2WE", "24 14", []),
    ("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "24 31", []),
    ("RRULE:FREQ=WEEKLY;BYDAY=2WE", "", ["rule_not_understood"]),
    ("RRULE:FREQ=DAILY;BYHOUR=10,17;COUNT=3", "24 24 25", []),
    ("RRULE:FREQ=DAILY;BYHOUR=10,17;UNTIL=20270325T143000Z", "24 24 25", []),
    ("RRULE:FREQ=DAILY;BYHOUR=9,17;BYSETPOS=1;COUNT=2", "24 25", []),
    ("RRULE:FREQ=HOURLY;BYSETPOS=1;BYMINUTE=0,30", "", ["rule_too_often"]),
    ("RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270326", "", ["rule_not_understood"]),
    ("RRULE:FREQ=HOURLY;COUNT=2", "24 24", []),
    ("RRULE:FREQ=MINUTELY;UNTIL=20270324T143200Z", "24 24 24", []),
    ("RRULE:FREQ=SECONDLY", "", ["rule_too_often"]),
    ("RRULE:FREQ=FORTNIGHTLY", "", ["rule_wrong"]),
    ("RRULE:COUNT=2", "", ["rule_wrong"]),
    ("RRULE:", "", ["rule_wrong"]),
    ("RRULE:FREQ", "", ["rule_wrong"]),
    ("RRULE:FREQ=DAILY;INTERVAL=0", "", ["rule_wrong"]),
    ("RRULE:FREQ=DAILY;INTERVAL=-1", "", ["rule_wrong"]),
    ("RRULE:FREQ=DAILY;INTERVAL=many", "", ["rule_wrong"]),
    ("RRULE:FREQ=DAILY;COUNT=0", "", ["rule_wrong"]),
    ("RRULE:FREQ=DAILY;COUNT=10001", "", ["rule_wrong"]),
    ("RRULE:FREQ=DAILY;UNTIL=soon", "", ["rule_wrong"]),
    ("RRULE:FREQ=DAILY\nEXRULE:FREQ=DAILY", "", ["rule_not_understood"]),
    ("RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", "", ["rule_not_understood"]),
]


@pytest.mark.parametrize(("lines", "days", "said"), RULES)
def test_rules(lines, days, said):
    reading = read(an_event(lines))
    assert codes(reading) == said
    if not days:
        assert reading.entries == ()
        return
    one = reading.entries[0].appointment
    assert one.problems() == ()
    found = occurrences(one, date(2027, 3, 1), date(2027, 4, 30))
    assert " ".join(str(each.day.day) for each in found) == days


def test_an_all_day_series_ends_on_a_date():
    one = the_one("RRULE:FREQ=DAILY;UNTIL=20270326", start="DTSTART;VALUE=DATE:20270324")
    assert one.rule == "FREQ=DAILY;UNTIL=20270326"


def test_a_series_that_falls_several_times_a_day_keeps_its_last_time():
    one = the_one("RRULE:FREQ=HOURLY;INTERVAL=4;UNTIL=20270325T183000Z")
    assert one.rule == "FREQ=HOURLY;INTERVAL=4;UNTIL=20270325T143000"


def test_whole_days_know_no_hours():
    start = "DTSTART;VALUE=DATE:20270324"
    assert the_one("RRULE:FREQ=DAILY;BYHOUR=9", start=start).rule == "FREQ=DAILY"
    assert codes(read(an_event("RRULE:FREQ=HOURLY", start=start))) == ["rule_wrong"]


def test_a_series_in_utc_stays_in_utc():
    one = the_one("RRULE:FREQ=DAILY;COUNT=2", start="DTSTART:20270324T010000Z")
    assert (one.zone, one.starts) == ("UTC", datetime(2027, 3, 24, 1, 0))


# moved and cancelled days, methods, identity ----------------------------------------------------

SERIES = an_event("RRULE:FREQ=DAILY;COUNT=3")


def days_of(entry) -> list[int]:
    found = occurrences(entry.appointment, date(2027, 3, 1), date(2027, 4, 30))
    return [each.day.day for each in found]


def test_a_moved_day_replaces_its_day():
    moved = an_event("RECURRENCE-ID:20270325T103000", start="DTSTART:20270325T150000")
    series, single = read(SERIES, moved).entries
    assert days_of(series) == [24, 26]
    assert single.appointment.starts == datetime(2027, 3, 25, 15, 0)
    assert (single.identity, single.occurrence_of) == ("u1#20270325", "u1")


def test_a_moved_day_may_stand_before_its_series_and_be_in_utc():
    moved = an_event("RECURRENCE-ID:20270325T143000Z", start="DTSTART:20270327T150000")
    series, _ = read(moved, SERIES).entries
    assert days_of(series) == [24, 26]


def test_a_cancelled_day_is_taken_out_and_kept_struck_through():
    gone = an_event("RECURRENCE-ID:20270325T103000", "STATUS:CANCELLED")
    series, struck = read(SERIES, gone).entries
    assert days_of(series) == [24, 26]
    assert struck.appointment.status is AppointmentStatus.CANCELLED
    assert struck.appointment.series_id == series.appointment.id
    assert struck.appointment.series_start == datetime(2027, 3, 25, 10, 30)


@pytest.mark.parametrize(
    "line",
    [
        "RECURRENCE-ID;VALUE=DATE:20270325",
        "RECURRENCE-ID:20270325T143000Z",
        "RECURRENCE-ID;TZID=Europe/Berlin:20270325T153000",
    ],
)
def test_a_changed_date_names_its_series_whatever_form_it_has(line):
    series, single = read(SERIES, an_event(line, start="DTSTART:20270325T150000")).entries
    assert single.appointment.series_start == datetime(2027, 3, 25, 10, 30)
    assert single.appointment.series_id == series.appointment.id
    assert series.moved == (datetime(2027, 3, 25, 10, 30),)


def test_a_changed_date_of_a_series_that_falls_several_times_a_day_takes_one_time():
    series = an_event("RRULE:FREQ=DAILY;BYHOUR=10,17;COUNT=4", "EXDATE:20270325T213000Z")
    moved = an_event("RECURRENCE-ID:20270324T173000", start="DTSTART:20270324T180000")
    whole, _ = read(series, moved).entries
    one = whole.appointment
    assert one.excluded_days == ()
    assert one.excluded_starts == (
        datetime(2027, 3, 24, 17, 30),
        datetime(2027, 3, 25, 17, 30),
    )
    assert [at.starts.hour for at in occurrences(one, date(2027, 3, 1), date(2027, 4, 1))] == [
        10,
        10,
    ]


def test_two_changed_times_of_one_day_are_two():
    series = an_event("RRULE:FREQ=DAILY;BYHOUR=10,17;COUNT=4")
    lines = ("RECURRENCE-ID:20270324T103000", "RECURRENCE-ID:20270324T173000")
    assert len(read(series, *(an_event(line) for line in lines)).entries) == 3


def test_a_changed_date_names_the_copy_of_its_series_that_is_kept():
    moved = an_event("RECURRENCE-ID:20270325T103000", start="DTSTART:20270325T150000")
    newer = an_event("RRULE:FREQ=DAILY;COUNT=3", "SEQUENCE:2")
    series, single = read(SERIES, newer, moved).entries
    assert single.appointment.series_id == series.appointment.id


def test_a_moved_day_without_its_series_is_single():
    (single,) = read(an_event("RECURRENCE-ID:20270324T103000")).entries
    assert not single.appointment.repeats


def test_a_series_with_its_own_recurrence_id_stays_a_series():
    (series,) = read(an_event("RRULE:FREQ=DAILY;COUNT=3", "RECURRENCE-ID:20270324T103000")).entries
    assert days_of(series) == [24, 25, 26]


def test_moving_all_later_days_is_refused_aloud():
    later = an_event("RECURRENCE-ID;RANGE=THISANDFUTURE:20270325T103000")
    reading = read(SERIES, later)
    assert codes(reading) == ["all_later_days_moved"]
    assert days_of(reading.entries[0]) == [24, 25, 26]


def test_an_unreadable_recurrence_id_skips_only_that_event():
    reading = read(SERIES, an_event("RECURRENCE-ID:soon"))
    assert (codes(reading), len(reading.entries)) == (["date_unreadable"], 1)


def test_extra_days_belong_to_the_series():
    lines = ["RDATE:20270330T090000,20270324T103000,nonsense", "RDATE;VALUE=DATE:20270331"]
    reading = read(an_event(*lines))
    one = reading.entries[0].appointment
    assert one.extra_starts == (datetime(2027, 3, 30, 9, 0), datetime(2027, 3, 31, 10, 30))
    assert days_of(reading.entries[0]) == [24, 30, 31]
    assert codes(reading) == ["extra_day_unreadable"]


def test_extra_days_in_other_zones_and_as_periods():
    lines = [
        "DTEND:20270324T113000",
        "RDATE:20270325T143000Z",
        "RDATE;TZID=Europe/Berlin:20270326T153000",
        "RDATE;VALUE=PERIOD:20270329T143000Z/PT1H,20270330T143000Z/20270330T163000Z",
    ]
    reading = read(an_event(*lines))
    starts = reading.entries[0].appointment.extra_starts
    assert [(at.day, at.hour) for at in starts] == [(25, 10), (26, 10), (29, 10), (30, 10)]
    said = [("extra_day_other_length", "2027-03-30")]
    assert [(one.code, one.text) for one in reading.problems] == said


def test_extra_days_may_be_taken_out_again():
    one = the_one("RDATE:20270330T090000", "RDATE:20270331T103000", "EXDATE:20270330T090000")
    found = occurrences(one, date(2027, 3, 1), date(2027, 4, 30))
    assert [each.day.day for each in found] == [24, 31]


def test_an_event_with_too_many_extra_days_is_not_taken_without_them():
    values = ",".join(["20270330T090000"] * 1001)
    reading = read(an_event(f"RDATE:{values}"))
    assert (codes(reading), reading.entries) == (["too_many_extra_days"], ())


# reminders and tasks ----------------------------------------------------------------------------


def an_alarm(trigger: str, action: str = "DISPLAY") -> str:
    return f"BEGIN:VALARM\nACTION:{action}\n{trigger}\nEND:VALARM"


@pytest.mark.parametrize(
    ("alarms", "minutes", "left_out"),
    [
        ([an_alarm("TRIGGER:-PT15M")], (15,), ""),
        ([an_alarm("TRIGGER:-P1D"), an_alarm("TRIGGER:-PT2H", "AUDIO")], (1440, 120), ""),
        ([an_alarm("TRIGGER:-PT15M"), an_alarm("TRIGGER:-PT15M", "EMAIL")], (15,), ""),
        ([an_alarm("TRIGGER:PT0S")], (0,), ""),
        ([an_alarm("TRIGGER:-P1W")], (10080,), ""),
        ([an_alarm("TRIGGER:PT15M")], (), "1"),
        ([an_alarm("TRIGGER;RELATED=END:-PT1H")], (30,), ""),
        ([an_alarm("TRIGGER;VALUE=DATE-TIME:20270324T133000Z")], (60,), ""),
        ([an_alarm("TRIGGER;VALUE=DATE-TIME:19760401T005545Z", "NONE")], (), ""),
        ([an_alarm("TRIGGER;VALUE=DATE-TIME:19760401T005545Z")], (), "1"),
        ([an_alarm("TRIGGER:-PT1H", "PROCEDURE"), an_alarm("TRIGGER:soon")], (), "2"),
        ([an_alarm(f"TRIGGER:-PT{number}M") for number in (5, 60, 10, 20)], (60, 10, 5), "1"),
        (["BEGIN:VALARM\nACTION:DISPLAY\nEND:VALARM"], (), "1"),
    ],
)
def test_reminders(alarms, minutes, left_out):
    reading = read(an_event("DTEND:20270324T110000", *alarms))
    assert reading.entries[0].appointment.reminders == minutes
    assert reading.entries[0].appointment.problems() == ()
    said = [("alarms_left_out", left_out)] if left_out else []
    assert [(one.code, one.text) for one in reading.problems] == said


def a_task(*lines: str, uid: str = "t1") -> str:
    head = [f"UID:{uid}"] if uid else []
    return "\n".join(["BEGIN:VTODO", *head, "SUMMARY:Call the team", *lines, "END:VTODO"])


@pytest.mark.parametrize(
    ("lines", "due", "at", "done", "said"),
    [
        ([], "", "", "", []),
        (["DUE;VALUE=DATE:20270330"], "2027-03-30", "", "", []),
        (["DUE:20270330T090000"], "2027-03-30", "09:00", "", []),
        (["DUE:20270330T010000Z"], "2027-03-29", "21:00", "", []),
        (["DTSTART:20270330T090000", "DURATION:PT2H"], "2027-03-30", "11:00", "", []),
        (["DTSTART:20270330T090000"], "", "", "", []),
        (["DUE:soon"], "", "", "", ["task_date_unreadable"]),
        (["STATUS:COMPLETED", "COMPLETED:20270331T030000Z"], "", "", "2027-03-30", []),
        (["COMPLETED:20270331T160000Z"], "", "", "2027-03-31", []),
        (["STATUS:COMPLETED", "DTSTAMP:20270401T160000Z"], "", "", "2027-04-01", []),
        (["STATUS:NEEDS-ACTION", "RRULE:FREQ=DAILY"], "", "", "", ["task_repeats"]),
    ],
)
def test_tasks(lines, due, at, done, said):
    reading = read(a_task(*lines))
    (entry,) = reading.tasks
    one = entry.task
    assert (str(one.due_on or ""), f"{one.due_time or ''!s:.5}") == (due, at)
    assert str(one.done_on or "") == done
    assert (one.title, one.import_uid, one.problems()) == ("Call the team", "t1", ())
    assert (codes(reading), reading.is_refused) == (said, False)


def test_a_task_is_read_once_also_without_uid_and_not_when_cancelled():
    reading = read(a_task(), a_task(), a_task(uid=""), a_task(uid=""), a_task("STATUS:CANCELLED"))
    assert [one.task.title for one in reading.tasks] == ["Call the team"] * 2
    assert sorted(codes(reading)) == ["task_cancelled", "twice_in_file", "twice_in_file"]


def test_what_only_tells_of_something_is_no_appointment():
    assert codes(read(an_event("X-CAREGIVER-NOTE:TRUE"))) == ["only_a_note"]


@pytest.mark.parametrize(
    ("method", "status", "action", "state", "tentative"),
    [
        ("", "", IcsAction.ADD, AppointmentStatus.PLANNED, False),
        ("PUBLISH", "CONFIRMED", IcsAction.ADD, AppointmentStatus.CONFIRMED, False),
        ("REQUEST", "TENTATIVE", IcsAction.ADD, AppointmentStatus.PLANNED, True),
        ("REQUEST", "", IcsAction.ADD, AppointmentStatus.PLANNED, False),
        ("PUBLISH", "CANCELLED", IcsAction.CANCEL, AppointmentStatus.CANCELLED, False),
        ("CANCEL", "", IcsAction.CANCEL, AppointmentStatus.CANCELLED, False),
        ("CANCEL", "CONFIRMED", IcsAction.CANCEL, AppointmentStatus.CANCELLED, False),
    ],
)
def test_method_and_status(method, status, action, state, tentative):
    lines = [f"STATUS:{status}"] if status else []
    reading = read(an_event(*lines), head=f"METHOD:{method}" if method else "")
    (entry,) = reading.entries
    assert (entry.action, entry.is_tentative, reading.method) == (action, tentative, method)
    assert entry.appointment.status is state


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "REFRESH", "reply"])
def test_an_answer_adds_nothing(method):
    reading = read(an_event(), head=f"METHOD:{method}")
    assert (reading.entries, codes(reading)) == ((), ["is_an_answer"])


def test_without_uid_the_same_event_has_the_same_identity():
    first = read(an_event("LOCATION:Ward", uid="")).entries[0]
    again = read(an_event("LOCATION:Ward", "X-NEW:1", uid="")).entries[0]
    other = read(an_event("LOCATION:Hall", uid="")).entries[0]
    assert first.identity == again.identity != other.identity
    assert first.appointment.import_uid == first.identity


def test_the_same_uid_twice_keeps_the_newer():
    new = an_event("SEQUENCE:2", "LOCATION:New")
    reading = read(an_event("SEQUENCE:1"), new, an_event())
    assert [one.appointment.location for one in reading.entries] == ["New"]
    assert codes(reading) == ["twice_in_file", "twice_in_file"]
    assert reading.entries[0].appointment.sequence == 2


@pytest.mark.parametrize("text", ["-1", "x", "9" * 30, ""])
def test_an_odd_sequence_is_zero(text):
    assert the_one(f"SEQUENCE:{text}").sequence == 0


# texts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("DESCRIPTION:One\\, two\\; three\\nfour \\\\ five", "One, two; three\nfour \\ five"),
        ("DESCRIPTION:5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("DESCRIPTION:<p>Bring <b>pills</b></p><br>Ward&nbsp;7", "Bring pills\n\nWard 7"),
        ("DESCRIPTION:<a href='https://x.test/a'>Map</a>", "Map (https://x.test/a)"),
        ("DESCRIPTION:<script>alert(1)</script><b>Hi</b>", "Hi"),
        ("DESCRIPTION:<style>b{}</style>Fast &lt;8 h<br/>", "Fast <8 h"),
        ("DESCRIPTION:<b>unclosed", "unclosed"),
        ("DESCRIPTION:<b", "<b"),
        ("X-ALT-DESC;FMTTYPE=text/html:<html><body>Hello</body></html>", "Hello"),
        ("URL:https://x.test/visit", "https://x.test/visit"),
        ("COMMENT:Park behind", "Park behind"),
        ("DESCRIPTION;ALTREP=\"cid:a:b\":Text: with colon", "Text: with colon"),
        ("DESCRIPTION;X=\"broken:Still read", "Still read"),
        ("item1.DESCRIPTION:Grouped", "Grouped"),
        ("description:small", "small"),
    ],
)  # fmt: skip
def test_notes(line, note):
    assert the_one(line).note == note


def test_a_folded_line_is_one_line_also_inside_a_letter():
    whole = "DESCRIPTION:für".encode()
    cut = whole.index(b"\xbc")
    data = a_file(an_event("@")).replace(b"@", whole[:cut] + b"\r\n " + whole[cut:])
    assert read_calendar(data, OWN).entries[0].appointment.note == "für"


def test_a_long_note_is_cut_and_said():
    reading = read(an_event("DESCRIPTION:" + "x" * 30_000))
    assert codes(reading) == ["note_cut"]
    assert len(reading.entries[0].appointment.note) == 20_000


def test_place_and_title_are_one_line():
    one = the_one("LOCATION:St James\\nLevel 2")
    assert one.location == "St James Level 2"


def test_no_title_is_said():
    reading = read(an_event().replace("SUMMARY:Clinic\n", ""))
    assert codes(reading) == ["no_title"]


def test_the_kind_is_guessed_from_the_title():
    data = a_file(an_event()).replace(b"SUMMARY:Clinic", b"SUMMARY:MRI scan")
    assert read_calendar(data, OWN).entries[0].appointment.sort is AppointmentKind.SCAN


def test_what_is_not_kept_is_counted():
    alarm = "BEGIN:VALARM\nACTION:PROCEDURE\nTRIGGER:-PT1H\nATTACH:file:///bin/sh\nEND:VALARM"
    event = an_event("ATTACH:https://x.test/a.pdf", "ATTENDEE:mailto:a@x.test", alarm, alarm)
    todo = "BEGIN:VTODO\nSUMMARY:Call\nEND:VTODO"
    journal = "BEGIN:VJOURNAL\nSUMMARY:x\nEND:VJOURNAL"
    busy = "BEGIN:VFREEBUSY\nEND:VFREEBUSY"
    odd = "BEGIN:X-OTHER\nEND:X-OTHER"
    said = {one.code: one.text for one in read(event, todo, journal, busy, odd).problems}
    assert said == {
        "alarms_left_out": "2",
        "attachments_left_out": "1",
        "people_left_out": "1",
        "journals_left_out": "1",
        "busy_times_left_out": "1",
        "blocks_left_out": "1",
    }


# letters, line ends, damage ---------------------------------------------------------------------

UMLAUT = a_file(an_event("LOCATION:Universitätsklinik")).decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (UMLAUT.encode(), []),
        (UMLAUT.encode("utf-8-sig"), []),
        (UMLAUT.encode("utf-16"), []),
        (UMLAUT.encode("utf-16-le"), []),
        (UMLAUT.encode("utf-16-be"), []),
        (UMLAUT.encode("latin-1"), ["letters_guessed"]),
        (UMLAUT.replace("\r\n", "\n").encode(), []),
        (UMLAUT.replace("\r\n", "\r").encode(), []),
        (UMLAUT.replace("\r\n", "\n", 3).encode(), []),
        (UMLAUT.replace("\r\n", "\r\n\r\n").encode(), []),
        (UMLAUT.removesuffix("END:VCALENDAR").encode(), []),
        (UMLAUT.replace("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "").encode(), []),
        (UMLAUT.replace("BEGIN", "begin").replace("END", "end").encode(), []),
        (("junk\r\nEND:VEVENT\r\n" + UMLAUT).encode(), []),
    ],
)
def test_letters_and_line_ends(data, said):
    reading = read_calendar(data, OWN)
    assert codes(reading) == said
    assert [one.appointment.location for one in reading.entries] == ["Universitätsklinik"]


def test_control_letters_are_taken_out_and_said():
    reading = read(an_event("LOCATION:Wa\x00rd\x1b"))
    assert codes(reading) == ["letters_replaced"]
    assert reading.entries[0].appointment.location == "Ward"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"  \r\n", "file_empty"),
        (b"%PDF-1.7 nothing", "not_a_calendar"),
        (b"\x00\xff\x00\xff", "not_a_calendar"),
        (b"BEGIN:VCARD\nFN:A\nEND:VCARD", "not_a_calendar"),
        (a_file(), "nothing_inside"),
        (b"x" * (10 * 1024 * 1024 + 1), "file_too_large"),
        (b"BEGIN:VEVENT\n" * 5000 + b"END:VEVENT\n" * 5000, "nested_too_deep"),
    ],
)
def test_refused_files(data, code):
    reading = read_calendar(data, OWN)
    assert reading.is_refused
    assert code in codes(reading)


def test_one_bad_event_never_loses_the_rest():
    reading = read(
        an_event(uid="a"),
        an_event(uid="b", start="DTSTART:never"),
        an_event("RRULE:FREQ=SECONDLY", uid="c"),
        an_event(uid="d"),
    )
    assert [one.uid for one in reading.entries] == ["a", "d"]
    assert codes(reading) == ["date_unreadable", "rule_too_often"]
    assert {one.where for one in reading.problems} == {"Clinic"}


def test_an_event_without_its_end_line_ends_at_the_next():
    open_one = an_event(uid="a").removesuffix("END:VEVENT")
    assert [one.uid for one in read(open_one, an_event(uid="b")).entries] == ["a", "b"]


def test_an_event_cut_off_by_the_end_of_the_file_is_named():
    data = a_file(an_event(uid="a"), an_event(uid="b"))
    reading = read_calendar(data[: data.rindex(b"SUMMARY") + 14], OWN)
    assert [one.uid for one in reading.entries] == ["a"]
    assert codes(reading) == ["cut_off"]


def test_several_calendars_in_one_file():
    data = a_file(an_event(uid="a")) + b"\r\n" + a_file(an_event(uid="b"))
    assert [one.uid for one in read_calendar(data, OWN).entries] == ["a", "b"]


# zones defined in the file ----------------------------------------------------------------------


def a_zone(name: str, winter: str = "+0100", summer: str = "+0200") -> str:
    return f"""BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
END:DAYLIGHT
END:VTIMEZONE"""


def test_an_invented_name_with_a_known_clock_finds_its_zone():
    reading = read(
        a_zone("Clinic time"), an_event(start="DTSTART;TZID=Clinic time:20270324T103000")
    )
    assert reading.entries[0].appointment.zone == BERLIN
    assert codes(reading) == []


def test_the_clock_in_the_file_wins_over_its_name():
    zone = a_zone("America/New_York")
    one = read(zone, an_event(start="DTSTART;TZID=America/New_York:20270324T103000"))
    assert one.entries[0].appointment.zone == BERLIN


def test_an_odd_clock_gives_the_right_instant():
    zone = a_zone("Odd", "+0117", "+0217")
    event = an_event("DTEND;TZID=Odd:20270324T113000", start="DTSTART;TZID=Odd:20270324T103000")
    one = read(zone, event).entries[0].appointment
    assert (one.zone, one.starts) == (OWN, datetime(2027, 3, 24, 5, 13))
    assert one.ends == datetime(2027, 3, 24, 6, 13)


def test_a_series_by_an_odd_clock_is_named():
    zone = a_zone("Odd", "+0117", "+0217")
    series = an_event("RRULE:FREQ=DAILY", start="DTSTART;TZID=Odd:20270324T103000")
    assert codes(read(zone, series)) == ["zone_odd"]


def test_a_broken_zone_falls_back_to_its_name():
    zone = "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE"
    one = read(zone, an_event(start="DTSTART;TZID=Europe/Berlin:20270324T103000"))
    assert one.entries[0].appointment.zone == BERLIN


def test_a_calendar_zone_holds_for_floating_times_only():
    head = "X-WR-TIMEZONE:Europe/Berlin"
    floating = read(an_event(), head=head).entries[0].appointment
    in_utc = read(an_event(start="DTSTART:20270324T143000Z"), head=head).entries[0].appointment
    assert (floating.zone, floating.starts.hour) == (BERLIN, 10)
    assert (in_utc.zone, in_utc.starts.hour) == (OWN, 10)


# size and time ----------------------------------------------------------------------------------

HANGING = {
    "secondly_forever": [an_event("RRULE:FREQ=SECONDLY")],
    "minutely_forever": [an_event("RRULE:FREQ=MINUTELY", start="DTSTART:19700101T000000")],
    "interval_zero": [an_event("RRULE:FREQ=DAILY;INTERVAL=0")],
    "all_excluded": [an_event("RRULE:FREQ=DAILY", "EXRULE:FREQ=DAILY")],
    "daily_from_1900": [an_event("RRULE:FREQ=DAILY", start="DTSTART:19000101T000000")],
    "by_parts": [an_event("RRULE:FREQ=YEARLY;BYMINUTE=" + ",".join(map(str, range(60))))],
    "events_30k": [an_event(uid=f"u{number}") for number in range(30_000)],
    "zones_3k": [*(a_zone(f"Zone {number}") for number in range(3_000)), an_event()],
    "odd_zones": [
        *(a_zone(f"Zone {number}", "+0117", "+0217") for number in range(150)),
        *(
            an_event(uid=f"u{number}", start=f"DTSTART;TZID=Zone {number % 150}:{year}0324T103000")
            for number, year in enumerate(list(range(1950, 2100)) * 4)
        ),
        an_event(start="DTSTART:never"),
    ],
    "changed_5k": [
        an_event("RRULE:FREQ=DAILY"),
        *(
            an_event(f"RECURRENCE-ID:{2027 + number // 336}{number // 28 % 12 + 1:02}"
                     f"{number % 28 + 1:02}T103000")
            for number in range(5_000)
        ),
        an_event(start="DTSTART:never", uid="u2"),
    ],
    "exdate_50k": [an_event("RRULE:FREQ=DAILY", f"EXDATE:{'20270325T103000,' * 50_000}")],
    "rdate_50k": [an_event(*["RDATE:20270325T103000"] * 50_000)],
    "alarms_20k": [an_event(*["BEGIN:VALARM\nEND:VALARM"] * 20_000)],
    "one_huge_line": [an_event("DESCRIPTION:" + "<b>" * 1_000_000)],
    "html_bomb": [an_event("DESCRIPTION:" + "<a " * 60_000)],
    "quotes": [an_event('X;A="' + '":' * 90_000)],
    "folds": [an_event("DESCRIPTION:" + "\n " * 500_000)],
}  # fmt: skip


@pytest.mark.parametrize("name", HANGING)
def test_hostile_files_are_answered_in_time(name):
    data = a_file(*HANGING[name])
    begun = time.process_time()
    reading = read_calendar(data, OWN)
    for entry in reading.entries[:50]:
        list(occurrences(entry.appointment, date(2026, 1, 1), date(2026, 12, 31)))
    assert time.process_time() - begun < (2.0 if sys.gettrace() is None else 8.0)
    assert reading.problems or len(reading.entries) == 1


def test_a_series_with_too_many_left_out_days_is_not_taken_without_them():
    reading = read(*HANGING["exdate_50k"])
    assert reading.entries == ()
    assert codes(reading) == ["line_too_long", "too_many_exceptions"]


def test_more_events_than_the_limit_are_counted():
    reading = read(*HANGING["events_30k"])
    assert len(reading.entries) == 10_000
    assert [(one.code, one.text) for one in reading.problems] == [("too_many_events", "20000")]


@given(st.binary(max_size=400))
def test_any_bytes_have_an_answer(data):
    reading = read_calendar(data, OWN)
    assert reading.entries or reading.problems


LINES = """
DTSTART:20270324T103000 DTSTART:20270324 DTEND:20270324 DURATION:PT1H RRULE:FREQ=DAILY
RRULE:FREQ=WEEKLY;BYDAY=MO EXDATE:20270325 RDATE:20270330 RECURRENCE-ID:20270324
STATUS:CANCELLED BEGIN:VEVENT END:VEVENT BEGIN:VALARM END:VALARM END:VCALENDAR UID:1
BEGIN:VTIMEZONE TZID:X END:VTIMEZONE DTSTART;TZID=X:20270324T103000 SUMMARY:A : ; X;=:
BEGIN:VCALENDAR METHOD:CANCEL BEGIN:STANDARD TZOFFSETTO:+0100 END:STANDARD
"""


@given(st.lists(st.sampled_from(LINES.split()), max_size=25))
def test_any_lines_have_an_answer(lines):
    data = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines]).encode()
    reading = read_calendar(data, OWN)
    assert reading.entries or reading.problems
    for entry in reading.entries:
        assert [one.code for one in entry.appointment.problems()] == []


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("UTC", "UTC"),
        ("GMT+0", "GMT+0"),
        ("(UTC)", "UTC"),
        ("UTC-05:00", "Etc/GMT+5"),
        ("UTC+05:30", None),
        ("UTC+19", None),
        ("x" * 300, None),
        ("Nowhere", None),
    ],
)
def test_names_by_offset(tzid, zone):
    assert resolved(tzid) == zone


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=MONTHLY",
        "RRULE:FREQ=YEARLY;BYMONTH=13;BYDAY=1SU",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYMONTHDAY=1",
        "RDATE:19700101T000000,nonsense",
    ],
)
def test_a_zone_with_odd_rules_keeps_its_offset(rule):
    zone = a_zone("Z", "+0900", "+0900").replace("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", rule)
    zone = zone.replace("DTSTART:19810329", "DTSTART:20500101")
    one = read(zone, an_event(start="DTSTART;TZID=Z:20270324T103000")).entries[0].appointment
    assert one.starts.replace(tzinfo=ZoneInfo(one.zone)).utcoffset() == timedelta(hours=9)


def test_before_its_first_rule_a_zone_says_nothing():
    zone = a_zone("Europe/Berlin").replace("19961027", "20400101").replace("19810329", "20400101")
    one = read(zone, an_event(start="DTSTART;TZID=Europe/Berlin:20270324T103000"))
    assert one.entries[0].appointment.zone == BERLIN
