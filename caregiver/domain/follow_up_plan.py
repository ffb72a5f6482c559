"""When a follow-up is due, from its plan and its rounds. Nothing here knows the clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

from caregiver.domain.appointments import AppointmentStatus, Occurrence
from caregiver.domain.follow_ups import FollowUp, FollowUpRound


class Step(Enum):
    """What happens in one round, in this order; the value is the field that holds its day."""

    ORDERED = "ordered_on"
    DONE = "done_on"
    RESULT_SEEN = "result_seen_on"
    DISCUSSED = "discussed_on"


# Something that does not come back may be done so long (twice over) before its day.
ONE_OFF_DAYS = 120
TEST_STEPS = tuple(Step)
# What is no test is not ordered and has no result to see.
PLAIN_STEPS = (Step.DONE, Step.DISCUSSED)


class FollowUpStatus(Enum):
    """Where a follow-up stands. `DUE` is within its window, `OVERDUE` after the window.

    `NOT_YET` was never done and is not due; `NO_RHYTHM` has neither an interval nor a first day.
    """

    DUE = "due"
    OVERDUE = "overdue"
    BOOKED = "booked"
    WAITING_RESULT = "waiting_result"
    DONE = "done"
    NOT_YET = "not_yet"
    PAUSED = "paused"
    NO_RHYTHM = "no_rhythm"


_WAITS = (FollowUpStatus.DUE, FollowUpStatus.OVERDUE)
# An appointment in one of these states is not going to happen.
_FELL_AWAY = (AppointmentStatus.CANCELLED, AppointmentStatus.MISSED)


@dataclass(frozen=True, slots=True)
class FollowUpState:
    """Facts about one follow-up on a day.

    It is due next from `next_due_from` to `next_due_to` inclusive, None without a rhythm.
    `round` is the one under way, else the last one done. `booked` is still to come or today;
    `came` is a booked one whose time is over while nobody said that it was done.
    """

    plan: FollowUp
    status: FollowUpStatus
    day: date
    last_done: date | None = None
    next_due_from: date | None = None
    next_due_to: date | None = None
    round: FollowUpRound | None = None
    booked: Occurrence | None = None
    came: Occurrence | None = None

    @property
    def is_due(self) -> bool:
        """Say whether it is due and not booked."""
        return self.status in _WAITS

    @property
    def days_since(self) -> int | None:
        """Return how many days ago it was last done."""
        return (self.day - self.last_done).days if self.last_done else None

    @property
    def waits_for_result(self) -> bool:
        """Say whether the last test was done and nobody has seen its result."""
        return self.plan.is_test and self.round is not None and lacks_result(self.round)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of a round of this plan, in order."""
        return TEST_STEPS if self.plan.is_test else PLAIN_STEPS


def done_day(one: FollowUpRound) -> date | None:
    """Return the day a round was done; a later step stands in for a day nobody noted."""
    return one.done_on or one.result_seen_on or one.discussed_on


def with_step(one: FollowUpRound, step: Step, day: date | None) -> FollowUpRound:
    """Return a round with the day of one step, None to take it back."""
    change: dict[str, Any] = {step.value: day}
    return replace(one, **change)


def day_of(one: FollowUpRound, step: Step) -> date | None:
    """Return the day of one step."""
    day: date | None = getattr(one, step.value)
    return day


def lacks_result(one: FollowUpRound) -> bool:
    """Say whether a round was done and its result was neither seen nor talked about."""
    return done_day(one) is not None and not (one.result_seen_on or one.discussed_on)


def current_round(rounds: Sequence[FollowUpRound]) -> FollowUpRound | None:
    """Return the newest round that is not done yet, else the one done last."""
    under_way = [one for one in rounds if done_day(one) is None]
    if under_way:
        return max(under_way, key=lambda one: one.id)
    return max(rounds, key=lambda one: (done_day(one) or date.min, one.id), default=None)


def due_window(plan: FollowUp, last_done: date | None) -> tuple[date, date] | None:
    """Return the first and last day a follow-up is next due, None where nothing says so.

    `starts_on` after the last time stands: somebody chose that day. What comes back and was never
    done is due from the day it was noted.
    """
    if plan.starts_on is not None and (last_done is None or plan.starts_on > last_done):
        return plan.starts_on, plan.starts_on
    least, most = plan.min_days or plan.max_days, plan.max_days or plan.min_days
    if least is None or most is None:
        return None
    if last_done is None:
        return (plan.created_at.date(),) * 2 if plan.created_at else None
    return last_done + timedelta(days=least), last_done + timedelta(days=most)


def counts_for_start(plan: FollowUp, done: date) -> bool:
    """Say whether a time done before the chosen day `starts_on` was that one, done early.

    It was when it lies less than half an interval before; what is older is history.
    """
    if plan.starts_on is None or done >= plan.starts_on:
        return False
    usual = plan.min_days or plan.max_days or ONE_OFF_DAYS
    return (plan.starts_on - done).days * 2 <= usual


def state_of(
    plan: FollowUp, rounds: Sequence[FollowUpRound], booked: Sequence[Occurrence], today: date
) -> FollowUpState:
    """Return where `plan` stands on `today`.

    `rounds` are those not done and those done last; `booked` are the times, in order, of the
    appointment that the round under way names.
    """
    last_done = max((day for one in rounds if (day := done_day(one))), default=None)
    window = due_window(plan, last_done)
    now = current_round(rounds)
    coming, came = _booked(now, booked, today)
    return FollowUpState(
        plan=plan,
        status=_status(plan, window, now, coming, today),
        day=today,
        last_done=last_done,
        next_due_from=window[0] if window else None,
        next_due_to=window[1] if window else None,
        round=now,
        booked=coming,
        came=came,
    )


def _booked(
    now: FollowUpRound | None, times: Sequence[Occurrence], today: date
) -> tuple[Occurrence | None, Occurrence | None]:
    """Return the time that is still to come, and the one that is over without a word."""
    if now is None or done_day(now) is not None:
        return None, None
    standing = [one for one in times if one.appointment.status not in _FELL_AWAY]
    attended = [one for one in standing if one.appointment.status is AppointmentStatus.ATTENDED]
    coming = [one for one in standing if one.day >= today and one not in attended]
    over = [one for one in standing if one.day < today or one in attended]
    return (coming[0] if coming else None), (over[-1] if over else None)


def _status(
    plan: FollowUp,
    window: tuple[date, date] | None,
    now: FollowUpRound | None,
    coming: Occurrence | None,
    today: date,
) -> FollowUpStatus:
    if plan.paused:
        return FollowUpStatus.PAUSED
    if coming is not None:
        return FollowUpStatus.BOOKED
    if window is not None and today >= window[0]:
        return FollowUpStatus.OVERDUE if today > window[1] else FollowUpStatus.DUE
    if plan.is_test and now is not None and lacks_result(now):
        return FollowUpStatus.WAITING_RESULT
    if window is None:
        return FollowUpStatus.NO_RHYTHM
    return FollowUpStatus.NOT_YET if now is None or done_day(now) is None else FollowUpStatus.DONE
