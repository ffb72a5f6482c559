"""Write appointments as a calendar file that every calendar program reads the same way.

Sources: RFC 5545; the form of the zone block follows what Outlook accepts (one STANDARD, at
most one DAYLIGHT, by yearly rules).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import islice
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from caregiver.domain.appointments import Appointment, AppointmentStatus, occurrences
from caregiver.domain.recurrence import matches, parse_rule, starts_of
from caregiver.exchange.ics_text import escaped, folded
from caregiver.exchange.ics_zones import zone_lines

OWN_DOMAIN = "@caregiver-organizer.invalid"
NO_END = "X-CAREGIVER-NO-END"
# A plain date of a series that was written out date by date, and what only tells of something.
DATE_OF = "X-CAREGIVER-DATE-OF"
ONLY_A_NOTE = "X-CAREGIVER-NOTE"
LONGEST_SUMMARY = 80
USUAL_LENGTH = timedelta(minutes=30)
MOST_SINGLE_DAYS = 1_000
_WRITTEN_OUT = timedelta(days=366)
_LONGEST_SERIES = timedelta(days=20 * 366)
_STATUS = {
    AppointmentStatus.PLANNED: "TENTATIVE",
    AppointmentStatus.CONFIRMED: "CONFIRMED",
    AppointmentStatus.ATTENDED: "CONFIRMED",
    AppointmentStatus.MISSED: "CONFIRMED",
    AppointmentStatus.CANCELLED: "CANCELLED",
}


class Privacy(Enum):
    """How much of an appointment a calendar file tells."""

    FULL = "full"
    TIMES_AND_PLACES = "places"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class IcsStyle:
    """How to write. `written_at` is UTC. `plain_title` stands for the title where it is private.

    `reminders` are spans before the start.
    """

    written_at: datetime
    privacy: Privacy = Privacy.TIMES_AND_PLACES
    plain_title: str = "Appointment"
    reminders: tuple[timedelta, ...] = ()
    product: str = "Caregiver Organizer"


def write_calendar(appointments: Iterable[Appointment], style: IcsStyle) -> bytes:
    """Return the bytes of one calendar file. Appointments without a start are left out."""
    planned = [
        piece for one in appointments if one.starts is not None for piece in _pieces(one, style)
    ]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Caregiver Organizer//{escaped(style.product)}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    zones = _zones(planned)
    for block in zones.values():
        lines += block or ()
    for one in planned:
        lines += _event(one, style, zones)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def file_name(appointments: Sequence[Appointment], privacy: Privacy = Privacy.FULL) -> str:
    """Return a name such as "2027-03-24_haematology.ics", or "appointments.ics" for several."""
    first = appointments[0] if len(appointments) == 1 else None
    if first is None or first.starts is None:
        return "appointments.ics"
    title = first.title if privacy is Privacy.FULL else "appointment"
    bare = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:40].strip("-") or "appointment"
    return f"{first.starts:%Y-%m-%d}_{slug}.ics"


def uid_of(appointment: Appointment) -> str:
    """Return the UID for life: the clinic's where it came from a file, else our own."""
    known = appointment.import_uid
    if known and not known.startswith("hash:") and "#" not in known:
        return known
    return appointment.id + OWN_DOMAIN


def _pieces(one: Appointment, style: IcsStyle) -> Iterator[Appointment]:
    """Yield what is written for one appointment: itself, or a series taken apart.

    A series whose first day does not fit its rule is written as that day and the rest, and one
    in a zone without yearly rules as single days for a year, because readers differ on both.
    """
    assert one.starts is not None
    if one.starts.date() > date.max - 2 * _WRITTEN_OUT:
        return  # the calendar itself ends: such a time has no end and no next day
    rule = parse_rule(one.rule) if one.rule else None
    if rule is None:
        yield replace(one, rule="", excluded_days=())
        return
    if not one.all_day and _zone_block(one) is None and one.zone != "UTC":
        yield from _single_days(one, style)
        return
    first = one.starts.date()
    if matches(one.rule, one.starts):
        yield one
        return
    if first not in one.excluded_days:
        yield _single(one, one.starts)
    later = starts_of(one.rule, one.starts, first + timedelta(days=1), first + _WRITTEN_OUT)
    rest = next(later, None)
    if rest is None or rule.count == 1:
        return
    step = rest - one.starts
    count = None if rule.count is None else rule.count - 1
    yield replace(
        one,
        starts=one.starts + step,
        ends=one.ends + step if one.ends else None,
        rule=replace(rule, count=count).text(),
    )


def _single_days(one: Appointment, style: IcsStyle) -> Iterator[Appointment]:
    """Yield the single days of a series: all of one that ends, a year ahead of an endless one."""
    assert one.starts is not None
    rule = parse_rule(one.rule)
    begin = one.starts.date()
    end = begin + _LONGEST_SERIES
    if rule is None or (rule.count is None and rule.until is None):
        begin = max(begin, (style.written_at - timedelta(days=31)).date())
        end = begin + _WRITTEN_OUT
    for found in islice(occurrences(one, begin, end), MOST_SINGLE_DAYS):
        yield _single(one, found.starts)


def _single(one: Appointment, starts: datetime) -> Appointment:
    assert one.starts is not None
    span = one.ends - one.starts if one.ends else None
    return replace(
        one,
        id=str(uuid5(NAMESPACE_URL, f"{one.id}#{starts:%Y%m%d}")),
        starts=starts,
        ends=None if span is None else starts + span,
        rule="",
        excluded_days=(),
        import_uid="",
    )


def _zone_block(one: Appointment) -> tuple[str, ...] | None:
    assert one.starts is not None
    return zone_lines(one.zone, one.starts.year) if one.zone != "UTC" else None


def _zones(planned: Sequence[Appointment]) -> dict[str, tuple[str, ...] | None]:
    """Return a zone block per zone used, valid from its first year; None: write UTC."""
    years: dict[str, int] = {}
    for one in planned:
        if not one.all_day and one.zone != "UTC" and one.starts:
            years[one.zone] = min(years.get(one.zone, one.starts.year), one.starts.year)
    return {zone: zone_lines(zone, year) for zone, year in years.items()}


def _event(
    one: Appointment, style: IcsStyle, zones: dict[str, tuple[str, ...] | None]
) -> list[str]:
    assert one.starts is not None
    clock = _Clock(one, zones.get(one.zone) is not None)
    full = style.privacy is Privacy.FULL
    title = one.title if full else style.plain_title
    changed = one.updated_at or style.written_at
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(uid_of(one))}",
        f"DTSTAMP:{_utc(style.written_at)}",
        f"LAST-MODIFIED:{_utc(changed)}",
        f"SEQUENCE:{one.sequence}",
        clock.line("DTSTART", one.starts),
        clock.line("DTEND", _end(one)),
    ]
    if not one.all_day and one.ends is None:
        lines.append(f"{NO_END}:TRUE")
    if one.rule:
        lines.append(f"RRULE:{clock.rule()}")
        lines += [
            clock.line("EXDATE", datetime.combine(day, one.starts.time()))
            for day in one.excluded_days
        ]
    lines.append(f"SUMMARY:{escaped(_short(title))}")
    if one.location and style.privacy is not Privacy.BUSY:
        lines.append(f"LOCATION:{escaped(' '.join(one.location.split()))}")
    if full and (description := "\n".join(part for part in (one.bring, one.note) if part)):
        lines.append(f"DESCRIPTION:{escaped(description)}")
    lines += [
        f"STATUS:{_STATUS[one.status]}",
        "CLASS:PRIVATE",
        f"TRANSP:{'TRANSPARENT' if one.all_day else 'OPAQUE'}",
    ]
    for span in style.reminders:
        lines += _alarm(one, span, _short(title))
    return [*lines, "END:VEVENT"]


def _end(one: Appointment) -> datetime:
    """Return the exclusive end; a point in time gets a usual length, marked as not meant."""
    assert one.starts is not None
    if one.all_day:
        return (one.ends or one.starts) + timedelta(days=1)
    return one.ends if one.ends and one.ends > one.starts else one.starts + USUAL_LENGTH


class _Clock:
    """How the times of one appointment are written: a date, in its zone, or in UTC."""

    def __init__(self, one: Appointment, has_block: bool) -> None:
        self._one, self._has_block = one, has_block

    def line(self, name: str, local: datetime) -> str:
        """Return one line with a local time."""
        if self._one.all_day:
            return f"{name};VALUE=DATE:{local:%Y%m%d}"
        if self._has_block:
            return f"{name};TZID={self._one.zone}:{local:%Y%m%dT%H%M%S}"
        return f"{name}:{self._as_utc(local)}"

    def rule(self) -> str:
        """Return the rule, its last day as RFC 5545 wants it: UTC for times, else a date."""
        rule = parse_rule(self._one.rule)
        assert rule is not None
        assert self._one.starts is not None
        if rule.until is None or self._one.all_day:
            return rule.text()
        last = datetime.combine(rule.until, self._one.starts.time())
        return f"{replace(rule, until=None).text()};UNTIL={self._as_utc(last)}"

    def _as_utc(self, local: datetime) -> str:
        return _utc(local.replace(tzinfo=ZoneInfo(self._one.zone or "UTC")))


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _alarm(one: Appointment, before: timedelta, title: str) -> list[str]:
    minutes = int(before.total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    trigger = f"-P{days}D" if not rest else f"-PT{minutes}M"
    return [
        "BEGIN:VALARM",
        f"UID:{uuid5(NAMESPACE_URL, f'{one.id}{trigger}')}",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(title)}",
        f"TRIGGER:{trigger}",
        "END:VALARM",
    ]


def _short(title: str) -> str:
    plain = " ".join(title.split())
    return plain if len(plain) <= LONGEST_SUMMARY else plain[: LONGEST_SUMMARY - 1] + "…"
