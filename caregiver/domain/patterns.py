"""What a schedule says, part by part; a screen, a paper and a terminal only put words to it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple

from caregiver.domain.medications import Schedule, cycle_days_text
from caregiver.domain.regimens import LONGEST_PLAN, Regimen

_ANY_DAY = date(2000, 1, 1)
_DAYS = re.compile(r"([+-]?\d{1,3})(?:\s*(?:-|to)\s*([+-]?\d{1,3}))?", re.ASCII)


class PartSort(Enum):
    """What one part of a pattern is about. Each face has words for every one of them."""

    NEEDED = "needed"
    MOST = "most"
    GAP = "gap"
    TIMES = "times"
    WINDOWS = "windows"
    ANY_TIME = "any_time"
    AFTER = "after"
    BEFORE = "before"
    TOGETHER = "together"
    EVERY_DAY = "every_day"
    EVERY_DAYS = "every_days"
    WEEKDAYS = "weekdays"
    MONTH_DAYS = "month_days"
    CYCLE_DAYS = "cycle_days"
    WHOLE_CYCLE = "whole_cycle"
    INFUSION_DAYS = "infusion_days"
    FROM_CYCLE = "from_cycle"
    IN_CYCLES = "in_cycles"
    FROM = "from"
    UNTIL = "until"


class PatternPart(NamedTuple):
    """One part with what it is about.

    `numbers`: how many, minutes, days or cycles. `times`: clock times; of windows begin and end in
    turn, none for a window after another medicine. `name`: the medicine followed, or the regimen
    where there are several. `length`: days of each cycle, None where they differ or are not known.
    """

    sort: PartSort
    numbers: tuple[int, ...] = ()
    times: tuple[time, ...] = ()
    name: str = ""
    day: date | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class PatternNames:
    """What a schedule only points at: other medicines and regimens by id.

    `cycle_length` is that of the treatment as a whole, for patterns that name no regimen.
    """

    medicines: Mapping[str, str] = field(default_factory=dict)
    regimens: Mapping[str, Regimen] = field(default_factory=dict)
    cycle_length: int | None = None


NO_NAMES = PatternNames()


@dataclass(frozen=True, slots=True)
class PatternParts:
    """A pattern taken apart: at what time, on which days, from when until when.

    `at` holds the clock, or that it is for when needed with its limits. A pattern that says
    nothing has no parts.
    """

    at: tuple[PatternPart, ...] = ()
    on: tuple[PatternPart, ...] = ()
    span: tuple[PatternPart, ...] = ()

    @property
    def all(self) -> tuple[PatternPart, ...]:
        """Return every part, in reading order."""
        return (*self.at, *self.on, *self.span)

    @property
    def says_when(self) -> bool:
        """Say whether anything but the first and last day is known."""
        return bool(self.at or self.on)


def pattern_of(schedule: Schedule, names: PatternNames = NO_NAMES) -> PatternParts:
    """Take a schedule apart. A face leaves out what goes without saying on it."""
    span = []
    if schedule.first_on is not None:
        span.append(PatternPart(PartSort.FROM, day=schedule.first_on))
    if schedule.last_on is not None:
        span.append(PatternPart(PartSort.UNTIL, day=schedule.last_on))
    if schedule.as_needed:
        return PatternParts(tuple(_needed(schedule)), tuple(_days(schedule, names)), tuple(span))
    at = _clock(schedule, names)
    on = _days(schedule, names)
    if on and not at:
        at = [PatternPart(PartSort.ANY_TIME)]
    elif at and not on and schedule.after_medication_id is None:
        on = [PatternPart(PartSort.EVERY_DAY)]
    return PatternParts(tuple(at), tuple(on), tuple(span))


def window_end(at: time, minutes: int) -> time:
    """Return the clock time `minutes` after `at`, past midnight where it must be."""
    return (datetime.combine(_ANY_DAY, at) + timedelta(minutes=minutes)).time()


def parse_days(text: str, lowest: int, highest: int) -> tuple[int, ...] | None:
    """Return the days in "1-21", "1, 8, 15 to 21" or "-5 to -2, 0, +14", in order.

    None where one cannot be read or lies outside `lowest` to `highest`.
    """
    days: set[int] = set()
    plain = text.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    for piece in plain.replace(";", ",").split(","):
        if not piece.strip():
            continue
        match = _DAYS.fullmatch(piece.strip())
        if match is None:
            return None
        begin, end = int(match[1]), int(match[2] or match[1])
        if not lowest <= begin <= end <= highest:
            return None
        days.update(range(begin, end + 1))
    return tuple(sorted(days))


def signed_days_text(days: Sequence[int]) -> str:
    """Return days counted from an infusion as short ranges: "-5 to -2, 0, +14"."""
    words = cycle_days_text(days).split()
    return " ".join(
        f"+{word}" if word.rstrip(",").isdigit() and word.rstrip(",") != "0" else word
        for word in words
    )


def step_chain(schedules: Sequence[Schedule], start: Schedule) -> tuple[Schedule, ...]:
    """Return the steps that were planned ahead around one: each begins the day after another ends.

    Steps to come always belong to it; those before only where they were saved in the same change,
    for a change of dose that was made later is no step of a plan.
    """
    chain = [start]
    while following := _next_step(schedules, chain[-1]):
        chain.append(following)
    while before := _step_before(schedules, chain[0]):
        chain.insert(0, before)
    return tuple(chain)


def take_turns(days: Sequence[Schedule]) -> bool:
    """Say whether schedules take turns day by day: each every so many days, one day apart."""
    if len(days) < 2 or any(one.every_days != len(days) for one in days):
        return False
    begun = sorted(one.first_on for one in days if one.first_on is not None)
    return len(begun) == len(days) and all(
        (one - begun[0]).days == place for place, one in enumerate(begun)
    )


def _needed(schedule: Schedule) -> list[PatternPart]:
    parts = [PatternPart(PartSort.NEEDED)]
    if schedule.most_per_day is not None:
        parts.append(PatternPart(PartSort.MOST, (schedule.most_per_day,)))
    if schedule.least_gap_hours is not None:
        parts.append(PatternPart(PartSort.GAP, (schedule.least_gap_hours,)))
    return parts


def _clock(schedule: Schedule, names: PatternNames) -> list[PatternPart]:
    window = schedule.window_minutes
    if schedule.after_medication_id is not None:
        minutes = schedule.after_minutes or 0
        sort = PartSort.AFTER if minutes > 0 else PartSort.BEFORE
        name = names.medicines.get(schedule.after_medication_id, "")
        parts = [PatternPart(sort if minutes else PartSort.TOGETHER, (abs(minutes),), name=name)]
        return parts if window is None else [*parts, PatternPart(PartSort.WINDOWS, (window,))]
    times = tuple(sorted(schedule.times))
    if not times:
        return []
    if window is None:
        return [PatternPart(PartSort.TIMES, times=times)]
    ends = tuple(at for begin in times for at in (begin, window_end(begin, window)))
    return [PatternPart(PartSort.WINDOWS, (window,), ends)]


def _days(schedule: Schedule, names: PatternNames) -> list[PatternPart]:
    parts = []
    if schedule.weekdays:
        parts.append(PatternPart(PartSort.WEEKDAYS, tuple(sorted(schedule.weekdays))))
    if schedule.every_days is not None:
        parts.append(PatternPart(PartSort.EVERY_DAYS, (schedule.every_days,)))
    if schedule.month_days:
        parts.append(PatternPart(PartSort.MONTH_DAYS, tuple(sorted(schedule.month_days))))
    if schedule.is_in_cycles:
        parts.append(_cycle_days(schedule, names))
        first, last = schedule.cycles_from or 1, schedule.cycles_to
        if last is not None:
            parts.append(PatternPart(PartSort.IN_CYCLES, (first, last)))
        elif first > 1:
            parts.append(PatternPart(PartSort.FROM_CYCLE, (first,)))
    return parts


def _cycle_days(schedule: Schedule, names: PatternNames) -> PatternPart:
    regimen = names.regimens.get(schedule.regimen_id or "")
    name = regimen.name if regimen is not None and len(names.regimens) > 1 else ""
    days = tuple(sorted(schedule.cycle_days))
    if (regimen is not None and regimen.counts_from_zero) or any(day < 1 for day in days):
        return PatternPart(PartSort.INFUSION_DAYS, days, name=name)
    length = names.cycle_length if schedule.regimen_id is None else None
    if regimen is not None:
        length = _length_in(regimen, schedule)
    return PatternPart(
        PartSort.CYCLE_DAYS if days else PartSort.WHOLE_CYCLE, days, name=name, length=length
    )


def _length_in(regimen: Regimen, schedule: Schedule) -> int | None:
    """Return the length of the cycles a schedule is for, None where they differ."""
    first = schedule.cycles_from or 1
    last = schedule.cycles_to or regimen.last_cycle or LONGEST_PLAN
    changes = (one.first_cycle for one in regimen.plan if first < one.first_cycle <= last)
    lengths = {regimen.days_of(number) for number in (first, *changes)}
    return lengths.pop() if len(lengths) == 1 else None


def _next_step(schedules: Sequence[Schedule], step: Schedule) -> Schedule | None:
    if step.last_on is None or step.as_needed:
        return None
    begins = step.last_on + timedelta(days=1)
    found = [one for one in schedules if one.first_on == begins and _same_pattern(one, step)]
    return found[0] if len(found) == 1 else None


def _step_before(schedules: Sequence[Schedule], step: Schedule) -> Schedule | None:
    if step.first_on is None or step.as_needed or step.created_at is None:
        return None
    ended = step.first_on - timedelta(days=1)
    found = [
        one
        for one in schedules
        if one.last_on == ended and one.created_at == step.created_at and _same_pattern(one, step)
    ]
    return found[0] if len(found) == 1 else None


def _same_pattern(one: Schedule, other: Schedule) -> bool:
    """Say whether two schedules differ in nothing but how much, and from when until when."""
    return (
        one.as_needed == other.as_needed
        and set(one.times) == set(other.times)
        and one.weekdays == other.weekdays
        and one.cycle_days == other.cycle_days
        and one.month_days == other.month_days
        and one.every_days == other.every_days
        and one.after_medication_id == other.after_medication_id
        and one.regimen_id == other.regimen_id
        and (one.cycles_from, one.cycles_to) == (other.cycles_from, other.cycles_to)
    )
