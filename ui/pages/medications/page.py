"""The Medicines page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.doses import Dose
from caregiver.domain.holds import Hold
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication, Schedule, dose_title
from caregiver.domain.patterns import NO_NAMES
from caregiver.domain.people import CareTeamMember, Patient
from caregiver.domain.questions import Answer, Question
from caregiver.domain.records import Record
from caregiver.domain.regimens import Regimen
from caregiver.domain.supply import SupplyEntry
from caregiver.domain.tasks import Task
from caregiver.domain.therapy import Cycle, TherapyLine
from caregiver.domain.visits import Visit
from caregiver.services.medications import (
    ChangeSort,
    MedicationChange,
    MedicationEntry,
    MedicationGroups,
)
from caregiver.services.supply import SupplyState
from ui.holds import HoldWords
from ui.medicine_words import MedicineWords
from ui.pages import Page
from ui.pages.medications.lists import LISTS, ListButtons, list_pane
from ui.pages.medications.regimen_section import RegimenSection
from ui.pages.medications.rows import MedicineRow
from ui.supply_words import SupplyWords
from ui.theme import spread
from ui.widgets.buttons import main_button, second_button
from ui.widgets.cards import EmptyState, PageHeader, RowsCard, SectionHeading, clear

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.domain.changes import ChangeSet
    from ui.pages import Host

CHANGES_SHOWN = timedelta(days=30)


class MedicationsPage(Page):
    """Show the true list of medicines, and open one to change it or fill in its doses."""

    key = "medications"
    reads: ClassVar[tuple[type[Record], ...]] = (
        Medication, Schedule, Dose, Hold, TherapyLine, Regimen, Cycle, Visit, SupplyEntry, Task,
        MedicationTalk, Question, Answer, CareTeamMember, Patient,
    )  # fmt: skip

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._names = NO_NAMES
        self._words = MedicineWords(host.formats, lambda: self._names)
        self._plans = RegimenSection(app, host, self.set_details)
        self._supplies: dict[str, SupplyState] = {}
        self._holds: dict[str, Hold] = {}
        self._rows: list[MedicineRow] = []
        self._open_id = ""
        self._reload_beside: Callable[[], object] | None = None
        printing = second_button("print_list", self.tr("Print list"), "printer")
        printing.clicked.connect(self.print_page)
        add = main_button("add_medicine", self.tr("Add medicine"), "plus")
        add.clicked.connect(self.new)
        self._header = PageHeader(self.tr("Medicines now"), "", printing, add)
        self.column.addWidget(self._header)
        self._body = QVBoxLayout()
        spread(self._body, spacing=4)
        self.column.addLayout(self._body)
        self.column.addStretch(1)
        self._add = add

    def reload(self) -> None:
        """Ask for the piles and what changed lately, and fill the list."""
        focused = self._focused_id()
        groups = self.app.medications.groups()
        self._supplies = {one.medication.id: one for one in self.app.supply.states()}
        self._holds = {one.medication_id: one for one in self.app.holds.current()}
        self._names = self.app.medications.pattern_names()
        changes = self._latest_changes()
        clear(self._body)
        self._rows = []
        self._fill_header()
        self._fill_myeloma(groups, changes)
        for title, remark, entries in self._piles(groups):
            if entries:
                self._body.addWidget(SectionHeading(title, remark))
                self._body.addWidget(self._card(entries, changes))
            if title == self._hospital_words():
                self._fill_support(is_headed=bool(entries))
        if groups.stopped:
            self._body.addWidget(SectionHeading(self.tr("Stopped in the last 3 months")))
            self._body.addWidget(self._card(groups.stopped, changes))
        if not self._rows:
            first = second_button("first_medicine", self.tr("Add the first medicine"), "plus")
            first.clicked.connect(self.new)
            words = self.tr("Start from the boxes: one line for each box.")
            self._body.addWidget(EmptyState(words, first, "pill"))
            self._body.addWidget(self._plans.empty_state())
        else:
            lists = ListButtons()
            lists.asked.connect(self._show_list)
            self._body.addWidget(lists)
        self._focus_row(focused)
        self._mark_open()
        if self._reload_beside is not None:
            self._reload_beside()

    def records_changed(self, change_set: ChangeSet) -> None:
        """Reload; a recorded dose changes only the log of the medicine that is open."""
        others = [cls for cls in self.reads if cls is not Dose]
        if change_set.touches(*others) or not self.isVisible():
            super().records_changed(change_set)
        elif change_set.touches(Dose) and self._reload_beside is not None:
            self._reload_beside()

    def open(self, target: str) -> None:
        """Open one medicine by its id; "new" or "new:name" the form; or a list beside the list.

        The lists are "trip", "interactions" and "told" (who knows about which medicine).
        """
        word, _, name = target.partition(":")
        if self._plans.open(target):
            return
        if word in LISTS:
            self._show_list(word)
        elif word == "new":
            self._show_form(Medication(name=name))
        elif self.app.medications.get(target) is not None:
            self.show_details(target)
        elif said_of := self.app.interactions.medicine_of(target):
            self.show_details(said_of)

    def new(self) -> None:
        """Open the form of a new medicine."""
        self._show_form(Medication())

    def print_page(self) -> None:
        """Show the medicine list as it prints."""
        self.host.go("reports", "medication_list")

    def first_focus(self) -> QWidget | None:
        """Return the first medicine, or the button that adds one."""
        return self._rows[0] if self._rows else self._add

    def show_details(self, id: str) -> None:
        """Open one medicine beside the list."""
        from ui.pages.medications.details import MedicineDetails

        self._open_id = id
        details = MedicineDetails(self.app, self.host, id)
        details.closed.connect(self._close_details)
        details.form_asked.connect(self._show_in_pane)
        details.edit_asked.connect(self._show_form)
        self.set_details(details)

    def set_details(self, pane: QWidget | None) -> None:
        """Show `pane` beside the list; None closes it, and no medicine is open any more."""
        self._reload_beside = getattr(pane, "reload", None)
        if pane is None:
            self._open_id = ""
        super().set_details(pane)
        self._mark_open()

    def _close_details(self) -> None:
        self.set_details(None)

    def _mark_open(self) -> None:
        for row in self._rows:
            row.set_open(row.objectName() == f"medicine_{self._open_id}")

    def _show_in_pane(self, form: Any) -> None:
        """Show a form of an open medicine; the medicine comes back when it is closed.

        It is what `DetailsSection.form_asked` carries.
        """
        id = self._open_id
        form.closed.connect(lambda: self._back_to(id))
        self.set_details(form)
        form.start()

    def _back_to(self, id: str) -> None:
        if self.app.medications.get(id) is None:
            self._close_details()
        else:
            self.show_details(id)

    def _show_form(self, medication: Medication) -> None:
        from ui.pages.medications.form import MedicineForm

        is_new = self.app.medications.get(medication.id) is None
        form = MedicineForm(self.app, self.host, medication, is_new=is_new)
        form.closed.connect(self._close_details if is_new else lambda: self._back_to(medication.id))
        self.set_details(form)
        form.start()

    def _show_list(self, name: str) -> None:
        self._show_in_pane(list_pane(name, self.app, self.host))

    def _fill_header(self) -> None:
        checked = [one.checked_on for one in self.app.visits.all() if one.checked_on]
        words = ""
        if checked:
            words = self.tr("Checked with the boxes on %1").replace(
                "%1", self.host.formats.weekday_date(max(checked))
            )
        self._header.set_title(self.tr("Medicines now"), words)

    def _piles(
        self, groups: MedicationGroups
    ) -> tuple[tuple[str, str, Sequence[MedicationEntry]], ...]:
        return (
            (self.tr("Every day"), "", groups.every_day),
            (self.tr("Regularly, not every day"), "", groups.not_every_day),
            (self.tr("Only when needed"), "", groups.when_needed),
            (self._hospital_words(), "", groups.at_hospital),
            (self.tr("Vitamins and remedies"), "", groups.remedies),
        )

    def _hospital_words(self) -> str:
        return self.tr("Given at the hospital")

    def _fill_myeloma(self, groups: MedicationGroups, changes: dict[str, MedicationChange]) -> None:
        entries = groups.myeloma
        plans = self._plans.treatment([entry.medication.name for entry in entries])
        if plans or entries or any(pile for _, _, pile in self._piles(groups)):
            self._body.addWidget(self._plans.heading())
        if plans or entries:
            self._body.addWidget(self._card(entries, changes, *plans))

    def _fill_support(self, *, is_headed: bool) -> None:
        """Show the plans beside the treatment with what is given at the hospital."""
        support = self._plans.support()
        if support is not None:
            if not is_headed:
                self._body.addWidget(SectionHeading(self.tr("Beside the treatment")))
            self._body.addWidget(support)

    def _card(
        self,
        entries: Sequence[MedicationEntry],
        changes: dict[str, MedicationChange],
        *above: QWidget,
    ) -> RowsCard:
        rows = [self._row(entry, changes.get(entry.medication.id)) for entry in entries]
        self._rows.extend(rows)
        card = RowsCard(*above, *rows)
        for row in rows:
            row.show()
        return card

    def _row(self, entry: MedicationEntry, change: MedicationChange | None) -> MedicineRow:
        medication = entry.medication
        first = entry.shown[0] if entry.shown else None
        how = self._plans.how(entry.shown, self._words)
        if medication.stopped_on is not None and not entry.schedules:
            how = self.tr("Stopped %1").replace(
                "%1", self.host.formats.month_day(medication.stopped_on)
            )
            how = f"{how}: {medication.stop_reason}" if medication.stop_reason else how
        dose = self._words.safe(dose_title(medication, first))
        title = (medication.name, dose if medication.strength else "")
        row = MedicineRow(
            medication.id,
            title,
            how or self.tr("How to take it is not noted"),
            self._change_words(change),
            SupplyWords(self.host.formats).in_list(self._supplies, medication.id),
            held=self._held_words(medication),
        )
        row.opened.connect(self.show_details)
        row.moved.connect(self._move)
        return row

    def _held_words(self, medication: Medication) -> str:
        hold, today = self._holds.get(medication.id), self.app.clock.today()
        if hold is None or not medication.is_current(today):
            return ""
        return HoldWords(self.host.formats).state(hold, today)

    def _latest_changes(self) -> dict[str, MedicationChange]:
        last = self.app.visits.last_held()
        since = self.app.clock.today() - CHANGES_SHOWN
        if last is not None and last.starts is not None:
            since = min(since, last.starts.date())
        return {one.medication.id: one for one in self.app.medications.changes(since)}

    def _change_words(self, change: MedicationChange | None) -> str:
        if change is None or change.sort is ChangeSort.STOPPED:
            return ""
        day = self._day_words(change.day)
        if change.sort is ChangeSort.STARTED:
            return self.tr("New since %1").replace("%1", day)
        was = self._words.difference(change.before, change.after)
        words = self.tr("Changed %1: was %2").replace("%1", day).replace("%2", was)
        return words if was else self.tr("Changed %1").replace("%1", day)

    def _day_words(self, day: date) -> str:
        return self.host.formats.month_day(day)

    def _focused_id(self) -> str:
        for row in self._rows:
            if row.hasFocus():
                return row.objectName()
        return ""

    def _focus_row(self, name: str) -> None:
        row = next((one for one in self._rows if one.objectName() == name), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, id: str, step: int) -> None:
        names = [row.objectName() for row in self._rows]
        at = names.index(f"medicine_{id}") + step
        if 0 <= at < len(self._rows):
            self._rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
