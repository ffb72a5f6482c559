"""The calendar as a person uses it: list, month, form, removal and import."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment, AppointmentKind, AppointmentStatus
from tests.builders import a_cycle, a_line, a_medication, a_schedule, an_appointment
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.pages.calendar.month_grid import MonthGrid
from ui.session import Session

MONDAY = date(2027, 3, 15)
Show = Callable[..., Any]
Find = Callable[..., Any]


def a_series(**changes: Any) -> Appointment:
    """Blood test each Wednesday at 8:00 from March 17, 2027."""
    return an_appointment(
        **{
            "title": "Blood test",
            "sort": AppointmentKind.LAB_DRAW,
            "starts": datetime(2027, 3, 17, 8, 0),
            "ends": datetime(2027, 3, 17, 8, 30),
            "rule": "FREQ=WEEKLY;BYDAY=WE",
            **changes,
        }
    )


def row_name(appointment: Appointment, day: date) -> str:
    """Return the name of the row of one date."""
    return f"appointment_{appointment.id}_{day:%Y%m%d}"


def words_in(widget: Any) -> str:
    """Return all words a widget shows."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def treatment(caregiver_app: Caregiver) -> None:
    """Pomalidomide on days 1 to 21 of cycle 3, dexamethasone on Mondays, acyclovir every day."""
    line = a_line()
    pom, dex, daily = (
        a_medication(name="Pomalidomide", strength="4 mg"),
        a_medication(name="Dexamethasone", strength="20 mg"),
        a_medication(),
    )
    records = [
        line,
        a_cycle(line),
        pom,
        dex,
        daily,
        a_schedule(pom, times=(time(21),), cycle_days=tuple(range(1, 22))),
        a_schedule(dex, times=(time(8),), weekdays=(0,)),
        a_schedule(daily),
    ]
    with caregiver_app.file.change("test") as work:
        for record in records:
            work.save(record)


@pytest.fixture
def month(page: Show, find: Find, treatment: None, caregiver_app: Caregiver) -> MonthGrid:
    """The month grid of March 2027 with a clinic visit and a weekly blood test."""
    caregiver_app.appointments.save(an_appointment())
    caregiver_app.appointments.save(a_series())
    shown = page("calendar", "month")
    grid: MonthGrid = find(shown, "month_grid", MonthGrid)
    grid.setFocus()
    return grid


def test_empty_calendar_offers_one_next_step(page: Show, find: Find) -> None:
    shown = page("calendar")

    sentence = find(shown, "empty_sentence", QLabel)
    assert sentence.isVisible()
    assert ".ics" in sentence.text()
    assert find(shown, "import_first").isVisible()


def test_list_of_30_days_comes_first_grouped_by_day(
    page: Show, find: Find, treatment: None, caregiver_app: Caregiver
) -> None:
    one = caregiver_app.appointments.save(an_appointment(driver="Ben", leave_by=time(9, 45)))

    shown = page("calendar")

    words = words_in(shown)
    assert "Next 30 days" in words
    assert "Today, Monday, March 15" in words
    assert "Wednesday, March 24" in words
    assert "Rest days begin, no Pomalidomide" in words
    assert "Morning\n\nDexamethasone" in words
    assert "Acyclovir" not in words
    assert "leave by 9:45" in find(shown, row_name(one, date(2027, 3, 24))).accessibleName() + words


def test_form_saves_a_weekly_appointment(
    page: Show, find: Find, caregiver_app: Caregiver, qtbot: QtBot, window: MainWindow
) -> None:
    shown = page("calendar")
    qtbot.mouseClick(find(shown, "add_appointment", QPushButton), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(find(window, "title", QLineEdit), "Dentist")
    find(window, "day", QLineEdit).setText("March 24")
    qtbot.keyClicks(find(window, "start", QLineEdit), "10:30")
    qtbot.mouseClick(find(window, "length_1", QPushButton), Qt.MouseButton.LeftButton)
    find(window, "repeat").setCurrentIndex(2)
    find(window, "appointment_form").save()

    (saved,) = caregiver_app.appointments.all()
    assert (saved.title, saved.sort) == ("Dentist", AppointmentKind.DENTAL)
    assert (saved.starts, saved.ends) == (
        datetime(2027, 3, 24, 10, 30),
        datetime(2027, 3, 24, 11, 30),
    )
    assert (saved.rule, saved.zone) == ("FREQ=WEEKLY", "America/New_York")


def test_form_without_a_time_says_what_is_missing_and_keeps_everything(
    page: Show, find: Find, caregiver_app: Caregiver, window: MainWindow
) -> None:
    page("calendar", "new")
    find(window, "title", QLineEdit).setText("Scan")
    form = find(window, "appointment_form")

    form.save()

    assert "time" in find(window, "start_problem", QLabel).text()
    assert caregiver_app.appointments.is_empty()
    form.field("all_day").set_value(True)
    form.save()
    assert [one.all_day for one in caregiver_app.appointments.all()] == [True]


def test_left_form_has_its_words_again(page: Show, find: Find, window: MainWindow) -> None:
    page("calendar", "new")
    find(window, "title", QLineEdit).setText("Half a thought")
    find(window, "close_details").click()

    page("calendar", "new")

    assert find(window, "title", QLineEdit).text() == "Half a thought"


def test_two_at_once_are_a_line_and_never_a_refusal(
    page: Show, find: Find, caregiver_app: Caregiver, window: MainWindow, qtbot: QtBot
) -> None:
    caregiver_app.appointments.save(an_appointment())
    page("calendar", "new")
    find(window, "title", QLineEdit).setText("Scan")
    find(window, "day", QLineEdit).setText("March 24")
    find(window, "start", QLineEdit).setText("10:45")
    line = find(window, "conflict_line", QLabel)

    qtbot.waitUntil(lambda: "Hematology clinic" in line.text())
    find(window, "appointment_form").save()

    assert len(caregiver_app.appointments.all()) == 2


def test_past_date_is_accepted_with_a_remark(
    page: Show, find: Find, caregiver_app: Caregiver, window: MainWindow, qtbot: QtBot
) -> None:
    page("calendar", "new")
    find(window, "title", QLineEdit).setText("Biopsy")
    find(window, "day", QLineEdit).setText("2027-01-08")
    find(window, "start", QLineEdit).setText("9:00")
    line = find(window, "conflict_line", QLabel)

    qtbot.waitUntil(lambda: "passed" in line.text())
    find(window, "appointment_form").save()

    assert len(caregiver_app.appointments.all()) == 1


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("this", ["08:00", "09:15", "08:00"]),
        ("later", ["08:00", "09:15", "09:15"]),
        ("all", ["09:15", "09:15", "09:15"]),
    ],
)
def test_change_to_a_series_asks_which_dates_are_meant(
    page: Show,
    find: Find,
    caregiver_app: Caregiver,
    window: MainWindow,
    scope: str,
    expected: list[str],
) -> None:
    series = caregiver_app.appointments.save(a_series())
    shown = page("calendar")
    find(shown, f"change_{series.id}_20270324", QPushButton).click()
    find(window, "start", QLineEdit).setText("9:15")
    find(window, "appointment_form").save()
    find(window, f"scope_{scope}", QPushButton).click()

    found = caregiver_app.appointments.occurrences(date(2027, 3, 17), date(2027, 3, 31))
    assert [f"{one.starts:%H:%M}" for one in found] == expected


def test_delete_key_removes_one_date_and_undo_brings_it_back(
    page: Show,
    find: Find,
    caregiver_app: Caregiver,
    session: Session,
    qtbot: QtBot,
    window: MainWindow,
) -> None:
    series = caregiver_app.appointments.save(a_series())
    shown = page("calendar")
    row = find(shown, row_name(series, date(2027, 3, 24)))

    qtbot.keyClick(row, Qt.Key.Key_Delete)
    qtbot.keyClick(find(window, "scope_this", QPushButton), Qt.Key.Key_Return)

    found = caregiver_app.appointments.occurrences(date(2027, 3, 17), date(2027, 3, 31))
    assert [one.day.day for one in found] == [17, 31]
    session.undo()
    QApplication.processEvents()
    assert find(shown, row_name(series, date(2027, 3, 24))).isVisible()


def test_arrows_go_from_row_to_row_and_enter_opens(
    page: Show, find: Find, caregiver_app: Caregiver, qtbot: QtBot, window: MainWindow
) -> None:
    series = caregiver_app.appointments.save(a_series(bring="Water"))
    shown = page("calendar")
    first, second = (
        find(shown, row_name(series, day)) for day in (date(2027, 3, 17), date(2027, 3, 24))
    )
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Return)

    assert "Water" in words_in(find(window, "day_pane"))


def test_month_cell_says_everything_aloud(month: MonthGrid) -> None:
    words = month.words_of(date(2027, 3, 24))

    assert "Wednesday, March 24" in words
    assert "cycle 3, day 24" in words
    assert "Rest days, no Pomalidomide" in words
    assert "10:30" in words
    assert "Hematology clinic" in words
    assert "Today" in month.words_of(MONDAY)
    assert "Dexamethasone, morning" in month.words_of(MONDAY)
    assert "Clocks go forward" in month.words_of(date(2027, 3, 14))


def test_month_is_a_table_for_screen_readers(month: MonthGrid) -> None:
    interface = QAccessible.queryAccessibleInterface(month)
    names = [
        interface.child(number).text(QAccessible.Text.Name)
        for number in range(interface.childCount())
    ]

    assert interface.role() == QAccessible.Role.Table
    assert "Wednesday" in names
    assert sum("Hematology clinic" in name for name in names) == 1


def test_month_model_keeps_its_promises(month: MonthGrid, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(month.model())


def test_keys_move_through_days_weeks_and_months(
    month: MonthGrid, page: Show, qtbot: QtBot
) -> None:
    assert month.day() == MONDAY
    qtbot.keyClick(month, Qt.Key.Key_Right)
    assert month.day() == date(2027, 3, 16)
    qtbot.keyClick(month, Qt.Key.Key_Down)
    assert month.day() == date(2027, 3, 23)
    qtbot.keyClick(month, Qt.Key.Key_Down)
    qtbot.keyClick(month, Qt.Key.Key_Down)
    assert month.day() == date(2027, 4, 6)
    qtbot.keyClick(month, Qt.Key.Key_Home)
    assert month.day() == date(2027, 4, 4)


def test_page_keys_turn_the_month_and_today_comes_back(
    month: MonthGrid, session: Session, find: Find
) -> None:
    shown = session.pages.current()
    assert shown is not None

    shown.turn(1)
    assert month.day() == date(2027, 4, 15)
    assert find(shown, "page_title", QLabel).text() == "April 2027"
    shown.turn(-3)
    assert month.day() == date(2027, 1, 15)
    shown.turn_to_today()
    assert month.day() == MONDAY


def test_enter_opens_the_day_with_its_medicines(
    month: MonthGrid, find: Find, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(month, Qt.Key.Key_Return)

    pane = find(window, "day_pane")
    assert pane.isAncestorOf(QApplication.focusWidget())
    words = words_in(pane)
    assert "Monday, March 15" in words
    assert "Today \N{MIDDLE DOT} cycle 3, day 15" in words
    assert "Pomalidomide 4 mg, night" in words
    assert "and 1 every-day medicine" in words


def test_delete_in_the_grid_removes_the_one_appointment_of_the_day(
    month: MonthGrid, caregiver_app: Caregiver, qtbot: QtBot, window: MainWindow, find: Find
) -> None:
    month.select_day(date(2027, 3, 17))

    qtbot.keyClick(month, Qt.Key.Key_Delete)
    qtbot.keyClick(find(window, "scope_this", QPushButton), Qt.Key.Key_Return)

    assert caregiver_app.appointments.occurrences(date(2027, 3, 17), date(2027, 3, 17)) == ()
    assert len(caregiver_app.appointments.occurrences(date(2027, 3, 24), date(2027, 3, 24))) == 2


def test_cancelled_appointment_stays_and_says_so(
    page: Show, find: Find, caregiver_app: Caregiver, window: MainWindow, qtbot: QtBot
) -> None:
    one = caregiver_app.appointments.save(an_appointment())
    page("calendar", "2027-03-24")
    more = find(window, f"more_{one.id}_20270324", QPushButton)

    actions = {each.objectName(): each for each in more.menu_entries().actions()}
    actions["status_cancelled"].trigger()

    qtbot.waitUntil(lambda: "cancelled" in words_in(find(window, "day_pane")))
    found = caregiver_app.appointments.get(one.id)
    assert found is not None
    assert found.status is AppointmentStatus.CANCELLED


def test_a_file_dropped_anywhere_is_shown_before_anything_is_kept(
    page: Show, window: MainWindow, find: Find, caregiver_app: Caregiver, session: Session,
    qtbot: QtBot,
    tmp_path: Path, qapp: QApplication,
) -> None:  # fmt: skip
    path = tmp_path / "clinic.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1@x\nSUMMARY:Scan\n"
        "DTSTART:20270401T090000\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    page("today")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])

    for turn, number in enumerate((1, 0)):
        event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data,
                           Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
        window.dropEvent(event)
        qtbot.waitUntil(lambda: bool(_dialogs(qapp)))
        (dialog,) = _dialogs(qapp)
        assert len(caregiver_app.appointments.all()) == turn
        assert len(dialog.ticked()) == number
        assert_accessible(dialog)
        find(dialog, "import_add", QPushButton).click()
        find(dialog, "import_cancel", QPushButton).click()
        qtbot.waitUntil(lambda: not _dialogs(qapp))

    assert len(caregiver_app.appointments.all()) == 1
    session.undo()
    assert caregiver_app.appointments.is_empty()


def _dialogs(qapp: QApplication) -> list[Any]:
    return [
        each
        for each in qapp.topLevelWidgets()
        if isinstance(each, QDialog) and each.objectName() == "import_dialog" and each.isVisible()
    ]


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("target", ["", "month", "new", "2027-03-24"])
def test_everything_is_named_and_nothing_is_cut_off(
    page: Show,
    caregiver_app: Caregiver,
    treatment: None,
    window: MainWindow,
    shown: Callable[..., None],
    text_size: int,
    target: str,
) -> None:
    caregiver_app.appointments.save(an_appointment(driver="Ben", bring="List", location="Level 2"))
    caregiver_app.appointments.save(a_series())
    shown(text_size=text_size)
    page("calendar", target)
    QApplication.processEvents()

    assert_accessible(window)
    assert_not_clipped(window)
