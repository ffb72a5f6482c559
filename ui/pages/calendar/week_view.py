"""Show a week, or one day, hour by hour."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from caregiver.formats import Formats
from caregiver.services.calendar import DayLine, DoseTime, Month
from ui.pages.calendar.week_entry import WeekEntry
from ui.pages.calendar.week_grid import TimeGrid
from ui.pages.calendar.week_head import WeekHead
from ui.theme import look
from ui.widgets.cards import hairline

HOURS_IN_SIGHT = 240  # px at 100 % text, at the least


class WeekView(QFrame):
    """Hold the days with what lasts whole days, and under them the hours, which scroll.

    Its signals carry the `Occurrence`, the day, or the wall-clock time they are about.
    """

    opened = Signal(object)
    entered = Signal(object)
    day_focused = Signal(object)
    day_opened = Signal(object)
    removal_chosen = Signal(object)
    moved = Signal(object, object)
    slot_chosen = Signal(object)

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self.setObjectName("week_view")
        self.setProperty("role", "card")
        self._first: tuple[date, int] | None = None
        self.head, self.grid = WeekHead(formats), TimeGrid(formats)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("week_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.grid)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._top = QVBoxLayout()
        self._top.addWidget(self.head)
        self._column.addLayout(self._top)
        self._column.addWidget(hairline())
        self._column.addWidget(self._scroll, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._connect()
        self.restyle()

    def show_days(self, answer: Month, now: datetime, chosen: date) -> None:
        """Show other days, or the same ones again; the focus stays where it is."""
        focused = self._focused_name()
        self.head.show_days(answer, now.date(), chosen)
        self.grid.show_days(answer, now)
        self._order_tabs()
        shown = answer.days[0].day, len(answer.days)
        if shown != self._first:
            self._first = shown
            QTimer.singleShot(0, self, self.scroll_to_start)
        if focused:
            self.focus_on(focused)

    def entries(self) -> list[WeekEntry]:
        """Return everything that can be opened, the whole days first."""
        return [*self.head.entries, *self.grid.entries]

    def focus_on(self, name: str) -> bool:
        """Put the focus on the control of this name; say whether it is there."""
        for one in (*self.head.heads(), *self.entries()):
            if one.objectName() == name:
                one.setFocus(Qt.FocusReason.OtherFocusReason)
                if isinstance(one, WeekEntry):
                    self._show_entry(one)
                return True
        return False

    def first_control(self, day: date) -> QWidget | None:
        """Return the head of a day, else the first."""
        heads = self.head.heads()
        return next((one for one in heads if one.day.day == day), heads[0] if heads else None)

    def scroll_to_start(self) -> None:
        """Scroll to the working hours, or to the first appointment."""
        self._scroll.verticalScrollBar().setValue(self.grid.first_y())

    def restyle(self) -> None:
        """Take the heights again; the days stand over their hours beside the scroll bar."""
        self._scroll.setMinimumHeight(look().px(HOURS_IN_SIGHT))
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._top.setContentsMargins(bar if is_mirrored else 0, 0, 0 if is_mirrored else bar, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Mirror with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every other key to the page."""
        event.ignore()

    def _connect(self) -> None:
        for part in (self.head, self.grid):
            part.opened.connect(lambda what: self._open(what, self.opened))
            part.entered.connect(lambda what: self._open(what, self.entered))
            part.removal_chosen.connect(self.removal_chosen)
            part.moved.connect(self.moved)
            part.day_focused.connect(self._tell_day)
        self.head.day_opened.connect(self.day_opened)
        self.head.left_below.connect(self._go_down)
        self.grid.left_above.connect(self._go_up)
        self.grid.slot_chosen.connect(self.slot_chosen)
        self.grid.focus_moved.connect(self._show_entry)

    def _open(self, what: object, signal: SignalInstance) -> None:
        if isinstance(what, DoseTime | DayLine):
            self.day_opened.emit(what.day)
        else:
            signal.emit(what)

    def _tell_day(self, number: int) -> None:
        heads = self.head.heads()
        if number < len(heads):
            self.day_focused.emit(heads[number].day.day)

    def _go_down(self, day: int) -> None:
        entry = self.grid.first_entry(day)
        if entry is not None:
            entry.setFocus(Qt.FocusReason.TabFocusReason)
            self._show_entry(entry)

    def _go_up(self, day: int) -> None:
        whole = [one for one in self.head.entries if one.day == day]
        if whole:
            whole[-1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.head.focus_day(day)

    def _show_entry(self, entry: QWidget) -> None:
        if entry.parentWidget() is self.grid:
            self._scroll.ensureWidgetVisible(entry, 0, look().px(24))

    def _order_tabs(self) -> None:
        everything: list[QWidget] = [*self.head.heads(), *self.entries()]
        for before, after in pairwise(everything):
            QWidget.setTabOrder(before, after)

    def _focused_name(self) -> str:
        focused: QWidget | None = self.focusWidget()
        if focused is None or not focused.hasFocus():
            return ""
        return focused.objectName()
