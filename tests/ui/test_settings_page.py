"""The Settings page: the person, the treatment, choices that apply at once, and the file."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caregiver import settings as preferences
from caregiver.app import Caregiver
from caregiver.domain.people import AllergyState
from caregiver.domain.therapy import CycleDay
from caregiver.settings import Settings
from tests import builders
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.pages import Page
from ui.program import Program
from ui.session import Session
from ui.theme import look

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
Find = Callable[..., Any]
Show = Callable[..., Page]


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(qtbot: QtBot, edit: QWidget, words: str) -> None:
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, words)


def words_in(root: QWidget) -> str:
    QApplication.processEvents()  # new rows are shown in the next round
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def treated(caregiver_app: Caregiver) -> Caregiver:
    """A third line of treatment, on day 15 of cycle 3."""
    line = builders.a_line()
    caregiver_app.therapy.save_line_with_cycle(line, builders.a_cycle(line))
    return caregiver_app


# The person and the treatment


def test_changing_the_person_begins_in_the_name_and_shows_at_once(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    settings = page("settings")
    assert "not noted yet" in words_in(settings)
    click(qtbot, find(window, "change_person"))
    name = find(window, "name", QLineEdit)
    assert name.hasFocus()
    write(qtbot, name, "Rosa Q. Example")
    qtbot.keyClick(name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert caregiver_app.people.patient().name == "Rosa Q. Example"
    assert "Rosa Q. Example" in words_in(settings)
    assert caregiver_app.people.patient().allergy_state is AllergyState.NOT_NOTED


def test_none_known_is_said_only_when_somebody_chose_it(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    settings = page("settings", "person")
    click(qtbot, find(window, "allergy_state_1"))
    click(qtbot, find(window, "person_form_save"))
    assert caregiver_app.people.patient().allergy_state is AllergyState.NONE_KNOWN
    assert "Allergies: none known" in words_in(settings)


def test_listed_allergies_without_any_are_asked_for_beside_the_field(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("settings", "person")
    click(qtbot, find(window, "allergy_state_0"))
    click(qtbot, find(window, "person_form_save"))
    assert find(window, "allergies_problem", QLabel).text()
    assert caregiver_app.people.patient().allergy_state is AllergyState.NOT_NOTED
    write(qtbot, find(window, "allergies"), "Penicillin (rash)")
    click(qtbot, find(window, "person_form_save"))
    assert caregiver_app.people.patient().allergies == "Penicillin (rash)"


def test_what_was_typed_about_the_person_is_still_there_after_esc(
    page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("settings", "person")
    write(qtbot, find(window, "called", QLineEdit), "Rosie")
    qtbot.keyClick(find(window, "called", QLineEdit), Qt.Key.Key_Escape)
    page("settings", "person")
    assert find(window, "called", QLineEdit).text() == "Rosie"


def test_a_new_line_of_treatment_is_added_with_the_day_of_today(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    settings = page("settings")
    click(qtbot, find(window, "add_line_of_treatment"))
    assert find(window, "line_number", QLineEdit).text() == "1"
    for name, typed in (("name", "DPd"), ("cycle_number", "2"), ("cycle_day", "8")):
        write(qtbot, find(window, name, QLineEdit), typed)
    click(qtbot, find(window, "treatment_form_save"))
    assert caregiver_app.therapy.day_of_cycle() == CycleDay(2, 8, 28)
    assert "Line 1: DPd" in words_in(settings)
    assert "cycle 2, day 8 of 28 today" in words_in(settings)
    caregiver_app.undo()
    assert caregiver_app.therapy.lines() == ()
    assert caregiver_app.therapy.cycles() == ()


def test_the_day_of_the_cycle_can_be_corrected(
    treated: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("settings", "treatment")
    day = find(window, "cycle_day", QLineEdit)
    assert day.text() == "15"
    write(qtbot, day, "14")
    click(qtbot, find(window, "treatment_form_save"))
    assert treated.therapy.day_of_cycle() == CycleDay(3, 14, 28)
    assert len(treated.therapy.cycles()) == 1


@pytest.mark.parametrize(("field", "typed", "said"), [
    ("cycle_day", "", "Which day of the cycle is today?"),
    ("cycle_number", "", "Which cycle is it?"),
    ("cycle_day", "0", "whole number from 1 to 999"),
    ("cycle_day", "1000000000000", "whole number from 1 to 999"),
    ("cycle_day", "two", "not a number"),
    ("cycle_length", "121", "whole number from 1 to 120"),
    ("line_number", "2.5", "whole number from 1 to 999"),
])  # fmt: skip
def test_a_number_that_cannot_be_is_asked_about_beside_its_field(
    treated: Caregiver,
    page: Show,
    window: MainWindow,
    find: Find,
    qtbot: QtBot,
    field: str,
    typed: str,
    said: str,
) -> None:
    page("settings", "treatment")
    write(qtbot, find(window, field, QLineEdit), typed)
    click(qtbot, find(window, "treatment_form_save"))
    assert said in find(window, f"{field}_problem", QLabel).text()
    assert treated.therapy.day_of_cycle() == CycleDay(3, 15, 28)


def test_a_line_that_is_over_shows_its_months_and_its_result(
    treated: Caregiver, page: Show
) -> None:
    line = treated.therapy.lines()[0]
    over = replace(line, stopped_on=date(2027, 2, 20), best_response="Partial response")
    treated.therapy.save_line(over)
    assert "January 2027 to February 2027, Partial response" in words_in(page("settings"))


def test_a_treatment_typed_by_mistake_is_removed_with_its_cycles_and_undo_brings_it_back(
    treated: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("settings", "treatment")
    click(qtbot, find(window, "remove_line"))
    assert treated.therapy.lines() == ()
    assert treated.therapy.cycles() == ()
    treated.undo()
    assert len(treated.therapy.lines()) == 1


# Choices


@pytest.fixture
def program(window: MainWindow, qapp: QApplication, settings: Settings) -> Iterator[Program]:
    """The whole program with the settings open over a file of its own."""
    made = Program(qapp, window, settings, NOW)
    made.open_example()
    assert made.session is not None
    made.session.go("settings")
    yield made
    made.finish()


@pytest.mark.parametrize(("name", "number", "value"), [
    ("text_size", 2, 150), ("theme", 2, "dark"), ("typeface", 1, "easy"),
    ("temperature_unit", 1, "°C"), ("paper", 2, "a4"),
])  # fmt: skip
def test_a_choice_applies_at_once_and_is_kept(
    program: Program, window: MainWindow, find: Find, qtbot: QtBot,
    name: str, number: int, value: object,
) -> None:  # fmt: skip
    before = look().px(100), QApplication.palette().window().color()
    click(qtbot, find(window, f"{name}_{number}"))
    assert getattr(program.settings, name) == value
    assert getattr(preferences.load(), name) == value
    after = look().px(100), QApplication.palette().window().color()
    if name == "text_size":
        assert after[0] == before[0] * 3 / 2
    if name == "theme":
        assert after[1] != before[1]


def test_your_name_is_kept_when_the_field_is_left(
    program: Program, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    name = find(window, "user_name", QLineEdit)
    write(qtbot, name, "Ben")
    assert program.settings.user_name == "Ben"
    find(window, "settings_search", QLineEdit).setFocus()
    assert preferences.load().user_name == "Ben"
    assert program.session is not None
    program.session.app.journal.write("A line.")
    assert program.session.app.history(1)[0].by == "Ben"


def test_the_search_leaves_only_what_holds_its_words(
    page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("settings")
    search = find(window, "settings_search", QLineEdit)
    assert search.hasFocus()
    qtbot.keyClicks(search, "TEXT size")
    assert find(window, "text_size_0").isVisible()
    assert not find(window, "make_backup").isVisible()
    assert not find(window, "change_person").isVisible()
    search.setText("zebra")
    assert find(window, "settings_none").isVisible()
    search.clear()
    assert find(window, "make_backup").isVisible()
    assert not find(window, "settings_none").isVisible()


def test_a_search_stays_while_something_changes(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find
) -> None:
    page("settings", "backup")
    caregiver_app.journal.write("A line.")
    assert find(window, "make_backup").isVisible()
    assert not find(window, "change_person").isVisible()


# The file


def test_a_backup_is_made_checked_and_tested(
    session: Session, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    settings = page("settings")
    assert "No backup yet." in words_in(settings)
    click(qtbot, find(window, "make_backup"))
    qtbot.waitUntil(lambda: settings.findChild(QWidget, "test_backup_0") is not None)
    assert "Backup made and checked" in words_in(window.toast)
    click(qtbot, find(window, "test_backup_0"))
    qtbot.waitUntil(lambda: "This backup is whole" in words_in(window.toast))
    assert len(session.app.backups.list()) == 1


def test_checking_the_file_says_that_it_is_in_order(
    page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("settings")
    click(qtbot, find(window, "check_file"))
    qtbot.waitUntil(lambda: "The file is in order." in words_in(window.toast))


@pytest.mark.parametrize("agree", [False, True])
def test_putting_a_backup_back_asks_first_and_keeping_is_the_default(
    program: Program, window: MainWindow, find: Find, qtbot: QtBot, agree: bool
) -> None:
    assert program.session is not None
    program.session.app.backups.make()
    program.session.app.journal.write("After the backup.")
    program.session.go("settings")
    asked: list[str] = []

    def answer() -> None:
        (box,) = (one for one in window.findChildren(QDialog) if one.isVisible())
        buttons = box.findChildren(QAbstractButton)
        asked.extend(one.text() for one in buttons if one.hasFocus() or one.isDefault())
        wanted = "Put it back" if agree else "Leave it as it is"
        click(qtbot, next(one for one in buttons if one.text() == wanted))

    QTimer.singleShot(0, answer)
    click(qtbot, find(window, "restore_0"))
    assert set(asked) == {"Leave it as it is"}
    written = [one.text for one in program.session.app.journal.newest(1)]
    assert (written == ["After the backup."]) is not agree


def test_a_removed_note_is_put_back(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    entry = caregiver_app.journal.write("Slept well.")
    caregiver_app.journal.delete(entry)
    settings = page("settings")
    assert "Slept well." in words_in(settings)
    click(qtbot, find(window, f"put_back_{entry.id}"))
    assert [one.text for one in caregiver_app.journal.newest()] == ["Slept well."]
    assert "Nothing was removed." in words_in(settings)
    assert "Put back: Slept well." in words_in(window.toast)


def test_the_last_changes_say_what_was_undone(caregiver_app: Caregiver, page: Show) -> None:
    caregiver_app.journal.write("A line.")
    caregiver_app.undo()
    assert "(undone)" in words_in(page("settings"))


@pytest.mark.parametrize("command", ["open_file", "open_example", "open_backup"])
def test_commands_of_the_file_reach_the_menu(
    session: Session, page: Show, window: MainWindow, find: Find, qtbot: QtBot, command: str
) -> None:
    page("settings")
    with qtbot.waitSignal(session.command_asked) as asked:
        click(qtbot, find(window, command))
    assert asked.args == [command]


@pytest.mark.parametrize("target", ["", "person", "treatment"])
@pytest.mark.parametrize(("theme", "text_size"), [("light", 100), ("dark", 200)])
def test_everything_has_a_spoken_name_and_nothing_is_clipped(
    treated: Caregiver, page: Show, window: MainWindow, shown: Callable[..., None],
    target: str, theme: str, text_size: int,
) -> None:  # fmt: skip
    entry = treated.journal.write("A note with a rather long first line that has to go on.")
    treated.journal.delete(entry)
    treated.backups.make()
    shown(theme, text_size)
    page("settings", target)
    QApplication.processEvents()
    assert_accessible(window)
    assert_not_clipped(window)
