"""Symptoms and side effects: what was noticed, what is open, and what the team said about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.medications import Medication
from caregiver.domain.people import ClinicRule, RuleLevel
from caregiver.domain.records import Problem
from caregiver.domain.symptoms import TEMPERATURE_UNITS, SymptomReport, celsius
from caregiver.errors import InvalidRecord
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader

# A problem nobody wrote about for this long is no longer shown as open.
OPEN_FOR_DAYS = 28
_URGENCY = {level: place for place, level in enumerate(RuleLevel)}


class SymptomMark(NamedTuple):
    """What was noted on one day: the worst severity, the last measured value, all reports."""

    severity: int | None
    reports: tuple[SymptomReport, ...]

    @property
    def measured(self) -> SymptomReport | None:
        """Return the last report of the day with a measured value."""
        return next((one for one in reversed(self.reports) if one.value is not None), None)


@dataclass(frozen=True, slots=True)
class SymptomRow:
    """One symptom over some days; `marks` has one entry a day, None where nothing was noted."""

    key: str
    name: str
    is_open: bool
    began_on: date | None
    last: SymptomReport
    marks: tuple[SymptomMark | None, ...]
    is_temperature: bool = False


class DoseMark(NamedTuple):
    """A myeloma medicine given on some days of the grid: one yes or no a day.

    `place` is its place by name among those in use, then the others: it decides its shape.
    """

    medication_id: str
    name: str
    days: tuple[bool, ...]
    place: int = 0


@dataclass(frozen=True, slots=True)
class SymptomGrid:
    """The last days as rows: open problems first, then settled ones, then the temperature."""

    days: tuple[date, ...]
    rows: tuple[SymptomRow, ...]
    doses: tuple[DoseMark, ...]


class OpenProblem(NamedTuple):
    """A problem that goes on: its newest report, since when, and the team's instructions."""

    report: SymptomReport
    began_on: date
    rules: tuple[ClinicRule, ...]


class Logged(NamedTuple):
    """A saved report and the team's instructions it meets, most urgent first."""

    report: SymptomReport
    rules: tuple[ClinicRule, ...]


class SymptomsService:
    """Reading and logging symptoms."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def grid(self, days: int = 14, last: date | None = None) -> SymptomGrid:
        """Return the `days` up to and including `last` (default today)."""
        end = last or self._clock.today()
        shown = tuple(end - timedelta(days=back) for back in range(days - 1, -1, -1))
        with self._file.read() as reader:
            reports = _reports(reader, end - timedelta(days=OPEN_FOR_DAYS + days), end)
            doses = _dose_marks(reader, shown)
        rows = [
            _row(key, group, shown, is_temperature=key == "temperature")
            for key, group in _grouped(reports).items()
        ]
        kept = [row for row in rows if row.is_open or any(row.marks)]
        kept.sort(key=lambda row: (row.is_temperature, not row.is_open, -_worst(row), row.name))
        return SymptomGrid(shown, tuple(kept), doses)

    def between(self, first: date, last: date, key: str = "") -> tuple[SymptomReport, ...]:
        """Return the reports of the local days `first` to `last` inclusive, oldest first."""
        with self._file.read() as reader:
            found = _reports(reader, first, last)
        return tuple(one for one in found if not key or one.key == key)

    def get(self, id: str) -> SymptomReport | None:
        """Return one report."""
        with self._file.read() as reader:
            return reader.get(SymptomReport, id)

    def open_problems(self, day: date | None = None) -> tuple[OpenProblem, ...]:
        """Return the problems that go on at `day` (default today), worst first."""
        with self._file.read() as reader:
            return open_problems(reader, day or self._clock.today())

    def recent_names(self, limit: int = 8) -> tuple[tuple[str, str], ...]:
        """Return catalogue id (or empty) and name of the symptoms noted last, newest first."""
        with self._file.read() as reader:
            newest = reader.newest(SymptomReport, "day", "9999-12-31", 200)
        names = {one.key: (one.symptom, one.name) for one in reversed(newest)}
        order = dict.fromkeys(one.key for one in newest)
        return tuple(names[key] for key in list(order)[:limit])

    def rules_met(self, report: SymptomReport) -> tuple[ClinicRule, ...]:
        """Return the team's instructions that `report` meets, most urgent first."""
        with self._file.read() as reader:
            rules = _rules_in_force(reader)
        return tuple(rule for rule in rules if _is_met(rule, report))

    def instruction_is_missing(self, report: SymptomReport) -> bool:
        """Say whether a temperature was taken and the team's word about fever is not noted."""
        if report.value is None or report.unit not in TEMPERATURE_UNITS:
            return False
        with self._file.read() as reader:
            rules = _rules_in_force(reader)
        return not any(rule.unit in TEMPERATURE_UNITS or _is_about(rule, report) for rule in rules)

    # Changing

    def log(self, report: SymptomReport) -> Logged:
        """Save a new report and return the team's instructions it meets."""
        saved = self._save(report, texts.LOG_SYMPTOM)
        return Logged(saved, self.rules_met(saved))

    def save(self, report: SymptomReport) -> SymptomReport:
        """Save a corrected report."""
        return self._save(report, texts.SAVE_SYMPTOM)

    def daily_check(self, reports: Iterable[SymptomReport]) -> tuple[SymptomReport, ...]:
        """Save the answers of one daily check as one change."""
        checked = [self._checked(one) for one in reports]
        with self._file.change(texts.DAILY_CHECK) as work:
            return tuple(work.save(one) for one in checked)

    def end(self, report: SymptomReport, on: date) -> SymptomReport:
        """Say that the problem of `report` ended on a day."""
        return self._save(replace(report, ended_on=on), texts.END_SYMPTOM)

    def delete(self, report: SymptomReport) -> None:
        """Remove one report."""
        with self._file.change(texts.DELETE_SYMPTOM) as work:
            work.delete(report)

    def _save(self, report: SymptomReport, label: str) -> SymptomReport:
        checked = self._checked(report)
        with self._file.change(label) as work:
            return work.save(checked)

    def _checked(self, report: SymptomReport) -> SymptomReport:
        if report.day > self._clock.today():
            raise InvalidRecord(report.kind, (Problem("day", "in_future"),))
        if report.observed_at is None:
            return replace(report, observed_at=self._clock.now())
        return report


def open_problems(reader: Reader, day: date) -> tuple[OpenProblem, ...]:
    """Return the problems that go on at `day`, worst first."""
    reports = _reports(reader, day - timedelta(days=OPEN_FOR_DAYS), day)
    rules = _rules_in_force(reader)
    found = []
    for group in _grouped(reports).values():
        last = group[-1]
        if last.is_ongoing:
            matching = tuple(rule for rule in rules if _is_about(rule, last))
            found.append(OpenProblem(last, _began_on(group), matching))
    return tuple(sorted(found, key=lambda one: -(one.report.severity or 0)))


def _reports(reader: Reader, first: date, last: date) -> list[SymptomReport]:
    found = reader.between(SymptomReport, "day", first.isoformat(), last.isoformat())
    return sorted(found, key=lambda one: (one.day, one.observed_at is not None, one.observed_at))


def _grouped(reports: Sequence[SymptomReport]) -> dict[str, list[SymptomReport]]:
    """Group by symptom; a measured temperature also has a row of its own."""
    groups: dict[str, list[SymptomReport]] = {}
    for one in reports:
        if one.severity is not None:
            groups.setdefault(one.key, []).append(one)
        if one.value is not None and one.unit in TEMPERATURE_UNITS:
            groups.setdefault("temperature", []).append(one)
    return groups


def _row(
    key: str, group: list[SymptomReport], days: tuple[date, ...], *, is_temperature: bool
) -> SymptomRow:
    by_day: dict[date, list[SymptomReport]] = {}
    for one in group:
        by_day.setdefault(one.day, []).append(one)
    last = group[-1]
    return SymptomRow(
        key,
        last.name,
        last.is_ongoing and not is_temperature,
        _began_on(group) if last.is_ongoing else None,
        last,
        tuple(_mark(by_day[day]) if day in by_day else None for day in days),
        is_temperature,
    )


def _mark(reports: list[SymptomReport]) -> SymptomMark:
    graded = [one.severity for one in reports if one.severity is not None]
    return SymptomMark(max(graded, default=None), tuple(reports))


def _worst(row: SymptomRow) -> int:
    return max((mark.severity or 0 for mark in row.marks if mark), default=0)


def _began_on(group: Sequence[SymptomReport]) -> date:
    """Return when the present run of a problem began: as noted, else its first day above none."""
    began = group[-1].began_on or group[-1].day
    for one in reversed(group):
        if not one.severity:
            break
        began = min(began, one.began_on or one.day)
    return began


def _dose_marks(reader: Reader, days: tuple[date, ...]) -> tuple[DoseMark, ...]:
    treating = reader.where(Medication, "name", treats_myeloma=1)
    treating.sort(key=lambda one: not one.is_current(days[-1]))
    doses = reader.between(Dose, "day", days[0].isoformat(), days[-1].isoformat())
    given = {
        (dose.medication_id, dose.day)
        for dose in doses
        if dose.status in {DoseStatus.TAKEN, DoseStatus.LATE}
    }
    marks = (
        DoseMark(one.id, one.name, tuple((one.id, day) in given for day in days), place)
        for place, one in enumerate(treating)
    )
    return tuple(sorted((one for one in marks if any(one.days)), key=lambda one: -sum(one.days)))


def _rules_in_force(reader: Reader) -> list[ClinicRule]:
    found = [one for one in reader.all(ClinicRule) if one.withdrawn_on is None]
    return sorted(found, key=lambda one: (_URGENCY[one.level], one.id))


def _is_about(rule: ClinicRule, report: SymptomReport) -> bool:
    wanted = rule.symptom.casefold()
    return bool(wanted) and wanted in {report.key, report.name.casefold()}


def _is_met(rule: ClinicRule, report: SymptomReport) -> bool:
    """Say whether a report meets an instruction; the limit is the number the team gave."""
    is_temperature = report.value is not None and report.unit in TEMPERATURE_UNITS
    about_fever = rule.unit in TEMPERATURE_UNITS and is_temperature
    if not (_is_about(rule, report) or about_fever):
        return False
    if rule.at_least is None:
        return bool(report.severity) or report.value is not None
    if report.value is None or (rule.unit in TEMPERATURE_UNITS) != is_temperature:
        return False
    if is_temperature:
        return celsius(report.value, report.unit) >= celsius(rule.at_least, rule.unit)
    return report.unit == rule.unit and report.value >= rule.at_least
