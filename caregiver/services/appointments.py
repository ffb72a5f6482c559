"""Appointments: what is planned, when the next one is, and what stands at the same time."""

import contextlib
from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caregiver.domain.appointments import (
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Occurrence,
    occurrences,
)
from caregiver.domain.recurrence import most_a_day
from caregiver.services.appointment_changes import AppointmentChanges
from caregiver.storage import appointments as finding
from caregiver.storage.reading import Reader

# A series is looked at this far ahead for the next visit, and for two things at once.
LOOK_AHEAD = timedelta(days=750)
CONFLICT_AHEAD = timedelta(days=120)
# How long an appointment without an end counts as under way.
USUAL_LENGTH = timedelta(hours=1)


class AppointmentsService(AppointmentChanges):
    """Reading and changing appointments."""

    # Reading

    def get(self, id: str) -> Appointment | None:
        """Return one appointment."""
        with self._file.read() as reader:
            return reader.get(Appointment, id)

    def all(self) -> tuple[Appointment, ...]:
        """Return all appointments, earliest start first; a series once."""
        with self._file.read() as reader:
            return tuple(reader.all(Appointment, "starts"))

    def is_empty(self) -> bool:
        """Say whether no appointment was ever noted."""
        with self._file.read() as reader:
            return reader.count(Appointment) == 0

    def occurrences(self, first: date, last: date) -> tuple[Occurrence, ...]:
        """Return what falls on the local days `first` to `last` inclusive, in time order."""
        with self._file.read() as reader:
            return occurrences_in(reader, first, last)

    def next_visit(self, after: datetime | None = None) -> Occurrence | None:
        """Return the next clinic visit that stands, else the next telephone or video visit.

        Without `after`, one under way still counts; with it (aware, or local wall-clock time) the
        visit starts later than that. Cancelled, attended and missed ones never count.
        """
        local = self._local(after) if after else self._clock.local_now()
        with self._file.read() as reader:
            for sort in (AppointmentKind.CLINIC, AppointmentKind.TELE):
                found = finding.coming(
                    reader.connection, local.date() - timedelta(days=2), sort.value
                )
                fits = [
                    one
                    for appointment in found
                    if (one := self._first_after(appointment, local, after is None))
                ]
                if fits:
                    return min(fits, key=self.instant)
        return None

    def conflicts(self, appointment: Appointment) -> tuple[Occurrence, ...]:
        """Return what stands at the same time as `appointment` (saved or not), next dates only.

        All-day and cancelled ones never conflict. A line under the form, never a reason to refuse.
        """
        if appointment.all_day or appointment.starts is None or appointment.problems():
            return ()
        first = appointment.starts.date()
        last = first + (CONFLICT_AHEAD if appointment.repeats else timedelta(days=1))
        own = sorted(self._span(one) for one in occurrences(appointment, first, last))
        taken = _Taken([start for start, _ in own], list(accumulate((end for _, end in own), max)))
        with self._file.read() as reader:
            others = occurrences_in(reader, first - timedelta(days=1), last + timedelta(days=1))
        return tuple(
            one
            for one in others
            if one.appointment.id != appointment.id
            and not one.appointment.all_day
            and one.appointment.status is not AppointmentStatus.CANCELLED
            and taken.overlaps(*self._span(one))
        )

    def instant(self, occurrence: Occurrence) -> datetime:
        """Return the aware start; a time that daylight saving skips comes one hour later."""
        return _instant(occurrence.starts, self.zone_of(occurrence.appointment))

    def zone_of(self, appointment: Appointment) -> ZoneInfo:
        """Return the zone of an appointment; whole days are in the person's own.

        So is a zone this computer does not know (yet): the wall-clock time stays as it was noted.
        """
        if appointment.zone and not appointment.all_day:
            with contextlib.suppress(ZoneInfoNotFoundError, ValueError, OSError):
                return ZoneInfo(appointment.zone)
        return self._clock.zone()

    def _local(self, moment: datetime) -> datetime:
        zone = self._clock.zone()
        return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)

    def _first_after(
        self, appointment: Appointment, after: datetime, under_way_counts: bool
    ) -> Occurrence | None:
        first = after.date() - timedelta(days=2)
        for one in occurrences(appointment, first, first + LOOK_AHEAD):
            start, end = self._span(one)
            if (end if under_way_counts else start) > after:
                return one
        if appointment.repeats or appointment.starts is None:
            return None
        far = Occurrence(appointment, appointment.starts, appointment.ends)
        return far if self.instant(far) > after else None

    def _span(self, occurrence: Occurrence) -> tuple[datetime, datetime]:
        """Return the aware start and end; the end of a whole day is midnight after it."""
        zone = self.zone_of(occurrence.appointment)
        ends = occurrence.ends or occurrence.starts + USUAL_LENGTH
        if occurrence.appointment.all_day:
            ends = (occurrence.ends or occurrence.starts) + timedelta(days=1)
        return _instant(occurrence.starts, zone), _instant(ends, zone)


# A file may hold series that fall every minute: nobody can read them, and nothing may wait for
# them. Those that fall more often than `OFTEN` times a day share so many dates for each day.
OFTEN, MOST_OFTEN_A_DAY = 6, 200


def occurrences_in(reader: Reader, first: date, last: date) -> tuple[Occurrence, ...]:
    """Return what falls on the local days `first` to `last` inclusive, whole days first."""
    appointments = finding.touching(reader.connection, first, last)
    often = {one.id for one in appointments if most_a_day(one.rule) > OFTEN}
    days = (last - first).days + 1
    share = max(1, MOST_OFTEN_A_DAY // max(1, len(often))) * days
    found = [
        one
        for appointment in appointments
        for one in islice(
            occurrences(appointment, first, last), share if appointment.id in often else None
        )
    ]
    return tuple(sorted(found, key=_in_time_order))


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the aware time in `zone`; there and back through UTC, so that it does exist."""
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _in_time_order(occurrence: Occurrence) -> tuple[date, bool, datetime, str]:
    """Sort by day, whole days first, then by wall-clock time and, for a steady order, by id."""
    one = occurrence.appointment
    return (occurrence.day, not one.all_day, occurrence.starts, one.id)


class _Taken(NamedTuple):
    """Times that are taken: starts in order, and the latest end of all up to each."""

    starts: list[datetime]
    latest_ends: list[datetime]

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Say whether something lies in one of them; looked up, as a series may be long."""
        before = bisect_left(self.starts, end)
        return before > 0 and self.latest_ends[before - 1] > start
