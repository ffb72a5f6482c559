"""Choosing what the calendar shows, going to a date, and the list with its doses."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.appointments import AppointmentKind
from caregiver.domain.people import CareTeamMember
from caregiver.settings import Settings
from tests.builders import a_medication, a_member, a_schedule, a_task, an_appointment
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.pages.calendar.choices import Choices
from ui.pages.calendar.header import CalendarHeader
from ui.pages.calendar.month_grid import MonthGrid
from ui.widgets.ticks import CheckBox

Show = Callable[..., Any]
Find = Callable[..., Any]
WEDNESDAY = date(2027, 3, 17)


@pytest.fixture
def doctor(caregiver_app: Caregiver) -> CareTeamMember:
    """A visit with the doctor, a dentist, and a medicine twice a day, on March 17."""
    member = caregiver_app.people.save_member(a_member())
    day = {"starts": datetime(2027, 3, 17, 10), "ends": None}
    caregiver_app.appointments.save(an_appointment(**day, member_id=member.id))
    dental = {**day, "title": "Teeth", "sort": AppointmentKind.DENTAL}
    caregiver_app.appointments.save(an_appointment(**dental))
    medication = a_medication()
    caregiver_app.file.fill([medication, a_schedule(medication, times=(time(8), time(20)))])
    return member


def titles(page: QWidget) -> str:
    """Return everything that is spoken of the list."""
    QApplication.processEvents()
    rows = [one for one in page.findChildren(QWidget) if one.isVisible()]
    return "\n".join(one.accessibleName() for one in rows)


def tick(find: Find, window: MainWindow, qtbot: QtBot, name: str) -> None:
    """Click a box of the choices."""
    box = find(window, name, CheckBox)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(12, box.height() // 2))
    QApplication.processEvents()


def test_a_kind_left_out_is_gone_said_so_and_remembered(
    page: Show, find: Find, window: MainWindow, doctor: CareTeamMember, settings: Settings,
    qtbot: QtBot,
) -> None:  # fmt: skip
    shown = page("calendar")
    line = find(shown, "shown_line")
    assert not line.isVisible()
    qtbot.mouseClick(find(shown, "choose_shown", QPushButton), Qt.MouseButton.LeftButton)
    assert_accessible(window)

    tick(find, window, qtbot, "show_kind_dental")

    assert "Teeth" not in titles(find(shown, "agenda"))
    assert "Hematology" in titles(find(shown, "agenda"))
    assert line.isVisible()
    assert "1 kind of appointment" in find(line, "shown_words", QLabel).text()
    assert Choices(settings).shown.hidden_kinds == {AppointmentKind.DENTAL}
    qtbot.mouseClick(find(line, "show_everything", QPushButton), Qt.MouseButton.LeftButton)
    assert "Teeth" in titles(find(shown, "agenda"))
    assert settings.calendar_shown == ""


def test_one_person_and_no_medicines(
    page: Show, find: Find, window: MainWindow, doctor: CareTeamMember, qtbot: QtBot
) -> None:
    shown = page("calendar", "week")
    assert "doses_20270317_0800" in [one.objectName() for one in shown.findChildren(QWidget)]
    qtbot.mouseClick(find(shown, "choose_shown", QPushButton), Qt.MouseButton.LeftButton)

    find(window, "show_person").setCurrentIndex(2)
    tick(find, window, qtbot, "show_medicines")

    spoken = titles(find(shown, "week_view"))
    assert "Hematology" in spoken
    assert "Teeth" not in spoken
    assert "Acyclovir" not in spoken
    words = find(shown, "shown_words", QLabel).text()
    assert words == "Only appointments with Dr. Okafor; no medicines"


def test_a_person_who_is_gone_hides_nothing(
    page: Show, find: Find, doctor: CareTeamMember, settings: Settings
) -> None:
    settings.calendar_shown = "member:gone kind:of_tomorrow"

    shown = page("calendar")

    assert "Teeth" in titles(find(shown, "agenda"))
    assert not find(shown, "shown_line").isVisible()


def test_doses_in_the_list_are_a_choice(
    page: Show, find: Find, window: MainWindow, doctor: CareTeamMember, qtbot: QtBot
) -> None:
    shown = page("calendar")
    assert "Acyclovir" not in titles(find(shown, "agenda"))
    qtbot.mouseClick(find(shown, "choose_shown", QPushButton), Qt.MouseButton.LeftButton)

    tick(find, window, qtbot, "show_list_doses")

    row = find(shown, "doses_20270317_0800")
    assert row.isVisible()
    assert row.accessibleName().endswith("Acyclovir 400 mg")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Down)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Wednesday, March 17, 10:00")


def test_the_view_is_remembered(page: Show, find: Find, settings: Settings) -> None:
    settings.calendar_view = "week"

    shown = page("calendar")

    assert find(shown, "week_view").isVisible()
    find(shown, "view_month").click()
    assert settings.calendar_view == "month"


def test_go_to_a_date(page: Show, find: Find, window: MainWindow, qtbot: QtBot) -> None:
    shown = page("calendar", "month")
    page("today")
    page("calendar", "jump")
    field = find(shown, "jump_date", QLineEdit)
    assert field.hasFocus()

    qtbot.keyClicks(field, "nothing like it")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert find(shown, "jump_date_problem", QLabel).isVisible()
    field.clear()
    qtbot.keyClicks(field, "July 4, 2028")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    grid = find(shown, "month_grid", MonthGrid)
    assert find(shown, "page_title", QLabel).text() == "July 2028"
    assert grid.day() == date(2028, 7, 4)
    assert not field.isVisible()
    assert grid.hasFocus()


def test_escape_closes_the_question_for_a_date(page: Show, find: Find, qtbot: QtBot) -> None:
    shown = page("calendar", "month")
    shown.jump_to_date()
    field = find(shown, "jump_date", QLineEdit)

    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert not field.isVisible()
    assert find(shown, "month_grid").hasFocus()


def test_rows_of_the_list_are_filled_again_not_made_anew(
    page: Show, find: Find, doctor: CareTeamMember
) -> None:
    shown = page("calendar")
    find(shown, "page_title")
    before = len(find(shown, "agenda").findChildren(QWidget))

    for _ in range(4):
        shown.turn(1)
    shown.turn_to_today()
    QApplication.processEvents()

    assert len(find(shown, "agenda").findChildren(QWidget)) == before
    assert "Teeth" in titles(find(shown, "agenda"))


def test_header_needs_no_more_room_than_there_is(qtbot: QtBot, shown: Callable[..., None]) -> None:
    shown(text_size=200)
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(2400, 600)
    header = CalendarHeader("week")
    header.setParent(holder)
    holder.show()
    header.set_title("Mar 14 to Mar 20")
    heights = []
    for width in (2600, 1400, 800):
        header.resize(width, header.sizeHint().height())
        header.show()
        QApplication.processEvents()
        header.resize(width, header.minimumSizeHint().height())
        heights.append(header.minimumSizeHint().height())
        assert header.minimumSizeHint().width() <= width
        assert_not_clipped(header)

    assert heights[0] < heights[1] < heights[2]


def test_month_right_to_left_is_a_mirror(page: Show, find: Find, doctor: CareTeamMember) -> None:
    grid = find(page("calendar", "month"), "month_grid", MonthGrid)
    grid.select_day(WEDNESDAY)
    QApplication.processEvents()
    before = grid.entries()[0].geometry()

    grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    QApplication.processEvents()

    after = grid.entries()[0].geometry()
    assert abs(grid.viewport().width() - 1 - after.center().x() - before.center().x()) < 8
    assert isinstance(grid.viewport().grab(), QPixmap)
    assert grid.visualRect(grid.currentIndex()).contains(after)


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("target", ["jump", "month", ""])
def test_choices_are_named_and_nothing_is_cut_off(
    page: Show,
    find: Find,
    window: MainWindow,
    doctor: CareTeamMember,
    settings: Settings,
    shown: Callable[..., None],
    text_size: int,
    target: str,
) -> None:
    settings.calendar_shown = "-medicines kind:eye list_doses"
    shown(text_size=text_size)
    opened = page("calendar", target)
    if target != "jump":
        find(opened, "choose_shown", QPushButton).click()
    QApplication.processEvents()

    assert_accessible(window)
    assert_not_clipped(window)


def test_a_stay_that_has_begun_opens_the_list(
    page: Show, find: Find, caregiver_app: Caregiver
) -> None:
    stay = datetime(2027, 3, 12, 9), datetime(2027, 3, 18, 12)
    caregiver_app.appointments.save(an_appointment(title="Stay", starts=stay[0], ends=stay[1]))

    shown = page("calendar")

    assert titles(find(shown, "agenda")).count("Stay") == 2
    assert shown.first_focus().accessibleName().startswith("Friday, March 12")


def test_hours_at_home_are_in_every_view(
    page: Show, find: Find, caregiver_app: Caregiver, window: MainWindow
) -> None:
    caregiver_app.appointments.save(
        an_appointment(
            title="Hand in urine",
            starts=datetime(2027, 3, 17, 8),
            ends=None,
            collects_urine=True,
            collection_starts=datetime(2027, 3, 16, 7),
        )
    )
    words = "Stay home: 24-hour urine, until Wed 7:00\N{NO-BREAK SPACE}AM"

    for view, name in (("list", "agenda"), ("week", "week_view")):
        assert words in titles(find(page("calendar", view), name)), view
    grid = find(page("calendar", "month"), "month_grid", MonthGrid)
    assert words in grid.words_of(date(2027, 3, 16))
    assert words in grid.words_of(WEDNESDAY)
    page("calendar", "2027-03-16")
    shown = find(window, "day_pane").findChildren(QLabel)
    assert words in "\n".join(one.text() for one in shown)


def test_what_is_left_out_is_still_found_on_its_day(
    page: Show, find: Find, caregiver_app: Caregiver, doctor: CareTeamMember, settings: Settings,
    window: MainWindow,
) -> None:  # fmt: skip
    settings.calendar_shown = "kind:dental"
    teeth = next(one for one in caregiver_app.appointments.all() if one.title == "Teeth")

    shown = page("calendar", teeth.id)

    assert "Teeth" not in titles(find(shown, "agenda"))
    pane = find(window, "day_pane")
    assert "Teeth" in [one.text() for one in pane.findChildren(QLabel)]


def test_tasks_are_in_every_view_and_late_ones_say_since_when(
    page: Show, find: Find, caregiver_app: Caregiver, window: MainWindow, qtbot: QtBot
) -> None:
    caregiver_app.file.fill(
        [
            a_task(title="Refill", due_on=WEDNESDAY, due_time=time(9)),
            a_task(title="Bill", due_on=date(2027, 3, 2)),
        ]
    )

    for view, name in (("list", "agenda"), ("week", "week_view")):
        spoken = titles(find(page("calendar", view), name))
        assert "Task: Bill, due since Mar\N{NO-BREAK SPACE}2, Monday, March 15" in spoken, view
        assert "Task: Refill, 9:00\N{NO-BREAK SPACE}AM, Wednesday, March 17" in spoken, view
    grid = find(page("calendar", "month"), "month_grid", MonthGrid)
    assert "Task: Refill" in grid.words_of(WEDNESDAY)
    grid.select_day(WEDNESDAY)
    (entry,) = grid.entries()
    entry.setFocus()
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    shown = [one.text() for one in find(window, "day_pane").findChildren(QLabel)]
    assert "Refill, 9:00\N{NO-BREAK SPACE}AM" in shown
    assert_accessible(window)
    assert_not_clipped(window)
