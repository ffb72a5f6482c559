"""The pane beside the grid: one symptom, what the team told the family, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from caregiver import texts
from caregiver.domain.people import ClinicRule
from caregiver.domain.symptoms import Observer, SymptomReport
from caregiver.services.symptoms import SymptomRow
from ui.messages import translated
from ui.pages.symptoms.grid import MARK, draw_severity
from ui.theme import look, spread
from ui.widgets.buttons import icon_button, link_button, second_button
from ui.widgets.cards import Quote, across, down
from ui.widgets.details_pane import pane_section, pane_title
from ui.widgets.text import icon_line, plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

MOST_REPORTS = 12


class _Severity(QWidget):
    """Draw the mark of the newest report."""

    def __init__(self, severity: int) -> None:
        super().__init__()
        self._severity = severity
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a mark."""
        return QSize(look().px(MARK), look().px(MARK))

    def restyle(self) -> None:
        """Take the size again."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_severity(painter, QRectF(self.rect()), self._severity)
        painter.end()


class SymptomDetails(QWidget):
    """Show one symptom. The signals carry what the person wants to do with it."""

    change_asked = Signal(object)
    log_asked = Signal(object)
    end_asked = Signal(object)
    question_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(
        self,
        app: Caregiver,
        host: Host,
        row: SymptomRow,
        reports: Sequence[SymptomReport],
        rules: Sequence[ClinicRule],
    ) -> None:
        """Take the row, its reports newest first, and the team's instructions about it."""
        super().__init__()
        self.setObjectName("symptom_details")
        self._app, self._host, self._row = app, host, row
        column = QVBoxLayout(self)
        spread(column, spacing=0)
        column.addWidget(pane_title(row.name, self._since()))
        column.addSpacing(16)
        column.addWidget(self._now(row.last))
        column.addWidget(pane_section(self.tr("What the team told us"), *self._rules(rules)))
        column.addWidget(pane_section(self.tr("What we did"), *self._done(row.last)))
        column.addWidget(pane_section(self.tr("Noted so far"), *self._reports(reports)))
        column.addStretch(1)

    def _since(self) -> str:
        if self._row.is_temperature:
            return self.tr("Measured values")
        if self._row.began_on is None:
            return self.tr("Settled")
        return self.tr("Open since %s") % self._host.formats.month_day(self._row.began_on)

    def _now(self, last: SymptomReport) -> QWidget:
        when = self._host.formats.weekday_date(last.day)
        lines = [plain(_how_bad(last, self._host), "strong"), plain(when, "muted")]
        if last.effect:
            lines.append(plain(last.effect))
        if last.place:
            lines.append(plain(last.place))
        words = down(*lines, spacing=2)
        if last.severity is None:
            return words
        holder = across(mark := _Severity(last.severity), words, 1, spacing=12)
        inner = holder.layout()
        assert inner is not None
        inner.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        return holder

    def _rules(self, rules: Sequence[ClinicRule]) -> list[QWidget]:
        line = self._app.people.team_line()
        shown: list[QWidget] = [
            Quote(rule.text, _told(rule.told_by, rule, self._host)) for rule in rules
        ]
        if not shown:
            shown.append(plain(self.tr("You have not noted when to call."), "muted"))
            note = link_button("note_rule", self.tr("Note what the team said"))
            note.clicked.connect(lambda: self._host.go("people", "rules"))
            shown.append(note)
        if line is not None:
            shown.append(icon_line("phone", line.phone))
        return shown

    def _done(self, last: SymptomReport) -> list[QWidget]:
        words = last.what_we_did or self.tr("Nothing noted yet")
        ask = second_button(
            "ask_about_symptom", self.tr("Ask about this"), "message-circle-question-mark"
        )
        ask.clicked.connect(lambda: self.question_asked.emit(self._row))
        log = second_button("log_change", self.tr("Log a change"), "activity")
        log.clicked.connect(lambda: self.log_asked.emit(self._row))
        parts: list[QWidget] = [plain(words), ask, log]
        if self._row.is_open:
            end = second_button("end_symptom", self.tr("It has ended"), "check")
            end.clicked.connect(lambda: self.end_asked.emit(self._row.last))
            parts.append(end)
        return parts

    def _reports(self, reports: Sequence[SymptomReport]) -> list[QWidget]:
        shown = []
        for one in reports[:MOST_REPORTS]:
            when = self._host.formats.day_date(one.day)
            words = f"{when}: {_how_bad(one, self._host)}"
            who = self._observer(one)
            change = icon_button(
                f"change_{one.id}", self.tr("Change the note of %s") % when, "pencil", quiet=True
            )
            change.clicked.connect(lambda _=False, report=one: self.change_asked.emit(report))
            remove = icon_button(
                f"remove_{one.id}", self.tr("Remove the note of %s") % when, "trash-2", quiet=True
            )
            remove.clicked.connect(lambda _=False, report=one: self.remove_asked.emit(report))
            lines = down(plain(words, "secondary"), plain(who, "small", tone="muted"), spacing=0)
            shown.append(across(lines, 1, change, remove, spacing=4))
        return shown

    def _observer(self, report: SymptomReport) -> str:
        person = self._app.people.patient()
        name = person.called or person.name or self.tr("the person cared for")
        if report.observer is Observer.PATIENT:
            return self.tr("noted by %s") % name
        return self.tr("noted by the family")


def _how_bad(report: SymptomReport, host: Host) -> str:
    words = []
    if report.severity is not None:
        words.append(translated(texts.SEVERITY[report.severity]).capitalize())
    if report.value is not None:
        words.append(host.formats.quantity(report.value, report.unit))
    return ", ".join(words)


def _told(by: str, rule: ClinicRule, host: Host) -> str:
    when = host.formats.month_day(rule.told_on) if rule.told_on else ""
    return ", ".join(part for part in (by, when) if part)
