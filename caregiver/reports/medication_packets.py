"""What the papers about medicines are made of: fridge list, week grid, changes, regimen card.

Days and times are local wall-clock ones of the person. Amounts are in their safe form already.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from caregiver.reports.list_packets import MedicineGroup
from caregiver.reports.packets import Allergies, ContactOnPaper, PaperHead


class DayPart(StrEnum):
    """The four columns of a day (AHRQ, pill card), and doses for no time of the day."""

    MORNING = "morning"
    NOON = "noon"
    EVENING = "evening"
    NIGHT = "night"
    ANY = "any"


def day_part(at: time | None) -> DayPart:
    """Return the column that a time of day belongs to."""
    if at is None:
        return DayPart.ANY
    if at.hour < 5 or at.hour >= 21:
        return DayPart.NIGHT
    if at.hour < 11:
        return DayPart.MORNING
    return DayPart.NOON if at.hour < 16 else DayPart.EVENING


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePlace:
    """Where a day stands: cycle, day of it, its length. `is_zero`: days count from an infusion."""

    cycle: int
    day: int
    days: int
    is_paused: bool = False
    is_zero: bool = False
    is_block: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FridgeDose:
    """One dose of a day; no `at`: at any time of the day."""

    at: time | None
    amount: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FridgeRow:
    """A medicine as it is taken on `dates` of the sheet. `is_held`: not on these, the clinic said.

    One medicine has several rows where its doses differ from day to day.
    """

    name: str
    group: MedicineGroup
    dates: tuple[date, ...]
    strength: str = ""
    doses: tuple[FridgeDose, ...] = ()
    note: str = ""
    is_held: bool = False
    held_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededRow:
    """A medicine only for when it is needed, with its limits in words.

    `notes` are for each day of a grid what is known already.
    """

    name: str
    dose: str = ""
    used_for: str = ""
    limits: str = ""
    notes: tuple[str, ...] = ()
    is_held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FridgePacket:
    """What is taken at home from `first` to `last` inclusive, to hang up.

    `untimed` are medicines in use that have no dose in these days.
    """

    head: PaperHead
    first: date
    last: date
    place: CyclePlace | None = None
    allergies: Allergies = field(default_factory=Allergies)
    rows: tuple[FridgeRow, ...] = ()
    needed: tuple[NeededRow, ...] = ()
    untimed: tuple[NeededRow, ...] = ()
    call: ContactOnPaper | None = None


class GridMark(StrEnum):
    """What the week grid shows for a dose."""

    DUE = "due"
    TAKEN = "taken"
    NOT_TAKEN = "not taken"
    HELD = "held"
    AT_HOSPITAL = "hospital"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridDose:
    """One dose of a day in the grid."""

    at: time | None
    mark: GridMark


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A medicine and one dose of it: for each day of the week the doses, none where it has none."""

    name: str
    group: MedicineGroup
    dose: str = ""
    days: tuple[tuple[GridDose, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GridDay:
    """One day of the grid."""

    day: date
    place: CyclePlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GridWeek:
    """Seven days with their doses."""

    days: tuple[GridDay, ...]
    rows: tuple[GridRow, ...] = ()
    needed: tuple[NeededRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekGridPacket:
    """Weeks to tick, each on a page of its own; `call` is the team's number at their foot."""

    head: PaperHead
    weeks: tuple[GridWeek, ...]
    call: ContactOnPaper | None = None


class ChangeKind(StrEnum):
    """What happened to a medicine on a day; planned: the plan itself has another pattern."""

    STARTED = "started"
    CHANGED = "changed"
    PLANNED = "planned"
    HELD = "held"
    GOES_ON = "goes_on"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change: how it was taken before and from then on, why, and who said so."""

    day: date
    name: str
    kind: ChangeKind
    before: str = ""
    after: str = ""
    reason: str = ""
    told_by: str = ""
    prescribed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPacket:
    """What changed from `first` (None: as long as noted) to `last`, the newest first.

    `medicine` is the name of the only one it is about, if it is about one.
    """

    head: PaperHead
    last: date
    first: date | None = None
    medicine: str = ""
    changes: tuple[ChangeRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StripDay:
    """One date of a cycle; no `number` while the treatment is paused."""

    day: date
    number: int | None
    is_lab: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRow:
    """A medicine of a regimen with the dates of this cycle on which it is planned.

    `held` are those of them on which the clinic holds it.
    """

    name: str
    dose: str = ""
    when: str = ""
    is_at_hospital: bool = False
    dates: tuple[date, ...] = ()
    held: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayOnPaper:
    """A pause of the cycle; no `days`: the clinic has not said yet when it goes on."""

    first: date
    days: int | None
    reason: str = ""
    told_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleOnPaper:
    """A cycle by its number and dates; no `last` behind a pause without an end."""

    number: int
    first: date
    days: int
    last: date | None = None
    is_block: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimenCardPacket:
    """One cycle of a treatment plan. `place` is where the day `on` stands in it, if it does.

    `is_unchecked`: made from a template that nobody has compared with its sources yet.
    """

    head: PaperHead
    on: date
    name: str = ""
    line: str = ""
    cycle: CycleOnPaper | None = None
    place: CyclePlace | None = None
    counts_from_zero: bool = False
    strip: tuple[StripDay, ...] = ()
    rows: tuple[StripRow, ...] = ()
    delays: tuple[DelayOnPaper, ...] = ()
    next_cycle: CycleOnPaper | None = None
    confirmed_on: date | None = None
    told_by: str = ""
    stopped_on: date | None = None
    stop_reason: str = ""
    is_unchecked: bool = False
    sources: tuple[str, ...] = ()
    note: str = ""
