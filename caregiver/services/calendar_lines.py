"""Tasks on the calendar: on the day they are due, and what is late and open on today."""

from datetime import date, timedelta

from caregiver.domain.calendar_days import TASK, DayLine
from caregiver.domain.tasks import Task
from caregiver.storage.reading import Reader

# What has been open for longer is no longer a matter of these days.
LATE_FOR = timedelta(days=90)


def task_lines(reader: Reader, first: date, last: date, today: date) -> list[DayLine]:
    """Return the tasks due on `first` to `last` inclusive; on today also those late and open."""
    due = reader.between(Task, "due_on", first.isoformat(), last.isoformat())
    lines = [_line(one, one.due_on) for one in due if one.due_on is not None]
    if first <= today <= last:
        begin = (today - LATE_FOR).isoformat()
        late = reader.between(Task, "due_on", begin, (today - timedelta(days=1)).isoformat())
        lines += [_line(one, today) for one in late if one.done_on is None]
    return lines


def _line(task: Task, day: date) -> DayLine:
    is_late = task.due_on != day
    return DayLine(
        kind=TASK,
        id=task.id,
        title=task.title,
        day=day,
        at=None if is_late else task.due_time,
        is_done=task.done_on is not None,
        late_since=task.due_on if is_late else None,
    )
