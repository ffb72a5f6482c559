"""The planned and recorded doses of some days, as entries of the agenda."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from caregiver.clock import Clock
from caregiver.domain.appointments import Occurrence
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.medications import Place, dose_title
from caregiver.storage import doses as dose_rows
from caregiver.storage.care_file import CareFile

DOSE = "dose"
PLANNED, NOT_RECORDED, HELD = "planned", "not_recorded", "held"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One thing that falls somewhere. `start` and `end` are aware local times; whole days: dates.

    The end of whole days is the last one, inclusive. `status` of a dose without a record is
    "planned" before its time and "not_recorded" after; nobody is asked for what is given at the
    hospital, and "held" is what the clinic holds. `series_id` is the appointment that
    repeats, or the schedule.
    """

    start: datetime | date
    end: datetime | date | None
    all_day: bool
    zone: str
    kind: str
    title: str
    status: str
    id: str
    series_id: str
    location: str
    day: date
    occurrence: Occurrence | None = None


def dose_entries(care_file: CareFile, clock: Clock, first: date, last: date) -> list[CalendarEntry]:
    """Return the doses of `first` to `last` inclusive, at home and at the hospital.

    One that is planned for a day without a time is for the whole day.
    """
    with care_file.read() as reader:
        plan = dose_rows.plan(reader, first.isoformat(), last.isoformat())
        doses = dose_rows.recorded_for(reader, plan, first, last)
    found = plan.beside(doses, first, last, at_hospital=True)
    return [_entry(one, clock) for one in found if one.time is not None or one.is_planned]


def local(wall_clock: datetime, zone: ZoneInfo) -> datetime:
    """Return the aware time; one that daylight saving skips comes an hour later."""
    return wall_clock.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _entry(entry: DoseEntry, clock: Clock) -> CalendarEntry:
    zone = clock.zone()
    start: datetime | date = entry.day
    if entry.time is not None:
        start = local(datetime.combine(entry.day, entry.time), zone)
    title = f"{entry.medication.name} {dose_title(entry.medication, entry.schedule)}"
    return CalendarEntry(
        start=start,
        end=None,
        all_day=entry.time is None,
        zone=zone.key,
        kind=DOSE,
        title=title.strip(),
        status=_status(entry, start, clock),
        id=entry.dose.id if entry.dose else "",
        series_id=entry.schedule.id if entry.schedule else "",
        location="",
        day=entry.day,
    )


def _status(entry: DoseEntry, start: datetime | date, clock: Clock) -> str:
    if entry.dose is not None:
        return entry.dose.status.value
    if entry.is_held:
        return HELD
    if entry.medication.place is Place.HOSPITAL:
        return PLANNED
    passed = start <= clock.now() if isinstance(start, datetime) else start < clock.today()
    return NOT_RECORDED if passed else PLANNED
