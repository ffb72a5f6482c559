"""Calendar files (.ics) in and out: bytes to appointments and back, no database, no network."""

from caregiver.exchange.ics_entries import IcsAction, IcsEntry, IcsTask, own_id
from caregiver.exchange.ics_read import IcsReading, read_calendar
from caregiver.exchange.ics_series import falls_by_time, with_dates
from caregiver.exchange.ics_text import IcsProblem
from caregiver.exchange.ics_write import (
    DayNote,
    IcsStyle,
    Privacy,
    Written,
    file_name,
    uid_of,
    write,
    write_calendar,
)

__all__ = [
    "DayNote",
    "IcsAction",
    "IcsEntry",
    "IcsProblem",
    "IcsReading",
    "IcsStyle",
    "IcsTask",
    "Privacy",
    "Written",
    "falls_by_time",
    "file_name",
    "own_id",
    "read_calendar",
    "uid_of",
    "with_dates",
    "write",
    "write_calendar",
]
