"""Tasks: something somebody is to do, with or without a day."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from caregiver.domain.records import Problem, Record, text_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """Something to do. `due_time` is wall-clock time on `due_on`; `owner` is who does it.

    `about` names what it belongs to as "kind:id". `import_uid` is its UID in a calendar file.
    """

    kind: ClassVar[str] = "task"

    title: str = ""
    due_on: date | None = None
    due_time: time | None = None
    done_on: date | None = None
    owner: str = ""
    note: str = ""
    about: str = ""
    import_uid: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.title.strip():
            found.append(Problem("title", "title_missing"))
        for name in ("due_on", "done_on"):
            day: date | None = getattr(self, name)
            if day is not None and not 1900 <= day.year <= 2200:
                found.append(Problem(name, "date_unlikely"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.title, self.owner, self.note)

    def when(self) -> date | None:
        """Return the day it was done, else the day it is due."""
        return self.done_on or self.due_on
