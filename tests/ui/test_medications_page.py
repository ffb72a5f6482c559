"""Medicines in the real window: the list, adding, changing, stopping, and the log."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from caregiver.domain.doses import DoseStatus
from caregiver.domain.medications import Place, Schedule
from tests.builders import MONDAY, a_cycle, a_dose, a_line, a_medication, a_schedule
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


@pytest.fixture
def treatment(caregiver_app):
    """Three myeloma medicines in cycle 3, day 15."""
    line = a_line(name="Dara-Pom-Dex")
    fill(caregiver_app, line, a_cycle(line))
    for name, fields in (
        ("Daratumumab", {"times": (), "cycle_days": (1, 15)}),
        ("Pomalidomide", {"cycle_days": tuple(range(1, 22))}),
        ("Dexamethasone", {"weekdays": (0,)}),
    ):
        place = Place.HOSPITAL if name == "Daratumumab" else Place.HOME
        medication = a_medication(name=name, treats_myeloma=True, place=place)
        fill(caregiver_app, medication, a_schedule(medication, **fields))


def click(qtbot, find, root, name):
    qtbot.mouseClick(find(root, name, QPushButton), Qt.MouseButton.LeftButton)


def write(find, root, **texts):
    for name, text in texts.items():
        find(root, f"medicine_{name}", QLineEdit).setText(text)


def words(root):
    QApplication.processEvents()
    return " ".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def test_an_empty_list_says_where_to_begin(page, find):
    sentence = find(page("medications"), "empty_sentence", QLabel).text()
    assert sentence == "Start from the boxes: one line for each box."


def test_the_list_is_in_piles_with_what_changed(page, caregiver_app, acyclovir, find):
    changed = Schedule(amount=Decimal(2), unit="tablet", times=(time(8),))
    caregiver_app.medications.change_dose(acyclovir, changed, date(2027, 3, 9))
    apixaban = a_medication(name="Apixaban", started_on=date(2027, 3, 1))
    fill(caregiver_app, apixaban, a_schedule(apixaban, first_on=date(2027, 3, 1)))
    shown = words(page("medications"))
    assert "Every day" in shown
    assert "Changed March 9: was 1\xa0tablet" in shown
    assert "New since March 1" in shown


def test_the_strip_says_the_days_aloud(page, treatment, find):
    medications = page("medications")
    spoken = find(medications, "cycle_strip").accessibleName()
    assert "Pomalidomide: days 1 to 21" in spoken
    assert "Dexamethasone: days 1, 8, 15, 22" in spoken
    assert "Today is day 15" in spoken
    assert "day 15 of 28 today" in words(medications)


def test_adding_days_1_to_21_by_typing(qtbot, page, window, find, caregiver_app):
    page("medications").new()
    write(find, window, name="Lenalidomide", strength="15 mg", amount="1", unit="capsule")
    click(qtbot, find, window, "medicine_pattern_2")
    write(find, window, cycle_days="1-21", times="9:30 pm")
    sentence = find(window, "schedule_sentence", QLabel).text()
    assert sentence == (
        "Lenalidomide 15\xa0mg: 1\xa0capsule at 9:30\xa0PM on days 1 to 21 of the cycle."
    )
    click(qtbot, find, window, "medicine_form_save")
    (entry,) = caregiver_app.medications.entries()
    (schedule,) = entry.schedules
    assert (entry.medication.name, entry.medication.strength) == ("Lenalidomide", "15 mg")
    assert schedule.cycle_days == tuple(range(1, 22))
    assert schedule.times == (time(21, 30),)


def test_adding_mondays_only(qtbot, page, window, find, caregiver_app):
    page("medications").new()
    write(find, window, name="Dexamethasone", strength="20 mg", amount="1", unit="tablet")
    click(qtbot, find, window, "medicine_pattern_1")
    click(qtbot, find, window, "medicine_weekdays_0")
    write(find, window, times="8")
    assert "every Monday" in find(window, "schedule_sentence", QLabel).text()
    click(qtbot, find, window, "medicine_form_save")
    assert caregiver_app.medications.entries()[0].schedules[0].weekdays == (0,)


def test_nothing_is_chosen_for_the_person(qtbot, page, window, find, caregiver_app):
    page("medications").new()
    for name in ("strength", "amount", "unit", "times"):
        assert find(window, f"medicine_{name}", QLineEdit).text() == ""
    write(find, window, name="Acyclovir")
    click(qtbot, find, window, "medicine_form_save")
    assert "Please choose when it is taken." in words(window)
    assert caregiver_app.medications.entries() == ()


def test_when_needed_keeps_the_most_and_the_gap(qtbot, page, window, find, caregiver_app):
    page("medications").new()
    write(find, window, name="Ondansetron", amount="4", unit="mg")
    click(qtbot, find, window, "medicine_pattern_3")
    write(find, window, most="3", gap="8")
    click(qtbot, find, window, "medicine_form_save")
    (schedule,) = caregiver_app.medications.entries()[0].schedules
    assert (schedule.as_needed, schedule.most_per_day, schedule.least_gap_hours) == (True, 3, 8)


def test_a_name_is_offered_and_never_taken_by_itself(qtbot, page, window, find, caregiver_app):
    page("medications").new()
    write(find, window, name="lenalidomid")
    assert find(window, "suggestion_0", QPushButton).text() == "Lenalidomide"
    assert find(window, "medicine_name", QLineEdit).text() == "lenalidomid"
    click(qtbot, find, window, "suggestion_0")
    assert find(window, "medicine_name", QLineEdit).text() == "Lenalidomide"


def test_the_same_ingredient_twice_is_said(page, window, find, caregiver_app):
    fill(caregiver_app, a_medication(name="Revlimid"))
    page("medications").new()
    write(find, window, name="lenalidomide")
    assert "Revlimid" in find(window, "medicine_twin", QLabel).text()
    assert find(window, "medicine_twin").isVisible()


def test_unsafe_writing_is_shown_in_its_safe_form(page, window, find):
    page("medications").new()
    write(find, window, strength="5.0 mg")
    echo = find(window, "medicine_strength_echo", QLabel)
    assert echo.text().startswith("5\xa0mg. ")
    assert echo.isVisible()


def test_times_that_cannot_be_read_stay_in_the_form(qtbot, page, window, find, caregiver_app):
    page("medications").new()
    write(find, window, name="Acyclovir")
    click(qtbot, find, window, "medicine_pattern_0")
    write(find, window, times="sometimes")
    click(qtbot, find, window, "medicine_form_save")
    assert find(window, "medicine_times_problem", QLabel).isVisible()
    assert caregiver_app.medications.entries() == ()


def test_changing_a_dose_keeps_what_was_given(qtbot, page, window, find, caregiver_app, acyclovir):
    caregiver_app.doses.take(caregiver_app.doses.on(YESTERDAY)[0])
    page("medications", acyclovir.id)
    click(qtbot, find, window, "change_dose_0")
    write(find, window, amount="2")
    find(window, "change_told_by", QLineEdit).setText("Dr. Okafor")
    click(qtbot, find, window, "change_dose_form_save")
    assert caregiver_app.doses.on(YESTERDAY)[0].dose.amount == Decimal(1)
    assert caregiver_app.doses.on(MONDAY)[0].schedule.amount == Decimal(2)
    assert "Dr. Okafor" in words(find(window, "medicine_details"))


def test_stopping_asks_for_the_reason_and_can_be_undone(
    qtbot, page, window, find, session, caregiver_app, acyclovir
):
    page("medications", acyclovir.id)
    click(qtbot, find, window, "stop_medicine")
    find(window, "stop_reason", QLineEdit).setText("rash")
    click(qtbot, find, window, "stop_form_save")
    assert caregiver_app.medications.groups().stopped[0].medication.stop_reason == "rash"
    session.undo()
    assert caregiver_app.medications.groups().stopped == ()


def test_removing_closes_the_details(qtbot, page, window, find, caregiver_app, acyclovir):
    page("medications", acyclovir.id)
    click(qtbot, find, window, "delete_medicine")
    assert caregiver_app.medications.get(acyclovir.id) is None
    assert not find(window, "details_pane").isVisible()


def test_a_past_day_is_filled_in_from_the_log(qtbot, page, window, find, caregiver_app, acyclovir):
    page("medications", acyclovir.id)
    calendar = find(window, "dose_calendar")
    assert "8:00\xa0PM still to come" in calendar.accessibleDescription()
    qtbot.keyClick(calendar, Qt.Key.Key_Left)
    assert "Not recorded" in calendar.accessibleDescription()
    click(qtbot, find, window, "log_0_taken")
    dose = caregiver_app.doses.on(YESTERDAY)[0].dose
    assert dose.given_at == datetime(2027, 3, 14, 12, 0, tzinfo=UTC)
    assert window.focusWidget() is find(window, "log_0")
    assert "8:00\xa0AM Taken" in calendar.accessibleDescription()


def test_a_click_chooses_a_day_and_months_turn(qtbot, page, window, find, acyclovir):
    page("medications", acyclovir.id)
    click(qtbot, find, window, "log_before")
    assert find(window, "log_month", QLabel).text() == "February 2027"
    calendar = find(window, "dose_calendar")
    qtbot.mouseClick(
        calendar, Qt.MouseButton.LeftButton, pos=QPoint(calendar.width() * 3 // 14, 40)
    )
    assert find(window, "log_day", QLabel).text() == "Monday, February 1"


def test_a_note_and_the_amount_of_a_record_can_be_corrected(
    qtbot, page, window, find, caregiver_app, acyclovir
):
    fill(caregiver_app, a_dose(acyclovir, given_at=datetime(2027, 3, 15, 11, 58, tzinfo=UTC)))
    page("medications", acyclovir.id)
    click(qtbot, find, window, "log_0_change")
    find(window, "dose_amount", QLineEdit).setText("2")
    find(window, "dose_note", QPlainTextEdit).setPlainText("took two")
    click(qtbot, find, window, "dose_form_save")
    dose = caregiver_app.doses.on(MONDAY)[0].dose
    assert (dose.amount, dose.note, dose.status) == (Decimal(2), "took two", DoseStatus.TAKEN)
    assert find(window, "medicine_details").isVisible()


def test_a_mistake_in_the_name_is_corrected(qtbot, page, window, find, caregiver_app, acyclovir):
    page("medications", acyclovir.id)
    click(qtbot, find, window, "edit_medicine")
    write(find, window, name="Valacyclovir")
    click(qtbot, find, window, "medicine_form_save")
    (entry,) = caregiver_app.medications.entries()
    assert entry.medication.name == "Valacyclovir"
    assert entry.schedules[0].times == (time(8), time(20))


def test_keys_open_and_walk_the_list(qtbot, page, window, find, caregiver_app, acyclovir):
    second = a_medication(name="Zinc")
    fill(caregiver_app, second, a_schedule(second))
    medications = page("medications")
    first = medications.first_focus()
    assert window.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert window.focusWidget() is find(medications, f"medicine_{second.id}")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert "Zinc" in words(find(window, "medicine_details"))


@pytest.mark.parametrize("text_size", [100, 200])
def test_list_details_and_form_have_names_and_room(
    page, window, caregiver_app, shown, find, treatment, acyclovir, text_size
):
    fill(caregiver_app, a_dose(acyclovir))
    medications = page("medications")
    shown("light", text_size)
    for act in (
        lambda: medications.set_details(None),
        lambda: medications.open(acyclovir.id),
        medications.new,
    ):
        act()
        QApplication.processEvents()
        QApplication.processEvents()
        pane = find(window, "details_pane", QWidget)
        for part in [medications] + ([pane] if pane.isVisible() else []):
            assert_accessible(part)
            assert_not_clipped(part)


def test_closing_the_details_forgets_the_medicine(
    qtbot, page, window, find, caregiver_app, acyclovir
):
    medications = page("medications", acyclovir.id)
    row = find(medications, f"medicine_{acyclovir.id}")
    assert row.property("role") == "row_open"
    click(qtbot, find, window, "close_details")
    assert row.property("role") == "row"
    caregiver_app.doses.take(caregiver_app.doses.on(MONDAY)[0])
    assert not find(window, "details_pane").isVisible()


def test_a_draft_of_one_medicine_does_not_show_up_at_another(
    qtbot, page, window, find, caregiver_app, acyclovir
):
    second = a_medication(name="Zinc")
    fill(caregiver_app, second, a_schedule(second))
    medications = page("medications", acyclovir.id)
    click(qtbot, find, window, "change_dose_0")
    write(find, window, amount="7")
    qtbot.keyClick(find(window, "medicine_amount"), Qt.Key.Key_Escape)
    medications.open(second.id)
    click(qtbot, find, window, "change_dose_0")
    assert find(window, "medicine_amount", QLineEdit).text() == "1"
    medications.open(acyclovir.id)
    click(qtbot, find, window, "change_dose_0")
    assert find(window, "medicine_amount", QLineEdit).text() == "7"
