"""The fixed parts of the visit summary: its head, the safety box, the clinic's boxes."""

from __future__ import annotations

from dataclasses import dataclass

from caregiver.reports import words
from caregiver.reports.blocks import heading, rule
from caregiver.reports.flow import Slab, Spacing
from caregiver.reports.packets import VisitSummaryPacket
from caregiver.reports.page_style import Ink, PaperText, pdf_text
from caregiver.reports.paper import Paper, allergy_text, joined
from caregiver.reports.sheet import Sheet
from caregiver.reports.typesetting import Line, break_lines, one_line

_BOX_SIDE = 6.0


@dataclass(frozen=True, slots=True)
class _HeadLine:
    line: Line
    size: float
    tag: str


def page_head(paper: Paper, packet: VisitSummaryPacket) -> list[Slab]:
    """Return who this is about, on the left, and the visit, on the right, over a rule."""
    sizes = paper.setting.sizes
    half = paper.setting.width / 2 - 4
    left = _set(pdf_text(packet.head.name, "bold"), sizes.name, half, "H1")
    left += _set(pdf_text(paper.identity()), sizes.body, half, "P")
    right = _set(pdf_text(_when(paper, packet), "bold"), sizes.lead, half, "P")
    right += _set(
        pdf_text(joined(packet.visit.place, packet.visit.clinician)), sizes.body, half, "P"
    )
    right += _set(pdf_text(_caregiver(packet)), sizes.body, half, "P")
    return [_side_by_side(paper, left, right), rule(width=paper.setting.width)]


def add_running_head(paper: Paper, packet: VisitSummaryPacket) -> None:
    """Give later pages a short head with the name and the visit; screen readers skip it."""
    size = paper.setting.sizes.body
    leading = size * paper.setting.sizes.leading
    half = paper.setting.width / 2 - 4
    name = break_lines(pdf_text(packet.head.name, "bold"), size, half)[0]
    when = break_lines(pdf_text(_when(paper, packet)), size, half)[0]

    def draw() -> None:
        sheet, left = paper.sheet, paper.frame.left
        right = left + paper.setting.width
        with sheet.furniture():
            sheet.text(left, paper.page_top, name, size)
            sheet.text(right - when.width, paper.page_top, when, size)
            y = paper.page_top + leading + 1.5
            sheet.lines([(left, y), (right, y)], ink=Ink.ACCENT, width=1.2)

    paper.on_new_page(leading + 9, draw)


def _when(paper: Paper, packet: VisitSummaryPacket) -> str:
    starts_at = packet.visit.starts_at
    if starts_at is None:
        return words.VISIT_NO_DATE
    day = paper.formats.date_long(starts_at.date())
    sentence = words.VISIT_ON if packet.visit.has_time else words.VISIT_ON_DAY
    return sentence.format(date=day, time=paper.formats.time(starts_at))


def _caregiver(packet: VisitSummaryPacket) -> str:
    caregiver = packet.caregiver
    if caregiver is None:
        return ""
    name = f"{caregiver.name} ({caregiver.role})" if caregiver.role else caregiver.name
    return words.CAREGIVER.format(name=name, phone=caregiver.phone).strip()


def _set(text: PaperText, size: float, width: float, tag: str) -> list[_HeadLine]:
    if not text:
        return []
    return [_HeadLine(line, size, tag) for line in break_lines(text, size, width)]


def _side_by_side(paper: Paper, left: list[_HeadLine], right: list[_HeadLine]) -> Slab:
    leading = paper.setting.sizes.leading
    heights = [sum(head.size * leading for head in side) for side in (left, right)]
    core = max(heights)

    def paint(sheet: Sheet, x: float, top: float, _spacing: Spacing) -> None:
        for side, height in zip((left, right), heights, strict=True):
            y = top + core - height
            for head in side:
                shift = paper.setting.width - head.line.width if side is right else 0.0
                with sheet.tagged(sheet.root.child(head.tag)):
                    sheet.text(x + shift, y, head.line, head.size)
                y += head.size * leading

    return Slab(core=core, paint=paint)


def safety_box(paper: Paper, packet: VisitSummaryPacket) -> list[Slab]:
    """Return the box with allergies, always, and cautions, if any."""
    rows = [(words.ALLERGIES, allergy_text(packet.allergies))]
    if packet.cautions:
        rows.append((words.CAUTION, pdf_text("; ".join(packet.cautions))))
    size = paper.setting.sizes.body + 0.5
    leading = size * paper.setting.sizes.leading
    labels = [one_line(pdf_text(label.upper(), "bold"), size) for label, _ in rows]
    indent = max(label.width for label in labels) + 10
    room = paper.setting.width - indent - 2 * _BOX_SIDE
    texts = [break_lines(text, size, room) for _, text in rows]
    core = sum(len(lines) for lines in texts) * leading

    def paint(sheet: Sheet, left: float, top: float, spacing: Spacing) -> None:
        height = core + 2 * spacing.pad + 3
        with sheet.furniture():
            box = (left, top, paper.setting.width, height)
            sheet.rectangle(box, stroke=Ink.BLACK, line=1.2)
        y = top + spacing.pad + 1
        for label, lines in zip(labels, texts, strict=True):
            with sheet.tagged(sheet.root.child("P")):
                sheet.text(left + _BOX_SIDE, y, label, size)
                for line in lines:
                    sheet.text(left + _BOX_SIDE + indent, y, line, size)
                    y += leading

    return [Slab(core=core + 3, pads=2, paint=paint, gap=5.0)]


def clinic_boxes(paper: Paper, title: str) -> list[Slab]:
    """Return the boxes the clinic fills in and hands back; they grow with the free room."""
    slabs = [heading(paper.setting, title)]
    for row in (words.CLINIC_BOXES[:2], words.CLINIC_BOXES[2:]):
        slabs.append(_box_row(paper, row, with_next=row[0] == words.CLINIC_BOXES[0]))
    return slabs


def _box_row(paper: Paper, titles: tuple[str, ...], *, with_next: bool) -> Slab:
    sizes = paper.setting.sizes
    lines = [one_line(pdf_text(f"☐ {title}"), sizes.body) for title in titles]
    width = paper.setting.width / len(titles)
    core = sizes.body * 2.65

    def paint(sheet: Sheet, left: float, top: float, spacing: Spacing) -> None:
        height = core + 4 * spacing.pad + spacing.grow
        for place, line in enumerate(lines):
            box = (left + place * width, top, width, height)
            with sheet.furniture():
                sheet.rectangle(box, stroke=Ink.MUTED, line=0.8)
            with sheet.tagged(sheet.root.child("P")):
                sheet.text(box[0] + 5, top + 1 + spacing.pad / 2, line, sizes.body)

    return Slab(core=core, pads=4, grows=1, paint=paint, with_next=with_next)
