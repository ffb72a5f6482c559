"""Read one typed line: an appointment, a symptom, a dose, a question … or a journal note.

Pure values: nothing is saved and nothing is asked of the machine. What cannot be read is kept
whole as a journal note; there is no error.
"""

from dataclasses import replace

from caregiver.domain.quick_add.appointments import read_appointment
from caregiver.domain.quick_add.context import (
    Context,
    KnownMedicine,
    KnownMember,
    KnownSymptom,
    KnownTest,
)
from caregiver.domain.quick_add.correcting import blank, corrected
from caregiver.domain.quick_add.days import take_impossible_day
from caregiver.domain.quick_add.doses import read_dose
from caregiver.domain.quick_add.line import LONGEST, Line
from caregiver.domain.quick_add.others import (
    read_contact,
    read_journal,
    read_labs,
    read_question,
)
from caregiver.domain.quick_add.reading import Chip, Choice, Kind, LabValue, Reading
from caregiver.domain.quick_add.symptoms import read_symptom
from caregiver.domain.quick_add.to_records import to_records

__all__ = [
    "Chip",
    "Choice",
    "Context",
    "Kind",
    "KnownMedicine",
    "KnownMember",
    "KnownSymptom",
    "KnownTest",
    "LabValue",
    "Reading",
    "as_journal",
    "corrected",
    "read",
    "read_as",
    "to_records",
]

_READERS = (
    read_question,
    read_contact,
    read_dose,
    read_labs,
    read_symptom,
    read_appointment,
)
_BY_KIND = {
    Kind.QUESTION: read_question,
    Kind.CONTACT: read_contact,
    Kind.DOSE: read_dose,
    Kind.SYMPTOM: read_symptom,
    Kind.APPOINTMENT: read_appointment,
}


def read(line: str, context: Context) -> Reading:
    """Return what `line` means; the first kind that fits wins, the journal fits always."""
    whole = line.strip()
    if whole and "\n" not in whole and len(whole) <= LONGEST:
        start = Line(whole)
        impossible = take_impossible_day(start)
        for reader in _READERS:
            reading = reader(start.copy(), context)
            if reading is not None:
                return _asking(reading, impossible).localized()
    return as_journal(line, context)


def _asking(reading: Reading, impossible: str) -> Reading:
    """Ask for the day where the typed one does not exist."""
    if not impossible or reading.chip("day") is None:
        return reading
    asks = Chip("day", None, impossible, False)
    return replace(reading, chips=tuple(asks if one.key == "day" else one for one in reading.chips))


def read_as(kind: Kind, line: str, context: Context) -> Reading:
    """Return `line` read as `kind`, asking for what it does not say; labs stay as they are read."""
    found = read(line, context)
    if found.kind is kind:
        return found
    if kind in {Kind.JOURNAL, Kind.LAB}:
        return as_journal(line, context) if kind is Kind.JOURNAL else found
    reading = _BY_KIND[kind](Line(line[:LONGEST]), context)
    return (reading or blank(kind, " ".join(line.split()), context)).localized()


def as_journal(line: str, context: Context) -> Reading:
    """Return `line` as a journal note, whole."""
    whole = line.strip()
    return read_journal(whole, Line(whole[:LONGEST]), context)
