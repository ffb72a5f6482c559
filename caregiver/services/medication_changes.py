"""What is written along when a medicine changes: schedules that end, doses that followed it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from caregiver.domain.documents import Document
from caregiver.domain.doses import Dose
from caregiver.domain.holds import Hold, ended
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.patterns import PatternNames
from caregiver.domain.plan_changes import follows_in_circle, holds_from, unlinked
from caregiver.domain.quantities import NO_BREAK_SPACE, safe_dose_text
from caregiver.domain.records import Problem, Record, new_id
from caregiver.domain.regimens import Regimen
from caregiver.domain.supply import SupplyEntry
from caregiver.domain.symptoms import SymptomReport
from caregiver.domain.tasks import Task
from caregiver.errors import InvalidRecord
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork

_ONE_DAY = timedelta(days=1)


def by_medication(reader: Reader) -> dict[str, list[Schedule]]:
    """Return all schedules by the medicine they belong to."""
    found: dict[str, list[Schedule]] = {}
    for schedule in reader.all(Schedule):
        found.setdefault(schedule.medication_id, []).append(schedule)
    return found


def pattern_names(reader: Reader, cycle_length: int | None) -> PatternNames:
    """Return what schedules point at: the names of medicines, and regimens."""
    return PatternNames(
        {one.id: one.name for one in reader.all(Medication)},
        {one.id: one for one in reader.all(Regimen)},
        cycle_length,
    )


def end_schedule(
    work: UnitOfWork, old: Schedule, from_day: date, doses: Iterable[Dose], strength: str = ""
) -> None:
    """End a schedule the day before `from_day`; one that would only begin then is taken out.

    `strength` is kept on it where the medicine has another one from then on.
    """
    last = from_day - _ONE_DAY
    if old.first_on is None or old.first_on <= last:
        work.save(replace(old, last_on=last, strength=old.strength or strength))
    else:
        remove_schedule(work, old, doses)


def remove_schedule(work: UnitOfWork, schedule: Schedule, doses: Iterable[Dose]) -> None:
    """Remove a schedule; doses recorded by it stay and forget it."""
    for dose in doses:
        if dose.schedule_id == schedule.id:
            work.save(replace(dose, schedule_id=None))
    work.delete(schedule)


def stop_schedules(
    work: UnitOfWork, schedules: Iterable[Schedule], on: date, doses: Sequence[Dose]
) -> None:
    """End what holds on `on` the day before; what would only begin later is taken out."""
    for schedule in schedules:
        if holds_from(schedule, on):
            end_schedule(work, schedule, on, doses)


def end_holds(work: UnitOfWork, holds: Iterable[Hold], on: date) -> None:
    """End the holds that reach `on`: from then on the medicine is not taken at all."""
    for hold in holds:
        if hold.last_on is None or hold.last_on >= on:
            shorter = ended(hold, on)
            if shorter is None:
                work.delete(hold)
            else:
                work.save(shorter)


def followers(
    schedules: dict[str, list[Schedule]], medication_id: str, day: date
) -> list[Schedule]:
    """Return the schedules of other medicines that follow one on `day` or later."""
    return [
        one
        for some in schedules.values()
        for one in some
        if one.after_medication_id == medication_id and holds_from(one, day)
    ]


def fix_times(work: UnitOfWork, schedules: dict[str, list[Schedule]], id: str, on: date) -> None:
    """Give doses that follow a medicine their clock times of today, from `on`."""
    for one in followers(schedules, id, on):
        begun = one.first_on is None or one.first_on < on
        source = replace(one, id=new_id(), created_at=None) if begun else one
        fixed = unlinked(source, schedules, on, on if begun else one.first_on)
        if begun:
            work.save(replace(one, last_on=on - _ONE_DAY))
        for schedule in fixed:
            work.save(schedule)


def forget_link(work: UnitOfWork, schedules: dict[str, list[Schedule]], id: str) -> None:
    """Give all doses that ever followed a medicine their clock times: it is removed whole."""
    every = [one for some in schedules.values() for one in some if one.after_medication_id == id]
    for one in every:
        day = one.last_on or max((s.first_on for s in schedules.get(id, ()) if s.first_on),
                                 default=one.first_on) or date.max  # fmt: skip
        for schedule in unlinked(one, schedules, day, one.first_on):
            work.save(schedule)


def refuse_circle(
    medication_id: str, new: Iterable[Schedule], schedules: dict[str, list[Schedule]]
) -> None:
    """Raise `InvalidRecord` where doses would follow each other in a circle."""
    if follows_in_circle(medication_id, new, schedules):
        problem = Problem("after_medication_id", "follows_in_circle")
        raise InvalidRecord(Schedule.kind, (problem,))


def belongings(reader: Reader, id: str) -> tuple[list[Record], list[Record]]:
    """Return what is removed with a medicine, in this order, and what only forgets it."""
    about = f"{Medication.kind}:{id}"
    removed: list[Record] = []
    for cls in (Dose, Schedule, Hold, SupplyEntry, MedicationTalk):
        removed += reader.where(cls, medication_id=id)
    removed += reader.where(Document, about=about)
    tasks = reader.where(Task, about=about)
    removed += [one for one in tasks if one.done_on is None]
    reports = reader.where(SymptomReport, suspected_id=id)
    forgets: list[Record] = [replace(one, suspected_id=None) for one in reports]
    forgets += [replace(one, about="") for one in tasks if one.done_on is not None]
    return removed, forgets


def safe_medication(medication: Medication) -> Medication:
    """Return a medicine with its dose texts in their safe writing."""
    return replace(
        medication,
        name=medication.name.strip(),
        strength=_safe(medication.strength),
        instructions=_safe(medication.instructions),
        missed_dose=_safe(medication.missed_dose),
        avoid=_safe(medication.avoid),
    )


def safe_schedule(schedule: Schedule) -> Schedule:
    """Return a schedule with its dose texts in their safe writing."""
    return replace(schedule, unit=_safe(schedule.unit), dose_text=_safe(schedule.dose_text))


def _safe(text: str) -> str:
    """Return a dose text in its safe form; paper and screen hold number and unit together."""
    return safe_dose_text(text).text.replace(NO_BREAK_SPACE, " ")
