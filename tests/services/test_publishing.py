"""Publishing to a real calendar server, read back by another reader."""

import contextlib
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.domain.appointments import Appointment, AppointmentStatus
from caregiver.errors import BadInput, ServerFailed
from caregiver.exchange.caldav import CaldavServer, checked_address
from caregiver.exchange.caldav_resources import digest_of, resources_of
from caregiver.services.passwords import Passwords
from caregiver.services.publishing import PublishingService
from tests.caldav_server import PASSWORD, USER, Radicale

NEW_YORK = "America/New_York"
FOREIGN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Phone//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n"
    "DTSTAMP:20270301T000000Z\r\nDTSTART:20270320T140000Z\r\nDTEND:20270320T150000Z\r\n"
    "SUMMARY:{title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


class MemoryPasswords(Passwords):
    """Passwords as on a computer without a keyring."""

    @staticmethod
    def _safely(act):
        return None


class Cut(Exception):
    """The program ends here."""


class CutServer(CaldavServer):
    """A connection that breaks before or after the request with a number."""

    cut_at: int | None = None
    after = False
    sent = 0

    def _guard(self, act):
        cls = type(self)
        cls.sent += 1
        hit = cls.cut_at is not None and cls.sent == cls.cut_at
        if hit and not cls.after:
            raise Cut
        done = act()
        if hit:
            raise Cut
        return done

    def put(self, *args):
        return self._guard(lambda: super(CutServer, self).put(*args))

    def delete(self, *args):
        return self._guard(lambda: super(CutServer, self).delete(*args))


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory) -> Iterator[Radicale]:
    server = Radicale(tmp_path_factory.mktemp("radicale"))
    server.start()
    yield server
    server.stop()


_number = iter(range(1_000))


@pytest.fixture
def server(shared_server: Radicale) -> Iterator[Radicale]:
    shared_server.stop()
    shared_server.start()
    return shared_server


@pytest.fixture
def calendar(shared_server: Radicale) -> str:
    return shared_server.make_calendar(f"Care{next(_number)}")


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[Caregiver]:
    with Caregiver.create(tmp_path / "ours.care", clock, by="Anna") as opened:
        yield opened


@pytest.fixture
def publishing(app: Caregiver, shared_server: Radicale, calendar: str) -> PublishingService:
    service = PublishingService(app.file, app.clock, MemoryPasswords())
    found = service.connect(shared_server.address, USER, PASSWORD)
    assert calendar in [one.url for one in found]
    service.choose(calendar=calendar, privacy="full")
    return service


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def add(app: Caregiver, title: str, starts: str, hours: float = 1, **more) -> Appointment:
    begin = at(starts)
    one = Appointment(
        title=title, starts=begin, ends=begin + timedelta(hours=hours), zone=NEW_YORK, **more
    )
    app.appointments.save(one)
    return app.appointments.get(one.id)


def events(server: Radicale, calendar: str) -> list[icalendar.Event]:
    return [
        event
        for data in server.stored(calendar).values()
        for event in icalendar.Calendar.from_ical(data).walk("VEVENT")
    ]


def by_title(server: Radicale, calendar: str) -> dict[str, icalendar.Event]:
    found = events(server, calendar)
    titled = {str(one["SUMMARY"]): one for one in found}
    assert len(titled) == len(found)
    return titled


def test_another_reader_finds_the_same_times_zones_and_ends(
    app, publishing, shared_server, calendar
) -> None:
    before = add(app, "Before the clock change", "2027-03-12T09:30")
    add(app, "After it", "2027-03-19T09:30")
    scan = Appointment(
        title="Scan week", starts=at("2027-03-22"), ends=at("2027-03-26"), all_day=True
    )
    app.appointments.save(scan)
    weekly = add(app, "Therapy", "2027-03-02T10:00", rule="FREQ=WEEKLY;COUNT=6;BYDAY=TU")
    app.appointments.drop_occurrence(weekly, date(2027, 3, 23))
    off = add(app, "Called off", "2027-03-30T08:00", status=AppointmentStatus.CANCELLED)
    done = publishing.publish()
    assert (done.added, done.updated, done.removed) == (5, 0, 0)
    found = by_title(shared_server, calendar)
    assert set(found) == {"Before the clock change", "After it", "Scan week", "Therapy",
                          "Called off"}  # fmt: skip
    zone = ZoneInfo(NEW_YORK)
    first = found["Before the clock change"]
    assert str(first["UID"]).startswith(before.id)
    assert first["DTSTART"].dt == datetime(2027, 3, 12, 9, 30, tzinfo=zone)
    assert first["DTSTART"].dt.utcoffset() == timedelta(hours=-5)
    assert found["After it"]["DTSTART"].dt.utcoffset() == timedelta(hours=-4)
    assert found["Scan week"]["DTEND"].dt == date(2027, 3, 27)
    assert found["Therapy"]["EXDATE"].dts[0].dt == datetime(2027, 3, 23, 10, tzinfo=zone)
    assert str(found["Called off"]["STATUS"]) == "CANCELLED"
    assert str(found["Called off"]["UID"]).startswith(off.id)
    stored = b"".join(shared_server.stored(calendar).values())
    assert b"METHOD" not in stored


def test_publishing_again_sends_nothing(app, publishing, shared_server, calendar, clock) -> None:
    add(app, "Clinic", "2027-03-24T09:00")
    publishing.publish()
    before = shared_server.stored(calendar)
    clock.advance(days=1)
    done = publishing.publish()
    assert (done.added, done.updated, done.removed, done.unchanged) == (0, 0, 0, 1)
    assert shared_server.stored(calendar) == before


def test_changes_cancellations_and_removals_follow(app, publishing, shared_server, calendar):
    moved, off, gone = (add(app, name, "2027-03-24T09:00") for name in ("A", "B", "C"))
    publishing.publish()
    app.appointments.save(replace(moved, starts=at("2027-03-25T11:00"), ends=None))
    app.appointments.save(replace(off, status=AppointmentStatus.CANCELLED))
    app.appointments.delete(gone)
    done = publishing.publish()
    assert (done.added, done.updated, done.removed) == (0, 2, 1)
    found = by_title(shared_server, calendar)
    assert set(found) == {"A", "B"}
    assert found["A"]["DTSTART"].dt.day == 25
    assert str(found["B"]["STATUS"]) == "CANCELLED"


def test_events_of_others_are_never_touched(app, publishing, shared_server, calendar) -> None:
    path = calendar.removeprefix(shared_server.address.rstrip("/"))
    foreign = FOREIGN.format(uid="birthday", title="Birthday")
    assert shared_server.ask("PUT", f"{path}birthday.ics", foreign)[0] == 201
    before = shared_server.stored(calendar)["birthday.ics"]
    one = add(app, "Clinic", "2027-03-24T09:00")
    publishing.publish()
    app.appointments.delete(one)
    publishing.publish()
    assert shared_server.stored(calendar) == {"birthday.ics": before}


def test_an_invitation_the_phone_has_already_is_not_doubled(
    app, publishing, shared_server, calendar
) -> None:
    path = calendar.removeprefix(shared_server.address.rstrip("/"))
    shared_server.ask("PUT", f"{path}x.ics", FOREIGN.format(uid="inv-1", title="Invited"))
    before = shared_server.stored(calendar)
    add(app, "Invited", "2027-03-20T10:00", import_uid="inv-1")
    assert publishing.publish().left_alone == 1
    assert shared_server.stored(calendar) == before
    app.appointments.delete(app.appointments.all()[0])
    publishing.publish()
    assert shared_server.stored(calendar) == before


def test_what_somebody_changed_or_deleted_there_is_put_right(
    app, publishing, shared_server, calendar
) -> None:
    add(app, "Clinic", "2027-03-24T09:00")
    add(app, "Lab", "2027-03-25T09:00")
    publishing.publish()
    path = calendar.removeprefix(shared_server.address.rstrip("/"))
    for name, data in shared_server.stored(calendar).items():
        if b"Clinic" in data:
            text = data.decode().replace("SUMMARY:Clinic", "SUMMARY:Changed")
            assert shared_server.ask("PUT", path + name, text)[0] in (201, 204)
        else:
            assert shared_server.ask("DELETE", path + name)[0] == 200
    publishing.publish()
    assert set(by_title(shared_server, calendar)) == {"Clinic", "Lab"}


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("cut_at", [1, 2, 3, 4])
def test_cut_off_at_any_request_the_next_run_finishes_and_doubles_nothing(
    app, publishing, shared_server, calendar, cut_at, after
) -> None:
    add(app, "Kept", "2027-03-24T09:00")
    gone = add(app, "Gone", "2027-03-24T12:00")
    publishing.publish()
    app.appointments.delete(gone)
    for title in "ABC":
        add(app, title, "2027-03-26T09:00")
    CutServer.cut_at, CutServer.after, CutServer.sent = cut_at, after, 0
    broken = PublishingService(app.file, app.clock, publishing.passwords, CutServer)
    with pytest.raises(Cut):
        broken.publish()
    CutServer.cut_at = None
    publishing.publish()
    assert set(by_title(shared_server, calendar)) == {"Kept", "A", "B", "C"}
    assert publishing.publish().unchanged == 4


def test_offline_is_a_state_and_a_later_try_yields_one_of_each(
    app, publishing, server, calendar, clock
) -> None:
    add(app, "A", "2027-03-24T09:00")
    publishing.publish()
    good = publishing.state().good_at
    add(app, "B", "2027-03-25T09:00")
    server.stop()
    clock.advance(hours=1)
    with pytest.raises(ServerFailed, match="server_offline"):
        publishing.publish()
    state = publishing.state()
    assert (state.code, state.good_at) == ("server_offline", good)
    assert state.tried_at == clock.now()
    server.start()
    assert publishing.publish().added == 1
    assert publishing.state().code == "connected"
    assert set(by_title(server, calendar)) == {"A", "B"}


def test_random_edits_and_cuts_end_with_what_is_here(
    app, publishing, shared_server, calendar
) -> None:
    chance = random.Random(20270324)
    broken = PublishingService(app.file, app.clock, publishing.passwords, CutServer)
    for number in range(25):
        held = app.appointments.all()
        what = chance.choice("aaecd") if held else "a"
        one = chance.choice(held) if held else None
        day = 1 + chance.randrange(28)
        if what == "a":
            add(app, f"Visit {number}", f"2027-04-{day:02}T09:00")
        elif what == "e":
            begins = at(f"2027-05-{day:02}T10:00")
            app.appointments.save(replace(one, starts=begins, ends=begins + timedelta(hours=1)))
        elif what == "c":
            app.appointments.save(replace(one, status=AppointmentStatus.CANCELLED))
        else:
            app.appointments.delete(one)
        CutServer.cut_at, CutServer.sent = chance.choice([None, 1, 1, 2]), 0
        CutServer.after = chance.random() < 0.5
        if chance.random() < 0.6:
            with contextlib.suppress(Cut):
                broken.publish()
    CutServer.cut_at = None
    publishing.publish()
    found = {
        str(one["UID"]).split("@")[0]: (one["DTSTART"].dt.replace(tzinfo=None), one["STATUS"])
        for one in events(shared_server, calendar)
    }
    assert len(events(shared_server, calendar)) == len(found)
    assert {id: when for id, (when, _) in found.items()} == {
        one.id: one.starts for one in app.appointments.all()
    }
    cancelled = {one.id for one in app.appointments.all()
                 if one.status is AppointmentStatus.CANCELLED}  # fmt: skip
    assert {id for id, (_, status) in found.items() if status == "CANCELLED"} == cancelled


def test_a_wrong_password_is_said_and_nothing_is_kept(app, shared_server) -> None:
    service = PublishingService(app.file, app.clock, MemoryPasswords())
    with pytest.raises(ServerFailed, match="server_refused"):
        service.connect(shared_server.address, USER, "wrong")
    assert service.account() is None
    assert service.state().code == "never"


def test_a_calendar_that_is_gone_is_said(publishing, app, shared_server, calendar) -> None:
    add(app, "A", "2027-03-24T09:00")
    publishing.publish()
    shared_server.ask("DELETE", calendar.removeprefix(shared_server.address.rstrip("/")))
    with pytest.raises(ServerFailed, match="calendar_gone"):
        publishing.publish()


def test_another_calendar_takes_the_events_along(publishing, app, shared_server, calendar) -> None:
    add(app, "A", "2027-03-24T09:00")
    publishing.publish()
    other = shared_server.make_calendar(f"Other{next(_number)}")
    publishing.choose(calendar=other)
    publishing.publish()
    assert shared_server.stored(calendar) == {}
    assert set(by_title(shared_server, other)) == {"A"}


def test_disconnecting_takes_ours_off_and_forgets_the_password(
    publishing, app, shared_server, calendar
) -> None:
    path = calendar.removeprefix(shared_server.address.rstrip("/"))
    shared_server.ask("PUT", f"{path}b.ics", FOREIGN.format(uid="b", title="Birthday"))
    add(app, "A", "2027-03-24T09:00")
    publishing.publish()
    publishing.disconnect(take_off=True)
    assert set(by_title(shared_server, calendar)) == {"Birthday"}
    assert publishing.account() is None
    assert publishing.passwords.find(shared_server.address, USER) == ""
    with pytest.raises(BadInput, match="no_calendar_account"):
        publishing.publish()


def test_invitations_come_into_the_preview_and_nothing_is_written_there(
    publishing, app, shared_server, tmp_path
) -> None:
    watched = shared_server.make_calendar(f"Clinic{next(_number)}")
    path = watched.removeprefix(shared_server.address.rstrip("/"))
    shared_server.ask("PUT", f"{path}v.ics", FOREIGN.format(uid="v-1", title="Visit"))
    before = shared_server.stored(watched)
    publishing.choose(watched=(watched,))
    preview = app.imports.preview(publishing.save_invitations(tmp_path))
    assert [(row.appointment.title, row.is_ticked) for row in preview.rows] == [("Visit", True)]
    app.imports.run(preview)
    again = app.imports.preview(publishing.save_invitations(tmp_path))
    assert [row.is_ticked for row in again.rows] == [False]
    assert shared_server.stored(watched) == before


def test_only_times_and_places_leave_unless_chosen(publishing, app, shared_server, calendar):
    add(app, "Oncology", "2027-03-24T09:00", location="Room 5", note="Bring results")
    publishing.choose(privacy="places")
    publishing.publish()
    stored = b"".join(shared_server.stored(calendar).values())
    assert b"Oncology" not in stored
    assert b"Bring" not in stored
    assert b"Room 5" in stored
    publishing.choose(privacy="busy")
    publishing.publish()
    assert b"Room 5" not in b"".join(shared_server.stored(calendar).values())


@pytest.mark.parametrize(("typed", "code"), [
    ("http://calendar.example.org/dav", "server_not_safe"), ("ftp://example.org", "server_address"),
    ("", "server_address"), ("https://", "server_address"),
    ("https://anna:secret@example.org", "server_address"), ("http://[::1", "server_address"),
])  # fmt: skip
def test_an_address_that_is_not_safe_is_refused_before_anything_is_sent(typed, code) -> None:
    with pytest.raises(BadInput, match=code):
        checked_address(typed)


def test_https_is_meant_where_nothing_is_said() -> None:
    assert checked_address(" cloud.example.org ") == "https://cloud.example.org/"
    assert checked_address("http://localhost:5232/x").startswith("http://localhost")


def test_the_password_is_not_taken_to_another_host(shared_server) -> None:
    server = CaldavServer(shared_server.address, USER, PASSWORD)
    with pytest.raises(ServerFailed, match="server_moved"):
        server.etags("https://elsewhere.example.org/calendar/")


def test_the_password_is_in_no_file(publishing, app, tmp_path) -> None:
    add(app, "A", "2027-03-24T09:00")
    publishing.publish()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes()


def test_the_time_of_writing_is_no_change() -> None:
    event = FOREIGN.format(uid="a", title="A").encode()
    later = event.replace(b"20270301T000000Z", b"20270401T000000Z")
    assert digest_of(event) == digest_of(later)
    assert digest_of(event) != digest_of(event.replace(b"SUMMARY:A", b"SUMMARY:B"))
    assert set(resources_of(event)) == {"a"}


def test_changed_dates_of_a_series_lie_with_it_in_one_resource(
    app, publishing, shared_server, calendar
) -> None:
    weekly = add(app, "Therapy", "2027-03-02T10:00", rule="FREQ=WEEKLY;COUNT=6;BYDAY=TU")
    later = replace(weekly, starts=at("2027-03-16T15:00"), ends=at("2027-03-16T16:00"))
    app.appointments.change_occurrence(weekly, at("2027-03-16T10:00"), later)
    app.appointments.cancel_occurrence(app.appointments.get(weekly.id), at("2027-03-23T10:00"))
    app.appointments.drop_occurrence(app.appointments.get(weekly.id), date(2027, 3, 30))
    assert publishing.publish().added == 1
    (data,) = shared_server.stored(calendar).values()
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert len({str(one["UID"]) for one in found}) == 1
    changed = {one["RECURRENCE-ID"].dt: one for one in found if "RECURRENCE-ID" in one}
    zone = ZoneInfo(NEW_YORK)
    moved, off = datetime(2027, 3, 16, 10, tzinfo=zone), datetime(2027, 3, 23, 10, tzinfo=zone)
    assert set(changed) == {moved, off}
    assert changed[moved]["DTSTART"].dt == datetime(2027, 3, 16, 15, tzinfo=zone)
    assert str(changed[off]["STATUS"]) == "CANCELLED"
    (series,) = [one for one in found if "RECURRENCE-ID" not in one]
    assert series["EXDATE"].dts[0].dt == datetime(2027, 3, 30, 10, tzinfo=zone)
    assert len(series["EXDATE"].dts) == 1
    assert publishing.publish().unchanged == 1

    for one in app.appointments.all():
        if one.series_id:
            app.appointments.delete(one)
    assert publishing.publish().updated == 1
    (data,) = shared_server.stored(calendar).values()
    assert b"RECURRENCE-ID" not in data
