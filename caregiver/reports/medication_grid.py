"""Ruled tables with boxes, icons and grey cells: rows are never cut, the head repeats, tagged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from caregiver.reports.blocks import Growing
from caregiver.reports.flow import Slab, Spacing
from caregiver.reports.page_style import NOTHING, Ink, PaperText
from caregiver.reports.sheet import Sheet
from caregiver.reports.typesetting import Line, break_lines

SIDE = 3.0
_LEADING = 1.16
_RULE, _STRONG = 0.5, 1.1
# left, top, width, height of the cell
Draw = Callable[[Sheet, float, float, float, float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell over `columns` columns: text, or something drawn with its description.

    `least` is the least height of what is drawn, `drop` how far below the top the text begins.
    Without `size` the text has that of the table; `is_tight` text may come near the edges.
    """

    text: PaperText = NOTHING
    columns: int = 1
    size: float = 0.0
    is_centered: bool = False
    fill: str = ""
    draw: Draw | None = None
    alt: str = ""
    least: float = 0.0
    drop: float = 0.0
    is_tight: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    left: float
    width: float
    lines: list[Line]
    size: float
    cell: GridCell


class RuledTable:
    """A table being laid out; give it a head and rows, take its slabs."""

    def __init__(
        self, edges: Sequence[float], size: float, *, strong: Sequence[int] = (), tallest: int = 30
    ) -> None:
        """Set the columns by their edges, from 0 to the width of the text.

        `strong` are the edges with a bold line. A row of more than `tallest` lines is continued
        in further rows.
        """
        self._edges = list(edges)
        self._size = size
        self._strong = frozenset(strong)
        self._tallest = tallest
        self._element = Growing("Table")
        self._head: list[list[_Placed]] = []
        self._repeat: Slab | None = None

    def width_of(self, column: int, columns: int = 1) -> float:
        """Return the room inside a column or several."""
        return self._edges[column + columns] - self._edges[column] - 2 * SIDE

    def head(self, *rows: Sequence[GridCell]) -> list[Slab]:
        """Return the head; it stands again on every page."""
        self._head = [self._place(cells) for cells in rows]
        self._repeat = self._repeated(self._head)
        return [self._slab(each, scope="Column") for each in self._head]

    def section(self, cells: Sequence[GridCell]) -> list[Slab]:
        """Return a row that is the title of those below; on every page it stands again, too."""
        self._repeat = self._repeated(self._head)
        slabs = self.row(cells, with_next=True)
        self._repeat = self._repeated([*self._head, self._place(cells)])
        return slabs

    def _repeated(self, rows: Sequence[list[_Placed]]) -> Slab:
        heights = [_height(each) for each in rows]

        def repeat(sheet: Sheet, left: float, top: float, spacing: Spacing) -> None:
            for cells, height in zip(rows, heights, strict=True):
                full = height + 2 * spacing.pad
                self._paint(sheet, cells, (left, top, full), spacing, is_repeated=True)
                top += full

        return Slab(core=sum(heights), pads=2 * len(rows), paint=repeat)

    def row(
        self, cells: Sequence[GridCell], *, is_strong: bool = False, with_next: bool = False
    ) -> list[Slab]:
        """Return a row; a very tall one is continued in further rows."""
        placed = self._place(cells)
        tallest = max(len(one.lines) for one in placed)
        slabs = []
        for start in range(0, max(tallest, 1), self._tallest):
            part = [_from_line(one, start, self._tallest) for one in placed]
            slab = self._slab(part, is_strong=is_strong)
            slabs.append(replace(slab, repeat=self._repeat, with_next=with_next))
        return slabs

    def _place(self, cells: Sequence[GridCell]) -> list[_Placed]:
        placed = []
        column = 0
        for each in cells:
            left = self._edges[column]
            width = self._edges[column + each.columns] - left
            size = each.size or self._size
            room = width - (0.5 if each.is_tight else 2 * SIDE)
            lines = break_lines(each.text, size, room) if each.text else []
            placed.append(_Placed(left, width, lines, size, each))
            column += each.columns
        return placed

    def _slab(self, cells: list[_Placed], *, scope: str = "", is_strong: bool = False) -> Slab:
        core = _height(cells)

        def paint(sheet: Sheet, left: float, top: float, spacing: Spacing) -> None:
            height = core + 2 * spacing.pad
            self._paint(sheet, cells, (left, top, height), spacing, scope, is_strong=is_strong)

        return Slab(core=core, pads=2, paint=paint, with_next=bool(scope))

    def _paint(
        self,
        sheet: Sheet,
        cells: list[_Placed],
        box: tuple[float, float, float],
        spacing: Spacing,
        scope: str = "",
        *,
        is_strong: bool = False,
        is_repeated: bool = False,
    ) -> None:
        left, top, height = box
        with sheet.furniture():
            for one in cells:
                if one.cell.fill:
                    place = (left + one.left, top, one.width, height)
                    sheet.rectangle(place, fill=one.cell.fill)
        row = None if is_repeated else self._element.on(sheet).child("TR")
        for number, one in enumerate(cells):
            where = (left + one.left, top, one.width, height)
            if row is None:
                with sheet.furniture():
                    _text(sheet, one, where, spacing.pad)
                if one.cell.draw:
                    one.cell.draw(sheet, *where)
                continue
            is_head = bool(scope) or number == 0
            tag_scope = scope or ("Row" if is_head else "")
            element = row.child(
                "TH" if is_head else "TD", scope=tag_scope, columns=one.cell.columns
            )
            if one.cell.alt:
                figure = element.child("Figure", alt=one.cell.alt)
                figure.box = sheet.box_on_page(*where)
                with sheet.tagged(figure):
                    pass
            if one.cell.draw:
                one.cell.draw(sheet, *where)
            if one.lines:
                with sheet.tagged(element):
                    _text(sheet, one, where, spacing.pad)
        self._rules(sheet, cells, box, is_strong=is_strong or bool(scope))

    def _rules(
        self,
        sheet: Sheet,
        cells: list[_Placed],
        box: tuple[float, float, float],
        *,
        is_strong: bool,
    ) -> None:
        left, top, height = box
        with sheet.furniture():
            for one in cells:
                edge = self._edges.index(one.left)
                if edge:
                    x = left + one.left
                    is_bold = edge in self._strong
                    width = _STRONG if is_bold else _RULE
                    ink = Ink.TEXT if is_bold else Ink.RULE
                    sheet.lines([(x, top), (x, top + height)], ink=ink, width=width)
            y = top + height
            ends = [(left, y), (left + self._edges[-1], y)]
            width, ink = (_STRONG, Ink.TEXT) if is_strong else (_RULE, Ink.RULE)
            sheet.lines(ends, ink=ink, width=width)


def _from_line(one: _Placed, start: int, most: int) -> _Placed:
    lines = one.lines[start : start + most]
    if start == 0:
        return replace(one, lines=lines)
    cell = replace(one.cell, draw=None, alt="", least=0.0, drop=0.0)
    return replace(one, lines=lines, cell=cell)


def _height(cells: Sequence[_Placed]) -> float:
    return max(
        max(one.cell.drop + len(one.lines) * one.size * _LEADING, one.cell.least) for one in cells
    )


def _text(sheet: Sheet, one: _Placed, where: tuple[float, float, float, float], pad: float) -> None:
    left, top, width, height = where
    leading = one.size * _LEADING
    y = top + pad + one.cell.drop
    if one.cell.is_centered and not one.cell.draw:
        y = top + (height - len(one.lines) * leading) / 2
    for line in one.lines:
        shift = (width - line.width) / 2 if one.cell.is_centered else SIDE
        sheet.text(left + shift, y, line, one.size)
        y += leading
