"""Which clock the times of one calendar file run by, and what they are in a zone we keep."""

from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from caregiver.exchange.ics_text import Component
from caregiver.exchange.ics_values import Moment
from caregiver.exchange.ics_zones import FileZone, file_zone, matching, resolved

MOST_SEARCHES = 60


class SkippedEvent(Exception):
    """One event that is not taken over: the code says why."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code, self.text = code, text


class FileClock:
    """The zones of one VCALENDAR block. `unknown` counts zone names nobody knows.

    A zone is found in this order: as the file defines it, by its IANA name, behind a prefix, by
    its Windows name; an unknown one is taken as the family's own, with a note.
    """

    def __init__(self, calendar: Component, own_zone: str) -> None:
        self._own = own_zone
        self._floating = resolved(calendar.text("X-WR-TIMEZONE")) or own_zone
        self.unknown: Counter[str] = Counter()
        self._zones: dict[str, FileZone] = {}
        # Comparing with every zone of the world is slow; no honest file asks for it often.
        self._searches_left = MOST_SEARCHES
        self._matched: dict[tuple[str, int], str | None] = {}
        for child in calendar.children:
            if child.name == "VTIMEZONE" and (zone := file_zone(child)):
                self._zones.setdefault(zone.tzid, zone)

    def zone_for(self, written: Moment, repeats: bool) -> str:
        """Return the IANA name of the zone to keep a start in."""
        if written.is_date:
            return self._own
        if not written.tzid:
            return self._floating
        if written.tzid == "UTC":
            return "UTC" if repeats else self._own
        name = self._name(written)
        if name is not None:
            return name
        if written.tzid not in self._zones:
            self.unknown[written.tzid] += 1
        elif repeats:
            raise SkippedEvent("zone_odd", written.tzid)
        return self._own

    def in_zone(self, written: Moment, zone: str) -> datetime:
        """Return the local time in `zone` of a written moment; floating times stay as they are."""
        if written.is_date or not written.tzid or written.tzid == zone:
            return written.at
        if written.tzid == "UTC":
            return local_time(written.at.replace(tzinfo=UTC), zone)
        name = self._name(written)
        if name:
            return (
                written.at
                if name == zone
                else local_time(written.at.replace(tzinfo=ZoneInfo(name)), zone)
            )
        defined = self._zones.get(written.tzid)
        offset = defined.offset(written.at) if defined else None
        if offset is None:
            return written.at
        return local_time((written.at - offset).replace(tzinfo=UTC), zone)

    def _name(self, written: Moment) -> str | None:
        key = (written.tzid, written.at.year)
        if key not in self._matched:
            named = resolved(written.tzid)
            defined = self._zones.get(written.tzid)
            self._matched[key] = (
                matching(defined, written.at, self._own, named, everywhere=self._searches_left > 0)
                if defined
                else named
            )
            self._searches_left -= defined is not None
        return self._matched[key]


def local_time(instant: datetime, zone: str) -> datetime:
    """Return the naive wall-clock time of an aware instant in a zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
