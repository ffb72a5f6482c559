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
from caregiver.reports.typesetting import break_lines

_BOX_SIDE = 4.0


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
    sizes = paper.setting.sizes
    width = paper.setting.width / len(words.CLINIC_BOXES)
    titles = [
        break_lines(pdf_text(f"☐ {each}"), sizes.body, width - 2 * _BOX_SIDE)
        for each in words.CLINIC_BOXES
    ]
    leading = sizes.body * sizes.leading
    core = max(len(lines) for lines in titles) * leading + 2 * sizes.body

    def paint(sheet: Sheet, left: float, top: float, spacing: Spacing) -> None:
        height = core + 4 * spacing.pad + spacing.grow
        for place, lines in enumerate(titles):
            box = (left + place * width, top, width, height)
            with sheet.furniture():
                sheet.rectangle(box, stroke=Ink.MUTED, line=0.8)
            with sheet.tagged(sheet.root.child("P")):
                for number, line in enumerate(lines):
                    sheet.text(box[0] + _BOX_SIDE, top + 1 + number * leading, line, sizes.body)

    boxes = Slab(core=core, pads=4, grows=1, paint=paint)
    return [heading(paper.setting, title), boxes]
