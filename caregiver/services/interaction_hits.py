"""What the list of interactions says of the medicines of one family, with what was asked of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from caregiver import catalogue
from caregiver.catalogue.interaction_list import InteractionRule
from caregiver.domain.interactions import NAME, Entry, Match
from caregiver.domain.medication_list import stopped_lately
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication, MedicationSort
from caregiver.domain.name_match import fold
from caregiver.domain.people import Patient, Role
from caregiver.domain.questions import Question
from caregiver.services import interaction_rules as rules
from caregiver.services import interaction_words as words
from caregiver.services.medication_talks import Talks
from caregiver.storage.reading import Reader

# What an allergy list says beside names.
_PARTS = re.compile(r"[,;/\n]|\band\b")
_SAID_OF_ALL = frozenset({
    "vitamin", "tablet", "tablets", "capsule", "capsules", "medicine", "medicines", "extract",
    "sodium", "calcium", "supplement", "supplements", "allergy", "severe", "known", "never",
})  # fmt: skip


class AllergySort(Enum):
    """Why an allergy and a medicine are told together."""

    NAMED = "named"
    GROUP = "group"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class InteractionHit:
    """What the list says of one medicine and another (or, as a text, something else).

    `also` are further rules of the same pair, less severe or as severe. `expected`: treatment
    plans give both on purpose. `asked` waits on the list of questions; `answered` is the newest
    answer. `question` is ready to be asked of `role`.
    """

    rule: InteractionRule
    about: Medication | str
    other: Medication | str
    question: str
    role: Role
    expected: bool = False
    also: tuple[InteractionRule, ...] = ()
    asked: Question | None = None
    answered: MedicationTalk | None = None

    @property
    def severity(self) -> str:
        """Return major, moderate or minor."""
        return self.rule.severity

    @property
    def sources(self) -> tuple[str, ...]:
        """Return what it was read in: the titles, and who published them."""
        known = catalogue.sources()
        found = (known[one.source_id] for one in self.rule.sources if one.source_id in known)
        return tuple(
            dict.fromkeys(f"{one.title}, {one.publisher.partition(' (')[0]}" for one in found)
        )

    @property
    def about_name(self) -> str:
        """Return what the one is called."""
        return name_of(self.about)

    @property
    def other_name(self) -> str:
        """Return what the other is called."""
        return name_of(self.other)

    @property
    def medication_id(self) -> str:
        """Return the id of the medicine a question or an answer is kept with, empty for none."""
        for one in (self.about, self.other):
            if isinstance(one, Medication):
                return one.id
        return ""


@dataclass(frozen=True, slots=True)
class SameIngredient:
    """A medicine of the list that holds the same as another, and what it is."""

    about: Medication | str
    other: Medication
    ingredient: str


@dataclass(frozen=True, slots=True)
class AllergyWarning:
    """Words of the allergy list that a medicine fits.

    `group` is the class that both are of, or the name of the medicine that sounds alike.
    """

    said: str
    name: str
    sort: AllergySort
    group: str = ""


@dataclass(frozen=True, slots=True)
class AlsoWith:
    """A rule about a medicine and something of daily life, or sold in shops, by its name."""

    rule: InteractionRule
    name: str
    is_daily_life: bool


@dataclass(frozen=True, slots=True)
class InteractionCheck:
    """Everything the list says of one medicine. Nothing found is never "safe".

    `others` are the medicines compared with; `unknown` those of them the list does not know.
    """

    name: str
    is_known: bool
    hits: tuple[InteractionHit, ...]
    same: tuple[SameIngredient, ...]
    allergies: tuple[AllergyWarning, ...]
    others: tuple[Medication, ...]
    unknown: tuple[Medication, ...]


@dataclass(frozen=True, slots=True)
class MayTake:
    """The question whether something may be taken with the rest, and what became of it."""

    question: str
    asked: Question | None
    answered: MedicationTalk | None


class Family:
    """What one read finds of the medicines, the talks and the person."""

    def __init__(self, reader: Reader, today: date) -> None:
        """Read it as of a day; `compared` are the current medicines and those stopped lately."""
        everything = sorted(reader.all(Medication), key=lambda one: (one.name.casefold(), one.id))
        self.current = [one for one in everything if one.is_current(today)]
        self.compared = [
            one for one in everything if one.is_current(today) or stopped_lately(one, today)
        ]
        self.talks = Talks(reader)
        self.patient = next(iter(reader.all(Patient)), Patient())

    def hits(
        self, medicine: Medication | str, entry: Entry, others: Sequence[Medication]
    ) -> list[InteractionHit]:
        """Return the hits of one medicine with others and with myeloma, most severe first."""
        found = []
        for other in others:
            match = rules.matcher().match(entry, rules.entry_of(other))
            hit = self.hit(medicine, other, match) if match else None
            if hit is not None:
                found.append(hit)
        everybody = rules.matcher().for_everybody(entry)
        with_myeloma = self.hit(medicine, words.MYELOMA, everybody) if everybody else None
        return sorted((*found, *([with_myeloma] if with_myeloma else ())), key=_weight)

    def all_hits(self) -> list[InteractionHit]:
        """Return the hits of every pair, each once."""
        entries = [rules.entry_of(one) for one in self.compared]
        found = []
        for one, other, match in rules.matcher().pairs(entries):
            found.append(self.hit(self.compared[one], self.compared[other], match))
        for medicine, entry in zip(self.compared, entries, strict=True):
            everybody = rules.matcher().for_everybody(entry)
            if everybody is not None and medicine in self.current:
                found.append(self.hit(medicine, words.MYELOMA, everybody))
        return sorted((one for one in found if one is not None), key=_weight)

    def hit(
        self, about: Medication | str, other: Medication | str, match: Match
    ) -> InteractionHit | None:
        """Return the most severe rule of a pair with what was asked and said about it."""
        stopped = any(self._is_stopped(one) for one in (about, other))
        held = [one for one in match.rules if one.lasts or not stopped]
        if not held or all(self._is_stopped(one) for one in (about, other)):
            return None
        found = [rules.rule_of(one) for one in held]
        expected = rules.is_on_purpose(held[0], match.first, match.second)
        asked, answered = self.talks.of_pair(found[0].id, about, other)
        return InteractionHit(
            rule=found[0],
            about=about,
            other=other,
            question=_question(found[0], about, other, expected),
            role=_role(found[0], about, other),
            expected=expected,
            also=tuple(found[1:]),
            asked=asked,
            answered=answered,
        )

    def allergies(self, medicine: Medication | str, entry: Entry) -> Iterator[AllergyWarning]:
        """Yield the parts of the allergy list that a medicine fits."""
        name = name_of(medicine)
        names = (name, medicine.brand) if isinstance(medicine, Medication) else (name,)
        for part in _PARTS.split(self.patient.allergies):
            said = " ".join(part.split())
            telling = " ".join(one for one in fold(said).split() if one not in _SAID_OF_ALL)
            if not telling or not entry.name:
                continue
            meant = rules.read_allergy(said)
            families = rules.family_names(entry)
            shared = [
                group
                for id, group in families.items()
                if id in rules.family_names(meant) or rules.names_a_family(telling, group)
            ]
            if meant.shares(entry):
                yield AllergyWarning(said, name, AllergySort.NAMED)
            elif shared:
                yield AllergyWarning(said, name, AllergySort.GROUP, shared[0])
            elif alike := rules.said_alike(telling, entry, *names):
                yield AllergyWarning(said, name, AllergySort.ALIKE, alike)

    def _is_stopped(self, one: Medication | str) -> bool:
        return isinstance(one, Medication) and one in self.compared and one not in self.current


def name_of(one: Medication | str) -> str:
    """Return what a medicine or another thing is called."""
    return one.name.strip() if isinstance(one, Medication) else one.strip()


def _weight(hit: InteractionHit) -> tuple[int, bool, bool]:
    rank = list(words.SEVERITY).index(hit.severity)
    return (rank, hit.expected, hit.answered is not None)


def same_as(
    medicine: Medication | str, entry: Entry, others: Iterable[Medication]
) -> Iterator[SameIngredient]:
    """Yield the medicines that hold the same as another, by what they hold or by their names."""
    own = fold(entry.name)
    for other in others:
        theirs = rules.entry_of(other)
        shared = entry.shares(theirs)
        if shared:
            labels = tuple(rules.label_of(one) if one[0] != NAME else one[1] for one in shared)
            yield SameIngredient(medicine, other, words.listed(labels))
        elif own and own in {fold(other.name), fold(other.brand)}:
            yield SameIngredient(medicine, other, other.name)


def _question(
    rule: InteractionRule, about: Medication | str, other: Medication | str, expected: bool
) -> str:
    """Return the same question from either side of a pair."""
    if other == words.MYELOMA:
        form, names = words.ASK_MYELOMA, [name_of(about), ""]
    else:
        form = words.ASK_ON_PURPOSE if expected else words.ASK_PAIR
        names = sorted((name_of(about), name_of(other)), key=str.casefold)
    first, second = names
    return form.format(first=first, second=second, says=words.says(rule), ask=rule.what_to_ask)


def _role(rule: InteractionRule, *pair: Medication | str) -> Role:
    """Return whom to ask first: the doctor where two prescriptions are weighty together."""
    sorts = {one.sort for one in pair if isinstance(one, Medication)}
    prescribed = sorts == {MedicationSort.PRESCRIPTION} and len(pair) == 2
    weighty = rule.severity == "major" and all(isinstance(one, Medication) for one in pair)
    return Role.DOCTOR if prescribed and weighty else Role.PHARMACIST
