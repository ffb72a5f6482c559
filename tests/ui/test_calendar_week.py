"""The week and the day, hour by hour, as a person uses them."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment, AppointmentKind, AppointmentStatus
from tests.builders import a_cycle, a_line, a_medication, a_schedule, an_appointment
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.pages.calendar.week_entry import WeekEntry
from ui.pages.calendar.week_view import WeekView

MONDAY, TUESDAY = date(2027, 3, 15), date(2027, 3, 16)
Show = Callable[..., Any]
Find = Callable[..., Any]


def on_tuesday(hour: int, minutes: int = 60, **changes: Any) -> Appointment:
    """Something on Tuesday, March 16."""
    starts = datetime(2027, 3, 16, hour, 0)
    ends = starts.replace(hour=hour + minutes // 60, minute=minutes % 60)
    return an_appointment(**{"starts": starts, "ends": ends, **changes})


@pytest.fixture
def treatment(caregiver_app: Caregiver) -> None:
    """Pomalidomide on days 1 to 21 of cycle 3, and two medicines each day at eight."""
    line = a_line()
    pom, dex, daily = (
        a_medication(name="Pomalidomide", strength="4 mg"),
        a_medication(name="Dexamethasone", strength="20 mg"),
        a_medication(),
    )
    caregiver_app.file.fill(
        [
            line,
            a_cycle(line),
            pom,
            dex,
            daily,
            a_schedule(pom, times=(time(21),), cycle_days=tuple(range(1, 22))),
            a_schedule(dex, times=(time(8),), weekdays=(0,)),
            a_schedule(daily),
        ]
    )


@pytest.fixture
def week(page: Show, find: Find, treatment: None, caregiver_app: Caregiver) -> WeekView:
    """The week of March 14 with two visits at once, one of them cancelled, and whole days."""
    save = caregiver_app.appointments.save
    save(on_tuesday(10, title="Echocardiogram", location="Heart center"))
    save(on_tuesday(10, 30, title="Physical therapy", status=AppointmentStatus.CANCELLED))
    save(on_tuesday(14, title="Dentist", sort=AppointmentKind.DENTAL))
    days = datetime(2027, 3, 18), datetime(2027, 3, 19)
    save(an_appointment(title="Anna away", all_day=True, starts=days[0], ends=days[1]))
    shown: WeekView = find(page("calendar", "week"), "week_view", WeekView)
    QApplication.processEvents()
    return shown


def entry(week: WeekView, words: str) -> WeekEntry:
    """Return what is spoken with these words."""
    return next(one for one in week.entries() if words in one.accessibleName())


def focused() -> QWidget:
    """Return what has the focus."""
    widget: QWidget | None = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_every_entry_is_a_control_that_says_all_of_it(week: WeekView) -> None:
    spoken = [one.accessibleName() for one in week.entries()]

    visit = next(one for one in spoken if "Echo" in one)
    assert visit.replace("\N{NO-BREAK SPACE}", " ") == (
        "Echocardiogram, Tuesday, March 16, 10:00 AM to 11:00 AM, Heart center"
    )
    assert any("Physical therapy" in one and one.endswith("cancelled") for one in spoken)
    assert any("2 medicines: Acyclovir 400 mg, Dexamethasone 20 mg" in one for one in spoken)
    for one in week.entries():
        interface = QAccessible.queryAccessibleInterface(one)
        assert interface.role() == QAccessible.Role.Button
        assert interface.state().focusable


def test_two_at_once_stand_side_by_side_and_the_next_has_the_whole_width(week: WeekView) -> None:
    first, second = entry(week, "Echocardiogram"), entry(week, "Physical")
    alone = entry(week, "Dentist")

    assert first.y() == second.y()
    assert not first.geometry().intersects(second.geometry())
    assert alone.width() > first.width() + second.width() - 4


def test_cancelled_is_struck_through_and_says_so(week: WeekView) -> None:
    face = entry(week, "Physical").face

    assert face.crossed
    assert face.details[0] == ("cancelled",)
    assert face.remark == "cancelled"


def test_days_tell_cycle_band_and_clocks(week: WeekView) -> None:
    spoken = {one.day.day: one.accessibleName() for one in week.head.heads()}

    assert len(spoken) == 7
    assert spoken[MONDAY] == (
        "Today, Monday, March 15. cycle 3, day 15. Pomalidomide, days 1 to 21"
    )
    assert spoken[date(2027, 3, 14)].endswith("Clocks go forward")
    remarks = {child.accessibleName() for child in week.head.findChildren(QWidget)}
    assert {"Clocks go forward", "Dexamethasone, morning", "Pomalidomide, days 1 to 21"} <= remarks


def test_week_begins_as_in_this_country(page: Show, find: Find) -> None:
    german = QLocale(QLocale.Language.German, QLocale.Country.Germany)
    before = QLocale()
    QLocale.setDefault(german)
    try:
        week = find(page("calendar", "week"), "week_view", WeekView)
        assert week.head.heads()[0].day.day == MONDAY
    finally:
        QLocale.setDefault(before)


def test_whole_days_stand_above_the_hours_over_all_their_days(week: WeekView) -> None:
    away = entry(week, "Anna away")

    assert away.parentWidget() is week.head
    assert away.width() > 1.8 * week.head.heads()[0].width()


def test_arrows_go_through_the_days_and_their_entries(week: WeekView, qtbot: QtBot) -> None:
    week.head.focus_day(2)
    assert focused().objectName() == "day_20270316"
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    assert "8:00" in focused().accessibleName()
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    assert "Echocardiogram" in focused().accessibleName()
    qtbot.keyClick(focused(), Qt.Key.Key_Right)
    assert "Wednesday, March 17" in focused().accessibleName()
    qtbot.keyClick(focused(), Qt.Key.Key_Left)
    qtbot.keyClick(focused(), Qt.Key.Key_Up)
    week.head.focus_day(2)
    qtbot.keyClick(focused(), Qt.Key.Key_Left)
    assert focused().objectName() == "day_20270315"


def test_tab_stops_at_days_and_appointments(week: WeekView, qtbot: QtBot) -> None:
    week.head.focus_day(6)
    stops = []
    for _ in range(4):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        stops.append(focused().accessibleName().partition(",")[0])

    assert stops == ["Anna away", "Echocardiogram", "Physical therapy", "Dentist"]


def test_enter_shows_the_day_and_delete_removes_with_undo(
    week: WeekView, window: MainWindow, caregiver_app: Caregiver, qtbot: QtBot, find: Find
) -> None:
    dentist = entry(week, "Dentist")
    dentist.setFocus()
    qtbot.keyClick(dentist, Qt.Key.Key_Return)
    assert find(window, "day_pane").isVisible()

    qtbot.keyClick(entry(week, "Dentist"), Qt.Key.Key_Delete)

    assert "Dentist" not in [one.title for one in caregiver_app.appointments.all()]
    caregiver_app.undo()
    assert "Dentist" in [one.title for one in caregiver_app.appointments.all()]


def test_a_mark_of_doses_shows_which_they_are(
    week: WeekView, window: MainWindow, qtbot: QtBot, find: Find
) -> None:
    marks = [one for one in week.entries() if one.objectName() == "doses_20270315_0800"]

    qtbot.mouseClick(marks[0], Qt.MouseButton.LeftButton)

    words = "\n".join(one.text() for one in find(window, "day_pane").findChildren(QLabel))
    assert "Acyclovir 400 mg, Dexamethasone 20 mg" in words


def test_double_click_offers_an_appointment_at_that_time(
    week: WeekView, window: MainWindow, qtbot: QtBot, find: Find
) -> None:
    columns = week.grid.columns()
    left, width = columns.across(5, 5)
    at = QPoint(left + width // 2, week.grid.height() * 13 // 24 + 4)

    qtbot.mouseDClick(week.grid, Qt.MouseButton.LeftButton, pos=at)

    assert find(window, "day", QLineEdit).text() == "March 19, 2027"
    assert find(window, "start", QLineEdit).text().startswith("1:00")


def test_week_opens_where_the_day_begins(page: Show, find: Find, caregiver_app: Caregiver) -> None:
    caregiver_app.appointments.save(on_tuesday(6))

    week = find(page("calendar", "week"), "week_view", WeekView)
    QApplication.processEvents()

    bar = find(week, "week_scroll").verticalScrollBar()
    early = entry(week, "Hematology")
    assert 0 < bar.value() < early.y() < bar.value() + 100


def test_page_keys_turn_days_and_weeks(page: Show, find: Find, qtbot: QtBot) -> None:
    shown = page("calendar", "day")
    title = find(shown, "page_title", QLabel)
    assert title.text() == "Monday, March 15"

    shown.turn(1)
    assert title.text() == "Tuesday, March 16"
    find(shown, "view_week").click()
    assert title.text() == "Mar 14 to Mar 20"
    shown.turn(-1)
    assert title.text() == "Mar 7 to Mar 13"
    shown.turn_to_today()
    assert title.text() == "Mar 14 to Mar 20"


def test_overnight_stands_on_both_days_and_is_one_stop(
    page: Show, find: Find, caregiver_app: Caregiver
) -> None:
    caregiver_app.appointments.save(
        an_appointment(
            title="Sleep lab", starts=datetime(2027, 3, 16, 21), ends=datetime(2027, 3, 17, 7)
        )
    )

    week = find(page("calendar", "week"), "week_view", WeekView)

    pieces = [one for one in week.entries() if "Sleep lab" in one.accessibleName()]
    assert [one.day for one in pieces] == [2, 3]
    stops = [one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in pieces]
    assert [bool(one) for one in stops] == [True, False]
    assert pieces[1].y() < 3


def test_right_to_left_runs_from_the_right(week: WeekView) -> None:
    week.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()

    heads = week.head.heads()
    assert heads[0].x() > heads[6].x()
    grid = week.grid
    assert grid.columns().gutter_box()[0] > grid.width() // 2
    for one in grid.entries:
        left, width = grid.columns().across(one.day, one.day)
        assert left <= one.x() < one.geometry().right() <= left + width
    head, hour = heads[3].mapTo(week, QPoint()), grid.columns().across(3, 3)[0]
    assert abs(head.x() - grid.mapTo(week, QPoint(hour, 0)).x()) <= 2


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("text_size", [100, 150, 200])
@pytest.mark.parametrize("view", ["day", "week"])
def test_everything_is_named_and_nothing_is_cut_off(
    page: Show,
    week: WeekView,
    window: MainWindow,
    shown: Callable[..., None],
    text_size: int,
    theme: str,
    view: str,
) -> None:
    shown(theme, text_size)
    page("calendar", view)
    QApplication.processEvents()

    assert_accessible(window)
    assert_not_clipped(window)


@pytest.mark.parametrize("view", ["list", "week", "month"])
def test_enter_goes_into_the_day_and_closing_comes_back(
    page: Show, find: Find, week: WeekView, window: MainWindow, caregiver_app: Caregiver,
    qtbot: QtBot, view: str,
) -> None:  # fmt: skip
    shown = page("calendar", view)
    scan = next(one for one in caregiver_app.appointments.all() if one.title == "Echocardiogram")
    if view == "month":
        find(shown, "month_grid").select_day(TUESDAY)
    QApplication.processEvents()
    names = [f"{kind}_{scan.id}_20270316" for kind in ("appointment", "entry", "month")]
    there = next(one for one in shown.findChildren(QWidget)
                 if one.isVisible() and one.objectName() in names)  # fmt: skip
    there.setFocus()
    name = there.objectName()

    qtbot.keyClick(there, Qt.Key.Key_Return)
    assert find(window, "day_pane").isAncestorOf(focused())
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)

    assert focused().objectName() == name
