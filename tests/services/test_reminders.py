"""Each thing is announced once, whatever the clock, the computer and the person do."""

import random
import tempfile
import time as stopwatch
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment, AppointmentStatus
from caregiver.domain.changes import RECORD_CLASSES
from caregiver.domain.doses import DoseStatus
from caregiver.domain.records import Record
from caregiver.domain.tasks import Task
from caregiver.services import backups
from caregiver.services.appointments import AppointmentsService
from caregiver.services.doses import DosesService
from caregiver.services.reminders import Announcement
from tests.builders import (
    MONDAY,
    a_follow_up,
    a_hold,
    a_medication,
    a_round,
    a_schedule,
    a_task,
    an_appointment,
)
from tests.services.reminder_world import World, a_world

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEW_YORK = ZoneInfo("America/New_York")
SEVEN = datetime(2027, 3, 15, 7, 0, tzinfo=NEW_YORK)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Monday, 7 in the morning in New York; nobody looked before."""
    with a_world(tmp_path, SEVEN.astimezone(UTC), "America/New_York") as made:
        yield made


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), NEW_YORK)


def a_pill(world: World, *times: time, **changes: object) -> tuple[Record, Record]:
    medication = a_medication()
    schedule = a_schedule(medication, times=times or (time(8),), **changes)
    world.fill(medication, schedule)
    return medication, schedule


def titles(found: Announcement) -> tuple[list[str], list[str]]:
    return [one.title for one in found.new], [one.title for one in found.passed]


def look_at(world: World, instant: datetime) -> Announcement:
    world.clock.set(instant)
    return world.look()


def test_the_first_look_announces_nothing_of_the_past(world: World) -> None:
    a_pill(world, time(6), time(6, 59))
    assert world.look() == Announcement()
    assert world.reminders.open_items() == ()


def test_what_comes_due_is_announced_once_and_waits(world: World) -> None:
    a_pill(world)
    world.look()
    assert world.reminders.next_due() == at(8)
    found = look_at(world, at(8))
    assert titles(found) == (["Acyclovir 400 mg"], [])
    assert (found.off_from, found.off_until) == (None, None)
    assert look_at(world, at(8)) == look_at(world, at(8, 1)) == Announcement()
    assert world.reminders.open_items() == found.new
    assert found.new[0].falls.isoformat() == "2027-03-15T08:00:00-04:00"
    assert world.reminders.next_due() == at(8, day=MONDAY + DAY)


def test_what_falls_together_comes_in_one_answer(world: World) -> None:
    a_pill(world, time(9))
    world.fill(a_task(due_on=MONDAY), an_appointment(starts=datetime(2027, 3, 15, 11), ends=None))
    world.look()
    found = look_at(world, at(9))
    assert len(found.new) == 3
    assert {one.what for one in found.new} == {"dose", "task", "appointment"}


def test_what_was_slept_through_is_listed_as_passed_once_with_its_time(world: World) -> None:
    a_pill(world)
    world.look()
    found = look_at(world, at(10))
    assert titles(found) == ([], ["Acyclovir 400 mg"])
    assert found.passed[0].due_at == at(8)
    assert (found.off_from, found.off_until) == (at(7), at(10))
    assert look_at(world, at(11)) == Announcement()


def test_two_minutes_late_is_still_in_time(world: World) -> None:
    a_pill(world)
    world.look()
    assert titles(look_at(world, at(8, 2))) == (["Acyclovir 400 mg"], [])


def test_a_week_off_is_one_list_with_every_occurrence(world: World) -> None:
    a_pill(world, time(8), time(20))
    world.fill(an_appointment(starts=datetime(2027, 3, 18, 10), ends=None))
    world.look()
    world.restart(killed=True)
    found = look_at(world, SEVEN + 7 * DAY)
    assert found.new == ()
    assert Counter(one.what for one in found.passed) == {"dose": 14, "appointment": 2}
    assert [one.due_at for one in found.passed] == sorted(one.due_at for one in found.passed)
    assert world.look() == Announcement()


def test_a_year_off_is_fast_and_asks_only_for_the_last_doses(world: World) -> None:
    for _ in range(15):
        a_pill(world, time(8), time(20))
    world.fill(an_appointment(starts=datetime(2027, 5, 3, 10), ends=None, reminders=(60,)))
    world.look()
    began = stopwatch.perf_counter()
    found = look_at(world, SEVEN + 365 * DAY)
    took = stopwatch.perf_counter() - began
    assert Counter(one.what for one in found.passed) == {"dose": 15 * 2 * 31, "appointment": 1}
    with world.file.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT count(*) FROM reminder").scalar_one()
    assert rows == 15 * 2 * 365 + 1
    assert took < 3  # 0.4 s here; the machine that tests may be slow
    assert world.look() == Announcement()


def test_open_ones_survive_a_restart_until_they_are_answered(world: World) -> None:
    a_pill(world)
    world.look()
    (item,) = look_at(world, at(8)).new
    world.restart(killed=True)
    assert world.look() == Announcement()
    assert world.reminders.open_items() == (item,)
    world.reminders.answer(item)
    assert world.reminders.open_items() == ()
    world.restart(killed=False)
    assert world.reminders.open_items() == ()
    assert world.look() == Announcement()


def test_put_off_it_comes_again_after_a_restart_too(world: World) -> None:
    a_pill(world)
    world.look()
    (item,) = look_at(world, at(8)).new
    world.reminders.snooze(item, 10)
    assert world.reminders.open_items() == ()
    assert world.reminders.next_due() == at(8, 10)
    world.restart(killed=True)
    assert look_at(world, at(8, 9)) == Announcement()
    (again,) = look_at(world, at(8, 10)).new
    assert (again.key, again.is_again, again.due_at) == (item.key, True, at(8, 10))
    assert look_at(world, at(8, 20)) == Announcement()
    assert world.open_keys() == [item.key]


def test_put_off_over_a_sleep_it_is_listed_as_passed(world: World) -> None:
    a_pill(world)
    world.look()
    world.reminders.snooze_all(look_at(world, at(8)).new, 30)
    found = look_at(world, at(12))
    assert [one.is_again for one in found.passed] == [True]


def test_of_one_thing_only_the_last_reminder_waits(world: World) -> None:
    world.fill(an_appointment(starts=datetime(2027, 3, 16, 8), ends=None))
    world.look()
    (day,) = look_at(world, at(8)).new
    (hours,) = look_at(world, at(6, day=MONDAY + DAY)).new
    assert world.open_keys() == [hours.key]
    world.reminders.snooze_all((day, hours), 5)
    (again,) = look_at(world, at(6, 5, day=MONDAY + DAY)).new
    assert again.key == hours.key
    world.reminders.answer(again)
    assert world.open_keys() == []


def test_a_recorded_dose_is_never_asked_for_and_withdraws_its_reminder(world: World) -> None:
    a_pill(world, time(8), time(9))
    doses = DosesService(world.file, world.clock)
    world.look()
    early = at(7, 30)
    world.clock.set(early)
    doses.take(doses.on()[1])
    look_at(world, at(8))
    assert len(world.open_keys()) == 1
    doses.not_taken(doses.on()[0], DoseStatus.HELD)
    world.look()
    assert world.open_keys() == []
    assert look_at(world, at(9)) == Announcement()
    assert world.reminders.next_due() == at(8, day=MONDAY + DAY)


def test_what_the_clinic_holds_is_not_asked_for(world: World) -> None:
    medication, _ = a_pill(world, time(8), time(9))
    world.look()
    look_at(world, at(8))
    world.fill(a_hold(medication, last_on=MONDAY))
    world.look()
    assert world.open_keys() == []
    assert look_at(world, at(9)) == Announcement()
    assert titles(look_at(world, at(8, day=MONDAY + DAY))) == (["Acyclovir 400 mg"], [])


def test_a_dose_that_follows_another_is_asked_for_so_long_after_it(world: World) -> None:
    first, _ = a_pill(world, time(7))
    then = a_medication(name="Calcium")
    world.fill(then, a_schedule(then, times=(), after_medication_id=first.id, after_minutes=60))
    world.look()
    look_at(world, at(7))
    doses = DosesService(world.file, world.clock)
    world.clock.set(at(7, 20))
    doses.take(doses.on()[0])
    assert look_at(world, at(8)) == Announcement()
    (reminder,) = look_at(world, at(8, 20)).new
    assert reminder.title == "Calcium 400 mg"
    assert look_at(world, at(8, 21)) == Announcement()


def test_a_dose_taken_by_mistake_waits_again_after_undo(world: World) -> None:
    a_pill(world)
    doses = DosesService(world.file, world.clock)
    world.look()
    (item,) = look_at(world, at(8)).new
    doses.take(doses.on()[0])
    world.reminders.answer(item)
    world.look()
    assert world.open_keys() == []
    world.file.undo()
    assert world.look() == Announcement()
    assert world.open_keys() == [item.key]


def moved(world: World, one: Appointment) -> None:
    AppointmentsService(world.file, world.clock).save(
        replace(one, starts=datetime(2027, 3, 18, 8), ends=None)
    )


def cancelled(world: World, one: Appointment) -> None:
    AppointmentsService(world.file, world.clock).save(
        replace(one, status=AppointmentStatus.CANCELLED)
    )


def deleted(world: World, one: Appointment) -> None:
    AppointmentsService(world.file, world.clock).delete(one)


@pytest.mark.parametrize("change", [moved, cancelled, deleted])
def test_what_was_moved_cancelled_or_deleted_withdraws_its_reminder(world: World, change) -> None:
    one = an_appointment(starts=datetime(2027, 3, 16, 8), ends=None)
    world.fill(one)
    world.look()
    (item,) = look_at(world, at(8)).new
    change(world, one)
    assert world.look() == Announcement()
    assert world.open_keys() == []
    expected = at(8, day=MONDAY + 2 * DAY) if change is moved else None
    assert world.reminders.next_due() == expected
    world.file.undo()
    world.look()
    assert world.open_keys() == [item.key]


def test_a_done_task_and_a_booked_follow_up_are_not_reminded_of(world: World) -> None:
    task, plan = a_task(due_on=MONDAY), a_follow_up(starts_on=MONDAY)
    world.fill(task, plan)
    world.look()
    found = look_at(world, at(9))
    assert sorted(one.what for one in found.new) == ["follow_up", "task"]
    visit = an_appointment(starts=datetime(2027, 6, 1, 8), ends=None, reminders=(0,))
    world.fill(replace(task, done_on=MONDAY), visit, a_round(plan, appointment_id=visit.id))
    world.look()
    assert world.open_keys() == []
    assert world.reminders.next_due() == datetime(2027, 6, 1, 8, tzinfo=NEW_YORK)


def test_a_follow_up_comes_again_after_it_was_done(world: World) -> None:
    plan = a_follow_up(starts_on=MONDAY)
    world.fill(plan)
    world.look()
    look_at(world, at(9))
    world.fill(a_round(plan, done_on=MONDAY))
    world.look()
    assert world.open_keys() == []
    assert world.reminders.next_due() == at(9, day=MONDAY + timedelta(days=28))


def test_a_collection_is_reminded_of_at_its_begin_and_24_hours_later(world: World) -> None:
    lab = an_appointment(
        title="Blood draw", starts=datetime(2027, 3, 17, 9), ends=None, reminders=(0,),
        collects_urine=True, collection_starts=datetime(2027, 3, 16, 8),
    )  # fmt: skip
    world.fill(lab)
    world.look()
    world.stay_awake(at(10, day=MONDAY + 2 * DAY))
    assert [(one.what, one.title) for one in world.items.values()] == [
        ("collection", "Start the 24-hour urine collection"),
        ("collection", "The 24-hour urine collection ends"),
        ("appointment", "Blood draw"),
    ]
    assert set(world.told.values()) == {1}
    assert [one.title for one in world.reminders.open_items()] == [
        "The 24-hour urine collection ends",
        "Blood draw",
    ]


def test_what_is_noted_late_is_nothing_that_was_missed(world: World) -> None:
    world.fill(an_appointment(reminders=(0,)))
    world.look()
    world.clock.set(at(12))  # awake all the time, with nothing due
    world.fill(an_appointment(starts=datetime(2027, 3, 15, 13), ends=None))
    a_pill(world, time(8), first_on=MONDAY)
    assert world.look() == Announcement()


def test_the_time_it_was_closed_is_the_time_it_was_off(tmp_path: Path, world: World) -> None:
    clock = world.clock
    with Caregiver.create(tmp_path / "other.care", clock) as app:
        assert app.reminders.look() == Announcement()
        clock.advance(hours=5)
    clock.advance(hours=9)
    with Caregiver.open(tmp_path / "other.care", clock) as app:
        found = app.reminders.look()
    assert found.passed == ()
    assert (found.off_from, found.off_until) == (at(12), at(21))


# Clocks


def test_a_clock_set_back_an_hour_announces_nothing_twice(world: World) -> None:
    a_pill(world, time(8), time(20))
    world.look()
    look_at(world, at(9))
    world.clock.set(at(7, 45))
    assert world.look() == Announcement()
    world.stay_awake(at(19, 59))
    assert sum(world.told.values()) == 1
    assert len(world.open_keys()) == 1
    world.stay_awake(at(21))
    assert set(world.told.values()) == {1}
    assert len(world.told) == 2


def test_a_dose_taken_before_the_clock_was_set_back_is_not_asked_for_again(world: World) -> None:
    a_pill(world)
    doses = DosesService(world.file, world.clock)
    world.look()
    look_at(world, at(8))
    doses.take(doses.on()[0])
    for back in (at(7), at(7, day=MONDAY - 20 * DAY), at(7, 30)):
        world.clock.set(back)
        world.told.clear()
        world.look()
        world.stay_awake(at(9))
        assert not [one for one in world.told if "2027-03-15T08:00" in one]


@pytest.mark.parametrize("wrong", [4 * 365 * DAY, 40 * DAY, 3 * DAY, 5 * HOUR])
def test_a_moment_in_the_future_takes_no_reminder_away(world: World, wrong: timedelta) -> None:
    a_pill(world, time(8), time(9), time(20))
    world.look()
    world.stay_awake(at(8))
    world.clock.set(at(8) + wrong)
    world.look()
    world.clock.set(at(8, 1))
    assert world.look() == Announcement()
    assert [key[-18:] for key in world.open_keys()] == ["2027-03-15T08:00:0"]
    world.told.clear()
    world.stay_awake(at(21))
    assert sorted(key[-18:] for key in world.told) == ["2027-03-15T09:00:0", "2027-03-15T20:00:0"]
    assert set(world.told.values()) == {1}


def test_what_fell_due_during_the_moment_still_comes(world: World) -> None:
    a_pill(world)
    world.look()
    look_at(world, SEVEN + 4 * 365 * DAY)
    found = look_at(world, at(8, 1))
    assert titles(found) == (["Acyclovir 400 mg"], [])


def test_a_wrong_clock_and_a_kill_do_not_silence_the_next_years(world: World) -> None:
    a_pill(world)
    world.look()
    look_at(world, SEVEN + 4 * 365 * DAY)
    world.restart(killed=True)
    look_at(world, at(7, 5))
    assert world.reminders.next_due() == at(8)
    found = look_at(world, at(8))
    assert titles(found) == (["Acyclovir 400 mg"], [])


def test_what_was_put_off_by_a_wrong_clock_comes_when_it_is_right(world: World) -> None:
    a_pill(world)
    world.look()
    (item,) = look_at(world, at(8)).new
    world.clock.set(SEVEN + 900 * DAY)
    world.look()
    world.reminders.snooze(item, 10)
    look_at(world, at(8, 1))
    again = look_at(world, at(8, 2)).new
    assert [one.key for one in again] == [item.key]


def test_a_dead_battery_keeps_what_waits_and_announces_nothing_again(world: World) -> None:
    a_pill(world)
    world.look()
    look_at(world, at(8))
    waiting = world.open_keys()
    look_at(world, datetime(1970, 1, 1, 0, 3, tzinfo=UTC))
    world.restart(killed=True)
    world.look()
    assert look_at(world, at(8, 30)) == Announcement()
    assert world.open_keys() == waiting
    assert world.reminders.next_due() == at(8, day=MONDAY + DAY)


def test_flying_west_asks_for_no_dose_twice_and_east_for_each(world: World) -> None:
    a_pill(world, time(20))
    world.look()
    world.clock.set(at(17))
    world.look()
    world.clock.travel("Europe/London")  # eight in the evening is over there
    found = world.look()
    assert [one.falls.isoformat() for one in found.passed] == ["2027-03-15T20:00:00+00:00"]
    world.clock.travel("America/Los_Angeles")
    world.stay_awake(at(23) + 3 * HOUR)
    assert sum(world.told.values()) == 1


def test_an_appointment_keeps_its_own_zone(world: World) -> None:
    world.fill(an_appointment(starts=datetime(2027, 3, 15, 20), ends=None, reminders=(0,)))
    world.look()
    world.clock.travel("Asia/Kathmandu")
    assert world.look() == Announcement()
    assert world.reminders.next_due() == at(20)
    (item,) = look_at(world, at(20)).new
    assert item.falls == at(20)
    assert str(item.falls.tzinfo) == "Asia/Kathmandu"


def test_the_restored_backup_does_not_announce_what_is_over(tmp_path: Path, world: World) -> None:
    a_pill(world)
    world.look()
    (item,) = look_at(world, at(8)).new
    world.reminders.snooze(item, 60)
    made = world.file.back_up(tmp_path / "copy.care")
    look_at(world, SEVEN + 5 * DAY)
    world.file.close()
    backups.restore(made.path, world.path, world.clock)
    world.restart(killed=True)
    world.clock.advance(hours=1, seconds=30)
    found = world.look()
    assert [one.falls.day for one in (*found.new, *found.passed)] == [20]
    assert item.key in world.open_keys()
    look_at(world, SEVEN + 6 * DAY + HOUR)
    assert world.told.total() == 7


def test_it_is_no_change_of_the_record(world: World) -> None:
    a_pill(world)
    label, count = world.file.undo_label(), len(world.file.history())
    world.look()
    world.reminders.answer_all(look_at(world, at(8)).new)
    assert (world.file.undo_label(), len(world.file.history())) == (label, count)


def test_an_empty_file_has_nothing_to_come(world: World) -> None:
    assert world.reminders.next_due() is None
    assert world.look() == Announcement()
    assert world.reminders.next_due() is None
    world.reminders.answer_all(())


def test_the_next_one_is_found_a_year_ahead(world: World) -> None:
    world.fill(a_task(due_on=date(2028, 2, 29)))
    world.look()
    assert world.reminders.next_due() == datetime(2028, 2, 29, 9, tzinfo=NEW_YORK)
    world.stay_awake(datetime(2028, 3, 1, 9, tzinfo=NEW_YORK))
    assert set(world.told.values()) == {1}


def test_a_look_that_cannot_be_kept_announces_nothing(world: World) -> None:
    a_pill(world)
    world.look()
    world.clock.set(at(8))

    class Refused(RuntimeError):
        pass

    def refuse() -> None:
        raise Refused

    kept, world.file.aside = world.file.aside, refuse  # type: ignore[method-assign, assignment] # a full disk
    with pytest.raises(Refused):
        world.look()
    world.file.aside = kept  # type: ignore[method-assign] # room again
    assert len(world.look().new) == 1


# Any clock

ZONES = (
    "America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe",
    "Pacific/Apia", "Pacific/Kiritimati", "America/St_Johns", "UTC",
)  # fmt: skip
BEGINS = (
    datetime(2027, 3, 12, 12, tzinfo=UTC),  # over the nights of the clocks, there and back
    datetime(2027, 10, 29, 12, tzinfo=UTC),
    datetime(2028, 2, 27, 12, tzinfo=UTC),
    datetime(2038, 1, 17, 12, tzinfo=UTC),
    datetime(2011, 12, 28, 12, tzinfo=UTC),  # Samoa
)


def some_records(dice: random.Random, begin: datetime) -> list[Record]:
    """Return a household: medicines, appointments, series and tasks of the next days."""
    first = begin.date() - 3 * DAY
    made: list[Record] = []
    for _ in range(dice.randint(1, 3)):
        medication = a_medication(started_on=first)
        times = tuple({time(dice.randrange(24), dice.choice((0, 30))) for _ in range(3)})
        made += [medication, a_schedule(medication, times=times, first_on=first)]
    for _ in range(3):
        starts = datetime.combine(first, time(dice.randrange(24), 30)) + dice.randrange(15) * DAY
        reminders = dice.choice(((), (0,), (10, 90), (2880, 5)))
        rule = dice.choice(("", "", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH,SU"))
        made.append(
            an_appointment(starts=starts, ends=None, zone=dice.choice(ZONES), rule=rule,
                           reminders=reminders, collects_urine=dice.random() < 0.3)
        )  # fmt: skip
        made.append(Task(title="Do it", due_on=starts.date(), due_time=starts.time()))
    return made


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_clock_announces_each_thing_exactly_once(seed: int) -> None:
    dice = random.Random(seed)
    begin = dice.choice(BEGINS)
    with (
        tempfile.TemporaryDirectory() as folder,
        a_world(Path(folder), begin, dice.choice(ZONES)) as world,
    ):
        records = some_records(dice, begin)
        world.fill(*records)
        world.look()
        end = begin + 8 * DAY
        while world.clock.now() < end:
            live(world, dice)
        world.stay_awake(end + DAY)
        expected = all_keys(world, begin, world.clock.now())
        # set back before the beginning, what fell there comes too
        told = {key for key in world.told if world.items[key].due_at > begin}
        assert told == expected
        assert set(world.told.values()) <= {1}


def live(world: World, dice: random.Random) -> None:
    """Have one thing happen."""
    clock = world.clock
    world.reminders.answer_all(world.reminders.open_items()[: dice.randrange(40)])
    what = dice.choice(("awake", "awake", "sleep", "off", "kill", "ahead", "behind", "back"))
    span = timedelta(minutes=dice.randint(1, 1200))
    if what == "awake":
        world.stay_awake(clock.now() + span)
    elif what == "sleep":
        world.sleep(span)
    elif what in ("off", "kill"):
        world.restart(killed=what == "kill")
        clock.set(clock.now() + dice.choice((span, timedelta(seconds=5))))
        world.look()
    elif what == "ahead":
        world.stay_awake(clock.now() + HOUR)
        world.set_wrong(clock.now() + dice.choice((3 * HOUR, 30 * HOUR, 50 * DAY, 1500 * DAY)))
        world.stay_awake(clock.now() + HOUR)
    elif what == "behind":
        world.set_wrong(datetime(1970, 1, 1, tzinfo=UTC) + span)
    else:
        clock.set(clock.now() - timedelta(minutes=dice.randint(1, 100)))
        world.look()


def all_keys(world: World, begin: datetime, end: datetime) -> set[str]:
    """Return the keys of everything due after `begin` until `end`: one look over all of it."""
    zone = world.clock.zone().key
    with world.file.read() as reader:
        kept = [one for cls in RECORD_CLASSES for one in reader.all(cls)]
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder), begin, zone) as other:
        other.fill(*kept)
        other.look()
        look_at(other, end)
        return set(other.told)
