"""The wallet card: two panels of 85.6 × 54 mm, side by side, to cut out and fold (CARD-1)."""

from __future__ import annotations

from dataclasses import dataclass

from caregiver.formats import Formats
from caregiver.reports import words
from caregiver.reports.blocks import paragraph
from caregiver.reports.flow import Spacing
from caregiver.reports.list_packets import EmergencySheetPacket
from caregiver.reports.packets import PageChoice
from caregiver.reports.page_style import MM, Ink, PaperText, kept_together, pdf_text
from caregiver.reports.paper import Paper, allergy_text, labelled
from caregiver.reports.sheet import Sheet
from caregiver.reports.typesetting import Line, break_lines

_WIDTH = 85.6 * MM
_HEIGHT = 54 * MM
_INSIDE = 9.0
_TEXT = 8.5
_PHONE = 15.0
_LEADING = 1.16
_GAP = 1.5
# The smallest factor keeps the text at 7.5 and the telephone above 10 points.
_FACTORS = (1.25, 1.18, 1.1, 1.0, 0.94, 7.5 / _TEXT)

_Paragraph = list[tuple[Line, float]]


@dataclass(frozen=True, slots=True)
class _Item:
    text: PaperText
    size: float = _TEXT


def render(packet: EmergencySheetPacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the wallet card as PDF, in its true size; large print does not apply."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: EmergencySheetPacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the wallet card, drawn but for the foot of its page."""
    title = words.WALLET_CARD_OF.format(name=packet.head.name)
    paper = Paper(packet.head, formats, PageChoice(paper=page.paper), title)
    head = paragraph(
        paper.setting,
        pdf_text(words.WALLET_CARD, "bold"),
        size=paper.setting.sizes.name,
        tag="H1",
    )
    head += paragraph(paper.setting, pdf_text(words.WALLET_CUT))
    top = paper.add(head, Spacing()) + 18
    left = (paper.sheet.width - 2 * _WIDTH) / 2
    _draw_marks(paper.sheet, left, top)
    _draw_panel(paper.sheet, left, top, _front(paper, packet))
    _draw_panel(paper.sheet, left + _WIDTH, top, _back(paper, packet))
    return paper


def _draw_marks(sheet: Sheet, left: float, top: float) -> None:
    """Draw the cut line around the card and the fold line with its arrows outside."""
    right, bottom, middle = left + 2 * _WIDTH, top + _HEIGHT, left + _WIDTH
    with sheet.furniture():
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        sheet.lines(corners, ink=Ink.MUTED, width=0.6, dash="4 3")
        sheet.lines([(middle, top), (middle, bottom)], ink=Ink.RULE, width=0.5, dash="1 2.5")
        for y in (top - 8, bottom + 2):
            sheet.lines([(middle, y), (middle, y + 6)], ink=Ink.TEXT, width=0.8)


def _front(paper: Paper, packet: EmergencySheetPacket) -> list[_Item]:
    example = words.EXAMPLE if packet.head.is_example else ""
    items = [
        _Item(pdf_text(example, "bold", Ink.MUTED)),
        _Item(pdf_text(packet.head.name, "bold"), 13.0),
        _Item(pdf_text(paper.identity())),
    ]
    if packet.on_treatment:
        items.append(_Item(pdf_text(words.WALLET_TREATMENT, "bold"), 11.0))
        items.append(_Item(pdf_text(words.WALLET_FEVER, "bold"), 11.0))
    line = packet.night_line
    if line and line.phone:
        items.append(_Item(pdf_text(line.name)))
        items.append(_Item(pdf_text(kept_together(line.phone), "bold"), _PHONE))
    else:
        items.append(_Item(pdf_text(words.NO_NIGHT_LINE)))
    return [item for item in items if item.text]


def _back(paper: Paper, packet: EmergencySheetPacket) -> list[_Item]:
    allergies = pdf_text(f"{words.ALLERGIES.upper()} ", "bold") + allergy_text(packet.allergies)
    items = [_Item(allergies, 9.0)]
    if packet.second_contact and packet.second_contact.phone:
        contact = packet.second_contact
        name = f"{contact.name} ({contact.role})" if contact.role else contact.name
        text = pdf_text(f"{name} ") + pdf_text(kept_together(contact.phone), "bold")
        items.append(_Item(text, 11.5))
    items.append(
        _Item(
            labelled(f"{words.MUST_KNOW}:", "; ".join(one.rstrip(". ") for one in packet.must_know))
        )
    )
    items.append(_Item(pdf_text(packet.disease)))
    items.append(_Item(pdf_text(packet.regimen)))
    printed = paper.formats.date_medium(packet.head.printed_at.date())
    items.append(_Item(pdf_text(words.PRINTED_ON_BIG.format(date=printed), ink=Ink.MUTED)))
    return [item for item in items if item.text]


def _draw_panel(sheet: Sheet, left: float, top: float, items: list[_Item]) -> None:
    """Set the items as large as they fit; what does not is cut with a word, not in silence."""
    room = _HEIGHT - 2 * _INSIDE
    for factor in _FACTORS:
        paragraphs = [_broken(item, factor) for item in items]
        if sum(map(_height, paragraphs)) <= room:
            break
    else:
        paragraphs = _cut(paragraphs, room)
    y = top + _INSIDE
    for lines in paragraphs:
        with sheet.tagged(sheet.root.child("P")):
            for line, size in lines:
                sheet.text(left + _INSIDE, y, line, size)
                y += size * _LEADING
        y += _GAP


def _broken(item: _Item, factor: float) -> _Paragraph:
    size = item.size * factor
    return [(line, size) for line in break_lines(item.text, size, _WIDTH - 2 * _INSIDE)]


def _height(lines: _Paragraph) -> float:
    return sum(size for _, size in lines) * _LEADING + _GAP


def _cut(paragraphs: list[_Paragraph], room: float) -> list[_Paragraph]:
    """Return as much as fits, and a last line that says where to read on."""
    note = _broken(_Item(pdf_text(words.WALLET_MORE, "bold")), _FACTORS[-1])
    room -= _height(note)
    kept: list[_Paragraph] = []
    for lines in paragraphs:
        count = sum(_height(lines[: end + 1]) <= room for end in range(min(len(lines), 40)))
        if count:
            kept.append(lines[:count])
            room -= _height(kept[-1])
        if count < len(lines):
            break
    return [*kept, note]
