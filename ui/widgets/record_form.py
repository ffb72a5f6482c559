"""Edit one record: its fields, Save and Cancel, and what keeps it from being saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.records import Problem, Record
from caregiver.errors import UserError
from ui.drafts import Drafts
from ui.theme import spread
from ui.widgets.buttons import main_button, quiet_button
from ui.widgets.cards import InlineMessage, across
from ui.widgets.text import plain, set_words

R = TypeVar("R", bound=Record)


class FormField(Protocol):
    """Name what a form needs of a field; every class of fields.py and date_fields.py has it."""

    value_changed: Any
    name: str

    def value(self) -> Any:
        """Return the value."""
        ...

    def set_value(self, value: Any, /) -> None:
        """Show a value."""
        ...

    def draft(self) -> str:
        """Return the raw text."""
        ...

    def restore(self, draft: str) -> None:
        """Put raw text back."""
        ...

    def own_problem(self) -> str:
        """Return a sentence when the text cannot be read."""
        ...

    def show_problem(self, sentence: str) -> None:
        """Show a sentence beside the field."""
        ...


class RecordForm(QWidget, Generic[R]):
    """Show the fields of one record. `saved` carries the record; `closed` comes after Save or Esc.

    Fields added with the name of a record field are filled and read by themselves. For anything
    else override `fill` and `read`. Esc asks nothing: what was typed is there again next time.
    """

    saved = Signal(object)
    closed = Signal()

    def __init__(self, name: str, title: str, drafts: Drafts, *,
                 save: Callable[[R], object], sentence: Callable[[Problem], str],
                 explain: Callable[[UserError], str]) -> None:  # fmt: skip
        """Take how to save, and how a problem and an error read as a sentence."""
        super().__init__()
        self.setObjectName(name)
        self._name, self._drafts = name, drafts
        self._save, self._sentence, self._explain = save, sentence, explain
        self._fields: dict[str, FormField] = {}
        self._record: R | None = None
        self._is_new = False
        self._is_touched = self._is_loading = False
        self._build(title)

    def add(self, record_field: str, field: Any) -> Any:
        """Add a field under the ones before it; return it."""
        self._fields[record_field] = field
        field.value_changed.connect(self._touch)
        self._body.addWidget(field)
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Add anything else: a remark, a heading."""
        self._body.addWidget(widget)

    def attach(self, record_field: str, field: Any) -> Any:
        """Take charge of a field that stands inside another widget; return it."""
        self._fields[record_field] = field
        field.value_changed.connect(self._touch)
        return field

    def field(self, record_field: str) -> Any:
        """Return a field by the name of its record field."""
        return self._fields[record_field]

    def set_title(self, title: str) -> None:
        """Change the title."""
        set_words(self._title, title)

    def load(self, record: R, *, is_new: bool = False) -> None:
        """Show a record, and over it the draft left last time."""
        self._record, self._is_new = record, is_new
        self._is_loading = True
        self.fill(record)
        draft = self._drafts.find(self._name, self._draft_id())
        for name, raw in (draft or {}).items():
            if name in self._fields:
                self._fields[name].restore(raw)
        self._is_touched = bool(draft)
        self._kept.setVisible(bool(draft))
        self._message.hide()
        for field in self._fields.values():
            field.show_problem("")
        self._is_loading = False

    def fill(self, record: R) -> None:
        """Show the record in the fields."""
        for name, field in self._fields.items():
            if hasattr(record, name):
                field.set_value(getattr(record, name))

    def read(self, record: R) -> R:
        """Return the record with what the fields say."""
        values = {name: f.value() for name, f in self._fields.items() if hasattr(record, name)}
        return replace(record, **values)

    def save(self) -> None:
        """Save if nothing keeps it from being saved; else show what does, beside its field."""
        if self._record is None or self._has_unreadable():
            return
        record = self.read(self._record)
        if self._shows_problems(record.problems()):
            return
        try:
            self._save(record)
        except UserError as error:
            self._show_message(self._explain(error))
            return
        self._drafts.drop(self._name, self._draft_id())
        self._is_touched = False
        self.saved.emit(record)
        self.closed.emit()

    def leave(self) -> None:
        """Close without saving; keep what was typed for the next time."""
        self.keep_draft()
        self.closed.emit()

    def keep_draft(self) -> None:
        """Keep what was typed since the last save, if anything was."""
        if self._is_touched:
            texts = {name: field.draft() for name, field in self._fields.items()}
            self._drafts.keep(self._name, self._draft_id(), texts)

    def forget_draft(self) -> None:
        """Throw the draft away and show the record as it is."""
        self._drafts.drop(self._name, self._draft_id())
        if self._record is not None:
            self.load(self._record, is_new=self._is_new)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _build(self, title: str) -> None:
        column = QVBoxLayout(self)
        spread(column, spacing=16)
        self._title = plain(title, "pane", name=f"{self._name}_title")
        column.addWidget(self._title)
        self._kept = across(
            plain(self.tr("What you typed last time is still here."), "muted"), 1,
            forget := quiet_button(f"{self._name}_forget", self.tr("Start again")),
        )  # fmt: skip
        forget.clicked.connect(self.forget_draft)
        self._kept.hide()
        column.addWidget(self._kept)
        self._message = InlineMessage("attention", "", "")
        self._message.setObjectName(f"{self._name}_message")
        self._message.hide()
        column.addWidget(self._message)
        self._body = QVBoxLayout()
        spread(self._body, spacing=16)
        column.addLayout(self._body)
        save = main_button(f"{self._name}_save", self.tr("Save"), "check")
        cancel = quiet_button(f"{self._name}_cancel", self.tr("Cancel"))
        save.clicked.connect(self.save)
        cancel.clicked.connect(self.leave)
        # a pane takes this out to keep it in sight while the fields scroll
        self.footer = across(save, cancel, 1)
        column.addWidget(self.footer)
        column.addStretch(1)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)

    def _draft_id(self) -> str:
        return "" if self._is_new or self._record is None else self._record.id

    def _touch(self) -> None:
        if self._is_loading:
            return
        self._is_touched = True
        texts = {name: field.draft() for name, field in self._fields.items()}
        self._drafts.keep(self._name, self._draft_id(), texts)

    def _has_unreadable(self) -> bool:
        found = False
        for field in self._fields.values():
            sentence = field.own_problem()
            field.show_problem(sentence)
            if sentence and not found:
                self._focus(field)
            found = found or bool(sentence)
        return found

    def _shows_problems(self, problems: tuple[Problem, ...]) -> bool:
        elsewhere = []
        first: FormField | None = None
        for problem in problems:
            field = self._fields.get(problem.field)
            if field is None:
                elsewhere.append(self._sentence(problem))
                continue
            field.show_problem(self._sentence(problem))
            first = first or field
        self._show_message(" ".join(elsewhere))
        if first is not None:
            self._focus(first)
        return bool(problems)

    def _show_message(self, sentence: str) -> None:
        self._message.set_sentence(sentence)
        self._message.setVisible(bool(sentence))

    def _focus(self, field: FormField) -> None:
        if isinstance(field, QWidget):
            field.setFocus(Qt.FocusReason.OtherFocusReason)
