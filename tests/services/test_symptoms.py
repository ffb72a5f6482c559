"""Symptoms: rows of marks, open problems, and the team's own instructions."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.people import RuleLevel
from caregiver.errors import InvalidRecord
from caregiver.services.people import PeopleService
from caregiver.services.symptoms import SymptomsService
from caregiver.storage.care_file import CareFile
from tests import builders

TODAY = builders.MONDAY


@pytest.fixture
def symptoms(care_file: CareFile, clock: FixedClock) -> SymptomsService:
    return SymptomsService(care_file, clock)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_grid_has_a_mark_per_noted_day_and_none_for_the_rest(
    symptoms: SymptomsService,
) -> None:
    symptoms.log(builders.a_symptom(day=days_ago(2), severity=1))
    symptoms.log(builders.a_symptom(severity=2))
    grid = symptoms.grid(days=4)
    assert grid.days == (days_ago(3), days_ago(2), days_ago(1), TODAY)
    (row,) = grid.rows
    assert [mark.severity if mark else None for mark in row.marks] == [None, 1, None, 2]
    assert row.is_open
    assert row.began_on == days_ago(2)


def test_two_views_of_one_day_are_both_kept_and_the_worse_one_is_shown(
    symptoms: SymptomsService,
) -> None:
    symptoms.log(builders.a_symptom(severity=2))
    symptoms.log(builders.a_symptom(severity=3))
    mark = symptoms.grid().rows[0].marks[-1]
    assert mark is not None
    assert mark.severity == 3
    assert [one.severity for one in mark.reports] == [2, 3]


def test_open_problems_stand_before_settled_ones_and_temperature_comes_last(
    symptoms: SymptomsService,
) -> None:
    symptoms.log(builders.a_symptom(symptom="nausea", name="Nausea", severity=0))
    symptoms.log(
        builders.a_symptom(
            symptom="fever", name="Fever", severity=None, value=Decimal("98.6"), unit="°F"
        )
    )
    symptoms.log(builders.a_symptom(symptom="fatigue", name="Tired", severity=1))
    symptoms.log(builders.a_symptom(severity=3))
    names = [row.key for row in symptoms.grid().rows]
    assert names == ["neuropathy_numbness_tingling", "fatigue", "nausea", "temperature"]


def test_a_problem_that_ended_is_no_longer_open(symptoms: SymptomsService) -> None:
    logged = symptoms.log(builders.a_symptom())
    symptoms.end(logged.report, TODAY)
    assert symptoms.open_problems() == ()
    assert not symptoms.grid().rows[0].is_open


def test_an_own_symptom_is_told_apart_by_its_name(symptoms: SymptomsService) -> None:
    symptoms.log(builders.a_symptom(symptom="", name="Cold toes"))
    symptoms.log(builders.a_symptom(symptom="", name="cold toes"))
    assert len(symptoms.grid().rows) == 1


def test_a_symptom_in_the_future_is_refused(symptoms: SymptomsService) -> None:
    with pytest.raises(InvalidRecord):
        symptoms.log(builders.a_symptom(day=TODAY + timedelta(days=1)))
    assert symptoms.grid().rows == ()


@pytest.mark.parametrize(
    ("value", "unit", "is_met"),
    [
        ("100.4", "°F", True),
        ("38.0", "°C", True),
        ("38.4", "°C", True),
        ("100.3", "°F", False),
        ("37.9", "°C", False),
    ],
)
def test_the_teams_fever_number_is_met_in_either_unit(
    symptoms: SymptomsService, care_file: CareFile, value: str, unit: str, is_met: bool
) -> None:
    PeopleService(care_file).save_rule(
        builders.a_rule(
            level=RuleLevel.CALL_NOW, symptom="fever", at_least=Decimal("100.4"), unit="°F"
        )
    )
    report = builders.a_symptom(
        symptom="fever", name="Fever", severity=None, value=Decimal(value), unit=unit
    )
    assert bool(symptoms.log(report).rules) is is_met


def test_an_instruction_without_a_number_is_met_by_any_severity_but_none(
    symptoms: SymptomsService, care_file: CareFile
) -> None:
    PeopleService(care_file).save_rule(
        builders.a_rule(symptom="neuropathy_numbness_tingling", text="Bring it up at the visit.")
    )
    assert symptoms.log(builders.a_symptom(severity=0)).rules == ()
    assert [rule.text for rule in symptoms.log(builders.a_symptom(severity=1)).rules] == [
        "Bring it up at the visit."
    ]


def test_a_withdrawn_instruction_is_not_shown(
    symptoms: SymptomsService, care_file: CareFile
) -> None:
    PeopleService(care_file).save_rule(
        builders.a_rule(symptom="neuropathy_numbness_tingling", withdrawn_on=TODAY)
    )
    assert symptoms.log(builders.a_symptom()).rules == ()


def test_the_most_urgent_instruction_comes_first(
    symptoms: SymptomsService, care_file: CareFile
) -> None:
    people = PeopleService(care_file)
    for level in (RuleLevel.NEXT_VISIT, RuleLevel.CALL_NOW, RuleLevel.CALL_TODAY):
        people.save_rule(builders.a_rule(symptom="neuropathy_numbness_tingling", level=level))
    levels = [rule.level for rule in symptoms.log(builders.a_symptom()).rules]
    assert levels == [RuleLevel.CALL_NOW, RuleLevel.CALL_TODAY, RuleLevel.NEXT_VISIT]


def test_dose_days_of_the_treatment_stand_above_the_marks(
    symptoms: SymptomsService, care_file: CareFile
) -> None:
    treating = builders.a_medication(name="Pomalidomide", treats_myeloma=True)
    other = builders.a_medication()
    with care_file.change("saved") as work:
        for medication in (treating, other):
            work.save(medication)
            work.save(builders.a_dose(medication))
    (mark,) = symptoms.grid(days=2).doses
    assert (mark.name, mark.days) == ("Pomalidomide", (False, True))


def test_a_daily_check_is_one_step_of_undo(symptoms: SymptomsService, care_file: CareFile) -> None:
    symptoms.daily_check(
        [
            builders.a_symptom(symptom="fatigue", name="Tired", severity=1),
            builders.a_symptom(symptom="nausea", name="Nausea", severity=0),
        ]
    )
    assert len(symptoms.between(TODAY, TODAY)) == 2
    care_file.undo()
    assert symptoms.between(TODAY, TODAY) == ()
