"""How an appointment repeats: in words, chosen in the form, and never lost on saving."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.domain.recurrence import parse_rule
from caregiver.formats import PlainFormats
from tests.builders import an_appointment
from ui import appointments
from ui.main_window import MainWindow
from ui.pages.calendar.repeat_field import RepeatField, month_choices
from ui.repeat_words import rule_words

WEDNESDAY = datetime(2027, 3, 24, 10, 30)
Find = Callable[..., Any]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "Every day"),
        ("FREQ=DAILY;INTERVAL=3", "Every 3 days"),
        ("FREQ=DAILY;BYDAY=MO,WE", "Every week on Monday and Wednesday"),
        ("FREQ=WEEKLY", "Every week on Wednesday"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "Every week on Monday and Thursday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,FR", "Every 2 weeks on Monday, Tuesday and Friday"),
        ("FREQ=MONTHLY", "Every month on the 24th"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "Every month on the 1st and the 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=2,3,11,22", "Every month on the 2nd, the 3rd, the 11th and "
                                              "the 22nd"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day of the month"),
        ("FREQ=MONTHLY;BYDAY=2WE", "Every month on the second Wednesday"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "Every 3 months on the last Friday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
         "Every month on the last day from Monday to Friday"),
        ("FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2", "Every month on the second Wednesday"),
        ("FREQ=YEARLY", "Every year on March 24"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=12", "Every year on May 12"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "Every year on the 30th of February"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=2WE", "Every year on the second Wednesday of March"),
        ("FREQ=YEARLY;BYWEEKNO=20", "Every year on Wednesday in week 20 of the year"),
        ("FREQ=YEARLY;BYYEARDAY=100,200", "Every year on day 100 and 200 of the year"),
        ("FREQ=DAILY;BYHOUR=9,21;BYMINUTE=30", "Every day at 9:30 AM and 9:30 PM"),
        ("FREQ=HOURLY;INTERVAL=6", "Every 6 hours"),
        ("FREQ=MINUTELY;INTERVAL=30", "Every 30 minutes"),
        ("FREQ=DAILY;BYMONTH=1,2", "Every day in January and February"),
        ("FREQ=WEEKLY;UNTIL=20270430", "Every week on Wednesday until April 30, 2027"),
        ("FREQ=WEEKLY;COUNT=6", "Every week on Wednesday, 6 times"),
        ("FREQ=WEEKLY;COUNT=1", "Every week on Wednesday, only once"),
    ],
)  # fmt: skip
def test_any_rule_reads_as_a_phrase(rule: str, words: str) -> None:
    parsed = parse_rule(rule)
    assert parsed is not None
    written = rule_words(parsed, WEDNESDAY, PlainFormats())
    assert written.replace("\N{NO-BREAK SPACE}", " ") == words


def test_further_dates_are_named_and_many_are_cut_short() -> None:
    extra = tuple(datetime(2027, 4, day, 9) for day in (1, 2, 3, 4))
    one = an_appointment(rule="FREQ=DAILY", extra_starts=extra[:2])
    formats = PlainFormats()
    assert appointments.repeats(one, formats) == "Every day. Also on Apr 1, Apr 2"
    many = an_appointment(extra_starts=extra)
    assert appointments.repeats(many, formats) == "Also on Apr 1, Apr 2, Apr 3, …"
    assert appointments.repeats(an_appointment(), formats) == ""


@pytest.mark.parametrize(
    ("day", "ways"),
    [
        (date(2027, 3, 10), ["BYMONTHDAY=10", "BYDAY=2WE"]),
        (date(2027, 3, 31), ["BYMONTHDAY=31", "BYDAY=5WE", "BYDAY=-1WE", "BYMONTHDAY=-1"]),
        (date(2027, 2, 26), ["BYMONTHDAY=26", "BYDAY=4FR", "BYDAY=-1FR"]),
    ],
)
def test_ways_a_day_lies_in_its_month(day: date, ways: list[str]) -> None:
    assert [way for way, _ in month_choices(day)] == ways


@pytest.fixture
def field(qtbot: QtBot) -> RepeatField:
    """The field of an appointment that starts on Wednesday, March 24, 2027."""
    asked = RepeatField("repeat", PlainFormats(), lambda: date(2027, 3, 15))
    qtbot.addWidget(asked)
    asked.set_start(WEDNESDAY)
    asked.set_value("")
    asked.show()
    return asked


def choose(field: RepeatField, name: str, place: int) -> None:
    """Choose in a list of the field."""
    combo = field.findChild(QComboBox, name)
    assert combo is not None
    combo.setCurrentIndex(place)


@pytest.mark.parametrize(
    ("kind", "interval", "rule"),
    [
        (1, "", "FREQ=DAILY"),
        (1, "3", "FREQ=DAILY;INTERVAL=3"),
        (2, "2", "FREQ=WEEKLY;INTERVAL=2"),
        (3, "1", "FREQ=MONTHLY;BYMONTHDAY=24"),
        (4, "1", "FREQ=YEARLY"),
    ],
)
def test_the_usual_patterns(
    field: RepeatField, find: Find, kind: int, interval: str, rule: str
) -> None:
    choose(field, "repeat", kind)
    find(field, "repeat_interval", QLineEdit).setText(interval)
    assert field.value() == rule
    assert field.own_problem() == ""


def test_every_month_by_weekday_follows_the_date(field: RepeatField, find: Find) -> None:
    choose(field, "repeat", 3)
    choose(field, "repeat_month_day", 1)
    assert field.value() == "FREQ=MONTHLY;BYDAY=4WE"
    field.set_start(datetime(2027, 3, 11, 9))
    assert field.value() == "FREQ=MONTHLY;BYDAY=2TH"
    words = find(field, "repeat_next", QLabel).text()
    assert words == "Dates: Thu, Mar 11; Thu, Apr 8; Thu, May 13"


def test_the_last_friday(field: RepeatField) -> None:
    field.set_start(datetime(2027, 3, 26, 9))
    choose(field, "repeat", 3)
    choose(field, "repeat_month_day", 2)
    assert field.value() == "FREQ=MONTHLY;BYDAY=-1FR"


def test_ends_on_a_date_or_after_some_times(field: RepeatField, find: Find) -> None:
    choose(field, "repeat", 2)
    choose(field, "repeat_ends", 1)
    assert field.own_problem() != ""
    find(field, "repeat_until", QLineEdit).setText("March 1")
    assert "before the first" in field.own_problem()
    find(field, "repeat_until", QLineEdit).setText("April 1")
    assert field.value() == "FREQ=WEEKLY;UNTIL=20270401"
    assert find(field, "repeat_next", QLabel).text() == "Dates: Wed, Mar 24; Wed, Mar 31"
    choose(field, "repeat_ends", 2)
    find(field, "repeat_count", QLineEdit).setText("4")
    assert (field.value(), field.own_problem()) == ("FREQ=WEEKLY;COUNT=4", "")


@pytest.mark.parametrize("typed", ["0", "1.5", "1001", "x"])
def test_a_number_that_cannot_be_is_said(field: RepeatField, find: Find, typed: str) -> None:
    choose(field, "repeat", 1)
    find(field, "repeat_interval", QLineEdit).setText(typed)
    sentence = field.own_problem()
    field.show_problem(sentence)
    assert find(field, "repeat_interval_problem", QLabel).text() == sentence != ""


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6", "FREQ=DAILY;UNTIL=20270501",
        "FREQ=MONTHLY;BYDAY=4WE", "FREQ=MONTHLY;BYMONTHDAY=24", "FREQ=MONTHLY", "FREQ=YEARLY",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=24", "FREQ=WEEKLY;WKST=SU",
    ],
)  # fmt: skip
def test_a_pattern_of_the_form_shows_in_the_form_and_stays_when_untouched(
    field: RepeatField, find: Find, rule: str
) -> None:
    field.set_value(rule)
    assert not find(field, "repeat_kept", QLabel).isVisible()
    assert field.value() == rule
    assert field.draft() == "="


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=24", "FREQ=DAILY;BYHOUR=9,21;BYMINUTE=0",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU", "FREQ=HOURLY;INTERVAL=8",
        "FREQ=YEARLY;BYWEEKNO=20",
    ],
)  # fmt: skip
def test_any_other_pattern_is_kept_and_said_in_words(
    field: RepeatField, find: Find, rule: str
) -> None:
    field.set_value(rule)
    kept = find(field, "repeat_kept", QLabel)
    assert kept.isVisible()
    assert kept.text().startswith("A pattern from the calendar file: Every ")
    assert field.value() == rule
    choose(field, "repeat", 0)
    assert field.value() == ""
    choose(field, "repeat", 5)
    assert field.value() == rule


def test_a_draft_brings_the_pattern_back(field: RepeatField, find: Find, qtbot: QtBot) -> None:
    choose(field, "repeat", 2)
    find(field, "repeat_weekdays_1", QPushButton).click()
    choose(field, "repeat_ends", 2)
    find(field, "repeat_count", QLineEdit).setText("4")
    other = RepeatField("repeat", PlainFormats(), lambda: date(2027, 3, 15))
    qtbot.addWidget(other)
    other.set_start(WEDNESDAY)
    other.set_value("")
    other.restore(field.draft())
    assert other.value() == field.value() == "FREQ=WEEKLY;BYDAY=MO;COUNT=4"


def test_a_series_from_elsewhere_is_saved_with_its_pattern(
    page: Callable[..., Any], find: Find, window: MainWindow, caregiver_app: Caregiver
) -> None:
    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    one = caregiver_app.appointments.save(
        an_appointment(starts=datetime(2027, 3, 31, 9), ends=None, rule=rule)
    )
    page("calendar", "2027-03-31")
    find(window, f"change_{one.id}_20270331", QPushButton).click()
    find(window, "location", QLineEdit).setText("Level 2")
    find(window, "appointment_form").save()
    find(window, "scope_all", QPushButton).click()
    saved = caregiver_app.appointments.get(one.id)
    assert saved is not None
    assert (saved.rule, saved.location) == (rule, "Level 2")
