"""Fill papers with medicines: as they are taken now, what was stopped, what was given last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caregiver.clock import Clock
from caregiver.domain.cycles import TreatmentCycles
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.holds import Hold, hold_on
from caregiver.domain.medications import Medication, Place, Schedule, dose_title
from caregiver.domain.patterns import NO_NAMES, PatternNames
from caregiver.domain.quantities import safe_dose_text
from caregiver.domain.regimens import Regimen
from caregiver.formats import Formats
from caregiver.reports import list_packets, packets
from caregiver.services import paper_words as words
from caregiver.services.medications import MedicationEntry, entries_at, pile_of
from caregiver.services.medicine_story import changed_schedule, dose_counts, doses_in_words
from caregiver.services.schedule_words import amount_words, how_words, in_a_sentence, when_words
from caregiver.storage import doses as dose_rows
from caregiver.storage.reading import Reader

STOPPED_SHOWN = timedelta(days=92)
_ORDER = ("myeloma", "at_hospital", "every_day", "not_every_day", "when_needed", "remedies")
_PILES = {
    "every_day": list_packets.MedicineGroup.EVERY_DAY,
    "not_every_day": list_packets.MedicineGroup.NOT_EVERY_DAY,
    "when_needed": list_packets.MedicineGroup.AS_NEEDED,
    "at_hospital": list_packets.MedicineGroup.AT_HOSPITAL,
    "remedies": list_packets.MedicineGroup.REMEDIES,
}


@dataclass(frozen=True, slots=True)
class MedicinesMoment:
    """The medicines of one day with their doses since another, from one read."""

    day: date
    since: date
    entries: tuple[MedicationEntry, ...]
    doses: tuple[DoseEntry, ...]
    last_given: dict[str, Dose]
    cycle_length: int | None
    updated_on: date | None
    cycles: TreatmentCycles
    holds: Mapping[str, Sequence[Hold]]
    names: PatternNames = NO_NAMES

    @property
    def current(self) -> tuple[MedicationEntry, ...]:
        """Return the medicines in use, myeloma treatment first, then pile by pile."""
        return in_order(one for one in self.entries if one.medication.is_current(self.day))

    def hold_of(self, medication: Medication) -> Hold | None:
        """Return what the clinic holds on the day."""
        return hold_on(self.holds.get(medication.id, ()), self.day)


def in_order(entries: Iterable[MedicationEntry]) -> tuple[MedicationEntry, ...]:
    """Return medicines as every paper lists them: by pile, treatment first, as they come."""
    return tuple(sorted(entries, key=lambda one: _ORDER.index(pile_of(one))))


def pattern_names(
    reader: Reader, entries: Iterable[MedicationEntry], cycle_length: int | None
) -> PatternNames:
    """Return the names of the medicines and regimens that schedules point at."""
    return PatternNames(
        medicines={one.medication.id: one.medication.name for one in entries},
        regimens={one.id: one for one in reader.all(Regimen)},
        cycle_length=cycle_length,
    )


def safe(text: str) -> str:
    """Return a text as it may be read aloud: no trailing zero, number and unit held together."""
    return safe_dose_text(text).text


def medicines_moment(reader: Reader, clock: Clock, since: date) -> MedicinesMoment:
    """Read what papers say about medicines, as of today."""
    today = clock.today()
    entries = tuple(entries_at(reader, today))
    plan = dose_rows.plan(reader, since.isoformat(), today.isoformat())
    doses = dose_rows.recorded(reader, since.isoformat(), today.isoformat())
    where = plan.cycles.where(today)
    stamps = [
        stamp
        for entry in entries
        for one in (entry.medication, *entry.schedules, *entry.earlier, *entry.coming)
        if (stamp := one.updated_at) is not None
    ]
    return MedicinesMoment(
        day=today,
        since=since,
        entries=entries,
        doses=plan.beside(doses, since, today, at_hospital=True),
        last_given=_last_given(reader, entries),
        cycle_length=where.days if where else None,
        updated_on=max(stamps).astimezone(clock.zone()).date() if stamps else None,
        cycles=plan.cycles,
        holds=plan.holds,
        names=pattern_names(reader, entries, where.days if where else None),
    )


def _last_given(reader: Reader, entries: Iterable[MedicationEntry]) -> dict[str, Dose]:
    """Return the last dose given of each medicine against the myeloma or given at the hospital."""
    found = {}
    for entry in entries:
        one = entry.medication
        if one.treats_myeloma or one.place is Place.HOSPITAL:
            newest = reader.where(Dose, "-day", 40, medication_id=one.id)
            given = next((dose for dose in newest if dose.status.was_taken), None)
            if given is not None:
                found[one.id] = given
    return found


def medicine_rows(
    moment: MedicinesMoment,
    clock: Clock,
    formats: Formats,
    left_out: frozenset[str] = frozenset(),
) -> tuple[packets.MedicineRow, ...]:
    """Return the medicines of the summary; remedies are told in one line below it.

    `left_out` are the keys of drafted lines the family does not want on the paper.
    """
    return tuple(
        _without(_row(entry, moment, clock, formats), entry.medication.id, left_out)
        for entry in moment.current
        if pile_of(entry) != "remedies"
    )


def _without(
    row: packets.MedicineRow, medication_id: str, left_out: frozenset[str]
) -> packets.MedicineRow:
    if f"doses:{medication_id}" in left_out:
        row = replace(row, since_last="")
    if f"{row.change.value}:{medication_id}" in left_out:
        none = packets.MedicineChange.NONE
        row = replace(row, change=none, changed_on=None, change_note="")
    return row


def _row(
    entry: MedicationEntry, moment: MedicinesMoment, clock: Clock, formats: Formats
) -> packets.MedicineRow:
    change, changed_on = medicine_change(entry, moment)
    return packets.MedicineRow(
        name=entry.medication.name,
        brand=entry.medication.brand,
        how=how_words(entry.medication, _in_phase(entry, moment), formats, None, moment.names),
        since_last=_since_last(entry, moment, clock, formats),
        change=change,
        changed_on=changed_on,
        change_note=_dose_before(entry) if change is packets.MedicineChange.CHANGED else "",
        is_treatment=entry.medication.treats_myeloma,
    )


def medicine_change(
    entry: MedicationEntry, moment: MedicinesMoment
) -> tuple[packets.MedicineChange, date | None]:
    """Return whether a medicine is on hold, new or changed since the last visit, and since when."""
    hold = moment.hold_of(entry.medication)
    held_on = hold.first_on if hold else _held_since(entry.medication, moment.doses)
    if held_on is not None:
        return packets.MedicineChange.ON_HOLD, held_on
    started = entry.medication.started_on
    if started is not None and moment.since <= started <= moment.day:
        return packets.MedicineChange.NEW, started
    schedules = (*entry.schedules, *entry.earlier, *entry.coming)
    changed = changed_schedule(schedules, moment.since, moment.day)
    if changed is not None:
        return packets.MedicineChange.CHANGED, changed.first_on
    return packets.MedicineChange.NONE, None


def _held_since(medication: Medication, doses: Sequence[DoseEntry]) -> date | None:
    """Return since when the clinic has every recorded dose on hold, None where it has not."""
    held_on = None
    for entry in reversed(doses):
        if entry.medication.id != medication.id or entry.dose is None:
            continue
        if entry.dose.status is not DoseStatus.HELD:
            break
        held_on = entry.day
    return held_on


def _dose_before(entry: MedicationEntry) -> str:
    """Return the dose before the change where it was another one."""
    if not entry.earlier or not entry.schedules:
        return ""
    before = amount_words(entry.medication, entry.earlier[0])
    now = amount_words(entry.medication, entry.schedules[0])
    return words.DOSE_WAS.format(dose=before) if before and before != now else ""


def _since_last(
    entry: MedicationEntry, moment: MedicinesMoment, clock: Clock, formats: Formats
) -> str:
    medication = entry.medication
    if medication.place is Place.HOSPITAL:
        given = moment.last_given.get(medication.id)
        return words.LAST_GIVEN.format(day=formats.month_day(given.day)) if given else ""
    if entry.is_as_needed:
        days = {
            one.day
            for one in moment.doses
            if one.medication.id == medication.id and one.dose and one.dose.status.was_taken
        }
        if not days:
            return words.NOT_USED
        if len(days) == 1:
            return words.USED_ONCE
        return words.USED_ON_DAYS.format(days=len(days))
    return doses_in_words(dose_counts(moment.doses, medication, clock))


def stopped_medicines(
    moment: MedicinesMoment, first: date, left_out: frozenset[str] = frozenset()
) -> tuple[packets.StoppedMedicine, ...]:
    """Return what was stopped from `first` until now, newest first, but for what is left out."""
    found = [
        one.medication
        for one in moment.entries
        if one.medication.stopped_on and first <= one.medication.stopped_on <= moment.day
        if f"stopped:{one.medication.id}" not in left_out
    ]
    found.sort(key=lambda one: one.stopped_on or first, reverse=True)
    return tuple(
        packets.StoppedMedicine(
            name=one.name, stopped_on=one.stopped_on, reason=in_a_sentence(one.stop_reason)
        )
        for one in found
    )


def remedies(moment: MedicinesMoment) -> tuple[str, ...]:
    """Return vitamins and remedies, each as name and dose."""
    return tuple(_short(entry) for entry in moment.current if pile_of(entry) == "remedies")


def short_lines(moment: MedicinesMoment) -> tuple[str, ...]:
    """Return each medicine in use as name and strength, treatment first; on hold is said."""
    lines = []
    for entry in moment.current:
        dose = dose_title(entry.medication, entry.shown[0] if entry.shown else None)
        line = f"{entry.medication.name} {safe_dose_text(dose).text}".strip()
        change, _ = medicine_change(entry, moment)
        is_held = change is packets.MedicineChange.ON_HOLD
        lines.append(words.ON_HOLD.format(medicine=line) if is_held else line)
    return tuple(lines)


def _short(entry: MedicationEntry) -> str:
    dose = amount_words(entry.medication, entry.shown[0] if entry.shown else None)
    return f"{entry.medication.name} {dose}".strip()


def listed_medicines(
    moment: MedicinesMoment, formats: Formats
) -> tuple[list_packets.ListedMedicine, ...]:
    """Return the medicines of the list: a line for each dose, then for each step to come."""
    return tuple(line for entry in moment.current for line in _lines(entry, moment, formats))


def _lines(
    entry: MedicationEntry, moment: MedicinesMoment, formats: Formats
) -> list[list_packets.ListedMedicine]:
    """Return the lines of one medicine; what is good to know stands with the first."""
    now = _in_phase(entry, moment)
    lines = [_listed(entry, schedule, moment, formats) for schedule in (now or (None,))]
    steps = entry.coming if entry.schedules else ()
    for step in steps:
        line = _listed(entry, step, moment, formats)
        lines.append(replace(line, begins=step.first_on))
    first, *others = lines
    return [first, *(_further(one) for one in others)]


def _further(line: list_packets.ListedMedicine) -> list_packets.ListedMedicine:
    return list_packets.ListedMedicine(
        name=line.name,
        group=line.group,
        strength=line.strength,
        how_much=line.how_much,
        when=line.when,
        at_most=line.at_most,
        begins=line.begins,
        is_further=True,
    )


def _in_phase(entry: MedicationEntry, moment: MedicinesMoment) -> tuple[Schedule, ...]:
    """Return the schedules shown, without those for cycles that are over."""
    kept = [one for one in entry.shown if not _is_over(one, moment)]
    return tuple(kept) or entry.shown


def _is_over(schedule: Schedule, moment: MedicinesMoment) -> bool:
    if schedule.cycles_to is None:
        return False
    where = moment.cycles.where(moment.day, schedule.regimen_id)
    return where is not None and where.cycle > schedule.cycles_to


def _listed(
    entry: MedicationEntry, schedule: Schedule | None, moment: MedicinesMoment, formats: Formats
) -> list_packets.ListedMedicine:
    one = entry.medication
    change, changed_on = medicine_change(entry, moment)
    hold = moment.hold_of(one)
    is_needed = schedule is not None and schedule.as_needed
    most = schedule.most_per_day if schedule else None
    return list_packets.ListedMedicine(
        name=one.name,
        group=group_of(entry),
        brand=one.brand,
        strength=safe((schedule.strength if schedule else "") or one.strength),
        how_much=safe(schedule.amount_text()) if schedule else "",
        when=_listed_when(one, schedule, moment, formats),
        at_most=str(most) if is_needed and most is not None else "",
        used_for=one.reason,
        instructions=safe(one.instructions.rstrip(". ")),
        avoid=safe(one.avoid.strip().rstrip(".")),
        missed_dose=safe(one.missed_dose.strip().rstrip(".")),
        missed_dose_source=one.missed_dose_source.strip(),
        looks_like=one.looks_like,
        since=one.started_on,
        prescribed_by=one.prescriber,
        told_by="" if one.told_by == one.prescriber else one.told_by,
        change=change,
        changed_on=changed_on,
        held_until=hold.last_on if hold else None,
        held_reason=hold.reason.strip().rstrip(".") if hold else "",
        held_told_by=hold.told_by if hold else "",
    )


def _listed_when(
    medication: Medication, schedule: Schedule | None, moment: MedicinesMoment, formats: Formats
) -> str:
    if schedule is None:
        return ""
    if schedule.as_needed:
        gap = schedule.least_gap_hours
        apart = words.HOURS_APART.format(hours=gap) if gap is not None else ""
        return ", ".join(part for part in (words.WHEN_NEEDED, apart) if part)
    at_hospital = medication.place is Place.HOSPITAL
    shown = replace(schedule, times=()) if at_hospital and schedule.is_rare else schedule
    return when_words(shown, formats, None, moment.names)


def group_of(entry: MedicationEntry) -> list_packets.MedicineGroup:
    """Return the pile on paper; treatment stands where its pattern puts it."""
    pile = pile_of(entry)
    if pile != "myeloma":
        return _PILES[pile]
    if entry.medication.place is Place.HOSPITAL:
        return list_packets.MedicineGroup.AT_HOSPITAL
    if entry.is_as_needed:
        return list_packets.MedicineGroup.AS_NEEDED
    fixed = [one for one in entry.shown if not one.as_needed]
    if any(not one.is_rare for one in fixed):
        return list_packets.MedicineGroup.EVERY_DAY
    return list_packets.MedicineGroup.NOT_EVERY_DAY
