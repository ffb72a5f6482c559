"""Time zones in calendar files: which zone a name means, and a zone written out by rules.

A record keeps an IANA name. A zone defined in a file is used to find that name, or, where no
zone of the world fits it, to work out the instant.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from caregiver.exchange.ics_text import Component

_WIDEST_OFFSET = timedelta(hours=16)  # no place was ever further from UTC (Manila before 1845)
_OFFSET = re.compile(r"^([+-])(\d{2})(\d{2})(?:\d{2})?$")
_UTC_NAME = re.compile(r"^\(?(?:UTC|GMT)\s*(?:([+-])(\d{1,2})(?::?(\d{2}))?)?\)?$", re.IGNORECASE)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_RULE_YEARS = 10
_FIRST_YEAR, _LAST_YEAR = 2, 9980


class Onset(NamedTuple):
    """The yearly moment an offset begins: the n-th weekday of a month, by the clock before it.

    -1 is the last one; 0 only while comparing, for "not the last".
    """

    month: int
    weekday: int
    number: int
    at: timedelta
    offset_before: timedelta
    offset: timedelta
    name: str

    def on(self, year: int) -> datetime:
        """Return the local moment in `year`, by the clock before the change."""
        return datetime.combine(_nth(year, self.month, self.weekday, self.number), _MIDNIGHT) + (
            self.at
        )


_MIDNIGHT = datetime.min.time()


def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone with this IANA name, in any case, or None."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    exact = _names_by_lower().get(name.lower())
    return ZoneInfo(exact) if exact else None


@cache
def _names_by_lower() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@lru_cache(maxsize=256)
def resolved(tzid: str) -> str | None:
    """Return the IANA name a TZID stands for: as it is, after a prefix, or by its Windows name."""
    name = tzid.strip().strip('"')
    if not name or len(name) > 200:
        return None
    parts = name.strip("/").split("/")
    for count in range(len(parts), 0, -1):
        candidate = "/".join(parts[-count:])
        if count > 3 or (count == 1 and len(parts) > 1):
            continue
        zone = zone_named(candidate)
        if zone is not None:
            return zone.key
    return _windows_name(name) or _fixed_offset(name)


def _windows_name(name: str) -> str | None:
    # Imported here because icalendar costs 75 ms and most files name their zones properly.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    lower = name.lower()
    return next((iana for known, iana in WINDOWS_TO_OLSON.items() if known.lower() == lower), None)


def _fixed_offset(name: str) -> str | None:
    match = _UTC_NAME.match(name)
    if match is None:
        return None
    if not match[1] or int(match[2]) == 0:
        return "UTC"
    if (match[3] and int(match[3])) or int(match[2]) > 14:
        return None
    sign = "-" if match[1] == "+" else "+"  # Etc/GMT names count the other way round
    zone = zone_named(f"Etc/GMT{sign}{int(match[2])}")
    return zone.key if zone else None


# a zone as a file defines it -----------------------------------------------------------------


class FileZone(NamedTuple):
    """A VTIMEZONE: when which offset began, as far as its rules could be read."""

    tzid: str
    observances: tuple[tuple[datetime, timedelta, str], ...]

    def offset(self, local: datetime) -> timedelta | None:
        """Return the offset in force at a local wall-clock time, None if it cannot be told."""
        best: tuple[datetime, timedelta] | None = None
        for start, offset, rule in self.observances:
            onset = _last_onset(start, rule, local)
            if onset and (best is None or onset > best[0]):
                best = (onset, offset)
        return best[1] if best else None


def file_zone(component: Component) -> FileZone | None:
    """Return the zone a VTIMEZONE defines, None where it cannot be understood."""
    tzid = component.text("TZID")
    observances = []
    for part in component.children[:50]:
        start, offset = _local(part.text("DTSTART")), _offset(part.text("TZOFFSETTO"))
        if part.name not in {"STANDARD", "DAYLIGHT"} or start is None or offset is None:
            continue
        observances.append((start, offset, part.text("RRULE").upper()))
        observances += [
            (moment, offset, "")
            for one in part.all("RDATE")[:500]
            for piece in one.value.split(",")[:500]
            if (moment := _local(piece))
        ]
    return FileZone(tzid, tuple(observances)) if tzid and observances else None


def _local(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip()[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - local
    except ValueError:
        return None


def _offset(text: str) -> timedelta | None:
    match = _OFFSET.match(text)
    if match is None:
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3]))
    if int(match[3]) > 59 or size > _WIDEST_OFFSET:
        return None
    return -size if match[1] == "-" else size


def _last_onset(start: datetime, rule: str, local: datetime) -> datetime | None:
    """Return the last moment at or before `local` at which an observance began."""
    if local < start:
        return None
    parts = dict(piece.split("=", 1) for piece in rule.split(";") if "=" in piece)
    if not rule:
        return start
    match = re.fullmatch(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)", parts.get("BYDAY", ""))
    if parts.get("FREQ") != "YEARLY" or not parts.get("BYMONTH", "").isdigit() or not match:
        return start
    month = int(parts["BYMONTH"])
    if not 1 <= month <= 12:
        return start
    until = _local(parts.get("UNTIL", "").rstrip("Z"))
    for year in (local.year, local.year - 1):
        number = int(match[1] or 1)
        first = _nth(year, month, _WEEKDAYS.index(match[2]), number or 1)
        onset = datetime.combine(first, start.time())
        if start <= onset <= local and (until is None or onset <= until + timedelta(days=1)):
            return onset
    return start


def matching(
    zone: FileZone, around: datetime, own: str, named: str | None, *, everywhere: bool = True
) -> str | None:
    """Return the name of a zone whose clock agrees with the file's in the year of `around`.

    First the zone the file names, then the family's own, then (`everywhere`) any other.
    """
    probes = [around] + [around.replace(month=month, day=15) for month in (1, 4, 7, 10)]
    wanted = [zone.offset(one) for one in probes]
    if any(one is None for one in wanted):
        return named

    def agrees(name: str) -> bool:
        known = zone_named(name)
        return known is not None and all(
            one.replace(tzinfo=known).utcoffset() == offset
            for one, offset in zip(probes, wanted, strict=True)
        )

    return next((name for name in _candidates(named, own, everywhere) if agrees(name)), None)


def _candidates(named: str | None, own: str, everywhere: bool) -> Iterable[str]:
    yield from (name for name in (named, own) if name)
    if not everywhere:
        return
    yield from _COMMON
    yield from sorted(available_timezones())


_COMMON = (
    "UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "Europe/London", "Europe/Berlin", "Europe/Athens", "Asia/Kolkata", "Asia/Tokyo",
    "Australia/Sydney",
)  # fmt: skip


# a zone written out --------------------------------------------------------------------------


@lru_cache(maxsize=64)
def yearly_rules(name: str, year: int) -> tuple[Onset, ...] | None:
    """Return how a zone changes its clock each year from `year` on: no onset or two.

    None where its changes follow no yearly rule; times are then better written in UTC.
    """
    zone = ZoneInfo(name)
    first = min(max(year, _FIRST_YEAR), _LAST_YEAR)  # the calendar itself ends
    years = range(first, first + _RULE_YEARS)
    changes = [_changes(zone, one) for one in years]
    counts = {len(one) for one in changes}
    if counts == {0}:
        return ()
    if counts != {2}:
        return None
    onsets = []
    for place in (0, 1):
        onset = _common([one[place] for one in changes], zone)
        if onset is None:
            return None
        onsets.append(onset)
    return tuple(onsets)


def _changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """Return the UTC instants in a year at which the offset changes."""
    found = []
    day = datetime(year, 1, 1, tzinfo=UTC)
    last = day.astimezone(zone).utcoffset()
    for _ in range(366):
        after = day + timedelta(days=1)
        offset = after.astimezone(zone).utcoffset()
        if offset != last and after.year == year:
            found.append(_bisected(day, after, lambda one: one.astimezone(zone).utcoffset()))
        day, last = after, offset
    return found


def _bisected(
    before: datetime, after: datetime, offset: Callable[[datetime], timedelta | None]
) -> datetime:
    start = offset(before)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        middle = middle.replace(microsecond=0)
        if offset(middle) == start:
            before = middle
        else:
            after = middle
    return after


def _common(instants: list[datetime], zone: ZoneInfo) -> Onset | None:
    """Return the one rule that gives all these instants, None where there is none."""
    firsts = [_onset(one, zone, from_end=False) for one in instants]
    lasts = [_onset(one, zone, from_end=True) for one in instants]
    for kind in (lasts, firsts):
        if len(set(kind)) == 1 and kind[0].number:
            return kind[0]
    return None


def _onset(instant: datetime, zone: ZoneInfo, from_end: bool) -> Onset:
    before = (instant - timedelta(seconds=1)).astimezone(zone)
    after = instant.astimezone(zone)
    offset_before = before.utcoffset() or timedelta()
    local = (instant + offset_before).replace(tzinfo=None)
    is_last = (local + timedelta(days=7)).month != local.month
    number = (-1 if is_last else 0) if from_end else (local.day - 1) // 7 + 1
    return Onset(
        local.month,
        local.weekday(),
        number,
        timedelta(hours=local.hour, minutes=local.minute, seconds=local.second),
        offset_before,
        after.utcoffset() or timedelta(),
        after.tzname() or "",
    )


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """Return the n-th weekday of a month; a number past the end means the last one."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    days = [day + timedelta(weeks=week) for week in range(5)]
    fitting = [one for one in days if one.month == month]
    if number < 0:
        return fitting[max(number, -len(fitting))]
    return fitting[min(number, len(fitting)) - 1]


def zone_lines(name: str, year: int) -> tuple[str, ...] | None:
    """Return the VTIMEZONE lines for a zone, valid from `year` on; None where UTC must do.

    Exactly one STANDARD and at most one DAYLIGHT, by rules: Outlook reads nothing else.
    """
    rules = yearly_rules(name, year)
    if rules is None:
        return None
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    if not rules:
        local = datetime(year, 7, 1, tzinfo=ZoneInfo(name))
        offset = offset_text(local.utcoffset() or timedelta())
        lines += ["BEGIN:STANDARD", "DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}"]
        lines += [f"TZOFFSETTO:{offset}", f"TZNAME:{local.tzname()}", "END:STANDARD"]
    for onset in sorted(rules, key=lambda one: one.offset):
        kind = "STANDARD" if onset.offset < onset.offset_before else "DAYLIGHT"
        number = "-1" if onset.number < 0 else str(onset.number)
        lines += [
            f"BEGIN:{kind}",
            f"DTSTART:{onset.on(1970):%Y%m%dT%H%M%S}",
            f"RRULE:FREQ=YEARLY;BYMONTH={onset.month};BYDAY={number}{_WEEKDAYS[onset.weekday]}",
            f"TZOFFSETFROM:{offset_text(onset.offset_before)}",
            f"TZOFFSETTO:{offset_text(onset.offset)}",
            f"TZNAME:{onset.name}",
            f"END:{kind}",
        ]
    return (*lines, "END:VTIMEZONE")


def offset_text(offset: timedelta) -> str:
    """Return "+0100" or "-0330"."""
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
