"""A PDF being written: pages, drawing, tags, and a record of what stands where.

Coordinates are points from the top left corner of the page, y growing downward, because paper
is read that way. Everything drawn belongs to an element of the structure tree or is furniture
(an artifact, which screen readers skip).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from caregiver.reports.fonts import Face, PaperFont, deflated, paper_fonts
from caregiver.reports.page_style import Ink
from caregiver.reports.tagging import Element, TreeWriter
from caregiver.reports.typesetting import Line

# Where the baseline of a line of Source Sans 3 lies below its top, and how tall its box is.
_BASELINE = 0.93
_LINE_BOX = 1.19


@dataclass(frozen=True, slots=True)
class Placed:
    """Something on a page: text lines and pictures, for tests and previews; points from top."""

    page: int
    kind: str
    left: float
    top: float
    right: float
    bottom: float
    text: str = ""
    size: float = 0.0


class Sheet:
    """One PDF document."""

    def __init__(self, page_size: tuple[float, float], title: str, language: str = "en-US") -> None:
        """Begin a document without pages."""
        regular = paper_fonts()["regular"]
        self.width, self.height = page_size
        self.root = Element("Document")
        self.placed: list[Placed] = []
        self._language = language
        self._canvas = Canvas(
            "",
            pagesize=page_size,
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            initialFontName=regular.fontName,
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("Family caregiver")
        self._canvas.setSubject(title)
        self._canvas.setCreator("Caregiver Organizer")
        self._document: Any = self._canvas._doc
        self._fonts: dict[Face, PaperFont] = {}
        self._pages: list[list[str]] = []
        self._marks: list[list[Element]] = []
        self._code: list[str] = []
        self._page = -1
        self._bookmarks: list[tuple[int, str]] = []

    @property
    def page_count(self) -> int:
        """Return how many pages have been begun."""
        return len(self._pages)

    @property
    def page_index(self) -> int:
        """Return the index of the page being drawn."""
        return self._page

    def add_page(self) -> None:
        """Begin a page."""
        self._pages.append([])
        self._marks.append([])
        self.turn_to(len(self._pages) - 1)

    def turn_to(self, page: int) -> None:
        """Go on drawing on an earlier page, which is how page counts get onto page 1."""
        self._page = page
        self._code = self._pages[page]

    def bookmark(self, title: str) -> None:
        """Put `title` into the outline, leading to the current page."""
        self._bookmarks.append((self._page, title))

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """Draw the content of `element`."""
        marks = self._marks[self._page]
        element.kids.append((self._page, len(marks)))
        self._code.append(f"/{element.tag}<</MCID {len(marks)}>>BDC")
        marks.append(element)
        yield
        self._code.append("EMC")

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """Draw something a screen reader skips: lines, boxes, page numbers."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def text(
        self,
        left: float,
        top: float,
        line: Line,
        size: float,
        *,
        is_recorded: bool = True,
    ) -> None:
        """Draw one line; (`left`, `top`) is the top left corner of its box."""
        if not line.pieces:
            return
        baseline = self.height - top - size * _BASELINE
        code = ["BT", f"1 0 0 1 {left:.2f} {baseline:.2f} Tm"]
        ink = font_set = ""
        for piece in line.pieces:
            if piece.ink != ink:
                ink = piece.ink
                code.append(f"{ink} rg")
            font = self._fonts.get(piece.face) or self._begin_font(piece.face)
            for subset, coded in font.splitString(piece.text, self._document):
                wanted = f"{font.getSubsetInternalName(subset, self._document)} {size:.2f} Tf"
                if wanted != font_set:
                    font_set = wanted
                    code.append(wanted)
                code.append(f"<{coded.hex()}>Tj")
        code.append("ET")
        self._code.append(" ".join(code))
        if is_recorded:
            box = (left, top, line.width, size * _LINE_BOX)
            self._place("text", box, line.plain.rstrip(), size)

    def box_on_page(
        self, left: float, top: float, width: float, height: float
    ) -> tuple[float, float, float, float]:
        """Return a box as the PDF counts it: left, bottom, right, top from the lower left."""
        return (left, self.height - top - height, left + width, self.height - top)

    def picture(self, left: float, top: float, width: float, height: float, alt: str) -> None:
        """Record that a picture stands here; it is drawn with the shapes below."""
        self._place("picture", (left, top, width, height), alt)

    def rectangle(
        self,
        box: tuple[float, float, float, float],
        *,
        fill: str = "",
        stroke: str = "",
        line: float = 0.5,
    ) -> None:
        """Draw a rectangle (left, top, width, height), filled, outlined or both."""
        left, top, width, height = box
        paint = ("B" if fill else "S") if stroke else "f"
        code = f"{left:.2f} {self.height - top - height:.2f} {width:.2f} {height:.2f} re {paint}"
        if fill:
            code = f"{fill} rg {code}"
        if stroke:
            code = f"{stroke} RG {line:.2f} w [] 0 d {code}"
        self._code.append(code)

    def lines(
        self,
        points: Sequence[tuple[float, float]],
        *,
        ink: str = Ink.RULE,
        width: float = 0.5,
        dash: str = "",
        fill: str = "",
    ) -> None:
        """Draw a line through `points`; with `fill`, the closed and filled shape."""
        steps = [
            f"{x:.2f} {self.height - y:.2f} {'l' if place else 'm'}"
            for place, (x, y) in enumerate(points)
        ]
        look = f"{ink} RG {width:.2f} w [{dash}] 0 d 1 j"
        paint = f"{fill} rg" if fill else ""
        self._code.append(f"{look} {paint} {' '.join(steps)} {'h B' if fill else 'S'}")

    def circle(self, x: float, y: float, radius: float, *, ink: str, fill: str) -> None:
        """Draw a disc with an outline, from four Bézier curves."""
        bend = radius * 0.5523
        up = self.height - y
        corners = (
            f"{x + radius:.2f} {up:.2f} m",
            f"{x + radius:.2f} {up + bend:.2f} {x + bend:.2f} {up + radius:.2f}"
            f" {x:.2f} {up + radius:.2f} c",
            f"{x - bend:.2f} {up + radius:.2f} {x - radius:.2f} {up + bend:.2f}"
            f" {x - radius:.2f} {up:.2f} c",
            f"{x - radius:.2f} {up - bend:.2f} {x - bend:.2f} {up - radius:.2f}"
            f" {x:.2f} {up - radius:.2f} c",
            f"{x + bend:.2f} {up - radius:.2f} {x + radius:.2f} {up - bend:.2f}"
            f" {x + radius:.2f} {up:.2f} c b",
        )
        self._code.append(f"{ink} RG {fill} rg 0.8 w [] 0 d {' '.join(corners)}")

    def rotated(self, x: float, y: float, degrees_cos_sin: tuple[float, float]) -> None:
        """Turn the drawing around (`x`, `y`), whose new place is the origin; end with `restore`."""
        cos, sin = degrees_cos_sin
        self._code.append(f"q {cos} {sin} {-sin} {cos} {x:.2f} {self.height - y:.2f} cm")

    def restore(self) -> None:
        """End what `rotated` began."""
        self._code.append("Q")

    def save(self) -> bytes:
        """Return the finished PDF."""
        for index, code in enumerate(self._pages):
            for page, title in self._bookmarks:
                if page == index:
                    key = f"mark{self._bookmarks.index((page, title))}"
                    self._canvas.bookmarkPage(key)
                    self._canvas.addOutlineEntry(title, key, 0)
            self._canvas.showPage()
            page_object = self._document.idToObject[f"Page{index + 1}"]
            page_object.Contents = deflated(zlib.compress("\n".join(code).encode("ascii")))
        TreeWriter(self._document, self.root, self._marks).write(self._language)
        written: bytes = self._canvas.getpdfdata()
        return written

    def _begin_font(self, face: Face) -> PaperFont:
        font = paper_fonts()[face]
        font.start(self._document)
        self._fonts[face] = font
        return font

    def _place(
        self,
        kind: str,
        box: tuple[float, float, float, float],
        text: str,
        size: float = 0.0,
    ) -> None:
        left, top, width, height = box
        self.placed.append(
            Placed(self._page, kind, left, top, left + width, top + height, text, size)
        )
