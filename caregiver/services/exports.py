"""The whole record in a format that other programs can read."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from caregiver.clock import Clock
from caregiver.domain.appointments import Appointment
from caregiver.domain.changes import RECORD_CLASSES
from caregiver.domain.journal import JournalEntry
from caregiver.domain.records import instant_text, to_plain
from caregiver.errors import NotFound
from caregiver.import_texts import APPOINTMENT, CALENDAR, FOLLOW_UP_DUE
from caregiver.services.appointments import AppointmentsService
from caregiver.storage import doses as dose_rows
from caregiver.storage import durable
from caregiver.storage.care_file import CareFile

if TYPE_CHECKING:
    from caregiver.exchange.ics import DayNote

FORMAT = "caregiver-organizer records"
FORMAT_VERSION = 1
# What importers are known to refuse begins about here.
LARGE_ENTRIES, LARGE_BYTES = 1_000, 1024 * 1024


class Exported(NamedTuple):
    """Where an export went and how many records are in it; of a calendar file some more.

    `entries` are events and tasks; `written_out` series stand in it date by date, those without
    an end for a year.
    """

    path: Path
    records: int
    entries: int = 0
    size: int = 0
    written_out: int = 0

    @property
    def is_large(self) -> bool:
        """Say whether other programs may refuse a calendar file for its size."""
        return self.entries >= LARGE_ENTRIES or self.size >= LARGE_BYTES


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

    def medicines(
        self, target: Path, first: date | None = None, last: date | None = None
    ) -> Exported:
        """Write medicines, schedules, doses, plans, holds, supply and talks as CSV files.

        A `target` that ends with ".zip" is one packed file, else a folder, made if need be. With
        `first` or `last` (inclusive), records of a day outside are left out. All is written or
        nothing. Raises `StorageFailed`.
        """
        # Only this needs the tables; the other exports start without them.
        from caregiver.exchange.csv_tables import csv_files, zipped
        from caregiver.services.exports_csv import TITLE, VERSION, medicine_tables
        from caregiver.services.exports_csv_doses import dose_table

        begin, end = first or date.min, last or date.max
        with self._file.read() as reader:
            medicines, schedules, *others = medicine_tables(
                reader, lambda one: begin <= (one.when() or begin) <= end
            )
            found = dose_rows.recorded(reader, begin.isoformat(), end.isoformat())
            tables = (
                medicines, schedules, dose_table(reader, found, self._clock.zone()), *others
            )  # fmt: skip
        files = csv_files(TITLE, VERSION, tables)
        if target.suffix.lower() == ".zip":
            durable.write_bytes(target, zipped(files, self._clock.local_now()))
        else:
            durable.write_folder(target, files)
        return Exported(target, sum(len(table.rows) for table in tables))

    def calendar_name(self, privacy: str = "places", appointment_id: str = "") -> str:
        """Return the file name to propose for a calendar file."""
        from caregiver.exchange.ics import Privacy, file_name

        with self._file.read() as reader:
            one = reader.get(Appointment, appointment_id) if appointment_id else None
        return file_name([one] if one else [], Privacy(privacy))

    def calendar(
        self,
        target: Path,
        first: date | None = None,
        last: date | None = None,
        *,
        privacy: str = "places",
        appointment_id: str = "",
    ) -> Exported:
        """Write a calendar file. `privacy` is "full", "places" (no titles) or "busy" (no places).

        With `first` or `last` (inclusive) only what touches these days, a series whole; with
        `appointment_id` only that one. With all details tasks, 24-hour collections and follow-ups
        that are due are in it too. Raises `NotFound`.
        """
        # Only this needs the calendar writer; the other exports start without it.
        from caregiver.exchange.ics import IcsStyle, Privacy, write
        from caregiver.services.calendar_export import (
            chosen_appointments,
            day_notes,
            tasks_in,
            treatment_days,
        )

        now = self._clock.now()
        style = IcsStyle(
            written_at=now,
            privacy=Privacy(privacy),
            plain_title=APPOINTMENT,
            calendar_name=CALENDAR,
            last_day=last,
        )
        with self._file.read() as reader:
            known = reader.all(Appointment, "starts")
            if appointment_id and all(one.id != appointment_id for one in known):
                raise NotFound("record_missing", kind=Appointment.kind, id=appointment_id)
            chosen = chosen_appointments(known, (first, last), now, appointment_id)
            tasks = [] if appointment_id else tasks_in(reader, (first, last), now)
            treatment = treatment_days(reader, (first, last), self._clock.today())
        service = AppointmentsService(self._file, self._clock)
        chosen = [replace(one, zone=service.zone_of(one).key) for one in chosen]
        notes = day_notes(chosen, (first, last), self._clock.today())
        if not appointment_id and style.privacy is Privacy.FULL:
            notes += [*treatment, *self._follow_ups_due(first, last)]
        written = write(chosen, style, tasks, notes)
        durable.write_bytes(target, written.data)
        records = len(chosen) + (len(tasks) if style.privacy is Privacy.FULL else 0)
        return Exported(
            target, records, written.entries, len(written.data), len(written.written_out)
        )

    def _follow_ups_due(self, first: date | None, last: date | None) -> "list[DayNote]":
        from caregiver.exchange.ics import DayNote
        from caregiver.services.follow_ups import FollowUpsService

        begin = first or self._clock.today()
        end = last or begin + timedelta(days=366)
        found = FollowUpsService(self._file, self._clock).due_between(begin, end)
        return [
            DayNote(
                f"follow_up:{one.state.plan.id}:{one.since or one.day}",
                FOLLOW_UP_DUE.replace("{name}", one.state.plan.name),
                one.day,
                one.day,
            )
            for one in found
        ]
