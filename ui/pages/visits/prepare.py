"""Getting ready for a visit on one page: questions, what changed, medicines, preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caregiver.domain.questions import Question
from caregiver.domain.visits import Visit
from caregiver.services.medications import MedicationEntry
from caregiver.services.since_last_visit import SinceLastVisit
from ui.pages.visits.change_lines import ChangeWords, Line
from ui.theme import spread
from ui.widgets.buttons import icon_button, main_button, quiet_button, row_button, second_button
from ui.widgets.cards import Row, RowsCard, SectionHeading, across, clear, down
from ui.widgets.fields import TextField
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Runs, icon_line, plain
from ui.widgets.ticks import CheckBox

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

MOST_MEDICINES = 30


class PrepareView(QWidget):
    """Lead through four short steps; every tick is kept at once."""

    closed = Signal()
    chosen = Signal(object, bool)
    visit_changed = Signal(object)
    preview_asked = Signal()

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self.setObjectName("prepare_view")
        self._app, self._host = app, host
        self._words = ChangeWords(host.formats)
        self._visit = Visit()
        self._edited_key = ""
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=8)
        self._steps = QWidget()
        self._body = QVBoxLayout(self._steps)
        spread(self._body, spacing=8)
        self._column.addWidget(self._steps)
        self._own = TextField("own_line", self.tr("Add a line of your own"),
                              example=self.tr("Sleeps badly since the new pill"))  # fmt: skip
        self._own.hide_label()
        add = row_button("add_own_line", self.tr("Add"), "plus",
                         spoken=self.tr("Add this line"))  # fmt: skip
        add.clicked.connect(self._add_own)
        editor = self._own.editor
        assert isinstance(editor, QLineEdit)
        editor.returnPressed.connect(self._add_own)
        self._own.add_beside(add)

    def show_visit(self, visit: Visit) -> None:
        """Show the steps for a visit; the control that had the focus has it again."""
        self._visit = visit
        focused: QWidget | None = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        name = focused.objectName() if focused is not None and inside else ""
        self._own.setParent(self)
        clear(self._body)
        draft = self._app.since_last_visit.draft(visit)
        for part in (
            *self._questions_step(self._app.questions.waiting()),
            *self._changes_step(draft),
            *self._medicines_step(self._app.medications.entries()),
            *self._preview_step(),
        ):
            self._body.addWidget(part)
            # a layout shows what is added to it later only; the focus needs it now
            part.show()
        self._own.show()
        again: QWidget | None = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    # 1

    def _questions_step(self, questions: Sequence[Question]) -> tuple[QWidget, ...]:
        chosen = sum(one.is_top for one in questions)
        remark = self.tr("{chosen} of {count} chosen").format(chosen=chosen, count=len(questions))
        heading = SectionHeading(self.tr("1. Choose your three questions"), remark)
        if not questions:
            words = self.tr("No questions yet. Go back and add the first one.")
            return heading, RowsCard(Row(plain(words, "muted")))
        return heading, RowsCard(*(self._question(one) for one in questions))

    def _question(self, question: Question) -> QWidget:
        tick = CheckBox(f"top_{question.id}", "", spoken=question.text)
        tick.setChecked(question.is_top)
        tick.clicked.connect(lambda on: self.chosen.emit(question, on))
        return _ticked(tick, plain(question.text, "strong" if question.is_top else "body"))

    # 2

    def _changes_step(self, draft: SinceLastVisit) -> tuple[QWidget, ...]:
        day = self._host.formats.month_day(draft.since)
        title = self.tr("2. What changed since {day}?").format(day=day)
        remark = self.tr("Untick what should not be on the paper.")
        parts: list[QWidget] = [SectionHeading(title, remark)]
        rows = [self._line(line) for line in self._words.lines(draft)]
        rows += [self._own_row(text) for text in draft.own_lines]
        if not rows:
            words = self.tr("Nothing was noted since then.")
            rows = [Row(plain(words, "muted"))]
        card = RowsCard(*rows, Row(self._own))
        parts.append(card)
        parts += self._not_had(draft)
        return tuple(parts)

    def _line(self, line: Line) -> QWidget:
        tick = CheckBox(f"include_{line.key}", "", spoken=line.text)
        tick.setChecked(line.key not in self._visit.left_out)
        tick.clicked.connect(lambda on: self._include(line.key, on))
        edit = icon_button(f"edit_{line.key}", self.tr("Say it in our words: %s") % line.text,
                           "pencil", quiet=True)  # fmt: skip
        edit.clicked.connect(lambda: self._edit(line))
        words = down(plain(line.title, "strong"), plain(line.details, "muted"), spacing=0)
        if not line.can_leave_out:
            return Row(words, 1)
        return _ticked(tick, words, edit)

    def _own_row(self, text: str) -> QWidget:
        remove = icon_button("remove_own_line", self.tr("Remove this line: %s") % text, "trash-2",
                             quiet=True)  # fmt: skip
        remove.setObjectName(f"remove_own_{self._visit.changes.index(text)}")
        remove.clicked.connect(lambda: self._remove_own(text))
        return Row(plain(text, "strong"), 1, remove)

    def _not_had(self, draft: SinceLastVisit) -> list[QWidget]:
        heading = SectionHeading(
            self.tr("Not had since then"), self.tr("Tick only what you are sure of.")
        )
        holder = QWidget()
        flow = FlowLayout(holder, 16)
        for one in draft.not_had_choices:
            words = self.tr("{name} (noted above)").format(name=one.name)
            tick = CheckBox(f"not_had_{one.id}", words if one.was_noted else one.name,
                            spoken=self.tr("Not had: %s") % one.name)  # fmt: skip
            tick.setChecked(one.id in self._visit.not_had)
            tick.setEnabled(not one.was_noted or one.id in self._visit.not_had)
            tick.clicked.connect(lambda on, id=one.id: self._set_not_had(id, on))
            flow.addWidget(tick)
        card = RowsCard(Row(holder))
        return [heading, card]

    # 3

    def _medicines_step(self, entries: Sequence[MedicationEntry]) -> tuple[QWidget, ...]:
        heading = SectionHeading(
            self.tr("3. Check the medicines against the boxes"),
            self.tr("Same name, same strength, nothing missing?"),
        )
        rows: list[QWidget] = [
            Row(Runs((entry.medication.name, "strong"), (entry.medication.strength, "muted")),
                height=36)
            for entry in entries[:MOST_MEDICINES]
        ]  # fmt: skip
        if not rows:
            rows = [Row(plain(self.tr("No medicines noted."), "muted"))]
        checked = self._visit.checked_on
        done = second_button("medicines_checked", self.tr("All checked today"), "clipboard-check")
        done.clicked.connect(self._check_medicines)
        change = quiet_button("open_medicines", self.tr("Change the list"), "pill")
        change.clicked.connect(lambda: self._host.go("medications"))
        if checked is not None:
            day = self._host.formats.month_day(checked)
            words = self.tr("Checked on {day}").format(day=day)
            state = icon_line("circle-check", words, token="ok")
        else:
            state = icon_line("circle-dashed", self.tr("Not checked yet"), token="muted")
        buttons = QWidget()
        flow = FlowLayout(buttons, 8)
        flow.addWidget(done)
        flow.addWidget(change)
        return heading, RowsCard(*rows, Row(down(state, buttons, spacing=8), 1))

    # 4

    def _preview_step(self) -> tuple[QWidget, ...]:
        heading = SectionHeading(self.tr("4. Look at the paper"))
        preview = main_button("prepare_preview", self.tr("Preview the summary"), "eye")
        preview.clicked.connect(self.preview_asked)
        return heading, across(preview, 1)

    # Keeping

    def _save(self, visit: Visit) -> None:
        self.visit_changed.emit(visit)

    def _include(self, key: str, on: bool) -> None:
        kept = tuple(one for one in self._visit.left_out if one != key)
        self._save(replace(self._visit, left_out=kept if on else (*kept, key)))

    def _edit(self, line: Line) -> None:
        self._edited_key = line.key
        self._own.set_value(line.text)
        self._own.setFocus()

    def _add_own(self) -> None:
        text = self._own.value()
        if not text:
            return
        left_out = self._visit.left_out
        if self._edited_key and self._edited_key not in left_out:
            left_out = (*left_out, self._edited_key)
        self._edited_key = ""
        self._own.set_value("")
        changes = (*(one for one in self._visit.changes if one != text), text)
        self._save(replace(self._visit, changes=changes, left_out=left_out))

    def _remove_own(self, text: str) -> None:
        kept = tuple(one for one in self._visit.changes if one != text)
        self._save(replace(self._visit, changes=kept))

    def _set_not_had(self, id: str, on: bool) -> None:
        kept = tuple(one for one in self._visit.not_had if one != id)
        self._save(replace(self._visit, not_had=(*kept, id) if on else kept))

    def _check_medicines(self) -> None:
        self._save(replace(self._visit, checked_on=self._app.clock.today()))


def _ticked(tick: CheckBox, words: QWidget, *more: QWidget) -> Row:
    row = Row()
    inner = QHBoxLayout()
    spread(inner, spacing=4)
    inner.addWidget(tick, 0, Qt.AlignmentFlag.AlignVCenter)
    inner.addWidget(words, 1)
    for widget in more:
        inner.addWidget(widget)
    row.body.addLayout(inner, 1)
    return row
