"""Any kind of record as it is kept: listing, counting, and putting removed ones back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.changes import BY_KIND, RecordChange
from caregiver.domain.records import Record, from_plain, to_plain
from caregiver.errors import BadInput, NotFound
from caregiver.storage import change_log
from caregiver.storage.care_file import CareFile

KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class RemovedRecord:
    """A record that was removed: when (UTC), by whom, and what its title was."""

    record: Record
    removed_at: datetime
    removed_by: str
    title: str


class RecordsService:
    """Records of any kind."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def kinds(self) -> tuple[str, ...]:
        """Return the names of all kinds of record."""
        return tuple(BY_KIND)

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind there are."""
        with self._file.read() as reader:
            return {kind: reader.count(cls) for kind, cls in BY_KIND.items()}

    def find(self, kind: str, id: str) -> Record | None:
        """Return one record of any kind."""
        with self._file.read() as reader:
            return reader.get(self._class(kind), id)

    def list(
        self, kind: str, first: date | None = None, last: date | None = None
    ) -> tuple[Record, ...]:
        """Return the records of a kind, in the order they were made.

        With `first` or `last` (inclusive) only records of those days; ones without a day are left
        out then. Raises `BadInput` for an unknown kind.
        """
        with self._file.read() as reader:
            found: list[Record] = reader.all(self._class(kind))
        if first is None and last is None:
            return tuple(found)
        begin, end = first or date.min, last or date.max
        dated = ((one, one.when()) for one in found)
        return tuple(one for one, day in dated if day is not None and begin <= day <= end)

    def plain(self, record: Record) -> dict[str, str | int | None]:
        """Return the plain form of a record, as it is kept and exported."""
        return to_plain(record)

    def removed(self, days: int = KEPT_DAYS) -> tuple[RemovedRecord, ...]:
        """Return what was removed in the last `days` and is still gone, newest first."""
        since = self._clock.now() - timedelta(days=days)
        with self._file.read() as reader:
            found = change_log.removed(reader.connection, since)
        return tuple(
            RemovedRecord(record, at, by, next((text for text in record.texts() if text), ""))
            for change, at, by in found
            for record in [self._before(change)]
        )

    # Changing

    def put_back(self, removed: RemovedRecord) -> Record:
        """Put a removed record back; what was removed together with it comes back with Undo only.

        Raises `NotFound` where it is no longer kept or already back.
        """
        now_gone = {one.record.id: one for one in self.removed()}
        if removed.record.id not in now_gone:
            raise NotFound("record_missing", kind=removed.record.kind, id=removed.record.id)
        with self._file.change(texts.PUT_BACK) as work:
            return work.save(removed.record)

    def _class(self, kind: str) -> type[Record]:
        if kind not in BY_KIND:
            raise BadInput("unknown_value", value=kind, name="KIND")
        return BY_KIND[kind]

    def _before(self, change: RecordChange) -> Record:
        assert change.before is not None
        return from_plain(BY_KIND[change.kind], change.before)
