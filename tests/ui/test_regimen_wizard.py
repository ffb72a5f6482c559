"""Setting up a treatment plan in the real window: choosing, comparing, where we are now."""

from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton

from caregiver.domain.medications import Place
from tests.builders import a_medication, a_schedule
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.pages.medications.interaction_notes import InteractionNotes
from ui.pages.medications.regimen_choose import TemplateRow
from ui.pages.medications.strip import CycleStrip
from ui.widgets.buttons import MenuButton


def click(qtbot, find, root, name):
    qtbot.mouseClick(find(root, name, QPushButton), Qt.MouseButton.LeftButton)


def write(find, root, **texts):
    for name, text in texts.items():
        find(root, name, QLineEdit).setText(text)


def words(root):
    QApplication.processEvents()
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def rows(root):
    QApplication.processEvents()
    return [row.objectName() for row in root.findChildren(TemplateRow) if row.isVisible()]


def at_step_3(qtbot, find, page, window, template="pd"):
    page("medications", f"plan:{template}")
    click(qtbot, find, window, "plan_next")


@pytest.fixture
def today(clock):
    return clock.today()


def test_the_empty_page_offers_a_plan(qtbot, page, window, find):
    page("medications")
    click(qtbot, find, window, "first_plan")
    assert "Step 1 of 3" in words(window)
    assert "After a relapse" in words(window)


def test_plans_are_found_by_brand_and_unchecked_ones_come_last(page, window, find):
    page("medications", "plan")
    write(find, window, plan_search="kyprolis")
    found = rows(window)
    assert found[:2] == ["template_krd", "template_isa_kd"]
    assert found.index("template_kd_weekly") > found.index("template_krd")
    assert "Not yet checked. Compare every day with the prescription." in words(window)


def test_nothing_found_leads_to_a_plan_of_our_own(page, window, find):
    page("medications", "plan")
    write(find, window, plan_search="qqqq")
    assert "Nothing in our list has this name." in words(window)
    assert find(window, "plan_own").isVisible()


def test_a_row_is_chosen_with_the_keyboard(qtbot, page, window, find):
    page("medications", "plan")
    write(find, window, plan_search="pd")
    row = window.findChild(TemplateRow, "template_pd")
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert find(window, "plan_name", QLineEdit).text() == "Pd"


def test_days_are_there_and_no_dose_is(page, window, find):
    page("medications", "plan:pd")
    assert find(window, "plan_0_0_days", QLineEdit).text() == "1-21"
    assert find(window, "plan_1_0_days", QLineEdit).text() == "1, 8, 15, 22"
    for name in ("amount", "unit", "dose", "strength", "times"):
        assert find(window, f"plan_0_{name}", QLineEdit).text() == ""
    assert "The source says: 4\xa0mg once a day" in words(window)


def test_the_dose_of_the_source_comes_only_by_a_click(qtbot, page, window, find):
    page("medications", "plan:pd")
    click(qtbot, find, window, "plan_0_use_source")
    assert find(window, "plan_0_dose", QLineEdit).text() == "4\xa0mg once a day"
    assert find(window, "plan_1_dose", QLineEdit).text() == ""


def test_an_unchecked_plan_carries_its_banner_up_to_save(qtbot, page, window, find):
    page("medications", "plan:kd_weekly")
    assert find(window, "plan_unchecked").isVisible()
    assert "Not yet checked in its source." in words(window)
    click(qtbot, find, window, "plan_next")
    assert "Step 3 of 3" in words(window)
    assert find(window, "plan_unchecked").isVisible()


def test_a_checked_plan_carries_no_banner(qtbot, page, window, find):
    at_step_3(qtbot, find, page, window)
    assert not find(window, "plan_unchecked").isVisible()


@pytest.mark.parametrize("typed", ["15.5", "0", "-1", "x"])
def test_a_day_or_cycle_is_a_whole_number(qtbot, page, window, find, typed, caregiver_app):
    at_step_3(qtbot, find, page, window)
    click(qtbot, find, window, "plan_way_1")
    write(find, window, plan_day="15", plan_cycle=typed)
    find(window, "plan_confirmed", QCheckBox).setChecked(True)
    click(qtbot, find, window, "plan_next")
    assert "Please write a whole number, like 7." in words(window)
    assert caregiver_app.regimens.all() == ()


def test_a_plan_under_way_says_no_first_day_that_nobody_gave(
    qtbot, page, window, find, caregiver_app
):
    at_step_3(qtbot, find, page, window)
    click(qtbot, find, window, "plan_way_1")
    write(find, window, plan_day="15", plan_cycle="3")
    find(window, "plan_confirmed", QCheckBox).setChecked(True)
    click(qtbot, find, window, "plan_next")
    assert [one.started_on for one in caregiver_app.therapy.lines()] == [None]
    entries = caregiver_app.medications.entries()
    assert {one.medication.started_on for one in entries} == {None}
    assert "New since" not in words(window)
    assert "Cycle 3, day 15 of 28" in words(window)


def test_later_cycles_are_folded_and_said_in_words(qtbot, page, window, find):
    page("medications", "plan:dpd")
    assert find(window, "plan_0_later", QLabel).text() == (
        "Cycles 3 to 6: days 1, 15\nFrom cycle 7 on: day 1"
    )
    assert not find(window, "plan_0_1_days").isVisible()
    click(qtbot, find, window, "plan_0_more")
    assert find(window, "plan_0_1_days", QLineEdit).text() == "1, 15"


def test_the_strip_follows_the_typed_days(page, window, find):
    page("medications", "plan:pd")
    write(find, window, plan_0_0_days="1-14")
    strip = window.findChild(CycleStrip, "plan_0_0_days_strip")
    assert strip.told(13).startswith("day 14: ")
    assert strip.told(14) == "day 15: nothing planned"


def test_saving_waits_for_the_comparison_and_is_one_undo(
    qtbot, page, window, find, caregiver_app, today
):
    at_step_3(qtbot, find, page, window)
    assert not find(window, "plan_next").isEnabled()
    assert "Save comes on when you tick" in words(window)
    click(qtbot, find, window, "plan_way_1")
    write(find, window, plan_day="15", plan_cycle="3")
    reading = find(window, "plan_reading", QLabel).text()
    assert reading.startswith("Today: Cycle 3, day 15 of 28. Cycle 4 begins on ")
    find(window, "plan_confirmed", QCheckBox).setChecked(True)
    click(qtbot, find, window, "plan_next")
    (regimen,) = caregiver_app.regimens.all()
    assert (regimen.name, regimen.confirmed_on) == ("Pd", today)
    where = caregiver_app.regimens.card(regimen.id).where
    assert (where.cycle, where.day, where.days) == (3, 15, 28)
    assert caregiver_app.therapy.current_line().name == "Pd"
    assert [one.medication.name for one in caregiver_app.medications.entries()] == [
        "Dexamethasone",
        "Pomalidomide",
    ]
    caregiver_app.undo()
    assert caregiver_app.regimens.all() == ()
    assert caregiver_app.medications.entries() == ()


def test_our_dose_and_times_are_kept(qtbot, page, window, find, caregiver_app):
    page("medications", "plan:pd")
    write(find, window, plan_0_amount="1", plan_0_unit="capsule", plan_0_strength="4 mg",
          plan_0_times="9 pm", plan_told_by="Dr. Okafor", plan_lab_days="1, 15")  # fmt: skip
    find(window, "plan_1_use", QCheckBox).setChecked(False)
    click(qtbot, find, window, "plan_next")
    click(qtbot, find, window, "plan_way_0")
    write(find, window, plan_day_one="March 15")
    sentence = find(window, "plan_sentences", QLabel).text()
    assert "1\xa0capsule at 9:00\xa0PM on days 1 to 21" in sentence
    find(window, "plan_confirmed", QCheckBox).setChecked(True)
    click(qtbot, find, window, "plan_next")
    (entry,) = caregiver_app.medications.entries()
    (schedule,) = entry.schedules
    assert (schedule.amount, schedule.unit, schedule.times) == (Decimal(1), "capsule", (time(21),))
    assert schedule.cycle_days == tuple(range(1, 22))
    (regimen,) = caregiver_app.regimens.all()
    assert (regimen.lab_days, regimen.told_by) == ((1, 15), "Dr. Okafor")


def test_a_medicine_of_the_list_is_joined(qtbot, page, window, find, caregiver_app):
    known = a_medication(name="Dexamethasone", strength="20 mg")
    caregiver_app.medications.add(known, [a_schedule(known)])
    page("medications", "plan:pd")
    assert find(window, "plan_1_strength", QLineEdit).text() == "20 mg"
    assert "Dexamethasone 20\xa0mg is already in your list." in words(window)
    click(qtbot, find, window, "plan_next")
    click(qtbot, find, window, "plan_way_1")
    write(find, window, plan_day="1")
    find(window, "plan_confirmed", QCheckBox).setChecked(True)
    click(qtbot, find, window, "plan_next")
    names = [one.medication.name for one in caregiver_app.medications.entries()]
    assert names == ["Dexamethasone", "Pomalidomide"]
    assert caregiver_app.regimens.card(caregiver_app.regimens.all()[0].id).rows[
        0
    ].medication.id == (known.id)


def test_days_around_an_infusion(qtbot, page, window, find, caregiver_app):
    page("medications", "plan:ide_cel")
    assert find(window, "plan_0_0_days", QLineEdit).text() == "-5 to -3"
    click(qtbot, find, window, "plan_next")
    write(find, window, plan_day_one="March 1")
    assert find(window, "plan_reading", QLabel).text() == "Today: Day +14."
    find(window, "plan_confirmed", QCheckBox).setChecked(True)
    click(qtbot, find, window, "plan_next")
    (regimen,) = caregiver_app.regimens.all()
    assert caregiver_app.regimens.card(regimen.id).where.day == 14
    assert regimen.started_on == date(2027, 2, 24)


def test_a_step_up_block_is_called_so(qtbot, page, window, find):
    at_step_3(qtbot, find, page, window, "teclistamab")
    click(qtbot, find, window, "plan_way_1")
    write(find, window, plan_day="4")
    reading = find(window, "plan_reading", QLabel).text()
    assert reading.startswith("Today: Step-up block, day 4 of 13. Cycle 2 begins on ")


def test_a_plan_of_our_own(qtbot, page, window, find, caregiver_app):
    page("medications", "plan")
    click(qtbot, find, window, "plan_own")
    click(qtbot, find, window, "plan_next")
    assert "Please give it a name." in words(window)
    assert "A cycle has 1 to 120 days." in words(window)
    write(find, window, plan_name="Trial 7", plan_length_0="35", plan_0_name="Study drug",
          plan_0_0_days="1, 8")  # fmt: skip
    click(qtbot, find, window, "plan_0_other_days")
    write(find, window, plan_0_1_cycle="3", plan_0_1_days="1")
    click(qtbot, find, window, "plan_next")
    click(qtbot, find, window, "plan_way_1")
    write(find, window, plan_day="2")
    find(window, "plan_confirmed", QCheckBox).setChecked(True)
    click(qtbot, find, window, "plan_next")
    (regimen,) = caregiver_app.regimens.all()
    (row,) = caregiver_app.regimens.card(regimen.id).rows
    found = [(one.cycles_from, one.cycles_to, one.cycle_days) for one in row.schedules]
    assert sorted(found) == [(1, 2, (1, 8)), (3, None, (1,))]
    assert regimen.lengths == (35,)
    assert row.medication.place is Place.HOME


def test_another_treatment_asks_what_becomes_of_the_one_until_now(
    qtbot, page, window, find, caregiver_app, today
):
    first = caregiver_app.regimens
    for template in ("pd", "vd"):
        at_step_3(qtbot, find, page, window, template)
        click(qtbot, find, window, "plan_way_1")
        write(find, window, plan_day="1")
        find(window, "plan_confirmed", QCheckBox).setChecked(True)
        if template == "vd":
            click(qtbot, find, window, "plan_next")
            assert "Please choose one of the two." in words(window)
            click(qtbot, find, window, "plan_until_now_0")
        click(qtbot, find, window, "plan_next")
    assert {one.name: one.stopped_on for one in first.all()} == {"Pd": today, "Vd": None}


def test_a_plan_beside_the_treatment_belongs_to_no_line(qtbot, page, window, find, caregiver_app):
    at_step_3(qtbot, find, page, window, "denosumab_q4w")
    assert not find(window, "plan_line").isVisible()
    click(qtbot, find, window, "plan_way_0")
    write(find, window, plan_day_one="March 1")
    find(window, "plan_confirmed", QCheckBox).setChecked(True)
    click(qtbot, find, window, "plan_next")
    (regimen,) = caregiver_app.regimens.all()
    assert not regimen.treats_myeloma
    assert "Next: Monday, March 29" in words(page("medications"))


def test_another_plan_follows_the_one_until_now(qtbot, page, window, find, caregiver_app, today):
    at_step_3(qtbot, find, page, window, "teclistamab")
    click(qtbot, find, window, "plan_way_1")
    write(find, window, plan_day="3", plan_cycle="2")
    find(window, "plan_confirmed", QCheckBox).setChecked(True)
    click(qtbot, find, window, "plan_next")
    menu = find(page("medications"), "plan_more", MenuButton).menu_entries()
    next(one for one in menu.actions() if one.objectName() == "follow_on").trigger()
    assert find(window, "plan_name", QLineEdit).text() == "Teclistamab every 2 weeks"
    click(qtbot, find, window, "plan_next")
    assert not find(window, "plan_until_now").isVisible()
    click(qtbot, find, window, "plan_way_1")
    write(find, window, plan_day="1")
    find(window, "plan_confirmed", QCheckBox).setChecked(True)
    click(qtbot, find, window, "plan_next")
    first, second = caregiver_app.regimens.all()
    assert (first.stopped_on, second.stopped_on) == (today, None)
    assert first.therapy_line_id == second.therapy_line_id


def test_what_was_typed_is_there_again_after_esc(qtbot, page, window, find):
    page("medications", "plan:dpd")
    write(find, window, plan_0_0_days="1, 2", plan_1_times="9 pm")
    qtbot.keyClick(find(window, "plan_name"), Qt.Key.Key_Escape)
    assert (
        window.findChild(QLineEdit, "plan_name") is None
        or not find(window, "details_pane").isVisible()
    )
    page("medications", "plan")
    assert find(window, "plan_0_0_days", QLineEdit).text() == "1, 2"
    assert find(window, "plan_1_times", QLineEdit).text() == "9 pm"
    assert "What you typed last time is still here." in words(window)
    click(qtbot, find, window, "plan_forget")
    assert "Step 1 of 3" in words(window)


def test_added_medicines_and_phases_come_back_too(qtbot, page, window, find):
    page("medications", "plan")
    click(qtbot, find, window, "plan_own")
    click(qtbot, find, window, "plan_add_medicine")
    write(find, window, plan_1_name="Second")
    click(qtbot, find, window, "plan_1_other_days")
    write(find, window, plan_1_1_days="3")
    qtbot.keyClick(find(window, "plan_name"), Qt.Key.Key_Escape)
    page("medications", "plan")
    assert find(window, "plan_1_name", QLineEdit).text() == "Second"
    assert find(window, "plan_1_1_days", QLineEdit).text() == "3"


def test_days_that_cannot_be_read_or_lie_outside_are_said(qtbot, page, window, find):
    page("medications", "plan:pd")
    write(find, window, plan_0_0_days="one to three")
    click(qtbot, find, window, "plan_next")
    assert "Write days of the cycle like" in words(window)
    write(find, window, plan_0_0_days="1-31")
    click(qtbot, find, window, "plan_next")
    assert "Step 2 of 3" in words(window)


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("template", ["", "dpd", "teclistamab", "ide_cel"])
def test_every_step_is_spoken_and_uncut(
    qtbot, shown, page, window, find, template, text_size, today
):
    shown("light", text_size)
    page("medications", f"plan:{template}" if template else "plan")
    pane = find(window, "details_pane")
    assert_accessible(pane)
    assert_not_clipped(pane)
    if not template:
        return
    click(qtbot, find, window, "plan_next")
    if template != "ide_cel":
        click(qtbot, find, window, "plan_way_1")
        write(find, window, plan_day="2")
    else:
        write(find, window, plan_day_one="March 1")
    assert_accessible(pane)
    assert_not_clipped(pane)


def test_what_the_list_says_of_a_new_medicine_stands_beside_it(
    qtbot, page, window, find, caregiver_app
):
    caregiver_app.medications.add(a_medication(name="Warfarin"))
    page("medications", "plan:pd")
    notes = find(window, "plan_1").findChild(InteractionNotes)
    qtbot.waitUntil(lambda: bool(notes.sentences()))
    assert "Warfarin" in notes.sentences()[0]
