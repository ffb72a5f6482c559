"""The fonts of the papers: registered once, measured fast, embedded from a cache.

Every paper embeds the same base set of glyphs per face, so that the costly cutting and packing
of a font happens once per run of the program; rarer glyphs follow in a second, exact subset.
"""

from __future__ import annotations

import threading
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

Face = Literal["regular", "semibold", "bold", "fallback", "fallback_bold"]
Weight = Literal["regular", "semibold", "bold"]

FALLBACK: dict[Weight, Face] = {
    "regular": "fallback",
    "semibold": "fallback",
    "bold": "fallback_bold",
}
_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_FILES: dict[Face, str] = {
    "regular": "SourceSans3-Regular.ttf",
    "semibold": "SourceSans3-SemiBold.ttf",
    "bold": "SourceSans3-Bold.ttf",
    "fallback": "DejaVuSans.ttf",
    "fallback_bold": "DejaVuSans-Bold.ttf",
}
_BASE_GLYPHS = "°±²³·¹½¼¾µ×éöüκλ–—‘’“”•…→≤≥⁹☐−"
_SUBSETS_KEPT = 12


@dataclass(frozen=True, slots=True)
class _Packed:
    """A subset of a font, ready to embed."""

    file: bytes
    file_length: int
    to_unicode: bytes
    widths: str


class _Widths(dict[str, float]):
    """Width of a character in thousandths of the size; filled as characters are met."""

    def __init__(self, by_code: dict[int, float], default: float) -> None:
        super().__init__()
        self._by_code = by_code
        self._default = default

    def __missing__(self, character: str) -> float:
        code = 32 if character == "\N{NO-BREAK SPACE}" else ord(character)
        width = float(self._by_code.get(code, self._default))
        self[character] = width
        return width


class PaperFont(TTFont):  # type: ignore[misc]  # ReportLab has no type information
    """A TrueType font whose base subset is cut and packed once for all papers."""

    def __init__(self, face: Face) -> None:
        """Load the font file of `face`."""
        super().__init__(f"paper-{face}", str(_FOLDER / _FILES[face]), shapable=False)
        self.glyphs = frozenset(self.face.charToGlyph)
        self.widths = _Widths(self.face.charWidths, self.face.defaultWidth)
        self._has_base = not face.startswith("fallback")
        self._packed: dict[tuple[int, ...], _Packed] = {}
        self._lock = threading.Lock()

    def start(self, document: Any) -> None:
        """Give `document` the base subset, so that only rarer glyphs make a new one."""
        state = TTFont.State(asciiReadable=self._has_base, ttf=self)
        self.state[document] = state
        if not self._has_base:
            return
        codes = [ord(glyph) for glyph in _BASE_GLYPHS if ord(glyph) in self.glyphs]
        for place, code in enumerate(codes, start=128):
            state.assignments[code] = place
        state.subsets[0].extend(codes)
        state.nextCode = 256

    def addObjects(self, doc: Any) -> None:
        """Add the used subsets to `doc`; ReportLab calls this when it writes the file."""
        state = self.state[doc]
        state.frozen = 1
        for number, subset in enumerate(state.subsets):
            name = self.getSubsetInternalName(number, doc)[1:]
            base_name = (SUBSETN(number) + b"+" + self.face.name).decode("ascii")
            packed = self._pack(tuple(subset))
            font = pdfdoc.PDFTrueTypeFont()
            font.Name = name
            font.BaseFont = base_name
            font.FirstChar = 0
            font.LastChar = len(subset) - 1
            font.Widths = packed.widths
            font.ToUnicode = doc.Reference(deflated(packed.to_unicode))
            font.FontDescriptor = doc.Reference(self._descriptor(doc, base_name, packed))
            doc.Reference(font, name)
            doc.idToObject["BasicFonts"].dict[name] = font
        del self.state[doc]

    def _descriptor(self, doc: Any, base_name: str, packed: _Packed) -> Any:
        file = deflated(packed.file)
        file.dictionary["Length1"] = packed.file_length
        face = self.face
        symbolic, not_symbolic = 4, 32
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "Ascent": face.ascent,
                "CapHeight": face.capHeight,
                "Descent": face.descent,
                "Flags": (face.flags & ~not_symbolic) | symbolic,
                "FontBBox": pdfdoc.PDFArray(face.bbox),
                "FontName": pdfdoc.PDFName(base_name),
                "ItalicAngle": face.italicAngle,
                "StemV": face.stemV,
                "FontFile2": doc.Reference(file),
                "MissingWidth": face.defaultWidth,
            }
        )

    def _pack(self, subset: tuple[int, ...]) -> _Packed:
        with self._lock:
            if subset not in self._packed:
                if len(self._packed) >= _SUBSETS_KEPT:
                    del self._packed[list(self._packed)[1]]
                cut = self.face.makeSubset(list(subset))
                self._packed[subset] = _Packed(
                    zlib.compress(cut, 9),
                    len(cut),
                    zlib.compress(_to_unicode(subset)),
                    f"[{' '.join(f'{self.face.getCharWidth(code):.6g}' for code in subset)}]",
                )
            return self._packed[subset]


def _to_unicode(subset: tuple[int, ...]) -> bytes:
    """Return the table that gives copied and spoken text its characters back (PDF 9.10.3)."""
    pairs = [
        f"<{place:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for place, code in enumerate(subset)
        if code and (code != 32 or place == 32)
    ]
    blocks = [
        "\n".join((f"{len(block)} beginbfchar", *block, "endbfchar"))
        for block in (pairs[start : start + 100] for start in range(0, len(pairs), 100))
    ]
    return "\n".join((_CMAP_START, *blocks, _CMAP_END)).encode("ascii")


_CMAP_START = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange"""
_CMAP_END = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def deflated(content: bytes) -> Any:
    """Return a PDF stream of content that is already packed by zlib."""
    stream = pdfdoc.PDFStream(content=content)
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    return stream


class _Fonts(dict[Face, PaperFont]):
    """The fonts, each loaded when it is first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def __missing__(self, face: Face) -> PaperFont:
        with self._lock:
            if face not in self:
                font = PaperFont(face)
                pdfmetrics.registerFont(font)
                self[face] = font
        return self[face]


@lru_cache(maxsize=1)
def paper_fonts() -> dict[Face, PaperFont]:
    """Return the fonts; and keep ReportLab from opening anything a text might name."""
    rl_config.trustedSchemes = []
    rl_config.trustedHosts = ["nothing.invalid"]
    return _Fonts()


def text_width(face: Face, text: str, size: float) -> float:
    """Return the width in points of `text` set in `face` at `size`."""
    widths = paper_fonts()[face].widths
    return sum(map(widths.__getitem__, text)) * size / 1000
