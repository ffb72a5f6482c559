"""Steps to offer before an appointment: what to bring, plan and ask. None of them advises."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caregiver.catalogue.documents import Entry, entries
from caregiver.domain.appointments import AppointmentKind

FILE = "preparation"
_KINDS = {kind.value: kind for kind in AppointmentKind}


@dataclass(frozen=True, slots=True)
class PreparationStep:
    """One step, and the kinds of appointment it is offered for."""

    id: str
    kinds: frozenset[AppointmentKind]
    text: str


@dataclass(frozen=True, slots=True)
class PreparationList:
    """All steps, in the order of the file."""

    steps: tuple[PreparationStep, ...]

    def for_kind(self, kind: AppointmentKind) -> tuple[str, ...]:
        """Return the words of the steps for one kind of appointment, in order."""
        return tuple(step.text for step in self.steps if kind in step.kinds)


def build_preparation(document: Mapping[str, Any]) -> PreparationList:
    """Build and check the steps."""
    return PreparationList(entries(FILE, document, "steps", _step))


def _step(entry: Entry) -> PreparationStep:
    names = entry.texts("for")
    unknown = sorted(set(names) - set(_KINDS))
    if unknown or not names:
        raise entry.error(f"{unknown[0] if unknown else 'nothing'} is not a kind of appointment")
    return PreparationStep(entry.id, frozenset(_KINDS[name] for name in names), entry.text("text"))
