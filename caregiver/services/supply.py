"""Supply: what is left of each medicine, when it runs out, and noting counts and packs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.dose_plan import DosePlan
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.records import Problem, instant_text
from caregiver.domain.supply import (
    Outlook,
    Planned,
    Stock,
    SupplyEntry,
    SupplySort,
    amount_of,
    is_counted_in,
    outlook,
    plan_of,
    planned_ahead,
    stock,
)
from caregiver.domain.tasks import Task
from caregiver.errors import InvalidRecord, NotFound
from caregiver.services.supply_refills import RefillPlan, all_tasks, refill_plan, written
from caregiver.services.supply_trip import Trip, trip_of
from caregiver.storage import doses as dose_rows
from caregiver.storage import supply as rows
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader
from caregiver.storage.tasks import not_done

__all__ = ["Outlook", "RefillPlan", "SupplyService", "SupplyState", "Trip"]

# A count says something about today for so long; then somebody should count again.
COUNT_HOLDS = timedelta(days=200)
LOOK_AHEAD = timedelta(days=730)
# So many days before the day to reorder by, or else before the last dose, it is said to be low.
LOW_DAYS = 7
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SupplyState:
    """What is at home of one medicine, and until when it lasts.

    `counted_on` is the local day of the last count, or of the first pack where not `is_counted`.
    `runs_out_on` is the first day on which the planned doses cannot all be given, `reorder_by` so
    many plain days before as the pharmacy needs, weekends included; `days_left` counts from today.
    `packs` are whole ones. `expires_on` is the earliest date on what can still be there. For
    `assumed`, `uncounted` and `ran_dry` see `Stock`.
    """

    medication: Medication
    left: Decimal
    unit: str
    counted_on: date
    is_counted: bool
    assumed: int
    uncounted: int
    ran_dry: bool
    outlook: Outlook
    runs_out_on: date | None
    days_left: int | None
    reorder_by: date | None
    packs: int | None
    expires_on: date | None
    expires_first: bool
    is_low: bool


class SupplyService:
    """Reading and noting what is at home."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def state(self, medication_id: str) -> SupplyState | None:
        """Return what is left of one medicine; None where nothing was noted for half a year."""
        with self._file.read() as reader:
            found = self._states(reader, medication_id)
        return found[0] if found else None

    def states(self) -> tuple[SupplyState, ...]:
        """Return what is left of each medicine in use that was counted, what runs out first first.

        What has no day to run out on comes last, by name.
        """
        with self._file.read() as reader:
            found = self._states(reader)
        used = [one for one in found if one.medication.is_current(self._clock.today())]
        return tuple(sorted(used, key=_by_urgency))

    def low(self) -> tuple[SupplyState, ...]:
        """Return those to order now, what runs out first first; ordered ones are left out."""
        return tuple(
            one for one in self.states() if one.is_low and not self._is_ordered(one.medication.id)
        )

    def unit(self, medication_id: str, sort: SupplySort = SupplySort.COUNTED) -> str:
        """Return the unit a supply is noted in, empty where only a person can say.

        A pack is added in the unit of the last count; a count is in the unit of the doses.
        """
        with self._file.read() as reader:
            return self._unit(reader, medication_id, sort)

    def entries(self, medication_id: str, most: int = 6) -> tuple[SupplyEntry, ...]:
        """Return the last counts, packs and removals of one medicine, newest first."""
        with self._file.read() as reader:
            return tuple(rows.newest_of(reader.connection, medication_id, most))

    def trip(self, first: date, last: date) -> Trip:
        """Return what is needed from `first` to `last` inclusive, medicine by medicine.

        Days before today are left out. Raises `BadInput` for days that run backwards, or more
        than a year of them.
        """
        today = self._clock.today()
        with self._file.read() as reader:
            states = {one.medication.id: one for one in self._states(reader)}
            plan = self._plan(reader, min(today, first) - _ONE_DAY, max(today, last))
            recorded = dose_rows.recorded(reader, today.isoformat(), today.isoformat())
            schedules = reader.all(Schedule)
        left = {key: (one.left, one.unit) for key, one in states.items()}
        open_today = plan.beside(recorded, today, today)
        return trip_of(plan, schedules, (today, first, last), open_today, left)

    def refill_steps(self, medication_id: str) -> RefillPlan | None:
        """Return the steps before the next cycle, or before the day to reorder by, with dates."""
        today = self._clock.today()
        with self._file.read() as reader:
            medication = reader.get(Medication, medication_id)
            if medication is None:
                return None
            states = self._states(reader, medication_id)
            plan = self._plan(reader, today, today + LOOK_AHEAD)
            newest = rows.newest_of(reader.connection, medication_id, 20)
            state = states[0] if states else None
            reorder = state.reorder_by or state.runs_out_on if state is not None else None
            return refill_plan(reader, medication, plan, (today, reorder), newest)

    def moved_refills(self) -> tuple[RefillPlan, ...]:
        """Return the medicines whose refill tasks wait on days that are no longer right."""
        prefix = f"{Medication.kind}:"
        with self._file.read() as reader:
            about = {one.about for one in not_done(reader.connection)}
        ids = sorted(one.removeprefix(prefix) for one in about if one.startswith(prefix))
        plans = (self.refill_steps(one) for one in ids)
        return tuple(one for one in plans if one is not None and one.has_moved)

    # Changing

    def count(
        self, medication_id: str, amount: Decimal, *, unit: str = "", expires_on: date | None = None
    ) -> SupplyEntry:
        """Note how much there is now, in the unit of the doses unless another one is given."""
        new = SupplyEntry(sort=SupplySort.COUNTED, amount=amount, unit=unit, expires_on=expires_on)
        return self.note(replace(new, medication_id=medication_id))

    def received(
        self, medication_id: str, amount: Decimal, *, unit: str = "", expires_on: date | None = None
    ) -> SupplyEntry:
        """Note how much came in."""
        new = SupplyEntry(sort=SupplySort.RECEIVED, amount=amount, unit=unit, expires_on=expires_on)
        return self.note(replace(new, medication_id=medication_id))

    def removed(self, medication_id: str, amount: Decimal, *, unit: str = "") -> SupplyEntry:
        """Note how much was lost or thrown away."""
        new = SupplyEntry(sort=SupplySort.REMOVED, amount=amount, unit=unit)
        return self.note(replace(new, medication_id=medication_id))

    def note(self, entry: SupplyEntry) -> SupplyEntry:
        """Save a count, a pack or a removal; without a time it is of now.

        Raises `InvalidRecord` for a time to come, or where only a person can say the unit.
        """
        now = self._clock.now()
        with self._file.read() as reader:
            if reader.get(Medication, entry.medication_id) is None:
                raise NotFound("record_missing", kind=Medication.kind, id=entry.medication_id)
            unit = entry.unit.strip() or self._unit(reader, entry.medication_id, entry.sort)
        new = replace(entry, unit=unit, noted_at=(entry.noted_at or now))
        if not unit:
            raise InvalidRecord(SupplyEntry.kind, (Problem("unit", "unit_missing"),))
        if new.noted_at is not None and new.noted_at > now:
            raise InvalidRecord(SupplyEntry.kind, (Problem("noted_at", "in_future"),))
        with self._file.change(_LABELS[entry.sort]) as work:
            return work.save(new)

    def delete(self, entry: SupplyEntry) -> None:
        """Take back a count, a pack or a removal."""
        with self._file.change(texts.DELETE_SUPPLY) as work:
            work.delete(entry)

    def save_refill(
        self,
        medication_id: str,
        pack_size: Decimal | None,
        delivery_days: int | None,
        steps: Sequence[tuple[str, int]],
    ) -> Medication:
        """Keep pack, delivery time and the steps before each cycle (what, days before day 1)."""
        with self._file.change(texts.SAVE_REFILL) as work:
            changed = replace(
                work.get(Medication, medication_id),
                pack_size=pack_size,
                delivery_days=delivery_days,
                refill_steps=tuple(words.strip() for words, _ in steps),
                refill_days=tuple(days for _, days in steps),
            )
            return work.save(changed)

    def plan_refill(self, medication_id: str) -> tuple[Task, ...]:
        """Write the steps as tasks, each once a cycle; those of a cycle that moved, move too.

        A task that is done stays as it is. Returns what was written.
        """
        plan = self.refill_steps(medication_id)
        tasks = written(plan) if plan is not None else ()
        if tasks:
            with self._file.change(texts.PLAN_REFILL) as work:
                for task in tasks:
                    work.save(task)
        return tasks

    def ordered(self, medication_id: str) -> tuple[Task, ...]:
        """Note that it was ordered today: its open steps are done, until it comes in."""
        plan = self.refill_steps(medication_id)
        if plan is None:
            return ()
        today = self._clock.today()
        tasks = tuple(replace(one, done_on=today) for one in all_tasks(plan) if not one.done_on)
        if tasks:
            with self._file.change(texts.FINISH_TASK) as work:
                for task in tasks:
                    work.save(task)
        return tasks

    # Within

    def _is_ordered(self, medication_id: str) -> bool:
        plan = self.refill_steps(medication_id)
        return plan is not None and plan.is_done

    def _states(self, reader: Reader, medication_id: str = "") -> list[SupplyState]:
        earliest = instant_text(self._clock.now() - COUNT_HOLDS)
        noted = rows.since_count(reader.connection, earliest, medication_id)
        if not noted:
            return []
        today = self._clock.today()
        begins = {key: self._first_day(entries) for key, entries in noted.items()}
        whole = self._plan(reader, min(begins.values()), today + LOOK_AHEAD)
        found = []
        for key, entries in noted.items():
            medication = reader.get(Medication, key)
            if medication is None:
                continue
            # one that was stopped is not in the plan; what is left of it is still there
            known = {**whole.medications, key: medication}
            plan = plan_of(replace(whole, medications=known), key)
            begin, end = begins[key].isoformat(), today.isoformat()
            doses = [
                one
                for one in plan.beside(
                    dose_rows.recorded_of(reader, key, begin, end), begins[key], today
                )
                if one.medication.id == key
            ]
            known_stock = stock(entries, doses, today, self._clock.zone())
            if known_stock is not None:
                open_today = [
                    Planned(one.day, amount_of(one, known_stock.unit))
                    for one in doses
                    if one.day == today and one.dose is None and not one.is_held
                ]
                found.append(self._state(medication, known_stock, plan, open_today))
        return found

    def _state(
        self, medication: Medication, known: Stock, plan: DosePlan, open_today: Iterable[Planned]
    ) -> SupplyState:
        today = self._clock.today()
        end = today + LOOK_AHEAD
        ahead = planned_ahead(plan, medication.id, known.unit, today + _ONE_DAY, end)
        view, day = outlook(known.left, chain(open_today, ahead))
        if view is Outlook.NOTHING_PLANNED and _is_as_needed(plan, medication.id, today):
            view = Outlook.AS_NEEDED
        reorder_by = None
        if day is not None and medication.delivery_days is not None:
            reorder_by = day - timedelta(days=medication.delivery_days)
        size, expires = medication.pack_size, known.expires_on
        soon = today + timedelta(days=LOW_DAYS)
        return SupplyState(
            medication=medication,
            left=known.left,
            unit=known.unit,
            counted_on=known.since.astimezone(self._clock.zone()).date(),
            is_counted=known.is_counted,
            assumed=known.assumed,
            uncounted=known.uncounted,
            ran_dry=known.ran_dry,
            outlook=view,
            runs_out_on=day,
            days_left=(day - today).days if day is not None else None,
            reorder_by=reorder_by,
            packs=int(known.left // size) if size else None,
            expires_on=expires,
            expires_first=expires is not None and (expires <= today or (
                day is not None and expires < day
            )),
            is_low=day is not None and (reorder_by or day) <= soon,
        )  # fmt: skip

    def _plan(self, reader: Reader, first: date, last: date) -> DosePlan:
        return dose_rows.plan(reader, first.isoformat(), last.isoformat())

    def _first_day(self, entries: Sequence[SupplyEntry]) -> date:
        """Return the day before the first entry: a late dose may count for that day."""
        noted = entries[0].noted_at
        assert noted is not None
        return noted.astimezone(self._clock.zone()).date() - _ONE_DAY

    def _unit(self, reader: Reader, medication_id: str, sort: SupplySort) -> str:
        earliest = instant_text(self._clock.now() - COUNT_HOLDS)
        noted = rows.since_count(reader.connection, earliest, medication_id).get(medication_id)
        before = noted[-1].unit if noted else ""
        today = self._clock.today()
        schedules = reader.where(Schedule, medication_id=medication_id)
        counted = [one for one in schedules if one.amount and is_counted_in(one.unit)]
        now = [one for one in counted if one.is_current(today)]
        of_doses = (now or counted)[-1].unit if counted else ""
        if sort is SupplySort.COUNTED:
            return of_doses or before
        return before or of_doses


_LABELS = {
    SupplySort.COUNTED: texts.COUNT_SUPPLY,
    SupplySort.RECEIVED: texts.RECEIVE_SUPPLY,
    SupplySort.REMOVED: texts.REMOVE_SUPPLY,
}


def _is_as_needed(plan: DosePlan, medication_id: str, today: date) -> bool:
    return any(
        one.as_needed and one.medication_id == medication_id and one.is_current(today)
        for one in plan.schedules
    )


def _by_urgency(state: SupplyState) -> tuple[bool, date, str]:
    day = state.reorder_by or state.runs_out_on
    return day is None, day or date.max, state.medication.name.casefold()
