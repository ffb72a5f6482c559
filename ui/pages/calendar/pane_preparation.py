"""What is to do before an appointment: when to leave, what to bring, steps to tick, the clock."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver.domain.appointments import Appointment, Occurrence
from caregiver.formats import Formats
from caregiver.services.calendar import HomeBlock
from ui import appointments
from ui.pages.calendar import entry_words
from ui.theme import spread
from ui.widgets.buttons import row_button
from ui.widgets.cards import across
from ui.widgets.text import icon_line, plain
from ui.widgets.ticks import CheckBox


class Preparation(QWidget):
    """Show what is to do before one date. `ticked` carries the date, the step, and yes or no."""

    ticked = Signal(object, str, bool)

    def __init__(self, occurrence: Occurrence, formats: Formats) -> None:
        super().__init__()
        self._occurrence, self._formats = occurrence, formats
        one = occurrence.appointment
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=6)
        self._add_ride(one)
        if one.parking:
            words = self.tr("Parking: %1").replace("%1", one.parking)
            self._column.addWidget(icon_line("map-pin", words))
        if one.bring:
            self._column.addWidget(icon_line("list-checks", one.bring))
        for number, step in enumerate(one.prepare):
            self._column.addWidget(self._step(number, step, is_done=step in one.prepared))

    def is_empty(self) -> bool:
        """Say whether there is nothing to do."""
        return self._column.count() == 0

    def _add_ride(self, one: Appointment) -> None:
        drives = self.tr("%1 drives").replace("%1", one.driver) if one.driver else ""
        if one.leave_by is not None:
            leave = self.tr("Leave by %1").replace("%1", self._formats.time(one.leave_by))
            self._column.addWidget(icon_line("car", leave, "strong"))
            if drives:
                self._column.addWidget(icon_line("user", drives))
        elif drives:
            self._column.addWidget(icon_line("car", drives))

    def _step(self, number: int, step: str, *, is_done: bool) -> QWidget:
        name = f"prepare_{number}_{appointments.occurrence_name(self._occurrence)}"
        box = CheckBox(name, "", spoken=self.tr("Prepared: %1").replace("%1", step))
        box.setChecked(is_done)
        box.toggled.connect(partial(self.ticked.emit, self._occurrence, step))
        return ticked_line(box, step)


class CollectionClock(QWidget):
    """Say until when to stay home to collect urine, with buttons for when it began and ended.

    The signals carry the date of the appointment it is collected for.
    """

    began = Signal(object)
    ended = Signal(object)

    def __init__(self, block: HomeBlock, today: date, formats: Formats, zone: str) -> None:
        """Take the hours, today's date, and the zone of the home."""
        super().__init__()
        occurrence = block.occurrence
        one = occurrence.appointment
        column = QVBoxLayout(self)
        spread(column, spacing=6)
        column.addWidget(icon_line("house", entry_words.home_ways(block, formats)[0], "strong"))
        column.addWidget(plain(self.tr("For: %1").replace("%1", one.title), "muted"))
        has_begun = block.starts == _local(one.collection_began_at, zone)
        has_ended = has_begun and one.collection_ended_at is not None
        if has_begun:
            words = self.tr("Began %1").replace("%1", _moment(block.starts, formats))
            column.addWidget(plain(words, "muted", name="collection_began"))
        if has_ended:
            words = self.tr("Ended %1").replace("%1", _moment(block.ends, formats))
            column.addWidget(plain(words, "muted", name="collection_ended"))
        is_near = block.starts.date() <= today <= block.ends.date()
        name = appointments.occurrence_name(occurrence)
        if is_near and not has_begun:
            button = row_button(f"collection_begin_{name}", self.tr("It begins now"), "clock",
                                spoken=self.tr("The 24-hour urine begins now"))  # fmt: skip
            button.clicked.connect(lambda: self.began.emit(occurrence))
            column.addWidget(across(button, 1))
        elif is_near and not has_ended:
            button = row_button(f"collection_end_{name}", self.tr("It is finished now"), "check",
                                spoken=self.tr("The 24-hour urine is finished now"))  # fmt: skip
            button.clicked.connect(lambda: self.ended.emit(occurrence))
            column.addWidget(across(button, 1))


def ticked_line(box: CheckBox, words: str) -> QWidget:
    """Return a box with words beside it that may need several lines."""
    line = QWidget()
    row = QHBoxLayout(line)
    spread(row, spacing=0)
    row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
    label = plain(words)
    label.setBuddy(box)
    row.addWidget(label, 1)
    return line


def _local(moment: datetime | None, zone: str) -> datetime | None:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment is not None else None


def _moment(at: datetime, formats: Formats) -> str:
    return f"{formats.day_date(at.date())}, {formats.time(at)}"
