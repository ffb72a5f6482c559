"""The table of doses of the CSV export: what was recorded, a row each, thousands of them."""

from collections.abc import Callable, Iterable
from datetime import datetime, time, tzinfo
from functools import cache

from caregiver.domain.doses import Dose
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.patterns import PatternNames
from caregiver.domain.quantities import NO_BREAK_SPACE, safe_dose_text
from caregiver.domain.regimens import Regimen
from caregiver.exchange.csv_tables import CsvColumn, CsvTable, Value
from caregiver.formats import PlainFormats
from caregiver.services.schedule_words import when_words
from caregiver.storage.reading import Reader

_COLUMNS = (
    ("id", "number of the record"),
    ("medicine_id", "row in medicines"),
    ("medicine", "its name"),
    ("day", "day it counts for"),
    ("planned_time", "by the clock; empty: no fixed time"),
    ("status", "taken, late, skipped, held (by the clinic), missed"),
    ("taken_at", "local time with its distance from UTC"),
    ("zone", "time zone of taken_at"),
    ("amount", "how many were taken"),
    ("unit", "of the amount"),
    ("dose_text", "the dose in words"),
    ("strength", "on that day"),
    ("schedule_id", "row in schedules"),
    ("schedule", "its days and times in words"),
    ("reason", "why it was not taken"),
    ("given_by", "who gave it"),
    ("note", "note"),
)


def dose_table(reader: Reader, doses: Iterable[Dose], zone: tzinfo) -> CsvTable:
    """Return a row for each dose, in order of day and time; `zone` is the person's."""
    names = {one.id: one.name for one in reader.all(Medication)}
    when = _schedule_words(reader, names)
    safe = cache(_safe)
    zone_name = str(zone)

    def row(dose: Dose) -> tuple[Value, ...]:
        return (
            dose.id,
            dose.medication_id,
            names.get(dose.medication_id),
            dose.day,
            dose.due_time,
            dose.status.value,
            _local(dose.given_at, zone),
            zone_name if dose.given_at else None,
            dose.amount,
            safe(dose.unit),
            safe(dose.dose_text),
            safe(dose.strength),
            dose.schedule_id,
            when(dose.schedule_id),
            dose.reason,
            dose.given_by,
            dose.note,
        )

    return CsvTable(
        "doses",
        "doses that were recorded; a planned dose without a row was not recorded",
        tuple(CsvColumn(name, about) for name, about in _COLUMNS),
        [row(one) for one in sorted(doses, key=_in_time)],
    )


def _in_time(dose: Dose) -> tuple[int, time, str]:
    return dose.day.toordinal(), dose.due_time or time.max, dose.id


def _local(at: datetime | None, zone: tzinfo) -> str | None:
    return at.astimezone(zone).isoformat(timespec="minutes") if at else None


def _schedule_words(reader: Reader, medicines: dict[str, str]) -> Callable[[str | None], str]:
    """Return what says in words when a schedule has its doses; each is worded once."""
    known = {one.id: one for one in reader.all(Schedule)}
    names = PatternNames(medicines, {one.id: one for one in reader.all(Regimen)})
    formats = PlainFormats()

    @cache
    def words(schedule_id: str | None) -> str:
        schedule = known.get(schedule_id or "")
        if schedule is None:
            return ""
        return when_words(schedule, formats, None, names).replace(NO_BREAK_SPACE, " ")

    return words


def _safe(text: str) -> str:
    return safe_dose_text(text).text.replace(NO_BREAK_SPACE, " ")
