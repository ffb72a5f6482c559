"""Documents: files kept inside the care file, such as a letter or the plan of a clinic."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from caregiver.domain.records import Problem, Record, text_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """What is known of a kept file. Its bytes are stored under `digest`, their SHA-256 in hex.

    `about` names what it belongs to as "kind:id"; `size` is in bytes.
    """

    kind: ClassVar[str] = "document"

    title: str = ""
    file_name: str = ""
    media_type: str = ""
    size: int = 0
    digest: str = ""
    about: str = ""
    day: date | None = None
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.title.strip():
            found.append(Problem("title", "title_missing"))
        if len(self.digest) != 64:
            found.append(Problem("digest", "document_empty"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.title, self.file_name, self.note)

    def when(self) -> date | None:
        """Return the day it belongs to."""
        return self.day
