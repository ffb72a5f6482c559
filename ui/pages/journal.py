"""The Journal page: free text by day, private unless the family says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from caregiver.domain.journal import JournalEntry
from caregiver.domain.questions import Question
from caregiver.domain.records import Record
from caregiver.errors import UserError
from ui import messages
from ui.pages import Page, attempt
from ui.theme import look
from ui.widgets.buttons import MenuButton, link_button, main_button
from ui.widgets.cards import Card, Chip, EmptyState, PageHeader, SectionHeading, across, clear, down
from ui.widgets.date_fields import DateField
from ui.widgets.fields import NoteField, TickField
from ui.widgets.record_form import RecordForm
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

PAGE_SIZE = 40
DRAFT = "journal_line"


class EntryForm(RecordForm[JournalEntry]):
    """Change one entry: its day, its text, and whether it is private."""

    pane_width = 440

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(
            "journal_form",
            self.tr("Change this note"),
            host.drafts,
            save=app.journal.save,
            sentence=messages.problem_sentence,
            explain=messages.sentence,
        )
        self.add("day", DateField("day", self.tr("Day"), host.formats, app.clock.today))
        self.add("text", NoteField("text", self.tr("Note")))
        self.add(
            "is_private",
            TickField("is_private", self.tr("Private: on no paper")),
        )

    def note(self) -> QWidget:
        """Return where the note is written."""
        editor: QWidget = self.field("text").editor
        return editor


class JournalPage(Page):
    """Write first, read below."""

    key = "journal"
    reads: ClassVar[tuple[type[Record], ...]] = (JournalEntry,)

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._limit = PAGE_SIZE
        self._form: EntryForm | None = None
        self.column.addWidget(
            PageHeader(
                self.tr("Journal"),
                self.tr("For the two of you. Private notes are on no paper."),
            )
        )
        self.column.addSpacing(8)
        self.column.addWidget(self._writing())
        self.column.addSpacing(8)
        self._rows = down(spacing=8)
        self.column.addWidget(self._rows)
        self._more = link_button("show_earlier", self.tr("Show earlier notes"))
        self._more.clicked.connect(self._show_more)
        self.column.addWidget(across(self._more, 1))
        self._empty = EmptyState(
            self.tr("Nothing written yet. One line is enough."), None, "pencil"
        )
        self.column.addWidget(self._empty)
        self.column.addStretch(1)
        self._restore()

    def reload(self) -> None:
        """Show the newest notes, by day."""
        entries = self.app.journal.newest(self._limit + 1)
        layout = self._rows.layout()
        assert layout is not None
        clear(layout)
        for day, group in groupby(entries[: self._limit], key=lambda one: one.day):
            layout.addWidget(SectionHeading(self._day_words(day)))
            for entry in group:
                layout.addWidget(self._entry(entry))
        self._more.setVisible(len(entries) > self._limit)
        self._empty.setVisible(not entries)

    def open(self, target: str) -> None:
        """Open the form of one note."""
        entry = self.app.records.find("journal_entry", target) if target else None
        if isinstance(entry, JournalEntry):
            self._edit(entry)

    def first_focus(self) -> QWidget | None:
        """Return the note in an open form, else the place to write."""
        if self._form is not None and isValid(self._form):
            return self._form.note()
        return self._text.editor

    def new(self) -> None:
        """Put the cursor where one writes."""
        self._text.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _writing(self) -> QWidget:
        self._text = NoteField("journal_text", self.tr("How was today?"))
        self._text.value_changed.connect(self._keep)
        self._private = TickField("journal_private", self.tr("Private"))
        self._private.set_value(True)
        write = main_button("journal_save", self.tr("Save note"), "check")
        write.clicked.connect(self.write)
        card = Card(self._text, across(write, self._private, 1, spacing=16), padding=(16, 16))
        card.body.setSpacing(look().gap(12))
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), card)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.write)
        return card

    def write(self) -> None:
        """Save what was written; a note that cannot be saved stays where it is."""
        try:
            self.app.journal.write(self._text.value(), is_private=self._private.value())
        except UserError as error:
            self._text.show_problem(messages.sentence(error))
            return
        self._text.set_value("")
        self._text.show_problem("")
        self._private.set_value(True)
        self.host.drafts.drop(DRAFT, "")
        self._text.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.host.tell(self.tr("Note saved"))

    def _entry(self, entry: JournalEntry) -> QWidget:
        menu = MenuButton(f"entry_menu_{entry.id}", self.tr("More"), spoken=self._spoken(entry))
        menu.add("change", self.tr("Change"), lambda: self._edit(entry))
        menu.add("question", self.tr("Make this a question"), lambda: self._ask(entry))
        menu.add("symptom", self.tr("Log a symptom"), lambda: self.host.go("symptoms", "new"))
        turn = self.tr("Make it not private") if entry.is_private else self.tr("Make it private")
        menu.add("private", turn, lambda: self._turn(entry))
        menu.add("remove", self.tr("Remove"), lambda: self._remove(entry))
        head: list[QWidget | int] = []
        if entry.written_at is not None:
            local = entry.written_at.astimezone(self.app.clock.zone())
            head.append(plain(self.host.formats.time(local), "muted", wrap=False))
        if not entry.is_private:
            head.append(Chip(self.tr("Not private"), "note", "users"))
        head += [Chip(tag) for tag in entry.tags]
        return Card(across(*head, 1, menu), plain(entry.text))

    def _spoken(self, entry: JournalEntry) -> str:
        words = " ".join(entry.text.split()[:6])
        return self.tr("More for the note “%s”") % words

    def _day_words(self, day: date) -> str:
        today = self.app.clock.today()
        if day == today:
            return self.tr("Today")
        if day == today - timedelta(days=1):
            return self.tr("Yesterday")
        formats = self.host.formats
        return formats.weekday_date(day) if day.year == today.year else formats.date_long(day)

    def _edit(self, entry: JournalEntry) -> None:
        form = EntryForm(self.app, self.host)
        form.load(entry)
        form.closed.connect(lambda: self.set_details(None))
        form.saved.connect(lambda _: self.host.tell(self.tr("Note changed")))
        self.set_details(form)
        self._form = form
        form.note().setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, entry: JournalEntry) -> None:
        question = Question(
            text=entry.text, noted_on=self.app.clock.today(), about=f"journal_entry:{entry.id}"
        )
        added = self.tr("Question added for the next visit")
        attempt(self.host, lambda: self.app.questions.add(question), added)

    def _turn(self, entry: JournalEntry) -> None:
        turned = replace(entry, is_private=not entry.is_private)
        said = (
            self.tr("Note is private now") if turned.is_private else self.tr("Note is not private")
        )
        attempt(self.host, lambda: self.app.journal.save(turned), said)

    def _remove(self, entry: JournalEntry) -> None:
        attempt(self.host, lambda: self.app.journal.delete(entry), self.tr("Note removed"))

    def _show_more(self) -> None:
        self._limit += PAGE_SIZE
        self.reload()

    def _keep(self) -> None:
        if self._text.draft():
            self.host.drafts.keep(DRAFT, "", {"text": self._text.draft()})
        else:
            self.host.drafts.drop(DRAFT, "")

    def _restore(self) -> None:
        draft = self.host.drafts.find(DRAFT, "") or {}
        self._text.restore(draft.get("text", ""))
