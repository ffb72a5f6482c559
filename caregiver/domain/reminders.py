"""What to remind of and when: every occasion has one key, under which it is announced once.

What has a zone of its own (a timed appointment) keeps its instant wherever the person is. Doses,
tasks, follow-ups, whole days and urine collections follow the person's own zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caregiver.domain.appointments import Appointment, AppointmentStatus, Occurrence
from caregiver.domain.calendar_days import COLLECTED_FOR, home_block
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.medications import dose_title
from caregiver.domain.tasks import Task

APPOINTMENT, DOSE, TASK = "appointment", "dose", "task"
FOLLOW_UP, COLLECTION = "follow_up", "collection"

# Minutes before an appointment that names none of its own: a day and two hours.
USUAL_LEADS = (24 * 60, 2 * 60)
# What has a day and no time is reminded of at this time, and counted back from it.
MORNING = time(9, 0)
# Later than this, it came due while nobody looked.
IN_TIME = timedelta(minutes=2)
# "After the start" of a collection: 24 hours.
AFTER_COLLECTION = -int(COLLECTED_FOR.total_seconds()) // 60

_STANDS = (AppointmentStatus.PLANNED, AppointmentStatus.CONFIRMED)
_MINUTE = timedelta(minutes=1)


class Falls(NamedTuple):
    """When something is: wall-clock time, and the zone it is bound to (None: the person's own)."""

    wall: datetime
    zone: ZoneInfo | None = None

    def instant(self, home: ZoneInfo) -> datetime:
        """Return the UTC instant; a time that daylight saving skips comes one hour later."""
        return instant(self.wall, self.zone or home)

    def text(self) -> str:
        """Return it as a key writes it, with its distance from UTC where it is bound."""
        wall = self.wall if self.zone is None else self.wall.replace(tzinfo=self.zone)
        return wall.isoformat(timespec="minutes")


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing to remind of, `minutes` before it falls. `falls_at` and `due_at` are UTC."""

    what: str
    record_id: str
    falls: Falls
    minutes: int
    title: str
    falls_at: datetime
    due_at: datetime

    @property
    def key(self) -> str:
        """Return what the ledger knows it by."""
        return f"{self.what}:{self.record_id}:{self.falls.text()}:{self.minutes}"

    def due_in(self, home: ZoneInfo) -> datetime:
        """Return when it would be due with `home` as the person's zone, in UTC."""
        return self.falls.instant(home) - self.minutes * _MINUTE


class KeyParts(NamedTuple):
    """A key taken apart."""

    what: str
    record_id: str
    falls: str
    minutes: int

    @property
    def thing(self) -> str:
        """Return what all reminders of one and the same thing share."""
        return f"{self.what}:{self.record_id}:{self.falls}"

    def falls_at(self, home: ZoneInfo) -> datetime:
        """Return the UTC instant the thing falls, seen from the person's zone."""
        wall = datetime.fromisoformat(self.falls)
        falls = instant(wall, home) if wall.tzinfo is None else wall.astimezone(UTC)
        after = self.what == COLLECTION and self.minutes < 0
        return falls - self.minutes * _MINUTE if after else falls


def key_parts(key: str) -> KeyParts:
    """Take a key apart."""
    what, record_id, rest = key.split(":", 2)
    falls, _, minutes = rest.rpartition(":")
    return KeyParts(what, record_id, falls, int(minutes))


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a wall-clock time: the first of two, the next for a skipped one."""
    return wall.replace(tzinfo=zone).astimezone(UTC)


def leads_of(appointment: Appointment) -> tuple[int, ...]:
    """Return the minutes before the start at which to remind of an appointment, longest first."""
    return tuple(sorted(set(appointment.reminders or USUAL_LEADS), reverse=True))


def stands(appointment: Appointment) -> bool:
    """Say whether an appointment is still to be reminded of; a series until it is cancelled."""
    if appointment.repeats:
        return appointment.status is not AppointmentStatus.CANCELLED
    return appointment.status in _STANDS


def of_appointment(occurrence: Occurrence, home: ZoneInfo) -> Iterator[Occasion]:
    """Yield what to remind of before one occurrence; a whole day counts from its morning."""
    one = occurrence.appointment
    if not stands(one):
        return
    falls = Falls(occurrence.starts, _own_zone(one))
    if one.all_day:
        falls = Falls(datetime.combine(occurrence.day, MORNING))
    falls_at = falls.instant(home)
    for minutes in leads_of(one):
        due_at = falls_at - minutes * _MINUTE
        yield Occasion(APPOINTMENT, one.id, falls, minutes, one.title, falls_at, due_at)


def of_collection(
    occurrence: Occurrence, home: ZoneInfo, begin: str, end: str
) -> Iterator[Occasion]:
    """Yield the begin and the end of the urine collection before an appointment.

    `begin` and `end` are the words for them. What has begun, or is over, is not reminded of.
    """
    one = occurrence.appointment
    block = home_block(occurrence, home) if stands(one) else None
    if block is None:
        return
    falls = Falls(block.starts)
    began = one.collection_began_at
    has_begun = began is not None and began.astimezone(home).replace(tzinfo=None) == block.starts
    falls_at = falls.instant(home)
    if not has_begun:
        yield Occasion(COLLECTION, one.id, falls, 0, begin, falls_at, falls_at)
    if not (has_begun and one.collection_ended_at is not None):
        ends_at = falls_at + COLLECTED_FOR
        yield Occasion(COLLECTION, one.id, falls, AFTER_COLLECTION, end, ends_at, ends_at)


def of_dose(entry: DoseEntry, home: ZoneInfo) -> Occasion | None:
    """Return what to remind of for a planned dose; None where it is recorded or has no time.

    What the clinic holds is not reminded of. A dose that follows another is due so long after
    that one was given. A dose of a day that the zone left out altogether (Samoa, December 30,
    2011) is none.
    """
    if entry.dose is not None or entry.is_held or entry.schedule is None or entry.time is None:
        return None
    falls = Falls(datetime.combine(entry.day, entry.time))
    falls_at = falls.instant(home)
    if falls_at.astimezone(home).date() != entry.day:
        return None
    title = f"{entry.medication.name} {dose_title(entry.medication, entry.schedule)}".strip()
    due_at = entry.follows_at or falls_at
    return Occasion(DOSE, entry.schedule.id, falls, 0, title, falls_at, due_at)


def of_task(task: Task, home: ZoneInfo) -> Occasion | None:
    """Return what to remind of for a task; None where it is done or has no day."""
    if task.due_on is None or task.done_on is not None:
        return None
    falls = Falls(datetime.combine(task.due_on, task.due_time or MORNING))
    due_at = falls.instant(home)
    return Occasion(TASK, task.id, falls, 0, task.title, due_at, due_at)


def of_follow_up(id: str, name: str, due_on: date, home: ZoneInfo) -> Occasion:
    """Return what to remind of for a follow-up on the first day it is due."""
    falls = Falls(datetime.combine(due_on, MORNING))
    due_at = falls.instant(home)
    return Occasion(FOLLOW_UP, id, falls, 0, name, due_at, due_at)


def is_owed(occasion: Occasion, since: datetime, before: ZoneInfo) -> bool:
    """Say whether nobody looked yet when an occasion came due; `since` is the last look.

    `before` is the person's zone at that look: flying east makes the clock jump over doses that
    were still to come, and they are owed.
    """
    if occasion.due_at > since:
        return True
    return occasion.falls.zone is None and occasion.due_in(before) > since


def _own_zone(appointment: Appointment) -> ZoneInfo | None:
    """Return the zone of a timed appointment, None for one this computer does not know."""
    try:
        return ZoneInfo(appointment.zone) if appointment.zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
