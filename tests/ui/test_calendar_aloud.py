"""Every view of the calendar as a screen reader walks through it, and with keys alone."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.appointments import AppointmentStatus
from tests.builders import a_medication, a_schedule, a_task, an_appointment
from ui.main_window import MainWindow

Show = Callable[..., Any]
TUESDAY = datetime(2027, 3, 16, 10, 0)


@pytest.fixture
def full_day(caregiver_app: Caregiver) -> None:
    """Two visits, whole days, a task and doses on Tuesday, March 16."""
    medication = a_medication()
    later = TUESDAY.replace(hour=14)
    caregiver_app.file.fill(
        [
            an_appointment(title="Scan", starts=TUESDAY, ends=None, location="Level 2"),
            an_appointment(
                title="Gym", starts=later, ends=None, status=AppointmentStatus.CANCELLED
            ),
            an_appointment(title="Away", all_day=True, starts=datetime(2027, 3, 16), ends=None),
            a_task(title="Refill", due_on=date(2027, 3, 16)),
            medication,
            a_schedule(medication, times=(time(8),)),
        ]
    )


def walk(interface: QAccessibleInterface) -> Iterator[str]:
    """Yield the name of everything below, as a screen reader finds it."""
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and not child.state().invisible:
            yield child.text(QAccessible.Text.Name)
            yield from walk(child)


def names_in(page: QWidget) -> str:
    """Return everything a screen reader finds on a page."""
    QApplication.processEvents()
    interface = QAccessible.queryAccessibleInterface(page)
    return "\n".join(walk(interface))


@pytest.mark.parametrize("view", ["list", "day", "week", "month"])
def test_each_thing_is_found_with_its_words(page: Show, full_day: None, view: str) -> None:
    shown = page("calendar", view)
    if view == "day":
        shown.turn(1)

    spoken = names_in(shown)

    for words in ("Scan", "Level 2", "Gym", "cancelled", "Away", "Task: Refill"):
        assert words in spoken, words
    if view in ("day", "week"):
        assert "Acyclovir 400 mg" in spoken


@pytest.mark.parametrize("view", ["list", "day", "week", "month"])
def test_keys_alone_open_change_and_come_back(
    page: Show, full_day: None, window: MainWindow, qtbot: QtBot, view: str
) -> None:
    shown = page("calendar", view)
    shown.turn_to_today()
    if view == "day":
        shown.turn(1)
    shown.first_focus().setFocus()
    stops: list[str] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        stops.append(focused.accessibleName())
        if view == "month" and focused.objectName() == "month_grid":
            qtbot.keyClick(focused, Qt.Key.Key_Right)
        if "Scan" in focused.accessibleName() and "_2027" in focused.objectName():
            break
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert "Scan" in focused.accessibleName(), stops
    name = focused.objectName()

    qtbot.keyClick(focused, Qt.Key.Key_Return)
    pane = window.findChild(QWidget, "day_pane")
    assert pane is not None
    inside = QApplication.focusWidget()
    assert inside is not None
    assert pane.isAncestorOf(inside)
    qtbot.keyClick(inside, Qt.Key.Key_Escape)

    back = QApplication.focusWidget()
    assert back is not None
    assert back.objectName() == name
