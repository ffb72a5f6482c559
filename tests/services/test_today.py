"""Today: what must happen now, who to call, what is next."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.appointments import AppointmentKind, AppointmentStatus
from caregiver.domain.doses import DoseStatus
from caregiver.domain.medications import Place
from caregiver.domain.therapy import CycleDay, Pause
from caregiver.services.doses import DosesService
from caregiver.services.therapy import TherapyService
from caregiver.services.today import ToCheck, TodayService, WeekSort
from caregiver.storage.care_file import CareFile
from tests import builders
from tests.builders import (
    MONDAY,
    a_cycle,
    a_dose,
    a_hold,
    a_line,
    a_medication,
    a_member,
    a_patient,
    a_question,
    a_regimen,
    a_regimen_cycle,
    a_rule,
    a_schedule,
    a_symptom,
    a_visit,
    an_appointment,
)

YESTERDAY = MONDAY - timedelta(days=1)


@pytest.fixture
def today(care_file: CareFile, clock: FixedClock) -> TodayService:
    return TodayService(care_file, clock)


@pytest.fixture
def doses(care_file: CareFile, clock: FixedClock) -> DosesService:
    return DosesService(care_file, clock)


def fill(care_file, *records):
    with care_file.change("filled") as work:
        for record in records:
            work.save(record)


def a_daily(name, *times, **changes):
    medication = a_medication(name=name, **changes)
    return medication, a_schedule(medication, times=times)


def names(entries):
    return [one.medication.name for one in entries]


def test_a_new_file_has_nothing_and_says_so(today):
    page = today.page()
    assert page.is_new
    assert not page.has_team_line
    assert (page.due_now, page.later, page.week, page.next_visit) == ((), (), (), None)
    assert page.day == MONDAY


def test_where_the_treatment_stands(today, care_file):
    line = a_line()
    fill(care_file, a_patient(), line, a_cycle(line))
    page = today.page()
    assert page.patient.name == "Sample Person"
    assert page.line.number == 3
    assert (page.cycle_day.cycle, page.cycle_day.day) == (3, 15)


def test_due_within_the_hour_is_now_and_the_rest_is_later(today, care_file):
    fill(care_file, *a_daily("Early", time(6)), *a_daily("Soon", time(9)))
    fill(care_file, *a_daily("Later", time(9, 1)))
    page = today.page()
    assert names(page.waiting) == ["Early", "Soon"]
    assert names(page.later) == ["Later"]


def test_what_was_recorded_today_stays_with_what_is_due_now(today, care_file, doses):
    fill(care_file, *a_daily("Acyclovir", time(8), time(20)))
    doses.take(doses.on()[0])
    doses.not_taken(doses.on()[1], DoseStatus.HELD)
    page = today.page()
    assert [one.dose.status for one in page.due_now] == [DoseStatus.TAKEN, DoseStatus.HELD]
    assert page.waiting == ()


def test_a_dose_without_a_time_waits_from_the_morning(today, care_file):
    medication = a_medication(name="Alendronate")
    fill(care_file, medication, a_schedule(medication, times=(), weekdays=(0,)))
    assert names(today.page().waiting) == ["Alendronate"]


def test_yesterday_is_asked_about_where_nobody_recorded_it(today, care_file, doses):
    medication, schedule = a_daily("Acyclovir", time(8), time(20))
    fill(care_file, medication, schedule, a_dose(medication, day=YESTERDAY))
    page = today.page()
    assert [(one.day, one.time) for one in page.yesterday] == [(YESTERDAY, time(20))]
    doses.not_taken(page.yesterday[0], DoseStatus.MISSED)
    assert today.page().yesterday == ()


def test_a_medicine_typed_in_today_brings_no_list_of_gaps(today, care_file, clock):
    fill(care_file, *a_daily("Acyclovir", time(8)))
    page = today.page()
    assert (page.yesterday, page.gaps) == ((), 0)
    clock.advance(days=1)
    assert len(today.page().yesterday) == 1


def test_gaps_are_days_of_the_last_week(today, care_file):
    medication, schedule = a_daily("Acyclovir", time(8), time(20))
    long_ago = a_dose(medication, day=MONDAY - timedelta(days=13))
    fill(care_file, medication, schedule, long_ago)
    page = today.page()
    assert page.gaps == 7
    assert len(page.yesterday) == 2


def test_hospital_doses_are_named_but_not_asked_for(today, care_file):
    line = a_line()
    medication = a_medication(name="Daratumumab", place=Place.HOSPITAL)
    schedule = a_schedule(medication, times=(), cycle_days=(1, 15))
    fill(care_file, line, a_cycle(line), medication, schedule)
    page = today.page()
    assert page.due_now == ()
    assert [one.name for one in page.given_today] == ["Daratumumab"]


def test_appointments_of_today_without_those_called_off(today, care_file):
    at = datetime(2027, 3, 15, 11, 30)
    fill(
        care_file,
        an_appointment(title="Infusion", starts=at, ends=None),
        an_appointment(title="Gone", starts=at, ends=None, status=AppointmentStatus.CANCELLED),
        an_appointment(
            title="Stay",
            all_day=True,
            starts=datetime(2027, 3, 13),
            ends=datetime(2027, 3, 16),
        ),
    )
    assert {one.appointment.title for one in today.page().appointments} == {"Infusion", "Stay"}


def test_an_open_problem_comes_with_the_teams_words(today, care_file):
    fill(
        care_file,
        a_symptom(severity=1, day=MONDAY - timedelta(days=3)),
        a_symptom(severity=2),
        a_symptom(symptom="nausea", name="Nausea", severity=0),
        a_rule(symptom="neuropathy_numbness_tingling", text="Call if she falls."),
    )
    (problem,) = today.page().keep_an_eye_on
    assert problem.report.severity == 2
    assert problem.began_on == MONDAY - timedelta(days=3)
    assert [rule.text for rule in problem.rules] == ["Call if she falls."]


def test_the_next_days_are_appointments_rare_doses_and_ends_of_a_run(today, care_file):
    line = a_line()
    pomalidomide = a_medication(name="Pomalidomide")
    dexamethasone = a_medication(name="Dexamethasone")
    fill(
        care_file,
        line,
        a_cycle(line),
        pomalidomide,
        a_schedule(pomalidomide, times=(time(21, 30),), cycle_days=tuple(range(1, 22))),
        dexamethasone,
        a_schedule(dexamethasone, times=(time(8),), weekdays=(0,)),
        *a_daily("Acyclovir", time(8)),
        an_appointment(title="Blood test", starts=datetime(2027, 3, 17, 8), ends=None),
        an_appointment(title="Far away", starts=datetime(2027, 3, 23, 8), ends=None),
    )
    found = [(one.day.day, one.sort, one.title, one.at) for one in today.page().week]
    assert found == [
        (17, WeekSort.APPOINTMENT, "Blood test", time(8)),
        (21, WeekSort.LAST_DAY, "Pomalidomide", time(21, 30)),
        (22, WeekSort.DOSE, "Dexamethasone", time(8)),
    ]


def test_a_dose_that_has_its_appointment_is_one_line(today, care_file):
    line = a_line()
    medication = a_medication(name="Daratumumab", place=Place.HOSPITAL)
    fill(
        care_file,
        line,
        a_cycle(line),
        medication,
        a_schedule(medication, times=(), cycle_days=(16,)),
        an_appointment(title="Daratumumab injection", starts=datetime(2027, 3, 16, 9), ends=None),
    )
    assert [one.title for one in today.page().week] == ["Daratumumab injection"]


def test_at_most_five_lines_and_appointments_go_first(today, care_file):
    for number in range(1, 8):
        at = datetime(2027, 3, 15 + number, 8)
        fill(care_file, an_appointment(title=f"Visit {number}", starts=at, ends=None))
    medication = a_medication()
    fill(care_file, medication, a_schedule(medication, weekdays=(1,)))
    assert [one.title for one in today.page().week] == [f"Visit {n}" for n in range(1, 6)]


def test_the_next_visit_counts_days_and_questions(today, care_file):
    member = a_member()
    fill(
        care_file,
        member,
        an_appointment(member_id=member.id),
        an_appointment(title="Scan", sort=AppointmentKind.SCAN, starts=datetime(2027, 3, 16, 8)),
        a_question(is_top=True),
        a_question(text="And then?"),
    )
    visit = today.page().next_visit
    assert visit.occurrence.appointment.title == "Hematology clinic"
    assert visit.member.name == "Dr. Okafor"
    assert (visit.days, visit.chosen, visit.questions) == (9, 1, 2)
    assert visit.to_check == (ToCheck.QUESTIONS, ToCheck.MEDICINES)


def test_a_visit_that_is_ready_has_nothing_left_to_check(today, care_file):
    appointment = an_appointment()
    visit = a_visit(appointment_id=appointment.id, checked_on=MONDAY)
    fill(care_file, appointment, visit, a_question(is_top=True))
    assert today.page().next_visit.to_check == ()


def test_a_visit_that_was_held_is_not_the_next_one(today, care_file):
    first = an_appointment(starts=datetime(2027, 3, 15, 7, 30), ends=datetime(2027, 3, 15, 9))
    held = a_visit(appointment_id=first.id, starts=first.starts, held=True)
    fill(care_file, first, held, an_appointment())
    assert today.page().next_visit.days == 9


def test_other_days_can_be_asked_for(today, care_file):
    fill(care_file, *a_daily("Acyclovir", time(8)))
    assert len(today.page(MONDAY + timedelta(days=2)).later) == 1


def test_no_table_that_grows_with_the_years_is_read_from_end_to_end(today, care_file):
    seen = []

    with care_file.read() as reader:  # the one connection that reads use
        raw = reader.connection.connection.driver_connection
    raw.set_trace_callback(seen.append)
    today.page()
    raw.set_trace_callback(None)
    seen = [one for one in seen if one.startswith("SELECT")]
    plans = []
    for statement in seen:
        rows = raw.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        plans.extend(str(row[3]) for row in rows)
    growing = ("SCAN dose", "SCAN appointment", "SCAN symptom_report", "SCAN visit")
    assert any("dose" in plan for plan in plans)
    whole = [plan for plan in plans if plan.startswith(growing) and "INDEX" not in plan]
    assert whole == []
    assert len(seen) <= 26


def test_the_next_dose_is_found_days_ahead(today, care_file):
    medication = a_medication(name="Dexamethasone")
    fill(care_file, medication, a_schedule(medication, times=(time(8),), weekdays=(4,)))
    following = today.page().next_dose
    assert (following.medication.name, following.day.day) == ("Dexamethasone", 19)


def test_medicines_when_needed_are_offered_by_name(today, care_file):
    for name in ("Ondansetron", "Acetaminophen"):
        medication = a_medication(name=name)
        fill(care_file, medication, a_schedule(medication, times=(), as_needed=True))
    assert names(today.page().when_needed) == ["Acetaminophen", "Ondansetron"]


class TestCycleOver:
    def _on_treatment(self, care_file, **changes):
        line = builders.a_line()
        medication = builders.a_medication(name="Pomalidomide", treats_myeloma=True)
        cycle = builders.a_cycle(line, **changes)
        with care_file.change("saved") as work:
            work.save(line)
            work.save(cycle)
            work.save(medication)
            work.save(builders.a_schedule(medication, cycle_days=tuple(range(1, 22))))
        return cycle

    def test_a_cycle_that_is_through_asks_for_the_next_one(self, care_file, clock) -> None:
        cycle = self._on_treatment(care_file, first_on=date(2027, 2, 15))
        page = TodayService(care_file, clock).page()
        assert page.cycle_over is not None
        assert page.cycle_over.id == cycle.id
        assert page.due_now == ()

    def test_the_doses_are_due_again_once_the_next_one_began(self, care_file, clock) -> None:
        self._on_treatment(care_file, first_on=date(2027, 2, 15))
        over = TodayService(care_file, clock).page().cycle_over
        assert over is not None
        TherapyService(care_file, clock).begin_next_cycle(over, builders.MONDAY)
        page = TodayService(care_file, clock).page()
        assert page.cycle_over is None
        assert page.cycle_day == CycleDay(4, 1, 28)
        assert len(page.due_now) + len(page.later) == 2

    def test_nothing_is_asked_on_the_last_day_nor_long_after_the_treatment(
        self, care_file, clock
    ) -> None:
        cycle = self._on_treatment(care_file, first_on=date(2027, 2, 16))
        assert TodayService(care_file, clock).page().cycle_over is None
        therapy = TherapyService(care_file, clock)
        line = therapy.lines()[0]
        therapy.save_line(replace(line, stopped_on=cycle.first_on))
        clock.advance(days=60)
        assert TodayService(care_file, clock).page().cycle_over is None

    def test_it_is_asked_however_long_ago_the_cycle_ended(self, care_file, clock) -> None:
        self._on_treatment(care_file, first_on=date(2026, 10, 1))
        page = TodayService(care_file, clock).page()
        assert page.cycle_day is None
        assert page.cycle_over is not None


# Holds, the hospital, regimens


def a_treatment(**changes):
    """Pomalidomide on days 1 to 21 of a regimen whose cycle 3 began on March 1."""
    line = a_line()
    regimen = a_regimen(line, name="DPd", **changes)
    medication = a_medication(name="Pomalidomide", treats_myeloma=True)
    schedule = a_schedule(medication, times=(time(21),), regimen_id=regimen.id,
                          cycle_days=tuple(range(1, 22)))  # fmt: skip
    return line, regimen, a_regimen_cycle(regimen), medication, schedule


def test_what_the_clinic_holds_is_apart_and_nobody_is_asked(today, care_file):
    medication, schedule = a_daily("Acyclovir", time(7), time(20))
    fill(care_file, medication, schedule, a_hold(medication, first_on=YESTERDAY, reason="fever"))
    page = today.page()
    assert (page.due_now, page.later, page.waiting, page.yesterday) == ((), (), (), ())
    assert [(one.time, one.hold.reason) for one in page.held] == [
        (time(7), "fever"), (time(20), "fever")
    ]  # fmt: skip
    assert page.next_dose is None


def test_a_dose_taken_all_the_same_is_shown_as_recorded(today, doses, care_file):
    medication, schedule = a_daily("Acyclovir", time(7))
    fill(care_file, medication, schedule, a_hold(medication))
    doses.take(today.page().held[0])
    page = today.page()
    assert page.held == ()
    assert page.due_now[0].dose.status is DoseStatus.TAKEN


def test_a_held_medicine_is_not_offered_when_needed(today, care_file):
    medication = a_medication()
    fill(care_file, medication, a_schedule(medication, as_needed=True, times=()))
    assert names(today.page().when_needed) == ["Acyclovir"]
    fill(care_file, a_hold(medication))
    assert today.page().when_needed == ()


def test_what_the_hospital_gives_is_recorded_with_one_answer(today, doses, care_file):
    infusion = a_medication(name="Daratumumab", place=Place.HOSPITAL)
    fill(care_file, infusion, a_schedule(infusion, times=(time(11, 30),), weekdays=(0,)))
    page = today.page()
    assert names(page.at_hospital) == ["Daratumumab"]
    assert (page.due_now, page.later) == ((), ())
    doses.take(page.at_hospital[0])
    page = today.page()
    assert page.at_hospital[0].dose.status is DoseStatus.TAKEN
    assert [one.id for one in page.given_today] == [infusion.id]
    assert (page.due_now, page.later) == ((), ())


def test_a_dose_that_follows_another_moves_between_now_and_later(today, doses, care_file):
    first, schedule = a_daily("Levothyroxine", time(7))
    then = a_medication(name="Calcium")
    link = a_schedule(then, times=(), after_medication_id=first.id, after_minutes=60)
    fill(care_file, first, schedule, then, link)
    assert names(today.page().due_now) == ["Levothyroxine", "Calcium"]
    doses.take(today.page().due_now[0])
    page = today.page()
    assert names(page.due_now) == ["Levothyroxine", "Calcium"]
    doses.take(page.due_now[0], datetime(2027, 3, 15, 11, 59, tzinfo=UTC))
    moved = today.page().due_now[1]
    assert moved.follows_at == datetime(2027, 3, 15, 12, 59, tzinfo=UTC)


def test_a_regimen_says_the_day_and_never_waits_for_a_next_cycle(today, care_file):
    fill(care_file, *a_treatment())
    page = today.page()
    assert page.cycle_day == CycleDay(3, 15, 28)
    assert (page.regimen.name, page.cycle.number, page.cycle_over) == ("DPd", 3, None)
    much_later = today.page(date(2027, 8, 1))
    assert much_later.cycle_over is None
    assert much_later.cycle_day is not None


def test_the_rest_days_of_a_cycle_and_the_next_cycle_are_told(today, care_file):
    fill(care_file, *a_treatment())
    assert today.page(date(2027, 3, 21)).rest_until is None
    assert today.page(date(2027, 3, 22)).rest_until == date(2027, 3, 28)
    assert today.page(date(2027, 3, 28)).rest_until == date(2027, 3, 28)
    week = [(one.day, one.sort, one.title) for one in today.page(date(2027, 3, 25)).week]
    assert week == [
        (date(2027, 3, 29), WeekSort.CYCLE, "DPd"),
        (date(2027, 3, 29), WeekSort.FIRST_DAY, "Pomalidomide"),
    ]
    last = [one for one in today.page(date(2027, 3, 18)).week if one.sort is WeekSort.LAST_DAY]
    assert [one.day for one in last] == [date(2027, 3, 21)]


def test_days_between_weekly_doses_are_no_rest(today, care_file):
    line, regimen, cycle, medication, schedule = a_treatment()
    weekly = replace(schedule, cycle_days=(1, 8, 15))
    fill(care_file, line, regimen, cycle, medication, weekly)
    assert today.page(date(2027, 3, 24)).rest_until is None


def test_a_paused_cycle_asks_for_nothing_and_says_so(today, care_file):
    line, regimen, cycle, medication, schedule = a_treatment()
    third = replace(a_regimen_cycle(regimen, number=3, first_on=date(2027, 3, 1)))
    paused = third.with_pause(Pause(MONDAY, None, "low platelets", "Nurse Lee"))
    fill(care_file, line, regimen, cycle, paused, medication, schedule)
    page = today.page()
    assert page.cycle_day.is_paused
    assert (page.due_now, page.later, page.week, page.next_dose) == ((), (), (), None)
    assert page.rest_until is None


@pytest.mark.parametrize(("changes", "told"), [
    ({"month_days": (17,)}, [17]),
    ({"every_days": 3, "first_on": date(2027, 3, 14)}, [17, 20]),
    ({"every_days": 2, "first_on": date(2027, 3, 14)}, []),
    ({"weekdays": (0, 2, 4)}, []),
    ({"weekdays": (2,)}, [17]),
])  # fmt: skip
def test_rare_doses_have_a_line_of_their_own(today, care_file, changes, told):
    medication = a_medication(started_on=None)
    fill(care_file, medication, a_schedule(medication, **changes))
    lines = today.page().week
    assert [one.day.day for one in lines] == told
    assert {one.sort for one in lines} <= {WeekSort.DOSE}


def test_a_held_rare_dose_has_no_line(today, care_file):
    medication = a_medication()
    fill(care_file, medication, a_schedule(medication, weekdays=(2,)), a_hold(medication))
    assert today.page().week == ()


def test_yesterday_does_not_ask_for_a_dose_given_before_its_time_was_changed(today, care_file):
    medication = a_medication()
    new = a_schedule(medication, times=(time(9),), first_on=YESTERDAY)
    taken = a_dose(medication, day=YESTERDAY, due_time=time(8),
                   given_at=datetime(2027, 3, 14, 12, 4, tzinfo=UTC))  # fmt: skip
    fill(care_file, medication, new, taken)
    assert today.page().yesterday == ()
