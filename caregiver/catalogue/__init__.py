"""The bundled catalogue: questions, symptoms, tests, medicines, follow-ups, sources.

Each file is read and checked when it is first asked for, and then kept.
"""

from collections.abc import Mapping
from functools import cache

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
from caregiver.catalogue.source_list import Citation, Source, build_sources
from caregiver.catalogue.symptom_list import Measure, Symptom, SymptomList, build_symptoms
from caregiver.catalogue.units import unit_text

__all__ = [
    "CatalogueError",
    "Citation",
    "FollowUpList",
    "FollowUpTemplate",
    "LabList",
    "LabTest",
    "Measure",
    "MedicineName",
    "MedicineNames",
    "NameSuggestion",
    "PreparationList",
    "PreparationStep",
    "QuestionBank",
    "QuestionSet",
    "QuestionTemplate",
    "Source",
    "Symptom",
    "SymptomList",
    "drug_names",
    "follow_ups",
    "labs",
    "preparation",
    "questions",
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
def drug_names() -> MedicineNames:
    """Return the names of medicines, for spelling only."""
    return build_medicines(read("medicines"))


@cache
def sources() -> Mapping[str, Source]:
    """Return the sources by id."""
    return build_sources(read("sources"))
