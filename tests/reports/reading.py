"""Read papers back, the way a viewer or a screen reader does."""

import io
import os
from pathlib import Path

import pikepdf

from tests.pdf_reading import page_texts

__all__ = ["page_texts"]

GOLDEN = Path(__file__).parents[1] / "golden"
EDGE = 5 * 72 / 25.4


def squeezed(text):
    """Return `text` without any white space, to compare across line breaks."""
    return "".join(text.split())


def whole_text(pdf):
    return squeezed("".join(page_texts(pdf)))


def assert_golden(name, text):
    """Compare with the golden file; UPDATE_GOLDEN=1 writes it anew, to be looked at in the diff."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def geometry(paper):
    """Return one line per thing on the paper: page, box in whole points, text."""
    lines = [
        f"{each.page + 1} {each.left:.0f} {each.top:.0f} {each.right:.0f} {each.bottom:.0f} "
        f"{each.size:g} {each.kind} {each.text}"
        for each in paper.sheet.placed
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def assert_tidy(paper, least=8.5):
    """Check that nothing leaves the page, overlaps, or is set smaller than `least`."""
    sheet = paper.sheet
    boxes = {}
    for each in sheet.placed:
        assert each.left >= EDGE, each
        assert each.right <= sheet.width - EDGE, each
        assert each.top >= EDGE, each
        assert each.bottom <= sheet.height - EDGE, each
        if each.kind == "text":
            assert each.size >= least - 0.001, each
        boxes.setdefault(each.page, []).append(each)
    for placed in boxes.values():
        for index, one in enumerate(placed):
            for other in placed[index + 1 :]:
                assert not _overlap(one, other), (one, other)


def _overlap(one, other):
    """Say whether the ink of two boxes can touch; boxes include the space between lines."""
    top_one, bottom_one = one.top + one.size * 0.2, one.bottom - one.size * 0.08
    top_other, bottom_other = other.top + other.size * 0.2, other.bottom - other.size * 0.08
    return (
        one.left < other.right - 0.5
        and other.left < one.right - 0.5
        and top_one < bottom_other
        and top_other < bottom_one
    )


def tags(pdf):
    """Return the structure tree as a list of (depth, tag, text, alt, scope) in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        marked = [_marked_texts(document, index) for index in range(len(document.pages))]
        pages = {page.obj.objgen: index for index, page in enumerate(document.pages)}
        found = []

        def walk(element, depth):
            page = pages[element.Pg.objgen] if "/Pg" in element else None
            text = ""
            kids = []
            for kid in element.get("/K", []):
                if isinstance(kid, int):
                    text += marked[page][kid]
                elif kid.get("/Type") == "/MCR":
                    text += marked[pages[kid.Pg.objgen]][int(kid.MCID)]
                else:
                    kids.append(kid)
            scope = str(element.A.get("/Scope", "")) if "/A" in element else ""
            alt = str(element.get("/Alt", ""))
            found.append((depth, str(element.S)[1:], text, alt, scope))
            for kid in kids:
                assert kid.P.objgen == element.objgen
                walk(kid, depth + 1)

        walk(document.Root.StructTreeRoot.K, 0)
        return found


def _marked_texts(document, index):
    """Return the text of each marked content of a page, decoded by the fonts' own tables."""
    page = document.pages[index]
    fonts = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
    texts, mark, font = {}, None, None
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            mark = int(operands[1].MCID)
            texts[mark] = ""
        elif name in ("BMC", "EMC"):
            mark = None
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name == "Tj" and mark is not None:
            texts[mark] += "".join(font[byte] for byte in bytes(operands[0]))
    return texts


def _to_unicode(font):
    """Read the table that leads from a byte back to its character."""
    table = {}
    in_table = False
    for line in font.ToUnicode.read_bytes().decode("ascii").splitlines():
        if "bfchar" in line:
            in_table = "begin" in line
        elif in_table:
            code, character = (part.strip("<>") for part in line.split())
            table[int(code, 16)] = bytes.fromhex(character).decode("utf-16-be")
    return table
