"""What somebody is to do today, and a line about follow-ups that wait to be booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.tasks import Task
from caregiver.services.today import TodayPage as Answer
from ui import follow_ups as words
from ui.tasks import TaskRows
from ui.theme import spread
from ui.widgets.buttons import quiet_button, row_button
from ui.widgets.cards import Card, SectionHeading, across
from ui.widgets.text import plain, set_words

if TYPE_CHECKING:
    from ui.pages import Host


class ToDo(QWidget):
    """Show tasks to tick. Its signals carry the task."""

    ticked = Signal(object, bool)
    change_chosen = Signal(object)

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        add = quiet_button("add_task", self.tr("Add task"), "plus")
        add.clicked.connect(lambda: self.change_chosen.emit(Task()))
        self._heading = SectionHeading(self.tr("To do"), "", add)
        self._rows = TaskRows()
        self._rows.ticked.connect(self.ticked)
        self._rows.change_chosen.connect(self.change_chosen)
        self._due = plain("", "secondary", name="follow_ups_due")
        see = row_button("see_follow_ups", self.tr("See them"),
                         spoken=self.tr("See the follow-ups that are due"))  # fmt: skip
        see.clicked.connect(lambda: host.go("follow_ups"))
        self._card = Card(across(self._due, 1, see), padding=(6, 16))
        for part in (self._heading, self._rows, self._card):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)

    def fill(self, answer: Answer) -> None:
        """Show other tasks, and how many follow-ups wait; nothing in a new file."""
        self._rows.fill(answer.tasks, answer.day, self._host.formats, can_remove=False)
        later = answer.tasks_later
        remark = self.tr("%1 more later or without a day") if later else ""
        self._heading.set_words(self.tr("To do"), remark.replace("%1", str(later)))
        set_words(self._due, words.due_words(answer.follow_ups_due))
        self._card.setVisible(bool(answer.follow_ups_due))
        has_any = bool(answer.tasks or later or answer.follow_ups_due)
        self.setVisible(has_any or not answer.is_new)
