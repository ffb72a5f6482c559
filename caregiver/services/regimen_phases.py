"""Other days or doses of a medicine of a regimen, from a day of a cycle on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from caregiver.domain.cycle_moves import CannotMove
from caregiver.domain.cycles import CycleCalendar, TreatmentCycles
from caregiver.domain.doses import Dose
from caregiver.domain.due_doses import is_due_on
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.records import new_id
from caregiver.domain.regimens import LONGEST_PLAN, Regimen, planned_cycles
from caregiver.domain.therapy import Cycle
from caregiver.errors import InvalidRecord
from caregiver.services.regimen_drafts import DraftMedicine, DraftPhase, schedules_of
from caregiver.services.regimen_reading import REACH
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """What changes for one medicine: its phases from a day of a cycle on, why, and who said so."""

    medication_id: str
    phases: tuple[DraftPhase, ...]
    from_cycle: int
    from_day: int
    reason: str
    told_by: str


def change(
    work: UnitOfWork,
    reader: Reader,
    regimen: Regimen,
    noted: Sequence[Cycle],
    changed: PhaseChange,
) -> None:
    """Cut the old schedules at the day of the cycle and begin the new ones there."""
    medication = work.get(Medication, changed.medication_id)
    old = reader.where(Schedule, regimen_id=regimen.id, medication_id=medication.id)
    phases = tuple(_from(changed))
    medicine = DraftMedicine(name=medication.name, phases=phases)
    since = min((one.first_on for one in old if one.first_on), default=regimen.started_on)
    new = [
        replace(one, change_reason=changed.reason, told_by=changed.told_by)
        for one in schedules_of(medicine, regimen, medication.id, since or date.min)
    ]
    problems = tuple(found for one in new for found in one.problems())
    if problems:
        raise InvalidRecord(Schedule.kind, problems)
    if not 1 <= changed.from_cycle <= (regimen.last_cycle or LONGEST_PLAN):
        raise CannotMove("cycle_unknown")
    kept = [part for one in old for part in _before(one, changed)]
    for one in (*kept, *new):
        work.save(one)
    _hand_over_doses(work, reader, regimen, noted, (old, [*kept, *new]))
    for one in old:
        if all(part.id != one.id for part in kept):
            work.delete(one)


def _from(changed: PhaseChange) -> Iterator[DraftPhase]:
    """Yield the parts of the new phases that hold from the day of the cycle on."""
    first, day = changed.from_cycle, changed.from_day
    for phase in changed.phases:
        last = phase.cycles_to
        if last is not None and last < first:
            continue
        if phase.cycles_from > first or all(one >= day for one in phase.days):
            yield replace(phase, cycles_from=max(phase.cycles_from, first))
            continue
        rest = tuple(one for one in phase.days if one >= day)
        if rest:
            yield replace(phase, cycles_from=first, cycles_to=first, days=rest)
        if last is None or last > first:
            yield replace(phase, cycles_from=first + 1)


def _before(old: Schedule, changed: PhaseChange) -> Iterator[Schedule]:
    """Yield what is left of an old schedule: it keeps its id in the cycles before."""
    first, day = changed.from_cycle, changed.from_day
    begins, ends = old.cycles_from or 1, old.cycles_to or LONGEST_PLAN
    id = old.id
    if begins < first:
        last = min(ends, first - 1)
        yield replace(old, cycles_to=last if ends >= first else old.cycles_to)
        id = new_id()
    early = tuple(one for one in old.cycle_days if one < day)
    if begins <= first <= ends and early:
        yield replace(
            old, id=id, cycles_from=first, cycles_to=first, cycle_days=early, created_at=None
        )


def _hand_over_doses(
    work: UnitOfWork,
    reader: Reader,
    regimen: Regimen,
    noted: Sequence[Cycle],
    schedules: tuple[Sequence[Schedule], Sequence[Schedule]],
) -> None:
    """Let each recorded dose belong to the schedule that now plans its day, or to none."""
    old, now = schedules
    doses = [dose for one in old for dose in reader.where(Dose, schedule_id=one.id)]
    if not doses:
        return
    days = [dose.day for dose in doses]
    planned = planned_cycles(regimen, noted, min(days) - REACH, max(days))
    cycles = TreatmentCycles((), [CycleCalendar(planned, regimen)])
    for dose in doses:
        due = [one for one in now if is_due_on(one, dose.day, cycles)]
        same_time = [one for one in due if dose.due_time in (one.times or (None,))]
        kept = any(one.id == dose.schedule_id for one in due)
        if kept:
            continue
        found = (same_time or due)[:1]
        work.save(replace(dose, schedule_id=found[0].id if found else None))
