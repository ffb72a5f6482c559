"""What stands on the days of the calendar, and what of it somebody wants to see."""

from dataclasses import dataclass
from datetime import date, datetime, time

from caregiver.domain.appointments import AppointmentKind, Occurrence
from caregiver.domain.bands import Band
from caregiver.domain.therapy import CycleDay

TASK, FOLLOW_UP = "task", "follow_up"


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody wants to see. `member_id` narrows to one person of the care team, "" to none.

    Kinds are named by what is hidden, so that a kind that is new is in sight.
    """

    appointments: bool = True
    medicines: bool = True
    follow_ups: bool = True
    hidden_kinds: frozenset[AppointmentKind] = frozenset()
    member_id: str = ""

    def has(self, occurrence: Occurrence) -> bool:
        """Say whether an appointment is wanted."""
        one = occurrence.appointment
        if not self.appointments or one.sort in self.hidden_kinds:
            return False
        return not self.member_id or one.member_id == self.member_id

    @property
    def is_everything(self) -> bool:
        """Say whether nothing is left out."""
        return self == EVERYTHING


EVERYTHING = Shown()


@dataclass(frozen=True, slots=True)
class MedicineMark:
    """A medicine that is not taken every day, on a day it is due. `at` is its first time."""

    medication_id: str
    name: str
    at: time | None


@dataclass(frozen=True, slots=True)
class DoseTime:
    """The doses at home that are due at one time of a day; `names` are medicines with amounts.

    `open` counts those whose time has passed without a record, `taken` those that were taken.
    """

    day: date
    at: time
    names: tuple[str, ...]
    taken: int
    open: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """A task or a follow-up that is due on a day. `kind` is "task" or "follow_up"."""

    kind: str
    id: str
    title: str
    day: date
    at: time | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class HomeBlock:
    """Hours to stay at home to collect urine, in wall-clock times; the end is exclusive."""

    occurrence: Occurrence
    starts: datetime
    ends: datetime

    def is_on(self, day: date) -> bool:
        """Say whether some of it lies on `day`."""
        return self.starts.date() <= day and self.ends > datetime.combine(day, time())


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One cell of the month. `clock_change` is by how many minutes the clocks go forward."""

    day: date
    cycle: CycleDay | None
    clock_change: int
    occurrences: tuple[Occurrence, ...]
    marks: tuple[MedicineMark, ...]
    doses: tuple[DoseTime, ...] = ()
    lines: tuple[DayLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """What a view shows from the first to the last of its days."""

    days: tuple[MonthDay, ...]
    bands: tuple[Band, ...]
    home_blocks: tuple[HomeBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class DayMedicine:
    """A medicine due on a day: what stands beside its name and when."""

    medication_id: str
    name: str
    dose: str
    times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day in full. `medicines` are those not taken every day, `every_day` counts the others."""

    day: date
    cycle: CycleDay | None
    clock_change: int
    occurrences: tuple[Occurrence, ...]
    medicines: tuple[DayMedicine, ...]
    every_day: int
    doses: tuple[DoseTime, ...] = ()
    lines: tuple[DayLine, ...] = ()
    home_blocks: tuple[HomeBlock, ...] = ()
