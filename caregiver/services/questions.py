"""Questions for the clinic: the list, the three chosen, the answers, and the question bank."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from caregiver import catalogue, texts
from caregiver.clock import Clock
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.name_match import fold
from caregiver.domain.people import Patient, Role
from caregiver.domain.questions import (
    MOST_TOP_QUESTIONS,
    Answer,
    Question,
    QuestionStatus,
)
from caregiver.domain.therapy import TherapyLine
from caregiver.domain.visits import Visit
from caregiver.errors import BadInput
from caregiver.services.medication_talks import talk_about
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork

_WAITING = (QuestionStatus.OPEN, QuestionStatus.THEY_WILL_CHECK)
# To whom a question of the bank goes first; anyone else on its list comes second.
_ROLES = {
    "nurse": Role.NURSE,
    "home_care": Role.NURSE,
    "hospital_discharge": Role.NURSE,
    "pharmacist": Role.PHARMACIST,
    "social_worker": Role.SOCIAL_WORKER,
    "financial_counselor": Role.FINANCE,
    "insurer": Role.FINANCE,
    "employer": Role.FINANCE,
    "primary_care": Role.PRIMARY_CARE,
    "counselor": Role.THERAPIST,
    "physio": Role.THERAPIST,
    "dietitian": Role.DIETITIAN,
    "dentist": Role.DENTIST,
    "family": Role.FAMILY,
}


@dataclass(frozen=True, slots=True)
class BankSet:
    """A group of questions of the bank, and how many it holds."""

    id: str
    title: str
    plain: str
    count: int


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question of the bank with its places filled; `is_on_list` when it waits already."""

    id: str
    text: str
    set_title: str
    role: Role
    is_on_list: bool


class QuestionsService:
    """Reading and changing questions and answers."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def waiting(self) -> tuple[Question, ...]:
        """Return what goes to the next visit: the chosen ones first, then in the family's order."""
        with self._file.read() as reader:
            return waiting_questions(reader)

    def all(self, status: QuestionStatus | None = None) -> tuple[Question, ...]:
        """Return all questions, or those of one status, newest first."""
        with self._file.read() as reader:
            if status is None:
                return tuple(reader.all(Question, "-id"))
            return tuple(reader.where(Question, "-id", status=status.value))

    def get(self, id: str) -> Question | None:
        """Return one question."""
        with self._file.read() as reader:
            return reader.get(Question, id)

    def answers(self, question_id: str) -> tuple[Answer, ...]:
        """Return the answers to one question, oldest first."""
        with self._file.read() as reader:
            return tuple(reader.where(Answer, "day", question_id=question_id))

    def of_answer(self, answer_id: str) -> Question | None:
        """Return the question of one answer, None where there is no such answer."""
        with self._file.read() as reader:
            answer = reader.get(Answer, answer_id)
            return reader.get(Question, answer.question_id) if answer else None

    def for_visit(self, visit_id: str) -> tuple[Question, ...]:
        """Return the questions of one visit: its list before it, what was asked at it after."""
        with self._file.read() as reader:
            visit = reader.get(Visit, visit_id)
            if visit is None:
                return ()
            if not visit.held:
                return tuple(
                    one for one in waiting_questions(reader) if one.visit_id in {None, visit_id}
                )
            day = visit.when()
            given = reader.where(Answer, visit_id=visit_id)
            if day is not None:
                given += reader.between(Answer, "day", day.isoformat(), day.isoformat())
            answered = {one.question_id for one in given}
            return tuple(
                one
                for one in reader.all(Question, "rank")
                if one.id in answered or day in one.asked_on
            )

    def bank_sets(self) -> tuple[BankSet, ...]:
        """Return the sets of the question bank, in the order of the bank."""
        bank = catalogue.questions()
        return tuple(
            BankSet(one.id, one.title, one.plain, len(bank.by_set(one.id))) for one in bank.sets
        )

    def bank(self, set_id: str = "", search: str = "") -> tuple[BankQuestion, ...]:
        """Return the questions of one set, or those that hold the words of `search`."""
        bank = catalogue.questions()
        found = bank.search(search) if search.strip() else bank.by_set(set_id)
        with self._file.read() as reader:
            values = _values(reader)
            listed = {fold(one.text) for one in waiting_questions(reader)}
        filled = ((one, bank.fill(one, "caregiver", values)) for one in found)
        return tuple(
            BankQuestion(one.id, text, bank.set_title(one.set_id), _role(one.visit_tags),
                         fold(text) in listed)
            for one, text in filled
        )  # fmt: skip

    # Changing

    def add(self, question: Question) -> Question:
        """Add one question at the end of the list; one that waits already is refused."""
        with self._file.read() as reader:
            listed = waiting_questions(reader)
        if fold(question.text) in {fold(one.text) for one in listed}:
            raise BadInput("question_exists")
        with self._file.change(texts.ADD_QUESTION) as work:
            return work.save(new_question(question, listed, self._clock))

    def add_many(self, questions: Iterable[Question]) -> tuple[Question, ...]:
        """Add questions as one change, without those that wait already; return the new ones."""
        with self._file.read() as reader:
            listed = waiting_questions(reader)
        known = {fold(one.text) for one in listed}
        added: list[Question] = []
        with self._file.change(texts.ADD_QUESTIONS) as work:
            for one in questions:
                if fold(one.text) not in known:
                    known.add(fold(one.text))
                    added.append(work.save(new_question(one, (*listed, *added), self._clock)))
        return tuple(added)

    def add_from_bank(self, template_ids: Iterable[str]) -> tuple[Question, ...]:
        """Add questions of the bank, their places filled from the file, as one change."""
        bank = catalogue.questions()
        with self._file.read() as reader:
            values = _values(reader)
        chosen = (bank.template(one) for one in template_ids)
        return self.add_many(
            Question(
                text=bank.fill(one, "caregiver", values),
                role=_role(one.visit_tags),
                template=one.id,
            )
            for one in chosen
            if one is not None
        )

    def save(self, question: Question) -> Question:
        """Save a question that was reworded or addressed to somebody else."""
        with self._file.change(texts.SAVE_QUESTION) as work:
            return work.save(question)

    def move(self, question: Question, place: int) -> None:
        """Move a question to a place of the waiting list (0 = first), as one change.

        The chosen ones stay in front, so a place beyond its own part becomes the part's end.
        """
        with self._file.read() as reader:
            listed = list(waiting_questions(reader))
        others = [one for one in listed if one.id != question.id]
        tops = sum(one.is_top for one in others)
        low, high = (0, tops) if question.is_top else (tops, len(others))
        others.insert(min(max(place, low), high), question)
        with self._file.change(texts.MOVE_QUESTION) as work:
            for rank, one in enumerate(others):
                if one.rank != rank:
                    work.save(replace(one, rank=rank))

    def choose(self, question: Question, is_top: bool) -> Question:
        """Choose a question as one of the three that matter most, or give the place back."""
        with self._file.read() as reader:
            chosen = [one for one in waiting_questions(reader) if one.is_top]
        taken = sum(one.id != question.id for one in chosen)
        if is_top and taken >= MOST_TOP_QUESTIONS:
            raise BadInput("top_questions_full", most=MOST_TOP_QUESTIONS)
        with self._file.change(texts.CHOOSE_QUESTION) as work:
            return work.save(replace(question, is_top=is_top))

    def answer(self, question: Question, answer: Answer | None, status: QuestionStatus) -> Question:
        """Save what was said (None: nothing yet) and what became of the question.

        What was said about a medicine is kept with the medicine too.
        """
        given = replace(answer, day=_day_of(answer, self._clock)) if answer is not None else None
        with self._file.read() as reader:
            talk = talk_about(reader, question, given) if given is not None else None
        with self._file.change(texts.ANSWER_QUESTION) as work:
            if talk is not None:
                work.save(talk)
            return save_answer(work, question, given, status, self._clock)

    def carry_over(self, visit: Visit, asked: Iterable[str] | None = None) -> tuple[Question, ...]:
        """Note that the unanswered questions of a held visit were asked, and keep them waiting.

        `asked` are the ids that were really asked; without it, the chosen ones and those kept
        for this visit. A second call changes nothing.
        """
        with self._file.read() as reader:
            listed = waiting_questions(reader)
        with self._file.change(texts.CARRY_OVER) as work:
            return carry_questions(work, visit, listed, asked)

    def delete(self, question: Question) -> None:
        """Remove a question with its answers; what was said stays with the medicine."""
        with self._file.read() as reader:
            answers = reader.where(Answer, question_id=question.id)
            talks = reader.where(MedicationTalk, question_id=question.id)
        with self._file.change(texts.DELETE_QUESTION) as work:
            for talk in talks:
                work.save(replace(talk, question_id=None))
            for one in answers:
                work.delete(one)
            work.delete(question)


def waiting_questions(reader: Reader) -> tuple[Question, ...]:
    """Return the questions that go to the next visit, the chosen ones first."""
    found = [one for status in _WAITING for one in reader.where(Question, status=status.value)]
    return tuple(sorted(found, key=lambda one: (not one.is_top, one.rank, one.id)))


def new_question(question: Question, listed: Sequence[Question], clock: Clock) -> Question:
    """Return a question with its place behind those that wait, and the day it was noted."""
    noted_on = question.noted_on or clock.today()
    return replace(question, text=question.text.strip(), rank=_next_rank(listed), noted_on=noted_on)


def save_answer(
    work: UnitOfWork,
    question: Question,
    answer: Answer | None,
    status: QuestionStatus,
    clock: Clock,
) -> Question:
    """Save an answer and the new status inside a change; what no longer waits is not chosen."""
    if answer is not None:
        given_at: datetime = answer.answered_at or clock.now()
        day = _day_of(answer, clock)
        work.save(replace(answer, question_id=question.id, answered_at=given_at, day=day))
    return work.save(replace(question, status=status, is_top=question.is_top and status.is_waiting))


def carry_questions(
    work: UnitOfWork, visit: Visit, listed: Sequence[Question], asked: Iterable[str] | None
) -> tuple[Question, ...]:
    """Add the visit's day to what was asked without an answer, inside a change."""
    day = visit.when()
    given = None if asked is None else frozenset(asked)
    carried = []
    for one in listed:
        was_asked = one.is_top or one.visit_id == visit.id if given is None else one.id in given
        if day is None or not (was_asked or one.visit_id == visit.id):
            continue
        days = (*one.asked_on, day) if was_asked and day not in one.asked_on else one.asked_on
        carried.append(work.save(replace(one, asked_on=days, visit_id=None)))
    return tuple(carried)


def _day_of(answer: Answer, clock: Clock) -> date:
    return clock.today() if answer.day == date(1970, 1, 1) else answer.day


def _next_rank(listed: Sequence[Question]) -> int:
    return max((one.rank for one in listed), default=-1) + 1


def _values(reader: Reader) -> dict[str, str]:
    """Return what the file knows for the places of the bank's questions."""
    patient = next(iter(reader.all(Patient)), Patient())
    lines = [one for one in reader.all(TherapyLine, "number") if one.stopped_on is None]
    return {
        "name": patient.called or patient.name,
        "therapy": lines[-1].name if lines else "",
    }


def _role(tags: Sequence[str]) -> Role:
    return _ROLES.get(tags[0], Role.DOCTOR) if tags else Role.DOCTOR
