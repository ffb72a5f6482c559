"""Headings, paragraphs and numbered lines as slabs."""

from __future__ import annotations

from dataclasses import dataclass

from caregiver.reports.flow import Paint, Slab, Spacing
from caregiver.reports.page_style import NORMAL, NOTHING, Ink, PaperText, Sizes, pdf_text
from caregiver.reports.sheet import Sheet
from caregiver.reports.tagging import Element
from caregiver.reports.typesetting import Line, break_lines, one_line

_CHUNK = 14


@dataclass(frozen=True, slots=True)
class Setting:
    """What all blocks of a paper share: the width of the text and the sizes."""

    width: float
    sizes: Sizes = NORMAL


class Growing:
    """An element of the reading order that is made when its first part is drawn."""

    def __init__(self, tag: str, parent: Growing | None = None) -> None:
        self._tag = tag
        self._parent = parent
        self._made: Element | None = None

    def on(self, sheet: Sheet) -> Element:
        """Return the element in the tree of `sheet`."""
        if self._made is None:
            parent = self._parent.on(sheet) if self._parent else sheet.root
            self._made = parent.child(self._tag)
        return self._made


def heading(
    setting: Setting, title: str, note: str = "", *, level: int = 2, gap: float = 9.0
) -> Slab:
    """Return a heading, with a quiet note on the same line if it fits, else below it."""
    size = setting.sizes.heading
    small = setting.sizes.small
    lines = break_lines(pdf_text(title, "bold", Ink.ACCENT), size, setting.width)
    beside = one_line(pdf_text(note, "regular", Ink.MUTED), small)
    fits = len(lines) == 1 and lines[0].width + 8 + beside.width <= setting.width
    below = [] if fits or not note else break_lines(_muted(note), small, setting.width)
    leading = size * setting.sizes.leading
    core = len(lines) * leading + len(below) * small * setting.sizes.leading + 0.5

    def paint(sheet: Sheet, left: float, top: float, _spacing: Spacing) -> None:
        with sheet.tagged(sheet.root.child(f"H{level}")):
            for place, line in enumerate(lines):
                sheet.text(left, top + place * leading, line, size)
        sheet.bookmark(title)
        if not note:
            return
        with sheet.tagged(sheet.root.child("P")):
            if fits:
                lift = (size - small) * setting.sizes.leading * 0.82
                sheet.text(left + lines[0].width + 8, top + lift, beside, small)
            for place, line in enumerate(below):
                y = top + len(lines) * leading + place * small * setting.sizes.leading
                sheet.text(left, y, line, small)

    return Slab(core=core, paint=paint, gap=gap, with_next=True)


def _muted(text: str) -> PaperText:
    return pdf_text(text, "regular", Ink.MUTED)


def paragraph(
    setting: Setting,
    text: PaperText,
    *,
    size: float = 0.0,
    gap: float = 1.5,
    label: PaperText = NOTHING,
    indent: float = 0.0,
    with_next: bool = False,
    item: Growing | None = None,
    tag: str = "P",
) -> list[Slab]:
    """Return a paragraph; `label` (a number, a box) stands in the indent of its first line.

    A long paragraph comes in chunks, so that it may run over the end of a page. With `item`,
    an LI of the structure tree, the label is its Lbl; give the text the tag LBody.
    """
    size = size or setting.sizes.body
    leading = size * setting.sizes.leading
    lines = break_lines(text, size, setting.width - indent)
    element = Growing(tag, item)
    slabs = []
    for start in range(0, len(lines), _CHUNK):
        chunk = lines[start : start + _CHUNK]
        label_line = one_line(label + pdf_text(" "), size) if label and not start else None
        slabs.append(
            Slab(
                core=len(chunk) * leading,
                paint=_paint_lines(_Set(element, chunk, size, leading, indent), label_line, item),
                gap=gap if start == 0 else 0.0,
                with_next=with_next and start + _CHUNK >= len(lines),
            )
        )
    return slabs


@dataclass(frozen=True, slots=True)
class _Set:
    """Lines of a paragraph, ready to draw."""

    element: Growing
    lines: list[Line]
    size: float
    leading: float
    indent: float


def _paint_lines(text: _Set, label: Line | None, item: Growing | None) -> Paint:
    def paint(sheet: Sheet, left: float, top: float, _spacing: Spacing) -> None:
        if label and item:
            with sheet.tagged(item.on(sheet).child("Lbl")):
                sheet.text(left, top, label, text.size)
        with sheet.tagged(text.element.on(sheet)):
            if label and not item:
                sheet.text(left, top, label, text.size)
            for place, line in enumerate(text.lines):
                sheet.text(left + text.indent, top + place * text.leading, line, text.size)

    return paint


def rule(*, width: float, line: float = 1.2, gap: float = 2.0, ink: str = Ink.ACCENT) -> Slab:
    """Return a line across the text."""

    def paint(sheet: Sheet, left: float, top: float, _spacing: Spacing) -> None:
        with sheet.furniture():
            middle = top + line / 2
            sheet.lines([(left, middle), (left + width, middle)], ink=ink, width=line)

    return Slab(core=line, paint=paint, gap=gap)


def writing_lines(
    setting: Setting, count: int, *, pitch: float = 22.0, indent: float = 0.0
) -> Slab:
    """Return ruled space for handwriting."""

    def paint(sheet: Sheet, left: float, top: float, _spacing: Spacing) -> None:
        with sheet.furniture():
            for place in range(1, count + 1):
                y = top + place * pitch
                sheet.lines([(left + indent, y), (left + setting.width, y)], ink=Ink.RULE)

    return Slab(core=count * pitch + 1, paint=paint)
