"""Follow-ups in the real window: from due and not booked to discussed, each step taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.appointments import AppointmentKind, AppointmentStatus
from caregiver.domain.follow_up_plan import FollowUpStatus, Step
from caregiver.domain.follow_ups import FollowUp
from tests.builders import MONDAY, a_follow_up, a_result, a_task, an_appointment
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui import follow_ups as words
from ui.main_window import MainWindow
from ui.pages import Page
from ui.session import Session

Find = Callable[..., Any]
DAY = timedelta(days=1)


@pytest.fixture
def late(caregiver_app: Caregiver) -> FollowUp:
    """M-protein every 4 weeks, last 7 weeks ago, none booked."""
    plan = caregiver_app.follow_ups.save(a_follow_up(ask="What is it now?", starts_on=None))
    caregiver_app.follow_ups.mark(plan, Step.DONE, MONDAY - timedelta(weeks=7))
    caregiver_app.follow_ups.mark(plan, Step.DISCUSSED, MONDAY - timedelta(weeks=6))
    return plan


@pytest.fixture
def shown_page(late: FollowUp, page: Callable[..., Page]) -> Page:
    return page("follow_ups")


def _click(qtbot: QtBot, root: QWidget, find: Find, name: str) -> None:
    qtbot.mouseClick(find(root, name, QPushButton), Qt.MouseButton.LeftButton)
    qtbot.wait(1)


def _texts(root: QWidget) -> list[str]:
    return [one.text() for one in root.findChildren(QLabel) if one.isVisible()]


def _status(app: Caregiver) -> FollowUpStatus:
    (state,) = app.follow_ups.states()
    return state.status


def test_it_says_the_facts_and_nothing_else(shown_page: Page) -> None:
    said = _texts(shown_page)
    assert "Due, not booked" in said
    assert "Every 4 weeks. Last 7 weeks ago, on January 25, 2027. None booked." in said


def test_ordered_done_seen_discussed_and_back(
    shown_page: Page, late: FollowUp, caregiver_app: Caregiver, qtbot: QtBot, find: Find
) -> None:
    for step in ("ordered", "done", "result_seen", "discussed"):
        _click(qtbot, shown_page, find, f"{step}_{late.id}")
    newest = caregiver_app.follow_ups.rounds(late.id)[0]
    assert {newest.ordered_on, newest.done_on, newest.result_seen_on, newest.discussed_on} == {
        MONDAY
    }
    assert _status(caregiver_app) is FollowUpStatus.DONE
    assert "Not due yet" in _texts(shown_page)
    for step in ("discussed", "result_seen", "done", "ordered"):
        _click(qtbot, shown_page, find, f"{step}_{late.id}")
    assert len(caregiver_app.follow_ups.rounds(late.id)) == 1
    assert _status(caregiver_app) is FollowUpStatus.OVERDUE


def test_a_result_cannot_be_seen_before_the_test(
    shown_page: Page, late: FollowUp, find: Find
) -> None:
    assert not find(shown_page, f"result_seen_{late.id}").isEnabled()
    assert find(shown_page, f"ordered_{late.id}").isEnabled()


def test_booking_proposes_the_day_and_moves_it(
    shown_page: Page, late: FollowUp, caregiver_app: Caregiver, window: MainWindow,
    qtbot: QtBot, find: Find,
) -> None:  # fmt: skip
    _click(qtbot, shown_page, find, f"book_{late.id}")
    day, at = find(window, "book_day", QLineEdit), find(window, "book_time", QLineEdit)
    assert day.text() == "March 15, 2027"
    day.setText("March 18")
    at.setText("8:15")
    _click(qtbot, window, find, "book_form_save")

    (booked,) = caregiver_app.appointments.all()
    assert (booked.title, booked.starts) == ("M-protein", datetime(2027, 3, 18, 8, 15))
    assert _status(caregiver_app) is FollowUpStatus.BOOKED
    assert any("Booked for Thursday, March 18, 8:15" in one for one in _texts(shown_page))
    caregiver_app.undo()
    assert _status(caregiver_app) is FollowUpStatus.OVERDUE


def test_an_appointment_that_is_there_is_offered(
    caregiver_app: Caregiver, page: Callable[..., Page], window: MainWindow,
    qtbot: QtBot, find: Find,
) -> None:  # fmt: skip
    plan = caregiver_app.follow_ups.save(a_follow_up(sort=AppointmentKind.LAB_DRAW))
    there = caregiver_app.appointments.save(an_appointment(sort=AppointmentKind.LAB_DRAW))
    shown = page("follow_ups")
    _click(qtbot, shown, find, f"book_{plan.id}")
    which = find(window, "book_which")
    which.setCurrentIndex(1)
    assert not find(window, "book_day").isVisible()
    _click(qtbot, window, find, "book_form_save")

    assert caregiver_app.appointments.all() == (there,)
    assert _status(caregiver_app) is FollowUpStatus.BOOKED


def test_attended_and_new_results_are_offered(
    late: FollowUp, caregiver_app: Caregiver, page: Callable[..., Page], qtbot: QtBot, find: Find
) -> None:
    booked = caregiver_app.follow_ups.book(late, datetime(2027, 3, 15, 7, 0))
    caregiver_app.appointments.save(replace(booked, status=AppointmentStatus.ATTENDED))
    tsh = caregiver_app.follow_ups.add_from_template("thyroid")
    caregiver_app.labs.save_panel([a_result(test="tsh", name="TSH", taken_on=MONDAY - 2 * DAY)])
    shown = page("follow_ups")
    _click(qtbot, shown, find, f"came_{late.id}")
    _click(qtbot, shown, find, f"count_{tsh.id}")

    assert caregiver_app.follow_ups.rounds(late.id)[0].done_on == MONDAY
    assert caregiver_app.follow_ups.rounds(tsh.id)[0].done_on == MONDAY - 2 * DAY


def test_a_template_is_looked_at_before_it_is_kept(
    caregiver_app: Caregiver, page: Callable[..., Page], window: MainWindow,
    qtbot: QtBot, find: Find,
) -> None:  # fmt: skip
    shown = page("follow_ups")
    _click(qtbot, shown, find, "add_follow_up")
    find(window, "template_search", QLineEdit).setText("dental visits")
    pane = find(window, "follow_up_templates")
    qtbot.waitUntil(lambda: "Regular dental visits" in _texts(pane))
    assert any("Weak source" in one for one in _texts(pane))
    _click(qtbot, window, find, "template_dental_regular")
    assert caregiver_app.follow_ups.all() == ()
    find(window, "min_days", QLineEdit).setText("200")
    find(window, "max_days", QLineEdit).setText("100")
    _click(qtbot, window, find, "follow_up_form_save")
    assert caregiver_app.follow_ups.all() == ()
    find(window, "max_days", QLineEdit).setText("300")
    _click(qtbot, window, find, "follow_up_form_save")

    (plan,) = caregiver_app.follow_ups.all()
    assert (plan.min_days, plan.max_days, plan.evidence) == (200, 300, "weak")
    assert plan.sort is AppointmentKind.DENTAL


def test_something_of_their_own(
    caregiver_app: Caregiver, page: Callable[..., Page], window: MainWindow,
    qtbot: QtBot, find: Find,
) -> None:  # fmt: skip
    page("follow_ups", "add")
    _click(qtbot, window, find, "own_follow_up")
    find(window, "follow_up_name", QLineEdit).setText("Hearing test")
    _click(qtbot, window, find, "follow_up_form_save")
    (plan,) = caregiver_app.follow_ups.all()
    assert (plan.name, plan.evidence, plan.min_days) == ("Hearing test", "", None)
    assert plan.member_id is None


def test_ask_pause_dates_and_remove(
    shown_page: Page, late: FollowUp, caregiver_app: Caregiver, window: MainWindow,
    qtbot: QtBot, find: Find,
) -> None:  # fmt: skip
    def choose(name: str) -> None:
        menu = find(shown_page, f"more_{late.id}").menu_entries()
        next(one for one in menu.actions() if one.objectName() == f"{name}_{late.id}").trigger()
        qtbot.wait(1)

    _click(qtbot, shown_page, find, f"ask_{late.id}")
    (question,) = caregiver_app.questions.waiting()
    assert (question.text, question.about) == ("What is it now?", f"follow_up:{late.id}")
    choose("dates")
    find(window, "done_on", QLineEdit).setText("March 1")
    _click(qtbot, window, find, "round_form_save")
    assert _status(caregiver_app) is FollowUpStatus.DONE
    choose("again")
    assert caregiver_app.follow_ups.rounds(late.id)[0].done_on == MONDAY
    choose("pause")
    assert _status(caregiver_app) is FollowUpStatus.PAUSED
    choose("pause")
    choose("change")
    assert find(window, "min_days", QLineEdit).text() == "28"
    _click(qtbot, window, find, "follow_up_form_cancel")
    choose("remove")
    assert caregiver_app.follow_ups.all() == ()


def test_unbooked_after_all(
    late: FollowUp, caregiver_app: Caregiver, page: Callable[..., Page], qtbot: QtBot, find: Find
) -> None:
    caregiver_app.follow_ups.book(late, datetime(2027, 3, 18, 8, 0))
    shown = page("follow_ups")
    menu = find(shown, f"more_{late.id}").menu_entries()
    next(one for one in menu.actions() if one.objectName() == f"unbook_{late.id}").trigger()
    qtbot.wait(1)
    assert _status(caregiver_app) is FollowUpStatus.OVERDUE
    assert len(caregiver_app.appointments.all()) == 1


def test_a_task_is_written_ticked_changed_and_removed(
    caregiver_app: Caregiver, page: Callable[..., Page], window: MainWindow,
    qtbot: QtBot, find: Find,
) -> None:  # fmt: skip
    shown = page("follow_ups", "task")
    find(window, "task_title", QLineEdit).setText("Permit")
    find(window, "due_on", QLineEdit).setText("March 19")
    find(window, "task_owner", QLineEdit).setText("Ben")
    _click(qtbot, window, find, "task_form_save")
    (task,) = caregiver_app.tasks.open()
    assert (task.due_on, task.owner) == (date(2027, 3, 19), "Ben")
    box = find(shown, f"task_{task.id}")
    assert box.accessibleName() == "Done: Permit, Due Fri, Mar 19 \N{MIDDLE DOT} Ben"
    box.click()
    qtbot.wait(1)
    assert caregiver_app.tasks.open() == ()
    find(shown, f"task_{task.id}").click()
    qtbot.wait(1)
    assert len(caregiver_app.tasks.open()) == 1
    _click(qtbot, shown, find, f"change_task_{task.id}")
    find(window, "task_title", QLineEdit).setText("Permit form")
    _click(qtbot, window, find, "task_form_save")
    assert caregiver_app.tasks.open()[0].title == "Permit form"
    _click(qtbot, shown, find, f"remove_task_{task.id}")
    assert caregiver_app.tasks.open() == ()


def test_the_calendar_and_today_lead_here(
    late: FollowUp, caregiver_app: Caregiver, page: Callable[..., Page], session: Session,
    window: MainWindow, qtbot: QtBot, find: Find,
) -> None:  # fmt: skip
    caregiver_app.tasks.add(a_task(due_on=MONDAY))
    today = page("today")
    assert "1 follow-up is due and not booked" in _texts(today)
    (task,) = caregiver_app.tasks.open()
    find(today, f"task_{task.id}").click()
    qtbot.wait(1)
    assert caregiver_app.tasks.open() == ()
    _click(qtbot, today, find, "see_follow_ups")
    assert find(window, "follow_ups_page").isVisible()
    _click(qtbot, window, find, "to_calendar")
    _click(qtbot, window, find, "to_follow_ups")
    assert find(window, "follow_ups_page").isVisible()
    page("calendar", "follow-ups")
    assert find(window, "follow_ups_page").isVisible()


def test_a_task_is_added_on_today(
    late: FollowUp, caregiver_app: Caregiver, page: Callable[..., Page], window: MainWindow,
    qtbot: QtBot, find: Find,
) -> None:  # fmt: skip
    today = page("today")
    _click(qtbot, today, find, "add_task")
    find(window, "task_title", QLineEdit).setText("Call Ben")
    _click(qtbot, window, find, "task_form_save")
    assert [one.title for one in caregiver_app.tasks.open()] == ["Call Ben"]


def test_search_opens_what_it_found(
    late: FollowUp, caregiver_app: Caregiver, page: Callable[..., Page], window: MainWindow,
    qtbot: QtBot, find: Find,
) -> None:  # fmt: skip
    for number in range(12):
        caregiver_app.follow_ups.save(
            a_follow_up(name=f"Older {number}", starts_on=MONDAY - 99 * DAY)
        )
    shown = page("follow_ups", late.id)
    row = find(shown, f"follow_up_{late.id}")
    qtbot.waitUntil(lambda: find(shown, f"book_{late.id}").hasFocus())
    assert not row.visibleRegion().isEmpty()
    page("follow_ups", caregiver_app.tasks.add(a_task()).id)
    assert find(window, "task_title", QLineEdit).text() == "Order the parking permit"


@pytest.mark.parametrize("target", ["", "add", "task", "book", "change"])
@pytest.mark.parametrize(("theme", "size"), [("light", 100), ("dark", 200)])
def test_everything_has_a_name_and_nothing_is_cut(
    late: FollowUp, page: Callable[..., Page], window: MainWindow, shown: Callable[..., None],
    qtbot: QtBot, find: Find, target: str, theme: str, size: int,
) -> None:  # fmt: skip
    shown(theme, size)
    found = page("follow_ups", "" if target in ("book", "change") else target)
    if target == "book":
        _click(qtbot, found, find, f"book_{late.id}")
    if target == "change":
        find(found, f"more_{late.id}").menu_entries().actions()[0].trigger()
    qtbot.wait(60)
    assert_accessible(window)
    assert_not_clipped(window)


def test_right_to_left(
    shown_page: Page, window: MainWindow, late: FollowUp, find: Find, qtbot: QtBot
) -> None:
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.wait(20)
    ordered, done = find(shown_page, f"ordered_{late.id}"), find(shown_page, f"done_{late.id}")
    assert ordered.mapToGlobal(ordered.rect().center()).x() > done.mapToGlobal(
        done.rect().center()
    ).x()  # fmt: skip
    window.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (28, 28, "every 4 weeks"),
        (7, None, "every week"),
        (None, 1, "every day"),
        (365, 365, "every year"),
        (730, 730, "every 2 years"),
        (90, 90, "every 3 months"),
        (10, 10, "every 10 days"),
        (28, 42, "every 4 to 6 weeks"),
        (28, 120, "about every 1 to 4 months"),
        (180, 365, "about every 6 to 12 months"),
        (28, 31, "every 28 to 31 days"),
        (None, None, ""),
    ],
)
def test_how_often(least: int | None, most: int | None, said: str) -> None:
    assert words.interval(a_follow_up(min_days=least, max_days=most)) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "yesterday"),
        (5, "5 days ago"),
        (49, "7 weeks ago"),
        (150, "5 months ago"),
        (800, "2 years ago"),
    ],
)
def test_how_long_ago(days: int, said: str) -> None:
    assert words.ago(days) == said
