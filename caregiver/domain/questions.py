"""Questions for the clinic and the answers that came back."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import ClassVar

from caregiver.domain.people import Role
from caregiver.domain.records import Problem, Record, text_problems

MOST_TOP_QUESTIONS = 3


class QuestionStatus(Enum):
    """What became of a question. Open ones move on to the next visit by themselves."""

    OPEN = "open"
    THEY_WILL_CHECK = "they_will_check"
    PARKED = "parked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"

    @property
    def is_waiting(self) -> bool:
        """Say whether it still goes on the list for the next visit."""
        return self in {QuestionStatus.OPEN, QuestionStatus.THEY_WILL_CHECK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """One question. `rank` orders the list (small first); `is_top` marks the three chosen.

    `asked_on` are the visit days it was already asked on without an answer; `visit_id` the visit
    it is kept for (empty: the next one); `about` the record it came from, as "kind:id".
    """

    kind: ClassVar[str] = "question"

    text: str = ""
    role: Role = Role.DOCTOR
    member_id: str | None = None
    status: QuestionStatus = QuestionStatus.OPEN
    is_top: bool = False
    rank: int = 0
    noted_on: date | None = None
    asked_on: tuple[date, ...] = ()
    visit_id: str | None = None
    template: str = ""
    about: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.text.strip():
            found.append(Problem("text", "question_missing"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.text,)

    def when(self) -> date | None:
        """Return the day it was noted."""
        return self.noted_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Record):
    """What somebody answered, in their words, and what the family understood."""

    kind: ClassVar[str] = "answer"

    question_id: str = ""
    visit_id: str | None = None
    text: str = ""
    understood: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    day: date = date(1970, 1, 1)

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.text.strip():
            found.append(Problem("text", "answer_missing"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.text, self.understood, self.answered_by)

    def when(self) -> date | None:
        """Return the day of the answer."""
        return self.day
