"""The strip of one treatment cycle: a column for each day, a row for each medicine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from caregiver.domain.medications import cycle_days_text
from ui.pages.medications.strip_drawing import LABEL, ROW, Band, StripPainter
from ui.theme import look
from ui.widgets.naming import named
from ui.widgets.tips import plain_tip

NARROWEST_CELL, WIDEST_CELL = 11, 64
MOST_IN_A_BAND = 35


@dataclass(frozen=True, slots=True)
class StripRow:
    """One line of the strip: its name, its dose, and its days of the cycle by their number.

    `at_hospital`: the clinic gives it. `is_lab`: blood tests, not a medicine.
    """

    name: str
    dose: str
    days: frozenset[int]
    at_hospital: bool = False
    is_lab: bool = False


@dataclass(frozen=True, slots=True)
class StripColumn:
    """One column: the number of the day, how it is written above, and what is said of it.

    No number: paused dates between two days, as one narrow column.
    """

    number: int | None
    label: str
    words: str


class CycleStrip(QWidget):
    """Draw what is planned on which day. Filled: the day has passed, which proves no dose.

    The arrow keys and the pointer choose a day, told by `day_told` in words.
    """

    day_told = Signal(str)

    def __init__(self, name: str = "cycle_strip") -> None:
        super().__init__()
        named(self, name, "")
        self._title = ""
        self._rows: tuple[StripRow, ...] = ()
        self._columns: tuple[StripColumn, ...] = ()
        self._today: int | None = None
        self._rest: frozenset[int] = frozenset()
        self._chosen: int | None = None
        self._is_past = False
        self.setProperty("ring", "inside")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_rows(self, rows: Sequence[StripRow], days: int, today: int) -> None:
        """Show medicines over a cycle of `days`; `today` is its day, 0 for none."""
        word = self.tr("day %1")
        columns = [
            StripColumn(day, str(day), word.replace("%1", str(day)))
            for day in range(1, max(days, today) + 1)
        ]
        self.show_columns(rows, columns, today - 1 if today else None)

    def show_columns(
        self,
        rows: Sequence[StripRow],
        columns: Sequence[StripColumn],
        today: int | None,
        rest: frozenset[int] = frozenset(),
    ) -> None:
        """Show rows over columns; `today` is the place of a column, `rest` are rest days."""
        self._rows, self._columns, self._today = tuple(rows), tuple(columns), today
        self._rest = rest
        self._chosen, self._is_past = None, False
        self.setAccessibleName(self.spoken())
        self.setAccessibleDescription(self.tr("Left and right arrow keys tell a day."))
        self.updateGeometry()
        self.update()

    def set_past(self, is_past: bool) -> None:
        """Say whether all of its days have passed."""
        self._is_past = is_past
        self.update()

    def set_title(self, words: str) -> None:
        """Say before all else what the strip is of, to those who hear it."""
        self._title = words
        self.setAccessibleName(self.spoken())

    def spoken(self) -> str:
        """Return the strip in words."""
        days, one_day = self.tr("%1: days %2"), self.tr("%1: day %2")
        lines = [self._title] if self._title else []
        for row in self._rows:
            if not row.days:
                continue
            name = self._spoken_name(row)
            pattern = one_day if len(row.days) == 1 else days
            shown = cycle_days_text(sorted(row.days))
            lines.append(pattern.replace("%1", name).replace("%2", shown))
        if self._rest:
            shown = cycle_days_text(sorted(self._rest))
            lines.append(self.tr("Rest days: %1").replace("%1", shown))
        if self._today is not None:
            told = self._columns[self._today]
            words = self.tr("Today is day %1").replace("%1", told.label)
            lines.append(words if told.number is not None else told.words)
        return ". ".join(lines)

    def told(self, place: int) -> str:
        """Return one column in words: "Monday, March 15, day 15: Dexamethasone 20 mg"."""
        column = self._columns[place]
        if column.number is None:
            return column.words
        found = [
            self._spoken_name(row, f"{row.name} {row.dose}".strip())
            for row in self._rows
            if column.number in row.days
        ]
        nothing = self.tr("rest day") if column.number in self._rest else self.tr("nothing planned")
        what = ", ".join(found) or nothing
        return self.tr("%1: %2").replace("%1", column.words).replace("%2", what)

    def choose(self, place: int | None) -> None:
        """Mark a column and tell it; None marks none."""
        if place is None or not self._columns:
            self._chosen = None
            self.update()
            return
        self._chosen = max(0, min(place, len(self._columns) - 1))
        words = self.told(self._chosen)
        self.setAccessibleDescription(words)
        self.day_told.emit(words)
        self.update()

    def restyle(self) -> None:
        """Take the size again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the rows; the width is what there is."""
        height = sum(self._band_height() for _ in self._bands())
        return QSize(look().px(320), height + look().px(4))

    def minimumSizeHint(self) -> QSize:
        """Return a width in which a week can still be told apart."""
        return QSize(look().px(160), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when names go above their marks."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each band of days: the numbers, the column of today, and the marks."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            passed = len(self._columns) if self._is_past else self._today or 0
            drawing = StripPainter(painter, self._rows, self._columns, self._rest, passed)
            for band in self._bands():
                drawing.draw(band, self._today, self._chosen if self.hasFocus() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another day."""
        last = len(self._columns) - 1
        at = self._chosen if self._chosen is not None else (self._today or 0)
        places = {
            Qt.Key.Key_Left.value: at - 1,
            Qt.Key.Key_Right.value: at + 1,
            Qt.Key.Key_Home.value: 0,
            Qt.Key.Key_End.value: last,
        }
        if event.key() in places and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.choose(places[event.key()])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell the day that was pressed."""
        place = self._place_at(event.position())
        if place is not None:
            self.choose(place)

    def event(self, event: QEvent) -> bool:
        """Show the day under the pointer as a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place_at(QPointF(event.pos()))
            words = self.told(place) if place is not None else self.spoken()
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)

    def _spoken_name(self, row: StripRow, name: str = "") -> str:
        words = self.tr("%1 (at the hospital)") if row.at_hospital else "%1"
        return words.replace("%1", name or row.name)

    def _place_at(self, at: QPointF) -> int | None:
        for band in self._bands():
            if band.top <= at.y() < band.top + band.height and at.x() >= band.left:
                place = band.first + int((at.x() - band.left) / band.cell)
                return place if place < band.first + band.count else None
        return None

    def _has_names(self) -> bool:
        return any(row.name for row in self._rows)

    def _is_stacked(self) -> bool:
        return self.width() - look().px(LABEL) < min(len(self._columns), 28) * look().px(20)

    def _left(self) -> int:
        return look().px(LABEL) if self._has_names() and not self._is_stacked() else 0

    def _band_height(self) -> int:
        lines = 2 if self._has_names() and self._is_stacked() else 1
        return look().px(ROW) * (len(self._rows) * lines + 1) + look().px(2)

    def _bands(self) -> list[Band]:
        """Return the columns in as many bands as the width asks for, of whole weeks."""
        count = len(self._columns)
        if not count:
            return []
        left = self._left()
        room = max(1, self.width() - left)
        fitting = max(7, min(MOST_IN_A_BAND, room // look().px(NARROWEST_CELL)))
        number = -(-count // fitting)
        each = -(-count // number)
        if number > 1:
            each = min(fitting // 7 * 7, -(-each // 7) * 7)
        cell = min(room / each, look().px(WIDEST_CELL))
        height = self._band_height()
        return [
            Band(first, min(each, count - first), left, cell, line * height, height, self.width())
            for line, first in enumerate(range(0, count, each))
        ]
