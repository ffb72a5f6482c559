"""Notices on a real session bus, with a small notification server of our own at the other end."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import a_medication, a_schedule
from tests.ui.reminder_fakes import FakeLedger, an_item
from ui.background import Background
from ui.reminders.chooser import Chooser
from ui.reminders.desktop import DesktopNotifier
from ui.reminders.notices import Notice, Notifier, Way
from ui.session import Session

ROOT = Path(__file__).resolve().parents[2]
USUAL = "actions,body,body-markup,persistence"
BUTTONS = (("taken", "Taken"), ("later", "In 10 minutes"), ("open", "Open"))
CONFIG = """<busconfig><type>session</type><listen>unix:dir={folder}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow own="*"/>
<allow eavesdrop="true"/></policy></busconfig>"""

needs_bus = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed"
)


class Peer:
    """The notification server in its own process."""

    def __init__(self, abilities: str) -> None:
        command = [sys.executable, "-m", "tests.ui.notification_server", abilities]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.said: list[dict[str, Any]] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(json.loads(line))

    def all(self, what: str) -> list[dict[str, Any]]:
        return [one for one in self.said if one["what"] == what]

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()


@pytest.fixture
def session_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """A bus of its own, which knows nobody."""
    config = tmp_path / "bus.conf"
    config.write_text(CONFIG.format(folder=tmp_path))
    daemon = subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
    yield daemon
    daemon.kill()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def peers(qtbot: QtBot) -> Iterator[Callable[..., Peer]]:
    """Start notification servers."""
    started: list[Peer] = []

    def start(abilities: str = USUAL) -> Peer:
        started.append(Peer(abilities))
        qtbot.waitUntil(lambda: bool(started[-1].all("ready")), timeout=10_000)
        return started[-1]

    yield start
    for one in started:
        one.end()


class NoTray:
    """A desktop without a tray."""

    @staticmethod
    def can_show_messages() -> bool:
        return False


@pytest.fixture
def find(qtbot: QtBot) -> Iterator[Callable[[], Notifier]]:
    """Find the way to show notices, as the program does."""
    background = Background()
    made: list[Notifier] = []
    choosers: list[Chooser] = []

    def look() -> Notifier:
        def run(work: Any, done: Any) -> None:
            background.run(work, done, lambda _: None)

        chooser = Chooser(run, NoTray)  # type: ignore[arg-type]
        choosers.append(chooser)
        with qtbot.waitSignal(chooser.found, timeout=10_000) as found:
            chooser.look()
        made.append(found.args[0])
        return made[-1]

    yield look
    for notifier in made:
        notifier.close()
    for chooser in choosers:
        chooser.close()
    background.finish()


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_a_notice_is_shown_with_its_buttons(peers, find, qtbot):
    peer = peers()
    notifier = find()
    assert notifier.way is Way.DESKTOP
    notifier.show_notice(Notice("a", "Dexamethasone", "8:00 AM", BUTTONS))
    qtbot.waitUntil(lambda: bool(peer.all("notify")))
    (shown,) = peer.all("notify")
    assert (shown["summary"], shown["body"]) == ("Dexamethasone", "8:00 AM")
    assert shown["actions"] == ["default", "", "taken", "Taken", "later", "In 10 minutes",
                                "open", "Open"]  # fmt: skip
    assert "desktop-entry" in shown["hints"]


@needs_bus
@pytest.mark.usefixtures("session_bus")
@pytest.mark.parametrize("answer", ["taken", "later", "open", "default"])
def test_a_pressed_button_comes_back(peers, find, qtbot, answer):
    peer, notifier = peers(), find()
    notifier.show_notice(Notice("a", "Title", "Body", BUTTONS))
    qtbot.waitUntil(lambda: bool(peer.all("notify")))
    with qtbot.waitSignal(notifier.closed), qtbot.waitSignal(notifier.pressed) as pressed:
        peer.tell(f"press 1 {answer}")
    assert pressed.args == ["a", answer]


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_the_same_key_replaces_and_another_one_does_not(peers, find, qtbot):
    peer, notifier = peers(), find()
    for key in ("a", "a", "b", "a"):
        notifier.show_notice(Notice(key, "Title", "Body"))
    qtbot.waitUntil(lambda: len(peer.all("notify")) == 3)  # of two on their way the later one
    assert sorted(one["id"] for one in peer.all("notify")) == [1, 1, 2]


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_a_notice_that_was_closed_is_no_answer_and_comes_anew(peers, find, qtbot):
    peer, notifier = peers(), find()
    pressed: list[str] = []
    notifier.pressed.connect(lambda *values: pressed.append(values))
    notifier.show_notice(Notice("a", "Title", "Body"))
    qtbot.waitUntil(lambda: bool(peer.all("notify")))
    with qtbot.waitSignal(notifier.closed):
        peer.tell("close 1 2")
    notifier.show_notice(Notice("a", "Title", "Body"))
    qtbot.waitUntil(lambda: len(peer.all("notify")) == 2)
    assert peer.all("notify")[1]["replaces"] == 0
    assert pressed == []


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_a_notice_is_withdrawn_also_while_it_is_on_its_way(peers, find, qtbot):
    peer, notifier = peers(), find()
    notifier.show_notice(Notice("a", "Title", "Body"))
    notifier.withdraw("a")
    notifier.withdraw("unknown")
    qtbot.waitUntil(lambda: bool(peer.all("close")))
    assert peer.all("close") == [{"what": "close", "id": 1}]


@needs_bus
@pytest.mark.usefixtures("session_bus")
@pytest.mark.parametrize(("abilities", "shown"), [
    (USUAL, "5 mg &lt;b&gt; &amp; <img src='x'/>".replace("<", "&lt;").replace(">", "&gt;")
            .replace("'", "&#x27;")),
    ("body", "5 mg <b> & <img src='x'/>"),
])  # fmt: skip
def test_words_are_shown_as_they_were_typed(peers, find, qtbot, abilities, shown):
    peer, notifier = peers(abilities), find()
    notifier.show_notice(
        Notice("a", "Two\nlines\0 \ud800", "5 mg <b> & <img src='x'/>\x07", BUTTONS)
    )
    qtbot.waitUntil(lambda: bool(peer.all("notify")))
    (told,) = peer.all("notify")
    assert told["body"] == shown
    assert told["summary"] == "Two lines "
    assert bool(told["actions"]) is ("actions" in abilities)


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_without_a_server_there_is_a_small_window(find):
    assert find().way is Way.WINDOW


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_a_server_that_refuses_hands_the_notice_back(peers, find, qtbot):
    peer, notifier = peers(), find()
    peer.tell("refuse")
    qtbot.waitUntil(lambda: bool(peer.all("refusing")))
    notice = Notice("a", "Title", "Body")
    with qtbot.waitSignal(notifier.failed) as failed:
        notifier.show_notice(notice)
        qtbot.waitUntil(lambda: not notifier._sent)
    assert failed.args == [notice]


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_a_server_that_dies_hands_the_next_notice_back(peers, find, qtbot):
    peer, notifier = peers(), find()
    notifier.show_notice(Notice("a", "Title", "Body"))
    qtbot.waitUntil(lambda: bool(peer.all("notify")))
    with qtbot.waitSignal(notifier.closed):
        peer.process.kill()
    with qtbot.waitSignal(notifier.failed) as failed:
        notifier.show_notice(Notice("b", "Title", "Body"))
    assert failed.args[0].key == "b"


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_a_new_server_counts_anew_and_is_used(peers, find, qtbot):
    first, notifier = peers(), find()
    notifier.show_notice(Notice("a", "Title", "Body"))
    qtbot.waitUntil(lambda: bool(first.all("notify")))
    with qtbot.waitSignal(notifier.closed):
        first.process.kill()
    second = peers()
    notifier.show_notice(Notice("a", "Title", "Body"))
    qtbot.waitUntil(lambda: bool(second.all("notify")))
    assert second.all("notify")[0]["replaces"] == 0


@needs_bus
def test_a_bus_that_goes_away_is_noticed(session_bus, peers, find, qtbot):
    peers()
    notifier = find()
    with qtbot.waitSignal(notifier.failed) as failed:
        session_bus.kill()
    assert failed.args == [None]
    with qtbot.waitSignal(notifier.failed):
        notifier.show_notice(Notice("a", "Title", "Body"))


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_answers_for_other_programs_are_not_ours(peers, find, qtbot):
    peer, notifier = peers(), find()
    pressed: list[Any] = []
    notifier.pressed.connect(lambda *values: pressed.append(values))
    peer.tell("press 77 taken")
    notifier.show_notice(Notice("a", "Title", "Body"))
    with qtbot.waitSignal(notifier.pressed):
        qtbot.waitUntil(lambda: bool(peer.all("notify")))
        peer.tell("press 1 open")
    assert pressed == [("a", "open")]


@pytest.mark.parametrize("address", [
    "", "unix:path=/nowhere/bus", "tcp:host=127.0.0.1,port=9", "nonsense", "unix:", None,
])  # fmt: skip
def test_without_a_bus_there_is_a_small_window(find, monkeypatch, address):
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert find().way is Way.WINDOW


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_nothing_is_left_open(peers, find, qtbot):
    peers()
    before = len(os.listdir("/proc/self/fd"))
    notifier = find()
    assert isinstance(notifier, DesktopNotifier)
    notifier.close()
    assert len(os.listdir("/proc/self/fd")) == before


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_taken_on_the_desktop_records_the_dose(
    peers, session, caregiver_app, settings, clock, qtbot
):
    medication = a_medication(name="Dexamethasone")
    caregiver_app.medications.add(medication, [a_schedule(medication)])
    entry = caregiver_app.doses.on()[0]
    falls = datetime.combine(entry.day, entry.time, clock.zone())
    ledger = FakeLedger(clock, looked_at=clock.now())
    ledger.planned = [an_item(clock.now(), "dose", record_id=entry.schedule.id, falls=falls,
                              title="Dexamethasone 4 mg")]  # fmt: skip
    caregiver_app.reminders = ledger
    settings.notification_words = "full"
    peer = peers()
    session.reminders.start()
    qtbot.waitUntil(lambda: bool(peer.all("notify")))
    assert peer.all("notify")[0]["summary"] == "Dexamethasone 4 mg"
    peer.tell("press 1 taken")
    qtbot.waitUntil(lambda: bool(ledger.answered))
    assert caregiver_app.doses.on()[0].dose is not None
    assert session.reminders.items() == ()


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_closing_the_file_takes_its_notices_away(
    peers, window, caregiver_app, settings, clock, qtbot
):
    ledger = FakeLedger(clock, looked_at=clock.now())
    ledger.planned = [an_item(clock.now())]
    caregiver_app.reminders = ledger
    session = Session(window, caregiver_app, caregiver_app.formats, settings)
    peer = peers()
    session.reminders.start()
    qtbot.waitUntil(lambda: bool(peer.all("notify")))
    qtbot.waitUntil(lambda: bool(session.reminders._announcer._notifier._ids))
    session.close()
    qtbot.waitUntil(lambda: bool(peer.all("close")))


@needs_bus
@pytest.mark.usefixtures("session_bus")
def test_a_notice_that_nobody_can_show_any_more_becomes_a_window(
    peers, session, caregiver_app, clock, qtbot
):
    ledger = FakeLedger(clock, looked_at=clock.now())
    caregiver_app.reminders = ledger
    peer = peers()
    session.reminders.start()
    qtbot.waitUntil(lambda: session.reminders.way() is Way.DESKTOP)
    peer.process.kill()
    ledger.planned = [an_item(clock.now())]
    session.reminders.look()
    qtbot.waitUntil(lambda: session.reminders.way() is Way.WINDOW)
    names = [one.objectName() for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert "notice_window" in names
