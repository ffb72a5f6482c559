"""From the first start to an open care file, and what may go wrong on the way."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from caregiver import logs, paths
from caregiver import settings as preferences
from caregiver.app import Caregiver
from caregiver.domain.journal import JournalEntry
from caregiver.errors import UserError
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui import care_files, messages, pages
from ui.background import Background
from ui.dialogs.error_report import show_error_report
from ui.dialogs.help import show_about, show_help, show_keys
from ui.dialogs.welcome import FirstAnswers
from ui.pages import Page
from ui.program import Program
from ui.single_instance import SingleInstance

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)


class QuietPage(Page):
    """Stand in for Today, which has tests of its own."""

    key = "today"
    reads = (JournalEntry,)
    loads = 0

    def reload(self):
        self.loads += 1


@pytest.fixture(autouse=True)
def quiet_today(monkeypatch):
    entry = pages.PageEntry("today", "Today", "Today", "sun", __name__, "QuietPage", "Ctrl+1")
    monkeypatch.setitem(pages.BY_KEY, "today", entry)
    monkeypatch.setitem(sys.modules, __name__, sys.modules[QuietPage.__module__])


@pytest.fixture
def program(window, qapp, settings):
    made = Program(qapp, window, settings, NOW)
    yield made
    made.finish()


def _sentence(window):
    box = window.findChild(QDialog, "message")
    assert box is not None
    return box.findChild(QWidget, "message_sentence").text()


def test_the_first_start_offers_three_ways(program, window):
    program.begin(None)
    for name in ("start_ours", "look_around", "open_backup"):
        assert window.findChild(QWidget, name).isVisible()
    assert not window.rail.isVisible()


def test_start_ours_asks_three_things_and_opens_the_file(program, window, qtbot):
    program.begin(None)
    qtbot.mouseClick(window.findChild(QWidget, "start_ours"), Qt.MouseButton.LeftButton)
    answers = {
        "first_name": "Rosa",
        "first_number": "202-555-0142",
        "first_appointment": "Clinic visit",
    }
    for name, words in answers.items():
        edit = window.findChild(QLineEdit, name)
        qtbot.keyClicks(edit, words)
        if name != "first_appointment":
            qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(window.findChild(QLineEdit, "first_when_date"), "24 march")
    qtbot.keyClicks(window.findChild(QLineEdit, "first_when_time"), "10:30")
    with qtbot.waitSignal(program.opened):
        qtbot.mouseClick(window.findChild(QWidget, "first_next"), Qt.MouseButton.LeftButton)
    app = program.session.app
    assert app.people.patient().name == "Rosa"
    assert window.call_box.call.number() == "202-555-0142"
    assert window.rail.isVisible()
    assert preferences.load().last_file == str(app.path)


def test_every_question_may_be_left_out(program, window, qtbot):
    program.begin(None)
    qtbot.mouseClick(window.findChild(QWidget, "start_ours"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(program.opened):
        for _ in range(3):
            qtbot.mouseClick(window.findChild(QWidget, "first_skip"), Qt.MouseButton.LeftButton)
    assert program.session.app.people.patient().name == ""


def test_the_example_is_a_file_of_its_own_and_not_remembered(program, window, qtbot):
    program.begin(None)
    qtbot.mouseClick(window.findChild(QWidget, "look_around"), Qt.MouseButton.LeftButton)
    assert window.top_bar.example.isVisible()
    assert program.settings.last_file == ""
    own = program.files.start(FirstAnswers(name="Rosa"), ("Line", "Always"))
    assert own.path != program.session.app.path
    own.close()


def test_the_last_file_opens_again(program, clock, tmp_path):
    Caregiver.create(tmp_path / "last.care", clock).close()
    program.settings.last_file = str(tmp_path / "last.care")
    program.begin(None)
    assert program.session.app.path == tmp_path / "last.care"


def test_a_file_that_cannot_be_opened_says_why_and_leaves_the_welcome(program, window, tmp_path):
    (tmp_path / "letter.care").write_text("not a care file")
    program.begin(tmp_path / "letter.care")
    assert "is not a care file" in _sentence(window)
    assert window.findChild(QWidget, "start_ours").isVisible()


def test_a_second_file_that_fails_leaves_the_first_open(program, window, clock, tmp_path):
    Caregiver.create(tmp_path / "first.care", clock).close()
    program.open_path(tmp_path / "first.care")
    assert not program.open_path(tmp_path / "missing.care")
    assert program.session.app.path == tmp_path / "first.care"


def test_a_backup_becomes_a_file_of_its_own(clock, tmp_path):
    with Caregiver.create(tmp_path / "ours.care", clock) as app:
        backup = app.backups.make().path
    files = care_files.CareFiles(clock, None, "")
    target = care_files.free_path("ours")
    files.restore(backup, target).close()
    assert target.exists()
    assert target.parent == paths.care_folder()


def test_a_page_may_ask_for_a_command_of_the_menu(program, window, clock, tmp_path, qtbot):
    program.open_path(_empty(tmp_path, clock))
    program.session.command("open_example")
    qtbot.waitUntil(window.top_bar.example.isVisible)


def test_going_back_to_a_backup_asks_first_and_keeps_the_file(
    program, clock, tmp_path, monkeypatch
):
    program.open_path(_empty(tmp_path, clock))
    backup = program.session.app.backups.make().path
    program.session.app.journal.save(JournalEntry(day=date(2027, 3, 15), text="later"))
    monkeypatch.setattr("ui.dialogs.message.ask", lambda *_, **__: False)
    program.put_back(backup)
    assert program.session.app.search.find("later")
    monkeypatch.setattr("ui.dialogs.message.ask", lambda *_, **__: True)
    program.put_back(backup)
    assert not program.session.app.search.find("later")


def test_a_new_file_never_takes_a_name_that_is_used(tmp_path):
    first = care_files.free_path("family")
    first.write_text("x")
    assert care_files.free_path("family") != first


def test_a_second_start_brings_the_first_window_to_the_front(qtbot, qapp, tmp_path):
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert not second.hand_over("")
    first.listen()
    with qtbot.waitSignal(first.asked) as heard:
        assert second.hand_over("/home/anna/ours.care")
    assert heard.args == ["/home/anna/ours.care"]


def test_a_page_out_of_sight_reloads_when_it_is_shown_again(program, clock, tmp_path):
    program.open_path(_empty(tmp_path, clock))
    session = program.session
    page = session.pages.current()
    session.go("search")
    before = page.loads
    session.app.journal.save(JournalEntry(day=date(2027, 3, 15), text="slept"))
    assert page.loads == before
    session.go("today")
    assert page.loads == before + 1


def test_a_change_of_something_else_reloads_nothing(program, clock, tmp_path):
    program.open_path(_empty(tmp_path, clock))
    page = program.session.pages.current()
    before = page.loads
    program.session.app.people.save_patient(program.session.app.people.patient())
    assert page.loads == before


def test_the_window_sleeps_until_the_next_quarter_of_an_hour(program, clock, tmp_path):
    program.open_path(_empty(tmp_path, clock))
    timer = program.session._timer
    assert timer.isSingleShot()
    assert 0 < timer.remainingTime() <= 16 * 60 * 1000


def test_long_work_hands_its_result_back(qtbot, qapp):
    background, got = Background(), []
    background.run(lambda: 6 * 7, got.append, got.append)
    qtbot.waitUntil(lambda: got == [42])
    background.finish()


def test_long_work_that_fails_says_why(qtbot, qapp):
    def fail():
        raise UserError("disk_full")

    background, failed = Background(), []
    background.run(fail, lambda _: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert "disk is full" in messages.sentence(failed[0])
    background.finish()


def test_a_bug_in_long_work_reaches_the_one_place_for_bugs(qtbot, qapp, monkeypatch):
    bugs = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: bugs.append(kind))
    background = Background()
    background.run(lambda: 1 // 0, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: bugs == [ZeroDivisionError])
    background.finish()


def test_a_bug_is_shown_without_anything_personal(monkeypatch):
    reports = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    messages.catch_bugs(reports.append)
    try:
        raise ValueError("Rosa takes 20 mg")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    logs.end()
    assert "ValueError" in reports[0]
    assert "Rosa" not in reports[0]
    assert "Rosa" not in logs.log_path().read_text()


@pytest.mark.parametrize("text_size", [100, 200])
def test_the_dialogs_pass_the_audit_and_are_freed(window, shown, qtbot, text_size):
    shown("light", text_size)
    made = (
        lambda: show_help(window, "today"),
        lambda: show_keys(window),
        lambda: show_about(window),
        lambda: show_error_report(window, "ValueError\n  page.py:1 reload", Path("c.log")),
    )
    for make in made:
        dialog = make()
        qtbot.waitExposed(dialog)
        assert_accessible(dialog)
        assert_not_clipped(dialog)
        with qtbot.waitSignal(dialog.destroyed):
            dialog.accept()


@pytest.mark.parametrize("text_size", [100, 200])
def test_the_welcome_passes_the_audit(program, window, shown, qtbot, text_size):
    shown("light", text_size)
    program.begin(None)
    qtbot.wait(50)
    assert_accessible(window)
    assert_not_clipped(window)


def _empty(tmp_path, clock):
    Caregiver.create(tmp_path / "empty.care", clock).close()
    return tmp_path / "empty.care"
