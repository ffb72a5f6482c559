"""The form of a medicine notes what is taken together; it never stops Save."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from caregiver.domain.people import AllergyState
from tests.builders import a_medication
from tests.ui.audit import assert_accessible, assert_not_clipped


def type_name(page, window, find, name):
    page("medications", "new")
    find(window, "medicine_name", QLineEdit).setText(name)
    notes = find(window, "interaction_notes")
    notes.look_now()
    QApplication.processEvents()
    return notes


def words(root):
    return " ".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def test_notes_come_when_the_typing_pauses(page, window, find, qtbot, caregiver_app):
    caregiver_app.medications.add(a_medication(name="Dexamethasone"))
    page("medications", "new")
    find(window, "medicine_name", QLineEdit).setText("Ibuprofen")
    notes = find(window, "interaction_notes")

    assert not notes.isVisible()
    qtbot.waitUntil(notes.isVisible, timeout=3000)
    assert "With Dexamethasone: Ask before taking together. The label says:" in words(notes)
    find(window, "medicine_name", QLineEdit).setText("Ib")
    assert not notes.isVisible()


def test_a_note_does_not_stop_save(page, window, find, qtbot, caregiver_app):
    caregiver_app.medications.add(a_medication(name="Dexamethasone"))
    notes = type_name(page, window, find, "Ibuprofen")
    assert notes.isVisible()
    find(window, "medicine_amount", QLineEdit).setText("1")
    find(window, "medicine_unit", QLineEdit).setText("tablet")
    qtbot.mouseClick(find(window, "medicine_pattern_3", QPushButton), Qt.MouseButton.LeftButton)
    find(window, "medicine_form").save()

    assert "Ibuprofen" in {one.medication.name for one in caregiver_app.medications.entries()}


def test_a_question_is_added_from_the_note_in_one_click(page, window, find, qtbot, caregiver_app):
    dexamethasone = caregiver_app.medications.add(a_medication(name="Dexamethasone"))
    notes = type_name(page, window, find, "Levofloxacin")
    name = f"ask_r032_{dexamethasone.id}"
    qtbot.mouseClick(find(notes, name, QPushButton), Qt.MouseButton.LeftButton)

    (question,) = caregiver_app.questions.waiting()
    assert question.template == "r032"
    assert notes.findChild(QPushButton, name) is None


def test_what_is_not_in_the_list_is_for_the_pharmacist(page, window, find):
    notes = type_name(page, window, find, "Qwertin forte")

    assert notes.sentences() == ("Qwertin forte is not in our list. Ask the pharmacist.",)


def test_nothing_found_is_not_called_safe(page, window, find):
    notes = type_name(page, window, find, "Filgrastim")

    assert notes.sentences() == (
        "Our list has nothing on Filgrastim with the other medicines. "
        "That does not mean it is safe.",
    )


def test_an_allergy_is_told_before_anything_else(page, window, find, caregiver_app):
    patient = replace(
        caregiver_app.people.patient(), allergies="Sulfa", allergy_state=AllergyState.LISTED
    )
    caregiver_app.people.save_patient(patient)
    notes = type_name(page, window, find, "Bactrim")

    assert notes.sentences()[0].startswith("The allergy list says “Sulfa”.")


def test_a_combination_with_the_same_ingredient_is_told(page, window, find, caregiver_app):
    caregiver_app.medications.add(a_medication(name="NyQuil"))
    notes = type_name(page, window, find, "DayQuil")

    assert any("has the same ingredient" in one for one in notes.sentences())


def test_bought_without_a_prescription_asks_the_pharmacist(
    page, window, find, qtbot, caregiver_app
):
    caregiver_app.medications.add(a_medication(name="Lenalidomide"))
    notes = type_name(page, window, find, "Turmeric capsules")
    assert "Ask the pharmacist: May Turmeric capsules be taken with Lenalidomide?" in words(notes)
    qtbot.mouseClick(find(notes, "ask_may_take", QPushButton), Qt.MouseButton.LeftButton)

    assert len(caregiver_app.questions.waiting()) == 1


def test_notes_can_be_reached_and_read(page, window, find, shown, caregiver_app):
    for name in ("Dexamethasone", "Aspirin", "Warfarin", "Zometa"):
        caregiver_app.medications.add(a_medication(name=name))
    shown("dark", 200)
    notes = type_name(page, window, find, "Ibuprofen")

    assert "more after saving" in words(notes)
    assert_accessible(notes)
    assert_not_clipped(notes)
