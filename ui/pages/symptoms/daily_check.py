"""The daily check: five short questions, one tap each, in under a minute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver import catalogue, texts
from caregiver.domain.symptoms import SymptomReport
from caregiver.errors import UserError
from ui import messages
from ui.messages import translated
from ui.theme import spread
from ui.widgets.buttons import Button, main_button, quiet_button
from ui.widgets.cards import InlineMessage, across
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

# The five of UX.md screen 4; a row for each problem that is open stands below them.
USUAL = ("fatigue", "pain_general", "neuropathy_numbness_tingling", "nausea", "loss_of_appetite")
MOST_ROWS = 8


class DailyCheck(QWidget):
    """Ask how each thing is today. What is not tapped is not noted: silence is not "none"."""

    saved = Signal(object)
    closed = Signal()
    pane_width = 516  # the five answers of a row stand side by side

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self.setObjectName("daily_check")
        self._app, self._host = app, host
        self._fields: list[tuple[str, str, SegmentedField[int]]] = []
        column = QVBoxLayout(self)
        spread(column, spacing=16)
        person = app.people.patient()
        name = person.called or person.name
        title = self.tr("How is %s today?") % name if name else self.tr("How are things today?")
        column.addWidget(plain(title, "pane", name="daily_check_title"))
        column.addWidget(plain(self.tr("Tap what fits. Leave out what you do not know."), "muted"))
        self._message = InlineMessage("attention", "", "")
        self._message.hide()
        column.addWidget(self._message)
        for id, words in self._rows():
            column.addWidget(self._question(id, words))
        same = Button("same_as_yesterday", self.tr("Same as yesterday"), "link", icon="copy")
        same.clicked.connect(self.copy_yesterday)
        column.addWidget(across(same, 1))
        save = main_button("daily_check_save", self.tr("Save"), "check")
        cancel = quiet_button("daily_check_cancel", self.tr("Cancel"))
        save.clicked.connect(self.save)
        cancel.clicked.connect(self.closed)
        # a pane takes this out to keep it in sight while the questions scroll
        self.footer = across(save, cancel, 1)
        column.addWidget(self.footer)
        column.addStretch(1)

    def copy_yesterday(self) -> None:
        """Choose for each row what was noted last on the day before, if anything was."""
        grid = self._app.symptoms.grid(days=2)
        before = {row.key: row.marks[0] for row in grid.rows}
        for id, words, field in self._fields:
            mark = before.get(id or words.casefold())
            if mark is not None and mark.severity is not None:
                field.set_value(mark.severity)

    def save(self) -> None:
        """Save every answer given as one change."""
        try:
            saved = self._app.symptoms.daily_check(self._answers())
        except UserError as error:
            self._message.set_sentence(messages.sentence(error))
            self._message.show()
            return
        self.saved.emit(saved)
        self.closed.emit()

    def _rows(self) -> Sequence[tuple[str, str]]:
        known = catalogue.symptoms()
        rows = {}
        for id in USUAL:
            symptom = known.get(id)
            if symptom is not None:
                rows[id] = (id, symptom.name)
        for problem in self._app.symptoms.open_problems():
            report = problem.report
            rows.setdefault(report.key, (report.symptom, report.name))
        return list(rows.values())[:MOST_ROWS]

    def _question(self, id: str, words: str) -> QWidget:
        choices = [(n, translated(word).capitalize()) for n, word in enumerate(texts.SEVERITY)]
        place = len(self._fields)
        field: SegmentedField[int] = SegmentedField(f"check_{place}", words, choices)
        self._fields.append((id, words, field))
        return field

    def _answers(self) -> list[SymptomReport]:
        today = self._app.clock.today()
        return [
            SymptomReport(symptom=id, name=words, day=today, severity=field.value())
            for id, words, field in self._fields
            if field.value() is not None
        ]
