"""A page and its pane: one filled button, a veil under what lies on top, nothing cut off."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.symptoms import SymptomReport
from ui.main_window import MainWindow
from ui.pages import Page
from ui.theme import look
from ui.widgets.buttons import Button

Show = Callable[..., Page]
Find = Callable[..., Any]


def filled(window: MainWindow) -> list[str]:
    """Return the names of the filled buttons in sight."""
    buttons = window.findChildren(Button)
    return [
        one.objectName() for one in buttons if one.isVisible() and one.property("role") == "main"
    ]


@pytest.mark.parametrize("key", ["calendar", "medications", "symptoms", "course", "people"])
def test_only_one_button_is_filled_also_beside_a_form(
    page: Show, window: MainWindow, key: str
) -> None:
    shown = page(key)
    before = filled(window)
    assert len(before) == 1
    page(key, "new")
    inside = filled(window)
    assert len(inside) == 1
    assert inside != before
    shown.set_details(None)
    assert filled(window) == before


def test_a_veil_lies_under_a_pane_without_room_and_closes_it(
    page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("calendar", "new")
    assert not find(window, "page_shade").isVisible()
    window.resize(900, 700)
    qtbot.waitUntil(lambda: find(window, "page_shade").isVisible())
    qtbot.mouseClick(find(window, "page_shade"), Qt.MouseButton.LeftButton)
    assert not find(window, "page_shade").isVisible()


def test_a_pane_that_leaves_only_a_strip_covers_all(
    page: Show, window: MainWindow, find: Find, shown: Callable[..., None], qtbot: QtBot
) -> None:
    shown("light", 200)
    page("medications", "new")
    pane = next(one for one in window.findChildren(QWidget, "details_pane") if one.isVisible())
    frame = pane.parentWidget()
    assert frame is not None
    assert pane.width() == frame.width()


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("target", ["", "new"])
def test_today_is_never_cut_off_the_symptoms(
    page: Show, window: MainWindow, caregiver_app: Caregiver, find: Find,
    shown: Callable[..., None], target: str, size: int, qtbot: QtBot,
) -> None:  # fmt: skip
    caregiver_app.symptoms.log(SymptomReport(name="Tired", day=date(2027, 3, 15), severity=1))
    shown("light", size)
    page("symptoms", target)

    def fits() -> bool:
        table = find(window, "symptom_table", QTableView)
        columns = table.model().columnCount()
        return sum(table.columnWidth(one) for one in range(columns)) <= table.width()

    qtbot.waitUntil(fits)
    assert look().text_percent == size


def test_the_rail_follows_a_page_that_sends_on(page: Show, window: MainWindow, find: Find) -> None:
    page("visits", "prepare")  # no visit is planned: the calendar asks for one
    assert find(window, "go_calendar", QAbstractButton).isChecked()
    assert not find(window, "go_visits", QAbstractButton).isChecked()
