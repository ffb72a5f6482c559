"""Turn a reading into the records it stands for. Nothing is saved here."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from caregiver.domain.appointments import Appointment, AppointmentKind
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.journal import JournalEntry
from caregiver.domain.labs import LabResult
from caregiver.domain.people import CareTeamMember, Role
from caregiver.domain.questions import Question
from caregiver.domain.quick_add.context import Context
from caregiver.domain.quick_add.reading import Kind, LabValue, Reading
from caregiver.domain.records import Record
from caregiver.domain.symptoms import SymptomReport


def to_records(reading: Reading, context: Context) -> tuple[Record, ...]:
    """Return the new records a complete reading stands for, several for several lab results.

    A reading with `missing` values has none yet. A "member" chip of a contact is a hint for the
    service, which may add the number to that member instead.
    """
    if reading.missing:
        return ()
    return _MAKERS[reading.kind](reading, context)


def _appointment(reading: Reading, context: Context) -> tuple[Record, ...]:
    day: date = reading.value("day", context.today)
    at: time | None = reading.value("time")
    ends: time | None = reading.value("ends")
    starts = datetime.combine(day, at or time(0))
    ends_at = datetime.combine(day, ends) if at and ends else None
    return (
        Appointment(
            title=reading.value("title", reading.line),
            sort=reading.value("sort", AppointmentKind.OTHER),
            starts=starts,
            ends=starts if at is None else ends_at if ends_at and ends_at > starts else None,
            zone=context.zone,
            all_day=at is None,
            rule=reading.value("rule", ""),
            member_id=reading.value("member"),
            location=reading.value("location", ""),
            note=reading.value("note", ""),
        ),
    )


def _symptom(reading: Reading, context: Context) -> tuple[Record, ...]:
    day: date = reading.value("day", context.today)
    at: time | None = reading.value("time")
    named = reading.chip("symptom")
    return (
        SymptomReport(
            symptom=named.value if named else "",
            name=named.text if named else reading.line,
            day=day,
            observed_at=_instant(day, at, context),
            severity=reading.value("severity"),
            value=reading.value("value"),
            unit=reading.value("unit", ""),
            began_on=reading.value("began_on"),
            note=reading.value("note", ""),
        ),
    )


def _dose(reading: Reading, context: Context) -> tuple[Record, ...]:
    day: date = reading.value("day", context.today)
    status: DoseStatus = reading.value("status", DoseStatus.TAKEN)
    at: time | None = reading.value("time")
    return (
        Dose(
            medication_id=reading.value("medicine", ""),
            day=day,
            status=status,
            given_at=_instant(day, at, context) if status.was_taken else None,
            amount=reading.value("amount"),
            unit=reading.value("unit", ""),
            reason=reading.value("reason", ""),
            note=reading.value("note", ""),
        ),
    )


def _question(reading: Reading, context: Context) -> tuple[Record, ...]:
    return (
        Question(
            text=reading.value("text", reading.line),
            role=reading.value("role", Role.DOCTOR),
            member_id=reading.value("member"),
            noted_on=context.today,
        ),
    )


def _journal(reading: Reading, context: Context) -> tuple[Record, ...]:
    return (
        JournalEntry(
            day=reading.value("day", context.today),
            written_at=_instant(context.today, context.clock, context),
            text=reading.value("text", reading.line),
        ),
    )


def _contact(reading: Reading, context: Context) -> tuple[Record, ...]:
    return (CareTeamMember(name=reading.value("name", ""), phone=reading.value("phone", "")),)


def _labs(reading: Reading, context: Context) -> tuple[Record, ...]:
    results = [one.value for one in reading.chips if isinstance(one.value, LabValue)]
    return tuple(
        LabResult(
            test=one.test,
            name=one.name,
            printed=one.printed,
            unit=one.unit,
            taken_on=reading.value("day", context.today),
        )
        for one in results
    )


def _instant(day: date, at: time | None, context: Context) -> datetime | None:
    """Return the UTC instant of a local time; one that daylight saving skips comes later."""
    if at is None:
        return None
    return datetime.combine(day, at, ZoneInfo(context.zone)).astimezone(UTC)


_MAKERS: dict[Kind, Callable[[Reading, Context], tuple[Record, ...]]] = {
    Kind.APPOINTMENT: _appointment,
    Kind.SYMPTOM: _symptom,
    Kind.DOSE: _dose,
    Kind.QUESTION: _question,
    Kind.JOURNAL: _journal,
    Kind.CONTACT: _contact,
    Kind.LAB: _labs,
}
