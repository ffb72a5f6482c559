"""Read calendar files: what a clinic's portal or a phone saved, as appointments to be.

Nothing is fetched, opened or sent. Nothing is dropped in silence: what is not taken over is
named in `problems`. One bad event never loses the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from caregiver.exchange.ics_events import CalendarReader, IcsEntry
from caregiver.exchange.ics_text import Component, IcsProblem, Refused, decoded, parsed


@dataclass(frozen=True, slots=True)
class IcsReading:
    """What a calendar file holds: entries by start, what was left out, and its METHOD."""

    entries: tuple[IcsEntry, ...]
    problems: tuple[IcsProblem, ...]
    method: str = ""

    @property
    def is_refused(self) -> bool:
        """Say whether nothing could be read at all."""
        return not self.entries


def read_calendar(data: bytes, own_zone: str) -> IcsReading:
    """Read the bytes of a calendar file. Times without a zone are in `own_zone` (IANA name)."""
    try:
        text, guessed = decoded(data)
        if not text.strip():
            raise Refused("file_empty")
        blocks, limits = parsed(text)
        calendars = [one for one in blocks if one.name == "VCALENDAR"]
        loose = [one for one in blocks if one.name == "VEVENT"]
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
    problems = (*guessed, *limits, *(found for one in readers for found in one.problems), *doubles)
    if not entries and not problems:
        problems = (IcsProblem("", "nothing_inside"),)
    method = next((one.method for one in readers if one.method), "")
    return IcsReading(tuple(kept), problems, method)


def _once(entries: Iterable[IcsEntry]) -> tuple[list[IcsEntry], list[IcsProblem]]:
    """Keep one entry per identity, the one with the highest sequence."""
    best: dict[str, IcsEntry] = {}
    doubles = []
    for entry in entries:
        other = best.get(entry.identity)
        if other is not None:
            doubles.append(IcsProblem(entry.appointment.title, "twice_in_file"))
        if other is None or entry.sequence > other.sequence:
            best[entry.identity] = entry
    return list(best.values()), doubles
