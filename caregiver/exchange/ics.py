"""Calendar files (.ics) in and out: bytes to appointments and back, no database, no network."""

from caregiver.exchange.ics_entries import IcsAction, IcsEntry, IcsTask, own_id
from caregiver.exchange.ics_read import IcsReading, read_calendar
from caregiver.exchange.ics_series import falls_by_time, with_dates
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
    "falls_by_time",
    "file_name",
    "own_id",
    "read_calendar",
    "uid_of",
    "with_dates",
    "write_calendar",
]
