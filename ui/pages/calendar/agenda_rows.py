"""The rows of the list: made once and filled again, because making widgets is what takes time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from caregiver.domain.appointments import AppointmentStatus, Occurrence
from caregiver.formats import Formats
from ui import appointments
from ui.theme import look, spread
from ui.widgets.buttons import row_button
from ui.widgets.cards import Chip, Row, across
from ui.widgets.naming import named
from ui.widgets.text import IconLabel, plain, set_words

# px at 100 % text
TIME_WIDTH, NARROWEST_ACROSS = 168, 520
BIGGEST = 16_777_215  # Qt's own largest width
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_STEPS = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}


@dataclass(frozen=True, slots=True)
class Event:
    """One date of an appointment, and with whom it is."""

    occurrence: Occurrence
    with_whom: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is no appointment. With a `name` it can be pressed, and shows its day."""

    icon: str
    words: str
    when: str = ""
    day: date | None = None
    name: str = ""
    spoken: str = ""
    tone: str = "muted"


class _ListRow(Row):
    """A row of a day's card, with a thin line above it unless it is the first.

    When and what for, the words, and what can be done stand side by side; where there is no room
    for that, one under the other.
    """

    moved = Signal(object, int)
    _parts: tuple[QWidget, ...] = ()
    _time: QLabel | None = None

    def __init__(self, height: int) -> None:
        super().__init__(height=height)
        self.has_line = False
        self.setProperty("ring", "inside")

    def take_parts(self, time: QLabel, *parts: QWidget) -> None:
        """Take the label of the time, and the parts; the second one has the free room."""
        self._time, self._parts = time, parts
        for part in parts:
            self.body.addWidget(part)
        self.body.setStretchFactor(parts[1], 1)
        self.restyle()

    def restyle(self) -> None:
        """Take height and widths again."""
        super().restyle()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose side by side or one under the other."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest part, because each can have a line of its own."""
        margins = self.body.contentsMargins()
        width = max((part.minimumSizeHint().width() for part in self._parts[::2]), default=0)
        width += margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        if self._time is None:
            return
        fits = self.width() >= look().px(NARROWEST_ACROSS)
        beside, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        direction = beside if fits else under
        if self.body.direction() != direction:
            self.body.setDirection(direction)
            place = Qt.AlignmentFlag(0) if fits else Qt.AlignmentFlag.AlignLeft
            for part in self._parts[2:]:
                self.body.setAlignment(part, place)
        width = look().px(TIME_WIDTH) if fits else 0
        if self._time.minimumWidth() != max(1, width):
            self._time.setMinimumWidth(max(1, width))
            self._time.setMaximumWidth(width or BIGGEST)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line above."""
        super().paintEvent(event)
        if self.has_line:
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), 1, look().color("hairline"))
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a neighbor."""
        if event.key() in _STEPS:
            self.moved.emit(self, _STEPS[event.key()])
        else:
            super().keyPressEvent(event)


class AgendaRow(_ListRow):
    """Show one appointment; Enter opens it, Delete removes it, arrows go to its neighbors."""

    opened = Signal(object)
    entered = Signal(object)
    removal_chosen = Signal(object)
    change_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(60)
        self.occurrence: Occurrence | None = None
        self._when = plain("", "strong")
        self._icon = IconLabel("calendar", 20, "note")
        self._title, self._second = plain("", "strong"), plain("", "muted")
        words = QWidget()
        column = QVBoxLayout(words)
        spread(column, spacing=0)
        column.addWidget(self._title)
        column.addWidget(self._second)
        self._status = Chip("", "plain")
        self._change = row_button("change", self.tr("Change"))
        self._change.clicked.connect(lambda: self.change_chosen.emit(self.occurrence))
        begin = across(self._when, self._icon, spacing=12)
        self.take_parts(self._when, begin, words, across(self._status, self._change, spacing=12))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_event(self, event: Event, formats: Formats) -> None:
        """Show one date of an appointment."""
        self.occurrence = occurrence = event.occurrence
        one = occurrence.appointment
        cancelled = one.status is AppointmentStatus.CANCELLED
        name = appointments.occurrence_name(occurrence)
        set_words(self._when, appointments.when(occurrence, formats))
        self._icon.set_icon(appointments.icon_of(one), "muted" if cancelled else "note")
        set_words(self._title, one.title)
        self._strike(cancelled)
        second = self._details(event, formats)
        set_words(self._second, second)
        self._second.setVisible(bool(second))
        status = appointments.status_words(one)
        self._status.set_words(status)
        self._status.setVisible(bool(status))
        spoken = self.tr("Change %1").replace("%1", one.title)
        named(self._change, f"change_{name}", spoken)
        spoken = appointments.spoken(occurrence, formats)
        named(self, f"appointment_{name}", f"{formats.weekday_date(occurrence.day)}, {spoken}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, remove, or go to a neighbor."""
        if event.key() == Qt.Key.Key_Space:
            self.opened.emit(self.occurrence)
        elif event.key() in _OPEN:
            self.entered.emit(self.occurrence)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_chosen.emit(self.occurrence)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open with a click."""
        self.opened.emit(self.occurrence)

    def last_control(self) -> QWidget:
        """Return the button at the end, for the order of Tab."""
        return self._change

    def _strike(self, is_on: bool) -> None:
        font = self._title.font()
        if font.strikeOut() != is_on:
            font.setStrikeOut(is_on)
            self._title.setFont(font)

    def _details(self, event: Event, formats: Formats) -> str:
        one = event.occurrence.appointment
        leave = drives = ""
        if one.leave_by is not None:
            leave = self.tr("leave by %1").replace("%1", formats.time(one.leave_by))
        if one.driver:
            drives = self.tr("%1 drives").replace("%1", one.driver)
        parts = (event.with_whom, one.location, leave, drives)
        return " \N{MIDDLE DOT} ".join(part for part in parts if part)


class LineRow(_ListRow):
    """Show one line that is no appointment, in the columns of the appointments."""

    day_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(40)
        self._day: date | None = None
        self._when = plain("", "secondary", tone="muted")
        self._icon = IconLabel("info", 20, "muted")
        self._words = plain("", "body")
        self.take_parts(self._when, across(self._when, self._icon, spacing=12), self._words)

    def show_line(self, line: Line) -> None:
        """Show one line."""
        self._day = line.day if line.name else None
        set_words(self._when, line.when[:1].upper() + line.when[1:])
        self._icon.set_icon(line.icon, line.tone)
        set_words(self._words, line.words)
        is_pressed = self._day is not None
        focus = Qt.FocusPolicy.StrongFocus if is_pressed else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(focus)
        named(self, line.name, line.spoken if is_pressed else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the day, or go to a neighbor."""
        if event.key() in _OPEN and self._day is not None:
            self.day_opened.emit(self._day)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the day with a click."""
        if self._day is not None:
            self.day_opened.emit(self._day)

    def last_control(self) -> QWidget:
        """Return itself: nothing in it has the focus."""
        return self
