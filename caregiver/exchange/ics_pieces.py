"""What is written for appointments: one event each, or a series taken apart.

Readers agree only on simple rules whose first date fits; any other series is written date by
date. Source of what is simple: the shared INTEROP table, ICS-13.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

from caregiver.domain.appointments import Appointment, occurrences
from caregiver.domain.recurrence import (
    Frequency,
    NthWeekday,
    Rule,
    matches,
    parse_rule,
    starts_of,
)
from caregiver.exchange.ics_zones import zone_lines

OWN_DOMAIN = "@caregiver-organizer.invalid"
MOST_SINGLE_DAYS = 1_000
WRITTEN_OUT = timedelta(days=366)
_LOOK_BACK = timedelta(days=31)
_LONGEST_SERIES = timedelta(days=20 * 366)


@dataclass(frozen=True, slots=True)
class Piece:
    """One event to write. `series` with `start`: it stands for that date of the series.

    `exdates` and `rdates` are local starts of a series. `date_of` is the UID of the series this is
    a plain date of, where the series itself is not written.
    """

    one: Appointment
    uid: str
    series: Appointment | None = None
    start: datetime | None = None
    exdates: tuple[datetime, ...] = ()
    rdates: tuple[datetime, ...] = ()
    date_of: str = ""


def uid_of(appointment: Appointment) -> str:
    """Return the UID for life: the clinic's where it came from a file, else our own."""
    known = appointment.import_uid
    if known and not known.startswith("hash:") and "#" not in known:
        return known
    return appointment.id + OWN_DOMAIN


def pieces(
    appointments: Iterable[Appointment], written_at: datetime, last: date | None = None
) -> Iterator[Piece]:
    """Yield what is written for the appointments; those without a start are left out.

    The changed dates of a series are written with it, under its UID. An endless series that is
    written date by date goes on for a year, or to the day `last` where that is later.
    """
    begin = (written_at - _LOOK_BACK).date()
    endless = (begin, max(begin + WRITTEN_OUT, last or date.min))
    listed = [one for one in appointments if one.starts is not None and _has_an_end(one.starts)]
    there = {one.id for one in listed if one.repeats}
    changed: dict[str, list[Appointment]] = {}
    for one in listed:
        if one.series_id in there and one.series_id and one.series_start:
            changed.setdefault(one.series_id, []).append(one)
    for one in listed:
        if one.repeats:
            yield from _series(one, changed.get(one.id, []), endless)
        elif one.series_id and one.series_start:
            if one.series_id not in there:
                yield Piece(one, _date_uid(one.series_id, one.series_start))
        else:
            yield Piece(one, uid_of(one))


def is_written_out(one: Appointment) -> bool:
    """Say whether a series is written date by date, an endless one for a year ahead."""
    return one.repeats and one.starts is not None and _as_rule(one) is None


def _has_an_end(starts: datetime) -> bool:
    """Say whether there is room after a start: the calendar itself ends."""
    return starts.date() <= date.max - 2 * WRITTEN_OUT


def _as_rule(one: Appointment) -> str | None:
    """Return the rule to write, empty for further dates only; None: write date by date."""
    assert one.starts is not None
    zoned = not one.all_day and one.zone != "UTC"
    if zoned and zone_lines(one.zone, one.starts.year) is None:
        return None
    if not one.rule:
        return ""
    rule = parse_rule(one.rule)
    plain = plain_rule(rule, one.starts.date()) if rule else None
    return plain.text() if plain else None


def plain_rule(rule: Rule, start: date) -> Rule | None:
    """Return the rule with its weekday or day of the month named, None where it is not simple."""
    odd = (rule.positions, rule.weeks, rule.year_days)
    if not rule.is_by_day or any(odd):
        return None
    if rule.frequency is Frequency.YEARLY:
        return _plain_yearly(rule, start)
    if rule.months:
        return None
    if rule.frequency is Frequency.DAILY:
        return None if rule.weekdays or rule.month_days else rule
    if rule.frequency is Frequency.WEEKLY:
        return rule if rule.weekdays else replace(rule, weekdays=(NthWeekday(start.weekday()),))
    if rule.month_days and rule.weekdays:
        return None
    if rule.weekdays:
        return rule if all(one.nth for one in rule.weekdays) else None
    return rule if rule.month_days else replace(rule, month_days=(start.day,))


def _plain_yearly(rule: Rule, start: date) -> Rule | None:
    same_day = rule.months in ((), (start.month,)) and rule.month_days in ((), (start.day,))
    half = bool(rule.months) != bool(rule.month_days)  # "in March" alone means something else
    if rule.weekdays or not same_day or half or (start.month, start.day) == (2, 29):
        return None
    return replace(rule, months=(), month_days=())


def _series(
    one: Appointment, changed: list[Appointment], endless: tuple[date, date]
) -> Iterator[Piece]:
    assert one.starts is not None
    rule = _as_rule(one)
    if rule is None:
        yield from _single_days(one, endless)
        for single in changed:
            assert single.series_start is not None
            yield Piece(single, _uid_on(one, single.series_start), date_of=uid_of(one))
        return
    master = replace(one, rule=rule)
    if rule and not matches(rule, one.starts):
        # Readers differ where the first date does not fit: it is written alone, then the rest.
        first = one.starts
        if first.date() not in one.excluded_days and first not in one.excluded_starts:
            yield _single(one, first)
        rest = _rest(master)
        if rest is None:
            return
        master = rest
    dates = {single.series_start for single in changed}
    yield Piece(
        master,
        uid_of(one),
        exdates=tuple(at for at in _taken_out(one) if at not in dates),
        rdates=tuple(
            at
            for at in one.extra_starts
            if at in dates or not (at.date() in one.excluded_days or at in one.excluded_starts)
        ),
    )
    for single in changed:
        if single.series_start == one.starts != master.starts:
            yield Piece(single, _uid_on(one, one.starts), date_of=uid_of(one))
        else:
            yield Piece(single, uid_of(one), series=one, start=single.series_start)


def _taken_out(one: Appointment) -> list[datetime]:
    assert one.starts is not None
    days = (datetime.combine(day, one.starts.time()) for day in one.excluded_days)
    return sorted({*days, *one.excluded_starts})


def _rest(one: Appointment) -> Appointment | None:
    """Return a series from the first date that its rule names, None where there is none."""
    rule = parse_rule(one.rule)
    assert one.starts is not None
    assert rule is not None
    first = one.starts.date()
    later = starts_of(one.rule, one.starts, first + timedelta(days=1), first + WRITTEN_OUT)
    start = next(later, None)
    if start is None or rule.count == 1:
        return replace(one, rule="") if one.extra_starts else None
    count = None if rule.count is None else rule.count - 1
    length = one.ends - one.starts if one.ends else None
    return replace(
        one,
        starts=start,
        ends=start + length if length is not None else None,
        rule=replace(rule, count=count).text(),
    )


def _single_days(one: Appointment, endless: tuple[date, date]) -> Iterator[Piece]:
    """Yield the single days of a series: all of one that ends, some of an endless one."""
    assert one.starts is not None
    rule = parse_rule(one.rule) if one.rule else None
    begin = one.starts.date()
    end = begin + _LONGEST_SERIES
    if rule is not None and rule.count is None and rule.until is None:
        begin, end = max(begin, endless[0]), max(begin + WRITTEN_OUT, endless[1])
    for found in islice(occurrences(one, begin, end), MOST_SINGLE_DAYS):
        yield _single(one, found.starts)


def _single(one: Appointment, starts: datetime) -> Piece:
    assert one.starts is not None
    length = one.ends - one.starts if one.ends else None
    single = replace(
        one,
        starts=starts,
        ends=None if length is None else starts + length,
        rule="",
        extra_starts=(),
        excluded_days=(),
        excluded_starts=(),
    )
    return Piece(single, _uid_on(one, starts), date_of=uid_of(one))


def _uid_on(one: Appointment, start: datetime) -> str:
    """Return the UID of one date of a series, for life; with its time where a day may hold two."""
    rule = parse_rule(one.rule) if one.rule else None
    by_day = rule is None or rule.is_by_day
    assert one.starts is not None
    return _date_uid(one.id, start, by_time=not by_day or start.time() != one.starts.time())


def _date_uid(series_id: str, start: datetime, *, by_time: bool = True) -> str:
    day = f"{start:%Y%m%dT%H%M}" if by_time else f"{start:%Y%m%d}"
    return str(uuid5(NAMESPACE_URL, f"{series_id}#{day}")) + OWN_DOMAIN
