"""The rows of an import preview: what each entry of a file is beside what is already here."""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from caregiver.domain.appointments import Appointment, AppointmentStatus, occurrences
from caregiver.domain.series import start_on
from caregiver.domain.tasks import Task
from caregiver.domain.visits import Visit
from caregiver.storage.reading import Reader

if TYPE_CHECKING:
    from caregiver.exchange.ics import IcsEntry, IcsTask

DATES_SHOWN = 3
LOOK_AHEAD = timedelta(days=800)
MOST_DATES = 10_000
MOST_SECONDS = 1.0
# What the clinic says of an appointment; all else is the family's own and stays.
_FROM_FILE = (
    "title", "starts", "ends", "zone", "all_day", "rule", "extra_starts", "location", "status",
)  # fmt: skip


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
    """One entry of the file. `record` is what would be saved; `key` tells it from others.

    `dates` are its next dates (else its first ones); `is_ticked` the choice to begin with.
    """

    key: str
    state: ImportState
    record: Appointment | Task
    dates: tuple[datetime, ...]
    is_ticked: bool
    is_tentative: bool = False

    @property
    def title(self) -> str:
        """Return the title of the appointment or task."""
        return self.record.title

    @property
    def appointment(self) -> Appointment | None:
        """Return the appointment, None for a task."""
        return self.record if isinstance(self.record, Appointment) else None

    @property
    def task(self) -> Task | None:
        """Return the task, None for an appointment."""
        return self.record if isinstance(self.record, Task) else None


@dataclass(frozen=True, slots=True)
class Held:
    """What the care file holds that entries of the file may stand for."""

    by_uid: dict[str, Appointment]
    by_id: dict[str, Appointment]
    by_moment: dict[tuple[str, datetime | None], Appointment]
    changed_dates: dict[tuple[str | None, datetime | None], Appointment]
    visits: dict[str, list[Visit]]
    tasks: dict[object, Task]

    def series(self, uid: str) -> Appointment | None:
        """Return the series with this UID."""
        from caregiver.exchange.ics import own_id

        found = self.by_uid.get(uid) or self.by_id.get(own_id(uid))
        return found if found is not None and found.repeats else None

    def task(self, one: "IcsTask") -> Task | None:
        """Return the task an entry is another copy of."""
        return (
            self.tasks.get(one.identity) or self.tasks.get(one.own_id) or self.tasks.get(
                _words_of(one.task)
            )
        )  # fmt: skip


class RowMaker:
    """Makes rows. Next dates are worked out until the time for it is used up (`is_cut`)."""

    def __init__(self, held: Held, today: date, *, with_dates: bool = True) -> None:
        """Compare with `held`; next dates are those from `today` on, where they are wanted."""
        self._with_dates = with_dates
        self._held = held
        self._today = today
        self._series: dict[str, Appointment] = {}
        self._dates_left = MOST_DATES
        self._until = time.monotonic() + MOST_SECONDS
        self.is_cut = False

    def rows(
        self, entries: "Iterable[IcsEntry]", tasks: "Iterable[IcsTask]"
    ) -> tuple[list[ImportRow], list[ImportProblem]]:
        """Return a row for each entry, in order, and what is said of those without one."""
        found: dict[str, ImportRow] = {}
        problems = []
        listed = list(entries)
        # Series first, so that their changed dates find them.
        for entry in sorted(listed, key=lambda one: bool(one.occurrence_of)):
            row = self._row(entry)
            if row is None:
                problems.append(ImportProblem(entry.appointment.title, "cancelled_not_here"))
            elif row.record.problems():
                problems.append(ImportProblem(row.title, "invalid"))
            else:
                found[entry.identity] = row
                self._series[entry.appointment.id] = self._as_saved(entry, row)
        rows = [found[one.identity] for one in listed if one.identity in found]
        for task in tasks:
            row = self._task_row(task)
            if row.record.problems():
                problems.append(ImportProblem(row.title, "invalid"))
            else:
                rows.append(row)
        if self.is_cut:
            problems.append(ImportProblem("", "dates_not_shown"))
        return rows, problems

    def _as_saved(self, entry: "IcsEntry", row: ImportRow) -> Appointment:
        return row.record if isinstance(row.record, Appointment) else entry.appointment

    def _row(self, entry: "IcsEntry") -> ImportRow | None:
        from caregiver.exchange.ics import IcsAction

        series = self._series_of(entry)
        one = self._placed(entry, series)
        found = self._match(entry, one)
        if entry.action is IcsAction.CANCEL:
            return self._cancelled(entry, found, one)
        dates = self._dates(one)
        if found is None:
            known = bool(entry.date_of) and self._held.series(entry.date_of) is not None
            state = ImportState.KNOWN if known else ImportState.NEW
            return ImportRow(entry.identity, state, one, dates, not known, entry.is_tentative)
        updated = _updated(found, one)
        is_newer = entry.sequence > found.sequence
        differs = is_newer and updated != replace(found, sequence=entry.sequence)
        state = ImportState.CHANGED if differs else ImportState.KNOWN
        return ImportRow(entry.identity, state, updated, dates, differs, entry.is_tentative)

    def _series_of(self, entry: "IcsEntry") -> Appointment | None:
        """Return the series an entry is one date of: as it will be, or as it is here."""
        if not entry.occurrence_of:
            return None
        in_file = self._series.get(entry.appointment.series_id or "")
        return in_file or self._held.series(entry.occurrence_of)

    def _placed(self, entry: "IcsEntry", series: Appointment | None) -> Appointment:
        """Return the appointment of an entry as one date of the series, where there is one."""
        from caregiver.exchange.ics import falls_by_time

        one, start = entry.appointment, entry.occurrence_start
        if series is None or start is None:
            return replace(one, series_id=None, series_start=None) if one.series_id else one
        if one.zone != series.zone and not one.all_day and not one.series_id:
            start = start.replace(tzinfo=ZoneInfo(one.zone)).astimezone(ZoneInfo(series.zone))
            start = start.replace(tzinfo=None)
        if not falls_by_time(series):
            start = start_on(series, start.date())
        return replace(one, series_id=series.id, series_start=start)

    def _match(self, entry: "IcsEntry", one: Appointment) -> Appointment | None:
        """Return the appointment an entry is another copy of."""
        held = self._held
        by_file = held.by_uid.get(entry.identity) or held.by_id.get(entry.own_id)
        if by_file is not None:
            return by_file
        if entry.occurrence_of:
            return held.changed_dates.get((one.series_id, one.series_start))
        return held.by_moment.get((_bare(one.title), one.starts))

    def _cancelled(
        self, entry: "IcsEntry", found: Appointment | None, one: Appointment
    ) -> ImportRow | None:
        """Propose to strike out an appointment, or one date of a series."""
        if found is not None:
            gone = found.status is AppointmentStatus.CANCELLED
            sequence = max(found.sequence, entry.sequence)
            struck = replace(found, status=AppointmentStatus.CANCELLED, sequence=sequence)
            dates = self._dates(found)
        elif one.series_id and one.series_start:
            series = self._held.by_id.get(one.series_id) or self._held.series(entry.occurrence_of)
            at = one.series_start
            gone = series is not None and (
                at.date() in series.excluded_days or at in series.excluded_starts
            )
            title = series.title if series and one.title == "?" else one.title
            struck = replace(one, title=title, status=AppointmentStatus.CANCELLED)
            dates = (at,)
        else:
            return None
        state = ImportState.KNOWN if gone else ImportState.CANCELLED
        return ImportRow(entry.identity, state, struck, dates, not gone)

    def _dates(self, appointment: Appointment) -> tuple[datetime, ...]:
        """Return the next dates of an appointment, or its first ones where all have passed."""
        if appointment.starts is None:
            return ()
        if not (appointment.repeats and self._with_dates):
            return (appointment.starts,)
        if self._dates_left <= 0 or time.monotonic() > self._until:
            self.is_cut = True
            return (appointment.starts,)
        begins = appointment.starts.date()
        for first in (max(self._today, begins), begins):
            found = islice(occurrences(appointment, first, first + LOOK_AHEAD), DATES_SHOWN)
            if dates := tuple(one.starts for one in found):
                self._dates_left -= len(dates)
                return dates
        return (appointment.starts,)

    def _task_row(self, entry: "IcsTask") -> ImportRow:
        found, read = self._held.task(entry), entry.task
        if found is None:
            return ImportRow(entry.identity, ImportState.NEW, read, (), True)
        is_news = read.done_on is not None and found.done_on is None
        if not is_news:
            return ImportRow(entry.identity, ImportState.KNOWN, found, (), False)
        done = replace(found, done_on=read.done_on)
        return ImportRow(entry.identity, ImportState.CHANGED, done, (), True)


def look_up(reader: Reader, entries: "Collection[IcsEntry]", tasks: "Collection[IcsTask]") -> Held:
    """Look up everything the entries may stand for, with a few questions in all."""
    from caregiver.exchange.ics import own_id

    series = {one.occurrence_of or one.date_of for one in entries}
    uids = ({one.identity for one in entries} | series) - {""}
    ids = {one.own_id for one in entries} | {own_id(uid) for uid in series}
    starts = {
        one.appointment.starts.isoformat(timespec="minutes")
        for one in entries
        if one.appointment.starts
    }
    by_uid = {one.import_uid: one for one in reader.among(Appointment, "import_uid", sorted(uids))}
    by_id = {one.id: one for one in reader.among(Appointment, "id", sorted(ids - {""}))}
    same_time = reader.among(Appointment, "starts", sorted(starts))
    found = {one.id for one in (*by_uid.values(), *by_id.values(), *same_time)}
    repeating = {one.id for one in (*by_uid.values(), *by_id.values(), *same_time) if one.repeats}
    visits: dict[str, list[Visit]] = {}
    for visit in reader.among(Visit, "appointment_id", sorted(found)):
        visits.setdefault(visit.appointment_id or "", []).append(visit)
    changed = reader.among(Appointment, "series_id", sorted(repeating))
    return Held(
        by_uid,
        by_id,
        {(_bare(one.title), one.starts): one for one in same_time},
        {(one.series_id, one.series_start): one for one in changed},
        visits,
        _tasks_held(reader, tasks),
    )


def _tasks_held(reader: Reader, tasks: "Collection[IcsTask]") -> dict[object, Task]:
    if not tasks:
        return {}
    known: dict[object, Task] = {}
    for one in reader.all(Task):
        known[_words_of(one)] = one
        known[one.id] = one
        if one.import_uid:
            known[one.import_uid] = one
    return known


def _words_of(task: Task) -> tuple[str, date | None]:
    return (_bare(task.title), task.due_on)


def _bare(title: str) -> str:
    return title.strip().casefold()


def _updated(found: Appointment, read: Appointment) -> Appointment:
    """Return the appointment as the file has it, with what the family added to it."""
    values = {name: getattr(read, name) for name in _FROM_FILE}
    if read.status is AppointmentStatus.PLANNED:
        values["status"] = found.status
    note = found.note
    if read.note and read.note not in note:
        note = f"{read.note}\n\n{note}".strip()
    days = {*found.excluded_days, *read.excluded_days} if read.repeats else set[date]()
    starts = {*found.excluded_starts, *read.excluded_starts} if read.repeats else set[datetime]()
    return replace(
        found,
        **values,
        note=note,
        excluded_days=tuple(sorted(days)),
        excluded_starts=tuple(sorted(starts)),
        sequence=max(found.sequence, read.sequence),
    )
