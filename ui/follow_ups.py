"""Say where a follow-up stands, as facts: no blame, and no advice."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from caregiver.domain.follow_up_plan import FollowUpState, FollowUpStatus, Step, done_day
from caregiver.domain.follow_ups import FollowUp
from caregiver.domain.tasks import Task
from caregiver.formats import Formats

MOST_WEEKS, YEAR, MONTH = 84, 365, 30.4
ONE_TO = "1"
translate = QCoreApplication.translate


def interval(plan: FollowUp) -> str:
    """Return how often it comes back, such as "every 4 weeks", "" where nothing is known."""
    least, most = plan.min_days or plan.max_days, plan.max_days or plan.min_days
    if least is None or most is None:
        return ""
    return _every(least) if least == most else _every_range(least, most)


def _every(days: int) -> str:
    if days == 1:
        return translate("FollowUps", "every day")
    if days % YEAR == 0:
        years = days // YEAR
        words = translate("FollowUps", "every %1 years").replace("%1", str(years))
        return words if years > 1 else translate("FollowUps", "every year")
    if days % 7 == 0 and days <= MOST_WEEKS:
        weeks = days // 7
        words = translate("FollowUps", "every %1 weeks").replace("%1", str(weeks))
        return words if weeks > 1 else translate("FollowUps", "every week")
    if days >= 60 and days % 30 == 0:
        return translate("FollowUps", "every %1 months").replace("%1", str(days // 30))
    return translate("FollowUps", "every %1 days").replace("%1", str(days))


def _every_range(least: int, most: int) -> str:
    if least % 7 == 0 and most % 7 == 0 and most <= MOST_WEEKS:
        words, first, last = translate("FollowUps", "every %1 to %2 weeks"), least // 7, most // 7
    elif least >= 2 * 7 and most > MOST_WEEKS:
        words = translate("FollowUps", "about every %1 to %2 months")
        first, last = max(1, round(least / MONTH)), round(most / MONTH)
    else:
        words, first, last = translate("FollowUps", "every %1 to %2 days"), least, most
    return words.replace("%1", str(first)).replace("%2", str(last))


def ago(days: int) -> str:
    """Return how long ago something was."""
    if days <= 0:
        return translate("FollowUps", "today")
    if days == 1:
        return translate("FollowUps", "yesterday")
    if days < 14:
        words, count = translate("FollowUps", "%1 days ago"), days
    elif days <= MOST_WEEKS:
        words, count = translate("FollowUps", "%1 weeks ago"), days // 7
    elif days < 2 * YEAR:
        words, count = translate("FollowUps", "%1 months ago"), round(days / MONTH)
    else:
        words, count = translate("FollowUps", "%1 years ago"), days // YEAR
    return words.replace("%1", str(count))


def facts(state: FollowUpState, formats: Formats) -> str:
    """Return how often, when last and what is booked, in short sentences."""
    often = interval(state.plan) or state.plan.interval_text
    parts = [often[:1].upper() + often[1:] if often else "", _last(state, formats)]
    parts.append(_next(state, formats))
    return " ".join(f"{part}." for part in parts if part)


def _last(state: FollowUpState, formats: Formats) -> str:
    if state.last_done is None or state.days_since is None:
        return translate("FollowUps", "Not noted as done yet") if state.is_due else ""
    words = translate("FollowUps", "Last %1, on %2").replace("%1", ago(state.days_since))
    return words.replace("%2", formats.date_medium(state.last_done))


def _next(state: FollowUpState, formats: Formats) -> str:
    status = state.status
    if status is FollowUpStatus.PAUSED:
        return translate("FollowUps", "Paused")
    if state.booked is not None:
        one = state.booked
        day = formats.weekday_date(one.day)
        if one.appointment.all_day:
            return translate("FollowUps", "Booked for %1").replace("%1", day)
        words = translate("FollowUps", "Booked for %1, %2").replace("%1", day)
        return words.replace("%2", formats.time(one.starts))
    if state.is_due:
        if state.round is not None and state.round.ordered_on and not done_day(state.round):
            return translate("FollowUps", "Ordered, none booked")
        return translate("FollowUps", "None booked")
    first, last = state.next_due_from, state.next_due_to
    if first is None or last is None:
        return ""
    if first == last:
        words = translate("FollowUps", "Next from %1")
    else:
        words = translate("FollowUps", "Next between %1 and %2")
    words = words.replace("%1", formats.date_medium(first))
    return words.replace("%2", formats.date_medium(last))


def missing_result(state: FollowUpState, formats: Formats) -> str:
    """Return that the result of the last test was not seen yet, "" where that is not so."""
    day = done_day(state.round) if state.round is not None and state.waits_for_result else None
    if day is None:
        return ""
    words = translate("FollowUps", "The result of %1 is not seen yet.")
    return words.replace("%1", formats.date_medium(day))


def step_words(step: Step) -> str:
    """Return what a step is called."""
    if step is Step.ORDERED:
        return translate("FollowUps", "Ordered")
    if step is Step.DONE:
        return translate("FollowUps", "Done")
    if step is Step.RESULT_SEEN:
        return translate("FollowUps", "Result seen")
    return translate("FollowUps", "Discussed")


def evidence_words(evidence: str) -> str:
    """Return how sure a source is."""
    if evidence == "guideline":
        return translate("FollowUps", "From a guideline, label or paper")
    if evidence == "weak":
        return translate("FollowUps", "Weak source, common practice")
    if evidence == "general_cancer":
        return translate("FollowUps", "General cancer advice, not about myeloma")
    return translate("FollowUps", "Your own")


def evidence_look(evidence: str) -> tuple[str, str]:
    """Return the tone and the icon of the mark that says how sure a source is."""
    if evidence == "weak":
        return "attention", "circle-alert"
    if evidence == "general_cancer":
        return "note", "info"
    return "muted", "book-open" if evidence else "user-round"


def due_words(count: int) -> str:
    """Return how many are due and not booked."""
    if count == 1:
        return translate("FollowUps", "1 follow-up is due and not booked")
    words = translate("FollowUps", "%1 follow-ups are due and not booked")
    return words.replace("%1", str(count))


def task_line(task: Task, today: date, formats: Formats) -> str:
    """Return by when a task is due and who does it."""
    parts = []
    if task.done_on is not None:
        parts.append(translate("FollowUps", "Done %1").replace("%1", _day(task.done_on, formats)))
    elif task.due_on is not None:
        at = f", {formats.time(task.due_time)}" if task.due_time else ""
        if task.due_on == today:
            when = translate("FollowUps", "Due today")
        elif task.due_on < today:
            when = translate("FollowUps", "Open since %1").replace("%1", _day(task.due_on, formats))
        else:
            when = translate("FollowUps", "Due %1").replace("%1", _day(task.due_on, formats))
        parts.append(f"{when}{at}")
    if task.owner:
        parts.append(task.owner)
    return " \N{MIDDLE DOT} ".join(parts)


def _day(day: date, formats: Formats) -> str:
    return formats.day_date(day)
