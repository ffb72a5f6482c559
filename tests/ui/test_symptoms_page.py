"""The Symptoms page: log in a few clicks, the daily check, the team's words at once."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.people import RuleLevel
from tests import builders
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.pages import Page
from ui.pages.symptoms.grid import GridModel, SymptomTable

TODAY = builders.MONDAY
TINGLING = "neuropathy_numbness_tingling"
Find = Callable[..., Any]
Show = Callable[..., Page]


@pytest.fixture
def noted(caregiver_app: Caregiver) -> Caregiver:
    """Tingling for three days, and what the team said about it and about fever."""
    for back, severity in ((2, 1), (1, 2), (0, 2)):
        day = TODAY - timedelta(days=back)
        caregiver_app.symptoms.log(builders.a_symptom(day=day, severity=severity))
    caregiver_app.people.save_rule(
        builders.a_rule(symptom=TINGLING, text="Bring it up at the visit.")
    )
    caregiver_app.people.save_rule(
        builders.a_rule(
            symptom="fever",
            text="Call at once, day or night.",
            level=RuleLevel.CALL_NOW,
            at_least=Decimal("100.4"),
            unit="°F",
        )
    )
    return caregiver_app


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def reports(app: Caregiver) -> list[tuple[str, int | None]]:
    return [(one.name, one.severity) for one in app.symptoms.between(date.min, TODAY)]


def test_an_empty_page_names_one_next_step_that_works(
    page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("symptoms")
    assert find(window, "empty_sentence", QLabel).text().startswith("Nothing noted")
    click(qtbot, find(window, "first_check"))
    assert find(window, "daily_check").isVisible()


def test_a_symptom_is_logged_in_four_clicks(
    noted: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("symptoms")
    click(qtbot, find(window, "log_symptom"))
    click(qtbot, find(window, "recent_0"))
    click(qtbot, find(window, "severity_3"))
    click(qtbot, find(window, "symptom_form_save"))
    assert reports(noted)[-1] == ("Tingling or numbness", 3)
    assert noted.symptoms.between(TODAY, TODAY)[-1].symptom == TINGLING
    assert "Bring it up at the visit." in find(window, "team_instruction").accessibleName() or any(
        "Bring it up at the visit." in label.text()
        for label in find(window, "team_instruction").findChildren(QLabel)
    )


def test_a_symptom_is_logged_with_the_keyboard_alone(
    noted: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    symptoms = page("symptoms")
    symptoms.new()
    name = find(window, "name", QLineEdit)
    qtbot.keyClicks(name, "cold toes")
    severity = find(window, "severity_1")
    severity.setFocus()
    qtbot.keyClick(severity, Qt.Key.Key_Space)
    qtbot.keyClick(severity, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert ("cold toes", 1) in reports(noted)


def test_a_fever_over_the_teams_number_shows_their_words_and_the_number(
    noted: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("symptoms").new()
    qtbot.keyClicks(find(window, "name", QLineEdit), "Fever")
    qtbot.keyClicks(find(window, "value", QLineEdit), "101.1")
    click(qtbot, find(window, "symptom_form_save"))
    words = " ".join(
        label.text() for label in find(window, "team_instruction").findChildren(QLabel)
    )
    assert "Call at once, day or night." in words
    assert "202-555-0142" in words


def test_a_celsius_number_with_fahrenheit_chosen_is_questioned_and_nothing_is_saved(
    noted: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    before = reports(noted)
    page("symptoms").new()
    qtbot.keyClicks(find(window, "name", QLineEdit), "Fever")
    qtbot.keyClicks(find(window, "value", QLineEdit), "38.4")
    click(qtbot, find(window, "symptom_form_save"))
    assert find(window, "unit_problem", QLabel).text() == "Did you mean °C?"
    assert reports(noted) == before


def test_nothing_chosen_is_refused_beside_the_field(
    noted: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("symptoms").new()
    qtbot.keyClicks(find(window, "name", QLineEdit), "Nausea")
    click(qtbot, find(window, "symptom_form_save"))
    assert "how bad" in find(window, "severity_problem", QLabel).text()


def test_the_daily_check_notes_what_was_tapped_and_nothing_else(
    noted: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("symptoms", "check")
    click(qtbot, find(window, "check_0_1"))
    click(qtbot, find(window, "check_3_0"))
    click(qtbot, find(window, "daily_check_save"))
    new = {("Tiredness (fatigue)", 1), ("Feeling sick (nausea)", 0)}
    assert len(reports(noted)) == 5
    assert new <= set(reports(noted))
    noted.undo()
    assert len(reports(noted)) == 3


def test_same_as_yesterday_fills_in_what_was_noted_then(
    noted: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("symptoms", "check")
    click(qtbot, find(window, "same_as_yesterday"))
    assert find(window, "check_2_2").isChecked()
    assert not any(find(window, f"check_0_{n}").isChecked() for n in range(5))


def test_choosing_a_row_shows_what_the_team_told_us(
    noted: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("symptoms")
    table = find(window, "symptom_table", QTableView)
    table.setFocus()
    table.setCurrentIndex(table.model().index(2, 3))
    words = [label.text() for label in find(window, "symptom_details").findChildren(QLabel)]
    assert "“Bring it up at the visit.”" in words
    click(qtbot, find(window, "ask_about_symptom"))
    assert "Tingling or numbness" in noted.questions.waiting()[0].text


def test_ending_a_problem_settles_it_and_undo_opens_it_again(
    noted: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("symptoms", TINGLING)
    click(qtbot, find(window, "end_symptom"))
    assert noted.symptoms.open_problems() == ()
    noted.undo()
    assert len(noted.symptoms.open_problems()) == 1


def test_every_cell_speaks_its_symptom_day_and_severity(
    noted: Caregiver, page: Show, window: MainWindow, find: Find
) -> None:
    page("symptoms")
    model = find(window, "symptom_table", QTableView).model()
    last = model.index(2, model.columnCount(QModelIndex()) - 1)
    spoken = model.data(last, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Tingling or numbness, Mon, Mar 15, moderate"
    first = model.data(model.index(2, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert first.endswith("not noted")


def test_the_grid_model_keeps_qts_rules(
    noted: Caregiver, qtmodeltester: ModelTester, session: object
) -> None:
    model = GridModel(noted.formats)
    model.show(noted.symptoms.grid(), TODAY)
    qtmodeltester.check(model)


def test_page_up_shows_earlier_days_and_today_comes_back(
    noted: Caregiver, page: Show, window: MainWindow, find: Find
) -> None:
    symptoms = page("symptoms")
    table = find(window, "symptom_table", SymptomTable)
    symptoms.turn(-1)
    assert table.model().day(1) < TODAY - timedelta(days=14)
    symptoms.turn_to_today()
    assert table.model().day(table.model().columnCount() - 1) == TODAY


@pytest.mark.parametrize("target", ["", TINGLING, "new", "check"])
@pytest.mark.parametrize(("theme", "text_size"), [("light", 100), ("dark", 200)])
def test_everything_has_a_spoken_name_and_nothing_is_clipped(
    noted: Caregiver,
    page: Show,
    window: MainWindow,
    shown: Callable[..., None],
    target: str,
    theme: str,
    text_size: int,
) -> None:
    shown(theme, text_size)
    page("symptoms", target)
    assert_accessible(window)
    assert_not_clipped(window)
