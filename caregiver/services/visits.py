"""Visits: the next one, getting ready for it, and what happened at it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.appointments import (
    AppointmentKind,
    AppointmentStatus,
    Occurrence,
    occurrences,
)
from caregiver.domain.people import CareTeamMember
from caregiver.domain.questions import Answer, Question
from caregiver.domain.visits import SummaryPreset, Visit
from caregiver.services.questions import carry_questions, waiting_questions
from caregiver.storage import appointments as appointment_rows
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader

LOOK_AHEAD = timedelta(days=400)
# A visit this long ago is no longer asked about.
NOTE_WITHIN = timedelta(days=28)
# A visit without an end is taken to go on this long before the one after it is "next".
_USUAL_LENGTH = timedelta(hours=1)
_VISIT_KINDS = (AppointmentKind.CLINIC, AppointmentKind.TELE)
_GONE = (AppointmentStatus.CANCELLED, AppointmentStatus.MISSED)


@dataclass(frozen=True, slots=True)
class NextVisit:
    """The next visit: when, what was prepared for it, with whom, and in how many days."""

    occurrence: Occurrence
    visit: Visit | None
    member: CareTeamMember | None
    days: int


class VisitsService:
    """Reading and changing visits."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def next(self) -> NextVisit | None:
        """Return the next clinic visit, else the next one by phone or video, else None."""
        with self._file.read() as reader:
            return next_visit(reader, self._clock)

    def get(self, id: str) -> Visit | None:
        """Return one visit."""
        with self._file.read() as reader:
            return reader.get(Visit, id)

    def last_held(self, before: date | None = None) -> Visit | None:
        """Return the newest visit that took place before a local day (default: until now).

        Where none was noted, the newest clinic appointment that has passed stands in for it,
        as a visit that is not saved.
        """
        with self._file.read() as reader:
            return last_visit(reader, self._clock, before)

    def all(self) -> tuple[Visit, ...]:
        """Return all visits, newest first."""
        with self._file.read() as reader:
            return tuple(reader.all(Visit, "-starts"))

    def of(self, occurrence: Occurrence) -> Visit:
        """Return the visit of an appointment's occurrence; one not saved where it is new."""
        with self._file.read() as reader:
            return _visit_of(reader, occurrence) or visit_for(occurrence)

    def to_note(self) -> Visit | None:
        """Return the last visit of the past weeks of which nothing was noted, or None."""
        now = self._clock.local_now().replace(tzinfo=None)
        with self._file.read() as reader:
            past = _occurrences(reader, now.date() - NOTE_WITHIN, now.date())
            begun = [one for one in past if one.starts <= now]
            if not begun:
                return None
            known = _visit_of(reader, begun[-1]) or visit_for(begun[-1])
        return None if known.held else known

    def preset(self, member_id: str | None) -> SummaryPreset:
        """Return how one clinician (None: anyone) likes the summary; an unsaved one at first."""
        with self._file.read() as reader:
            return preset_of(reader, member_id)

    # Changing

    def prepare(self, occurrence: Occurrence) -> Visit:
        """Return the visit of an appointment's occurrence, making it the first time.

        A visit whose single appointment was moved to another time moves with it.
        """
        with self._file.read() as reader:
            known = _visit_of(reader, occurrence)
        known = known or visit_for(occurrence)
        with self._file.change(texts.PREPARE_VISIT) as work:
            return work.save(replace(known, starts=occurrence.starts))

    def save(self, visit: Visit) -> Visit:
        """Save what was prepared, or correct what was noted."""
        with self._file.change(texts.SAVE_VISIT) as work:
            return work.save(visit)

    def hold(
        self,
        visit: Visit,
        decisions: str = "",
        note: str = "",
        asked: Iterable[str] | None = None,
    ) -> Visit:
        """Note that a visit took place; its unanswered questions move on in the same change.

        `asked` are the ids of the questions that were asked; see `QuestionsService.carry_over`.
        """
        with self._file.read() as reader:
            listed = waiting_questions(reader)
        with self._file.change(texts.HOLD_VISIT) as work:
            saved = work.save(replace(visit, held=True, decisions=decisions, note=note))
            carry_questions(work, saved, listed, asked)
            return saved

    def delete(self, visit: Visit) -> None:
        """Remove a visit; its questions and answers stay."""
        with self._file.read() as reader:
            questions = reader.where(Question, visit_id=visit.id)
            answers = reader.where(Answer, visit_id=visit.id)
        with self._file.change(texts.DELETE_VISIT) as work:
            for question in questions:
                work.save(replace(question, visit_id=None))
            for answer in answers:
                work.save(replace(answer, visit_id=None))
            work.delete(visit)

    def save_preset(self, preset: SummaryPreset) -> SummaryPreset:
        """Keep how one clinician likes the summary; there is one preset for each."""
        with self._file.read() as reader:
            known = preset_of(reader, preset.member_id)
        with self._file.change(texts.SAVE_PRESET) as work:
            return work.save(replace(preset, id=known.id))


def next_visit(reader: Reader, clock: Clock) -> NextVisit | None:
    """Return the next visit that is not over and not noted as held."""
    now = clock.local_now().replace(tzinfo=None)
    visits = _visits_from(reader, now.date())
    ahead = _occurrences(reader, now.date(), now.date() + LOOK_AHEAD)
    for kind in _VISIT_KINDS:
        for one in ahead:
            visit = next((each for each in visits if _is_of(each, one)), None)
            over = (one.ends or one.starts + _USUAL_LENGTH) < now and not one.appointment.all_day
            if one.appointment.sort is kind and not over and not (visit and visit.held):
                member_id = (visit and visit.member_id) or one.appointment.member_id
                member = reader.get(CareTeamMember, member_id) if member_id else None
                return NextVisit(one, visit, member, (one.day - now.date()).days)
    return None


def last_visit(reader: Reader, clock: Clock, before: date | None = None) -> Visit | None:
    """Return the newest visit held before a day, or a stand-in for the last appointment."""
    now = clock.local_now().replace(tzinfo=None)
    end = now if before is None else datetime.combine(before, datetime.min.time())
    for visit in reader.newest(Visit, "starts", end.isoformat(timespec="minutes"), 100):
        if visit.held:
            return visit
    past = [
        one
        for one in _occurrences(reader, end.date() - LOOK_AHEAD, end.date())
        if one.appointment.sort is AppointmentKind.CLINIC and one.starts < end
    ]
    if not past:
        return None
    return visit_for(past[-1])


def preset_of(reader: Reader, member_id: str | None) -> SummaryPreset:
    """Return the preset of one clinician (None: anyone), an unsaved one where there is none."""
    found = (one for one in reader.all(SummaryPreset) if one.member_id == member_id)
    return next(found, SummaryPreset(member_id=member_id))


def visit_for(occurrence: Occurrence) -> Visit:
    """Return a visit, not saved, for one time an appointment falls."""
    appointment = occurrence.appointment
    return Visit(
        appointment_id=appointment.id,
        starts=occurrence.starts,
        title=appointment.title,
        member_id=appointment.member_id,
    )


def _visits_from(reader: Reader, day: date) -> list[Visit]:
    return reader.between(Visit, "starts", day.isoformat(), "9999-12-31")


def _visit_of(reader: Reader, occurrence: Occurrence) -> Visit | None:
    """Return the visit of an occurrence; a single appointment has one, whenever it is."""
    known = reader.where(Visit, "-starts", appointment_id=occurrence.appointment.id)
    exact = next((one for one in known if one.starts == occurrence.starts), None)
    if exact is not None or occurrence.appointment.repeats:
        return exact
    return next((one for one in known if not one.held), None)


def _is_of(visit: Visit, occurrence: Occurrence) -> bool:
    if visit.appointment_id != occurrence.appointment.id:
        return False
    moved = not occurrence.appointment.repeats and not visit.held
    return moved or visit.starts == occurrence.starts


def _occurrences(reader: Reader, first: date, last: date) -> Sequence[Occurrence]:
    """Return the visits to a clinic, in person or from afar, of some days, in time order."""
    found = [
        occurrence
        for appointment in appointment_rows.touching(reader.connection, first, last)
        if appointment.sort in _VISIT_KINDS and appointment.status not in _GONE
        for occurrence in occurrences(appointment, first, last)
    ]
    return sorted(found, key=lambda one: one.starts)
