"""Reminders of a calendar file: minutes before the start, a few of them, each once."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from caregiver.domain.appointments import LONGEST_REMINDER
from caregiver.exchange.ics_entries import Notes
from caregiver.exchange.ics_text import Component, Property
from caregiver.exchange.ics_values import length, moment

MOST_REMINDERS = 3  # alarms multiply where several programs write the same calendar
_SHOWN = {"DISPLAY", "AUDIO", "EMAIL", ""}
_SIGN = re.compile(r"^\s*[+-]")


def reminders_of(
    event: Component, starts: datetime, ends: datetime | None, zone: str, notes: Notes
) -> tuple[int, ...]:
    """Return the minutes before `starts` (local, in `zone`) of each reminder, longest first."""
    found: list[int] = []
    left_out = 0
    for alarm in event.children:
        if alarm.name != "VALARM" or alarm.text("ACTION").upper() == "NONE":
            continue
        minutes = _minutes(alarm, starts, ends, zone)
        if minutes in found:
            continue
        if minutes is None or len(found) == MOST_REMINDERS:
            left_out += 1
        else:
            found.append(minutes)
    notes.count("alarms_left_out", left_out)
    return tuple(sorted(found, reverse=True))


def _minutes(alarm: Component, starts: datetime, ends: datetime | None, zone: str) -> int | None:
    line = alarm.first("TRIGGER")
    if line is None or alarm.text("ACTION").upper() not in _SHOWN:
        return None
    before = _before(line, starts, ends, zone)
    if before is None:
        return None
    minutes = int(before.total_seconds() // 60)
    return minutes if 0 <= minutes <= LONGEST_REMINDER else None


def _before(line: Property, starts: datetime, ends: datetime | None, zone: str) -> timedelta | None:
    """Return how long before the start a trigger falls; negative after it."""
    text = line.value.strip()
    written = moment(line)
    if written is not None:  # a fixed time: counted back from the first start
        local = written.at
        if written.tzid:
            aware = local.replace(tzinfo=UTC if written.tzid == "UTC" else ZoneInfo(zone))
            local = aware.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        return starts - local
    span = length(_SIGN.sub("", text), may_be_nothing=True)
    if span is None:
        return None
    before = span if text.startswith("-") else -span
    if line.parameters.get("RELATED", "").upper() == "END" and ends is not None:
        before -= ends - starts
    return before
