"""Say an appointment in words and icons: what for, when, where; the same on every screen."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from caregiver.domain.appointments import (
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Occurrence,
)
from caregiver.domain.recurrence import parse_rule
from caregiver.formats import Formats
from ui.repeat_words import rule_words

# Dates outside the rule that are named; the others are on the calendar.
MOST_EXTRA_DATES = 3

# icon, what it is for, and the short word that fits into a cell of the month
_LOOKS: dict[AppointmentKind, tuple[str, object, object]] = {
    AppointmentKind.CLINIC: ("stethoscope", QT_TRANSLATE_NOOP("Appointments", "Clinic visit"),
                             QT_TRANSLATE_NOOP("Appointments", "Visit")),
    AppointmentKind.INFUSION: ("droplet",
                               QT_TRANSLATE_NOOP("Appointments", "Infusion or injection"),
                               QT_TRANSLATE_NOOP("Appointments", "Infusion")),
    AppointmentKind.LAB_DRAW: ("test-tube", QT_TRANSLATE_NOOP("Appointments", "Blood test"),
                               QT_TRANSLATE_NOOP("Appointments", "Blood")),
    AppointmentKind.SCAN: ("bone", QT_TRANSLATE_NOOP("Appointments", "Scan or X-ray"),
                           QT_TRANSLATE_NOOP("Appointments", "Scan")),
    AppointmentKind.PROCEDURE: ("bed", QT_TRANSLATE_NOOP("Appointments", "Procedure"),
                                QT_TRANSLATE_NOOP("Appointments", "Procedure")),
    AppointmentKind.DENTAL: ("calendar", QT_TRANSLATE_NOOP("Appointments", "Dentist"),
                             QT_TRANSLATE_NOOP("Appointments", "Dentist")),
    AppointmentKind.EYE: ("eye", QT_TRANSLATE_NOOP("Appointments", "Eye doctor"),
                          QT_TRANSLATE_NOOP("Appointments", "Eyes")),
    AppointmentKind.VACCINE: ("syringe", QT_TRANSLATE_NOOP("Appointments", "Vaccine"),
                              QT_TRANSLATE_NOOP("Appointments", "Vaccine")),
    AppointmentKind.PHARMACY: ("pill-bottle", QT_TRANSLATE_NOOP("Appointments", "Pharmacy"),
                               QT_TRANSLATE_NOOP("Appointments", "Pharmacy")),
    AppointmentKind.TELE: ("phone", QT_TRANSLATE_NOOP("Appointments", "Phone or video call"),
                           QT_TRANSLATE_NOOP("Appointments", "Call")),
    AppointmentKind.SUPPORT: ("hand-heart", QT_TRANSLATE_NOOP("Appointments", "Support"),
                              QT_TRANSLATE_NOOP("Appointments", "Support")),
    AppointmentKind.OTHER: ("calendar", QT_TRANSLATE_NOOP("Appointments", "Something else"), ""),
}  # fmt: skip
_STATUS: dict[AppointmentStatus, object] = {
    AppointmentStatus.PLANNED: "",
    AppointmentStatus.CONFIRMED: QT_TRANSLATE_NOOP("Appointments", "confirmed"),
    AppointmentStatus.ATTENDED: QT_TRANSLATE_NOOP("Appointments", "took place"),
    AppointmentStatus.MISSED: QT_TRANSLATE_NOOP("Appointments", "did not take place"),
    AppointmentStatus.CANCELLED: QT_TRANSLATE_NOOP("Appointments", "cancelled"),
}


def _tr(words: object) -> str:
    return QCoreApplication.translate("Appointments", str(words)) if words else ""


def icon_of(appointment: Appointment) -> str:
    """Return the icon of an appointment; a cancelled one has its own."""
    if appointment.status is AppointmentStatus.CANCELLED:
        return "calendar-x"
    return _LOOKS[appointment.sort][0]


def kind_choices() -> list[tuple[AppointmentKind, str]]:
    """Return every kind with its words, for a field."""
    return [(kind, _tr(words)) for kind, (_, words, _) in _LOOKS.items()]


def kind_icon(kind: AppointmentKind) -> str:
    """Return the icon of a kind."""
    return _LOOKS[kind][0]


def status_choices() -> list[tuple[AppointmentStatus, str]]:
    """Return every status with its words, for a field."""
    planned = QCoreApplication.translate("Appointments", "planned")
    return [(status, _capital(_tr(words) or planned)) for status, words in _STATUS.items()]


def kind_words(appointment: Appointment) -> str:
    """Return "Clinic visit"."""
    return _tr(_LOOKS[appointment.sort][1])


def short_kind(appointment: Appointment) -> str:
    """Return "Visit", for a cell of the month; "" where the title must do."""
    return _tr(_LOOKS[appointment.sort][2])


def status_words(appointment: Appointment) -> str:
    """Return what became of it ("cancelled"), "" while it is simply planned."""
    return _tr(_STATUS[appointment.status])


def when(occurrence: Occurrence, formats: Formats) -> str:
    """Return "11:30 AM to 12:30 PM", "All day", or days where it lasts longer."""
    starts, ends = occurrence.starts, occurrence.ends
    if occurrence.appointment.all_day:
        if ends is None or ends.date() == starts.date():
            return QCoreApplication.translate("Appointments", "All day")
        return _range(formats.month_day(starts.date()), formats.month_day(ends.date()))
    if ends is None or ends == starts:
        return formats.time(starts)
    if ends.date() != starts.date():
        return _range(_moment(starts, formats), _moment(ends, formats))
    return _range(formats.time(starts), formats.time(ends))


def part_of_day(at: time) -> str:
    """Return "morning", "noon", "afternoon", "evening" or "night"."""
    if at.hour < 5 or at.hour >= 21:
        return QCoreApplication.translate("Appointments", "night")
    if at.hour < 11:
        return QCoreApplication.translate("Appointments", "morning")
    if at.hour < 14:
        return QCoreApplication.translate("Appointments", "noon")
    return (
        QCoreApplication.translate("Appointments", "afternoon")
        if at.hour < 18
        else QCoreApplication.translate("Appointments", "evening")
    )


def repeats(appointment: Appointment, formats: Formats) -> str:
    """Return "Every week on Monday and Thursday until April 30", "" for a single one.

    A date that is other than its series says which it stands for.
    """
    if appointment.series_id and appointment.series_start:
        instead = QCoreApplication.translate("Appointments", "One date of a series, planned for %1")
        return instead.replace("%1", formats.day_date(appointment.series_start.date()))
    rule = parse_rule(appointment.rule) if appointment.rule else None
    words = rule_words(rule, appointment.starts, formats) if rule else ""
    if not appointment.extra_starts:
        return words
    dates = [formats.date_short(at.date()) for at in appointment.extra_starts[:MOST_EXTRA_DATES]]
    if len(appointment.extra_starts) > MOST_EXTRA_DATES:
        dates.append("\N{HORIZONTAL ELLIPSIS}")
    also = QCoreApplication.translate("Appointments", "Also on %1").replace("%1", ", ".join(dates))
    return ". ".join(part for part in (words, also) if part)


def spoken(occurrence: Occurrence, formats: Formats) -> str:
    """Return the whole appointment in one sentence for a screen reader."""
    one = occurrence.appointment
    parts = [when(occurrence, formats), one.title, one.location, status_words(one)]
    return ", ".join(part for part in parts if part)


def occurrence_name(occurrence: Occurrence) -> str:
    """Return the name of the controls of one date: the id and its day."""
    return f"{occurrence.appointment.id}_{occurrence.day:%Y%m%d}"


def day_words(day: date, today: date, formats: Formats) -> str:
    """Return "Monday, March 15", with "Today" or "Tomorrow" in front where it is."""
    written = formats.weekday_date(day) if day.year == today.year else formats.date_long(day)
    near = {
        0: QCoreApplication.translate("Appointments", "Today, %1"),
        1: QCoreApplication.translate("Appointments", "Tomorrow, %1"),
        -1: QCoreApplication.translate("Appointments", "Yesterday, %1"),
    }
    return near.get((day - today).days, "%1").replace("%1", written)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _range(first: str, last: str) -> str:
    return (
        QCoreApplication.translate("Appointments", "%1 to %2")
        .replace("%1", first)
        .replace("%2", last)
    )


def _moment(at: datetime, formats: Formats) -> str:
    return f"{formats.date_short(at.date())}, {formats.time(at)}"
