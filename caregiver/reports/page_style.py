"""How papers look: sizes, inks, and the one door through which text reaches a page.

`pdf_text()` is that door. What it returns is no markup: nothing a person types can become a
tag, a link or a picture. Every character in it exists in a font of the paper.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from caregiver.reports.fonts import FALLBACK, Face, Weight, paper_fonts

NBSP = "\N{NO-BREAK SPACE}"
MM = 72 / 25.4

Paper = Literal["a4", "letter"]
PAPER_SIZES: dict[Paper, tuple[float, float]] = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}


class Ink:
    """Colors as PDF numbers (red green blue); all readable in black and white."""

    TEXT = "0.122 0.137 0.157"
    MUTED = "0.310 0.337 0.380"
    ACCENT = "0.106 0.369 0.549"
    BLACK = "0 0 0"
    WHITE = "1 1 1"
    RULE = "0.561 0.588 0.639"
    TINT = "0.914 0.937 0.957"
    BAND = "0.843 0.855 0.875"
    EXAMPLE = "0.937 0.945 0.957"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes and leading in points; never below 8.5, body never below 9.5 (PDF-5)."""

    name: float = 17.0
    heading: float = 11.5
    lead: float = 10.0
    body: float = 9.5
    small: float = 8.5
    leading: float = 1.17

    def scaled(self, factor: float) -> Sizes:
        """Return all sizes multiplied by `factor`, for large print."""
        return Sizes(
            name=self.name * factor,
            heading=self.heading * factor,
            lead=self.lead * factor,
            body=self.body * factor,
            small=self.small * factor,
            leading=self.leading,
        )


NORMAL = Sizes()
LISTS = NORMAL.scaled(1.1)
# The emergency sheet is read at arm's length: nothing below 12 points (EMG-1).
ARMS_LENGTH = Sizes(name=22.0, heading=14.0, lead=18.0, body=12.5, small=12.0)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one face; line breaks are newlines."""

    face: Face
    text: str
    ink: str


@dataclass(frozen=True, slots=True)
class PaperText:
    """Text that is safe to draw; only `pdf_text` and `+` make one."""

    runs: tuple[Run, ...] = ()

    def __add__(self, other: PaperText) -> PaperText:
        return PaperText(self.runs + other.runs)

    def __bool__(self) -> bool:
        return bool(self.runs)

    @property
    def plain(self) -> str:
        """Return the characters without their look."""
        return "".join(run.text for run in self.runs)


NOTHING = PaperText()


def kept_together(text: str) -> str:
    """Return `text` so that no line breaks within it: a telephone number, a dose."""
    return text.replace(" ", NBSP)


_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_SPACE_RUN = re.compile(" (?= )|(?<=\n) ")
# Zero-width joiners, variation selectors and skin tones only shape the glyph beside them.
_SHAPERS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]")


def pdf_text(text: str, weight: Weight = "regular", ink: str = Ink.TEXT) -> PaperText:
    """Return `text` fit for paper, as typed: lines and spaces kept, nothing interpreted.

    Control and direction characters are dropped. A character no font has becomes its name in
    brackets ("[stethoscope]").
    """
    if not text:
        return NOTHING
    if text.isascii() and text.isprintable():
        cleaned = _SPACE_RUN.sub(NBSP, text) if "  " in text else text
        return PaperText((Run(weight, cleaned, ink),))
    return PaperText(tuple(_runs(_cleaned(text), weight, ink)))


def _cleaned(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text).replace("\t", NBSP * 4)
    text = _SHAPERS.sub("", unicodedata.normalize("NFC", text))
    text = "".join(map(_kept, text))
    return _SPACE_RUN.sub(NBSP, text)


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    """Return what stands for `character` on paper: itself, nothing, a space or its name."""
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Cf"):
        return ""
    if _face(character, "regular") is not None:
        return character
    if category == "Zs":
        return " "
    if category in ("Cn", "Co", "Cs"):
        return f"[character {ord(character):04X}]"
    name = unicodedata.name(character, "").lower()
    if not name or name.startswith("cjk "):
        return f"[character {ord(character):04X}]"
    return f"[{name}]"


@lru_cache(maxsize=4096)
def _face(character: str, weight: Weight) -> Face | None:
    """Return the face that has a glyph for `character`, or None."""
    fonts = paper_fonts()
    code = ord(character)
    if character in "\n\N{NO-BREAK SPACE}" or code in fonts[weight].glyphs:
        return weight
    for fallback in (FALLBACK[weight], FALLBACK["regular"]):
        if code in fonts[fallback].glyphs:
            return fallback
    return None


def _runs(text: str, weight: Weight, ink: str) -> list[Run]:
    runs: list[Run] = []
    face: Face = weight
    start = 0
    for place, character in enumerate(text):
        wanted = _face(character, weight) or weight
        if wanted != face:
            if place > start:
                runs.append(Run(face, text[start:place], ink))
            face, start = wanted, place
    if start < len(text):
        runs.append(Run(face, text[start:], ink))
    return runs
