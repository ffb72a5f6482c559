"""Everything that falls in some days: for the agenda, the month grid and one day."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from caregiver.clock import Clock
from caregiver.domain.appointments import Occurrence, occurrences
from caregiver.domain.bands import bands, is_mark
from caregiver.domain.calendar_days import (
    EVERYTHING,
    FOLLOW_UP,
    TASK,
    CalendarDay,
    DayLine,
    DayMedicine,
    DoseTime,
    HomeBlock,
    MedicineMark,
    Month,
    MonthDay,
    Shown,
    home_block,
)
from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.due_doses import is_due_on
from caregiver.domain.medications import Medication, Schedule, dose_title
from caregiver.services.agenda_doses import DOSE, CalendarEntry, dose_entries, local
from caregiver.services.appointments import AppointmentsService, occurrences_in
from caregiver.services.calendar_lines import follow_up_lines, task_lines
from caregiver.storage import calendar as finding
from caregiver.storage.care_file import CareFile
from caregiver.storage.cycles import cycles_between
from caregiver.storage.reading import Reader

__all__ = [
    "EVERYTHING",
    "FOLLOW_UP",
    "TASK",
    "CalendarDay",
    "CalendarEntry",
    "CalendarService",
    "DayLine",
    "DayMedicine",
    "DoseTime",
    "HomeBlock",
    "MedicineMark",
    "Month",
    "MonthDay",
    "Shown",
]

APPOINTMENT = "appointment"
KINDS = (APPOINTMENT, DOSE, TASK, FOLLOW_UP)
_ONE_DAY = timedelta(days=1)
# A collection of urine lies at most so far from the appointment it is for.
_COLLECTION_REACH = timedelta(days=8)


class CalendarService:
    """Reading what falls when. Nothing here changes anything."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    def entries(
        self, first: date, last: date, kinds: Collection[str] | None = None
    ) -> tuple[CalendarEntry, ...]:
        """Return what falls on the local days `first` to `last` inclusive, in time order.

        `kinds` narrows to some of `KINDS`.
        """
        wanted = KINDS if kinds is None else kinds
        found: list[CalendarEntry] = []
        if APPOINTMENT in wanted:
            appointments = AppointmentsService(self._file, self._clock)
            found += [
                self._appointment(one, appointments)
                for one in appointments.occurrences(first, last)
            ]
        if DOSE in wanted:
            found += dose_entries(self._file, self._clock, first, last)
        if TASK in wanted or FOLLOW_UP in wanted:
            with self._file.read() as reader:
                lines = self._lines(reader, first, last)
            found += [
                self._line(one) for one in lines if one.kind in wanted and _belongs(one, first)
            ]
        return tuple(sorted(found, key=lambda one: (one.day, not one.all_day, _moment(one))))

    def month(
        self, first: date, last: date, shown: Shown = EVERYTHING, *, with_doses: bool = False
    ) -> Month:
        """Return what a view shows on `first` to `last` inclusive, read at one moment.

        `with_doses` adds the doses of each day by their times, every-day medicines too.
        """
        with self._file.read() as reader:
            found = occurrences_in(reader, first, last) if shown.appointments else ()
            cycles = cycles_between(reader.connection, first - _ONE_DAY, last + _ONE_DAY)
            planned = (
                finding.planned(reader.connection, first, last, every_day_too=False)
                if shown.medicines
                else []
            )
            homes = self._home_blocks(reader, first, last, shown)
            lines = self._lines(reader, first, last) if shown.follow_ups else []
        where = {day: cycles.where(day) for day in _days(first - _ONE_DAY, last + _ONE_DAY)}
        by_day = _by_day(filter(shown.has, found), first, last)
        all_by_day = by_day if shown.is_everything else _by_day(found, first, last)
        changes = self._clock_changes(first, last)
        doses = self._dose_times(first, last) if with_doses and shown.medicines else {}
        return Month(
            tuple(
                MonthDay(
                    day,
                    where[day],
                    changes[day],
                    tuple(by_day.get(day, ())),
                    _marks(planned, day, cycles, all_by_day.get(day, ())),
                    doses.get(day, ()),
                    tuple(one for one in lines if one.day == day),
                )
                for day in _days(first, last)
            ),
            bands(planned, cycles, first, last),
            homes,
        )

    def day(self, day: date, shown: Shown = EVERYTHING) -> CalendarDay:
        """Return one day in full; of the appointments only what somebody wants to see."""
        with self._file.read() as reader:
            found = occurrences_in(reader, day, day)
            cycles = cycles_between(reader.connection, day, day)
            planned = finding.planned(reader.connection, day, day)
            homes = self._home_blocks(reader, day, day, shown)
            lines = self._lines(reader, day, day) if shown.follow_ups else []
        due = [
            (medication, schedule)
            for medication, schedule in planned
            if medication.is_current(day) and is_due_on(schedule, day, cycles)
        ]
        others = [pair for pair in due if _is_every_day(pair[1])]
        return CalendarDay(
            day,
            cycles.where(day),
            self._clock_changes(day, day)[day],
            tuple(filter(shown.has, found)),
            tuple(_day_medicine(*pair) for pair in due if not _is_every_day(pair[1])),
            len({medication.id for medication, _ in others}),
            self._dose_times(day, day).get(day, ()),
            tuple(lines),
            homes,
        )

    def _lines(self, reader: Reader, first: date, last: date) -> list[DayLine]:
        """Return what is to be done, by time; what has none comes first."""
        today = self._clock.today()
        found = task_lines(reader, first, last, today)
        found += follow_up_lines(reader, first, last, today)
        return sorted(found, key=lambda one: (one.day, one.at or time.min, one.title))

    def _home_blocks(
        self, reader: Reader, first: date, last: date, shown: Shown
    ) -> tuple[HomeBlock, ...]:
        """Return the hours at home that touch the days, earliest first."""
        begin, end = first - _COLLECTION_REACH, last + _COLLECTION_REACH
        blocks = [
            home_block(one, self._clock.zone())
            for appointment in finding.collecting(reader.connection, begin, end)
            for one in occurrences(appointment, begin, end)
            if shown.has(one)
        ]
        found = [one for one in blocks if one and any(map(one.is_on, _days(first, last)))]
        return tuple(sorted(found, key=lambda one: one.starts))

    def _dose_times(self, first: date, last: date) -> dict[date, tuple[DoseTime, ...]]:
        """Return the doses of each day by their times, earliest first."""
        from caregiver.services.doses import DosesService

        now = self._clock.local_now().replace(tzinfo=None)
        groups: dict[tuple[date, time], list[DoseEntry]] = {}
        for entry in DosesService(self._file, self._clock).between(first, last):
            if entry.time is not None and not entry.is_held:
                groups.setdefault((entry.day, entry.time), []).append(entry)
        found: dict[date, list[DoseTime]] = {}
        for (day, at), entries in sorted(groups.items()):
            has_passed = datetime.combine(day, at) <= now
            found.setdefault(day, []).append(_dose_time(day, at, entries, has_passed=has_passed))
        return {day: tuple(times) for day, times in found.items()}

    def _appointment(
        self, occurrence: Occurrence, appointments: AppointmentsService
    ) -> CalendarEntry:
        one = occurrence.appointment
        zone = appointments.zone_of(one)
        start: datetime | date = appointments.instant(occurrence)
        end: datetime | date | None = None
        if one.all_day:
            start, end = occurrence.day, (occurrence.ends or occurrence.starts).date()
        elif occurrence.ends:
            end = appointments.instant(occurrence._replace(starts=occurrence.ends))
        return CalendarEntry(
            start=start,
            end=end,
            all_day=one.all_day,
            zone=zone.key,
            kind=APPOINTMENT,
            title=one.title,
            status=one.status.value,
            id=one.id,
            series_id=one.id if one.repeats else "",
            location=one.location,
            day=occurrence.day,
            occurrence=occurrence,
        )

    def _line(self, line: DayLine) -> CalendarEntry:
        zone = self._clock.zone()
        start: datetime | date = line.day
        if line.at is not None:
            start = local(datetime.combine(line.day, line.at), zone)
        return CalendarEntry(
            start=start,
            end=None,
            all_day=line.at is None,
            zone=zone.key,
            kind=line.kind,
            title=line.title,
            status="done" if line.is_done else "planned",
            id=line.id,
            series_id="",
            location="",
            day=line.day,
        )

    def _clock_changes(self, first: date, last: date) -> dict[date, int]:
        zone = self._clock.zone()
        offsets = [
            datetime.combine(day, time(), zone).utcoffset() or timedelta()
            for day in _days(first, last + _ONE_DAY)
        ]
        changes = [
            int((after - before).total_seconds()) // 60 for before, after in pairwise(offsets)
        ]
        return dict(zip(_days(first, last), changes, strict=True))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _belongs(line: DayLine, first: date) -> bool:
    """Say whether a line counts in days from `first` on: what is late once, on its own day."""
    return line.late_since is None or line.late_since < first


def _moment(entry: CalendarEntry) -> datetime:
    """Return what sorts an entry within its day."""
    if isinstance(entry.start, datetime):
        return entry.start
    return datetime.combine(entry.start, time(), UTC)


def _by_day(found: Iterable[Occurrence], first: date, last: date) -> dict[date, list[Occurrence]]:
    """Return what touches each day; an appointment over several days stands on each of them."""
    by_day: dict[date, list[Occurrence]] = {}
    for one in found:
        for day in _days(max(one.day, first), min((one.ends or one.starts).date(), last)):
            by_day.setdefault(day, []).append(one)
    return by_day


def _marks(
    planned: Iterable[tuple[Medication, Schedule]],
    day: date,
    cycles: TreatmentCycles,
    beside: Iterable[Occurrence],
) -> tuple[MedicineMark, ...]:
    """Return the marks of a day; what an appointment of that day already names is left out."""
    titles = " ".join(one.appointment.title for one in beside).casefold()
    found = []
    for medication, schedule in planned:
        due = medication.is_current(day) and is_due_on(schedule, day, cycles)
        where = cycles.where(day, schedule.regimen_id)
        is_named = medication.name.casefold() in titles
        if due and not is_named and is_mark(medication, schedule, where):
            at = min(schedule.times, default=None)
            found.append(MedicineMark(medication.id, medication.name, at))
    return tuple(found)


def _is_every_day(schedule: Schedule) -> bool:
    return not schedule.is_rare or len(schedule.weekdays) == 7


def _day_medicine(medication: Medication, schedule: Schedule) -> DayMedicine:
    times = tuple(sorted(schedule.times))
    return DayMedicine(medication.id, medication.name, dose_title(medication, schedule), times)


def _dose_time(day: date, at: time, entries: Iterable[DoseEntry], *, has_passed: bool) -> DoseTime:
    known = list(entries)
    names = tuple(
        f"{one.medication.name} {dose_title(one.medication, one.schedule)}".strip() for one in known
    )
    taken = sum(one.dose is not None and one.dose.status.was_taken for one in known)
    unknown = sum(one.dose is None for one in known) if has_passed else 0
    return DoseTime(day, at, names, taken, unknown)
