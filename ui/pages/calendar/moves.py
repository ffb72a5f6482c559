"""Put an appointment on another time, after asking which dates of a series are meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment, Occurrence
from ui.dialogs.series_scope import SeriesScope, choose_series_scope
from ui.pages import Host, attempt
from ui.pages.calendar import entry_words

Done = Callable[[Occurrence], object]


class AppointmentMoves(QObject):
    """Do the moves of the views. Each is one change, with Undo beside it."""

    def __init__(self, app: Caregiver, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._host, self._parent = app, host, parent

    def move(self, occurrence: Occurrence, starts: datetime, done: Done) -> None:
        """Move a date to another wall-clock start; `done` gets it as it stands there.

        Of a series it is asked first which dates are meant. Without an answer all stay.
        """
        if not occurrence.appointment.repeats:
            self._move(occurrence, starts, SeriesScope.THIS, done)
            return
        day = self._host.formats.day_date(occurrence.day)
        choose_series_scope(
            self._parent,
            self.tr("Move which dates?"),
            day,
            lambda scope: self._move(occurrence, starts, scope, done),
        )

    def _move(
        self, occurrence: Occurrence, starts: datetime, scope: SeriesScope, done: Done
    ) -> None:
        one = occurrence.appointment
        shift: timedelta = starts - occurrence.starts
        ends = occurrence.ends + shift if occurrence.ends else None
        words = self.tr("Moved: %1, %2").replace("%1", one.title)
        where = entry_words.moved_to(starts, self._host.formats, all_day=one.all_day)
        moved: list[Appointment] = []
        if attempt(
            self._host,
            lambda: moved.append(self._change(occurrence, (starts, ends), scope)),
            words.replace("%2", where),
        ):
            done(Occurrence(replace(one, id=moved[0].id), starts, ends))

    def _change(
        self, occurrence: Occurrence, when: tuple[datetime, datetime | None], scope: SeriesScope
    ) -> Appointment:
        """Do one move; return the record that stands for the moved date now."""
        one, service = occurrence.appointment, self._app.appointments
        if scope is SeriesScope.THIS:
            return service.move_occurrence(one, occurrence.starts, when[0])
        changed = replace(one, starts=when[0], ends=when[1])
        if scope is SeriesScope.LATER:
            return service.change_later(one, occurrence.starts, changed)
        return service.change_series(one, occurrence.starts, changed)
