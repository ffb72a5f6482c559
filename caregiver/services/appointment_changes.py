"""Changing appointments: one, a single date of a series, that date and all later ones, or all."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain import series
from caregiver.domain.appointments import Appointment, AppointmentStatus
from caregiver.domain.documents import Document
from caregiver.domain.follow_ups import FollowUpRound
from caregiver.domain.questions import Question
from caregiver.domain.records import Record
from caregiver.domain.tasks import Task
from caregiver.domain.visits import Visit
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork

_TOLD_TO_OTHERS = (
    "title", "starts", "ends", "zone", "all_day", "rule", "extra_starts", "excluded_days",
    "excluded_starts", "location", "status",
)  # fmt: skip


class AppointmentChanges:
    """Changing appointments; what is prepared for them or refers to them moves along."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    def save(self, appointment: Appointment) -> Appointment:
        """Save an appointment; a visit prepared for it moves along when its time changes."""
        with self._file.read() as reader:
            visits = reader.where(Visit, appointment_id=appointment.id)
        with self._file.change(texts.SAVE_APPOINTMENT) as work:
            old = work.find(Appointment, appointment.id)
            saved = work.save(_counted_up(appointment, old))
            for visit in moved_visits(visits, old, saved):
                work.save(visit)
            return saved

    def change_series(
        self, appointment: Appointment, when: date | datetime, changed: Appointment
    ) -> Appointment:
        """Change every date of a series; `changed` is how the date `when` should be.

        Moving that date by some days moves all of them; dates taken out stay out.
        """
        if appointment.starts is None or changed.starts is None:
            return self.save(changed)
        start = series.start_on(appointment, when)
        whole = series.moved(appointment, start, changed)
        with self._file.read() as reader:
            visits = reader.where(Visit, appointment_id=appointment.id)
            alone = _standing_alone(reader, appointment)
        with self._file.change(texts.SAVE_APPOINTMENT) as work:
            saved = work.save(_counted_up(whole, appointment))
            for one in alone:
                assert one.series_start is not None
                at = series.counterpart(appointment, whole, one.series_start)
                work.save(replace(one, series_start=at))
            for visit in moved_visits(visits, appointment, saved):
                work.save(visit)
            return saved

    def change_later(
        self, appointment: Appointment, when: date | datetime, changed: Appointment
    ) -> Appointment:
        """Change one date of a series and all after it; return the series they have become."""
        start = series.start_on(appointment, when)
        if start == appointment.starts:
            return self.change_series(appointment, start, changed)
        before, rest = series.parted(appointment, start)
        like = changed.rule == appointment.rule
        later = series.moved(
            rest, start, replace(changed, rule=rest.rule if like else changed.rule)
        )
        later = replace(later, created_at=None, import_uid="", sequence=0)
        assert later.starts is not None
        by = later.starts - start
        with self._file.read() as reader:
            alone = [one for one in _standing_alone(reader, appointment) if _is_from(one, start)]
            visits = [
                one
                for one in reader.where(Visit, appointment_id=appointment.id)
                if (day := one.when()) is not None and day >= start.date()
            ]
        with self._file.change(texts.CHANGE_LATER) as work:
            work.save(_counted_up(before, appointment))
            saved = work.save(later)
            for single in alone:
                assert single.series_start is not None
                at = series.counterpart(rest, saved, single.series_start)
                work.save(replace(single, series_id=saved.id, series_start=at))
            for visit in visits:
                work.save(_following(visit, saved, by))
            return saved

    def delete(self, appointment: Appointment) -> None:
        """Remove an appointment, a whole series too; what refers to it only loses the link."""
        with self._file.read() as reader:
            gone = [appointment, *_standing_alone(reader, appointment)]
            links = list(_links_to(reader, gone))
        with self._file.change(texts.DELETE_APPOINTMENT) as work:
            _unlink(work, links)
            for one in reversed(gone):
                work.delete(one)

    def drop_occurrence(self, appointment: Appointment, when: date | datetime) -> None:
        """Take one date out of a series; an appointment that does not repeat is removed."""
        if not appointment.repeats:
            self.delete(appointment)
            return
        start = series.start_on(appointment, when)
        with self._file.read() as reader:
            visits = _visits_on(reader, appointment, start.date())
        with self._file.change(texts.DROP_OCCURRENCE) as work:
            work.save(_counted_up(series.without(appointment, start), appointment))
            for visit in visits:
                work.save(replace(visit, appointment_id=None))

    def drop_later(self, appointment: Appointment, when: date | datetime) -> None:
        """Take one date of a series out, and all after it."""
        start = series.start_on(appointment, when)
        if not appointment.repeats or start == appointment.starts:
            self.delete(appointment)
            return
        before, _ = series.parted(appointment, start)
        with self._file.read() as reader:
            gone = [one for one in _standing_alone(reader, appointment) if _is_from(one, start)]
            links = list(_links_to(reader, gone))
            visits = reader.where(Visit, appointment_id=appointment.id)
        with self._file.change(texts.DROP_LATER) as work:
            work.save(_counted_up(before, appointment))
            _unlink(work, links)
            for one in gone:
                work.delete(one)
            for visit in visits:
                if (day := visit.when()) is not None and day >= start.date():
                    work.save(replace(visit, appointment_id=None))

    def cancel_occurrence(self, appointment: Appointment, when: date | datetime) -> Appointment:
        """Strike one date out: it stays in sight as cancelled."""
        start = series.start_on(appointment, when)
        return self.change_occurrence(appointment, start, _on(appointment, start, is_off=True))

    def move_occurrence(
        self, appointment: Appointment, when: date | datetime, starts: datetime
    ) -> Appointment:
        """Move one date of a series to another local time and return what it has become."""
        changed = _on(appointment, starts)
        return self.change_occurrence(appointment, series.start_on(appointment, when), changed)

    def change_occurrence(
        self, appointment: Appointment, when: date | datetime, changed: Appointment
    ) -> Appointment:
        """Change one date of a series: it stands beside the series from now on."""
        if not appointment.repeats:
            return self.save(replace(changed, id=appointment.id))
        with self._file.read() as reader, self._file.change(texts.MOVE_OCCURRENCE) as work:
            return _change_date(work, reader, appointment, (when, changed))


def move_date(
    work: UnitOfWork, reader: Reader, id: str, when: date | datetime, starts: datetime
) -> Appointment:
    """Move one date to another local time within a change under way, with others or without.

    `reader` sees the file as it was before the change.
    """
    appointment = work.get(Appointment, id)
    changed = _on(appointment, starts)
    if appointment.repeats:
        return _change_date(work, reader, appointment, (when, changed))
    saved = work.save(_counted_up(changed, appointment))
    for visit in moved_visits(reader.where(Visit, appointment_id=id), appointment, saved):
        work.save(visit)
    return saved


def _change_date(
    work: UnitOfWork,
    reader: Reader,
    appointment: Appointment,
    change: tuple[date | datetime, Appointment],
) -> Appointment:
    """Let one date of a series stand beside it, as `change` says."""
    when, changed = change
    start = series.start_on(appointment, when)
    work.save(_counted_up(series.without(appointment, start), appointment))
    saved = work.save(series.standing_alone(appointment, start, changed))
    for visit in _visits_on(reader, appointment, start.date()):
        work.save(_following(visit, saved))
    return saved


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


def _on(appointment: Appointment, starts: datetime, *, is_off: bool = False) -> Appointment:
    """Return an appointment, of the same length, at another time."""
    length = None
    if appointment.starts and appointment.ends:
        length = appointment.ends - appointment.starts
    return replace(
        appointment,
        starts=starts,
        ends=None if length is None else starts + length,
        collection_starts=series.collected_from(appointment, starts),
        status=AppointmentStatus.CANCELLED if is_off else appointment.status,
    )


def _counted_up(new: Appointment, old: Appointment | None) -> Appointment:
    """Return an appointment with the next number of its version where time, place or state differ.

    Other calendars tell the newer of two copies by it. Source: RFC 5545, section 3.8.7.4.
    """
    if old is None or all(getattr(new, name) == getattr(old, name) for name in _TOLD_TO_OTHERS):
        return new
    return replace(new, sequence=max(new.sequence, old.sequence) + 1)


def _standing_alone(reader: Reader, appointment: Appointment) -> list[Appointment]:
    """Return the dates of a series that are other than it says."""
    return reader.where(Appointment, series_id=appointment.id) if appointment.repeats else []


def _is_from(one: Appointment, start: datetime) -> bool:
    return one.series_start is not None and one.series_start >= start


def _unlink(work: UnitOfWork, links: Iterable[Record]) -> None:
    for record in links:
        if isinstance(record, FollowUpRound):
            release(work, record)
        else:
            work.save(record)


def _links_to(reader: Reader, gone: Iterable[Appointment]) -> Iterator[Record]:
    """Yield what refers to appointments that go: without the link, and rounds as they are."""
    for one in gone:
        for visit in reader.where(Visit, appointment_id=one.id):
            yield replace(visit, appointment_id=None)
        yield from reader.where(FollowUpRound, appointment_id=one.id)
        about = f"{Appointment.kind}:{one.id}"
        yield from (replace(asked, about="") for asked in reader.where(Question, about=about))
        yield from (replace(task, about="") for task in reader.where(Task, about=about))
        yield from (replace(kept, about="") for kept in reader.where(Document, about=about))


def _visits_on(reader: Reader, appointment: Appointment, day: date) -> list[Visit]:
    """Return the visits that were prepared for one date of a series."""
    return [one for one in reader.where(Visit, appointment_id=appointment.id) if one.when() == day]


def _following(visit: Visit, appointment: Appointment, by: timedelta | None = None) -> Visit:
    """Return a visit prepared for an appointment, brought in line: at its start, or moved `by`."""
    if visit.held:
        return replace(visit, appointment_id=appointment.id)
    return replace(
        visit,
        appointment_id=appointment.id,
        starts=appointment.starts if by is None or not visit.starts else visit.starts + by,
        title=appointment.title,
        member_id=appointment.member_id,
    )
