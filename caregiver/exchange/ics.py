"""Calendar files (.ics) in and out: bytes to appointments and back, no database, no network."""

from caregiver.exchange.ics_entries import IcsAction, IcsEntry, IcsTask
from caregiver.exchange.ics_read import IcsReading, read_calendar
from caregiver.exchange.ics_text import IcsProblem
from caregiver.exchange.ics_write import IcsStyle, Privacy, file_name, uid_of, write_calendar

__all__ = [
    "IcsAction",
    "IcsEntry",
    "IcsProblem",
    "IcsReading",
    "IcsStyle",
    "IcsTask",
    "Privacy",
    "file_name",
    "read_calendar",
    "uid_of",
    "write_calendar",
]
