"""Holds: paused by the clinic, from a day, with or without an end, and going on again."""

from datetime import date, timedelta

import pytest

from caregiver.clock import FixedClock
from caregiver.errors import InvalidRecord
from caregiver.services.holds import HoldsService
from caregiver.storage.care_file import CareFile
from tests.builders import MONDAY, a_hold, a_medication, a_schedule

MAR_3, MAR_9, MAR_12 = date(2027, 3, 3), date(2027, 3, 9), date(2027, 3, 12)


@pytest.fixture
def holds(care_file: CareFile, clock: FixedClock) -> HoldsService:
    return HoldsService(care_file, clock)


@pytest.fixture
def medicines(care_file: CareFile):
    found = [a_medication(name=name) for name in ("Pomalidomide", "Dexamethasone")]
    with care_file.change("filled") as work:
        for one in found:
            work.save(one)
            work.save(a_schedule(one))
    return found


def days(holds, medicine):
    return [(one.first_on, one.last_on) for one in holds.of(medicine.id)]


def test_a_whole_regimen_is_held_in_one_step(holds, medicines, care_file):
    ids = [one.id for one in medicines]
    holds.hold(ids, MAR_3, None, reason=" low platelets ", told_by="Nurse Lee")
    assert [(one.reason, one.told_by) for one in holds.current()] == [
        ("low platelets", "Nurse Lee")
    ] * 2
    assert care_file.undo_label() == "medicines held"
    care_file.undo()
    assert holds.current() == ()


def test_current_is_only_what_is_held_on_the_day(holds, medicines):
    pomalidomide, dexamethasone = medicines
    holds.hold([pomalidomide.id], MAR_3, MAR_9)
    holds.hold([dexamethasone.id], MAR_12)
    assert [one.medication_id for one in holds.current(MAR_9)] == [pomalidomide.id]
    assert holds.current(MAR_9 + timedelta(days=1)) == ()
    assert [one.medication_id for one in holds.current()] == [dexamethasone.id]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ((MAR_3, None), (MAR_9, MAR_12), [(MAR_3, MAR_12)]),
    ((MAR_3, MAR_12), (MAR_9, None), [(MAR_3, None)]),
    ((MAR_3, MAR_9), (MAR_9, MAR_12), [(MAR_3, MAR_12)]),
    ((MAR_3, MAR_12), (MAR_9, MAR_9), [(MAR_3, MAR_12)]),
    ((MAR_12, None), (MAR_3, MAR_9), [(MAR_12, None), (MAR_3, MAR_9)]),
])  # fmt: skip
def test_holds_that_share_a_day_become_one(holds, medicines, old, new, expected):
    pomalidomide = medicines[0]
    holds.hold([pomalidomide.id], *old, reason="low platelets", told_by="Nurse Lee")
    holds.hold([pomalidomide.id], *new, reason="fever", told_by="Nurse Lee")
    assert days(holds, pomalidomide) == expected
    if len(expected) == 1:
        (one,) = holds.of(pomalidomide.id)
        assert (one.reason, one.told_by) == ("low platelets; fever", "Nurse Lee")


def test_a_hold_that_bridges_two_others_leaves_one(holds, medicines):
    pomalidomide = medicines[0]
    holds.hold([pomalidomide.id], MAR_3, MAR_3)
    holds.hold([pomalidomide.id], MAR_12, MAR_12)
    holds.hold([pomalidomide.id], MAR_3, MAR_12)
    assert days(holds, pomalidomide) == [(MAR_3, MAR_12)]


def test_it_goes_on_from_a_day(holds, medicines, care_file):
    ids = [one.id for one in medicines]
    holds.hold(ids, MAR_3)
    holds.go_on(ids, MONDAY)
    assert [days(holds, one) for one in medicines] == [[(MAR_3, date(2027, 3, 14))]] * 2
    assert care_file.undo_label() == "medicines go on"
    assert holds.current() == ()


def test_it_may_go_on_later_than_was_thought(holds, medicines):
    pomalidomide = medicines[0]
    holds.hold([pomalidomide.id], MAR_3, MONDAY)
    holds.hold([pomalidomide.id], date(2027, 3, 18), date(2027, 3, 19))
    holds.go_on(pomalidomide.id, date(2027, 3, 20))
    assert days(holds, pomalidomide) == [(MAR_3, date(2027, 3, 19))]


def test_a_hold_that_never_was_is_removed(holds, medicines):
    pomalidomide = medicines[0]
    holds.hold([pomalidomide.id], MONDAY)
    holds.go_on(pomalidomide.id, MONDAY)
    assert holds.of(pomalidomide.id) == ()


def test_what_is_not_held_cannot_go_on(holds, medicines):
    with pytest.raises(InvalidRecord) as raised:
        holds.go_on(medicines[0].id, MONDAY)
    assert [one.code for one in raised.value.problems] == ["not_held"]


def test_a_corrected_hold_never_covers_another(holds, medicines):
    pomalidomide = medicines[0]
    (first,) = holds.hold([pomalidomide.id], MAR_3, MAR_9)
    holds.hold([pomalidomide.id], MAR_12, MONDAY)
    with pytest.raises(InvalidRecord) as raised:
        holds.save(a_hold(pomalidomide, id=first.id, first_on=MAR_3, last_on=MAR_12))
    assert [one.code for one in raised.value.problems] == ["holds_overlap"]
    saved = holds.save(a_hold(pomalidomide, id=first.id, first_on=MAR_9, last_on=MAR_9))
    assert days(holds, pomalidomide) == [(MAR_12, MONDAY), (MAR_9, MAR_9)]
    holds.delete(saved)
    assert days(holds, pomalidomide) == [(MAR_12, MONDAY)]
