"""What changed in the medicines: when, from which dose to which, why, and who said so."""

from __future__ import annotations

from caregiver.formats import Formats
from caregiver.reports import medication_words as words
from caregiver.reports import words as paper_words
from caregiver.reports.blocks import paragraph
from caregiver.reports.flow import Slab, Spacing, fitted
from caregiver.reports.heads import head_slabs
from caregiver.reports.medication_packets import ChangeRow, ChangesPacket
from caregiver.reports.packets import PageChoice
from caregiver.reports.page_style import LISTS, NOTHING, Ink, PaperText, pdf_text
from caregiver.reports.paper import Paper, joined
from caregiver.reports.tables import Cell, Column, Table, cell, fitted_columns


def render(packet: ChangesPacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the change history as PDF."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: ChangesPacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the change history, drawn but for the foot of its pages."""
    title = words.CHANGES_TITLE.format(name=packet.head.name)
    paper = Paper(packet.head, formats, page, title, LISTS)
    shown = words.CHANGES
    if packet.medicine:
        shown = words.CHANGES_OF.format(medicine=packet.medicine)
    whose = joined(packet.head.name, paper.identity())
    slabs = head_slabs(paper, shown, whose, [(_span(packet, formats), "bold")])
    if not packet.changes:
        slabs += paragraph(paper.setting, pdf_text(words.NO_CHANGES), gap=8.0)
    slabs += _table(paper, packet)
    paper.add(slabs, fitted(slabs, paper.room, 0.0) or Spacing(pad=2.2))
    return paper


def _span(packet: ChangesPacket, formats: Formats) -> str:
    last = formats.date_medium(packet.last)
    if packet.first is None:
        return words.ALL_NOTED.format(last=last)
    return words.SPAN.format(first=formats.date_medium(packet.first), last=last)


def _table(paper: Paper, packet: ChangesPacket) -> list[Slab]:
    if not packet.changes:
        return []
    has_names = not packet.medicine
    columns = [Column(words.DATE, 78), Column(words.WHAT, 180), Column(words.WHY, 120)]
    if has_names:
        columns.insert(1, Column(words.MEDICINE, 96))
    rows = [_cells(paper, row, has_name=has_names) for row in packet.changes]
    table = Table(paper.setting, fitted_columns(paper.setting, columns, rows))
    return [table.head(), *(slab for cells in rows for slab in table.row(cells))]


def _cells(paper: Paper, row: ChangeRow, *, has_name: bool) -> list[Cell]:
    day = Cell(pdf_text(paper.formats.date_medium(row.day), "semibold"))
    name = [Cell(pdf_text(row.name, "bold"))] if has_name else []
    return [day, *name, Cell(_what(row)), cell(_why(row))]


def _what(row: ChangeRow) -> PaperText:
    text = pdf_text(words.KINDS[row.kind.value], "semibold", Ink.ACCENT)
    if row.before:
        text += pdf_text(f"\n{words.BEFORE.format(how=row.before)}", ink=Ink.MUTED)
    if row.after:
        text += pdf_text(f"\n{words.NOW.format(how=row.after)}") if row.before else NOTHING
        text += pdf_text(f"\n{row.after}") if not row.before else NOTHING
    return text


def _why(row: ChangeRow) -> str:
    said = words.SAID_BY.format(who=row.told_by) if row.told_by else ""
    by = row.prescribed_by
    prescribed = paper_words.PRESCRIBED_BY.format(who=by) if by and by != row.told_by else ""
    return "\n".join(part for part in (row.reason, said, prescribed) if part)
