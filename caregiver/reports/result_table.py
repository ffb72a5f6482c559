"""The results table: what the laboratory printed, its own range, and the way it went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caregiver.domain.drawing import TrendPoint, sparkline
from caregiver.reports import words
from caregiver.reports.blocks import heading
from caregiver.reports.flow import Slab
from caregiver.reports.fonts import Weight
from caregiver.reports.packets import VisitSummaryPacket
from caregiver.reports.page_style import NOTHING, Ink, PaperText, pdf_text
from caregiver.reports.paper import Paper, joined
from caregiver.reports.result_packets import ResultOnPaper, ResultRow
from caregiver.reports.tables import Cell, Column, Table, cell
from caregiver.reports.visit_sections import Part

_OLD_AFTER_DAYS = 60
_TREND_HEIGHT = 10.4


def results(paper: Paper, packet: VisitSummaryPacket, title: str) -> Part:
    """Return the results, newest at the right."""
    rows = [row for row in packet.results if row.results]
    if not rows:
        return Part()
    laboratories = ""
    if packet.laboratories:
        laboratories = words.RESULTS_FROM.format(laboratories=", ".join(packet.laboratories))
    days = packet.result_days
    table = _table(paper, days)

    def more(start: int) -> list[Slab]:
        again = _table(paper, days)
        slabs = [heading(paper.setting, words.MORE_RESULTS, level=3), again.head()]
        for row in rows[start:]:
            slabs += _row(paper, again, days, row)
        return slabs

    return Part(
        head=[
            heading(paper.setting, title, joined(words.RESULTS_NOTE, laboratories)),
            table.head(),
        ],
        rows=[_row(paper, table, days, row) for row in rows],
        most=8,
        least=4,
        more=more,
    )


def _table(paper: Paper, days: Sequence[date]) -> Table:
    columns = [Column(words.TEST, 138)]
    for day in days:
        is_newest = day == days[-1]
        columns.append(Column(_day_title(paper, day), 46, "right", is_tinted=is_newest))
    columns.append(Column(words.FLAG, 34))
    columns.append(Column(words.LAB_RANGE, 76))
    columns.append(Column(words.TREND, 94))
    return Table(paper.setting, columns)


def _day_title(paper: Paper, day: date) -> str:
    short = paper.formats.date_short(day)
    printed_on = paper.head.printed_at.date()
    return short if (printed_on - day).days < 300 else f"{short} {day.year}"


def _row(paper: Paper, table: Table, days: Sequence[date], row: ResultRow) -> list[Slab]:
    by_day = {result.day: result for result in row.results}
    newest = row.results[-1]
    cells = [Cell(_name(paper, row, newest))]
    for day in days:
        result = by_day.get(day)
        is_last = day == days[-1]
        if result is None and is_last and newest.day not in days:
            result = newest
        cells.append(_value(paper, result, day, is_bold=is_last))
    flagged = by_day.get(days[-1], newest) if days else newest
    cells.append(Cell(pdf_text(flagged.flag, "semibold")))
    cells.append(cell(newest.range_text or words.NO_RANGE))
    cells.append(_trend(paper, table, row, days))
    return table.row(cells)


def _name(paper: Paper, row: ResultRow, newest: ResultOnPaper) -> PaperText:
    name = pdf_text(row.test, "semibold")
    if row.unit:
        name += pdf_text(f" ({row.unit})")
    age = (paper.head.printed_at.date() - newest.day).days
    if age > _OLD_AFTER_DAYS:
        name += pdf_text(f" · {words.DAYS_OLD.format(days=age)}", ink=Ink.MUTED)
    return name


def _value(paper: Paper, result: ResultOnPaper | None, day: date, *, is_bold: bool) -> Cell:
    if result is None:
        return Cell(NOTHING)
    weight: Weight = "bold" if is_bold else "regular"
    if result.day == day:
        return Cell(pdf_text(result.printed, weight))
    other = words.OTHER_DAY.format(value=result.printed, date=paper.formats.date_short(result.day))
    return Cell(pdf_text(other, weight))


def _points(row: ResultRow, days: Sequence[date]) -> list[TrendPoint]:
    """Return the results as points; a column without a result leaves a gap in the line."""
    points = [TrendPoint(each.day, each.value, bool(each.bound)) for each in row.results]
    noted = {each.day for each in row.results}
    points += [TrendPoint(day, None) for day in days if day not in noted]
    return sorted(points, key=lambda point: point.day)


def _trend(paper: Paper, table: Table, row: ResultRow, days: Sequence[date]) -> Cell:
    newest = row.results[-1]
    numbers = [result for result in row.results if result.value is not None]
    if len(numbers) < 2:
        return Cell(NOTHING)
    factor = paper.setting.sizes.body / 9.5
    drawing = sparkline(
        _points(row, days),
        table.width_of(len(table.columns) - 1),
        _TREND_HEIGHT * factor,
        range_low=newest.range_low,
        range_high=newest.range_high,
    )
    values = ", ".join(
        words.ONE_VALUE_ALT.format(value=each.printed, date=paper.dated(each.day))
        for each in row.results
    )
    alt = words.TREND_ALT.format(
        test=row.test, values=values, range=newest.range_text or words.NO_RANGE
    )
    return Cell(drawing=drawing, alt=alt)
