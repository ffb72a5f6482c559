"""Names of medicines while somebody types: what may be meant, what looks alike, what is there."""

from typing import NamedTuple

from caregiver.catalogue import drug_names, medicine_facts, publishers
from caregiver.clock import Clock
from caregiver.domain.medications import Medication
from caregiver.domain.name_match import fold
from caregiver.storage.care_file import CareFile


class NameOffer(NamedTuple):
    """A name to offer, and the generic names it leads to where it is a brand."""

    name: str
    generics: tuple[str, ...] = ()


class LabelFact(NamedTuple):
    """What a source says about a medicine, word for word, and whose words they are."""

    text: str
    source: str


class LabelFacts(NamedTuple):
    """What may be offered beside a field of the form; None where no source was read."""

    food: LabelFact | None = None
    missed_dose: LabelFact | None = None


class MedicineNamesService:
    """Offering names. Nothing here decides that a name is right, and nothing is filled in."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    def suggest(self, text: str, limit: int = 4) -> tuple[NameOffer, ...]:
        """Return names that `text` may be the beginning or a slip of, best first.

        The names of the catalogue and the family's own are looked through alike.
        """
        found = drug_names().suggest(text.strip(), limit + 1, self._own_names())
        offers = [NameOffer(_capital(one.text), _capitals(one.leads_to)) for one in found]
        return tuple(one for one in offers if one.name != text.strip())[:limit]

    def brand_of(self, text: str) -> str:
        """Return the generic name where `text` is exactly a brand of one medicine; else ""."""
        known = drug_names().known(text)
        generics = known.leads_to if known is not None and known.is_brand else ()
        return _capital(generics[0]) if len(generics) == 1 else ""

    def look_alikes(self, text: str, limit: int = 2) -> tuple[str, ...]:
        """Return other names that `text`, a name in full, is easily mistaken for."""
        found = drug_names().look_alikes(text.strip(), self._own_names()) if text.strip() else ()
        return tuple(_capital(one.text) for one in found[:limit])

    def label_facts(self, text: str) -> LabelFacts:
        """Return what the sources say of the medicine that has exactly this name, to be offered.

        What was recalled or only seen as quoted elsewhere is left out.
        """
        found = drug_names().find(text)
        facts = medicine_facts(found.id) if found is not None else None
        if facts is None or not facts.is_checked:
            return LabelFacts()
        food, missed = " ".join(facts.food_and_timing), facts.missed_dose
        return LabelFacts(
            LabelFact(food, publishers(facts.sources)) if food else None,
            LabelFact(missed.text, publishers((missed.source,))) if missed else None,
        )

    def is_known(self, text: str) -> bool:
        """Say whether `text` is exactly a name of the catalogue."""
        return drug_names().known(text) is not None

    def same_medicine(self, name: str, but: str = "") -> Medication | None:
        """Return a medicine in use that has the same ingredient by the bundled list.

        `but` is the id of the one that is being changed.
        """
        names = {fold(one) for one in drug_names().same(name.strip())} - {""}
        today = self._clock.today()
        for one in self._medications():
            in_use = one.id != but and one.is_current(today)
            if in_use and names & {fold(one.name), fold(one.brand)} - {""}:
                return one
        return None

    def _own_names(self) -> tuple[str, ...]:
        names = (name for one in self._medications() for name in (one.name, one.brand))
        return tuple(dict.fromkeys(name for name in names if name))

    def _medications(self) -> list[Medication]:
        with self._file.read() as reader:
            return reader.all(Medication, "name")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _capitals(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_capital(one) for one in names)
