"""Medicines: the true list, what changed and why; what was given stays as it was."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.doses import Dose
from caregiver.domain.medications import MedicationSort, Place, Schedule
from caregiver.domain.symptoms import SymptomReport
from caregiver.errors import InvalidRecord, NotFound
from caregiver.services.doses import DosesService
from caregiver.services.medications import ChangeSort, MedicationsService
from caregiver.storage.care_file import CareFile
from tests.builders import MONDAY, a_cycle, a_dose, a_line, a_medication, a_schedule, a_symptom

YESTERDAY = MONDAY - timedelta(days=1)


@pytest.fixture
def medications(care_file: CareFile, clock: FixedClock) -> MedicationsService:
    return MedicationsService(care_file, clock)


@pytest.fixture
def doses(care_file: CareFile, clock: FixedClock) -> DosesService:
    return DosesService(care_file, clock)


def count(care_file, cls):
    with care_file.read() as reader:
        return reader.count(cls)


def test_a_medicine_and_its_schedules_are_one_change(medications, care_file):
    medication = a_medication()
    medications.add(medication, [a_schedule(medication)])
    (entry,) = medications.entries()
    assert (entry.medication.name, len(entry.schedules)) == ("Acyclovir", 1)
    care_file.undo()
    assert medications.entries() == ()
    assert count(care_file, Schedule) == 0


def test_nothing_of_a_medicine_has_a_default(medications):
    medication = medications.add(replace(a_medication(), strength=""))
    (entry,) = medications.entries()
    assert (medication.strength, entry.schedules) == ("", ())


def test_a_medicine_without_a_name_is_refused(medications, care_file):
    with pytest.raises(InvalidRecord):
        medications.add(a_medication(name=" "))
    assert medications.entries() == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5.0 mg", "5 mg"),
        (".5 mg", "0.5 mg"),
        ("10µg", "10 mcg"),
        ("1000 mg", "1,000 mg"),
        ("800/160 mg", "800/160 mg"),
    ],
)
def test_strengths_are_kept_in_the_safe_form(medications, typed, kept):
    assert medications.add(a_medication(strength=typed)).strength == kept


def test_the_piles(medications):
    def put(name, schedule, **changes):
        medication = a_medication(name=name, **changes)
        medications.add(
            medication, [a_schedule(medication, **schedule)] if schedule is not None else []
        )

    put("Dara", {"times": (), "cycle_days": (1, 15)}, place=Place.HOSPITAL, treats_myeloma=True)
    put("Zoledronate", {"times": (), "cycle_days": (1,)}, place=Place.HOSPITAL)
    put("Acyclovir", {})
    put("Trimethoprim", {"weekdays": (0, 2, 4)})
    put("Ondansetron", {"times": (), "as_needed": True})
    put("Ginger", {}, sort=MedicationSort.HERBAL)
    put("Unclear", None)
    put("Gabapentin", {}, stopped_on=MONDAY - timedelta(days=10))
    put("Older", {}, started_on=None, stopped_on=MONDAY - timedelta(days=200))
    put("Ending", {}, stopped_on=MONDAY + timedelta(days=1))
    groups = medications.groups()

    def names(pile):
        return [one.medication.name for one in pile]

    assert names(groups.myeloma) == ["Dara"]
    assert names(groups.at_hospital) == ["Zoledronate"]
    assert names(groups.every_day) == ["Acyclovir", "Ending"]
    assert names(groups.not_every_day) == ["Trimethoprim", "Unclear"]
    assert names(groups.when_needed) == ["Ondansetron"]
    assert names(groups.remedies) == ["Ginger"]
    assert names(groups.stopped) == ["Gabapentin"]
    assert len(groups.current) == 8


def test_a_change_of_dose_begins_on_its_day_and_history_keeps_both(medications, doses):
    medication = a_medication(name="Ondansetron", strength="")
    old = a_schedule(medication, amount=Decimal(8), unit="mg")
    medications.add(medication, [old])
    given = doses.take(doses.on(YESTERDAY)[0])
    medications.change_dose(
        medication,
        Schedule(amount=Decimal(4), unit="mg", times=(time(8),)),
        MONDAY,
        reason="headache",
        told_by="Dr. Okafor",
    )
    assert doses.on(YESTERDAY)[0].dose == given
    assert doses.on(YESTERDAY)[0].schedule.amount == Decimal(8)
    assert [entry.schedule.amount for entry in doses.on()] == [Decimal(4)]
    changed, started = medications.history(medication.id)
    assert (changed.sort, changed.day) == (ChangeSort.DOSE_CHANGED, MONDAY)
    assert (changed.before.amount, changed.after.amount) == (Decimal(8), Decimal(4))
    assert (changed.reason, changed.told_by) == ("headache", "Dr. Okafor")
    assert started.sort is ChangeSort.STARTED


def test_another_strength_leaves_the_strength_of_what_was_given(medications, doses):
    medication = a_medication(name="Pomalidomide", strength="4 mg")
    medications.add(medication, [a_schedule(medication, unit="capsule", times=(time(8),))])
    doses.take(doses.on(YESTERDAY)[0])
    medications.change_dose(
        replace(medication, strength="3 mg"),
        Schedule(amount=Decimal(1), unit="capsule", times=(time(8),)),
        MONDAY,
    )
    doses.take(doses.on()[0])
    assert doses.on(YESTERDAY)[0].dose.strength == "4 mg"
    assert doses.on(YESTERDAY)[0].schedule.strength == "4 mg"
    assert doses.on()[0].dose.strength == "3 mg"


def test_one_of_two_schedules_can_change(medications, doses):
    medication = a_medication()
    morning = a_schedule(medication, times=(time(8),))
    evening = a_schedule(medication, times=(time(20),))
    medications.add(medication, [morning, evening])
    medications.change_dose(
        medication, replace(evening, id="new", amount=Decimal(2)), MONDAY, replaces=[evening]
    )
    assert [entry.schedule.amount for entry in doses.on()] == [Decimal(1), Decimal(2)]


def test_a_dose_changed_again_on_the_same_day_replaces_the_first_change(medications, doses):
    medication = a_medication()
    medications.add(medication, [a_schedule(medication, first_on=MONDAY)])
    given = doses.take(doses.on()[0])
    new = Schedule(amount=Decimal(2), unit="tablet", times=(time(8),))
    medications.change_dose(medication, new, MONDAY)
    (entry,) = medications.entries()
    assert [one.amount for one in entry.schedules] == [Decimal(2)]
    assert entry.earlier == ()
    assert doses.on()[0].dose.id == given.id
    assert doses.on()[0].dose.amount == Decimal(1)


def test_a_coming_change_is_shown_as_coming(medications):
    medication = a_medication()
    medications.add(medication, [a_schedule(medication)])
    new = Schedule(amount=Decimal(2), unit="tablet", times=(time(8),))
    medications.change_dose(medication, new, MONDAY + timedelta(days=7))
    (entry,) = medications.entries()
    assert [one.amount for one in entry.shown] == [Decimal(1)]
    assert [one.amount for one in entry.coming] == [Decimal(2)]


def test_undo_of_a_changed_dose_brings_the_old_one_back(medications, care_file):
    medication = a_medication()
    medications.add(medication, [a_schedule(medication)])
    before = medications.entries()
    new = Schedule(amount=Decimal(2), unit="tablet", times=(time(8),))
    medications.change_dose(medication, new, MONDAY)
    care_file.undo()
    assert medications.entries() == before


def test_a_medicine_that_is_gone_cannot_change(medications):
    with pytest.raises(NotFound):
        medications.change_dose(a_medication(), Schedule(), MONDAY)


def test_stopping_ends_the_schedules_and_nothing_is_due_from_that_day(medications, doses):
    medication = a_medication()
    medications.add(medication, [a_schedule(medication)])
    medications.stop(medication, MONDAY, "dizzy")
    assert doses.on() == ()
    assert len(doses.on(YESTERDAY)) == 2
    (entry,) = medications.groups().stopped
    assert entry.medication.stop_reason == "dizzy"
    assert entry.earlier[0].last_on == YESTERDAY
    assert medications.history(medication.id)[0].sort is ChangeSort.STOPPED


def test_stopping_before_it_began_is_refused(medications):
    medication = a_medication(started_on=MONDAY)
    medications.add(medication, [a_schedule(medication, first_on=MONDAY)])
    with pytest.raises(InvalidRecord):
        medications.stop(medication, YESTERDAY)
    assert medications.entries()[0].medication.stopped_on is None


def test_removing_takes_its_doses_along_and_undo_brings_all_back(medications, care_file):
    medication = a_medication()
    schedule = a_schedule(medication)
    medications.add(medication, [schedule])
    with care_file.change("filled") as work:
        work.save(a_dose(medication, schedule_id=schedule.id))
        report = work.save(a_symptom(suspected_id=medication.id))
    medications.delete(medication)
    assert [count(care_file, cls) for cls in (Schedule, Dose)] == [0, 0]
    with care_file.read() as reader:
        assert reader.get(SymptomReport, report.id).suspected_id is None
    care_file.undo()
    assert [count(care_file, cls) for cls in (Schedule, Dose)] == [1, 1]
    with care_file.read() as reader:
        assert reader.get(SymptomReport, report.id).suspected_id == medication.id


def test_changes_of_all_medicines_since_a_day(medications):
    first = a_medication(name="Apixaban", started_on=date(2027, 3, 1))
    second = a_medication(name="Gabapentin")
    medications.add(first, [a_schedule(first, first_on=date(2027, 3, 1))])
    medications.add(second, [a_schedule(second)])
    medications.stop(second, date(2027, 3, 5), "dizzy")
    found = medications.changes(date(2027, 2, 24))
    assert [(one.medication.name, one.sort, one.day.day) for one in found] == [
        ("Apixaban", ChangeSort.STARTED, 1),
        ("Gabapentin", ChangeSort.STOPPED, 5),
    ]


def test_the_cycle_plan_knows_weekdays_and_changes_within_the_cycle(medications, care_file):
    line = a_line()
    with care_file.change("filled") as work:
        work.save(line)
        work.save(a_cycle(line))
    dexamethasone = a_medication(name="Dexamethasone", treats_myeloma=True)
    medications.add(dexamethasone, [a_schedule(dexamethasone, weekdays=(0,))])
    pomalidomide = a_medication(name="Pomalidomide", treats_myeloma=True)
    first = a_schedule(pomalidomide, cycle_days=(1, 2, 3), last_on=date(2027, 3, 2))
    second = a_schedule(pomalidomide, cycle_days=(4, 5), first_on=date(2027, 3, 3))
    medications.add(pomalidomide, [first, second])
    other = a_medication()
    medications.add(other, [a_schedule(other)])
    plan = medications.cycle_plan()
    assert (plan.where.cycle, plan.where.day, plan.first_on) == (3, 15, date(2027, 3, 1))
    assert {row.medication.name: sorted(row.days) for row in plan.rows} == {
        "Dexamethasone": [1, 8, 15, 22],
        "Pomalidomide": [1, 2, 4, 5],
    }


def test_outside_a_cycle_there_is_no_plan(medications):
    assert medications.cycle_plan() is None


def test_a_mistake_in_a_schedule_is_corrected_in_place(medications):
    medication = a_medication()
    schedule = a_schedule(medication)
    medications.add(medication, [schedule])
    medications.save_schedule(replace(schedule, dose_text="1000 mg"))
    entry = medications.entry(medication.id)
    assert [(one.id, one.dose_text) for one in entry.schedules] == [(schedule.id, "1,000 mg")]
    assert medications.get(medication.id).name == "Acyclovir"


def test_a_medicine_that_is_not_there_has_no_entry_and_no_history(medications):
    assert medications.entry("nobody") is None
    assert medications.history("nobody") == ()


def test_a_schedule_without_a_first_day_begins_no_change(medications):
    medication = a_medication(started_on=None)
    medications.add(medication, [a_schedule(medication, first_on=None)])
    assert medications.history(medication.id) == ()
