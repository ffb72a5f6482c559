"""Appointments: what is planned, when and where; and when a series falls."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from heapq import merge
from itertools import groupby, islice
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caregiver.domain.records import Problem, Record, text_problems
from caregiver.domain.recurrence import MOST_OCCURRENCES, is_supported, rule_problem, starts_of

LONGEST_REMINDER = 60 * 24 * 60


class AppointmentKind(Enum):
    """What an appointment is for; decides its icon."""

    CLINIC = "clinic"
    INFUSION = "infusion"
    LAB_DRAW = "lab_draw"
    SCAN = "scan"
    PROCEDURE = "procedure"
    DENTAL = "dental"
    EYE = "eye"
    VACCINE = "vaccine"
    PHARMACY = "pharmacy"
    TELE = "tele"
    SUPPORT = "support"
    OTHER = "other"


class AppointmentStatus(Enum):
    """How sure an appointment is, or what became of it."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Occurrence(NamedTuple):
    """One time an appointment falls: local wall-clock start and end in the appointment's zone."""

    appointment: "Appointment"
    starts: datetime
    ends: datetime | None

    @property
    def day(self) -> date:
        """Return the local day it starts."""
        return self.starts.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Record):
    """Something planned. `starts` and `ends` are wall-clock times in `zone` (IANA name).

    All-day: times are midnight and `ends` is the last day, inclusive. `rule` is an RRULE text
    without its name; `extra_starts` are further dates outside it (RDATE); `excluded_days` are the
    local days taken out, `excluded_starts` single times of a series that falls several times a day.

    With `series_id` this stands for one date of that series instead of `series_start`, the start
    it would have had; that day is then among the series' `excluded_days`.

    `reminders` are minutes before the start. `prepared` are the steps of `prepare` that are done.
    A 24-hour urine collection is planned from `collection_starts` (wall clock); when it really
    began and ended are instants.
    """

    kind: ClassVar[str] = "appointment"

    title: str = ""
    sort: AppointmentKind = AppointmentKind.CLINIC
    status: AppointmentStatus = AppointmentStatus.PLANNED
    starts: datetime | None = None
    ends: datetime | None = None
    zone: str = ""
    all_day: bool = False
    rule: str = ""
    excluded_days: tuple[date, ...] = ()
    member_id: str | None = None
    location: str = ""
    driver: str = ""
    leave_by: time | None = None
    bring: str = ""
    note: str = ""
    import_uid: str = ""
    sequence: int = 0
    extra_starts: tuple[datetime, ...] = ()
    excluded_starts: tuple[datetime, ...] = ()
    series_id: str | None = None
    series_start: datetime | None = None
    reminders: tuple[int, ...] = ()
    prepare: tuple[str, ...] = ()
    prepared: tuple[str, ...] = ()
    parking: str = ""
    collects_urine: bool = False
    collection_starts: datetime | None = None
    collection_began_at: datetime | None = None
    collection_ended_at: datetime | None = None

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.title.strip():
            found.append(Problem("title", "title_missing"))
        if self.starts is None:
            found.append(Problem("starts", "start_missing"))
        elif not 1900 <= self.starts.year <= 2200:
            found.append(Problem("starts", "date_unlikely"))
        elif self.ends and self.ends < self.starts:
            found.append(Problem("ends", "end_before_start"))
        if not self.all_day and not _is_zone(self.zone):
            found.append(Problem("zone", "zone_unknown"))
        code = rule_problem(self.rule)
        if code:
            found.append(Problem("rule", code))
        elif self.series_id and self.repeats:
            found.append(Problem("rule", "series_inside"))
        if any(not 0 <= minutes <= LONGEST_REMINDER for minutes in self.reminders):
            found.append(Problem("reminders", "reminder_unlikely"))
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.title, self.location, self.driver, self.bring, self.note, *self.prepare)

    def when(self) -> date | None:
        """Return the first day."""
        return self.starts.date() if self.starts else None

    @property
    def repeats(self) -> bool:
        """Say whether this is a series."""
        return bool(self.rule or self.extra_starts)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)


def occurrences(appointment: Appointment, first: date, last: date) -> Iterator[Occurrence]:
    """Yield when `appointment` falls on the local days `first` to `last` inclusive, in order.

    An occurrence counts when any part of it lies in the days asked for.
    """
    if appointment.starts is None:
        return
    length = (appointment.ends or appointment.starts) - appointment.starts
    reach = timedelta(
        days=(appointment.starts + length).date().toordinal()
        - appointment.starts.date().toordinal()
    )
    excluded_days = frozenset(appointment.excluded_days)
    excluded = frozenset(appointment.excluded_starts)
    for starts in islice(_series_starts(appointment, first - reach, last), MOST_OCCURRENCES):
        day = starts.date()
        if day in excluded_days or starts in excluded or day > last or day + reach < first:
            continue
        yield Occurrence(appointment, starts, starts + length if appointment.ends else None)


def _series_starts(appointment: Appointment, first: date, last: date) -> Iterator[datetime]:
    """Yield the starts by the rule and the further ones (RDATE), in order and each once."""
    assert appointment.starts is not None
    by_rule: Iterator[datetime] = iter((appointment.starts,))
    if appointment.rule and is_supported(appointment.rule):
        by_rule = starts_of(appointment.rule, appointment.starts, first, last)
    if not appointment.extra_starts:
        return by_rule
    extra = (at for at in sorted(appointment.extra_starts) if first <= at.date() <= last)
    return (at for at, _ in groupby(merge(by_rule, extra)))
