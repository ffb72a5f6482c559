"""Every pattern typed into the form, saved, and shown again as it was typed."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from tests.builders import MONDAY, a_line, a_medication, a_regimen, a_regimen_cycle, a_schedule
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.pages.medications.form_photo import MedicinePhotos

OTHER = "medicine_pattern_5"
EVERY, MONTH, AFTER, VARIED, TURNS, STEPS = (f"medicine_other_pattern_{n}" for n in range(6))


@pytest.fixture
def form(qtbot, page, window, find, caregiver_app):
    """Type, click and save in the form of a new medicine."""
    return Typist(qtbot, page, window, find, caregiver_app)


class Typist:
    def __init__(self, qtbot, page, window, find, app):
        self.qtbot, self.page, self.window, self.find, self.app = qtbot, page, window, find, app

    def new(self, name="Prednisone", *buttons, **texts):
        self.page("medications").new()
        self.write(name=name, unit="tablet")
        for button in buttons:
            self.click(button)
        self.write(**texts)

    def write(self, **texts):
        for name, text in texts.items():
            self.find(self.window, f"medicine_{name}", QLineEdit).setText(text)

    def click(self, name):
        button = self.find(self.window, name, QPushButton)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, name, words):
        self.find(self.window, name, QComboBox).setCurrentText(words)

    def sentence(self):
        return self.find(self.window, "schedule_sentence", QLabel).text().replace("\xa0", " ")

    def save(self):
        self.click("medicine_form_save")
        (entry,) = [one for one in self.app.medications.entries()
                    if one.medication.name in ("Prednisone",)]  # fmt: skip
        return (*entry.schedules, *entry.coming)

    def shown(self):
        QApplication.processEvents()
        return " ".join(one.text() for one in self.window.findChildren(QLabel) if one.isVisible())


def fill(app, *records):
    with app.file.change("filled") as work:
        for record in records:
            work.save(record)


def test_every_three_days(form):
    form.new("Prednisone", OTHER, EVERY, amount="1", every="3", times="8", started="3/15/2027")
    assert "every 3 days" in form.sentence()
    assert form.find(form.window, "day_strip").accessibleName().startswith("Days with a dose: Mon")
    (one,) = form.save()
    assert (one.every_days, one.first_on, one.times) == (3, MONDAY, (time(8),))


def test_a_pattern_that_counts_days_needs_its_first_day(form):
    form.new("Prednisone", OTHER, EVERY, amount="1", every="3", times="8")
    form.click("medicine_form_save")
    assert "Please say when it starts." in form.shown()
    assert form.app.medications.entries() == ()


def test_days_of_the_month(form):
    form.new("Prednisone", OTHER, MONTH, amount="1", month_days="1, 15", times="8")
    assert "on days 1, 15 of each month" in form.sentence()
    assert form.save()[0].month_days == (1, 15)


def test_after_another_medicine(form):
    other = a_medication(name="Levothyroxine")
    fill(form.app, other, a_schedule(other, times=(time(7),)))
    form.new("Prednisone", OTHER, AFTER, "medicine_side_0", amount="1", wait="1 hour")
    form.choose("medicine_after", "Levothyroxine")
    assert "1 hour after Levothyroxine" in form.sentence()
    (one,) = form.save()
    assert (one.after_medication_id, one.after_minutes, one.times) == (other.id, 60, ())


def test_a_window_of_time(form):
    form.new("Prednisone", "medicine_pattern_0", amount="1", times="8 to 10 pm")
    assert "between 8:00 PM and 10:00 PM every day" in form.sentence()
    (one,) = form.save()
    assert (one.times, one.window_minutes) == ((time(20),), 120)


def test_days_of_the_cycle_of_one_plan(form):
    line = a_line()
    regimen = a_regimen(line, name="DPd")
    fill(form.app, line, regimen, a_regimen_cycle(regimen))
    form.new("Prednisone", "medicine_pattern_2", amount="1", cycle_days="1-21", times="8")
    form.choose("medicine_regimen", "DPd")
    form.write(cycles_from="3")
    assert "on days 1 to 21 of each 28-day cycle, from cycle 3 on" in form.sentence()
    (one,) = form.save()
    assert (one.regimen_id, one.cycles_from, one.cycles_to) == (regimen.id, 3, None)


def test_step_by_step_and_the_same_rows_again(form):
    form.new("Prednisone", OTHER, STEPS, started="3/15/2027", times="8")
    form.write(steps_amount_0="4", steps_length_0="7 days", steps_amount_1="2",
               steps_length_1="1 week")  # fmt: skip
    assert "4 tablets at 8:00 AM every day for 7 days, then 2 tablets for 7 days" in form.sentence()
    first, second = form.save()
    assert (first.amount, first.last_on) == (Decimal(4), date(2027, 3, 21))
    assert (second.first_on, second.last_on) == (date(2027, 3, 22), date(2027, 3, 28))
    form.app.file.undo()
    assert form.app.medications.entries() == ()
    form.app.file.redo()
    form.page("medications", first.medication_id)
    form.click("edit_medicine")
    again = [form.find(form.window, f"medicine_steps_{name}_{n}", QLineEdit).text()
             for n in range(2) for name in ("amount", "length")]  # fmt: skip
    assert again == ["4", "7 days", "2", "7 days"]
    form.write(steps_amount_1="3")
    saved = form.save()
    assert [(one.id, one.amount) for one in saved] == [(first.id, 4), (second.id, 3)]


def test_only_the_last_step_may_go_on(form):
    form.new("Prednisone", OTHER, STEPS, started="3/15/2027", times="8")
    form.write(steps_amount_0="4", steps_amount_1="2")
    form.click("medicine_form_save")
    assert "Only the last may go on." in form.shown()


def test_different_amounts_by_day(form):
    form.new("Prednisone", OTHER, VARIED)
    form.write(varied_amount_0="5", varied_times_0="8", varied_amount_1="2", varied_times_1="8")
    form.click("medicine_varied_days_0_0")
    form.click("medicine_varied_days_1_3")
    saved = form.save()
    assert {(one.amount, one.weekdays) for one in saved} == {(5, (0,)), (2, (3,))}


def test_amounts_in_turn(form):
    form.new("Prednisone", OTHER, TURNS, started="3/15/2027", times="8")
    form.write(turns_amount_0="2", turns_amount_1="1")
    first, second = sorted(form.save(), key=lambda one: one.first_on)
    assert (first.every_days, second.every_days) == (2, 2)
    assert (first.first_on, second.first_on) == (MONDAY, MONDAY + timedelta(days=1))


def test_a_last_day_ends_the_medicine(form):
    form.new("Prednisone", "medicine_pattern_0", amount="1", times="8", until="3/21/2027")
    (one,) = form.save()
    assert one.last_on == date(2027, 3, 21)
    (entry,) = form.app.medications.entries()
    assert entry.medication.stopped_on == date(2027, 3, 22)


def test_what_to_do_about_a_missed_dose_needs_its_source(form):
    form.new("Prednisone", "medicine_pattern_0", amount="1", times="8")
    form.click("medicine_more")
    form.write(missed="Take it the same day", avoid="Grapefruit", told_by="Dr. Okafor")
    form.click("medicine_form_save")
    assert "Please say where this was read" in form.shown()
    form.write(missed_source="The leaflet")
    form.save()
    (entry,) = form.app.medications.entries()
    assert (entry.medication.avoid, entry.medication.told_by) == ("Grapefruit", "Dr. Okafor")


@pytest.mark.parametrize("other", [EVERY, MONTH, AFTER, VARIED, TURNS, STEPS])
@pytest.mark.parametrize("size", [100, 200])
def test_each_pattern_has_names_and_room(form, shown, other, size):
    shown("light", size)
    form.new("Prednisone", OTHER, other, started="3/15/2027")
    assert_accessible(form.window)
    assert_not_clipped(form.window)


def test_a_brand_becomes_generic_and_brand_only_by_a_click(form):
    form.new("Revlimid")
    assert form.find(form.window, "medicine_name", QLineEdit).text() == "Revlimid"
    form.click("use_generic")
    assert form.find(form.window, "medicine_name", QLineEdit).text() == "Lenalidomide"
    assert form.find(form.window, "medicine_brand", QLineEdit).text() == "Revlimid"


def test_a_name_that_looks_alike_is_named(form):
    form.new("Lenalidomide")
    assert "Pomalidomide" in form.find(form.window, "medicine_look_alike", QLabel).text()
    form.new("Acme tea")
    assert not form.find(form.window, "medicine_look_alike", QLabel).isVisible()


def test_what_the_label_says_is_only_filled_in_by_a_click(form):
    form.new("Lenalidomide")
    form.click("medicine_more")
    assert "Read in a source: With or without food." in form.shown()
    boxes = ("medicine_instructions", "medicine_missed", "medicine_missed_source")
    assert [form.find(form.window, one, QLineEdit).text() for one in boxes] == ["", "", ""]
    form.click("label_missed_use")
    filled = [form.find(form.window, one, QLineEdit).text() for one in boxes]
    assert filled[0] == ""
    assert "12 hours late" in filled[1]
    assert "European Medicines Agency" in filled[2]


def test_an_unknown_name_has_no_label(form):
    form.new("Acme tea")
    form.click("medicine_more")
    assert "Read in a source" not in form.shown()
    assert not form.find(form.window, "label_food_use", QPushButton).isVisible()


@pytest.mark.parametrize("size", [100, 200])
def test_the_whole_form_has_names_and_room(form, shown, size):
    shown("dark", size)
    form.new("Lenalidomide")
    form.click("medicine_more")
    assert_not_clipped(form.window)  # lets the pane settle first
    assert_accessible(form.window)


def test_a_stopped_medicine_starts_again_as_a_new_entry(form):
    old = a_medication(name="Prednisone", reason="Pain", started_on=date(2027, 1, 4))
    form.app.medications.add(old, [a_schedule(old)])
    form.app.medications.stop(old, date(2027, 3, 5), "rash")
    form.page("medications", old.id)
    form.click("start_again")
    assert form.find(form.window, "medicine_strength", QLineEdit).text() == ""
    form.write(strength="5 mg", amount="1", unit="tablet", started="3/15/2027")
    form.click("medicine_pattern_0")
    form.write(times="8")
    (one,) = form.save()
    assert one.medication_id != old.id
    assert form.app.medications.get(old.id).stop_reason == "rash"
    assert form.app.medications.get(one.medication_id).reason == "Pain"


def test_a_photo_is_kept_with_the_medicine_and_can_be_removed(
    qtbot, session, caregiver_app, find, tmp_path
):
    medication = a_medication()
    fill(caregiver_app, medication)
    picture = QImage(900, 600, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    picture.save(str(tmp_path / "box.png"))
    (tmp_path / "note.txt").write_text("no picture")
    photos = MedicinePhotos(caregiver_app, session, medication.id)
    qtbot.addWidget(photos)
    photos.show()
    photos.add(tmp_path / "note.txt")
    photos.add(tmp_path / "box.png")
    about = f"medication:{medication.id}"
    (document,) = caregiver_app.documents.for_record(about)
    shown = find(photos, f"photo_{document.id}", QLabel)
    assert shown.pixmap().width() <= 220
    assert_accessible(photos)
    find(photos, f"remove_photo_{document.id}", QPushButton).click()
    assert caregiver_app.documents.for_record(about) == ()
    caregiver_app.file.undo()
    assert len(caregiver_app.documents.for_record(about)) == 1
