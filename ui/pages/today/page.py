"""The Today page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from caregiver.domain.appointments import Appointment
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from caregiver.domain.holds import Hold
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import CareTeamMember, ClinicRule, Patient
from caregiver.domain.questions import Question
from caregiver.domain.records import Record
from caregiver.domain.regimens import Regimen
from caregiver.domain.supply import SupplyEntry
from caregiver.domain.symptoms import SymptomReport
from caregiver.domain.tasks import Task
from caregiver.domain.therapy import Cycle, CycleDay, TherapyLine
from caregiver.domain.visits import Visit
from caregiver.errors import UserError
from caregiver.services.today import TodayPage as Answer
from ui.medicine_words import MedicineWords
from ui.pages import Page, attempt
from ui.pages.today.cycle_notice import CycleNotice
from ui.pages.today.cycle_over import CycleOver
from ui.pages.today.doses import DueDoses, LaterDoses
from ui.pages.today.quiet_doses import QuietDoses, one_of_each
from ui.pages.today.side import Side
from ui.pages.today.to_do import ToDo
from ui.pages.today.to_order import SupplyToOrder
from ui.theme import look, spread
from ui.widgets.buttons import second_button
from ui.widgets.cards import across, down
from ui.widgets.text import Runs, plain, set_words

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host
    from ui.pages.today.first_use import FirstCards

WIDEST_FOR_ONE_COLUMN = 860
PUT_OFF_FOR = timedelta(hours=1)
Key = tuple[str, date, time | None]


class TodayPage(Page):
    """Show what must happen now, who to call and what is next."""

    key = "today"
    reads: ClassVar[tuple[type[Record], ...]] = (
        Patient, CareTeamMember, ClinicRule, TherapyLine, Cycle, Appointment, Medication,
        Schedule, Dose, Hold, Regimen, SymptomReport, Visit, Question, Task, FollowUp,
        FollowUpRound, SupplyEntry,
    )  # fmt: skip

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._answer: Answer | None = None
        self._put_off: dict[Key, datetime] = {}
        self._left: set[Key] = set()
        self._asked: Key | None = None
        self._words = MedicineWords(host.formats)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        spread(self._body, spacing=24)
        self.column.addLayout(self._body)
        self.column.addStretch(1)
        self._left_column = QVBoxLayout()
        spread(self._left_column, spacing=0)
        self._body.addLayout(self._left_column, 640)
        self._build_left()
        self._side = Side(host)
        self._body.addWidget(self._side, 352, Qt.AlignmentFlag.AlignTop)

    def reload(self) -> None:
        """Ask for the whole screen in one answer and fill every part."""
        answer = self.app.today.page()
        self._answer = answer
        now = self.app.clock.now()
        self._put_off = {key: until for key, until in self._put_off.items() if until > now}
        due = [one for one in answer.due_now if one.dose or one.key not in self._put_off]
        later = [one for one in answer.due_now if one not in due]
        self._fill_header(answer)
        self._cycle_over.show_for(answer.cycle_over)
        self._cycle_notice.reload()
        self._due.fill(answer, due, self._asked)
        self._later.fill((*later, *answer.later), answer.cycle_day)
        quiet = (answer.at_hospital, self._at_hospital), (one_of_each(answer.held), self._held)
        for entries, part in quiet:
            part.fill(entries, self.app.clock.zone(), self._asked,
                      has_keys=self.host.settings.row_keys)  # fmt: skip
        left = [one for one in answer.yesterday if one.key not in self._left]
        self._yesterday.fill(answer, left, self._asked)
        self._to_do.fill(answer)
        self._to_order.reload()
        self._fill_gaps(answer)
        self._first_use(answer)
        self._side.fill(answer)

    def first_focus(self) -> QWidget | None:
        """Return the next dose that is due, else the main button of the page."""
        first = self._first_cards
        begin = first.first_field() if first is not None and first.isVisible() else None
        return self._due.first_waiting() or begin or self._check

    def restyle(self) -> None:
        """Take the columns again."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the right column under the left one where there is no room for both."""
        super().resizeEvent(event)
        self._arrange()

    def _build_left(self) -> None:
        self._date = plain("", "date", name="page_title")
        self._subtitle = Runs()
        self._subtitle.setObjectName("page_subtitle")
        self._check = second_button("daily_check", "", "stethoscope")
        self._check.clicked.connect(lambda: self.host.go("symptoms", "check"))
        self._left_column.addWidget(
            across(down(self._date, self._subtitle, spacing=0), 1, self._check)
        )
        self._cycle_over = CycleOver(self.host)
        self._cycle_over.began_today.connect(self._begin_cycle)
        self._left_column.addWidget(self._cycle_over)
        self._cycle_notice = CycleNotice(self.app, self.host)
        self._left_column.addWidget(self._cycle_notice)
        self._first_cards: FirstCards | None = None
        self._due = DueDoses(self.app, self.host, self._words)
        self._later = LaterDoses(self.host, self._words)
        self._at_hospital = QuietDoses("hospital", self.tr("At the hospital today"), self._words)
        self._held = QuietDoses("held", self.tr("Held by the clinic"), self._words)
        self._to_order = SupplyToOrder(self.app, self.host)
        self._to_do = ToDo(self.host)
        self._to_do.ticked.connect(self._tick)
        self._to_do.change_chosen.connect(self._open_task)
        self._yesterday = DueDoses(self.app, self.host, self._words, is_yesterday=True)
        self._gaps = plain("", "muted", name="gaps")
        for part in (self._due, self._at_hospital, self._later, self._held, self._to_order,
                     self._to_do, self._yesterday, self._gaps):  # fmt: skip
            self._left_column.addWidget(part)
        self._left_column.addStretch(1)
        for rows in (self._due, self._yesterday, self._at_hospital, self._held):
            rows.taken.connect(self._take)
            rows.not_taken.connect(self._not_taken)
            rows.details_asked.connect(self._open_dose)
        self._due.given.connect(self._give)
        self._due.put_off.connect(self._put_off_dose)
        self._yesterday.put_off.connect(self._leave)
        self._later.taken.connect(self._take)

    def _fill_header(self, answer: Answer) -> None:
        set_words(self._date, self.host.formats.weekday_date(answer.day))
        patient = answer.patient
        runs = [(patient.name, "muted")] if patient.name else []
        if answer.cycle_day is not None:
            runs.append((self._place_words(answer, answer.cycle_day), "secondary_strong"))
        if answer.rest_until is not None:
            rest = self.tr("rest days until %1")
            last = self.host.formats.date_short(answer.rest_until)
            runs.append((rest.replace("%1", last), "muted"))
        for medication in answer.given_today[:2]:
            runs.append((self.tr("%1 day").replace("%1", medication.name), "muted"))
        self._subtitle.set_runs(*_dotted(runs))
        self._subtitle.setVisible(bool(runs))
        called = patient.called or patient.name.partition(" ")[0]
        ask = self.tr("How is %1 today?").replace("%1", called)
        self._check.set_words(ask if called else self.tr("How is the day?"))

    def _place_words(self, answer: Answer, where: CycleDay) -> str:
        """Return "Cycle 3, day 15", or what the plan of the treatment calls the day."""
        cycle, regimen = answer.cycle, answer.regimen
        if cycle is None or regimen is None:
            words = self.tr("Cycle %1, day %2").replace("%1", str(where.cycle))
            return words.replace("%2", str(where.day))
        from ui.pages.medications.regimen_words import RegimenWords

        in_block = regimen.first_is_block and cycle.number == 1
        words = RegimenWords(self.host.formats).place_of(where, cycle, in_block=in_block)
        return self.tr("%1, paused").replace("%1", words) if where.is_paused else words

    def _fill_gaps(self, answer: Answer) -> None:
        words = self.tr(
            "On %1 of the last 7 days some doses are not recorded. That is all right: "
            "fill in what you know under Medicines, and leave the rest."
        )
        set_words(self._gaps, words.replace("%1", str(answer.gaps)))
        self._gaps.setVisible(answer.gaps > 3)

    def _first_use(self, answer: Answer) -> None:
        complete = answer.has_appointments and answer.has_medications and answer.has_team_line
        if complete:
            if self._first_cards is not None:
                self._first_cards.hide()
            return
        from ui.pages.today.first_use import FirstCards

        if self._first_cards is None:
            self._first_cards = FirstCards(self.app, self.host)
            self._left_column.insertWidget(1, self._first_cards)
        self._first_cards.fill(answer)
        self._first_cards.show()

    def _arrange(self) -> None:
        is_narrow = self.width() < look().px(WIDEST_FOR_ONE_COLUMN)
        down_or_across = (
            QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        )
        if self._body.direction() != down_or_across:
            self._body.setDirection(down_or_across)

    def _take(self, entries: Sequence[DoseEntry]) -> None:
        self._asked = None
        one = entries[0]
        if len(entries) == 1:
            dose = self._try(lambda: self.app.doses.take(one))
            if isinstance(dose, Dose):
                words = self._words.status(dose, self.app.clock.zone())
                said = self.tr("%1: %2").replace("%1", one.medication.name)
                self.host.tell(said.replace("%2", words))
            return
        if self._try(lambda: self.app.doses.take_all(entries)):
            said = self.tr("%1 marked taken").replace("%1", self._words.waiting(entries))
            self.host.tell(said)

    def _begin_cycle(self, over: Cycle) -> None:
        today = self.app.clock.today()
        said = self.tr("Cycle %1 began today").replace("%1", str(over.number + 1))
        attempt(self.host, lambda: self.app.therapy.begin_next_cycle(over, today), said)

    def _not_taken(self, entry: DoseEntry, status: DoseStatus, reason: str) -> None:
        was_asked = self._asked == entry.key
        self._asked = None if was_asked or reason else entry.key
        dose = self._try(lambda: self.app.doses.not_taken(entry, status, reason))
        if isinstance(dose, Dose):
            words = self._words.status(dose, self.app.clock.zone())
            said = self.tr("%1: %2").replace("%1", entry.medication.name).replace("%2", words)
            self.host.tell(said)

    def _give(self, entry: DoseEntry) -> None:
        dose = self._try(lambda: self.app.doses.give(entry.medication, entry.schedule))
        if isinstance(dose, Dose):
            words = self._words.status(dose, self.app.clock.zone())
            said = self.tr("%1: %2").replace("%1", entry.medication.name).replace("%2", words)
            self.host.tell(said)

    def _put_off_dose(self, entry: DoseEntry) -> None:
        self._put_off[entry.key] = self.app.clock.now() + PUT_OFF_FOR
        self.reload()
        self._due.focus_first()
        words = self.tr("%1 moved to later; it comes back in an hour")
        self.host.tell(words.replace("%1", entry.medication.name), undo=False)

    def _leave(self, entry: DoseEntry) -> None:
        self._left.add(entry.key)
        self.reload()

    def _open_dose(self, entry: DoseEntry) -> None:
        from ui.pages.dose_form import DoseForm

        form = DoseForm(self.app, self.host, entry)
        form.closed.connect(lambda: self.set_details(None))
        self.set_details(form)
        form.start()

    def _tick(self, task: Task, is_done: bool) -> None:
        said = self.tr("Done: %1") if is_done else self.tr("Not done yet: %1")
        act = self.app.tasks.finish if is_done else self.app.tasks.reopen
        attempt(self.host, lambda: act(task), said.replace("%1", task.title))

    def _open_task(self, task: Task) -> None:
        from ui.pages.follow_ups.forms import TaskForm

        is_new = not task.title
        form = TaskForm(self.app, self.host, is_new=is_new)
        form.load(task, is_new=is_new)
        said = self.tr("Saved: %1")
        form.saved.connect(lambda one: self.host.tell(said.replace("%1", one.title)))
        form.closed.connect(lambda: self.set_details(None))
        self.set_details(form)
        form.field("title").setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self, act: Callable[[], object]) -> object:
        try:
            return act()
        except UserError as error:
            self.host.fail(error)
            return None


def _dotted(runs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put a dot between the parts of the line under the date."""
    found: list[tuple[str, str]] = []
    for index, run in enumerate(runs):
        if index:
            found.append(("·", "muted"))
        found.append(run)
    return found
