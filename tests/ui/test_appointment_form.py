"""The form of an appointment as a person fills it in, from kind to files."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caregiver import catalogue
from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.domain.appointments import Appointment, AppointmentKind, AppointmentStatus
from tests.builders import an_appointment
from tests.ui.audit import assert_accessible, assert_not_clipped, controls
from ui.main_window import MainWindow
from ui.pages.calendar.appointment_form import AppointmentForm
from ui.pages.calendar.form_reminders import before_words
from ui.session import Session

Find = Callable[..., Any]
Show = Callable[..., Any]


@pytest.fixture
def new(page: Show, find: Find, window: MainWindow) -> AppointmentForm:
    """The form of a new appointment."""
    page("calendar", "new")
    form: AppointmentForm = find(window, "appointment_form", AppointmentForm)
    return form


@pytest.fixture
def change(
    page: Show, find: Find, window: MainWindow, caregiver_app: Caregiver
) -> Callable[..., AppointmentForm]:
    """Save an appointment and open its form."""

    def opened(**changes: Any) -> AppointmentForm:
        one = caregiver_app.appointments.save(an_appointment(**changes))
        assert one.starts is not None
        page("calendar", one.starts.date().isoformat())
        find(window, f"change_{one.id}_{one.starts:%Y%m%d}", QPushButton).click()
        form: AppointmentForm = find(window, "appointment_form", AppointmentForm)
        return form

    return opened


def only(app: Caregiver) -> Appointment:
    """Return the one appointment there is."""
    (one,) = app.appointments.all()
    return one


def write(find: Find, form: QWidget, **texts: str) -> None:
    """Type into fields by their names."""
    for name, text in texts.items():
        find(form, name, QLineEdit).setText(text)


def test_everything_behind_more_is_saved(
    new: AppointmentForm, find: Find, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    write(find, new, title="MRI", day="March 24", start="10:30")
    more = find(new, "appointment_more", QPushButton)
    assert not find(new, "parking", QLineEdit).isVisible()
    qtbot.keyClick(more, Qt.Key.Key_Return)
    assert find(new, "parking", QLineEdit).isVisible()
    write(find, new, leave_by="9:45", parking="Level 2", zone="america/chicago")
    qtbot.mouseClick(find(new, "reminders_2", QPushButton), Qt.MouseButton.LeftButton)
    find(new, "status", QComboBox).setCurrentIndex(1)
    new.save()

    saved = only(caregiver_app)
    assert (saved.sort, saved.status) == (AppointmentKind.SCAN, AppointmentStatus.CONFIRMED)
    assert (saved.leave_by, saved.parking) == (time(9, 45), "Level 2")
    assert (saved.zone, saved.reminders) == ("America/Chicago", (1440,))


def test_what_is_filled_in_behind_more_is_in_sight_next_time(
    change: Callable[..., AppointmentForm], find: Find
) -> None:
    assert find(change(parking="Level 2"), "parking", QLineEdit).isVisible()


def test_a_plain_appointment_keeps_more_closed(
    change: Callable[..., AppointmentForm], find: Find
) -> None:
    assert not find(change(), "parking", QLineEdit).isVisible()


def test_a_zone_nobody_knows_is_said_beside_the_field_that_was_hidden(
    new: AppointmentForm, find: Find, caregiver_app: Caregiver
) -> None:
    write(find, new, title="MRI", day="March 24", start="10:30", zone="Moon Base")
    new.save()
    assert caregiver_app.appointments.is_empty()
    assert "time zone" in find(new, "zone_problem", QLabel).text()
    assert find(new, "zone", QLineEdit).isVisible()


def test_a_chosen_kind_is_not_guessed_away_and_each_has_its_icon(
    new: AppointmentForm, find: Find
) -> None:
    kinds = find(new, "sort", QComboBox)
    assert all(not kinds.itemIcon(place).isNull() for place in range(kinds.count()))
    write(find, new, title="dentist")
    assert new.field("sort").value() is AppointmentKind.DENTAL
    kinds.setCurrentIndex(0)
    kinds.activated.emit(0)
    write(find, new, title="blood test")
    assert new.field("sort").value() is AppointmentKind.CLINIC


# reminders ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(10080, "1 week"), (2880, "2 days"), (1440, "1 day"), (120, "2 hours"), (60, "1 hour"),
     (30, "30 minutes"), (90, "90 minutes"), (20160, "2 weeks"), (0, "at the start")],
)  # fmt: skip
def test_reminders_in_words(minutes: int, words: str) -> None:
    assert before_words(minutes) == words


def test_several_reminders_and_one_of_my_own(
    new: AppointmentForm, find: Find, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    write(find, new, title="MRI", day="March 24", start="10:30")
    for place in (0, 3):
        find(new, f"reminders_{place}", QPushButton).click()
    number = find(new, "reminders_number", QLineEdit)
    number.setText("3")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert find(new, "reminders_6", QPushButton).text() == "3 days"
    assert number.text() == ""
    number.setText("5")  # not added yet, but written: it counts
    new.save()
    assert only(caregiver_app).reminders == (10080, 7200, 4320, 120)


@pytest.mark.parametrize("typed", ["61", "1.5", "soon", "-1"])
def test_a_reminder_that_cannot_be_is_said(
    new: AppointmentForm, find: Find, caregiver_app: Caregiver, typed: str
) -> None:
    write(find, new, title="MRI", day="March 24", start="10:30", reminders_number=typed)
    new.save()
    assert caregiver_app.appointments.is_empty()
    assert find(new, "reminders_number_problem", QLabel).text()


# steps ----------------------------------------------------------------------------------------


def test_steps_are_offered_by_kind_and_taken_over_with_one_press(
    new: AppointmentForm, find: Find, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    write(find, new, title="Blood test", day="March 24", start="8:00")
    offered = catalogue.preparation().for_kind(AppointmentKind.LAB_DRAW)
    idea = find(new, "prepare_idea_0", QPushButton)
    assert offered[0] in idea.accessibleName()
    qtbot.mouseClick(idea, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: new.field("prepare").value() == (offered[0],))
    assert offered[1] in find(new, "prepare_idea_0", QPushButton).accessibleName()
    new.save()
    assert only(caregiver_app).prepare == (offered[0],)


def test_steps_are_lines_written_with_the_keyboard_alone(
    new: AppointmentForm, find: Find, caregiver_app: Caregiver, qtbot: QtBot, window: MainWindow
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    write(find, new, title="Scan", day="March 24", start="8:00")
    qtbot.keyClick(find(new, "prepare_add", QPushButton), Qt.Key.Key_Return)
    for text in ("Call the ward", "Pack a book"):
        qtbot.keyClicks(QApplication.focusWidget(), text)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert QApplication.focusWidget().text() == "Pack a book"
    new.save()
    assert only(caregiver_app).prepare == ("Call the ward", "Pack a book")


def test_a_step_that_is_removed_is_no_longer_ticked(
    change: Callable[..., AppointmentForm], find: Find, caregiver_app: Caregiver
) -> None:
    form = change(prepare=("Call", "Pack"), prepared=("Call", "Pack"))
    find(form, "prepare_remove_1", QPushButton).click()
    form.save()
    saved = only(caregiver_app)
    assert (saved.prepare, saved.prepared) == (("Pack",), ("Pack",))


# remarks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "start", "expected"),
    [
        ("2027-03-14", "2:30", ["clocks go forward", "2:30", "3:30"]),
        ("2027-03-14", "10:00", ["clocks go forward"]),
        ("2027-11-07", "1:30", ["clocks go back", "twice"]),
        ("2027-11-07", "10:00", ["clocks go back"]),
        ("2027-03-24", "10:00", []),
    ],
)
def test_the_clocks_are_said_and_never_refuse(
    new: AppointmentForm, find: Find, caregiver_app: Caregiver, qtbot: QtBot,
    day: str, start: str, expected: list[str],
) -> None:  # fmt: skip
    write(find, new, title="Scan", day=day, start=start)
    new._look_around()
    line = find(new, "conflict_line", QLabel)
    assert all(part in line.text() for part in expected)
    assert line.isVisible() is bool(expected)
    new.save()
    assert len(caregiver_app.appointments.all()) == 1


# 24-hour urine --------------------------------------------------------------------------------


def test_urine_is_planned_for_the_morning_before_and_follows_the_date(
    new: AppointmentForm, find: Find, caregiver_app: Caregiver
) -> None:
    write(find, new, title="Blood test", day="March 24", start="10:30")
    find(new, "appointment_more", QPushButton).click()
    find(new, "collection").setChecked(True)
    assert "Wed, Mar 24, 7:00" in find(new, "collection_plan", QLabel).text().replace("\xa0", " ")
    assert not find(new, "collection_start", QPushButton).isVisible()
    write(find, new, day="March 25")
    new.save()
    saved = only(caregiver_app)
    assert saved.collects_urine
    assert saved.collection_starts == datetime(2027, 3, 24, 7, 0)


def test_start_and_stop_are_noted_at_once_and_can_be_undone(
    change: Callable[..., AppointmentForm], find: Find, caregiver_app: Caregiver,
    clock: FixedClock, session: Session,
) -> None:  # fmt: skip
    form = change(starts=datetime(2027, 3, 16, 10, 30), ends=None, collects_urine=True,
                  collection_starts=datetime(2027, 3, 15, 7))  # fmt: skip
    find(form, "collection_start", QPushButton).click()
    began = datetime(2027, 3, 15, 12, 0, tzinfo=UTC)
    assert only(caregiver_app).collection_began_at == began
    clock.advance(hours=5, minutes=20)
    form.field("collection_starts")._arrange()
    words = find(form, "collection_state", QLabel).text().replace("\xa0", " ")
    assert "5 h 20 min" in words
    assert "ends Tue, 8:00 AM" in words
    find(form, "collection_stop", QPushButton).click()
    assert only(caregiver_app).collection_ended_at == clock.now()
    session.undo()
    session.undo()
    write(find, form, title="Urine and blood")
    form.save()
    saved = only(caregiver_app)
    assert (saved.title, saved.collection_began_at) == ("Urine and blood", None)


def test_the_clock_of_a_series_runs_for_one_date(
    change: Callable[..., AppointmentForm], find: Find, caregiver_app: Caregiver
) -> None:
    form = change(starts=datetime(2027, 3, 16, 10, 30), ends=None, rule="FREQ=WEEKLY;COUNT=2",
                  collects_urine=True, collection_starts=datetime(2027, 3, 15, 7))  # fmt: skip
    find(form, "collection_start", QPushButton).click()
    write(find, form, title="Urine and blood")
    form.save()
    dates = caregiver_app.appointments.occurrences(date(2027, 3, 16), date(2027, 3, 23))
    found = [(one.appointment.title, one.appointment.collection_began_at) for one in dates]
    assert [title for title, _ in found] == ["Urine and blood", "Hematology clinic"]
    assert [began is not None for _, began in found] == [True, False]


def test_all_dates_moved_keep_the_hours_before_each(
    change: Callable[..., AppointmentForm], find: Find, caregiver_app: Caregiver,
    page: Show, window: MainWindow,
) -> None:  # fmt: skip
    series = caregiver_app.appointments.save(an_appointment(
        starts=datetime(2027, 3, 16, 10, 30), ends=None, rule="FREQ=WEEKLY",
        collects_urine=True, collection_starts=datetime(2027, 3, 15, 7),
    ))  # fmt: skip
    page("calendar", "2027-03-23")
    find(window, f"change_{series.id}_20270323", QPushButton).click()
    form = find(window, "appointment_form", AppointmentForm)
    assert form.field("collection_starts").value() == datetime(2027, 3, 22, 7)
    write(find, form, start="11:30")
    form.save()
    find(window, "scope_all", QPushButton).click()
    saved = only(caregiver_app)
    assert saved.starts == datetime(2027, 3, 16, 11, 30)
    assert saved.collection_starts == datetime(2027, 3, 15, 7)


# for everybody --------------------------------------------------------------------------------


@pytest.mark.parametrize(("theme", "text_size"), [("light", 100), ("dark", 200)])
def test_the_open_form_has_names_and_nothing_is_cut(
    change: Callable[..., AppointmentForm], window: MainWindow, shown: Callable[..., None],
    theme: str, text_size: int,
) -> None:  # fmt: skip
    shown(theme, text_size)
    window.resize(1280, 800)
    form = change(
        rule="FREQ=MONTHLY;BYDAY=4WE;COUNT=5", reminders=(1440, 95), parking="Level 2",
        prepare=("Ask the team if you should fast",), collects_urine=True,
        collection_starts=datetime(2027, 3, 23, 7), sort=AppointmentKind.SCAN,
    )  # fmt: skip
    assert_accessible(form)
    assert_not_clipped(form)


def test_tab_reaches_every_control_from_top_to_bottom(
    change: Callable[..., AppointmentForm], window: MainWindow, qtbot: QtBot, find: Find
) -> None:
    form = change(rule="FREQ=MONTHLY;BYDAY=4WE;COUNT=5", reminders=(1440, 95),
                  prepare=("Ask the team", "Pack"), collects_urine=True,
                  collection_starts=datetime(2027, 3, 23, 7))  # fmt: skip
    find(form, "prepare_idea_1", QPushButton).click()
    qtbot.waitUntil(lambda: len(form.field("prepare").value()) == 3)
    with qtbot.waitActive(window):
        window.activateWindow()
    find(form, "sort").setFocus()
    reached: list[QWidget] = []
    while (at := QApplication.focusWidget()) not in reached and form.isAncestorOf(at):
        reached.append(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    heights = [one.mapTo(form, QPoint(0, 0)).y() for one in reached]
    out_of_order = [
        f"{before.objectName()} > {after.objectName()}"
        for before, after, first, second in zip(
            reached, reached[1:], heights, heights[1:], strict=False
        )
        if second < first - 8
    ]
    assert out_of_order == []
    names = {one.objectName() for one in reached}
    assert {"title", "prepare_2", "bring", "appointment_more", "repeat", "zone"} <= names
    missed = [one for one in controls(form) if one not in reached and _is_one_stop(one)]
    assert [one.objectName() for one in missed] == []


def _is_one_stop(control: QWidget) -> bool:
    """Tell choices apart: the arrow keys go between them."""
    return control.property("role") != "choice"
