"""Say in this person's words what the list of interactions says, and whose words they are."""

from __future__ import annotations

from PySide6.QtCore import QObject

from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication
from caregiver.formats import Formats
from caregiver.services import interaction_words as words
from caregiver.services.interactions import (
    AllergySort,
    AllergyWarning,
    AlsoWith,
    InteractionCheck,
    InteractionHit,
    SameIngredient,
)
from ui.messages import translated

_ALLERGIES = {
    AllergySort.NAMED: words.ALLERGY_NAMED,
    AllergySort.GROUP: words.ALLERGY_GROUP,
    AllergySort.ALIKE: words.ALLERGY_ALIKE,
}


class InteractionWords(QObject):
    """Write hits, answers and warnings as sentences."""

    def __init__(self, formats: Formats) -> None:
        """Take how dates are written."""
        super().__init__()
        self._formats = formats

    def weight(self, hit: InteractionHit) -> str:
        """Return "Ask before taking together" and the like; no word of alarm."""
        return words.severity_words(hit.rule, hit.expected, translated)

    def other(self, hit: InteractionHit) -> str:
        """Return what the medicine is told together with, and since when that is stopped."""
        other = hit.other
        if isinstance(other, Medication) and other.stopped_on is not None:
            return (
                self.tr("%1 (stopped %2)")
                .replace("%1", hit.other_name)
                .replace("%2", self._formats.month_day(other.stopped_on))
            )
        return translated(hit.other_name) if other == words.MYELOMA else hit.other_name

    def with_other(self, hit: InteractionHit) -> str:
        """Return "With aspirin"."""
        return self.tr("With %1").replace("%1", self.other(hit))

    def pair(self, hit: InteractionHit) -> str:
        """Return both names."""
        both = self.tr("%1 and %2").replace("%1", hit.about_name)
        return both.replace("%2", self.other(hit))

    def says(self, hit: InteractionHit) -> str:
        """Return what is said, and by whom."""
        return words.says(hit.rule, translated)

    def details(self, hit: InteractionHit) -> tuple[str, ...]:
        """Return the time between, what to ask, what else is said, and the sources."""
        also = (words.says(one, translated) for one in hit.also)
        source = translated(words.SOURCE).format(source="; ".join(hit.sources))
        return (
            *words.more(hit.rule, translated),
            words.to_ask(hit.rule, translated),
            *(self.tr("Also: %1").replace("%1", one) for one in also),
            *((source,) if hit.sources else ()),
        )

    def who(self, talk: MedicationTalk) -> str:
        """Return "Dr. Okafor, March 3"."""
        day = self._formats.date_medium(talk.day) if talk.day is not None else ""
        return ", ".join(part for part in (talk.who, day) if part)

    def same(self, same: SameIngredient) -> str:
        """Return that something with the same ingredient is on the list."""
        return translated(words.SAME_INGREDIENT).format(
            other=same.other.name, ingredient=same.ingredient
        )

    def allergy(self, warning: AllergyWarning) -> str:
        """Return which words of the allergy list a medicine fits."""
        return translated(_ALLERGIES[warning.sort]).format(
            said=warning.said, name=warning.name, group=warning.group
        )

    def nothing(self, check: InteractionCheck) -> str:
        """Return why nothing is said, empty where something is; never that it is safe."""
        if not check.is_known:
            return translated(words.NOT_IN_LIST).format(name=check.name)
        if not check.hits:
            return translated(words.NOTHING_ON).format(name=check.name)
        return ""

    def unknown(self, medicines: tuple[Medication, ...]) -> str:
        """Return which medicines could not be compared, empty where all could."""
        names = words.listed(tuple(one.name for one in medicines), translated)
        return translated(words.OTHERS_NOT_IN_LIST).format(names=names) if names else ""

    def also_with(self, also: AlsoWith) -> str:
        """Return what is said of a medicine and something of daily life."""
        told = words.says(also.rule, translated)
        more = words.more(also.rule, translated)
        return " ".join((f"{also.name[:1].upper()}{also.name[1:]}:", told, *more))
