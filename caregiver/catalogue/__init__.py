"""The bundled catalogue: questions, symptoms, tests, names of medicines, and their sources.

Each file is read and checked when it is first asked for, and then kept.
"""

from collections.abc import Mapping
from functools import cache

from caregiver.catalogue.documents import CatalogueError, read
from caregiver.catalogue.lab_list import LabList, LabTest, build_labs
from caregiver.catalogue.medicine_names import (
    MedicineName,
    MedicineNames,
    NameSuggestion,
    build_medicines,
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
    "LabList",
    "LabTest",
    "Measure",
    "MedicineName",
    "MedicineNames",
    "NameSuggestion",
    "QuestionBank",
    "QuestionSet",
    "QuestionTemplate",
    "Source",
    "Symptom",
    "SymptomList",
    "drug_names",
    "labs",
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
def symptoms() -> SymptomList:
    """Return the symptoms and side effects."""
    return build_symptoms(read("symptoms"))


@cache
def labs() -> LabList:
    """Return the tests."""
    return build_labs(read("labs"))


@cache
def drug_names() -> MedicineNames:
    """Return the names of medicines, for spelling only."""
    return build_medicines(read("medicines"))


@cache
def sources() -> Mapping[str, Source]:
    """Return the sources by id."""
    return build_sources(read("sources"))
