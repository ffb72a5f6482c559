"""Painting the grid of a month: days, bands over them, and a table for screen readers."""

from __future__ import annotations

from caregiver.domain.bands import Band
from caregiver.reports import calendar_words as words
from caregiver.reports.calendar_cells import MARK_INDENT, Entry, Filling, fitted_line
from caregiver.reports.calendar_grid import (
    BAND_SIDE,
    DAYS,
    SIDE,
    Grid,
    Week,
    band_room,
    band_ways,
    span_in,
)
from caregiver.reports.calendar_packets import DayOnPaper
from caregiver.reports.flow import Slab, Spacing
from caregiver.reports.fonts import Weight
from caregiver.reports.page_style import Ink, pdf_text
from caregiver.reports.paper import Paper
from caregiver.reports.sheet import Sheet
from caregiver.reports.tagging import Element
from caregiver.reports.typesetting import one_line

GAP = 4.0
_SQUARE = 4.5


def grid_slab(paper: Paper, grid: Grid) -> Slab:
    """Return the whole grid as one strip of the page."""

    def paint(sheet: Sheet, left: float, top: float, _spacing: Spacing) -> None:
        table = sheet.root.child("Table")
        painter = _Painter(paper, grid, sheet, left)
        painter.weekdays(table.child("TR"), top)
        y = top + grid.head
        for week in grid.weeks:
            painter.week(week, table.child("TR"), y)
            y += week.height

    return Slab(core=grid.height, paint=paint, gap=GAP)


class _Painter:
    """Paint one grid on one page."""

    def __init__(self, paper: Paper, grid: Grid, sheet: Sheet, left: float) -> None:
        self._paper, self._grid, self._sheet, self._left = paper, grid, sheet, left
        self._width = grid.column * DAYS

    def weekdays(self, row: Element, top: float) -> None:
        sheet, sizes = self._sheet, self._paper.setting.sizes
        for place, day in enumerate(self._grid.month.days[:DAYS]):
            name = self._paper.formats.weekday(day.day)
            line, _ = fitted_line(
                [pdf_text(name, "semibold", Ink.MUTED)], sizes.small, self._grid.look.width
            )
            with sheet.tagged(row.child("TH", scope="Column")):
                sheet.text(self._x(place) + SIDE, top, line, sizes.small)

    def week(self, week: Week, row: Element, top: float) -> None:
        self._cells(week, top)
        bands = [band for band in self._grid.month.bands if band.lane < max(week.lanes)]
        for band in bands:
            self._bar(band, week, top)
        for place, (day, shown) in enumerate(zip(week.days, week.fillings, strict=True)):
            cell = row.child("TD")
            self._date(day, cell, place, top)
            for band in bands:
                self._band_words(band, week, place, cell, top)
            below = top + self._grid.date_height + week.lanes[place] * self._grid.lane_height
            self._entries(shown, cell, place, below)

    def _x(self, place: int) -> float:
        return self._left + place * self._grid.column

    def _is_other(self, day: DayOnPaper) -> bool:
        first = self._grid.month.first
        return (day.day.year, day.day.month) != (first.year, first.month)

    def _cells(self, week: Week, top: float) -> None:
        """Paint the ground of the days and the lines between them."""
        sheet = self._sheet
        with sheet.furniture():
            for place, day in enumerate(week.days):
                if self._is_other(day):
                    box = (self._x(place), top, self._grid.column, week.height)
                    sheet.rectangle(box, fill=Ink.TINT)
            right, bottom = self._left + self._width, top + week.height
            sheet.lines([(self._left, top), (right, top)], ink=Ink.TEXT, width=0.8)
            for place in range(DAYS + 1):
                sheet.lines([(self._x(place), top), (self._x(place), bottom)], width=0.5)
            if week is self._grid.weeks[-1]:
                sheet.lines([(self._left, bottom), (right, bottom)], ink=Ink.TEXT, width=0.8)

    def _date(self, day: DayOnPaper, cell: Element, place: int, top: float) -> None:
        sheet, sizes, formats = self._sheet, self._paper.setting.sizes, self._paper.formats
        other = self._is_other(day)
        month_too = other and (day.day.day == 1 or day is self._grid.month.days[0])
        number = formats.date_short(day.day) if month_too else str(day.day.day)
        date = one_line(pdf_text(number, "bold", Ink.MUTED if other else Ink.TEXT), sizes.heading)
        left = self._x(place) + SIDE
        with sheet.tagged(cell.child("P")):
            sheet.text(left, top + 1, date, sizes.heading)
        if not day.cycle:
            return
        room = self._grid.look.width - date.width - 5
        ways = [
            pdf_text(way, "bold" if day.cycle_day == 1 else "regular",
                     Ink.ACCENT if day.cycle_day == 1 else Ink.MUTED)
            for way in _cycle_ways(day)
        ]  # fmt: skip
        line, _ = fitted_line(ways, sizes.small, room)
        lift = (sizes.heading - sizes.small) * 0.93
        with sheet.tagged(cell.child("P")):
            x = self._x(place) + self._grid.column - SIDE - line.width
            sheet.text(x, top + 1 + lift, line, sizes.small)

    def _bar(self, band: Band, week: Week, top: float) -> None:
        span = span_in(band, week.days[0].day, week.days[-1].day)
        if span is None:
            return
        grid, sheet = self._grid, self._sheet
        begins = band.begins and band.first >= week.days[0].day
        ends = band.ends and band.last <= week.days[-1].day
        left = self._x(span[0]) + (SIDE - 1 if begins else 0.0)
        right = self._x(span[1] + 1) - (SIDE - 1 if ends else 0.0)
        y = top + grid.date_height + band.lane * grid.lane_height
        bottom = y + grid.lane_height - 1.5
        with sheet.furniture():
            fill = Ink.WHITE if band.is_rest else Ink.BAND
            sheet.rectangle((left, y, right - left, bottom - y), fill=fill)
            dash = "2.5 2" if band.is_rest else ""
            edges = [[(left, y), (right, y)], [(left, bottom), (right, bottom)]]
            edges += [[(left, y), (left, bottom)]] if begins else []
            edges += [[(right, y), (right, bottom)]] if ends else []
            for edge in edges:
                sheet.lines(edge, ink=Ink.MUTED, width=0.6, dash=dash)

    def _band_words(self, band: Band, week: Week, place: int, cell: Element, top: float) -> None:
        """Write a band into its first day of the week, across the days it has."""
        span = span_in(band, week.days[0].day, week.days[-1].day)
        if span is None or span[0] != place:
            return
        grid = self._grid
        room = band_room(grid.column, span[1] - span[0] + 1)
        weight: Weight = "regular" if band.is_rest else "semibold"
        ink = Ink.MUTED if band.is_rest else Ink.TEXT
        ways = [pdf_text(way, weight, ink) for way in band_ways(band)]
        line, _ = fitted_line(ways, grid.look.size, room)
        y = top + grid.date_height + band.lane * grid.lane_height
        with self._sheet.tagged(cell.child("P")):
            self._sheet.text(self._x(place) + SIDE + BAND_SIDE, y, line, grid.look.size)

    def _entries(self, shown: Filling, cell: Element, place: int, top: float) -> None:
        sheet, look = self._sheet, self._grid.look
        left, y = self._x(place) + SIDE, top
        for entry in shown.entries:
            with sheet.tagged(cell.child("P")):
                y = self._entry(entry, left, y)
            y += 2.0
        if shown.left_out:
            page = sheet.page_index + 2
            ways = [
                pdf_text(way.format(count=shown.left_out, page=page), "bold", Ink.ACCENT)
                for way in (words.MORE_BELOW, words.MORE_SHORT, words.MORE_SHORTEST)
            ]
            line, _ = fitted_line(ways, look.size, look.width)
            with sheet.tagged(cell.child("P")):
                sheet.text(left, y - (2.0 if shown.entries else 0.0), line, look.size)

    def _entry(self, entry: Entry, left: float, y: float) -> float:
        sheet, look = self._sheet, self._grid.look
        indent = MARK_INDENT if entry.is_medicine else 0.0
        if entry.is_medicine:
            middle = y + look.leading / 2 - _SQUARE / 2 + 0.5
            sheet.rectangle((left + 0.5, middle, _SQUARE, _SQUARE), fill=Ink.TEXT)
        for line in (*entry.lines, *entry.extra):
            sheet.text(left + indent, y, line, look.size)
            if entry.is_struck:
                strike = y + look.size * 0.68
                ends = [(left + indent, strike), (left + indent + line.width, strike)]
                sheet.lines(ends, ink=Ink.MUTED, width=0.6)
            y += look.leading
        return y


def _cycle_ways(day: DayOnPaper) -> tuple[str, ...]:
    """Return ways to say the day of the cycle, longest first."""
    if day.cycle_day == 1:
        long = words.CYCLE_BEGINS.format(cycle=day.cycle, day=day.cycle_day)
        return long, words.CYCLE_BEGINS_SHORT.format(cycle=day.cycle)
    return words.DAY_OF_CYCLE.format(day=day.cycle_day), str(day.cycle_day)
