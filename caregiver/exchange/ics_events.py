"""Turn the events of one calendar block into appointments to be, one bad event at a time."""

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from caregiver.domain.appointment_kinds import kind_of
from caregiver.domain.appointments import Appointment, AppointmentStatus
from caregiver.exchange.ics_text import (
    Component,
    IcsProblem,
    looks_html,
    without_html,
)
from caregiver.exchange.ics_times import FileClock, SkippedEvent
from caregiver.exchange.ics_values import (
    LocalClock,
    Moment,
    RuleProblem,
    length,
    moment,
    rule_of,
)
from caregiver.exchange.ics_write import NO_END, OWN_DOMAIN

LONGEST_TITLE = 300
LONGEST_NOTE = 20_000
LONGEST_UID = 400
LONGEST_SPAN = timedelta(days=366)
MOST_EXCEPTIONS = 5_000
_ANSWERS = {"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"}
_LEFT_OUT = {
    "VALARM": "alarms_left_out",
    "ATTACH": "attachments_left_out",
    "ATTENDEE": "people_left_out",
    "ORGANIZER": "people_left_out",
}


class IcsAction(Enum):
    """What an entry asks for. A cancellation is a proposal; the family decides."""

    ADD = "add"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class IcsEntry:
    """One appointment-to-be. `identity` is the same each time the same event is read.

    `occurrence_of` is the UID of the series this is a moved day of, with the day it replaces.
    """

    appointment: Appointment
    uid: str
    sequence: int
    identity: str
    action: IcsAction = IcsAction.ADD
    is_tentative: bool = False
    occurrence_of: str = ""
    occurrence_day: date | None = None

    @property
    def own_id(self) -> str:
        """Return our record id where this event was written by this program, else nothing."""
        return self.uid.removesuffix(OWN_DOMAIN) if self.uid.endswith(OWN_DOMAIN) else ""


class CalendarReader:
    """Reads one VCALENDAR block; `problems` says what was not taken over."""

    def __init__(self, own_zone: str, calendar: Component) -> None:
        self._calendar = calendar
        self._own = own_zone
        self.method = calendar.text("METHOD").upper()
        self.problems: list[IcsProblem] = []
        self._left_out: Counter[str] = Counter()
        self._clock = FileClock(calendar, own_zone)

    def read(self) -> list[IcsEntry]:
        """Return the entries of this block."""
        method = self.method
        if method in _ANSWERS:
            self._note("", "is_an_answer", method)
            return []
        entries: list[IcsEntry] = []
        for number, child in enumerate(self._calendar.children, start=1):
            if child.name == "VEVENT":
                entries += self._event(child, number, method)
            elif child.name not in {"VTIMEZONE", "VEVENT"}:
                self._left_out[_block_code(child.name)] += 1
        entries = self._without_moved_days(entries)
        for tzid, count in self._clock.unknown.items():
            self.problems.append(IcsProblem("", "zone_unknown", f"{tzid} ({count})"))
        for code, count in sorted(self._left_out.items()):
            self.problems.append(IcsProblem("", code, str(count)))
        return entries

    def _event(self, event: Component, number: int, method: str) -> list[IcsEntry]:
        title = _cut(event.text("SUMMARY").replace("\n", " "), LONGEST_TITLE)
        where = title or f"#{number}"
        try:
            if not event.is_closed:
                raise SkippedEvent("cut_off")
            return self._entries(event, where, method)
        except SkippedEvent as skip:
            self._note(where, skip.code, skip.text)
        except RuleProblem as problem:
            line = event.first("RRULE")
            self._note(where, problem.code, line.value[:200] if line else "")
        return []

    def _entries(self, event: Component, where: str, method: str) -> list[IcsEntry]:
        start_line = event.first("DTSTART")
        if start_line is None:
            raise SkippedEvent("no_date")
        written = moment(start_line)
        if written is None:
            raise SkippedEvent("date_unreadable", start_line.value[:60])
        if not 1900 <= written.at.year <= 2200:
            raise SkippedEvent("date_unlikely", start_line.value[:60])
        repeats = event.first("RRULE") is not None
        zone = self._clock.zone_for(written, repeats)
        starts = self._clock.in_zone(written, zone)
        ends = self._end(event, written, starts, (zone, where))
        rule, excluded = self._repetition(event, starts, zone, written.is_date)
        self._count_left_out(event)
        appointment = Appointment(
            title=_cut(event.text("SUMMARY").replace("\n", " "), LONGEST_TITLE) or "?",
            sort=kind_of(event.text("SUMMARY")),
            starts=starts,
            ends=ends,
            zone=zone,
            all_day=written.is_date,
            rule=rule,
            excluded_days=excluded,
            location=_cut(" ".join(_plain(event.text("LOCATION")).split()), LONGEST_TITLE),
            note=self._description(event, where),
        )
        if not event.text("SUMMARY"):
            self._note(where, "no_title")
        return self._finished(event, appointment, where, method)

    def _finished(
        self, event: Component, appointment: Appointment, where: str, method: str
    ) -> list[IcsEntry]:
        uid = event.text("UID")[:LONGEST_UID]
        base = uid or _fingerprint(appointment)
        state = event.text("STATUS").upper()
        cancelled = method == "CANCEL" or state == "CANCELLED"
        status = {
            "CONFIRMED": AppointmentStatus.CONFIRMED,
            "CANCELLED": AppointmentStatus.CANCELLED,
        }.get("CANCELLED" if cancelled else state, AppointmentStatus.PLANNED)
        moved = None if appointment.rule else self._moved_day(event, appointment, where)
        identity = f"{base}#{moved:%Y%m%d}" if moved else base
        entry = IcsEntry(
            appointment=replace(
                appointment,
                status=status,
                import_uid=identity,
                sequence=_number(event.text("SEQUENCE")),
            ),
            uid=uid or base,
            sequence=_number(event.text("SEQUENCE")),
            identity=identity,
            action=IcsAction.CANCEL if cancelled else IcsAction.ADD,
            is_tentative=state == "TENTATIVE",
            occurrence_of=base if moved else "",
            occurrence_day=moved,
        )
        return [entry, *self._extra_days(event, entry, where)]

    def _moved_day(self, event: Component, appointment: Appointment, where: str) -> date | None:
        """Return the day of the series this event stands for; never for a series itself."""
        line = event.first("RECURRENCE-ID")
        if line is None:
            return None
        if line.parameters.get("RANGE", "").upper() == "THISANDFUTURE":
            raise SkippedEvent("all_later_days_moved")
        written = moment(line)
        if written is None:
            raise SkippedEvent("date_unreadable", line.value[:60])
        if written.is_date or not written.tzid:
            return written.at.date()
        return self._clock.in_zone(written, appointment.zone or self._own).date()

    def _extra_days(self, event: Component, entry: IcsEntry, where: str) -> list[IcsEntry]:
        """Return single entries for the extra days (RDATE) of an event."""
        values = [(line, one) for line in event.all("RDATE") for one in line.value.split(",")]
        base = entry.appointment
        if not values or base.starts is None:
            return []
        if len(values) > 100:
            self._note(where, "extra_days_left_out", str(len(values)))
            return []
        span = base.ends - base.starts if base.ends else None
        entries = []
        for line, value in values:
            written = moment(line, value)
            if written is None:
                self._note(where, "extra_day_unreadable", value[:60])
                continue
            starts = written.at if base.all_day else self._clock.in_zone(written, base.zone)
            if starts == base.starts:
                continue
            identity = f"{entry.uid}#{starts:%Y%m%d}"
            single = replace(
                base,
                id=Appointment().id,
                starts=starts,
                ends=starts + span if span is not None else None,
                rule="",
                excluded_days=(),
                import_uid=identity,
            )
            day = starts.date()
            entries.append(
                replace(entry, appointment=single, identity=identity, occurrence_day=day)
            )
        return entries

    def _without_moved_days(self, entries: list[IcsEntry]) -> list[IcsEntry]:
        """Take the days that were moved or cancelled one by one out of their series."""
        days: dict[str, list[date]] = {}
        masters = {one.uid for one in entries if one.appointment.rule}
        for one in entries:
            if one.occurrence_of in masters and one.occurrence_day:
                days.setdefault(one.occurrence_of, []).append(one.occurrence_day)
        result = []
        for one in entries:
            if one.appointment.rule and one.uid in days:
                excluded = sorted({*one.appointment.excluded_days, *days[one.uid]})
                appointment = replace(one.appointment, excluded_days=tuple(excluded))
                one = replace(one, appointment=appointment)
            dropped = one.action is IcsAction.CANCEL and one.occurrence_of in masters
            if not dropped:
                result.append(one)
        return result

    # times ----------------------------------------------------------------------------------

    def _end(
        self, event: Component, written: Moment, starts: datetime, place: tuple[str, str]
    ) -> datetime | None:
        """Return the end: all-day inclusive, timed local; None for a point in time."""
        zone, where = place
        ends = self._raw_end(event, written, starts, zone)
        if ends is None or event.first(NO_END) is not None:
            if ends is None and (event.first("DTEND") or event.first("DURATION")):
                self._note(where, "end_unreadable")
            return starts if written.is_date else None
        if ends - starts > LONGEST_SPAN:
            self._note(where, "too_long")
            return starts if written.is_date else None
        if written.is_date:
            return max(starts, ends - timedelta(days=1))
        if ends < starts:
            self._note(where, "end_before_start")
        return ends if ends > starts else None

    def _raw_end(
        self, event: Component, written: Moment, starts: datetime, zone: str
    ) -> datetime | None:
        line = event.first("DTEND")
        if line is not None:
            end = moment(line)
            if end is None or end.is_date != written.is_date or end.at.year > 2300:
                return None
            return self._clock.in_zone(end, zone)
        line = event.first("DURATION")
        span = length(line.value) if line else None
        if span is None or span > LONGEST_SPAN:
            return None
        return starts + (timedelta(days=max(1, span.days)) if written.is_date else span)

    # series ---------------------------------------------------------------------------------

    def _repetition(
        self, event: Component, starts: datetime, zone: str, is_date: bool
    ) -> tuple[str, tuple[date, ...]]:
        lines = event.all("RRULE")
        if not lines:
            return "", ()
        if len(lines) > 1 or event.first("EXRULE"):
            raise RuleProblem("rule_not_understood")
        rule = rule_of(lines[0].value, starts, LocalClock(ZoneInfo(zone)), all_day=is_date)
        return rule.text(), self._excluded(event, zone, is_date)

    def _excluded(self, event: Component, zone: str, is_date: bool) -> tuple[date, ...]:
        values = [(line, one) for line in event.all("EXDATE") for one in line.value.split(",")]
        if len(values) > MOST_EXCEPTIONS:
            raise SkippedEvent("too_many_exceptions", str(len(values)))
        days = set()
        for line, value in values:
            if not value.strip():
                continue
            written = moment(line, value)
            if written is None:
                raise SkippedEvent("date_unreadable", value[:60])
            plain = is_date or written.is_date
            days.add((written.at if plain else self._clock.in_zone(written, zone)).date())
        return tuple(sorted(days))

    # texts ----------------------------------------------------------------------------------

    def _description(self, event: Component, where: str) -> str:
        text = event.text("DESCRIPTION") or event.text("X-ALT-DESC")
        text = _plain(text)
        extra = [event.text(name) for name in ("COMMENT", "CONTACT", "URL", "CONFERENCE")]
        whole = "\n".join(one for one in (text, *(_plain(one) for one in extra)) if one)
        if len(whole) > LONGEST_NOTE:
            self._note(where, "note_cut", str(LONGEST_NOTE))
        return _cut(whole, LONGEST_NOTE)

    def _count_left_out(self, event: Component) -> None:
        for line in event.properties:
            if line.name in _LEFT_OUT:
                self._left_out[_LEFT_OUT[line.name]] += 1
        for child in event.children:
            self._left_out[_LEFT_OUT.get(child.name, _block_code(child.name))] += 1

    def _note(self, where: str, code: str, text: str = "") -> None:
        self.problems.append(IcsProblem(where, code, text))


def _block_code(name: str) -> str:
    known = {
        "VTODO": "tasks_left_out",
        "VJOURNAL": "journals_left_out",
        "VFREEBUSY": "busy_times_left_out",
        "VALARM": "alarms_left_out",
    }
    return known.get(name, "blocks_left_out")


def _plain(text: str) -> str:
    cut = text[: LONGEST_NOTE * 10]
    return without_html(cut) if looks_html(cut) else cut.strip()


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _fingerprint(appointment: Appointment) -> str:
    """Return an identity for an event without UID: start, end, title and place."""
    parts = (appointment.starts, appointment.ends, appointment.title, appointment.location)
    whole = "\x1f".join(str(part) for part in parts)
    return "hash:" + hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:32]
