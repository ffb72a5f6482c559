"""Tasks of calendar files (VTODO), read once each; what they cannot say here is noted."""

from datetime import date, datetime, timedelta

from caregiver.domain.tasks import Task
from caregiver.exchange.ics_entries import LONGEST_UID, IcsTask, Notes
from caregiver.exchange.ics_text import Component
from caregiver.exchange.ics_times import FileClock
from caregiver.exchange.ics_values import Moment, length, moment
from caregiver.exchange.ics_words import description_of, fingerprint, title_of

_LEFT_OUT = {"ATTACH": "attachments_left_out", "VALARM": "alarms_left_out"}


def read_task(
    component: Component, where: str, own_zone: str, clock: FileClock, notes: Notes
) -> IcsTask | None:
    """Return the task a VTODO holds in the family's own time, None for one that was cancelled."""
    title = title_of(component)
    if component.text("STATUS").upper() == "CANCELLED":
        notes.add(where, "task_cancelled")
        return None
    if component.first("RRULE") or component.first("RDATE"):
        notes.add(where, "task_repeats")
    if not title:
        notes.add(where, "no_title")
    due = _due(component, where, notes)
    local = None if due is None else due.at if due.is_date else clock.in_zone(due, own_zone)
    due_time = local.time() if due is not None and local is not None and not due.is_date else None
    uid = component.text("UID")[:LONGEST_UID]
    written = component.first("RECURRENCE-ID")
    base = uid or fingerprint("task", title, local)
    names = [one.name for one in component.properties] + [one.name for one in component.children]
    for code in (_LEFT_OUT[name] for name in names if name in _LEFT_OUT):
        notes.count(code)
    task = Task(
        title=title or "?",
        due_on=local.date() if local else None,
        due_time=due_time,
        done_on=_done(component, local, own_zone, clock),
        note=description_of(component, where, notes),
        import_uid=f"{base}#{written.value.strip()[:20]}" if written else base,
    )
    return IcsTask(task, uid or base)


def _due(component: Component, where: str, notes: Notes) -> Moment | None:
    line = component.first("DUE")
    if line is not None:
        due = moment(line)
    else:
        line, duration = component.first("DTSTART"), component.first("DURATION")
        span = length(duration.value) if duration else None
        if line is None or span is None:
            return None
        due = moment(line)
        if due is not None and span < timedelta(days=366):
            due = due._replace(at=due.at + span)
    if due is None or not 1900 <= due.at.year <= 2200:
        notes.add(where, "task_date_unreadable", line.value[:60])
        return None
    return due


def _done(
    component: Component, due: datetime | None, own_zone: str, clock: FileClock
) -> date | None:
    """Return the day a task was done: as written, else the day the file was last changed."""
    is_done = component.text("STATUS").upper() == "COMPLETED"
    if not is_done and component.first("COMPLETED") is None:
        return None
    for name in ("COMPLETED", "LAST-MODIFIED", "DTSTAMP"):
        line = component.first(name)
        written = moment(line) if line else None
        if written is not None and 1900 <= written.at.year <= 2200:
            return clock.in_zone(written, own_zone).date()
    return due.date() if due else None
