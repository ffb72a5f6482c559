"""Tasks and follow-ups on the calendar: on their day, and what is late and open on today."""

from datetime import date, timedelta

from caregiver.domain.calendar_days import FOLLOW_UP, TASK, DayLine
from caregiver.domain.follow_up_plan import FollowUpStatus
from caregiver.domain.tasks import Task
from caregiver.services.follow_up_states import states_in
from caregiver.storage.reading import Reader
from caregiver.storage.tasks import not_done

# What has been open for longer is no longer a matter of these days.
LATE_FOR = timedelta(days=90)


def task_lines(reader: Reader, first: date, last: date, today: date) -> list[DayLine]:
    """Return the tasks due on `first` to `last` inclusive; on today also those late and open."""
    due = reader.between(Task, "due_on", first.isoformat(), last.isoformat())
    lines = [_line(one, one.due_on) for one in due if one.due_on is not None]
    if first <= today <= last:
        lines += [
            _line(one, today)
            for one in not_done(reader.connection)
            if one.due_on is not None and today - LATE_FOR <= one.due_on < today
        ]
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


def follow_up_lines(reader: Reader, first: date, last: date, today: date) -> list[DayLine]:
    """Return the follow-ups that come due on `first` to `last` and are not booked or paused.

    What was due earlier and still is stands on its own day and on today, as a task does.
    """
    lines = []
    for state in states_in(reader, today):
        since = state.next_due_from
        if since is None or state.status in (FollowUpStatus.PAUSED, FollowUpStatus.BOOKED):
            continue
        plan = state.plan
        if first <= since <= last:
            lines.append(DayLine(kind=FOLLOW_UP, id=plan.id, title=plan.name, day=since))
        if since < today and first <= today <= last:
            lines.append(
                DayLine(kind=FOLLOW_UP, id=plan.id, title=plan.name, day=today, late_since=since)
            )
    return lines
