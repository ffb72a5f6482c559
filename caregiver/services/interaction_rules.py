"""The bundled list of interactions, ready to match the names a family wrote."""

from functools import cache

from caregiver import catalogue
from caregiver.catalogue.interaction_list import SEVERITIES, InteractionRule
from caregiver.catalogue.interaction_list import Target as ListTarget
from caregiver.domain.interactions import (
    CLASS,
    DRUG,
    ITEM,
    SHOP,
    Entry,
    InteractionMatcher,
    RuleSides,
    Target,
    begins_a_word,
    least_strength,
    speaks_of_later,
)
from caregiver.domain.medications import Medication
from caregiver.domain.name_match import fold

# Known only from memory: not shown before a pharmacist has looked at it.
HIDDEN = "recalled"
_HIGH = "_high"
# Classes of medicines that are of one kind. The other classes say what very different ones do
# alike, so an allergy to one says nothing of the others.
_FAMILIES = frozenset({
    "imid", "proteasome_inhibitor", "anti_cd38", "bispecific", "car_t", "alkylator",
    "corticosteroid", "coumarin", "nsaid", "salicylate", "azole_antifungal", "macrolide",
    "fluoroquinolone", "ppi", "ssri_snri", "opioid", "gabapentinoid", "sulfonylurea", "statin",
    "bisphosphonate", "thiopurine", "beta_blocker", "loop_diuretic", "esa",
})  # fmt: skip


@cache
def matcher() -> InteractionMatcher:
    """Return the matcher of the bundled list; what was only recalled is left out."""
    known = catalogue.interactions()
    names: dict[str, tuple[Target, ...]] = {
        fold(name): targets for name, targets in known.names.items()
    }
    for one in catalogue.drug_names().medicines:
        for name in one.names:
            names.setdefault(fold(name), ((DRUG, one.id),))
    for item in known.items:
        for name in (item.name, *item.synonyms):
            names.setdefault(fold(name), ((ITEM, item.id),))
    items = {one.id for one in known.items}
    return InteractionMatcher(
        names=names,
        members={
            one.id: tuple((ITEM if id in items else DRUG, id) for id in one.members)
            for one in known.classes
        },
        kinds={one.id: one.kind for one in known.items},
        rules=tuple(_sides(one) for one in known.rules if one.checked != HIDDEN),
        stronger=_stronger(),
    )


def entry_of(medicine: Medication | str) -> Entry:
    """Return what the list knows of a medicine: by its name with the strength, and its brand."""
    if isinstance(medicine, str):
        return matcher().read(medicine)
    read = matcher().read(f"{medicine.name} {medicine.strength}", medicine.brand)
    return Entry(medicine.name.strip(), read.ingredients)


def read_allergy(said: str) -> Entry:
    """Return what the list knows of an allergy; one to aspirin is one to every amount of it."""
    read = matcher().read(said)
    more = (matcher().stronger.get(one) for one in read.targets)
    strong = (matcher().ingredient_of(one[1]).ingredients for one in more if one is not None)
    return Entry(said, (*read.ingredients, *(each for one in strong for each in one)))


def is_sold_freely(entry: Entry) -> bool:
    """Say whether the list knows a medicine as one bought without a prescription."""
    kinds = matcher().kinds
    return any(kinds.get(id) in SHOP for type, id in entry.targets if type == ITEM)


def rule_of(sides: RuleSides) -> InteractionRule:
    """Return a rule with its words."""
    found = catalogue.interactions().rule(sides.id)
    assert found is not None, sides.id
    return found


def label_of(target: Target) -> str:
    """Return what a drug, an item or a class is called."""
    return catalogue.interactions().label(ListTarget(*target))


def is_on_purpose(sides: RuleSides, first: Entry, second: Entry) -> bool:
    """Say whether the list of treatment plans gives two medicines of this rule together."""
    return any(
        {one.target, other.target} <= plan
        for a, b in ((sides.a, sides.b), (sides.b, sides.a))
        for one in first.ingredients
        if a in one.sides
        for other in second.ingredients
        if b in other.sides
        for plan in _plans()
    )


def family_names(entry: Entry) -> dict[str, str]:
    """Return the classes of one kind an entry is in: their ids and names."""
    known = catalogue.interactions().classes
    ids = {id for type, id in entry.sides if type == CLASS} & _FAMILIES
    return {one.id: one.name for one in known if one.id in ids}


def names_a_family(said: str, name: str) -> bool:
    """Say whether what somebody wrote names a class: "NSAIDs", "quinolone", "statin"."""
    words = {word.removesuffix("s") for word in fold(said).split()}
    telling = {word.removesuffix("s") for word in fold(name).split()} & words
    return any(word not in _SAID_OF_MANY and len(word) > 3 for word in telling)


def said_alike(said: str, entry: Entry, *names: str) -> str:
    """Return the name or ingredient of which words of an allergy begin a word, empty for none."""
    inside = (label_of(one) for one in entry.targets if one[0] in {DRUG, ITEM})
    return next((name for name in (*names, *inside) if begins_a_word(said, name)), "")


@cache
def _plans() -> tuple[frozenset[Target], ...]:
    return tuple(
        frozenset((DRUG, part.drug_id) for part in one.components)
        for one in catalogue.regimens().templates
    )


def _sides(rule: InteractionRule) -> RuleSides:
    return RuleSides(
        id=rule.id,
        a=rule.a,
        b=rule.b,
        rank=SEVERITIES.index(rule.severity),
        lasts=speaks_of_later(rule.timing) or speaks_of_later(rule.effect),
    )


def _stronger() -> dict[Target, tuple[int, Target]]:
    """Return the items of a high dose, by the thing that they are a high dose of."""
    known = catalogue.interactions()
    found: dict[Target, tuple[int, Target]] = {}
    for item in known.items:
        base = item.id.removesuffix(_HIGH)
        least = least_strength(item.synonyms)
        if base != item.id and base in known.drugs and least is not None:
            found[(DRUG, base)] = (least, (ITEM, item.id))
    return found


# Words in the names of classes that name no class by themselves.
_SAID_OF_MANY = frozenset({
    "medicine", "tablet", "drug", "pain", "reliever", "antibiotic", "water", "bone", "cell",
    "blood", "strong", "therapie", "therapy", "family", "boron", "group", "with", "that", "drip",
    "chemotherapy", "antibodie", "booster", "blocker", "acid", "diabete", "immune", "proteasome",
    "inhibitor", "beta", "antidepressant", "nerve", "heart", "pressure", "things", "anti",
    "allergy", "sleep",
})  # fmt: skip
