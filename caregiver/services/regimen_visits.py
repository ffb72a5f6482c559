"""Appointments that a cycle needs: proposed, booked, and offered for moving after a delay."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from caregiver import treatment_texts
from caregiver.domain.appointments import (
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Occurrence,
)
from caregiver.domain.cycle_moves import CannotMove, noted_through
from caregiver.domain.therapy import LONGEST_CYCLE, Cycle
from caregiver.errors import BadInput
from caregiver.services.appointment_changes import move_date
from caregiver.services.appointments import occurrences_in
from caregiver.services.regimen_reading import (
    RegimenCard,
    RegimenReading,
    card_of,
    noted_cycles,
    parts_of,
)
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork

_OPEN = (AppointmentStatus.PLANNED, AppointmentStatus.CONFIRMED)
_OF_TREATMENT = (AppointmentKind.INFUSION, AppointmentKind.CLINIC, AppointmentKind.LAB_DRAW)
# So far after the first day of a delay appointments are offered for moving.
_MOVED_REACH = timedelta(days=LONGEST_CYCLE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An appointment that a day of a cycle needs, not yet saved; change it with `replace`.

    `names` are the medicines given there, none for a blood test. `there` is what stands on that
    day already. Times are not known: whole days, until somebody types one (`at`).
    """

    day: date
    cycle: int
    cycle_day: int
    names: tuple[str, ...]
    there: tuple[Occurrence, ...]
    appointment: Appointment

    @property
    def is_lab(self) -> bool:
        """Say whether it is a blood test."""
        return self.appointment.sort is AppointmentKind.LAB_DRAW

    @property
    def is_there(self) -> bool:
        """Say whether an appointment of this kind, or one that names it, stands there already."""
        words = [name.casefold() for name in self.names]
        return any(
            one.appointment.sort is self.appointment.sort
            or any(word in one.appointment.title.casefold() for word in words)
            for one in self.there
        )

    def at(self, starts: time, zone: str) -> "Proposal":
        """Return the proposal at a local time of its day."""
        moment = datetime.combine(self.day, starts)
        timed = replace(self.appointment, starts=moment, all_day=False, zone=zone)
        return replace(self, appointment=timed)


@dataclass(frozen=True, slots=True)
class MovedVisit:
    """An appointment in days that a delay moves, and the day it would come on; None: unknown.

    `belongs`: it is on a day of the plan, or names one of its medicines.
    """

    occurrence: Occurrence
    to: date | None
    belongs: bool


class RegimenVisits(RegimenReading):
    """Reading and changing the appointments that go with a regimen."""

    def appointments_for(self, id: str, number: int | None = None) -> tuple[Proposal, ...]:
        """Return what a cycle needs, in order of date; by default the one of today.

        Nothing is saved; `book` saves what somebody ticked.
        """
        with self._file.read() as reader:
            regimen, medications, schedules = parts_of(reader, id)
            noted = noted_cycles(reader, id)
            try:
                cycle = (
                    noted_through(regimen, noted, number)[number - noted[0].number]
                    if number is not None and noted
                    else None
                )
            except CannotMove as error:
                raise BadInput(str(error)) from error
            on = cycle.first_on if cycle else self._clock.today()
            card = card_of(regimen, noted, medications, schedules, on)
            if card.cycle is None:
                return ()
            first, last = card.cycle.first_on, _last_day(card.cycle)
            found = occurrences_in(reader, first, last)
        return tuple(_proposals(card, card.cycle, found))

    def book(self, proposals: Iterable[Proposal]) -> tuple[Appointment, ...]:
        """Save the appointments of proposals, as one change."""
        with self._file.change(treatment_texts.BOOK_CYCLE) as work:
            return tuple(work.save(one.appointment) for one in proposals)

    def moved_by(self, id: str, from_on: date, days: int | None) -> tuple[MovedVisit, ...]:
        """Return the open appointments of the treatment from `from_on` on, in order of date.

        Ask before the delay is noted: the days of the plan are those of now.
        """
        last = from_on + _MOVED_REACH
        with self._file.read() as reader:
            regimen, medications, schedules = parts_of(reader, id)
            noted = noted_cycles(reader, id)
            found = occurrences_in(reader, from_on, last)
        names = [one.name.casefold() for one in medications]
        planned = _visit_days(
            card_of(regimen, noted, medications, schedules, one.first_on)
            for one in self.cycles(id, from_on, last)
        )
        moved = []
        for one in found:
            titled = any(name in one.appointment.title.casefold() for name in names)
            of_treatment = one.appointment.sort in _OF_TREATMENT
            if one.appointment.status in _OPEN and (titled or of_treatment):
                to = one.day + timedelta(days=days) if days is not None else None
                moved.append(MovedVisit(one, to, titled or one.day in planned))
        return tuple(moved)

    def move_visits(self, moved: Iterable[MovedVisit]) -> None:
        """Move ticked appointments as one change; each keeps its time of day."""
        with (
            self._file.read() as reader,
            self._file.change(treatment_texts.MOVE_CYCLE_VISITS) as work,
        ):
            move_visits_in(work, reader, moved)


def move_visits_in(work: UnitOfWork, reader: Reader, moved: Iterable[MovedVisit]) -> None:
    """Move appointments within a change under way; `reader` sees the file as it was before."""
    for one in moved:
        if one.to is not None:
            when = one.occurrence.starts
            starts = datetime.combine(one.to, when.time())
            move_date(work, reader, one.occurrence.appointment.id, when, starts)


def _last_day(cycle: Cycle) -> date:
    ends = cycle.ends_before()
    return (ends or cycle.first_on + timedelta(days=LONGEST_CYCLE)) - timedelta(days=1)


def _proposals(card: RegimenCard, cycle: Cycle, found: Iterable[Occurrence]) -> list[Proposal]:
    there: dict[date, list[Occurrence]] = {}
    for one in found:
        there.setdefault(one.day, []).append(one)
    proposals = []
    for number in range(cycle.first_day, cycle.first_day + cycle.days):
        day = cycle.date_of(number)
        names = tuple(
            row.medication.name for row in card.rows if row.at_hospital and number in row.days
        )
        if day is None:
            break
        beside = tuple(there.get(day, ()))
        if number in card.lab_days:
            proposals.append(_proposal(cycle, number, day, ((), beside)))
        if names:
            proposals.append(_proposal(cycle, number, day, (names, beside)))
    return proposals


def _proposal(
    cycle: Cycle,
    number: int,
    day: date,
    about: tuple[tuple[str, ...], tuple[Occurrence, ...]],
) -> Proposal:
    names, there = about
    title = treatment_texts.BLOOD_TEST
    if names:
        title = treatment_texts.VISIT_WITH_MEDICINES.format(names=", ".join(names))
    appointment = Appointment(
        title=title,
        sort=AppointmentKind.INFUSION if names else AppointmentKind.LAB_DRAW,
        starts=datetime.combine(day, time()),
        all_day=True,
    )
    return Proposal(day, cycle.number, number, names, there, appointment)


def _visit_days(cards: Iterable[RegimenCard]) -> set[date]:
    """Return the dates of a blood test or a dose at the hospital."""
    found = set()
    for card in cards:
        if card.cycle is None:
            continue
        days = set(card.lab_days).union(*(row.days for row in card.rows if row.at_hospital))
        dates = (card.cycle.date_of(number) for number in days)
        found |= {one for one in dates if one is not None}
    return found
