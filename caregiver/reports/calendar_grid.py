"""The grid of the printed month: its weeks share the page by what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caregiver.domain.bands import Band
from caregiver.reports import calendar_words as words
from caregiver.reports.calendar_cells import Filling, Look, entries_of, filling
from caregiver.reports.calendar_packets import DayOnPaper, MonthOnPaper
from caregiver.reports.page_style import pdf_text
from caregiver.reports.paper import Paper
from caregiver.reports.typesetting import one_line

DAYS = 7
SIDE = 3.5
BAND_SIDE = 3.0
_FOOT = 3.0
_LEADING = 1.12
_MOST_LANES = 3
# An empty week keeps room to write, in lines.
_BARE = 2
# The type of the cells: as big as the month allows, never below the small type (PDF-5).
_STEPS = (1.12, 1.06, 1.0)


@dataclass(frozen=True, slots=True)
class Week:
    """One row of the grid: its height, what its cells show, and each day's lanes for bands."""

    days: tuple[DayOnPaper, ...]
    height: float
    lanes: tuple[int, ...]
    fillings: tuple[Filling, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A month ready to paint, in points.

    `date_height` and `lane_height` are those of a date and of a band. `bands_left` are those
    without a lane.
    """

    month: MonthOnPaper
    look: Look
    column: float
    head: float
    date_height: float
    lane_height: float
    weeks: tuple[Week, ...]
    bands_left: tuple[Band, ...]

    @property
    def height(self) -> float:
        """Return the height of the grid with its weekdays."""
        return self.head + sum(week.height for week in self.weeks)

    @property
    def continued(self) -> tuple[DayOnPaper, ...]:
        """Return the days that are not there in full."""
        return tuple(
            day
            for week in self.weeks
            for day, shown in zip(week.days, week.fillings, strict=True)
            if not shown.is_whole
        )


@dataclass(frozen=True, slots=True)
class _Needs:
    """The least a week must have, and what it wants so that places stand there too."""

    least: float
    wanted: float


def laid_out(paper: Paper, month: MonthOnPaper, room: float) -> Grid:
    """Return the grid of `month` in `room` points: the biggest type in which all fits."""
    grid = None
    for step in _STEPS:
        grid = _Layout(paper, month, room, step).grid()
        if grid is not None:
            return grid
    return _Layout(paper, month, room, _STEPS[-1]).cut_grid()


class _Layout:
    """One try at a size of type."""

    def __init__(self, paper: Paper, month: MonthOnPaper, room: float, step: float) -> None:
        sizes = paper.setting.sizes
        self._column = paper.setting.width / DAYS
        size = sizes.small * step
        leading = size * _LEADING
        self._look = Look(size, leading, self._column - 2 * SIDE)
        self._month = month
        self._head = sizes.small * sizes.leading + 3
        self._date_height = sizes.heading * 1.15 + 2
        self._lane_height = leading + 2.5
        self._room = room - self._head
        days = month.days
        self._weeks = [days[start : start + DAYS] for start in range(0, len(days), DAYS)]
        least_row = self._room / max(1, len(self._weeks))
        free = least_row - self._date_height - leading - _FOOT
        self._most_lanes = max(0, min(_MOST_LANES, int(free / self._lane_height)))
        self._entries = [entries_of(day, paper.formats, self._look) for day in days]

    def grid(self) -> Grid | None:
        """Return the grid with everything and every place, None if that needs more room."""
        needs = self._needs()
        wanted = [one.wanted for one in needs]
        if sum(wanted) > self._room or self._is_cut():
            return None
        return self._with_heights(_raised(wanted, self._room))

    def cut_grid(self) -> Grid:
        """Return the grid with as much as there is room for."""
        needs = self._needs()
        least, wanted = [one.least for one in needs], [one.wanted for one in needs]
        if sum(wanted) <= self._room:
            return self._with_heights(_raised(wanted, self._room))
        if sum(least) <= self._room:
            share = (self._room - sum(least)) / (sum(wanted) - sum(least))
            heights = [low + share * (high - low) for low, high in zip(least, wanted, strict=True)]
            return self._with_heights(heights)
        return self._with_heights(_capped(least, self._room))

    def _is_cut(self) -> bool:
        return any(one.is_cut for entries in self._entries for one in entries)

    def _is_left(self, band: Band) -> bool:
        """Say whether a band has no lane, or nowhere the room for its shortest words."""
        spans = (span_in(band, week[0].day, week[-1].day) for week in self._weeks)
        longest = max((last - first + 1 for first, last in filter(None, spans)), default=0)
        if not longest:
            return False
        line = one_line(pdf_text(band_ways(band)[-1], "semibold"), self._look.size)
        return band.lane >= self._most_lanes or line.width > band_room(self._column, longest)

    def _lanes(self, day: DayOnPaper) -> int:
        used = (band.lane + 1 for band in self._month.bands if band.first <= day.day <= band.last)
        return min(max(used, default=0), self._most_lanes)

    def _above(self, day: DayOnPaper) -> float:
        """Return what a cell needs beside its entries."""
        return self._date_height + self._lanes(day) * self._lane_height + _FOOT

    def _needs(self) -> list[_Needs]:
        found = []
        for number, week in enumerate(self._weeks):
            entries = self._entries[number * DAYS : number * DAYS + DAYS]
            cells = [(self._above(day), one) for day, one in zip(week, entries, strict=True)]
            height, bare = self._look.height, self._date_height + _BARE * self._look.leading
            found.append(
                _Needs(
                    max(bare, *(above + height(one, with_extra=False) for above, one in cells)),
                    max(bare, *(above + height(one, with_extra=True) for above, one in cells)),
                )
            )
        return found

    def _with_heights(self, heights: Sequence[float]) -> Grid:
        weeks = []
        for number, (week, height) in enumerate(zip(self._weeks, heights, strict=True)):
            entries = self._entries[number * DAYS : number * DAYS + DAYS]
            shown = tuple(
                filling(one, self._look, height - self._above(day))
                for day, one in zip(week, entries, strict=True)
            )
            weeks.append(Week(tuple(week), height, tuple(map(self._lanes, week)), shown))
        return Grid(
            month=self._month,
            look=self._look,
            column=self._column,
            head=self._head,
            date_height=self._date_height,
            lane_height=self._lane_height,
            weeks=tuple(weeks),
            bands_left=tuple(filter(self._is_left, self._month.bands)),
        )


def _raised(wanted: Sequence[float], room: float) -> list[float]:
    """Give the free room to the lowest rows, so that all are as even as can be."""
    low, high = 0.0, room
    for _ in range(40):
        level = (low + high) / 2
        fits = sum(max(one, level) for one in wanted) <= room
        low, high = (level, high) if fits else (low, level)
    return [max(one, low) for one in wanted]


def _capped(least: Sequence[float], room: float) -> list[float]:
    """Cut the highest rows to one height, so that all fit."""
    low, high = 0.0, max(least)
    for _ in range(40):
        level = (low + high) / 2
        fits = sum(min(one, level) for one in least) <= room
        low, high = (level, high) if fits else (low, level)
    return [min(one, low) for one in least]


def band_ways(band: Band) -> tuple[str, ...]:
    """Return ways to write a band, longest first."""
    if band.is_rest:
        return words.REST.format(name=band.name), words.REST_SHORT.format(name=band.name)
    return words.BAND.format(name=band.name, days=band.days), band.name


def band_room(column: float, days: int) -> float:
    """Return the room for the words of a band over some days of a week."""
    return days * column - 2 * SIDE - 2 * BAND_SIDE


def span_in(band: Band, first: date, last: date) -> tuple[int, int] | None:
    """Return the first and last column of a band in the week `first` to `last`."""
    if band.first > last or band.last < first:
        return None
    return (max(band.first, first) - first).days, (min(band.last, last) - first).days
