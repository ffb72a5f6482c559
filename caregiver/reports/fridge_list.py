"""The list for the fridge door: what is taken at home, in four columns of the day, in big type.

*Source: AHRQ, pill card (morning, noon, evening and night with icons and words).*
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from caregiver.formats import Formats
from caregiver.reports import medication_words as words
from caregiver.reports import words as paper_words
from caregiver.reports.blocks import heading, paragraph
from caregiver.reports.call_box import add_call_box
from caregiver.reports.flow import Slab, Spacing, fitted
from caregiver.reports.fonts import Weight
from caregiver.reports.heads import head_slabs, labelled_box
from caregiver.reports.medication_days import days_text, place_text
from caregiver.reports.medication_grid import Draw, GridCell, RuledTable
from caregiver.reports.medication_icons import paint_part
from caregiver.reports.medication_names import named
from caregiver.reports.medication_packets import (
    DayPart,
    FridgePacket,
    FridgeRow,
    NeededRow,
    day_part,
)
from caregiver.reports.packets import PageChoice
from caregiver.reports.page_style import NOTHING, Ink, PaperText, Sizes, pdf_text
from caregiver.reports.paper import Paper, allergy_text, joined
from caregiver.reports.sheet import Sheet

# To be read at arm's length: 14 points, nothing smaller than 12 (MED-8).
FRIDGE = Sizes(name=23.0, heading=16.0, lead=14.0, body=14.0, small=12.0)
PARTS = (DayPart.MORNING, DayPart.NOON, DayPart.EVENING, DayPart.NIGHT)
_TITLES = (words.MORNING, words.NOON, words.EVENING, words.NIGHT)
_PART_WIDTH = 79.0
_LOOSE = Spacing(air=1.0, pad=3.5)


def render(packet: FridgePacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the fridge list as PDF."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: FridgePacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the fridge list, drawn but for the foot of its pages; large print lies wide."""
    title = words.FRIDGE_LIST_OF.format(name=packet.head.name)
    paper = Paper(packet.head, formats, page, title, FRIDGE, is_wide=page.large_print)
    add_call_box(paper, packet.call)
    slabs = [*_head(paper, packet), *_doses(paper, packet), *_needed(paper, packet.needed)]
    if packet.untimed:
        slabs.append(heading(paper.setting, words.UNTIMED_TITLE, gap=12.0))
        for row in packet.untimed:
            slabs += paragraph(paper.setting, named(row.name, row.dose), gap=2.0)
    paper.add(slabs, fitted(slabs, paper.room, 0.0) or _LOOSE)
    return paper


def _head(paper: Paper, packet: FridgePacket) -> list[Slab]:
    formats = paper.formats
    span = words.GOOD_FROM_TO.format(
        first=formats.date_short(packet.first), last=formats.date_medium(packet.last)
    )
    beside: list[tuple[str, Weight]] = [(span, "bold")]
    if packet.place:
        beside.append((place_text(packet.place), "regular"))
    slabs = head_slabs(paper, words.FRIDGE_LIST, joined(packet.head.name, paper.identity()), beside)
    rows = [(paper_words.ALLERGIES, allergy_text(packet.allergies))]
    slabs.append(labelled_box(paper, rows, paper.setting.sizes.body))
    again = words.PRINT_AGAIN.format(last=formats.weekday_date(packet.last))
    note = pdf_text(again, ink=Ink.MUTED)
    return slabs + paragraph(paper.setting, note, size=paper.setting.sizes.small, gap=5.0)


def _edges(paper: Paper) -> list[float]:
    scale = paper.setting.sizes.body / FRIDGE.body
    width = min(_PART_WIDTH * scale, paper.setting.width * 0.155)
    first = paper.setting.width - len(PARTS) * width
    return [0.0, *(first + width * number for number in range(len(PARTS))), paper.setting.width]


def _doses(paper: Paper, packet: FridgePacket) -> list[Slab]:
    if not packet.rows:
        return paragraph(paper.setting, pdf_text(words.NO_FIXED), gap=10.0)
    sizes = paper.setting.sizes
    tallest = int((paper.frame.bottom - paper.frame.top) * 0.6 / (sizes.body * 1.16))
    table = RuledTable(_edges(paper), sizes.body, strong=(1,), tallest=tallest)
    slabs = table.head(_head_cells(paper))
    for group, rows in groupby(packet.rows, key=lambda row: row.group):
        title = GridCell(
            text=pdf_text(words.GROUPS[group.value], "bold", Ink.ACCENT), columns=5, fill=Ink.TINT
        )
        slabs += table.section([title])
        listed = list(rows)
        for number, row in enumerate(listed):
            is_last = number == len(listed) - 1
            slabs += table.row(_cells(paper, packet, row), is_strong=is_last)
    return [_with_gap(slabs[0]), *slabs[1:]]


def _with_gap(slab: Slab) -> Slab:
    return Slab(core=slab.core, pads=slab.pads, paint=slab.paint, gap=6.0, with_next=slab.with_next)


def _head_cells(paper: Paper) -> list[GridCell]:
    size = paper.setting.sizes.body
    icon = size * 1.7
    cells = [GridCell(text=pdf_text(words.MEDICINE, "semibold"), drop=icon)]
    for part, title in zip(PARTS, _TITLES, strict=True):
        cells.append(
            GridCell(
                text=pdf_text(title, "semibold"),
                is_centered=True,
                draw=_icon(part, icon),
                drop=icon,
            )
        )
    return cells


def _icon(part: DayPart, side: float) -> Draw:
    def draw(sheet: Sheet, left: float, top: float, width: float, _height: float) -> None:
        paint_part(sheet, part, left + (width - side) / 2, top + 2, side)

    return draw


def _cells(paper: Paper, packet: FridgePacket, row: FridgeRow) -> list[GridCell]:
    name = GridCell(text=_name(paper, packet, row))
    if row.is_held:
        since = row.held_since
        held = pdf_text(
            words.HELD_SINCE.format(day=paper.formats.date_short(since)) if since else words.HELD,
            "semibold",
            Ink.MUTED,
        )
        return [name, GridCell(text=held, columns=len(PARTS), fill=Ink.BAND, is_centered=True)]
    parts: dict[DayPart, PaperText] = {}
    for dose in row.doses:
        part = day_part(dose.at)
        before = parts.get(part, NOTHING)
        text = pdf_text(paper.formats.time(dose.at), "bold") if dose.at else NOTHING
        text += pdf_text(f"\n{dose.amount}") if text and dose.amount else pdf_text(dose.amount)
        parts[part] = before + pdf_text("\n") + text if before else text
    return [name, *(GridCell(text=parts.get(part, NOTHING), is_centered=True) for part in PARTS)]


def _name(paper: Paper, packet: FridgePacket, row: FridgeRow) -> PaperText:
    text = named(row.name, row.strength)
    days = days_text(row.dates, packet.first, packet.last, paper.formats)
    if days:
        text += pdf_text("\n") + pdf_text(days, "semibold", Ink.ACCENT)
    for dose in row.doses:
        if dose.at is None and not row.is_held:
            sentence = words.ANY_TIME_DOSE if dose.amount else words.ANY_TIME_ONLY
            text += pdf_text(f"\n{sentence.format(amount=dose.amount)}")
    if row.note:
        text += pdf_text(f"\n{row.note}", ink=Ink.MUTED)
    return text


def _needed(paper: Paper, needed: Sequence[NeededRow]) -> list[Slab]:
    """Return the framed box with what is only taken when needed."""
    if not needed:
        return []
    setting = paper.setting
    table = RuledTable([0.0, setting.width], setting.sizes.body)
    title = GridCell(text=pdf_text(words.NEEDED_TITLE, "bold", Ink.ACCENT), fill=Ink.TINT)
    slabs = table.head([title])
    slabs = [_with_gap(slabs[0])]
    for number, row in enumerate(needed):
        text = named(row.name, row.dose)
        if row.is_held:
            text += pdf_text(f" {words.HELD}", "semibold", Ink.MUTED)
        rest = joined(row.used_for, row.limits)
        text += pdf_text(f"\n{rest}") if rest else NOTHING
        slabs += table.row([GridCell(text=text)], is_strong=number == len(needed) - 1)
    return slabs
