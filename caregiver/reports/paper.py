"""The frame every paper shares: the foot with whose it is, the example mark, the page numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from caregiver.formats import Formats
from caregiver.reports import words
from caregiver.reports.blocks import Setting
from caregiver.reports.flow import Frame, Slab, Spacing, flow
from caregiver.reports.packets import Allergies, PageChoice, PaperHead
from caregiver.reports.page_style import (
    MM,
    NORMAL,
    NOTHING,
    PAPER_SIZES,
    Ink,
    PaperText,
    Sizes,
    pdf_text,
)
from caregiver.reports.sheet import Sheet
from caregiver.reports.typesetting import Line, break_lines, one_line

_SIDE = 15 * MM
_TOP = 12 * MM
_EDGE = 12 * MM
_EXAMPLE_STRIP = 15.0
_LARGER = 1.4
_LARGEST_FOOT = 12.0


def age_on(birth_date: date, day: date) -> int:
    """Return the age in whole years on `day`."""
    before = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - int(before)


def joined(*parts: str) -> str:
    """Return the parts that say something, with middle dots between them."""
    return " · ".join(part for part in parts if part)


def allergy_text(allergies: Allergies) -> PaperText:
    """Return what is known of allergies; silence is said aloud."""
    if allergies.text:
        return pdf_text(allergies.text)
    return pdf_text(words.NO_ALLERGIES_KNOWN if allergies.none_known else words.NOT_NOTED)


class Paper:
    """A document in the making, with its frame."""

    def __init__(
        self,
        head: PaperHead,
        formats: Formats,
        page: PageChoice,
        title: str,
        sizes: Sizes = NORMAL,
        *,
        is_wide: bool = False,
    ) -> None:
        """Begin with an empty first page, in `sizes` or, for large print, larger.

        `is_wide` turns the paper on its long side.
        """
        self.head = head
        self.formats = formats
        self.is_large = page.large_print
        size = PAPER_SIZES[page.paper]
        size = (size[1], size[0]) if is_wide else size
        sizes = sizes.scaled(_LARGER) if page.large_print else sizes
        self.setting = Setting(size[0] - 2 * _SIDE, sizes)
        self.sheet = Sheet(size, title)
        self._foot_size = min(sizes.small, _LARGEST_FOOT)
        self._foot_lines = self._foot()
        self._draw_head: Callable[[], None] | None = None
        self._draw_last: Callable[[float, int], None] | None = None
        strip = _EXAMPLE_STRIP if head.is_example else 0.0
        foot = len(self._foot_lines) * self._foot_size * sizes.leading + 8
        self.page_top = _TOP + strip
        self.frame = Frame(_SIDE, self.page_top, self.page_top, size[1] - _EDGE - foot)
        self.start_page()

    @property
    def room(self) -> float:
        """Return the height for content on the first page."""
        return self.frame.bottom - self.frame.first_top

    def start_page(self) -> None:
        """Begin a page, with the example mark under everything else."""
        self.sheet.add_page()
        if self.head.is_example:
            self._draw_example_mark()
        if self._draw_head:
            self._draw_head()

    def on_new_page(self, height: float, draw: Callable[[], None]) -> None:
        """Have `draw` begin every further page, in its topmost `height` points."""
        self.frame = replace(self.frame, top=self.page_top + height)
        self._draw_head = draw

    def on_every_foot(self, height: float, draw: Callable[[float, int], None]) -> None:
        """Have `draw` end every page, given the top of a strip of `height` points and the page."""
        self.frame = replace(self.frame, bottom=self.frame.bottom - height)
        self._draw_last = draw

    def add(self, slabs: list[Slab], spacing: Spacing, *, y: float | None = None) -> float:
        """Fill pages with `slabs`; return where the last one ends."""
        return flow(self.sheet, slabs, self.frame, spacing, self.start_page, y=y)

    def finish(self) -> bytes:
        """Draw the foot of every page and return the PDF."""
        for page in range(self.sheet.page_count):
            self.sheet.turn_to(page)
            if self._draw_last:
                self._draw_last(self.frame.bottom, page)
            self._draw_foot(page)
        return self.sheet.save()

    def identity(self) -> str:
        """Return "Born May 12, 1958 (68) · Hospital no. 000 000"."""
        born = ""
        if self.head.birth_date:
            born = words.BORN.format(
                date=self.formats.date_medium(self.head.birth_date),
                age=age_on(self.head.birth_date, self.head.printed_at.date()),
            )
        number = self.head.hospital_number
        return joined(born, words.HOSPITAL_NUMBER.format(number=number) if number else "")

    def dated(self, day: date) -> str:
        """Return a day without its year when that is the year of printing."""
        if day.year == self.head.printed_at.year:
            return self.formats.month_day(day)
        return self.formats.date_medium(day)

    def _foot(self) -> list[Line]:
        head, formats = self.head, self.formats
        born = ""
        if head.birth_date:
            born = words.BORN_SHORT.format(date=formats.date_medium(head.birth_date))
        printed = words.PRINTED.format(
            date=formats.date_medium(head.printed_at.date()), time=formats.time(head.printed_at)
        )
        whose = joined(", ".join(part for part in (head.name, born) if part), printed)
        lines: list[Line] = []
        for text, room in ((words.NOTICE, 0.0), (whose, 0.18)):
            width = self.setting.width * (1 - room)
            lines += break_lines(pdf_text(text, ink=Ink.MUTED), self._foot_size, width)[:3]
        return lines

    def _draw_foot(self, page: int) -> None:
        sheet, small = self.sheet, self._foot_size
        leading = small * self.setting.sizes.leading
        top = sheet.height - _EDGE - len(self._foot_lines) * leading
        with sheet.furniture():
            sheet.lines([(_SIDE, top - 3), (sheet.width - _SIDE, top - 3)], width=0.5)
        for place, foot_line in enumerate(self._foot_lines):
            with sheet.tagged(sheet.root.child("P")) if page == 0 else sheet.furniture():
                sheet.text(_SIDE, top + place * leading, foot_line, small)
        count = words.PAGE.format(page=page + 1, count=sheet.page_count)
        line = one_line(pdf_text(count, ink=Ink.MUTED), small)
        with sheet.furniture():
            bottom = top + (len(self._foot_lines) - 1) * leading
            sheet.text(sheet.width - _SIDE - line.width, bottom, line, small)

    def _draw_example_mark(self) -> None:
        sheet = self.sheet
        size = 112.0
        line = one_line(pdf_text(words.EXAMPLE, "bold", Ink.EXAMPLE), size)
        with sheet.furniture():
            slope = (0.6, 0.8) if sheet.height > sheet.width else (0.8, 0.6)
            sheet.rotated(sheet.width / 2, sheet.height / 2, slope)
            sheet.text(-line.width / 2, sheet.height - size * 0.6, line, size, is_recorded=False)
            sheet.restore()
        note = one_line(pdf_text(words.EXAMPLE_SENTENCE, "bold", Ink.TEXT), 9.5)
        left = (sheet.width - note.width) / 2
        first = sheet.root.child("P") if sheet.page_index == 0 else None
        with sheet.furniture():
            box = (left - 8, _TOP - 6, note.width + 16, 14.5)
            sheet.rectangle(box, fill=Ink.WHITE, stroke=Ink.TEXT, line=0.9)
        with sheet.tagged(first) if first else sheet.furniture():
            sheet.text(left, _TOP - 5, note, 9.5)


def labelled(label: str, text: str, ink: str = Ink.TEXT) -> PaperText:
    """Return a bold label followed by text, or nothing when there is no text."""
    if not text:
        return NOTHING
    return pdf_text(label, "bold", ink) + pdf_text(f" {text}", ink=ink)
