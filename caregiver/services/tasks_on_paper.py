"""Tasks and follow-ups as steps to tick, on the days they are due."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from caregiver.domain.calendar_days import TASK, DayLine, Month
from caregiver.domain.tasks import Task
from caregiver.formats import Formats
from caregiver.reports.calendar_packets import StepOnPaper
from caregiver.services import paper_words as words
from caregiver.storage.care_file import CareFile

# What has been open for longer is no longer a matter of this week.
_LOOK_BACK = timedelta(days=90)
Steps = dict[date, tuple[StepOnPaper, ...]]


def steps_by_day(care_file: CareFile, month: Month, today: date, formats: Formats) -> Steps:
    """Return what is due on the days of `month`, by time; on today, what is late and open too."""
    first, last = month.days[0].day, month.days[-1].day
    with care_file.read() as reader:
        due = reader.between(Task, "due_on", first.isoformat(), last.isoformat())
        before = first - timedelta(days=1)
        late = reader.between(Task, "due_on", (first - _LOOK_BACK).isoformat(), before.isoformat())
    owners = {one.id: one.owner for one in due}
    steps: dict[date, list[StepOnPaper]] = {}
    shown: set[str] = set()
    for day in month.days:
        for line in (one for one in day.lines if one.late_since is None):
            shown.add(line.id)
            steps.setdefault(day.day, []).append(_of_line(line, owners.get(line.id, "")))
    for task in due:
        if task.due_on and task.id not in shown:
            steps.setdefault(task.due_on, []).append(_of_task(task))
    if first <= today <= last:
        open_ones = [
            _since(one, formats) for one in late if one.done_on is None and one.id not in shown
        ]
        steps[today] = [*open_ones, *steps.get(today, [])]
    return {day: _in_order(found) for day, found in steps.items()}


def _in_order(steps: Iterable[StepOnPaper]) -> tuple[StepOnPaper, ...]:
    return tuple(sorted(steps, key=lambda one: one.at or time.min))


def _of_line(line: DayLine, owner: str) -> StepOnPaper:
    text = line.title if line.kind == TASK else words.FOLLOW_UP.format(what=line.title)
    return StepOnPaper(text=text, is_done=line.is_done, at=line.at, who=owner)


def _of_task(task: Task) -> StepOnPaper:
    return StepOnPaper(
        text=task.title, is_done=task.done_on is not None, at=task.due_time, who=task.owner
    )


def _since(task: Task, formats: Formats) -> StepOnPaper:
    day = formats.date_short(task.due_on) if task.due_on else ""
    return StepOnPaper(text=words.OPEN_SINCE.format(what=task.title, day=day), who=task.owner)
