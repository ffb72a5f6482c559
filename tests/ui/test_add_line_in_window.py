"""Add anything: what is typed into the real window becomes the right record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment, AppointmentKind
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.journal import JournalEntry
from caregiver.domain.labs import LabResult
from caregiver.domain.people import CareTeamMember, RuleLevel
from caregiver.domain.questions import Question
from caregiver.domain.records import Record
from caregiver.domain.symptoms import SymptomReport
from tests import builders
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.session import Session

ZONE = "America/New_York"
# said by the offscreen platform of every menu, and means nothing there
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
KINDS = (Appointment, SymptomReport, Dose, Question, LabResult, CareTeamMember, JournalEntry)


@pytest.fixture
def known(caregiver_app: Caregiver) -> Caregiver:
    """A doctor, dexamethasone on Mondays, acetaminophen as needed, and earlier results."""
    caregiver_app.people.save_member(builders.a_member(name="Dr. Adams"))
    dex = builders.a_medication(name="Dexamethasone", strength="")
    planned = builders.a_schedule(
        dex, amount=Decimal(20), unit="mg", times=(time(7),), weekdays=(0,)
    )
    caregiver_app.medications.add(dex, [planned])
    needed = builders.a_medication(name="Acetaminophen", strength="500 mg")
    caregiver_app.medications.add(
        needed, [builders.a_schedule(needed, as_needed=True, times=(), most_per_day=8)]
    )
    caregiver_app.labs.save_panel([builders.a_result(printed="120")])
    return caregiver_app


@pytest.fixture
def line(session: Session, window: MainWindow, qtbot: QtBot) -> QLineEdit:
    """The line itself, with the cursor in it by Ctrl+N's way."""
    session.open_add_line()
    edit = window.findChild(QLineEdit, "add_line")
    assert edit is not None
    return edit


def records(app: Caregiver) -> dict[str, Record]:
    return {one.id: one for cls in KINDS for one in app.records.list(cls.kind)}


def enter(qtbot: QtBot, app: Caregiver, line: QLineEdit, typed: str) -> list[Any]:
    """Type a line, press Enter, and return what is new in the file."""
    before = records(app)
    line.clear()
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == ""
    return [one for key, one in records(app).items() if key not in before]


def chip(window: MainWindow, key: str) -> Any:
    QApplication.processEvents()
    found = [one for one in window.findChildren(QWidget, f"chip_{key}") if not one.isHidden()]
    assert len(found) == 1, key
    return found[0]


def correct(window: MainWindow, qtbot: QtBot, key: str, typed: str) -> None:
    """Click a part and type it again."""
    qtbot.mouseClick(chip(window, key), Qt.MouseButton.LeftButton)
    edit = next(
        one for one in window.findChildren(QLineEdit, f"chip_{key}_edit") if one.isVisible()
    )
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, typed)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    QApplication.processEvents()


def choose(window: MainWindow, qtbot: QtBot, key: str, words: str) -> None:
    """Click a part and choose in its menu."""
    button = chip(window, key)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    menus = [one for one in window.findChildren(QMenu) if one.isVisible()]
    next(one for menu in menus for one in menu.actions() if one.text() == words).trigger()
    for menu in menus:
        menu.close()
    QApplication.processEvents()


def test_an_appointment_with_its_place(known, line, qtbot):
    (one,) = enter(qtbot, known, line, "haematology wed 24 march 10:30 st james level 2")
    assert (one.title, one.starts, one.ends, one.location, one.zone, one.sort) == (
        "Haematology", datetime(2027, 3, 24, 10, 30), datetime(2027, 3, 24, 11),
        "St James Level 2", ZONE, AppointmentKind.CLINIC,
    )  # fmt: skip


def test_a_blood_test_tomorrow_asks_about_morning_or_evening(known, line, window, qtbot):
    qtbot.keyClicks(line, "blood test tomorrow 8")
    assert "please check" in chip(window, "time").accessibleName()
    (one,) = enter(qtbot, known, line, "blood test tomorrow 8")
    assert (one.title, one.starts) == ("Blood test", datetime(2027, 3, 16, 8))


def test_a_fever_is_kept_and_the_teams_words_come_at_once(known, line, window, qtbot):
    known.people.save_rule(builders.a_rule(
        text="38.0 or shivering: call at once.", level=RuleLevel.CALL_NOW, symptom="fever",
        at_least=Decimal("38.0"), unit="°C",
    ))  # fmt: skip
    (one,) = enter(qtbot, known, line, "fever 38.4 now")
    assert (one.symptom, one.value, one.unit) == ("fever", Decimal("38.4"), "°C")
    box = window.findChild(QDialog, "message")
    words = [label.text() for label in box.findChildren(QLabel)]
    assert any("38.0 or shivering: call at once." in text for text in words)
    assert "202-555-0142" in words
    box.accept()


def test_a_fever_under_the_teams_number_shows_nothing(known, line, window, qtbot):
    known.people.save_rule(builders.a_rule(symptom="fever", at_least=Decimal(38), unit="°C"))
    enter(qtbot, known, line, "fever 37.4 now")
    assert not [one for one in window.findChildren(QDialog, "message") if one.isVisible()]


def test_a_dose_as_needed_by_another_name_of_the_medicine(known, line, qtbot):
    (one,) = enter(qtbot, known, line, "took paracetamol 1000")
    medicine = known.medications.get(one.medication_id)
    assert (medicine.name, one.amount, one.unit, one.status) == (
        "Acetaminophen", Decimal(1000), "mg", DoseStatus.TAKEN,
    )  # fmt: skip
    assert one.day == builders.MONDAY


def test_a_missed_dose_is_noted_without_a_reason(known, line, qtbot):
    (one,) = enter(qtbot, known, line, "missed dex monday")
    assert (one.status, one.day, one.due_time, one.given_at) == (
        DoseStatus.MISSED, builders.MONDAY, time(7), None,
    )  # fmt: skip


def test_a_medicine_that_is_not_on_the_list_asks_which_one(known, line, window, qtbot):
    before = records(known)
    qtbot.keyClicks(line, "took ibuprofen 400")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    message = window.findChild(QLabel, "reading_message")
    assert "Medicine" in message.text()
    assert records(known) == before
    choose(window, qtbot, "medicine", "Acetaminophen")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (one,) = [one for key, one in records(known).items() if key not in before]
    assert known.medications.get(one.medication_id).name == "Acetaminophen"


def test_a_question_for_somebody_known(known, line, qtbot):
    (one,) = enter(qtbot, known, line, "ask dr a about tingling")
    assert "tingling" in one.text
    assert known.people.member(one.member_id).name == "Dr. Adams"


def test_two_results_take_the_unit_of_last_time_and_are_checked(known, line, window, qtbot):
    qtbot.keyClicks(line, "hb 99 kappa 131 10 march")
    labels = [chip(window, "result:flc_kappa").text()]
    assert labels == ["Result: Kappa free light chains 131 mg/L"]
    assert "please check" in chip(window, "result:flc_kappa").accessibleName()
    found = enter(qtbot, known, line, "hb 99 kappa 131 10 march")
    assert {(one.printed, one.taken_on) for one in found} == {
        ("99", date(2027, 3, 10)), ("131", date(2027, 3, 10)),
    }  # fmt: skip
    assert next(one.unit for one in found if one.test == "flc_kappa") == "mg/L"


def test_a_day_of_another_year_says_its_year(known, line, window, qtbot):
    qtbot.keyClicks(line, "kappa 131 17 march")
    assert chip(window, "day").text() == "Day: March 17, 2026"


def test_a_number_becomes_a_contact(known, line, qtbot):
    (one,) = enter(qtbot, known, line, "ring ward 0113 496 0000")
    assert (one.name, one.phone) == ("Ward", "0113 496 0000")


def test_anything_else_is_a_private_journal_note(known, line, qtbot):
    (one,) = enter(qtbot, known, line, "slept badly, scared about scan")
    assert (one.text, one.is_private) == ("slept badly, scared about scan", True)


@pytest.mark.parametrize("typed", ["<b>x</b>", "🩺 " * 40, "ask", "31 february 10:00 scan"])
def test_anything_at_all_can_be_typed(known, line, window, qtbot, typed):
    line.setText(typed)
    panel = window.top_bar.add_line.panel()
    assert panel.isVisible()
    assert_accessible(panel)
    assert_not_clipped(panel)


def test_esc_keeps_the_line_for_later(known, line, window, qtbot):
    before = records(known)
    qtbot.keyClicks(line, "ask about tingling")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not window.top_bar.add_line.panel().isVisible()
    assert line.text() == "ask about tingling"
    assert records(known) == before


# Correcting


def test_the_hour_is_corrected_by_its_menu(known, line, window, qtbot):
    qtbot.keyClicks(line, "blood test tomorrow 8")
    choose(window, qtbot, "time", "8:00\N{NO-BREAK SPACE}PM")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (one,) = known.appointments.all()
    assert one.starts == datetime(2027, 3, 16, 20)


@pytest.mark.parametrize(("key", "typed", "field", "value"), [
    ("day", "next friday", "starts", datetime(2027, 3, 26, 10, 30)),
    ("day", "march 25", "starts", datetime(2027, 3, 25, 10, 30)),
    ("time", "14:15", "starts", datetime(2027, 3, 24, 14, 15)),
    ("location", "Room 4", "location", "Room 4"),
    ("location", "", "location", ""),
    ("title", "Kidney clinic", "title", "Kidney clinic"),
])  # fmt: skip
def test_a_part_is_corrected_by_typing(known, line, window, qtbot, key, typed, field, value):
    qtbot.keyClicks(line, "haematology wed 24 march 10:30 st james level 2")
    correct(window, qtbot, key, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (one,) = known.appointments.all()
    assert getattr(one, field) == value


def test_a_limit_is_said_before_the_line_is_saved(known, line, window, qtbot):
    needed = next(
        one for one in known.medications.entries() if one.medication.name == "Acetaminophen"
    )
    limited = replace(needed.schedules[0], least_gap_hours=6)
    known.medications.save_schedule(limited)
    known.doses.give(needed.medication, limited)
    line.clear()
    qtbot.keyClicks(line, "took acetaminophen 500")
    message = window.findChild(QLabel, "reading_message")
    qtbot.waitUntil(lambda: message.isVisible() and "6 hours apart" in message.text())
    assert len(known.records.list("dose")) == 1
    line.clear()
    qtbot.keyClicks(line, "slept badly")
    qtbot.waitUntil(lambda: not message.isVisible())


def test_a_day_that_cannot_be_read_asks_and_keeps_what_was_typed(known, line, window, qtbot):
    qtbot.keyClicks(line, "haematology wed 24 march 10:30")
    correct(window, qtbot, "day", "whenever")
    assert chip(window, "day").text() == "Day: whenever"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert known.appointments.all() == ()
    assert "Day" in window.findChild(QLabel, "reading_message").text()


def test_a_series_is_told_in_words_and_corrected_in_words(known, line, window, qtbot):
    qtbot.keyClicks(line, "scan every monday 9")
    assert chip(window, "rule").text() == "Repeats: Every week on Monday"
    correct(window, qtbot, "rule", "every thursday")
    assert chip(window, "rule").text() == "Repeats: Every week on Thursday"
    correct(window, qtbot, "rule", "now and then")
    assert chip(window, "rule").text() == "Repeats: Every week on Thursday"


def test_a_result_is_corrected_by_typing(known, line, window, qtbot):
    qtbot.keyClicks(line, "kappa 131 10 march")
    correct(window, qtbot, "result:flc_kappa", "113")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    newest = known.labs.results(test="flc_kappa")
    assert "113" in {one.printed for one in newest}
    assert "131" not in {one.printed for one in newest}


def test_severity_is_chosen_in_words(known, line, window, qtbot):
    qtbot.keyClicks(line, "nausea bad")
    assert chip(window, "severity").text().startswith("How bad: ")
    choose(window, qtbot, "severity", "severe")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (one,) = known.records.list("symptom_report")
    assert one.severity == 3


@pytest.mark.parametrize(("typed", "words", "kind"), [
    ("tingling in both feet", "Question", "question"),
    ("slept badly, scared about scan", "Question", "question"),
    ("ask dr a about tingling", "Journal note", "journal_entry"),
])  # fmt: skip
def test_a_line_is_saved_as_another_kind(known, line, window, qtbot, typed, words, kind):
    count = len(known.records.list(kind))
    qtbot.keyClicks(line, typed)
    choose(window, qtbot, "kind", words)
    assert chip(window, "kind").text() == f"Save as: {words}"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert len(known.records.list(kind)) == count + 1


def test_kinds_and_states_read_as_words(known, line, window, qtbot):
    qtbot.keyClicks(line, "missed dex monday")
    assert chip(window, "status").text() == "State: Not taken"
    line.setText("blood test tomorrow 8")
    assert chip(window, "sort").text() == "What for: Blood test"


@pytest.mark.parametrize(("theme", "text_size"), [("light", 100), ("dark", 200)])
def test_a_long_reading_fits(known, line, window, qtbot, shown: Callable[..., None],
                             theme: str, text_size: int) -> None:  # fmt: skip
    shown(theme, text_size)
    line.setText("scan every monday 9 st james level 2")
    assert_accessible(window.top_bar.add_line.panel())
    assert_not_clipped(window.top_bar.add_line.panel())
