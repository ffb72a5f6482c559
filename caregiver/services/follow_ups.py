"""Follow-ups: where each stands, what is due and not booked, and each step of each time round."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from caregiver import catalogue, texts
from caregiver.catalogue import FollowUpTemplate
from caregiver.clock import Clock
from caregiver.domain.appointments import Appointment, AppointmentStatus, Occurrence
from caregiver.domain.follow_up_plan import (
    FollowUpState,
    FollowUpStatus,
    Step,
    counts_for_start,
    current_round,
    done_day,
    with_step,
)
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from caregiver.errors import BadInput
from caregiver.services.appointment_changes import release
from caregiver.services.appointments import occurrences_in
from caregiver.services.follow_up_states import states_in
from caregiver.storage import follow_ups as rows
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork

__all__ = [
    "DueFollowUp",
    "FollowUpState",
    "FollowUpStatus",
    "FollowUpsService",
    "Step",
    "TemplateChoice",
    "states_in",
]

LINK_AHEAD = timedelta(days=120)
USUAL_LENGTH = timedelta(minutes=30)
# The template whose appointment is for handing in what was collected over the day before.
URINE = "urine_24h"


@dataclass(frozen=True, slots=True)
class DueFollowUp:
    """A follow-up that is due and not booked: the day it shows, and since when if that passed."""

    state: FollowUpState
    day: date
    since: date | None


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A template, where it was found, and whether the family follows it already."""

    template: FollowUpTemplate
    source: str
    is_followed: bool


class FollowUpsService:
    """Reading and changing follow-ups."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def all(self) -> tuple[FollowUp, ...]:
        """Return all plans by name."""
        with self._file.read() as reader:
            return tuple(reader.all(FollowUp, "name"))

    def get(self, id: str) -> FollowUp | None:
        """Return one plan."""
        with self._file.read() as reader:
            return reader.get(FollowUp, id)

    def rounds(self, plan_id: str) -> tuple[FollowUpRound, ...]:
        """Return every time round of a plan, newest first."""
        with self._file.read() as reader:
            found = reader.where(FollowUpRound, "-id", follow_up_id=plan_id)
        return tuple(sorted(found, key=lambda one: one.when() or date.max, reverse=True))

    def states(self, day: date | None = None) -> tuple[FollowUpState, ...]:
        """Return where every plan stands on `day` (default today): what is due longest first."""
        with self._file.read() as reader:
            return states_in(reader, day or self._clock.today())

    def due_between(self, first: date, last: date) -> tuple[DueFollowUp, ...]:
        """Return what comes due on `first` to `last` inclusive and is not booked, each once.

        What was due before and still is stands on today.
        """
        today = self._clock.today()
        found = []
        for state in self.states():
            since = state.next_due_from
            if since is None or not _may_be_due(state):
                continue
            day = max(since, today)
            if first <= day <= last:
                found.append(DueFollowUp(state, day, since if since < day else None))
        return tuple(sorted(found, key=lambda one: (one.day, one.since or one.day)))

    def results_since(self) -> dict[str, date]:
        """Return by plan the day of lab results that are newer than the last time it was done.

        It may be offered to count them; they are never counted by themselves.
        """
        with self._file.read() as reader:
            newest = rows.last_results(reader.connection)
            found = states_in(reader, self._clock.today())
        offered = {}
        for state in found:
            day = max((newest[lab] for lab in _labs(state.plan) if lab in newest), default=None)
            if day is not None and (state.last_done is None or day > state.last_done):
                offered[state.plan.id] = day
        return offered

    def templates(self, text: str = "") -> tuple[TemplateChoice, ...]:
        """Return the templates that `text` may mean, best first; all of them for no text."""
        followed = {one.template for one in self.all()}
        return tuple(
            TemplateChoice(one, catalogue.publishers(one.sources), one.id in followed)
            for one in catalogue.follow_ups().find(text)
        )

    def bookable(self, plan: FollowUp) -> tuple[Occurrence, ...]:
        """Return what is planned in the next months and could be what `plan` waits for."""
        today = self._clock.today()
        with self._file.read() as reader:
            coming = occurrences_in(reader, today, today + LINK_AHEAD)
        standing = (AppointmentStatus.PLANNED, AppointmentStatus.CONFIRMED)
        return tuple(
            one
            for one in coming
            if one.appointment.sort is plan.sort and one.appointment.status in standing
        )

    def from_template(self, template_id: str) -> FollowUp:
        """Return a plan made of a template, not saved: to look at and change first."""
        template = catalogue.follow_ups().get(template_id)
        if template is None:
            raise BadInput("unknown_value", value=template_id, name="template")
        plan = catalogue.plan_of(template)
        return replace(plan, starts_on=self._clock.today()) if plan.min_days else plan

    # Changing

    def add_from_template(self, template_id: str) -> FollowUp:
        """Add the plan of a template as it is."""
        return self.save(self.from_template(template_id))

    def save(self, plan: FollowUp) -> FollowUp:
        """Save a plan."""
        with self._file.change(texts.SAVE_FOLLOW_UP) as work:
            return work.save(replace(plan, name=plan.name.strip()))

    def pause(self, plan: FollowUp, is_paused: bool = True) -> FollowUp:
        """Pause a plan, so that it is never due, or let it go on."""
        label = texts.PAUSE_FOLLOW_UP if is_paused else texts.RESUME_FOLLOW_UP
        with self._file.change(label) as work:
            return work.save(replace(work.get(FollowUp, plan.id), paused=is_paused))

    def delete(self, plan: FollowUp) -> None:
        """Remove a plan. What was done stays in the record under its own name."""
        with self._file.read() as reader:
            found = reader.where(FollowUpRound, follow_up_id=plan.id)
        with self._file.change(texts.DELETE_FOLLOW_UP) as work:
            for one in found:
                if one.when() is None:
                    work.delete(one)
                else:
                    work.save(replace(one, follow_up_id=None))
            work.delete(plan)

    def book(
        self, plan: FollowUp, starts: datetime, *, location: str = "", member_id: str | None = None
    ) -> Appointment:
        """Make the appointment for a plan, filled from it; midnight means the whole day.

        `starts` is wall-clock time at home.
        """
        all_day = starts.time() == datetime.min.time()
        now = self._round_to_book(plan)
        with self._file.change(texts.BOOK_FOLLOW_UP) as work:
            appointment = work.save(
                Appointment(
                    title=plan.name,
                    sort=plan.sort,
                    starts=starts,
                    ends=None if all_day else starts + USUAL_LENGTH,
                    zone=self._clock.zone().key,
                    all_day=all_day,
                    member_id=member_id or plan.member_id,
                    location=location,
                    collects_urine=plan.template == URINE,
                )
            )
            work.save(replace(now, appointment_id=appointment.id))
            return appointment

    def link(self, plan: FollowUp, appointment: Appointment) -> None:
        """Note that an appointment that is there already is for this plan."""
        now = self._round_to_book(plan)
        with self._file.change(texts.BOOK_FOLLOW_UP) as work:
            work.save(replace(now, appointment_id=appointment.id))

    def unlink(self, plan: FollowUp) -> None:
        """Note that the plan is not booked after all; the appointment stays."""
        with self._file.read() as reader:
            one = _open_round(reader, plan)
        if one is None or one.appointment_id is None:
            return
        with self._file.change(texts.UNBOOK_FOLLOW_UP) as work:
            release(work, one)

    def mark(self, plan: FollowUp, step: Step, on: date | None = None) -> FollowUpRound:
        """Note one step with its day (default today): in the round under way, else in a new one.

        A result is seen and talked about in the round that was done last.
        """
        day = on or self._clock.today()
        with self._file.read() as reader:
            now = self._round_for(reader, plan, step)
        with self._file.change(texts.MARK_FOLLOW_UP) as work:
            self._use_start(work, plan, step, day)
            return work.save(with_step(now, step, day))

    def count_results(self, plan: FollowUp, taken_on: date) -> FollowUpRound:
        """Note that the results of a day were this test: done then, and seen today."""
        with self._file.read() as reader:
            now = self._round_for(reader, plan, Step.DONE)
        with self._file.change(texts.MARK_FOLLOW_UP) as work:
            self._use_start(work, plan, Step.DONE, taken_on)
            seen = self._clock.today()
            return work.save(replace(now, done_on=taken_on, result_seen_on=seen))

    def unmark(self, one: FollowUpRound, step: Step) -> None:
        """Take one step back; a round in which nothing is left goes away."""
        with self._file.change(texts.UNMARK_FOLLOW_UP) as work:
            held = work.get(FollowUpRound, one.id)
            _keep_or_drop(work, with_step(held, step, None))

    def save_round(self, one: FollowUpRound) -> None:
        """Save the days of a round as they were corrected."""
        with self._file.change(texts.SAVE_ROUND) as work:
            _keep_or_drop(work, one)

    def _round_to_book(self, plan: FollowUp) -> FollowUpRound:
        with self._file.read() as reader:
            found = _open_round(reader, plan)
        return found or FollowUpRound(follow_up_id=plan.id, name=plan.name)

    def _round_for(self, reader: Reader, plan: FollowUp, step: Step) -> FollowUpRound:
        found = reader.where(FollowUpRound, follow_up_id=plan.id)
        if step in (Step.ORDERED, Step.DONE):
            found = [one for one in found if done_day(one) is None]
        now = current_round(found)
        return now or FollowUpRound(follow_up_id=plan.id, name=plan.name)

    def _use_start(self, work: UnitOfWork, plan: FollowUp, step: Step, day: date) -> None:
        held = work.get(FollowUp, plan.id)
        if step is Step.DONE and counts_for_start(held, day):
            work.save(replace(held, starts_on=None))


def _may_be_due(state: FollowUpState) -> bool:
    """Say whether a plan comes due by itself: neither paused nor booked."""
    return state.status not in (FollowUpStatus.PAUSED, FollowUpStatus.BOOKED)


def _labs(plan: FollowUp) -> tuple[str, ...]:
    template = catalogue.follow_ups().get(plan.template) if plan.is_test else None
    return template.labs if template else ()


def _open_round(reader: Reader, plan: FollowUp) -> FollowUpRound | None:
    found = reader.where(FollowUpRound, follow_up_id=plan.id)
    return current_round([one for one in found if done_day(one) is None])


def _keep_or_drop(work: UnitOfWork, one: FollowUpRound) -> None:
    """Save a round, or remove it where nothing is left of it."""
    if one.when() is None and one.appointment_id is None and not one.note:
        work.delete(one)
    else:
        work.save(one)
