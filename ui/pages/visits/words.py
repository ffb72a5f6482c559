"""Say who a question is for, how old it is, and when a visit is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject

from caregiver.domain.people import Role
from caregiver.domain.questions import Question, QuestionStatus
from caregiver.domain.visits import Visit
from caregiver.formats import Formats

_ROLES: Mapping[Role, object] = {
    Role.DOCTOR: QT_TRANSLATE_NOOP("Roles", "Doctor"),
    Role.NURSE: QT_TRANSLATE_NOOP("Roles", "Nurse"),
    Role.PHARMACIST: QT_TRANSLATE_NOOP("Roles", "Pharmacist"),
    Role.SOCIAL_WORKER: QT_TRANSLATE_NOOP("Roles", "Social worker"),
    Role.FINANCE: QT_TRANSLATE_NOOP("Roles", "Billing and insurance"),
    Role.PRIMARY_CARE: QT_TRANSLATE_NOOP("Roles", "Primary care"),
    Role.THERAPIST: QT_TRANSLATE_NOOP("Roles", "Therapist"),
    Role.DIETITIAN: QT_TRANSLATE_NOOP("Roles", "Dietitian"),
    Role.DENTIST: QT_TRANSLATE_NOOP("Roles", "Dentist"),
    Role.FAMILY: QT_TRANSLATE_NOOP("Roles", "Family"),
    Role.OTHER: QT_TRANSLATE_NOOP("Roles", "Anyone"),
}


def role_name(role: Role) -> str:
    """Return the translated name of a role."""
    return QCoreApplication.translate("Roles", str(_ROLES.get(role, _ROLES[Role.OTHER])))


def role_choices() -> list[tuple[Role, str]]:
    """Return the roles a question can be addressed to, with their names."""
    return [(role, role_name(role)) for role in _ROLES]


class VisitWords(QObject):
    """Write the lines about questions and visits the way this person's desktop does."""

    def __init__(self, formats: Formats) -> None:
        """Take how dates and times are written."""
        super().__init__()
        self._formats = formats

    def age(self, question: Question, today: date) -> str:
        """Return "asked twice, 6 weeks"; "" for a question that was never asked."""
        times = len(question.asked_on)
        if not times:
            return ""
        days = max(0, (today - min(question.asked_on)).days)
        span = self.tr("%n days", "", days) if days < 14 else self.tr("%n weeks", "", days // 7)
        if days == 1:
            span = self.tr("1 day")
        if times == 1:
            asked = self.tr("asked once")
        elif times == 2:
            asked = self.tr("asked twice")
        else:
            asked = self.tr("asked %n times", "", times)
        return self.tr("{asked}, {span}").format(asked=asked, span=span)

    def status(self, question: Question) -> str:
        """Return what became of a question, "" while it is simply open."""
        return {
            QuestionStatus.THEY_WILL_CHECK: self.tr("they will check"),
            QuestionStatus.PARKED: self.tr("set aside"),
            QuestionStatus.ANSWERED: self.tr("answered"),
            QuestionStatus.WITHDRAWN: self.tr("no longer asked"),
        }.get(question.status, "")

    def question_line(self, question: Question, member: str, today: date) -> str:
        """Return the line under a question: for whom, how often it was asked, what they said."""
        parts = (member or role_name(question.role), self.age(question, today),
                 self.status(question))  # fmt: skip
        return " · ".join(part for part in parts if part)

    def days_away(self, days: int) -> str:
        """Return "today", "tomorrow" or "in 9 days"."""
        if days == 0:
            return self.tr("today")
        return self.tr("tomorrow") if days == 1 else self.tr("in {days} days").format(days=days)

    def visit_title(self, visit: Visit, today: date) -> str:
        """Return "Wednesday, March 24: Hematology clinic", with the year where it is another."""
        day = visit.when()
        if day is None:
            return visit.title
        same_year = day.year == today.year
        when = self._formats.weekday_date(day) if same_year else self._formats.date_long(day)
        if not visit.title:
            return when
        return self.tr("{day}: {title}").format(day=when, title=visit.title)
