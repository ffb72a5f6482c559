"""The Symptoms page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from caregiver.domain.doses import Dose
from caregiver.domain.people import ClinicRule
from caregiver.domain.questions import Question
from caregiver.domain.records import Record
from caregiver.domain.symptoms import SymptomReport
from caregiver.services.symptoms import Logged, SymptomGrid, SymptomRow
from ui.pages import Page, attempt
from ui.pages.symptoms.daily_check import DailyCheck
from ui.pages.symptoms.details import SymptomDetails
from ui.pages.symptoms.grid import SymptomTable
from ui.pages.symptoms.legend import Legend
from ui.pages.symptoms.log_form import SymptomForm
from ui.widgets.buttons import main_button, second_button
from ui.widgets.cards import EmptyState, InlineMessage, PageHeader

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

HISTORY_DAYS = 90


class SymptomsPage(Page):
    """Show the last days of every symptom, and log a new one in a few taps."""

    key = "symptoms"
    reads: ClassVar[tuple[type[Record], ...]] = (SymptomReport, ClinicRule, Dose)

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._days = 14
        self._back = 0
        self._chosen = ""
        check = second_button("daily_check_button", self.tr("Daily check"), "list-checks")
        check.clicked.connect(self.check)
        log = main_button("log_symptom", self.tr("Log a symptom"), "plus")
        log.clicked.connect(self.new)
        self._header = PageHeader(self.tr("Symptoms"), "", check, log)
        self.column.addWidget(self._header)
        self._called = InlineMessage("urgent", "", "")
        self._called.setObjectName("team_instruction")
        self._called.hide()
        self.column.addWidget(self._called)
        self._table = SymptomTable(host.formats)
        self._table.row_chosen.connect(self._show_details)
        self._table.cell_opened.connect(self._open_cell)
        self.column.addWidget(self._table)
        self._legend = Legend()
        self.column.addWidget(self._legend)
        start = second_button("first_check", self.tr("Start with the daily check"), "list-checks")
        start.clicked.connect(self.check)
        self._empty = EmptyState(
            self.tr("Nothing noted. A minute a day is enough."), start, "activity"
        )
        self.column.addWidget(self._empty)
        self.column.addStretch(1)

    def reload(self) -> None:
        """Read the days in sight again."""
        grid = self._grid()
        formats = self.host.formats
        first, last = formats.month_day(grid.days[0]), formats.month_day(grid.days[-1])
        words = self.tr("Last {days} days, {first} to {last}") if not self._back else ""
        words = words or self.tr("{days} days, {first} to {last}")
        self._header.set_title(
            self.tr("Symptoms"), words.format(days=len(grid.days), first=first, last=last)
        )
        has_rows = bool(grid.rows)
        self._table.setVisible(has_rows)
        self._legend.setVisible(has_rows)
        self._empty.setVisible(not has_rows)
        self._table.show(grid, self.app.clock.today())
        self._legend.show_marks(range(_worst(grid) + 1), grid.doses)
        if self._chosen:
            self._show_details(self._chosen)

    def open(self, target: str) -> None:
        """Open the daily check ("check"), the form ("new"), a report by id, or a symptom's row."""
        if target == "check":
            self.check()
        elif target == "new":
            self.new()
        elif target:
            report = self.app.symptoms.get(target)
            if report is not None:
                self._edit(report)
            else:
                self._show_details(target)

    def first_focus(self) -> QWidget | None:
        """Return the grid."""
        return self._table if self._table.isVisibleTo(self) else None

    def new(self) -> None:
        """Open the form for a new report."""
        self._form(SymptomReport(day=self.app.clock.today()), is_new=True)

    def check(self) -> None:
        """Open the daily check."""
        pane = DailyCheck(self.app, self.host)
        pane.saved.connect(self._checked)
        pane.closed.connect(lambda: self.set_details(None))
        self.set_details(pane)

    def turn(self, periods: int) -> None:
        """Show earlier or later days."""
        self._back = max(0, self._back - periods)
        self.reload()

    def turn_to_today(self) -> None:
        """Show the days up to today."""
        self._back = 0
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many days as fit, the newest at the right."""
        super().resizeEvent(event)
        margins = self.column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        days = self._table.days_that_fit(room)
        if days != self._days:
            self._days = days
            self._is_stale = True  # a page made ready out of sight reloads when it is shown
            self.refresh()

    def _grid(self) -> SymptomGrid:
        last = self.app.clock.today() - timedelta(days=self._back * self._days)
        return self.app.symptoms.grid(self._days, last)

    def _show_details(self, key: str) -> None:
        row = next((one for one in self._grid().rows if one.key == key), None)
        if row is None:
            return
        self._chosen = key
        today = self.app.clock.today()
        found = self.app.symptoms.between(today - timedelta(days=HISTORY_DAYS), today)
        mine = [one for one in found if _belongs(one, row)]
        rules = self.app.people.rules(row.last.symptom or row.name)
        pane = SymptomDetails(self.app, self.host, row, mine[::-1], rules)
        pane.log_asked.connect(self._log_change)
        pane.change_asked.connect(self._edit)
        pane.end_asked.connect(self._end)
        pane.question_asked.connect(self._ask)
        pane.remove_asked.connect(self._remove)
        self.set_details(pane)

    def _open_cell(self, key: str, day: date) -> None:
        row = next((one for one in self._grid().rows if one.key == key), None)
        if row is None:
            return
        reports = [one for mark in row.marks if mark for one in mark.reports if one.day == day]
        if reports:
            self._edit(reports[-1])
        else:
            self._form(self._again(row, day), is_new=True)

    def _log_change(self, row: SymptomRow) -> None:
        self._form(self._again(row, self.app.clock.today()), is_new=True)

    def _again(self, row: SymptomRow, day: date) -> SymptomReport:
        """Return a new report of the same problem, with what stays the same filled in."""
        last = row.last
        began_on = last.began_on if row.is_open and (last.began_on or day) <= day else None
        return SymptomReport(
            symptom=last.symptom,
            name=last.name,
            day=day,
            began_on=began_on,
            place=last.place,
            observer=last.observer,
            suspected_id=last.suspected_id,
        )

    def _edit(self, report: SymptomReport) -> None:
        self._form(report, is_new=False)

    def _form(self, report: SymptomReport, *, is_new: bool) -> None:
        save = self._log if is_new else self.app.symptoms.save
        form = SymptomForm(self.app, self.host, save)
        form.load(report, is_new=is_new)
        form.closed.connect(lambda: self.set_details(None))
        form.saved.connect(lambda saved: self.host.tell(self._said(saved)))
        self.set_details(form)
        form.field("name" if not report.name else "severity").editor.setFocus()

    def _log(self, report: SymptomReport) -> None:
        self._show_instruction(self.app.symptoms.log(report))

    def _show_instruction(self, logged: Logged) -> None:
        """Show the team's own words at once, with the number; the program adds none."""
        line = self.app.people.team_line()
        phone = line.phone if line else ""
        if logged.rules:
            rule = logged.rules[0]
            words = self.tr("The team said: “{words}” {phone}").format(
                words=rule.text, phone=rule.phone or phone
            )
        elif self.app.symptoms.instruction_is_missing(logged.report):
            words = self.tr("You have not noted when to call. Your team's number: {phone}").format(
                phone=phone or self.tr("not noted yet")
            )
        else:
            self._called.hide()
            return
        self._called.set_sentence(words.strip())
        self._called.show()

    def _said(self, report: SymptomReport) -> str:
        return self.tr("%s noted") % report.name

    def _checked(self, reports: tuple[SymptomReport, ...]) -> None:
        if reports:
            self.host.tell(self.tr("Daily check saved"))

    def _end(self, report: SymptomReport) -> None:
        ended = self.tr("%s marked as ended") % report.name
        attempt(self.host, lambda: self.app.symptoms.end(report, self.app.clock.today()), ended)

    def _ask(self, row: SymptomRow) -> None:
        began = row.began_on or row.last.day
        words = self.tr("{name} since {day}: what can we do about it?").format(
            name=row.name, day=self.host.formats.month_day(began)
        )
        question = Question(
            text=words, noted_on=self.app.clock.today(), about=f"symptom_report:{row.last.id}"
        )
        added = self.tr("Question added for the next visit")
        attempt(self.host, lambda: self.app.questions.add(question), added)

    def _remove(self, report: SymptomReport) -> None:
        attempt(self.host, lambda: self.app.symptoms.delete(report), self.tr("Note removed"))


def _worst(grid: SymptomGrid) -> int:
    marks = [mark for row in grid.rows for mark in row.marks if mark is not None]
    return max(3, *(mark.severity or 0 for mark in marks)) if marks else 3


def _belongs(report: SymptomReport, row: SymptomRow) -> bool:
    if row.is_temperature:
        return report.value is not None and report.unit == row.last.unit
    return report.key == row.key
