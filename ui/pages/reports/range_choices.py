"""Ask which days a printed calendar shows, and how much it tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.services.calendar_papers import months_on
from caregiver.services.reports import ReportChoices
from ui.theme import spread
from ui.widgets.buttons import icon_button
from ui.widgets.cards import across
from ui.widgets.date_fields import DateField
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain, set_words
from ui.widgets.ticks import CheckBox

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

MONTH, WEEK, LIST = "calendar_month", "calendar_week", "calendar_list"
GRID = "week_grid"
CALENDARS = (MONTH, WEEK, LIST, GRID)
_WEEKS = (WEEK, GRID)
_LISTED_MONTHS = 3


class RangeChoices(QWidget):
    """Ask for a month or more, a week, or a first and last day; every choice counts at once."""

    changed = Signal()

    def __init__(self, app: Caregiver, host: Host, kind: str, first: date | None) -> None:
        """Begin with the month or week of `first`, else of today."""
        super().__init__()
        self._kind, self._formats, self._today = kind, host.formats, app.clock.today
        self._first = first or self._today()
        self._is_loading = True
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=12)
        if kind == LIST:
            self._add_days()
        else:
            self._add_stepper()
        if kind == MONTH:
            self._add_count()
        if kind != GRID:
            self._add_ticks()
        self._is_loading = False
        self._show()

    def fill(self, choices: ReportChoices) -> ReportChoices:
        """Return the choices with the days and what to tell."""
        first, last = self._days()
        if self._kind == GRID:
            return replace(choices, first=first, last=last)
        notes = self._kind == LIST and self._notes.isChecked()
        return replace(choices, first=first, last=last, with_notes=notes,
                       times_only=self._times_only.isChecked())  # fmt: skip

    def turn(self, periods: int) -> None:
        """Go months or weeks forward or back; a list keeps its length."""
        first, last = self._days()
        if self._kind == MONTH:
            self._first = months_on(first, periods)
        elif self._kind in _WEEKS:
            self._first = first + timedelta(days=7 * periods)
        elif last is not None:
            length = (last - first).days + 1
            self._from.set_value(first + timedelta(days=length * periods))
            self._to.set_value(last + timedelta(days=length * periods))
        self._show()
        self._edited()

    def turn_to_today(self) -> None:
        """Go to the period that begins today."""
        self._first = self._today()
        if self._kind == LIST:
            self._set_days(self._first)
        self._show()
        self._edited()

    def _days(self) -> tuple[date, date | None]:
        if self._kind == MONTH:
            first = self._first.replace(day=1)
            return first, months_on(first, int(self._count.value() or 1) - 1)
        if self._kind in _WEEKS:
            return self._first, self._first + timedelta(days=6)
        first = self._from.value() or self._today()
        last = self._to.value()
        return first, last if last is not None and last >= first else None

    def _add_stepper(self) -> None:
        is_month = self._kind == MONTH
        words = (
            (self.tr("Month before"), self.tr("Month after"))
            if is_month
            else (self.tr("Week before"), self.tr("Week after"))
        )
        earlier = icon_button("range_earlier", words[0], "chevron-left")
        later = icon_button("range_later", words[1], "chevron-right")
        earlier.clicked.connect(lambda: self.turn(-1))
        later.clicked.connect(lambda: self.turn(1))
        self._title = plain("", "strong", name="range_title")
        self._column.addWidget(across(earlier, self._title, 1, later))
        if not is_month:
            self._start = DateField("range_first", self.tr("First day"), self._formats, self._today)
            self._start.set_value(self._first)
            self._start.value_changed.connect(self._change_start)
            self._column.addWidget(self._start)

    def _add_count(self) -> None:
        choices = [("1", "1"), ("2", "2"), ("3", "3")]
        self._count: SegmentedField[str] = SegmentedField(
            "range_months", self.tr("How many months"), choices
        )
        self._count.set_value("1")
        self._count.value_changed.connect(self._edited)
        self._column.addWidget(self._count)

    def _add_days(self) -> None:
        self._from = DateField("range_first", self.tr("First day"), self._formats, self._today)
        self._to = DateField("range_last", self.tr("Last day"), self._formats, self._today,
                             offer_today=False)  # fmt: skip
        self._set_days(self._first)
        for field in (self._from, self._to):
            field.value_changed.connect(self._edited)
            self._column.addWidget(field)

    def _set_days(self, first: date) -> None:
        self._from.set_value(first)
        self._to.set_value(months_on(first, _LISTED_MONTHS) - timedelta(days=1))

    def _add_ticks(self) -> None:
        if self._kind == LIST:
            self._notes = CheckBox("range_notes", self.tr("Notes too"))
            self._notes.toggled.connect(self._edited)
            self._column.addWidget(self._notes)
        self._times_only = CheckBox("times_only", self.tr("Times and places only"))
        self._times_only.toggled.connect(self._edited)
        self._column.addWidget(self._times_only)
        hint = self.tr("For others: no titles, no medicines, no birth date.")
        self._column.addWidget(plain(hint, "muted"))

    def _change_start(self) -> None:
        day = self._start.value()
        if self._is_loading or day is None or day == self._first:
            return
        self._first = day
        self._show()
        self._edited()

    def _show(self) -> None:
        """Say which month or week it is."""
        if self._kind == LIST:
            return
        if self._kind == MONTH:
            set_words(self._title, self._formats.month_year(self._first))
            return
        last = self._first + timedelta(days=6)
        words = self.tr("%1 to %2").replace("%1", self._formats.date_short(self._first))
        set_words(self._title, words.replace("%2", self._formats.date_short(last)))
        if self._start.value() != self._first:
            self._start.set_value(self._first)

    def _edited(self) -> None:
        if self._is_loading or not self._is_sound():
            return
        self.changed.emit()

    def _is_sound(self) -> bool:
        """Tell whether the days can be printed; say at the field what keeps them from it."""
        if self._kind != LIST:
            return True
        first, last = self._from.value(), self._to.value()
        backwards = first is not None and last is not None and last < first
        words = self.tr("The last day is before the first one.") if backwards else ""
        self._to.show_problem(words or self._to.own_problem())
        return not words and first is not None and last is not None


def period_of(target: str) -> tuple[str, date | None]:
    """Return the kind of paper and the day in "calendar-month:2027-03-01"."""
    kind, _, day = target.partition(":")
    try:
        return kind.replace("-", "_"), date.fromisoformat(day) if day else None
    except ValueError:
        return kind.replace("-", "_"), None
