"""The tables of the CSV export: everything about medicines, in columns a person can read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Generic, TypeVar

from caregiver.domain.holds import Hold
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication, Schedule, cycle_days_text
from caregiver.domain.quantities import NO_BREAK_SPACE, safe_dose_text
from caregiver.domain.records import Record
from caregiver.domain.regimens import Regimen
from caregiver.domain.supply import SupplyEntry
from caregiver.domain.therapy import Cycle, Pause, TherapyLine
from caregiver.exchange.csv_tables import CsvColumn, CsvTable, Value
from caregiver.storage.reading import Reader

TITLE = "Caregiver Organizer: medicines"
VERSION = 1
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
R = TypeVar("R")
_Column = tuple[str, str, Callable[[R], Value]]


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of what records point at, by id."""

    medicines: dict[str, str]
    regimens: dict[str, str]
    lines: dict[str, str]


class _Maker(Generic[R]):
    """A table being made of records: a name, a meaning and a value for each column."""

    def __init__(self, name: str, about: str, columns: Sequence[_Column[R]]) -> None:
        self._name = name
        self._about = about
        self._columns = columns

    def table(self, records: Iterable[R]) -> CsvTable:
        """Return the table with a row for each record."""
        return CsvTable(
            self._name,
            self._about,
            tuple(CsvColumn(name, about) for name, about, _ in self._columns),
            [tuple(value(one) for _, _, value in self._columns) for one in records],
        )


def medicine_tables(reader: Reader, keeps: Callable[[Record], bool]) -> tuple[CsvTable, ...]:
    """Return the tables about medicines, with the records that `keeps` lets through."""
    names = _Names(
        {one.id: one.name for one in reader.all(Medication)},
        {one.id: one.name for one in reader.all(Regimen)},
        {one.id: one.name for one in reader.all(TherapyLine)},
    )
    cycles = [one for one in reader.all(Cycle, "first_on") if keeps(one)]
    pauses = [(cycle, pause) for cycle in cycles for pause in cycle.pauses]
    return (
        _medicines().table(one for one in reader.all(Medication, "name") if keeps(one)),
        _schedules(names).table(one for one in reader.all(Schedule, "first_on") if keeps(one)),
        _regimens(names).table(one for one in reader.all(Regimen, "started_on") if keeps(one)),
        _cycles(names).table(cycles),
        _pauses().table(pauses),
        _holds(names).table(one for one in reader.all(Hold, "first_on") if keeps(one)),
        _supply(names).table(one for one in reader.all(SupplyEntry, "noted_at") if keeps(one)),
        _talks(names).table(one for one in reader.all(MedicationTalk, "day") if keeps(one)),
    )


def _medicines() -> _Maker[Medication]:
    return _Maker(
        "medicines",
        "what is prescribed or taken",
        (
            ("id", "number of the record", lambda one: one.id),
            ("name", "generic name", lambda one: one.name),
            ("brand", "brand name", lambda one: one.brand),
            ("strength", "as on the box", lambda one: _safe(one.strength)),
            ("form", "tablet, capsule and so on", lambda one: one.form),
            ("route", "how it gets into the body", lambda one: one.route),
            ("kind", "prescription, over_the_counter, supplement, herbal",
             lambda one: one.sort.value),
            ("given_at", "home or hospital", lambda one: one.place.value),
            ("treats_myeloma", "yes or no", lambda one: one.treats_myeloma),
            ("used_for", "what for", lambda one: one.reason),
            ("how_to_take", "with food, water and so on", lambda one: _safe(one.instructions)),
            ("avoid", "what to avoid with it", lambda one: _safe(one.avoid)),
            ("missed_dose", "what to do about a missed dose", lambda one: _safe(one.missed_dose)),
            ("missed_dose_source", "who or what says so", lambda one: one.missed_dose_source),
            ("looks_like", "appearance", lambda one: one.looks_like),
            ("prescriber", "who prescribed it", lambda one: one.prescriber),
            ("said_by", "who said to take it", lambda one: one.told_by),
            ("pharmacy", "where it comes from", lambda one: one.pharmacy),
            ("started_on", "first day", lambda one: one.started_on),
            ("stopped_on", "first day without it", lambda one: one.stopped_on),
            ("stop_reason", "why it was stopped", lambda one: one.stop_reason),
            ("stop_said_by", "who said to stop", lambda one: one.stop_told_by),
            ("pack_size", "units in a pack", lambda one: one.pack_size),
            ("delivery_days", "days the pharmacy needs", lambda one: one.delivery_days),
            ("refill_steps", "what must be done before each cycle, between semicolons",
             lambda one: "; ".join(one.refill_steps)),
            ("note", "note", lambda one: one.note),
        ),
    )  # fmt: skip


def _schedules(names: _Names) -> _Maker[Schedule]:
    return _Maker(
        "schedules",
        "when and how much; a change of dose is a new row",
        (
            ("id", "number of the record", lambda one: one.id),
            ("medicine_id", "row in medicines", lambda one: one.medication_id),
            ("medicine", "its name", lambda one: names.medicines.get(one.medication_id)),
            ("amount", "how many each time", lambda one: one.amount),
            ("unit", "of the amount", lambda one: _safe(one.unit)),
            ("dose_text", "the dose in words", lambda one: _safe(one.dose_text)),
            ("strength", "where it was another one then", lambda one: _safe(one.strength)),
            ("when_needed", "yes: only when needed", lambda one: one.as_needed),
            ("times", "of the day, between spaces", lambda one: _times(one.times)),
            ("window_minutes", "may be taken so long after", lambda one: one.window_minutes),
            ("weekdays", "only these", lambda one: " ".join(_WEEKDAYS[at] for at in one.weekdays)),
            ("every_days", "every so many days from first_on", lambda one: one.every_days),
            ("month_days", "days of the month", lambda one: _numbers(one.month_days)),
            ("regimen_id", "row in regimens", lambda one: one.regimen_id),
            ("regimen", "its name", lambda one: names.regimens.get(one.regimen_id or "")),
            ("cycle_days", "days of the cycle", lambda one: cycle_days_text(one.cycle_days)),
            ("cycles_from", "first cycle", lambda one: one.cycles_from),
            ("cycles_to", "last cycle", lambda one: one.cycles_to),
            ("after_medicine_id", "follows its doses", lambda one: one.after_medication_id),
            ("after_medicine", "its name",
             lambda one: names.medicines.get(one.after_medication_id or "")),
            ("after_minutes", "so long after, below 0 before", lambda one: one.after_minutes),
            ("most_per_day", "most in 24 hours", lambda one: one.most_per_day),
            ("least_gap_hours", "least hours apart", lambda one: one.least_gap_hours),
            ("first_on", "first day", lambda one: one.first_on),
            ("last_on", "last day", lambda one: one.last_on),
            ("reason", "why the dose changed", lambda one: one.change_reason),
            ("said_by", "who said so", lambda one: one.told_by),
        ),
    )  # fmt: skip


def _regimens(names: _Names) -> _Maker[Regimen]:
    return _Maker(
        "regimens",
        "treatment plans with a shared cycle",
        (
            ("id", "number of the record", lambda one: one.id),
            ("name", "name of the plan", lambda one: one.name),
            ("line", "line of therapy", lambda one: names.lines.get(one.therapy_line_id or "")),
            ("template", "list entry it was made from", lambda one: one.template),
            ("lengths_from_cycle", "first cycles of each length, between spaces",
             lambda one: _numbers(one.length_from)),
            ("lengths_in_days", "days of a cycle from there on, between spaces",
             lambda one: _numbers(one.lengths)),
            ("last_cycle", "number of the last planned cycle", lambda one: one.last_cycle),
            ("first_day", "number of the first day; below 1: counted from an infusion",
             lambda one: one.first_day),
            ("first_is_step_up", "yes: cycle 1 is a step-up block", lambda one: one.first_is_block),
            ("lab_days", "days of the cycle with a blood test", lambda one: _numbers(one.lab_days)),
            ("started_on", "first day", lambda one: one.started_on),
            ("stopped_on", "first day without it", lambda one: one.stopped_on),
            ("stop_reason", "why it was stopped", lambda one: one.stop_reason),
            ("compared_on", "compared with the prescription", lambda one: one.confirmed_on),
            ("said_by", "who told the plan", lambda one: one.told_by),
            ("note", "note", lambda one: one.note),
        ),
    )  # fmt: skip


def _cycles(names: _Names) -> _Maker[Cycle]:
    return _Maker(
        "cycles",
        "cycles that were noted; those still to come follow by the plan",
        (
            ("id", "number of the record", lambda one: one.id),
            ("regimen_id", "row in regimens", lambda one: one.regimen_id),
            ("regimen", "its name", lambda one: names.regimens.get(one.regimen_id or "")),
            ("line", "line of therapy", lambda one: names.lines.get(one.therapy_line_id or "")),
            ("number", "number of the cycle", lambda one: one.number),
            ("first_on", "date of its first day", lambda one: one.first_on),
            ("days", "planned days", lambda one: one.days),
            ("first_day", "number of its first day", lambda one: one.first_day),
        ),
    )


def _pauses() -> _Maker[tuple[Cycle, Pause]]:
    return _Maker(
        "pauses",
        "delays and pauses of a cycle",
        (
            ("cycle_id", "row in cycles", lambda one: one[0].id),
            ("cycle", "its number", lambda one: one[0].number),
            ("first_on", "first day that does not count", lambda one: one[1].first),
            ("days", "how many; empty: no end known", lambda one: one[1].days),
            ("reason", "why", lambda one: one[1].reason),
            ("said_by", "who said so", lambda one: one[1].told_by),
        ),
    )


def _holds(names: _Names) -> _Maker[Hold]:
    return _Maker(
        "holds",
        "medicines held by the clinic",
        (
            ("id", "number of the record", lambda one: one.id),
            ("medicine_id", "row in medicines", lambda one: one.medication_id),
            ("medicine", "its name", lambda one: names.medicines.get(one.medication_id)),
            ("first_on", "first day on hold", lambda one: one.first_on),
            ("last_on", "last day on hold; empty: no end known", lambda one: one.last_on),
            ("reason", "why", lambda one: one.reason),
            ("said_by", "who said so", lambda one: one.told_by),
        ),
    )


def _supply(names: _Names) -> _Maker[SupplyEntry]:
    return _Maker(
        "supply",
        "what is at home: counted, received, removed",
        (
            ("id", "number of the record", lambda one: one.id),
            ("medicine_id", "row in medicines", lambda one: one.medication_id),
            ("medicine", "its name", lambda one: names.medicines.get(one.medication_id)),
            ("what", "counted (that is all), received or removed", lambda one: one.sort.value),
            ("amount", "how many", lambda one: one.amount),
            ("unit", "of the amount", lambda one: _safe(one.unit)),
            ("noted_at", "instant, UTC", lambda one: one.noted_at),
            ("expires_on", "use before", lambda one: one.expires_on),
            ("note", "note", lambda one: one.note),
        ),
    )


def _talks(names: _Names) -> _Maker[MedicationTalk]:
    return _Maker(
        "talks",
        "what was said about a medicine",
        (
            ("id", "number of the record", lambda one: one.id),
            ("medicine_id", "row in medicines", lambda one: one.medication_id),
            ("medicine", "its name", lambda one: names.medicines.get(one.medication_id)),
            ("day", "when", lambda one: one.day),
            ("who", "with whom", lambda one: one.who),
            ("about", "the other medicine or food", lambda one: one.other),
            ("rule", "number of the rule it was about", lambda one: one.rule),
            ("answer", "what they said; empty: they were told", lambda one: one.answer),
        ),
    )


def _times(times: Sequence[time]) -> str:
    return " ".join(at.strftime("%H:%M") for at in sorted(times))


def _numbers(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))


def _safe(text: str) -> str:
    return safe_dose_text(text).text.replace(NO_BREAK_SPACE, " ")
