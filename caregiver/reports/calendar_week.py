"""The week sheet for the fridge: what is on, what to get ready, and doses to tick."""

from __future__ import annotations

from dataclasses import dataclass, replace

from caregiver.domain.drawing import Box, Drawing, Mark, Poly
from caregiver.formats import Formats
from caregiver.reports import calendar_words as words
from caregiver.reports.blocks import heading
from caregiver.reports.calendar_cells import moment, with_status
from caregiver.reports.calendar_month import tallest_row
from caregiver.reports.calendar_packets import (
    AppointmentOnPaper,
    DayOnPaper,
    DoseMark,
    DoseRow,
    StepOnPaper,
    WeekDayOnPaper,
    WeekOnPaper,
    WeekPacket,
)
from caregiver.reports.call_box import add_call_box
from caregiver.reports.flow import Slab, Spacing, fitted
from caregiver.reports.heads import head_slabs
from caregiver.reports.medication_names import named
from caregiver.reports.packets import PageChoice
from caregiver.reports.page_style import LISTS, NOTHING, Ink, PaperText, pdf_text
from caregiver.reports.paper import Paper, joined
from caregiver.reports.tables import Cell, Column, Table, cell
from caregiver.reports.typesetting import one_line

_MOST_GROWTH = 64.0
_BOX = 10.5
_LOOSE = Spacing(air=1.0, pad=2.2)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a day: what is on, and what to tick beside it."""

    what: PaperText
    steps: tuple[StepOnPaper, ...]


def render(packet: WeekPacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the week sheets as PDF, each beginning on a page of its own."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: WeekPacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the week sheets, drawn but for the foot of their pages."""
    title = words.WEEK_OF.format(name=packet.head.name, span=_span(formats, packet.weeks[0]))
    paper = Paper(packet.head, formats, page, title, LISTS)
    if not packet.is_times_only:
        add_call_box(paper, packet.call)
    for number, week in enumerate(packet.weeks):
        if number:
            paper.start_page()
        slabs = [*_head(paper, packet, week), *_days(paper, week)]
        if not packet.is_times_only:
            slabs += _doses(paper, week)
        paper.add(slabs, fitted(slabs, paper.room, _MOST_GROWTH) or _LOOSE)
    return paper


def _span(formats: Formats, week: WeekOnPaper) -> str:
    first, last = week.days[0].day.day, week.days[-1].day.day
    return words.SPAN.format(first=formats.month_day(first), last=formats.date_medium(last))


def _head(paper: Paper, packet: WeekPacket, week: WeekOnPaper) -> list[Slab]:
    cycles = [day.day for day in week.days if day.day.cycle]
    beside = words.TIMES_ONLY if packet.is_times_only else ""
    if cycles:
        beside = _cycle(cycles[0])
    title = words.WEEK.format(span=_span(paper.formats, week))
    paper.sheet.bookmark(title)
    return head_slabs(
        paper,
        title,
        joined(packet.head.name, paper.identity()),
        [(beside, "bold")] if beside else [],
    )


def _cycle(day: DayOnPaper) -> str:
    return words.CYCLE_BEGINS.format(cycle=day.cycle, day=day.cycle_day)


def _days(paper: Paper, week: WeekOnPaper) -> list[Slab]:
    """Return a row for each day: the day, what is on, what to get ready and to do."""
    has_steps = any(_steps(day) for day in week.days)
    columns = [Column(words.DAY, 92), Column(words.WHAT_WHERE, 250)]
    if has_steps:
        columns.append(Column(words.GET_READY, 168))
    table = Table(paper.setting, columns, tallest=tallest_row(paper))
    slabs = [table.head()]
    for day in week.days:
        rows = _rows(paper, day)
        for place, row in enumerate(rows):
            cells = [Cell(_day_name(paper, day.day, is_again=place > 0)), Cell(row.what)]
            if has_steps:
                cells.append(Cell(_lines([_step(paper, one) for one in row.steps])))
            is_last = place == len(rows) - 1
            slabs += table.row(cells, is_last_of_group=is_last, grows=int(is_last))
    return slabs


def _rows(paper: Paper, day: WeekDayOnPaper) -> list[_Row]:
    """Return a row for each appointment with its steps, then what else there is on the day."""
    remarks = [pdf_text(line.text) for line in day.day.lines]
    rows = [_Row(_appointment(paper, one), _steps_of(one)) for one in day.day.appointments]
    if len(rows) == 1:
        only = rows[0]
        return [_Row(_lines([only.what, *remarks]), (*only.steps, *day.to_do))]
    if rows and not remarks and not day.to_do:
        return rows
    what = _lines(remarks)
    if not what and not rows:
        what = pdf_text(words.NOTHING_PLANNED, ink=Ink.MUTED)
    return [*rows, _Row(what, day.to_do)]


def _day_name(paper: Paper, day: DayOnPaper, *, is_again: bool) -> PaperText:
    if is_again:
        return pdf_text(paper.formats.day_date(day.day), ink=Ink.MUTED)
    name = pdf_text(paper.formats.weekday(day.day), "bold")
    name += pdf_text(f"\n{paper.formats.month_day(day.day)}")
    if day.cycle:
        name += pdf_text(f"\n{words.DAY_OF_CYCLE.format(day=day.cycle_day)}", ink=Ink.MUTED)
    return name


def _lines(parts: list[PaperText]) -> PaperText:
    text = NOTHING
    for part in parts:
        text += pdf_text("\n") + part if text else part
    return text


def when(paper: Paper, one: AppointmentOnPaper) -> str:
    """Return "11:30 AM to 12:30 PM", "All day" or "until Mar 18"."""
    formats = paper.formats
    if one.is_further_day:
        return moment(one, formats)
    until = words.UNTIL.format(day=formats.date_short(one.last_day)) if one.last_day else ""
    if not one.starts:
        return joined(words.ALL_DAY, until)
    if until:
        return f"{formats.time(one.starts)} {until}"
    if not one.ends:
        return formats.time(one.starts)
    return words.FROM_TO.format(first=formats.time(one.starts), last=formats.time(one.ends))


def _appointment(paper: Paper, one: AppointmentOnPaper) -> PaperText:
    if one.is_cancelled:
        return pdf_text(f"{when(paper, one)} {with_status(one)}", ink=Ink.MUTED)
    text = pdf_text(f"{when(paper, one)}  {with_status(one)}", "bold")
    if one.clock:
        text += pdf_text(f" ({one.clock})")
    if one.is_further_day:
        return text
    where = joined(one.place, one.with_whom)
    if where:
        text += pdf_text(f"\n{where}")
    leave = words.LEAVE_BY.format(time=paper.formats.time(one.leave_by)) if one.leave_by else ""
    drives = words.DRIVES.format(name=one.driver) if one.driver else ""
    parking = words.PARKING.format(place=one.parking) if one.parking else ""
    if leave:
        text += pdf_text("\n") + pdf_text(leave, "bold")
    if rest := joined(drives, parking):
        text += pdf_text(f" · {rest}" if leave else f"\n{rest}")
    return text


def _steps(day: WeekDayOnPaper) -> list[StepOnPaper]:
    """Return everything to tick on a day: preparing, packing, then tasks."""
    return [*(step for one in day.day.appointments for step in _steps_of(one)), *day.to_do]


def _steps_of(one: AppointmentOnPaper) -> tuple[StepOnPaper, ...]:
    if one.is_cancelled or one.is_further_day:
        return ()
    bring = (replace(each, text=words.BRING.format(what=each.text)) for each in one.bring)
    return (*one.prepare, *bring)


def _step(paper: Paper, step: StepOnPaper) -> PaperText:
    text = step.text
    if step.at:
        text = words.AT_WHAT.format(time=paper.formats.time(step.at), what=text)
    if step.who:
        text = words.WHO_DOES.format(what=text, who=step.who)
    box = "\N{BALLOT BOX WITH CHECK}" if step.is_done else "\N{BALLOT BOX}"
    return pdf_text(f"{box} {text}")


def _doses(paper: Paper, week: WeekOnPaper) -> list[Slab]:
    """Return the medicines with a box for each day they are due."""
    if not week.doses:
        return []
    table = Table(paper.setting, _dose_columns(paper, week), tallest=tallest_row(paper))
    has_open = any(row.is_open for row in week.doses)
    note = words.DOSES_NOTE_OPEN if has_open else words.DOSES_NOTE
    title = heading(paper.setting, words.DOSES, note, gap=9.0)
    slabs = [title, table.head()]
    for row in week.doses:
        cells = [cell(row.when), Cell(_medicine(row))]
        cells += [_mark_cell(paper, row, place) for place in range(len(week.days))]
        slabs += table.row(cells, is_last_of_group=row.ends_part)
    return slabs


def _dose_columns(paper: Paper, week: WeekOnPaper) -> list[Column]:
    """Return narrow columns for the times and the days; the medicine has the rest."""
    sizes = paper.setting.sizes
    names = [_short_day(paper, day.day) for day in week.days]
    widest = max(one_line(pdf_text(name, "semibold"), sizes.small).width for name in names)
    marks = (words.DOSE_ALT[one.value] for one in (DoseMark.NOT_TAKEN, DoseMark.HELD))
    parts = [part for mark in marks for part in mark.split(" ")]
    widest = max(widest, *(one_line(pdf_text(part), sizes.body).width for part in parts))
    times = max(one_line(pdf_text(row.when), sizes.body).width for row in week.doses)
    day, when_width = min(widest + 7, 60.0), min(times + 7, 110.0)
    room = paper.setting.width - when_width - day * len(names)
    return [
        Column(words.WHEN, when_width),
        Column(words.MEDICINE, max(room, 60.0)),
        *(Column(name, day) for name in names),
    ]


def _short_day(paper: Paper, day: DayOnPaper) -> str:
    return f"{paper.formats.weekday_short(day.day)} {day.day.day}"


def _medicine(row: DoseRow) -> PaperText:
    return named(row.medicine, row.amount)


def _mark_cell(paper: Paper, row: DoseRow, place: int) -> Cell:
    if row.is_open:
        return cell(row.notes[place] if row.notes else "")
    mark = row.marks[place]
    side = _BOX * paper.setting.sizes.body / LISTS.body
    if mark in (DoseMark.DUE, DoseMark.TAKEN):
        return Cell(drawing=_box(side, is_ticked=mark is DoseMark.TAKEN), alt=words.DOSE_ALT[mark])
    if mark is DoseMark.AT_HOSPITAL:
        dot = Drawing(side, side, (Mark(side / 2, side / 2, side * 0.25),))
        return Cell(drawing=dot, alt=words.DOSE_ALT[mark])
    if mark is DoseMark.NOT_DUE:
        return Cell(pdf_text("–", ink=Ink.MUTED))
    return Cell(pdf_text(words.DOSE_ALT[mark], ink=Ink.MUTED))


def _box(side: float, *, is_ticked: bool) -> Drawing:
    box = Box(0.0, 0.0, side, is_filled=False)
    if not is_ticked:
        return Drawing(side, side, (box,))
    tick = Poly(((side * 0.2, side * 0.52), (side * 0.42, side * 0.75), (side * 0.8, side * 0.25)),
                "series", 1.6)  # fmt: skip
    return Drawing(side, side, (box, tick))
