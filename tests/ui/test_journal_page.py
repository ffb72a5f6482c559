"""The Journal page: write with the keyboard alone, private by default, nothing lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from tests import builders
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.pages import Page
from ui.pages.journal import DRAFT, PAGE_SIZE
from ui.session import Session
from ui.widgets.buttons import MenuButton

CONTROL = Qt.KeyboardModifier.ControlModifier
Find = Callable[..., Any]
Show = Callable[..., Page]


def texts(app: Caregiver) -> list[str]:
    return [one.text for one in app.journal.newest()]


def words_in(root: QWidget) -> str:
    QApplication.processEvents()  # new rows are shown in the next round
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def choose(window: MainWindow, entry_id: str, action: str) -> None:
    """Choose in the menu of an entry."""
    menu = window.findChild(MenuButton, f"entry_menu_{entry_id}")
    assert menu is not None
    next(one for one in menu.menu_entries().actions() if one.objectName() == action).trigger()


def test_a_note_is_written_with_the_keyboard_alone_and_is_private(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    journal = page("journal")
    text = find(window, "journal_text", QPlainTextEdit)
    assert text.hasFocus()
    qtbot.keyClicks(text, "Slept badly")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "but laughed.")
    qtbot.keyClick(text, Qt.Key.Key_S, CONTROL)
    (entry,) = caregiver_app.journal.newest()
    assert (entry.text, entry.is_private, entry.day) == (
        "Slept badly\nbut laughed.", True, builders.MONDAY,
    )  # fmt: skip
    assert text.toPlainText() == ""
    assert text.hasFocus()
    assert "Today" in words_in(journal)
    assert "8:00\N{NO-BREAK SPACE}AM" in words_in(journal)


def test_the_next_note_is_private_again(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("journal")
    text, private = find(window, "journal_text", QPlainTextEdit), find(window, "journal_private")
    qtbot.keyClicks(text, "For everybody.")
    qtbot.keyClick(private, Qt.Key.Key_Space)
    qtbot.mouseClick(find(window, "journal_save"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(text, "For us.")
    qtbot.keyClick(text, Qt.Key.Key_Return, CONTROL)
    kept = {one.text: one.is_private for one in caregiver_app.journal.newest()}
    assert kept == {"For everybody.": False, "For us.": True}


def test_an_empty_note_is_not_saved_and_says_so(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("journal")
    qtbot.mouseClick(find(window, "journal_save"), Qt.MouseButton.LeftButton)
    assert find(window, "journal_text_problem", QLabel).text()
    assert texts(caregiver_app) == []


def test_private_is_turned_off_and_on_again(
    caregiver_app: Caregiver, page: Show, window: MainWindow
) -> None:
    entry = caregiver_app.journal.write("Cards with Ben.")
    journal = page("journal")
    assert "Not private" not in words_in(journal)
    choose(window, entry.id, "private")
    assert not caregiver_app.journal.newest()[0].is_private
    assert "Not private" in words_in(journal)
    choose(window, entry.id, "private")
    assert caregiver_app.journal.newest()[0].is_private


def test_a_note_is_changed_in_its_form(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    entry = caregiver_app.journal.write("Cards with Bem.")
    page("journal")
    choose(window, entry.id, "change")
    note = find(window, "text", QPlainTextEdit)
    assert note.hasFocus()
    note.setPlainText("Cards with Ben.")
    qtbot.keyClick(note, Qt.Key.Key_S, CONTROL)
    assert texts(caregiver_app) == ["Cards with Ben."]


def test_a_found_note_opens_in_its_form(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find
) -> None:
    entry = caregiver_app.journal.write("Found me.")
    page("journal", entry.id)
    assert find(window, "text", QPlainTextEdit).toPlainText() == "Found me."
    assert find(window, "text", QPlainTextEdit).hasFocus()


def test_a_removed_note_comes_back_with_undo(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    entry = caregiver_app.journal.write("Remove me.")
    journal = page("journal")
    choose(window, entry.id, "remove")
    assert texts(caregiver_app) == []
    assert find(journal, "empty_sentence", QLabel).isVisible()
    qtbot.mouseClick(find(window.toast, "toast_undo"), Qt.MouseButton.LeftButton)
    assert texts(caregiver_app) == ["Remove me."]
    assert "Remove me." in words_in(journal)


def test_a_note_becomes_a_question_and_stays_a_note(
    caregiver_app: Caregiver, page: Show, window: MainWindow
) -> None:
    entry = caregiver_app.journal.write("Is the tingling from the new one?")
    page("journal")
    choose(window, entry.id, "question")
    (question,) = caregiver_app.questions.waiting()
    assert (question.text, question.about) == (entry.text, f"journal_entry:{entry.id}")
    assert texts(caregiver_app) == [entry.text]


def test_what_was_typed_survives_leaving_the_page_and_a_crash(
    session: Session, caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find,
    qtbot: QtBot,
) -> None:  # fmt: skip
    page("journal")
    qtbot.keyClicks(find(window, "journal_text", QPlainTextEdit), "Half a thou")
    page("people")
    page("journal")
    assert find(window, "journal_text", QPlainTextEdit).toPlainText() == "Half a thou"
    session.drafts.flush()
    assert "Half a thou" in caregiver_app.drafts()


def test_a_draft_is_shown_by_a_new_page_and_gone_once_rubbed_out(
    session: Session, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    session.drafts.keep(DRAFT, "", {"text": "From before the power cut"})
    page("journal")
    text = find(window, "journal_text", QPlainTextEdit)
    assert text.toPlainText() == "From before the power cut"
    qtbot.keyClick(text, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(text, Qt.Key.Key_Delete)
    assert session.drafts.find(DRAFT, "") is None


def test_earlier_notes_are_one_click_away(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    for back in range(PAGE_SIZE + 3):
        caregiver_app.journal.write(f"Day {back}", builders.MONDAY - timedelta(days=back))
    journal = page("journal")
    assert "Yesterday" in words_in(journal)
    assert f"Day {PAGE_SIZE + 2}" not in words_in(journal).splitlines()
    qtbot.mouseClick(find(window, "show_earlier"), Qt.MouseButton.LeftButton)
    assert f"Day {PAGE_SIZE + 2}" in words_in(journal).splitlines()
    assert not find(window, "show_earlier").isVisible()


@pytest.mark.parametrize("is_open", [False, True])
@pytest.mark.parametrize(("theme", "text_size"), [("light", 100), ("dark", 200)])
def test_everything_has_a_spoken_name_and_nothing_is_clipped(
    caregiver_app: Caregiver, page: Show, window: MainWindow, shown: Callable[..., None],
    is_open: bool, theme: str, text_size: int,
) -> None:  # fmt: skip
    entry = caregiver_app.journal.write("A long line. " * 30, is_private=False)
    caregiver_app.journal.write("A short one.", builders.MONDAY - timedelta(days=400))
    shown(theme, text_size)
    page("journal", entry.id if is_open else "")
    assert_accessible(window)
    assert_not_clipped(window)
