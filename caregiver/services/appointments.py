"""Appointments: what is planned, when the next one is, and single dates of a series."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.appointments import (
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Occurrence,
    occurrences,
)
from caregiver.domain.follow_ups import FollowUpRound
from caregiver.domain.questions import Question
from caregiver.domain.records import new_id
from caregiver.domain.recurrence import parse_rule
from caregiver.domain.visits import Visit
from caregiver.storage import appointments as finding
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork

# A series is looked at this far ahead for the next visit, and for two things at once.
LOOK_AHEAD = timedelta(days=750)
CONFLICT_AHEAD = timedelta(days=120)
# How long an appointment without an end counts as under way.
USUAL_LENGTH = timedelta(hours=1)


class AppointmentsService:
    """Reading and changing appointments."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

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
        own = [self._span(one) for one in occurrences(appointment, first, last)]
        with self._file.read() as reader:
            others = occurrences_in(reader, first - timedelta(days=1), last + timedelta(days=1))
        return tuple(
            one
            for one in others
            if one.appointment.id != appointment.id
            and not one.appointment.all_day
            and one.appointment.status is not AppointmentStatus.CANCELLED
            and _overlaps(self._span(one), own)
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

    # Changing

    def save(self, appointment: Appointment) -> Appointment:
        """Save an appointment; a visit prepared for it moves along when its time changes."""
        with self._file.read() as reader:
            visits = reader.where(Visit, appointment_id=appointment.id)
        with self._file.change(texts.SAVE_APPOINTMENT) as work:
            old = work.find(Appointment, appointment.id)
            saved = work.save(appointment)
            for visit in moved_visits(visits, old, saved):
                work.save(visit)
            return saved

    def change_series(self, appointment: Appointment, day: date, changed: Appointment) -> None:
        """Change every date of a series; `changed` is how the date of `day` should be.

        Moving that date by some days moves all of them; dates taken out stay out.
        """
        if appointment.starts is None or changed.starts is None:
            self.save(changed)
            return
        shift = changed.starts.date() - day
        starts = datetime.combine(appointment.starts.date() + shift, changed.starts.time())
        length = changed.ends - changed.starts if changed.ends else None
        self.save(
            replace(
                changed,
                id=appointment.id,
                starts=starts,
                ends=starts + length if length is not None else None,
                rule=_shifted(changed.rule, shift)
                if changed.rule == appointment.rule
                else changed.rule,
                excluded_days=tuple(one + shift for one in appointment.excluded_days),
            )
        )

    def delete(self, appointment: Appointment) -> None:
        """Remove an appointment, a whole series too; visits and questions only lose the link."""
        with self._file.read() as reader:
            visits = reader.where(Visit, appointment_id=appointment.id)
            questions = reader.where(Question, about=f"{Appointment.kind}:{appointment.id}")
            rounds = reader.where(FollowUpRound, appointment_id=appointment.id)
        with self._file.change(texts.DELETE_APPOINTMENT) as work:
            for one in rounds:
                release(work, one)
            for visit in visits:
                work.save(replace(visit, appointment_id=None))
            for question in questions:
                work.save(replace(question, about=""))
            work.delete(appointment)

    def drop_occurrence(self, appointment: Appointment, day: date) -> None:
        """Take one date out of a series; an appointment that does not repeat is removed."""
        if not appointment.repeats:
            self.delete(appointment)
            return
        with self._file.read() as reader:
            visits = _visits_on(reader, appointment, day)
        with self._file.change(texts.DROP_OCCURRENCE) as work:
            work.save(_without(appointment, day))
            for visit in visits:
                work.save(replace(visit, appointment_id=None))

    def move_occurrence(self, appointment: Appointment, day: date, starts: datetime) -> Appointment:
        """Move one date of a series to another local time and return what it has become."""
        length = None
        if appointment.starts and appointment.ends:
            length = appointment.ends - appointment.starts
        return self.change_occurrence(
            appointment,
            day,
            replace(appointment, starts=starts, ends=starts + length if length else None),
        )

    def change_occurrence(
        self, appointment: Appointment, day: date, changed: Appointment
    ) -> Appointment:
        """Change one date of a series: it leaves the series and stands alone from now on."""
        if not appointment.repeats:
            return self.save(replace(changed, id=appointment.id))
        single = replace(
            changed,
            id=new_id(),
            created_at=None,
            rule="",
            excluded_days=(),
            import_uid="",
            sequence=0,
        )
        with self._file.read() as reader:
            visits = _visits_on(reader, appointment, day)
        with self._file.change(texts.MOVE_OCCURRENCE) as work:
            work.save(_without(appointment, day))
            saved = work.save(single)
            for visit in visits:
                work.save(_following(visit, saved))
            return saved

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


def occurrences_in(reader: Reader, first: date, last: date) -> tuple[Occurrence, ...]:
    """Return what falls on the local days `first` to `last` inclusive, whole days first."""
    found = [
        one
        for appointment in finding.touching(reader.connection, first, last)
        for one in occurrences(appointment, first, last)
    ]
    return tuple(sorted(found, key=_in_time_order))


def moved_visits(
    visits: Iterable[Visit], old: Appointment | None, new: Appointment
) -> Iterator[Visit]:
    """Yield the visits prepared for an appointment as they are after it was changed."""
    if old is None or old.starts is None or new.starts is None:
        return
    if (old.starts, old.title, old.member_id) == (new.starts, new.title, new.member_id):
        return
    shift = new.starts.date() - old.starts.date()
    for visit in visits:
        if not visit.held and visit.starts is not None:
            starts = datetime.combine(visit.starts.date() + shift, new.starts.time())
            yield replace(_following(visit, new), starts=starts)


def release(work: UnitOfWork, one: FollowUpRound) -> None:
    """Take the appointment out of a round; a round that was only booked goes away."""
    if one.when() is None and not one.note:
        work.delete(one)
    else:
        work.save(replace(one, appointment_id=None))


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the aware time in `zone`; there and back through UTC, so that it does exist."""
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _shifted(rule: str, shift: timedelta) -> str:
    """Return a rule whose weekdays and last day move along with its first date."""
    known = parse_rule(rule)
    if known is None:
        return rule
    weekdays = tuple(sorted((day + shift.days) % 7 for day in known.weekdays))
    until = known.until + shift if known.until else None
    return replace(known, weekdays=weekdays, until=until).text()


def _in_time_order(occurrence: Occurrence) -> tuple[date, bool, datetime, str]:
    """Sort by day, whole days first, then by wall-clock time and, for a steady order, by id."""
    one = occurrence.appointment
    return (occurrence.day, not one.all_day, occurrence.starts, one.id)


def _without(appointment: Appointment, day: date) -> Appointment:
    return replace(appointment, excluded_days=tuple(sorted({*appointment.excluded_days, day})))


def _visits_on(reader: Reader, appointment: Appointment, day: date) -> list[Visit]:
    """Return the visits that were prepared for one date of a series."""
    return [one for one in reader.where(Visit, appointment_id=appointment.id) if one.when() == day]


def _following(visit: Visit, appointment: Appointment) -> Visit:
    """Return a visit that was prepared for an appointment, brought in line with it."""
    if visit.held:
        return replace(visit, appointment_id=appointment.id)
    return replace(
        visit,
        appointment_id=appointment.id,
        starts=appointment.starts,
        title=appointment.title,
        member_id=appointment.member_id,
    )


def _overlaps(span: tuple[datetime, datetime], others: list[tuple[datetime, datetime]]) -> bool:
    starts, ends = span
    return any(starts < other_ends and other_starts < ends for other_starts, other_ends in others)
