"""What was said about a medicine: whom we told or asked, when, and what they answered."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from caregiver.domain.records import Problem, Record, text_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicationTalk(Record):
    """One talk about a medicine. No `answer`: they were only told that it is taken.

    `rule` is the catalogue rule it was about, `other` the name of the other medicine or food.
    `who` is who it was with, in words; `member_id` the same person where the care team has them.
    """

    kind: ClassVar[str] = "medication_talk"

    medication_id: str = ""
    member_id: str | None = None
    question_id: str | None = None
    who: str = ""
    day: date | None = None
    rule: str = ""
    other: str = ""
    answer: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.medication_id:
            found.append(Problem("medication_id", "medication_missing"))
        if not self.who.strip() and self.member_id is None:
            found.append(Problem("who", "name_missing"))
        if self.day is None:
            found.append(Problem("day", "start_missing"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.answer, self.who, self.other) if self.answer else ()

    def when(self) -> date | None:
        """Return the day it was said."""
        return self.day
