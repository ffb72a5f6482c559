"""Moving the cycles of a regimen: delays, pauses, and the day 1 that really was.

Noted cycles have no gaps in their numbers: whoever notes one also notes those before it, so that
later changes of the plan leave what has passed as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from caregiver.domain.cycles import CycleCalendar
from caregiver.domain.records import new_id
from caregiver.domain.regimens import LONGEST_PLAN, Regimen, following, planned_cycles
from caregiver.domain.therapy import LONGEST_CYCLE, Cycle, Pause

LONGEST_DELAY = 366
_REACH = timedelta(days=2 * LONGEST_CYCLE)


class CannotMove(ValueError):
    """The cycles cannot be moved like this; the only argument is a code of texts.py."""


@dataclass(frozen=True, slots=True)
class Moves:
    """All noted cycles after a change, and those that are taken out."""

    cycles: tuple[Cycle, ...]
    dropped: tuple[Cycle, ...] = ()


def noted_through(regimen: Regimen, noted: Sequence[Cycle], number: int) -> list[Cycle]:
    """Return the noted cycles and those that follow by the plan up to `number`, to be noted.

    Raises `CannotMove` for a cycle that the plan does not have.
    """
    found = list(noted)
    if not found or not found[0].number <= number <= LONGEST_PLAN:
        raise CannotMove("cycle_unknown")
    if found[-1].number >= number:
        return found
    begins = found[-1].ends_before()
    if begins is not None:
        for one in following(regimen, found[-1], begins, date.max - _REACH):
            found.append(replace(one, id=new_id()))
            if one.number >= number:
                return found
    raise CannotMove("cycle_unknown")


def noted_until(regimen: Regimen, noted: Sequence[Cycle], on: date) -> list[Cycle]:
    """Return the noted cycles and those that follow by the plan up to the one of a date."""
    calendar = CycleCalendar(planned_cycles(regimen, noted, on - _REACH, on), regimen)
    cycle = calendar.cycle_on(on)
    return noted_through(regimen, noted, cycle.number) if cycle else list(noted)


def delayed(regimen: Regimen, noted: Sequence[Cycle], pause: Pause) -> Moves:
    """Move everything from the first date of `pause` on by its days.

    Where that date is day 1 of a cycle, the pause ends the cycle before it. A date inside a pause
    makes that pause longer. Without days everything waits: later noted cycles are taken out, for
    the clinic will name new dates. Raises `CannotMove` outside every cycle, and for dates after
    an infusion from which days are counted.
    """
    calendar = CycleCalendar(
        planned_cycles(regimen, noted, pause.first - _REACH, pause.first), regimen
    )
    holding = calendar.cycle_on(pause.first)
    if holding is None:
        raise CannotMove("delay_outside")
    if holding.counts_from_zero and holding.place_of(pause.first).day > 0:
        raise CannotMove("delay_after_infusion")
    if pause.days is not None and not 1 <= pause.days <= LONGEST_DELAY:
        raise CannotMove("delay_days")
    cycles = noted_through(regimen, noted, holding.number)
    place = next(at for at, one in enumerate(cycles) if one.number == holding.number)
    if cycles[place].first_on == pause.first and place > 0:
        place -= 1
    paused, shift = _paused(cycles[place], pause)
    before, after = cycles[:place], cycles[place + 1 :]
    if shift is None:
        return Moves((*before, paused), tuple(after))
    return Moves((*before, paused, *(moved(one, shift) for one in after)))


def without_pause(noted: Sequence[Cycle], first: date) -> Moves:
    """Take out the pause that begins on `first`; what came after it comes so much earlier."""
    place, pause = _find_pause(noted, first)
    kept = [one for one in noted[place].pauses if one.first != first]
    back = timedelta(days=-(pause.days or 0))
    kept = [one._replace(first=one.first + back) if one.first > first else one for one in kept]
    cycle = noted[place].with_pauses(kept)
    after = (moved(one, back) for one in noted[place + 1 :])
    return Moves((*noted[:place], cycle, *after))


def pause_ended(noted: Sequence[Cycle], on: date) -> Moves:
    """End the pause without an end, else the one that holds a date: treatment goes on on `on`."""
    pauses = [pause for one in noted for pause in one.pauses]
    pause = next((one for one in pauses if one.days is None), None)
    pause = pause or next((one for one in pauses if one.holds(on)), None)
    if pause is None or on < pause.first:
        raise CannotMove("no_pause")
    if on == pause.first:
        return without_pause(noted, pause.first)
    place, _ = _find_pause(noted, pause.first)
    days = (on - pause.first).days
    shift = timedelta(days=days - pause.days) if pause.days is not None else timedelta()
    cycle = noted[place]
    pauses = [
        one._replace(days=days)
        if one.first == pause.first
        else one._replace(first=one.first + shift)
        if one.first > pause.first
        else one
        for one in cycle.pauses
    ]
    after = (moved(one, shift) for one in noted[place + 1 :])
    return Moves((*noted[:place], cycle.with_pauses(pauses), *after))


def begun_on(
    regimen: Regimen,
    noted: Sequence[Cycle],
    number: int,
    on: date,
    today: date,
    *,
    days: int | None = None,
) -> Moves:
    """Note that the first day of a cycle was, or will be, on a date.

    A pause of the cycle before ends there. Later cycles that have not begun by `today` move too.
    `days` gives it another length.
    Raises `CannotMove` where the cycles would no longer follow each other.
    """
    cycles = noted_through(regimen, noted, number)
    place = next(at for at, one in enumerate(cycles) if one.number == number)
    cycle = cycles[place]
    was = cycle.date_of(cycle.first_day)
    shift = on - was if was is not None else timedelta()
    kept = [
        one._replace(first=one.first + shift) for one in cycle.pauses if one.first > cycle.first_on
    ]
    length = cycle.days if days is None else days
    after = cycles[place + 1 :]
    if after and after[0].first_on > today:
        longer = timedelta(days=length - cycle.days)
        after = [moved(one, shift + longer) for one in after]
    before = list(cycles[:place])
    if before:
        before[-1] = _ended_at(before[-1], cycle.first_on, on)
    found = (*before, replace(cycle, first_on=on, days=length).with_pauses(kept), *after)
    if any(other.first_on <= one.first_on for one, other in pairwise(found)):
        raise CannotMove("cycle_order")
    return Moves(found)


def moved(cycle: Cycle, shift: timedelta) -> Cycle:
    """Return a cycle with its first day and its pauses so much later."""
    if not shift:
        return cycle
    pauses = [one._replace(first=one.first + shift) for one in cycle.pauses]
    return replace(cycle, first_on=cycle.first_on + shift).with_pauses(pauses)


def _paused(cycle: Cycle, pause: Pause) -> tuple[Cycle, timedelta | None]:
    """Return a cycle with a pause put in, and how much later all after it comes; None: unknown."""
    held = next((one for one in cycle.pauses if one.holds(pause.first)), None)
    earlier = [one for one in cycle.pauses if one.first < pause.first and one is not held]
    later = [one for one in cycle.pauses if one.first > pause.first and one is not held]
    if pause.days is None:
        first = held.first if held else pause.first
        return cycle.with_pauses((*earlier, _joined(held, pause, first, None))), None
    shift = timedelta(days=pause.days)
    days = pause.days
    if held is not None and held.days is None:
        days += (pause.first - held.first).days
    elif held is not None and held.days is not None:
        days += held.days
    new = _joined(held, pause, held.first if held else pause.first, days)
    later = [one._replace(first=one.first + shift) for one in later]
    return cycle.with_pauses((*earlier, new, *later)), shift


def _joined(held: Pause | None, pause: Pause, first: date, days: int | None) -> Pause:
    """Return the pause as it is now: the newest words about it count."""
    reason = pause.reason or (held.reason if held else "")
    return Pause(first, days, reason, pause.told_by or (held.told_by if held else ""))


def _ended_at(cycle: Cycle, was: date, on: date) -> Cycle:
    """Return the cycle before one that begins on `on`, not on `was`: its pauses end there.

    A pause that lasted until the planned day 1 lasts until the real one.
    """
    pauses = []
    for one in cycle.pauses:
        ends = one.first + timedelta(days=one.days) if one.days is not None else None
        if one.first >= on:
            continue
        if ends is None or ends > on or ends == was:
            one = one._replace(days=(on - one.first).days)
        pauses.append(one)
    return cycle.with_pauses(pauses)


def _find_pause(noted: Sequence[Cycle], first: date) -> tuple[int, Pause]:
    for place, cycle in enumerate(noted):
        for pause in cycle.pauses:
            if pause.first == first:
                return place, pause
    raise CannotMove("no_pause")
