"""Put an appointment on another time, after asking which dates of a series are meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment, Occurrence
from ui.pages import Host, attempt
from ui.pages.calendar import entry_words


class AppointmentMoves(QObject):
    """Do the moves of the views. Each is one change, with Undo beside it."""

    def __init__(self, app: Caregiver, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._host, self._parent = app, host, parent

    def move(self, occurrence: Occurrence, starts: datetime) -> Occurrence | None:
        """Move one date to another wall-clock start; return it there, None where it stays."""
        one = occurrence.appointment
        words = self.tr("Moved: %1, %2").replace("%1", one.title)
        where = entry_words.moved_to(starts, self._host.formats, all_day=one.all_day)
        done: list[Appointment] = []
        if not attempt(
            self._host,
            lambda: done.append(
                self._app.appointments.move_occurrence(one, occurrence.day, starts)
            ),
            words.replace("%2", where),
        ):
            return None
        shift: timedelta = starts - occurrence.starts
        ends = occurrence.ends + shift if occurrence.ends else None
        return Occurrence(replace(one, id=done[0].id), starts, ends)
