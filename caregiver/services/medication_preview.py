"""What a pattern that is still being written would plan, day by day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from caregiver.domain.dose_plan import DosePlan
from caregiver.domain.medication_list import PlannedDay
from caregiver.domain.medications import Medication, Schedule
from caregiver.services.medication_changes import by_medication
from caregiver.storage.cycles import cycles_between
from caregiver.storage.reading import Reader

_ONE_DAY = timedelta(days=1)


def planned_between(
    reader: Reader,
    medication: Medication,
    schedules: Sequence[Schedule],
    first: date,
    days: int,
) -> tuple[PlannedDay, ...]:
    """Return each of `days` days from `first` with its planned doses, beside all that is saved."""
    last = first + timedelta(days=days - 1)
    known = by_medication(reader)
    medications = {one.id: one for one in reader.all(Medication)}
    cycles = cycles_between(reader.connection, first - _ONE_DAY, last + _ONE_DAY)
    medications[medication.id] = medication
    known[medication.id] = [replace(one, medication_id=medication.id) for one in schedules]
    plan = DosePlan(medications, [one for some in known.values() for one in some], cycles)
    planned: dict[date, list[tuple[time | None, str]]] = {}
    for entry in plan.due(first, last, at_hospital=True):
        if entry.medication.id == medication.id and entry.schedule is not None:
            amount = entry.schedule.amount_text()
            planned.setdefault(entry.day, []).append((entry.time, amount))
    shown = []
    for place in range(days):
        day = first + timedelta(days=place)
        doses = sorted(planned.get(day, ()), key=lambda one: one[0] or time.min)
        shown.append(PlannedDay(day, *zip(*doses, strict=True)) if doses else PlannedDay(day))
    return tuple(shown)
