"""Tasks: what somebody is to do, who does it, and by when."""

from dataclasses import replace
from datetime import date

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.tasks import Task
from caregiver.storage import tasks as rows
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader


class TasksService:
    """Reading and changing tasks."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def get(self, id: str) -> Task | None:
        """Return one task."""
        with self._file.read() as reader:
            return reader.get(Task, id)

    def open(self) -> tuple[Task, ...]:
        """Return what is not done: by day and time, what has no day last."""
        with self._file.read() as reader:
            return open_tasks(reader)

    def due_between(self, first: date, last: date) -> tuple[Task, ...]:
        """Return the tasks due on `first` to `last` inclusive, done or not, by day and time."""
        with self._file.read() as reader:
            found = reader.between(Task, "due_on", first.isoformat(), last.isoformat())
        return tuple(sorted(found, key=_by_due))

    def done_between(self, first: date, last: date) -> tuple[Task, ...]:
        """Return the tasks done on `first` to `last` inclusive, in the order they were done."""
        with self._file.read() as reader:
            return tuple(reader.between(Task, "done_on", first.isoformat(), last.isoformat()))

    def owners(self) -> tuple[str, ...]:
        """Return who did tasks before, by name: to choose from."""
        with self._file.read() as reader:
            names = rows.owners(reader.connection)
        return tuple(sorted(names, key=str.casefold))

    # Changing

    def add(self, task: Task) -> Task:
        """Add a task."""
        with self._file.change(texts.ADD_TASK) as work:
            return work.save(replace(task, title=task.title.strip(), owner=task.owner.strip()))

    def save(self, task: Task) -> Task:
        """Save a changed task."""
        with self._file.change(texts.SAVE_TASK) as work:
            return work.save(replace(task, title=task.title.strip(), owner=task.owner.strip()))

    def finish(self, task: Task, on: date | None = None) -> Task:
        """Note that a task is done, today unless a day is given."""
        with self._file.change(texts.FINISH_TASK) as work:
            return work.save(replace(work.get(Task, task.id), done_on=on or self._clock.today()))

    def reopen(self, task: Task) -> Task:
        """Note that a task is not done after all."""
        with self._file.change(texts.REOPEN_TASK) as work:
            return work.save(replace(work.get(Task, task.id), done_on=None))

    def delete(self, task: Task) -> None:
        """Remove a task."""
        with self._file.change(texts.DELETE_TASK) as work:
            work.delete(task)


def open_tasks(reader: Reader) -> tuple[Task, ...]:
    """Return what is not done: by day and time, what has no day last."""
    return tuple(sorted(rows.not_done(reader.connection), key=_by_due))


def _by_due(task: Task) -> tuple[bool, str, str, str]:
    """Sort by day; on a day what has a time comes first, in its order."""
    day = task.due_on.isoformat() if task.due_on else ""
    return (task.due_on is None, day, task.due_time.isoformat() if task.due_time else "24", task.id)
