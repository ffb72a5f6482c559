"""What was said about medicines: which question, which answer, and who was told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from caregiver import catalogue
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication
from caregiver.domain.name_match import fold
from caregiver.domain.people import CareTeamMember
from caregiver.domain.questions import Answer, Question, QuestionStatus
from caregiver.services import interaction_words, paper_words
from caregiver.storage.reading import Reader

_ABOUT = f"{Medication.kind}:"


class Talks:
    """Everything said about medicines, and the questions about them, in one read."""

    def __init__(self, reader: Reader) -> None:
        """Read it."""
        self._talks = sorted(reader.all(MedicationTalk), key=_day)
        self._questions = [
            one
            for one in reader.all(Question)
            if one.template and one.status is not QuestionStatus.WITHDRAWN
        ]

    def of_pair(
        self, rule: str, one: Medication | str, other: Medication | str
    ) -> tuple[Question | None, MedicationTalk | None]:
        """Return the waiting question and the newest answer to a rule about two things."""
        questions = [each for each in self._questions if _is_about(each, rule, one, other)]
        ids = {each.id for each in questions}
        answers = [
            talk
            for talk in self._talks
            if talk.answer and (talk.question_id in ids or _is_said_of(talk, rule, one, other))
        ]
        waiting = [each for each in questions if each.status is not QuestionStatus.ANSWERED]
        return (waiting[-1] if waiting else None, answers[-1] if answers else None)

    def of_question(
        self, template: str, medication_id: str
    ) -> tuple[Question | None, MedicationTalk | None]:
        """Return the waiting question of a kind about a medicine, and the newest answer to it."""
        about = f"{_ABOUT}{medication_id}"
        found = [one for one in self._questions if (one.template, one.about) == (template, about)]
        ids = {one.id for one in found}
        answers = [one for one in self._talks if one.answer and one.question_id in ids]
        waiting = [one for one in found if one.status is not QuestionStatus.ANSWERED]
        return (waiting[-1] if waiting else None, answers[-1] if answers else None)

    def told(
        self, medication_id: str, name: str, member: CareTeamMember | None
    ) -> MedicationTalk | None:
        """Return the note that somebody was told of a medicine."""
        return next(
            (
                one
                for one in self._talks
                if one.medication_id == medication_id
                and not one.answer
                and (one.member_id == member.id if member else fold(one.who) == fold(name))
            ),
            None,
        )

    def known_to(self, member: CareTeamMember) -> dict[str, date | None]:
        """Return the medicines somebody was told of, by id, with the first day."""
        found: dict[str, date | None] = {}
        for one in self._talks:
            if one.member_id == member.id and not one.answer:
                found.setdefault(one.medication_id, one.day)
        return found

    def told_of(self) -> dict[str, tuple[MedicationTalk, ...]]:
        """Return who was told of each medicine, by its id."""
        found: dict[str, list[MedicationTalk]] = {}
        for one in self._talks:
            if not one.answer:
                found.setdefault(one.medication_id, []).append(one)
        return {id: tuple(talks) for id, talks in found.items()}


def talk_about(reader: Reader, question: Question, answer: Answer) -> MedicationTalk | None:
    """Return what an answer says of the medicine its question is about; None for any other.

    A corrected answer gives the same talk again, with the new words.
    """
    kind, _, id = question.about.partition(":")
    if kind != Medication.kind or reader.get(Medication, id) is None:
        return None
    before = next(iter(reader.where(MedicationTalk, question_id=question.id)), None)
    member = reader.get(CareTeamMember, question.member_id) if question.member_id else None
    asked = member.name if member else paper_words.ROLES[question.role]
    who = answer.answered_by.strip() or asked or interaction_words.SOMEBODY
    rule = catalogue.interactions().rule(question.template)
    others = [one.name for one in reader.all(Medication) if one.id != id]
    return replace(
        before or MedicationTalk(),
        medication_id=id,
        member_id=member.id if member and fold(member.name) == fold(who) else None,
        question_id=question.id,
        who=who,
        day=answer.day,
        rule=rule.id if rule else "",
        other=_named_in(question.text, others),
        answer=answer.text,
    )


def _is_about(
    question: Question, rule: str, one: Medication | str, other: Medication | str
) -> bool:
    """Say whether a question is the one of a rule about two things, from either side."""
    for medicine, beside in ((one, other), (other, one)):
        if isinstance(medicine, Medication) and question.about == f"{_ABOUT}{medicine.id}":
            return question.template == rule and fold(_name(beside)) in fold(question.text)
    return False


def _is_said_of(
    talk: MedicationTalk, rule: str, one: Medication | str, other: Medication | str
) -> bool:
    return talk.rule == rule and any(
        isinstance(medicine, Medication)
        and talk.medication_id == medicine.id
        and fold(talk.other) == fold(_name(beside))
        for medicine, beside in ((one, other), (other, one))
    )


def _name(one: Medication | str) -> str:
    return one.name if isinstance(one, Medication) else one


def _named_in(text: str, names: Iterable[str]) -> str:
    """Return the longest of some names that a text holds as words, empty for none."""
    said = f" {fold(text)} "
    found = [one for one in names if fold(one) and f" {fold(one)} " in said]
    return max(found, key=len, default="")


def _day(talk: MedicationTalk) -> tuple[date, str]:
    return (talk.day or date.min, talk.id)
