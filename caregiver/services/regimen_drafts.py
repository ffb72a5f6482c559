"""A treatment plan on its way into the care file: compared with the prescription, then set up."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from caregiver.catalogue import Citation, RegimenComponent, RegimenTemplate
from caregiver.domain.cycles import CycleCalendar
from caregiver.domain.medications import Place, Schedule
from caregiver.domain.records import Problem, new_id
from caregiver.domain.regimens import LONGEST_PLAN, CycleLength, Regimen, planned_cycles

# Words of a route that say where a medicine is usually given; the family changes it.
_GIVEN_ABROAD = ("drip", "under the skin", "vein", "injection")
# So many cycles of a plan without end are looked at for days that do not fit.
_CYCLES_CHECKED = 30


@dataclass(frozen=True, slots=True)
class DraftPhase:
    """Days of the cycle in the cycles `cycles_from` to `cycles_to` inclusive; None: no end.

    `dose_of_source` is only to show beside the prescription. Amount, unit, dose and times are the
    family's own, where this phase has other ones than its medicine.
    """

    cycles_from: int = 1
    cycles_to: int | None = None
    days: tuple[int, ...] = ()
    dose_of_source: str = ""
    amount: Decimal | None = None
    unit: str = ""
    dose_text: str = ""
    times: tuple[time, ...] = ()

    def holds_in(self, cycle: int) -> bool:
        """Say whether it belongs to a cycle by its number."""
        return self.cycles_from <= cycle and (self.cycles_to is None or cycle <= self.cycles_to)

    @property
    def has_own_dose(self) -> bool:
        """Say whether the family gave this phase a dose of its own."""
        return self.amount is not None or bool(self.dose_text.strip())


@dataclass(frozen=True, slots=True)
class DraftMedicine:
    """One medicine of a draft. What the source says stands apart from what the family wrote.

    `medication_id` joins a medicine that is already on the list; its old fixed schedules then end
    unless `keeps_old`. A medicine that is not `is_included` is left out.
    """

    name: str
    drug_id: str = ""
    dose_text_of_source: str = ""
    route: str = ""
    role: str = ""
    note: str = ""
    checked: str = ""
    sources: tuple[Citation, ...] = ()
    phases: tuple[DraftPhase, ...] = ()
    place: Place = Place.HOME
    is_included: bool = True
    amount: Decimal | None = None
    unit: str = ""
    dose_text: str = ""
    strength: str = ""
    times: tuple[time, ...] = ()
    medication_id: str = ""
    keeps_old: bool = False

    @property
    def at_hospital(self) -> bool:
        """Say whether it is given at the hospital or clinic."""
        return self.place is Place.HOSPITAL

    @property
    def key(self) -> str:
        """Return what tells it from the others of its draft."""
        return self.drug_id or self.name.strip().casefold()

    def days_in(self, cycle: int) -> tuple[int, ...]:
        """Return its days of one cycle by its number, in order."""
        days = {day for phase in self.phases if phase.holds_in(cycle) for day in phase.days}
        return tuple(sorted(days))


@dataclass(frozen=True, slots=True)
class RegimenDraft:
    """A whole plan before it is set up. `confirmed`: every day was compared with the prescription.

    `first_day` below 1: days are counted from an infusion on day 0. `notes` are to show.
    """

    name: str = ""
    full_name: str = ""
    template: str = ""
    lengths: tuple[CycleLength, ...] = (CycleLength(1, 28),)
    last_cycle: int | None = None
    first_day: int = 1
    first_is_block: bool = False
    is_supportive: bool = False
    is_ready: bool = True
    medicines: tuple[DraftMedicine, ...] = ()
    lab_days: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    follow_on: str = ""
    told_by: str = ""
    note: str = ""
    confirmed: bool = False

    @property
    def counts_from_zero(self) -> bool:
        """Say whether days are counted from an infusion on day 0."""
        return self.first_day < 1

    @property
    def included(self) -> tuple[DraftMedicine, ...]:
        """Return the medicines that are part of it."""
        return tuple(one for one in self.medicines if one.is_included)

    def with_medicine(self, place: int, medicine: DraftMedicine) -> "RegimenDraft":
        """Return the draft with another medicine at a place; one place further adds it."""
        medicines = [*self.medicines]
        medicines[place : place + 1] = [medicine]
        return replace(self, medicines=tuple(medicines))

    def regimen(self, id: str = "", line_id: str | None = None) -> Regimen:
        """Return the record of the plan, without dates."""
        return Regimen(
            id=id or new_id(),
            therapy_line_id=line_id,
            name=self.name.strip(),
            template=self.template,
            length_from=tuple(one.first_cycle for one in self.lengths),
            lengths=tuple(one.days for one in self.lengths),
            last_cycle=self.last_cycle,
            first_day=self.first_day,
            first_is_block=self.first_is_block,
            lab_days=tuple(sorted(set(self.lab_days))),
            told_by=self.told_by,
            note=self.note,
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps it from being set up, besides that nobody confirmed it."""
        regimen = self.regimen()
        found = list(regimen.problems())
        if not self.included:
            found.append(Problem("medicines", "plan_empty"))
        if any(one.field in ("lengths", "length_from") for one in found):
            return tuple(found)
        for place, medicine in enumerate(self.medicines):
            if medicine.is_included:
                found += _medicine_problems(medicine, regimen, f"medicines.{place}")
        keys = [one.key for one in self.included]
        if len(set(keys)) != len(keys):
            found.append(Problem("medicines", "medicine_twice"))
        return tuple(found)


class ExpandedDay(NamedTuple):
    """One day on which a medicine is planned: its date, cycle and day of the cycle."""

    date: date
    cycle: int
    day: int


def draft_of(template: RegimenTemplate) -> RegimenDraft:
    """Return a draft with the days of a template; no dose, amount or time is filled in."""
    return RegimenDraft(
        name=template.name,
        full_name=template.full_name,
        template=template.id,
        lengths=_lengths_of(template),
        last_cycle=template.last_cycle,
        first_day=template.first_day,
        first_is_block=template.first_is_block,
        is_supportive=template.is_supportive,
        is_ready=template.is_ready,
        medicines=tuple(_medicine_of(one) for one in template.components),
        notes=template.notes,
        follow_on=template.follow_on,
    )


def _lengths_of(template: RegimenTemplate) -> tuple[CycleLength, ...]:
    """Return the lengths; where days count from an infusion, from the first day to the last."""
    if not template.counts_from_zero:
        return template.lengths
    last = max(day for one in template.components for phase in one.phases for day in phase.days)
    return (CycleLength(1, last - template.first_day + 1),)


def _medicine_of(component: RegimenComponent) -> DraftMedicine:
    abroad = any(word in component.route for word in _GIVEN_ABROAD)
    is_swallowed = "mouth" in component.route
    return DraftMedicine(
        name=component.name[:1].upper() + component.name[1:],
        drug_id=component.drug_id,
        dose_text_of_source=component.dose_text,
        route=component.route,
        role=component.role,
        note=component.note,
        checked=component.checked,
        sources=component.sources,
        phases=tuple(
            DraftPhase(one.cycles_from, one.cycles_to, one.days, one.dose_text)
            for one in component.phases
        ),
        place=Place.HOSPITAL if abroad and not is_swallowed else Place.HOME,
    )


def first_date(draft: RegimenDraft, day_one: date, number: int = 1) -> date:
    """Return the date of the first day of cycle `number`; an infusion is given as day 0."""
    if draft.counts_from_zero and number == 1:
        return day_one + timedelta(days=draft.first_day)
    return day_one


def day_one_of(draft: RegimenDraft, day: int, on: date) -> date:
    """Return the date to give as day 1 (or day 0) where `on` is that day of a cycle."""
    return on - timedelta(days=day if draft.counts_from_zero else day - 1)


def expand(
    draft: RegimenDraft, day_one: date, cycles: int, number: int = 1
) -> dict[str, tuple[ExpandedDay, ...]]:
    """Return the days of each medicine (by its `key`) in so many cycles, in order of date.

    `day_one` is day 1 of cycle `number`, or the infusion on day 0.
    """
    regimen = draft.regimen()
    begin = regimen.cycle(number, first_date(draft, day_one, number))
    until = begin.first_on + timedelta(days=max(regimen.lengths) * cycles)
    shown = planned_cycles(regimen, [begin], begin.first_on, until)[:cycles]
    found: dict[str, tuple[ExpandedDay, ...]] = {}
    for medicine in draft.included:
        days = [
            ExpandedDay(on, cycle.number, day)
            for cycle in shown
            for day in medicine.days_in(cycle.number)
            if (on := cycle.date_of(day)) is not None
        ]
        found[medicine.key] = tuple(days)
    return found


def calendar_of(draft: RegimenDraft, day_one: date, cycles: int, number: int = 1) -> CycleCalendar:
    """Return which day of which cycle a date of the draft is, for a strip of days."""
    regimen = draft.regimen()
    begin = regimen.cycle(number, first_date(draft, day_one, number))
    until = begin.first_on + timedelta(days=max(regimen.lengths) * cycles)
    shown = planned_cycles(regimen, [begin], begin.first_on, until)[:cycles]
    return CycleCalendar(shown, regimen)


@dataclass(frozen=True, slots=True)
class _Dose:
    """What of a schedule the family said about a phase, or else about its whole medicine."""

    amount: Decimal | None
    unit: str
    dose_text: str
    times: tuple[time, ...] = field(default=())


def schedules_of(
    medicine: DraftMedicine, regimen: Regimen, medication_id: str, since: date
) -> Iterator[Schedule]:
    """Yield one schedule for each phase; the doses are the family's own, never the source's."""
    for phase in medicine.phases:
        dose = _Dose(phase.amount, phase.unit, phase.dose_text, phase.times)
        if not phase.has_own_dose:
            dose = _Dose(medicine.amount, medicine.unit, medicine.dose_text)
        yield Schedule(
            medication_id=medication_id,
            amount=dose.amount,
            unit=dose.unit.strip(),
            dose_text=dose.dose_text.strip(),
            times=tuple(sorted(phase.times or medicine.times)),
            cycle_days=tuple(sorted(set(phase.days))),
            cycles_from=phase.cycles_from,
            cycles_to=phase.cycles_to,
            regimen_id=regimen.id,
            first_on=since,
        )


def _medicine_problems(medicine: DraftMedicine, regimen: Regimen, at: str) -> Iterator[Problem]:
    if not medicine.name.strip():
        yield Problem(f"{at}.name", "name_missing")
    if not medicine.phases or not all(phase.days for phase in medicine.phases):
        yield Problem(f"{at}.phases", "days_missing")
    for phase in medicine.phases:
        if phase.cycles_from < 1 or (phase.cycles_to or LONGEST_PLAN) < phase.cycles_from:
            yield Problem(f"{at}.phases", "number_too_small")
    if any(len(set(days)) != len(days) for days in _days_by_cycle(medicine)):
        yield Problem(f"{at}.phases", "day_twice")
    if any(_outside(medicine, regimen, cycle) for cycle in _cycles_of(regimen)):
        yield Problem(f"{at}.phases", "day_outside_cycle")
    for schedule in schedules_of(medicine, regimen, "-", date(2000, 1, 1)):
        for one in schedule.problems():
            yield Problem(f"{at}.{one.field}", one.code)


def _cycles_of(regimen: Regimen) -> range:
    return range(1, (regimen.last_cycle or regimen.length_from[-1] + _CYCLES_CHECKED) + 1)


def _days_by_cycle(medicine: DraftMedicine) -> Iterator[list[int]]:
    """Yield the days of each cycle in which a phase begins, which no other may have as well."""
    for cycle in {one.cycles_from for one in medicine.phases}:
        yield [day for one in medicine.phases if one.holds_in(cycle) for day in one.days]


def _outside(medicine: DraftMedicine, regimen: Regimen, cycle: int) -> bool:
    first = regimen.first_day if cycle == 1 else 1
    last = first + regimen.days_of(cycle) - 1
    return any(not first <= day <= last for day in medicine.days_in(cycle))
