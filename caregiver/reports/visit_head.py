"""The fixed parts of the visit summary: its head, the safety box, the clinic's boxes."""

from __future__ import annotations

from caregiver.reports import words
from caregiver.reports.blocks import heading
from caregiver.reports.flow import Slab, Spacing
from caregiver.reports.fonts import Weight
from caregiver.reports.heads import head_slabs, labelled_box, visit_day
from caregiver.reports.packets import VisitSummaryPacket
from caregiver.reports.page_style import Ink, kept_together, pdf_text
from caregiver.reports.paper import Paper, allergy_text, joined
from caregiver.reports.sheet import Sheet
from caregiver.reports.typesetting import break_lines, one_line


def page_head(paper: Paper, packet: VisitSummaryPacket) -> list[Slab]:
    """Return who this is about, on the left, and the visit, on the right, over a rule."""
    visit: list[tuple[str, Weight]] = [
        (visit_day(paper, packet.visit), "bold"),
        (joined(packet.visit.place, packet.visit.clinician), "regular"),
        (_caregiver(packet), "regular"),
    ]
    return head_slabs(paper, packet.head.name, paper.identity(), visit)


def add_running_head(paper: Paper, packet: VisitSummaryPacket) -> None:
    """Give later pages a short head with the name and the visit; screen readers skip it."""
    size = paper.setting.sizes.body
    leading = size * paper.setting.sizes.leading
    half = paper.setting.width / 2 - 4
    name = break_lines(pdf_text(packet.head.name, "bold"), size, half)[0]
    when = break_lines(pdf_text(visit_day(paper, packet.visit)), size, half)[0]

    def draw() -> None:
        sheet, left = paper.sheet, paper.frame.left
        right = left + paper.setting.width
        with sheet.furniture():
            sheet.text(left, paper.page_top, name, size)
            sheet.text(right - when.width, paper.page_top, when, size)
            y = paper.page_top + leading + 1.5
            sheet.lines([(left, y), (right, y)], ink=Ink.ACCENT, width=1.2)

    paper.on_new_page(leading + 9, draw)


def _caregiver(packet: VisitSummaryPacket) -> str:
    caregiver = packet.caregiver
    if caregiver is None:
        return ""
    name = f"{caregiver.name} ({caregiver.role})" if caregiver.role else caregiver.name
    return words.CAREGIVER.format(name=name, phone=kept_together(caregiver.phone)).strip()


def safety_box(paper: Paper, packet: VisitSummaryPacket) -> list[Slab]:
    """Return the box with allergies, always, and cautions, if any."""
    rows = [(words.ALLERGIES, allergy_text(packet.allergies))]
    if packet.cautions:
        rows.append((words.CAUTION, pdf_text("; ".join(packet.cautions))))
    return [labelled_box(paper, rows, paper.setting.sizes.body + 0.5)]


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
    core = sizes.body * 2.3

    def paint(sheet: Sheet, left: float, top: float, spacing: Spacing) -> None:
        height = core + 4 * spacing.pad + spacing.grow
        for place, line in enumerate(lines):
            box = (left + place * width, top, width, height)
            with sheet.furniture():
                sheet.rectangle(box, stroke=Ink.MUTED, line=0.8)
            with sheet.tagged(sheet.root.child("P")):
                sheet.text(box[0] + 5, top + 1 + spacing.pad / 2, line, sizes.body)

    return Slab(core=core, pads=4, grows=1, paint=paint, with_next=with_next)
