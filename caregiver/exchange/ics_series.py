"""Series in calendar files: the rule, further dates, dates taken out, and single changed dates."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caregiver.domain import series
from caregiver.domain.appointments import Appointment
from caregiver.domain.recurrence import Rule, parse_rule
from caregiver.exchange.ics_entries import IcsEntry, Notes
from caregiver.exchange.ics_text import Component, Property
from caregiver.exchange.ics_times import FileClock, SkippedEvent
from caregiver.exchange.ics_values import (
    LocalClock,
    Moment,
    RuleProblem,
    length,
    moment,
    rule_of,
)

MOST_EXTRA = 1_000
MOST_EXCEPTIONS = 5_000


@dataclass(frozen=True, slots=True)
class SeriesReader:
    """Reads how one event repeats. `one` is the event without its repetition."""

    event: Component
    one: Appointment
    clock: FileClock
    where: str
    notes: Notes

    def read(self) -> Appointment:
        """Return the event with its rule, further dates, and what is taken out of them."""
        rule = self._rule()
        extra = self._extra()
        if rule is None and not extra:
            return self.one
        whole = replace(self.one, rule=rule.text() if rule else "", extra_starts=extra)
        days, starts = self._excluded(falls_by_time(whole))
        return replace(whole, excluded_days=days, excluded_starts=starts)

    def _rule(self) -> Rule | None:
        lines = self.event.all("RRULE")
        if not lines:
            return None
        if len(lines) > 1 or self.event.first("EXRULE"):
            raise RuleProblem("rule_not_understood")
        assert self.one.starts is not None
        to_local = LocalClock(ZoneInfo(self.one.zone))
        return rule_of(lines[0].value, self.one.starts, to_local, all_day=self.one.all_day)

    def _extra(self) -> tuple[datetime, ...]:
        """Return the further starts (RDATE), of periods their starts, without the first start."""
        found: set[datetime] = set()
        values = list(_values(self.event, "RDATE"))
        if len(values) > MOST_EXTRA:
            raise SkippedEvent("too_many_extra_days", str(len(values)))
        for line, value in values:
            at, slash, end = value.partition("/")
            written = moment(line, at)
            if written is None or not 1900 <= written.at.year <= 2200:
                self.notes.add(self.where, "extra_day_unreadable", value[:60])
                continue
            starts = self._local(written)
            if slash and not self._lasts_as_long(line, starts, end):
                self.notes.add(self.where, "extra_day_other_length", f"{starts:%Y-%m-%d}")
            found.add(starts)
        return tuple(sorted(found - {self.one.starts}))

    def _lasts_as_long(self, line: Property, starts: datetime, end: str) -> bool:
        one = self.one
        span = length(end)
        if span is None:
            written = moment(line, end)
            span = self._local(written) - starts if written else None
        own = one.ends - one.starts if one.ends and one.starts else timedelta()
        return span == own + (timedelta(days=1) if one.all_day else timedelta())

    def _excluded(self, by_time: bool) -> tuple[tuple[date, ...], tuple[datetime, ...]]:
        """Return the days taken out; single starts where the series falls several times a day."""
        days: set[date] = set()
        starts: set[datetime] = set()
        values = list(_values(self.event, "EXDATE"))
        if len(values) > MOST_EXCEPTIONS:
            raise SkippedEvent("too_many_exceptions", str(len(values)))
        for line, value in values:
            written = moment(line, value)
            if written is None:
                raise SkippedEvent("date_unreadable", value[:60])
            if written.is_date or not by_time:
                days.add(written.at.date() if written.is_date else self._local(written).date())
            else:
                starts.add(self._local(written))
        return tuple(sorted(days)), tuple(sorted(starts))

    def _local(self, written: Moment) -> datetime:
        return replaced_start(written, self.one, self.clock)


def replaced_start(written: Moment, whole: Appointment, clock: FileClock) -> datetime:
    """Return the wall-clock start a written moment means in a series (EXDATE, RECURRENCE-ID).

    A date means the time of day of the series; a time against a whole-day series means its date.
    """
    assert whole.starts is not None
    if written.is_date:
        return datetime.combine(written.at.date(), whole.starts.time())
    if whole.all_day:
        return datetime.combine(written.at.date(), time.min)
    return clock.in_zone(written, whole.zone)


def falls_by_time(whole: Appointment) -> bool:
    """Say whether a date of a series is told by its time, because a day may hold several."""
    rule = parse_rule(whole.rule) if whole.rule else None
    if rule is not None and not rule.is_by_day:
        return True
    assert whole.starts is not None
    return any(at.time() != whole.starts.time() for at in whole.extra_starts)


def with_dates(whole: Appointment, starts: set[datetime]) -> Appointment:
    """Return a series with the dates that begin at `starts` (local) put back."""
    days = {at.date() for at in starts} if not falls_by_time(whole) else set[date]()
    return replace(
        whole,
        excluded_days=tuple(day for day in whole.excluded_days if day not in days),
        excluded_starts=tuple(at for at in whole.excluded_starts if at not in starts),
    )


def without_moved_dates(entries: list[IcsEntry]) -> list[IcsEntry]:
    """Take the dates that were changed or cancelled one by one out of their series."""
    starts: dict[str, set[datetime]] = {}
    for one in entries:
        if one.appointment.series_id and one.occurrence_start:
            starts.setdefault(one.appointment.series_id, set()).add(one.occurrence_start)
    return [_without_moved(one, starts.get(one.appointment.id)) for one in entries]


def _without_moved(entry: IcsEntry, starts: set[datetime] | None) -> IcsEntry:
    if not starts:
        return entry
    whole = entry.appointment
    rest = series.without_all(whole, starts)
    days = set(rest.excluded_days) - set(whole.excluded_days)
    moments = set(rest.excluded_starts) - set(whole.excluded_starts)
    moved = sorted(at for at in starts if at.date() in days or at in moments)
    return replace(entry, appointment=rest, moved=tuple(moved))


def _values(event: Component, name: str) -> Iterator[tuple[Property, str]]:
    for line in event.properties:
        if line.name == name:
            for value in line.value.split(","):
                if value.strip():
                    yield line, value
