"""Everything Today shows, in one answer and one read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum
from heapq import merge

from caregiver.clock import Clock
from caregiver.domain.appointments import (
    AppointmentKind,
    AppointmentStatus,
    Occurrence,
    occurrences,
)
from caregiver.domain.dose_plan import DoseEntry, DosePlan
from caregiver.domain.holds import hold_on
from caregiver.domain.medications import Medication, Place
from caregiver.domain.people import CareTeamMember, Patient
from caregiver.domain.regimens import Regimen
from caregiver.domain.tasks import Task
from caregiver.domain.therapy import Cycle, CycleDay, TherapyLine, cycle_over
from caregiver.domain.visits import Visit
from caregiver.services.appointments import occurrences_in
from caregiver.services.follow_up_states import states_in
from caregiver.services.symptoms import OpenProblem, open_problems
from caregiver.services.week_lines import WEEK_DAYS, WeekLine, WeekSort, rest_until, week_lines
from caregiver.storage import appointments as appointment_rows
from caregiver.storage import doses as dose_rows
from caregiver.storage import tasks as task_rows
from caregiver.storage import today as rows
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader

__all__ = ["ToCheck", "TodayPage", "TodayService", "VisitAhead", "WeekLine", "WeekSort"]

DUE_SOON = timedelta(minutes=60)
LOOK_BACK = timedelta(days=14)
QUIET_DAYS = 7
LOOK_AHEAD = timedelta(days=400)
# A visit without an end is taken to go on this long before the one after it is "next".
_USUAL_LENGTH = timedelta(hours=1)
_MOST_TOP = 3


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

    `cycle` and `regimen` are those of `cycle_day`. `cycle_over`: the cycle that is through while
    medicines wait for the day 1 of the next one; never of a regimen, whose next cycle follows by
    the plan. `rest_until`: the last of the rest days of the cycle, while they last. `held`:
    planned, but the clinic holds the medicine. `at_hospital`: what is to be given there, and what
    was recorded of it.
    `due_now`: due within the hour or earlier today, and what was recorded today. `gaps`: on how
    many of the last seven days doses are not recorded. `tasks`: open ones whose day has come, and
    what was done today; `tasks_later` counts the open others. `follow_ups_due`: due and not
    booked. The three `has_…` say what a new file still lacks.
    """

    day: date
    patient: Patient
    line: TherapyLine | None
    cycle_day: CycleDay | None
    cycle: Cycle | None
    regimen: Regimen | None
    cycle_over: Cycle | None
    rest_until: date | None
    due_now: tuple[DoseEntry, ...]
    later: tuple[DoseEntry, ...]
    yesterday: tuple[DoseEntry, ...]
    gaps: int
    next_dose: DoseEntry | None
    when_needed: tuple[DoseEntry, ...]
    held: tuple[DoseEntry, ...]
    at_hospital: tuple[DoseEntry, ...]
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
    def given_today(self) -> tuple[Medication, ...]:
        """Return the medicines that are to be given at the hospital."""
        return tuple({one.medication.id: one.medication for one in self.at_hospital}.values())

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
        doses = dose_rows.recorded_for(reader, plan, day, day)
        entries = plan.beside(doses, day, day, at_hospital=True)
        held = tuple(one for one in entries if one.is_held)
        at_hospital = tuple(one for one in entries if _is_at_hospital(one))
        due_now, later = self._split(one for one in entries if one not in (*held, *at_hospital))
        waiting = _not_recorded_before(reader, plan, day, self._clock)
        coming = [
            one for one in occurrences_in(reader, day, last - timedelta(days=1)) if _is_on(one)
        ]
        patients = reader.all(Patient)
        lines = [one for one in reader.all(TherapyLine, "number") if one.is_current(day)]
        there = rows.what_is_there(reader)
        tasks, tasks_later = _tasks(reader, day)
        treating = plan.cycles.treating(day)
        return TodayPage(
            day=day,
            patient=patients[0] if patients else Patient(),
            line=lines[-1] if lines else None,
            cycle_day=plan.cycles.where(day),
            cycle=treating.cycle_on(day) if treating else None,
            regimen=treating.regimen if treating else None,
            cycle_over=_cycle_over(plan, day) if lines else None,
            rest_until=rest_until(plan, day) if lines else None,
            due_now=due_now,
            later=later,
            yesterday=tuple(one for one in waiting if one.day == day - timedelta(days=1)),
            gaps=len({one.day for one in waiting if one.day >= day - timedelta(days=QUIET_DAYS)}),
            next_dose=_next_dose(plan, day),
            when_needed=_when_needed(plan, day),
            held=held,
            at_hospital=at_hospital,
            appointments=tuple(one for one in coming if _covers(one, day)),
            keep_an_eye_on=open_problems(reader, day),
            week=week_lines(plan, coming, day),
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
    if found:
        found = _still_waiting(reader, plan, found)
    return sorted(found, key=lambda one: (one.day, one.time or time.min, one.medication.name))


def _still_waiting(reader: Reader, plan: DosePlan, entries: list[DoseEntry]) -> list[DoseEntry]:
    """Leave out what was recorded for another time of its day, before the times were changed."""
    first, last = min(one.day for one in entries), max(one.day for one in entries)
    fresh = plan.beside(dose_rows.recorded_for(reader, plan, first, last), first, last)
    waiting = {(*one.key, one.schedule and one.schedule.id) for one in fresh if one.dose is None}
    return [one for one in entries if (*one.key, one.schedule and one.schedule.id) in waiting]


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
        and hold_on(plan.holds.get(medication.id, ()), day) is None
    ]
    return tuple(sorted(found, key=lambda one: one.medication.name.casefold()))


def _is_at_hospital(entry: DoseEntry) -> bool:
    """Say whether a dose is planned to be given at the hospital, whatever became of it."""
    at_hospital = entry.medication.place is Place.HOSPITAL
    return at_hospital and entry.is_planned and not entry.is_held


def _covers(occurrence: Occurrence, day: date) -> bool:
    return occurrence.day <= day <= (occurrence.ends or occurrence.starts).date()


def _is_on(occurrence: Occurrence) -> bool:
    return occurrence.appointment.status is not AppointmentStatus.CANCELLED
