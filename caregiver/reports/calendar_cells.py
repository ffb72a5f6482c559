"""What stands in one day of the printed month: set once, then as much as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caregiver.formats import Formats
from caregiver.reports import calendar_words as words
from caregiver.reports.calendar_packets import AppointmentOnPaper, DayOnPaper, LineOnPaper
from caregiver.reports.fonts import paper_fonts, text_width
from caregiver.reports.page_style import NOTHING, Ink, PaperText, pdf_text
from caregiver.reports.typesetting import Line, Piece, break_lines, one_line

# Longer titles go on in the list after the grid.
_MOST_LINES = 4
_MOST_PLACE_LINES = 2
_BETWEEN = 2.0
MARK_INDENT = 8.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a day: lines that must stand there, and `extra` ones if there is room."""

    lines: tuple[Line, ...]
    extra: tuple[Line, ...] = ()
    is_medicine: bool = False
    is_struck: bool = False
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How the text of a cell is set: its size, the height of a line, and the room across."""

    size: float
    leading: float
    width: float

    def height(self, entries: Sequence[Entry], *, with_extra: bool) -> float:
        """Return how high the entries stand one below the other."""
        count = sum(len(one.lines) + (len(one.extra) if with_extra else 0) for one in entries)
        return count * self.leading + _BETWEEN * max(0, len(entries) - 1)


@dataclass(frozen=True, slots=True)
class Filling:
    """What a cell of a given height shows; `left_out` counts what it has no room for."""

    entries: tuple[Entry, ...]
    left_out: int = 0

    @property
    def is_whole(self) -> bool:
        """Say whether everything of the day is there, in full."""
        return not self.left_out and not any(one.is_cut for one in self.entries)


def entries_of(day: DayOnPaper, formats: Formats, look: Look) -> tuple[Entry, ...]:
    """Set everything of a day: appointments, then medicines and other lines."""
    appointments = (_appointment(one, formats, look) for one in day.appointments)
    return (*appointments, *(_line(one, look) for one in day.lines))


def filling(entries: Sequence[Entry], look: Look, room: float) -> Filling:
    """Return as much as fits into `room`, whole entries first, then their places."""
    if look.height(entries, with_extra=False) > room + 0.01:
        return _part(entries, look, room)
    spare = room + 0.01 - look.height(entries, with_extra=False)
    shown = []
    for one in entries:
        more = len(one.extra) * look.leading
        fits = more <= spare
        spare -= more if fits else 0.0
        shown.append(one if fits else replace(one, extra=()))
    return Filling(tuple(shown))


def _part(entries: Sequence[Entry], look: Look, room: float) -> Filling:
    """Return the first entries that fit above the line that says how many more there are."""
    shown: list[Entry] = []
    for one in entries:
        candidate = [*shown, replace(one, extra=())]
        if look.height(candidate, with_extra=False) + look.leading > room:
            break
        shown = candidate
    return Filling(tuple(shown), len(entries) - len(shown))


def moment(one: AppointmentOnPaper, formats: Formats) -> str:
    """Return "11:30 AM", or "until March 18" on the further days, or nothing."""
    if one.is_further_day and one.last_day:
        return words.UNTIL.format(day=formats.date_short(one.last_day))
    return formats.time(one.starts) if one.starts else ""


def titled(one: AppointmentOnPaper) -> str:
    """Return "Visit: Hematology clinic"."""
    return words.WITH_SORT.format(sort=one.sort, title=one.title) if one.sort else one.title


def with_status(one: AppointmentOnPaper) -> str:
    """Return "Visit: Hematology clinic (cancelled)"."""
    title = titled(one)
    return words.IN_STATUS.format(title=title, status=one.status) if one.status else title


def fitted_line(ways: Sequence[PaperText], size: float, width: float) -> tuple[Line, bool]:
    """Return the first way that fits on one line, else the last one cut off; and if it was cut."""
    for way in ways:
        line = one_line(way, size)
        if line.width <= width:
            return line, False
    return cut_off(one_line(ways[-1], size), size, width), True


def cut_off(line: Line, size: float, width: float) -> Line:
    """Return a line that ends in an ellipsis within `width`."""
    dots = one_line(pdf_text("…"), size)
    room = width - dots.width
    pieces: list[Piece] = []
    for piece in line.pieces:
        if piece.width > room:
            pieces += _begin_of(piece, size, room)
            break
        pieces.append(piece)
        room -= piece.width
    return Line((*pieces, *dots.pieces), sum(piece.width for piece in pieces) + dots.width)


def _begin_of(piece: Piece, size: float, room: float) -> list[Piece]:
    widths = paper_fonts()[piece.face].widths
    used, count = 0.0, 0
    for character in piece.text:
        used += widths[character] * size / 1000
        if used > room:
            break
        count += 1
    text = piece.text[:count].rstrip()
    return [Piece(piece.face, text, piece.ink, text_width(piece.face, text, size))] if text else []


def _appointment(one: AppointmentOnPaper, formats: Formats, look: Look) -> Entry:
    ink = Ink.MUTED if one.is_cancelled else Ink.TEXT
    at = moment(one, formats)
    text = pdf_text(f"{at} ", "bold", ink) if at else NOTHING
    title = with_status(one) if one.is_off else titled(one)
    text += pdf_text(title, "semibold" if not at else "regular", ink)
    if one.clock:
        text += pdf_text(f" ({one.clock})", "regular", Ink.MUTED)
    lines, is_cut = _cut(break_lines(text, look.size, look.width), look, _MOST_LINES)
    place: tuple[Line, ...] = ()
    if one.place and not one.is_cancelled and not one.is_further_day:
        set_place = break_lines(pdf_text(one.place, ink=Ink.MUTED), look.size, look.width)
        place, _ = _cut(set_place, look, _MOST_PLACE_LINES)
    return Entry(lines, place, is_struck=one.is_cancelled, is_cut=is_cut)


def _line(one: LineOnPaper, look: Look) -> Entry:
    width = look.width - (MARK_INDENT if one.is_medicine else 0.0)
    text = pdf_text(one.text)
    lines, is_cut = _cut(break_lines(text, look.size, width), look, _MOST_LINES)
    return Entry(lines, is_medicine=one.is_medicine, is_cut=is_cut)


def _cut(lines: list[Line], look: Look, most: int) -> tuple[tuple[Line, ...], bool]:
    if len(lines) <= most:
        return tuple(lines), False
    kept = lines[:most]
    kept[-1] = cut_off(kept[-1], look.size, look.width - MARK_INDENT)
    return tuple(kept), True
