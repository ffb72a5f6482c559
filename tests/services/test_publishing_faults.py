"""Publishing to servers that misbehave, and after a backup was put back."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.errors import CareFileDamaged, ServerFailed
from caregiver.exchange import caldav_session
from caregiver.exchange.caldav import CaldavServer
from caregiver.services.backups import restore
from caregiver.services.publishing import Account, PublishingService
from caregiver.storage import publishing as kept_events
from tests import builders
from tests.services.test_publishing import MemoryPasswords

Answer = Callable[[BaseHTTPRequestHandler], None]
CALENDAR = "/anna/care/"


class FakeServer:
    """Answers every request as the test says, and keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.tokens: list[str | None] = []
        self.answer: Answer = lambda request: say(request, 500)
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def handle_one_request(self) -> None:
                self.raw_requestline = self.rfile.readline(65537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                fake.asked.append((self.command, self.path))
                fake.tokens.append(self.headers.get("Authorization"))
                self.close_connection = True
                # whoever asked may have hung up by now
                try:
                    fake.answer(self)
                    self.wfile.flush()
                except OSError:
                    pass

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def say(request: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    request.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def log_in(request: BaseHTTPRequestHandler) -> bool:
    """Ask for the password first, as servers do; say whether it came."""
    if request.headers.get("Authorization"):
        return True
    say(request, 401, WWW_Authenticate='Basic realm="care"')
    return False


@pytest.fixture
def fake() -> Iterator[FakeServer]:
    server = FakeServer()
    yield server
    server.stop()


@pytest.fixture
def other() -> Iterator[FakeServer]:
    server = FakeServer()
    yield server
    server.stop()


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[Caregiver]:
    with Caregiver.create(tmp_path / "ours.care", clock, by="Anna") as opened:
        yield opened


def service_for(app: Caregiver, fake: FakeServer, **chosen: object) -> PublishingService:
    """Return a service with an account that is set up already."""
    service = PublishingService(app.file, app.clock, MemoryPasswords())
    service._keep(Account(f"{fake.address}/", "anna", f"{fake.address}{CALENDAR}"))
    service.choose(**chosen)
    return service


def failure_of(act: Callable[[], object]) -> str:
    with pytest.raises(ServerFailed) as refusal:
        act()
    return refusal.value.code


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_another_host_is_refused_and_the_password_stays_here(
    fake: FakeServer, other: FakeServer, status: int
) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        if log_in(request):
            say(request, status, Location=f"{other.address}/anna/")

    fake.answer = answer
    with CaldavServer(fake.address, "anna", "secret") as server:
        assert failure_of(server.calendars) == "server_moved"
    assert any(fake.tokens)
    assert other.asked == []


def test_a_calendar_on_another_host_is_refused(fake: FakeServer, other: FakeServer) -> None:
    with CaldavServer(fake.address, "anna", "secret") as server:
        assert failure_of(lambda: server.etags(f"{other.address}{CALENDAR}")) == "server_moved"
    assert (fake.asked, other.asked) == ([], [])


def test_redirects_in_a_circle_end(fake: FakeServer) -> None:
    fake.answer = lambda request: say(request, 301, Location=f"{fake.address}{request.path}x")
    with CaldavServer(fake.address, "anna", "secret") as server:
        assert failure_of(server.calendars) == "server_moved"
    assert len(fake.asked) < 20


def test_an_answer_without_end_is_cut(fake: FakeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caldav_session, "MOST_BYTES", 200_000)
    sent = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(207)
        request.end_headers()
        for _ in range(1_000):
            request.wfile.write(b"<x/>" * 16_000)
            sent.append(64_000)

    fake.answer = answer
    with CaldavServer(fake.address, "anna", "secret") as server:
        assert failure_of(server.calendars) == "server_too_much"
    assert sum(sent) < 30_000_000


def test_a_packed_answer_is_measured_unpacked(
    fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gzip

    monkeypatch.setattr(caldav_session, "MOST_BYTES", 200_000)
    bomb = gzip.compress(b" " * 20_000_000)
    assert len(bomb) < 200_000
    fake.answer = lambda request: say(request, 207, bomb, Content_Encoding="gzip")
    with CaldavServer(fake.address, "anna", "secret") as server:
        assert failure_of(server.calendars) == "server_too_much"


def test_a_server_that_says_nothing_is_given_up(
    fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caldav_session, "LONGEST_WAIT", 0.3)
    fake.answer = lambda request: time.sleep(3)
    begun = time.monotonic()
    with CaldavServer(fake.address, "anna", "secret") as server:
        assert failure_of(server.calendars) == "server_offline"
    assert time.monotonic() - begun < 3


def test_a_server_that_trickles_is_given_up(
    fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caldav_session, "LONGEST_ANSWER", 0.5)

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(207)
        request.end_headers()
        for _ in range(60):
            request.wfile.write(b" " * 70_000)
            request.wfile.flush()
            time.sleep(0.1)

    fake.answer = answer
    begun = time.monotonic()
    with CaldavServer(fake.address, "anna", "secret") as server:
        assert failure_of(server.calendars) == "server_offline"
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (507, "server_full"), (413, "server_full"), (401, "server_refused"),
        (403, "server_forbidden"), (404, "calendar_gone"), (500, "server_busy"),
        (503, "server_busy"), (429, "server_busy"),
    ],
)  # fmt: skip
def test_each_refusal_is_said_and_kept_as_the_state(
    app: Caregiver, fake: FakeServer, status: int, code: str
) -> None:
    app.appointments.save(builders.an_appointment())
    listing = b'<D:multistatus xmlns:D="DAV:"></D:multistatus>'

    def answer(request: BaseHTTPRequestHandler) -> None:
        if request.command == "PUT":
            say(request, status)
        else:
            say(request, 207, listing, Content_Type="application/xml")

    fake.answer = answer
    service = service_for(app, fake)
    assert failure_of(lambda: service.publish("secret")) == code
    assert service.state().code == code
    assert len(app.appointments.all()) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>Please log in</html>", b"\x00\xff\xfe", b"<D:multistatus",
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">' + b"]><a>&b;</a>",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b'<D:multistatus xmlns:D="DAV:">&x;</D:multistatus>',
        b"<a>" * 100_000,
    ],
    ids=["empty", "page", "noise", "torn", "entity", "outside", "deep"],
)  # fmt: skip
def test_an_answer_that_is_none_is_no_crash(fake: FakeServer, body: bytes) -> None:
    fake.answer = lambda request: say(request, 207, body, Content_Type="application/xml")
    with CaldavServer(fake.address, "anna", "secret") as server:
        assert failure_of(server.calendars) == "server_not_calendar"


class TestAfterABackupWasPutBack:
    """What works by itself waits until somebody has looked."""

    def test_publishing_by_itself_is_off_and_says_so(
        self, app: Caregiver, fake: FakeServer, clock: FixedClock
    ) -> None:
        service_for(app, fake, automatic=True)
        made = app.backups.make()
        app.close()
        clock.advance(hours=5)
        restore(made.path, app.path, clock)
        with Caregiver.open(app.path, clock) as again:
            account, state = again.publishing.account(), again.publishing.state()
            assert account is not None
            assert (account.automatic, account.user) == (False, "anna")
            assert state.paused_at == clock.now()
            again.publishing.choose(automatic=True)
            assert again.publishing.state().paused_at is None
        assert fake.asked == []

    def test_without_publishing_by_itself_nothing_is_said(
        self, app: Caregiver, fake: FakeServer, clock: FixedClock
    ) -> None:
        service = service_for(app, fake)
        made = app.backups.make()
        before = service.account()
        app.close()
        restore(made.path, app.path, clock)
        with Caregiver.open(app.path, clock) as again:
            assert again.publishing.account() == before
            assert again.publishing.state().paused_at is None

    @pytest.mark.parametrize("value", ["{", "[1]", "7", "[" * 5_000])
    def test_a_damaged_account_is_no_crash(
        self, app: Caregiver, clock: FixedClock, value: str
    ) -> None:
        app.file.set_fact(kept_events.ACCOUNT, value)
        made = app.backups.make()
        app.close()
        restore(made.path, app.path, clock)
        with Caregiver.open(app.path, clock) as again, contextlib.suppress(CareFileDamaged):
            assert again.publishing.account() is None


def test_invitations_left_by_a_kill_are_removed_at_the_next_start(
    app: Caregiver, clock: FixedClock
) -> None:
    left = kept_events.invitations_beside(app.path)
    assert left.parent == app.path.parent
    own = app.path.with_name("invitations.ics")
    for path in (left, own):
        path.write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    app.close()
    Caregiver.open(app.path, clock).close()
    assert not left.exists()
    assert own.exists(), "a file of the family's own"
