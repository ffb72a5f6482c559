"""What labels and monographs say of the medicines of the list together. Prompts, no verdicts."""

from collections.abc import Iterable
from datetime import date

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication, MedicationSort
from caregiver.domain.name_match import fold
from caregiver.domain.people import CareTeamMember, Role
from caregiver.domain.questions import Answer, Question, QuestionStatus
from caregiver.services import interaction_rules as rules
from caregiver.services import interaction_words as words
from caregiver.services.interaction_hits import (
    AllergySort,
    AllergyWarning,
    AlsoWith,
    Family,
    InteractionCheck,
    InteractionHit,
    MayTake,
    SameIngredient,
    name_of,
    same_as,
)
from caregiver.services.medication_talks import Talks
from caregiver.services.questions import new_question, save_answer, waiting_questions
from caregiver.storage.care_file import CareFile

__all__ = [
    "AllergySort",
    "AllergyWarning",
    "AlsoWith",
    "InteractionCheck",
    "InteractionHit",
    "InteractionsService",
    "MayTake",
    "SameIngredient",
    "name_of",
]

# What a question whether something may be taken with the rest is kept under.
MAY_TAKE = "may_be_taken_with"


class InteractionsService:
    """Reading what the list says, and keeping what the pharmacist or the doctor said to it."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def look(self, medicine: Medication | str, but: str = "") -> InteractionCheck:
        """Compare a medicine, or a name, with the list; `but` is the id of the one it replaces."""
        with self._file.read() as reader:
            family = Family(reader, self._clock.today())
        id = medicine.id if isinstance(medicine, Medication) else ""
        others = [one for one in family.compared if one.id not in {but, id}]
        current = tuple(one for one in others if one in family.current)
        entry = rules.entry_of(medicine)
        return InteractionCheck(
            name=entry.name,
            is_known=entry.is_known,
            hits=tuple(family.hits(medicine, entry, others)),
            same=tuple(same_as(medicine, entry, current)),
            allergies=tuple(family.allergies(medicine, entry)),
            others=current,
            unknown=tuple(one for one in current if not rules.entry_of(one).is_known),
        )

    def check(self, medicine: Medication | str, but: str = "") -> tuple[InteractionHit, ...]:
        """Return what the list says of a medicine with those in use, most severe first."""
        return self.look(medicine, but).hits

    def all(self) -> tuple[InteractionHit, ...]:
        """Return every pair of the medicines in use that the list speaks of, most severe first."""
        with self._file.read() as reader:
            family = Family(reader, self._clock.today())
        return tuple(family.all_hits())

    def unknown(self) -> tuple[Medication, ...]:
        """Return the medicines in use that the list does not know: nothing is said of them."""
        with self._file.read() as reader:
            family = Family(reader, self._clock.today())
        return tuple(one for one in family.current if not rules.entry_of(one).is_known)

    def same_ingredient(
        self, medicine: Medication | str, but: str = ""
    ) -> tuple[SameIngredient, ...]:
        """Return the medicines in use that hold the same, combination products too."""
        return self.look(medicine, but).same

    def allergy_warnings(self, medicine: Medication | str) -> tuple[AllergyWarning, ...]:
        """Return what the allergy list says that a medicine, its ingredient or group fits."""
        return self.look(medicine).allergies

    def is_known(self, medicine: Medication | str) -> bool:
        """Say whether the list knows the name. Known does not mean that it knows every rule."""
        return rules.entry_of(medicine).is_known

    def between(self, one: Medication | str, other: Medication | str) -> InteractionHit | None:
        """Return what the list says of two medicines or names; None is not "safe"."""
        with self._file.read() as reader:
            family = Family(reader, self._clock.today())
        match = rules.matcher().match(rules.entry_of(one), rules.entry_of(other))
        return family.hit(one, other, match) if match else None

    def also_with(self, medicine: Medication | str) -> tuple[AlsoWith, ...]:
        """Return what the list says of a medicine with food, vaccines, tests, and shop goods."""
        found = rules.matcher().watch_outs(rules.entry_of(medicine))
        return tuple(
            AlsoWith(rules.rule_of(one.rule), rules.label_of(one.other), one.is_daily_life)
            for one in found
        )

    def may_take(self, medicine: Medication) -> MayTake | None:
        """Return the question for the pharmacist; None for what is only sold on prescription."""
        prescribed = medicine.sort is MedicationSort.PRESCRIPTION
        if prescribed and not rules.is_sold_freely(rules.entry_of(medicine)):
            return None
        with self._file.read() as reader:
            family = Family(reader, self._clock.today())
        own = fold(medicine.name)
        others = tuple(one.name for one in family.current if fold(one.name) != own)
        text = words.MAY_TAKE.format(
            name=medicine.name.strip(), others=words.listed(others) or words.WITH_TREATMENT
        )
        return MayTake(text, *family.talks.of_question(MAY_TAKE, medicine.id))

    def talks(self, medication_id: str) -> tuple[MedicationTalk, ...]:
        """Return what was said about a medicine, newest first."""
        with self._file.read() as reader:
            found = reader.where(MedicationTalk, medication_id=medication_id)
        return tuple(sorted(found, key=lambda one: (one.day or date.min, one.id), reverse=True))

    def medicine_of(self, talk_id: str) -> str:
        """Return the id of the medicine that something was said about, empty for none."""
        with self._file.read() as reader:
            found = reader.get(MedicationTalk, talk_id)
        return found.medication_id if found else ""

    # Changing

    def ask(self, hit: InteractionHit, role: Role | None = None) -> Question:
        """Put the ready question of a hit on the list, once; return the one that is there."""
        about = f"{Medication.kind}:{hit.medication_id}" if hit.medication_id else ""
        question = Question(
            text=hit.question, role=role or hit.role, template=hit.rule.id, about=about
        )
        return self._ask(question, hit.asked)

    def ask_may_take(self, medicine: Medication) -> Question | None:
        """Ask the pharmacist whether something bought may be taken with the rest, once."""
        found = self.may_take(medicine)
        if found is None:
            return None
        about = f"{Medication.kind}:{medicine.id}"
        question = Question(
            text=found.question, role=Role.PHARMACIST, template=MAY_TAKE, about=about
        )
        return self._ask(question, found.asked)

    def answered(
        self, hit: InteractionHit, answer: str, who: CareTeamMember | str, day: date | None = None
    ) -> MedicationTalk:
        """Keep what somebody answered to a hit, as one change; its question is answered too."""
        on = day or self._clock.today()
        member = who if isinstance(who, CareTeamMember) else None
        talk = MedicationTalk(
            medication_id=hit.medication_id,
            member_id=member.id if member else None,
            question_id=hit.asked.id if hit.asked else None,
            who=member.name if member else str(who).strip(),
            day=on,
            rule=hit.rule.id,
            other=hit.other_name,
            answer=answer.strip(),
        )
        with self._file.change(texts.ANSWER_QUESTION) as work:
            if hit.asked is not None:
                given = Answer(text=answer.strip(), answered_by=talk.who, day=on)
                save_answer(work, hit.asked, given, QuestionStatus.ANSWERED, self._clock)
            return work.save(talk)

    def told(
        self,
        medication_ids: Iterable[str],
        who: CareTeamMember | str,
        day: date | None = None,
    ) -> tuple[MedicationTalk, ...]:
        """Note that somebody was told of medicines, as one change; who knows already stays."""
        member = who if isinstance(who, CareTeamMember) else None
        name = member.name if member else str(who).strip()
        with self._file.read() as reader:
            talks = Talks(reader)
        ids = [one for one in medication_ids if talks.told(one, name, member) is None]
        on = day or self._clock.today()
        with self._file.change(texts.TOLD_OF_MEDICINE) as work:
            return tuple(
                work.save(MedicationTalk(medication_id=id, who=name, day=on,
                                         member_id=member.id if member else None))
                for id in ids
            )  # fmt: skip

    def not_told(self, medication_id: str, who: CareTeamMember) -> None:
        """Take back that somebody was told of a medicine; answers stay."""
        with self._file.read() as reader:
            found = Talks(reader).told(medication_id, who.name, who)
        if found is not None:
            with self._file.change(texts.TOLD_OF_MEDICINE) as work:
                work.delete(found)

    def knows(self, who: CareTeamMember) -> dict[str, date | None]:
        """Return the medicines somebody was told of, by id, with the day."""
        with self._file.read() as reader:
            return Talks(reader).known_to(who)

    def who_knows(self) -> dict[str, tuple[MedicationTalk, ...]]:
        """Return who was told of each medicine, by its id, in order of the days."""
        with self._file.read() as reader:
            return Talks(reader).told_of()

    # Within

    def _ask(self, question: Question, asked: Question | None) -> Question:
        if asked is not None:
            return asked
        with self._file.read() as reader:
            listed = waiting_questions(reader)
        same = next((one for one in listed if fold(one.text) == fold(question.text)), None)
        if same is not None:
            return same
        with self._file.change(texts.ADD_QUESTION) as work:
            return work.save(new_question(question, listed, self._clock))
