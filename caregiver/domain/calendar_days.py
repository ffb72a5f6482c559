"""What stands on the days of the calendar, and what of it somebody wants to see."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caregiver.domain.appointments import AppointmentKind, AppointmentStatus, Occurrence
from caregiver.domain.bands import Band
from caregiver.domain.therapy import CycleDay

TASK, FOLLOW_UP = "task", "follow_up"
COLLECTED_FOR = timedelta(hours=24)
# What was really noted belongs to a date of a series only when it is about as planned.
NEAR = timedelta(days=2)


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
    """A task or a follow-up that is due on a day. `kind` is "task" or "follow_up".

    One that is late and open stands on today, with the day it was due in `late_since`.
    """

    kind: str
    id: str
    title: str
    day: date
    at: time | None = None
    is_done: bool = False
    late_since: date | None = None


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


def home_block(occurrence: Occurrence, zone: ZoneInfo) -> HomeBlock | None:
    """Return the hours at home before an appointment, None where nothing is collected for it.

    From the time noted or planned (else a day before the appointment) for 24 hours, or until it
    was really over. `zone` is the one at home; daylight saving does not shorten the 24 hours.
    """
    one = occurrence.appointment
    is_off = one.status is AppointmentStatus.CANCELLED
    if not one.collects_urine or is_off or one.starts is None:
        return None
    starts = occurrence.starts - COLLECTED_FOR
    if one.collection_starts is not None:
        starts = one.collection_starts + (occurrence.starts - one.starts)
    began, ended = _wall(one.collection_began_at, zone), _wall(one.collection_ended_at, zone)
    if began is None or abs(began - starts) > NEAR:
        ended = None
    else:
        starts = began
    begun = starts.replace(tzinfo=zone).astimezone(UTC)
    ends = ended or _wall(begun + COLLECTED_FOR, zone)
    return HomeBlock(occurrence, starts, ends) if ends is not None and ends > starts else None


def _wall(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone).replace(tzinfo=None) if moment is not None else None
