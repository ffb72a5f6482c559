"""The example family: the same every time, whole, and true to its own story."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from caregiver import catalogue, sample
from caregiver.clock import FixedClock
from caregiver.domain.appointments import Appointment
from caregiver.domain.changes import RECORD_CLASSES
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.labs import LabResult
from caregiver.domain.medications import Medication
from caregiver.domain.people import Patient
from caregiver.domain.questions import Question
from caregiver.domain.records import to_plain
from caregiver.domain.symptoms import SymptomReport
from caregiver.domain.therapy import Cycle, CycleDay, cycle_day
from caregiver.storage.care_file import CareFile, create_file

NEW_YORK = ZoneInfo("America/New_York")
MOMENTS = (
    "2027-03-15T12:10:00+00:00",  # a Monday morning, the day after the clocks went forward
    "2027-03-20T04:30:00+00:00",  # half past midnight on a Saturday
    "2027-10-31T23:59:00+00:00",  # a Sunday evening
    "2028-02-29T09:00:00+00:00",  # before breakfast on a leap day
    "2026-11-01T05:30:00+00:00",  # the hour that comes twice
)


def filled(path: Path, moment: str) -> CareFile:
    clock = FixedClock(datetime.fromisoformat(moment), NEW_YORK)
    care_file = create_file(path, clock, by="Anna")
    sample.fill(care_file, clock)
    return care_file


def everything(care_file: CareFile) -> list[dict[str, str | int | None]]:
    with care_file.read() as reader:
        return [to_plain(one) for cls in RECORD_CLASSES for one in reader.all(cls)]


def test_same_moment_gives_the_same_records(tmp_path: Path) -> None:
    first = filled(tmp_path / "a.care", MOMENTS[0])
    second = filled(tmp_path / "b.care", MOMENTS[0])
    assert everything(first) == everything(second)
    assert first.history() == second.history()
    first.close()
    second.close()


@pytest.mark.parametrize("moment", MOMENTS)
def test_story_holds_at_any_moment(tmp_path: Path, moment: str) -> None:
    care_file = filled(tmp_path / "sample.care", moment)
    assert care_file.problems() == []
    today = care_file.clock.today()
    now = care_file.clock.now()
    with care_file.read() as reader:
        cycles = reader.all(Cycle, "first_on")
        doses = reader.all(Dose)
        symptoms = reader.all(SymptomReport)
        results = reader.all(LabResult)
    assert cycle_day(cycles, today) == CycleDay(3, 15, 28)
    assert all(one.given_at is None or one.given_at <= now for one in doses)
    assert all(one.observed_at is not None and one.observed_at <= now for one in symptoms)
    assert max(one.taken_on for one in results) <= today
    care_file.close()


@pytest.fixture
def family(tmp_path: Path) -> CareFile:
    return filled(tmp_path / "sample.care", MOMENTS[0])


def test_person_is_marked_as_an_example(family: CareFile) -> None:
    with family.read() as reader:
        (patient,) = reader.all(Patient)
    assert patient.is_example
    assert patient.name == "Sample Person"


def test_history_covers_18_months(family: CareFile) -> None:
    with family.read() as reader:
        days = [one.day for one in reader.all(Dose)]
    assert date(2027, 3, 15) - min(days) >= timedelta(days=540)


def test_every_kind_of_dose_is_there(family: CareFile) -> None:
    with family.read() as reader:
        found = Counter(one.status for one in reader.all(Dose))
    assert set(found) == set(DoseStatus)


def test_yesterday_evening_is_not_recorded(family: CareFile) -> None:
    with family.read() as reader:
        evening = [one for one in reader.all(Dose) if one.day == date(2027, 3, 14)]
        names = {one.id: one.name for one in reader.all(Medication)}
    noted = {(names[one.medication_id], one.due_time) for one in evening}
    assert not any(name == "Apixaban" and at and at.hour == 20 for name, at in noted)
    assert any(name == "Pomalidomide" for name, _ in noted)


def test_one_dose_is_taken_today_and_can_be_undone(family: CareFile) -> None:
    assert family.undo_label() == "dose marked taken"
    family.undo()
    assert family.undo_label() == "question added"


def test_symptoms_and_tests_are_in_the_catalogue(family: CareFile) -> None:
    with family.read() as reader:
        symptoms = {one.symptom for one in reader.all(SymptomReport)} - {""}
        tests = {one.test: one.unit for one in reader.all(LabResult)}
    assert [one for one in symptoms if catalogue.symptoms().get(one) is None] == []
    for test, unit in tests.items():
        known = catalogue.labs().get(test)
        assert known is not None
        assert unit in known.units or not known.units


def test_only_invented_phone_numbers(family: CareFile) -> None:
    digits = [
        "".join(one for one in str(value) if one.isdigit())
        for plain in everything(family)
        for name, value in plain.items()
        if "phone" in name and value
    ]
    assert digits
    assert all(len(one) == 10 and one[3:8] == "55501" for one in digits)


def test_nine_questions_wait_and_three_are_chosen(family: CareFile) -> None:
    with family.read() as reader:
        waiting = [one for one in reader.all(Question) if one.status.is_waiting]
    assert len(waiting) == 9
    assert sum(one.is_top for one in waiting) == 3


def test_next_visit_is_in_nine_days(family: CareFile) -> None:
    with family.read() as reader:
        coming = [
            one.starts
            for one in reader.all(Appointment, "starts")
            if one.title == "Hematology clinic"
            and one.starts
            and one.starts > datetime(2027, 3, 15)
        ]
    assert coming[0] == datetime(2027, 3, 24, 10, 30)
