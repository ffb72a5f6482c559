"""Fill the change history: starts, changes, holds and stops, with reason and who said so."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from caregiver.clock import Clock
from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.holds import Hold
from caregiver.domain.medication_list import ChangeSort, MedicationChange, changes_of
from caregiver.domain.medications import Medication, Place, Schedule
from caregiver.domain.patterns import PatternNames
from caregiver.domain.therapy import Cycle
from caregiver.errors import BadInput, NotFound
from caregiver.formats import Formats
from caregiver.reports.medication_packets import ChangeKind, ChangeRow, ChangesPacket
from caregiver.services import paper_words as words
from caregiver.services import report_medicines as listing
from caregiver.services import report_packets as filled
from caregiver.services.medications import MedicationEntry, entries_at
from caregiver.services.schedule_words import amount_words, in_a_sentence, when_words
from caregiver.storage.care_file import CareFile
from caregiver.storage.cycles import cycles_between

_KINDS = {
    ChangeSort.STARTED: ChangeKind.STARTED,
    ChangeSort.DOSE_CHANGED: ChangeKind.CHANGED,
    ChangeSort.STOPPED: ChangeKind.STOPPED,
}
_ORDER = list(ChangeKind)


def changes_packet(
    care_file: CareFile,
    clock: Clock,
    formats: Formats,
    days: tuple[date | None, date | None] = (None, None),
    medication_id: str = "",
) -> ChangesPacket:
    """Return what changed from the first day (None: ever) to the last one (None: today).

    Both days are inclusive. With `medication_id` only what changed of that one; raises `NotFound`.
    """
    first, last = days[0], days[1] or clock.today()
    if first is not None and last < first:
        raise BadInput("days_backwards")
    with care_file.read() as reader:
        patient = filled.patient_of(reader)
        entries = entries_at(reader, last)
        holds = reader.all(Hold, "first_on")
        names = listing.pattern_names(reader, entries, None)
        cycles = cycles_between(reader.connection, first or _earliest(entries, last), last)
    chosen = [one for one in entries if medication_id in ("", one.medication.id)]
    if medication_id and not chosen:
        raise NotFound("record_missing", kind=Medication.kind, id=medication_id)
    rows = [
        row
        for entry in chosen
        for row in (
            *_story(entry, names, formats),
            *_phases(entry, cycles, names, formats),
            *_holds(entry, holds),
        )
        if (first or row.day) <= row.day <= last
    ]
    rows.sort(key=lambda one: (-one.day.toordinal(), one.name.casefold(), _ORDER.index(one.kind)))
    return ChangesPacket(
        head=filled.paper_head(patient, clock),
        first=first,
        last=last,
        medicine=chosen[0].medication.name if medication_id else "",
        changes=tuple(rows),
    )


def _earliest(entries: Iterable[MedicationEntry], last: date) -> date:
    """Return a day before which no medicine was taken."""
    begun = [
        day
        for entry in entries
        for day in (
            entry.medication.started_on,
            *(one.first_on for one in (*entry.earlier, *entry.schedules, *entry.coming)),
        )
        if day is not None
    ]
    return min([last, *begun])


def _story(entry: MedicationEntry, names: PatternNames, formats: Formats) -> Iterator[ChangeRow]:
    for one in changes_of(entry):
        how = _how(one, one.after, names, formats)
        before = _how(one, one.before, names, formats)
        is_stop = one.sort is ChangeSort.STOPPED
        yield ChangeRow(
            day=one.day,
            name=one.medication.name,
            kind=_KINDS[one.sort],
            before=before,
            after="" if is_stop else how,
            reason=listing.safe(_reason(one)),
            told_by=_told_by(one),
            prescribed_by=one.medication.prescriber if one.sort is ChangeSort.STARTED else "",
        )


def _how(
    change: MedicationChange, schedule: Schedule | None, names: PatternNames, formats: Formats
) -> str:
    if schedule is None:
        return ""
    medication = change.medication
    at_hospital = medication.place is Place.HOSPITAL
    # the day it ended is that of the next change; the hour at the hospital is the appointment's
    times = () if at_hospital else schedule.times
    shown = replace(schedule, last_on=None, times=times)
    parts = (
        amount_words(medication, schedule),
        when_words(shown, formats, None, names),
        words.AT_HOSPITAL if at_hospital else "",
    )
    return ", ".join(part for part in parts if part)


def _reason(change: MedicationChange) -> str:
    if change.sort is ChangeSort.STARTED:
        return change.medication.reason.strip().rstrip(".")
    return in_a_sentence(change.reason) if change.reason else ""


def _told_by(change: MedicationChange) -> str:
    one = change.medication
    if change.told_by:
        return change.told_by
    if change.sort is ChangeSort.STARTED:
        return one.told_by
    return one.stop_told_by if change.sort is ChangeSort.STOPPED else ""


def _phases(
    entry: MedicationEntry, cycles: TreatmentCycles, names: PatternNames, formats: Formats
) -> Iterator[ChangeRow]:
    """Yield what the plan itself changes: a pattern that begins or ends with a cycle."""
    every = (*entry.earlier, *entry.schedules, *entry.coming)
    turns = {(one.regimen_id, one.cycles_from) for one in every if one.cycles_from}
    turns |= {(one.regimen_id, one.cycles_to + 1) for one in every if one.cycles_to}
    for regimen_id, number in turns:
        cycle = _begun(cycles, regimen_id, number or 1)
        if cycle is None or not _is_in_use(entry.medication, cycle.first_on):
            continue
        day, eve = cycle.first_on, cycle.first_on - timedelta(days=1)
        of_plan = [one for one in every if one.regimen_id == regimen_id]
        before = [one for one in of_plan if _is_in_force(one, eve, cycle.number - 1)]
        after = [one for one in of_plan if _is_in_force(one, day, cycle.number)]
        # a new version that begins on this very day is told as a change
        begins = any(one.first_on != day for one in after if one not in before)
        ends = any(one.last_on != eve for one in before if one not in after)
        if not begins and not ends:
            continue
        change = MedicationChange(entry.medication, day, ChangeSort.DOSE_CHANGED)
        said = ("; ".join(dict.fromkeys(_how(change, one, names, formats) for one in group))
                for group in (before, after))  # fmt: skip
        was, now = said
        yield ChangeRow(
            day=day,
            name=entry.medication.name,
            kind=ChangeKind.PLANNED,
            before=was,
            after=now or words.NONE_PLANNED,
            reason=words.CYCLE_BEGINS.format(
                number=cycle.number, regimen=names.regimens[cycle.regimen_id or ""].name
            ),
        )


def _begun(cycles: TreatmentCycles, regimen_id: str | None, number: int) -> Cycle | None:
    """Return the cycle of that number, as it was or is planned; none after the plan was stopped."""
    calendar = cycles.of(regimen_id)
    if calendar is None or calendar.regimen is None:
        return None
    cycle = next((one for one in calendar.cycles if one.number == number), None)
    stopped = calendar.regimen.stopped_on
    return None if cycle is None or (stopped and cycle.first_on >= stopped) else cycle


def _is_in_use(medication: Medication, day: date) -> bool:
    begun = medication.started_on is None or medication.started_on < day
    return begun and medication.is_current(day)


def _is_in_force(schedule: Schedule, day: date, number: int) -> bool:
    """Say whether a schedule holds on a day of a cycle with that number."""
    begun = schedule.first_on is None or schedule.first_on <= day
    ended = schedule.last_on is not None and schedule.last_on < day
    last = schedule.cycles_to
    is_reached = (schedule.cycles_from or 1) <= number
    return begun and not ended and is_reached and (last is None or number <= last)


def _holds(entry: MedicationEntry, holds: Iterable[Hold]) -> Iterator[ChangeRow]:
    """Yield the begin of each hold, and the day from which it went on."""
    medication = entry.medication
    for hold in holds:
        if hold.medication_id != medication.id:
            continue
        reason = listing.safe(in_a_sentence(hold.reason)) if hold.reason else ""
        name = medication.name
        yield ChangeRow(
            day=hold.first_on,
            name=name,
            kind=ChangeKind.HELD,
            reason=reason,
            told_by=hold.told_by,
        )
        goes_on = hold.last_on + timedelta(days=1) if hold.last_on else None
        if goes_on and medication.is_current(goes_on):
            yield ChangeRow(day=goes_on, name=name, kind=ChangeKind.GOES_ON)
