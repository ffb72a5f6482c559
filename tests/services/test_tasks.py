"""Tasks: open ones by day, done ones by the day they were done, each change undone alone."""

from datetime import date, time

import pytest

from caregiver.clock import FixedClock
from caregiver.errors import InvalidRecord
from caregiver.services.tasks import TasksService
from caregiver.storage.care_file import CareFile
from tests.builders import MONDAY, a_task


@pytest.fixture
def tasks(care_file: CareFile, clock: FixedClock) -> TasksService:
    return TasksService(care_file, clock)


def _titles(found: object) -> list[str]:
    return [one.title for one in found]  # type: ignore[attr-defined]  # any tuple of tasks


def test_open_tasks_come_by_day_and_time_without_a_day_last(tasks: TasksService) -> None:
    tasks.add(a_task(title="Some day", due_on=None))
    tasks.add(a_task(title="Evening", due_on=MONDAY))
    tasks.add(a_task(title="Nine", due_on=MONDAY, due_time=time(9)))
    tasks.add(a_task(title="Before", due_on=date(2027, 3, 1)))

    assert _titles(tasks.open()) == ["Before", "Nine", "Evening", "Some day"]
    assert _titles(tasks.due_between(MONDAY, MONDAY)) == ["Nine", "Evening"]


def test_finished_and_open_again(tasks: TasksService, care_file: CareFile) -> None:
    one = tasks.add(a_task(title=" Permit ", owner=" Ben "))
    done = tasks.finish(one)

    assert done.done_on == MONDAY
    assert (done.title, done.owner) == ("Permit", "Ben")
    assert tasks.open() == ()
    assert _titles(tasks.done_between(MONDAY, MONDAY)) == ["Permit"]
    assert tasks.owners() == ("Ben",)
    assert tasks.reopen(done).done_on is None
    care_file.undo()
    assert tasks.get(one.id) == done
    care_file.undo()
    assert tasks.get(one.id) == one


def test_finishing_keeps_what_was_changed_meanwhile(tasks: TasksService) -> None:
    one = tasks.add(a_task())
    tasks.save(a_task(id=one.id, title="Parking permit, 2 cars"))
    assert tasks.finish(one, date(2027, 3, 14)).title == "Parking permit, 2 cars"


def test_a_removed_task_comes_back_with_undo(tasks: TasksService, care_file: CareFile) -> None:
    one = tasks.add(a_task())
    tasks.delete(one)
    assert tasks.open() == ()
    care_file.undo()
    assert tasks.open() == (one,)


def test_a_task_without_words_is_refused(tasks: TasksService) -> None:
    with pytest.raises(InvalidRecord):
        tasks.add(a_task(title="  "))
