"""Today in the real window: one click or one key records a dose."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from caregiver.domain.appointments import AppointmentKind
from caregiver.domain.doses import DoseStatus
from caregiver.domain.therapy import CycleDay
from tests import builders
from tests.builders import (
    MONDAY,
    a_cycle,
    a_dose,
    a_line,
    a_medication,
    a_question,
    a_rule,
    a_schedule,
    a_symptom,
    an_appointment,
)
from tests.ui.audit import assert_accessible, assert_not_clipped


def fill(app, *records):
    with app.file.change("filled") as work:
        for record in records:
            work.save(record)


@pytest.fixture
def medicines(caregiver_app):
    """Three medicines at 8 in the morning; one of them in the evening too."""
    times = {"Acyclovir": (time(8), time(20)), "Apixaban": (time(8),), "Dexamethasone": (time(8),)}
    found = []
    for name, at in times.items():
        medication = a_medication(name=name)
        fill(caregiver_app, medication, a_schedule(medication, times=at))
        found.append(medication)
    return found


@pytest.fixture
def today(page, medicines):
    return page("today")


def click(qtbot, find, root, name):
    qtbot.mouseClick(find(root, name, QPushButton), Qt.MouseButton.LeftButton)


def statuses(app, day=MONDAY):
    return [one.dose.status if one.dose else None for one in app.doses.on(day)]


def focused():
    return QApplication.focusWidget()


def test_the_next_dose_has_the_focus_at_once(today, window, find):
    assert window.focusWidget() is find(today, "due_0")


def test_one_click_records_a_dose(qtbot, today, find, caregiver_app):
    click(qtbot, find, today, "due_0_taken")
    assert statuses(caregiver_app) == [DoseStatus.TAKEN, None, None, None]
    assert find(today, "due_0_state", QLabel).text().startswith("Taken 8:00")


def test_space_records_and_goes_on_to_the_next(qtbot, today, window, find, caregiver_app):
    qtbot.keyClick(find(today, "due_0"), Qt.Key.Key_Space)
    assert statuses(caregiver_app)[0] is DoseStatus.TAKEN
    assert window.focusWidget() is find(today, "due_1")


def test_x_records_not_taken_and_the_reason_may_follow(qtbot, today, find, caregiver_app):
    qtbot.keyClick(find(today, "due_0"), Qt.Key.Key_X)
    assert statuses(caregiver_app)[0] is DoseStatus.MISSED
    click(qtbot, find, today, "due_0_told_to_hold")
    entry = caregiver_app.doses.on(MONDAY)[0]
    assert (entry.dose.status, entry.dose.reason) == (DoseStatus.HELD, "Told to hold")
    assert "Held by the clinic" in find(today, "due_0_state", QLabel).text()


def test_not_taken_is_one_click_and_has_no_red(qtbot, today, find, caregiver_app):
    click(qtbot, find, today, "due_0_not_taken")
    assert statuses(caregiver_app)[0] is DoseStatus.MISSED
    assert find(today, "due_0_state", QLabel).property("tone") == "muted"


def test_arrows_move_between_rows(qtbot, today, window, find):
    qtbot.keyClick(find(today, "due_0"), Qt.Key.Key_Down)
    assert window.focusWidget() is find(today, "due_1")
    qtbot.keyClick(find(today, "due_1"), Qt.Key.Key_Up)
    assert window.focusWidget() is find(today, "due_0")


def test_l_puts_a_dose_off_for_an_hour(qtbot, today, find, caregiver_app, clock):
    qtbot.keyClick(find(today, "due_0"), Qt.Key.Key_L)
    assert statuses(caregiver_app) == [None, None, None, None]
    assert today.findChild(QWidget, "due_2") is None
    clock.advance(minutes=61)
    today.time_passed()
    assert find(today, "due_2").isVisible()


def test_row_keys_can_be_switched_off(qtbot, page, medicines, settings, find, caregiver_app):
    settings.row_keys = False
    today = page("today")
    qtbot.keyClick(find(today, "due_0"), Qt.Key.Key_X)
    assert statuses(caregiver_app)[0] is None


def test_all_morning_medicines_are_one_click_and_one_undo(
    qtbot, today, find, session, caregiver_app
):
    button = find(today, "take_all", QPushButton)
    assert button.text() == "All 3 morning medicines taken"
    click(qtbot, find, today, "take_all")
    assert statuses(caregiver_app) == [DoseStatus.TAKEN] * 3 + [None]
    session.undo()
    assert statuses(caregiver_app) == [None] * 4


def test_the_time_is_corrected_in_the_details(qtbot, today, window, find, caregiver_app):
    click(qtbot, find, today, "due_0_taken")
    click(qtbot, find, today, "due_0_change")
    edit = find(window, "dose_given_time", QLineEdit)
    edit.setText("7:40 am")
    click(qtbot, find, window, "dose_form_save")
    dose = caregiver_app.doses.on(MONDAY)[0].dose
    assert dose.given_at == datetime(2027, 3, 15, 11, 40, tzinfo=UTC)
    assert (
        window.findChild(QWidget, "dose_form") is None or not find(window, "dose_form").isVisible()
    )


def test_a_time_in_the_future_is_refused_beside_the_form(qtbot, today, window, find, caregiver_app):
    click(qtbot, find, today, "due_0_taken")
    before = caregiver_app.doses.on(MONDAY)[0].dose
    click(qtbot, find, today, "due_0_change")
    find(window, "dose_given_time", QLineEdit).setText("9 pm")
    click(qtbot, find, window, "dose_form_save")
    assert find(window, "dose_form_message").isVisible()
    assert caregiver_app.doses.on(MONDAY)[0].dose == before


def test_a_record_can_go_back_to_not_recorded(qtbot, today, window, find, caregiver_app):
    click(qtbot, find, today, "due_0_taken")
    click(qtbot, find, today, "due_0_change")
    click(qtbot, find, window, "dose_remove")
    assert statuses(caregiver_app)[0] is None


def test_later_doses_can_be_taken_early(qtbot, today, find, caregiver_app):
    click(qtbot, find, today, "later_0_taken")
    assert statuses(caregiver_app) == [None, None, None, DoseStatus.TAKEN]


def test_yesterday_is_filled_in_or_left(qtbot, page, medicines, find, caregiver_app):
    yesterday = MONDAY - timedelta(days=1)
    fill(caregiver_app, a_dose(medicines[1], day=MONDAY - timedelta(days=2)))
    today = page("today")
    assert "Apixaban" in find(today, "yesterday_0").accessibleName()
    click(qtbot, find, today, "yesterday_0_leave")
    assert today.findChild(QWidget, "yesterday_0") is None
    assert statuses(caregiver_app, yesterday) == [None] * 4


def test_a_dose_of_yesterday_at_another_time_takes_four_clicks(
    qtbot, page, medicines, window, find, caregiver_app
):
    fill(caregiver_app, a_dose(medicines[1], day=MONDAY - timedelta(days=2)))
    today = page("today")
    qtbot.keyClick(find(today, "yesterday_0"), Qt.Key.Key_Return)  # 1
    find(window, "dose_given_time", QLineEdit).setText("9:15 am")  # 2
    click(qtbot, find, window, "dose_form_save")  # 3
    (dose,) = [one.dose for one in caregiver_app.doses.on(MONDAY - timedelta(days=1)) if one.dose]
    assert dose.given_at == datetime(2027, 3, 14, 13, 15, tzinfo=UTC)
    assert dose.day == date(2027, 3, 14)


def test_a_medicine_when_needed_warns_before_one_too_many(qtbot, page, find, caregiver_app, clock):
    medication = a_medication(name="Acetaminophen")
    schedule = a_schedule(medication, times=(), as_needed=True, most_per_day=1)
    fill(caregiver_app, medication, schedule)
    today = page("today")
    find(today, "when_needed").menu_entries().actions()[0].trigger()
    assert len(caregiver_app.doses.on(MONDAY)) == 1
    clock.advance(hours=1)
    find(today, "when_needed").menu_entries().actions()[0].trigger()
    assert find(today, "limit_warning").isVisible()
    assert len(caregiver_app.doses.on(MONDAY)) == 1
    click(qtbot, find, today, "give_anyway")
    assert len(caregiver_app.doses.on(MONDAY)) == 2


def test_the_right_column_shows_what_comes(page, caregiver_app, find):
    line = a_line()
    fill(
        caregiver_app,
        line,
        a_cycle(line),
        an_appointment(title="Infusion", starts=datetime(2027, 3, 15, 11, 30), ends=None,
                       leave_by=time(10, 50), sort=AppointmentKind.INFUSION),
        an_appointment(),
        a_question(is_top=True),
        a_symptom(),
        a_rule(symptom="neuropathy_numbness_tingling", text="Call if she falls."),
    )  # fmt: skip
    shown = " ".join(label.text() for label in page("today").findChildren(QLabel))
    for words in ("Leave by 10:50", "Infusion", "“Call if she falls.”", "Moderate",
                  "In 9 days · 1 of 1 questions chosen", "Cycle 3, day 15"):  # fmt: skip
        assert words in shown


def test_a_new_file_offers_first_steps(qtbot, page, find, caregiver_app, window):
    today = page("today")
    find(today, "first_title", QLineEdit).setText("Clinic")
    find(today, "first_starts_date", QLineEdit).setText("march 24")
    find(today, "first_starts_time", QLineEdit).setText("10:30")
    click(qtbot, find, today, "first_appointment_save")
    (appointment,) = caregiver_app.appointments.all()
    assert appointment.starts == datetime(2027, 3, 24, 10, 30)
    assert not find(today, "first_title").isVisible()
    assert find(today, "first_medicine").isVisible()


def test_nothing_due_names_what_comes_next(page, caregiver_app, find):
    medication = a_medication(name="Dexamethasone")
    schedule = a_schedule(medication, times=(time(8),), weekdays=(1,), amount=Decimal(2))
    fill(caregiver_app, medication, schedule)
    words = find(page("today"), "nothing_due", QLabel).text()
    assert words == "Nothing due today. Next: Dexamethasone, Tuesday, March 16, 8:00\xa0AM."


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_has_a_name_and_its_room(
    qtbot, page, medicines, caregiver_app, shown, text_size, theme
):
    fill(
        caregiver_app,
        a_dose(medicines[0], day=MONDAY - timedelta(days=2)),
        an_appointment(title="Infusion", starts=datetime(2027, 3, 15, 11, 30), ends=None),
        a_symptom(),
        a_question(),
    )
    today = page("today")
    shown(theme, text_size)
    caregiver_app.doses.not_taken(caregiver_app.doses.on(MONDAY)[0], DoseStatus.MISSED)
    QApplication.processEvents()
    assert_accessible(today)
    assert_not_clipped(today)


def test_the_next_cycle_begins_with_one_click(caregiver_app, page, window, find, qtbot) -> None:
    line = builders.a_line()
    cycle = builders.a_cycle(line, first_on=builders.MONDAY - timedelta(days=28))
    medication = builders.a_medication(name="Pomalidomide", treats_myeloma=True)
    schedule = builders.a_schedule(medication, cycle_days=tuple(range(1, 22)))
    caregiver_app.therapy.save_line_with_cycle(line, cycle)
    caregiver_app.medications.add(medication, (schedule,))
    page("today")
    qtbot.mouseClick(find(window, "next_cycle_today"), Qt.MouseButton.LeftButton)
    assert caregiver_app.therapy.day_of_cycle() == CycleDay(4, 1, 28)
    assert len(caregiver_app.today.page().due_now) == 1
    caregiver_app.undo()
    assert caregiver_app.therapy.day_of_cycle() == CycleDay(3, 29, 28)
