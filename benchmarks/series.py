"""Two hundred series as hospitals and families write them, made from a seed: the same every run."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caregiver.domain.appointments import Appointment, occurrences
from caregiver.domain.recurrence import matches

ZONE = ZoneInfo("America/New_York")
LAST = date(2027, 6, 30)  # what UNTIL says
_SEED = 2027
_SERIES = 200
_WEEKDAYS = "MO,TU,WE,TH,FR"

# By kind; the last word of each kind is where its series may begin: see `_first_day`.
RULES: dict[str, tuple[str, ...]] = {
    "daily": (
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", f"FREQ=DAILY;BYDAY={_WEEKDAYS}",
        "FREQ=DAILY;INTERVAL=28", "FREQ=DAILY;BYMONTH=1,7",
    ),
    "weekly": (
        "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "FREQ=WEEKLY;INTERVAL=4;BYDAY=TH",
    ),
    "monthly": (
        "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=MONTHLY;BYDAY=2WE", "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
    ),
    "yearly": (
        "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=YEARLY;BYYEARDAY=100,200,-1", "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYMONTH=2,8",
    ),
    "by position": (
        f"FREQ=MONTHLY;BYDAY={_WEEKDAYS};BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=2",
        "FREQ=YEARLY;BYMONTH=3,6,9,12;BYDAY=MO;BYSETPOS=1,-1",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1", "FREQ=DAILY;BYHOUR=8,12,18;BYSETPOS=-1",
    ),
    "several a day": (
        "FREQ=DAILY;BYHOUR=8,20", "FREQ=WEEKLY;BYDAY=SA;BYHOUR=9,15;BYMINUTE=0,30",
        "FREQ=HOURLY;INTERVAL=36", "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=8,12,16",
    ),
    "counted": (
        "FREQ=WEEKLY;COUNT=900", "FREQ=DAILY;INTERVAL=28;COUNT=200",
        "FREQ=MONTHLY;BYDAY=2WE;COUNT=200", "FREQ=DAILY;COUNT=5000", "FREQ=YEARLY;COUNT=30",
    ),
    "until a day": (
        f"FREQ=WEEKLY;BYDAY=MO,TH;UNTIL={LAST:%Y%m%d}", f"FREQ=DAILY;UNTIL={LAST:%Y%m%d}",
        f"FREQ=MONTHLY;BYDAY=1MO;UNTIL={LAST:%Y%m%d}",
    ),
    "days left out": ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=2WE", "FREQ=DAILY"),
}  # fmt: skip


def series() -> list[Appointment]:
    """Return the series; each begins in the ten years before 2027 on a date its rule names."""
    chance = random.Random(_SEED)
    kinds = list(RULES)
    made = []
    for number in range(_SERIES):
        kind = kinds[number % len(kinds)]
        rule = chance.choice(RULES[kind])
        near = date(2017, 1, 1) + timedelta(days=chance.randrange(3_600))
        made.append(series_of(kind, rule, near, f"series-{number}"))
    return made


def series_of(kind: str, rule: str, near: date, uid: str = "") -> Appointment:
    """Return one series, begun on the first date from `near` on that its rule names."""
    days = (near + timedelta(days=number) for number in range(3_000))
    hours = (8, 9, 12, 18)
    starts = next(
        at
        for at in (datetime.combine(day, time(hour)) for day in days for hour in hours)
        if matches(rule, at)
    )
    one = Appointment(
        title=uid, import_uid=uid, starts=starts, ends=starts + timedelta(minutes=40),
        zone=ZONE.key, rule=rule,
    )  # fmt: skip
    if kind == "days left out":
        days_of = [found.day for found in occurrences(one, starts.date(), date(2028, 12, 31))]
        one = replace(one, excluded_days=tuple(days_of[5::5]))
    return one


def as_ics(many: list[Appointment]) -> str:
    """Return the series as a calendar file, written here so that no writer of ours is tested."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//benchmark//EN"]
    for one in many:
        lines += _event(one)
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _event(one: Appointment) -> Iterator[str]:
    assert one.starts is not None
    assert one.ends is not None
    until = datetime.combine(LAST, time(23, 59, 59), ZONE).astimezone(UTC)
    rule = one.rule.replace(f"UNTIL={LAST:%Y%m%d}", f"UNTIL={until:%Y%m%dT%H%M%SZ}")
    zone = f"TZID={one.zone}"
    yield from ("BEGIN:VEVENT", f"UID:{one.import_uid}", "DTSTAMP:20270101T000000Z")
    yield f"DTSTART;{zone}:{one.starts:%Y%m%dT%H%M%S}"
    yield f"DTEND;{zone}:{one.ends:%Y%m%dT%H%M%S}"
    yield f"RRULE:{rule}"
    for day in one.excluded_days:
        yield f"EXDATE;{zone}:{datetime.combine(day, one.starts.time()):%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{one.title}"
    yield "END:VEVENT"
