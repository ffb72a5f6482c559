"""Questions & visits: add, choose, move, answer, prepare, note; by mouse and by keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.questions import Question, QuestionStatus
from tests import builders
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.pages import Page
from ui.pages.visits.question_list import MIME, QuestionList

Find = Callable[..., Any]
Show = Callable[..., Page]


@pytest.fixture
def asked(caregiver_app: Caregiver) -> Caregiver:
    """A visit on March 24, the one before, four questions, a symptom and two medicines."""
    app = caregiver_app
    doctor = app.people.save_member(builders.a_member())
    with app.file.change("start") as work:
        for record in (
            builders.an_appointment(member_id=doctor.id),
            builders.a_visit(starts=datetime(2027, 2, 24, 10, 30), held=True,
                             decisions="Same dose."),
            builders.a_medication(),
            builders.a_medication(name="Apixaban", started_on=date(2027, 3, 1)),
            builders.a_symptom(),
        ):  # fmt: skip
            work.save(record)
    for text in ("Should the dose change?", "May she travel?", "Why so tired?", "Which vaccine?"):
        app.questions.add(Question(text=text))
    return app


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def ids(app: Caregiver) -> list[str]:
    return [one.id for one in app.questions.waiting()]


def order(app: Caregiver) -> list[str]:
    return [one.text.split()[0] for one in app.questions.waiting()]


def words_in(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_an_empty_page_names_one_next_step_that_works(
    page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    click(qtbot, find(window, "bank_from_empty"))
    assert find(window, "question_bank").isVisible()


def test_a_question_of_ones_own_is_added_in_one_line(
    caregiver_app: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    line = find(window, "new_question")
    assert line.hasFocus()
    qtbot.keyClicks(line, "What if she falls?")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    (question,) = caregiver_app.questions.waiting()
    assert question.text == "What if she falls?"
    assert find(window, f"question_{question.id}").isVisible()
    assert line.text() == ""


def test_the_same_question_again_stays_in_the_line(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    shown = page("visits")
    failed: list[str] = []
    monkeypatch.setattr(type(shown.host), "fail", lambda _, error: failed.append(error.code))
    line = find(window, "new_question")
    qtbot.keyClicks(line, "why so tired?")
    click(qtbot, find(window, "add_question"))
    assert failed == ["question_exists"]
    assert line.text() == "why so tired?"


def test_three_chosen_and_the_preview_in_four_clicks(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    for id in ids(asked)[:3]:
        click(qtbot, find(window, f"choose_{id}"))
    click(qtbot, find(window, "preview_summary"))

    assert sum(one.is_top for one in asked.questions.waiting()) == 3
    assert find(window, "paper_preview").isVisible()
    qtbot.waitUntil(lambda: window.findChild(QWidget, "preview_page_1") is not None)


def test_a_fourth_is_refused_with_a_sentence(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for question in asked.questions.waiting()[:3]:
        asked.questions.choose(question, True)
    shown = page("visits")
    failed: list[str] = []
    monkeypatch.setattr(type(shown.host), "fail", lambda _, error: failed.append(error.code))
    click(qtbot, find(window, f"choose_{ids(asked)[3]}"))
    assert failed == ["top_questions_full"]


def test_buttons_move_a_question_and_keep_the_focus(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    last = ids(asked)[3]
    up = find(window, f"up_{last}")
    up.setFocus()
    qtbot.keyClick(up, Qt.Key.Key_Space)
    assert order(asked) == ["Should", "May", "Which", "Why"]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == f"up_{last}"


def test_the_whole_list_works_by_keys(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    first, second = ids(asked)[:2]
    row = find(window, f"question_{first}")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert order(asked)[:2] == ["May", "Should"]
    row = find(window, f"question_{first}")
    assert row.hasFocus()
    qtbot.keyClick(row, Qt.Key.Key_Up)
    row = find(window, f"question_{second}")
    assert row.hasFocus()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert asked.questions.waiting()[0].is_top
    row = find(window, f"question_{second}")
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert find(window, "answer_form").isVisible()
    qtbot.keyClick(find(window, f"question_{first}"), Qt.Key.Key_Delete)
    assert len(ids(asked)) == 3


def test_a_question_is_dragged_to_another_place(
    asked: Caregiver, page: Show, window: MainWindow, find: Find
) -> None:
    page("visits")
    rows: QuestionList = find(window, "question_list")
    dragged, target = ids(asked)[0], ids(asked)[2]
    carried = QMimeData()
    carried.setData(MIME, dragged.encode())
    below = find(window, f"question_{target}").geometry().bottom() - 3
    rows.dropEvent(QDropEvent(
        QPointF(QPoint(40, below)), Qt.DropAction.MoveAction, carried,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    ))  # fmt: skip
    assert order(asked) == ["May", "Why", "Should", "Which"]
    asked.undo()
    assert order(asked) == ["Should", "May", "Why", "Which"]


def test_an_answer_is_kept_beside_the_question(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    id = ids(asked)[0]
    click(qtbot, find(window, f"answer_{id}"))
    qtbot.keyClicks(find(window, "answer_text"), "One more test first.")
    qtbot.keyClicks(find(window, "answer_understood"), "No change now.")
    qtbot.keyClicks(find(window, "answer_who"), "Dr. Okafor")
    click(qtbot, find(window, "answer_save"))

    (answer,) = asked.questions.answers(id)
    assert (answer.text, answer.understood) == ("One more test first.", "No change now.")
    assert asked.questions.get(id).status is QuestionStatus.ANSWERED
    assert find(window, f"open_question_{id}").isVisible()


def test_they_will_check_needs_no_words(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    id = ids(asked)[0]
    click(qtbot, find(window, f"answer_{id}"))
    click(qtbot, find(window, "answer_status_1"))
    click(qtbot, find(window, "answer_save"))
    assert asked.questions.get(id).status is QuestionStatus.THEY_WILL_CHECK


def test_answered_without_words_is_asked_for(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    id = ids(asked)[0]
    click(qtbot, find(window, f"answer_{id}"))
    click(qtbot, find(window, "answer_status_0"))
    click(qtbot, find(window, "answer_save"))
    assert "Write what was said" in words_in(find(window, "answer_form"))
    assert asked.questions.get(id).status is QuestionStatus.OPEN


def test_what_was_typed_is_still_there_next_time(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    id = ids(asked)[0]
    click(qtbot, find(window, f"answer_{id}"))
    qtbot.keyClicks(find(window, "answer_text"), "Half a sent")
    click(qtbot, find(window, "answer_cancel"))
    qtbot.wait(0)
    click(qtbot, find(window, f"answer_{id}"))
    assert find(window, "answer_text").toPlainText() == "Half a sent"


def test_an_answer_is_found_again_from_the_search(
    asked: Caregiver, page: Show, window: MainWindow, find: Find
) -> None:
    question = asked.questions.waiting()[0]
    asked.questions.answer(question, builders.an_answer(question), QuestionStatus.ANSWERED)
    page("visits", asked.questions.answers(question.id)[0].id)
    assert find(window, "answer_text").toPlainText() == "One more test first."


def test_the_answer_is_saved_by_keys_alone(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    row = find(window, f"question_{ids(asked)[0]}")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    answer = find(window, "answer_text")
    assert answer.hasFocus()
    qtbot.keyClicks(answer, "Yes.")
    qtbot.keyClick(answer, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert asked.questions.answers(row.question.id)[0].text == "Yes."


def test_questions_of_the_bank_are_found_ticked_and_added(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    click(qtbot, find(window, "open_bank"))
    search = find(window, "bank_search")
    qtbot.keyClicks(search, "vaccine")
    found = asked.questions.bank(search="vaccine")[0]
    qtbot.waitUntil(lambda: window.findChild(QAbstractButton, f"bank_{found.id}") is not None)
    click(qtbot, find(window, f"bank_{found.id}"))
    click(qtbot, find(window, "bank_add"))
    assert asked.questions.waiting()[-1].text == found.text


def test_preparing_keeps_every_tick_at_once(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    click(qtbot, find(window, "prepare_visit"))
    click(qtbot, find(window, f"top_{ids(asked)[0]}"))
    click(qtbot, find(window, "include_problem:neuropathy_numbness_tingling"))
    click(qtbot, find(window, "not_had_bleeding"))
    qtbot.keyClicks(find(window, "own_line"), "Sleeps in the chair.")
    click(qtbot, find(window, "add_own_line"))
    click(qtbot, find(window, "medicines_checked"))

    found = asked.visits.next()
    assert found is not None
    visit = found.visit
    assert visit is not None
    assert asked.questions.waiting()[0].is_top
    assert visit.left_out == ("problem:neuropathy_numbness_tingling",)
    assert visit.not_had == ("bleeding",)
    assert visit.changes == ("Sleeps in the chair.",)
    assert visit.checked_on == builders.MONDAY
    click(qtbot, find(window, "prepare_preview"))
    assert find(window, "paper_preview").isVisible()


def test_a_drafted_line_can_be_said_in_own_words(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits", "prepare")
    key = "problem:neuropathy_numbness_tingling"
    click(qtbot, find(window, f"edit_{key}"))
    line = find(window, "own_line")
    assert line.text().startswith("Tingling or numbness")
    line.setText("Her feet burn at night.")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    visit = asked.visits.next().visit
    assert visit.changes == ("Her feet burn at night.",)
    assert visit.left_out == (key,)
    assert find(window, f"include_{key}").isChecked() is False


def test_what_was_noted_cannot_be_ticked_as_not_had(
    asked: Caregiver, page: Show, window: MainWindow, find: Find
) -> None:
    with asked.file.change("start") as work:
        work.save(builders.a_symptom(symptom="falls", name="Falls"))
    page("visits", "prepare")
    assert not find(window, "not_had_falls").isEnabled()
    assert find(window, "not_had_fever").isEnabled()


def test_a_visit_of_which_nothing_was_noted_is_asked_about(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    asked.appointments.save(
        builders.an_appointment(starts=datetime(2027, 3, 10, 9), ends=None, title="Clinic")
    )
    first = ids(asked)[0]
    page("visits")
    click(qtbot, find(window, "note_last_visit"))
    qtbot.keyClicks(find(window, "visit_decisions"), "Same dose, new test.")
    click(qtbot, find(window, f"asked_{first}"))
    click(qtbot, find(window, "after_visit_save"))

    noted = asked.visits.all()[0]
    assert noted.held
    assert noted.decisions == "Same dose, new test."
    assert asked.questions.get(first).asked_on == (date(2027, 3, 10),)
    assert "asked once" in words_in(find(window, f"question_{first}"))


def test_answers_given_while_noting_a_visit_lead_back_to_it(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    doctor = asked.people.team()[-1]
    asked.appointments.save(
        builders.an_appointment(starts=datetime(2027, 3, 10, 9), ends=None, member_id=doctor.id)
    )
    first, second = ids(asked)[:2]
    page("visits", "after")
    assert find(window, "visit_decisions").hasFocus()
    qtbot.keyClicks(find(window, "visit_decisions"), "Same dose.")
    click(qtbot, find(window, f"asked_{second}"))
    click(qtbot, find(window, f"after_answer_{first}"))
    assert find(window, "answer_who").text() == doctor.name
    qtbot.keyClicks(find(window, "answer_text"), "Not now.")
    click(qtbot, find(window, "answer_save"))

    (answer,) = asked.questions.answers(first)
    assert answer.day == date(2027, 3, 10)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "visit_decisions") is not None)
    assert find(window, "visit_decisions").toPlainText() == "Same dose."
    assert find(window, f"asked_{second}").isChecked()
    click(qtbot, find(window, "after_visit_save"))
    noted = asked.visits.all()[0]
    assert [one.id for one in asked.questions.for_visit(noted.id)] == [first, second]


def test_a_question_set_aside_comes_back(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    first = ids(asked)[0]
    more = find(window, f"more_{first}")
    next(one for one in more.menu_entries().actions()
         if one.objectName() == "park_question").trigger()  # fmt: skip
    assert first not in ids(asked)
    click(qtbot, find(window, f"ask_again_{first}"))
    assert first in ids(asked)


def test_only_the_newest_visits_stand_there_until_all_are_asked_for(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    with asked.file.change("start") as work:
        saved = [
            work.save(builders.a_visit(starts=datetime(2026, month, 3, 9), held=True))
            for month in range(1, 13)
        ]
    page("visits")
    oldest = f"open_visit_{saved[0].id}"
    assert window.findChild(QWidget, oldest) is None
    click(qtbot, find(window, "all_visits"))
    assert find(window, oldest)
    assert "Saturday, January 3, 2026" in find(window, oldest).accessibleName()


def test_a_past_visit_opens_with_its_decisions(
    asked: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    visit = asked.visits.last_held()
    page("visits")
    click(qtbot, find(window, f"open_visit_{visit.id}"))
    assert find(window, "visit_decisions").toPlainText() == "Same dose."


def test_asked_twice_says_how_long(
    asked: Caregiver, page: Show, window: MainWindow, find: Find
) -> None:
    question = asked.questions.waiting()[0]
    days = (date(2027, 2, 1), date(2027, 2, 24))
    asked.questions.save(replace(question, asked_on=days, noted_on=date(2027, 2, 1)))
    page("visits")
    assert "asked twice, 6 weeks" in words_in(find(window, f"question_{question.id}"))


@pytest.mark.parametrize("target", ["", "prepare", "bank"])
@pytest.mark.parametrize(("theme", "size"), [("light", 100), ("dark", 200)])
def test_everything_has_a_name_and_nothing_is_cut(
    asked: Caregiver, page: Show, window: MainWindow, shown: Callable[..., None], qtbot: QtBot,
    target: str, theme: str, size: int,
) -> None:  # fmt: skip
    asked.questions.choose(asked.questions.waiting()[0], True)
    shown(theme, size)
    page("visits", target)
    qtbot.wait(50)
    assert_accessible(window)
    assert_not_clipped(window)
