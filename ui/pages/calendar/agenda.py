"""Show what comes in the next days as one list, grouped by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from caregiver.domain.appointments import AppointmentStatus, Occurrence
from caregiver.domain.bands import Band
from caregiver.formats import Formats
from caregiver.services.calendar import Month, MonthDay
from ui import appointments
from ui.theme import look, spread
from ui.widgets.buttons import row_button
from ui.widgets.cards import Chip, Row, RowsCard, SectionHeading, clear, down, fill_row
from ui.widgets.naming import named
from ui.widgets.text import IconLabel, plain

TIME_WIDTH = 168


class AgendaRow(Row):
    """Show one appointment; Enter opens it, Delete removes it, arrows go to its neighbors."""

    opened = Signal(object)
    removal_chosen = Signal(object)
    change_chosen = Signal(object)
    moved = Signal(int)
    _time: QLabel | None = None

    def __init__(self, occurrence: Occurrence, formats: Formats, with_whom: str) -> None:
        super().__init__(height=60)
        self.occurrence = occurrence
        one = occurrence.appointment
        cancelled = one.status is AppointmentStatus.CANCELLED
        name = appointments.occurrence_name(occurrence)
        self._time = plain(appointments.when(occurrence, formats), "strong")
        change = row_button(f"change_{name}", self.tr("Change"),
                            spoken=self.tr("Change %1").replace("%1", one.title))  # fmt: skip
        change.clicked.connect(lambda: self.change_chosen.emit(occurrence))
        status = appointments.status_words(one)
        parts: list[QWidget | int] = [
            self._time,
            IconLabel(appointments.icon_of(one), 20, "muted" if cancelled else "note"),
            self._words(formats, with_whom),
            1,
            *([Chip(status, "plain")] if status else []),
            change,
        ]
        fill_row(self.body, parts)
        named(self, f"appointment_{name}", appointments.spoken(occurrence, formats))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")
        self.restyle()

    def restyle(self) -> None:
        """Take height and width again."""
        super().restyle()
        if self._time is not None:
            self._time.setFixedWidth(look().px(TIME_WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, remove, or go to a neighbor."""
        steps = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.occurrence)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_chosen.emit(self.occurrence)
        elif event.key() in steps:
            self.moved.emit(steps[event.key()])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open with a click."""
        self.opened.emit(self.occurrence)

    def _words(self, formats: Formats, with_whom: str) -> QWidget:
        one = self.occurrence.appointment
        leave = drives = ""
        if one.leave_by is not None:
            leave = self.tr("leave by %1").replace("%1", formats.time(one.leave_by))
        if one.driver:
            drives = self.tr("%1 drives").replace("%1", one.driver)
        second = " \N{MIDDLE DOT} ".join(
            part for part in (with_whom, one.location, leave, drives) if part
        )
        lines = [plain(one.title, "strong")]
        if second:
            lines.append(plain(second, "muted"))
        return down(*lines, spacing=0)


class _RemarkRow(Row):
    """Show one line that is no appointment, in the columns of the appointments."""

    _time: QLabel | None = None

    def __init__(self, icon: str, words: str, when: str = "") -> None:
        super().__init__(height=40)
        self._time = plain(when[:1].upper() + when[1:], "secondary", tone="muted")
        fill_row(self.body, [self._time, IconLabel(icon, 20, "muted"), plain(words, "body"), 1])
        self.restyle()

    def restyle(self) -> None:
        """Take height and width again."""
        super().restyle()
        if self._time is not None:
            self._time.setFixedWidth(look().px(TIME_WIDTH))


class Agenda(QWidget):
    """Show the days that hold something; today always."""

    opened = Signal(object)
    removal_chosen = Signal(object)
    change_chosen = Signal(object)

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self.setObjectName("agenda")
        self._formats = formats
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=0)
        self._rows: list[AgendaRow] = []

    def show_days(self, answer: Month, today: date, members: Mapping[str, str]) -> None:
        """Show other days; the row with the focus keeps it when it is still there."""
        focused = next((row.objectName() for row in self._rows if row.hasFocus()), "")
        clear(self._column)
        self._rows = []
        for day in answer.days:
            starting = [band for band in answer.bands if band.first == day.day and band.begins]
            running = [band for band in answer.bands if band.first <= day.day <= band.last]
            rows = self._rows_of(day, starting, members)
            if not rows and day.day == today:
                rows = [Row(plain(self.tr("Nothing planned today."), "muted"), 1)]
            if rows:
                title = appointments.day_words(day.day, today, self._formats)
                self._column.addWidget(SectionHeading(title, self._remark(day, running)))
                self._column.addWidget(RowsCard(*rows))
        self._column.addStretch(1)
        for row in self._rows:
            if row.objectName() == focused:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_row(self) -> AgendaRow | None:
        """Return the first appointment."""
        return self._rows[0] if self._rows else None

    def _rows_of(
        self, day: MonthDay, starting: list[Band], members: Mapping[str, str]
    ) -> list[QWidget]:
        rows: list[QWidget] = [_RemarkRow("info", self._begins(band)) for band in starting]
        if day.clock_change:
            forward = day.clock_change > 0
            words = self.tr("Clocks go forward") if forward else self.tr("Clocks go back")
            rows.append(_RemarkRow("clock", words))
        for one in day.occurrences:
            if one.day != day.day:
                continue
            row = AgendaRow(one, self._formats, members.get(one.appointment.member_id or "", ""))
            row.opened.connect(self.opened)
            row.removal_chosen.connect(self.removal_chosen)
            row.change_chosen.connect(self.change_chosen)
            row.moved.connect(lambda step, row=row: self._move(row, step))
            self._rows.append(row)
            rows.append(row)
        rows += [
            _RemarkRow("pill", mark.name, appointments.part_of_day(mark.at) if mark.at else "")
            for mark in day.marks
        ]
        return rows

    def _begins(self, band: Band) -> str:
        if band.is_rest:
            return self.tr("Rest days begin, no %1").replace("%1", band.name)
        words = self.tr("%1 begins, days %2").replace("%1", band.name)
        return words.replace("%2", band.days)

    def _remark(self, day: MonthDay, running: list[Band]) -> str:
        parts = []
        if day.cycle is not None and day.cycle.day <= day.cycle.days:
            words = self.tr("cycle %1, day %2").replace("%1", str(day.cycle.cycle))
            parts.append(words.replace("%2", str(day.cycle.day)))
        parts += [self.tr("rest, no %1").replace("%1", one.name) for one in running if one.is_rest]
        return " \N{MIDDLE DOT} ".join(parts)

    def _move(self, row: AgendaRow, step: int) -> None:
        place = self._rows.index(row) + step
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)
