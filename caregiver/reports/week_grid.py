"""A week of medicines to tick: a row for each dose, for each day a box where it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from caregiver.formats import Formats
from caregiver.reports import medication_words as words
from caregiver.reports.blocks import paragraph
from caregiver.reports.call_box import add_call_box
from caregiver.reports.flow import Slab, Spacing, fitted
from caregiver.reports.heads import head_slabs
from caregiver.reports.list_packets import MedicineGroup
from caregiver.reports.medication_days import place_short, place_text
from caregiver.reports.medication_grid import SIDE, Draw, GridCell, RuledTable
from caregiver.reports.medication_icons import paint_part
from caregiver.reports.medication_names import named
from caregiver.reports.medication_packets import (
    DayPart,
    GridDay,
    GridDose,
    GridMark,
    GridRow,
    GridWeek,
    NeededRow,
    WeekGridPacket,
    day_part,
)
from caregiver.reports.packets import PageChoice
from caregiver.reports.page_style import LISTS, NOTHING, Ink, PaperText, kept_together, pdf_text
from caregiver.reports.paper import Paper, joined
from caregiver.reports.sheet import Sheet
from caregiver.reports.typesetting import one_line

PART_WORDS = {
    DayPart.MORNING: words.MORNING,
    DayPart.NOON: words.NOON,
    DayPart.EVENING: words.EVENING,
    DayPart.NIGHT: words.NIGHT,
    DayPart.ANY: words.ANY_TIME,
}
_NAME_WIDTH = 0.27
_BOX, _BOX_GAP = 11.5, 3.0
_WRITING = 26.0
_LOOSE = Spacing(air=1.0, pad=3.0)
_MOST_TIMES = 6
# Light enough to save ink; the missing box says it, too.
_GRAY = "0.898 0.906 0.918"


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the page is shared: the parts of the day that occur, and the edges of the columns."""

    parts: tuple[DayPart, ...]
    edges: tuple[float, ...]

    @property
    def width(self) -> float:
        """Return the width of one part of a day."""
        return self.edges[2] - self.edges[1]


def render(packet: WeekGridPacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the week grids as PDF, each beginning on a wide page of its own."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: WeekGridPacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the week grids, drawn but for the foot of their pages."""
    title = words.WEEK_GRID_OF.format(
        name=packet.head.name, span=_span(formats, packet.weeks[0], packet.weeks[-1])
    )
    paper = Paper(packet.head, formats, page, title, LISTS, is_wide=True)
    add_call_box(paper, packet.call)
    for number, week in enumerate(packet.weeks):
        if number:
            paper.start_page()
        slabs = [*_head(paper, packet, week, is_first=not number), *_table(paper, week)]
        paper.add(slabs, fitted(slabs, paper.room, 0.0) or _LOOSE)
    return paper


def _span(formats: Formats, first: GridWeek, last: GridWeek) -> str:
    return words.SPAN.format(
        first=formats.month_day(first.days[0].day), last=formats.date_medium(last.days[-1].day)
    )


def _head(paper: Paper, packet: WeekGridPacket, week: GridWeek, *, is_first: bool) -> list[Slab]:
    title = words.WEEK_GRID.format(span=_span(paper.formats, week, week))
    paper.sheet.bookmark(title)
    place = next((day.place for day in week.days if day.place), None)
    whose = joined(packet.head.name, paper.identity())
    beside = place_text(place) if place else ""
    slabs = head_slabs(paper, title, whose, [(beside, "bold")] if beside else [])
    key = pdf_text(joined(words.TICK, *_key(week)), ink=Ink.MUTED)
    return slabs + paragraph(paper.setting, key, size=paper.setting.sizes.small, gap=4.0)


def _key(week: GridWeek) -> list[str]:
    """Return what the marks mean that occur in the week."""
    found = {dose.mark for row in week.rows for day in row.days for dose in day}
    known = (
        (GridMark.DUE, f"\N{BALLOT BOX} {words.KEY_DUE}"),
        (GridMark.TAKEN, f"\N{BALLOT BOX WITH CHECK} {words.KEY_TAKEN}"),
        (GridMark.NOT_TAKEN, f"\N{SQUARED MINUS} {words.KEY_NOT_TAKEN}"),
        (GridMark.AT_HOSPITAL, f"\N{BLACK CIRCLE} {words.KEY_HOSPITAL}"),
        (GridMark.HELD, f"{words.HELD_SHORT} = {words.KEY_HELD}"),
    )
    return [*(text for mark, text in known if mark in found), words.KEY_GRAY]


def _table(paper: Paper, week: GridWeek) -> list[Slab]:
    if not week.rows and not week.needed:
        return paragraph(paper.setting, pdf_text(words.NOTHING_PLANNED), gap=10.0)
    plan = _plan(paper, week)
    count = len(plan.parts)
    strong = [1 + count * day for day in range(len(week.days))]
    sizes = paper.setting.sizes
    tallest = int((paper.frame.bottom - paper.frame.top) * 0.6 / (sizes.body * 1.16))
    table = RuledTable(plan.edges, sizes.body, strong=strong, tallest=tallest)
    slabs = table.head(*_head_rows(paper, week, plan))
    for group, rows in groupby(week.rows, key=lambda row: row.group):
        slabs += table.section([_title(words.GROUPS[group.value], plan)])
        listed = list(rows)
        for number, row in enumerate(listed):
            cells = _row(paper, week, row, plan)
            slabs += table.row(cells, is_strong=number == len(listed) - 1)
    if week.needed:
        title = f"{words.NEEDED_TITLE}: {words.WRITE_TIME}"
        slabs += table.section([_title(title, plan)])
        for needed in week.needed:
            slabs += table.row(_needed(paper, needed, plan), is_strong=needed is week.needed[-1])
    return slabs


def _plan(paper: Paper, week: GridWeek) -> _Plan:
    used = {
        day_part(dose.at)
        for row in week.rows
        if row.group is not MedicineGroup.AT_HOSPITAL
        for day in row.days
        for dose in day
    }
    parts = tuple(part for part in DayPart if part in used) or (DayPart.ANY,)
    first = paper.setting.width * _NAME_WIDTH
    columns = len(parts) * len(week.days)
    width = (paper.setting.width - first) / columns
    return _Plan(parts, (0.0, *(first + width * number for number in range(columns + 1))))


def _title(text: str, plan: _Plan) -> GridCell:
    shown = pdf_text(text, "bold", Ink.ACCENT)
    return GridCell(text=shown, columns=len(plan.edges) - 1, fill=Ink.TINT)


def _head_rows(paper: Paper, week: GridWeek, plan: _Plan) -> list[list[GridCell]]:
    """Return the row of the days and that of the parts of each day."""
    days = [GridCell(text=pdf_text(words.MEDICINE, "semibold", Ink.MUTED))]
    small = paper.setting.sizes.small
    parts = ", ".join(PART_WORDS[part].lower() for part in plan.parts)
    icons = [GridCell(text=pdf_text(parts, ink=Ink.MUTED), size=small)]
    for day in week.days:
        text = _day(paper, day, plan.width * len(plan.parts) - 2 * SIDE)
        days.append(GridCell(text=text, columns=len(plan.parts), is_centered=True))
        for part in plan.parts:
            icons.append(_part_cell(part, plan.width, small))
    return [days, icons]


def _part_cell(part: DayPart, width: float, size: float) -> GridCell:
    icon = size * 1.35
    name = pdf_text(PART_WORDS[part], ink=Ink.MUTED)
    if one_line(name, size).width + 2 * SIDE <= width:
        return GridCell(
            text=name, size=size, is_centered=True, draw=_icon(part, icon), drop=icon + 1
        )
    return GridCell(draw=_icon(part, icon), alt=PART_WORDS[part], least=icon)


def _icon(part: DayPart, side: float) -> Draw:
    def draw(sheet: Sheet, left: float, top: float, width: float, _height: float) -> None:
        paint_part(sheet, part, left + (width - side) / 2, top + 1, side)

    return draw


def _day(paper: Paper, day: GridDay, room: float) -> PaperText:
    formats, size = paper.formats, paper.setting.sizes.body
    text = pdf_text(kept_together(formats.day_date(day.day)), "bold")
    if one_line(text, size).width > room:
        shown = f"{formats.weekday_short(day.day)}\n{kept_together(formats.date_short(day.day))}"
        text = pdf_text(shown, "bold")
    if day.place:
        text += pdf_text(f"\n{place_short(day.place)}", ink=Ink.MUTED)
    return text


def _row(paper: Paper, week: GridWeek, row: GridRow, plan: _Plan) -> list[GridCell]:
    cells = [GridCell(text=_name(paper, row))]
    for day, doses in zip(week.days, row.days, strict=True):
        cells += _day_cells(paper, day, doses, plan)
    return cells


def _name(paper: Paper, row: GridRow) -> PaperText:
    text = named(row.name, row.dose)
    times = sorted({dose.at for day in row.days for dose in day if dose.at})
    if times and len(times) <= _MOST_TIMES:
        shown = ", ".join(paper.formats.time(at) for at in times)
        text += pdf_text(f"\n{shown}", ink=Ink.MUTED)
    return text


def _day_cells(
    paper: Paper, day: GridDay, doses: Sequence[GridDose], plan: _Plan
) -> list[GridCell]:
    """Return the cells of one day: grey without a dose, one word where all are held."""
    count = len(plan.parts)
    if not doses:
        return [GridCell(columns=count, fill=_GRAY)]
    small = paper.setting.sizes.small
    if all(dose.mark is GridMark.HELD for dose in doses):
        held = pdf_text(words.HELD_SHORT, ink=Ink.MUTED)
        return [GridCell(text=held, columns=count, size=small, is_centered=True, fill=Ink.TINT)]
    if all(dose.mark is GridMark.AT_HOSPITAL for dose in doses):
        alt = _alt(paper, day, doses[0])
        return [GridCell(columns=count, draw=_dot, alt=alt, least=_BOX)]
    if count > 1 and any(day_part(dose.at) not in plan.parts for dose in doses):
        return [_boxes(paper, day, doses, plan.width * count, count)]
    cells = []
    for part in plan.parts:
        here = [dose for dose in doses if day_part(dose.at) is part or count == 1]
        if here:
            cells.append(_boxes(paper, day, here, plan.width, 1))
        else:
            cells.append(GridCell(fill=_GRAY))
    return cells


def _boxes(
    paper: Paper, day: GridDay, doses: Sequence[GridDose], width: float, columns: int
) -> GridCell:
    side = _BOX * paper.setting.sizes.body / LISTS.body
    side = min(side, width - 3)
    beside = max(1, int((width - 2) // (side + _BOX_GAP)))
    lines = -(-len(doses) // beside)
    least = lines * side + (lines - 1) * _BOX_GAP

    def draw(sheet: Sheet, left: float, top: float, wide: float, height: float) -> None:
        y = top + (height - least) / 2
        for start in range(0, len(doses), beside):
            here = doses[start : start + beside]
            taken = len(here) * side + (len(here) - 1) * _BOX_GAP
            x = left + (wide - taken) / 2
            for dose in here:
                _paint_mark(sheet, dose.mark, x, y, side)
                x += side + _BOX_GAP
            y += side + _BOX_GAP

    alt = "; ".join(_alt(paper, day, dose) for dose in doses)
    return GridCell(columns=columns, draw=draw, alt=alt, least=least)


def _alt(paper: Paper, day: GridDay, dose: GridDose) -> str:
    weekday = paper.formats.day_date(day.day)
    mark = words.MARKS[dose.mark.value]
    if dose.at:
        return words.DOSE_ALT_AT.format(day=weekday, time=paper.formats.time(dose.at), mark=mark)
    return f"{weekday}: {mark}"


def _dot(sheet: Sheet, left: float, top: float, width: float, height: float) -> None:
    with sheet.furniture():
        x, y = left + width / 2, top + height / 2
        sheet.circle(x, y, _BOX * 0.26, ink=Ink.TEXT, fill=Ink.TEXT)


def _paint_mark(sheet: Sheet, mark: GridMark, x: float, y: float, side: float) -> None:
    """Draw a box: empty, ticked, or with a bar; a held dose among others is a dash."""
    middle = y + side / 2
    with sheet.furniture():
        if mark is GridMark.HELD:
            ends = [(x + side * 0.15, middle), (x + side * 0.85, middle)]
            sheet.lines(ends, ink=Ink.MUTED, width=1.2)
            return
        if mark is GridMark.AT_HOSPITAL:
            sheet.circle(x + side / 2, middle, side * 0.26, ink=Ink.TEXT, fill=Ink.TEXT)
            return
        sheet.rectangle((x, y, side, side), fill=Ink.WHITE, stroke=Ink.TEXT, line=0.9)
        if mark is GridMark.TAKEN:
            tick = ((0.2, 0.52), (0.42, 0.75), (0.8, 0.25))
            points = [(x + side * across, y + side * down) for across, down in tick]
            sheet.lines(points, ink=Ink.TEXT, width=1.6)
        elif mark is GridMark.NOT_TAKEN:
            ends = [(x + side * 0.25, middle), (x + side * 0.75, middle)]
            sheet.lines(ends, ink=Ink.TEXT, width=1.6)


def _needed(paper: Paper, row: NeededRow, plan: _Plan) -> list[GridCell]:
    text = named(row.name, row.dose)
    rest = joined(row.used_for, row.limits)
    text += pdf_text(f"\n{rest}", ink=Ink.MUTED) if rest else NOTHING
    if row.is_held:
        text += pdf_text(f"\n{words.HELD}", "semibold", Ink.MUTED)
    count = len(plan.parts)
    small = paper.setting.sizes.small
    cells = [GridCell(text=text, least=_WRITING)]
    notes = row.notes or ("",) * ((len(plan.edges) - 2) // count)
    return cells + [GridCell(text=pdf_text(note), columns=count, size=small) for note in notes]
