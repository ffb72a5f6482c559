"""What the add line needs to know about the family's care file to read one line."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from caregiver.domain.people import Role


class KnownMedicine(NamedTuple):
    """A medicine on the list. `names`: the name, then brand, synonyms; `unit` of one dose."""

    id: str
    names: tuple[str, ...]
    as_needed: bool = False
    unit: str = ""


class KnownMember(NamedTuple):
    """Somebody of the care team."""

    id: str
    name: str
    role: Role = Role.OTHER


class KnownSymptom(NamedTuple):
    """A symptom of the catalogue or one of the family's own (empty id), the main name first."""

    id: str
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what tells it from all others, also among the family's own."""
        return self.id or f"own:{self.names[0]}"


class KnownTest(NamedTuple):
    """A test with all its names, the main one first, and the unit it was last noted in."""

    id: str
    names: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known when a line is typed. `now` is the local wall clock in `zone` (IANA name).

    `date_order` is "mdy" or "dmy". `other_medicines` are names that are medicines but not on the
    list; they are only recognised so that the line can ask which medicine is meant.
    """

    now: datetime
    zone: str
    date_order: str = "mdy"
    clock12: bool = True
    medicines: tuple[KnownMedicine, ...] = ()
    members: tuple[KnownMember, ...] = ()
    symptoms: tuple[KnownSymptom, ...] = ()
    tests: tuple[KnownTest, ...] = ()
    other_medicines: tuple[str, ...] = ()

    @property
    def today(self) -> date:
        """Return the local day."""
        return self.now.date()

    @property
    def clock(self) -> time:
        """Return the wall-clock time to the minute."""
        return self.now.time().replace(second=0, microsecond=0, tzinfo=None)
