"""The bundled catalogue: questions, symptoms, tests, medicines, plans, follow-ups, sources.

Each file is read and checked when it is first asked for, and then kept.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from caregiver.catalogue.documents import CatalogueError, read
from caregiver.catalogue.follow_up_list import (
    FollowUpList,
    FollowUpTemplate,
    build_follow_ups,
)
from caregiver.catalogue.lab_list import LabList, LabTest, build_labs
from caregiver.catalogue.medicine_names import (
    MedicineName,
    MedicineNames,
    NameSuggestion,
    OtherName,
    build_medicines,
)
from caregiver.catalogue.preparation import (
    PreparationList,
    PreparationStep,
    build_preparation,
)
from caregiver.catalogue.question_bank import (
    QuestionBank,
    QuestionSet,
    QuestionTemplate,
    build_bank,
)
from caregiver.catalogue.regimen_list import (
    ExpectedDays,
    RegimenComponent,
    RegimenList,
    RegimenPhase,
    RegimenTemplate,
    build_regimens,
)
from caregiver.catalogue.source_list import Citation, Source, build_sources
from caregiver.catalogue.symptom_list import Measure, Symptom, SymptomList, build_symptoms
from caregiver.catalogue.units import unit_text
from caregiver.domain.follow_ups import FollowUp

# Read when it is first asked for: no start waits for it.
if TYPE_CHECKING:
    from caregiver.catalogue.fact_list import MedicineFacts
    from caregiver.catalogue.interaction_list import InteractionList

__all__ = [
    "CatalogueError",
    "Citation",
    "ExpectedDays",
    "FollowUpList",
    "FollowUpTemplate",
    "LabList",
    "LabTest",
    "Measure",
    "MedicineName",
    "MedicineNames",
    "NameSuggestion",
    "OtherName",
    "PreparationList",
    "PreparationStep",
    "QuestionBank",
    "QuestionSet",
    "QuestionTemplate",
    "RegimenComponent",
    "RegimenList",
    "RegimenPhase",
    "RegimenTemplate",
    "Source",
    "Symptom",
    "SymptomList",
    "drug_names",
    "follow_ups",
    "interactions",
    "labs",
    "medicine_facts",
    "plan_of",
    "preparation",
    "publishers",
    "questions",
    "regimens",
    "sources",
    "symptoms",
    "unit_text",
]


@cache
def questions() -> QuestionBank:
    """Return the question bank."""
    return build_bank(read("questions"))


@cache
def preparation() -> PreparationList:
    """Return the steps to offer before appointments."""
    return build_preparation(read("preparation"))


@cache
def symptoms() -> SymptomList:
    """Return the symptoms and side effects."""
    return build_symptoms(read("symptoms"))


@cache
def labs() -> LabList:
    """Return the tests."""
    return build_labs(read("labs"))


@cache
def follow_ups() -> FollowUpList:
    """Return what a family may want to be reminded of."""
    return build_follow_ups(read("follow_ups"))


@cache
def regimens() -> RegimenList:
    """Return the plans of treatment to compare with the prescription."""
    return build_regimens(read("regimens"))


@cache
def interactions() -> "InteractionList":
    """Return what to ask about when two things are taken together."""
    from caregiver.catalogue.interaction_list import build_interactions

    drugs = {one.id: one.generic for one in drug_names().medicines}
    return build_interactions(read("interactions"), drugs)


@cache
def drug_names() -> MedicineNames:
    """Return the names of medicines, for spelling only."""
    return build_medicines(read("medicines"), _other_names)


def _other_names() -> tuple[OtherName, ...]:
    rules = interactions()
    return tuple(
        OtherName(one.text, rules.ingredients(one), one.is_taken) for one in rules.written_names()
    )


def medicine_facts(drug_id: str) -> "MedicineFacts | None":
    """Return what the sources say about a medicine, None where this version has nothing."""
    return _facts_by_id().get(drug_id)


@cache
def _facts_by_id() -> "Mapping[str, MedicineFacts]":
    from caregiver.catalogue.fact_list import build_facts

    names = {one.id: one.name for one in symptoms().symptoms}
    return build_facts(read("medicine_facts"), names)


@cache
def sources() -> Mapping[str, Source]:
    """Return the sources by id."""
    return build_sources(read("sources"))


def publishers(cited: Iterable[Citation]) -> str:
    """Return who says so: the publishers of what is cited, each once."""
    names = (sources()[one.source_id].publisher for one in cited if one.source_id in sources())
    return ", ".join(dict.fromkeys(names))


def plan_of(template: FollowUpTemplate) -> FollowUp:
    """Return a plan with the words of a template, and nothing about days of its own."""
    return FollowUp(
        name=template.name,
        template=template.id,
        category=template.category,
        sort=template.sort,
        min_days=template.min_days,
        max_days=template.max_days,
        interval_text=template.interval_text or template.when,
        plain=template.plain,
        ask=template.ask,
        evidence=template.evidence,
        source=publishers(template.sources),
        is_test=template.is_test,
    )
