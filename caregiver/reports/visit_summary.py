"""The visit summary: one page for the clinic, and a second one for what does not fit.

The first page keeps its order and its smallest type. If the rows do not fit, the last rows of
the longest tables move to the second page, and a line says so. If that is not enough, because
the texts are very long, everything simply flows over as many pages as it takes.
"""

from __future__ import annotations

from caregiver.formats import Formats
from caregiver.reports import words
from caregiver.reports.blocks import heading, paragraph
from caregiver.reports.flow import Slab, Spacing, fitted
from caregiver.reports.packets import PageChoice, Section, VisitSummaryPacket
from caregiver.reports.page_style import Ink, pdf_text
from caregiver.reports.paper import Paper
from caregiver.reports.result_table import results
from caregiver.reports.visit_head import add_running_head, clinic_boxes, page_head, safety_box
from caregiver.reports.visit_sections import (
    Part,
    changes,
    changes_title,
    further_questions,
    goals,
    medicines,
    questions,
    where_we_are,
)

_MOST_GROWTH = 40.0


def render(packet: VisitSummaryPacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the visit summary as PDF."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: VisitSummaryPacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the visit summary, drawn but for the foot of its pages."""
    title = words.VISIT_SUMMARY_FOR.format(name=packet.head.name)
    paper = Paper(packet.head, formats, page, title)
    top = [*page_head(paper, packet), *safety_box(paper, packet)]
    add_running_head(paper, packet)
    if not paper.is_large and _one_page(paper, packet, page, top):
        return paper
    where = words.MORE_BELOW
    slabs = list(top)
    for part in _parts(paper, packet, page, where):
        slabs += _shown(paper, part, len(part.rows))
    if _has(Section.QUESTIONS, page):
        slabs += further_questions(paper, packet)
    paper.add(slabs, Spacing())
    return paper


def _has(section: Section, page: PageChoice) -> bool:
    return section not in page.sections_off


def _parts(paper: Paper, packet: VisitSummaryPacket, page: PageChoice, where: str) -> list[Part]:
    """Return the sections that are on and not empty, numbered in their order."""
    parts: list[Part] = []
    number = 0

    def numbered(title: str) -> str:
        return f"{number + 1}  {title}"

    def keep(part: Part) -> None:
        nonlocal number
        if part.head:
            parts.append(part)
            number += 1

    if _has(Section.QUESTIONS, page) and (packet.questions or packet.further_questions):
        keep(questions(paper, packet, numbered(words.QUESTIONS_TITLE), where))
    if _has(Section.WHERE_WE_ARE, page):
        keep(where_we_are(paper, packet, numbered(words.WHERE_TITLE)))
    if _has(Section.GOALS, page):
        parts.append(goals(paper, packet))
    if _has(Section.CHANGES, page):
        keep(changes(paper, packet, numbered(changes_title(paper, packet))))
    if _has(Section.RESULTS, page):
        keep(results(paper, packet, numbered(words.RESULTS_TITLE)))
    if _has(Section.MEDICINES, page):
        keep(medicines(paper, packet, numbered(words.MEDICINES_TITLE)))
    if _has(Section.CLINIC, page):
        keep(Part(head=clinic_boxes(paper, numbered(words.CLINIC_TITLE))))
    return parts


def _one_page(paper: Paper, packet: VisitSummaryPacket, page: PageChoice, top: list[Slab]) -> bool:
    """Put what matters on one page and the rest on the next; False if that cannot be done."""
    parts = _parts(paper, packet, page, words.MORE_ON_PAGE_2)
    shown = [min(len(part.rows), part.most) for part in parts]
    while True:
        slabs = list(top)
        for part, count in zip(parts, shown, strict=True):
            slabs += _shown(paper, part, count)
        spacing = fitted(slabs, paper.room, _MOST_GROWTH)
        if spacing is not None:
            break
        if not _drop_a_row(parts, shown):
            return False
    paper.add(slabs, spacing)
    later = [
        slab
        for part, count in zip(parts, shown, strict=True)
        if part.more and count < len(part.rows)
        for slab in part.more(count)
    ]
    if _has(Section.QUESTIONS, page):
        later += further_questions(paper, packet)
    if later:
        paper.start_page()
        paper.add([heading(paper.setting, words.MORE), *later], Spacing(), y=paper.frame.top)
    return True


def _drop_a_row(parts: list[Part], shown: list[int]) -> bool:
    """Show one row less, of a table that is cut already if there is one; False if none can be.

    Each cut costs a line that says so: better one table cut by three rows than three by one.
    """
    spare = [
        (count < len(part.rows), count - part.least, place)
        for place, (part, count) in enumerate(zip(parts, shown, strict=True))
        if count > part.least
    ]
    if not spare:
        return False
    shown[max(spare)[2]] -= 1
    return True


def _shown(paper: Paper, part: Part, count: int) -> list[Slab]:
    """Return a section with its first `count` rows, and a word about the others."""
    slabs = part.head + [slab for row in part.rows[:count] for slab in row]
    text = part.tail
    left_out = len(part.rows) - count
    if left_out:
        note = pdf_text(f"{words.MORE_ON_PAGE_2.format(count=left_out)}. ", "bold", Ink.ACCENT)
        text = note + text
    return slabs + (paragraph(paper.setting, text, gap=2.0) if text else [])
