"""The section about the calendar on the phone, over a real calendar server."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QLineEdit

from caregiver.services.passwords import Passwords
from caregiver.services.publishing import Account
from caregiver.storage.publishing import PAUSED
from tests.builders import an_appointment
from tests.caldav_server import PASSWORD, USER, Radicale
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.publishing import Publisher


@pytest.fixture
def radicale(tmp_path):
    server = Radicale(tmp_path / "radicale")
    server.start()
    server.make_calendar("Family")
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch):
    monkeypatch.setattr(Passwords, "_safely", staticmethod(lambda act: None))


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def state(window, find):
    return find(window, "server_state", QLabel).text()


def connect(window, find, qtbot, server, password=PASSWORD):
    for name, typed in (("address", server.address), ("user", USER), ("password", password)):
        edit = find(window, f"server_{name}", QLineEdit)
        edit.clear()
        qtbot.keyClicks(edit, typed)
    click(qtbot, find(window, "server_connect"))


def test_connecting_choosing_publishing_and_leaving(
    caregiver_app, page, window, find, qtbot, radicale
):
    caregiver_app.appointments.save(an_appointment())
    page("settings", "phone")
    assert "Nothing leaves this computer" in state(window, find)
    assert find(window, "server_password", QLineEdit).echoMode() is QLineEdit.EchoMode.Password
    connect(window, find, qtbot, radicale)
    qtbot.waitUntil(lambda: window.findChild(QComboBox, "server_calendar") is not None)
    combo = find(window, "server_calendar", QComboBox)
    assert [combo.itemText(n) for n in range(combo.count())] == ["None", "Family"]
    combo.setCurrentIndex(1)
    click(qtbot, find(window, "server_publish"))
    qtbot.waitUntil(lambda: "Appointments there: 1." in state(window, find))
    (stored,) = radicale.stored("family").values()
    assert b"Hematology" not in stored

    def answer():
        (box,) = (one for one in window.findChildren(QDialog) if one.isVisible())
        words = "Take them off"
        click(qtbot, next(b for b in box.findChildren(QAbstractButton) if b.text() == words))

    QTimer.singleShot(0, answer)
    click(qtbot, find(window, "server_disconnect"))
    qtbot.waitUntil(lambda: caregiver_app.publishing.account() is None)
    qtbot.waitUntil(lambda: "Nothing leaves" in state(window, find))
    assert radicale.stored("family") == {}


def test_a_wrong_password_is_said_and_the_form_stays(
    caregiver_app, page, window, find, qtbot, radicale
):
    page("settings", "phone")
    connect(window, find, qtbot, radicale, "wrong")
    qtbot.waitUntil(lambda: window.findChild(QLabel, "message_sentence") is not None)
    assert "did not accept" in find(window, "message_sentence", QLabel).text()
    assert find(window, "server_user", QLineEdit).text() == USER
    assert caregiver_app.publishing.account() is None


def test_offline_is_said_with_the_last_good_time(
    caregiver_app, page, window, find, qtbot, radicale
):
    service = caregiver_app.publishing
    service.connect(radicale.address, USER, PASSWORD)
    service.choose(calendar=f"{radicale.address}{USER}/family/")
    radicale.stop()
    caregiver_app.appointments.save(an_appointment())
    page("settings", "phone")
    click(qtbot, find(window, "server_publish"))
    qtbot.waitUntil(lambda: "Offline. Last good time: March 15, 2027" in state(window, find))


def test_changes_are_published_by_themselves_only_where_chosen(
    caregiver_app, session, qtbot, radicale
):
    service = caregiver_app.publishing
    service.connect(radicale.address, USER, PASSWORD)
    service.choose(calendar=f"{radicale.address}{USER}/family/")
    publisher = session.findChild(Publisher)
    caregiver_app.appointments.save(an_appointment())
    timer = publisher.findChild(QTimer)
    assert not timer.isActive()
    service.choose(automatic=True)
    caregiver_app.appointments.save(an_appointment(title="Another"))
    assert timer.isActive()
    timer.start(0)
    qtbot.waitUntil(lambda: len(radicale.stored("family")) == 2, timeout=10_000)
    qtbot.waitUntil(lambda: not session.is_busy(), timeout=10_000)


@pytest.mark.parametrize(("theme", "text_size"), [("light", 100), ("dark", 200)])
def test_the_section_has_spoken_names_and_is_not_clipped(
    caregiver_app, page, window, find, shown, radicale, theme, text_size
):
    shown(theme, text_size)
    caregiver_app.publishing.connect(radicale.address, USER, PASSWORD)
    page("settings")
    assert_accessible(window)
    assert_not_clipped(find(window, "server_state", QLabel).parentWidget())


def test_after_a_backup_was_put_back_it_says_that_publishing_is_off(
    caregiver_app, page, window, find, qtbot
):
    account = Account("https://cloud.example.org/", "anna", "https://cloud.example.org/care/")
    caregiver_app.publishing._keep(account)
    caregiver_app.file.set_fact(PAUSED, "2027-03-15T12:00:00.000000Z")
    page("settings", "phone")
    assert "A backup was put back, so publishing by itself is off." in state(window, find)
    tick = find(window, "server_automatic")
    assert not tick.isChecked()
    click(qtbot, tick)
    assert caregiver_app.publishing.account().automatic
    assert caregiver_app.publishing.state().paused_at is None
    assert "A backup was put back" not in state(window, find)
