"""The right column of Today: appointments, what to keep an eye on, the week, the next visit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caregiver import texts
from caregiver.domain.appointments import Occurrence
from caregiver.services.symptoms import OpenProblem
from caregiver.services.today import TodayPage as Answer
from caregiver.services.today import VisitAhead, WeekLine, WeekSort
from ui.messages import translated
from ui.theme import look, spread
from ui.widgets.buttons import row_button
from ui.widgets.cards import Card, Chip, Quote, SectionHeading, across, clear, down
from ui.widgets.text import Runs, icon_line, plain

if TYPE_CHECKING:
    from ui.pages import Host

MOST_RULES = 2
MOST_PROBLEMS = 2


class Side(QWidget):
    """Show the cards beside the doses; a card without content is not there."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=4)

    def fill(self, answer: Answer) -> None:
        """Show other content."""
        clear(self._column)
        if answer.appointments:
            one = len(answer.appointments) == 1
            title = self.tr("Today’s appointment") if one else self.tr("Today’s appointments")
            self._section(title, *(self._appointment(each) for each in answer.appointments))
        if answer.keep_an_eye_on:
            problems = answer.keep_an_eye_on[:MOST_PROBLEMS]
            cards = [self._problem(each) for each in problems]
            others = answer.keep_an_eye_on[MOST_PROBLEMS:]
            if others:
                cards.append(self._others(others))
            self._section(self.tr("Keep an eye on"), *cards)
        if answer.week:
            self._section(self.tr("Next 7 days"), self._week(answer.week))
        if answer.next_visit is not None:
            self._section(self.tr("For the next visit"), self._visit(answer.next_visit))

    def _section(self, title: str, *cards: QWidget) -> None:
        heading = SectionHeading(title)
        self._column.addWidget(heading if self._column.count() else heading.at_top())
        for number, card in enumerate(cards):
            if number:
                self._column.addSpacing(8)
            self._column.addWidget(card)

    def _appointment(self, occurrence: Occurrence) -> Card:
        appointment, formats = occurrence.appointment, self._host.formats
        card = Card()
        if appointment.leave_by is not None:
            words = self.tr("Leave by %1").replace("%1", formats.time(appointment.leave_by))
            card.add(icon_line("car", words, "pane"))
        when = self.tr("All day") if appointment.all_day else formats.time(occurrence.starts)
        card.add(plain(f"{when} · {appointment.title}", "strong"))
        drives = self.tr("%1 drives").replace("%1", appointment.driver)
        place = [appointment.location, drives if appointment.driver else ""]
        if any(place):
            card.add(plain(" · ".join(part for part in place if part), "muted"))
        if appointment.bring:
            bring = " ".join(appointment.bring.split())
            card.add(Runs((self.tr("Bring:"), "muted"), (bring, "secondary")))
        return card

    def _problem(self, problem: OpenProblem) -> Card:
        report, formats = problem.report, self._host.formats
        severity = translated(texts.SEVERITY[report.severity or 0]).capitalize()
        tone = "attention" if (report.severity or 0) >= 2 else "plain"
        since = self.tr("Since %1").replace("%1", formats.weekday_date(problem.began_on))
        where = f" · {report.place}" if report.place else ""
        head = across(plain(report.name, "strong"), 1, Chip(severity, tone, "eye"))
        card = Card(head, plain(f"{since}{where}", "muted"))
        for rule in problem.rules[:MOST_RULES]:
            said = [rule.told_by, formats.month_day(rule.told_on) if rule.told_on else ""]
            source = ", ".join(part for part in said if part)
            card.add(Quote(rule.text, source or self.tr("Noted by the family")))
        return card

    def _others(self, problems: Sequence[OpenProblem]) -> Card:
        """Return one line for the problems that have no card of their own."""
        names = ", ".join(one.report.name for one in problems)
        more = row_button("more_problems", self.tr("See all"), spoken=self.tr("See all symptoms"))
        more.clicked.connect(lambda: self._host.go("symptoms"))
        words = self.tr("Also: %1").replace("%1", names)
        return Card(across(plain(words, "muted"), 1, more), padding=(6, 16))

    def _week(self, lines: tuple[WeekLine, ...]) -> Card:
        holder = QWidget()
        grid = QGridLayout(holder)
        spread(grid, spacing=4)
        grid.setHorizontalSpacing(look().gap(12))
        grid.setColumnStretch(1, 1)
        for number, line in enumerate(lines):
            day = plain(self._host.formats.day_date(line.day), "body", tone="muted", wrap=False)
            grid.addWidget(day, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(plain(self._line_words(line), "body"), number, 1)
        return Card(holder)

    def _line_words(self, line: WeekLine) -> str:
        when = self._host.formats.time(line.at) if line.at else ""
        if line.sort is WeekSort.LAST_DAY:
            return self.tr("%1: last day this cycle").replace("%1", line.title)
        if line.sort is WeekSort.FIRST_DAY:
            return self.tr("%1: first day this cycle").replace("%1", line.title)
        if line.sort is WeekSort.CYCLE:
            words = self.tr("%1: cycle %2, day 1").replace("%1", line.title)
            return words.replace("%2", str(line.number))
        return f"{line.title}, {when}" if when else line.title

    def _visit(self, visit: VisitAhead) -> Card:
        occurrence, formats = visit.occurrence, self._host.formats
        whom = visit.member.name if visit.member else occurrence.appointment.title
        parts = [self._days_to_go(visit.days)]
        if visit.questions:
            chosen = self.tr("%1 of %2 questions chosen").replace("%1", str(visit.chosen))
            parts.append(chosen.replace("%2", str(visit.questions)))
        lines = [
            plain(formats.weekday_date(occurrence.day), "strong"),
            plain(whom, "muted"),
            plain(" · ".join(parts), "muted"),
        ]
        if visit.to_check:
            one = self.tr("1 thing to check before you go")
            more = self.tr("%1 things to check before you go")
            words = one if len(visit.to_check) == 1 else more.replace(
                "%1", str(len(visit.to_check)))  # fmt: skip
            lines.append(plain(words, "muted"))
        prepare = row_button("prepare_visit", self.tr("Prepare"), accent=True,
                             spoken=self.tr("Prepare the next visit"))  # fmt: skip
        prepare.clicked.connect(lambda: self._host.go("visits", "prepare"))
        return Card(across(down(*lines, spacing=0), 1, prepare))

    def _days_to_go(self, days: int) -> str:
        if days == 0:
            return self.tr("Today")
        if days == 1:
            return self.tr("Tomorrow")
        return self.tr("In %1 days").replace("%1", str(days))
