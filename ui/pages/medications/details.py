"""One medicine beside the list: how it is taken, what changed, its log, and what can be done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver import texts
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.medications import Schedule
from caregiver.services.medications import ChangeSort, MedicationChange, MedicationEntry
from ui.medicine_words import MedicineWords
from ui.messages import translated
from ui.pages import attempt
from ui.pages.medications.dose_calendar import DoseCalendar
from ui.pages.today.dose_row import DoseRow
from ui.theme import spread
from ui.widgets.buttons import Button, icon_button, link_button, quiet_button, row_button
from ui.widgets.cards import InlineMessage, RowsCard, across, clear, down
from ui.widgets.details_pane import pane_section, pane_title
from ui.widgets.text import plain, set_words

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class MedicineDetails(QWidget):
    """Show one medicine; any past day can be filled in or corrected here."""

    pane_width = 460
    closed = Signal()
    form_asked = Signal(object)
    edit_asked = Signal(object)

    def __init__(self, app: Caregiver, host: Host, id: str) -> None:
        super().__init__()
        self.setObjectName("medicine_details")
        self._app, self._host, self._id = app, host, id
        self._words = MedicineWords(host.formats)
        self._day = app.clock.today()
        self._asked: tuple[str, date, object] | None = None
        column = QVBoxLayout(self)
        spread(column, spacing=16)
        self._top = QVBoxLayout()
        spread(self._top, spacing=12)
        column.addLayout(self._top)
        column.addWidget(self._log())
        self._history = QVBoxLayout()
        spread(self._history, spacing=12)
        column.addLayout(self._history)
        self.reload()

    def reload(self) -> None:
        """Ask for the medicine again; close when it is gone."""
        entry = self._app.medications.entry(self._id)
        if entry is None:
            self.closed.emit()
            return
        clear(self._top)
        clear(self._history)
        self._fill_top(entry)
        self._fill_log(entry)
        self._fill_history()

    def _fill_top(self, entry: MedicationEntry) -> None:
        medication = entry.medication
        strength = self._words.safe(medication.strength)
        self._top.addWidget(pane_title(f"{medication.name} {strength}".strip(), medication.brand))
        is_used = medication.is_current(self._app.clock.today())
        for number, schedule in enumerate(entry.shown):
            self._top.addWidget(self._schedule(entry, number, schedule, is_used))
        if not entry.shown and is_used:
            add = row_button("say_when", self.tr("Say how it is taken"), "pencil")
            add.clicked.connect(lambda: self.edit_asked.emit(medication))
            self._top.addWidget(across(add, 1))
        for schedule in entry.coming if entry.schedules else ():
            day = schedule.first_on
            words = self.tr("From %1: %2").replace("%1", self._day_words(day))
            self._top.addWidget(plain(words.replace("%2", self._words.how(schedule)), "muted"))
        self._fill_facts(entry)
        self._fill_actions(entry, is_used)

    def _schedule(
        self, entry: MedicationEntry, number: int, schedule: Schedule, is_used: bool
    ) -> QWidget:
        how = plain(self._words.how(schedule), "body")
        buttons: list[QWidget] = []
        if schedule.as_needed and is_used:
            give = row_button(f"give_{number}", self.tr("Taken now"), "check", accent=True)
            give.clicked.connect(lambda: self._ask_before(schedule))
            buttons.append(give)
        if is_used:
            change = row_button(f"change_dose_{number}", self.tr("Change dose"), "pencil",
                                spoken=self.tr("Change the dose from a day on"))  # fmt: skip
            change.clicked.connect(lambda: self._change(entry, schedule, [schedule]))
            buttons.append(change)
        return down(how, across(*buttons, 1)) if buttons else how

    def _fill_facts(self, entry: MedicationEntry) -> None:
        medication = entry.medication
        since = self._day_words(medication.started_on)
        stopped = self._day_words(medication.stopped_on)
        if medication.stop_reason:
            stopped = f"{stopped} ({medication.stop_reason})"
        facts = (
            (self.tr("For: %1"), medication.reason),
            (self.tr("How: %1"), self._words.safe(medication.instructions)),
            (self.tr("Since %1"), since),
            (self.tr("Stopped %1"), stopped if medication.stopped_on else ""),
            (self.tr("Prescribed by %1"), medication.prescriber),
            (self.tr("Pharmacy: %1"), medication.pharmacy),
            (self.tr("Looks like: %1"), medication.looks_like),
            (self.tr("Note: %1"), medication.note),
        )
        lines = [plain(words.replace("%1", value), "muted") for words, value in facts if value]
        if lines:
            self._top.addWidget(down(*lines, spacing=2))

    def _fill_actions(self, entry: MedicationEntry, is_used: bool) -> None:
        medication = entry.medication
        fix = link_button("edit_medicine", self.tr("Correct a mistake"))
        fix.clicked.connect(lambda: self.edit_asked.emit(medication))
        remove = quiet_button("delete_medicine", self.tr("Remove"), "trash-2",
                              spoken=self.tr("Remove this medicine and its log"))  # fmt: skip
        remove.clicked.connect(self._delete)
        first: list[Button] = []
        if is_used:
            stop = row_button("stop_medicine", self.tr("Stop…"), "x")
            stop.clicked.connect(lambda: self._stop(entry))
            another = row_button("another_dose", self.tr("Another dose…"), "plus",
                                 spoken=self.tr("Add a dose at other times"))  # fmt: skip
            another.clicked.connect(
                lambda: self._change(entry, Schedule(medication_id=medication.id), [])
            )
            first = [stop, another]
        if first:
            self._top.addWidget(across(*first, 1))
        self._top.addWidget(across(fix, remove, 1))

    def _log(self) -> QWidget:
        self._month = plain("", "strong", wrap=False, name="log_month")
        before = icon_button("log_before", self.tr("Month before"), "chevron-left", quiet=True)
        after = icon_button("log_after", self.tr("Month after"), "chevron-right", quiet=True)
        before.clicked.connect(lambda: self._turn(-1))
        after.clicked.connect(lambda: self._turn(1))
        self._calendar = DoseCalendar(self._host.formats)
        self._calendar.day_chosen.connect(self._choose)
        self._day_title = plain("", "strong", name="log_day")
        self._day_rows = RowsCard()
        self._nothing = plain(self.tr("No dose is planned on this day."), "muted")
        self._add = row_button("log_add", self.tr("Record a dose"), "plus")
        self._add.clicked.connect(self._record)
        self._warning = QVBoxLayout()
        legend = plain(self.tr(
            "Full dot: taken. Ring with a bar: not taken. Two bars: held by the clinic. "
            "Dashed ring: not recorded."
        ), "muted")  # fmt: skip
        holder = QWidget()
        holder.setLayout(self._warning)
        spread(self._warning, spacing=4)
        return pane_section(
            self.tr("Log"), across(self._month, 1, before, after), self._calendar, legend,
            self._day_title, holder, self._day_rows, self._nothing, across(self._add, 1),
        )  # fmt: skip

    def _fill_log(self, entry: MedicationEntry) -> None:
        first = self._day.replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        entries = self._app.doses.for_medication(self._id, first, last)
        today = self._app.clock.today()
        self._calendar.show_month(self._day, self._app.clock.local_now(), entries)
        set_words(self._month, self._host.formats.month_year(self._day))
        set_words(self._day_title, self._host.formats.weekday_date(self._day))
        shown = [one for one in entries if one.day == self._day]
        zone = self._app.clock.zone()
        focused = self._focused_row()
        rows = []
        for number, one in enumerate(shown):
            row = DoseRow(f"log_{number}", one, self._words, zone)
            row.has_keys = self._host.settings.row_keys
            row.show_entry(one, ask_reason=self._asked == one.key and one.dose is not None)
            row.taken.connect(self._take)
            row.not_taken.connect(self._not_taken)
            row.details_asked.connect(self._open_dose)
            rows.append(row)
        self._day_rows.set_rows(*rows)
        self._day_rows.setVisible(bool(rows))
        for row in rows:
            row.show()
        if focused is not None and focused < len(rows):
            rows[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        self._nothing.setVisible(not rows)
        self._add.setVisible(self._day <= today and bool(entry.shown))

    def _focused_row(self) -> int | None:
        """Return which dose of the day has the focus, itself or one of its buttons."""
        focus: QWidget | None = self.window().focusWidget()
        for number, row in enumerate(self._day_rows.findChildren(DoseRow)):
            if focus is not None and (row is focus or row.isAncestorOf(focus)):
                return number
        return None

    def _fill_history(self) -> None:
        lines = [plain(self._history_words(one), "muted")
                 for one in self._app.medications.history(self._id)]  # fmt: skip
        if lines:
            self._history.addWidget(pane_section(self.tr("Changes"), *lines))

    def _history_words(self, change: MedicationChange) -> str:
        day = self._day_words(change.day)
        if change.sort is ChangeSort.STARTED:
            words = self.tr("%1: started").replace("%1", day)
        elif change.sort is ChangeSort.STOPPED:
            words = self.tr("%1: stopped").replace("%1", day)
        else:
            was = self._words.difference(change.before, change.after)
            words = self.tr("%1: changed, was %2").replace("%1", day).replace("%2", was)
        why = [change.reason, change.told_by]
        return ". ".join([words, *(part for part in why if part)])

    def _take(self, entry: DoseEntry) -> None:
        self._asked = None
        attempt(self._host, lambda: self._said(entry, self._app.doses.take(entry)))

    def _not_taken(self, entry: DoseEntry, status: DoseStatus, reason: str) -> None:
        self._asked = None if reason else entry.key
        attempt(
            self._host, lambda: self._said(entry, self._app.doses.not_taken(entry, status, reason))
        )

    def _said(self, entry: DoseEntry, dose: Dose) -> None:
        said = self.tr("%1: %2").replace("%1", entry.medication.name)
        self._host.tell(said.replace("%2", self._words.status(dose, self._app.clock.zone())))

    def _ask_before(self, schedule: Schedule) -> None:
        """Record a dose when needed, unless a limit of the family would be passed."""
        found = self._app.doses.warnings(schedule)
        clear(self._warning)
        if not found:
            self._give(schedule)
            return
        words = " ".join(
            translated(texts.WARNINGS[one.code]).format(limit=one.limit, given=one.given)
            for one in found
        )
        anyway = row_button("give_anyway", self.tr("It was taken: record it"))
        message = InlineMessage("attention", "", words, anyway)
        message.setObjectName("limit_warning")
        anyway.clicked.connect(lambda: self._give(schedule))
        self._warning.addWidget(message)
        message.show()

    def _give(self, schedule: Schedule) -> None:
        clear(self._warning)
        medication = self._app.medications.get(self._id)
        if medication is not None:
            entry = DoseEntry(medication, schedule, self._app.clock.today(), None)
            attempt(
                self._host, lambda: self._said(entry, self._app.doses.give(medication, schedule))
            )

    def _record(self) -> None:
        entry = self._app.medications.entry(self._id, self._day)
        if entry is not None:
            schedule = entry.shown[0] if entry.shown else None
            self._open_dose(DoseEntry(entry.medication, schedule, self._day, None))

    def _open_dose(self, entry: DoseEntry) -> None:
        from ui.pages.dose_form import DoseForm

        self.form_asked.emit(DoseForm(self._app, self._host, entry))

    def _change(self, entry: MedicationEntry, schedule: Schedule, replaces: list[Schedule]) -> None:
        from ui.pages.medications.change_forms import ChangeDoseForm

        form = ChangeDoseForm(self._app, self._host, entry.medication, schedule, replaces)
        self.form_asked.emit(form)

    def _stop(self, entry: MedicationEntry) -> None:
        from ui.pages.medications.change_forms import StopForm

        self.form_asked.emit(StopForm(self._app, self._host, entry.medication))

    def _delete(self) -> None:
        medication = self._app.medications.get(self._id)
        if medication is not None:
            name = medication.name
            said = self.tr("%1 and its log are removed").replace("%1", name)
            attempt(self._host, lambda: self._app.medications.delete(medication), said)

    def _choose(self, day: date) -> None:
        self._day = day
        self._asked = None
        entry = self._app.medications.entry(self._id)
        if entry is not None:
            self._fill_log(entry)

    def _turn(self, months: int) -> None:
        first = self._day.replace(day=1)
        if months < 0:
            self._choose(first - timedelta(days=1))
        else:
            self._choose((first + timedelta(days=32)).replace(day=1))

    def _day_words(self, day: date | None) -> str:
        return self._host.formats.date_medium(day) if day is not None else ""
