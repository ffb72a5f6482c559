"""The journal."""

from datetime import date

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.journal import JournalEntry
from caregiver.storage.care_file import CareFile


class JournalService:
    """Reading and writing the journal."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def between(self, first: date, last: date) -> tuple[JournalEntry, ...]:
        """Return the entries of the local days `first` to `last` inclusive, newest day first."""
        with self._file.read() as reader:
            found = reader.between(JournalEntry, "day", first.isoformat(), last.isoformat())
        return tuple(reversed(found))

    def newest(self, limit: int = 100, before: date | None = None) -> tuple[JournalEntry, ...]:
        """Return the newest entries, newest first; `before` leaves out that day and later ones."""
        bound = before.isoformat() if before else "9999-12-31"
        with self._file.read() as reader:
            return tuple(reader.newest(JournalEntry, "day", bound, limit))

    # Changing

    def write(self, text: str, day: date | None = None, *, is_private: bool = True) -> JournalEntry:
        """Write a new entry for `day`, today by default."""
        return self.save(
            JournalEntry(
                day=day or self._clock.today(),
                written_at=self._clock.now(),
                text=text,
                is_private=is_private,
            )
        )

    def save(self, entry: JournalEntry) -> JournalEntry:
        """Save an entry."""
        with self._file.change(texts.SAVE_JOURNAL) as work:
            return work.save(entry)

    def delete(self, entry: JournalEntry) -> None:
        """Remove an entry."""
        with self._file.change(texts.DELETE_JOURNAL) as work:
            work.delete(entry)
