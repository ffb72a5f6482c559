"""Moving appointments with the mouse and with keys, in the week and in the month."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment
from tests.builders import an_appointment
from ui.main_window import MainWindow
from ui.pages.calendar.month_grid import MonthGrid
from ui.pages.calendar.week_entry import WeekEntry
from ui.pages.calendar.week_layout import HOUR
from ui.pages.calendar.week_view import WeekView
from ui.session import Session

TEN, TUESDAY = datetime(2027, 3, 16, 10, 0), date(2027, 3, 16)
Show = Callable[..., Any]
Find = Callable[..., Any]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def visit(caregiver_app: Caregiver) -> Appointment:
    """A visit on Tuesday, March 16, from 10 to 11."""
    return caregiver_app.appointments.save(
        an_appointment(title="Scan", starts=TEN, ends=TEN.replace(hour=11))
    )


@pytest.fixture
def week(page: Show, find: Find, visit: Appointment) -> WeekView:
    """The week of that visit."""
    shown: WeekView = find(page("calendar", "week"), "week_view", WeekView)
    QApplication.processEvents()
    return shown


@pytest.fixture
def month(page: Show, find: Find, visit: Appointment) -> MonthGrid:
    """The month of that visit, with its day selected."""
    grid: MonthGrid = find(page("calendar", "month"), "month_grid", MonthGrid)
    grid.setFocus()
    grid.select_day(TUESDAY)
    QApplication.processEvents()
    return grid


def only_entry(week: WeekView) -> WeekEntry:
    """Return the one entry of a week."""
    (entry,) = week.entries()
    return entry


def starts_of(app: Caregiver, appointment: Appointment) -> datetime | None:
    """Return when an appointment begins now."""
    found = app.appointments.get(appointment.id)
    return found.starts if found else None


def drag(qtbot: QtBot, widget: QWidget, begin: QPoint, by: QPoint) -> None:
    """Press, move in two steps, and stop before letting go."""
    qtbot.mousePress(widget, LEFT, pos=begin)
    qtbot.mouseMove(widget, begin + by / 2)
    qtbot.mouseMove(widget, begin + by)


def test_drag_to_another_day_and_time_and_undo(
    week: WeekView, visit: Appointment, caregiver_app: Caregiver, session: Session, qtbot: QtBot,
    window: MainWindow,
) -> None:  # fmt: skip
    entry, width = only_entry(week), week.grid.columns().across(1, 1)[1]
    begin, by = QPoint(20, 20), QPoint(2 * width, HOUR + HOUR // 4)

    drag(qtbot, entry, begin, by)
    assert week.grid.ghost.isVisible()
    assert "Thu, Mar 18, 11:15" in week.grid.ghost.words()
    assert starts_of(caregiver_app, visit) == TEN
    qtbot.mouseRelease(entry, LEFT, pos=begin + by)

    qtbot.waitUntil(lambda: starts_of(caregiver_app, visit) == datetime(2027, 3, 18, 11, 15))
    found = caregiver_app.appointments.get(visit.id)
    assert found is not None
    assert found.ends == datetime(2027, 3, 18, 12, 15)
    assert "Moved: Scan" in "".join(one.text() for one in window.toast.findChildren(QLabel))
    session.undo()
    assert starts_of(caregiver_app, visit) == TEN


def test_escape_ends_a_drag_and_nothing_moved(
    week: WeekView, visit: Appointment, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    entry = only_entry(week)
    entry.setFocus()
    drag(qtbot, entry, QPoint(20, 20), QPoint(0, 3 * HOUR))

    qtbot.keyClick(entry, Qt.Key.Key_Escape)

    assert not week.grid.ghost.isVisible()
    qtbot.mouseRelease(entry, LEFT, pos=QPoint(20, 20 + 3 * HOUR))
    QApplication.processEvents()
    assert starts_of(caregiver_app, visit) == TEN


def test_a_click_that_trembles_is_no_drag(
    week: WeekView, visit: Appointment, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    entry = only_entry(week)
    drag(qtbot, entry, QPoint(20, 20), QPoint(3, 3))
    qtbot.mouseRelease(entry, LEFT, pos=QPoint(23, 23))
    QApplication.processEvents()

    assert starts_of(caregiver_app, visit) == TEN


def test_keys_show_the_move_and_enter_does_it(
    week: WeekView, visit: Appointment, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    entry = only_entry(week)
    entry.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(entry, key, Qt.KeyboardModifier.ControlModifier)
    assert "Wed, Mar 17, 10:15" in week.grid.ghost.words()
    assert starts_of(caregiver_app, visit) == TEN

    qtbot.keyClick(entry, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: starts_of(caregiver_app, visit) == datetime(2027, 3, 17, 10, 15))
    qtbot.waitUntil(lambda: "Wednesday, March 17" in only_entry(week).accessibleName())
    assert only_entry(week).hasFocus()


def test_going_on_to_something_else_forgets_the_move(
    week: WeekView, visit: Appointment, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    entry = only_entry(week)
    entry.setFocus()
    qtbot.keyClick(entry, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)

    week.head.focus_day(0)

    assert not week.grid.ghost.isVisible()
    assert starts_of(caregiver_app, visit) == TEN


def test_sideways_keys_follow_the_reading_direction(week: WeekView, qtbot: QtBot) -> None:
    week.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    entry = only_entry(week)
    entry.setFocus()

    qtbot.keyClick(entry, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)

    assert "Wed, Mar 17" in week.grid.ghost.words()


def test_whole_days_move_by_days(
    page: Show, find: Find, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    away = caregiver_app.appointments.save(
        an_appointment(all_day=True, starts=datetime(2027, 3, 16), ends=datetime(2027, 3, 17))
    )
    week = find(page("calendar", "week"), "week_view", WeekView)
    entry, width = only_entry(week), week.grid.columns().across(1, 1)[1]

    drag(qtbot, entry, QPoint(20, 10), QPoint(width, 0))
    qtbot.mouseRelease(entry, LEFT, pos=QPoint(20 + width, 10))

    qtbot.waitUntil(lambda: starts_of(caregiver_app, away) == datetime(2027, 3, 17))
    found = caregiver_app.appointments.get(away.id)
    assert found is not None
    assert found.ends == datetime(2027, 3, 18)


def test_drag_in_the_month_keeps_the_time(
    month: MonthGrid, visit: Appointment, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    (entry,) = month.entries()
    begin = entry.geometry().center()
    by = QPoint(month.columnWidth(0) * 2, month.rowHeight(0))

    drag(qtbot, month.viewport(), begin, by)
    qtbot.mouseRelease(month.viewport(), LEFT, pos=begin + by)

    qtbot.waitUntil(lambda: starts_of(caregiver_app, visit) == datetime(2027, 3, 25, 10, 0))
    assert month.day() == date(2027, 3, 25)


def test_escape_ends_a_drag_in_the_month(
    month: MonthGrid, visit: Appointment, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    (entry,) = month.entries()
    begin, by = entry.geometry().center(), QPoint(month.columnWidth(0), 0)
    drag(qtbot, month.viewport(), begin, by)

    qtbot.keyClick(month, Qt.Key.Key_Escape)

    qtbot.mouseRelease(month.viewport(), LEFT, pos=begin + by)
    QApplication.processEvents()
    assert starts_of(caregiver_app, visit) == TEN


def test_entries_of_a_day_of_the_month_are_reached_by_tab_and_moved_by_keys(
    month: MonthGrid, visit: Appointment, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    caregiver_app.appointments.save(
        an_appointment(title="Blood", starts=TEN.replace(hour=8), ends=None)
    )
    QApplication.processEvents()
    assert [one.accessibleName().partition(",")[0] for one in month.entries()] == ["Blood", "Scan"]
    for one in month.entries():
        interface = QAccessible.queryAccessibleInterface(one)
        assert interface.role() == QAccessible.Role.Button
        assert interface.state().focusable
    qtbot.keyClick(month, Qt.Key.Key_Tab)
    assert month.entries()[0].hasFocus()
    qtbot.keyClick(month.entries()[0], Qt.Key.Key_Down)
    scan = month.entries()[1]
    assert scan.hasFocus()

    qtbot.keyClick(scan, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(scan, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(scan, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: starts_of(caregiver_app, visit) == datetime(2027, 3, 22, 10, 0))
    assert month.day() == date(2027, 3, 22)
    qtbot.waitUntil(lambda: month.entries()[0].hasFocus())
    qtbot.keyClick(month.entries()[0], Qt.Key.Key_Escape)
    assert month.hasFocus()


def test_delete_on_an_entry_of_the_month_removes_that_one(
    month: MonthGrid, visit: Appointment, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    caregiver_app.appointments.save(
        an_appointment(title="Blood", starts=TEN.replace(hour=8), ends=None)
    )
    QApplication.processEvents()
    scan = month.entries()[1]
    scan.setFocus()

    qtbot.keyClick(scan, Qt.Key.Key_Delete)

    assert [one.title for one in caregiver_app.appointments.all()] == ["Blood"]


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        ("scope_this", [17, 23, 30]),
        ("scope_later", [17, 24, 31]),
        ("scope_all", [17, 24, 31]),
        ("scope_keep", [16, 23, 30]),
    ],
)
def test_a_date_of_a_series_asks_which_dates_are_meant(
    page: Show, find: Find, caregiver_app: Caregiver, qtbot: QtBot, window: MainWindow,
    answer: str, days: list[int],
) -> None:  # fmt: skip
    caregiver_app.appointments.save(an_appointment(starts=TEN, ends=None, rule="FREQ=WEEKLY"))
    week = find(page("calendar", "week"), "week_view", WeekView)
    entry = only_entry(week)
    entry.setFocus()
    qtbot.keyClick(entry, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "series_scope") is not None)
    dialog = find(window, "series_scope")
    assert find(dialog, "scope_this").hasFocus()

    find(dialog, answer).click()

    found = caregiver_app.appointments.occurrences(TUESDAY, date(2027, 4, 1))
    assert [one.day.day for one in found] == days
