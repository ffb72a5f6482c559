"""Who knows about which medicine: ticks for one person at a time."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from tests.builders import a_medication, a_member
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.widgets.ticks import CheckBox


@pytest.fixture
def medicines(caregiver_app):
    return [caregiver_app.medications.add(a_medication(name=one)) for one in ("Aspirin", "Zinc")]


@pytest.fixture
def doctor(caregiver_app):
    return caregiver_app.people.save_member(a_member())


def words(root):
    QApplication.processEvents()
    return " ".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def tick(qtbot, find, window, medicine):
    box = find(window, f"told_{medicine.id}", CheckBox)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))


def test_one_tick_is_one_change(page, window, find, qtbot, caregiver_app, medicines, doctor):
    page("medications", "told")
    tick(qtbot, find, window, medicines[0])

    assert set(caregiver_app.interactions.knows(doctor)) == {medicines[0].id}
    assert "Dr. Okafor, March 15" in words(find(window, "told_pane"))
    assert find(window, f"told_{medicines[0].id}", CheckBox).isChecked()
    tick(qtbot, find, window, medicines[0])
    assert caregiver_app.interactions.knows(doctor) == {}


def test_undo_takes_the_tick_back(page, window, find, qtbot, caregiver_app, medicines, doctor):
    page("medications", "told")
    tick(qtbot, find, window, medicines[1])
    caregiver_app.undo()
    QApplication.processEvents()

    assert not find(window, f"told_{medicines[1].id}", CheckBox).isChecked()


def test_everything_at_once(page, window, find, qtbot, caregiver_app, medicines, doctor):
    caregiver_app.interactions.told([medicines[0].id], doctor, date(2027, 3, 1))
    page("medications", "told")
    qtbot.mouseClick(find(window, "told_all", QPushButton), Qt.MouseButton.LeftButton)

    assert caregiver_app.interactions.knows(doctor) == {
        medicines[0].id: date(2027, 3, 1),
        medicines[1].id: date(2027, 3, 15),
    }
    assert window.findChild(QPushButton, "told_all") is None


def test_another_person(page, window, find, caregiver_app, medicines, doctor):
    dentist = caregiver_app.people.save_member(a_member(name="Dr. Roe"))
    caregiver_app.interactions.told([medicines[0].id], dentist)
    page("medications", "told")
    box = find(window, "told_who", QComboBox)
    box.setCurrentIndex(box.findText("Dr. Roe"))

    assert find(window, f"told_{medicines[0].id}", CheckBox).isChecked()
    assert not find(window, f"told_{medicines[1].id}", CheckBox).isChecked()


def test_without_medicines_it_says_what_is_missing(page, window, find):
    page("medications", "told")

    assert "Add the people under Care team" in words(find(window, "told_pane"))


@pytest.mark.parametrize(("theme", "size"), [("light", 100), ("dark", 200)])
def test_ticks_can_be_reached_and_read(page, window, find, shown, medicines, doctor, theme, size):
    shown(theme, size)
    page("medications", "told")
    pane = find(window, "told_pane")

    assert_accessible(pane)
    assert_not_clipped(pane)
    assert find(window, f"told_{medicines[0].id}").accessibleName() == (
        "Dr. Okafor knows about Aspirin"
    )
