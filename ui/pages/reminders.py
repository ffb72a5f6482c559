"""The Reminders page: what came due and waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.pages import Page
from ui.reminders import words
from ui.reminders.notices import Way
from ui.theme import look, spread
from ui.widgets.buttons import Button, MenuButton, quiet_button, row_button, second_button
from ui.widgets.cards import (
    EmptyState,
    InlineMessage,
    PageHeader,
    Row,
    RowsCard,
    SectionHeading,
    across,
    clear,
    down,
)
from ui.widgets.flow import FlowLayout
from ui.widgets.text import IconLabel, plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.services.reminders import ReminderItem
    from ui.pages import Host

ICONS = {
    "appointment": "calendar-clock",
    "collection": "test-tube",
    "dose": "pill",
    "task": "list-checks",
    "follow_up": "repeat",
}
NARROW = 720
# after weeks away; a list of hundreds helps nobody
MOST_ROWS = 40


class RemindersPage(Page):
    """Show what waits, and what fell while the program was off, each with its answers."""

    key = "reminders"
    follows_clock = True

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        choose = second_button("reminder_settings", self.tr("Settings"), "settings")
        choose.clicked.connect(lambda: host.go("settings", self.tr("Reminders")))
        self._header = PageHeader(self.tr("Reminders"), "", choose)
        self.column.addWidget(self._header)
        self._body = down(spacing=8)
        self.column.addWidget(self._body)
        self.column.addStretch(1)
        self._is_stacked = False
        host.reminders.changed.connect(self.time_passed)

    def reload(self) -> None:
        """Show what waits now."""
        passed = self.host.reminders.passed()
        waiting = [one for one in self.host.reminders.items() if one not in passed]
        layout = self._body.layout()
        assert layout is not None
        clear(layout)
        for part in (*self._messages(), *self._passed(passed), *self._waiting(waiting)):
            layout.addWidget(part)
        if not passed and not waiting:
            sentence = self.tr("Nothing is waiting for an answer.")
            if not self.host.settings.reminders_on:
                sentence = self.tr("Reminders are switched off.")
            layout.addWidget(EmptyState(sentence, icon="bell"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers under the words where both do not fit side by side."""
        super().resizeEvent(event)
        is_stacked = self.width() < look().px(NARROW)
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            self.time_passed()

    def first_focus(self) -> QWidget | None:
        """Return the first answer, else the way to the settings."""
        return self._body.findChild(QWidget, "mark_all_seen") or self._header.findChild(
            QWidget, "reminder_settings"
        )

    def _messages(self) -> list[QWidget]:
        """Return the plain statements: what was off, and what this computer cannot do."""
        found: list[QWidget] = []
        quiet = self.host.reminders.quiet_until()
        if quiet is not None and self.host.settings.reminders_on:
            sentence = self.tr("It is quiet until %s. After that you are told what came due.")
            when = self.host.reminders.writer().when(quiet)
            found.append(InlineMessage("info", "", sentence % when))
        off = self.host.reminders.off_span()
        if off is not None and self.host.settings.reminders_on:
            found.append(InlineMessage("info", "", self.host.reminders.writer().span(*off)))
        if self.host.reminders.way() is Way.WINDOW:
            instead = self.tr("A small window is shown instead.")
            found.append(InlineMessage("info", "", f"{words.cannot_show_words()} {instead}"))
        return found

    def _passed(self, items: Sequence[ReminderItem]) -> list[QWidget]:
        if not items:
            return []
        every = quiet_button("mark_all_seen", self.tr("Mark all seen"), "check-check")
        every.clicked.connect(lambda: self.host.reminders.seen(items))
        heading = SectionHeading(self.tr("While the program was off"), "", every)
        rows = [self._row(one) for one in items[-MOST_ROWS:]]
        older = len(items) - len(rows)
        if older > 0:
            said = _tr("%n older ones are not listed. Mark all seen takes them too.", older)
            rows.insert(0, Row(plain(said, "muted"), 1))
        return [heading, RowsCard(*rows)]

    def _waiting(self, items: Sequence[ReminderItem]) -> list[QWidget]:
        if not items:
            return []
        heading = SectionHeading(self.tr("Due"))
        return [heading, RowsCard(*(self._row(one) for one in items))]

    def _row(self, item: ReminderItem) -> QWidget:
        at = self.host.reminders.writer().when(item.falls)
        told = down(plain(item.title, "strong"), plain(at, "muted"), spacing=0)
        icon = IconLabel(ICONS.get(item.what, "bell"), 20, "muted")
        buttons = self._buttons(item, at)
        if self._is_stacked:
            holder = QWidget()
            flow = FlowLayout(holder)
            for button in buttons:
                flow.addWidget(button)
            row = Row(down(across(icon, told, 1, spacing=12), holder, spacing=8), 1)
            spread(row.body, 16, 10, 16, 12, spacing=12)
            return row
        return Row(icon, told, 1, *buttons)

    def _buttons(self, item: ReminderItem, at: str) -> list[Button]:
        buttons: list[Button] = []
        spoken = f"{item.title}, {at}"
        reminders = self.host.reminders
        if item.what == "dose":
            taken = row_button(
                f"take_{item.key}",
                self.tr("Taken"),
                "check",
                spoken=self.tr("Taken: %s") % spoken,
                accent=True,
            )
            taken.clicked.connect(lambda: reminders.take(item))
            buttons.append(taken)
        seen = row_button(f"seen_{item.key}", self.tr("Seen"), spoken=self.tr("Seen: %s") % spoken)
        seen.clicked.connect(lambda: reminders.seen([item]))
        later = MenuButton(
            f"later_{item.key}", self.tr("Later"), "row", spoken=self.tr("Later: %s") % spoken
        )
        for name, said in words.later_words():
            later.add(f"later_{name}", said, partial(reminders.later_by_name, [item], name))
        show = row_button(f"open_{item.key}", self.tr("Open"), spoken=self.tr("Open: %s") % spoken)
        show.clicked.connect(lambda: reminders.open(item))
        return [*buttons, seen, later, show]


def _tr(words: str, number: int) -> str:
    return QCoreApplication.translate("RemindersPage", words, "", number)
