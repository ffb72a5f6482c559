"""Show what is in a calendar file, with a tick for each entry, before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment, Occurrence
from caregiver.domain.tasks import Task
from caregiver.errors import UserError
from caregiver.import_texts import import_note
from caregiver.services.imports import (
    ImportPreview,
    ImportProblem,
    ImportResult,
    ImportRow,
    ImportState,
)
from ui import appointments, messages
from ui.pages import Host
from ui.pages.calendar.form_reminders import before_words
from ui.theme import look, spread
from ui.widgets.buttons import main_button, quiet_button
from ui.widgets.cards import Chip, Row, RowsCard, SectionHeading, across, down
from ui.widgets.naming import named
from ui.widgets.text import IconLabel, plain
from ui.widgets.ticks import CheckBox

WIDTH, HEIGHT = 640, 600
MOST_NOTES = 12
# A whole year of a clinic fits; a row beyond that has one tick together with the others.
MOST_ROWS = 150


class ImportDialog(QDialog):
    """Hold one row per entry; freed when closed. Nothing is saved before its main button."""

    def __init__(self, parent: QWidget, app: Caregiver, host: Host, preview: ImportPreview) -> None:
        super().__init__(parent)
        self._app, self._host, self._preview = app, host, preview
        self._boxes: dict[str, CheckBox] = {}
        self._others: CheckBox | None = None
        title = self.tr("Import calendar file")
        named(self, "import_dialog", title)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        spread(column, 24, 24, 24, 24, spacing=12)
        column.addWidget(plain(title, "pane"))
        column.addWidget(plain(self._summary(), "muted", name="import_summary"))
        column.addWidget(self._list(), 1)
        self.add = main_button("import_add", "", "check")
        self.add.clicked.connect(self._run)
        cancel = quiet_button("import_cancel", self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        column.addWidget(across(self.add, cancel, 1))
        self._count()
        screen = self.screen().availableGeometry()
        self.resize(min(look().px(WIDTH), screen.width() - 40),
                    min(look().px(HEIGHT), screen.height() - 60))  # fmt: skip

    def ticked(self) -> list[str]:
        """Return the keys of the entries to take over."""
        shown = [key for key, box in self._boxes.items() if box.isChecked()]
        if self._others is None or not self._others.isChecked():
            return shown
        return shown + [row.key for row in self._preview.rows[MOST_ROWS:] if row.is_ticked]

    def _summary(self) -> str:
        rows = self._preview.rows
        known = sum(1 for row in rows if row.state is ImportState.KNOWN)
        if not rows:
            return self.tr("There is nothing to add from %1.").replace(
                "%1", self._preview.path.name
            )
        words = self.tr("%1: %2 found, %3 already there. Nothing is added before you say so.")
        words = words.replace("%1", self._preview.path.name).replace("%2", str(len(rows)))
        return words.replace("%3", str(known))

    def _list(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        spread(column, 0, 0, 8, 0, spacing=8)
        if self._preview.rows:
            rows = [self._row(row) for row in self._preview.rows[:MOST_ROWS]]
            if more := self._preview.rows[MOST_ROWS:]:
                rows.append(self._more_rows(more))
            column.addWidget(RowsCard(*rows))
        if self._preview.problems:
            column.addWidget(SectionHeading(self.tr("Please note")))
            column.addWidget(self._notes())
        column.addStretch(1)
        scroll = QScrollArea()
        named(scroll, "import_list", self.tr("What is in the file"))
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        return scroll

    def _row(self, row: ImportRow) -> Row:
        number = len(self._boxes)
        words, tone = self._state(row.state)
        lines = [row.title, self._when(row), self._more(row)]
        box = CheckBox(f"import_{number}", "", spoken=", ".join(
            part.replace("\n", ", ") for part in (*lines, words) if part))  # fmt: skip
        box.setChecked(row.is_ticked)
        box.setEnabled(row.state is not ImportState.KNOWN)
        box.toggled.connect(self._count)
        self._boxes[row.key] = box
        looks = ("strong", "secondary", "muted")
        shown = [plain(part, look) for part, look in zip(lines, looks, strict=True) if part]
        return Row(box, down(*shown, spacing=0), 1, Chip(words, tone), height=60)

    def _more_rows(self, rows: Sequence[ImportRow]) -> Row:
        """Return one row, with one tick, for all that are too many to show."""
        wanted = sum(1 for row in rows if row.is_ticked)
        words = self.tr("And %1 more, %2 of them to import").replace("%1", str(len(rows)))
        words = words.replace("%2", str(wanted))
        self._others = CheckBox("import_others", "", spoken=words)
        self._others.setChecked(wanted > 0)
        self._others.setEnabled(wanted > 0)
        self._others.toggled.connect(self._count)
        return Row(self._others, plain(words, "secondary"), 1, height=60)

    def _when(self, row: ImportRow) -> str:
        if row.task is not None:
            return self._due(row.task)
        one, formats = row.appointment, self._host.formats
        struck = row.state is ImportState.CANCELLED
        starts = row.dates[0] if struck and row.dates else one.starts if one else None
        if one is None or starts is None:
            return ""
        ends = one.ends if starts == one.starts else None
        day = formats.date_long(starts.date())
        if struck and starts != one.starts:
            return day
        return f"{day}, {appointments.when(Occurrence(one, starts, ends), formats)}"

    def _due(self, task: Task) -> str:
        formats = self._host.formats
        if task.done_on is not None:
            return self.tr("Task, done on %1").replace("%1", formats.date_medium(task.done_on))
        if task.due_on is None:
            return self.tr("Task without a day")
        day = formats.date_long(task.due_on)
        if task.due_time is not None:
            day = f"{day}, {formats.time(task.due_time)}"
        return self.tr("Task, due %1").replace("%1", day)

    def _more(self, row: ImportRow) -> str:
        """Return place, repetition, next dates, reminders and what is not sure, line by line."""
        one = row.appointment
        if one is None:
            return ""
        place = [one.location, self._instead(row, one)]
        if row.is_tentative:
            place.append(self.tr("not confirmed yet"))
        lines = [self._dates(row, one), " \N{MIDDLE DOT} ".join(part for part in place if part)]
        if one.reminders and row.state is ImportState.NEW:
            before = ", ".join(_unbroken(before_words(minutes)) for minutes in one.reminders)
            lines.append(self.tr("Reminder before: %1").replace("%1", before))
        return "\n".join(line for line in lines if line)

    def _dates(self, row: ImportRow, one: Appointment) -> str:
        if not one.repeats or row.state is ImportState.CANCELLED:
            return ""
        dates = ", ".join(_unbroken(self._host.formats.date_short(at.date())) for at in row.dates)
        words = self.tr("%1. Next: %2")
        rule = appointments.repeats(one, self._host.formats)
        return words.replace("%1", rule).replace("%2", dates)

    def _instead(self, row: ImportRow, one: Appointment) -> str:
        """Say which date of a series is moved or struck out."""
        if one.series_start is None:
            return ""
        if row.state is ImportState.CANCELLED:
            return self.tr("This one date is struck out. The series stays.")
        day = self._host.formats.day_date(one.series_start.date())
        return self.tr("Instead of %1 in the series").replace("%1", day)

    def _state(self, state: ImportState) -> tuple[str, str]:
        return {
            ImportState.NEW: (self.tr("new"), "accent"),
            ImportState.CHANGED: (self.tr("changed"), "note"),
            ImportState.CANCELLED: (self.tr("strike out"), "attention"),
            ImportState.KNOWN: (self.tr("already there"), "plain"),
        }[state]

    def _notes(self) -> RowsCard:
        problems = self._preview.problems
        rows = [self._note(one) for one in problems[:MOST_NOTES]]
        if len(problems) > MOST_NOTES:
            words = self.tr("and %1 more").replace("%1", str(len(problems) - MOST_NOTES))
            rows.append(Row(plain(words, "muted"), 1, height=40))
        return RowsCard(*rows)

    def _note(self, problem: ImportProblem) -> Row:
        words = import_note(problem.code, problem.text, messages.translated)
        if problem.where:
            words = f"{problem.where}. {words}"
        return Row(IconLabel("info", 18, "muted"), plain(words, "secondary"), 1, height=40)

    def _count(self) -> None:
        number = len(self.ticked())
        if number == 1:
            self.add.set_words(self.tr("Import 1 entry"))
        else:
            self.add.set_words(self.tr("Import %1 entries").replace("%1", str(number)))
        self.add.setEnabled(number > 0)

    def _run(self) -> None:
        try:
            result = self._app.imports.run(self._preview, self.ticked())
        except UserError as error:
            self._host.fail(error)
            return
        self._host.tell(self._done(result))
        self.accept()

    def _done(self, result: ImportResult) -> str:
        words = self.tr("Imported: %1 added, %2 changed, %3 left as they are")
        words = words.replace("%1", str(result.added)).replace("%2", str(result.updated))
        return words.replace("%3", str(result.skipped))


def _unbroken(words: str) -> str:
    """Return words that stay on one line."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def show_preview(
    parent: QWidget, app: Caregiver, host: Host, preview: ImportPreview
) -> ImportDialog:
    """Show what is in a file on top of the window, without stopping it."""
    dialog = ImportDialog(parent.window(), app, host, preview)
    dialog.setModal(True)
    dialog.open()
    return dialog
