"""The team's number, framed at the foot of every page of what hangs on a wall."""

from __future__ import annotations

from caregiver.reports import calendar_words, words
from caregiver.reports.packets import ContactOnPaper
from caregiver.reports.page_style import Ink, kept_together, pdf_text
from caregiver.reports.paper import Paper, joined
from caregiver.reports.typesetting import break_lines

_SIDE = 6.0


def add_call_box(paper: Paper, call: ContactOnPaper | None) -> None:
    """Put the team's number, or a line to write it on, at the foot of every page."""
    sizes = paper.setting.sizes
    if call is None or not call.phone:
        text = pdf_text(words.NO_NIGHT_LINE, "bold")
    else:
        phone = kept_together(call.phone)
        text = pdf_text(f"{calendar_words.CALL.format(phone=phone)}  ", "bold")
        text += pdf_text(joined(call.name, call.hours))
    lines = break_lines(text, sizes.heading, paper.setting.width - 2 * _SIDE)[:3]
    leading = sizes.heading * sizes.leading
    height = len(lines) * leading + 6

    def draw(top: float, page: int) -> None:
        sheet, left = paper.sheet, paper.frame.left
        with sheet.furniture():
            box = (left, top + 7, paper.setting.width, height)
            sheet.rectangle(box, stroke=Ink.BLACK, line=1.2)
        with sheet.tagged(sheet.root.child("P")) if page == 0 else sheet.furniture():
            for place, line in enumerate(lines):
                sheet.text(left + _SIDE, top + 9 + place * leading, line, sizes.heading)

    paper.on_every_foot(height + 11, draw)
