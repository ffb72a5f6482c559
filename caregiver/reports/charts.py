"""Paint the shapes of `caregiver.domain.drawing` on paper."""

from __future__ import annotations

from caregiver.domain import drawing
from caregiver.reports.page_style import Ink, pdf_text
from caregiver.reports.sheet import Sheet
from caregiver.reports.typesetting import one_line

_INKS: dict[drawing.Ink, str] = {
    "series": Ink.TEXT,
    "band": Ink.BAND,
    "rule": Ink.RULE,
    "text": Ink.TEXT,
    "muted": Ink.MUTED,
    "surface": Ink.WHITE,
}


def paint(
    sheet: Sheet, picture: drawing.Drawing, left: float, top: float, *, alt: str, label: float = 8.5
) -> None:
    """Paint `picture` with its top left corner at (`left`, `top`); `label` is the text size."""
    sheet.picture(left, top, picture.width, picture.height, alt)
    for shape in picture.shapes:
        match shape:
            case drawing.Poly():
                points = [(left + x, top + y) for x, y in shape.points]
                dash = "2 1.5" if shape.is_dashed else ""
                sheet.lines(points, ink=_INKS[shape.ink], width=shape.width, dash=dash)
            case drawing.Rect():
                box = (left + shape.left, top + shape.top, shape.width, shape.height)
                sheet.rectangle(box, fill=_INKS[shape.ink])
            case drawing.Mark():
                ink = _INKS[shape.ink]
                fill = Ink.WHITE if shape.is_hollow else ink
                sheet.circle(left + shape.x, top + shape.y, shape.radius, ink=ink, fill=fill)
            case drawing.Box():
                edge = 0.45
                place = (left + shape.left + edge, top + shape.top + edge)
                side = shape.side - 2 * edge
                ink = _INKS[shape.ink]
                fill = ink if shape.is_filled else Ink.WHITE
                sheet.rectangle((*place, side, side), fill=fill, stroke=ink, line=2 * edge)
            case drawing.Text():
                _label(sheet, shape, left, top, label)


def _label(sheet: Sheet, shape: drawing.Text, left: float, top: float, size: float) -> None:
    text = pdf_text(shape.text, "bold" if shape.is_bold else "regular", _INKS[shape.ink])
    line = one_line(text, size)
    shift = {"start": 0.0, "middle": line.width / 2, "end": line.width}[shape.anchor]
    sheet.text(left + shape.x - shift, top + shape.y - size * 0.6, line, size)
