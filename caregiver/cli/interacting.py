"""What labels and monographs say of medicines together. Nothing found is never "safe"."""

from collections.abc import Iterable
from typing import Any

from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, identifier
from caregiver.cli.output import Answer
from caregiver.domain.medications import Medication
from caregiver.errors import NotFound
from caregiver.services import interaction_words as words
from caregiver.services.interactions import (
    AllergySort,
    AllergyWarning,
    InteractionCheck,
    InteractionHit,
    SameIngredient,
)

_ALLERGIES = {
    AllergySort.NAMED: words.ALLERGY_NAMED,
    AllergySort.GROUP: words.ALLERGY_GROUP,
    AllergySort.ALIKE: words.ALLERGY_ALIKE,
}


def register(commands: Commands) -> None:
    """Add the command that compares medicines."""
    parser = commands.add("interactions", "what labels say of medicines together", _interactions)
    parser.add_argument("--medication", type=identifier, metavar="ID", help="only of this one")
    parser.add_argument("--with", dest="name", metavar="NAME", help="with this name, in the list "
                        "or not")  # fmt: skip


def warnings_of(app: Caregiver, medicine: Medication) -> list[dict[str, str]]:
    """Return what to ask about a medicine of the list: a code and a sentence each."""
    found = app.interactions.look(medicine)
    told = [("allergy", _allergy(one)) for one in found.allergies]
    told += [("same_ingredient", _same(one)) for one in found.same]
    told += [("interaction", _line(one)) for one in found.hits]
    if not found.is_known:
        told.append(("not_in_list", words.NOT_IN_LIST.format(name=found.name)))
    return [{"code": code, "text": text} for code, text in told]


def _interactions(app: Caregiver, args: Namespace) -> Answer:
    medication = _medication(app, args.medication)
    if medication is not None and args.name is not None:
        return _between(app, medication, args.name)
    if medication is not None or args.name is not None:
        return _checked(app.interactions.look(medication or args.name))
    hits, unknown = app.interactions.all(), app.interactions.unknown()
    lines = [line for hit in hits for line in _lines(hit)]
    return _answer(hits, lines or [words.NOTHING_ON_LIST], unknown)


def _medication(app: Caregiver, id: str | None) -> Medication | None:
    if id is None:
        return None
    found = app.medications.get(id)
    if found is None:
        raise NotFound("record_missing", kind=Medication.kind, id=id)
    return found


def _between(app: Caregiver, medication: Medication, name: str) -> Answer:
    hit = app.interactions.between(medication, name)
    known = {one: app.interactions.is_known(one) for one in (medication, name)}
    unknown = [words.NOT_IN_LIST.format(name=getattr(one, "name", one))
               for one, is_known in known.items() if not is_known]  # fmt: skip
    lines = _lines(hit) if hit else unknown or [words.NOTHING_ON_TWO]
    return _answer([hit] if hit else [], lines, ())


def _checked(check: InteractionCheck) -> Answer:
    lines = [_allergy(one) for one in check.allergies]
    lines += [_same(one) for one in check.same]
    lines += [line for hit in check.hits for line in _lines(hit)]
    if not check.is_known:
        lines.append(words.NOT_IN_LIST.format(name=check.name))
    elif not check.hits:
        lines.append(words.NOTHING_ON.format(name=check.name))
    more = {
        "is_known": check.is_known,
        "allergies": [{"said": one.said, "sort": one.sort.value, "text": _allergy(one)}
                      for one in check.allergies],
        "same_ingredient": [{"id": one.other.id, "name": one.other.name,
                             "ingredient": one.ingredient} for one in check.same],
    }  # fmt: skip
    return _answer(check.hits, lines, check.unknown, **more)


def _answer(
    hits: Iterable[InteractionHit], lines: list[str], unknown: Iterable[Medication], **more: Any
) -> Answer:
    names = tuple(one.name for one in unknown)
    if names:
        lines = [*lines, words.OTHERS_NOT_IN_LIST.format(names=words.listed(names))]
    data = {"interactions": [_json(one) for one in hits], "not_in_list": list(names), **more}
    return Answer(data, lines)


def _line(hit: InteractionHit) -> str:
    weight = words.severity_words(hit.rule, hit.expected)
    return f"{hit.about_name} + {hit.other_name}: {weight}. {words.says(hit.rule)}"


def _lines(hit: InteractionHit) -> list[str]:
    source = [words.SOURCE.format(source="; ".join(hit.sources))] if hit.sources else []
    told = [*words.more(hit.rule), words.to_ask(hit.rule), *source]
    return [_line(hit), *(f"  {one}" for one in told)]


def _json(hit: InteractionHit) -> dict[str, Any]:
    rule = hit.rule
    answered = hit.answered
    return {
        "rule": rule.id,
        "severity": rule.severity,
        "words": words.severity_words(rule, hit.expected),
        "medicine": hit.about_name,
        "medicine_id": getattr(hit.about, "id", None),
        "with": hit.other_name,
        "with_id": getattr(hit.other, "id", None),
        "says": words.says(rule),
        "timing": rule.timing,
        "what_to_ask": rule.what_to_ask,
        "basis": rule.basis,
        "checked": rule.checked,
        "effect_from": rule.effect_from,
        "expected": hit.expected,
        "also": [one.id for one in hit.also],
        "sources": list(hit.sources),
        "question": hit.question,
        "question_id": hit.asked.id if hit.asked else None,
        "answer": {"text": answered.answer, "who": answered.who,
                   "day": answered.day.isoformat() if answered.day else None}
        if answered else None,
    }  # fmt: skip


def _allergy(one: AllergyWarning) -> str:
    return _ALLERGIES[one.sort].format(said=one.said, name=one.name, group=one.group)


def _same(one: SameIngredient) -> str:
    return words.SAME_INGREDIENT.format(other=one.other.name, ingredient=one.ingredient)
