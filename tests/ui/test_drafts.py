"""Drafts: kept in the care file, so that a crash loses at most the last seconds of typing."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.settings import Settings
from ui import drafts as drafts_module
from ui.drafts import Drafts
from ui.main_window import MainWindow
from ui.pages import Page
from ui.session import Session

Find = Callable[..., Any]
Show = Callable[..., Page]


def test_what_was_typed_is_in_the_file_shortly_after_the_last_key(
    caregiver_app: Caregiver,
    page: Show,
    window: MainWindow,
    find: Find,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drafts_module, "WRITE_AFTER_MS", 10)
    page("journal")
    qtbot.keyClicks(find(window, "journal_text", QPlainTextEdit), "slept badly")
    qtbot.waitUntil(lambda: "slept badly" in caregiver_app.drafts())
    assert caregiver_app.undo_label() == "contact saved"


def test_a_form_left_open_is_filled_again_in_the_next_session(
    caregiver_app: Caregiver,
    session: Session,
    page: Show,
    window: MainWindow,
    find: Find,
    qtbot: QtBot,
    settings: Settings,
) -> None:
    page("symptoms").new()
    qtbot.keyClicks(find(window, "name", QLineEdit), "cold toes")
    session.drafts.flush()
    again = Drafts(caregiver_app.drafts, caregiver_app.keep_drafts)
    kept = again.find("symptom_form", "")
    assert kept is not None
    assert kept["name"] == "cold toes"


def test_opening_a_form_without_typing_leaves_no_draft(
    session: Session, page: Show, window: MainWindow
) -> None:
    page("symptoms").new()
    assert session.drafts.find("symptom_form", "") is None


def test_a_damaged_store_is_an_empty_one() -> None:
    written: list[str] = []
    for text in ("", "nonsense", "[1]", '{"form ": 3}'):
        drafts = Drafts(lambda text=text: text, written.append)
        assert drafts.find("form", "") is None
    drafts.keep("form", "", {"name": "x"})
    drafts.flush()
    assert written == ['{"form ": {"name": "x"}}']
