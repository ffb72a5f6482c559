"""Type in one paper of results: the same tests as last time, one line each, Tab to go on.

The value goes in as it is printed. A slip of ten or another unit is asked about before saving.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from caregiver import catalogue
from caregiver.domain.labs import LabResult
from caregiver.errors import UserError
from ui import messages, reading
from ui.theme import look, spread
from ui.widgets.buttons import link_button, main_button, quiet_button
from ui.widgets.cards import InlineMessage, across
from ui.widgets.date_fields import DateField
from ui.widgets.fields import TextField
from ui.widgets.naming import named
from ui.widgets.text import plain, set_words

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

FIRST_TESTS = (
    "m_protein_serum",
    "flc_kappa",
    "flc_lambda",
    "flc_ratio",
    "hemoglobin",
    "anc",
    "platelets",
    "creatinine",
    "calcium",
)
DRAFT = "panel_form"


class _Line:
    """One test of the paper: name, value, unit, range and flag, and a sentence under it."""

    def __init__(self, place: int, template: LabResult, owner: QWidget) -> None:
        self.template = template
        name = template.name or owner.tr("New test")
        self.name = _edit(f"test_{place}", owner.tr("Name of the test"), template.name)
        self.label = plain(_short(template), "body", name=f"label_{place}")
        self.printed = _edit(f"value_{place}", owner.tr("Value of %s, as printed") % name)
        self.unit = _edit(f"unit_{place}", owner.tr("Unit of %s") % name, template.unit)
        self.low = _edit(
            f"low_{place}",
            owner.tr("Lower end of the lab's range of %s") % name,
            reading.number_text(template.range_low),
        )
        self.high = _edit(
            f"high_{place}",
            owner.tr("Upper end of the lab's range of %s") % name,
            reading.number_text(template.range_high),
        )
        self.flag = _edit(f"flag_{place}", owner.tr("Flag printed beside %s") % name)
        self.remark = plain("", "secondary", tone="attention", name=f"remark_{place}")
        self.remark.hide()

    def parts(self) -> tuple[QWidget, ...]:
        """Return what stands in the line, left to right; a known test has its name as a label."""
        first = self.label if self.template.name else self.name
        return (first, self.printed, self.unit, self.low, self.high, self.flag)

    def tab_order(self) -> tuple[QLineEdit, ...]:
        """Return the editors behind the value, in the order of Tab."""
        return (self.flag, self.unit, self.low, self.high)

    def is_filled(self) -> bool:
        """Say whether a value was typed."""
        return bool(self.printed.text().strip())

    def result(self) -> LabResult:
        """Return the result typed; a known name gets its catalogue id."""
        name = self.name.text().strip()
        test = self.template.test if name == self.template.name else known_test(name)
        return replace(
            self.template,
            test=test,
            name=name,
            printed=self.printed.text().strip(),
            unit=self.unit.text().strip(),
            range_low=reading.number(self.low.text()),
            range_high=reading.number(self.high.text()),
            flag=self.flag.text().strip(),
        )

    def say(self, sentence: str) -> None:
        """Show a sentence under the line; "" takes it away."""
        set_words(self.remark, sentence)
        self.remark.setVisible(bool(sentence))
        self.printed.setAccessibleDescription(sentence)


class PanelForm(QWidget):
    """Ask for the results of one paper. `saved` carries them."""

    saved = Signal(object)
    closed = Signal()
    pane_width = 720

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self.setObjectName("panel_form")
        self._app, self._host = app, host
        self._lines: list[_Line] = []
        self._asked: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        spread(column, spacing=12)
        column.addWidget(plain(self.tr("Add results"), "pane", name="panel_title"))
        column.addWidget(
            plain(self.tr("Type what the paper says. Tab goes to the next value."), "muted")
        )
        self._message = InlineMessage("attention", "", "")
        self._message.setObjectName("panel_message")
        self._message.hide()
        column.addWidget(self._message)
        column.addWidget(self._head())
        holder = QWidget()
        self._grid = QGridLayout(holder)
        spread(self._grid, spacing=4)
        self._headings()
        column.addWidget(holder)
        self._more = link_button("add_test", self.tr("Another test"))
        self._more.clicked.connect(self._add_empty)
        column.addWidget(across(self._more, 1))
        self._save = main_button("panel_save", self.tr("Save"), "check")
        cancel = quiet_button("panel_cancel", self.tr("Cancel"))
        self._save.clicked.connect(self.save)
        cancel.clicked.connect(self.leave)
        # a pane takes this out to keep it in sight while the lines scroll
        self.footer = across(self._save, cancel, 1)
        column.addWidget(self.footer)
        column.addStretch(1)
        for template in self._templates():
            self._add_line(template)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        self._restore()

    def first_value(self) -> QLineEdit:
        """Return the first value to type."""
        return self._lines[0].printed

    def save(self) -> None:
        """Save all typed lines as one change; ask once about what looks like a slip."""
        results = [(line, line.result()) for line in self._lines if line.is_filled()]
        if not results:
            self._say(self.tr("Nothing was typed yet. Type at least one value."))
            return
        if self._has_problems(results) or self._has_questions(results):
            return
        try:
            saved = self._app.labs.save_panel([result for _, result in results])
        except UserError as error:
            self._say(messages.sentence(error))
            return
        self._host.drafts.drop(DRAFT, "")
        self.saved.emit(saved)
        self.closed.emit()

    def leave(self) -> None:
        """Close without saving; what was typed is there again next time."""
        typed = {
            line.template.name: line.printed.text() for line in self._lines if line.is_filled()
        }
        if typed:
            self._host.drafts.keep(DRAFT, "", typed)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QWidget:
        today = self._app.clock.today
        self._taken_on = DateField(
            "taken_on", self.tr("Day of the test"), self._host.formats, today
        )
        self._taken_on.set_value(today())
        self._laboratory = TextField("laboratory", self.tr("Laboratory"))
        last = self._app.labs.last_panel()
        self._laboratory.set_value(last[0].laboratory if last else "")
        holder = across(self._taken_on, self._laboratory, 1, spacing=16)
        inner = holder.layout()
        assert inner is not None
        for field in (self._taken_on, self._laboratory):
            inner.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        return holder

    def _headings(self) -> None:
        words = (
            self.tr("Test"),
            self.tr("Value"),
            self.tr("Unit"),
            self.tr("Range from"),
            self.tr("to"),
            self.tr("Flag"),
        )
        for column, word in enumerate(words):
            self._grid.addWidget(plain(word, "small", tone="muted"), 0, column)
        for column, share in enumerate((4, 3, 4, 2, 2, 2)):
            self._grid.setColumnStretch(column, share)

    def _templates(self) -> list[LabResult]:
        """Return the lines to offer: the last panel's tests, at first the usual ones."""
        last = self._app.labs.last_panel()
        if last:
            return [
                LabResult(
                    test=one.test,
                    name=one.name,
                    unit=one.unit,
                    range_low=one.range_low,
                    range_high=one.range_high,
                    range_text=one.range_text,
                )
                for one in last
            ]
        tests = [catalogue.labs().get(id) for id in FIRST_TESTS]
        return [LabResult(test=one.id, name=one.short_name) for one in tests if one is not None]

    def _add_line(self, template: LabResult) -> _Line:
        line = _Line(len(self._lines), template, self)
        row = 1 + 2 * len(self._lines)
        for column, part in enumerate(line.parts()):
            self._grid.addWidget(part, row, column)
        self._grid.addWidget(line.remark, row + 1, 0, 1, len(line.parts()))
        self._lines.append(line)
        line.printed.textEdited.connect(self._keep)
        line.printed.returnPressed.connect(lambda: self._next_value(line))
        self._order()
        return line

    def _next_value(self, line: _Line) -> None:
        """Go to the value of the next line with Enter."""
        following = self._lines[self._lines.index(line) + 1 :]
        (following[0].printed if following else self._save).setFocus()

    def _order(self) -> None:
        """Let Tab go down the values first: that is what a paper is typed in for."""
        editors: list[QWidget] = []
        for line in self._lines:
            editors += [line.printed] if line.template.name else [line.name, line.printed]
        for line in self._lines:
            editors += line.tab_order()
        for before, after in pairwise([*editors, self._more, self._save]):
            QWidget.setTabOrder(before, after)

    def _add_empty(self) -> None:
        self._add_line(LabResult()).name.setFocus()

    def _dated(self, result: LabResult) -> LabResult:
        taken_on = self._taken_on.value()
        if taken_on is None:
            return result
        return replace(result, taken_on=taken_on, laboratory=self._laboratory.value())

    def _has_problems(self, results: list[tuple[_Line, LabResult]]) -> bool:
        if self._taken_on.value() is None:
            self._taken_on.show_problem(self.tr("Please say on which day the test was."))
            return True
        found = False
        for place, (line, result) in enumerate(results):
            dated = self._dated(result)
            results[place] = (line, dated)
            sentences = [messages.problem_sentence(one) for one in dated.problems()]
            if any(not _is_number_or_empty(part.text()) for part in (line.low, line.high)):
                sentences.append(self.tr("The range must be two numbers."))
            line.say(" ".join(dict.fromkeys(sentences)))
            found = found or bool(sentences)
        return found

    def _has_questions(self, results: list[tuple[_Line, LabResult]]) -> bool:
        """Ask once about likely slips; saving again with the same values means yes."""
        doubts = []
        for line, result in results:
            sentences = []
            for warning in self._app.labs.warnings(result):
                before = f"{warning.earlier.printed} {warning.earlier.unit}".strip()
                if warning.code == "tenfold":
                    words = self.tr("Last time: {before}. You typed {now}. Same unit?")
                elif warning.code == "unit_differs":
                    words = self.tr("Last time: {before}. Another unit is kept apart.")
                else:
                    words = self.tr("There is already a value for this day: {before}.")
                sentences.append(words.format(before=before, now=result.printed))
                doubts.append(f"{result.name}{result.printed}{result.unit}{warning.code}")
            line.say(" ".join(sentences))
        if not doubts or tuple(doubts) == self._asked:
            return False
        self._asked = tuple(doubts)
        self._say(self.tr("Please look at the marked lines. Save again if they are right."))
        return True

    def _keep(self) -> None:
        filled = [line for line in self._lines if line.is_filled()]
        typed = {line.template.name: line.printed.text() for line in filled}
        self._host.drafts.keep(DRAFT, "", typed)

    def _restore(self) -> None:
        draft = self._host.drafts.find(DRAFT, "") or {}
        for line in self._lines:
            line.printed.setText(draft.get(line.template.name, ""))

    def _say(self, sentence: str) -> None:
        self._message.set_sentence(sentence)
        self._message.show()


def known_test(name: str) -> str:
    """Return the catalogue id of a test called exactly `name`, or an empty text."""
    for test in catalogue.labs().find(name, limit=3):
        if name.casefold() in {one.casefold() for one in test.names}:
            return test.id
    return ""


def _short(template: LabResult) -> str:
    test = catalogue.labs().get(template.test) if template.test else None
    return test.short_name if test else template.name


def _is_number_or_empty(text: str) -> bool:
    return not text.strip() or reading.number(text) is not None


def _edit(name: str, spoken: str, text: str = "") -> QLineEdit:
    editor = named(QLineEdit(text), name, spoken)
    editor.setMinimumWidth(look().px(48))
    editor.setCursorPosition(0)
    return editor
