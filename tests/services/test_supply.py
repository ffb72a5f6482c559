"""Supply: from counts, packs and doses to what is left, refill steps and what a trip needs."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from caregiver.domain.medications import Place
from caregiver.domain.supply import SupplyEntry, SupplySort
from caregiver.domain.tasks import Task
from caregiver.domain.therapy import Pause
from caregiver.errors import BadInput, InvalidRecord, NotFound
from caregiver.services.doses import DosesService
from caregiver.services.supply import Outlook, SupplyService
from caregiver.services.supply_trip import TripSort
from caregiver.services.tasks import TasksService
from tests.builders import (
    MONDAY,
    a_cycle,
    a_hold,
    a_line,
    a_medication,
    a_regimen,
    a_regimen_cycle,
    a_schedule,
    a_supply_entry,
)

DAY = timedelta(days=1)
FRIDAY = MONDAY + 4 * DAY


def fill(care_file, *records):
    with care_file.change("filled") as work:
        for record in records:
            work.save(record)


@pytest.fixture
def supply(care_file, clock):
    return SupplyService(care_file, clock)


@pytest.fixture
def acyclovir(care_file):
    """Two tablets a day; packs of 28, a week for the pharmacy."""
    medication = a_medication(pack_size=Decimal(28), delivery_days=7)
    fill(care_file, medication, a_schedule(medication))
    return medication


@pytest.fixture
def pomalidomide(care_file):
    """Days 1 to 21 of 28; cycle 3 began on March 1, and three steps come before each cycle."""
    line = a_line()
    regimen = a_regimen(line)
    medication = a_medication(
        name="Pomalidomide", refill_steps=("Survey", "Pharmacy", "Delivery"), refill_days=(7, 5, 2)
    )
    schedule = a_schedule(
        medication, unit="capsule", times=(time(20),), regimen_id=regimen.id,
        cycle_days=tuple(range(1, 22)),
    )  # fmt: skip
    cycle = a_regimen_cycle(regimen, number=3, first_on=date(2027, 3, 1))
    fill(care_file, line, regimen, cycle, medication, schedule)
    return medication


def test_nothing_noted_has_no_state(supply, acyclovir):
    assert supply.state(acyclovir.id) is None
    assert supply.states() == ()


def test_a_count_says_how_long_it_lasts(supply, acyclovir):
    supply.count(acyclovir.id, Decimal(30))
    found = supply.state(acyclovir.id)
    # counted at 8:00 on Monday; both doses of today are still open
    assert (found.left, found.unit, found.packs) == (30, "tablet", 1)
    assert (found.runs_out_on, found.days_left) == (MONDAY + 15 * DAY, 15)
    assert found.reorder_by == MONDAY + 8 * DAY
    assert not found.is_low
    assert supply.states() == (found,)


def test_taking_a_dose_takes_it_out(supply, acyclovir, care_file, clock):
    supply.count(acyclovir.id, Decimal(30))
    clock.advance(minutes=5)
    doses = DosesService(care_file, clock)
    doses.take(doses.on()[0])
    assert supply.state(acyclovir.id).left == 29
    assert supply.state(acyclovir.id).runs_out_on == MONDAY + 15 * DAY


def test_it_is_low_a_week_before_the_day_to_reorder(supply, acyclovir, clock):
    supply.count(acyclovir.id, Decimal(30))
    clock.advance(days=1)
    found = supply.state(acyclovir.id)
    assert (found.left, found.assumed, found.is_low) == (28, 2, True)
    assert supply.low() == (found,)


def test_without_a_delivery_time_it_is_low_a_week_before_the_end(supply, care_file, acyclovir):
    fill(care_file, replace(acyclovir, delivery_days=None))
    supply.count(acyclovir.id, Decimal(16))
    found = supply.state(acyclovir.id)
    assert (found.days_left, found.reorder_by, found.is_low) == (8, None, False)
    supply.count(acyclovir.id, Decimal(15))
    assert supply.state(acyclovir.id).is_low


def test_a_pack_is_added_in_the_unit_of_the_count(supply, acyclovir):
    supply.count(acyclovir.id, Decimal(2), unit="capsule")
    entry = supply.received(acyclovir.id, Decimal(28), expires_on=date(2027, 3, 20))
    supply.removed(acyclovir.id, Decimal(1))
    assert entry.unit == "capsule"
    found = supply.state(acyclovir.id)
    assert (found.left, found.outlook) == (29, Outlook.NOT_COUNTABLE)
    assert found.expires_on == date(2027, 3, 20)


def test_a_date_printed_before_the_end_is_told(supply, acyclovir):
    supply.count(acyclovir.id, Decimal(30), expires_on=MONDAY + 10 * DAY)
    assert supply.state(acyclovir.id).expires_first
    supply.count(acyclovir.id, Decimal(30), expires_on=MONDAY + 30 * DAY)
    assert not supply.state(acyclovir.id).expires_first


def test_milligrams_are_not_counted_so_a_person_says_the_unit(supply, care_file):
    medication = a_medication()
    fill(care_file, medication, a_schedule(medication, amount=Decimal(400), unit="mg"))
    assert supply.unit(medication.id) == ""
    with pytest.raises(InvalidRecord):
        supply.count(medication.id, Decimal(3))
    supply.count(medication.id, Decimal(3), unit="tablet")
    assert supply.state(medication.id).outlook is Outlook.NOT_COUNTABLE
    assert supply.unit(medication.id) == "tablet"


def test_what_is_not_there_or_to_come_is_refused(supply, acyclovir, clock):
    with pytest.raises(NotFound):
        supply.count("nobody", Decimal(3))
    with pytest.raises(InvalidRecord):
        supply.note(a_supply_entry(acyclovir, noted_at=clock.now() + DAY))
    with pytest.raises(InvalidRecord):
        supply.received(acyclovir.id, Decimal(0))
    assert supply.entries(acyclovir.id) == ()


def test_an_old_count_says_nothing_any_more(supply, acyclovir, clock):
    supply.count(acyclovir.id, Decimal(3000))
    clock.advance(days=199)
    assert supply.state(acyclovir.id).left == 3000 - 2 * 199
    clock.advance(days=2)
    assert supply.state(acyclovir.id) is None
    assert len(supply.entries(acyclovir.id)) == 1


def test_only_what_was_lost_says_nothing(supply, acyclovir):
    supply.removed(acyclovir.id, Decimal(3))
    assert supply.state(acyclovir.id) is None


def test_undo_takes_a_count_back_and_delete_too(supply, acyclovir, care_file):
    supply.count(acyclovir.id, Decimal(30))
    entry = supply.count(acyclovir.id, Decimal(20))
    assert care_file.undo_label() == "supply counted"
    care_file.undo()
    assert supply.state(acyclovir.id).left == 30
    care_file.redo()
    supply.delete(entry)
    assert supply.state(acyclovir.id).left == 30


def test_only_when_needed_has_no_day_to_run_out(supply, care_file):
    medication = a_medication()
    fill(care_file, medication, a_schedule(medication, times=(), as_needed=True))
    supply.count(medication.id, Decimal(10))
    found = supply.state(medication.id)
    assert (found.left, found.outlook, found.runs_out_on) == (10, Outlook.AS_NEEDED, None)


def test_what_was_stopped_is_still_there_but_not_listed(supply, acyclovir, care_file):
    supply.count(acyclovir.id, Decimal(10))
    fill(care_file, replace(acyclovir, stopped_on=MONDAY))
    assert supply.state(acyclovir.id).left == 10
    assert supply.state(acyclovir.id).outlook is Outlook.NOTHING_PLANNED
    assert supply.states() == ()


def test_what_runs_out_first_comes_first(supply, acyclovir, care_file):
    other, needed = a_medication(name="Bortezomib"), a_medication(name="Aspirin")
    fill(care_file, other, a_schedule(other), needed)
    supply.count(acyclovir.id, Decimal(60))
    supply.count(other.id, Decimal(4))
    supply.count(needed.id, Decimal(4), unit="tablet")
    names = [one.medication.name for one in supply.states()]
    assert names == ["Bortezomib", "Acyclovir", "Aspirin"]


def test_steps_are_counted_back_from_day_one_of_the_next_cycle(supply, pomalidomide):
    plan = supply.refill_steps(pomalidomide.id)
    assert (plan.cycle.number, plan.day_one) == (4, date(2027, 3, 29))
    assert [one.on for one in plan.steps] == [
        date(2027, 3, 22), date(2027, 3, 24), date(2027, 3, 27),
    ]  # fmt: skip
    assert plan.can_plan


def test_steps_become_tasks_once_a_cycle(supply, pomalidomide, care_file, clock):
    tasks = TasksService(care_file, clock)
    assert len(supply.plan_refill(pomalidomide.id)) == 3
    first = tasks.open()[0]
    assert (first.title, first.due_on) == ("Survey: Pomalidomide", date(2027, 3, 22))
    assert first.about == f"medication:{pomalidomide.id}"
    tasks.finish(first)
    assert supply.plan_refill(pomalidomide.id) == ()
    plan = supply.refill_steps(pomalidomide.id)
    assert not plan.can_plan
    assert [one.is_done for one in plan.steps] == [True, False, False]
    clock.advance(days=20)
    later = supply.plan_refill(pomalidomide.id)
    assert [one.due_on for one in later] == [
        date(2027, 4, 19), date(2027, 4, 21), date(2027, 4, 24),
    ]  # fmt: skip
    assert len(tasks.open()) == 5


def test_a_cycle_that_is_delayed_takes_its_tasks_along(supply, pomalidomide, care_file, clock):
    supply.plan_refill(pomalidomide.id)
    tasks = TasksService(care_file, clock)
    tasks.finish(tasks.open()[0])
    with care_file.read() as reader:
        (cycle,) = reader.all(type(a_cycle(a_line())))
    fill(care_file, cycle.with_pause(Pause(date(2027, 3, 29), 7, "Low counts", "Nurse Lee")))
    plan = supply.refill_steps(pomalidomide.id)
    assert plan.day_one == date(2027, 4, 5)
    assert [one.has_moved for one in plan.steps] == [False, True, True]
    assert [one.medication.name for one in supply.moved_refills()] == ["Pomalidomide"]
    supply.plan_refill(pomalidomide.id)
    assert [one.due_on for one in tasks.open()] == [date(2027, 3, 31), date(2027, 4, 3)]
    assert not supply.refill_steps(pomalidomide.id).has_moved
    assert supply.moved_refills() == ()


def test_a_task_that_was_removed_can_be_written_again(supply, pomalidomide, care_file, clock):
    tasks = TasksService(care_file, clock)
    supply.plan_refill(pomalidomide.id)
    tasks.delete(tasks.open()[0])
    assert [one.title for one in supply.plan_refill(pomalidomide.id)] == ["Survey: Pomalidomide"]
    assert len(tasks.open()) == 3


def test_a_pause_without_an_end_leaves_the_steps_without_dates(supply, pomalidomide, care_file):
    with care_file.read() as reader:
        (cycle,) = reader.all(type(a_cycle(a_line())))
    fill(care_file, cycle.with_pause(Pause(MONDAY + DAY, None, "", "")))
    supply.count(pomalidomide.id, Decimal(0))
    assert supply.state(pomalidomide.id).runs_out_on == MONDAY
    plan = supply.refill_steps(pomalidomide.id)
    assert plan.day_one is None
    assert [one.on for one in plan.steps] == [None] * 3
    assert supply.plan_refill(pomalidomide.id) == ()


def test_cycles_noted_by_hand_count_too(supply, care_file):
    line = a_line()
    medication = a_medication(refill_steps=("Survey",), refill_days=(3,))
    schedule = a_schedule(medication, cycle_days=(1, 2))
    upcoming = a_cycle(line, number=4, first_on=date(2027, 3, 29))
    fill(care_file, line, a_cycle(line), upcoming, medication, schedule)
    plan = supply.refill_steps(medication.id)
    assert (plan.cycle.number, plan.steps[0].on) == (4, date(2027, 3, 26))


def test_without_a_cycle_the_day_to_reorder_by_counts(supply, acyclovir, care_file, clock):
    tasks = TasksService(care_file, clock)
    supply.count(acyclovir.id, Decimal(30))
    (task,) = supply.plan_refill(acyclovir.id)
    assert (task.title, task.due_on) == ("Order again: Acyclovir", MONDAY + 8 * DAY)
    supply.count(acyclovir.id, Decimal(20))
    assert supply.refill_steps(acyclovir.id).has_moved
    (task,) = supply.plan_refill(acyclovir.id)
    assert [one.due_on for one in tasks.open()] == [MONDAY + 3 * DAY]
    tasks.finish(task)
    assert supply.plan_refill(acyclovir.id) == ()
    supply.received(acyclovir.id, Decimal(28))
    (task,) = supply.plan_refill(acyclovir.id)
    assert task.due_on == MONDAY + 17 * DAY
    supply.count(acyclovir.id, Decimal(60))
    (moved,) = supply.plan_refill(acyclovir.id)
    assert (moved.id, len(tasks.open())) == (task.id, 1)


def test_what_was_ordered_is_no_longer_asked_for(supply, acyclovir, clock):
    supply.count(acyclovir.id, Decimal(10))
    assert [one.medication.id for one in supply.low()] == [acyclovir.id]
    (task,) = supply.ordered(acyclovir.id)
    assert (task.done_on, task.due_on) == (MONDAY, MONDAY - 2 * DAY)
    assert supply.low() == ()
    assert supply.ordered(acyclovir.id) == ()
    clock.advance(days=2)
    supply.received(acyclovir.id, Decimal(4))
    assert len(supply.low()) == 1


def test_refill_of_nothing_known(supply, acyclovir):
    assert supply.refill_steps("nobody") is None
    assert supply.plan_refill("nobody") == ()
    assert supply.ordered("nobody") == ()
    assert supply.refill_steps(acyclovir.id).day_one is None


def test_pack_delivery_and_steps_are_kept(supply, acyclovir):
    kept = supply.save_refill(acyclovir.id, Decimal(56), None, [(" Survey ", 7), ("Slot", 2)])
    assert (kept.pack_size, kept.delivery_days) == (56, None)
    assert (kept.refill_steps, kept.refill_days) == (("Survey", "Slot"), (7, 2))
    with pytest.raises(InvalidRecord):
        supply.save_refill(acyclovir.id, Decimal(0), None, [])


def by_name(trip):
    return {one.medication.name: one for one in trip.rows}


def test_a_trip_says_what_is_needed_and_whether_it_is_enough(supply, acyclovir):
    supply.count(acyclovir.id, Decimal(30))
    row = by_name(supply.trip(FRIDAY, FRIDAY + 9 * DAY))["Acyclovir"]
    assert (row.doses, row.needed, row.unit, row.packs) == (20, 20, "tablet", 1)
    # two on each of Monday to Thursday are used before
    assert (row.left, row.is_enough, row.short) == (22, True, 0)
    longer = by_name(supply.trip(FRIDAY, FRIDAY + 11 * DAY))["Acyclovir"]
    assert (longer.is_enough, longer.short) == (False, 2)


def test_a_trip_from_today_leaves_out_what_was_taken(supply, acyclovir, care_file, clock):
    supply.count(acyclovir.id, Decimal(30))
    clock.advance(minutes=5)
    doses = DosesService(care_file, clock)
    doses.take(doses.on()[0])
    row = by_name(supply.trip(MONDAY - DAY, MONDAY + DAY))["Acyclovir"]
    assert (row.needed, row.left) == (3, 29)


def test_a_trip_names_what_is_not_packed(supply, acyclovir, pomalidomide, care_file):
    names = ("Daratumumab", "Paracetamol", "Apixaban", "Vitamin D")
    hospital, needed, held, unclear = (a_medication(name=name) for name in names)
    fill(
        care_file, replace(hospital, place=Place.HOSPITAL), needed, held, unclear,
        a_schedule(hospital, times=(), weekdays=(4,)),
        a_schedule(needed, times=(), as_needed=True, most_per_day=4),
        a_schedule(held), a_hold(held),
        a_schedule(unclear, amount=None, unit="", dose_text="one spoon", times=(time(8),)),
    )  # fmt: skip
    supply.count(needed.id, Decimal(10))
    rows = by_name(supply.trip(date(2027, 3, 22), date(2027, 3, 26)))
    assert rows["Pomalidomide"].sort is TripSort.NOTHING_DUE
    assert rows["Daratumumab"].sort is TripSort.AT_HOSPITAL
    assert rows["Daratumumab"].days == (date(2027, 3, 26),)
    assert rows["Apixaban"].sort is TripSort.HELD
    assert rows["Paracetamol"].sort is TripSort.AS_NEEDED
    assert (rows["Paracetamol"].left, rows["Paracetamol"].most_per_day) == (10, 4)
    assert (rows["Vitamin D"].doses, rows["Vitamin D"].needed) == (5, None)
    assert (rows["Vitamin D"].packs, rows["Vitamin D"].short) == (None, 0)
    assert (rows["Acyclovir"].needed, rows["Acyclovir"].is_enough) == (10, None)


def test_a_medicine_that_ends_before_the_trip_is_not_on_it(supply, acyclovir, care_file):
    fill(care_file, replace(acyclovir, stopped_on=FRIDAY))
    assert supply.trip(FRIDAY, FRIDAY + DAY).rows == ()
    assert by_name(supply.trip(MONDAY, FRIDAY))["Acyclovir"].doses == 8


def test_trips_that_cannot_be(supply):
    for first, last in (
        (FRIDAY, MONDAY), (MONDAY - 5 * DAY, MONDAY - DAY), (MONDAY, MONDAY + 400 * DAY),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            supply.trip(first, last)


def test_entries_come_newest_first(supply, acyclovir, care_file):
    early = datetime(2027, 3, 1, 12, tzinfo=UTC)
    fill(care_file, a_supply_entry(acyclovir, noted_at=early))
    supply.received(acyclovir.id, Decimal(28))
    assert [one.sort for one in supply.entries(acyclovir.id)] == [
        SupplySort.RECEIVED, SupplySort.COUNTED,
    ]  # fmt: skip
    assert isinstance(supply.entries(acyclovir.id, 1)[0], SupplyEntry)
    with care_file.read() as reader:
        assert reader.count(Task) == 0
