"""Files from elsewhere: shown first, then taken over as one change that one Undo takes back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.appointments import Appointment, AppointmentStatus
from caregiver.domain.series import without_all
from caregiver.domain.visits import Visit
from caregiver.errors import BadInput, NotFound
from caregiver.services.appointment_changes import moved_visits
from caregiver.services.import_rows import (
    Held,
    ImportProblem,
    ImportRow,
    ImportState,
    RowMaker,
    look_up,
)
from caregiver.storage.care_file import CareFile
from caregiver.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from caregiver.exchange.ics import IcsEntry, IcsReading, IcsTask

__all__ = [
    "ImportPreview",
    "ImportProblem",
    "ImportResult",
    "ImportRow",
    "ImportState",
    "ImportsService",
]

MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file holds, before anything is saved."""

    path: Path
    rows: tuple[ImportRow, ...]
    problems: tuple[ImportProblem, ...]
    entries: "tuple[IcsEntry, ...]" = ()
    tasks: "tuple[IcsTask, ...]" = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many entries were added, updated or left as they were."""

    added: int
    updated: int
    skipped: int
    problems: tuple[ImportProblem, ...]


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
            held = look_up(reader, reading.entries, reading.tasks)
        maker = RowMaker(held, self._clock.today())
        rows, problems = maker.rows(reading.entries, reading.tasks)
        noted = (ImportProblem(*one) for one in reading.problems)
        return ImportPreview(path, tuple(rows), (*noted, *problems), reading.entries, reading.tasks)

    def run(self, preview: ImportPreview, ticked: Collection[str] | None = None) -> ImportResult:
        """Take over the rows whose keys are `ticked` (default: as ticked in the preview).

        All of them or none, as one change. What came in since the preview is not doubled.
        """
        with self._file.read() as reader:
            held = look_up(reader, preview.entries, preview.tasks)
        maker = RowMaker(held, self._clock.today(), with_dates=False)
        rows, _ = maker.rows(preview.entries, preview.tasks)
        begun = {one.key for one in preview.rows if one.is_ticked}
        chosen = begun if ticked is None else set(ticked)
        wanted = [one for one in rows if one.key in chosen and one.state is not ImportState.KNOWN]
        known = [one for one in rows if one.state is ImportState.KNOWN]
        entries = {one.identity: one for one in preview.entries}
        kept = list(_kept(wanted, known, entries, held))
        added = sum(1 for one in kept if one.state is ImportState.NEW)
        if kept:
            with self._file.change(texts.IMPORT_CALENDAR) as work:
                for row in kept:
                    _take_over(work, row, held)
                _take_out(work, [row.appointment for row in kept if row.appointment])
        skipped = len(preview.rows) - len(kept)
        return ImportResult(added, len(kept) - added, skipped, preview.problems)

    def _read(self, path: Path) -> "IcsReading":
        from caregiver.exchange.ics import read_calendar

        try:
            if path.exists() and not path.is_file():  # a pipe or device would never end
                raise BadInput("import_unreadable", path=str(path))
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


# What keeps a whole file from being read, and the sentence that says so.
_REFUSED = {
    "file_too_large": "import_too_big",
    "file_empty": "import_unreadable",
    "not_a_calendar": "import_unreadable",
    "nested_too_deep": "import_unreadable",
}


def _kept(
    wanted: list[ImportRow],
    known: list[ImportRow],
    entries: "dict[str, IcsEntry]",
    held: Held,
) -> Iterator[ImportRow]:
    """Yield what is saved: series first, with those changed dates that are taken over as well."""
    from caregiver.exchange.ics import with_dates

    taken: dict[str, set[datetime]] = {}
    for row in (*wanted, *known):
        one = row.appointment
        if one is not None and one.series_id and one.series_start:
            taken.setdefault(one.series_id, set()).add(one.series_start)
    there = {one.id for one in (*held.by_uid.values(), *held.by_id.values())}
    there |= {one.record.id for one in (*wanted, *known)}
    for row in sorted(wanted, key=lambda one: bool(one.appointment and one.appointment.series_id)):
        one = row.appointment
        if one is None:
            yield row
            continue
        entry = entries.get(row.key)
        if entry is not None and entry.moved:
            back = set(entry.moved) - taken.get(one.id, set())
            yield replace(row, record=with_dates(one, back)) if back else row
        elif one.series_id and one.series_id not in there:
            if one.status is not AppointmentStatus.CANCELLED:
                yield replace(row, record=replace(one, series_id=None, series_start=None))
        else:
            yield row


def _take_over(work: UnitOfWork, row: ImportRow, held: Held) -> None:
    one = row.appointment
    if one is None:
        work.save(row.record)
        return
    if row.state is not ImportState.NEW:
        old = work.find(Appointment, one.id)
        for visit in moved_visits(held.visits.get(one.id, ()), old, one):
            work.save(visit)
    work.save(one)
    if one.series_id and one.series_start:
        for visit in held.visits.get(one.series_id, ()):
            if visit.when() == one.series_start.date():
                work.save(_moved_along(visit, one))


def _take_out(work: UnitOfWork, saved: list[Appointment]) -> None:
    """Take the dates that stand on their own out of their series, each series once."""
    starts: dict[str, list[datetime]] = {}
    for one in saved:
        if one.series_id and one.series_start:
            starts.setdefault(one.series_id, []).append(one.series_start)
    for id, moved in starts.items():
        work.save(without_all(work.get(Appointment, id), moved))


def _moved_along(visit: Visit, one: Appointment) -> Visit:
    """Return a visit prepared for one date of a series, on that date as it is now."""
    if visit.held:
        return replace(visit, appointment_id=one.id)
    return replace(visit, appointment_id=one.id, starts=one.starts, title=one.title)
