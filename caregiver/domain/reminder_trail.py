"""The trail of looks at the ledger, by a clock that cannot be trusted.

The reminders that came due since the last look are owed. A wrong clock poisons that: one look in
2031 and nothing is owed until then. So the trail keeps the times before a jump, and when the clock
comes back it goes on from the last of them that has been.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from caregiver.domain.records import instant_from_text, instant_text

# A clock set back by less (by hand for daylight saving, by a time server) was right before.
SET_BACK = timedelta(hours=2)
# By more than a wrong day and the widest mistake about the zone, it was wrong before.
WRONG_DAY = timedelta(hours=26)
# In between it was wrong if it had jumped there for no longer than this.
MOMENT = timedelta(minutes=15)
# Looks closer than this belong together.
TOGETHER = timedelta(hours=2)
# Nothing older than this is owed: somebody who comes back after years begins anew.
LONGEST_WALK = timedelta(days=400)
MOST_STRETCHES = 8


class Stretch(NamedTuple):
    """A time in which somebody looked, by the clock of then (UTC)."""

    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Trail:
    """The stretches of looks, the present one last, and the person's zone then.

    `back_at`: when the clock came back from ahead, None once that is settled.
    """

    stretches: tuple[Stretch, ...] = ()
    zone: str = ""
    back_at: datetime | None = None

    @property
    def last(self) -> datetime | None:
        """Return the last look, None before the first."""
        return self.stretches[-1].end if self.stretches else None

    def text(self) -> str:
        """Return the trail as the care file keeps it."""
        kept = {
            "looks": [[instant_text(one) for one in each] for each in self.stretches],
            "zone": self.zone,
            "back_at": instant_text(self.back_at) if self.back_at else None,
        }
        return json.dumps(kept, separators=(",", ":"))


class Step(NamedTuple):
    """One look: the trail after it, and since when (exclusive, UTC) something may be owed.

    `is_back`: the clock was wrong, ahead of now; what was announced by it does not count.
    `is_settled`: that is sure by now. `is_set_back`: the clock went back, for whatever reason.
    `is_recovered`: it had been wrong then, behind, and is right again.
    """

    trail: Trail
    since: datetime
    is_back: bool = False
    is_settled: bool = False
    is_set_back: bool = False
    is_recovered: bool = False


def read_trail(text: str) -> Trail:
    """Return the trail that `Trail.text` wrote; one that cannot be read is as before any look."""
    try:
        kept = json.loads(text)
        looks = [Stretch(*(instant_from_text(one) for one in each)) for each in kept["looks"]]
        back_at = instant_from_text(kept["back_at"]) if kept["back_at"] else None
        return Trail(tuple(looks), str(kept["zone"]), back_at)
    except (ValueError, KeyError, TypeError):
        return Trail()


def step(trail: Trail, now: datetime, zone: str) -> Step:
    """Look at `now` (UTC). The first look of all owes nothing."""
    if not trail.stretches:
        return Step(Trail((Stretch(now, now),), zone), now)
    if now < trail.stretches[-1].end:
        made = _back(trail, now)
    else:
        made = _on(trail, now)
    since = max(made.since, now - LONGEST_WALK)
    return made._replace(trail=replace(made.trail, zone=zone), since=since)


def _on(trail: Trail, now: datetime) -> Step:
    """Go on in time, perhaps back to where the clock was before it fell behind."""
    *others, present = trail.stretches
    ahead = [one for one in others if one.end > present.end]
    reached = [one for one in ahead if one.end <= now]
    is_jump = now - present.end > TOGETHER
    if trail.back_at and is_jump and reached:
        # the clock was wrong when it fell back: those looks never were
        known = max(reached, key=lambda one: one.end)
        kept = [one for one in others if one.end < known.end]
        stretches = _joined(kept, known, now)
        return Step(Trail(stretches, trail.zone), known.end, is_recovered=True)
    is_settled = trail.back_at is not None and now - trail.back_at >= MOMENT
    if is_settled:
        others = [one for one in others if one.end <= present.end]
    back_at = None if is_settled else trail.back_at
    stretches = _joined(others, present, now)
    return Step(Trail(stretches, trail.zone, back_at), present.end, is_settled=is_settled)


def _back(trail: Trail, now: datetime) -> Step:
    """Go on after the clock was set back."""
    *others, present = trail.stretches
    before = [one for one in others if one.end <= now]
    if _was_right(trail.stretches, now):
        stretch = Stretch(min(present.begin, now), now)
        return Step(Trail((*before, stretch), trail.zone), now, is_set_back=True)
    ahead = [one for one in trail.stretches if one.end > now]
    since = max((one.end for one in before), default=now)
    stretches = (*ahead[-MOST_STRETCHES // 2 :], *before, Stretch(now, now))
    return Step(Trail(stretches, trail.zone, now), since, is_back=True, is_set_back=True)


def _was_right(stretches: tuple[Stretch, ...], now: datetime) -> bool:
    """Say whether the clock was right before it was set back to `now`."""
    present = stretches[-1]
    by = present.end - now
    if by <= SET_BACK or by > WRONG_DAY:
        return by <= SET_BACK
    was_moment = present.end - present.begin < MOMENT and now < present.begin
    return not (was_moment and len(stretches) > 1 and stretches[-2].end <= now)


def _joined(others: list[Stretch], present: Stretch, now: datetime) -> tuple[Stretch, ...]:
    """Return the stretches after a look; the widest gaps, which may be jumps, stay the longest."""
    if now - present.end <= TOGETHER:
        return (*others, Stretch(present.begin, now))
    kept = [*others, present, Stretch(now, now)]
    while len(kept) > MOST_STRETCHES:
        gaps = [abs(after.begin - before.end) for before, after in pairwise(kept[:-2])]
        del kept[gaps.index(min(gaps))]
    return tuple(kept)
