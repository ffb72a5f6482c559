"""Over the example family every service has something to say, at any moment."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from caregiver import sample
from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.domain.people import RuleLevel
from tests.sample.test_sample import MOMENTS

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2027, 3, 15)


def opened(path: Path, moment: str) -> Caregiver:
    clock = FixedClock(datetime.fromisoformat(moment), NEW_YORK)
    app = Caregiver.create(path, clock=clock, by="Anna")
    sample.fill(app.file, clock)
    return app


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Caregiver]:
    """The family on Monday morning, 8:10."""
    with opened(tmp_path / "family.care", MOMENTS[0]) as family:
        yield family


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_service_answers_at_any_moment(tmp_path: Path, moment: str) -> None:
    with opened(tmp_path / "family.care", moment) as app:
        today = app.clock.today()
        page = app.today.page()
        assert page.cycle_day is not None
        assert page.due_now or page.later
        assert page.appointments
        assert page.next_visit is not None
        assert app.calendar.month(today - timedelta(days=20), today + timedelta(days=21)).bands
        assert app.calendar.day(today).occurrences
        assert app.symptoms.grid().rows
        assert len(app.labs.table(()).days) == 4
        assert app.questions.waiting()
        assert app.since_last_visit.draft(None).count
        assert app.reports.visit_summary().pages >= 1


def test_today_has_work_to_do_and_one_thing_done(app: Caregiver) -> None:
    page = app.today.page()
    assert [one.medication.name for one in page.waiting] == [
        "Acyclovir", "Apixaban", "Dexamethasone", "Sulfamethoxazole-trimethoprim",
    ]  # fmt: skip
    assert [one.medication.name for one in page.due_now if one.dose] == ["Omeprazole"]
    assert {one.medication.name for one in page.later} >= {"Pomalidomide", "Acyclovir"}
    assert [one.appointment.title for one in page.appointments] == ["Daratumumab injection"]
    assert page.yesterday
    assert page.line is not None
    assert page.line.number == 3


def test_something_to_keep_an_eye_on_with_the_team_s_words(app: Caregiver) -> None:
    names = [one.report.name for one in app.today.page().keep_an_eye_on]
    assert "Numbness or tingling" in names
    tingling = next(
        one for one in app.symptoms.open_problems() if one.report.name == "Numbness or tingling"
    )
    assert tingling.began_on == date(2027, 2, 9)
    assert [one.told_by for one in tingling.rules] == ["Nurse Lee"]


def test_every_pile_of_medicines_has_something(app: Caregiver) -> None:
    groups = app.medications.groups()
    piles = {
        "myeloma": ["Daratumumab", "Dexamethasone", "Pomalidomide"],
        "every_day": ["Acyclovir", "Apixaban", "Omeprazole"],
        "not_every_day": ["Sulfamethoxazole-trimethoprim"],
        "when_needed": ["Acetaminophen", "Ondansetron"],
        "at_hospital": ["Zoledronic acid"],
        "remedies": ["Vitamin D"],
        "stopped": ["Gabapentin", "Carfilzomib", "Lenalidomide"],
    }
    found = {name: [one.medication.name for one in getattr(groups, name)] for name in piles}
    assert found == piles


def test_held_week_is_held_and_not_missed(app: Caregiver) -> None:
    pomalidomide = next(
        one.medication for one in app.medications.entries() if one.medication.name == "Pomalidomide"
    )
    counts = app.doses.counts(pomalidomide.id, date(2027, 2, 15), date(2027, 2, 21))
    assert (counts.held, counts.missed, counts.taken) == (7, 0, 0)


def test_light_chains_tell_their_story(app: Caregiver) -> None:
    (trend,) = app.labs.trends("flc_kappa")
    assert trend.lowest is not None
    assert trend.lowest.printed == "39"
    assert [one.printed for one in trend.results[-4:]] == ["104", "98", "112", "131"]
    assert trend.change == Decimal(92)


def test_questions_and_visits(app: Caregiver) -> None:
    assert [one.is_top for one in app.questions.waiting()][:4] == [True, True, True, False]
    coming = app.visits.next()
    assert coming is not None
    assert coming.days == 9
    assert coming.visit is not None
    last = app.visits.last_held()
    assert last is not None
    assert last.decisions


def test_team_line_and_instructions(app: Caregiver) -> None:
    line = app.people.team_line()
    assert line is not None
    assert line.phone == "202-555-0142"
    assert app.people.rules()[0].level is RuleLevel.CALL_NOW


def test_visit_summary_is_one_page_and_questions(app: Caregiver) -> None:
    paper = app.reports.visit_summary()
    assert paper.pages <= 2


def test_search_and_journal(app: Caregiver) -> None:
    assert app.search.find("gabapentin")
    assert app.journal.newest()[0].day == MONDAY - timedelta(days=1)
