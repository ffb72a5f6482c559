"""A caregiver's whole day through the real window, from the first start to the visit."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from caregiver import settings as preferences
from caregiver.domain.doses import DoseStatus
from caregiver.domain.questions import QuestionStatus
from tests.builders import a_medication, a_question, a_schedule
from tests.journeys.window_driver import Driver, pdf_text
from tests.pdf_reading import page_texts

TODAY = date(2027, 3, 15)


@pytest.fixture
def save_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Answer the question where to save with a path of the test."""
    path = tmp_path / "summary.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


def add_medicine(driver: Driver, name: str = "Acyclovir") -> None:
    driver.page("medications")
    driver.press("new_form")
    driver.type("medicine_name", name)
    driver.type("medicine_strength", "400 mg")
    driver.type("medicine_amount", "1")
    driver.type("medicine_unit", "tablet")
    driver.click("medicine_pattern_0")
    driver.type("medicine_times", "8 AM, 8 PM")
    driver.type("medicine_started", "March 1, 2027")
    driver.click("medicine_form_save")


def ask(driver: Driver, *questions: str) -> None:
    driver.page("visits")
    for text in questions:
        driver.type("new_question", text)
        driver.key(Qt.Key.Key_Return)


def preview(driver: Driver, name: str) -> None:
    """Click `name` and wait until the paper is in sight."""
    driver.click(name)
    driver.qtbot.waitUntil(lambda: bool(driver.all("preview_page_1")), timeout=10_000)


def test_a_day_from_the_first_start_to_the_visit(driver: Driver, save_at: Path) -> None:
    driver.begin_ours()
    assert driver.find("call_team").text().count("202-555-0142") or "202-555-0142" in driver.words()

    # the first appointment, by typing one line
    driver.press("add_anything")
    driver.type("add_line", "Hematology clinic thu 10:30")
    driver.key(Qt.Key.Key_Return)
    (visit_on,) = driver.app.appointments.all()
    assert visit_on.starts == datetime(2027, 3, 18, 10, 30)

    # a medicine twice a day, and its morning dose with one click
    add_medicine(driver)
    driver.page("today")
    with driver.at_most(1):
        driver.click("due_0_taken")
    (entry, *_) = driver.app.doses.on(TODAY)
    assert entry.dose.status is DoseStatus.TAKEN

    # a symptom
    driver.page("symptoms")
    with driver.at_most(5):
        driver.click("log_symptom")
        driver.type("name", "Tingling")
        driver.click("severity_2")
        driver.click("symptom_form_save")
    assert [row.name for row in driver.app.symptoms.grid().rows] == ["Tingling"]

    # questions: three are chosen and the summary is in sight within six clicks
    ask(driver, "Is the tingling from the medicine?", "When is the next scan?",
        "May we travel in May?", "Can the dose be smaller?")  # fmt: skip
    waiting = driver.app.questions.waiting()
    assert len(waiting) == 4
    with driver.at_most(6):
        for question in waiting[:3]:
            driver.click(f"choose_{question.id}")
        preview(driver, "preview_summary")
    assert sum(one.is_top for one in driver.app.questions.waiting()) == 3

    # the paper holds what was noted
    driver.click("save_paper")
    words = pdf_text(save_at)
    for part in ("Rosa Delgado", "Is the tingling from the medicine?", "When is the next scan?",
                 "May we travel in May?", "Acyclovir", "Tingling", "March 18"):  # fmt: skip
        assert part in words
    assert "EXAMPLE" not in words
    assert save_at.name in driver.words()

    # after the visit: what was decided; what was not answered is asked again
    driver.clock.advance(days=3, hours=4)
    driver.program.session.look_at_clock()
    driver.page("visits")
    driver.click("note_last_visit" if driver.all("note_last_visit") else "note_visit")
    driver.type("visit_decisions", "Dose stays. Blood test in two weeks.")
    driver.click(f"asked_{waiting[0].id}")
    driver.click("after_visit_save")
    (held,) = [one for one in driver.app.visits.all() if one.held]
    assert held.decisions == "Dose stays. Blood test in two weeks."
    still = {one.id for one in driver.app.questions.waiting()}
    assert {one.id for one in waiting[1:]} <= still


def test_an_answer_is_kept_and_the_rest_is_asked_again(driver: Driver) -> None:
    driver.begin_ours()
    ask(driver, "Is the tingling from the medicine?", "When is the next scan?")
    first, second = driver.app.questions.waiting()
    driver.click(f"answer_{first.id}")
    driver.type("answer_text", "Yes, probably.")
    driver.click("answer_save")
    assert driver.app.questions.answers(first.id)[0].text == "Yes, probably."
    assert [one.id for one in driver.app.questions.waiting()] == [second.id]
    assert second.status is QuestionStatus.OPEN


def test_the_example_family_is_marked_on_screen_and_on_paper(driver: Driver, save_at: Path) -> None:
    driver.program.begin(None)
    driver.click("look_around")
    assert driver.find("example_word").text() == "EXAMPLE"
    driver.page("visits")
    preview(driver, "preview_summary")
    driver.click("save_paper")
    words = pdf_text(save_at)
    assert "EXAMPLE" in words
    for page in ("calendar", "medications", "symptoms", "course", "journal", "people", "today"):
        driver.page(page)
        assert driver.find("example_word").isVisible()


@pytest.fixture
def with_doses(driver: Driver) -> Driver:
    """A file with four medicines of the morning, and a weekly one."""
    driver.begin_ours()
    for name in ("Acyclovir", "Apixaban", "Omeprazole", "Vitamin D"):
        medication = a_medication(name=name, started_on=date(2027, 3, 1))
        schedule = a_schedule(medication, first_on=date(2027, 3, 1))
        driver.app.medications.add(medication, (schedule,))
    driver.page("today")
    return driver


def test_a_dose_not_taken_is_one_click_and_undone_with_one(with_doses: Driver) -> None:
    driver = with_doses
    with driver.at_most(2):
        driver.click("due_0_not_taken")
    assert [one.dose.status for one in driver.app.doses.on(TODAY) if one.dose] == [
        DoseStatus.MISSED
    ]
    with driver.at_most(1):
        driver.click("undo_button")
    assert not [one for one in driver.app.doses.on(TODAY) if one.dose]


def test_all_of_the_morning_is_one_click_and_one_undo(with_doses: Driver) -> None:
    driver = with_doses
    with driver.at_most(1):
        driver.click("take_all")
    assert len([one for one in driver.app.doses.on(TODAY) if one.dose]) == 4
    with driver.at_most(1):
        driver.click("undo_button")
    assert not [one for one in driver.app.doses.on(TODAY) if one.dose]


def test_a_row_is_recorded_by_its_keys(with_doses: Driver) -> None:
    driver = with_doses
    driver.find("due_0").setFocus()
    driver.key(Qt.Key.Key_Space)
    driver.key(Qt.Key.Key_X)
    statuses = [one.dose.status for one in driver.app.doses.on(TODAY) if one.dose]
    assert statuses == [DoseStatus.TAKEN, DoseStatus.MISSED]


def test_a_dose_of_yesterday_at_another_time_is_four_clicks(with_doses: Driver) -> None:
    driver = with_doses
    driver.clock.advance(days=1)
    driver.program.session.look_at_clock()
    with driver.at_most(4):
        driver.click("yesterday_0", at_left=True)
        driver.click("dose_status_0")
        driver.type("dose_given_time", "9:20 AM")
        driver.click("dose_form_save")
    (dose,) = [one.dose for one in driver.app.doses.on(TODAY) if one.dose]
    given = dose.given_at.astimezone(driver.clock.zone())
    assert (given.date(), given.hour, given.minute) == (TODAY, 9, 20)


def test_fever_in_the_line_shows_the_team_s_words_and_number(driver: Driver) -> None:
    from tests.builders import a_rule

    driver.begin_ours()
    driver.app.people.save_rule(a_rule(symptom="fever"))
    driver.press("add_anything")
    driver.type("add_line", "fever 38.4 now")
    driver.key(Qt.Key.Key_Return)
    words = driver.words()
    assert a_rule().text in words
    assert "202-555-0142" in words
    for dialog in driver.all_dialogs():
        dialog.close()


@pytest.mark.parametrize("page", ["today", "calendar", "course", "journal", "settings"])
def test_the_emergency_sheet_is_one_click_from_anywhere(driver: Driver, page: str) -> None:
    driver.begin_ours()
    driver.page(page)
    assert driver.find("call_team").isVisible()
    with driver.at_most(2):
        preview(driver, "emergency_sheet")
    assert driver.find("print_paper").isEnabled()


def test_a_wrong_reading_is_corrected_without_typing_again(driver: Driver) -> None:
    driver.begin_ours()
    driver.press("add_anything")
    driver.type("add_line", "blood test tomorrow 8")
    driver.click("chip_day")
    driver.type("chip_day_edit", "friday")
    driver.key(Qt.Key.Key_Return)
    driver.find("add_line").setFocus()
    driver.key(Qt.Key.Key_Return)
    (made,) = driver.app.appointments.all()
    assert made.starts == datetime(2027, 3, 19, 8, 0)


def test_one_date_of_a_series_goes_and_comes_back_with_undo(driver: Driver) -> None:
    driver.begin_ours()
    driver.press("add_anything")
    driver.type("add_line", "blood test every monday 8:00 am")
    driver.key(Qt.Key.Key_Return)
    first, last = TODAY, TODAY + timedelta(days=28)
    before = driver.app.appointments.occurrences(first, last)
    assert len(before) >= 4
    driver.app.appointments.drop_occurrence(before[1].appointment, before[1].day)
    assert len(driver.app.appointments.occurrences(first, last)) == len(before) - 1
    driver.press("undo")
    assert driver.app.appointments.occurrences(first, last) == before


def test_what_was_noted_is_there_after_closing(driver: Driver) -> None:
    driver.begin_ours()
    ask(driver, "When is the next scan?")
    driver.program.finish()
    assert driver.program.open_path(Path(preferences.load().last_file))
    assert [one.text for one in driver.app.questions.waiting()] == ["When is the next scan?"]


def test_many_steps_back_and_forward(driver: Driver) -> None:
    driver.begin_ours()
    for number in range(30):
        driver.app.questions.add(a_question(text=f"Question {number}?"))
    for _ in range(30):
        driver.press("undo")
    assert not driver.app.questions.waiting()
    for _ in range(30):
        driver.press("redo")
    assert len(driver.app.questions.waiting()) == 30


def test_fever_without_the_team_s_words_says_so_and_shows_the_number(driver: Driver) -> None:
    driver.begin_ours()
    driver.press("add_anything")
    driver.type("add_line", "fever 38.4 now")
    driver.key(Qt.Key.Key_Return)
    (dialog,) = driver.all_dialogs()
    assert dialog.windowTitle() == "You have not noted when to call"
    assert driver.find("team_words_number").text() == "202-555-0142"
    driver.click("team_words_close")
    driver.press("add_anything")
    driver.type("add_line", "tired since yesterday")
    driver.key(Qt.Key.Key_Return)
    assert not driver.all_dialogs()


def test_questions_nobody_chose_from_stand_on_the_first_page(driver: Driver, save_at: Path) -> None:
    driver.begin_ours()
    ask(driver, "May we travel in May?", "When is the next scan?")
    driver.page("reports")
    preview(driver, "open_visit_summary")
    driver.click("save_paper")
    first = page_texts(save_at)[0]
    assert "May we travel in May?" in first
    assert "When is the next scan?" in first


def test_a_paper_that_is_drawn_has_the_cursor_on_print(driver: Driver) -> None:
    driver.begin_ours()
    driver.page("today")
    preview(driver, "emergency_sheet")
    assert driver.window.focusWidget().objectName() == "print_paper"
    driver.key(Qt.Key.Key_Return)
    assert "no printer" in driver.words()
