"""Lab results: panels in, tables and trends out, units never mixed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.labs import LabResult, Trend, is_tenfold_jump, trends
from caregiver.domain.records import Problem
from caregiver.errors import InvalidRecord
from caregiver.storage import labs as rows
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader

TREND_POINTS = 12
# The order clinics read a myeloma panel in: marker, light chains, blood counts, kidney, bone.
USUAL_ORDER = (
    "m_protein_serum",
    "flc_kappa",
    "flc_lambda",
    "flc_ratio",
    "hemoglobin",
    "anc",
    "wbc",
    "platelets",
    "creatinine",
    "egfr",
    "calcium",
    "calcium_corrected",
)
_PLACE = {test: place for place, test in enumerate(USUAL_ORDER)}


class UsedTest(NamedTuple):
    """A test that has results: catalogue id (or empty), name, unit, last day."""

    test: str
    name: str
    unit: str
    last_on: date


@dataclass(frozen=True, slots=True)
class LabRow:
    """One test in one unit: a result or None per shown day, and the last points for its trend."""

    test: str
    name: str
    unit: str
    cells: tuple[LabResult | None, ...]
    points: tuple[LabResult, ...]

    @property
    def last(self) -> LabResult:
        """Return the newest result."""
        return self.points[-1]


@dataclass(frozen=True, slots=True)
class LabTable:
    """Tests by days, newest day last."""

    days: tuple[date, ...]
    rows: tuple[LabRow, ...]


class ResultWarning(NamedTuple):
    """Something to look at before saving: a code of texts.py and the result it compares with."""

    code: str
    earlier: LabResult


class LabsService:
    """Reading and saving lab results."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def tests_used(self) -> tuple[UsedTest, ...]:
        """Return the tests that have results, in the order clinics read them."""
        with self._file.read() as reader:
            newest = _newest_per_series(reader)
        found = [UsedTest(one.test, one.name, one.unit, one.taken_on) for one in newest]
        return tuple(sorted(found, key=lambda one: (_place(one.test), one.name, one.unit)))

    def results(
        self, test: str = "", first: date = date.min, last: date = date.max
    ) -> tuple[LabResult, ...]:
        """Return results of the days `first` to `last` inclusive, oldest first; of one test or all.

        `test` is a catalogue id or, for an own test, its name.
        """
        wanted = test.casefold()
        days = (first.isoformat(), last.isoformat())
        with self._file.read() as reader:
            if test:
                found = rows.of_test(reader, wanted, *days)
            else:
                found = reader.between(LabResult, "taken_on", *days)
        return tuple(one for one in found if not test or wanted in {one.test, one.name.casefold()})

    def get(self, id: str) -> LabResult | None:
        """Return one result."""
        with self._file.read() as reader:
            return reader.get(LabResult, id)

    def table(self, tests: Sequence[str] = (), dates: int = 4) -> LabTable:
        """Return the last `dates` days with results; `tests` are catalogue ids, none = all."""
        with self._file.read() as reader:
            return lab_table(reader, tests, dates)

    def trends(self, test: str) -> tuple[Trend, ...]:
        """Return the series of one test, never joining units or laboratories."""
        return trends(self.results(test))

    def last_panel(self) -> tuple[LabResult, ...]:
        """Return the results of the newest day: names, units and ranges for the next panel."""
        with self._file.read() as reader:
            newest = reader.newest(LabResult, "taken_on", "9999-12-31", 200)
        same_day = [one for one in newest if one.taken_on == newest[0].taken_on]
        return tuple(sorted(same_day, key=lambda one: (_place(one.test), one.name)))

    def warnings(self, result: LabResult) -> tuple[ResultWarning, ...]:
        """Return what to look at before saving: ten times off, another unit, already there."""
        others = [
            one
            for one in reversed(self.results(result.test or result.name))
            if one.id != result.id and one.taken_on <= result.taken_on
        ]
        same_unit = [one for one in others if one.unit == result.unit]
        found = []
        values = [one.number for one in same_unit if one.number is not None and not one.comparator]
        if result.number is not None and is_tenfold_jump(result.number, values):
            found.append(ResultWarning("tenfold", same_unit[0]))
        if others and not same_unit:
            found.append(ResultWarning("unit_differs", others[0]))
        if same_unit and same_unit[0].taken_on == result.taken_on:
            found.append(ResultWarning("same_day", same_unit[0]))
        return tuple(found)

    # Changing

    def save_panel(self, results: Iterable[LabResult]) -> tuple[LabResult, ...]:
        """Save the results of one paper as one change."""
        checked = [self._checked(one) for one in results]
        with self._file.change(texts.SAVE_RESULTS) as work:
            return tuple(work.save(one) for one in checked)

    def save(self, result: LabResult) -> LabResult:
        """Save one result."""
        checked = self._checked(result)
        with self._file.change(texts.SAVE_RESULT) as work:
            return work.save(checked)

    def delete(self, result: LabResult) -> None:
        """Remove one result."""
        with self._file.change(texts.DELETE_RESULT) as work:
            work.delete(result)

    def _checked(self, result: LabResult) -> LabResult:
        if result.taken_on > self._clock.today():
            raise InvalidRecord(result.kind, (Problem("taken_on", "in_future"),))
        return result


def lab_table(reader: Reader, tests: Sequence[str], dates: int) -> LabTable:
    """Return tests by the last `dates` days; read only as far back as the trends need."""
    newest = reader.newest(LabResult, "taken_on", "9999-12-31", 60 * TREND_POINTS)
    wanted = [one for one in newest if not tests or one.test in tests or one.name in tests]
    days = _days_to_show(wanted, dates)
    series: dict[tuple[str, str], list[LabResult]] = {}
    for one in reversed(wanted):
        series.setdefault(one.series_key, []).append(one)
    rows = [_row(group, days) for group in series.values()]
    shown = [row for row in rows if any(row.cells)]
    order = {test: place for place, test in enumerate(tests)} or _PLACE
    shown.sort(key=lambda row: (order.get(row.test, len(order)), row.name, row.unit))
    return LabTable(days, tuple(shown))


def _days_to_show(results: Sequence[LabResult], dates: int) -> tuple[date, ...]:
    """Return the newest day and the last days with a whole panel; single tests fill up the rest."""
    tests = Counter(one.taken_on for one in results)
    newest_first = sorted(tests, reverse=True)
    whole = max(tests.values(), default=0) / 2
    partial_last = sorted(
        newest_first, key=lambda day: day != newest_first[0] and tests[day] < whole
    )
    return tuple(sorted(partial_last[:dates]))


def _row(group: list[LabResult], days: tuple[date, ...]) -> LabRow:
    by_day = {one.taken_on: one for one in group}
    last = group[-1]
    cells = tuple(by_day.get(day) for day in days)
    return LabRow(last.test, last.name, last.unit, cells, tuple(group[-TREND_POINTS:]))


def _newest_per_series(reader: Reader) -> list[LabResult]:
    newest: dict[tuple[str, str], LabResult] = {}
    for one in rows.newest(reader):
        newest[one.series_key] = one
    return list(newest.values())


def _place(test: str) -> int:
    return _PLACE.get(test, len(_PLACE))
