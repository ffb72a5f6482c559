"""Supply: what is left, and the first day on which it is not enough."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.cycles import CycleCalendar, TreatmentCycles
from caregiver.domain.dose_plan import DosePlan
from caregiver.domain.doses import DoseStatus
from caregiver.domain.medications import Place
from caregiver.domain.regimens import planned_cycles
from caregiver.domain.supply import (
    Outlook,
    SupplySort,
    is_counted_in,
    outlook,
    plan_of,
    planned_ahead,
    same_unit,
    stock,
)
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
    a_supply_entry,
)

NEW_YORK = ZoneInfo("America/New_York")
DAY = timedelta(days=1)
HALF = Decimal("0.5")
# 7:00 in New York; a_supply_entry counts 30 tablets then.
COUNTED = datetime(2027, 3, 15, 11, 0, tzinfo=UTC)


def a_plan(medication, *schedules, cycles=None, holds=()):
    return DosePlan(
        {medication.id: medication},
        schedules,
        cycles or TreatmentCycles(),
        {medication.id: list(holds)},
    )


def left(plan, entries, today, doses=(), zone=NEW_YORK):
    first = entries[0].noted_at.astimezone(zone).date() - DAY
    return stock(entries, plan.beside(doses, first, today), today, zone)


def lasts(plan, amount, today=MONDAY, unit="tablet"):
    (medication,) = plan.medications.values()
    ahead = planned_ahead(plan, medication.id, unit, today, today + 730 * DAY)
    return outlook(Decimal(amount), ahead)


def at(day, hour, zone=NEW_YORK):
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


@pytest.fixture
def acyclovir():
    return a_medication()


def test_nothing_noted_is_nothing_known(acyclovir):
    assert stock([], (), MONDAY, NEW_YORK) is None
    lost = a_supply_entry(acyclovir, sort=SupplySort.REMOVED)
    assert stock([lost], (), MONDAY, NEW_YORK) is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"medication_id": ""}, "medication_missing"),
        ({"amount": Decimal(-1)}, "amount_not_positive"),
        ({"amount": Decimal(0), "sort": SupplySort.REMOVED}, "amount_not_positive"),
        ({"noted_at": None}, "time_missing"),
        ({"noted_at": datetime(2027, 3, 15, 8)}, "zone_unknown"),
    ],
)
def test_entries_that_cannot_be(acyclovir, wrong, code):
    (problem,) = a_supply_entry(acyclovir, **wrong).problems()
    assert problem.code == code


def test_nothing_left_can_be_counted_too(acyclovir):
    entry = a_supply_entry(acyclovir, amount=Decimal(0))
    assert entry.problems() == ()
    assert entry.when() == MONDAY


def test_a_dose_for_any_time_of_the_day_is_used_on_the_day_of_the_count(acyclovir):
    plan = a_plan(acyclovir, a_schedule(acyclovir, times=(), weekdays=(0, 6)))
    # Sunday, the day before the count, is looked at but was over by then
    assert left(plan, [a_supply_entry(acyclovir)], MONDAY + DAY).left == 29
    assert lasts(plan, 1) == (Outlook.RUNS_OUT, MONDAY + 6 * DAY)


def test_doses_of_past_days_nobody_recorded_are_taken_as_used(acyclovir):
    plan = a_plan(acyclovir, a_schedule(acyclovir))
    found = left(plan, [a_supply_entry(acyclovir)], MONDAY + 3 * DAY)
    # two on each of Monday, Tuesday and Wednesday: those of Thursday are still to come
    assert (found.left, found.assumed) == (Decimal(24), 6)


def test_a_dose_before_the_count_of_that_day_is_not_taken_off_again(acyclovir):
    plan = a_plan(acyclovir, a_schedule(acyclovir))
    counted = a_supply_entry(acyclovir, noted_at=at(MONDAY, 12))
    early = a_dose(acyclovir, given_at=at(MONDAY, 8))
    evening = a_dose(acyclovir, due_time=time(20), given_at=at(MONDAY, 20))
    assert left(plan, [counted], MONDAY, [early]).left == 30
    assert left(plan, [counted], MONDAY, [early, evening]).left == 29
    # nobody recorded the morning: by the clock it was before the count all the same
    assert left(plan, [counted], MONDAY + DAY, [evening]).left == 29


@pytest.mark.parametrize("status", [DoseStatus.SKIPPED, DoseStatus.HELD, DoseStatus.MISSED])
def test_a_dose_that_was_not_taken_uses_nothing(acyclovir, status):
    plan = a_plan(acyclovir, a_schedule(acyclovir, times=(time(8),)))
    dose = a_dose(acyclovir, status=status, given_at=None)
    assert left(plan, [a_supply_entry(acyclovir)], MONDAY + DAY, [dose]).left == 30


def test_a_recorded_dose_uses_its_own_amount(acyclovir):
    plan = a_plan(acyclovir, a_schedule(acyclovir, times=(time(8),)))
    half = a_dose(acyclovir, amount=HALF, status=DoseStatus.LATE)
    assert left(plan, [a_supply_entry(acyclovir)], MONDAY + DAY, [half]).left == Decimal("29.5")


def test_units_are_never_converted(acyclovir):
    plan = a_plan(acyclovir, a_schedule(acyclovir, amount=Decimal(400), unit="mg"))
    pack = a_supply_entry(acyclovir, sort=SupplySort.RECEIVED, unit="pack")
    found = left(plan, [a_supply_entry(acyclovir), pack], MONDAY + DAY)
    assert (found.left, found.uncounted) == (30, 3)
    assert lasts(plan, 30) == (Outlook.NOT_COUNTABLE, None)


def test_plural_and_singular_are_one_unit():
    assert same_unit("tablet", "Tablets ")
    assert same_unit("patches", "patch")
    assert not same_unit("tablet", "capsule")
    assert is_counted_in("mL")
    assert not is_counted_in("mg")
    assert not is_counted_in(" ")


def test_held_days_use_nothing_then_and_later(acyclovir):
    schedule = a_schedule(acyclovir, times=(time(8),))
    hold = a_hold(acyclovir, first_on=MONDAY, last_on=MONDAY + 6 * DAY)
    plan = a_plan(acyclovir, schedule, holds=[hold])
    assert left(plan, [a_supply_entry(acyclovir)], MONDAY + 8 * DAY).left == 29
    assert lasts(plan, 3) == (Outlook.RUNS_OUT, MONDAY + 10 * DAY)
    assert lasts(a_plan(acyclovir, schedule), 3) == (Outlook.RUNS_OUT, MONDAY + 3 * DAY)


def test_a_hold_without_an_end_plans_nothing(acyclovir):
    plan = a_plan(acyclovir, a_schedule(acyclovir), holds=[a_hold(acyclovir)])
    assert lasts(plan, 3) == (Outlook.NOTHING_PLANNED, None)


def test_what_is_given_at_the_hospital_uses_nothing_at_home():
    daratumumab = a_medication(place=Place.HOSPITAL)
    plan = a_plan(daratumumab, a_schedule(daratumumab))
    given = a_dose(daratumumab)
    assert left(plan, [a_supply_entry(daratumumab)], MONDAY + DAY, [given]).left == 30
    assert lasts(plan, 1) == (Outlook.NOTHING_PLANNED, None)


def test_packs_add_and_what_was_lost_is_taken_off(acyclovir):
    plan = a_plan(acyclovir, a_schedule(acyclovir, as_needed=True, times=()))
    entries = [
        a_supply_entry(acyclovir),
        a_supply_entry(
            acyclovir, sort=SupplySort.RECEIVED, amount=Decimal(28), noted_at=COUNTED + DAY
        ),
        a_supply_entry(
            acyclovir, sort=SupplySort.REMOVED, amount=Decimal(5), noted_at=COUNTED + DAY
        ),
    ]
    assert left(plan, entries, MONDAY + 2 * DAY).left == 53


def test_only_what_came_after_the_last_count_matters(acyclovir):
    plan = a_plan(acyclovir)
    entries = [
        a_supply_entry(acyclovir, sort=SupplySort.RECEIVED, noted_at=COUNTED - DAY),
        a_supply_entry(acyclovir, amount=Decimal(4)),
    ]
    found = left(plan, entries, MONDAY)
    assert (found.left, found.since, found.is_counted) == (4, COUNTED, True)


def test_without_a_count_it_begins_with_the_first_pack(acyclovir):
    pack = a_supply_entry(acyclovir, sort=SupplySort.RECEIVED, amount=Decimal(28))
    found = left(a_plan(acyclovir, a_schedule(acyclovir)), [pack], MONDAY + DAY)
    assert (found.left, found.is_counted) == (26, False)


def test_more_used_than_there_was_asks_for_a_count(acyclovir):
    plan = a_plan(acyclovir, a_schedule(acyclovir))
    entries = [
        a_supply_entry(acyclovir, amount=Decimal(3)),
        a_supply_entry(
            acyclovir, sort=SupplySort.RECEIVED, amount=Decimal(28), noted_at=COUNTED + 4 * DAY
        ),
    ]
    found = left(plan, entries, MONDAY + 5 * DAY)
    assert (found.left, found.ran_dry) == (26, True)


def test_a_taper_uses_each_step_in_its_days(acyclovir):
    steps = [
        a_schedule(acyclovir, amount=Decimal(4), times=(time(8),), last_on=MONDAY + DAY),
        a_schedule(
            acyclovir, amount=Decimal(2), times=(time(8),), first_on=MONDAY + 2 * DAY,
            last_on=MONDAY + 3 * DAY,
        ),
    ]  # fmt: skip
    plan = a_plan(acyclovir, *steps)
    assert lasts(plan, 12) == (Outlook.ENOUGH, None)
    assert lasts(plan, 11) == (Outlook.RUNS_OUT, MONDAY + 3 * DAY)


def in_cycles(acyclovir, *pauses):
    regimen = a_regimen(a_line(), lengths=(28,))
    cycle = a_regimen_cycle(regimen, number=3, first_on=date(2027, 3, 1)).with_pauses(pauses)
    far = MONDAY + 800 * DAY
    calendar = CycleCalendar(planned_cycles(regimen, [cycle], MONDAY, far), regimen)
    schedule = a_schedule(
        acyclovir, times=(time(20),), regimen_id=regimen.id, cycle_days=tuple(range(1, 22))
    )
    return a_plan(acyclovir, schedule, cycles=TreatmentCycles((), [calendar]))


def test_rest_days_of_a_cycle_use_nothing(acyclovir):
    # day 15 is Monday; days 15 to 21 use seven, then one each day from March 29
    assert lasts(in_cycles(acyclovir), 7) == (Outlook.RUNS_OUT, date(2027, 3, 29))
    assert lasts(in_cycles(acyclovir), 28) == (Outlook.RUNS_OUT, date(2027, 4, 26))


def test_a_delay_by_the_clinic_moves_the_day_it_runs_out(acyclovir):
    pause = Pause(MONDAY + 2 * DAY, 7, "", "")
    assert lasts(in_cycles(acyclovir, pause), 7) == (Outlook.RUNS_OUT, date(2027, 4, 5))
    endless = Pause(MONDAY + 2 * DAY, None, "", "")
    assert lasts(in_cycles(acyclovir, endless), 7) == (Outlook.ENOUGH, None)


def test_a_dose_that_follows_another_medicine_is_counted():
    first, second = a_medication(name="First"), a_medication(name="Second")
    schedules = [
        a_schedule(first, times=(time(8),)),
        a_schedule(second, times=(), after_medication_id=first.id, after_minutes=60),
    ]
    whole = DosePlan({first.id: first, second.id: second}, schedules, TreatmentCycles())
    plan = plan_of(whole, second.id)
    ahead = planned_ahead(plan, second.id, "tablet", MONDAY, MONDAY + 20 * DAY)
    assert outlook(Decimal(3), ahead) == (Outlook.RUNS_OUT, MONDAY + 3 * DAY)
    assert plan_of(whole, first.id).medications == {first.id: first}


def test_the_first_date_printed_is_of_what_can_still_be_there(acyclovir):
    plan = a_plan(acyclovir)
    old = a_supply_entry(acyclovir, amount=Decimal(10), expires_on=date(2027, 5, 1))
    new = a_supply_entry(
        acyclovir, sort=SupplySort.RECEIVED, amount=Decimal(28), expires_on=date(2028, 5, 1),
        noted_at=COUNTED + DAY,
    )  # fmt: skip
    lost = a_supply_entry(
        acyclovir, sort=SupplySort.REMOVED, amount=Decimal(10), noted_at=COUNTED + 2 * DAY
    )
    assert left(plan, [old, new], MONDAY + DAY).expires_on == date(2027, 5, 1)
    assert left(plan, [old, new, lost], MONDAY + 2 * DAY).expires_on == date(2028, 5, 1)
    assert left(plan, [replace(old, amount=Decimal(0))], MONDAY).expires_on is None


amounts = st.decimals("0.25", 4, places=2)
patterns = st.lists(
    st.fixed_dictionaries(
        {
            "amount": amounts,
            "times": st.lists(
                st.times().map(lambda t: t.replace(second=0, microsecond=0)),
                min_size=1, max_size=3, unique=True,
            ).map(tuple),
            "weekdays": st.lists(st.integers(0, 6), max_size=3, unique=True).map(tuple),
        },
        optional={
            "every_days": st.integers(2, 9),
            "last_on": st.dates(MONDAY, MONDAY + 90 * DAY),
            "first_on": st.dates(MONDAY - 30 * DAY, MONDAY + 60 * DAY),
        },
    ).filter(lambda one: one.get("first_on", MONDAY) <= one.get("last_on", date.max)),
    min_size=1, max_size=4,
)  # fmt: skip
spans = st.tuples(st.dates(MONDAY, MONDAY + 60 * DAY), st.integers(0, 30))


def planned(medication, fields, holds=()):
    schedules = [a_schedule(medication, **{"first_on": date(2027, 1, 4), **one}) for one in fields]
    return a_plan(medication, *schedules, holds=holds)


@given(patterns, st.decimals(0, 200, places=2), st.none() | spans)
def test_it_runs_out_where_counting_dose_by_dose_says_so(fields, amount, held):
    medication = a_medication()
    holds = []
    if held is not None:
        last = held[0] + held[1] * DAY
        holds = [a_hold(medication, first_on=held[0], last_on=last)]
    plan = planned(medication, fields, holds)
    there, expected = amount, None
    for number in range(250):
        day = MONDAY + number * DAY
        there -= sum((one.schedule.amount for one in plan.due(day, day)), Decimal(0))
        if there < 0:
            expected = day
            break
    found = outlook(
        amount, planned_ahead(plan, medication.id, "tablet", MONDAY, MONDAY + 249 * DAY)
    )[1]
    assert found == expected


@given(patterns, st.decimals(0, 60, places=2), spans)
def test_a_hold_never_makes_it_run_out_sooner(fields, amount, held):
    medication = a_medication()
    hold = a_hold(medication, first_on=held[0], last_on=held[0] + held[1] * DAY)
    without = lasts(planned(medication, fields), amount)[1] or date.max
    with_hold = lasts(planned(medication, fields, [hold]), amount)[1] or date.max
    assert with_hold >= without


@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 30))
def test_a_delay_never_makes_it_run_out_sooner(amount, after, days):
    medication = a_medication()
    pause = Pause(MONDAY + after * DAY, days, "", "")
    before = lasts(in_cycles(medication), amount)[1]
    delayed = lasts(in_cycles(medication, pause), amount)[1]
    assert before is not None
    assert delayed is not None
    assert before <= delayed <= before + days * DAY


entry_lists = st.lists(
    st.tuples(
        st.sampled_from(list(SupplySort)), st.decimals("0.25", 90, places=2), st.integers(0, 900)
    ),
    min_size=1, max_size=6,
)  # fmt: skip
recorded = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(list(DoseStatus)), amounts), max_size=12
)


@given(entry_lists, patterns, recorded, st.integers(0, 40))
def test_left_is_never_above_what_came_in_nor_below_nothing(entries, fields, doses, passed):
    medication = a_medication()
    made = sorted(
        (
            a_supply_entry(
                medication, sort=sort, amount=amount, noted_at=COUNTED + hours * DAY / 24
            )
            for sort, amount, hours in entries
        ),
        key=lambda one: one.noted_at,
    )
    today = made[-1].noted_at.astimezone(NEW_YORK).date() + passed * DAY
    given_doses = [
        a_dose(
            medication, day=MONDAY + days * DAY, status=status, amount=amount, due_time=None,
            given_at=at(MONDAY + days * DAY, 9) if status.was_taken else None,
        )
        for days, status, amount in doses
    ]  # fmt: skip
    found = left(planned(medication, fields), made, today, given_doses)
    came = sum(one.amount for one in made if one.sort is not SupplySort.REMOVED)
    if found is not None:
        assert 0 <= found.left <= came
    else:
        assert came == 0


@given(
    patterns, st.sampled_from(["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"])
)
def test_daylight_saving_changes_nothing(fields, name):
    """From noon in March to November the clocks change twice; what is used stays the same."""
    zone = ZoneInfo(name)
    medication = a_medication()
    plan = planned(medication, fields)
    begin, today = date(2027, 3, 1), date(2027, 9, 1)
    counted = a_supply_entry(medication, amount=Decimal(5000), noted_at=at(begin, 12, zone))
    after_noon = [
        one for one in plan.due(begin, today - DAY) if one.day > begin or one.time >= time(12)
    ]
    used = sum((one.schedule.amount for one in after_noon), Decimal(0))
    assert left(plan, [counted], today, zone=zone).left == 5000 - used
