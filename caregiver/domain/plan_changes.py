"""What else changes when a plan of doses changes: doses that follow others, phases of a regimen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from caregiver.domain.medications import Schedule
from caregiver.domain.records import new_id
from caregiver.domain.regimens import LONGEST_PLAN

_ANY_DAY = date(2000, 1, 1)
_ONE_DAY = timedelta(days=1)
ByMedication = Mapping[str, Sequence[Schedule]]


def holds_from(schedule: Schedule, day: date) -> bool:
    """Say whether a schedule holds on `day` or on any day after."""
    return schedule.last_on is None or schedule.last_on >= day


def follows_in_circle(
    medication_id: str, schedules: Iterable[Schedule], others: ByMedication
) -> bool:
    """Say whether the doses of a medicine would, over others, follow themselves.

    `others` are schedules by medicine; those of `medication_id` itself are not looked at.
    """
    waiting = [one.after_medication_id for one in schedules]
    seen: set[str] = set()
    while waiting:
        followed = waiting.pop()
        if followed is None or followed in seen:
            continue
        if followed == medication_id:
            return True
        seen.add(followed)
        waiting += [one.after_medication_id for one in others.get(followed, ())]
    return False


def unlinked(
    follower: Schedule, schedules: ByMedication, day: date, first_on: date | None
) -> tuple[Schedule, ...]:
    """Return what takes the place of a dose after another medicine: the clock times of `day`.

    The days of the medicine it followed are taken over too. The first keeps the id of `follower`;
    each begins on `first_on`. Without any times to follow, one schedule without times is left.
    """
    found: list[Schedule] = []
    for shift, followed in _followed(follower, schedules, day, (follower.medication_id,)):
        days = _days_of(follower, followed, shift)
        if days is None:
            continue
        fixed = replace(
            days,
            times=followed.times,
            after_medication_id=None,
            after_minutes=None,
            first_on=_first_turn(days, first_on),
        )
        found.append(fixed if not found else replace(fixed, id=new_id(), created_at=None))
    bare = replace(follower, after_medication_id=None, after_minutes=None, first_on=first_on)
    return tuple(found) or (bare,)


def same_phase(old: Schedule, new: Schedule) -> bool:
    """Say whether `new` takes the place of `old` in at least one cycle.

    Another regimen, or other cycles of the same one, are another plan and go on.
    """
    if old.regimen_id is None or new.regimen_id is None:
        return True
    if old.regimen_id != new.regimen_id:
        return False
    begin, end = _cycles(new)
    first, last = _cycles(old)
    return first <= end and begin <= last


def other_cycles(old: Schedule, new: Sequence[Schedule], from_day: date) -> tuple[Schedule, ...]:
    """Return what stays of `old` from `from_day` on: its cycles that no new schedule is for."""
    if old.regimen_id is None or any(one.regimen_id != old.regimen_id for one in new):
        return ()
    begin = min(_cycles(one)[0] for one in new)
    end = max(_cycles(one)[1] for one in new)
    first, last = _cycles(old)
    kept = []
    if first < begin:
        kept.append((first, begin - 1))
    if last > end:
        kept.append((end + 1, last))
    return tuple(
        replace(
            old,
            id=new_id(),
            created_at=None,
            first_on=max(from_day, old.first_on or from_day),
            cycles_from=one,
            cycles_to=None if other >= LONGEST_PLAN else other,
        )
        for one, other in kept
    )


def end_of(schedules: Sequence[Schedule]) -> date | None:
    """Return the last day of a plan, None where any part of it goes on or there is none."""
    days = [one.last_on for one in schedules]
    return None if not days or None in days else max(day for day in days if day is not None)


def _cycles(schedule: Schedule) -> tuple[int, int]:
    return schedule.cycles_from or 1, schedule.cycles_to or LONGEST_PLAN


def _followed(
    follower: Schedule, schedules: ByMedication, day: date, above: tuple[str, ...]
) -> list[tuple[int, Schedule]]:
    """Return what a dose follows on `day`, with clock times moved and by how many days."""
    followed_id = follower.after_medication_id
    if followed_id is None or followed_id in above:
        return []
    found: list[tuple[int, Schedule]] = []
    for one in _in_force(schedules.get(followed_id, ()), day):
        sources = [(0, one)]
        if one.after_medication_id is not None:
            sources = _followed(one, schedules, day, (*above, followed_id))
        for shift, source in sources:
            found += _moved(source, shift, follower.after_minutes or 0)
    return found


def _in_force(schedules: Sequence[Schedule], day: date) -> list[Schedule]:
    """Return those that hold on a day; else those that begin next; else those that ended last."""
    fixed = [one for one in schedules if not one.as_needed]
    found = [one for one in fixed if one.is_current(day)]
    coming = [one.first_on for one in fixed if one.first_on is not None and one.first_on > day]
    ended = [one.last_on for one in fixed if one.last_on is not None and one.last_on < day]
    if not found and coming:
        found = [one for one in fixed if one.first_on == min(coming)]
    elif not found and ended:
        found = [one for one in fixed if one.last_on == max(ended)]
    return found


def _moved(source: Schedule, shift: int, minutes: int) -> list[tuple[int, Schedule]]:
    """Return a schedule with its times moved, apart for those that come to lie on another day."""
    by_day: dict[int, list[time]] = {}
    for at in sorted(source.times):
        moment = datetime.combine(_ANY_DAY, at) + timedelta(minutes=minutes)
        by_day.setdefault((moment.date() - _ANY_DAY).days, []).append(moment.time())
    return [(shift + days, replace(source, times=tuple(at))) for days, at in by_day.items()]


def _days_of(follower: Schedule, followed: Schedule, shift: int) -> Schedule | None:
    """Return `follower` on days that both name, `shift` days later; None where none is left."""
    weekdays = set(follower.weekdays or range(7)) & set(followed.weekdays or range(7))
    if not weekdays:
        return None
    days = follower
    if not follower.is_in_cycles and followed.is_in_cycles:
        days = replace(
            days,
            cycle_days=followed.cycle_days,
            regimen_id=followed.regimen_id,
            cycles_from=followed.cycles_from,
            cycles_to=followed.cycles_to,
        )
    every = follower if follower.every_days else followed
    begun = every.first_on + shift * _ONE_DAY if every.first_on else None
    month = follower.month_days or followed.month_days
    return replace(
        days,
        weekdays=() if len(weekdays) == 7 else tuple(sorted((d + shift) % 7 for d in weekdays)),
        every_days=every.every_days,
        first_on=begun if every.every_days else follower.first_on,
        month_days=tuple(sorted({(day + shift - 1) % 31 + 1 for day in month})),
        cycle_days=tuple(day + shift for day in days.cycle_days),
    )


def _first_turn(schedule: Schedule, first_on: date | None) -> date | None:
    """Return the first day from `first_on` on which "every so many days" falls."""
    every, begun = schedule.every_days, schedule.first_on
    if first_on is None or every is None or begun is None:
        return begun if every is not None else first_on
    return first_on + timedelta(days=(begun - first_on).days % every)
