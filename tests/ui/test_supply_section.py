"""Supply in the real window: counting, packs, refill steps, the list, Today, and a trip."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea

from caregiver.domain.supply import SupplySort
from caregiver.domain.therapy import Cycle, Pause
from tests.builders import (
    MONDAY,
    a_line,
    a_medication,
    a_regimen,
    a_regimen_cycle,
    a_schedule,
    a_supply_entry,
)
from tests.ui.audit import assert_accessible, assert_not_clipped

WEEK = timedelta(days=7)


def fill(app, *records):
    with app.file.change("filled") as work:
        for record in records:
            work.save(record)


@pytest.fixture
def acyclovir(caregiver_app):
    """Two tablets a day, packs of 28, three days for the pharmacy."""
    medication = a_medication(pack_size=Decimal(28), delivery_days=3)
    fill(caregiver_app, medication, a_schedule(medication))
    return medication


@pytest.fixture
def pomalidomide(caregiver_app):
    """Days 1 to 21; cycle 4 begins on March 29."""
    line = a_line()
    regimen = a_regimen(line)
    medication = a_medication(name="Pomalidomide", refill_steps=("Survey",), refill_days=(7,))
    schedule = a_schedule(
        medication, unit="capsule", regimen_id=regimen.id, cycle_days=tuple(range(1, 22))
    )
    cycle = a_regimen_cycle(regimen, number=3, first_on=date(2027, 3, 1))
    fill(caregiver_app, line, regimen, cycle, medication, schedule)
    return medication


@pytest.fixture
def section(page, find, window):
    def open_for(medication):
        page("medications", medication.id)
        return find(window, "supply_section")

    return open_for


def delay_next_cycle(app):
    """Move day 1 of cycle 4 a week on."""
    with app.file.read() as reader:
        (cycle,) = reader.all(Cycle)
    fill(app, cycle.with_pause(Pause(date(2027, 3, 29), 7, "", "")))


def click(qtbot, find, root, name):
    qtbot.mouseClick(find(root, name, QPushButton), Qt.MouseButton.LeftButton)


def words(root):
    QApplication.processEvents()
    return " ".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def test_two_clicks_and_a_number_count_it(section, acyclovir, caregiver_app, qtbot, find):
    shown = section(acyclovir)
    assert "Count once, and you see here how long it lasts." in words(shown)
    click(qtbot, find, shown, "supply_count")
    amount = find(shown, "supply_amount", QLineEdit)
    qtbot.waitUntil(amount.hasFocus)
    assert "tablets" in words(shown)
    qtbot.keyClicks(amount, "24")
    qtbot.keyClick(amount, Qt.Key.Key_Return)
    assert caregiver_app.supply.state(acyclovir.id).left == 24
    told = words(shown)
    assert "24\xa0tablets left" in told
    assert "Enough through Fri, Mar 26. Order by Wed, Mar 24." in told
    assert "3 days for the pharmacy, weekends counted like other days." in told
    assert shown.findChild(QLineEdit, "supply_amount") is None
    qtbot.waitUntil(find(shown, "supply_count", QPushButton).hasFocus)


def test_two_clicks_note_a_pack(section, acyclovir, caregiver_app, qtbot, find):
    fill(caregiver_app, a_supply_entry(acyclovir, amount=Decimal(2)))
    shown = section(acyclovir)
    click(qtbot, find, shown, "supply_received")
    click(qtbot, find, shown, "supply_packs_1")
    newest = caregiver_app.supply.entries(acyclovir.id)[0]
    assert (newest.sort, newest.amount, newest.unit) == (SupplySort.RECEIVED, 28, "tablet")
    assert "Mar 15: 28\xa0tablets came in" in words(shown)


def test_the_date_on_the_pack_is_a_click_more(section, acyclovir, caregiver_app, qtbot, find):
    shown = section(acyclovir)
    click(qtbot, find, shown, "supply_count")
    click(qtbot, find, shown, "supply_add_date")
    find(shown, "supply_amount", QLineEdit).setText("30")
    find(shown, "supply_expires", QLineEdit).setText("March 20")
    click(qtbot, find, shown, "supply_save")
    assert caregiver_app.supply.state(acyclovir.id).expires_on == date(2027, 3, 20)
    assert "The date on the pack is March 20, 2027." in words(shown)


def test_what_was_lost_is_taken_out_and_back(section, acyclovir, caregiver_app, qtbot, find):
    fill(caregiver_app, a_supply_entry(acyclovir))
    shown = section(acyclovir)
    click(qtbot, find, shown, "supply_removed")
    find(shown, "supply_amount", QLineEdit).setText("5")
    click(qtbot, find, shown, "supply_save")
    assert caregiver_app.supply.state(acyclovir.id).left == 25
    entry = caregiver_app.supply.entries(acyclovir.id)[0]
    click(qtbot, find, shown, f"remove_supply_{entry.id}")
    assert caregiver_app.supply.state(acyclovir.id).left == 30


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Please write how much it is."),
        ("many", "This is not a number"),
        ("-3", "The amount must be more than 0."),
    ],
)
def test_an_amount_that_cannot_be_is_said_beside_it(
    section, acyclovir, caregiver_app, qtbot, find, typed, said
):
    shown = section(acyclovir)
    click(qtbot, find, shown, "supply_received")
    find(shown, "supply_amount", QLineEdit).setText(typed)
    click(qtbot, find, shown, "supply_save")
    assert said in words(shown)
    assert caregiver_app.supply.entries(acyclovir.id) == ()


def test_escape_closes_only_the_small_form(section, acyclovir, window, qtbot, find):
    shown = section(acyclovir)
    click(qtbot, find, shown, "supply_count")
    qtbot.keyClick(find(shown, "supply_amount", QLineEdit), Qt.Key.Key_Escape)
    assert shown.findChild(QLineEdit, "supply_amount") is None
    assert find(window, "details_pane").isVisible()


def test_what_is_typed_stays_when_something_else_changes(
    section, acyclovir, caregiver_app, qtbot, find
):
    shown = section(acyclovir)
    click(qtbot, find, shown, "supply_count")
    find(shown, "supply_amount", QLineEdit).setText("17")
    caregiver_app.supply.count(acyclovir.id, Decimal(3))
    assert find(shown, "supply_amount", QLineEdit).text() == "17"


def test_the_form_is_scrolled_into_sight(section, acyclovir, window, qtbot, find):
    shown = section(acyclovir)
    click(qtbot, find, shown, "supply_received")
    area = find(window, "details_scroll", QScrollArea)
    save = find(shown, "supply_save", QPushButton)

    def is_in_sight():
        QApplication.processEvents()
        bottom = save.mapTo(area.viewport(), save.rect().bottomLeft()).y()
        assert 0 < bottom <= area.viewport().height()

    qtbot.waitUntil(is_in_sight)


def test_a_dose_in_milligrams_asks_what_is_counted(section, caregiver_app, qtbot, find):
    medication = a_medication()
    fill(caregiver_app, medication, a_schedule(medication, amount=Decimal(400), unit="mg"))
    shown = section(medication)
    click(qtbot, find, shown, "supply_count")
    find(shown, "supply_amount", QLineEdit).setText("30")
    click(qtbot, find, shown, "supply_save")
    assert "Please add the unit." in words(shown)
    find(shown, "supply_unit", QLineEdit).setText("tablet")
    click(qtbot, find, shown, "supply_save")
    assert "The doses are not noted in tablets, so no day can be worked out." in words(shown)


def test_doses_from_the_plan_are_named(section, acyclovir, caregiver_app, clock):
    fill(caregiver_app, a_supply_entry(acyclovir, noted_at=clock.now() - 2 * timedelta(days=1)))
    told = words(section(acyclovir))
    assert "About 26\xa0tablets left" in told
    assert "4 doses since then are taken from the plan: nobody recorded them." in told


def test_the_steps_of_a_refill_become_tasks(section, pomalidomide, caregiver_app, qtbot, find):
    shown = section(pomalidomide)
    assert "Counted back from day 1 of cycle 4, Mon, Mar 29." in words(shown)
    assert "Survey · Mon, Mar 22 · not in the tasks yet" in words(shown)
    click(qtbot, find, shown, "plan_refill")
    assert [one.title for one in caregiver_app.tasks.open()] == ["Survey: Pomalidomide"]
    assert "Survey · Mon, Mar 22 · in the tasks" in words(shown)
    assert shown.findChild(QPushButton, "plan_refill") is None


def test_steps_move_with_the_cycle(section, pomalidomide, caregiver_app, qtbot, find):
    caregiver_app.supply.plan_refill(pomalidomide.id)
    (task,) = caregiver_app.tasks.open()
    delay_next_cycle(caregiver_app)
    shown = section(pomalidomide)
    assert "the task is still on Mar 22" in words(shown)
    click(qtbot, find, shown, "plan_refill")
    assert caregiver_app.tasks.get(task.id).due_on == date(2027, 3, 29)


def test_today_moves_the_steps_of_a_cycle_that_moved(
    page, pomalidomide, caregiver_app, qtbot, find
):
    caregiver_app.supply.plan_refill(pomalidomide.id)
    today = page("today")
    assert not find(today, "supply_to_order").isVisible()
    delay_next_cycle(caregiver_app)
    shown = find(today, "supply_to_order")
    assert "Pomalidomide: the refill tasks are still on the old days." in words(shown)
    click(qtbot, find, shown, f"move_refill_{pomalidomide.id}")
    assert [one.due_on for one in caregiver_app.tasks.open()] == [date(2027, 3, 29)]
    assert not shown.isVisible()


def test_pack_delivery_and_steps_are_typed_in_the_pane(
    section, acyclovir, caregiver_app, window, qtbot, find
):
    click(qtbot, find, section(acyclovir), "edit_refill")
    form = find(window, "refill_form")
    find(form, "pack_size", QLineEdit).setText("56")
    find(form, "delivery_days", QLineEdit).setText("5")
    click(qtbot, find, form, "offer_step_0")
    qtbot.waitUntil(find(form, "step_days_1", QLineEdit).hasFocus)
    click(qtbot, find, window, "refill_form_save")
    assert "Please write how many days before" in words(form)
    find(form, "step_days_1", QLineEdit).setText("7")
    click(qtbot, find, form, "add_step")
    find(form, "step_2", QLineEdit).setText("Call the pharmacy")
    find(form, "step_days_2", QLineEdit).setText("2")
    click(qtbot, find, window, "refill_form_save")
    kept = caregiver_app.medications.get(acyclovir.id)
    assert (kept.pack_size, kept.delivery_days) == (56, 5)
    assert kept.refill_steps == ("Patient survey", "Call the pharmacy")
    assert kept.refill_days == (7, 2)
    click(qtbot, find, find(window, "supply_section"), "edit_refill")
    form = find(window, "refill_form")
    click(qtbot, find, form, "remove_step_1")
    click(qtbot, find, window, "refill_form_save")
    assert caregiver_app.medications.get(acyclovir.id).refill_steps == ("Call the pharmacy",)


@pytest.mark.parametrize("typed", ["2.5", "-1", "500"])
def test_days_that_cannot_be_are_refused(
    section, acyclovir, caregiver_app, window, qtbot, find, typed
):
    click(qtbot, find, section(acyclovir), "edit_refill")
    form = find(window, "refill_form")
    find(form, "delivery_days", QLineEdit).setText(typed)
    click(qtbot, find, window, "refill_form_save")
    assert "This number of days cannot be right." in words(form)
    assert caregiver_app.medications.get(acyclovir.id).delivery_days == 3


def test_no_days_and_no_steps_are_there_by_themselves(section, caregiver_app, window, qtbot, find):
    medication = a_medication()
    fill(caregiver_app, medication, a_schedule(medication))
    click(qtbot, find, section(medication), "edit_refill")
    form = find(window, "refill_form")
    assert find(form, "delivery_days", QLineEdit).text() == ""
    assert find(form, "pack_size", QLineEdit).text() == ""
    assert form.findChild(QLineEdit, "step_1") is None


def test_the_list_says_how_many_days_are_left(page, acyclovir, caregiver_app, find):
    fill(caregiver_app, a_supply_entry(acyclovir, amount=Decimal(10)))
    medications = page("medications")
    assert "5 days left" in words(medications)
    assert "5 days left" in find(medications, f"medicine_{acyclovir.id}").accessibleName()


def test_today_says_what_to_order_until_it_is_ordered(page, acyclovir, caregiver_app, qtbot, find):
    today = page("today")
    assert "Running low" not in words(today)
    caregiver_app.supply.count(acyclovir.id, Decimal(10))
    assert "Order by Wed, Mar 17." in words(today)
    click(qtbot, find, today, f"ordered_{acyclovir.id}")
    assert "Running low" not in words(today)
    (done,) = caregiver_app.tasks.done_between(MONDAY, MONDAY)
    assert done.title == "Order again: Acyclovir"


def test_steps_of_its_own_are_not_ticked_all_at_once(page, pomalidomide, caregiver_app, find):
    caregiver_app.supply.count(pomalidomide.id, Decimal(2))
    today = page("today")
    assert "1 day left" in words(find(today, "supply_to_order"))
    assert today.findChild(QPushButton, f"ordered_{pomalidomide.id}") is None


def test_today_opens_the_supply(page, session, acyclovir, caregiver_app, window, qtbot, find):
    caregiver_app.supply.count(acyclovir.id, Decimal(1))
    today = page("today")
    assert "Not enough for today" in words(today)
    click(qtbot, find, today, f"see_supply_{acyclovir.id}")
    assert session.pages.current().objectName() == "medications_page"
    assert "Not enough for all of today's doses." in words(find(window, "supply_section"))


def test_a_trip_is_two_days_and_a_list(page, acyclovir, caregiver_app, window, qtbot, find):
    caregiver_app.supply.count(acyclovir.id, Decimal(10))
    click(qtbot, find, page("medications"), "pack_for_trip")
    pane = find(window, "trip_pane")
    find(pane, "trip_first", QLineEdit).setText("March 16")
    find(pane, "trip_last", QLineEdit).setText("March 20")
    told = words(pane)
    assert "10\xa0tablets (10 doses, 1 pack)" in told
    assert "Not enough: about 8\xa0tablets will be there, 2\xa0tablets missing" in told
    click(qtbot, find, pane, "copy_trip")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Medicines from Tue, Mar 16 to Sat, Mar 20\n\nTo pack\n- Acyclovir")


def test_a_trip_backwards_is_told_so(page, acyclovir, window, find):
    page("medications", "trip")
    pane = find(window, "trip_pane")
    find(pane, "trip_last", QLineEdit).setText("March 1")
    assert "The last day is before the first one." in words(pane)
    assert not find(pane, "copy_trip", QPushButton).isVisible()


@pytest.mark.parametrize("look", [("light", 100), ("dark", 200)])
def test_supply_can_be_heard_and_is_not_clipped(
    section, page, acyclovir, pomalidomide, caregiver_app, shown, window, qtbot, find, look
):
    shown(*look)
    caregiver_app.supply.count(acyclovir.id, Decimal(10), expires_on=MONDAY + WEEK / 7)
    for medication in (acyclovir, pomalidomide):
        part = section(medication)
        click(qtbot, find, part, "supply_received")
        QApplication.processEvents()
        assert_accessible(part)
        assert_not_clipped(part)
    click(qtbot, find, part, "edit_refill")
    QApplication.processEvents()
    assert_accessible(find(window, "refill_form"))
    assert_not_clipped(find(window, "refill_form"))
    page("medications", "trip")
    QApplication.processEvents()
    assert_accessible(find(window, "trip_pane"))
    assert_not_clipped(find(window, "trip_pane"))
    to_order = find(page("today"), "supply_to_order")
    QApplication.processEvents()
    assert_accessible(to_order)
    assert_not_clipped(to_order)
