"""Refill steps: what must be done before a medicine comes, counted back from day 1 of a cycle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import NAMESPACE_OID, uuid5

from caregiver import texts
from caregiver.domain.cycles import CycleCalendar
from caregiver.domain.dose_plan import DosePlan
from caregiver.domain.medications import Medication
from caregiver.domain.supply import SupplyEntry, SupplySort, plan_of
from caregiver.domain.tasks import Task
from caregiver.domain.therapy import Cycle
from caregiver.storage.reading import Reader
from caregiver.storage.tasks import not_done


@dataclass(frozen=True, slots=True)
class RefillStep:
    """One step: what, how many days before, the date (None: not known yet) and its task.

    Not `is_planned`: there is no task yet, or an open one stands on another day.
    """

    id: str
    words: str
    days: int
    on: date | None
    task: Task | None

    @property
    def is_done(self) -> bool:
        """Say whether its task was ticked."""
        return self.task is not None and self.task.done_on is not None

    @property
    def has_moved(self) -> bool:
        """Say whether its task waits on a day that is no longer right."""
        task = self.task
        is_open = task is not None and task.done_on is None
        return is_open and self.on is not None and task is not None and task.due_on != self.on

    @property
    def is_planned(self) -> bool:
        """Say whether nothing has to be written for it."""
        return self.task is not None and not self.has_moved


@dataclass(frozen=True, slots=True)
class RefillPlan:
    """The steps of one medicine. `day_one` is what the dates are counted back from.

    With a `cycle` that is its first day, else the day to reorder by, or the day it runs out.
    Not `is_own`: no steps were noted, so there is the one step that every refill has.
    """

    medication: Medication
    cycle: Cycle | None
    day_one: date | None
    steps: tuple[RefillStep, ...]
    is_own: bool

    @property
    def can_plan(self) -> bool:
        """Say whether a step has a date and no task on that day yet."""
        return any(one.on is not None and not one.is_planned for one in self.steps)

    @property
    def is_done(self) -> bool:
        """Say whether every step is done."""
        return bool(self.steps) and all(one.is_done for one in self.steps)

    @property
    def has_moved(self) -> bool:
        """Say whether tasks wait on days that are no longer right."""
        return any(one.has_moved for one in self.steps)


def refill_plan(
    reader: Reader,
    medication: Medication,
    plan: DosePlan,
    days: tuple[date, date | None],
    newest: Sequence[SupplyEntry],
) -> RefillPlan:
    """Return the steps with their dates and tasks.

    `days` are today and the day to reorder by; `newest` the last entries, newest first: without a
    cycle the steps are planned once for each pack that comes in.
    """
    today, reorder = days
    is_own = bool(medication.refill_steps)
    cycle = next_cycle(plan, medication.id, today) if is_own else None
    if cycle is not None:
        day_one: date | None = cycle.first_on
        round_of = f"{cycle.regimen_id or cycle.therapy_line_id} {cycle.number}"
    else:
        # between cycles of a plan that has no date yet there is nothing to count back from
        waits = is_own and _is_in_plan(plan, medication.id)
        day_one = None if waits else reorder
        round_of = _restocked(newest)
    wanted = zip(medication.refill_steps, medication.refill_days, strict=True)
    pairs = tuple(wanted) if is_own else ((texts.REORDER, 0),)
    ids = [
        _step_id(medication.id, round_of, place, words) for place, (words, _) in enumerate(pairs)
    ]
    tasks = {one.id: one for one in reader.among(Task, "id", ids)}
    waiting = {} if cycle is not None else _waiting(reader, medication)
    steps = tuple(
        RefillStep(
            id,
            words,
            before,
            _back(day_one, before),
            tasks.get(id) or waiting.get(_title(words, medication)),
        )
        for id, (words, before) in zip(ids, pairs, strict=True)
    )
    return RefillPlan(medication, cycle, day_one, steps, is_own)


def written(plan: RefillPlan) -> tuple[Task, ...]:
    """Return the tasks to save: new ones, and open ones whose day moved."""
    pairs = zip(plan.steps, all_tasks(plan), strict=True)
    return tuple(task for step, task in pairs if step.on is not None and not step.is_planned)


def all_tasks(plan: RefillPlan) -> tuple[Task, ...]:
    """Return a task for each step on its day, the one there is or a new one."""
    medication = plan.medication
    found = []
    for step in plan.steps:
        task = step.task or Task(
            id=step.id, title=_title(step.words, medication), about=_about(medication)
        )
        found.append(task if step.is_done or step.on is None else replace(task, due_on=step.on))
    return tuple(found)


def next_cycle(plan: DosePlan, medication_id: str, today: date) -> Cycle | None:
    """Return the first cycle after today in which a dose of a medicine is planned."""
    mine = plan_of(plan, medication_id)
    found = sorted(_cycles_ahead(mine, medication_id, today), key=lambda one: one.first_on)
    for cycle in found:
        end = cycle.ends_before() or cycle.first_on + timedelta(days=cycle.days)
        last = end - timedelta(days=1)
        doses = mine.due(cycle.first_on, last, at_hospital=True, held=True)
        if any(one.medication.id == medication_id for one in doses):
            return cycle
    return None


def _is_in_plan(plan: DosePlan, medication_id: str) -> bool:
    return any(one.regimen_id and one.medication_id == medication_id for one in plan.schedules)


def _cycles_ahead(plan: DosePlan, medication_id: str, today: date) -> Iterator[Cycle]:
    calendars: list[CycleCalendar] = []
    for one in plan.schedules:
        if one.medication_id != medication_id or not one.is_in_cycles:
            continue
        named = plan.cycles.of(one.regimen_id)
        if named is not None:
            calendars.append(named)
        elif one.regimen_id is None:
            calendars += [plan.cycles.loose, *plan.cycles.calendars.values()]
    seen = set()
    for calendar in calendars:
        for cycle in calendar.cycles:
            if cycle.first_on > today and cycle.id not in seen:
                seen.add(cycle.id)
                if calendar.where(cycle.first_on) is not None:
                    yield cycle


def _restocked(newest: Sequence[SupplyEntry]) -> str:
    """Return the entry with which something came in last: a pack, or a count that is higher.

    `newest` come newest first; "" where there are none.
    """
    for entry, older in pairwise(newest):
        is_more = older.sort is SupplySort.COUNTED and entry.amount > older.amount
        if entry.sort is SupplySort.RECEIVED or (entry.sort is SupplySort.COUNTED and is_more):
            return entry.id
    return newest[-1].id if newest else ""


def _waiting(reader: Reader, medication: Medication) -> dict[str, Task]:
    """Return the open tasks about a medicine by their titles: an older round still waits."""
    about = _about(medication)
    return {one.title: one for one in not_done(reader.connection) if one.about == about}


def _title(words: str, medication: Medication) -> str:
    return f"{words}: {medication.name}"


def _about(medication: Medication) -> str:
    return f"{Medication.kind}:{medication.id}"


def _step_id(medication_id: str, round_of: str, place: int, words: str) -> str:
    """Return the id of a step's task, the same each time, so that it is written only once."""
    return str(uuid5(NAMESPACE_OID, f"refill {medication_id} {round_of} {place} {words}"))


def _back(day: date | None, days: int) -> date | None:
    return None if day is None else day - timedelta(days=days)
