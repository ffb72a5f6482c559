"""What is said of an interaction: whose words, how weighty, what to ask. No advice of our own."""

import re

from caregiver.catalogue.interaction_list import InteractionRule
from caregiver.texts import Translate, mark

_ASKS = re.compile(r"Ask (?=(if|what|which|how|for|about|where|when|who|whether)\b)")

# No alarm: each says what to do with the list, not with the medicine.
SEVERITY = {
    "major": mark("Ask before taking together"),
    "moderate": mark("Ask about dose or timing"),
    "minor": mark("Good to know"),
}
ON_PURPOSE = mark("Given together on purpose")
SAYS = {
    "label": mark("The label says: {effect}"),
    "guideline": mark("A guideline says: {effect}"),
    "monograph": mark("A drug monograph says: {effect}"),
    "lab_study": mark("A lab study says: {effect}"),
}
# The source names the pair; the explanation is ours.
NAMES = {
    "label": mark("The label names them. Explained in our own words: {effect}"),
    "guideline": mark("A guideline names them. Explained in our own words: {effect}"),
    "monograph": mark("A drug monograph names them. Explained in our own words: {effect}"),
    "lab_study": mark("A lab study names them. Explained in our own words: {effect}"),
}
TIMING = mark("When: {timing}")
TO_ASK = mark("What to ask: {ask}")
SOURCE = mark("Source: {source}")
SECOND_HAND = mark("We saw this only quoted elsewhere.")
MYELOMA = mark("myeloma")
SOMEBODY = mark("the care team")
NOT_IN_LIST = mark("{name} is not in our list. Ask the pharmacist.")
NOTHING_ON = mark(
    "Our list has nothing on {name} with the other medicines. That does not mean it is safe."
)
NOTHING_ON_TWO = mark("Our list has nothing on these two. That does not mean it is safe.")
NOTHING_ON_LIST = mark(
    "Our list has nothing on these medicines together. That does not mean it is safe."
)
OTHERS_NOT_IN_LIST = mark("Not in our list, so not compared: {names}. Ask the pharmacist.")
SAME_INGREDIENT = mark(
    "{other} is on the list already and has the same ingredient ({ingredient}). "
    "Please check with the pharmacist."
)
ALLERGY_NAMED = mark(
    "The allergy list says “{said}”. It is in {name}. Ask the team before the first dose."
)
ALLERGY_GROUP = mark(
    "The allergy list says “{said}”. {name} is in the same group ({group}). "
    "Ask the team before the first dose."
)
ALLERGY_ALIKE = mark(
    "The allergy list says “{said}”. {name} has a name or ingredient that sounds like it: "
    "{group}. Ask the team before the first dose."
)
ASK_PAIR = mark("May {first} be taken with {second}? {says} {ask}")
ASK_ON_PURPOSE = mark("{first} and {second} are given together on purpose. {says} {ask}")
ASK_MYELOMA = mark("May {first} be taken with myeloma? {says} {ask}")
MAY_TAKE = mark("May {name} be taken with {others}?")
WITH_TREATMENT = mark("the other medicines")
AND = mark("{first} and {last}")
STOPPED = mark("{name} (stopped {day})")


def severity_words(rule: InteractionRule, is_expected: bool, translate: Translate = str) -> str:
    """Return how weighty a rule is, in words."""
    return translate(ON_PURPOSE if is_expected else SEVERITY[rule.severity])


def says(rule: InteractionRule, translate: Translate = str) -> str:
    """Return what is said, and by whom."""
    told = NAMES if rule.effect_is_ours else SAYS
    return translate(told[rule.basis]).format(effect=rule.effect)


def more(rule: InteractionRule, translate: Translate = str) -> tuple[str, ...]:
    """Return the time between the two, and the mark of what was not read in its source."""
    found = []
    if rule.timing:
        found.append(translate(TIMING).format(timing=rule.timing))
    if not rule.is_checked:
        found.append(translate(SECOND_HAND))
    return tuple(found)


def to_ask(rule: InteractionRule, translate: Translate = str) -> str:
    """Return what to ask the pharmacist or the doctor, without saying "ask" twice."""
    found = _ASKS.match(rule.what_to_ask)
    ask = rule.what_to_ask[found.end() :] if found else rule.what_to_ask
    return translate(TO_ASK).format(ask=ask[:1].upper() + ask[1:])


def listed(names: tuple[str, ...], translate: Translate = str) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return translate(AND).format(first=", ".join(names[:-1]), last=names[-1])
