"""The journal: free text by day, private unless the family says otherwise."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from caregiver.domain.records import Problem, Record, text_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry(Record):
    """What somebody wrote on a day. A private entry is in no report and no export."""

    kind: ClassVar[str] = "journal_entry"

    day: date = date(1970, 1, 1)
    written_at: datetime | None = None
    text: str = ""
    is_private: bool = True
    tags: tuple[str, ...] = ()

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.text.strip():
            found.append(Problem("text", "text_missing"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.text, *self.tags)

    def when(self) -> date | None:
        """Return the day written about."""
        return self.day
