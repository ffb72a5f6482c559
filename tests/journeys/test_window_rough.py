"""Rough days: odd words, odd dates, a lost file, a full disk, a clock that jumps."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_medication, a_question, a_schedule, an_appointment
from tests.journeys.window_driver import CTRL, Driver
from ui.pages import ENTRIES

PAGES = [entry.key for entry in ENTRIES]
NASTY = {
    "long": "word " * 2000,
    "emoji": "Tired 😴👩‍👩‍👧 today",
    "right to left": "שלום \u202eevil\u202c مرحبا",
    "markup": "<b>5 < 6 & 7</b> <a href='x'>link</a> {0} %1 %s",
    "nul": "before\x00after\x07\x1b[31m",
    "table": "a\tb\tc\n1\t2\t3\n",
    "newlines": "one\r\ntwo\u2028three",
    "surrogate": "half \ud83d pair",
}


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow: every write beyond its first bytes fails, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY.keys())
def test_odd_words_are_kept_and_shown_everywhere(driver: Driver, words: str) -> None:
    driver.begin_ours()
    add = driver.find("add_line")
    add.setText(words)
    driver.settle()
    add.setFocus()
    driver.key(Qt.Key.Key_Return)
    assert driver.app.search.find("e") is not None
    driver.page("visits")
    driver.find("new_question").setText(words)
    driver.find("new_question").setFocus()
    driver.key(Qt.Key.Key_Return)
    for key in PAGES:
        driver.page(key)
    if "\x00" in words:  # not a text: refused with a sentence, and still there to be corrected
        assert "cannot" in driver.sentence()
    assert not driver.all_dialogs()


@pytest.mark.parametrize(
    "day", ["31 april", "February 30", "0001-01-01", "9999-12-31", "99/99/9999", "-5", "tomorow",
            "2027-02-29", "12345678901234567890"],
)  # fmt: skip
def test_odd_dates_get_a_sentence_and_nothing_is_half_saved(driver: Driver, day: str) -> None:
    driver.begin_ours()
    driver.page("calendar")
    driver.press("new_form")
    driver.type("title", "Clinic")
    driver.type("day", day)
    driver.type("start", "10:30")
    driver.key(Qt.Key.Key_S, CTRL)
    form_is_open = bool(driver.all("appointment_form_save"))
    saved = driver.app.appointments.all()
    assert form_is_open != bool(saved)
    if form_is_open:
        assert driver.find("title").text() == "Clinic"
        problems = [one for one in driver.names() if one.endswith("_problem")]
        assert problems
    for key in PAGES:
        driver.page(key)


@pytest.mark.parametrize("amount", ["-1", "0", "1e999", "nan", "½", "5.0", ".5", "1,5", "a lot"])
def test_odd_amounts_get_a_sentence_or_their_plain_form(driver: Driver, amount: str) -> None:
    driver.begin_ours()
    driver.page("medications")
    driver.press("new_form")
    driver.type("medicine_name", "Dexamethasone")
    driver.type("medicine_amount", amount)
    driver.type("medicine_unit", "tablet")
    driver.click("medicine_pattern_0")
    driver.type("medicine_times", "8 AM")
    driver.click("medicine_form_save")
    groups = driver.app.medications.entries()
    assert bool(groups) != bool(driver.all("medicine_form_save"))
    for key in ("today", "medications", "calendar"):
        driver.page(key)


def test_every_form_closes_with_escape_and_keeps_what_was_typed(driver: Driver) -> None:
    driver.begin_ours()
    for page, field in (("calendar", "title"), ("medications", "medicine_name"),
                        ("symptoms", "name"), ("people", "name")):  # fmt: skip
        driver.page(page)
        driver.press("new_form")
        driver.type(field, "Half typed")
        driver.key(Qt.Key.Key_Escape)
        assert not driver.all("details_pane"), page
        driver.press("new_form")
        assert driver.find(field).text() == "Half typed", page
        driver.key(Qt.Key.Key_Escape)


def test_a_draft_is_there_after_the_program_was_killed(driver: Driver) -> None:
    driver.begin_ours()
    driver.page("medications")
    driver.press("new_form")
    driver.type("medicine_name", "Half typed")
    driver.qtbot.waitUntil(lambda: "Half typed" in driver.app.drafts(), timeout=5000)


def test_many_medicines_and_questions(driver: Driver) -> None:
    driver.begin_ours()
    driver.page("journal")
    for number in range(60):
        medication = a_medication(name=f"Medicine {number:03}", started_on=date(2027, 3, 1))
        schedule = a_schedule(medication, first_on=date(2027, 3, 1))
        driver.app.medications.add(medication, (schedule,))
    driver.app.questions.add_many([a_question(text=f"Question {n}?") for n in range(150)])
    for key in PAGES:
        driver.page(key)
    driver.page("today")
    driver.click("take_all")
    assert sum(one.dose is not None for one in driver.app.doses.on(date(2027, 3, 15))) == 60
    driver.press("undo")
    assert not any(one.dose for one in driver.app.doses.on(date(2027, 3, 15)))


def test_an_appointment_over_midnight_and_the_night_the_clocks_change(driver: Driver) -> None:
    driver.begin_ours()
    for starts in (datetime(2027, 3, 15, 23, 30), datetime(2027, 3, 14, 2, 30),
                   datetime(2027, 11, 7, 1, 30)):  # fmt: skip
        ends = starts + timedelta(hours=2)
        driver.app.appointments.save(
            an_appointment(title="Night", starts=starts, ends=ends, zone="America/New_York")
        )
    for key in ("today", "calendar", "visits"):
        driver.page(key)
    assert driver.words().count("Night")


def test_a_clock_that_jumps_keeps_every_dose(driver: Driver) -> None:
    driver.begin_ours()
    medication = a_medication(started_on=date(2027, 3, 1))
    driver.app.medications.add(medication, (a_schedule(medication, first_on=date(2027, 3, 1)),))
    driver.page("today")
    driver.click("due_0_taken")
    for jump in (-86400 * 3, 86400 * 400, -86400 * 397):
        driver.clock.advance(seconds=jump)
        driver.program.session.look_at_clock()
        for key in PAGES:
            driver.page(key)
        driver.page("today")
    assert driver.app.doses.for_medication(medication.id, date(2027, 3, 1), date(2027, 3, 31))


def test_a_file_deleted_under_the_window_says_so(driver: Driver) -> None:
    driver.begin_ours()
    path = driver.app.path
    for part in path.parent.glob(path.name + "*"):
        part.unlink()
    driver.page("visits")
    driver.type("new_question", "May we travel?")
    driver.key(Qt.Key.Key_Return)
    assert "no longer there" in driver.sentence()
    assert driver.find("new_question").text() == "May we travel?"
    for key in PAGES:
        driver.page(key)


def test_a_full_disk_says_so_and_keeps_what_was_typed(
    driver: Driver,
) -> None:
    driver.begin_ours()
    driver.page("calendar")
    driver.press("new_form")
    driver.type("title", "Clinic")
    driver.type("day", "24 march")
    driver.type("start", "10:30")
    with full_disk():
        driver.click("appointment_form_save")
        driver.settle()
    assert "disk" in driver.words().lower()
    assert driver.find("title").text() == "Clinic"
    assert not driver.app.appointments.all()
    driver.click("appointment_form_save")
    assert len(driver.app.appointments.all()) == 1


def test_the_last_file_gone_is_told_on_the_welcome_screen(driver: Driver, tmp_path: Path) -> None:
    driver.program.settings.last_file = str(tmp_path / "gone.care")
    driver.program.begin(None)
    assert "gone.care" in driver.words()
    assert driver.find("start_ours").isVisible()


def test_closing_reads_no_page_again(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    driver.begin_ours()
    for key in PAGES:
        driver.page(key)
    driver.app.questions.add(a_question())
    read_again = []
    for frame in driver.program.session.pages._frames.values():
        monkeypatch.setattr(frame.page, "reload", lambda: read_again.append(1))
    driver.program.finish()
    assert read_again == []
