"""Everything Today shows, in one answer and one read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from heapq import merge

from caregiver.clock import Clock
from caregiver.domain.appointments import (
    AppointmentKind,
    AppointmentStatus,
    Occurrence,
    occurrences,
)
from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.dose_plan import DoseEntry, DosePlan
from caregiver.domain.due_doses import is_due_on
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import CareTeamMember, Patient
from caregiver.domain.tasks import Task
from caregiver.domain.therapy import Cycle, CycleDay, TherapyLine, cycle_over
from caregiver.domain.visits import Visit
from caregiver.services.appointments import occurrences_in
from caregiver.services.follow_up_states import states_in
from caregiver.services.symptoms import OpenProblem, open_problems
from caregiver.storage import appointments as appointment_rows
from caregiver.storage import doses as dose_rows
from caregiver.storage import tasks as task_rows
from caregiver.storage import today as rows
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader

DUE_SOON = timedelta(minutes=60)
WEEK_DAYS = 7
WEEK_LINES = 5
LOOK_BACK = timedelta(days=14)
QUIET_DAYS = 7
LOOK_AHEAD = timedelta(days=400)
# A visit without an end is taken to go on this long before the one after it is "next".
_USUAL_LENGTH = timedelta(hours=1)
_MOST_TOP = 3
_LONG_RUN = 3
_RARE_WEEKDAYS = 2


class WeekSort(Enum):
    """What a line of the next days is about."""

    APPOINTMENT = "appointment"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    DOSE = "dose"


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One line of the next days. `id` is the appointment or the medicine; no `at`: all day."""

    day: date
    sort: WeekSort
    title: str
    at: time | None
    id: str


class ToCheck(Enum):
    """What can be got ready before the next visit."""

    QUESTIONS = "questions"
    MEDICINES = "medicines"


@dataclass(frozen=True, slots=True)
class VisitAhead:
    """The next visit: in how many days, chosen and waiting questions, what is left to check."""

    occurrence: Occurrence
    member: CareTeamMember | None
    days: int
    chosen: int
    questions: int
    to_check: tuple[ToCheck, ...]


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What Today shows. Doses are those at home; not recorded is never the same as missed.

    `cycle_over`: the cycle that is through while medicines wait for the day 1 of the next one.
    `due_now`: due within the hour or earlier today, and what was recorded today. `gaps`: on how
    many of the last seven days doses are not recorded. `tasks`: open ones whose day has come, and
    what was done today; `tasks_later` counts the open others. `follow_ups_due`: due and not
    booked. The three `has_…` say what a new file still lacks.
    """

    day: date
    patient: Patient
    line: TherapyLine | None
    cycle_day: CycleDay | None
    cycle_over: Cycle | None
    due_now: tuple[DoseEntry, ...]
    later: tuple[DoseEntry, ...]
    yesterday: tuple[DoseEntry, ...]
    gaps: int
    next_dose: DoseEntry | None
    when_needed: tuple[DoseEntry, ...]
    given_today: tuple[Medication, ...]
    appointments: tuple[Occurrence, ...]
    keep_an_eye_on: tuple[OpenProblem, ...]
    week: tuple[WeekLine, ...]
    next_visit: VisitAhead | None
    tasks: tuple[Task, ...]
    tasks_later: int
    follow_ups_due: int
    has_appointments: bool
    has_medications: bool
    has_team_line: bool

    @property
    def waiting(self) -> tuple[DoseEntry, ...]:
        """Return what is due now and not recorded."""
        return tuple(one for one in self.due_now if one.dose is None)

    @property
    def is_new(self) -> bool:
        """Say whether the file has neither appointment nor medicine yet."""
        return not self.has_appointments and not self.has_medications


class TodayService:
    """Reading the start screen."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    def page(self, day: date | None = None) -> TodayPage:
        """Return what Today shows for `day` (default today)."""
        on = day or self._clock.today()
        with self._file.read() as reader:
            return self._read(reader, on)

    def _read(self, reader: Reader, day: date) -> TodayPage:
        first, last = day - LOOK_BACK, day + timedelta(days=WEEK_DAYS + 1)
        plan = dose_rows.plan(reader, first.isoformat(), last.isoformat())
        doses = dose_rows.recorded(reader, day.isoformat(), day.isoformat())
        entries = plan.beside(doses, day, day)
        due_now, later = self._split(entries)
        waiting = _not_recorded_before(reader, plan, day, self._clock)
        coming = occurrences_in(reader, day, last - timedelta(days=1))
        patients = reader.all(Patient)
        lines = [one for one in reader.all(TherapyLine, "number") if one.is_current(day)]
        there = rows.what_is_there(reader)
        tasks, tasks_later = _tasks(reader, day)
        return TodayPage(
            day=day,
            patient=patients[0] if patients else Patient(),
            line=lines[-1] if lines else None,
            cycle_day=plan.cycles.where(day),
            cycle_over=_cycle_over(plan, day) if lines else None,
            due_now=due_now,
            later=later,
            yesterday=tuple(one for one in waiting if one.day == day - timedelta(days=1)),
            gaps=len({one.day for one in waiting if one.day >= day - timedelta(days=QUIET_DAYS)}),
            next_dose=_next_dose(plan, day),
            when_needed=_when_needed(plan, day),
            given_today=_given_at_hospital(plan, day),
            appointments=tuple(one for one in coming if _covers(one, day) and _is_on(one)),
            keep_an_eye_on=open_problems(reader, day),
            week=_week(plan, coming, day),
            next_visit=self._next_visit(reader, day),
            tasks=tasks,
            tasks_later=tasks_later,
            follow_ups_due=sum(one.is_due for one in states_in(reader, day)),
            has_appointments=there[0],
            has_medications=there[1],
            has_team_line=there[2],
        )

    def _split(
        self, entries: Iterable[DoseEntry]
    ) -> tuple[tuple[DoseEntry, ...], tuple[DoseEntry, ...]]:
        """Return what is due now or recorded, and what comes later today."""
        soon = self._clock.now() + DUE_SOON
        now, later = [], []
        for entry in entries:
            planned = entry.planned_at(self._clock.zone())
            if entry.dose is not None or planned is None or planned <= soon:
                now.append(entry)
            else:
                later.append(entry)
        return tuple(now), tuple(later)

    def _next_visit(self, reader: Reader, day: date) -> VisitAhead | None:
        now = self._clock.local_now().replace(tzinfo=None)
        visits = reader.between(Visit, "starts", day.isoformat(), "9999-12-31")
        held = {(one.appointment_id, one.starts) for one in visits if one.held}
        for sort in (AppointmentKind.CLINIC, AppointmentKind.TELE):
            found = appointment_rows.coming(reader.connection, day, sort.value)
            # merged, not sorted: of each series only the first dates are worked out
            dates = (occurrences(each, day, day + LOOK_AHEAD) for each in found)
            ahead = merge(*dates, key=lambda one: one.starts)
            for one in ahead:
                over = (one.ends or one.starts + _USUAL_LENGTH) < now
                if (over and not one.appointment.all_day) or (
                    (one.appointment.id, one.starts) in held
                ):
                    continue
                visit = next((v for v in visits if v.appointment_id == one.appointment.id), None)
                return _visit_ahead(reader, one, visit, day)
        return None


def _visit_ahead(
    reader: Reader, occurrence: Occurrence, visit: Visit | None, day: date
) -> VisitAhead:
    member_id = (visit and visit.member_id) or occurrence.appointment.member_id
    questions, chosen = rows.waiting_questions(reader)
    to_check = []
    if questions and chosen < min(_MOST_TOP, questions):
        to_check.append(ToCheck.QUESTIONS)
    if visit is None or visit.checked_on is None:
        to_check.append(ToCheck.MEDICINES)
    return VisitAhead(
        occurrence,
        reader.get(CareTeamMember, member_id) if member_id else None,
        (occurrence.day - day).days,
        chosen,
        questions,
        tuple(to_check),
    )


def _tasks(reader: Reader, day: date) -> tuple[tuple[Task, ...], int]:
    """Return what is to be done by `day` and was done on it, and how many more are open."""
    held = task_rows.not_done(reader.connection)
    found = [one for one in held if one.due_on is not None and one.due_on <= day]
    found.sort(key=lambda one: (one.due_on or day, one.due_time or time.max, one.id))
    done = reader.between(Task, "done_on", day.isoformat(), day.isoformat())
    return (*found, *done), len(held) - len(found)


def _cycle_over(plan: DosePlan, day: date) -> Cycle | None:
    """Return the cycle that is through, where a medicine in use is tied to days of the cycle."""
    tied = any(
        one.cycle_days and one.regimen_id is None and one.is_current(day) for one in plan.schedules
    )
    return cycle_over(plan.cycles.loose.cycles, day) if tied else None


def _not_recorded_before(
    reader: Reader, plan: DosePlan, day: date, clock: Clock
) -> list[DoseEntry]:
    """Return the doses of the last days that nobody recorded, oldest first.

    A medicine is asked about from the day it was typed in, or from its first recorded dose:
    someone who starts today with a medicine of last year is not handed a list of gaps.
    """
    first, last = day - LOOK_BACK, day - timedelta(days=1)
    recorded = {
        (medication, on, at)
        for medication, on, at in dose_rows.recorded_keys(
            reader, first.isoformat(), last.isoformat()
        )
    }
    begun: dict[str, str] = {}
    for medication, on, _ in recorded:
        begun[medication] = min(on, begun.get(medication, on))
    found = []
    for entry in plan.due(day - timedelta(days=QUIET_DAYS), last):
        at = entry.time.strftime("%H:%M") if entry.time else None
        if (entry.medication.id, entry.day.isoformat(), at) in recorded:
            continue
        created = entry.medication.created_at
        typed_in = created.astimezone(clock.zone()).date() if created else first
        since = min(begun.get(entry.medication.id, "9999-12-31"), typed_in.isoformat())
        if entry.day.isoformat() >= since:
            found.append(entry)
    return sorted(found, key=lambda one: (one.day, one.time or time.min, one.medication.name))


def _next_dose(plan: DosePlan, day: date) -> DoseEntry | None:
    for number in range(1, WEEK_DAYS + 1):
        on = day + timedelta(days=number)
        found = min(plan.due(on, on), key=lambda one: one.time or time.min, default=None)
        if found is not None:
            return found
    return None


def _when_needed(plan: DosePlan, day: date) -> tuple[DoseEntry, ...]:
    """Return what may be taken today when needed, by name."""
    found = [
        DoseEntry(medication, schedule, day, None)
        for schedule in plan.schedules
        if schedule.as_needed
        and schedule.is_current(day)
        and (medication := plan.medications.get(schedule.medication_id)) is not None
        and medication.is_current(day)
    ]
    return tuple(sorted(found, key=lambda one: one.medication.name.casefold()))


def _given_at_hospital(plan: DosePlan, day: date) -> tuple[Medication, ...]:
    at_home = {one.medication.id for one in plan.due(day, day)}
    planned = {one.medication.id: one.medication for one in plan.due(day, day, at_hospital=True)}
    return tuple(one for id, one in planned.items() if id not in at_home)


def _covers(occurrence: Occurrence, day: date) -> bool:
    return occurrence.day <= day <= (occurrence.ends or occurrence.starts).date()


def _is_on(occurrence: Occurrence) -> bool:
    return occurrence.appointment.status is not AppointmentStatus.CANCELLED


def _week(plan: DosePlan, coming: Iterable[Occurrence], day: date) -> tuple[WeekLine, ...]:
    """Return a few lines of the next days: appointments first of all, then rare doses."""
    begin = day + timedelta(days=1)
    end = day + timedelta(days=WEEK_DAYS)
    visits = [
        WeekLine(
            one.day,
            WeekSort.APPOINTMENT,
            one.appointment.title,
            None if one.appointment.all_day else one.starts.time(),
            one.appointment.id,
        )
        for one in coming
        if begin <= one.day <= end and _is_on(one)
    ]
    titles = {(one.day, one.title.casefold()) for one in visits}
    lines = [
        one
        for schedule in plan.schedules
        for one in _pattern_lines(plan, schedule, begin, end)
        if not any(on == one.day and one.title.casefold() in title for on, title in titles)
    ]
    lines.sort(key=_week_order)
    kept = sorted(visits, key=_week_order)[:WEEK_LINES]
    kept += lines[: max(0, WEEK_LINES - len(kept))]
    return tuple(sorted(kept, key=_week_order))


def _week_order(line: WeekLine) -> tuple[date, datetime, str]:
    return line.day, datetime.combine(line.day, line.at or time.min), line.title.casefold()


def _pattern_lines(
    plan: DosePlan, schedule: Schedule, begin: date, end: date
) -> Iterator[WeekLine]:
    """Yield the first and last days of a run of cycle days, and the days of a rare dose."""
    medication = plan.medications.get(schedule.medication_id)
    rare = bool(schedule.weekdays) and len(schedule.weekdays) <= _RARE_WEEKDAYS
    if medication is None or schedule.as_needed or not (rare or schedule.is_in_cycles):
        return
    at = min(schedule.times, default=None)
    for number in range((end - begin).days + 1):
        day = begin + timedelta(days=number)
        if not (medication.is_current(day) and is_due_on(schedule, day, plan.cycles)):
            continue
        sort = WeekSort.DOSE if rare else _place_in_run(schedule, day, plan.cycles)
        if sort is not None:
            yield WeekLine(day, sort, medication.name, at, medication.id)


def _place_in_run(schedule: Schedule, day: date, cycles: TreatmentCycles) -> WeekSort | None:
    """Say whether a due day is the first or last of a long run, or stands for itself."""
    where = cycles.where(day, schedule.regimen_id)
    if where is None:
        return None
    days = set(schedule.cycle_days)
    run = 1
    while where.day + run in days:
        run += 1
    before = 0
    while where.day - before - 1 in days:
        before += 1
    if run + before < _LONG_RUN:
        return WeekSort.DOSE
    if run == 1:
        return WeekSort.LAST_DAY
    return WeekSort.FIRST_DAY if before == 0 else None
