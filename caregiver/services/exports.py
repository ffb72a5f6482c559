"""The whole record in a format that other programs can read."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from caregiver.clock import Clock
from caregiver.domain.appointments import Appointment, occurrences
from caregiver.domain.changes import RECORD_CLASSES
from caregiver.domain.journal import JournalEntry
from caregiver.domain.records import instant_text, to_plain
from caregiver.services.appointments import AppointmentsService
from caregiver.storage import durable
from caregiver.storage.care_file import CareFile

FORMAT = "caregiver-organizer records"
FORMAT_VERSION = 1


class Exported(NamedTuple):
    """Where an export went and how many records are in it."""

    path: Path
    records: int


class ExportsService:
    """Writing the record for other programs. Nothing here changes anything."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    def everything(
        self,
        target: Path,
        first: date | None = None,
        last: date | None = None,
        *,
        with_private: bool = True,
    ) -> Exported:
        """Write every record in its plain form as one JSON document, readable by its owner only.

        With `first` or `last` (inclusive), records of a day outside are left out; records without
        a day stay. Without `with_private`, private journal entries are left out.
        """
        begin, end = first or date.min, last or date.max
        kinds: dict[str, list[dict[str, Any]]] = {}
        with self._file.read() as reader:
            for cls in RECORD_CLASSES:
                kinds[cls.kind] = [
                    to_plain(one)
                    for one in reader.all(cls)
                    if begin <= (one.when() or begin) <= end
                    and (with_private or not (isinstance(one, JournalEntry) and one.is_private))
                ]
        document = {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "made_at": instant_text(self._clock.now()),
            "records": kinds,
        }
        text = json.dumps(document, ensure_ascii=False, indent=1)
        durable.write_bytes(target, text.encode("utf-8"))
        return Exported(target, sum(len(group) for group in kinds.values()))

    def calendar(
        self,
        target: Path,
        first: date | None = None,
        last: date | None = None,
        *,
        with_details: bool = False,
    ) -> Exported:
        """Write the appointments as a calendar file; without details, only times and places.

        With `first` or `last` (inclusive) only those that touch these days, a series whole.
        """
        # Only this needs the calendar writer; the other exports start without it.
        from caregiver.exchange.ics import IcsStyle, Privacy, write_calendar

        with self._file.read() as reader:
            found = reader.all(Appointment, "starts")
        zone_of = AppointmentsService(self._file, self._clock).zone_of
        chosen = [
            replace(one, zone=zone_of(one).key) for one in found if _touches(one, first, last)
        ]
        privacy = Privacy.FULL if with_details else Privacy.TIMES_AND_PLACES
        style = IcsStyle(written_at=self._clock.now(), privacy=privacy)
        durable.write_bytes(target, write_calendar(chosen, style))
        return Exported(target, len(chosen))


def _touches(appointment: Appointment, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    begins = appointment.when() or date.min
    # A series without an end is looked at for as long as the days asked for, or for ten years.
    begin = first or begins
    end = last or date(min(max(begin, begins).year + 10, date.max.year), 1, 1)
    return next(occurrences(appointment, begin, end), None) is not None
