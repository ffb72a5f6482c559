"""Write appointments as a calendar file that every calendar program reads the same way.

Sources: RFC 5545; the form of the zone block follows what Outlook accepts (one STANDARD, at
most one DAYLIGHT, by yearly rules).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from caregiver.domain.appointments import Appointment, AppointmentKind, AppointmentStatus
from caregiver.domain.recurrence import parse_rule
from caregiver.domain.tasks import Task
from caregiver.exchange.ics_pieces import OWN_DOMAIN, Piece, is_written_out, pieces, uid_of
from caregiver.exchange.ics_text import escaped, folded
from caregiver.exchange.ics_zones import zone_lines

__all__ = [
    "OWN_DOMAIN", "DayNote", "IcsStyle", "Privacy", "Written", "file_name", "uid_of", "write",
    "write_calendar",
]  # fmt: skip

NO_END = "X-CAREGIVER-NO-END"
# A plain date of a series that was written out date by date, and what only tells of something.
DATE_OF = "X-CAREGIVER-DATE-OF"
ONLY_A_NOTE = "X-CAREGIVER-NOTE"
LONGEST_SUMMARY = 80
USUAL_LENGTH = timedelta(minutes=30)
_STATUS = {
    AppointmentStatus.PLANNED: "TENTATIVE",
    AppointmentStatus.CONFIRMED: "CONFIRMED",
    AppointmentStatus.ATTENDED: "CONFIRMED",
    AppointmentStatus.MISSED: "CONFIRMED",
    AppointmentStatus.CANCELLED: "CANCELLED",
}
# Names of CSS colours, as RFC 7986 5.9 wants them; close to what the screen shows.
_COLOURS = {
    AppointmentKind.CLINIC: "steelblue",
    AppointmentKind.INFUSION: "mediumpurple",
    AppointmentKind.LAB_DRAW: "indianred",
    AppointmentKind.SCAN: "slategray",
    AppointmentKind.PROCEDURE: "teal",
    AppointmentKind.DENTAL: "cadetblue",
    AppointmentKind.EYE: "royalblue",
    AppointmentKind.VACCINE: "seagreen",
    AppointmentKind.PHARMACY: "olivedrab",
    AppointmentKind.TELE: "darkcyan",
    AppointmentKind.SUPPORT: "palevioletred",
    AppointmentKind.OTHER: "gray",
}


class Privacy(Enum):
    """How much of an appointment a calendar file tells."""

    FULL = "full"
    TIMES_AND_PLACES = "places"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class IcsStyle:
    """How to write. `written_at` is UTC. `plain_title` stands for the title where it is private.

    `reminders` are spans before the start, for appointments that have none of their own.
    `last_day` is the last one asked for, if that is more than a year ahead.
    """

    written_at: datetime
    privacy: Privacy = Privacy.TIMES_AND_PLACES
    plain_title: str = "Appointment"
    reminders: tuple[timedelta, ...] = ()
    product: str = "Caregiver Organizer"
    calendar_name: str = "Appointments"
    last_day: date | None = None


class DayNote(NamedTuple):
    """Something told on whole days, `first` to `last` inclusive; `key` is the same each time."""

    key: str
    title: str
    first: date
    last: date


class Written(NamedTuple):
    """A calendar file: its bytes, how many entries, and the series written date by date."""

    data: bytes
    entries: int
    written_out: tuple[Appointment, ...]


def write_calendar(appointments: Iterable[Appointment], style: IcsStyle) -> bytes:
    """Return the bytes of one calendar file. Appointments without a start are left out."""
    return write(appointments, style).data


def write(
    appointments: Iterable[Appointment],
    style: IcsStyle,
    tasks: Iterable[Task] = (),
    notes: Iterable[DayNote] = (),
) -> Written:
    """Write a calendar file. Tasks and notes are private: they are in it only with all details."""
    listed = list(appointments)
    planned = list(pieces(listed, style.written_at, style.last_day))
    full = style.privacy is Privacy.FULL
    zones = _zones(planned)
    lines = _head(style)
    for block in zones.values():
        lines += block or ()
    for one in planned:
        lines += _event(one, style, zones)
    extra = [*(_note(one, style) for one in notes), *(_task(one, style) for one in tasks)]
    for told in extra if full else ():
        lines += told
    lines.append("END:VCALENDAR")
    data = b"".join([folded(line) for line in lines])
    entries = len(planned) + (len(extra) if full else 0)
    return Written(data, entries, tuple(one for one in listed if is_written_out(one)))


def file_name(appointments: Sequence[Appointment], privacy: Privacy = Privacy.FULL) -> str:
    """Return a name such as "2027-03-24_haematology.ics", or "appointments.ics" for several."""
    first = appointments[0] if len(appointments) == 1 else None
    if first is None or first.starts is None:
        return "appointments.ics"
    title = first.title if privacy is Privacy.FULL else "appointment"
    bare = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:40].strip("-") or "appointment"
    return f"{first.starts:%Y-%m-%d}_{slug}.ics"


def _head(style: IcsStyle) -> list[str]:
    return [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Caregiver Organizer//{escaped(style.product)}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(style.calendar_name)}",
        f"NAME:{escaped(style.calendar_name)}",
    ]


def _zones(planned: Sequence[Piece]) -> dict[str, tuple[str, ...] | None]:
    """Return a zone block per zone used, valid from its first year; None: write UTC."""
    years: dict[str, int] = {}
    for piece in planned:
        for one in (piece.one, piece.series):
            if one and not one.all_day and one.zone != "UTC" and one.starts:
                years[one.zone] = min(years.get(one.zone, one.starts.year), one.starts.year)
    return {zone: zone_lines(zone, year) for zone, year in years.items()}


def _event(piece: Piece, style: IcsStyle, zones: dict[str, tuple[str, ...] | None]) -> list[str]:
    one = piece.one
    assert one.starts is not None
    clock = _Clock(one, zones.get(one.zone) is not None)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(piece.uid)}",
        f"DTSTAMP:{_utc(style.written_at)}",
        f"LAST-MODIFIED:{_utc(one.updated_at or style.written_at)}",
        f"SEQUENCE:{one.sequence}",
        clock.line("DTSTART", one.starts),
        clock.line("DTEND", _end(one)),
    ]
    if not one.all_day and one.ends is None:
        lines.append(f"{NO_END}:TRUE")
    if piece.series is not None and piece.start is not None:
        whole = _Clock(piece.series, zones.get(piece.series.zone) is not None)
        lines.append(whole.line("RECURRENCE-ID", piece.start))
    if piece.date_of:
        lines.append(f"{DATE_OF}:{escaped(piece.date_of)}")
    if one.rule:
        lines.append(f"RRULE:{clock.rule()}")
    lines += [clock.line("RDATE", at) for at in piece.rdates]
    lines += [clock.line("EXDATE", at) for at in piece.exdates]
    return [*lines, *_words(one, style), "END:VEVENT"]


def _words(one: Appointment, style: IcsStyle) -> list[str]:
    """Return what an event says beside its time, as much as may be told."""
    full = style.privacy is Privacy.FULL
    title = _short(one.title if full else style.plain_title)
    lines = [f"SUMMARY:{escaped(title)}"]
    if one.location and style.privacy is not Privacy.BUSY:
        lines.append(f"LOCATION:{escaped(' '.join(one.location.split()))}")
    if full:
        parts = (one.bring, *one.prepare, one.parking, one.note)
        if description := "\n".join(part for part in parts if part):
            lines.append(f"DESCRIPTION:{escaped(description)}")
        lines.append(f"COLOR:{_COLOURS[one.sort]}")
    lines += [
        f"STATUS:{_STATUS[one.status]}",
        "CLASS:PRIVATE",
        f"TRANSP:{'TRANSPARENT' if one.all_day else 'OPAQUE'}",
    ]
    if one.status is not AppointmentStatus.CANCELLED:
        for span in _reminders(one, style):
            lines += _alarm(one, span, title)
    return lines


def _note(note: DayNote, style: IcsStyle) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{uuid5(NAMESPACE_URL, note.key)}{OWN_DOMAIN}",
        f"DTSTAMP:{_utc(style.written_at)}",
        f"DTSTART;VALUE=DATE:{note.first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{note.last + timedelta(days=1):%Y%m%d}",
        f"{ONLY_A_NOTE}:TRUE",
        f"SUMMARY:{escaped(_short(note.title))}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _task(task: Task, style: IcsStyle) -> list[str]:
    """Return a task; its time of day is wall-clock time, wherever it is read."""
    known = task.import_uid
    foreign = known and not known.startswith("hash:") and "#" not in known
    lines = [
        "BEGIN:VTODO",
        f"UID:{escaped(known if foreign else task.id + OWN_DOMAIN)}",
        f"DTSTAMP:{_utc(style.written_at)}",
        f"LAST-MODIFIED:{_utc(task.updated_at or style.written_at)}",
        f"SUMMARY:{escaped(' '.join(task.title.split()))}",
    ]
    if task.due_on is not None and task.due_time is not None:
        lines.append(f"DUE:{datetime.combine(task.due_on, task.due_time):%Y%m%dT%H%M%S}")
    elif task.due_on is not None:
        lines.append(f"DUE;VALUE=DATE:{task.due_on:%Y%m%d}")
    if task.note:
        lines.append(f"DESCRIPTION:{escaped(task.note)}")
    if task.done_on is not None:
        # The hour is not known; noon is the same day nearly everywhere.
        lines += ["STATUS:COMPLETED", f"COMPLETED:{task.done_on:%Y%m%d}T120000Z"]
    else:
        lines.append("STATUS:NEEDS-ACTION")
    return [*lines, "CLASS:PRIVATE", "END:VTODO"]


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


def _reminders(one: Appointment, style: IcsStyle) -> tuple[int, ...]:
    """Return minutes before the start."""
    usual = tuple(int(span.total_seconds() // 60) for span in style.reminders)
    return one.reminders or usual


def _alarm(one: Appointment, minutes: int, title: str) -> list[str]:
    days, rest = divmod(minutes, 24 * 60)
    trigger = f"-P{days}D" if days and not rest else f"-PT{minutes}M"
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
