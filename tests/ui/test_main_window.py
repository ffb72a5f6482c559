"""The frame around every page."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit

from caregiver.domain.people import RuleLevel
from caregiver.settings import Settings
from tests.builders import a_patient, a_rule
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui import actions
from ui.commands import Commands
from ui.main_window import MainWindow
from ui.pages import ENTRIES
from ui.program import Program

ROOT = Path(__file__).resolve().parents[2]
LATE = ("sqlalchemy", "sqlcipher3", "reportlab", "icalendar", "alembic", "keyring", "pypdfium2",
        "pikepdf", "yaml", "PySide6.QtNetwork", "caregiver.app")  # fmt: skip


def test_the_first_paint_comes_before_the_database_layer():
    script = (
        f"import sys; late = {LATE!r}\n"
        "from ui.application import Start, Starter, make_application\n"
        "app = make_application(['x'])\n"
        "starter = Starter(app, Start())\n"
        "starter.window.painted.disconnect()\n"
        "starter.window.painted.connect(lambda: print([m for m in late if m in sys.modules]))\n"
        "starter.window.painted.connect(app.quit)\n"
        "starter.window.show()\n"
        "app.exec()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, text=True, capture_output=True,
                          timeout=60, check=True)  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_the_night_number_is_in_sight_and_a_click_copies_it(window, session, qtbot):
    qtbot.mouseClick(window.call_box.call, Qt.MouseButton.LeftButton)
    assert window.call_box.call.isVisible()
    assert QGuiApplication.clipboard().text() == "202-555-0142"


def test_undo_names_the_last_action(window, session, caregiver_app):
    caregiver_app.people.save_patient(a_patient(id=caregiver_app.people.patient().id, name="B."))
    assert window.top_bar.undo.words() == "Undo: person changed"


def test_undo_takes_back_and_says_so(window, session, caregiver_app, qtbot):
    patient = caregiver_app.people.patient()
    caregiver_app.people.save_patient(a_patient(id=patient.id, name="Someone else"))
    qtbot.mouseClick(window.top_bar.undo, Qt.MouseButton.LeftButton)
    assert caregiver_app.people.patient().name == "Sample Person"
    assert window.toast.words() == "Undone: person changed"


def test_fever_typed_shows_the_teams_own_words_and_number(window, session, caregiver_app, qtbot):
    rule = a_rule(text="38.0 or shivering: call at once.", level=RuleLevel.CALL_NOW,
                  symptom="fever", at_least=Decimal("38.0"), unit="°C")  # fmt: skip
    caregiver_app.people.save_rule(rule)
    line = window.findChild(QLineEdit, "add_line")
    qtbot.keyClicks(line, "fever 38.4 now")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    box = window.findChild(QDialog, "message")
    assert box.isVisible()
    shown = [label.text() for label in box.findChildren(QLabel)]
    assert any("38.0 or shivering" in words for words in shown)
    assert "202-555-0142" in shown
    assert_accessible(box)
    assert_not_clipped(box)
    box.accept()
    assert window.toast.words() == "Saved: symptom"
    assert line.text() == ""


@pytest.mark.parametrize("typed", ["took paracetamol 1000", "blood test tomorrow 8", "???", "<b>"])
def test_every_line_shows_parts_that_fit_and_have_names(window, session, typed, qtbot):
    line = window.findChild(QLineEdit, "add_line")
    qtbot.keyClicks(line, typed)
    panel = window.top_bar.add_line.panel()
    assert panel.isVisible()
    assert_accessible(panel)
    assert_not_clipped(panel)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == typed


def test_a_line_saved_by_mistake_is_undone(window, session, caregiver_app, qtbot):
    line = window.findChild(QLineEdit, "add_line")
    qtbot.keyClicks(line, "slept badly, scared about scan")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert len(caregiver_app.search.find("scared")) == 1
    qtbot.mouseClick(window.toast.first_focus(), Qt.MouseButton.LeftButton)
    assert len(caregiver_app.search.find("scared")) == 0


def test_the_example_has_an_edge_and_the_word(window, session, caregiver_app):
    patient = caregiver_app.people.patient()
    caregiver_app.people.save_patient(a_patient(id=patient.id, is_example=True))
    assert window.top_bar.example.isVisible()
    assert window.top_bar.example.text() == "EXAMPLE"


def test_the_rail_shows_words_under_icons_when_narrow(window, session, qtbot):
    window.resize(900, 700)
    qtbot.waitUntil(window.is_narrow)
    assert window.call_box.parentWidget().objectName() == "bottom_bar"
    assert window.call_box.call.isVisible()


def test_going_back_and_forward(window, session, page):
    page("search", "one")
    page("search", "two")
    session.pages.back()
    assert session.pages.current().findChild(object, "search_line").text() == "one"
    session.pages.forward()
    assert session.pages.current().findChild(object, "search_line").text() == "two"


def test_f6_goes_around_the_parts_of_the_window(window, session, page, qtbot):
    from ui.panes import next_pane

    page("search")
    window.activateWindow()
    seen = set()
    for _ in range(4):
        next_pane(window.panes())
        focused = QApplication.focusWidget()
        seen |= {pane.objectName() for pane in window.panes() if pane.isAncestorOf(focused)}
    assert {"rail", "pages", "top_bar"} <= seen


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_frame_and_search_pass_the_audit(window, session, page, shown, theme, text_size, qtbot):
    page("search", "Okafor")
    shown(theme, text_size)
    qtbot.wait(50)
    assert_accessible(window)
    assert_not_clipped(window)


def test_every_command_has_a_menu_and_something_to_do(window, qapp):
    program = Program(qapp, window, Settings(theme="light"))
    names = [command.name for command in actions.every_command()]
    assert len(names) == len(set(names))
    assert set(Commands(program).table()) == set(names)
    assert {action.objectName() for action in window.actions()} == set(names)


def test_no_two_commands_share_a_key():
    keys = [keys for command in actions.every_command() for keys in command.keys]
    assert len(keys) == len(set(keys))


def test_every_page_has_its_own_key_and_word():
    assert len({entry.keys for entry in ENTRIES}) == len(ENTRIES)
    assert all(entry.name() and entry.short_name() for entry in ENTRIES)


def test_text_size_is_kept_between_100_and_200(window, qapp, qtbot):
    program = Program(qapp, window, Settings(theme="light"))
    for _ in range(6):
        program.actions["bigger"].trigger()
    assert program.settings.text_size == 200
    program.actions["normal"].trigger()
    assert program.settings.text_size == 100


def test_a_window_that_was_closed_is_freed(qtbot, qapp, settings):
    window = MainWindow(settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    with qtbot.waitSignal(window.destroyed):
        window.close()


def test_the_toast_never_covers_save_of_an_open_form(session, page, window, find):
    page("symptoms").new()
    session.tell("Fever noted")
    save = find(window, "symptom_form_save")
    toast = window.toast
    spot = save.mapTo(window, save.rect().center())
    box = toast.rect().translated(toast.mapTo(window, toast.rect().topLeft()))
    assert toast.isVisible()
    assert not box.contains(spot)
