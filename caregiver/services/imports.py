"""Files from elsewhere: shown first, then taken over as one change that one Undo takes back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.appointments import Appointment, AppointmentStatus, occurrences
from caregiver.domain.visits import Visit
from caregiver.errors import BadInput, NotFound
from caregiver.services.appointment_changes import moved_visits
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from caregiver.exchange.ics import IcsEntry, IcsReading

MOST_BYTES = 10 * 1024 * 1024
DATES_SHOWN = 3
LOOK_AHEAD = timedelta(days=800)
# What the clinic says of an appointment; all else is the family's own and stays.
_FROM_FILE = ("title", "starts", "ends", "zone", "all_day", "rule", "location", "status")


class ImportState(Enum):
    """What an entry of a file is beside what is already in the care file."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    KNOWN = "known"


class ImportProblem(NamedTuple):
    """What was not taken over as it stands: which entry, code of import_texts.py, and what."""

    where: str
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One entry of the file. `appointment` is what would be saved; `key` tells it from others.

    `dates` are its next dates (else its first ones); `is_ticked` the choice to begin with.
    """

    key: str
    state: ImportState
    appointment: Appointment
    dates: tuple[datetime, ...]
    is_ticked: bool
    is_tentative: bool = False


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file holds, before anything is saved."""

    path: Path
    rows: tuple[ImportRow, ...]
    problems: tuple[ImportProblem, ...]
    entries: "tuple[IcsEntry, ...]" = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many entries were added, updated or left as they were."""

    added: int
    updated: int
    skipped: int
    problems: tuple[ImportProblem, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """What the care file holds that entries of the file may stand for."""

    by_uid: dict[str, Appointment]
    by_id: dict[str, Appointment]
    by_moment: dict[tuple[str, datetime | None], Appointment]
    visits: dict[str, list[Visit]]

    def match(self, entry: "IcsEntry") -> Appointment | None:
        """Return the appointment an entry is another copy of."""
        by_file = self.by_uid.get(entry.identity) or self.by_id.get(entry.own_id)
        if by_file is not None or entry.occurrence_of:
            return by_file
        one = entry.appointment
        return self.by_moment.get((one.title.strip().casefold(), one.starts))


class ImportsService:
    """Reading files and taking over what was chosen."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    def preview(self, path: Path) -> ImportPreview:
        """Read a calendar file (.ics) and say what each entry is; nothing is saved.

        Raises `NotFound`, or `BadInput` for what is no calendar file or too big for one.
        """
        reading = self._read(path)
        with self._file.read() as reader:
            held = _held(reader, reading.entries)
        rows, problems = self._rows(reading.entries, held)
        noted = (ImportProblem(*one) for one in reading.problems)
        return ImportPreview(path, tuple(rows), (*noted, *problems), reading.entries)

    def run(self, preview: ImportPreview, ticked: Collection[str] | None = None) -> ImportResult:
        """Take over the rows whose keys are `ticked` (default: as ticked in the preview).

        All of them or none, as one change. What came in since the preview is not doubled.
        """
        with self._file.read() as reader:
            held = _held(reader, preview.entries)
        rows, _ = self._rows(preview.entries, held)
        begun = {one.key for one in preview.rows if one.is_ticked}
        chosen = begun if ticked is None else set(ticked)
        wanted = [one for one in rows if one.key in chosen and self._matters(one)]
        entries = {one.identity: one for one in preview.entries}
        added = sum(1 for one in wanted if one.state is ImportState.NEW)
        if wanted:
            with self._file.change(texts.IMPORT_CALENDAR) as work:
                for row in wanted:
                    self._take_over(work, row, entries[row.key], held)
        skipped = len(preview.rows) - len(wanted)
        return ImportResult(added, len(wanted) - added, skipped, preview.problems)

    def _take_over(self, work: UnitOfWork, row: ImportRow, entry: "IcsEntry", held: _Held) -> None:
        series = held.by_uid.get(entry.occurrence_of)
        day = entry.occurrence_day
        if series is None or row.appointment.id != series.id:
            old = work.find(Appointment, row.appointment.id)
            for visit in moved_visits(
                held.visits.get(row.appointment.id, ()), old, row.appointment
            ):
                work.save(visit)
            work.save(row.appointment)
        if series is not None and day is not None:
            work.save(_without(work.get(Appointment, series.id), day))

    def _read(self, path: Path) -> "IcsReading":
        from caregiver.exchange.ics import read_calendar

        try:
            if path.stat().st_size > MOST_BYTES:
                raise BadInput("import_too_big", path=str(path))
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise NotFound("file_missing", path=str(path)) from error
        except OSError as error:
            raise BadInput("import_unreadable", path=str(path)) from error
        reading = read_calendar(data, self._clock.zone().key)
        refused = _REFUSED.get(reading.problems[0].code) if reading.problems else None
        if reading.is_refused and refused:
            raise BadInput(refused, path=str(path))
        return reading

    def _rows(
        self, entries: "Iterable[IcsEntry]", held: _Held
    ) -> tuple[list[ImportRow], list[ImportProblem]]:
        rows, problems = [], []
        for entry in entries:
            found = held.match(entry)
            row = self._row(entry, found, held)
            if row is None:
                problems.append(ImportProblem(entry.appointment.title, "cancelled_not_here"))
            elif row.appointment.problems():
                problems.append(ImportProblem(entry.appointment.title, "invalid"))
            else:
                rows.append(row)
        return rows, problems

    def _row(self, entry: "IcsEntry", found: Appointment | None, held: _Held) -> ImportRow | None:
        from caregiver.exchange.ics import IcsAction

        dates = self._dates(entry.appointment)
        if entry.action is IcsAction.CANCEL:
            return self._cancelled(entry, found, held)
        if found is None:
            return ImportRow(entry.identity, ImportState.NEW, entry.appointment, dates, True,
                             entry.is_tentative)  # fmt: skip
        updated = _updated(found, entry.appointment)
        is_newer = entry.sequence > found.sequence
        differs = is_newer and updated != replace(found, sequence=entry.sequence)
        state = ImportState.CHANGED if differs else ImportState.KNOWN
        return ImportRow(entry.identity, state, updated, dates, differs, entry.is_tentative)

    def _cancelled(
        self, entry: "IcsEntry", found: Appointment | None, held: _Held
    ) -> ImportRow | None:
        """Propose to strike out an appointment, or to take one date out of its series."""
        series = held.by_uid.get(entry.occurrence_of)
        day = entry.occurrence_day
        if found is None and series is not None and series.repeats and day is not None:
            gone = day in series.excluded_days
            struck = _without(series, day)
            dates: tuple[datetime, ...] = (datetime.combine(day, datetime.min.time()),)
        elif found is not None:
            gone = found.status is AppointmentStatus.CANCELLED
            sequence = max(found.sequence, entry.sequence)
            struck = replace(found, status=AppointmentStatus.CANCELLED, sequence=sequence)
            dates = self._dates(found)
        else:
            return None
        state = ImportState.KNOWN if gone else ImportState.CANCELLED
        return ImportRow(entry.identity, state, struck, dates, not gone)

    def _dates(self, appointment: Appointment) -> tuple[datetime, ...]:
        """Return the next dates of an appointment, or its first ones where all have passed."""
        if appointment.starts is None:
            return ()
        begins = appointment.starts.date()
        for first in (max(self._clock.today(), begins), begins):
            found = islice(occurrences(appointment, first, first + LOOK_AHEAD), DATES_SHOWN)
            if dates := tuple(one.starts for one in found):
                return dates
        return (appointment.starts,)

    def _matters(self, row: ImportRow) -> bool:
        """Say whether taking a row over would do anything: a known one is left as it is."""
        return row.state is not ImportState.KNOWN


# What keeps a whole file from being read, and the sentence that says so.
_REFUSED = {
    "file_too_large": "import_too_big",
    "file_empty": "import_unreadable",
    "not_a_calendar": "import_unreadable",
    "nested_too_deep": "import_unreadable",
}


def _held(reader: Reader, entries: "Collection[IcsEntry]") -> _Held:
    """Look up everything the entries may stand for, with four questions in all."""
    uids = {one.identity for one in entries} | {one.occurrence_of for one in entries} - {""}
    ids = {one.own_id for one in entries if one.own_id}
    starts = {
        one.appointment.starts.isoformat(timespec="minutes")
        for one in entries
        if one.appointment.starts
    }
    by_uid = {one.import_uid: one for one in reader.among(Appointment, "import_uid", sorted(uids))}
    by_id = {one.id: one for one in reader.among(Appointment, "id", sorted(ids))}
    same_time = reader.among(Appointment, "starts", sorted(starts))
    found = {one.id for one in (*by_uid.values(), *by_id.values(), *same_time)}
    visits: dict[str, list[Visit]] = {}
    for visit in reader.among(Visit, "appointment_id", sorted(found)):
        visits.setdefault(visit.appointment_id or "", []).append(visit)
    by_moment = {(one.title.strip().casefold(), one.starts): one for one in same_time}
    return _Held(by_uid, by_id, by_moment, visits)


def _updated(found: Appointment, read: Appointment) -> Appointment:
    """Return the appointment as the file has it, with what the family added to it."""
    values = {name: getattr(read, name) for name in _FROM_FILE}
    if read.status is AppointmentStatus.PLANNED:
        values["status"] = found.status
    note = found.note
    if read.note and read.note not in note:
        note = f"{read.note}\n\n{note}".strip()
    dropped = {*found.excluded_days, *read.excluded_days} if read.rule else set[date]()
    return replace(
        found,
        **values,
        note=note,
        excluded_days=tuple(sorted(dropped)),
        sequence=max(found.sequence, read.sequence),
    )


def _without(series: Appointment, day: date) -> Appointment:
    return replace(series, excluded_days=tuple(sorted({*series.excluded_days, day})))
