"""What every part of the example family's story shares: its day, its ids, its chance."""

import random
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from caregiver.clock import Clock
from caregiver.domain.appointments import Appointment
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import CareTeamMember
from caregiver.domain.records import Record
from caregiver.domain.regimens import Regimen
from caregiver.domain.therapy import Cycle
from caregiver.domain.visits import Visit
from caregiver.formats import PlainFormats

R = TypeVar("R", bound=Record)

HISTORY_DAYS = 548
# Days before today on which the present treatment, its second and its third cycle began.
THIRD_LINE, SECOND_CYCLE, THIRD_CYCLE = 70, 42, 14
LAST_VISIT = 19
NEXT_VISIT = 9
# Ids carry a time: the story's records were made in order, shortly before now (milliseconds).
_BEFORE_NOW = 60_000


class Story:
    """The records told so far, and what later parts need from earlier ones.

    Days are counted from today: -1 is yesterday. Today is day 15 of cycle 3, whatever its date.
    """

    def __init__(self, clock: Clock) -> None:
        """Begin the story; the same instant and zone always tell the same one."""
        self.now = clock.now()
        self.zone = clock.zone()
        self.today = clock.today()
        self.chance = random.Random(f"{self.now.isoformat()} {self.zone.key}")
        self.formats = PlainFormats()
        self._ids_given = 0
        self.records: list[Record] = []
        self.team: dict[str, CareTeamMember] = {}
        self.cycles: list[Cycle] = []
        self.regimens: list[Regimen] = []
        self.medications: dict[str, Medication] = {}
        self.schedules: list[tuple[Medication, Schedule]] = []
        self.clinic: list[Appointment] = []
        self.visits: list[Visit] = []

    def add(self, record: R) -> R:
        """Put one record into the story."""
        self.records.append(record)
        return record

    def day(self, offset: int) -> date:
        """Return the day `offset` days from today."""
        return self.today + timedelta(days=offset)

    def workday(self, offset: int) -> date:
        """Return the day `offset` days from today; a Saturday gives Friday, a Sunday Monday."""
        day = self.day(offset)
        return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))

    def local(self, offset: int, at: time) -> datetime:
        """Return a wall-clock time, without a zone, `offset` days from today."""
        return datetime.combine(self.day(offset), at)

    def instant(self, day: date, at: time) -> datetime:
        """Return the instant of a wall-clock time where the family lives."""
        return datetime.combine(day, at, tzinfo=self.zone)

    def new_id(self) -> str:
        """Return the next id: a UUIDv7 of the story's own moment and chance, always the same."""
        self._ids_given += 1
        milliseconds = int(self.now.timestamp() * 1000) - _BEFORE_NOW + self._ids_given
        number = milliseconds << 80 | self.chance.getrandbits(80)
        number = number & ~(0xF << 76) | 0x7 << 76
        number = number & ~(0x3 << 62) | 0x2 << 62
        return str(UUID(int=number))

    def has_happened(self, moment: datetime) -> bool:
        """Say whether an instant is in the past."""
        return moment <= self.now
