"""A treatment plan on the Medicines page and on Today: where we are, delays, the next cycle."""

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton

from caregiver.domain.appointments import AppointmentKind
from caregiver.domain.medications import Place
from tests.builders import (
    a_line,
    a_medication,
    a_regimen,
    a_regimen_cycle,
    a_schedule,
    an_appointment,
)
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.pages.medications.regimen_head import RegimenHead
from ui.pages.medications.strip import CycleStrip
from ui.theme import look
from ui.widgets.buttons import MenuButton

MARCH_15, MARCH_29 = date(2027, 3, 15), date(2027, 3, 29)


def fill(app, *records):
    with app.file.change("filled") as work:
        for record in records:
            work.save(record)


@pytest.fixture
def plan(caregiver_app):
    """DPd since January 4: on March 15 it is day 15 of cycle 3, compared in January."""
    line = a_line()
    regimen = a_regimen(line, lab_days=(1, 15), confirmed_on=date(2027, 1, 4), template="dpd")
    cycle = a_regimen_cycle(regimen)
    fill(caregiver_app, line, regimen, cycle)
    for name, place, phases in (
        ("Daratumumab", Place.HOSPITAL, [((1, 8, 15, 22), 1, 2), ((1, 15), 3, 6), ((1,), 7, None)]),
        ("Pomalidomide", Place.HOME, [(tuple(range(1, 22)), 1, None)]),
    ):
        medication = a_medication(name=name, strength="", treats_myeloma=True, place=place)
        fill(caregiver_app, medication)
        for days, first, last in phases:
            fill(caregiver_app, a_schedule(
                medication, times=(), cycle_days=days, regimen_id=regimen.id,
                cycles_from=first, cycles_to=last, first_on=date(2027, 1, 4),
            ))  # fmt: skip
    return regimen


def click(qtbot, find, root, name):
    qtbot.mouseClick(find(root, name, QPushButton), Qt.MouseButton.LeftButton)


def write(find, root, **texts):
    for name, text in texts.items():
        find(root, name, QLineEdit).setText(text)


def words(root):
    QApplication.processEvents()
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def choose(find, root, entry):
    """Choose an entry of the menu "More"."""
    menu = find(root, "plan_more", MenuButton).menu_entries()
    next(one for one in menu.actions() if one.objectName() == entry).trigger()


def where(app, day=None):
    return app.regimens.card(app.regimens.all()[0].id, day).where


def test_the_card_says_where_we_are(page, plan, find):
    medications = page("medications")
    head = medications.findChild(RegimenHead)
    assert head.place.spoken() == "Line 3 since January 4, 2027 · Cycle 3, day 15 of 28"
    assert find(head, "strip_cycle", QLabel).text() == "Cycle 3: March 1 to March 28"
    spoken = head.strip.accessibleName()
    assert "Daratumumab (at the hospital): days 1, 15" in spoken
    assert "Pomalidomide: days 1 to 21" in spoken
    assert "Blood test: days 1, 15" in spoken
    assert "Rest days: 22 to 28" in spoken
    assert "In a box: given at the hospital." in find(head, "strip_legend", QLabel).text()
    told = find(head, "strip_day", QLabel).text()
    assert told.startswith("Monday, March 15, day 15: Daratumumab (at the hospital), Pomalidomide")


def test_arrow_keys_tell_the_days(qtbot, page, plan, find):
    head = page("medications").findChild(RegimenHead)
    qtbot.keyClick(head.strip, Qt.Key.Key_End)
    assert find(head, "strip_day", QLabel).text() == "Sunday, March 28, day 28: rest day"
    qtbot.keyClick(head.strip, Qt.Key.Key_Home)
    qtbot.keyClick(head.strip, Qt.Key.Key_Right)
    assert head.strip.accessibleDescription() == "Tuesday, March 2, day 2: Pomalidomide"


def test_a_click_on_a_day_tells_it(qtbot, page, plan, find):
    head = page("medications").findChild(RegimenHead)
    strip = head.strip
    QApplication.processEvents()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 4, 30))
    assert "March 28" in find(head, "strip_day", QLabel).text()


def test_the_strip_turns_to_other_cycles_and_back(qtbot, page, plan, find):
    head = page("medications").findChild(RegimenHead)
    click(qtbot, find, head, "cycle_after")
    assert find(head, "strip_cycle", QLabel).text() == "Cycle 4: March 29 to April 25, by the plan"
    assert "Today is day" not in head.strip.accessibleName()
    for _ in range(3):
        click(qtbot, find, head, "cycle_before")
    assert find(head, "strip_cycle", QLabel).text() == "Cycle 1: January 4 to January 31"
    assert "Daratumumab (at the hospital): days 1, 8, 15, 22" in head.strip.accessibleName()
    assert not find(head, "cycle_before").isEnabled()
    click(qtbot, find, head, "cycle_now")
    assert find(head, "strip_cycle", QLabel).text() == "Cycle 3: March 1 to March 28"


@pytest.mark.parametrize("typed", ["2.5", "0", "-3", "a week"])
def test_a_delay_is_a_whole_number_of_days(qtbot, page, plan, window, find, caregiver_app, typed):
    head = page("medications").findChild(RegimenHead)
    click(qtbot, find, head, "delay_plan")
    click(qtbot, find, window, "delay_way_0")
    write(find, window, delay_days=typed)
    click(qtbot, find, window, "delay_form_save")
    assert "Please write a whole number, like 7." in words(window)
    assert where(caregiver_app, date(2027, 3, 22)).day == 22


def test_a_delay_shows_what_moves_before_it_is_saved(
    qtbot, page, plan, window, find, caregiver_app
):
    head = page("medications").findChild(RegimenHead)
    click(qtbot, find, head, "delay_plan")
    click(qtbot, find, window, "delay_way_0")
    write(find, window, delay_days="7", delay_reason="Blood counts low", delay_told_by="Nurse Lee")
    preview = find(window, "delay_preview", QLabel).text()
    assert preview == (
        "Day 15 moves from March 15 to March 22; cycle 4 begins April 5 instead of March 29."
    )
    click(qtbot, find, window, "delay_form_save")
    assert where(caregiver_app, date(2027, 3, 22)).day == 15
    shown = words(page("medications"))
    assert "Paused from March 15 to March 21: Blood counts low, said Nurse Lee" in shown
    assert "Striped: paused." in shown
    caregiver_app.undo()
    assert where(caregiver_app).day == 15


def test_in_the_rest_days_a_delay_begins_with_the_next_cycle(page, plan, window, find, clock):
    clock.advance(days=9)
    page("medications", "delay")
    assert find(window, "delay_from", QLineEdit).text() == "March 29, 2027"
    find(window, "delay_way_0", QPushButton).click()
    write(find, window, delay_days="7")
    preview = find(window, "delay_preview", QLabel).text()
    assert preview == "Cycle 4 begins April 5 instead of March 29."


def test_a_delay_asks_how_long(qtbot, page, plan, window, find, caregiver_app):
    page("medications", "delay")
    click(qtbot, find, window, "delay_form_save")
    assert "Please choose one of the two." in words(window)
    click(qtbot, find, window, "delay_way_0")
    click(qtbot, find, window, "delay_form_save")
    assert "Please give the number of days." in words(window)
    assert not where(caregiver_app).is_paused


def test_appointments_move_only_when_ticked(qtbot, page, plan, window, find, caregiver_app):
    visits = [
        an_appointment(title=title, sort=AppointmentKind.INFUSION,
                       starts=datetime.combine(day, time(10)), ends=None)
        for title, day in (("Daratumumab", MARCH_15), ("Daratumumab", MARCH_29))
    ]  # fmt: skip
    fill(caregiver_app, *visits)
    page("medications", "delay")
    click(qtbot, find, window, "delay_way_0")
    write(find, window, delay_days="7")
    boxes = [find(window, f"delay_visit_{number}", QCheckBox) for number in range(2)]
    assert [box.isChecked() for box in boxes] == [False, False]
    assert boxes[0].text() == "Mon, Mar 15 to Mon, Mar 22"
    boxes[0].setChecked(True)
    click(qtbot, find, window, "delay_form_save")
    days = [caregiver_app.appointments.get(one.id).starts.date() for one in visits]
    assert days == [date(2027, 3, 22), MARCH_29]
    caregiver_app.undo()
    assert caregiver_app.appointments.get(visits[0].id).starts.date() == MARCH_15
    assert where(caregiver_app).day == 15


def test_two_dates_of_one_series_move_together(qtbot, page, plan, window, find, caregiver_app):
    series = an_appointment(title="Daratumumab", sort=AppointmentKind.INFUSION, ends=None,
                            starts=datetime(2027, 3, 15, 10),
                            rule="FREQ=WEEKLY;INTERVAL=2")  # fmt: skip
    fill(caregiver_app, series)
    page("medications", "delay")
    click(qtbot, find, window, "delay_way_0")
    write(find, window, delay_days="7")
    for number in range(2):
        find(window, f"delay_visit_{number}", QCheckBox).setChecked(True)
    click(qtbot, find, window, "delay_form_save")
    found = caregiver_app.appointments.occurrences(MARCH_15, date(2027, 4, 11))
    assert [one.day for one in found] == [date(2027, 3, 22), date(2027, 4, 5)]


def test_until_they_call_and_then_it_goes_on(qtbot, page, plan, window, find, caregiver_app, clock):
    page("medications", "delay")
    click(qtbot, find, window, "delay_way_1")
    assert find(window, "delay_preview", QLabel).text() == (
        "From Monday, March 15 on nothing is planned until you note when it goes on."
    )
    write(find, window, delay_reason="low counts", delay_told_by="Nurse Lee")
    click(qtbot, find, window, "delay_form_save")
    clock.advance(days=10)
    medications = page("medications")
    medications.time_passed()
    assert "Paused since March 15: low counts, said Nurse Lee" in words(medications)
    click(qtbot, find, medications, "go_on")
    assert find(window, "go_on_preview", QLabel).text() == (
        "Thursday, March 25 is Cycle 3, day 15 of 28. Cycle 4 begins April 8 by the plan."
    )
    click(qtbot, find, window, "go_on_form_save")
    assert where(caregiver_app).day == 15
    assert not where(caregiver_app).is_paused


def test_a_pause_noted_by_mistake_is_taken_out(qtbot, page, plan, window, find, caregiver_app):
    caregiver_app.regimens.delay(plan.id, MARCH_15, None)
    page("medications", "go_on")
    click(qtbot, find, window, "go_on_no_pause")
    assert (where(caregiver_app).day, where(caregiver_app).is_paused) == (15, False)


def test_the_next_cycle_is_prepared_and_its_day_1_noted(
    qtbot, page, plan, window, find, caregiver_app
):
    head = page("medications").findChild(RegimenHead)
    click(qtbot, find, head, "next_cycle")
    assert find(window, "next_planned", QLabel).text() == "By the plan it begins Monday, March 29."
    assert "Mon, Apr 12" in words(window)
    write(find, window, next_day_one="March 31")
    assert "Wed, Apr 14" in words(window)
    click(qtbot, find, window, "next_cycle_form_save")
    found = where(caregiver_app, date(2027, 3, 31))
    assert (found.cycle, found.day) == (4, 1)


def test_hospital_and_blood_test_days_become_appointments(
    qtbot, page, plan, window, find, caregiver_app
):
    head = page("medications").findChild(RegimenHead)
    click(qtbot, find, head, "cycle_after")
    choose(find, head, "book_days")
    write(find, window, book_time_1="10:30 am")
    find(window, "book_2", QCheckBox).setChecked(False)
    click(qtbot, find, window, "book_form_save")
    booked = sorted(caregiver_app.appointments.all(), key=lambda one: (one.starts, one.title))
    assert [(one.title, one.starts, one.all_day) for one in booked] == [
        ("Blood test", datetime(2027, 3, 29), True),
        ("Treatment: Daratumumab", datetime(2027, 3, 29, 10, 30), False),
        ("Treatment: Daratumumab", datetime(2027, 4, 12), True),
    ]


def test_the_days_of_one_medicine_change_from_a_cycle_on(
    qtbot, page, plan, window, find, caregiver_app
):
    head = page("medications").findChild(RegimenHead)
    pomalidomide = next(r for r in head.card.rows if r.medication.name == "Pomalidomide")
    choose(find, head, f"change_{pomalidomide.medication.id}")
    write(find, window, change_from_cycle="4", change_from_day="1", phase_0_days="1-14",
          change_phases_reason="Tired", change_phases_told_by="Dr. Okafor")  # fmt: skip
    click(qtbot, find, window, "change_phases_form_save")
    rows = {
        day: {row.medication.name: row.days for row in caregiver_app.regimens.card(
            plan.id, day).rows}["Pomalidomide"]
        for day in (MARCH_15, MARCH_29)
    }  # fmt: skip
    assert rows == {MARCH_15: frozenset(range(1, 22)), MARCH_29: frozenset(range(1, 15))}


def test_blood_test_days_are_changed(qtbot, page, plan, window, find, caregiver_app):
    choose(find, page("medications"), "edit_plan")
    write(find, window, edit_plan_labs="1, 8, 15, 22")
    click(qtbot, find, window, "edit_plan_form_save")
    assert caregiver_app.regimens.get(plan.id).lab_days == (1, 8, 15, 22)


def test_stopping_a_plan_leaves_out_what_is_not_ticked(
    qtbot, page, plan, window, find, caregiver_app
):
    choose(find, page("medications"), "stop_plan")
    find(window, "stop_plan_1", QCheckBox).setChecked(False)
    write(find, window, stop_plan_reason="New treatment", stop_plan_told_by="Dr. Okafor")
    click(qtbot, find, window, "stop_plan_form_save")
    assert caregiver_app.regimens.get(plan.id).stopped_on == MARCH_15
    stopped = {
        one.medication.name: one.medication.stopped_on
        for one in caregiver_app.medications.entries()
    }
    assert stopped["Pomalidomide"] is None
    caregiver_app.undo()
    assert caregiver_app.regimens.get(plan.id).stopped_on is None


def test_a_plan_nobody_compared_says_so(qtbot, page, find, caregiver_app):
    line = a_line()
    regimen = a_regimen(line, confirmed_on=None)
    fill(caregiver_app, line, regimen, a_regimen_cycle(regimen))
    medications = page("medications")
    assert "Nobody has noted yet that every day was compared" in words(medications)
    click(qtbot, find, medications, "confirm_plan")
    assert caregiver_app.regimens.get(regimen.id).confirmed_on == MARCH_15
    assert "Nobody has noted yet" not in words(medications)


def test_a_supportive_plan_is_one_line(qtbot, page, window, find, caregiver_app):
    bone = a_regimen(None, name="Denosumab every 4 weeks", confirmed_on=MARCH_15)
    medication = a_medication(name="Denosumab", place=Place.HOSPITAL)
    schedule = a_schedule(medication, times=(), cycle_days=(1,), regimen_id=bone.id)
    fill(caregiver_app, bone, a_regimen_cycle(bone), medication, schedule)
    medications = page("medications")
    assert "Denosumab every 4 weeks\nNext: Monday, March 29" in words(medications)
    assert medications.findChild(CycleStrip) is None
    click(qtbot, find, medications, f"delay_{bone.id}")
    assert find(window, "delay_from", QLineEdit).text() == "March 29, 2027"


def test_today_asks_two_days_before_a_cycle_begins(qtbot, page, plan, find, caregiver_app, clock):
    assert not find(page("today"), "cycle_notice").isVisible()
    clock.advance(days=12)
    today = page("today")
    today.time_passed()
    assert "Cycle 4 begins Monday, March 29 by the plan." in words(today)
    click(qtbot, find, today, "cycle_began")
    card = caregiver_app.regimens.card(plan.id, MARCH_29)
    assert (card.cycle.number, card.is_cycle_noted) == (4, True)
    assert "by the plan" not in words(today)


def test_today_leads_to_the_delay_of_the_next_cycle(
    qtbot, page, plan, window, find, caregiver_app, clock
):
    clock.advance(days=14)
    today = page("today")
    today.time_passed()
    assert "Cycle 4 begins today by the plan." in words(today)
    click(qtbot, find, today, "cycle_delayed")
    assert find(window, "delay_from", QLineEdit).text() == "March 29, 2027"
    click(qtbot, find, window, "delay_way_1")
    click(qtbot, find, window, "delay_form_save")
    assert "DPd: Paused since March 29" in words(page("today"))
    click(qtbot, find, page("today"), "plan_goes_on")
    assert find(window, "go_on_from", QLineEdit).text() == "March 29, 2027"


@pytest.mark.parametrize("text_size", [100, 200])
def test_the_card_and_its_forms_are_spoken_and_uncut(shown, page, plan, window, find, text_size):
    shown("light", text_size)
    medications = page("medications")
    assert_accessible(medications)
    assert_not_clipped(medications)
    head = medications.findChild(RegimenHead)
    forms = ("book_days", "edit_plan", "stop_plan", f"change_{head.card.rows[0].medication.id}")
    pane = find(window, "details_pane")
    for target in ("delay", "next_cycle"):
        page("medications", target)
        assert_accessible(pane)
        assert_not_clipped(pane)
    for entry in forms:
        choose(find, medications, entry)
        assert_accessible(pane)
        assert_not_clipped(pane)


def test_days_of_a_cycle_that_is_over_are_filled(qtbot, page, plan, find):
    head = page("medications").findChild(RegimenHead)

    def ink():
        """Return how much of the picture is in the color of the marks."""
        picture = head.strip.grab().toImage()
        color = look().color("chart_1").rgb()
        return sum(
            picture.pixel(x, y) == color
            for x in range(0, picture.width(), 2)
            for y in range(0, picture.height(), 2)
        )

    click(qtbot, find, head, "cycle_after")
    to_come = ink()
    for _ in range(2):
        click(qtbot, find, head, "cycle_before")
    assert ink() > 2 * to_come


def test_days_between_two_weekly_doses_are_no_rest_days(page, find, caregiver_app):
    line = a_line()
    regimen = a_regimen(line, confirmed_on=MARCH_15)
    medication = a_medication(name="Teclistamab", treats_myeloma=True, place=Place.HOSPITAL)
    schedule = a_schedule(
        medication, times=(), cycle_days=(1, 8, 15, 22), regimen_id=regimen.id, first_on=None
    )
    fill(caregiver_app, line, regimen, a_regimen_cycle(regimen), medication, schedule)
    head = page("medications").findChild(RegimenHead)
    assert "Rest days" not in head.strip.accessibleName()
    assert "Shaded" not in find(head, "strip_legend", QLabel).text()
