"""Single dates of a series: taken out, changed on their own, or parted from what came before."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from caregiver.domain.appointments import Appointment
from caregiver.domain.records import new_id
from caregiver.domain.recurrence import NthWeekday, Rule, parse_rule, starts_of

_A_YEAR = timedelta(days=366)


class Parted(NamedTuple):
    """A series cut in two: what stays as it was, and what begins with a later date."""

    before: Appointment
    later: Appointment


def start_on(series: Appointment, when: date | datetime) -> datetime:
    """Return the wall-clock start that is meant by it, or by its day."""
    if isinstance(when, datetime):
        return when
    assert series.starts is not None
    return datetime.combine(when, series.starts.time())


def without(series: Appointment, start: datetime) -> Appointment:
    """Return the series without one of its dates."""
    return without_all(series, (start,))


def without_all(series: Appointment, starts: Iterable[datetime]) -> Appointment:
    """Return the series without some of its dates."""
    rule = parse_rule(series.rule) if series.rule else None
    by_day = (rule is None or rule.is_by_day) and series.starts is not None
    time = series.starts.time() if series.starts is not None else None
    days, moments = set(series.excluded_days), set(series.excluded_starts)
    for start in starts:
        if by_day and start.time() == time:
            days.add(start.date())
        else:
            moments.add(start)
    return replace(
        series, excluded_days=tuple(sorted(days)), excluded_starts=tuple(sorted(moments))
    )


def standing_alone(series: Appointment, start: datetime, changed: Appointment) -> Appointment:
    """Return the record of one date that is other than its series says."""
    return replace(
        changed,
        id=new_id(),
        created_at=None,
        rule="",
        extra_starts=(),
        excluded_days=(),
        excluded_starts=(),
        import_uid="",
        sequence=series.sequence + 1,
        series_id=series.id,
        series_start=start,
    )


def parted(series: Appointment, start: datetime) -> Parted:
    """Cut a series before one of its dates; a counted one keeps its number of dates in all.

    `later` has an id of its own and begins at `start`.
    """
    assert series.starts is not None
    length = series.ends - series.starts if series.ends is not None else None
    rule = parse_rule(series.rule) if series.rule else None
    until = start.date() - timedelta(days=1)
    later = replace(
        series,
        id=new_id(),
        created_at=None,
        import_uid="",
        sequence=0,
        starts=start,
        ends=None if length is None else start + length,
        collection_starts=collected_from(series, start),
        rule=_from(rule, series, start).text() if rule else "",
        extra_starts=tuple(at for at in series.extra_starts if at > start),
        excluded_days=tuple(day for day in series.excluded_days if day >= start.date()),
        excluded_starts=tuple(at for at in series.excluded_starts if at >= start),
    )
    before = replace(
        series,
        rule=replace(rule, count=None, until=until, until_at=None).text() if rule else "",
        extra_starts=tuple(at for at in series.extra_starts if at < start),
        excluded_days=tuple(day for day in series.excluded_days if day < start.date()),
        excluded_starts=tuple(at for at in series.excluded_starts if at < start),
    )
    return Parted(before, later)


def collected_from(one: Appointment, starts: datetime) -> datetime | None:
    """Return when urine is collected from, with the appointment at another start."""
    if one.collection_starts is None or one.starts is None:
        return one.collection_starts
    return one.collection_starts + (starts - one.starts)


def _from(rule: Rule, series: Appointment, start: datetime) -> Rule:
    """Return the rule for what is left of a series from `start` on."""
    if rule.count is None:
        return rule
    assert series.starts is not None
    found = starts_of(series.rule, series.starts, series.starts.date(), start.date())
    return replace(rule, count=max(1, rule.count - sum(1 for at in found if at < start)))


def moved(series: Appointment, start: datetime, changed: Appointment) -> Appointment:
    """Return the whole series as it is when its date at `start` becomes `changed`.

    Moving one date by some days moves them all; dates taken out stay out.
    """
    assert series.starts is not None
    assert changed.starts is not None
    days = changed.starts.date() - start.date()
    starts = datetime.combine(series.starts.date() + days, changed.starts.time())
    length = changed.ends - changed.starts if changed.ends is not None else None
    same_rule = changed.rule == series.rule
    whole = replace(
        changed,
        id=series.id,
        starts=starts,
        ends=None if length is None else starts + length,
        collection_starts=collected_from(changed, starts),
        rule=shifted(changed.rule, days) if same_rule else changed.rule,
        extra_starts=tuple(at + (starts - series.starts) for at in series.extra_starts),
    )
    dropped = (start_on(series, day) for day in series.excluded_days)
    return replace(
        whole,
        excluded_days=tuple(sorted({counterpart(series, whole, at).date() for at in dropped})),
        excluded_starts=tuple(
            sorted({counterpart(series, whole, at) for at in series.excluded_starts})
        ),
    )


def counterpart(old: Appointment, new: Appointment, start: datetime) -> datetime:
    """Return where one date of a series is after all of it moved: the one with the same number.

    "The fourth Wednesday" becomes "the fourth Thursday", which may be six days before it.
    """
    assert old.starts is not None
    assert new.starts is not None
    by = new.starts - old.starts
    if new.rule == shifted(old.rule, new.starts.date() - old.starts.date()):
        before = list(starts_of(old.rule, old.starts, old.starts.date(), start.date()))
        if start in before:
            last = start.date() + by + _A_YEAR
            found = starts_of(new.rule, new.starts, new.starts.date(), last)
            return next(islice(found, before.index(start), None), start + by)
    return start + by


def shifted(text: str, by: timedelta) -> str:
    """Return a rule whose weekdays, days of the month and last day move along with its dates.

    "The second Wednesday" becomes "the second Thursday". A day that would leave its month stays.
    """
    rule = parse_rule(text)
    if rule is None or not by.days:
        return text
    weekdays = tuple(NthWeekday((one.weekday + by.days) % 7, one.nth) for one in rule.weekdays)
    month_days = tuple(sorted(day + by.days for day in rule.month_days))
    stays = any(not 1 <= day <= 31 for day in month_days) or any(d < 0 for d in rule.month_days)
    return replace(
        rule,
        weekdays=tuple(sorted(weekdays, key=lambda one: (one.nth, one.weekday))),
        month_days=rule.month_days if stays else month_days,
        until=rule.until + by if rule.until else None,
    ).text()
