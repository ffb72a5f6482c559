"""Holds, several days at once and doses that follow others, in the real window."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from caregiver.domain.doses import DoseStatus
from caregiver.domain.medications import Place
from tests.builders import (
    MONDAY,
    a_hold,
    a_line,
    a_medication,
    a_regimen,
    a_regimen_cycle,
    a_schedule,
)
from tests.ui.audit import assert_accessible, assert_not_clipped

YESTERDAY = MONDAY - timedelta(days=1)


def fill(app, *records):
    with app.file.change("filled") as work:
        for record in records:
            work.save(record)


@pytest.fixture
def acyclovir(caregiver_app):
    medication = a_medication()
    fill(caregiver_app, medication, a_schedule(medication))
    return medication


def click(qtbot, find, root, name):
    qtbot.mouseClick(find(root, name, QPushButton), Qt.MouseButton.LeftButton)


def words(root):
    QApplication.processEvents()
    shown = (label.text() for label in root.findChildren(QLabel) if label.isVisible())
    return " ".join(shown).replace("\N{NO-BREAK SPACE}", " ")


def press(qtbot, widget, key):
    widget.setFocus()
    qtbot.keyClick(widget, key)


# Held by the clinic


def test_a_medicine_is_held_in_three_clicks(qtbot, page, find, window, acyclovir, caregiver_app):
    medicines = page("medications")
    qtbot.mouseClick(find(medicines, f"medicine_{acyclovir.id}"), Qt.MouseButton.LeftButton)
    click(qtbot, find, window, "hold_medicine")
    find(window, "hold_reason", QLineEdit).setText("low platelets")
    find(window, "hold_told_by", QLineEdit).setText("Nurse Lee")
    click(qtbot, find, window, "hold_form_save")
    (hold,) = caregiver_app.holds.current()
    assert (hold.first_on, hold.last_on) == (MONDAY, None)
    assert (hold.reason, hold.told_by) == ("low platelets", "Nurse Lee")
    row = find(medicines, f"medicine_{acyclovir.id}")
    assert "Held since Mar 15" in words(row)
    details = find(window, "medicine_details")
    assert "Held since Mar 15: low platelets (Nurse Lee)" in words(details)
    assert caregiver_app.undo_label() == "medicine held"


def test_it_goes_on_with_one_click_and_the_history_keeps_the_hold(
    qtbot, page, find, window, acyclovir, caregiver_app
):
    hold = a_hold(acyclovir, first_on=date(2027, 3, 3), reason="low platelets",
                  told_by="Nurse Lee")  # fmt: skip
    fill(caregiver_app, hold)
    page("medications", acyclovir.id)
    click(qtbot, find, window, "goes_on_0")
    assert caregiver_app.holds.current() == ()
    details = find(window, "medicine_details")
    assert "Held Mar 3 to Mar 14: low platelets (Nurse Lee)" in words(details)
    assert details.findChild(QPushButton, "goes_on_0") is None


def test_another_day_to_go_on_is_asked_for(qtbot, page, find, window, acyclovir, caregiver_app):
    fill(caregiver_app, a_hold(acyclovir, first_on=YESTERDAY))
    page("medications", acyclovir.id)
    click(qtbot, find, window, "goes_on_other_0")
    find(window, "go_on_day", QLineEdit).setText("March 20")
    click(qtbot, find, window, "go_on_form_save")
    assert [one.last_on for one in caregiver_app.holds.of(acyclovir.id)] == [date(2027, 3, 19)]


def test_a_hold_is_corrected_or_taken_back(qtbot, page, find, window, acyclovir, caregiver_app):
    fill(caregiver_app, a_hold(acyclovir, first_on=YESTERDAY))
    page("medications", acyclovir.id)
    click(qtbot, find, window, "change_hold_0")
    find(window, "hold_last_on", QLineEdit).setText("March 13")
    click(qtbot, find, window, "hold_form_save")
    assert "The end is before the start." in words(find(window, "hold_form"))
    find(window, "hold_last_on", QLineEdit).setText("March 18")
    click(qtbot, find, window, "hold_form_save")
    assert [one.last_on for one in caregiver_app.holds.of(acyclovir.id)] == [date(2027, 3, 18)]
    click(qtbot, find, window, "change_hold_0")
    click(qtbot, find, window, "hold_remove")
    assert caregiver_app.holds.of(acyclovir.id) == ()


def test_today_shows_a_held_medicine_once_and_asks_for_nothing(
    qtbot, page, find, window, acyclovir, caregiver_app
):
    fill(caregiver_app, a_hold(acyclovir, reason="low platelets"))
    today = page("today")
    row = find(today, "held_0")
    assert "Held by the clinic: low platelets" in words(row)
    assert "Held by the clinic" in row.accessibleName()
    assert today.findChild(QWidget, "held_1") is None
    assert today.findChild(QWidget, "due_0") is None
    press(qtbot, row, Qt.Key.Key_Space)
    assert caregiver_app.doses.on()[0].dose is None
    click(qtbot, find, today, "held_0_anyway")
    form = find(window, "dose_form")
    assert "The clinic holds this medicine on that day." in words(form)
    click(qtbot, find, window, "dose_form_save")
    assert caregiver_app.doses.on()[0].dose.status is DoseStatus.TAKEN


def test_all_medicines_of_a_plan_are_held_at_once(qtbot, page, find, window, caregiver_app):
    line = a_line()
    regimen = a_regimen(line)
    fill(caregiver_app, line, regimen, a_regimen_cycle(regimen))
    for name in ("Pomalidomide", "Dexamethasone"):
        medication = a_medication(name=name, treats_myeloma=True)
        schedule = a_schedule(medication, regimen_id=regimen.id, cycle_days=(1, 8, 15))
        fill(caregiver_app, medication, schedule)
    medicines = page("medications")
    menu = find(medicines, "plan_more", QPushButton).menu_entries()
    next(one for one in menu.actions() if one.objectName() == "hold_plan").trigger()
    find(window, "hold_reason", QLineEdit).setText("infection")
    click(qtbot, find, window, "hold_form_save")
    assert [one.reason for one in caregiver_app.holds.current()] == ["infection"] * 2
    caregiver_app.undo()
    assert caregiver_app.holds.current() == ()


# The hospital


def test_one_click_says_that_the_hospital_gave_it(qtbot, page, find, caregiver_app):
    medication = a_medication(name="Daratumumab", place=Place.HOSPITAL)
    schedule = a_schedule(medication, times=(time(11, 30),), weekdays=(0,))
    fill(caregiver_app, medication, schedule)
    today = page("today")
    click(qtbot, find, today, "hospital_0_taken")
    (entry,) = caregiver_app.doses.for_medication(medication.id, MONDAY, MONDAY)
    assert entry.dose.status is DoseStatus.TAKEN
    assert "Given 8:00 AM" in words(find(today, "hospital_0"))


# Several days at once


def test_several_days_are_filled_in_with_one_step(
    qtbot, page, find, window, acyclovir, caregiver_app
):
    page("medications", acyclovir.id)
    click(qtbot, find, window, "log_fill")
    find(window, "fill_first", QLineEdit).setText("March 1")
    find(window, "fill_last", QLineEdit).setText("March 5")
    assert "10 doses in these days are not recorded." in words(window)
    click(qtbot, find, window, "fill_taken")
    counts = caregiver_app.doses.counts(acyclovir.id, date(2027, 3, 1), date(2027, 3, 5))
    assert counts.taken == 10
    assert "10 of 29 recorded as taken, 19 not recorded" in words(window)
    caregiver_app.undo()
    assert caregiver_app.doses.counts(acyclovir.id, date(2027, 3, 1), MONDAY).taken == 0


def test_days_the_wrong_way_round_have_nothing_to_fill(
    qtbot, page, find, window, acyclovir, caregiver_app
):
    page("medications", acyclovir.id)
    click(qtbot, find, window, "log_fill")
    find(window, "fill_first", QLineEdit).setText("March 5")
    find(window, "fill_last", QLineEdit).setText("March 1")
    assert not find(window, "fill_taken", QPushButton).isEnabled()
    click(qtbot, find, window, "fill_cancel")
    assert window.findChild(QWidget, "fill_taken") is None


def test_the_record_is_told_cycle_by_cycle(page, find, window, caregiver_app):
    line = a_line()
    regimen = a_regimen(line)
    medication = a_medication(name="Pomalidomide", treats_myeloma=True)
    schedule = a_schedule(medication, times=(time(7),), regimen_id=regimen.id,
                          cycle_days=tuple(range(1, 22)))  # fmt: skip
    fill(caregiver_app, line, regimen, a_regimen_cycle(regimen), medication, schedule)
    first, last = date(2027, 1, 4), date(2027, 1, 23)
    caregiver_app.doses.take_all(caregiver_app.doses.to_fill(medication.id, first, last))
    page("medications", medication.id)
    shown = words(find(window, "medicine_details"))
    assert "Cycle 1, Jan 4 to Jan 31" in shown
    assert "20 of 21 recorded as taken, 1 not recorded" in shown
    assert "Cycle 3, Mar 1 to today" in shown
    assert "%" not in shown


# Doses that follow others, windows, limits


def test_a_dose_that_follows_says_after_which_and_when(qtbot, page, find, caregiver_app):
    first, then = a_medication(name="Levothyroxine"), a_medication(name="Calcium")
    fill(caregiver_app, first, then, a_schedule(first, times=(time(7),), window_minutes=90),
         a_schedule(then, times=(), after_medication_id=first.id, after_minutes=60))  # fmt: skip
    entry = caregiver_app.doses.on()[0]
    caregiver_app.doses.take(entry, datetime(2027, 3, 15, 11, 10, tzinfo=UTC))
    today = page("today")
    assert "7:00 AM to 8:30 AM" in words(find(today, "due_0"))
    shown = words(find(today, "due_1"))
    assert "8:10 AM, 1 hour after Levothyroxine (7:10 AM)" in shown


def test_a_limit_is_said_in_the_form_before_saving(qtbot, page, find, window, caregiver_app):
    medication = a_medication()
    schedule = a_schedule(medication, as_needed=True, times=(), least_gap_hours=6)
    fill(caregiver_app, medication, schedule)
    caregiver_app.doses.give(medication, schedule, datetime(2027, 3, 15, 3, tzinfo=UTC))
    page("medications", medication.id)
    click(qtbot, find, window, "log_add")
    form = find(window, "dose_form")
    assert "at least 6 hours apart" not in words(form)
    find(window, "dose_given_time", QLineEdit).setText("4:30 AM")
    assert "at least 6 hours apart" in words(form)
    find(window, "dose_given_time", QLineEdit).setText("7:00 AM")
    assert "at least 6 hours apart" not in words(form)


def test_the_window_says_whether_another_time_is_late(qtbot, page, find, window, caregiver_app):
    medication = a_medication()
    fill(caregiver_app, medication, a_schedule(medication, times=(time(6),), window_minutes=60))
    page("medications", medication.id)
    press(qtbot, find(window, "log_0"), Qt.Key.Key_Return)
    find(window, "dose_given_time", QLineEdit).setText("6:30 AM")
    find(window, "dose_given_by", QLineEdit).setText("Ben")
    click(qtbot, find, window, "dose_form_save")
    dose = caregiver_app.doses.on()[0].dose
    assert (dose.status, dose.given_by) == (DoseStatus.TAKEN, "Ben")
    press(qtbot, find(window, "log_0"), Qt.Key.Key_Return)
    find(window, "dose_given_time", QLineEdit).setText("7:30 AM")
    click(qtbot, find, window, "dose_form_save")
    assert caregiver_app.doses.on()[0].dose.status is DoseStatus.LATE


@pytest.mark.parametrize("text_size", [100, 200])
def test_holds_have_names_and_room(
    qtbot, page, find, window, shown, acyclovir, caregiver_app, text_size
):
    hospital = a_medication(name="Daratumumab", place=Place.HOSPITAL)
    fill(caregiver_app, a_hold(acyclovir, first_on=YESTERDAY, reason="low platelets",
                               told_by="Nurse Lee"),
         hospital, a_schedule(hospital, times=(time(11),)))  # fmt: skip
    shown("dark", text_size)
    assert_accessible(page("today"))
    assert_not_clipped(page("today"))
    page("medications", acyclovir.id)
    click(qtbot, find, window, "log_fill")
    for _ in range(2):
        QApplication.processEvents()
        assert_accessible(find(window, "details_pane"))
        assert_not_clipped(find(window, "details_pane"))
        if window.findChild(QPushButton, "change_hold_0") is not None:
            click(qtbot, find, window, "change_hold_0")
