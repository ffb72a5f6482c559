"""Files of an appointment: added, opened as a private copy, never run, removed and back."""

import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment
from tests.builders import an_appointment
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.pages.calendar import documents_list
from ui.pages.calendar.documents_list import DocumentsList, about
from ui.session import Session

Find = Callable[..., Any]
Show = Callable[..., Any]
DAY = "2027-03-24"


@pytest.fixture
def one(caregiver_app: Caregiver) -> Appointment:
    return caregiver_app.appointments.save(an_appointment())


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "Letter.pdf"
    path.write_bytes(b"%PDF letter")
    return path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "viewer.exe"
    path.write_bytes(b"MZ")
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every file handed to another program."""
    paths: list[Path] = []

    def open_url(url: QUrl) -> bool:
        paths.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return paths


@pytest.fixture
def files(page: Show, find: Find, window: MainWindow, one: Appointment) -> DocumentsList:
    """The files in the form of an appointment."""
    page("calendar", DAY)
    find(window, f"change_{one.id}_20270324", QPushButton).click()
    find(window, "appointment_more", QPushButton).click()
    found: DocumentsList = find(find(window, "appointment_form"), "documents", DocumentsList)
    return found


def titles(files: QWidget) -> list[str]:
    """Return the words of the rows."""
    return [one.text() for one in files.findChildren(QLabel) if one.text()]


def test_a_file_is_chosen_and_stands_in_the_form_and_on_the_day(
    files: DocumentsList, find: Find, window: MainWindow, one: Appointment, letter: Path,
    page: Show, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    answer = (str(letter), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: answer)
    find(files, f"add_document_{one.id}", QPushButton).click()
    assert titles(files) == ["Letter (1 KB)"]
    assert_accessible(files)
    page("calendar", DAY)
    assert titles(find(find(window, "day_pane"), "documents")) == ["Letter (1 KB)"]
    assert_not_clipped(window)


def test_a_new_appointment_says_to_save_first(page: Show, find: Find, window: MainWindow) -> None:
    page("calendar", "new")
    find(window, "appointment_more", QPushButton).click()
    words = titles(find(window, "appointment_form"))
    assert "Save first. Then files can be added here." in words


def test_opening_shows_a_private_copy_that_cannot_be_written(
    files: DocumentsList, find: Find, letter: Path, opened: list[Path], caregiver_app: Caregiver,
    one: Appointment,
) -> None:  # fmt: skip
    files.add(letter)
    (document,) = caregiver_app.documents.for_record(about(one.id))
    find(files, f"open_document_{document.id}", QPushButton).click()
    (path,) = opened
    assert path.name == "Letter.pdf"
    assert path.read_bytes() == letter.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == documents_list.READ_ONLY
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.parent.parent != letter.parent


@pytest.mark.parametrize("agrees", [True, False])
def test_a_program_is_never_opened_only_saved_after_a_warning(
    files: DocumentsList, find: Find, program: Path, opened: list[Path], tmp_path: Path,
    caregiver_app: Caregiver, one: Appointment, monkeypatch: pytest.MonkeyPatch, agrees: bool,
) -> None:  # fmt: skip
    warned: list[str] = []
    target = tmp_path / "copy.exe"

    def ask(_: QWidget, __: str, sentence: str, **___: str) -> bool:
        warned.append(sentence)
        return agrees

    monkeypatch.setattr(documents_list, "ask", ask)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    files.add(program)
    (document,) = caregiver_app.documents.for_record(about(one.id))
    button = find(files, f"open_document_{document.id}", QPushButton)
    assert button.text().startswith("Save a copy")
    button.click()
    assert opened == []
    assert "viewer.exe may be a program" in warned[0]
    assert target.exists() is agrees


def test_a_removed_file_is_back_with_undo(
    files: DocumentsList, letter: Path, caregiver_app: Caregiver, one: Appointment,
    session: Session, find: Find, page: Show, window: MainWindow, qtbot: QtBot,
) -> None:  # fmt: skip
    files.add(letter)
    page("calendar", DAY)
    (document,) = caregiver_app.documents.for_record(about(one.id))
    more = find(find(window, "day_pane"), f"document_more_{document.id}", QPushButton)
    entries = {entry.objectName(): entry for entry in more.menu_entries().actions()}
    assert list(entries) == ["save_document_copy", "remove_document"]
    entries["remove_document"].trigger()
    assert caregiver_app.documents.for_record(about(one.id)) == ()
    session.undo()
    qtbot.waitUntil(lambda: window.findChild(QWidget, f"open_document_{document.id}") is not None)
    assert caregiver_app.documents.content(document) == letter.read_bytes()


def test_a_missing_file_is_one_sentence(
    files: DocumentsList, letter: Path, session: Session, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    failed: list[str] = []
    monkeypatch.setattr(session, "fail", lambda error: failed.append(error.code))
    letter.unlink()
    files.add(letter)
    assert failed == ["document_gone"]
    assert titles(files) == []


def test_one_date_of_a_series_shows_the_files_of_the_series(
    caregiver_app: Caregiver, letter: Path, page: Show, find: Find, window: MainWindow
) -> None:
    series = caregiver_app.appointments.save(
        an_appointment(starts=datetime(2027, 3, 17, 9), ends=None, rule="FREQ=WEEKLY")
    )
    caregiver_app.documents.add(letter, about(series.id))
    start = datetime(2027, 3, 24, 9)
    caregiver_app.appointments.move_occurrence(series, start, datetime(2027, 3, 25, 9))
    page("calendar", "2027-03-25")
    assert titles(find(find(window, "day_pane"), "documents")) == ["Letter (1 KB)"]


def test_search_finds_a_file_and_opens_its_day(
    caregiver_app: Caregiver, one: Appointment, letter: Path, page: Show, find: Find,
    window: MainWindow,
) -> None:  # fmt: skip
    document = caregiver_app.documents.add(letter, about(one.id))
    assert [hit.id for hit in caregiver_app.search.find("Letter")] == [document.id]
    page("calendar", document.id)
    assert find(window, f"open_document_{document.id}", QPushButton).isVisible()


def test_a_file_whose_appointment_was_removed_is_still_found(
    caregiver_app: Caregiver, one: Appointment, letter: Path, page: Show, find: Find,
    window: MainWindow,
) -> None:  # fmt: skip
    document = caregiver_app.documents.add(letter, about(one.id))
    caregiver_app.appointments.delete(one)
    page("calendar", document.id)
    pane = find(window, "details_pane")
    assert "Files without an appointment" in titles(pane)
    assert find(pane, f"open_document_{document.id}", QPushButton).isVisible()
    assert_accessible(pane)


def test_tab_goes_through_the_files_and_then_to_the_button_that_adds(
    caregiver_app: Caregiver, one: Appointment, letter: Path, program: Path, page: Show,
    find: Find, window: MainWindow, qtbot: QtBot,
) -> None:  # fmt: skip
    for path in (letter, program):
        caregiver_app.documents.add(path, about(one.id))
    page("calendar", DAY)
    find(window, f"change_{one.id}_20270324", QPushButton).click()
    files = find(find(window, "appointment_form"), "documents", DocumentsList)
    with qtbot.waitActive(window):
        window.activateWindow()
    first, second = caregiver_app.documents.for_record(about(one.id))
    find(files, f"open_document_{first.id}").setFocus()
    reached = []
    for _ in range(5):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == [
        f"open_document_{first.id}", f"document_more_{first.id}",
        f"open_document_{second.id}", f"document_more_{second.id}", f"add_document_{one.id}",
    ]  # fmt: skip
