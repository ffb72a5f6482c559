"""Show one day in full: its appointments with when to leave and what to bring, its medicines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.appointments import Appointment, AppointmentStatus, Occurrence
from caregiver.domain.therapy import CycleDay
from caregiver.formats import Formats
from caregiver.services.calendar import TASK, CalendarDay, DayLine, DayMedicine, DoseTime
from ui import appointments
from ui.dialogs.series_scope import SeriesScope
from ui.pages.calendar import entry_words
from ui.pages.calendar.pane_preparation import CollectionClock, Preparation, ticked_line
from ui.theme import spread
from ui.widgets.buttons import Button, MenuButton, link_button, row_button
from ui.widgets.cards import Chip, across, down
from ui.widgets.details_pane import pane_section, pane_title
from ui.widgets.text import icon_line, plain
from ui.widgets.ticks import CheckBox


class DayPane(QWidget):
    """Show a `CalendarDay`. Its signals carry the `Occurrence` or the day they are about."""

    change_chosen = Signal(object)
    removal_chosen = Signal(object)
    dates_removal_chosen = Signal(object, object)
    status_chosen = Signal(object, object)
    addition_chosen = Signal(object)
    step_ticked = Signal(object, str, bool)
    task_ticked = Signal(str, bool)
    line_chosen = Signal(str)
    collection_began = Signal(object)
    collection_ended = Signal(object)

    def __init__(self, day: CalendarDay, today: date, formats: Formats, *,
                 members: Mapping[str, str], zone: str,
                 files: Callable[[Appointment], QWidget | None]) -> None:  # fmt: skip
        """Take the day, today's date, the care team as id → name, and the person's own zone.

        `files` makes what shows the files kept with an appointment.
        """
        super().__init__()
        self.setObjectName("day_pane")
        self.day = day.day
        self._formats, self._members, self._zone = formats, members, zone
        self._files = files
        column = QVBoxLayout(self)
        spread(column, spacing=0)
        column.addWidget(pane_title(formats.weekday_date(day.day), self._subtitle(day, today)))
        for block in day.home_blocks:
            collection = CollectionClock(block, today, formats, zone)
            collection.began.connect(self.collection_began)
            collection.ended.connect(self.collection_ended)
            column.addWidget(pane_section("", collection))
        for one in day.occurrences:
            column.addWidget(pane_section("", self._appointment(one)))
        if not day.occurrences:
            column.addWidget(pane_section("", plain(self.tr("No appointments this day."), "muted")))
        add = row_button("add_on_day", self.tr("Add on this day"), "plus")
        add.clicked.connect(lambda: self.addition_chosen.emit(self.day))
        column.addSpacing(8)
        column.addWidget(across(add, 1))
        if day.lines:
            lines = [self._line(one) for one in day.lines]
            column.addWidget(pane_section(self.tr("To do this day"), *lines))
        if day.medicines or day.every_day:
            column.addWidget(self._medicines(day))
        if day.doses:
            times = [self._dose(one) for one in day.doses]
            column.addWidget(pane_section(self.tr("Doses by time"), *times))

    def first_control(self) -> QWidget | None:
        """Return the first button of the day."""
        return self.findChild(Button)

    def _subtitle(self, day: CalendarDay, today: date) -> str:
        near = {0: self.tr("Today"), 1: self.tr("Tomorrow"), -1: self.tr("Yesterday")}
        parts = [near.get((day.day - today).days, ""), self._cycle(day.cycle)]
        if day.clock_change:
            forward = day.clock_change > 0
            parts.append(self.tr("clocks go forward") if forward else self.tr("clocks go back"))
        return " \N{MIDDLE DOT} ".join(part for part in parts if part)

    def _cycle(self, cycle: CycleDay | None) -> str:
        if cycle is None or cycle.day > cycle.days:
            return ""
        words = self.tr("cycle %1, day %2").replace("%1", str(cycle.cycle))
        return words.replace("%2", str(cycle.day))

    def _appointment(self, occurrence: Occurrence) -> QWidget:
        one = occurrence.appointment
        cancelled = one.status is AppointmentStatus.CANCELLED
        when = appointments.when(occurrence, self._formats)
        parts: list[QWidget] = [
            icon_line(appointments.icon_of(one), when, "strong",
                      token="muted" if cancelled else "note"),
            plain(one.title, "strong"),
        ]  # fmt: skip
        if status := appointments.status_words(one):
            parts.append(across(Chip(status, "plain"), 1))
        with_whom = self._members.get(one.member_id or "", "")
        if place := ", ".join(part for part in (with_whom, one.location) if part):
            parts.append(plain(place, "muted"))
        if self._is_elsewhere(occurrence):
            parts.append(plain(self.tr("Time in %1").replace("%1", one.zone), "muted"))
        if rule := appointments.repeats(one, self._formats):
            parts.append(icon_line("repeat", rule, "muted", token="muted"))
        preparation = Preparation(occurrence, self._formats)
        if not cancelled and not preparation.is_empty():
            preparation.ticked.connect(self.step_ticked)
            parts.append(preparation)
        if one.note:
            parts.append(plain(one.note, "secondary"))
        if (files := self._files(one)) is not None:
            parts.append(files)
        parts.append(self._actions(occurrence))
        return down(*parts, spacing=6)

    def _is_elsewhere(self, occurrence: Occurrence) -> bool:
        """Tell whether the clocks there show another time than at home at that moment."""
        one = occurrence.appointment
        if one.all_day or not one.zone or one.zone == self._zone:
            return False
        try:
            there = occurrence.starts.replace(tzinfo=ZoneInfo(one.zone))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return True  # a zone this computer does not know (yet)
        return there.utcoffset() != there.astimezone(ZoneInfo(self._zone)).utcoffset()

    def _actions(self, occurrence: Occurrence) -> QWidget:
        one = occurrence.appointment
        name = appointments.occurrence_name(occurrence)
        spoken = self.tr("Change %1").replace("%1", one.title)
        change = row_button(f"change_{name}", self.tr("Change"), "pencil", spoken=spoken)
        change.clicked.connect(lambda: self.change_chosen.emit(occurrence))
        more = MenuButton(f"more_{name}", self.tr("More"),
                          spoken=self.tr("More about %1").replace("%1", one.title))  # fmt: skip
        self._add_removal(more, occurrence)
        self._add_status(more, occurrence)
        return across(change, more, 1)

    def _add_removal(self, more: MenuButton, occurrence: Occurrence) -> None:
        if not occurrence.appointment.repeats:
            more.add("remove", self.tr("Remove"), lambda: self.removal_chosen.emit(occurrence))
            return
        choices = (
            ("remove_date", SeriesScope.THIS, self.tr("Remove this date only")),
            ("remove_later", SeriesScope.LATER, self.tr("Remove this date and all later ones")),
            ("remove_series", SeriesScope.ALL, self.tr("Remove all dates")),
        )
        for name, scope, words in choices:
            more.add(name, words, partial(self.dates_removal_chosen.emit, occurrence, scope))

    def _add_status(self, more: MenuButton, occurrence: Occurrence) -> None:
        choices = (
            (AppointmentStatus.PLANNED, self.tr("It is planned again")),
            (AppointmentStatus.ATTENDED, self.tr("It took place")),
            (AppointmentStatus.MISSED, self.tr("It did not take place")),
            (AppointmentStatus.CANCELLED, self.tr("It was cancelled")),
        )
        for status, words in choices:
            if status is occurrence.appointment.status:
                continue
            act = partial(self.status_chosen.emit, occurrence, status)
            more.add(f"status_{status.value}", words, act)

    def _line(self, line: DayLine) -> QWidget:
        words = entry_words.line_words(line, self._formats)
        if line.kind != TASK:
            spoken = self.tr("Look at %1").replace("%1", line.title)
            look_at = link_button(f"look_at_{line.id}", self.tr("Look at it"), spoken=spoken)
            look_at.clicked.connect(lambda: self.line_chosen.emit(line.id))
            words_line = icon_line(entry_words.line_icon(line), words, token="attention")
            return down(words_line, across(look_at, 1), spacing=0)
        box = CheckBox(f"task_done_{line.id}", "", spoken=self.tr("Done: %1").replace("%1", words))
        box.setChecked(line.is_done)
        box.toggled.connect(partial(self.task_ticked.emit, line.id))
        return ticked_line(box, words)

    def _dose(self, dose: DoseTime) -> QWidget:
        names = ", ".join(dose.names)
        words = self.tr("%1: %2").replace("%1", self._formats.time(dose.at))
        words = words.replace("%2", names)
        if state := entry_words.dose_state(dose):
            words = f"{words} \N{MIDDLE DOT} {state}"
        return plain(words, "secondary")

    def _medicines(self, day: CalendarDay) -> QWidget:
        lines: list[QWidget] = [plain(self._medicine(one)) for one in day.medicines]
        if day.every_day:
            words = self._every_day(day.every_day, is_more=bool(lines))
            lines.append(plain(words, "muted", name="every_day_medicines"))
        return pane_section(self.tr("Medicines this day"), *lines)

    def _medicine(self, one: DayMedicine) -> str:
        parts = list(dict.fromkeys(appointments.part_of_day(at) for at in one.times))
        return ", ".join(part for part in (f"{one.name} {one.dose}".strip(), *parts) if part)

    def _every_day(self, number: int, *, is_more: bool) -> str:
        if number == 1:
            one = self.tr("and 1 every-day medicine"), self.tr("1 every-day medicine")
            return one[not is_more]
        some = self.tr("and %1 every-day medicines"), self.tr("%1 every-day medicines")
        return some[not is_more].replace("%1", str(number))
