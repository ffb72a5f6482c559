"""Read calendar files: what a clinic's portal or a phone saved, as appointments to be.

Nothing is fetched, opened or sent. Nothing is dropped in silence: what is not taken over is
named in `problems`. One bad event never loses the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from caregiver.exchange.ics_entries import IcsEntry, IcsTask
from caregiver.exchange.ics_events import CalendarReader
from caregiver.exchange.ics_text import Component, IcsProblem, Refused, decoded, parsed


@dataclass(frozen=True, slots=True)
class IcsReading:
    """What a calendar file holds: entries by start, tasks, what was left out, and its METHOD."""

    entries: tuple[IcsEntry, ...]
    problems: tuple[IcsProblem, ...]
    method: str = ""
    tasks: tuple[IcsTask, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Say whether nothing could be read at all."""
        return not self.entries and not self.tasks


def read_calendar(data: bytes, own_zone: str) -> IcsReading:
    """Read the bytes of a calendar file. Times without a zone are in `own_zone` (IANA name)."""
    try:
        text, guessed = decoded(data)
        if not text.strip():
            raise Refused("file_empty")
        blocks, limits = parsed(text)
        calendars = [one for one in blocks if one.name == "VCALENDAR"]
        loose = [one for one in blocks if one.name in {"VEVENT", "VTODO"}]
        if loose:
            calendars.append(Component("VCALENDAR", [], loose))
        if not calendars:
            raise Refused("not_a_calendar")
    except Refused as refusal:
        return IcsReading((), (refusal.problem,))
    readers = [CalendarReader(own_zone, one) for one in calendars]
    entries = sorted(
        (entry for one in readers for entry in one.read()),
        key=lambda entry: (str(entry.appointment.starts), entry.identity),
    )
    kept, doubles = _once(entries)
    tasks, task_doubles = _tasks_once(found for one in readers for found in one.tasks)
    said = (found for one in readers for found in one.problems)
    problems = (*guessed, *limits, *said, *doubles, *task_doubles)
    if not entries and not tasks and not problems:
        problems = (IcsProblem("", "nothing_inside"),)
    method = next((one.method for one in readers if one.method), "")
    return IcsReading(tuple(kept), problems, method, tuple(tasks))


def _once(entries: Iterable[IcsEntry]) -> tuple[list[IcsEntry], list[IcsProblem]]:
    """Keep one entry per identity, the one with the highest sequence."""
    best: dict[str, IcsEntry] = {}
    kept_as: dict[str, str] = {}
    doubles = []
    for entry in entries:
        other = best.get(entry.identity)
        if other is not None:
            doubles.append(IcsProblem(entry.appointment.title, "twice_in_file"))
            # Changed dates may name either copy of their series.
            kept_as[entry.appointment.id] = entry.identity
            kept_as[other.appointment.id] = entry.identity
        if other is None or entry.sequence > other.sequence:
            best[entry.identity] = entry
    return [_renamed(one, kept_as, best) for one in best.values()], doubles


def _renamed(entry: IcsEntry, kept_as: dict[str, str], best: dict[str, IcsEntry]) -> IcsEntry:
    identity = kept_as.get(entry.appointment.series_id or "")
    if identity is None:
        return entry
    series_id = best[identity].appointment.id
    return replace(entry, appointment=replace(entry.appointment, series_id=series_id))


def _tasks_once(tasks: Iterable[IcsTask]) -> tuple[list[IcsTask], list[IcsProblem]]:
    """Keep one task per identity, the last one; those with a day first, by day."""
    best: dict[str, IcsTask] = {}
    doubles = []
    for one in tasks:
        if one.identity in best:
            doubles.append(IcsProblem(one.task.title, "twice_in_file"))
        best[one.identity] = one
    kept = sorted(best.values(), key=lambda one: (one.task.due_on is None, str(one.task.due_on)))
    return kept, doubles
