"""Symptoms as somebody observed them, with severity in plain words 0 to 4."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import ClassVar

from caregiver.domain.records import Problem, Record, text_problems

MOST_SEVERE = 4
TEMPERATURE_UNITS = ("°C", "°F")
_PLAUSIBLE_TEMPERATURE = {"°C": (Decimal(30), Decimal(45)), "°F": (Decimal(86), Decimal(113))}


class Observer(Enum):
    """Who noticed it; both views are kept."""

    PATIENT = "patient"
    CAREGIVER = "caregiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomReport(Record):
    """One observation. `symptom` is a catalogue id, or empty for an own symptom (`name`).

    `day` is the local day, `observed_at` the UTC instant. `severity` 0 none … 4 very severe, None
    where only a value was measured. `began_on` and `ended_on` bound the whole problem; while
    `ended_on` is empty and the severity is above 0 it is ongoing. A symptom attributed to a
    medication (a side effect) names it in `suspected_id`.
    """

    kind: ClassVar[str] = "symptom_report"

    symptom: str = ""
    name: str = ""
    day: date = date(1970, 1, 1)
    observed_at: datetime | None = None
    severity: int | None = None
    value: Decimal | None = None
    unit: str = ""
    began_on: date | None = None
    ended_on: date | None = None
    observer: Observer = Observer.CAREGIVER
    place: str = ""
    effect: str = ""
    suspected_id: str | None = None
    what_we_did: str = ""
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this record from being saved."""
        found = list(text_problems(self))
        if not self.name.strip():
            found.append(Problem("name", "symptom_missing"))
        if self.severity is not None and not 0 <= self.severity <= MOST_SEVERE:
            found.append(Problem("severity", "severity_unknown"))
        if self.severity is None and self.value is None:
            found.append(Problem("severity", "severity_missing"))
        if self.value is not None:
            found.extend(self._value_problems(self.value))
        if self.began_on and self.began_on > self.day:
            found.append(Problem("began_on", "start_after_day"))
        if self.ended_on and self.began_on and self.ended_on < self.began_on:
            found.append(Problem("ended_on", "end_before_start"))
        return tuple(found)

    def _value_problems(self, value: Decimal) -> tuple[Problem, ...]:
        if not self.unit.strip():
            return (Problem("unit", "unit_missing"),)
        if self.unit not in _PLAUSIBLE_TEMPERATURE:
            return ()
        low, high = _PLAUSIBLE_TEMPERATURE[self.unit]
        if low <= value <= high:
            return ()
        other = "°F" if self.unit == "°C" else "°C"
        low, high = _PLAUSIBLE_TEMPERATURE[other]
        if low <= value <= high:
            return (Problem("unit", "did_you_mean_f" if other == "°F" else "did_you_mean_c"),)
        return (Problem("value", "temperature_unlikely"),)

    def texts(self) -> tuple[str, ...]:
        """Return the searchable texts."""
        return (self.name, self.place, self.effect, self.what_we_did, self.note)

    def when(self) -> date | None:
        """Return the local day."""
        return self.day

    @property
    def key(self) -> str:
        """Return what tells one symptom from another: the catalogue id, else the own name."""
        return self.symptom or self.name.casefold()

    @property
    def is_ongoing(self) -> bool:
        """Say whether the problem was still there at this observation."""
        return self.ended_on is None and bool(self.severity)


def celsius(value: Decimal, unit: str) -> Decimal:
    """Return a temperature in °C, exact to a tenth of a degree, for comparing with a limit."""
    if unit == "°F":
        return ((value - 32) * 5 / 9).quantize(Decimal("0.1"))
    return value
