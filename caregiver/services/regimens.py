"""Regimens: set up once against the prescription, then moved, changed and stopped as one thing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caregiver import treatment_texts
from caregiver.catalogue import RegimenTemplate
from caregiver.domain.cycle_moves import (
    CannotMove,
    Moves,
    begun_on,
    delayed,
    noted_until,
    pause_ended,
    without_pause,
)
from caregiver.domain.medications import Medication
from caregiver.domain.records import Problem
from caregiver.domain.regimens import Regimen
from caregiver.domain.therapy import Cycle, Pause, TherapyLine
from caregiver.errors import BadInput, InvalidRecord
from caregiver.services import regimen_phases, regimen_setup
from caregiver.services.regimen_drafts import (
    DraftMedicine,
    DraftPhase,
    ExpandedDay,
    RegimenDraft,
    day_one_of,
    draft_of,
    expand,
    first_date,
)
from caregiver.services.regimen_reading import (
    RegimenCard,
    RegimenReading,
    RegimenRow,
    noted_cycles,
)
from caregiver.services.regimen_visits import (
    MovedVisit,
    Proposal,
    RegimenVisits,
    move_visits_in,
)
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork

__all__ = [
    "DraftMedicine",
    "DraftPhase",
    "ExpandedDay",
    "MovedVisit",
    "Proposal",
    "RegimenCard",
    "RegimenDraft",
    "RegimenRow",
    "RegimensService",
    "day_one_of",
    "first_date",
]


class RegimensService(RegimenVisits, RegimenReading):
    """Reading and changing regimens. Every change is one step of undo."""

    # Drafts

    def draft_of(self, template: RegimenTemplate) -> RegimenDraft:
        """Return a draft with the days of a template and no dose.

        A medicine in use with the same ingredient is proposed to be joined.
        """
        draft = draft_of(template)
        with self._file.read() as reader:
            return regimen_setup.joined_with_list(draft, reader, self._clock.today())

    def expand(
        self, draft: RegimenDraft, day_one: date, cycles: int, number: int = 1
    ) -> dict[str, tuple[ExpandedDay, ...]]:
        """Return the days of each medicine (by its `key`) in so many cycles from `day_one` on."""
        return expand(draft, day_one, cycles, number)

    # Changing

    def set_up(
        self,
        draft: RegimenDraft,
        day_one: date,
        number: int = 1,
        *,
        line: TherapyLine | None = None,
        follows: str = "",
        doses_from: date | None = None,
    ) -> Regimen:
        """Make the regimen of a draft, with its cycle, medicines and schedules, as one change.

        `day_one` is day 1 of cycle `number`, in the past where treatment is under way, or the
        infusion on day 0. A treatment belongs to `line` (new ones are saved), else to the line
        under way, else to a new one. `follows` is a regimen that stops that day. Doses are
        planned from `doses_from` on, by default from the first day. Raises `BadInput` for a
        draft that nobody compared with the prescription, `InvalidRecord` for one with problems.
        """
        if not draft.confirmed:
            raise BadInput("plan_not_confirmed")
        self._check(draft, number)
        with self._file.change(treatment_texts.SET_UP_REGIMEN) as work, self._file.read() as reader:
            today = self._clock.today()
            setup = regimen_setup.Setup(work, reader, draft, today, number=number)
            regimen = setup.regimen(first_date(draft, day_one, number), line, follows)
            for medicine in draft.included:
                setup.medicine(regimen, medicine, doses_from)
            return regimen

    def join(
        self,
        draft: RegimenDraft,
        day_one: date,
        number: int = 1,
        *,
        doses_from: date | None = None,
    ) -> tuple[Regimen, tuple[Medication, ...]]:
        """Add the medicines of a draft to the regimen of the same template and start, as new ones.

        Where there is none yet it is made, as one that is still to be compared with the
        prescription. For the command line, which has no place to compare.
        """
        self._check(draft, number)
        first = first_date(draft, day_one, number)
        with self._file.change(treatment_texts.SET_UP_REGIMEN) as work, self._file.read() as reader:
            today = self._clock.today()
            setup = regimen_setup.Setup(work, reader, draft, today, number=number)
            regimen = setup.same_regimen(first) or setup.regimen(first, None, "")
            added = [setup.new_medicine(regimen, one, doses_from) for one in draft.included]
            return regimen, tuple(added)

    def confirm(self, id: str, told_by: str = "") -> Regimen:
        """Note that every day was compared with the prescription today."""
        with self._file.change(treatment_texts.CONFIRM_REGIMEN) as work:
            old = work.get(Regimen, id)
            said = told_by or old.told_by
            return work.save(replace(old, confirmed_on=self._clock.today(), told_by=said))

    def save(self, regimen: Regimen) -> Regimen:
        """Save a regimen: its name, lengths, last cycle, days of blood tests, words.

        Cycles that have begun keep their dates and lengths.
        """
        today = self._clock.today()
        with self._changing(regimen.id, treatment_texts.SAVE_REGIMEN) as change:
            old, noted = change.regimen, change.noted
            if (old.length_from, old.lengths) != (regimen.length_from, regimen.lengths):
                change.write(Moves(tuple(noted_until(old, noted, today))))
            return change.work.save(regimen)

    def confirm_cycle(
        self, id: str, number: int, on: date, days: int | None = None
    ) -> tuple[Cycle, ...]:
        """Note that day 1 (or day 0) of a cycle was, or will be, on `on`; `days`: its length.

        Cycles that have not begun move with it. Returns the noted cycles.
        """
        with self._changing(id, treatment_texts.CONFIRM_CYCLE) as change:
            regimen, noted = change.regimen, change.noted
            first = on
            if regimen.counts_from_zero and number == 1:
                first = on + timedelta(days=regimen.first_day)
            today = self._clock.today()
            saved = change.write(begun_on(regimen, noted, number, first, today, days=days))
            if noted[0].number == number:
                was = noted[0].first_on
                regimen_setup.begin_on(change.work, change.reader, regimen, (was, first))
            return saved

    def delay(
        self,
        id: str,
        from_on: date,
        days: int | None,
        reason: str = "",
        told_by: str = "",
        *,
        visits: Iterable[MovedVisit] = (),
    ) -> tuple[Cycle, ...]:
        """Move everything from `from_on` on by `days`; None: until the clinic says more.

        Where `from_on` is day 1 of a cycle, that cycle and all after it begin later. Appointments
        stay where they are, but for `visits`: offer `moved_by`. Returns the noted cycles.
        """
        pause = Pause(from_on, days, reason.strip(), told_by.strip())
        with self._changing(id, treatment_texts.DELAY_REGIMEN) as change:
            move_visits_in(change.work, change.reader, visits)
            return change.write(delayed(change.regimen, change.noted, pause))

    def change_delay(self, id: str, first: date, pause: Pause | None) -> tuple[Cycle, ...]:
        """Correct the delay that began on `first`, or take it out (None)."""

        def change(regimen: Regimen, noted: Sequence[Cycle]) -> Moves:
            without = without_pause(noted, first)
            if pause is None:
                return without
            again = delayed(regimen, without.cycles, pause)
            return Moves(again.cycles, again.dropped)

        return self._move(id, treatment_texts.CHANGE_DELAY, change)

    def end_pause(self, id: str, on: date) -> tuple[Cycle, ...]:
        """Note that treatment goes on on `on`, after an open pause or earlier than said."""
        return self._move(
            id, treatment_texts.END_PAUSE, lambda _regimen, noted: pause_ended(noted, on)
        )

    def change_phase(
        self,
        id: str,
        medication_id: str,
        phases: Iterable[DraftPhase],
        from_cycle: int,
        from_day: int = 1,
        *,
        reason: str = "",
        told_by: str = "",
    ) -> None:
        """Give a medicine other days or doses from a day of a cycle on; before stays as it was.

        Only the parts of `phases` from that cycle on count. Amounts, units, doses and times are
        those of the phases.
        """
        new = regimen_phases.PhaseChange(
            medication_id, tuple(phases), from_cycle, from_day, reason.strip(), told_by.strip()
        )
        with self._changing(id, treatment_texts.CHANGE_PHASE) as change:
            regimen_phases.change(change.work, change.reader, change.regimen, change.noted, new)

    def stop(
        self,
        id: str,
        on: date,
        reason: str = "",
        told_by: str = "",
        medicine_ids: Iterable[str] | None = None,
        *,
        ends_line: bool = False,
    ) -> Regimen:
        """Stop a regimen: `on` is the first day without it.

        `medicine_ids` are the medicines that stop with it, by default all that have no other
        schedule. The others stay on the list without days. `ends_line` also ends its line.
        """
        ids = None if medicine_ids is None else frozenset(medicine_ids)
        with self._changing(id, treatment_texts.STOP_REGIMEN) as change:
            stopped = replace(change.regimen, stopped_on=on, stop_reason=reason.strip())
            how = (ids, told_by.strip(), ends_line)
            return regimen_setup.stop(change.work, change.reader, stopped, how)

    # Within

    def _check(self, draft: RegimenDraft, number: int) -> None:
        problems = draft.problems()
        if not 1 <= number <= (draft.last_cycle or number):
            problems = (*problems, Problem("number", "cycle_unknown"))
        if problems:
            raise InvalidRecord(Regimen.kind, problems)

    def _move(
        self, id: str, label: str, move: Callable[[Regimen, Sequence[Cycle]], Moves]
    ) -> tuple[Cycle, ...]:
        with self._changing(id, label) as change:
            return change.write(move(change.regimen, change.noted))

    @contextmanager
    def _changing(self, id: str, label: str) -> Iterator["_Change"]:
        """Open one change of a regimen; what cannot be moved becomes a sentence."""
        try:
            with self._file.change(label) as work, self._file.read() as reader:
                yield _Change(work, reader, work.get(Regimen, id), noted_cycles(reader, id))
        except CannotMove as error:
            raise BadInput(str(error)) from error


@dataclass(frozen=True, slots=True)
class _Change:
    """One change under way: `reader` sees the file as it was before."""

    work: UnitOfWork
    reader: Reader
    regimen: Regimen
    noted: Sequence[Cycle]

    def write(self, moves: Moves) -> tuple[Cycle, ...]:
        """Save what changed and what is newly noted, and take out what is no more."""
        known = {one.id for one in self.noted}
        for one in moves.dropped:
            if one.id in known:
                self.work.delete(one)
        return tuple(self.work.save(one) for one in moves.cycles)
