"""Fill in several days of the log at once: all that is not recorded was taken."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.dose_plan import DoseEntry
from ui.pages import attempt
from ui.pages.medications.details_section import flowing
from ui.theme import spread
from ui.widgets.buttons import quiet_button, row_button
from ui.widgets.cards import Card
from ui.widgets.date_fields import DateField
from ui.widgets.text import plain, set_words

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

LOOK_BACK = timedelta(days=31)


class FillDays(QWidget):
    """Ask for the first and the last day, say how many doses that is, and record them."""

    closed = Signal()

    def __init__(self, app: Caregiver, host: Host, medication_id: str) -> None:
        super().__init__()
        self._app, self._host, self._id = app, host, medication_id
        self._waiting: tuple[DoseEntry, ...] = ()
        today = app.clock.today
        self._first = DateField("fill_first", self.tr("From"), host.formats, today,
                                offer_today=False)  # fmt: skip
        self._last = DateField("fill_last", self.tr("To"), host.formats, today, offer_today=False)
        self._count = plain("", "muted", name="fill_count")
        self._mark = row_button("fill_taken", self.tr("Mark taken"), "check", accent=True)
        self._mark.clicked.connect(self._take)
        leave = quiet_button("fill_cancel", self.tr("Cancel"))
        leave.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        spread(column, spacing=0)
        column.addWidget(Card(self._first, self._last, self._count, flowing(self._mark, leave)))
        for field in (self._first, self._last):
            field.value_changed.connect(self._ask)

    def start(self) -> None:
        """Begin with the days that wait: from the first without a record until today."""
        today = self._app.clock.today()
        waiting = self._app.doses.to_fill(self._id, today - LOOK_BACK, today)
        first = waiting[0].day if waiting else today
        last = waiting[-1].day if waiting else today
        self._first.set_value(first)
        self._last.set_value(last)
        self._ask()
        self._first.setFocus()

    def _ask(self, *_: object) -> None:
        first, last = self._first.value(), self._last.value()
        self._waiting = self._to_fill(first, last) if first and last else ()
        number = len(self._waiting)
        words = self.tr("%1 doses in these days are not recorded.").replace("%1", str(number))
        if number == 1:
            words = self.tr("1 dose in these days is not recorded.")
        elif not number:
            words = self.tr("No dose of these days waits for a record.")
        set_words(self._count, words)
        self._mark.set_words(
            self.tr("Mark %1 taken").replace("%1", str(number)) if number > 1
            else self.tr("Mark taken")
        )  # fmt: skip
        self._mark.setEnabled(number > 0)

    def _to_fill(self, first: date, last: date) -> tuple[DoseEntry, ...]:
        return self._app.doses.to_fill(self._id, first, last) if first <= last else ()

    def _take(self) -> None:
        entries = self._waiting
        said = self.tr("%1 doses marked taken").replace("%1", str(len(entries)))
        if attempt(self._host, lambda: self._app.doses.take_all(entries), said):
            self.closed.emit()
