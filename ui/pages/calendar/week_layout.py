"""Work out where days and hours of the week lie: numbers only, no painting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QRect

from caregiver.domain.appointments import Occurrence
from caregiver.domain.overlaps import Place, side_by_side
from caregiver.services.calendar import DayLine, DoseTime, MonthDay

# px at 100 % text
HOUR = 68
DAY_MINUTES = 24 * 60
SHORTEST = 30  # minutes: what is shorter is drawn as long as this, to be read and hit
STEP = 15  # minutes
DOSES_ONLY = 0.5
Timed = Occurrence | DoseTime | DayLine


@dataclass(frozen=True, slots=True)
class Columns:
    """The days side by side; in a right-to-left window from right to left."""

    width: int
    gutter: int
    count: int
    mirrored: bool

    def across(self, first: int, last: int) -> tuple[int, int]:
        """Return left edge and width of the columns `first` to `last` inclusive."""
        begin, end = self._edge(first), self._edge(last + 1)
        left = self.width - end if self.mirrored else begin
        return left, end - begin

    def at(self, x: int) -> int:
        """Return the number of the column at `x`, the nearest one beside them."""
        along = self.width - x if self.mirrored else x
        room = max(1, self.width - self.gutter)
        return min(self.count - 1, max(0, (along - self.gutter) * self.count // room))

    def gutter_box(self) -> tuple[int, int]:
        """Return left edge and width of the hours."""
        return (self.width - self.gutter if self.mirrored else 0), self.gutter

    def _edge(self, number: int) -> int:
        return self.gutter + round((self.width - self.gutter) * number / self.count)


@dataclass(frozen=True, slots=True)
class Piece:
    """One day's part of something with a time: its minutes of that day, and its share of the width.

    `left` and `right` are parts of the column, 0 to 1, in the reading direction.
    """

    what: Timed
    day: int
    begin: int
    end: int
    is_first: bool
    left: float
    right: float


def is_whole_day(occurrence: Occurrence) -> bool:
    """Say whether an appointment stands above the hours: whole days, or longer than one."""
    length = (occurrence.ends or occurrence.starts) - occurrence.starts
    return occurrence.appointment.all_day or length >= timedelta(days=1)


def pieces_of(days: Sequence[MonthDay]) -> list[Piece]:
    """Return what stands between the hours of some days, day by day, earliest first."""
    found: list[Piece] = []
    for number, day in enumerate(days):
        parts: list[tuple[Timed, int, int, bool]] = [
            (one, *_minutes(one, day.day), one.day == day.day)
            for one in day.occurrences
            if not is_whole_day(one)
        ]
        parts += [(dose, *_short(dose.at), True) for dose in day.doses]
        parts += [(line, *_short(line.at), True) for line in day.lines if line.at is not None]
        parts.sort(key=lambda part: (part[1], -part[2]))
        places = side_by_side([(begin, end) for _, begin, end, _ in parts])
        shares = _shares([part[0] for part in parts], places)
        found += [
            Piece(what, number, begin, end, is_first, *share)
            for (what, begin, end, is_first), share in zip(parts, shares, strict=True)
        ]
    return found


def _shares(parts: Sequence[Timed], places: Sequence[Place]) -> list[tuple[float, float]]:
    """Return the share of each part; a lane of nothing but doses has half the width."""
    weights: dict[int, list[float]] = {}
    for what, place in zip(parts, places, strict=True):
        lanes = weights.setdefault(place.group, [DOSES_ONLY] * place.lanes)
        if not isinstance(what, DoseTime):
            lanes[place.lane] = 1
    return [
        (
            sum(weights[place.group][: place.lane]) / sum(weights[place.group]),
            sum(weights[place.group][: place.lane + place.span]) / sum(weights[place.group]),
        )
        for place in places
    ]


def box_of(piece: Piece, columns: Columns, hour: int) -> QRect:
    """Return where a piece is drawn; `hour` is the height of one."""
    left, width = columns.across(piece.day, piece.day)
    begin, end = round(width * piece.left), round(width * piece.right)
    if columns.mirrored:
        begin, end = width - end, width - begin
    top = piece.begin * hour // 60
    bottom = piece.end * hour // 60
    return QRect(left + begin + 2, top + 1, max(1, end - begin - 3), bottom - top - 2)


def first_minute(pieces: Sequence[Piece]) -> int:
    """Return where the day begins to matter: at eight, or at an earlier appointment."""
    starts = [one.begin for one in pieces if isinstance(one.what, Occurrence)]
    return max(0, min([8 * 60, *starts]) - 30)


def stepped(starts: datetime, minutes: int) -> datetime:
    """Return a time moved by minutes to a step of a quarter of an hour, on the same day."""
    at = starts.hour * 60 + starts.minute
    wanted = round((at + minutes) / STEP) * STEP
    wanted = min(DAY_MINUTES - STEP, max(0, wanted))
    return datetime.combine(starts.date(), time(wanted // 60, wanted % 60))


def _minutes(occurrence: Occurrence, day: date) -> tuple[int, int]:
    """Return the minutes of one day an appointment covers, at least as long as can be read."""
    midnight = datetime.combine(day, time())
    begin = max(0, int((occurrence.starts - midnight).total_seconds()) // 60)
    ends = occurrence.ends or occurrence.starts
    end = min(DAY_MINUTES, int((ends - midnight).total_seconds()) // 60)
    begin = min(begin, DAY_MINUTES - SHORTEST)
    return begin, max(end, begin + SHORTEST)


def _short(at: time) -> tuple[int, int]:
    begin = min(at.hour * 60 + at.minute, DAY_MINUTES - SHORTEST)
    return begin, begin + SHORTEST
