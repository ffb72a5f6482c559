"""Follow-ups: due, booked, ordered, done, result seen, discussed; each step undone alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from caregiver import catalogue
from caregiver.clock import FixedClock
from caregiver.domain.appointments import AppointmentKind, AppointmentStatus
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from caregiver.domain.people import CareTeamMember
from caregiver.errors import BadInput
from caregiver.services.appointments import AppointmentsService
from caregiver.services.calendar import CalendarService
from caregiver.services.follow_ups import FollowUpsService, FollowUpState, FollowUpStatus, Step
from caregiver.services.people import PeopleService
from caregiver.storage.care_file import CareFile
from tests.builders import (
    MONDAY,
    a_follow_up,
    a_member,
    a_result,
    a_task,
    an_appointment,
)

DAY = timedelta(days=1)


@pytest.fixture
def service(care_file: CareFile, clock: FixedClock) -> FollowUpsService:
    return FollowUpsService(care_file, clock)


@pytest.fixture
def appointments(care_file: CareFile, clock: FixedClock) -> AppointmentsService:
    return AppointmentsService(care_file, clock)


def _due(service: FollowUpsService) -> list[str]:
    return [one.plan.name for one in service.states() if one.is_due]


def _only(service: FollowUpsService) -> FollowUpState:
    (state,) = service.states()
    return state


def test_a_template_brings_its_words_its_source_and_no_promise(service: FollowUpsService) -> None:
    template = catalogue.follow_ups().get("spep")
    plan = service.add_from_template("spep")

    assert template is not None
    assert (plan.name, plan.ask, plan.evidence) == (template.name, template.ask, "guideline")
    assert (plan.min_days, plan.max_days) == (28, 120)
    assert "EHA" in plan.source or "ESMO" in plan.source
    assert plan.starts_on == MONDAY
    assert _only(service).status is FollowUpStatus.DUE


def test_a_template_without_a_rhythm_is_only_to_ask_about(service: FollowUpsService) -> None:
    service.add_from_template("care_plan")
    assert _only(service).status is FollowUpStatus.NO_RHYTHM
    assert _due(service) == []


def test_an_unknown_template_is_refused(service: FollowUpsService) -> None:
    with pytest.raises(BadInput):
        service.from_template("nonsense")


def test_templates_say_what_is_followed_already(service: FollowUpsService) -> None:
    service.add_from_template("spep")
    found = service.templates("m-protein in blood")
    assert found[0].is_followed
    assert found[0].source
    assert len(service.templates()) == len(catalogue.follow_ups().templates)


def test_from_ordered_to_discussed_and_back(service: FollowUpsService, care_file: CareFile) -> None:
    plan = service.save(a_follow_up())
    for step, on in zip(Step, (MONDAY, MONDAY + DAY, MONDAY + 2 * DAY, None), strict=True):
        service.mark(plan, step, on)

    (one,) = service.rounds(plan.id)
    assert (one.ordered_on, one.done_on) == (MONDAY, MONDAY + DAY)
    assert (one.result_seen_on, one.discussed_on) == (MONDAY + 2 * DAY, MONDAY)
    care_file.undo()
    (one,) = service.rounds(plan.id)
    assert one.discussed_on is None
    for step in (Step.RESULT_SEEN, Step.DONE, Step.ORDERED):
        service.unmark(service.rounds(plan.id)[0], step)
    assert service.rounds(plan.id) == ()


def test_the_next_order_begins_a_new_round(service: FollowUpsService) -> None:
    plan = service.save(a_follow_up())
    service.mark(plan, Step.DONE)
    service.mark(plan, Step.ORDERED)
    assert len(service.rounds(plan.id)) == 2
    service.mark(plan, Step.DONE, MONDAY + DAY)
    assert len(service.rounds(plan.id)) == 2
    service.mark(plan, Step.RESULT_SEEN)
    newest = service.rounds(plan.id)[0]
    assert (newest.done_on, newest.result_seen_on) == (MONDAY + DAY, MONDAY)


def test_done_early_counts_for_the_first_day(service: FollowUpsService) -> None:
    plan = service.save(a_follow_up(starts_on=MONDAY + 5 * DAY, is_test=False))
    service.mark(plan, Step.DONE)
    state = _only(service)
    assert state.status is FollowUpStatus.DONE
    assert state.next_due_from == MONDAY + 28 * DAY


def test_what_was_done_long_before_does_not_move_the_first_day(service: FollowUpsService) -> None:
    plan = service.save(a_follow_up(starts_on=MONDAY + 5 * DAY, is_test=False))
    service.mark(plan, Step.DONE, MONDAY - 60 * DAY)
    assert _only(service).next_due_from == MONDAY + 5 * DAY


def test_booking_is_one_change_and_undone_as_one(
    service: FollowUpsService, care_file: CareFile, appointments: AppointmentsService
) -> None:
    plan = service.save(a_follow_up(sort=AppointmentKind.LAB_DRAW))
    booked = service.book(plan, datetime(2027, 3, 18, 8, 15))

    assert (booked.title, booked.sort) == ("M-protein", AppointmentKind.LAB_DRAW)
    state = _only(service)
    assert state.status is FollowUpStatus.BOOKED
    assert state.booked is not None
    assert state.booked.day == date(2027, 3, 18)
    assert _due(service) == []
    care_file.undo()
    assert _only(service).is_due
    assert appointments.all() == ()


def test_midnight_books_the_whole_day(service: FollowUpsService) -> None:
    plan = service.save(a_follow_up())
    assert service.book(plan, datetime(2027, 3, 18)).all_day


@pytest.mark.parametrize(("template", "collects"), [("urine_24h", True), ("spep", False)])
def test_booking_the_24_hour_urine_plans_the_day_before(
    service: FollowUpsService, template: str, collects: bool
) -> None:
    plan = service.add_from_template(template)
    assert service.book(plan, datetime(2027, 3, 18, 9, 0)).collects_urine is collects


@pytest.mark.parametrize("rule", ["", "FREQ=WEEKLY"])
def test_an_appointment_that_is_there_can_be_taken(
    service: FollowUpsService, appointments: AppointmentsService, rule: str
) -> None:
    plan = service.save(a_follow_up(sort=AppointmentKind.LAB_DRAW))
    there = appointments.save(an_appointment(sort=AppointmentKind.LAB_DRAW, rule=rule))
    appointments.save(an_appointment(sort=AppointmentKind.DENTAL))

    assert {one.appointment for one in service.bookable(plan)} == {there}
    service.link(plan, there)
    assert _only(service).status is FollowUpStatus.BOOKED
    service.unlink(plan)
    assert _only(service).is_due
    assert service.rounds(plan.id) == ()
    service.unlink(plan)


def test_attended_is_offered_as_done_and_not_counted_by_itself(
    service: FollowUpsService, appointments: AppointmentsService, clock: FixedClock
) -> None:
    plan = service.save(a_follow_up())
    booked = service.book(plan, datetime(2027, 3, 15, 7, 0))
    appointments.save(replace(booked, status=AppointmentStatus.ATTENDED))

    state = _only(service)
    assert state.is_due
    assert state.came is not None
    service.mark(plan, Step.DONE, state.came.day)
    after = _only(service)
    assert after.status is FollowUpStatus.WAITING_RESULT
    assert after.came is None


def test_newer_results_are_offered_and_counted_when_asked(
    service: FollowUpsService, care_file: CareFile
) -> None:
    plan = service.add_from_template("spep")
    care_file.fill([a_result(test="m_protein_serum", taken_on=MONDAY - 3 * DAY)])

    assert service.results_since() == {plan.id: MONDAY - 3 * DAY}
    assert _only(service).last_done is None
    service.count_results(plan, MONDAY - 3 * DAY)
    state = _only(service)
    assert state.last_done == MONDAY - 3 * DAY
    assert state.status is FollowUpStatus.DONE
    assert service.results_since() == {}


def test_due_between_names_each_once_and_what_is_late_on_today(service: FollowUpsService) -> None:
    late = service.save(a_follow_up(name="Late", starts_on=MONDAY - 9 * DAY))
    soon = service.save(a_follow_up(name="Soon", starts_on=MONDAY + 2 * DAY))
    paused = service.save(a_follow_up(name="Paused"))
    service.pause(paused)
    booked = service.save(a_follow_up(name="Booked"))
    service.book(booked, datetime(2027, 3, 16, 9, 0))

    found = service.due_between(MONDAY - 30 * DAY, MONDAY + 30 * DAY)
    assert [(one.state.plan.id, one.day, one.since) for one in found] == [
        (late.id, MONDAY, MONDAY - 9 * DAY),
        (soon.id, MONDAY + 2 * DAY, None),
    ]
    assert _due(service) == ["Late"]
    assert [one.state.plan.id for one in service.due_between(MONDAY, MONDAY)] == [late.id]
    assert service.pause(paused, False).paused is False
    assert len(_due(service)) == 2


def test_the_calendar_shows_what_is_due(
    service: FollowUpsService, care_file: CareFile, clock: FixedClock
) -> None:
    plan = service.save(a_follow_up(starts_on=MONDAY - DAY))
    care_file.fill([a_task(due_on=MONDAY)])
    calendar = CalendarService(care_file, clock)

    lines = calendar.day(MONDAY).lines
    assert {(one.kind, one.late_since) for one in lines} == {
        ("follow_up", MONDAY - DAY),
        ("task", None),
    }
    assert [one.kind for one in calendar.entries(MONDAY, MONDAY, {"follow_up"})] == ["follow_up"]
    both = calendar.entries(MONDAY - DAY, MONDAY, {"follow_up"})
    assert [one.day for one in both] == [MONDAY - DAY]
    service.book(plan, datetime(2027, 3, 18, 9, 0))
    assert calendar.entries(MONDAY, MONDAY, {"follow_up"}) == ()


def test_removing_a_plan_keeps_what_was_done(
    service: FollowUpsService, care_file: CareFile
) -> None:
    plan = service.save(a_follow_up())
    service.mark(plan, Step.DONE)
    service.book(plan, datetime(2027, 4, 1, 9, 0))
    service.delete(plan)

    assert service.all() == ()
    with care_file.read() as reader:
        kept = reader.all(FollowUpRound)
    assert [(one.name, one.done_on, one.follow_up_id) for one in kept] == [
        ("M-protein", MONDAY, None)
    ]
    care_file.undo()
    assert len(service.rounds(plan.id)) == 2


def test_corrected_days_of_a_round(service: FollowUpsService) -> None:
    plan = service.save(a_follow_up())
    one = service.mark(plan, Step.DONE)
    service.save_round(replace(one, done_on=MONDAY - DAY))
    assert _only(service).last_done == MONDAY - DAY
    service.save_round(replace(one, done_on=None))
    assert service.rounds(plan.id) == ()


def test_a_removed_contact_leaves_the_plan(service: FollowUpsService, care_file: CareFile) -> None:
    people = PeopleService(care_file)
    member: CareTeamMember = people.save_member(a_member())
    plan: FollowUp = service.save(a_follow_up(member_id=member.id))
    people.delete_member(member)
    found = service.get(plan.id)
    assert found is not None
    assert found.member_id is None


def test_a_removed_appointment_makes_it_due_again(
    service: FollowUpsService, appointments: AppointmentsService
) -> None:
    plan = service.save(a_follow_up())
    appointments.delete(service.book(plan, datetime(2027, 3, 18, 8, 15)))
    assert _only(service).is_due


def test_longest_due_comes_first_and_paused_last(service: FollowUpsService) -> None:
    for name, start in (("B", MONDAY - 2 * DAY), ("A", MONDAY - DAY), ("C", MONDAY + DAY)):
        service.save(a_follow_up(name=name, starts_on=start))
    service.save(a_follow_up(name="0", paused=True))
    assert [one.plan.name for one in service.states()] == ["B", "A", "C", "0"]
