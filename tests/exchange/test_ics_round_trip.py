"""Any series, with changed dates, in any zone: read back as it was, and alike by other programs."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import icalendar
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from caregiver.domain import series
from caregiver.domain.appointments import Appointment, AppointmentStatus, occurrences
from caregiver.exchange.ics import IcsStyle, Privacy, read_calendar, write_calendar

NOW = datetime(2027, 3, 15, 12, 0, tzinfo=UTC)
FULL = IcsStyle(written_at=NOW, privacy=Privacy.FULL)
ZONES = sorted(available_timezones() - {"Factory", "localtime"})
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_PARTS = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"])},
    optional={
        "INTERVAL": st.integers(1, 4).map(str),
        "BYDAY": st.lists(
            st.sampled_from([*WEEKDAYS, "2WE", "-1FR"]), min_size=1, max_size=3, unique=True
        ).map(",".join),
        "BYMONTHDAY": st.sampled_from(["1", "15", "-1", "13,14"]),
        "BYMONTH": st.sampled_from(["3", "3,10"]),
        "BYHOUR": st.sampled_from(["9", "9,17"]),
        "BYSETPOS": st.sampled_from(["1", "-1"]),
        "WKST": st.sampled_from(["SU", "MO"]),
    },
)


@st.composite
def rules(draw) -> str:
    parts = draw(_PARTS)
    if parts["FREQ"] == "HOURLY":
        parts["INTERVAL"] = "12"
    end = draw(st.sampled_from(["COUNT=6", "UNTIL=20270601", ""]))
    text = ";".join([*(f"{name}={value}" for name, value in parts.items()), *([end] * bool(end))])
    return text if series.parse_rule(text) else "FREQ=WEEKLY;COUNT=5"


@st.composite
def families(draw) -> list[Appointment]:
    """Return a series with some of its dates taken out, moved or cancelled, and those dates."""
    all_day = draw(st.booleans())
    starts = datetime.combine(
        draw(st.dates(date(2027, 2, 20), date(2027, 4, 5))),
        time() if all_day else time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 30]))),
    )
    rule = draw(rules())
    known = series.parse_rule(rule)
    if all_day and known is not None and not known.is_by_day:
        rule = "FREQ=DAILY;COUNT=5"
    extra = draw(st.lists(st.integers(1, 60), max_size=2, unique=True))
    one = Appointment(
        title="Clinic",
        starts=starts,
        ends=starts + timedelta(hours=0 if all_day else 1),
        zone=draw(st.sampled_from(ZONES)),
        all_day=all_day,
        rule=rule,
        extra_starts=tuple(starts + timedelta(days=days) for days in sorted(extra)),
        reminders=draw(st.sampled_from([(), (1440, 60)])),
    )
    found = [each.starts for each in occurrences(one, FIRST, date(2027, 6, 30))][:8]
    family = [one]
    for at in draw(st.lists(st.sampled_from(found), max_size=3, unique=True)) if found else []:
        what = draw(st.sampled_from(["drop", "move", "cancel"]))
        by = timedelta(days=1) if what == "move" else timedelta()
        changed = replace(one, starts=at + by, ends=at + by + (one.ends - one.starts))
        if what == "cancel":
            changed = replace(changed, status=AppointmentStatus.CANCELLED)
        family[0] = series.without(family[0], at)
        if what != "drop":
            family.append(series.standing_alone(family[0], at, changed))
    return family


def falls(appointments, last=LAST) -> list[tuple[object, ...]]:
    """Return when each date falls, in UTC, how long, and its state."""
    found = []
    for one in appointments:
        for each in occurrences(one, FIRST, last):
            start = each.starts if one.all_day else instant(each.starts, one.zone)
            end = each.ends and (each.ends if one.all_day else instant(each.ends, one.zone))
            found.append((str(start), str(end), one.status.value, one.title, one.reminders))
    return sorted(found)


def instant(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@given(families())
@settings(max_examples=200, deadline=None)
def test_a_series_with_its_changed_dates_is_read_back_as_it_was(family):
    reading = read_calendar(write_calendar(family, FULL), family[0].zone)
    assert {one.code for one in reading.problems} <= {"nothing_inside"}
    back = [one.appointment for one in reading.entries]
    ends = date(2027, 6, 1)  # what never ends is written out for a year only
    wanted = [
        (*rest[:4], () if rest[2] == "cancelled" else rest[4]) for rest in falls(family, ends)
    ]
    assert falls(back, ends) == sorted(wanted)


@given(families())
@settings(max_examples=100, deadline=None)
def test_another_program_finds_the_same_dates(family):
    """Compare with `icalendar` and `dateutil`, which know nothing of us."""
    one = family[0]
    calendar = icalendar.Calendar.from_ical(write_calendar(family, FULL))
    last = datetime(2027, 6, 1)
    found: list[datetime] = []
    replaced: list[datetime] = []
    for event in calendar.events:
        if "RECURRENCE-ID" in event:
            replaced.append(_local(event["RECURRENCE-ID"].dt, one.zone))
            found.append(_local(event.start, one.zone))
        else:
            found += _expanded(event, one.zone, datetime(2028, 6, 1))
    for at in replaced:
        found.remove(at)
    ours = [
        at if one.all_day else _local(instant(at, each.zone), one.zone)
        for each in family
        for at in (each.starts for each in occurrences(each, FIRST, last.date()))
        if at < last
    ]
    assert sorted(at for at in found if at < last) == sorted(ours)


def _expanded(event, zone: str, last: datetime) -> list[datetime]:
    start = _local(event.start, zone)
    found = rruleset()
    found.rdate(start)
    if "RRULE" in event:
        text = event["RRULE"].to_ical().decode()
        parts = dict(part.split("=") for part in text.split(";"))
        until = parts.pop("UNTIL", "")
        if until:
            end = datetime.strptime(
                until[:15].rstrip("Z"), "%Y%m%dT%H%M%S"[: 6 + 9 * ("T" in until)]
            )
            end = _local(end.replace(tzinfo=UTC), zone) if until.endswith("Z") else end
            parts["UNTIL"] = f"{end:%Y%m%dT%H%M%S}"
        text = ";".join(f"{name}={value}" for name, value in parts.items())
        found.rrule(rrulestr(text, dtstart=start))
    for name, add in (("RDATE", found.rdate), ("EXDATE", found.exdate)):
        lines = event.get(name, [])
        for line in lines if isinstance(lines, list) else [lines]:
            for each in line.dts:
                add(_local(each.dt, zone))
    return list(found.between(start, last, inc=True))


def _local(at, zone: str) -> datetime:
    if not isinstance(at, datetime):
        return datetime.combine(at, time())
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if at.tzinfo else at
