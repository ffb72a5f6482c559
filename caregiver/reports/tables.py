"""Tables: rows are never cut, the head repeats on each page, every cell is tagged."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from caregiver.domain.drawing import Drawing
from caregiver.reports.blocks import Growing, Setting
from caregiver.reports.charts import paint as paint_drawing
from caregiver.reports.column_widths import shared_widths
from caregiver.reports.flow import Slab, Spacing
from caregiver.reports.page_style import NORMAL, NOTHING, Ink, PaperText, pdf_text
from caregiver.reports.sheet import Sheet
from caregiver.reports.tagging import Element
from caregiver.reports.typesetting import Line, break_lines, one_line

_TALLEST_ROW = 44
_SIDE = 3.0
_LEADING = 1.13


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width in points, and how it is set."""

    title: str
    width: float
    align: Literal["left", "right"] = "left"
    is_tinted: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: text or a picture with its description; `columns` is how many it spans."""

    text: PaperText = NOTHING
    columns: int = 1
    drawing: Drawing | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class _SetCell:
    left: float
    width: float
    lines: list[Line]
    cell: Cell
    column: Column


def cell(text: str, columns: int = 1) -> Cell:
    """Return a cell of plain text."""
    return Cell(pdf_text(text), columns)


def fitted_columns(
    setting: Setting, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> list[Column]:
    """Return the columns as wide as their cells need; their given widths are the least."""
    scale = setting.sizes.body / NORMAL.body
    heads = [
        one_line(pdf_text(column.title, "semibold"), setting.sizes.small).width + 2 * _SIDE
        for column in columns
    ]
    natural = [heads, *([_natural(setting, each) for each in cells] for cells in rows)]
    least = [min(column.width * scale, setting.width / len(columns)) for column in columns]
    widths = shared_widths(natural, least, setting.width)
    return [replace(column, width=width) for column, width in zip(columns, widths, strict=True)]


def _natural(setting: Setting, part: Cell) -> float:
    if part.drawing is not None:
        return part.drawing.width + 2 * _SIDE
    lines = break_lines(part.text, setting.sizes.body, math.inf) if part.text else []
    return max((line.width for line in lines), default=0.0) + 2 * _SIDE + 0.1


class Table:
    """A table being laid out; give it rows, take its slabs."""

    def __init__(
        self,
        setting: Setting,
        columns: Sequence[Column],
        *,
        size: float = 0.0,
        tallest: int = _TALLEST_ROW,
    ) -> None:
        """Set the columns; their widths are scaled to the width of the text.

        A row of more than `tallest` lines is continued in further rows.
        """
        scale = setting.width / sum(column.width for column in columns)
        self.columns = [
            Column(column.title, column.width * scale, column.align, column.is_tinted)
            for column in columns
        ]
        self._setting = setting
        self._size = size or setting.sizes.body
        self._leading = self._size * _LEADING
        self._tallest = tallest
        self._element = Growing("Table")
        self._head = self._head_slab(repeated=False)
        self._repeat = self._head_slab(repeated=True)

    def width_of(self, column: int) -> float:
        """Return the room inside a column."""
        return self.columns[column].width - 2 * _SIDE

    def head(self) -> Slab:
        """Return the head row."""
        return self._head

    def row(
        self, cells: Sequence[Cell], *, is_last_of_group: bool = False, grows: int = 0
    ) -> list[Slab]:
        """Return a row; a very tall one is continued in further rows.

        With `grows` it takes part in the free height of the page.
        """
        placed = self._set(cells)
        tallest = max(len(part.lines) for part in placed)
        slabs = []
        for start in range(0, max(tallest, 1), self._tallest):
            parts = [
                _SetCell(
                    part.left,
                    part.width,
                    part.lines[start : start + self._tallest],
                    part.cell if start == 0 else Cell(part.cell.text, part.cell.columns),
                    part.column,
                )
                for part in placed
            ]
            slabs.append(self._row_slab(parts, 0.9 if is_last_of_group else 0.5, grows))
        return slabs

    def _set(self, cells: Sequence[Cell]) -> list[_SetCell]:
        placed = []
        left, place = 0.0, 0
        for each in cells:
            columns = self.columns[place : place + each.columns]
            width = sum(column.width for column in columns)
            lines = break_lines(each.text, self._size, width - 2 * _SIDE) if each.text else []
            placed.append(_SetCell(left, width, lines, each, columns[0]))
            left += width
            place += each.columns
        return placed

    def _row_slab(self, parts: list[_SetCell], line: float, grows: int) -> Slab:
        count = max(1, *(len(part.lines) for part in parts))
        pictures = [part.cell.drawing.height for part in parts if part.cell.drawing]
        core = max(count * self._leading, *pictures, 0.0)

        def paint(sheet: Sheet, left: float, top: float, spacing: Spacing) -> None:
            height = core + 2 * spacing.pad + grows * spacing.grow
            self._tint(sheet, left, top, height)
            row = self._element.on(sheet).child("TR")
            for place, part in enumerate(parts):
                tag, scope = ("TH", "Row") if place == 0 else ("TD", "")
                element = row.child(tag, scope=scope, columns=part.cell.columns)
                self._paint_cell(sheet, element, part, left, top + spacing.pad)
            with sheet.furniture():
                y = top + height
                sheet.lines([(left, y), (left + self._setting.width, y)], width=line)

        return Slab(core=core, pads=2, paint=paint, grows=grows, repeat=self._repeat)

    def _tint(self, sheet: Sheet, left: float, top: float, height: float) -> None:
        x = left
        for column in self.columns:
            if column.is_tinted:
                with sheet.furniture():
                    sheet.rectangle((x, top, column.width, height), fill=Ink.TINT)
            x += column.width

    def _paint_cell(
        self, sheet: Sheet, element: Element, part: _SetCell, left: float, top: float
    ) -> None:
        x = left + part.left + _SIDE
        drawing = part.cell.drawing
        if drawing is not None:
            # Level with the first line of the text beside it.
            y = top + max(0.0, self._leading - drawing.height) / 2
            figure = element.child("Figure", alt=part.cell.alt)
            figure.box = sheet.box_on_page(x, y, drawing.width, drawing.height)
            with sheet.tagged(figure):
                paint_drawing(sheet, drawing, x, y, alt=part.cell.alt)
        if not part.lines:
            return
        with sheet.tagged(element):
            for place, line in enumerate(part.lines):
                room = part.width - 2 * _SIDE - line.width
                shift = room if part.column.align == "right" else 0.0
                sheet.text(x + shift, top + place * self._leading, line, self._size)

    def _head_slab(self, *, repeated: bool) -> Slab:
        size = self._setting.sizes.small
        leading = size * self._setting.sizes.leading
        titles = [
            break_lines(
                pdf_text(column.title, "semibold", Ink.MUTED), size, column.width - 2 * _SIDE
            )
            for column in self.columns
        ]
        rows = max(len(lines) for lines in titles)
        core = rows * leading

        def draw(sheet: Sheet, left: float, top: float, mark: Callable[[int], Element]) -> None:
            x = left
            for place, (column, lines) in enumerate(zip(self.columns, titles, strict=True)):
                with sheet.tagged(mark(place)) if not repeated else sheet.furniture():
                    for row, line in enumerate(lines):
                        room = column.width - 2 * _SIDE - line.width
                        shift = room if column.align == "right" else 0.0
                        y = top + (rows - len(lines) + row) * leading
                        sheet.text(x + _SIDE + shift, y, line, size)
                x += column.width

        def paint(sheet: Sheet, left: float, top: float, spacing: Spacing) -> None:
            height = core + spacing.pad
            self._tint(sheet, left, top, height)
            if repeated:
                draw(sheet, left, top, lambda _place: sheet.root)
            else:
                row = self._element.on(sheet).child("TR")
                draw(sheet, left, top, lambda _place: row.child("TH", scope="Column"))
            with sheet.furniture():
                y = top + height
                ends = [(left, y), (left + self._setting.width, y)]
                sheet.lines(ends, ink=Ink.TEXT, width=0.9)

        return Slab(core=core, pads=1, paint=paint, with_next=True)
