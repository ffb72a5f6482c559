"""Show what comes in the next days as one list, grouped by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from caregiver.domain.bands import Band
from caregiver.formats import Formats
from caregiver.services.calendar import HomeBlock, Month, MonthDay
from ui import appointments
from ui.pages.calendar import entry_words
from ui.pages.calendar.agenda_rows import AgendaRow, Event, Line, LineRow
from ui.theme import spread
from ui.widgets.cards import SectionHeading

Rows = list[Event | Line]


@contextmanager
def laid_out_once(*layouts: QLayout | None) -> Iterator[None]:
    """Keep what appears meanwhile from laying out everything around it each time."""
    found = [one for one in layouts if one is not None]
    for one in found:
        one.setEnabled(False)
    try:
        yield
    finally:
        for one in found:
            one.setEnabled(True)
            one.invalidate()


class _Day(QWidget):
    """Show the heading and the rows of one day; made once and filled again."""

    def __init__(self, agenda: Agenda) -> None:
        super().__init__()
        self._agenda = agenda
        self._heading = SectionHeading("")
        card = QFrame()
        card.setProperty("role", "card")
        self._column = QVBoxLayout(card)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._whole = QVBoxLayout(self)
        spread(self._whole, spacing=0)
        self._whole.addWidget(self._heading)
        self._whole.addWidget(card)
        self._events: list[AgendaRow] = []
        self._lines: list[LineRow] = []

    def fill(self, title: str, remark: str, rows: Rows) -> list[AgendaRow | LineRow]:
        """Show a day; return its rows in order."""
        with laid_out_once(self._column, self._whole):
            return self._fill(title, remark, rows)

    def _fill(self, title: str, remark: str, rows: Rows) -> list[AgendaRow | LineRow]:
        self._heading.set_words(title, remark)
        while self._column.count():
            self._column.takeAt(0)
        events, lines = iter(self._events), iter(self._lines)
        shown: list[AgendaRow | LineRow] = []
        for entry in rows:
            row: AgendaRow | LineRow
            if isinstance(entry, Event):
                row = next(events, None) or self._new_event()
                row.show_event(entry, self._agenda.formats)
            else:
                row = next(lines, None) or self._new_line()
                row.show_line(entry)
            row.has_line = bool(shown)
            self._column.addWidget(row)
            row.show()
            shown.append(row)
        for spare in (*events, *lines):
            spare.hide()
        return shown

    def _new_event(self) -> AgendaRow:
        row = AgendaRow()
        row.opened.connect(self._agenda.opened)
        row.entered.connect(self._agenda.entered)
        row.removal_chosen.connect(self._agenda.removal_chosen)
        row.change_chosen.connect(self._agenda.change_chosen)
        row.moved.connect(self._agenda.go_on)
        self._events.append(row)
        return row

    def _new_line(self) -> LineRow:
        row = LineRow()
        row.day_opened.connect(self._agenda.day_opened)
        row.moved.connect(self._agenda.go_on)
        self._lines.append(row)
        return row


class Agenda(QWidget):
    """Show the days that hold something; today always."""

    opened = Signal(object)
    entered = Signal(object)
    removal_chosen = Signal(object)
    change_chosen = Signal(object)
    day_opened = Signal(object)

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self.setObjectName("agenda")
        self.formats = formats
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=0)
        self._days: list[_Day] = []
        self._rows: list[AgendaRow | LineRow] = []

    def show_days(
        self, answer: Month, now: datetime, members: Mapping[str, str], *, with_doses: bool = False
    ) -> None:
        """Show other days; the row with the focus keeps it when it is still there."""
        focused = next((row.objectName() for row in self._rows if row.hasFocus()), "")
        page = self.parentWidget()
        around = page.layout() if page is not None else None
        with laid_out_once(self._column, around):
            self._fill(answer, now.date(), members, with_doses=with_doses)
        self._order_tabs()
        if focused:
            self.focus_on(focused)

    def _fill(
        self, answer: Month, today: date, members: Mapping[str, str], *, with_doses: bool
    ) -> None:
        self._rows = []
        number = 0
        for day in answer.days:
            rows = self._rows_of(day, answer, members, with_doses=with_doses)
            if not rows and day.day == today:
                rows = [Line("info", self.tr("Nothing planned today."))]
            if rows:
                running = [one for one in answer.bands if one.first <= day.day <= one.last]
                title = appointments.day_words(day.day, today, self.formats)
                self._rows += self._day(number).fill(title, self._remark(day, running), rows)
                number += 1
        for place, spare in enumerate(self._days):
            spare.setVisible(place < number)

    def first_row(self) -> AgendaRow | None:
        """Return the first appointment."""
        return next((row for row in self._rows if isinstance(row, AgendaRow)), None)

    def focus_on(self, name: str) -> None:
        """Put the focus on the row of this name, where it is shown."""
        for row in self._rows:
            if row.objectName() == name:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, row: AgendaRow | LineRow, step: int) -> None:
        """Go from a row to the next one that takes the focus."""
        stops = [one for one in self._rows if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
        place = stops.index(row) + step
        if 0 <= place < len(stops):
            stops[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _day(self, number: int) -> _Day:
        if number == len(self._days):
            self._days.append(_Day(self))
            self._column.addWidget(self._days[number])
        return self._days[number]

    def _order_tabs(self) -> None:
        last: QWidget | None = None
        for row in self._rows:
            if row.focusPolicy() == Qt.FocusPolicy.NoFocus:
                continue
            if last is not None:
                QWidget.setTabOrder(last, row)
            last = row.last_control()
            if last is not row:
                QWidget.setTabOrder(row, last)

    def _rows_of(
        self, day: MonthDay, answer: Month, members: Mapping[str, str], *, with_doses: bool
    ) -> Rows:
        is_first = day.day == answer.days[0].day
        starting = [one for one in answer.bands if one.first == day.day and one.begins]
        rows: Rows = [Line("info", self._begins(band)) for band in starting]
        if day.clock_change:
            rows.append(Line("clock", entry_words.clock_ways(day.clock_change)[0]))
        timed: list[tuple[time, Event | Line]] = []
        for one in day.occurrences:
            if one.day == day.day or is_first:
                event = Event(one, members.get(one.appointment.member_id or "", ""))
                has_time = one.day == day.day and not one.appointment.all_day
                timed.append((one.starts.time() if has_time else time(), event))
        homes = [one for one in answer.home_blocks if one.starts.date() == day.day
                 or (is_first and one.is_on(day.day))]  # fmt: skip
        timed += self._homes(day.day, homes)
        timed += self._lines(day)
        timed += self._doses(day) if with_doses else self._marks(day)
        return rows + [row for _, row in sorted(timed, key=lambda pair: pair[0])]

    def _homes(self, day: date, blocks: Sequence[HomeBlock]) -> list[tuple[time, Event | Line]]:
        found: list[tuple[time, Event | Line]] = []
        for block in blocks:
            has_begun = block.starts.date() < day
            words = entry_words.home_ways(block, self.formats)[0]
            name = f"home_{appointments.occurrence_name(block.occurrence)}"
            line = Line("house", words, "" if has_begun else self.formats.time(block.starts),
                        day, name,
                        entry_words.spoken_home(block, self.formats), "text")  # fmt: skip
            found.append((time() if has_begun else block.starts.time(), line))
        return found

    def _lines(self, day: MonthDay) -> list[tuple[time, Event | Line]]:
        return [
            (
                one.at or time(),
                Line(entry_words.line_icon(one), entry_words.line_title(one, self.formats),
                     self.formats.time(one.at) if one.at else "", day.day, f"{one.kind}_{one.id}",
                     entry_words.spoken_line(one, self.formats),
                     "muted" if one.is_done else "attention"),
            )
            for one in day.lines
        ]  # fmt: skip

    def _doses(self, day: MonthDay) -> list[tuple[time, Event | Line]]:
        found: list[tuple[time, Event | Line]] = []
        for dose in day.doses:
            words = ", ".join(dose.names)
            if state := entry_words.dose_state(dose):
                words = f"{words} \N{MIDDLE DOT} {state}"
            line = Line("pill", words, self.formats.time(dose.at), day.day,
                        f"doses_{day.day:%Y%m%d}_{dose.at:%H%M}",
                        entry_words.spoken_dose(dose, self.formats))  # fmt: skip
            found.append((dose.at, line))
        return found

    def _marks(self, day: MonthDay) -> list[tuple[time, Event | Line]]:
        return [
            (
                mark.at or time.max,
                Line("pill", mark.name, appointments.part_of_day(mark.at) if mark.at else ""),
            )
            for mark in day.marks
        ]

    def _begins(self, band: Band) -> str:
        if band.is_rest:
            return self.tr("Rest days begin, no %1").replace("%1", band.name)
        words = self.tr("%1 begins, days %2").replace("%1", band.name)
        return words.replace("%2", band.days)

    def _remark(self, day: MonthDay, running: Sequence[Band]) -> str:
        parts = []
        if day.cycle is not None and day.cycle.day <= day.cycle.days:
            words = self.tr("cycle %1, day %2").replace("%1", str(day.cycle.cycle))
            parts.append(words.replace("%2", str(day.cycle.day)))
        parts += [self.tr("rest, no %1").replace("%1", one.name) for one in running if one.is_rest]
        return " \N{MIDDLE DOT} ".join(parts)
