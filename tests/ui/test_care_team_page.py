"""The care team as a person uses it: who to call, and what the team said."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.people import Role, RuleLevel
from tests.builders import a_member, a_rule
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.pages.people.member_card import MemberCard
from ui.session import Session

Show = Callable[..., Any]
Find = Callable[..., Any]


def words_in(widget: Any) -> str:
    """Return all words a widget shows."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def menu_entry(find: Find, root: Any, button: str, name: str) -> Any:
    """Return an entry of a menu button."""
    menu = find(root, button, QPushButton).menu_entries()
    return next(each for each in menu.actions() if each.objectName() == name)


def test_nobody_yet_offers_the_night_number(
    page: Show, find: Find, caregiver_app: Caregiver, window: MainWindow
) -> None:
    line = caregiver_app.people.team_line()
    assert line is not None
    caregiver_app.people.delete_member(line)
    shown = page("people")
    assert "the number you would call at night" in words_in(shown)

    find(shown, "add_night_number", QPushButton).click()
    find(window, "name", QLineEdit).setText("Ward 7")
    find(window, "phone", QLineEdit).setText("202-555-0199")
    find(window, "member_form").save()

    saved = caregiver_app.people.team_line()
    assert saved is not None
    assert saved.phone == "202-555-0199"


def test_24_hour_line_stands_first_with_its_number(page: Show, caregiver_app: Caregiver) -> None:
    caregiver_app.people.save_member(a_member(rank=-5, phone="202-555-0163"))

    shown = page("people")

    QApplication.processEvents()
    cards = sorted(shown.findChildren(MemberCard), key=lambda card: (card.y(), card.x()))
    assert [card.member.name for card in cards] == ["24-hour line", "Dr. Okafor"]
    assert "202-555-0142" in words_in(cards[0])
    assert "Day and night" in words_in(cards[0])


def test_copy_number_puts_it_on_the_clipboard(
    page: Show, find: Find, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    line = caregiver_app.people.team_line()
    assert line is not None
    shown = page("people")

    qtbot.mouseClick(find(shown, f"copy_{line.id}", QPushButton), Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == "202-555-0142"


def test_contact_is_added_with_the_keyboard(
    page: Show, find: Find, caregiver_app: Caregiver, window: MainWindow, qtbot: QtBot
) -> None:
    shown = page("people")
    shown.new()
    name = find(window, "name", QLineEdit)
    qtbot.keyClicks(name, "Corner pharmacy")
    find(window, "member_form").field("role").set_value(Role.PHARMACIST)

    qtbot.keyClick(name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: len(caregiver_app.people.team()) == 2)
    assert caregiver_app.people.team()[1].role is Role.PHARMACIST
    assert "Corner pharmacy" in words_in(shown)


def test_24_hour_line_without_a_number_is_not_saved(
    page: Show, find: Find, caregiver_app: Caregiver, window: MainWindow
) -> None:
    page("people", "new")
    find(window, "name", QLineEdit).setText("Ward")
    form = find(window, "member_form")
    form.field("is_team_line").set_value(True)

    form.save()

    assert "number" in find(window, "phone_problem", QLabel).text()
    assert len(caregiver_app.people.team()) == 1


def test_removed_contact_comes_back_with_undo(
    page: Show, find: Find, caregiver_app: Caregiver, session: Session, qtbot: QtBot
) -> None:
    one = caregiver_app.people.save_member(a_member())
    shown = page("people")

    menu_entry(find, shown, f"more_{one.id}", "remove").trigger()

    qtbot.waitUntil(lambda: caregiver_app.people.member(one.id) is None)
    session.undo()
    assert "Dr. Okafor" in words_in(shown)


def test_instruction_needs_a_choice_and_keeps_the_symptom_by_its_id(
    page: Show, find: Find, caregiver_app: Caregiver, window: MainWindow
) -> None:
    shown = page("people", "new_rule")
    find(window, "rule_text", QPlainTextEdit).setPlainText("Call at once, day or night.")
    find(window, "symptom", QLineEdit).setText("fever")
    find(window, "at_least", QLineEdit).setText("100.4")
    find(window, "unit", QLineEdit).setText("\N{DEGREE SIGN}F")
    find(window, "told_by", QLineEdit).setText("Nurse Lee")
    form = find(window, "rule_form")

    form.save()
    assert caregiver_app.people.rules() == ()
    form.field("level").set_value(RuleLevel.CALL_NOW)
    form.save()

    (saved,) = caregiver_app.people.rules()
    assert (saved.symptom, saved.at_least, saved.level) == (
        "fever",
        Decimal("100.4"),
        RuleLevel.CALL_NOW,
    )
    words = words_in(shown)
    assert "\N{LEFT DOUBLE QUOTATION MARK}Call at once, day or night." in words
    assert "Nurse Lee, March 15, 2027" in words
    assert "from 100.4" in words


def test_number_without_a_unit_is_asked_for(
    page: Show, find: Find, caregiver_app: Caregiver, window: MainWindow
) -> None:
    page("people", "new_rule")
    find(window, "rule_text", QPlainTextEdit).setPlainText("Call.")
    find(window, "at_least", QLineEdit).setText("38")
    form = find(window, "rule_form")
    form.field("level").set_value(RuleLevel.CALL_NOW)

    form.save()

    assert "unit" in find(window, "unit_problem", QLabel).text()
    assert caregiver_app.people.rules() == ()


def test_withdrawn_instruction_stays_struck_through_and_can_come_back(
    page: Show, find: Find, caregiver_app: Caregiver, qtbot: QtBot
) -> None:
    rule = caregiver_app.people.save_rule(a_rule())
    shown = page("people")

    menu_entry(find, shown, f"more_{rule.id}", "withdraw").trigger()

    qtbot.waitUntil(lambda: caregiver_app.people.rules() == ())
    assert "No longer valid since March 15, 2027" in words_in(shown)
    row = find(shown, f"rule_{rule.id}")
    struck = [label for label in row.findChildren(QLabel) if label.text() == "Call us at once."]
    assert [label.font().strikeOut() for label in struck] == [True]
    menu_entry(find, shown, f"more_{rule.id}", "withdraw").trigger()
    qtbot.waitUntil(lambda: len(caregiver_app.people.rules()) == 1)


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("target", ["", "new", "new_rule"])
def test_everything_is_named_and_nothing_is_cut_off(
    page: Show,
    caregiver_app: Caregiver,
    window: MainWindow,
    shown: Callable[..., None],
    text_size: int,
    target: str,
) -> None:
    caregiver_app.people.save_member(
        a_member(phone="202-555-0163", hours="8 to 4", after_hours_phone="202-555-0142")
    )
    caregiver_app.people.save_rule(a_rule(level=RuleLevel.CALL_NOW))
    caregiver_app.people.save_rule(a_rule(text="Old.", withdrawn_on=date(2027, 3, 1)))
    shown(text_size=text_size)
    page("people", target)
    QApplication.processEvents()

    assert_accessible(window)
    assert_not_clipped(window)
