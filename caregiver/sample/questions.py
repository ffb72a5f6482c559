"""Questions asked and open, the answers, and the visits they were asked at."""

from datetime import datetime, time
from typing import NamedTuple

from caregiver.domain.people import Role
from caregiver.domain.questions import Answer, Question, QuestionStatus
from caregiver.domain.visits import Visit
from caregiver.sample.appointments import CLINIC_TIME, VISIT_EVERY
from caregiver.sample.story import LAST_VISIT, Story

# What was decided at the visits, newest first; earlier ones just went on.
_DECISIONS = (
    "Pomalidomide goes on at 4 mg now that the counts are up. Apixaban starts with cycle 3. "
    "Gabapentin if the tingling does not settle.",
    "Second month looks fair. Blood counts weekly until they hold.",
    "Third line started: daratumumab, pomalidomide, dexamethasone.",
    "Light chains up again. PET-CT, then a new plan.",
    "Light chains a little up. Same treatment, next test in 4 weeks.",
    "Same treatment. Flu vaccine this month.",
    "Same treatment. Kidneys steady.",
    "Same treatment. Cramps: stretch, drink more.",
)
_ORDINARY = "Same treatment, next test in 4 weeks."


class _Open(NamedTuple):
    text: str
    role: Role
    noted: int
    times_asked: int = 0
    is_top: bool = False
    status: QuestionStatus = QuestionStatus.OPEN


_OPEN = (
    _Open("The tingling in both feet is worse and now there at night. Should a dose change?",
          Role.DOCTOR, -5, is_top=True),
    _Open("Kappa light chains went up twice, 98 to 131 mg/L. Does this change the plan, "
          "and when is the next decision?", Role.DOCTOR, -4, is_top=True),
    _Open("Two chest infections since January. Would immunoglobulin help?",
          Role.DOCTOR, -50, times_asked=2, is_top=True, status=QuestionStatus.THEY_WILL_CHECK),
    _Open("Can she have the dental cleaning next month?", Role.NURSE, -12),
    _Open("Is a weekend trip OK in the rest week?", Role.DOCTOR, -9),
    _Open("Is vitamin D all right together with the bone medicine?", Role.PHARMACIST, -30,
          times_asked=1),
    _Open("Who helps with the travel costs to the infusion center?", Role.SOCIAL_WORKER, -22,
          times_asked=1),
    _Open("Which exercises are safe for the back?", Role.THERAPIST, -15),
)  # fmt: skip
_NEWEST = "What do we do if the specialty pharmacy delivers late again?"


class _Answered(NamedTuple):
    text: str
    visits_ago: int
    answer: str
    understood: str
    by: str
    role: Role = Role.DOCTOR


_ANSWERED = (
    _Answered("Why was pomalidomide paused for a week?", 1,
              "The neutrophils were low. A week without it lets them come up again.",
              "Not a missed dose. The plan is the same.", "Dr. Okafor"),
    _Answered("Do we need to change the blood thinner before the dentist?", 1,
              "Ask us two days before. Do not stop it on your own.", "Call first.", "Nurse Lee",
              Role.NURSE),
    _Answered("What should we do with a dose that came up again?", 2,
              "Do not take another one. Write the time down and call in the morning.",
              "No second dose.", "Nurse Lee", Role.NURSE),
    _Answered("How will we know that the new treatment works?", 3,
              "Light chains and M-protein every 4 weeks; we look at three in a row.",
              "One number alone says little.", "Dr. Okafor"),
    _Answered("Is a clinical trial possible?", 3,
              "There are two we can ask about if this line stops working.",
              "Keep it in mind for later.", "Dr. Okafor"),
    _Answered("Why did the second treatment stop working?", 4,
              "The myeloma cells got used to it. That is common and nobody's fault.", "",
              "Dr. Okafor"),
    _Answered("Is the flu vaccine all right during treatment?", 6, "Yes, and for the family too.",
              "Everyone in the house gets it.", "Dr. Adams", Role.PRIMARY_CARE),
    _Answered("Do the night cramps come from the medicine?", 8,
              "They can. Stretch, drink, and tell us if they wake her every night.", "",
              "Nurse Lee", Role.NURSE),
    _Answered("How long does the bone medicine go on?", 11,
              "Every 12 weeks for now. We check the teeth and kidneys each time.", "",
              "Dr. Okafor"),
)  # fmt: skip


def tell(story: Story) -> None:
    """Tell visits, then questions with their answers."""
    _visits(story)
    for rank, one in enumerate(_OPEN):
        story.add(_open_question(story, one, rank))
    for asked in _ANSWERED:
        _answered(story, asked)
    story.add(
        Question(
            id=story.new_id(),
            text="Could the hospital move the injections to the afternoon?",
            role=Role.NURSE,
            status=QuestionStatus.WITHDRAWN,
            noted_on=story.day(-60),
        )
    )
    story.add(
        Question(
            id=story.new_id(),
            text="When is the right time to talk about CAR-T?",
            status=QuestionStatus.PARKED,
            noted_on=story.day(-45),
        )
    )


def newest(story: Story) -> Question:
    """Return the question added last, as a change of its own."""
    return Question(
        id=story.new_id(),
        text=_NEWEST,
        role=Role.PHARMACIST,
        rank=len(_OPEN),
        noted_on=story.today,
    )


def _visits(story: Story) -> None:
    held = [one for one in story.clinic if one.starts and one.starts.date() < story.today]
    coming = next(one for one in story.clinic if one not in held)
    for ago, appointment in enumerate(reversed(held)):
        decisions = _DECISIONS[ago] if ago < len(_DECISIONS) else _ORDINARY
        story.visits.append(
            story.add(
                Visit(
                    id=story.new_id(),
                    appointment_id=appointment.id,
                    starts=appointment.starts,
                    title=appointment.title,
                    member_id=appointment.member_id,
                    held=True,
                    decisions=decisions,
                    note="Anna and Ben were both there." if ago in {0, 2, 3} else "",
                )
            )
        )
    story.add(
        Visit(
            id=story.new_id(),
            appointment_id=coming.id,
            starts=coming.starts,
            title=coming.title,
            member_id=coming.member_id,
            not_had=("bone_pain", "bleeding", "falls", "shortness_of_breath", "confusion"),
            checked_on=story.day(-2),
        )
    )


def _open_question(story: Story, one: _Open, rank: int) -> Question:
    asked = [visit.starts.date() for visit in story.visits if visit.starts][: one.times_asked]
    return Question(
        id=story.new_id(),
        text=one.text,
        role=one.role,
        status=one.status,
        is_top=one.is_top,
        rank=rank,
        noted_on=story.day(one.noted),
        asked_on=tuple(sorted(asked)),
    )


def _answered(story: Story, one: _Answered) -> None:
    visit = story.visits[one.visits_ago - 1]
    offset = -LAST_VISIT - VISIT_EVERY * (one.visits_ago - 1)
    day = visit.starts.date() if visit.starts else story.day(offset)
    question = story.add(
        Question(
            id=story.new_id(),
            text=one.text,
            role=one.role,
            status=QuestionStatus.ANSWERED,
            noted_on=story.day(offset - 6),
            asked_on=(day,),
            visit_id=visit.id,
        )
    )
    minutes = time(CLINIC_TIME.hour, CLINIC_TIME.minute + 8)
    answered_at = datetime.combine(day, minutes, tzinfo=story.zone)
    story.add(
        Answer(
            id=story.new_id(),
            question_id=question.id,
            visit_id=visit.id,
            text=one.answer,
            understood=one.understood,
            answered_by=one.by,
            answered_at=answered_at,
            day=day,
        )
    )
