"""Say who somebody of the care team is, and how soon the team wants to hear."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from caregiver.domain.people import Role, RuleLevel

_ROLES: dict[Role, object] = {
    Role.DOCTOR: QT_TRANSLATE_NOOP("People", "Doctor"),
    Role.NURSE: QT_TRANSLATE_NOOP("People", "Nurse"),
    Role.PHARMACIST: QT_TRANSLATE_NOOP("People", "Pharmacist"),
    Role.SOCIAL_WORKER: QT_TRANSLATE_NOOP("People", "Social worker"),
    Role.FINANCE: QT_TRANSLATE_NOOP("People", "Billing and insurance"),
    Role.PRIMARY_CARE: QT_TRANSLATE_NOOP("People", "Primary care"),
    Role.THERAPIST: QT_TRANSLATE_NOOP("People", "Therapist"),
    Role.DIETITIAN: QT_TRANSLATE_NOOP("People", "Dietitian"),
    Role.DENTIST: QT_TRANSLATE_NOOP("People", "Dentist"),
    Role.TRANSPORT: QT_TRANSLATE_NOOP("People", "Transport"),
    Role.FAMILY: QT_TRANSLATE_NOOP("People", "Family or friend"),
    Role.OTHER: QT_TRANSLATE_NOOP("People", "Somebody else"),
}
# words, and the tone of the chip; urgent only for a line the team itself drew
_LEVELS: dict[RuleLevel, tuple[object, str]] = {
    RuleLevel.CALL_NOW: (QT_TRANSLATE_NOOP("People", "Call now"), "urgent"),
    RuleLevel.CALL_TODAY: (QT_TRANSLATE_NOOP("People", "Call today"), "attention"),
    RuleLevel.NEXT_VISIT: (QT_TRANSLATE_NOOP("People", "Tell at the next visit"), "note"),
}


def role_words(role: Role) -> str:
    """Return "Social worker"."""
    return QCoreApplication.translate("People", str(_ROLES[role]))


def role_choices() -> list[tuple[Role, str]]:
    """Return every role with its words, for a field."""
    return [(role, role_words(role)) for role in _ROLES]


def level_words(level: RuleLevel) -> str:
    """Return "Call now"."""
    return QCoreApplication.translate("People", str(_LEVELS[level][0]))


def level_tone(level: RuleLevel) -> str:
    """Return the tone of the chip of a level."""
    return _LEVELS[level][1]


def level_choices() -> list[tuple[RuleLevel, str]]:
    """Return every level with its words, most urgent first."""
    return [(level, level_words(level)) for level in _LEVELS]
