"""Turn the events of one calendar block into appointments to be, one bad event at a time."""

from dataclasses import replace
from datetime import datetime, timedelta

from caregiver.domain.appointment_kinds import kind_of
from caregiver.domain.appointments import Appointment, AppointmentStatus
from caregiver.exchange.ics_alarms import reminders_of
from caregiver.exchange.ics_entries import (
    LONGEST_UID,
    IcsAction,
    IcsEntry,
    IcsTask,
    Notes,
)
from caregiver.exchange.ics_series import (
    SeriesReader,
    falls_by_time,
    replaced_start,
    without_moved_dates,
)
from caregiver.exchange.ics_tasks import read_task
from caregiver.exchange.ics_text import Component, IcsProblem
from caregiver.exchange.ics_times import FileClock, SkippedEvent
from caregiver.exchange.ics_values import Moment, RuleProblem, length, moment
from caregiver.exchange.ics_words import description_of, fingerprint, number_of, place_of, title_of
from caregiver.exchange.ics_write import DATE_OF, NO_END, ONLY_A_NOTE

LONGEST_SPAN = timedelta(days=366)
_ANSWERS = {"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"}
_LEFT_OUT = {
    "ATTACH": "attachments_left_out",
    "ATTENDEE": "people_left_out",
    "ORGANIZER": "people_left_out",
}
_BLOCKS = {"VJOURNAL": "journals_left_out", "VFREEBUSY": "busy_times_left_out"}
_STATUS = {
    "CONFIRMED": AppointmentStatus.CONFIRMED,
    "CANCELLED": AppointmentStatus.CANCELLED,
}


class CalendarReader:
    """Reads one VCALENDAR block; `problems` says what was not taken over."""

    def __init__(self, own_zone: str, calendar: Component) -> None:
        self._calendar = calendar
        self._own = own_zone
        self.method = calendar.text("METHOD").upper()
        self.problems: list[IcsProblem] = []
        self.tasks: list[IcsTask] = []
        self._notes = Notes()
        self._clock = FileClock(calendar, own_zone)
        self._series: dict[str, Appointment] = {}

    def read(self) -> list[IcsEntry]:
        """Return the entries of this block; its tasks are in `tasks` then."""
        entries: list[IcsEntry] = []
        if self.method in _ANSWERS:
            self._notes.add("", "is_an_answer", self.method)
        else:
            # First what stands by itself, so that a changed date finds its series.
            numbered = list(enumerate(self._calendar.children, start=1))
            for number, child in sorted(numbered, key=lambda one: _is_changed_date(one[1])):
                if child.name == "VEVENT":
                    entries += self._event(child, number)
                elif child.name == "VTODO":
                    self._task(child, number)
                elif child.name != "VTIMEZONE":
                    self._notes.count(_BLOCKS.get(child.name, "blocks_left_out"))
            entries = without_moved_dates(entries)
        for tzid, count in self._clock.unknown.items():
            self._notes.add("", "zone_unknown", f"{tzid} ({count})")
        self.problems += self._notes.all()
        return entries

    def _event(self, event: Component, number: int) -> list[IcsEntry]:
        title = title_of(event)
        where = title or f"#{number}"
        try:
            if not event.is_closed:
                raise SkippedEvent("cut_off")
            if event.first(ONLY_A_NOTE):
                raise SkippedEvent("only_a_note")
            return [self._entry(event, title, where)]
        except SkippedEvent as skip:
            self._notes.add(where, skip.code, skip.text)
        except RuleProblem as problem:
            line = event.first("RRULE")
            self._notes.add(where, problem.code, line.value[:200] if line else "")
        return []

    def _task(self, component: Component, number: int) -> None:
        where = title_of(component) or f"#{number}"
        if not component.is_closed:
            self._notes.add(where, "cut_off")
        elif self.method == "CANCEL":
            self._notes.add(where, "task_cancelled")
        elif task := read_task(component, where, self._own, self._clock, self._notes):
            self.tasks.append(task)

    def _entry(self, event: Component, title: str, where: str) -> IcsEntry:
        appointment = self._appointment(event, title, where)
        uid = event.text("UID")[:LONGEST_UID]
        base = uid or fingerprint(
            appointment.starts, appointment.ends, appointment.title, appointment.location
        )
        state = event.text("STATUS").upper()
        cancelled = self.method == "CANCEL" or state == "CANCELLED"
        status = _STATUS.get("CANCELLED" if cancelled else state, AppointmentStatus.PLANNED)
        replaced = None if appointment.repeats else self._replaced(event, appointment, base)
        series = self._series.get(base) if replaced else None
        by_time = series is not None and falls_by_time(series)
        identity = base
        if replaced:
            identity += f"#{replaced:%Y%m%dT%H%M}" if by_time else f"#{replaced:%Y%m%d}"
        sequence = number_of(event.text("SEQUENCE"))
        appointment = replace(
            appointment,
            status=status,
            import_uid=identity,
            sequence=sequence,
            series_id=series.id if series else None,
            series_start=replaced if series else None,
        )
        if appointment.repeats and uid:
            self._series.setdefault(uid, appointment)
        return IcsEntry(
            appointment=appointment,
            uid=base,
            sequence=sequence,
            identity=identity,
            action=IcsAction.CANCEL if cancelled else IcsAction.ADD,
            is_tentative=state == "TENTATIVE",
            occurrence_of=base if replaced else "",
            occurrence_start=replaced,
            date_of=event.text(DATE_OF)[:LONGEST_UID],
        )

    def _appointment(self, event: Component, title: str, where: str) -> Appointment:
        start_line = event.first("DTSTART")
        if start_line is None:
            raise SkippedEvent("no_date")
        written = moment(start_line)
        if written is None:
            raise SkippedEvent("date_unreadable", start_line.value[:60])
        if not 1900 <= written.at.year <= 2200:
            raise SkippedEvent("date_unlikely", start_line.value[:60])
        repeats = event.first("RRULE") is not None or event.first("RDATE") is not None
        zone = self._clock.zone_for(written, repeats)
        starts = self._clock.in_zone(written, zone)
        ends = self._end(event, written, starts, (zone, where))
        if not title:
            self._notes.add(where, "no_title")
        over = ends + timedelta(days=1) if written.is_date and ends else ends
        one = Appointment(
            title=title or "?",
            sort=kind_of(title),
            starts=starts,
            ends=ends,
            zone=zone,
            all_day=written.is_date,
            location=place_of(event),
            note=description_of(event, where, self._notes),
            reminders=reminders_of(event, starts, over, zone, self._notes)
            if event.children
            else (),
        )
        self._count_left_out(event)
        if not repeats:
            return one
        return SeriesReader(event, one, self._clock, where, self._notes).read()

    def _replaced(self, event: Component, appointment: Appointment, uid: str) -> datetime | None:
        """Return the start of the series this event stands for; never for a series itself."""
        line = event.first("RECURRENCE-ID")
        if line is None:
            return None
        if line.parameters.get("RANGE", "").upper() == "THISANDFUTURE":
            raise SkippedEvent("all_later_days_moved")
        written = moment(line)
        if written is None or not 1900 <= written.at.year <= 2200:
            raise SkippedEvent("date_unreadable", line.value[:60])
        return replaced_start(written, self._series.get(uid, appointment), self._clock)

    def _end(
        self, event: Component, written: Moment, starts: datetime, place: tuple[str, str]
    ) -> datetime | None:
        """Return the end: all-day inclusive, timed local; None for a point in time."""
        zone, where = place
        ends = self._raw_end(event, written, starts, zone)
        if ends is None or event.first(NO_END) is not None:
            if ends is None and (event.first("DTEND") or event.first("DURATION")):
                self._notes.add(where, "end_unreadable")
            return starts if written.is_date else None
        if ends - starts > LONGEST_SPAN:
            self._notes.add(where, "too_long")
            return starts if written.is_date else None
        if written.is_date:
            return max(starts, ends - timedelta(days=1))
        if ends < starts:
            self._notes.add(where, "end_before_start")
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

    def _count_left_out(self, event: Component) -> None:
        for line in event.properties:
            if line.name in _LEFT_OUT:
                self._notes.count(_LEFT_OUT[line.name])
        for child in event.children:
            if child.name != "VALARM":
                self._notes.count("blocks_left_out")


def _is_changed_date(component: Component) -> bool:
    """Say whether an event is one changed date of a series, not a series itself."""
    if component.first("RECURRENCE-ID") is None:
        return False
    return component.first("RRULE") is None and component.first("RDATE") is None
