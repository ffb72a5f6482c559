"""Calendar files made to hurt: soon done, nothing partial, nothing left out in silence."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.domain.appointments import AppointmentStatus
from caregiver.errors import UserError
from caregiver.import_texts import IMPORT_NOTES
from caregiver.storage.care_file import create_file
from tests import builders
from tests.faults.trials import Nursery, Process

MOST_SECONDS, MOST_MEGABYTES = 5.0, 300  # of the processor, however busy the machine is


def event(uid: str = "one", *lines: str, start: str = "DTSTART:20270320T140000Z") -> str:
    parts = ("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20270301T000000Z", start,
             "SUMMARY:Clinic", *lines, "END:VEVENT")  # fmt: skip
    return "\r\n".join(parts) + "\r\n"


def calendar(*events: str, head: str = "") -> bytes:
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\n{head}{''.join(events)}"
    return f"{text}END:VCALENDAR\r\n".encode()


def rule(text: str) -> bytes:
    return calendar(event("one", f"RRULE:{text}"))


def many_dates(name: str, count: int) -> str:
    days = (f"{2027 + n // 336}{n // 28 % 12 + 1:02}{n % 28 + 1:02}T140000Z" for n in range(count))
    return f"{name}:" + ",".join(days)


def zone(offset: str, name: str = "Mars") -> str:
    return (
        f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        f"TZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )


IN_MARS = "DTSTART;TZID=Mars:20270320T140000"
ALARM = "BEGIN:VALARM\r\nACTION:PROCEDURE\r\nTRIGGER:-PT15M\r\nATTACH:file:///bin/sh\r\nEND:VALARM"
TASK = "BEGIN:VTODO\r\nUID:t{n}\r\nDTSTAMP:20270301T000000Z\r\nSUMMARY:Call\r\nEND:VTODO\r\n"
NEVER = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"

# the file, and whether all of it may come in without a word
# fmt: off
CASES: dict[str, tuple[Callable[[], bytes], bool]] = {
    "every second": (lambda: rule("FREQ=SECONDLY"), False),
    "every minute": (lambda: rule("FREQ=MINUTELY"), True),
    "every second counted": (lambda: rule("FREQ=SECONDLY;COUNT=1000000000"), False),
    "interval of none": (lambda: rule("FREQ=DAILY;INTERVAL=0"), False),
    "interval below": (lambda: rule("FREQ=DAILY;INTERVAL=-1"), False),
    "interval beyond": (lambda: rule("FREQ=YEARLY;INTERVAL=99999999999999999999"), False),
    "counted beyond": (lambda: rule("FREQ=DAILY;COUNT=99999999999999999999"), False),
    "every minute of all": (
        lambda: rule("FREQ=YEARLY;BYHOUR=" + ",".join(map(str, range(24)))
                     + ";BYMINUTE=" + ",".join(map(str, range(60)))), False),
    "rule of a million letters": (lambda: rule("FREQ=DAILY;BYDAY=" + "MO," * 300_000), False),
    "unknown frequency": (lambda: rule("FREQ=NOW"), False),
    "many rules": (lambda: calendar(event("one", *["RRULE:FREQ=DAILY"] * 5_000)), False),
    "until before": (lambda: rule("FREQ=DAILY;UNTIL=19700101T000000Z"), True),
    "million extra dates": (
        lambda: calendar(event("one", many_dates("RDATE", 500_000))), False),
    "million extra lines": (
        lambda: calendar(event("one", *["RDATE:20270321T140000Z"] * 300_000)), True),
    "ten thousand exceptions": (
        lambda: calendar(event("one", "RRULE:FREQ=DAILY", many_dates("EXDATE", 10_000))), False),
    "nothing but exceptions": (
        lambda: calendar(event("one", "RRULE:FREQ=DAILY;COUNT=300", many_dates("EXDATE", 4_000))),
        True),
    "extra periods without end": (
        lambda: calendar(event("one", "RDATE;VALUE=PERIOD:20270321T140000Z/P99999999D")), False),
    "lasts for ever": (lambda: calendar(event("one", "DURATION:P99999999999W")), False),
    "ends before": (lambda: calendar(event("one", "DTEND:19990101T000000Z")), False),
    "two thousand that never fall": (
        lambda: calendar(*[event(f"u{n}", f"RRULE:{NEVER}") for n in range(2_000)]), True),
    "twenty every hour": (
        lambda: calendar(*[event(f"u{n}", "RRULE:FREQ=HOURLY") for n in range(20)]), True),
    "same name five thousand times": (lambda: calendar(*[event("same")] * 5_000), False),
    "same date changed five thousand times": (
        lambda: calendar(event("one", "RRULE:FREQ=DAILY"),
                         *[event("one", "RECURRENCE-ID:20270322T140000Z")] * 5_000), False),
    "five thousand changed dates": (
        lambda: calendar(event("one", "RRULE:FREQ=DAILY"), *[
            event("one", f"RECURRENCE-ID:{2027 + n // 336}{n // 28 % 12 + 1:02}{n % 28 + 1:02}"
                  "T140000Z") for n in range(5_000)]), True),
    "too many events": (lambda: calendar(*[event(f"u{n}") for n in range(11_000)]), False),
    "too many zones": (
        lambda: calendar(*[zone("+0100", f"Z{n}") for n in range(5_000)], event()), False),
    "zone bomb": (
        lambda: calendar(zone("+0100").replace(
            "END:STANDARD", "RRULE:FREQ=SECONDLY\r\nEND:STANDARD"), event(start=IN_MARS)), True),
    "zone of many dates": (
        lambda: calendar(zone("+0100").replace(
            "END:STANDARD", many_dates("RDATE", 200_000) + "\r\nEND:STANDARD"),
            event(start=IN_MARS)), False),
    "offset of four days": (lambda: calendar(zone("+9900"), event(start=IN_MARS)), False),
    "offset that is none": (lambda: calendar(zone("soon"), event(start=IN_MARS)), False),
    "zone that is a path": (
        lambda: calendar(event(start="DTSTART;TZID=../../etc/passwd:20270320T140000")), False),
    "alarms by the thousand": (lambda: calendar(event("one", *[ALARM] * 20_000)), False),
    "tasks by the thousand": (
        lambda: calendar(*[TASK.format(n=n) for n in range(30_000)]), False),
    "alarm far before": (
        lambda: calendar(event("one", "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P9999999D\r\n"
                               "DESCRIPTION:x\r\nEND:VALARM")), False),
    "nested deep": (lambda: calendar(*["BEGIN:VEVENT\r\n"] * 100_000), False),
    "nested calendars": (lambda: b"BEGIN:VCALENDAR\r\n" * 50_000, False),
    "never ends": (lambda: calendar(event())[:-25], False),
    "one line of nine megabytes": (lambda: calendar(event("one", "X:" + "x" * 9_000_000)), True),
    "description of nine megabytes": (
        lambda: calendar(event("one", "DESCRIPTION:" + "x" * 9_000_000)), False),
    "folded letter by letter": (
        lambda: calendar(event("one", "DESCRIPTION:" + "\r\n x" * 1_000_000)), False),
    "parameters by the thousand": (
        lambda: calendar(event("one", "DTEND" + ";A=b" * 100_000 + ":20270320T150000Z")), True),
    "quotes that never close": (
        lambda: calendar(event("one", 'LOCATION;A="' + "x;" * 100_000 + ":here")), True),
    "nul": (lambda: calendar(event("o\0ne", "LOCATION:A\0B")), False),
    "no letters": (lambda: calendar(event("one", "LOCATION:A")).replace(b"A", b"\xff\xfe"), False),
    "old letters": (
        lambda: calendar(event("one", "LOCATION:Köln")).decode().encode("latin-1"), False),
    "wide letters": (lambda: calendar(event()).decode().encode("utf-16"), True),
    "half letters": (lambda: calendar(event("one", "LOCATION:A")).replace(b":A", b":\xed\xa0\x80"),
                     False),
    "year none": (lambda: calendar(event(start="DTSTART:00000101T000000Z")), False),
    "year last": (lambda: calendar(event("one", "RRULE:FREQ=DAILY",
                                         start="DTSTART:99991231T235959Z")), False),
    "31 April": (lambda: calendar(event(start="DTSTART:20270431T140000Z")), False),
    "hour 25": (lambda: calendar(event(start="DTSTART:20270320T250000Z")), False),
    "digits of others": (lambda: calendar(event(start="DTSTART:２０２７０３２０T140000Z")), True),
    "cancels everything": (
        lambda: calendar(event("one", "STATUS:CANCELLED"), event("kept", "SEQUENCE:9"),
                         head="METHOD:CANCEL\r\n"), False),
    "an answer": (lambda: calendar(event(), head="METHOD:REPLY\r\n"), False),
    "nothing": (lambda: b"", False),
    "only noise": (lambda: os.urandom(100_000), False),
    "another format": (lambda: b"%PDF-1.7\n" * 1_000, False),
}
# fmt: on


@pytest.fixture
def process(nursery: Nursery, tmp_path: Path, clock: FixedClock) -> Iterator[Process]:
    create_file(tmp_path / "ours.care", clock).close()
    process = nursery.process()
    assert process.ask("open", path=str(tmp_path / "ours.care"))["ok"]
    yield process
    process.quit()


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_calendar_file_is_taken_or_refused_soon(
    process: Process, tmp_path: Path, clock: FixedClock, name: str
) -> None:
    make, may_be_silent = CASES[name]
    path = tmp_path / "theirs.ics"
    path.write_bytes(make())
    answer = process.ask("import", path=str(path))
    if answer["ok"]:
        assert answer["seconds"] < MOST_SECONDS
        assert answer["notes"] or may_be_silent, f"left out in silence? {answer}"
        assert set(answer["notes"]) <= set(IMPORT_NOTES)
    else:
        assert answer["code"] in {"import_unreadable", "import_too_big"}
        assert process.ask("dump")["changes"] == 0
    shown = process.ask("month")
    assert shown["ok"]
    assert shown["seconds"] < MOST_SECONDS
    assert shown["megabytes"] < MOST_MEGABYTES
    assert process.ask("check") == {"ok": True, "problems": []}
    if answer["ok"] and answer["added"]:
        again = process.ask("import", path=str(path))
        assert (again["added"], again["updated"]) == (0, 0), "twice is not the same as once"
        assert process.ask("undo")["ok"]
        assert process.ask("month")["entries"] == 0


class TestOfOurs:
    """What is in the calendar already is not harmed."""

    @pytest.fixture
    def app(self, tmp_path: Path, clock: FixedClock) -> Iterator[Caregiver]:
        with Caregiver.create(tmp_path / "ours.care", clock) as opened:
            yield opened

    def test_a_cancellation_of_everything_removes_nothing_unasked(
        self, app: Caregiver, tmp_path: Path
    ) -> None:
        ours = [
            app.appointments.save(builders.an_appointment(id=f"ours-{n}", import_uid=f"u{n}"))
            for n in range(3)
        ]
        path = tmp_path / "cancel.ics"
        events = [event(f"u{n}", "STATUS:CANCELLED", "SEQUENCE:99") for n in range(3)]
        path.write_bytes(calendar(*events, head="METHOD:CANCEL\r\n"))
        preview = app.imports.preview(path)
        assert app.appointments.all() == tuple(ours)
        app.imports.run(preview)
        left = app.appointments.all()
        assert {one.id for one in left} == {one.id for one in ours}
        assert {one.status for one in left} <= {
            AppointmentStatus.CANCELLED, AppointmentStatus.PLANNED,
        }  # fmt: skip
        if left != tuple(ours):
            app.undo()
        assert app.appointments.all() == tuple(ours)

    def test_markup_and_links_are_taken_as_words_or_named(
        self, app: Caregiver, tmp_path: Path
    ) -> None:
        path = tmp_path / "links.ics"
        words = "Room 2 <img src=file:///etc/passwd><script>x</script>"
        path.write_bytes(
            calendar(
                event(
                    "one",
                    f"LOCATION:{words}",
                    f"DESCRIPTION:{words}",
                    "ATTACH:http://127.0.0.1:9/x",
                    "URL:javascript:alert(1)",
                )
            )
        )
        preview = app.imports.preview(path)
        app.imports.run(preview)
        (found,) = app.appointments.all()
        assert "Room 2" in found.location
        assert any("attach" in one.code for one in preview.problems), preview.problems

    @pytest.mark.parametrize("target", ["fifo", "/dev/zero", "folder"])
    def test_what_is_no_file_is_refused(self, app: Caregiver, tmp_path: Path, target: str) -> None:
        path = tmp_path / "theirs.ics"
        if target == "fifo":
            os.mkfifo(path)
        elif target == "folder":
            path.mkdir()
        else:
            os.symlink(target, path)
        with pytest.raises(UserError) as refusal:
            app.imports.preview(path)
        assert refusal.value.code == "import_unreadable"
