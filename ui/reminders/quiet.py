"""Tell when the quiet hours of this computer end."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from caregiver.settings import Settings


def quiet_end(settings: Settings, now: datetime) -> datetime | None:
    """Return when the quiet hours that `now` (aware, local) lies in end; None outside of them.

    They begin at the first minute and end before the last one; 22:00 to 07:00 goes over midnight.
    """
    if not settings.quiet_from or settings.quiet_from == settings.quiet_until:
        return None
    begins, ends = time.fromisoformat(settings.quiet_from), time.fromisoformat(settings.quiet_until)
    at = now.time()
    if begins < ends:
        is_quiet, is_tomorrow = begins <= at < ends, False
    else:
        is_quiet, is_tomorrow = at >= begins or at < ends, at >= begins
    if not is_quiet:
        return None
    day = now.date() + timedelta(days=is_tomorrow)
    return datetime.combine(day, ends, now.tzinfo)


def minutes_until(now: datetime, then: datetime) -> int:
    """Return whole minutes between two aware instants, rounded up, at least one."""
    left = then.timestamp() - now.timestamp()
    return max(1, -int(-left // 60))
