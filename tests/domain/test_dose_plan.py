"""The plan beside the record: in any zone, cycle and change no dose twice, none lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caregiver.domain.cycles import CycleCalendar, TreatmentCycles
from caregiver.domain.dose_counts import DoseCounts, count_doses
from caregiver.domain.dose_plan import DosePlan
from caregiver.domain.doses import DoseStatus, limit_warnings
from caregiver.domain.medications import Place
from caregiver.domain.regimens import planned_cycles
from caregiver.domain.therapy import Pause
from tests.builders import (
    MONDAY,
    a_dose,
    a_hold,
    a_line,
    a_medication,
    a_regimen,
    a_regimen_cycle,
    a_schedule,
)

DAY = timedelta(days=1)
# Whole, half and quarter hours; Lord Howe changes by half an hour; Kiritimati is 14 hours ahead.
ZONES = tuple(map(ZoneInfo, (
    "America/New_York", "Europe/London", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns",
    "Australia/Lord_Howe", "Australia/Sydney", "America/Santiago", "Pacific/Kiritimati", "UTC",
)))  # fmt: skip
PILL, OTHER = a_medication(name="Pill"), a_medication(name="Other")

zones = st.sampled_from(ZONES)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
# minutes of the clock, with those that daylight saving skips or repeats
clocks = st.one_of(
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from([time(0), time(1, 30), time(2), time(2, 15), time(2, 30), time(23, 59)]),
)  # fmt: skip
several_clocks = st.lists(clocks, min_size=1, max_size=4, unique=True).map(tuple)


def a_plan(*schedules, cycles=None, holds=None, medicines=(PILL, OTHER)):
    known = {one.id: one for one in medicines}
    return DosePlan(known, schedules, cycles or TreatmentCycles(), holds or {})


def keys(entries):
    return [(one.schedule.id, one.day, one.time) for one in entries]


@st.composite
def patterns(draw, first=date(2026, 1, 1)):
    """A schedule of any pattern that needs no cycle."""
    changes = {"first_on": first, "times": draw(several_clocks)}
    sort = draw(st.sampled_from(["daily", "weekdays", "every", "month"]))
    if sort == "weekdays":
        some = st.lists(st.integers(0, 6), min_size=1, max_size=6, unique=True)
        changes["weekdays"] = tuple(sorted(draw(some)))
    elif sort == "every":
        changes["every_days"] = draw(st.integers(2, 40))
    elif sort == "month":
        some = st.lists(st.integers(1, 31), min_size=1, max_size=5, unique=True)
        changes["month_days"] = tuple(sorted(draw(some)))
    return a_schedule(draw(st.sampled_from([PILL, OTHER])), **changes)


# Days and zones


@given(st.lists(patterns(), min_size=1, max_size=3), days, st.integers(0, 40))
def test_days_asked_for_together_are_the_days_asked_for_one_by_one(schedules, first, length):
    plan, last = a_plan(*schedules), first + length * DAY
    together = sorted(keys(plan.due(first, last)))
    one_by_one = sorted(
        key for number in range(length + 1) for key in keys(plan.due(*[first + number * DAY] * 2))
    )
    assert together == one_by_one
    assert len(set(together)) == len(together)


@given(patterns(), days, zones)
def test_every_dose_falls_on_its_own_day_at_its_own_instant(schedule, first, zone):
    for entry in a_plan(schedule).due(first, first + 20 * DAY):
        at = entry.planned_at(zone)
        local = at.astimezone(zone)
        assert local.date() == entry.day
        # what daylight saving skips comes later by what was skipped, never earlier
        shift = datetime.combine(local.date(), local.time()) - datetime.combine(
            entry.day, entry.time
        )
        assert timedelta() <= shift <= timedelta(hours=1)


@pytest.mark.parametrize(("zone", "day", "wall", "expected"), [
    ("America/New_York", date(2027, 3, 14), time(2, 30), "2027-03-14T07:30:00+00:00"),
    ("America/New_York", date(2027, 11, 7), time(1, 30), "2027-11-07T05:30:00+00:00"),
    ("Australia/Lord_Howe", date(2027, 10, 3), time(2, 15), "2027-10-02T15:45:00+00:00"),
    ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 45), "2027-04-03T14:45:00+00:00"),
    ("Asia/Kathmandu", date(2027, 3, 14), time(8), "2027-03-14T02:15:00+00:00"),
])  # fmt: skip
def test_what_daylight_saving_skips_comes_later_and_what_it_repeats_comes_once(
    zone, day, wall, expected
):
    (entry,) = a_plan(a_schedule(PILL, times=(wall,), first_on=day)).due(day, day)
    assert entry.planned_at(ZoneInfo(zone)).isoformat() == expected


@given(patterns(), days, st.lists(zones, min_size=1, max_size=5), st.data())
def test_travel_neither_doubles_nor_drops_a_dose(schedule, first, route, data):
    last = first + 12 * DAY
    plan = a_plan(schedule)
    planned = list(plan.due(first, last))
    doses = []
    for entry in planned:
        zone = route[(entry.day - first).days % len(route)]
        medicine = plan.medications[entry.medication.id]
        doses.append(
            a_dose(medicine, schedule_id=schedule.id, day=entry.day, due_time=entry.time,
                   given_at=entry.planned_at(zone))
        )  # fmt: skip
    entries = plan.beside(data.draw(st.permutations(doses)), first, last)
    assert sorted(keys(entries)) == sorted(keys(planned))
    assert {one.dose.id for one in entries} == {one.id for one in doses}


# What is recorded


@given(st.lists(patterns(), min_size=1, max_size=3), days, st.data())
def test_recording_never_changes_which_doses_there_are(schedules, first, data):
    plan, last = a_plan(*schedules), first + 6 * DAY
    before = plan.beside((), first, last)
    assume(before)
    chosen = data.draw(st.lists(st.sampled_from(before), unique_by=id))
    doses = [
        a_dose(one.medication, schedule_id=one.schedule.id, day=one.day, due_time=one.time,
               status=data.draw(st.sampled_from(DoseStatus)))
        for one in chosen
    ]  # fmt: skip
    after = plan.beside(doses, first, last)
    assert sorted(keys(after)) == sorted(keys(before))
    assert [one.key for one in after] == [one.key for one in before]
    assert sorted(keys(one for one in after if one.dose)) == sorted(keys(chosen))


@given(several_clocks, several_clocks, st.integers(0, 3))
def test_a_change_of_times_on_a_day_asks_for_no_more_than_the_new_plan(old, new, taken):
    before = a_schedule(PILL, times=old, last_on=MONDAY - DAY)
    after = a_schedule(PILL, times=new, first_on=MONDAY)
    doses = [a_dose(PILL, schedule_id=before.id, due_time=at) for at in sorted(old)[:taken]]
    entries = a_plan(before, after).beside(doses, MONDAY, MONDAY)
    planned = [one for one in entries if one.schedule and one.schedule.id == after.id]
    assert sorted(one.time for one in planned) == sorted(new)
    recorded = [one.dose.id for one in entries if one.dose]
    assert sorted(recorded) == sorted(one.id for one in doses)


def test_a_dose_given_before_its_times_were_changed_is_not_asked_for_again():
    new = a_schedule(PILL, times=(time(9), time(21)))
    taken = a_dose(PILL, schedule_id="an older schedule", due_time=time(8))
    morning, evening = a_plan(new).beside([taken], MONDAY, MONDAY)
    assert (morning.time, morning.dose) == (time(9), taken)
    assert evening.dose is None


def test_what_was_given_far_from_every_planned_dose_stands_for_itself():
    new = a_schedule(PILL, times=(time(21),))
    taken = a_dose(PILL, schedule_id="an older schedule", due_time=time(8))
    entries = a_plan(new).beside([taken], MONDAY, MONDAY)
    assert [(one.time, one.dose) for one in entries] == [(time(8), taken), (time(21), None)]


# Tapers and cycles


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), several_clocks)
def test_the_steps_of_a_taper_follow_without_a_gap(lengths, times):
    steps, begins = [], MONDAY
    for length in lengths:
        last = begins + (length - 1) * DAY
        steps.append(a_schedule(PILL, times=times, first_on=begins, last_on=last))
        begins = last + DAY
    entries = list(a_plan(*steps).due(MONDAY - 3 * DAY, begins + 3 * DAY))
    assert len(entries) == sum(lengths) * len(times)
    assert len({one.key for one in entries}) == len(entries)
    assert [one.schedule.id for one in entries] == [
        step.id for step, length in zip(steps, lengths, strict=True) for _ in range(length)
        for _ in times
    ]  # fmt: skip


@given(
    st.sampled_from([21, 28, 35]),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=3),
    st.lists(st.integers(1, 21), min_size=1, max_size=21, unique=True),
)
def test_a_delay_moves_doses_and_neither_doubles_nor_drops_one(length, delays, cycle_days):
    line = a_line()
    regimen = a_regimen(line, lengths=(length,))
    begins = date(2027, 1, 4)
    cycle = a_regimen_cycle(regimen, days=length)
    last_pause = begins - DAY
    for offset, paused in sorted(delays):
        first = begins + offset * DAY
        if first <= last_pause or first >= cycle.ends_before():
            continue
        cycle = cycle.with_pause(Pause(first, paused, "low platelets", "Nurse Lee"))
        last_pause = first + (paused - 1) * DAY
    end = begins + 200 * DAY
    noted = planned_cycles(regimen, (cycle,), begins, end)
    cycles = TreatmentCycles((), [CycleCalendar(noted, regimen)])
    schedule = a_schedule(PILL, times=(time(21),), regimen_id=regimen.id,
                          cycle_days=tuple(sorted(cycle_days)), first_on=None)  # fmt: skip
    medicine = replace(PILL, started_on=None)
    due = list(a_plan(schedule, cycles=cycles, medicines=(medicine,)).due(begins, end))
    seen = [cycles.where(one.day, regimen.id)[:2] for one in due]
    assert len(set(seen)) == len(seen)
    for number in {one.number for one in noted[:-1]}:
        assert sorted(day for which, day in seen if which == number) == sorted(cycle_days)
    for one in due:
        assert not any(pause.holds(one.day) for each in noted for pause in each.pauses)


# Doses that follow others


@given(patterns(), days, st.integers(-1439, 1439), st.integers(0, 10))
def test_each_dose_is_followed_once_around_midnight_too(followed, first, minutes, length):
    led = a_medication(name="Led")
    link = a_schedule(led, times=(), after_medication_id=followed.medication_id,
                      after_minutes=minutes, first_on=None)  # fmt: skip
    plan = a_plan(followed, link, medicines=(replace(PILL, started_on=None),
                                             replace(OTHER, started_on=None),
                                             replace(led, started_on=None)))  # fmt: skip
    last = first + length * DAY
    shift = timedelta(minutes=minutes)
    expected = sorted(
        moment
        for one in plan.due(first - 2 * DAY, last + 2 * DAY, only=followed.medication_id)
        if first <= (moment := datetime.combine(one.day, one.time) + shift).date() <= last
    )
    found = [datetime.combine(one.day, one.time) for one in plan.due(first, last, only=led.id)]
    assert found == expected
    one_by_one = [
        datetime.combine(one.day, one.time)
        for number in range(length + 1)
        for one in plan.due(*[first + number * DAY] * 2, only=led.id)
    ]
    assert one_by_one == expected


def linked(minutes, **changes):
    led = a_medication(name="Calcium")
    first = a_schedule(PILL, times=(time(8),), **changes)
    link = a_schedule(led, times=(), after_medication_id=PILL.id, after_minutes=minutes)
    return led, a_plan(first, link, medicines=(PILL, led))


def test_two_doses_given_together_are_followed_once():
    led, plan = linked(60)
    half = a_schedule(PILL, times=(time(8),))
    plan = replace(plan, schedules=(*plan.schedules, half))
    assert [one.time for one in plan.due(MONDAY, MONDAY, only=led.id)] == [time(9)]


def test_a_linked_dose_moves_with_the_one_it_follows():
    led, plan = linked(60)
    given_at = datetime(2027, 3, 15, 13, 40, tzinfo=UTC)
    (entry,) = plan.beside([a_dose(PILL, given_at=given_at)], MONDAY, MONDAY, only=led.id)
    assert (entry.time, entry.follows) == (time(9), PILL)
    assert entry.planned_at(ZONES[0]) == given_at + timedelta(hours=1)


def test_a_linked_dose_moves_over_midnight_too():
    led, plan = linked(20 * 60)
    given_at = datetime(2027, 3, 14, 14, 0, tzinfo=UTC)
    sunday = a_dose(PILL, day=MONDAY - DAY, given_at=given_at)
    entries = plan.beside([sunday], MONDAY, MONDAY, only=led.id)
    assert [(one.time, one.follows_at) for one in entries] == [
        (time(4), given_at + timedelta(hours=20))
    ]


@pytest.mark.parametrize(("minutes", "status"), [(-30, DoseStatus.TAKEN), (60, DoseStatus.MISSED)])
def test_what_comes_before_or_follows_a_dose_not_given_keeps_its_time(minutes, status):
    led, plan = linked(minutes)
    given_at = datetime(2027, 3, 15, 13, 40, tzinfo=UTC) if status.was_taken else None
    (entry,) = plan.beside([a_dose(PILL, status=status, given_at=given_at)], MONDAY, MONDAY,
                           only=led.id)  # fmt: skip
    assert entry.follows_at is None


def test_a_circle_of_medicines_has_no_times():
    one = a_schedule(PILL, times=(), after_medication_id=OTHER.id, after_minutes=60)
    other = a_schedule(OTHER, times=(), after_medication_id=PILL.id, after_minutes=60)
    assert list(a_plan(one, other).due(MONDAY, MONDAY)) == []


# Holds


@given(days, st.integers(0, 9), st.one_of(st.none(), st.integers(0, 9)))
def test_held_doses_are_planned_and_nobody_is_asked(first, offset, length):
    begins = first + offset * DAY
    hold = a_hold(PILL, first_on=begins, last_on=None if length is None else begins + length * DAY)
    plan = a_plan(a_schedule(PILL, first_on=None), holds={PILL.id: [hold]},
                  medicines=(replace(PILL, started_on=None),))  # fmt: skip
    last = first + 12 * DAY
    asked = list(plan.due(first, last))
    everything = list(plan.due(first, last, held=True))
    assert [one for one in everything if one.hold is None] == asked
    assert all(hold.is_on(one.day) == (one.hold is not None) for one in everything)
    assert len(everything) == 26


def test_a_dose_taken_on_a_held_day_can_be_recorded():
    plan = a_plan(a_schedule(PILL), holds={PILL.id: [a_hold(PILL)]})
    taken = a_dose(PILL)
    morning, evening = plan.beside([taken], MONDAY, MONDAY)
    assert (morning.dose, morning.is_held) == (taken, False)
    assert evening.is_held


def test_counts_keep_held_apart_from_not_recorded():
    hold = a_hold(PILL, last_on=MONDAY)
    plan = a_plan(a_schedule(PILL, times=(time(8),)), holds={PILL.id: [hold]})
    sunday = a_dose(PILL, day=MONDAY - DAY)
    entries = plan.beside([sunday], MONDAY - 2 * DAY, MONDAY + DAY)
    now = datetime(2027, 3, 16, 18, tzinfo=UTC)
    counts = count_doses(entries, now, ZONES[0])
    assert counts == DoseCounts(planned=4, taken=1, held=1, not_recorded=2)
    assert (counts.was_taken, counts.asked) == (1, 3)


def test_one_medicine_alone_and_what_the_hospital_gives():
    infusion = a_medication(name="Infusion", place=Place.HOSPITAL)
    plan = a_plan(a_schedule(PILL), a_schedule(infusion, times=(time(11),)),
                  medicines=(PILL, infusion))  # fmt: skip
    assert {one.medication.id for one in plan.due(MONDAY, MONDAY)} == {PILL.id}
    assert [one.time for one in plan.due(MONDAY, MONDAY, at_hospital=True, only=infusion.id)] == [
        time(11)
    ]
    assert plan.followed_by(PILL.id) == frozenset()


# The family's limits do not know midnight or daylight saving


@pytest.mark.parametrize(("zone", "day"), [
    ("America/New_York", date(2027, 3, 14)), ("America/New_York", date(2027, 11, 7)),
    ("Australia/Lord_Howe", date(2027, 10, 3)), ("Australia/Lord_Howe", date(2027, 4, 4)),
])  # fmt: skip
def test_24_hours_are_24_hours_when_the_clocks_change(zone, day):
    schedule = a_schedule(PILL, as_needed=True, times=(), most_per_day=1, least_gap_hours=6)
    first = datetime.combine(day - DAY, time(21), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    almost, full = first + timedelta(hours=23, minutes=59), first + timedelta(hours=24)
    assert [one.code for one in limit_warnings(schedule, [first], almost)] == ["over_most_per_day"]
    assert limit_warnings(schedule, [first], full) == ()
    soon = first + timedelta(hours=5, minutes=59)
    codes = [one.code for one in limit_warnings(schedule, [first], soon)]
    assert codes == ["over_most_per_day", "under_least_gap"]
