"""A family's calendar through the real window: repeating visits, a hospital's file, a test."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QScrollArea, QWidget

from caregiver.domain.appointments import Appointment, AppointmentStatus
from caregiver.domain.follow_up_plan import FollowUpStatus, Step
from tests.builders import a_follow_up, a_task, an_appointment
from tests.journeys.window_driver import CTRL, LEFT, NO_KEY, Driver, pdf_text
from ui.pages import ENTRIES

ZONE = "America/New_York"
TODAY = date(2027, 3, 15)
FIRST, LAST = date(2027, 3, 1), date(2027, 8, 31)
SECOND_WEDNESDAYS = [date(2027, month, day) for month, day in ((4, 14), (5, 12), (6, 9), (7, 14))]

SCAN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hospital//EN\r\nMETHOD:{method}\r\n"
    "BEGIN:VEVENT\r\nUID:scan@hospital.invalid\r\nSEQUENCE:{sequence}\r\n"
    "DTSTAMP:20270314T120000Z\r\nDTSTART:20270322T130000Z\r\nDTEND:20270322T140000Z\r\n"
    "SUMMARY:PET-CT scan\r\n{status}END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def choose(driver: Driver, name: str, words: str) -> None:
    """Go down a list with the keys until it says what is meant."""
    combo = driver.find(name)
    combo.setFocus()
    while not combo.currentText().startswith(words):
        before = combo.currentIndex()
        driver.key(Qt.Key.Key_Down)
        assert combo.currentIndex() > before, combo.currentText()


def new_clinic(driver: Driver, day: str = "April 14, 2027") -> None:
    driver.page("calendar")
    driver.click("add_appointment")
    driver.type("title", "Myeloma clinic")
    driver.type("day", day)
    driver.type("start", "10:30 AM")


def on_second_wednesdays(driver: Driver) -> Appointment:
    """Add a clinic visit on each second Wednesday, with the mouse and the keys."""
    new_clinic(driver)
    driver.click("length_0")
    driver.click("appointment_more")
    choose(driver, "repeat", "Every month")
    choose(driver, "repeat_month_day", "the second")
    driver.click("appointment_form_save")
    (made,) = driver.app.appointments.all()
    return made


def starts(driver: Driver) -> list[datetime]:
    return [one.starts for one in driver.app.appointments.occurrences(FIRST, LAST)]


def days(driver: Driver) -> list[date]:
    return [one.date() for one in starts(driver)]


def list_from(driver: Driver, day: str) -> None:
    """Go to a date with the keys alone."""
    driver.page("calendar")
    driver.press("jump_to_date")
    driver.type("jump_date", day)
    driver.key(Qt.Key.Key_Return)


def drop(driver: Driver, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, NO_KEY)
    driver.window.dropEvent(event)
    driver.qtbot.waitUntil(lambda: bool(driver.all("import_add")))


def hospital_file(path: Path, *, cancels: bool = False) -> Path:
    words = SCAN.format(method="CANCEL" if cancels else "REQUEST", sequence=int(cancels),
                        status="STATUS:CANCELLED\r\n" if cancels else "")  # fmt: skip
    path.write_bytes(words.encode())
    return path


def test_an_appointment_is_three_clicks(driver: Driver) -> None:
    driver.begin_ours()
    driver.page("calendar")
    with driver.at_most(3) as clicks:
        driver.click("add_appointment")
        driver.type("title", "Scan of the spine")
        driver.type("day", "thu")
        driver.type("start", "9")
        driver.click("length_1")
        driver.click("appointment_form_save")
    (made,) = driver.app.appointments.all()
    assert (made.starts, made.ends) == (datetime(2027, 3, 18, 9), datetime(2027, 3, 18, 10))
    assert made.kind == "appointment"
    assert clicks.count == 3


def test_an_appointment_with_steps_and_reminders(driver: Driver) -> None:
    driver.begin_ours()
    driver.page("calendar")
    with driver.at_most(6):
        driver.click("add_appointment")
        driver.type("title", "Scan of the spine")
        driver.type("day", "thursday")
        driver.type("start", "9:00 AM")
        driver.click("prepare_add")
        driver.qtbot.keyClicks(driver.window.focusWidget(), "Ask if she may eat")
        driver.key(Qt.Key.Key_Return)
        driver.qtbot.keyClicks(driver.window.focusWidget(), "Bring the order")
        driver.click("appointment_more")
        driver.click("reminders_2")
        driver.click("reminders_3")
        driver.key(Qt.Key.Key_S, CTRL)
    (made,) = driver.app.appointments.all()
    assert made.prepare == ("Ask if she may eat", "Bring the order")
    assert made.reminders == (24 * 60, 120)
    driver.click(f"appointment_{made.id}_20270318")
    driver.click(f"prepare_0_{made.id}_20270318", at_left=True)
    assert driver.app.appointments.get(made.id).prepared == ("Ask if she may eat",)


def test_the_second_wednesday_and_one_date_that_moves(driver: Driver) -> None:
    driver.begin_ours()
    series = on_second_wednesdays(driver)
    assert series.rule == "FREQ=MONTHLY;BYDAY=2WE"
    assert days(driver)[:4] == SECOND_WEDNESDAYS

    list_from(driver, "May 12, 2027")
    with driver.at_most(3):
        driver.click(f"change_{series.id}_20270512")
        driver.type("day", "May 13, 2027")
        driver.click("appointment_form_save")
        driver.click("scope_this")
    assert days(driver)[:4] == [date(2027, 4, 14), date(2027, 5, 13), *SECOND_WEDNESDAYS[2:]]
    with driver.at_most(1):
        driver.click("undo_button")
    assert days(driver)[:4] == SECOND_WEDNESDAYS


def test_from_june_on_an_hour_later(driver: Driver) -> None:
    driver.begin_ours()
    series = on_second_wednesdays(driver)
    list_from(driver, "June 1, 2027")
    driver.click(f"change_{series.id}_20270609")
    driver.type("start", "2 PM")
    driver.click("appointment_form_save")
    driver.click("scope_later")
    assert days(driver)[:4] == SECOND_WEDNESDAYS
    assert [one.time() for one in starts(driver)[:4]] == [time(10, 30)] * 2 + [time(14, 0)] * 2
    driver.press("undo")
    assert {one.time() for one in starts(driver)} == {time(10, 30)}
    driver.press("redo")
    assert [one.hour for one in starts(driver)[:4]] == [10, 10, 14, 14]


def test_one_date_is_removed_with_the_delete_key_and_no_other(driver: Driver) -> None:
    driver.begin_ours()
    series = on_second_wednesdays(driver)
    list_from(driver, "May 1, 2027")
    driver.find(f"appointment_{series.id}_20270512").setFocus()
    driver.key(Qt.Key.Key_Delete)
    driver.qtbot.keyClick(driver.find("scope_this"), Qt.Key.Key_Return)
    driver.settle()
    assert days(driver)[:3] == [SECOND_WEDNESDAYS[0], *SECOND_WEDNESDAYS[2:]]
    driver.press("undo")
    assert days(driver)[:4] == SECOND_WEDNESDAYS


def test_a_question_left_open_changes_nothing(driver: Driver) -> None:
    driver.begin_ours()
    series = on_second_wednesdays(driver)
    list_from(driver, "May 1, 2027")
    driver.click(f"change_{series.id}_20270512")
    driver.type("start", "4 PM")
    driver.click("appointment_form_save")
    driver.click("scope_keep")
    assert driver.find("start").text().replace("\N{NO-BREAK SPACE}", " ") == "4:00 PM"
    assert {one.time() for one in starts(driver)} == {time(10, 30)}


def test_a_date_moves_with_the_keys_in_every_grid(driver: Driver) -> None:
    driver.begin_ours()
    made = driver.app.appointments.save(
        an_appointment(title="Blood test", starts=datetime(2027, 3, 17, 8), zone=ZONE,
                       ends=datetime(2027, 3, 17, 8, 30))
    )  # fmt: skip
    driver.page("calendar")
    driver.click("view_week")
    driver.find(f"entry_{made.id}_20270317").setFocus()
    driver.key(Qt.Key.Key_Right, CTRL)
    driver.key(Qt.Key.Key_Return)
    moved = driver.app.appointments.get(made.id)
    assert (moved.starts, moved.ends) == (
        datetime(2027, 3, 18, 8), datetime(2027, 3, 18, 8, 30),
    )  # fmt: skip
    driver.find(f"entry_{made.id}_20270318").setFocus()
    driver.key(Qt.Key.Key_Left, CTRL)
    driver.key(Qt.Key.Key_Escape)
    assert driver.app.appointments.get(made.id).starts == moved.starts


def test_a_date_is_dragged_in_the_month_with_one_press(driver: Driver) -> None:
    driver.begin_ours()
    made = driver.app.appointments.save(
        an_appointment(title="Blood test", starts=datetime(2027, 3, 17, 8), zone=ZONE)
    )
    driver.page("calendar")
    driver.click("view_month")
    grid = driver.find("month_grid")
    view = grid.viewport()
    begin = grid.visualRect(grid.model().index(2, 3))
    end = grid.visualRect(grid.model().index(2, 5)).center()
    at = QPoint(begin.center().x(), begin.top() + 38)
    with driver.at_most(1):
        driver.qtbot.mousePress(view, LEFT, NO_KEY, at)
        for step in (at + QPoint(20, 0), at + QPoint(60, 0), end):
            driver.qtbot.mouseMove(view, step)
        driver.qtbot.mouseRelease(view, LEFT, NO_KEY, end)
        driver.settle()
    assert driver.app.appointments.get(made.id).starts == datetime(2027, 3, 19, 8)


def test_a_file_from_the_hospital_and_what_it_strikes_out(driver: Driver, tmp_path: Path) -> None:
    driver.begin_ours()
    driver.page("today")
    scan = hospital_file(tmp_path / "scan.ics")
    drop(driver, scan)
    assert driver.app.appointments.is_empty()
    assert "PET-CT scan" in driver.words()
    driver.click("import_add")
    (made,) = driver.app.appointments.all()
    (found,) = driver.app.appointments.occurrences(FIRST, LAST)
    assert (found.starts, made.zone) in (
        (datetime(2027, 3, 22, 9), ZONE), (datetime(2027, 3, 22, 13), "UTC"),
    )  # fmt: skip

    drop(driver, scan)
    assert not driver.find("import_add").isEnabled()
    driver.click("import_cancel")
    assert len(driver.app.appointments.all()) == 1

    drop(driver, hospital_file(tmp_path / "off.ics", cancels=True))
    assert driver.app.appointments.get(made.id).status is not AppointmentStatus.CANCELLED
    driver.click("import_add")
    assert driver.app.appointments.get(made.id).status is AppointmentStatus.CANCELLED
    driver.press("undo")
    assert driver.app.appointments.get(made.id).status is not AppointmentStatus.CANCELLED


def test_a_test_from_due_to_discussed(driver: Driver) -> None:
    driver.begin_ours()
    plan = driver.app.follow_ups.save(a_follow_up(starts_on=None))
    driver.app.follow_ups.mark(plan, Step.DONE, TODAY - timedelta(weeks=7))
    driver.app.follow_ups.mark(plan, Step.DISCUSSED, TODAY - timedelta(weeks=6))
    driver.page("calendar")
    driver.click("to_follow_ups")
    assert "Last 7 weeks ago, on January 25, 2027. None booked." in driver.words()

    with driver.at_most(2):
        driver.click(f"book_{plan.id}")
        driver.type("book_day", "March 16, 2027")
        driver.type("book_time", "8 AM")
        driver.click("booking_save" if driver.all("booking_save") else save_name(driver))
    (booked,) = driver.app.appointments.all()
    assert booked.starts == datetime(2027, 3, 16, 8)
    (state,) = driver.app.follow_ups.states()
    assert state.status is FollowUpStatus.BOOKED

    driver.clock.advance(days=1, hours=4)
    driver.program.session.look_at_clock()
    driver.page("follow_ups")
    driver.click(f"came_{plan.id}" if driver.all(f"came_{plan.id}") else f"done_{plan.id}")
    driver.click(f"result_seen_{plan.id}")
    driver.click(f"discussed_{plan.id}")
    newest = driver.app.follow_ups.rounds(plan.id)[0]
    assert newest.done_on == newest.result_seen_on == newest.discussed_on == date(2027, 3, 16)
    (state,) = driver.app.follow_ups.states()
    assert state.status is FollowUpStatus.DONE


def save_name(driver: Driver) -> str:
    (name,) = [one for one in driver.names() if one.endswith("_save")]
    return name


def test_a_step_of_a_test_keeps_the_row_in_sight(driver: Driver) -> None:
    driver.begin_ours()
    plans = [
        driver.app.follow_ups.save(a_follow_up(name=f"Test {number:02}", starts_on=None))
        for number in range(14)
    ]
    for number in range(12):
        driver.app.tasks.save(a_task(title=f"Task {number}"))
    driver.page("follow_ups")
    for plan in (plans[6], plans[12]):
        for step in ("ordered", "done", "result_seen"):
            driver.click(f"{step}_{plan.id}")
            driver.qtbot.waitUntil(lambda plan=plan: is_in_sight(driver, f"follow_up_{plan.id}"))


def is_in_sight(driver: Driver, name: str) -> bool:
    """Tell whether all of a row is inside what its page shows without scrolling."""
    row = driver.find(name)
    area: QWidget = row
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    top = row.mapTo(area.viewport(), QPoint(0, 0)).y()
    return top >= -2 and top + row.height() <= area.viewport().height() + 2


def test_a_task_is_ticked_where_the_day_is_looked_at(driver: Driver) -> None:
    driver.begin_ours()
    task = driver.app.tasks.save(a_task(due_on=TODAY))
    driver.page("today")
    with driver.at_most(1):
        driver.click(f"task_{task.id}", at_left=True)
    assert driver.app.tasks.get(task.id).done_on == TODAY
    driver.press("undo")
    assert driver.app.tasks.get(task.id).done_on is None


@pytest.mark.parametrize("view", ["month", "week", "list"])
def test_what_is_in_sight_is_what_is_printed(
    driver: Driver, view: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    driver.begin_ours()
    for day, title in ((TODAY, "Skin check"), (date(2027, 5, 19), "Blood test")):
        starts_at = datetime.combine(day, time(8))
        driver.app.appointments.save(
            an_appointment(title=title, starts=starts_at, ends=None, zone=ZONE)
        )
    list_from(driver, "May 17, 2027")
    driver.click(f"view_{view}")
    driver.press("print")
    driver.qtbot.waitUntil(lambda: bool(driver.all("preview_page_1")), timeout=10_000)
    driver.click("save_paper")
    words = pdf_text(path)
    assert "Blood test" in words
    assert "Skin check" not in words


def test_what_came_due_while_it_was_off_is_one_list(driver: Driver) -> None:
    driver.begin_ours()
    reminders = driver.program.session.reminders
    reminders.start()
    for hour in (9, 13, 15):
        driver.app.appointments.save(
            an_appointment(title=f"Visit at {hour}", starts=datetime(2027, 3, 16, hour), zone=ZONE,
                           reminders=(60,))
        )  # fmt: skip
    driver.clock.advance(days=2)
    reminders.look()
    driver.settle()
    assert len(reminders.passed()) == 3
    driver.page("reminders")
    for hour in (9, 13, 15):
        assert f"Visit at {hour}" in driver.words()
    driver.click("mark_all_seen")
    assert not reminders.passed()
    reminders.look()
    assert not reminders.items()


# What people really type, and what must never be half saved.
@pytest.mark.parametrize(("field", "typed"), [
    ("start", "25:00"), ("start", ""), ("start", "noonish"), ("day", "June 31, 2027"),
    ("day", "2/30"), ("title", "   "), ("last_day", "March 1, 2027"), ("zone", "Mars/Base"),
])  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(driver: Driver, field: str, typed: str) -> None:
    driver.begin_ours()
    new_clinic(driver)
    if field == "last_day":
        driver.click("all_day", at_left=True)
    if not driver.all(field):
        driver.click("appointment_more")
    driver.type(field, typed)
    if not typed.strip():
        driver.find(field).setText(typed)
    driver.click("appointment_form_save")
    assert driver.app.appointments.is_empty()
    assert [one for one in driver.names() if one.endswith("_problem")]


ODD = {
    "long": "Clinic " * 1500,
    "emoji": "\N{HOSPITAL} clinic \N{WOMAN}\N{ZERO WIDTH JOINER}\N{MICROSCOPE}",
    "right to left": "\u05de\u05e8\u05e4\u05d0\u05d4 \u202eevil\u202c",
    "markup": "<b>5 < 6</b> %1 {0} &amp;",
}


@pytest.mark.parametrize("title", ODD.values(), ids=ODD.keys())
def test_an_odd_title_is_shown_in_every_view(driver: Driver, title: str) -> None:
    driver.begin_ours()
    driver.app.appointments.save(
        an_appointment(title=title.strip(), zone=ZONE, rule="FREQ=WEEKLY", reminders=(60,))
    )
    page = driver.page("calendar")
    for view in ("list", "day", "week", "month"):
        driver.click(f"view_{view}")
        assert page.width() <= driver.window.width(), view
        for _ in range(2):
            driver.key(Qt.Key.Key_PageDown)
    for key in (entry.key for entry in ENTRIES):
        driver.page(key)
    assert not driver.all_dialogs()


def test_the_last_year_there_is(driver: Driver) -> None:
    driver.begin_ours()
    driver.app.appointments.save(
        an_appointment(title="Far away", starts=datetime(2199, 12, 31, 23, 30), zone=ZONE,
                       ends=datetime(2200, 1, 1, 0, 30), rule="FREQ=DAILY")
    )  # fmt: skip
    list_from(driver, "December 31, 2199")
    for view in ("list", "day", "week", "month"):
        driver.click(f"view_{view}")
        for _ in range(3):
            driver.key(Qt.Key.Key_PageDown)
        driver.press("to_today") if "to_today" in driver.program.actions else None
    assert not driver.all_dialogs()


def test_three_hundred_on_one_day(driver: Driver, tmp_path: Path) -> None:
    driver.begin_ours()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hospital//EN"]
    for number in range(300):
        at = f"20270315T{number // 13:02}{number % 60:02}00"
        lines += ["BEGIN:VEVENT", f"UID:{number}@x", f"DTSTART:{at}", f"SUMMARY:Visit {number}",
                  "END:VEVENT"]  # fmt: skip
    path = tmp_path / "many.ics"
    path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]))
    driver.app.imports.run(driver.app.imports.preview(path))
    assert len(driver.app.appointments.all()) == 300
    driver.page("calendar")
    for view in ("list", "day", "week", "month"):
        driver.click(f"view_{view}")
        driver.key(Qt.Key.Key_PageDown)
        driver.key(Qt.Key.Key_PageUp)
    assert not driver.all_dialogs()
