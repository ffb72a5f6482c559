"""The log of a medicine: a month of days, and the doses of the chosen day to fill in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.dose_counts import count_doses
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import Dose, DoseStatus
from ui.dose_facts import DoseFactWords
from ui.pages import attempt
from ui.pages.medications.details_fill import FillDays
from ui.pages.medications.details_section import DetailsSection, flowing
from ui.pages.medications.dose_calendar import DoseCalendar
from ui.pages.today.dose_row import DoseRow
from ui.theme import spread
from ui.widgets.buttons import icon_button, quiet_button, row_button
from ui.widgets.cards import RowsCard, across, clear
from ui.widgets.details_pane import pane_section
from ui.widgets.text import plain, set_words

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class LogSection(DetailsSection):
    """Show what became of the doses; any past day can be filled in or corrected."""

    def __init__(self, app: Caregiver, host: Host, medication_id: str) -> None:
        super().__init__(app, host, medication_id)
        self._day = app.clock.today()
        self._asked: tuple[str, date, object] | None = None
        self._month = plain("", "strong", wrap=False, name="log_month")
        before = icon_button("log_before", self.tr("Month before"), "chevron-left", quiet=True)
        after = icon_button("log_after", self.tr("Month after"), "chevron-right", quiet=True)
        before.clicked.connect(lambda: self._turn(-1))
        after.clicked.connect(lambda: self._turn(1))
        self._calendar = DoseCalendar(host.formats)
        self._calendar.day_chosen.connect(self._choose)
        self._day_title = plain("", "strong", name="log_day")
        self._day_rows = RowsCard()
        self._nothing = plain(self.tr("No dose is planned on this day."), "muted")
        self._add = row_button("log_add", self.tr("Record a dose"), "plus")
        self._add.clicked.connect(self._record)
        self._fill = quiet_button("log_fill", self.tr("Fill in several days…"), "calendar")
        self._fill.clicked.connect(self._show_fill)
        self._filling: FillDays | None = None
        self._facts = plain("", "muted", name="log_facts")
        self._below = QVBoxLayout()
        spread(self._below, spacing=0)
        below = QWidget()
        below.setLayout(self._below)
        legend = plain(self.tr(
            "Full dot: taken. Ring with a bar: not taken. Two bars: held by the clinic. "
            "Dashed ring: not recorded."
        ), "muted")  # fmt: skip
        column = QVBoxLayout(self)
        spread(column, spacing=0)
        column.addWidget(pane_section(
            self.tr("Log"), across(self._month, 1, before, after), self._calendar, self._facts,
            legend, self._day_title, self._day_rows, self._nothing,
            flowing(self._add, self._fill), below,
        ))  # fmt: skip

    def reload(self) -> None:
        """Ask for the doses of the month again."""
        entry = self.app.medications.entry(self.medication_id)
        if entry is None:
            return
        first = self._day.replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        entries = self.app.doses.for_medication(self.medication_id, first, last)
        now, zone = self.app.clock.now(), self.app.clock.zone()
        facts = DoseFactWords().counts(count_doses(entries, now, zone))
        set_words(self._facts, facts[:1].upper() + facts[1:])
        self._facts.setVisible(bool(facts))
        self._calendar.show_month(self._day, self.app.clock.local_now(), entries)
        set_words(self._month, self.host.formats.month_year(self._day))
        set_words(self._day_title, self.host.formats.weekday_date(self._day))
        shown = [one for one in entries if one.day == self._day]
        focused = self._focused_row()
        rows = [self._row(number, one) for number, one in enumerate(shown)]
        self._day_rows.set_rows(*rows)
        self._day_rows.setVisible(bool(rows))
        for row in rows:
            row.show()
        if focused is not None and focused < len(rows):
            rows[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        self._nothing.setVisible(not rows)
        self._add.setVisible(self._day <= self.app.clock.today() and bool(entry.shown))

    def _row(self, number: int, entry: DoseEntry) -> DoseRow:
        row = DoseRow(f"log_{number}", entry, self.words, self.app.clock.zone())
        row.has_keys = self.host.settings.row_keys
        row.show_entry(entry, ask_reason=self._asked == entry.key and entry.dose is not None)
        row.taken.connect(self._take)
        row.not_taken.connect(self._not_taken)
        row.details_asked.connect(self._open_dose)
        return row

    def _focused_row(self) -> int | None:
        """Return which dose of the day has the focus, itself or one of its buttons."""
        focus: QWidget | None = self.window().focusWidget()
        for number, row in enumerate(self._day_rows.findChildren(DoseRow)):
            if focus is not None and (row is focus or row.isAncestorOf(focus)):
                return number
        return None

    def _take(self, entry: DoseEntry) -> None:
        self._asked = None
        attempt(self.host, lambda: self._said(entry, self.app.doses.take(entry)))

    def _not_taken(self, entry: DoseEntry, status: DoseStatus, reason: str) -> None:
        self._asked = None if reason else entry.key
        attempt(
            self.host, lambda: self._said(entry, self.app.doses.not_taken(entry, status, reason))
        )

    def _said(self, entry: DoseEntry, dose: Dose) -> None:
        said = self.tr("%1: %2").replace("%1", entry.medication.name)
        self.host.tell(said.replace("%2", self.words.status(dose, self.app.clock.zone())))

    def _record(self) -> None:
        entry = self.app.medications.entry(self.medication_id, self._day)
        if entry is not None:
            schedule = entry.shown[0] if entry.shown else None
            self._open_dose(DoseEntry(entry.medication, schedule, self._day, None))

    def _show_fill(self) -> None:
        """Offer to fill in several days at once, or take the offer away again."""
        if self._filling is not None:
            self._close_fill()
            return
        self._filling = FillDays(self.app, self.host, self.medication_id)
        self._filling.closed.connect(self._close_fill)
        self._below.addWidget(self._filling)
        self._filling.show()
        self._filling.start()

    def _close_fill(self) -> None:
        clear(self._below)
        self._filling = None

    def _open_dose(self, entry: DoseEntry) -> None:
        from ui.pages.dose_form import DoseForm

        self.form_asked.emit(DoseForm(self.app, self.host, entry))

    def _choose(self, day: date) -> None:
        self._day = day
        self._asked = None
        self.reload()

    def _turn(self, months: int) -> None:
        first = self._day.replace(day=1)
        if months < 0:
            self._choose(first - timedelta(days=1))
        else:
            self._choose((first + timedelta(days=32)).replace(day=1))
