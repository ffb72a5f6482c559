"""Breaking text into lines. Linear in the length of the text, whatever it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caregiver.reports.direction import has_right_to_left, in_visual_order
from caregiver.reports.fonts import FALLBACK, Face, paper_fonts, text_width
from caregiver.reports.page_style import PaperText

_TOKENS = re.compile(r"\n| |[^ \n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one face and ink within a line; `width` in points."""

    face: Face
    text: str
    ink: str
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to draw, in the order of the eye."""

    pieces: tuple[Piece, ...]
    width: float

    @property
    def plain(self) -> str:
        """Return the characters of the line."""
        return "".join(piece.text for piece in self.pieces)


EMPTY_LINE = Line((), 0.0)


def one_line(text: PaperText, size: float) -> Line:
    """Set `text` on one line, however long; line breaks become spaces."""
    pieces = [
        Piece(run.face, words, run.ink, text_width(run.face, words, size))
        for run in text.runs
        for words in (run.text.replace("\n", " "),)
    ]
    return Line(_joined(pieces, size), sum(piece.width for piece in pieces))


def break_lines(text: PaperText, size: float, width: float) -> list[Line]:
    """Break `text` into lines no wider than `width`; at spaces, else within a word."""
    if len(text.runs) == 1 and "\n" not in text.runs[0].text:
        line = one_line(text, size)
        if line.width <= width:
            return [line]
    setter = _Setter(size, width)
    for run in text.runs:
        for token in _TOKENS.findall(run.text):
            if token == "\n":
                setter.new_line()
            elif token == " ":
                setter.space(run.face, run.ink)
            else:
                setter.characters(run.face, token, run.ink)
    return setter.finish()


class _Setter:
    """Fill lines word by word; a word may change its face in the middle."""

    def __init__(self, size: float, width: float) -> None:
        self._size = size
        self._width = width
        self._lines: list[Line] = []
        self._line: list[Piece] = []
        self._line_width = 0.0
        self._gap: Piece | None = None
        self._word: list[Piece] = []
        self._word_width = 0.0

    def characters(self, face: Face, text: str, ink: str) -> None:
        """Go on with the current word."""
        width = text_width(face, text, self._size)
        if self._word_width + width > self._width:
            self._cut(face, text, ink)
            return
        self._word.append(Piece(face, text, ink, width))
        self._word_width += width

    def space(self, face: Face, ink: str) -> None:
        """End the word."""
        self._place_word()
        if self._line:
            self._gap = Piece(face, " ", ink, text_width(face, " ", self._size))

    def new_line(self) -> None:
        """End the word and the line."""
        self._place_word()
        self._end_line()

    def finish(self) -> list[Line]:
        """Return all lines."""
        self._place_word()
        if self._line or not self._lines:
            self._end_line()
        return self._lines

    def _cut(self, face: Face, text: str, ink: str) -> None:
        """Set a word that is wider than the column, as many characters as fit at a time."""
        self._place_word()
        widths = paper_fonts()[face].widths
        room = self._width * 1000 / self._size
        start, used = 0, 0.0
        for place, character in enumerate(text):
            used += widths[character]
            if used > room and place > start:
                end = _after_hyphen(text, start, place)
                self._word = [Piece(face, text[start:end], ink, 0.0)]
                self._word_width = self._width
                self._place_word()
                start = end
                used = sum(map(widths.__getitem__, text[end : place + 1]))
        rest = text[start:]
        self._word_width = text_width(face, rest, self._size)
        self._word = [Piece(face, rest, ink, self._word_width)]

    def _place_word(self) -> None:
        if not self._word:
            return
        gap = self._gap.width if self._gap else 0.0
        if self._line and self._line_width + gap + self._word_width > self._width:
            if self._gap:
                # Unseen, but it keeps the words apart for whoever copies or listens.
                self._line.append(self._gap)
            self._end_line()
        elif self._gap:
            self._line.append(self._gap)
            self._line_width += gap
        self._line.extend(self._word)
        self._line_width += self._word_width
        self._word, self._word_width, self._gap = [], 0.0, None

    def _end_line(self) -> None:
        self._lines.append(Line(_joined(self._line, self._size), self._line_width))
        self._line, self._line_width, self._gap = [], 0.0, None


def _after_hyphen(text: str, start: int, end: int) -> int:
    """Return where to cut a long word: after the last hyphen or slash before `end`, if any."""
    cut = max(text.rfind("-", start, end), text.rfind("/", start, end)) + 1
    return cut if start < cut < end and end - cut < 60 else end


def _joined(pieces: list[Piece], size: float) -> tuple[Piece, ...]:
    """Put a line in the order of the eye and join neighbors of the same look."""
    if any(piece.face in FALLBACK.values() and has_right_to_left(piece.text) for piece in pieces):
        pieces = _visual(pieces, size)
    joined: list[Piece] = []
    start = 0
    for place in range(1, len(pieces) + 1):
        first = pieces[start]
        if place < len(pieces) and (pieces[place].face, pieces[place].ink) == (
            first.face,
            first.ink,
        ):
            continue
        group = pieces[start:place]
        text = "".join(piece.text for piece in group)
        joined.append(Piece(first.face, text, first.ink, sum(piece.width for piece in group)))
        start = place
    return tuple(joined)


def _visual(pieces: list[Piece], size: float) -> list[Piece]:
    cells = [(each, (piece.face, piece.ink)) for piece in pieces for each in piece.text]
    return [
        Piece(face, each, ink, text_width(face, each, size))
        for each, (face, ink) in in_visual_order(cells)
    ]
