"""What changed since the last visit, from known records."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.doses import DoseStatus
from caregiver.domain.records import Record
from caregiver.domain.symptoms import Observer, SymptomReport
from caregiver.formats import PlainFormats
from caregiver.services.since_last_visit import MedicineFact, SinceLastVisitService
from caregiver.storage.care_file import CareFile
from tests import builders

SINCE = date(2027, 2, 24)
TINGLING = "neuropathy_numbness_tingling"


@pytest.fixture
def service(care_file: CareFile, clock: FixedClock) -> SinceLastVisitService:
    return SinceLastVisitService(care_file, clock, PlainFormats())


@pytest.fixture
def save(care_file: CareFile):  # type: ignore[no-untyped-def]
    def saved(*records: Record) -> None:
        with care_file.change("start") as work:
            for one in records:
                work.save(one)

    return saved


def _noted(day: date, severity: int | None, **changes: object) -> SymptomReport:
    return builders.a_symptom(**{"day": day, "severity": severity, "observed_at": None, **changes})


def test_it_begins_at_the_last_held_visit(service, save) -> None:
    save(builders.a_visit(starts=datetime(2027, 2, 24, 10), held=True))

    draft = service.draft(builders.a_visit())

    assert (draft.since, draft.until, draft.is_visit) == (SINCE, date(2027, 3, 15), True)
    assert draft.count == 0


def test_without_any_visit_it_looks_back_four_weeks(service) -> None:
    draft = service.draft()

    assert draft.since == date(2027, 2, 15)
    assert not draft.is_visit


def test_worst_and_now_come_from_the_reports(service, save) -> None:
    save(
        _noted(date(2027, 2, 20), 1),
        _noted(date(2027, 3, 1), 3, effect="trouble with buttons", what_we_did="warm socks"),
        _noted(date(2027, 3, 12), 2),
    )

    (line,) = service.draft(since=SINCE).problems

    assert (line.before, line.worst, line.now) == (1, 3, 2)
    assert line.is_worse
    assert not line.is_new
    assert (line.effect, line.what_we_did) == ("trouble with buttons", "warm socks")
    assert line.days == (date(2027, 3, 1), date(2027, 3, 12))


@pytest.mark.parametrize(
    ("reports", "now"),
    [
        ([(date(2027, 2, 25), 2)], None),
        ([(date(2027, 3, 2), 2)], 2),
        ([(date(2027, 2, 25), 2), (date(2027, 3, 1), 0)], 0),
    ],
)
def test_now_is_known_only_where_it_was_noted_lately(service, save, reports, now) -> None:
    save(*(_noted(day, severity) for day, severity in reports))

    (line,) = service.draft(since=SINCE).problems

    assert line.now == now


def test_what_was_only_there_before_is_not_a_change(service, save) -> None:
    save(_noted(date(2027, 2, 20), 3), _noted(date(2027, 3, 1), 0))

    assert service.draft(since=SINCE).problems == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([{"day": date(2027, 3, 10), "severity": 2}], "since March 10"),
        (
            [{"day": date(2027, 3, 12), "severity": 2, "began_on": date(2027, 3, 10)},
             {"day": date(2027, 3, 13), "severity": 1}],
            "since March 10, noted on 2 days",
        ),
        (
            [{"day": date(2027, 3, 6), "severity": 1, "began_on": date(2027, 3, 1),
              "ended_on": date(2027, 3, 6)}],
            "March 1 to 6",
        ),
        ([{"day": date(2027, 3, 9), "severity": 2, "ended_on": date(2027, 3, 9)}], "March 9"),
        (
            [{"day": date(2027, 2, 27), "severity": 2}, {"day": date(2027, 3, 2), "severity": 0}],
            "February 27 to March 2",
        ),
    ],
)  # fmt: skip
def test_when_is_said_in_words(service, save, changes, words) -> None:
    save(*(builders.a_symptom(observed_at=None, **one) for one in changes))

    (line,) = service.draft(since=SINCE).problems

    assert line.when == words


def test_what_led_to_a_call_then_severe_then_the_clinics_order(service, save) -> None:
    day = date(2027, 3, 10)
    for symptom, name, severity in (
        ("fatigue", "Tiredness", 2),
        ("rash", "Rash", 4),
        ("constipation", "Constipation", 3),
        ("bleeding", "Bleeding", 1),
        ("falls", "Falls", 1),
        ("bone_pain", "Bone pain", 1),
        (TINGLING, "Tingling", 1),
        ("depression", "Low mood", 1),
        ("infection", "Infection", 1),
    ):
        save(_noted(day, severity, symptom=symptom, name=name))

    names = [one.name for one in service.draft(since=SINCE).problems]

    assert names == [
        "Infection",
        "Constipation",
        "Rash",
        "Tingling",
        "Bone pain",
        "Falls",
        "Bleeding",
        "Low mood",
        "Tiredness",
    ]


def test_a_fever_counts_with_its_highest_temperature(service, save) -> None:
    fever = {"symptom": "fever", "name": "Fever", "unit": "°C"}
    save(
        _noted(date(2027, 3, 9), None, value=Decimal("38.4"), **fever),
        _noted(date(2027, 3, 9), None, value=Decimal("38.1"), **fever),
    )

    (line,) = service.draft(since=SINCE).problems

    assert line.is_urgent
    assert line.measured is not None
    assert line.measured.value == Decimal("38.4")
    assert (line.worst, line.when) == (None, "March 9")


@pytest.mark.parametrize(("value", "found"), [("36.8", 0), ("38.4", 1)])
def test_a_plain_temperature_counts_only_over_the_teams_limit(service, save, value, found) -> None:
    save(
        builders.a_rule(symptom="fever", at_least=Decimal("100.4"), unit="°F"),
        _noted(date(2027, 3, 9), None, symptom="", name="Temperature", value=Decimal(value),
               unit="°C"),
    )  # fmt: skip

    assert len(service.draft(since=SINCE).problems) == found


def test_what_the_person_said_is_told_apart(service, save) -> None:
    save(_noted(date(2027, 3, 9), 2, observer=Observer.PATIENT))

    assert service.draft(since=SINCE).problems[0].observer is Observer.PATIENT


def test_medicines_started_changed_and_stopped(service, save) -> None:
    new = builders.a_medication(name="Apixaban", started_on=date(2027, 3, 1), reason="clots")
    changed = builders.a_medication(name="Dexamethasone")
    stopped = builders.a_medication(
        name="Gabapentin", stopped_on=date(2027, 3, 10), stop_reason="dizzy"
    )
    save(
        new, changed, stopped,
        builders.a_schedule(new, first_on=date(2027, 3, 1), times=()),
        builders.a_schedule(changed, last_on=date(2027, 3, 4), times=()),
        builders.a_schedule(changed, first_on=date(2027, 3, 5), times=(),
                            change_reason="poor sleep"),
    )  # fmt: skip

    lines = service.draft(since=SINCE).medicines

    assert [(one.fact, one.medication.name, one.on, one.text) for one in lines] == [
        (MedicineFact.NEW, "Apixaban", date(2027, 3, 1), "clots"),
        (MedicineFact.CHANGED, "Dexamethasone", date(2027, 3, 5), "poor sleep"),
        (MedicineFact.STOPPED, "Gabapentin", date(2027, 3, 10), "dizzy"),
    ]


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ([], None),
        ([DoseStatus.TAKEN] * 5, None),
        ([DoseStatus.TAKEN, DoseStatus.MISSED, DoseStatus.TAKEN, DoseStatus.SKIPPED,
          DoseStatus.LATE], "2 of 5 not taken"),
        ([DoseStatus.TAKEN, DoseStatus.HELD, DoseStatus.MISSED],
         "1 of 5 not taken, 1 on hold as told, 2 not recorded"),
        ([DoseStatus.TAKEN] * 4, "1 not recorded"),
    ],
)  # fmt: skip
def test_doses_are_told_as_facts_and_not_recorded_is_not_missed(
    service, save, statuses, words
) -> None:
    medicine = builders.a_medication(started_on=date(2027, 1, 4))
    schedule = builders.a_schedule(medicine, times=(time(7),))
    save(medicine, schedule)
    for place, status in enumerate(statuses):
        given = datetime(2027, 3, 11 + place, 12, tzinfo=builders.UTC)
        save(
            builders.a_dose(
                medicine,
                day=date(2027, 3, 11 + place),
                due_time=time(7),
                status=status,
                given_at=given if status.was_taken else None,
            )
        )

    lines = service.draft(since=date(2027, 3, 11)).medicines

    assert [one.text for one in lines] == ([words] if words else [])


def test_what_the_clinic_held_is_told_with_its_days_and_reason(service, save) -> None:
    medicine = builders.a_medication()
    schedule = builders.a_schedule(medicine, times=(time(7),))
    held = builders.a_hold(medicine, first_on=date(2027, 3, 12), last_on=date(2027, 3, 13),
                           reason="low platelets", told_by="Nurse Lee")  # fmt: skip
    save(medicine, schedule, held)
    for day in (11, 14, 15):
        given = datetime(2027, 3, day, 11, tzinfo=builders.UTC)
        save(builders.a_dose(medicine, day=given.date(), due_time=time(7), given_at=given))

    lines = service.draft(since=date(2027, 3, 11)).medicines

    assert [(one.fact, one.on, one.until, one.text) for one in lines] == [
        (MedicineFact.HELD, date(2027, 3, 12), date(2027, 3, 13), "low platelets (Nurse Lee)"),
        (MedicineFact.DOSES, None, None, "2 on hold as told"),
    ]


def test_a_dose_later_today_is_not_counted(service, save) -> None:
    medicine = builders.a_medication()
    save(
        medicine,
        builders.a_schedule(medicine, times=(time(7), time(20))),
        builders.a_dose(medicine, due_time=time(7), status=DoseStatus.MISSED, given_at=None),
    )

    lines = service.draft(since=date(2027, 3, 15)).medicines

    assert [one.text for one in lines] == ["1 of 1 not taken"]


def test_results_that_moved(service, save) -> None:
    save(
        builders.a_result(printed="98", taken_on=date(2027, 2, 1)),
        builders.a_result(printed="112", taken_on=date(2027, 2, 20)),
        builders.a_result(printed="131", taken_on=date(2027, 3, 10)),
        builders.a_result(test="calcium", name="Calcium", printed="9.1",
                          taken_on=date(2027, 2, 20)),
        builders.a_result(test="calcium", name="Calcium", printed="9.1",
                          taken_on=date(2027, 3, 10)),
        builders.a_result(test="hemoglobin", name="Hemoglobin", printed="10",
                          taken_on=date(2027, 3, 10)),
    )  # fmt: skip

    lines = service.draft(since=SINCE).results

    assert [(one.before.printed, one.now.printed) for one in lines] == [("112", "131")]


def test_lines_left_out_own_lines_and_ticks_come_from_the_visit(service, save) -> None:
    save(_noted(date(2027, 3, 10), 2))
    visit = builders.a_visit(
        left_out=(f"problem:{TINGLING}",),
        changes=("Sleeps badly.",),
        not_had=("bleeding", "hospital_stay", "coughing at night"),
    )

    draft = service.draft(visit, SINCE)

    assert len(draft.problems) == 1
    assert draft.printed_problems == ()
    assert draft.own_lines == ("Sleeps badly.",)
    assert draft.not_had == ("bleeding", "hospital stay", "coughing at night")
    assert draft.count == 1


def test_silence_is_never_not_had(service, save) -> None:
    save(_noted(date(2027, 3, 10), 2, symptom="falls", name="Falls"))

    draft = service.draft(since=SINCE)

    assert draft.not_had == ()
    noted = {one.id: one.was_noted for one in draft.not_had_choices}
    assert noted["falls"]
    assert not noted["fever"]
