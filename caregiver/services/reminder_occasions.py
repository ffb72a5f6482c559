"""Finding what there is to remind of, in the records as they are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from caregiver import texts
from caregiver.domain import reminders
from caregiver.domain.appointments import Appointment, occurrences
from caregiver.domain.follow_up_plan import FollowUpStatus
from caregiver.domain.follow_ups import FollowUp
from caregiver.domain.medications import Medication, Schedule, dose_title
from caregiver.domain.reminders import KeyParts, Occasion, is_owed
from caregiver.domain.tasks import Task
from caregiver.services.follow_ups import states_in
from caregiver.storage import appointments as appointment_rows
from caregiver.storage import calendar as calendar_rows
from caregiver.storage import doses as dose_rows
from caregiver.storage import reminders as ledger
from caregiver.storage.reading import Reader

# A local day lies at most so far from the same day in UTC, or in another zone.
_REACH = timedelta(days=2)
# A collection of urine lies at most so far from the appointment it is for.
_COLLECTION_REACH = timedelta(days=8)
_DAY = timedelta(days=1)
_TOGETHER = timedelta(days=7)
_AT_REST = (FollowUpStatus.PAUSED, FollowUpStatus.BOOKED)


class Home(NamedTuple):
    """Where and when the person is: the zone, and the local day."""

    zone: ZoneInfo
    today: date


def owed(
    reader: Reader, since: datetime, until: datetime, home: Home, before: ZoneInfo
) -> list[Occasion]:
    """Return what comes due after `since` until `until` inclusive (UTC), in time order.

    `before` is the person's zone at `since`.
    """
    first, last = (since - _REACH).date(), (until + _REACH).date()
    found = [
        one
        for one in _occasions(reader, first, last, home)
        if one.due_at <= until and is_owed(one, since, before)
    ]
    return sorted(found, key=lambda one: (one.due_at, one.title, one.key))


def standing(reader: Reader, keys: Iterable[str], home: Home) -> frozenset[str]:
    """Return those of `keys` there is still reason to remind of."""
    groups: dict[str, list[KeyParts]] = {}
    for key in keys:
        parts = reminders.key_parts(key)
        groups.setdefault(parts.what, []).append(parts)
    return frozenset(
        one.key for what, group in groups.items() for one in _still(reader, what, group, home)
    )


def titles(reader: Reader, keys: Iterable[str]) -> dict[str, str]:
    """Return the words for each of `keys` whose record is still there."""
    parts = {key: reminders.key_parts(key) for key in keys}
    by_what: dict[str, set[str]] = {}
    for one in parts.values():
        by_what.setdefault(one.what, set()).add(one.record_id)
    names = {what: _names(reader, what, ids) for what, ids in by_what.items()}
    return {
        key: _collection_words(one) if one.what == reminders.COLLECTION else title
        for key, one in parts.items()
        if (title := names[one.what].get(one.record_id)) is not None
    }


def _occasions(reader: Reader, first: date, last: date, home: Home) -> Iterator[Occasion]:
    """Yield all occasions of some local days, and some around them."""
    yield from _of_appointments(reader, first, last, home.zone)
    collecting = calendar_rows.collecting(
        reader.connection, first - _COLLECTION_REACH, last + _COLLECTION_REACH
    )
    for appointment in collecting:
        yield from _of_collections(appointment, first, last, home.zone)
    yield from _of_doses(reader, first, last, home.zone)
    for task in reader.between(Task, "due_on", first.isoformat(), last.isoformat()):
        if (one := reminders.of_task(task, home.zone)) is not None:
            yield one
    yield from _of_follow_ups(reader, home.zone, home.today)


def _of_appointments(reader: Reader, first: date, last: date, home: ZoneInfo) -> Iterator[Occasion]:
    longest = max((*reminders.USUAL_LEADS, *ledger.leads(reader.connection)))
    end = last + timedelta(minutes=longest)
    for appointment in appointment_rows.touching(reader.connection, first, end):
        if reminders.stands(appointment):
            for occurrence in occurrences(appointment, first, end):
                yield from reminders.of_appointment(occurrence, home)


def _of_collections(
    appointment: Appointment, first: date, last: date, home: ZoneInfo
) -> Iterator[Occasion]:
    for occurrence in occurrences(appointment, first - _COLLECTION_REACH, last + _COLLECTION_REACH):
        yield from reminders.of_collection(
            occurrence, home, texts.COLLECTION_BEGINS, texts.COLLECTION_ENDS
        )


def _of_doses(reader: Reader, first: date, last: date, home: ZoneInfo) -> Iterator[Occasion]:
    begin, end = first.isoformat(), last.isoformat()
    plan = dose_rows.plan(reader, begin, end)
    for entry in plan.beside(dose_rows.recorded_for(reader, plan, first, last), first, last):
        if (one := reminders.of_dose(entry, home)) is not None:
            yield one


def _of_follow_ups(reader: Reader, home: ZoneInfo, today: date) -> Iterator[Occasion]:
    """Yield the day each follow-up is due from, unless it is booked or paused."""
    for state in states_in(reader, today):
        if state.next_due_from is not None and state.status not in _AT_REST:
            yield reminders.of_follow_up(state.plan.id, state.plan.name, state.next_due_from, home)


def _still(reader: Reader, what: str, group: Sequence[KeyParts], home: Home) -> Iterator[Occasion]:
    """Yield the occasions, of one sort, around those of `group`."""
    ids = {one.record_id for one in group}
    days = [datetime.fromisoformat(one.falls).date() for one in group]
    if what == reminders.DOSE:
        for first, last in _runs(days):
            yield from _of_doses(reader, first, last, home.zone)
    elif what == reminders.TASK:
        for task in reader.among(Task, "id", ids):
            if (one := reminders.of_task(task, home.zone)) is not None:
                yield one
    elif what == reminders.FOLLOW_UP:
        yield from _of_follow_ups(reader, home.zone, home.today)
    else:
        for appointment in reader.among(Appointment, "id", ids):
            mine = [day for one, day in zip(group, days, strict=True)
                    if one.record_id == appointment.id]  # fmt: skip
            first, last = min(mine) - _DAY, max(mine) + _DAY
            if what == reminders.COLLECTION:
                yield from _of_collections(appointment, first, last, home.zone)
            else:
                for occurrence in occurrences(appointment, first, last):
                    yield from reminders.of_appointment(occurrence, home.zone)


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Return first and last of days that lie together, so that no empty months are read."""
    runs: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if runs and day - runs[-1][1] <= _TOGETHER:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _names(reader: Reader, what: str, ids: Collection[str]) -> dict[str, str]:
    if what == reminders.TASK:
        return {one.id: one.title for one in reader.among(Task, "id", ids)}
    if what == reminders.FOLLOW_UP:
        return {one.id: one.name for one in reader.among(FollowUp, "id", ids)}
    if what != reminders.DOSE:
        return {one.id: one.title for one in reader.among(Appointment, "id", ids)}
    schedules = reader.among(Schedule, "id", ids)
    used = reader.among(Medication, "id", {one.medication_id for one in schedules})
    medications = {one.id: one for one in used}
    found = {}
    for schedule in schedules:
        medication = medications[schedule.medication_id]
        found[schedule.id] = f"{medication.name} {dose_title(medication, schedule)}".strip()
    return found


def _collection_words(parts: KeyParts) -> str:
    return texts.COLLECTION_ENDS if parts.minutes < 0 else texts.COLLECTION_BEGINS
