"""The card of the next visit: when, with whom, what is chosen and what is ready."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.formats import Formats
from caregiver.services.visits import NextVisit
from ui.pages.visits.words import VisitWords
from ui.theme import spread
from ui.widgets.buttons import main_button, quiet_button, second_button
from ui.widgets.cards import Card, EmptyState, across
from ui.widgets.flow import FlowLayout
from ui.widgets.text import IconLabel, plain


class NextVisitCard(Card):
    """Show the next visit and what can be done for it."""

    prepare_asked = Signal()
    preview_asked = Signal()
    note_asked = Signal()
    add_asked = Signal()

    def __init__(self, words: VisitWords, formats: Formats) -> None:
        super().__init__(padding=(16, 16))
        self.setObjectName("next_visit")
        self._words, self._formats = words, formats
        self._content = QWidget()
        self.add(self._content)

    def show_visit(
        self, found: NextVisit | None, chosen: int, count: int, newest_result: date | None
    ) -> None:
        """Show a visit, or how to add one where there is none."""
        self._content.hide()
        self._content.deleteLater()
        if found is None:
            self._content = self._no_visit()
        else:
            self._content = self._visit(found, self._readiness(found, chosen, count, newest_result))
        self.add(self._content)

    def _no_visit(self) -> QWidget:
        add = second_button("add_visit", self.tr("Add the next appointment"), "calendar-plus")
        add.clicked.connect(self.add_asked)
        words = self.tr("No visit is planned. Your questions wait here until there is one.")
        return EmptyState(words, add, "calendar-days")

    def _visit(self, found: NextVisit, ready: Sequence[QWidget]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        spread(column, spacing=12)
        lines = QWidget()
        inner = QVBoxLayout(lines)
        spread(inner, spacing=4)
        day = self._formats.weekday_date(found.occurrence.day)
        inner.addWidget(plain(day, "pane", name="next_visit_day"))
        inner.addWidget(plain(self._place(found), "body", name="next_visit_place"))
        readiness = QWidget()
        flow = FlowLayout(readiness, 16, 4)
        for line in ready:
            flow.addWidget(line)
        inner.addWidget(readiness)
        column.addWidget(lines)
        column.addWidget(self._buttons(found.days))
        return holder

    def _place(self, found: NextVisit) -> str:
        occurrence = found.occurrence
        parts = [self._words.days_away(found.days)]
        parts[0] = parts[0][:1].upper() + parts[0][1:]
        if not occurrence.appointment.all_day:
            parts.append(self._formats.time(occurrence.starts))
        parts.append(occurrence.appointment.title)
        if found.member is not None and found.member.name not in occurrence.appointment.title:
            parts.append(found.member.name)
        return " · ".join(part for part in parts if part)

    def _readiness(
        self, found: NextVisit, chosen: int, count: int, newest_result: date | None
    ) -> list[QWidget]:
        formats = self._formats
        most = self.tr("{chosen} chosen of {count} questions").format(chosen=chosen, count=count)
        lines = [_ready(bool(chosen), most)]
        checked = found.visit.checked_on if found.visit else None
        if checked is not None:
            words = self.tr("Medicines checked on {day}").format(day=formats.month_day(checked))
        else:
            words = self.tr("Medicines not checked against the boxes yet")
        lines.append(_ready(checked is not None, words))
        if newest_result is not None:
            day = formats.month_day(newest_result)
            lines.append(_ready(True, self.tr("Newest results from {day}").format(day=day)))
        else:
            lines.append(_ready(False, self.tr("No results noted yet")))
        return lines

    def _buttons(self, days: int) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, 8)
        prepare = main_button("prepare_visit", self.tr("Prepare"), "clipboard-check",
                              spoken=self.tr("Prepare the next visit"))  # fmt: skip
        preview = second_button("preview_summary", self.tr("Preview the summary"), "eye")
        note = quiet_button("note_visit", self.tr("Note what happened"), "notebook-pen")
        prepare.clicked.connect(self.prepare_asked)
        preview.clicked.connect(self.preview_asked)
        note.clicked.connect(self.note_asked)
        flow.addWidget(prepare)
        flow.addWidget(preview)
        if days <= 0:
            flow.addWidget(note)
        else:
            note.deleteLater()
        return holder


def _ready(is_ready: bool, words: str) -> QWidget:
    token = "ok" if is_ready else "muted"
    icon = IconLabel("circle-check" if is_ready else "circle-dashed", 16, token)
    return across(icon, plain(words, "secondary", tone=token, wrap=False), spacing=6)
