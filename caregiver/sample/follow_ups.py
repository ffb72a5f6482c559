"""What the family keeps coming back to, each where it stands today, and what is to be done."""

from dataclasses import replace
from datetime import time
from typing import NamedTuple

from caregiver import catalogue
from caregiver.domain.appointments import Appointment
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from caregiver.domain.tasks import Task
from caregiver.sample.story import Story


class _Plan(NamedTuple):
    """A template, the days between two times as the team said, and days from today of its rounds.

    A round is (ordered, done, result seen, discussed). `booked` is the title of what is planned.
    """

    template: str
    days: tuple[int, int] | None
    rounds: tuple[tuple[int | None, int | None, int | None, int | None], ...] = ()
    starts: int | None = None
    booked: str = ""
    is_paused: bool = False


_PLANS = (
    _Plan("urine_24h", (84, 84), ((-140, -133, -131, -121),)),
    _Plan("skin_check", (365, 365), starts=-12),
    _Plan("dental_regular", (180, 365), ((None, -480, None, None),), booked="Dental cleaning"),
    _Plan("bone_medicine", (84, 84), ((None, -41, None, None),), booked="Zoledronic acid"),
    _Plan("thyroid", (84, 84), ((-19, -5, None, None),)),
    _Plan("spep", (28, 28), ((-40, -19, -18, -19), (-19, -5, -4, None))),
    _Plan("eye_steroid", (365, 365), ((None, -196, -196, -177),)),
    _Plan("vac_flu", (365, 365), ((None, -150, None, None),)),
    _Plan("care_plan", None),
    _Plan("trial_check", (365, 365), starts=40, is_paused=True),
)
# What, who does it, due in days from today, at what time, done on.
_TASKS: tuple[tuple[str, str, int | None, time | None, int | None], ...] = (
    ("Ask the pharmacy about a weekly pill box", "Anna", 0, None, None),
    ("Call the insurance about the new medicine", "Ben", 2, time(10), None),
    ("Hand in the parking permit form", "Ben", 6, None, None),
    ("Find the power of attorney papers", "", None, None, None),
    ("Wash the warm layer for injection days", "Anna", -1, None, -1),
)


def tell(story: Story) -> None:
    """Tell what is due, booked, done and to do."""
    for told in _PLANS:
        _plan(story, told)
    for title, owner, due, at, done in _TASKS:
        story.add(
            Task(
                id=story.new_id(),
                title=title,
                owner=owner,
                due_on=None if due is None else story.day(due),
                due_time=at,
                done_on=None if done is None else story.day(done),
            )
        )


def _plan(story: Story, told: _Plan) -> None:
    template = catalogue.follow_ups().get(told.template)
    assert template is not None
    least, most = told.days or (None, None)
    plan: FollowUp = story.add(
        replace(
            catalogue.plan_of(template),
            id=story.new_id(),
            min_days=least,
            max_days=most,
            starts_on=None if told.starts is None else story.day(told.starts),
            paused=told.is_paused,
        )
    )
    for ordered, done, seen, discussed in told.rounds:
        days = (ordered, done, seen, discussed)
        first, second, third, fourth = (None if one is None else story.day(one) for one in days)
        story.add(
            FollowUpRound(
                id=story.new_id(),
                follow_up_id=plan.id,
                name=plan.name,
                ordered_on=first,
                done_on=second,
                result_seen_on=third,
                discussed_on=fourth,
            )
        )
    if told.booked:
        story.add(
            FollowUpRound(
                id=story.new_id(),
                follow_up_id=plan.id,
                name=plan.name,
                appointment_id=_coming(story, told.booked),
            )
        )


def _coming(story: Story, title: str) -> str:
    """Return the id of the next appointment of this title."""
    found = [
        one
        for one in story.records
        if isinstance(one, Appointment)
        and one.title == title
        and one.starts is not None
        and one.starts.date() > story.today
    ]
    return min(found, key=lambda one: one.when() or story.today).id
