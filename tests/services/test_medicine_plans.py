"""Plans of several schedules: steps, days in turn, phases, and doses that follow others."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.clock import FixedClock
from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.documents import Document
from caregiver.domain.dose_plan import DosePlan
from caregiver.domain.doses import Dose
from caregiver.domain.holds import Hold
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.plan_changes import unlinked
from caregiver.domain.supply import SupplyEntry
from caregiver.domain.tasks import Task
from caregiver.errors import InvalidRecord
from caregiver.services.doses import DosesService
from caregiver.services.medications import ChangeSort, MedicationsService
from caregiver.storage.care_file import CareFile
from tests.builders import (
    MONDAY,
    a_document,
    a_dose,
    a_hold,
    a_line,
    a_medication,
    a_regimen,
    a_regimen_cycle,
    a_schedule,
    a_supply_entry,
    a_talk,
    a_task,
)

EIGHT = (time(8),)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def medications(care_file: CareFile, clock: FixedClock) -> MedicationsService:
    return MedicationsService(care_file, clock)


@pytest.fixture
def doses(care_file: CareFile, clock: FixedClock) -> DosesService:
    return DosesService(care_file, clock)


def fill(care_file, *records):
    with care_file.change("filled") as work:
        for record in records:
            work.save(record)


def all_of(care_file, cls):
    with care_file.read() as reader:
        return reader.all(cls)


def steps(medication, *plan, first=MONDAY):
    """Return schedules that follow each other: pairs of amount and days, None for no end."""
    found = []
    for amount, length in plan:
        last = first + timedelta(days=length - 1) if length else None
        found.append(
            a_schedule(
                medication, amount=Decimal(amount), times=EIGHT, first_on=first, last_on=last
            )
        )
        first = last + ONE_DAY if last else first
    return found


def amounts(doses, first, last):
    return [int(one.schedule.amount) for one in doses.between(first, last)]


@pytest.fixture
def pair(medications):
    """Levothyroxine every morning, and calcium four hours after it."""
    levo = a_medication(name="Levothyroxine")
    calcium = a_medication(name="Calcium")
    medications.add(levo, [a_schedule(levo, times=(time(6, 30),))])
    medications.add(
        calcium,
        [a_schedule(calcium, times=(), after_medication_id=levo.id, after_minutes=240)],
    )
    return levo, calcium


# Steps


def test_a_taper_is_one_change_and_has_no_gap_and_no_double(medications, doses, care_file):
    medication = a_medication(name="Prednisone")
    medications.add(medication, steps(medication, (4, 3), (2, 3), (1, 2)))
    assert amounts(doses, MONDAY, MONDAY + timedelta(days=20)) == [4, 4, 4, 2, 2, 2, 1, 1]
    care_file.undo()
    assert medications.entries() == ()


def test_a_plan_with_a_last_day_ends_the_medicine(medications):
    medication = a_medication(name="Prednisone")
    saved = medications.add(medication, steps(medication, (2, 7), (1, 7)))
    assert saved.stopped_on == MONDAY + timedelta(days=14)
    (entry,) = medications.groups(MONDAY + timedelta(days=20)).stopped
    assert entry.medication.id == medication.id
    assert medications.groups(MONDAY).every_day[0].medication.id == medication.id


def test_a_longer_plan_moves_its_end_and_one_without_end_takes_it_away(medications):
    medication = a_medication(name="Prednisone")
    plan = steps(medication, (2, 7))
    saved = medications.add(medication, plan)
    longer = [replace(plan[0], last_on=MONDAY + timedelta(days=9))]
    saved = medications.save(saved, longer)
    assert saved.stopped_on == MONDAY + timedelta(days=10)
    assert medications.save(saved, [replace(plan[0], last_on=None)]).stopped_on is None


def test_a_day_the_doctor_stopped_it_on_stays(medications):
    medication = a_medication(name="Prednisone")
    plan = steps(medication, (2, 7))
    medications.add(medication, plan)
    stopped = medications.stop(medication, MONDAY + ONE_DAY, "sleepless", "Dr. Okafor")
    (entry,) = medications.groups(MONDAY + ONE_DAY).stopped
    kept = medications.save(replace(stopped, note="x"), entry.earlier)
    assert kept.stopped_on == MONDAY + ONE_DAY


def test_a_step_taken_out_leaves_what_was_recorded(medications, doses, care_file):
    medication = a_medication(name="Prednisone")
    plan = steps(medication, (2, 1), (1, 7))
    medications.add(medication, plan)
    fill(care_file, a_dose(medication, day=MONDAY + ONE_DAY, schedule_id=plan[1].id))
    medications.save(medication, [replace(plan[0], last_on=None)], instead_of=plan)
    assert [one.id for one in all_of(care_file, Schedule)] == [plan[0].id]
    assert [one.schedule_id for one in all_of(care_file, Dose)] == [None]


def test_a_changed_plan_begins_on_its_day(medications, doses):
    medication = a_medication(name="Prednisone")
    medications.add(medication, steps(medication, (4, None), first=date(2027, 3, 1)))
    medications.plan_steps(
        medication, steps(medication, (2, 2), (1, None)), MONDAY, told_by="Dr. Okafor"
    )
    assert amounts(doses, MONDAY - ONE_DAY, MONDAY + timedelta(days=3)) == [4, 2, 2, 1, 1]
    history = medications.history(medication.id)
    assert {one.told_by for one in history if one.sort is ChangeSort.DOSE_CHANGED} == {"Dr. Okafor"}


def test_stopping_takes_out_the_steps_to_come(medications, care_file):
    medication = a_medication(name="Prednisone", started_on=MONDAY - ONE_DAY)
    plan = steps(medication, (4, 3), (2, 3), first=MONDAY - ONE_DAY)
    medications.add(medication, plan)
    medications.stop(medication, MONDAY)
    assert [(one.id, one.last_on) for one in all_of(care_file, Schedule)] == [
        (plan[0].id, MONDAY - ONE_DAY)
    ]
    assert [one.sort for one in medications.history(medication.id)] == [
        ChangeSort.STOPPED,
        ChangeSort.STARTED,
    ]


# Stopping and starting


def test_who_said_so_is_kept_at_the_start_and_at_the_stop(medications):
    medication = a_medication(told_by="Dr. Okafor")
    medications.add(medication, [a_schedule(medication)])
    medications.stop(medication, MONDAY, "rash", "Nurse Lee")
    stopped, started = medications.history(medication.id)
    assert (started.told_by, stopped.told_by, stopped.reason) == ("Dr. Okafor", "Nurse Lee", "rash")


def test_stopping_ends_a_hold(medications, care_file):
    medication = a_medication()
    medications.add(medication, [a_schedule(medication)])
    fill(care_file, a_hold(medication, first_on=MONDAY - timedelta(days=3)))
    medications.stop(medication, MONDAY)
    assert [one.last_on for one in all_of(care_file, Hold)] == [MONDAY - ONE_DAY]


def test_starting_again_is_a_new_entry_and_keeps_the_stop(medications, care_file, doses):
    medication = a_medication(started_on=date(2027, 1, 4))
    medications.add(medication, [a_schedule(medication)])
    fill(care_file, a_document(about=f"medication:{medication.id}"))
    stopped = medications.stop(medication, date(2027, 3, 5), "rash")
    again = Medication(name=medication.name, started_on=MONDAY, told_by="Dr. Okafor")
    medications.start_again(stopped, again, [a_schedule(again, first_on=MONDAY, times=EIGHT)])
    assert len(doses.on(MONDAY)) == 1
    assert medications.get(medication.id).stop_reason == "rash"
    about = sorted(one.about for one in all_of(care_file, Document))
    assert about == sorted([f"medication:{medication.id}", f"medication:{again.id}"])


def test_removing_takes_everything_noted_along_and_undo_brings_it_back(medications, care_file):
    medication = a_medication()
    about = f"medication:{medication.id}"
    medications.add(medication, [a_schedule(medication)])
    fill(
        care_file,
        a_hold(medication),
        a_supply_entry(medication),
        a_talk(medication),
        a_document(about=about),
        a_task(title="Survey", about=about),
        a_task(title="Delivery", about=about, done_on=MONDAY),
    )
    kinds = (Schedule, Hold, SupplyEntry, MedicationTalk, Document)
    medications.delete(medication)
    assert [len(all_of(care_file, cls)) for cls in kinds] == [0] * 5
    assert [(one.title, one.about) for one in all_of(care_file, Task)] == [("Delivery", "")]
    care_file.undo()
    assert [len(all_of(care_file, cls)) for cls in kinds] == [1] * 5
    assert len(all_of(care_file, Task)) == 2


# Doses that follow others


def test_doses_that_followed_a_stopped_medicine_keep_their_times(medications, doses, pair):
    levo, _calcium = pair
    assert [one.name for one in medications.followers(levo.id)] == ["Calcium"]
    medications.stop(levo, MONDAY)
    assert [(one.medication.name, one.time) for one in doses.on(MONDAY)] == [
        ("Calcium", time(10, 30))
    ]
    yesterday = doses.on(MONDAY - ONE_DAY)
    assert [(one.medication.name, one.time) for one in yesterday] == [
        ("Levothyroxine", time(6, 30)),
        ("Calcium", time(10, 30)),
    ]
    assert medications.followers(levo.id) == ()


def test_undo_of_a_stop_links_the_doses_again(medications, doses, pair, care_file):
    levo, _ = pair
    medications.stop(levo, MONDAY)
    care_file.undo()
    assert [one.name for one in medications.followers(levo.id)] == ["Calcium"]
    assert len(doses.on(MONDAY)) == 2


def test_doses_that_followed_a_removed_medicine_keep_their_times(medications, doses, pair):
    levo, _calcium = pair
    taken = doses.take(doses.on(MONDAY)[1])
    medications.delete(levo)
    (entry,) = doses.on(MONDAY)
    assert (entry.medication.name, entry.time, entry.dose) == ("Calcium", time(10, 30), taken)


@pytest.mark.parametrize("way", ["add", "plan_steps", "save_schedule"])
def test_a_circle_of_medicines_is_refused(medications, pair, way):
    levo, calcium = pair
    circle = a_schedule(levo, times=(), after_medication_id=calcium.id, after_minutes=30)
    acts = {
        "add": lambda: medications.save(levo, [circle]),
        "plan_steps": lambda: medications.plan_steps(levo, [circle], MONDAY),
        "save_schedule": lambda: medications.save_schedule(circle),
    }
    with pytest.raises(InvalidRecord) as refused:
        acts[way]()
    assert [one.code for one in refused.value.problems] == ["follows_in_circle"]


weekdays = st.sets(st.integers(0, 6), max_size=7).map(sorted).map(tuple)
clock = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))


@given(
    st.sets(clock, min_size=1, max_size=3).map(sorted).map(tuple),
    weekdays,
    weekdays,
    st.integers(-1439, 1439),
    st.none() | st.integers(2, 5),
)
def test_any_dose_that_loses_its_link_stays_where_it_was(times, own, theirs, minutes, every):
    levo, calcium = a_medication(id="levo"), a_medication(id="calcium")
    followed = a_schedule(levo, times=times, weekdays=theirs, every_days=every)
    follower = a_schedule(
        calcium, times=(), weekdays=own, after_medication_id="levo", after_minutes=minutes
    )
    fixed = unlinked(follower, {"levo": [followed], "calcium": [follower]}, MONDAY, MONDAY)

    def due(*schedules):
        plan = DosePlan({"levo": levo, "calcium": calcium}, schedules, TreatmentCycles())
        first = MONDAY + timedelta(days=2)  # around the first day a night belongs to two days
        found = plan.due(first, first + timedelta(days=21))
        return sorted((one.day, one.time) for one in found if one.medication.id == "calcium")

    if set(own or range(7)) & set(theirs or range(7)):
        assert due(*fixed) == due(followed, follower)
    assert len({one.id for one in fixed}) == len(fixed)
    assert all(one.problems() == () for one in fixed)


# Phases of a regimen


@pytest.fixture
def phases(medications, care_file):
    """Dexamethasone weekly in cycles 1 and 2, then every two weeks."""
    line = a_line()
    regimen = a_regimen(line)
    fill(care_file, line, regimen, a_regimen_cycle(regimen))
    medication = a_medication(name="Daratumumab", treats_myeloma=True)
    weekly = a_schedule(medication, regimen_id=regimen.id, cycle_days=(1, 8, 15, 22),
                        times=EIGHT, cycles_to=2)  # fmt: skip
    later = replace(weekly, id="later", cycle_days=(1, 15), cycles_from=3, cycles_to=None)
    medications.add(medication, [weekly, later])
    return medication, weekly, later


def open_ended(care_file):
    found = [one for one in all_of(care_file, Schedule) if one.last_on is None]
    rows = ((one.cycles_from or 1, one.cycles_to, int(one.amount)) for one in found)
    return sorted(rows, key=lambda row: (row[0], row[1] or 999))


def test_a_changed_phase_leaves_the_other_one_alone(medications, care_file, phases):
    medication, _, later = phases
    medications.change_dose(medication, replace(later, id="new", amount=Decimal(2)), MONDAY)
    assert open_ended(care_file) == [(1, 2, 1), (3, None, 2)]
    (new,) = [one for one in all_of(care_file, Schedule) if one.id == "new"]
    assert (new.regimen_id, new.cycles_from, new.cycle_days) == (later.regimen_id, 3, (1, 15))


def test_cycles_that_the_new_dose_is_not_for_keep_theirs(medications, care_file, phases):
    medication, _, later = phases
    new = replace(later, id="new", amount=Decimal(2), cycles_from=4, cycles_to=5)
    medications.change_dose(medication, new, MONDAY)
    assert open_ended(care_file) == [(1, 2, 1), (3, 3, 1), (4, 5, 2), (6, None, 1)]


def test_a_dose_for_every_day_ends_all_phases(medications, care_file, phases):
    medication, *_ = phases
    medications.change_dose(medication, a_schedule(medication, amount=Decimal(3)), MONDAY)
    assert open_ended(care_file) == [(1, None, 3)]


def test_another_regimen_of_the_same_medicine_goes_on(medications, care_file, phases):
    medication, _, later = phases
    other = a_regimen(name="Denosumab")
    fill(care_file, other)
    new = replace(later, id="new", regimen_id=other.id, cycles_from=None, amount=Decimal(2))
    medications.change_dose(medication, new, MONDAY)
    assert open_ended(care_file) == [(1, 2, 1), (1, None, 2), (3, None, 1)]


# What is shown before saving


def test_a_preview_needs_nothing_saved(medications):
    medication = a_medication()
    shown = medications.preview(medication, steps(medication, (4, 2), (2, None)), MONDAY, 4)
    assert [one.amounts for one in shown] == [
        ("4\xa0tablets",), ("4\xa0tablets",), ("2\xa0tablets",), ("2\xa0tablets",)
    ]  # fmt: skip
    assert shown[0].times == EIGHT


def test_a_preview_follows_another_medicine(medications, pair):
    levo, _ = pair
    iron = a_medication(name="Iron")
    after = a_schedule(iron, times=(), after_medication_id=levo.id, after_minutes=60)
    shown = medications.preview(iron, [after], MONDAY, 2)
    assert [one.times for one in shown] == [(time(7, 30),), (time(7, 30),)]


def test_a_preview_knows_the_cycles_of_the_regimen(medications, phases):
    _, _, later = phases
    medication = a_medication(name="Other")
    shown = medications.preview(medication, [replace(later, cycles_from=1)], MONDAY, 28)
    assert any(one.times for one in shown)
    assert not all(one.times for one in shown)


def test_names_of_what_schedules_point_at(medications, phases, pair):
    names = medications.pattern_names()
    assert set(names.medicines.values()) == {"Calcium", "Daratumumab", "Levothyroxine"}
    assert [one.name for one in names.regimens.values()]
    assert names.cycle_length == 28
