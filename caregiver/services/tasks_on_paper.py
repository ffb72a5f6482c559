"""Tasks and follow-ups as steps to tick, on the days the calendar shows them."""

from datetime import date

from caregiver.domain.calendar_days import TASK, DayLine, Month
from caregiver.domain.tasks import Task
from caregiver.formats import Formats
from caregiver.reports.calendar_packets import StepOnPaper
from caregiver.services import paper_words as words
from caregiver.storage.care_file import CareFile

Steps = dict[date, tuple[StepOnPaper, ...]]


def steps_by_day(care_file: CareFile, month: Month, formats: Formats) -> Steps:
    """Return what is to be done on the days of `month`, each thing with one box.

    What is late stands on its own day if that is on the paper, else on today.
    """
    first = month.days[0].day
    shown = {
        day.day: [one for one in day.lines if not one.late_since or one.late_since < first]
        for day in month.days
    }
    ids = [one.id for lines in shown.values() for one in lines if one.kind == TASK]
    with care_file.read() as reader:
        owners = {one.id: one.owner for one in reader.among(Task, "id", ids)} if ids else {}
    return {
        day: tuple(_step(one, owners.get(one.id, ""), formats) for one in lines)
        for day, lines in shown.items()
        if lines
    }


def _step(line: DayLine, owner: str, formats: Formats) -> StepOnPaper:
    text = line.title if line.kind == TASK else words.FOLLOW_UP.format(what=line.title)
    if line.late_since:
        text = words.OPEN_SINCE.format(what=text, day=formats.date_short(line.late_since))
    return StepOnPaper(text=text, is_done=line.is_done, at=line.at, who=owner)
