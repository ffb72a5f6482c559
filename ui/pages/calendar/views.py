"""Hold the views of the calendar, of which one is in sight: list, day, week, month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caregiver.domain.appointments import Occurrence
from caregiver.formats import Formats
from caregiver.services.calendar import Month
from ui.pages.calendar.agenda import Agenda
from ui.pages.calendar.legend import Legend
from ui.pages.calendar.month_grid import MonthGrid
from ui.pages.calendar.periods import DAY, LIST, MONTH, WEEK
from ui.pages.calendar.week_view import WeekView


@dataclass(frozen=True, slots=True)
class Sight:
    """What a view is to show: its days, which of them is chosen, and who is who."""

    view: str
    day: date
    now: datetime
    answer: Month
    members: Mapping[str, str]
    list_doses: bool = False


class CalendarViews(QObject):
    """Show one view at a time, and say in one way what was done in any of them.

    The signals carry the `Occurrence`, the day, or the wall-clock time they are about.
    """

    opened = Signal(object)
    entered = Signal(object)
    change_chosen = Signal(object)
    removal_chosen = Signal(object)
    moved = Signal(object, object)
    slot_chosen = Signal(object)
    day_selected = Signal(object)
    day_focused = Signal(object)
    day_outside = Signal(object)
    day_opened = Signal(object)
    day_cleared = Signal(object)

    def __init__(self, column: QVBoxLayout, formats: Formats) -> None:
        """Take the column of the page the views stand in."""
        super().__init__()
        self.agenda = Agenda(formats)
        self.week = WeekView(formats)
        self.month = MonthGrid(formats)
        self._legend = Legend()
        self._rest = QWidget()
        column.addWidget(self.agenda)
        column.addWidget(self.week, 1)
        column.addWidget(self.month, 1)
        column.addWidget(self._legend)
        column.addWidget(self._rest, 1)
        self._view = LIST
        self._entered = ""
        self._connect()

    def show(self, sight: Sight) -> None:
        """Show what a view is to show."""
        if sight.view != self._view:
            self._entered = ""
        self._view = view = sight.view
        is_grid = view in (DAY, WEEK)
        self.agenda.setVisible(view == LIST)
        self._rest.setVisible(view == LIST)
        self.week.setVisible(is_grid)
        self.month.setVisible(view == MONTH)
        self._legend.setVisible(view == MONTH)
        if view == LIST:
            self.agenda.show_days(sight.answer, sight.now, sight.members,
                                  with_doses=sight.list_doses)  # fmt: skip
        elif is_grid:
            self.week.show_days(sight.answer, sight.now, sight.day)
        else:
            self.month.show_month(sight.day, sight.now.date(), sight.answer, sight.day)

    def first_focus(self, day: date) -> QWidget | None:
        """Return what was gone into last, else the control that has the focus first."""
        for view in (self.agenda, self.week, self.month):
            found = view.findChildren(QWidget, self._entered) if self._entered else []
            entered = next((one for one in found if one.isVisible()), None)
            if entered is not None:
                return entered
        if self._view == MONTH:
            return self.month
        if self._view == LIST:
            return self.agenda.first_row()
        return self.week.first_control(day)

    def focus_on(self, occurrence: Occurrence) -> None:
        """Put the focus on a date of an appointment, where it is shown."""
        from ui import appointments

        name = appointments.occurrence_name(occurrence)
        if self._view == MONTH:
            self.month.select_day(occurrence.day)
            self.month.focus_entry(name)
        elif self._view == LIST:
            self.agenda.focus_on(f"appointment_{name}")
        else:
            self.week.focus_on(f"entry_{name}")

    def _enter(self, occurrence: object) -> None:
        self._remember()
        self.entered.emit(occurrence)

    def _enter_day(self, day: object) -> None:
        self._remember()
        self.day_opened.emit(day)

    def _remember(self) -> None:
        """Remember where the focus goes back to when what was opened is closed."""
        focused: QWidget | None = QApplication.focusWidget()
        views = (self.agenda, self.week, self.month)
        is_here = any(one is focused or one.isAncestorOf(focused) for one in views if focused)
        self._entered = focused.objectName() if focused is not None and is_here else ""

    def _connect(self) -> None:
        for one in (self.agenda, self.week, self.month):
            one.opened.connect(self.opened)
            one.entered.connect(self._enter)
            one.day_opened.connect(self._enter_day)
            one.removal_chosen.connect(self.removal_chosen)
        self.agenda.change_chosen.connect(self.change_chosen)
        for grid in (self.week, self.month):
            grid.moved.connect(self.moved)
        self.week.day_focused.connect(self.day_focused)
        self.week.slot_chosen.connect(self.slot_chosen)
        self.month.day_selected.connect(self.day_selected)
        self.month.day_outside.connect(self.day_outside)
        self.month.day_cleared.connect(self.day_cleared)
