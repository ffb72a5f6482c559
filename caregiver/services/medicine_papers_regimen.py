"""Fill the card of a treatment plan: one cycle with its dates, what is due when, and delays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from caregiver import catalogue
from caregiver.catalogue import RegimenTemplate
from caregiver.clock import Clock
from caregiver.domain.dose_plan import DoseEntry, DosePlan
from caregiver.domain.medications import Medication, Place, Schedule
from caregiver.domain.regimens import Regimen
from caregiver.domain.therapy import Cycle, TherapyLine
from caregiver.errors import NotFound
from caregiver.formats import Formats
from caregiver.reports.medication_packets import (
    CycleOnPaper,
    DelayOnPaper,
    RegimenCardPacket,
    StripDay,
    StripRow,
)
from caregiver.services import report_medicines as listing
from caregiver.services import report_packets as filled
from caregiver.services.medicine_papers_rows import place_of, place_on
from caregiver.services.regimen_reading import RegimenReading
from caregiver.services.schedule_words import amount_words, times_words
from caregiver.storage import doses as dose_rows
from caregiver.storage.care_file import CareFile
from caregiver.storage.cycles import cycles_between
from caregiver.storage.reading import Reader

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The plan the card is about; without a regimen it is that of the cycles noted by hand."""

    regimen: Regimen | None = None
    cycle: Cycle | None = None
    next_cycle: Cycle | None = None
    template: RegimenTemplate | None = None


def regimen_packet(
    care_file: CareFile,
    clock: Clock,
    formats: Formats,
    day: date | None = None,
    regimen_id: str = "",
) -> RegimenCardPacket:
    """Return one cycle of a plan as of `day` (default today): the one named, else the treatment.

    Raises `NotFound` where there is no such plan.
    """
    on = day or clock.today()
    chosen = _chosen(care_file, clock, on, regimen_id)
    with care_file.read() as reader:
        patient = filled.patient_of(reader)
        head = filled.paper_head(patient, clock)
        line = _line(reader, chosen, on)
        if chosen.cycle is None:
            name = chosen.regimen.name if chosen.regimen else line.name if line else ""
            return RegimenCardPacket(head=head, on=on, name=name)
        cycle = chosen.cycle
        first, last = cycle.first_on, _last_shown(chosen)
        plan = dose_rows.plan(reader, first.isoformat(), last.isoformat())
        rows = _rows(plan, chosen, formats, first, last)
        place = place_on(plan.cycles, on) if chosen.regimen is None else None
        if chosen.regimen is not None:
            place = place_of(plan.cycles.of(chosen.regimen.id), on)
    regimen = chosen.regimen
    return RegimenCardPacket(
        head=head,
        on=on,
        name=regimen.name if regimen else line.name if line else "",
        line=filled.line_title(line.number) if line and (not regimen or line.name) else "",
        cycle=_on_paper(cycle, regimen),
        place=place if first <= on <= last else None,
        counts_from_zero=cycle.counts_from_zero,
        strip=_strip(cycle, regimen, first, last),
        rows=rows,
        delays=_delays(cycle),
        next_cycle=_on_paper(chosen.next_cycle, regimen) if chosen.next_cycle else None,
        confirmed_on=regimen.confirmed_on if regimen else None,
        told_by=regimen.told_by if regimen else "",
        stopped_on=regimen.stopped_on if regimen else None,
        stop_reason=regimen.stop_reason if regimen else "",
        is_unchecked=chosen.template is not None and not chosen.template.is_ready,
        sources=_sources(chosen.template),
        note=listing.safe(regimen.note) if regimen else "",
    )


def _chosen(care_file: CareFile, clock: Clock, on: date, regimen_id: str) -> _Chosen:
    reading = RegimenReading(care_file, clock)
    if not regimen_id:
        current = reading.current(on)
        if not current:
            return _by_hand(care_file, on)
        regimen_id = current[0].id
    elif reading.get(regimen_id) is None:
        raise NotFound("record_missing", kind=Regimen.kind, id=regimen_id)
    card = reading.card(regimen_id, on)
    return _Chosen(card.regimen, card.cycle, card.next_cycle, card.template)


def _by_hand(care_file: CareFile, on: date) -> _Chosen:
    """Return the cycle of a date where cycles were noted without a plan."""
    with care_file.read() as reader:
        found = cycles_between(reader.connection, on, on).loose
    return _Chosen(cycle=found.cycle_on(on))


def _line(reader: Reader, chosen: _Chosen, on: date) -> TherapyLine | None:
    wanted = chosen.regimen or chosen.cycle
    if wanted is not None:
        id = wanted.therapy_line_id
        return reader.get(TherapyLine, id) if id else None
    current = [one for one in reader.all(TherapyLine, "number") if one.is_current(on)]
    return current[-1] if current else None


def _last_shown(chosen: _Chosen) -> date:
    """Return the last date of the cycle: at most to its next one, or to a pause without an end."""
    cycle, following = chosen.cycle, chosen.next_cycle
    assert cycle is not None
    ends = cycle.ends_before()
    if ends is None:
        return max(cycle.first_on, next(one.first for one in cycle.pauses if one.days is None))
    if following is not None:
        ends = min(ends, max(following.first_on, cycle.first_on + _ONE_DAY))
    stopped = chosen.regimen.stopped_on if chosen.regimen else None
    if stopped is not None:
        ends = min(ends, max(stopped, cycle.first_on + _ONE_DAY))
    return ends - _ONE_DAY


def _rows(
    plan: DosePlan, chosen: _Chosen, formats: Formats, first: date, last: date
) -> tuple[StripRow, ...]:
    """Return a row for each medicine of the plan and each dose of it in this cycle."""
    found: dict[tuple[str, str], list[DoseEntry]] = {}
    for entry in plan.due(first, last, at_hospital=True, held=True):
        assert entry.schedule is not None
        if _belongs(entry.medication, entry.schedule, chosen.regimen):
            dose = amount_words(entry.medication, entry.schedule)
            found.setdefault((entry.medication.id, dose), []).append(entry)
    rows = [_row(dose, entries, formats) for (_, dose), entries in found.items()]
    return tuple(
        sorted(rows, key=lambda one: (not one.is_at_hospital, one.name.casefold(), one.dates))
    )


def _belongs(medication: Medication, schedule: Schedule, regimen: Regimen | None) -> bool:
    """Say whether a dose is part of the plan: by its own words, or as one against the myeloma."""
    if schedule.regimen_id is not None:
        return regimen is not None and schedule.regimen_id == regimen.id
    return medication.treats_myeloma and (regimen is None or regimen.treats_myeloma)


def _row(dose: str, entries: Sequence[DoseEntry], formats: Formats) -> StripRow:
    medication = entries[0].medication
    at_hospital = medication.place is Place.HOSPITAL
    times: Iterable[time] = {one.time for one in entries if one.time is not None}
    return StripRow(
        name=medication.name,
        dose=dose,
        when="" if at_hospital else times_words(sorted(times), formats),
        is_at_hospital=at_hospital,
        dates=tuple(sorted({one.day for one in entries})),
        held=tuple(sorted({one.day for one in entries if one.is_held})),
    )


def _strip(cycle: Cycle, regimen: Regimen | None, first: date, last: date) -> tuple[StripDay, ...]:
    labs = regimen.lab_days if regimen else ()
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        where = cycle.place_of(day)
        shown = None if where.is_paused else where.day
        days.append(StripDay(day=day, number=shown, is_lab=shown is not None and shown in labs))
    return tuple(days)


def _on_paper(cycle: Cycle, regimen: Regimen | None) -> CycleOnPaper:
    ends = cycle.ends_before()
    return CycleOnPaper(
        number=cycle.number,
        first=cycle.first_on,
        days=cycle.days,
        last=ends - _ONE_DAY if ends else None,
        is_block=bool(regimen and regimen.first_is_block and cycle.number == 1),
    )


def _delays(cycle: Cycle) -> tuple[DelayOnPaper, ...]:
    return tuple(
        DelayOnPaper(
            first=one.first,
            days=one.days,
            reason=listing.safe(one.reason.strip().rstrip(".")),
            told_by=one.told_by,
        )
        for one in cycle.pauses
    )


def _sources(template: RegimenTemplate | None) -> tuple[str, ...]:
    """Return the titles of what the template cites, each once."""
    if template is None:
        return ()
    known = catalogue.sources()
    titles = (known.get(cited.source_id) for cited in template.sources)
    return tuple(
        dict.fromkeys(f"{one.title} ({one.publisher})" for one in titles if one is not None)
    )
