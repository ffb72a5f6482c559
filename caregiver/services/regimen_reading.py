"""Reading regimens: where each stands today, and its medicines with their days of the cycle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caregiver import catalogue
from caregiver.catalogue import RegimenTemplate
from caregiver.clock import Clock
from caregiver.domain.cycles import CycleCalendar, TreatmentCycles
from caregiver.domain.due_doses import is_due_on
from caregiver.domain.medications import Medication, Place, Schedule
from caregiver.domain.regimens import LONGEST_PLAN, Regimen, planned_cycles
from caregiver.domain.therapy import LONGEST_CYCLE, Cycle, CycleDay, Pause
from caregiver.errors import NotFound
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader

# A cycle and the one after it lie within so many days of a date, where no pause is noted.
REACH = timedelta(days=2 * LONGEST_CYCLE)


@dataclass(frozen=True, slots=True)
class RegimenRow:
    """One medicine of a regimen: its schedules in it, and its days of the cycle shown."""

    medication: Medication
    schedules: tuple[Schedule, ...]
    days: frozenset[int]

    @property
    def at_hospital(self) -> bool:
        """Say whether it is given at the hospital or clinic."""
        return self.medication.place is Place.HOSPITAL


@dataclass(frozen=True, slots=True)
class RegimenCard:
    """A regimen on a date. `where`: None before it begins, after its end, and when stopped.

    `cycle` is the one of the date, else the first to come or the last one there was; `rows`,
    `lab_days` and `rest_days` are about this cycle. `next_cycle`: None where none is planned or a
    pause has no end yet.
    """

    regimen: Regimen
    where: CycleDay | None
    cycle: Cycle | None
    rows: tuple[RegimenRow, ...]
    lab_days: frozenset[int]
    rest_days: frozenset[int]
    next_cycle: Cycle | None
    pause: Pause | None
    template: RegimenTemplate | None

    @property
    def is_confirmed(self) -> bool:
        """Say whether somebody compared every day with the prescription."""
        return self.regimen.confirmed_on is not None

    @property
    def is_cycle_noted(self) -> bool:
        """Say whether the first day of this cycle was noted, not only planned."""
        return self.cycle is not None and self.cycle.created_at is not None

    @property
    def in_block(self) -> bool:
        """Say whether this is the step-up block."""
        return self.regimen.first_is_block and self.cycle is not None and self.cycle.number == 1

    @property
    def follow_on(self) -> RegimenTemplate | None:
        """Return the template that may come after it."""
        if self.template is None or not self.template.follow_on:
            return None
        return catalogue.regimens().get(self.template.follow_on)


class RegimenReading:
    """Reading where each regimen stands."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    def all(self) -> tuple[Regimen, ...]:
        """Return every regimen, stopped ones too, ordered by its first day."""
        with self._file.read() as reader:
            return tuple(reader.all(Regimen, "started_on"))

    def get(self, id: str) -> Regimen | None:
        """Return one regimen."""
        with self._file.read() as reader:
            return reader.get(Regimen, id)

    def current(self, day: date | None = None) -> tuple[Regimen, ...]:
        """Return those not stopped or finished on `day` (default today), treatments first.

        One that begins only later is among them.
        """
        on = day or self._clock.today()
        with self._file.read() as reader:
            found = [one for one in reader.all(Regimen, "started_on") if _goes_on(reader, one, on)]
        return tuple(sorted(found, key=lambda one: not one.treats_myeloma))

    def cycles(self, id: str, first: date, last: date) -> tuple[Cycle, ...]:
        """Return the noted cycles of a regimen and the planned ones that touch some days."""
        with self._file.read() as reader:
            regimen = _regimen(reader, id)
            noted = noted_cycles(reader, id)
        touching = [
            one
            for one in planned_cycles(regimen, noted, first - REACH, last)
            if one.first_on <= last and (_end(one) > first)
        ]
        return tuple(touching)

    def card(self, id: str, day: date | None = None) -> RegimenCard:
        """Return one regimen as of `day` (default today); raise `NotFound` where there is none."""
        on = day or self._clock.today()
        with self._file.read() as reader:
            regimen, medications, schedules = parts_of(reader, id)
            noted = noted_cycles(reader, id)
        return card_of(regimen, noted, medications, schedules, on)


def card_of(
    regimen: Regimen,
    noted: Sequence[Cycle],
    medications: Iterable[Medication],
    schedules: Sequence[Schedule],
    on: date,
) -> RegimenCard:
    """Return what the card of a regimen shows on a date."""
    calendar = CycleCalendar(planned_cycles(regimen, noted, on - REACH, on + REACH), regimen)
    where = calendar.where(on)
    place = _place(calendar, on)
    cycle = calendar.cycles[place] if place is not None else None
    following = calendar.cycles[place + 1 :] if place is not None else ()
    stopped = regimen.stopped_on is not None and on >= regimen.stopped_on
    rows = tuple(
        _row(one, [part for part in schedules if part.medication_id == one.id], cycle, calendar)
        for one in sorted(medications, key=lambda one: (one.name.casefold(), one.id))
    )
    planned = frozenset(cycle_days(cycle)) if cycle else frozenset[int]()
    return RegimenCard(
        regimen=regimen,
        where=where,
        cycle=cycle,
        rows=rows,
        lab_days=frozenset(regimen.lab_days) & planned,
        rest_days=planned.difference(*(row.days for row in rows)),
        next_cycle=following[0] if following and not stopped else None,
        pause=next((one for one in cycle.pauses if one.holds(on)), None) if cycle else None,
        template=catalogue.regimens().get(regimen.template) if regimen.template else None,
    )


def cycle_days(cycle: Cycle) -> range:
    """Return the day numbers of a cycle; where they count from an infusion, day 0 among them."""
    return range(cycle.first_day, cycle.first_day + cycle.days)


def noted_cycles(reader: Reader, regimen_id: str) -> list[Cycle]:
    """Return the cycles of a regimen that are written down, ordered by their first day."""
    return reader.where(Cycle, "first_on", regimen_id=regimen_id)


def parts_of(reader: Reader, id: str) -> tuple[Regimen, list[Medication], list[Schedule]]:
    """Return a regimen with its medicines and their schedules in it, earliest first."""
    schedules = reader.where(Schedule, "first_on", regimen_id=id)
    ids = dict.fromkeys(one.medication_id for one in schedules)
    return _regimen(reader, id), reader.among(Medication, "id", ids), schedules


def _regimen(reader: Reader, id: str) -> Regimen:
    found = reader.get(Regimen, id)
    if found is None:
        raise NotFound("record_missing", kind=Regimen.kind, id=id)
    return found


def _end(cycle: Cycle) -> date:
    return cycle.ends_before() or date.max


def _goes_on(reader: Reader, regimen: Regimen, on: date) -> bool:
    if regimen.stopped_on is not None and regimen.stopped_on <= on:
        return False
    if regimen.last_cycle is None and not regimen.counts_from_zero:
        return True
    noted = noted_cycles(reader, regimen.id)
    calendar = CycleCalendar(planned_cycles(regimen, noted, on - REACH, on + REACH), regimen)
    later = any(one.first_on > on for one in calendar.cycles)
    return later or calendar.where(on) is not None


def _place(calendar: CycleCalendar, on: date) -> int | None:
    """Return which cycle a date belongs to: else the first one to come, or the last there was."""
    if not calendar.cycles:
        return None
    begun = [place for place, one in enumerate(calendar.cycles) if one.first_on <= on]
    stopped = calendar.regimen.stopped_on if calendar.regimen else None
    if stopped is not None and on >= stopped:
        begun = [place for place in begun if calendar.cycles[place].first_on < stopped]
    return begun[-1] if begun else 0


def _row(
    medication: Medication,
    schedules: Sequence[Schedule],
    cycle: Cycle | None,
    calendar: CycleCalendar,
) -> RegimenRow:
    """Return a medicine with its days; a day without a date yet counts by its number alone."""
    days: set[int] = set()
    cycles = TreatmentCycles((), [calendar])
    for number in cycle_days(cycle) if cycle else ():
        on = cycle.date_of(number) if cycle else None
        held = [one for one in schedules if cycle and _names(one, cycle.number, number)]
        if any(on is None or is_due_on(one, on, cycles) for one in held):
            days.add(number)
    return RegimenRow(medication, tuple(schedules), frozenset(days))


def _names(schedule: Schedule, cycle: int, day: int) -> bool:
    first, last = schedule.cycles_from or 1, schedule.cycles_to or LONGEST_PLAN
    return first <= cycle <= last and (not schedule.cycle_days or day in schedule.cycle_days)
