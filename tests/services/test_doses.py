"""Doses: what is due, what was recorded, and never confusing the two."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caregiver.clock import FixedClock
from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.dose_plan import DosePlan
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.medications import Place
from caregiver.domain.records import Record
from caregiver.errors import InvalidRecord
from caregiver.services.doses import DoseCounts, DosesService
from caregiver.storage.care_file import CareFile, create_file
from tests.builders import (
    MONDAY,
    a_cycle,
    a_dose,
    a_hold,
    a_line,
    a_medication,
    a_regimen,
    a_regimen_cycle,
    a_schedule,
)

YESTERDAY = MONDAY - timedelta(days=1)


def fill(care_file: CareFile, *records: Record) -> None:
    with care_file.change("filled") as work:
        for record in records:
            work.save(record)


@pytest.fixture
def doses(care_file: CareFile, clock: FixedClock) -> DosesService:
    return DosesService(care_file, clock)


@pytest.fixture
def acyclovir(care_file: CareFile):
    medication = a_medication()
    fill(care_file, medication, a_schedule(medication))
    return medication


def test_a_planned_dose_without_a_record_is_not_recorded(doses, acyclovir):
    morning, evening = doses.on(MONDAY)
    assert (morning.time, evening.time) == (time(8), time(20))
    assert morning.dose is None
    assert evening.dose is None


def test_taken_copies_the_amount_and_keeps_the_time_of_now(doses, acyclovir, clock):
    clock.advance(minutes=4)
    dose = doses.take(doses.on()[0])
    assert (dose.amount, dose.unit, dose.strength) == (Decimal(1), "tablet", "400 mg")
    assert dose.status is DoseStatus.TAKEN
    assert dose.given_at == clock.now()
    assert dose.given_by == "Anna"
    assert doses.on()[0].dose == dose
    assert doses.on()[1].dose is None


def test_taken_twice_is_one_dose_with_the_first_time(doses, acyclovir, clock):
    entry = doses.on()[0]
    first = doses.take(entry)
    clock.advance(minutes=30)
    assert doses.take(entry) == first
    assert [one.dose for one in doses.on() if one.dose] == [first]


def test_taken_again_at_another_time_corrects_the_record(doses, acyclovir, clock):
    entry = doses.on()[0]
    first = doses.take(entry)
    earlier = clock.now() - timedelta(minutes=20)
    second = doses.take(entry, earlier)
    assert (second.id, second.given_at) == (first.id, earlier)


def test_not_taken_and_then_taken_is_taken_without_the_reason(doses, acyclovir):
    entry = doses.on()[0]
    missed = doses.not_taken(entry, DoseStatus.MISSED, "forgot")
    assert missed.given_at is None
    taken = doses.take(entry)
    assert (taken.id, taken.status, taken.reason) == (missed.id, DoseStatus.TAKEN, "")


def test_two_schedules_at_the_same_time_are_two_doses(doses, care_file):
    warfarin = a_medication(name="Warfarin", strength="")
    one = a_schedule(warfarin, times=(time(8),), unit="1 mg tablet")
    two = a_schedule(warfarin, times=(time(8),), unit="5 mg tablet")
    fill(care_file, warfarin, one, two)
    for entry in doses.on():
        doses.take(entry)
    assert {entry.dose.schedule_id for entry in doses.on()} == {one.id, two.id}


def test_taking_all_is_one_step_of_undo(doses, acyclovir, care_file):
    other = a_medication(name="Apixaban")
    fill(care_file, other, a_schedule(other, times=(time(8),)))
    doses.take_all(doses.on())
    assert all(entry.dose for entry in doses.on())
    care_file.undo()
    assert not any(entry.dose for entry in doses.on())
    care_file.redo()
    assert len({entry.dose.id for entry in doses.on()}) == 3


def test_taking_all_keeps_what_was_recorded_before(doses, acyclovir):
    held = doses.not_taken(doses.on()[1], DoseStatus.HELD, "low counts")
    waiting = [entry for entry in doses.on() if entry.dose is None]
    doses.take_all(waiting)
    assert doses.on()[1].dose == held


def test_a_past_day_is_filled_in_at_the_planned_time(doses, acyclovir):
    dose = doses.take(doses.on(YESTERDAY)[1])
    assert dose.day == YESTERDAY
    assert dose.given_at == datetime(2027, 3, 15, 0, 0, tzinfo=UTC)  # 8 PM in New York


@pytest.mark.parametrize(
    ("day", "at", "instant"),
    [
        # 2:30 does not exist on the spring day: one hour later on the wall, 3:30 EDT
        (date(2027, 3, 14), time(2, 30), datetime(2027, 3, 14, 7, 30, tzinfo=UTC)),
        # 1:30 comes twice on the autumn day: the first one, EDT
        (date(2026, 11, 1), time(1, 30), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
    ],
)
def test_a_time_around_the_change_of_clocks_has_one_instant(doses, care_file, day, at, instant):
    medication = a_medication(started_on=date(2026, 1, 1))
    fill(care_file, medication, a_schedule(medication, times=(at,), first_on=date(2026, 1, 1)))
    (entry,) = doses.on(day)
    assert entry.planned_at(ZoneInfo("America/New_York")) == instant
    taken = doses.take(entry)
    assert taken.given_at == instant
    assert [one.dose for one in doses.on(day)] == [taken]


def test_a_time_in_the_future_is_refused_and_nothing_is_kept(doses, acyclovir, clock):
    with pytest.raises(InvalidRecord) as caught:
        doses.take(doses.on()[0], clock.now() + timedelta(minutes=1))
    assert caught.value.problems[0].code == "in_future"
    with pytest.raises(InvalidRecord):
        doses.take(doses.on(MONDAY + timedelta(days=1))[0])
    assert doses.on()[0].dose is None


def test_a_dose_of_tomorrow_can_be_held_by_the_clinic(doses, acyclovir):
    tomorrow = MONDAY + timedelta(days=1)
    doses.not_taken(doses.on(tomorrow)[0], DoseStatus.HELD, "blood count first")
    assert doses.on(tomorrow)[0].dose.status is DoseStatus.HELD


def test_not_taken_never_stands_for_a_dose_that_was_taken(doses, acyclovir):
    with pytest.raises(ValueError, match="taken"):
        doses.not_taken(doses.on()[0], DoseStatus.LATE)


def test_days_of_the_cycle_decide(doses, care_file):
    line = a_line()
    pomalidomide = a_medication(name="Pomalidomide", strength="4 mg", treats_myeloma=True)
    schedule = a_schedule(
        pomalidomide, unit="capsule", times=(time(21, 30),), cycle_days=tuple(range(1, 22))
    )
    fill(care_file, line, a_cycle(line), pomalidomide, schedule)
    assert len(doses.on(date(2027, 3, 21))) == 1
    assert doses.on(date(2027, 3, 22)) == ()
    assert doses.on(date(2027, 2, 28)) == ()


def test_weekdays_decide(doses, care_file):
    dexamethasone = a_medication(name="Dexamethasone")
    fill(care_file, dexamethasone, a_schedule(dexamethasone, times=(time(8),), weekdays=(0,)))
    assert len(doses.on(MONDAY)) == 1
    assert doses.on(YESTERDAY) == ()


def test_days_without_a_time_are_due_at_any_time(doses, care_file, clock):
    methotrexate = a_medication(name="Alendronate")
    fill(care_file, methotrexate, a_schedule(methotrexate, times=(), weekdays=(0,)))
    (entry,) = doses.on(MONDAY)
    assert entry.time is None
    taken = doses.take(entry)
    assert doses.take(entry) == taken
    assert doses.on(MONDAY)[0].dose == taken
    assert doses.counts(methotrexate.id, MONDAY, MONDAY) == DoseCounts(planned=1, taken=1)


def test_what_the_hospital_gives_is_not_asked_for_but_can_be_recorded(doses, care_file):
    daratumumab = a_medication(name="Daratumumab", place=Place.HOSPITAL)
    schedule = a_schedule(daratumumab, times=(time(8),), weekdays=(0,))
    fill(care_file, daratumumab, schedule)
    assert doses.on(MONDAY) == ()
    assert doses.not_recorded(MONDAY, MONDAY) == ()
    (entry,) = doses.for_medication(daratumumab.id, MONDAY, MONDAY)
    dose = doses.take(entry)
    assert doses.on(MONDAY)[0].dose == dose
    assert doses.take(entry) == dose


def test_only_doses_whose_time_has_passed_are_not_recorded(doses, acyclovir):
    waiting = doses.not_recorded(YESTERDAY, MONDAY + timedelta(days=3))
    assert [(one.day, one.time) for one in waiting] == [
        (YESTERDAY, time(8)),
        (YESTERDAY, time(20)),
        (MONDAY, time(8)),
    ]


def test_the_counts_keep_every_state_apart(doses, acyclovir, care_file):
    days = [MONDAY - timedelta(days=number) for number in range(1, 4)]
    states = (DoseStatus.MISSED, DoseStatus.SKIPPED, DoseStatus.HELD)
    for day, status in zip(days, states, strict=True):
        doses.not_taken(doses.on(day)[0], status)
    late = doses.take(doses.on(days[0])[1])
    with care_file.change("late") as work:
        work.save(replace(late, status=DoseStatus.LATE))
    doses.take(doses.on()[0])
    counts = doses.counts(acyclovir.id, days[-1], MONDAY)
    assert counts == DoseCounts(
        planned=7, taken=1, late=1, skipped=1, held=1, missed=1, not_recorded=2
    )


def test_a_changed_schedule_leaves_recorded_amounts_and_still_matches(doses, care_file):
    medication = a_medication()
    old = a_schedule(medication, amount=Decimal(8), unit="mg", last_on=YESTERDAY)
    new = a_schedule(medication, amount=Decimal(4), unit="mg", first_on=MONDAY)
    given_this_morning = a_dose(medication, schedule_id=old.id, amount=Decimal(8), unit="mg")
    fill(care_file, medication, old, new, given_this_morning)
    morning, evening = doses.on(MONDAY)
    assert morning.dose == care_file_dose(care_file, given_this_morning.id)
    assert morning.dose.amount == Decimal(8)
    assert evening.schedule.amount == Decimal(4)


def care_file_dose(care_file, id):
    with care_file.read() as reader:
        return reader.get(Dose, id)


def test_as_needed_doses_are_listed_and_never_due(doses, care_file, clock):
    acetaminophen = a_medication(name="Acetaminophen", strength="500 mg")
    schedule = a_schedule(acetaminophen, times=(), as_needed=True, most_per_day=2)
    fill(care_file, acetaminophen, schedule)
    assert doses.on() == ()
    first = doses.give(acetaminophen, schedule)
    clock.advance(minutes=1)
    second = doses.give(acetaminophen, schedule, note="back pain")
    assert [entry.dose.id for entry in doses.on()] == [first.id, second.id]
    assert doses.counts(acetaminophen.id, MONDAY, MONDAY) == DoseCounts(taken=2)


def test_the_familys_limits_warn_before_one_dose_too_many(doses, care_file, clock):
    acetaminophen = a_medication(name="Acetaminophen")
    schedule = a_schedule(
        acetaminophen, times=(), as_needed=True, most_per_day=2, least_gap_hours=6
    )
    fill(care_file, acetaminophen, schedule)
    assert doses.warnings(schedule) == ()
    doses.give(acetaminophen, schedule, clock.now() - timedelta(hours=7))
    assert doses.warnings(schedule) == ()
    doses.give(acetaminophen, schedule, clock.now() - timedelta(hours=1))
    codes = {one.code for one in doses.warnings(schedule)}
    assert codes == {"over_most_per_day", "under_least_gap"}
    assert doses.warnings(schedule, clock.now() + timedelta(hours=24)) == ()


def test_a_held_dose_does_not_count_against_the_limit(doses, care_file, clock):
    medication = a_medication()
    schedule = a_schedule(medication, most_per_day=1)
    fill(care_file, medication, schedule)
    doses.not_taken(doses.on()[0], DoseStatus.HELD)
    assert doses.warnings(schedule, clock.now()) == ()


def test_correcting_and_removing_a_record(doses, acyclovir):
    dose = doses.take(doses.on()[0])
    doses.save(replace(dose, amount=Decimal(2), note="took two"))
    assert doses.on()[0].dose.amount == Decimal(2)
    doses.delete(doses.on()[0].dose)
    assert doses.on()[0].dose is None


def test_a_dose_recorded_on_the_day_it_was_stopped_is_still_there(doses, care_file):
    medication = a_medication(stopped_on=MONDAY)
    fill(care_file, medication, a_schedule(medication, last_on=YESTERDAY), a_dose(medication))
    assert [entry.dose.status for entry in doses.on(MONDAY)] == [DoseStatus.TAKEN]
    assert doses.on(MONDAY + timedelta(days=1)) == ()


@given(
    times=st.lists(st.times().map(lambda t: t.replace(second=0, microsecond=0)), unique=True),
    weekdays=st.sets(st.integers(0, 6)).map(sorted).map(tuple),
    start=st.integers(-30, 30),
    data=st.data(),
)
def test_every_record_appears_once_and_every_planned_dose_once(times, weekdays, start, data):
    medication = a_medication(started_on=None)
    schedule = a_schedule(
        medication,
        times=tuple(times),
        weekdays=weekdays,
        first_on=MONDAY + timedelta(days=start),
    )
    plan = DosePlan({medication.id: medication}, [schedule], TreatmentCycles())
    last = MONDAY + timedelta(days=13)
    due = list(plan.due(MONDAY, last))
    chosen = data.draw(st.lists(st.sampled_from(due), unique_by=lambda e: e.key)) if due else []
    records = [
        a_dose(medication, day=e.day, due_time=e.time, schedule_id=schedule.id) for e in chosen
    ]
    extra = a_dose(medication, due_time=None, day=MONDAY)
    found = plan.beside([*records, extra], MONDAY, last)
    assert sorted(e.dose.id for e in found if e.dose) == sorted(r.id for r in [*records, extra])
    assert len(found) == len(due) + 1
    assert [e.day for e in found] == sorted(e.day for e in found)


def test_a_record_of_a_medicine_outside_the_plan_is_left_out(care_file):
    medication = a_medication()
    plan = DosePlan({}, [a_schedule(medication)], TreatmentCycles())
    assert plan.beside([a_dose(medication)], MONDAY, MONDAY) == ()


def test_taking_nothing_changes_nothing(doses, care_file):
    assert doses.take_all([]) == ()
    assert care_file.undo_label() == ""


def test_a_draft_is_not_saved_and_stands_at_the_planned_time(doses, acyclovir):
    draft = doses.draft(doses.on(YESTERDAY)[0])
    assert draft.given_at == datetime(2027, 3, 14, 12, 0, tzinfo=UTC)
    assert doses.on(YESTERDAY)[0].dose is None


def test_a_dose_of_yesterday_without_a_time_is_not_recorded(doses, care_file):
    medication = a_medication()
    fill(care_file, medication, a_schedule(medication, times=(), weekdays=(6,)))
    assert [one.day for one in doses.not_recorded(YESTERDAY, MONDAY)] == [YESTERDAY]
    assert doses.take(doses.on(YESTERDAY)[0]).day == YESTERDAY


def test_what_is_still_to_come_is_no_gap(doses, acyclovir):
    assert doses.counts(acyclovir.id, MONDAY, MONDAY + timedelta(days=5)) == DoseCounts(
        planned=1, not_recorded=1
    )


# Windows, links, several days at once, facts


@pytest.mark.parametrize(("minutes", "status"), [
    (0, DoseStatus.TAKEN), (120, DoseStatus.TAKEN), (121, DoseStatus.LATE), (-30, DoseStatus.TAKEN),
])  # fmt: skip
def test_after_the_window_a_dose_is_late(doses, care_file, clock, minutes, status):
    medication = a_medication()
    schedule = a_schedule(medication, times=(time(4),), window_minutes=120)
    fill(care_file, medication, schedule)
    planned = datetime(2027, 3, 15, 8, tzinfo=UTC)
    (entry,) = doses.on()
    assert doses.take(entry, planned + timedelta(minutes=minutes)).status is status


def test_a_corrected_time_follows_the_window(doses, care_file):
    medication = a_medication()
    fill(care_file, medication, a_schedule(medication, times=(time(4),), window_minutes=60))
    late = doses.take(doses.on()[0])
    assert late.status is DoseStatus.LATE
    in_time = doses.take(doses.on()[0], datetime(2027, 3, 15, 8, 30, tzinfo=UTC))
    assert (in_time.id, in_time.status) == (late.id, DoseStatus.TAKEN)


def test_without_a_window_late_is_what_the_family_says(doses, acyclovir, clock):
    dose = doses.take(doses.on()[0])
    doses.save(replace(dose, status=DoseStatus.LATE))
    clock.advance(minutes=10)
    again = doses.take(doses.on()[0], clock.now())
    assert again.status is DoseStatus.LATE


def test_a_dose_that_follows_another_is_due_so_long_after_it_was_given(doses, care_file, clock):
    first, then = a_medication(name="Levothyroxine"), a_medication(name="Calcium")
    fill(care_file, first, then, a_schedule(first, times=(time(7),)),
         a_schedule(then, times=(), after_medication_id=first.id, after_minutes=60))  # fmt: skip
    doses.take(doses.on()[0], datetime(2027, 3, 15, 11, 40, tzinfo=UTC))
    entry = doses.for_medication(then.id, MONDAY, MONDAY)[0]
    assert (entry.time, entry.follows.name) == (time(8), "Levothyroxine")
    assert entry.planned_at(clock.zone()) == datetime(2027, 3, 15, 12, 40, tzinfo=UTC)
    assert doses.not_recorded(MONDAY, MONDAY) == ()


def test_several_days_are_filled_in_as_one_step(doses, acyclovir, care_file):
    first, last = date(2027, 3, 1), date(2027, 3, 5)
    doses.not_taken(doses.on(date(2027, 3, 3))[0], DoseStatus.SKIPPED, "vomiting")
    waiting = doses.to_fill(acyclovir.id, first, last)
    assert len(waiting) == 9
    doses.take_all(waiting)
    assert doses.counts(acyclovir.id, first, last) == DoseCounts(planned=10, taken=9, skipped=1)
    assert doses.to_fill(acyclovir.id, first, last) == ()
    care_file.undo()
    assert doses.counts(acyclovir.id, first, last).not_recorded == 9


def test_a_past_day_without_a_time_is_filled_in_at_midday(doses, care_file, clock):
    medication = a_medication()
    fill(care_file, medication, a_schedule(medication, times=(), weekdays=(0, 6)))
    (entry,) = doses.on(YESTERDAY)
    given_at = doses.take(entry).given_at.astimezone(clock.zone())
    assert (given_at.date(), given_at.time()) == (YESTERDAY, time(12))


def test_held_days_are_neither_asked_for_nor_filled_in(doses, acyclovir, care_file):
    hold = a_hold(acyclovir, first_on=date(2027, 3, 3), last_on=date(2027, 3, 4))
    fill(care_file, hold)
    first, last = date(2027, 3, 1), date(2027, 3, 5)
    assert {one.day.day for one in doses.to_fill(acyclovir.id, first, last)} == {1, 2, 5}
    assert {one.day.day for one in doses.not_recorded(first, last)} == {1, 2, 5}
    assert doses.counts(acyclovir.id, first, last) == DoseCounts(planned=10, held=4, not_recorded=6)
    doses.take(doses.on(date(2027, 3, 3))[0])
    assert doses.counts(acyclovir.id, first, last).taken == 1


def test_a_hold_is_said_before_a_dose_is_recorded(doses, acyclovir, care_file):
    schedule = doses.on()[0].schedule
    assert doses.warnings(schedule) == ()
    fill(care_file, a_hold(acyclovir))
    assert [one.code for one in doses.warnings(schedule)] == ["held"]


def test_a_corrected_dose_does_not_count_against_itself(doses, care_file):
    medication = a_medication()
    schedule = a_schedule(medication, as_needed=True, times=(), most_per_day=1)
    fill(care_file, medication, schedule)
    dose = doses.give(medication, schedule)
    assert [one.code for one in doses.warnings(schedule)] == ["over_most_per_day"]
    assert doses.warnings(schedule, dose.given_at, but=dose.id) == ()


def test_facts_are_told_cycle_by_cycle(doses, care_file):
    line = a_line()
    regimen = a_regimen(line)
    medication = a_medication(name="Pomalidomide", treats_myeloma=True)
    schedule = a_schedule(medication, times=(time(7),), regimen_id=regimen.id,
                          cycle_days=tuple(range(1, 22)))  # fmt: skip
    fill(care_file, line, regimen, a_regimen_cycle(regimen), medication, schedule)
    doses.take_all(doses.to_fill(medication.id, date(2027, 1, 4), date(2027, 1, 23)))
    third, second, first = doses.facts_by_cycle(medication.id)
    assert (first.cycle.number, first.first, first.last) == (1, date(2027, 1, 4), date(2027, 1, 31))
    assert first.counts == DoseCounts(planned=21, taken=20, not_recorded=1)
    assert (second.cycle.number, second.counts.not_recorded) == (2, 21)
    assert (third.first, third.last, third.counts.planned) == (date(2027, 3, 1), MONDAY, 15)
    assert {one.regimen for one in (first, second, third)} == {first.regimen}
    assert len(doses.facts_by_cycle(medication.id, most=1)) == 1


def test_facts_of_other_medicines_go_by_the_cycles_of_the_treatment(doses, acyclovir, care_file):
    assert doses.facts_by_cycle(acyclovir.id) == ()
    line = a_line()
    fill(care_file, line, a_cycle(line))
    (facts,) = doses.facts_by_cycle(acyclovir.id)
    assert (facts.regimen, facts.cycle.number, facts.first) == (None, 3, date(2027, 3, 1))
    assert facts.counts == DoseCounts(planned=29, not_recorded=29)


def test_no_day_belongs_to_the_cycles_of_two_treatments(doses, care_file):
    acyclovir = a_medication(started_on=None)
    fill(care_file, acyclovir, a_schedule(acyclovir, first_on=None))
    before, now = a_line(number=2), a_line(number=3)
    regimen = a_regimen(now)
    fill(
        care_file, before, now, a_cycle(before, number=26, first_on=date(2026, 12, 15)),
        regimen, a_regimen_cycle(regimen),
    )  # fmt: skip
    told = doses.facts_by_cycle(acyclovir.id)
    assert [(one.cycle.number, one.first, one.last) for one in told] == [
        (3, date(2027, 3, 1), MONDAY),
        (2, date(2027, 2, 1), date(2027, 2, 28)),
        (1, date(2027, 1, 4), date(2027, 1, 31)),
        (26, date(2026, 12, 15), date(2027, 1, 3)),
    ]


@given(st.lists(st.sampled_from(["America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]),
                min_size=3, max_size=6))  # fmt: skip
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_recording_on_a_journey_leaves_every_day_its_doses(tmp_path_factory, route):
    now, first = datetime(2027, 3, 10, 23, tzinfo=UTC), date(2027, 3, 10)
    path = tmp_path_factory.mktemp("journey") / "a.care"
    with closing(create_file(path, FixedClock(now))) as care_file:
        medication = a_medication()
        fill(care_file, medication, a_schedule(medication))
        taken = 0
        for number, zone in enumerate(route):
            clock = FixedClock(now + timedelta(days=number), ZoneInfo(zone))
            service = DosesService(care_file, clock)
            taken += len(service.take_all(service.to_fill(medication.id, first, clock.today())))
        entries = service.for_medication(medication.id, first, clock.today())
        recorded = [one.dose.id for one in entries if one.dose]
        assert len(recorded) == len(set(recorded)) == taken
        assert len(entries) == 2 * ((clock.today() - first).days + 1)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_have_their_doses_too(doses, care_file, day):
    first, then = (a_medication(name=name, started_on=None) for name in ("First", "Then"))
    fill(care_file, first, then, a_schedule(first, first_on=None),
         a_schedule(then, times=(), first_on=None, after_medication_id=first.id,
                    after_minutes=60))  # fmt: skip
    assert [one.time for one in doses.on(day)] == [time(8), time(9), time(20), time(21)]
    assert len(doses.for_medication(then.id, day, day)) == 2
