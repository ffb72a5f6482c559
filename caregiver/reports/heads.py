"""What papers begin with: a title beside what it is for, and the box that must be seen first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caregiver.reports import words
from caregiver.reports.blocks import rule
from caregiver.reports.flow import Slab, Spacing
from caregiver.reports.fonts import Weight
from caregiver.reports.packets import VisitOnPaper
from caregiver.reports.page_style import Ink, PaperText, pdf_text
from caregiver.reports.paper import Paper
from caregiver.reports.sheet import Sheet
from caregiver.reports.typesetting import Line, break_lines, one_line

_BOX_SIDE = 6.0


@dataclass(frozen=True, slots=True)
class _HeadLine:
    line: Line
    size: float
    tag: str


def visit_day(paper: Paper, visit: VisitOnPaper) -> str:
    """Return "Visit: Wednesday, March 24, 2027, 10:30 AM"."""
    if visit.starts_at is None:
        return words.VISIT_NO_DATE
    day = paper.formats.date_long(visit.starts_at.date())
    sentence = words.VISIT_ON if visit.has_time else words.VISIT_ON_DAY
    return sentence.format(date=day, time=paper.formats.time(visit.starts_at))


def head_slabs(
    paper: Paper, title: str, below: str, beside: Sequence[tuple[str, Weight]]
) -> list[Slab]:
    """Return the title with a line below it, lines beside it at the right, and a rule.

    The first line beside is set a little larger.
    """
    sizes = paper.setting.sizes
    half = paper.setting.width / 2
    right: list[_HeadLine] = []
    for text, weight in beside:
        size = sizes.body if right else sizes.lead
        right += _set(pdf_text(text, weight), size, half, "P")
    taken = max((head.line.width for head in right), default=0.0)
    room = paper.setting.width - taken - 10
    left = _set(pdf_text(title, "bold"), sizes.name, room, "H1")
    left += _set(pdf_text(below), sizes.body, room, "P")
    return [_side_by_side(paper, left, right), rule(width=paper.setting.width)]


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


def labelled_box(
    paper: Paper, rows: Sequence[tuple[str, PaperText]], size: float, *, line: float = 1.2
) -> Slab:
    """Return a framed box of rows, each a label in capitals and its text."""
    leading = size * paper.setting.sizes.leading
    labels = [one_line(pdf_text(f"{label.upper()} ", "bold"), size) for label, _ in rows]
    indent = max(label.width for label in labels) + 10
    room = paper.setting.width - indent - 2 * _BOX_SIDE
    texts = [break_lines(text, size, room) for _, text in rows]
    core = sum(len(lines) for lines in texts) * leading

    def paint(sheet: Sheet, left: float, top: float, spacing: Spacing) -> None:
        height = core + 2 * spacing.pad + 3
        with sheet.furniture():
            box = (left, top, paper.setting.width, height)
            sheet.rectangle(box, stroke=Ink.BLACK, line=line)
        y = top + spacing.pad + 1
        for label, lines in zip(labels, texts, strict=True):
            with sheet.tagged(sheet.root.child("P")):
                sheet.text(left + _BOX_SIDE, y, label, size)
                for each in lines:
                    sheet.text(left + _BOX_SIDE + indent, y, each, size)
                    y += leading

    return Slab(core=core + 3, pads=2, paint=paint, gap=5.0)
