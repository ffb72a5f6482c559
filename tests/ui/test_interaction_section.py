"""What is taken together, in the pane of a medicine and for the whole list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from caregiver.domain.medications import MedicationSort
from caregiver.domain.people import Role
from tests.builders import a_medication, a_member
from tests.ui.audit import assert_accessible, assert_not_clipped


@pytest.fixture
def family(caregiver_app):
    """Two medicines that raise a question, one nobody knows, and one bought."""
    sorts = {"Ibuprofen": MedicationSort.OVER_THE_COUNTER}
    return {
        name: caregiver_app.medications.add(
            a_medication(name=name, strength="", sort=sorts.get(name, MedicationSort.PRESCRIPTION))
        )
        for name in ("Dexamethasone", "Lenalidomide", "Ibuprofen", "Xyzoril")
    }


def click(qtbot, find, root, name):
    qtbot.mouseClick(find(root, name, QPushButton), Qt.MouseButton.LeftButton)


def words(root):
    QApplication.processEvents()
    return " ".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def section(window, find):
    return find(window, "interaction_section")


def test_a_hit_says_who_says_so_and_what_to_ask(page, window, find, family):
    page("medications", family["Dexamethasone"].id)
    shown = words(section(window, find))

    assert "With Ibuprofen" in shown
    assert "Ask before taking together" in shown
    assert "The label says: Together they can cause stomach ulcers and bleeding." in shown
    assert "What to ask: What to use for pain or fever instead." in shown
    assert "Source: EU package leaflet: Neofordex" in shown
    assert "Given together on purpose" in shown
    assert "Not in our list, so not compared: Xyzoril. Ask the pharmacist." in shown
    assert "safe" not in shown.replace("does not mean it is safe", "")


def test_an_unknown_medicine_is_for_the_pharmacist(page, window, find, family):
    page("medications", family["Xyzoril"].id)

    assert "Xyzoril is not in our list. Ask the pharmacist." in words(section(window, find))


def test_one_click_makes_the_question_once(page, window, find, qtbot, family, caregiver_app):
    page("medications", family["Dexamethasone"].id)
    click(qtbot, find, window, f"ask_pharmacist_r030_{family['Ibuprofen'].id}")

    (question,) = caregiver_app.questions.waiting()
    assert question.role is Role.PHARMACIST
    assert "Dexamethasone" in question.text
    assert "Ibuprofen" in question.text
    shown = section(window, find)
    assert "On your list of questions" in words(shown)
    assert shown.findChild(QPushButton, f"ask_doctor_r030_{family['Ibuprofen'].id}") is None


def test_an_answer_is_written_down_and_told_quietly(
    page, window, find, qtbot, family, caregiver_app
):
    caregiver_app.people.save_member(a_member(name="Ms. Ito", role=Role.PHARMACIST))
    page("medications", family["Dexamethasone"].id)
    click(qtbot, find, window, f"answer_r030_{family['Ibuprofen'].id}")
    form = find(window, "talk_form")
    click(qtbot, find, window, "talk_form_save")
    assert caregiver_app.interactions.talks(family["Dexamethasone"].id) == ()
    find(form, "talk_answer", QPlainTextEdit).setPlainText("Not without asking us.")
    find(form, "talk_who", QLineEdit).setText("ms. ito")
    click(qtbot, find, window, "talk_form_save")

    (talk,) = caregiver_app.interactions.talks(family["Dexamethasone"].id)
    assert talk.who == "Ms. Ito"
    assert talk.member_id is not None
    shown = words(section(window, find))
    assert "“Not without asking us.”" in shown
    assert "Ms. Ito, March 15, 2027" in shown


def test_what_was_bought_offers_its_question(page, window, find, qtbot, family, caregiver_app):
    page("medications", family["Ibuprofen"].id)
    assert "May Ibuprofen be taken with Dexamethasone, Lenalidomide and Xyzoril?" in words(
        section(window, find)
    )
    click(qtbot, find, window, "ask_may_take")

    assert [one.template for one in caregiver_app.questions.waiting()] == ["may_be_taken_with"]
    assert window.findChild(QPushButton, "ask_may_take") is None


def test_food_and_vaccines_are_told_when_asked_for(page, window, find, qtbot, family):
    page("medications", family["Lenalidomide"].id)
    assert "Live vaccines" not in words(section(window, find))
    click(qtbot, find, window, "also_with")

    assert "Live vaccines: The label says:" in words(section(window, find))


def test_the_whole_list_shows_each_pair_once(page, window, find, qtbot, family, session):
    page("medications")
    click(qtbot, find, window, "whole_list")
    pane = find(window, "whole_list_pane")
    shown = words(pane)

    assert shown.count("Dexamethasone and Ibuprofen") == 1
    assert "Dexamethasone and Lenalidomide" in shown
    assert "Ibuprofen and myeloma" in shown
    assert "Xyzoril" in shown
    click(qtbot, find, window, "open_interactions_0")
    assert window.findChild(QWidget, "medicine_details") is not None


def test_asking_in_the_whole_list_shows_it_at_once(page, window, find, qtbot, family):
    page("medications", "interactions")
    pane = find(window, "details_pane")
    name = f"ask_doctor_r030_{family['Dexamethasone'].id}_{family['Ibuprofen'].id}"
    click(qtbot, find, pane, name)

    assert pane.findChild(QPushButton, name) is None
    assert "On your list of questions" in words(pane)


def test_an_empty_list_is_not_called_safe(page, window, find):
    page("medications", "interactions")

    assert "That does not mean it is safe." in words(find(window, "details_pane"))


@pytest.mark.parametrize(("theme", "size"), [("light", 100), ("dark", 200)])
def test_sections_can_be_reached_and_read(page, window, find, qtbot, family, shown, theme, size):
    shown(theme, size)
    page("medications", family["Dexamethasone"].id)
    click(qtbot, find, window, "also_with")
    assert_accessible(section(window, find))
    assert_not_clipped(section(window, find))
    page("medications", "interactions")
    pane = find(window, "details_pane")
    assert_accessible(pane)
    assert_not_clipped(pane)


def test_an_answer_found_by_search_opens_its_medicine(page, window, find, family, caregiver_app):
    (hit,) = (
        one
        for one in caregiver_app.interactions.check(family["Dexamethasone"])
        if one.other_name == "Ibuprofen"
    )
    talk = caregiver_app.interactions.answered(hit, "Only with a stomach tablet.", "Ms. Ito")
    (found,) = caregiver_app.search.find("stomach tablet")
    page("medications", found.id)

    assert found.id == talk.id
    assert "Only with a stomach tablet." in words(section(window, find))


def test_the_focus_stays_when_a_question_was_added(page, window, find, qtbot, family):
    page("medications", family["Dexamethasone"].id)
    button = find(window, f"ask_pharmacist_r030_{family['Ibuprofen'].id}", QPushButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)

    assert window.focusWidget().objectName() == f"answer_r030_{family['Ibuprofen'].id}"
