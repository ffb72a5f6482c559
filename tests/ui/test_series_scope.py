"""Which dates of a series are meant: asked once, answered with one key."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment
from tests.builders import an_appointment
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.dialogs.series_scope import SeriesScope, SeriesScopeDialog, choose_series_scope
from ui.main_window import MainWindow
from ui.session import Session

Find = Callable[..., Any]
WEDNESDAYS = date(2027, 3, 17), date(2027, 4, 7)


@pytest.fixture
def answers() -> list[SeriesScope]:
    return []


@pytest.fixture
def asked(window: MainWindow, answers: list[SeriesScope]) -> SeriesScopeDialog:
    return choose_series_scope(window, "Change which dates?", "Wed, Mar 24", answers.append)


@pytest.mark.parametrize(
    ("downs", "expected"),
    [(0, [SeriesScope.THIS]), (1, [SeriesScope.LATER]), (2, [SeriesScope.ALL]), (3, [])],
)
def test_enter_means_this_date_and_arrows_reach_the_others(
    asked: SeriesScopeDialog, answers: list[SeriesScope], qtbot: QtBot, downs: int,
    expected: list[SeriesScope],
) -> None:  # fmt: skip
    for _ in range(downs):
        qtbot.keyClick(_focused(asked), Qt.Key.Key_Down)
    qtbot.keyClick(_focused(asked), Qt.Key.Key_Return)
    assert answers == expected
    assert not asked.isVisible()


def test_escape_leaves_everything_as_it_is(
    asked: SeriesScopeDialog, answers: list[SeriesScope], qtbot: QtBot
) -> None:
    qtbot.keyClick(_focused(asked), Qt.Key.Key_Escape)
    assert answers == []
    assert not asked.isVisible()


@pytest.mark.parametrize(("theme", "text_size"), [("light", 100), ("dark", 200)])
def test_it_can_be_read_and_heard(
    window: MainWindow, shown: Callable[..., None], theme: str, text_size: int
) -> None:
    shown(theme, text_size)
    asked = choose_series_scope(window, "Change which dates?", "Wed, Mar 24", lambda _: None)
    assert_accessible(asked)
    assert_not_clipped(asked)
    assert "Only Wed, Mar 24" in [one.text() for one in asked.findChildren(QPushButton)]


def test_a_closed_dialog_is_freed(asked: SeriesScopeDialog, window: MainWindow) -> None:
    asked.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert window.findChild(QWidget, "series_scope") is None


@pytest.fixture
def series(caregiver_app: Caregiver) -> Appointment:
    """A blood test each Wednesday from March 17, 2027, four times."""
    first = datetime(2027, 3, 17, 8)
    return caregiver_app.appointments.save(
        an_appointment(title="Blood test", starts=first, ends=None, rule="FREQ=WEEKLY;COUNT=4")
    )


def days(app: Caregiver) -> list[str]:
    """Return when the series falls, as "17 08:00"."""
    return [f"{one.starts:%d %H:%M}" for one in app.appointments.occurrences(*WEDNESDAYS)]


@pytest.mark.parametrize(
    ("answer", "left"),
    [("this", ["17", "31", "07"]), ("later", ["17"]), ("all", [])],
)
def test_delete_asks_and_undo_takes_any_answer_back(
    page: Callable[..., Any], find: Find, window: MainWindow, caregiver_app: Caregiver,
    session: Session, series: Appointment, qtbot: QtBot, answer: str, left: list[str],
) -> None:  # fmt: skip
    shown = page("calendar")
    row = find(shown, f"appointment_{series.id}_20270324")
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert "Wed, Mar 24" in find(window, "message_sentence", QLabel).text()
    find(window, f"scope_{answer}", QPushButton).click()
    assert [one[:2] for one in days(caregiver_app)] == left
    session.undo()
    assert len(days(caregiver_app)) == 4


def test_another_pattern_is_never_for_one_date_only(
    page: Callable[..., Any], find: Find, window: MainWindow, caregiver_app: Caregiver,
    series: Appointment,
) -> None:  # fmt: skip
    shown = page("calendar")
    find(shown, f"change_{series.id}_20270324", QPushButton).click()
    find(window, "repeat_count").setText("2")
    find(window, "appointment_form").save()
    dialog = find(window, "series_scope")
    assert dialog.findChild(QPushButton, "scope_this") is None
    find(dialog, "scope_later", QPushButton).click()
    assert [one[:2] for one in days(caregiver_app)] == ["17", "24", "31"]


def test_saving_without_a_change_asks_nothing(
    page: Callable[..., Any], find: Find, window: MainWindow, caregiver_app: Caregiver,
    series: Appointment,
) -> None:  # fmt: skip
    shown = page("calendar")
    find(shown, f"change_{series.id}_20270324", QPushButton).click()
    find(window, "appointment_form").save()
    assert window.findChild(QWidget, "series_scope") is None
    assert caregiver_app.appointments.get(series.id) == series


def _focused(dialog: SeriesScopeDialog) -> QWidget:
    focused: QWidget | None = dialog.focusWidget()
    assert focused is not None
    return focused
