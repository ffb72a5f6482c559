"""When a follow-up is due: never twice, never while paused, and booking moves it on."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.appointments import AppointmentStatus, Occurrence
from caregiver.domain.follow_up_plan import (
    FollowUpState,
    FollowUpStatus,
    Step,
    counts_for_start,
    current_round,
    done_day,
    due_window,
    lacks_result,
    state_of,
    with_step,
)
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from tests.builders import MONDAY, a_follow_up, a_round, an_appointment

DAY = timedelta(days=1)
days = st.dates(date(2027, 1, 1), date(2028, 12, 31))
gaps = st.integers(1, 400)


def _done(plan: FollowUp, *on: date) -> list[FollowUpRound]:
    return [a_round(plan, ordered_on=None, done_on=one) for one in on]


def _booked(day: date, status: AppointmentStatus = AppointmentStatus.PLANNED) -> list[Occurrence]:
    one = an_appointment(starts=datetime.combine(day, time(9)), ends=None, status=status)
    return [Occurrence(one, one.starts, None)]


def _state(plan: FollowUp, *on: date, today: date = MONDAY) -> FollowUpState:
    return state_of(plan, _done(plan, *on), [], today)


def test_seven_weeks_after_a_four_weekly_test_it_is_overdue() -> None:
    plan = a_follow_up(starts_on=None)
    state = _state(plan, MONDAY - timedelta(weeks=7))

    assert state.status is FollowUpStatus.OVERDUE
    assert state.is_due
    assert state.days_since == 49
    assert state.next_due_to == MONDAY - timedelta(weeks=3)
    assert state.booked is None


@pytest.mark.parametrize(
    ("weeks_ago", "status"),
    [
        (3, FollowUpStatus.DONE),
        (4, FollowUpStatus.DUE),
        (6, FollowUpStatus.DUE),
        (7, FollowUpStatus.OVERDUE),
    ],
)
def test_it_is_due_within_its_window_and_overdue_after_it(
    weeks_ago: int, status: FollowUpStatus
) -> None:
    plan = a_follow_up(min_days=28, max_days=42, starts_on=None, is_test=False)
    assert _state(plan, MONDAY - timedelta(weeks=weeks_ago)).status is status


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"starts_on": MONDAY}, FollowUpStatus.DUE),
        ({"starts_on": MONDAY + DAY}, FollowUpStatus.NOT_YET),
        ({"starts_on": MONDAY - DAY}, FollowUpStatus.OVERDUE),
        ({"starts_on": None, "min_days": None, "max_days": None}, FollowUpStatus.NO_RHYTHM),
        ({"starts_on": None, "created_at": datetime(2027, 3, 15, tzinfo=UTC)}, FollowUpStatus.DUE),
        ({"starts_on": None}, FollowUpStatus.NO_RHYTHM),
        ({"starts_on": MONDAY, "paused": True}, FollowUpStatus.PAUSED),
        ({"starts_on": MONDAY, "min_days": None, "max_days": None}, FollowUpStatus.DUE),
    ],
)
def test_what_was_never_done(changes: dict[str, object], status: FollowUpStatus) -> None:
    state = _state(a_follow_up(**changes))
    assert state.status is status
    assert state.days_since is None


def test_what_comes_once_is_over_when_it_was_done() -> None:
    plan = a_follow_up(starts_on=MONDAY, min_days=None, max_days=None, is_test=False)
    assert _state(plan, MONDAY).status is FollowUpStatus.NO_RHYTHM


def test_a_day_chosen_after_the_last_time_stands() -> None:
    plan = a_follow_up(starts_on=MONDAY + 10 * DAY)
    assert due_window(plan, MONDAY) == (MONDAY + 10 * DAY, MONDAY + 10 * DAY)
    assert due_window(plan, MONDAY + 20 * DAY) == (MONDAY + 48 * DAY, MONDAY + 48 * DAY)


@pytest.mark.parametrize(
    ("days_before", "interval", "counts"),
    [(0, 28, False), (1, 28, True), (14, 28, True), (15, 28, False), (60, None, True)],
)
def test_done_a_little_early_counts_for_the_chosen_day(
    days_before: int, interval: int | None, counts: bool
) -> None:
    plan = a_follow_up(starts_on=MONDAY, min_days=interval, max_days=interval)
    assert counts_for_start(plan, MONDAY - days_before * DAY) is counts
    assert not counts_for_start(replace(plan, starts_on=None), MONDAY)


@pytest.mark.parametrize(
    ("booked", "status", "came"),
    [
        (_booked(MONDAY), FollowUpStatus.BOOKED, False),
        (_booked(MONDAY + 3 * DAY), FollowUpStatus.BOOKED, False),
        (_booked(MONDAY, AppointmentStatus.ATTENDED), FollowUpStatus.OVERDUE, True),
        (_booked(MONDAY - DAY), FollowUpStatus.OVERDUE, True),
        (_booked(MONDAY + DAY, AppointmentStatus.CANCELLED), FollowUpStatus.OVERDUE, False),
        (_booked(MONDAY - DAY, AppointmentStatus.MISSED), FollowUpStatus.OVERDUE, False),
        ([], FollowUpStatus.OVERDUE, False),
    ],
)
def test_what_is_booked(booked: list[Occurrence], status: FollowUpStatus, came: bool) -> None:
    plan = a_follow_up()
    state = state_of(plan, [a_round(plan)], booked, MONDAY)
    assert state.status is status
    assert (state.came is not None) is came
    assert (state.booked is not None) is (status is FollowUpStatus.BOOKED)


def test_a_test_waits_until_somebody_saw_its_result() -> None:
    plan = a_follow_up()
    (one,) = _done(plan, MONDAY)
    waiting = state_of(plan, [one], [], MONDAY)
    seen = state_of(plan, [with_step(one, Step.RESULT_SEEN, MONDAY)], [], MONDAY)

    assert waiting.status is FollowUpStatus.WAITING_RESULT
    assert waiting.waits_for_result
    assert waiting.steps == tuple(Step)
    assert seen.status is FollowUpStatus.DONE
    assert not seen.waits_for_result
    visit = replace(plan, is_test=False)
    assert state_of(visit, [one], [], MONDAY).status is FollowUpStatus.DONE
    assert Step.RESULT_SEEN not in state_of(visit, [one], [], MONDAY).steps


def test_a_later_step_stands_in_for_a_day_nobody_noted() -> None:
    one = a_round(ordered_on=None, discussed_on=MONDAY)
    assert done_day(one) == MONDAY
    assert not lacks_result(one)


def test_the_round_under_way_comes_before_the_one_done_last() -> None:
    plan = a_follow_up()
    old, new = _done(plan, MONDAY - 40 * DAY, MONDAY)
    under_way = a_round(plan)
    assert current_round([new, old]) is new
    assert current_round([under_way, new, old]) is under_way
    assert current_round([]) is None


@given(days, gaps, st.integers(0, 60), st.lists(days, max_size=5), days)
def test_paused_is_never_due(
    start: date, least: int, more: int, done: list[date], today: date
) -> None:
    plan = a_follow_up(starts_on=start, min_days=least, max_days=least + more, paused=True)
    assert not _state(plan, *done, today=today).is_due


@given(days, gaps, st.integers(0, 60), st.lists(days, max_size=5))
def test_done_today_is_not_due_again_before_its_interval(
    start: date, least: int, more: int, done: list[date]
) -> None:
    today = max([start, *done])
    plan = a_follow_up(starts_on=start, min_days=least, max_days=least + more)
    assert _state(plan, *done, today=today).status is not None
    after = [_state(plan, *done, today, today=today + n * DAY) for n in range(least + more + 2)]

    assert [one.is_due for one in after] == [n >= least for n in range(least + more + 2)]
    assert after[-1].status is FollowUpStatus.OVERDUE
    assert after[-2].status is FollowUpStatus.DUE


@given(days, gaps, days, st.integers(0, 400))
def test_booking_moves_it_out_of_what_is_due(
    start: date, gap: int, today: date, ahead: int
) -> None:
    plan = a_follow_up(starts_on=start, min_days=gap, max_days=gap)
    booked = _booked(today + ahead * DAY)
    state = state_of(plan, [a_round(plan)], booked, today)
    assert state.status is FollowUpStatus.BOOKED
    assert not state.is_due
    assert (state.next_due_from, state.next_due_to) == (start, start)


@given(st.lists(days, min_size=1, max_size=6), gaps, days)
def test_the_order_in_which_rounds_were_noted_does_not_matter(
    done: list[date], gap: int, today: date
) -> None:
    plan = a_follow_up(starts_on=None, min_days=gap, max_days=gap)
    one, other = _state(plan, *done, today=today), _state(plan, *reversed(done), today=today)
    assert (one.status, one.last_done, one.next_due_from) == (
        other.status,
        other.last_done,
        other.next_due_from,
    )
    assert one.last_done == max(done)
