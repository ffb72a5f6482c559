"""The printed month: a grid to hang up, and in full after it what a day had no room for."""

from __future__ import annotations

from dataclasses import replace

from caregiver.formats import Formats
from caregiver.reports import calendar_words as words
from caregiver.reports.blocks import heading, paragraph
from caregiver.reports.calendar_cells import moment, with_status
from caregiver.reports.calendar_grid import Grid, band_ways, laid_out
from caregiver.reports.calendar_packets import DayOnPaper, MonthOnPaper, MonthPacket
from caregiver.reports.calendar_paint import GAP, grid_slab
from caregiver.reports.flow import Slab, Spacing, total_height
from caregiver.reports.fonts import Weight
from caregiver.reports.heads import head_slabs
from caregiver.reports.packets import ContactOnPaper, PageChoice
from caregiver.reports.page_style import NORMAL, Ink, kept_together, pdf_text
from caregiver.reports.paper import Paper, joined
from caregiver.reports.sheet import Sheet
from caregiver.reports.tables import Cell, Column, Table, cell, fitted_columns
from caregiver.reports.typesetting import one_line

_SPACING = Spacing()
_ROUNDING = 0.5
# A month is read across a room.
_SIZES = replace(NORMAL, name=24.0)


def render(packet: MonthPacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the months as PDF, each on a page of its own."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: MonthPacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the months, drawn but for the foot of their pages."""
    span = formats.month_year(packet.months[0].first)
    if len(packet.months) > 1:
        last = formats.month_year(packet.months[-1].first)
        span = words.SPAN.format(first=span, last=last)
    title = words.CALENDAR_OF.format(name=packet.head.name, span=span)
    paper = Paper(packet.head, formats, page, title, _SIZES, is_wide=True)
    for number, month in enumerate(packet.months):
        if number:
            paper.start_page()
        _add_month(paper, packet, month)
    return paper


def call_lines(
    paper: Paper, call: ContactOnPaper | None, *, is_times_only: bool
) -> list[tuple[str, Weight]]:
    """Return the team's number for the head of a paper, or why it says so little."""
    if is_times_only:
        return [(words.TIMES_ONLY, "bold")]
    if call is None or not call.phone:
        return []
    number = words.CALL.format(phone=kept_together(call.phone))
    return [(number, "bold"), (joined(call.name, call.hours), "regular")]


def _add_month(paper: Paper, packet: MonthPacket, month: MonthOnPaper) -> None:
    name = paper.formats.month_year(month.first)
    paper.sheet.bookmark(name)
    slabs = head_slabs(
        paper,
        name,
        joined(packet.head.name, paper.identity()),
        call_lines(paper, packet.call, is_times_only=packet.is_times_only),
    )
    key = _key(paper, month)
    around = total_height([*slabs, *key], _SPACING) + GAP
    grid = laid_out(paper, month, paper.room - around - _ROUNDING)
    slabs += [grid_slab(paper, grid), *key]
    paper.add([*slabs, *_continued(paper, grid)], _SPACING)


def _key(paper: Paper, month: MonthOnPaper) -> list[Slab]:
    """Return the line that says what the bars and squares of this month mean."""
    kinds = []
    if any(not band.is_rest for band in month.bands):
        kinds.append(("band", words.KEY_TREATMENT))
    if any(band.is_rest for band in month.bands):
        kinds.append(("rest", words.KEY_REST))
    if any(line.is_medicine for day in month.days for line in day.lines):
        kinds.append(("square", words.KEY_MEDICINE))
    if not any(day.appointments for day in month.days):
        kinds.append(("", words.NOTHING_THIS_MONTH))
    if not kinds:
        return []
    size = paper.setting.sizes.small
    texts = [(sort, one_line(pdf_text(text, ink=Ink.MUTED), size)) for sort, text in kinds]

    def paint(sheet: Sheet, left: float, top: float, _spacing: Spacing) -> None:
        x = left
        for sort, line in texts:
            side = size * 1.6 if sort in ("band", "rest") else size * 0.7
            if sort:
                box = (x, top + size * 0.25, side, size * 0.7)
                with sheet.furniture():
                    _sample(sheet, sort, box)
                x += side + 4
            with sheet.tagged(sheet.root.child("P")):
                sheet.text(x, top, line, size)
            x += line.width + 16

    return [Slab(core=size * paper.setting.sizes.leading, paint=paint, gap=3.0)]


def _sample(sheet: Sheet, sort: str, box: tuple[float, float, float, float]) -> None:
    left, top, width, height = box
    if sort == "square":
        sheet.rectangle((left, top + 0.5, 4.5, 4.5), fill=Ink.TEXT)
        return
    sheet.rectangle(box, fill=Ink.BAND if sort == "band" else Ink.WHITE)
    corners = [(left, top), (left + width, top), (left + width, top + height),
               (left, top + height), (left, top)]  # fmt: skip
    sheet.lines(corners, ink=Ink.MUTED, width=0.6, dash="" if sort == "band" else "2.5 2")


def _continued(paper: Paper, grid: Grid) -> list[Slab]:
    """Return in full the days that did not fit, and the bands that had no lane."""
    slabs: list[Slab] = []
    if grid.continued:
        columns = (Column(words.DAY, 70), Column(words.TIME, 60), Column(words.WHAT_WITH, 200),
                   Column(words.WHERE, 150))  # fmt: skip
        rows = [row for day in grid.continued for row in _rows(paper, day)]
        tallest = tallest_row(paper)
        columns_set = fitted_columns(paper.setting, columns, rows)
        table = Table(paper.setting, columns_set, tallest=tallest)
        slabs += [heading(paper.setting, words.CONTINUED, gap=10.0), table.head()]
        for row in rows:
            slabs += table.row(row)
    names = dict.fromkeys(band_ways(band)[0] for band in grid.bands_left)
    if names:
        text = words.BANDS_CONTINUED.format(bands="; ".join(names))
        slabs += paragraph(paper.setting, pdf_text(text), gap=8.0)
    return slabs


def tallest_row(paper: Paper) -> int:
    """Return of how many lines a row may be, so that it fits a page with its table's head."""
    lines = (paper.frame.bottom - paper.frame.top) / (paper.setting.sizes.body * 1.2)
    return max(6, int(lines) - 8)


def _rows(paper: Paper, day: DayOnPaper) -> list[list[Cell]]:
    formats = paper.formats
    rows: list[list[Cell]] = []
    for one in day.appointments:
        at = moment(one, formats) or words.ALL_DAY
        what = pdf_text(with_status(one), "bold")
        with_whom = pdf_text(f"\n{one.with_whom}" if one.with_whom else "")
        rows.append([cell(""), cell(at), Cell(what + with_whom), cell(one.place)])
    rows += [[cell(""), cell(""), cell(one.text), cell("")] for one in day.lines]
    name = formats.day_date(day.day)
    for place, row in enumerate(rows):
        ink = Ink.MUTED if place else Ink.TEXT
        row[0] = Cell(pdf_text(name, "regular" if place else "bold", ink))
    return rows
