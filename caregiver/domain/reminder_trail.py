"""The trail of looks at the ledger, by a clock that cannot be trusted.

The reminders that came due since the last look are owed. A wrong clock poisons that: one look in
2031 and nothing is owed until then. So the trail keeps the times before a jump, and when the clock
comes back it goes on from the last of them that has been.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from caregiver.domain.records import instant_from_text, instant_text

# A clock set back by less (by hand for daylight saving, by a time server) was right before.
SET_BACK = timedelta(hours=2)
# Nobody sleeps longer; more than a wrong day and the widest mistake about the zone.
WRONG_DAY = timedelta(hours=26)
# A clock that jumped ahead by less and came back was wrong if it stayed there no longer than this.
MOMENT = timedelta(minutes=15)
# One that fell behind may still be put right, so what was looked at is kept in mind as long.
PUT_RIGHT = timedelta(days=2)
# Looks closer than this belong together.
TOGETHER = timedelta(hours=2)
# Nothing older than this is owed.
LONGEST_WALK = timedelta(days=400)
MOST_STRETCHES = 8
# A clock before this was never set.
NEVER_SET = datetime(2020, 1, 1, tzinfo=UTC)


class Stretch(NamedTuple):
    """A time in which somebody looked, by the clock of then (UTC)."""

    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Trail:
    """The stretches of looks, the present one last, and the person's zone then.

    `back_at`: when the clock fell behind, None once it is believed; what is ahead of it was right.
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

    `is_set_back`: the clock went back. `wrong_from`: until then it was wrong, ahead, beginning at
    this time of its own; what it announced does not count. `is_recovered`: it was wrong, behind,
    and is right again.
    """

    trail: Trail
    since: datetime
    is_set_back: bool = False
    wrong_from: datetime | None = None
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


def begun(text: str) -> Trail:
    """Return a trail with one look, at an instant as the care file keeps it."""
    at = instant_from_text(text)
    return Trail((Stretch(at, at),))


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
    reached = [one for one in others if present.end < one.end <= now]
    if trail.back_at and reached and now - present.end > TOGETHER:
        # the clock was wrong when it fell back: those looks never were
        known = max(reached, key=lambda one: one.end)
        kept = [one for one in others if one.end < known.end]
        return Step(Trail(_joined(kept, known, now)), known.end, is_recovered=True)
    since = present.end
    if since < NEVER_SET and now - since > LONGEST_WALK:
        since = now
    back_at = trail.back_at
    if back_at is not None and now - back_at >= PUT_RIGHT:
        back_at = None
        others = [one for one in others if one.end <= present.end]
    return Step(Trail(_joined(others, present, now), back_at=back_at), since)


def _back(trail: Trail, now: datetime) -> Step:
    """Go on after the clock was set back."""
    *others, present = trail.stretches
    before = [one for one in others if one.end <= now]
    ahead = [one for one in trail.stretches if one.end > now]
    if present.end - now <= SET_BACK:
        far = [one for one in others if one.begin > present.end]
        stretches = (*far, *before, Stretch(min(present.begin, now), now))
        return Step(replace(trail, stretches=stretches), now, is_set_back=True)
    looked_now = Stretch(now, now)
    if _was_wrong(before, ahead, now):
        since = max(one.end for one in before)
        wrong_from = min(one.begin for one in ahead)
        return Step(Trail((*before, looked_now)), since, True, wrong_from)
    stretches = (*ahead[-MOST_STRETCHES // 2 :], *before, looked_now)
    return Step(Trail(stretches, back_at=now), now, is_set_back=True)


def _was_wrong(before: list[Stretch], ahead: list[Stretch], now: datetime) -> bool:
    """Say whether the clock jumped to where the stretches `ahead` of now are."""
    began, ended = min(one.begin for one in ahead), max(one.end for one in ahead)
    if not before or began <= now:
        return False
    jump = began - max(one.end for one in before)
    return jump > WRONG_DAY or ended - began < MOMENT


def _joined(others: list[Stretch], present: Stretch, now: datetime) -> tuple[Stretch, ...]:
    """Return the stretches after a look; the widest gaps, which may be jumps, stay the longest."""
    if now - present.end <= TOGETHER:
        return (*others, Stretch(present.begin, now))
    kept = [*others, present, Stretch(now, now)]
    while len(kept) > MOST_STRETCHES:
        gaps = [abs(after.begin - before.end) for before, after in pairwise(kept[:-2])]
        del kept[gaps.index(min(gaps))]
    return tuple(kept)
