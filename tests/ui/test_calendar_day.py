"""One day beside the calendar: steps to tick, and the clock of a urine collection."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.domain.appointments import Appointment, AppointmentStatus
from tests.builders import a_follow_up, a_task, an_appointment
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.session import Session
from ui.widgets.ticks import CheckBox

Show = Callable[..., Any]
Find = Callable[..., Any]
STEPS = ("Nothing to eat from midnight on, drinking water is fine", "Bring the kit")


@pytest.fixture
def test_day(caregiver_app: Caregiver) -> Appointment:
    """A blood test on Tuesday, March 16, with steps, and urine collected from this morning on."""
    return caregiver_app.appointments.save(
        an_appointment(
            title="Blood test",
            starts=datetime(2027, 3, 16, 9),
            ends=None,
            prepare=STEPS,
            parking="Garage B, level 2",
            collects_urine=True,
            collection_starts=datetime(2027, 3, 15, 7),
        )
    )


def words_in(window: QWidget) -> str:
    """Return all words of the day."""
    QApplication.processEvents()
    pane = window.findChild(QWidget, "day_pane")
    assert pane is not None
    return "\n".join(one.text() for one in pane.findChildren(QLabel))


def saved(app: Caregiver) -> Appointment:
    """Return the one appointment as it is now."""
    (one,) = app.appointments.all()
    return one


def test_a_step_is_ticked_and_undone(
    page: Show, find: Find, window: MainWindow, test_day: Appointment, caregiver_app: Caregiver,
    session: Session, qtbot: QtBot,
) -> None:  # fmt: skip
    page("calendar", "2027-03-16")
    assert "Parking: Garage B, level 2" in words_in(window)
    name = f"prepare_1_{test_day.id}_20270316"
    box = find(window, name, CheckBox)
    assert box.accessibleName() == "Prepared: Bring the kit"

    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(12, box.height() // 2))

    qtbot.waitUntil(lambda: saved(caregiver_app).prepared == (STEPS[1],))
    qtbot.waitUntil(lambda: find(window, name, CheckBox).isChecked())
    session.undo()
    assert saved(caregiver_app).prepared == ()


def test_the_clock_of_the_collection_is_started_and_stopped(
    page: Show, find: Find, window: MainWindow, test_day: Appointment, caregiver_app: Caregiver,
    clock: FixedClock, qtbot: QtBot,
) -> None:  # fmt: skip
    page("calendar", "2027-03-15")
    assert "until Tue 7:00\N{NO-BREAK SPACE}AM" in words_in(window)

    find(window, f"collection_begin_{test_day.id}_20270316", QPushButton).click()
    qtbot.waitUntil(lambda: saved(caregiver_app).collection_began_at == clock.now())
    qtbot.waitUntil(lambda: "until Tue 8:00\N{NO-BREAK SPACE}AM" in words_in(window))
    clock.advance(hours=23)
    find(window, f"collection_end_{test_day.id}_20270316", QPushButton).click()

    qtbot.waitUntil(lambda: saved(caregiver_app).collection_ended_at == clock.now())
    qtbot.waitUntil(lambda: "Ended Tue, Mar 16, 7:00\N{NO-BREAK SPACE}AM" in words_in(window))


def test_a_step_of_a_series_is_ticked_on_its_date_only(
    page: Show, find: Find, window: MainWindow, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    series = caregiver_app.appointments.save(
        an_appointment(starts=datetime(2027, 3, 16, 9), ends=None, prepare=("Fast",),
                       rule="FREQ=WEEKLY")
    )  # fmt: skip
    page("calendar", "2027-03-23")

    find(window, f"prepare_0_{series.id}_20270323", CheckBox).click()

    qtbot.waitUntil(lambda: len(caregiver_app.appointments.all()) == 2)
    prepared = {
        one.day.day: one.appointment.prepared
        for one in caregiver_app.appointments.occurrences(
            datetime(2027, 3, 16).date(), datetime(2027, 3, 30).date()
        )
    }
    assert prepared == {16: (), 23: ("Fast",), 30: ()}


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("day", ["2027-03-15", "2027-03-16"])
def test_everything_is_named_and_nothing_is_cut_off(
    page: Show,
    window: MainWindow,
    test_day: Appointment,
    shown: Callable[..., None],
    text_size: int,
    day: str,
) -> None:
    shown(text_size=text_size)
    page("calendar", day)

    assert_accessible(window)
    assert_not_clipped(window)


def test_a_task_is_ticked_done_and_undone(
    page: Show, find: Find, window: MainWindow, caregiver_app: Caregiver, session: Session,
    qtbot: QtBot,
) -> None:  # fmt: skip
    task = a_task(title="Refill")
    caregiver_app.file.fill([task])
    page("calendar", "2027-03-19")

    find(window, f"task_done_{task.id}", CheckBox).click()

    def done() -> bool:
        found = caregiver_app.tasks.get(task.id)
        return found is not None and found.done_on is not None

    qtbot.waitUntil(done)
    qtbot.waitUntil(lambda: find(window, f"task_done_{task.id}", CheckBox).isChecked())
    session.undo()
    assert not done()


def test_a_follow_up_that_is_due_stands_on_today(
    page: Show, find: Find, window: MainWindow, caregiver_app: Caregiver, session: Session,
    qtbot: QtBot,
) -> None:  # fmt: skip
    plan = a_follow_up(name="Eye check", starts_on=date(2027, 3, 1), min_days=90, max_days=90)
    caregiver_app.file.fill([plan])

    shown = page("calendar", "week")
    page("calendar", "2027-03-15")

    spoken = [one.accessibleName() for one in shown.findChildren(QWidget)]
    assert "Follow-up: Eye check, due since Mar\N{NO-BREAK SPACE}1, Monday, March 15" in spoken
    assert "Eye check, due since Mar\N{NO-BREAK SPACE}1" in words_in(window)
    assert_accessible(window)
    assert_not_clipped(window)
    find(window, f"look_at_{plan.id}", QPushButton).click()
    qtbot.waitUntil(lambda: session.pages.current_key() == "follow_ups")


@pytest.mark.parametrize(
    ("entry", "standing", "cancelled"),
    [
        ("remove_date", [16, 30], []),
        ("remove_later", [16], []),
        ("remove_series", [], []),
        ("status_cancelled", [16, 23, 30], [23]),
    ],
)
def test_a_date_of_a_series_can_go_alone_or_with_others(
    page: Show, find: Find, window: MainWindow, caregiver_app: Caregiver, qtbot: QtBot,
    session: Session, entry: str, standing: list[int], cancelled: list[int],
) -> None:  # fmt: skip
    series = caregiver_app.appointments.save(
        an_appointment(starts=datetime(2027, 3, 16, 9), ends=None, rule="FREQ=WEEKLY;COUNT=3")
    )
    page("calendar", "2027-03-23")
    more = find(window, f"more_{series.id}_20270323", QPushButton)

    {one.objectName(): one for one in more.menu_entries().actions()}[entry].trigger()

    def dates() -> list[tuple[int, bool]]:
        found = caregiver_app.appointments.occurrences(date(2027, 3, 16), date(2027, 4, 6))
        return [
            (one.day.day, one.appointment.status is AppointmentStatus.CANCELLED) for one in found
        ]

    qtbot.waitUntil(lambda: dates() == [(day, day in cancelled) for day in standing])
    session.undo()
    assert dates() == [(16, False), (23, False), (30, False)]


def test_a_moved_date_says_which_of_its_series_it_stands_for(
    page: Show, window: MainWindow, caregiver_app: Caregiver
) -> None:
    series = caregiver_app.appointments.save(
        an_appointment(starts=datetime(2027, 3, 16, 9), ends=None, rule="FREQ=WEEKLY;COUNT=3")
    )
    moved = datetime(2027, 3, 24, 14)
    caregiver_app.appointments.move_occurrence(series, date(2027, 3, 23), moved)
    page("calendar", "2027-03-24")
    assert "One date of a series, planned for Tue, Mar 23" in words_in(window)
