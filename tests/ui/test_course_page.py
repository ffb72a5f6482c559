"""The Labs & course page: a paper typed in with Tab only, slips questioned, units kept apart."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from tests import builders
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.pages import Page
from ui.pages.course.table import ResultsModel

Find = Callable[..., Any]
Show = Callable[..., Page]


@pytest.fixture
def tested(caregiver_app: Caregiver) -> Caregiver:
    """Three months of kappa and hemoglobin."""
    for month, kappa, hemoglobin in ((1, "104", "10.8"), (2, "98", "10.4"), (3, "131", "9.9")):
        day = date(2027, month, 4)
        caregiver_app.labs.save_panel(
            [
                builders.a_result(printed=kappa, taken_on=day, flag="H"),
                builders.a_result(
                    test="hemoglobin",
                    name="Hemoglobin",
                    printed=hemoglobin,
                    unit="g/dL",
                    range_low=None,
                    range_high=None,
                    taken_on=day,
                ),
            ]
        )
    return caregiver_app


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def values(app: Caregiver) -> list[str]:
    return [one.printed for one in app.labs.results()]


def test_an_empty_page_names_one_next_step_that_works(
    page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("course")
    assert find(window, "empty_sentence", QLabel).text().startswith("No results yet")
    click(qtbot, find(window, "first_results"))
    assert find(window, "value_0", QLineEdit).hasFocus()


def test_a_paper_is_typed_in_with_tab_only(
    tested: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("course").new()
    for value in ("120", "10.1"):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClicks(focused, value)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert sorted(values(tested)[-2:]) == ["10.1", "120"]
    saved = tested.labs.results("flc_kappa")[-1]
    assert (saved.test, saved.unit, saved.range_words()) == ("flc_kappa", "mg/L", "3.3 to 19.4")
    tested.undo()
    assert len(values(tested)) == 6


def test_a_slip_of_ten_is_questioned_before_saving_and_saving_again_means_yes(
    tested: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("course").new()
    qtbot.keyClicks(find(window, "value_0", QLineEdit), "13.1")
    click(qtbot, find(window, "panel_save"))
    assert find(window, "remark_0", QLabel).text() == (
        "Last time: 131 mg/L. You typed 13.1. Same unit?"
    )
    assert len(values(tested)) == 6
    click(qtbot, find(window, "panel_save"))
    assert values(tested)[-1] == "13.1"


def test_an_empty_paper_is_not_saved(
    tested: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("course").new()
    click(qtbot, find(window, "panel_save"))
    assert find(window, "panel_message").isVisible()
    assert len(values(tested)) == 6


def test_a_test_that_is_not_on_the_list_can_be_added(
    tested: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("course").new()
    click(qtbot, find(window, "add_test"))
    qtbot.keyClicks(find(window, "test_2", QLineEdit), "Vitamin X")
    qtbot.keyClicks(find(window, "value_2", QLineEdit), "<0.1")
    click(qtbot, find(window, "panel_save"))
    saved = tested.labs.results()[-1]
    assert (saved.test, saved.name, saved.printed, saved.comparator) == (
        "",
        "Vitamin X",
        "<0.1",
        "<",
    )


def test_what_was_typed_is_still_there_after_esc(
    tested: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    course = page("course")
    course.new()
    editor = find(window, "value_0", QLineEdit)
    qtbot.keyClicks(editor, "120")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    course.new()
    qtbot.waitUntil(lambda: find(window, "panel_form").isVisible())
    shown = [one for one in window.findChildren(QLineEdit, "value_0") if one.isVisible()]
    assert shown[-1].text() == "120"


def test_choosing_a_test_shows_its_trend_with_lowest_and_change(
    tested: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("course")
    table = find(window, "results_table", QTableView)
    table.setCurrentIndex(table.model().index(1, 1))
    words = [label.text() for label in find(window, "trend_card").findChildren(QLabel)]
    assert any("Lowest 98 on February 4, 2027, since then +33" in one for one in words)
    chart = find(window, "trend_chart")
    assert "Newest: 131 mg/L" in chart.accessibleName()


def test_enter_on_a_value_opens_it_and_it_can_be_corrected(
    tested: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("course")
    table = find(window, "results_table", QTableView)
    table.setFocus()
    days = table.model().columnCount() - 4
    table.setCurrentIndex(table.model().index(1, days))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    printed = find(window, "printed", QLineEdit)
    printed.setText("113")
    click(qtbot, find(window, "result_form_save"))
    assert "113" in values(tested)
    assert "131" not in values(tested)


def test_a_cell_speaks_test_day_value_and_flag(
    tested: Caregiver, page: Show, window: MainWindow, find: Find
) -> None:
    page("course")
    model = find(window, "results_table", QTableView).model()
    days = model.columnCount() - 4
    spoken = model.data(model.index(1, days), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Kappa free light chain, Mar 4, 131 mg/L, flag H"


def test_the_table_model_keeps_qts_rules(
    tested: Caregiver, qtmodeltester: ModelTester, session: object
) -> None:
    model = ResultsModel(tested.formats)
    model.show(tested.labs.table())
    qtmodeltester.check(model)


@pytest.mark.parametrize("target", ["", "new"])
@pytest.mark.parametrize(("theme", "text_size"), [("light", 100), ("dark", 200)])
def test_everything_has_a_spoken_name_and_nothing_is_clipped(
    tested: Caregiver,
    page: Show,
    window: MainWindow,
    shown: Callable[..., None],
    target: str,
    theme: str,
    text_size: int,
) -> None:
    shown(theme, text_size)
    page("course", target)
    assert_accessible(window)
    assert_not_clipped(window)
