"""What the keyboard alone can do in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.journeys.window_driver import Driver


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_with_the_focus_is_pressed_by_enter_and_space(driver: Driver, key):
    driver.program.begin(None)
    start = driver.find("start_ours")
    start.setFocus()
    driver.qtbot.keyClick(start, key)
    assert driver.find("first_name").isVisible()


def test_a_day_without_medicines_has_no_empty_card(driver: Driver):
    driver.begin_ours()
    page = driver.page("today")
    assert not [
        card
        for card in page.findChildren(QWidget)
        if card.isVisible() and type(card).__name__ == "RowsCard" and card.height() < 20
    ]
    assert not page._due.isVisible()


def test_enter_goes_on_from_each_first_step(driver: Driver):
    driver.begin_ours(number="")
    driver.page("today")
    driver.type("first_phone", "202-555-0142")
    driver.key(Qt.Key.Key_Return)
    assert driver.app.people.team_line().phone == "202-555-0142"
    driver.type("first_title", "Clinic")
    driver.type("first_starts_date", "24 march")
    driver.type("first_starts_time", "10:30")
    driver.key(Qt.Key.Key_Return)
    assert [one.title for one in driver.app.appointments.all()] == ["Clinic"]
    driver.type("first_medicine", "acetaminophen")
    driver.key(Qt.Key.Key_Return)
    assert driver.now().key == "medications"


def test_the_first_medicine_goes_on_in_its_form(driver: Driver):
    driver.begin_ours()
    driver.page("today")
    driver.type("first_medicine", "acetaminophen")
    driver.key(Qt.Key.Key_Return)
    focused = driver.window.focusWidget()
    assert focused.text() == "acetaminophen"


@pytest.mark.parametrize("page", ["calendar", "medications", "symptoms", "people"])
def test_tab_reaches_save_after_every_field(driver: Driver, page):
    driver.begin_ours()
    driver.page(page)
    driver.press("new_form")
    order = _tab_order(driver.window)
    pane = driver.find("details_scroll")
    while pane.isAncestorOf(order[-1]) or order[-1].objectName() == "close_details":
        order.insert(0, order.pop())  # what stands before the field the form begins in
    fields = [at for at, one in enumerate(order) if pane.isAncestorOf(one)]
    save = next(at for at, one in enumerate(order) if one.objectName().endswith("_save"))
    assert fields
    assert save == max(fields) + 1
    assert order[save + 1].objectName().endswith("_cancel")


def _tab_order(window: QWidget) -> list[QWidget]:
    """Return what Tab reaches, in its order, from the first field of the pane on."""
    start = window.focusWidget()
    found, widget = [], start
    while True:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
        if widget is start:
            return found


def test_page_down_turns_again_and_again(driver: Driver):
    driver.program.begin(None)
    driver.click("look_around")
    page = driver.page("calendar")
    titles = []
    for _ in range(3):
        driver.key(Qt.Key.Key_PageDown)
        assert page.isAncestorOf(driver.window.focusWidget())
        titles.append(driver.find("page_title").text())
    assert len(set(titles)) == 3


def test_a_page_that_fills_itself_again_keeps_the_focus_inside(driver: Driver):
    driver.program.begin(None)
    driver.click("look_around")
    for key in ("today", "calendar", "medications", "visits", "people"):
        page = driver.page(key)
        driver.press("undo")
        assert page.isAncestorOf(driver.window.focusWidget()), key
