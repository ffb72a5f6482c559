"""What happened to the medicines in some days: started, changed, stopped, doses not taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from caregiver.clock import Clock
from caregiver.domain.dose_counts import DoseCounts, count_doses
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.holds import Hold
from caregiver.domain.medications import Medication, Schedule
from caregiver.services import paper_words as words
from caregiver.storage import doses as dose_rows
from caregiver.storage.reading import Reader


class MedicineFact(Enum):
    """What happened to a medicine."""

    NEW = "new"
    CHANGED = "changed"
    STOPPED = "stopped"
    HELD = "held"
    DOSES = "doses"


@dataclass(frozen=True, slots=True)
class MedicineLine:
    """One fact about one medicine: when, the reason or old dose in words, the doses in words.

    `until` is the last day of a hold, None until the clinic says that it goes on.
    """

    key: str
    fact: MedicineFact
    medication: Medication
    on: date | None = None
    text: str = ""
    until: date | None = None


def medicine_lines(
    reader: Reader, clock: Clock, since: date, until: date
) -> tuple[MedicineLine, ...]:
    """Return what was started, changed and stopped, and doses that were not taken."""
    plan = dose_rows.plan(reader, since.isoformat(), until.isoformat())
    doses = dose_rows.recorded(reader, since.isoformat(), until.isoformat())
    entries = plan.beside(doses, since, until)
    schedules = by_medication(reader.all(Schedule, "first_on"))
    lines: list[MedicineLine] = []
    for one in plan.medications.values():
        own = schedules.get(one.id, [])
        lines.extend(_story(one, own, since, until))
        lines.extend(_held(one, hold) for hold in plan.holds.get(one.id, ()))
        counts = dose_counts(entries, one, clock)
        if counts.missed + counts.skipped + counts.held or _is_patchy(counts):
            text = doses_in_words(counts)
            lines.append(MedicineLine(f"doses:{one.id}", MedicineFact.DOSES, one, None, text))
    order = list(MedicineFact)
    return tuple(
        sorted(
            lines,
            key=lambda one: (
                order.index(one.fact),
                not one.medication.treats_myeloma,
                one.medication.name.casefold(),
            ),
        )
    )


def by_medication(schedules: Iterable[Schedule]) -> dict[str, list[Schedule]]:
    """Group schedules by their medicine, keeping their order."""
    found: dict[str, list[Schedule]] = {}
    for one in schedules:
        found.setdefault(one.medication_id, []).append(one)
    return found


def _story(
    medication: Medication, schedules: Sequence[Schedule], since: date, until: date
) -> list[MedicineLine]:
    lines = []
    started = medication.started_on
    is_new = started is not None and since <= started <= until
    if is_new:
        reason = medication.reason
        lines.append(MedicineLine(f"new:{medication.id}", MedicineFact.NEW, medication, started,
                                  reason))  # fmt: skip
    change = changed_schedule(schedules, since, until)
    if change is not None and not is_new:
        lines.append(MedicineLine(f"changed:{medication.id}", MedicineFact.CHANGED, medication,
                                  change.first_on, change.change_reason))  # fmt: skip
    stopped = medication.stopped_on
    if stopped is not None and since <= stopped <= until:
        lines.append(MedicineLine(f"stopped:{medication.id}", MedicineFact.STOPPED, medication,
                                  stopped, medication.stop_reason))  # fmt: skip
    return lines


def _held(medication: Medication, hold: Hold) -> MedicineLine:
    """Return the line of a hold: the reason and who said so."""
    text = f"{hold.reason} ({hold.told_by})" if hold.told_by else hold.reason
    return MedicineLine(
        f"held:{hold.id}", MedicineFact.HELD, medication, hold.first_on, text.strip(), hold.last_on
    )


def changed_schedule(schedules: Sequence[Schedule], since: date, until: date) -> Schedule | None:
    """Return the newest schedule that replaced an earlier one in these days, or None."""
    begun = [one for one in schedules if one.first_on and since <= one.first_on <= until]
    if not begun:
        return None
    newest = max(begun, key=lambda one: one.first_on or date.min)
    earlier = [one for one in schedules if one.last_on and newest.first_on
               and one.last_on < newest.first_on]  # fmt: skip
    return newest if earlier else None


def dose_counts(entries: Iterable[DoseEntry], medication: Medication, clock: Clock) -> DoseCounts:
    """Count the planned doses of one medicine whose time has passed, by what became of them."""
    mine = (one for one in entries if one.medication.id == medication.id)
    return count_doses(mine, clock.now(), clock.zone(), planned_only=True)


def _is_patchy(counts: DoseCounts) -> bool:
    """Say whether some doses were recorded and some were not."""
    return 0 < counts.not_recorded < counts.asked


def doses_in_words(counts: DoseCounts) -> str:
    """Return what became of the planned doses: facts, no shares and no judgement."""
    planned = counts.planned
    if not planned:
        return ""
    if counts.not_recorded == planned:
        return words.NOT_RECORDED
    parts = []
    not_taken = counts.missed + counts.skipped
    if not_taken:
        parts.append(words.NOT_TAKEN.format(count=not_taken, planned=planned))
    if counts.held:
        parts.append(words.HELD.format(count=counts.held))
    if counts.not_recorded:
        parts.append(words.SOME_NOT_RECORDED.format(count=counts.not_recorded))
    return ", ".join(parts) or words.ALL_TAKEN.format(planned=planned)
