"""Show tasks as rows with a box to tick."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caregiver.domain.tasks import Task
from caregiver.formats import Formats
from ui import follow_ups as words
from ui.theme import spread
from ui.widgets.buttons import icon_button
from ui.widgets.cards import Row, RowsCard, down
from ui.widgets.text import plain
from ui.widgets.ticks import CheckBox


class TaskRow(Row):
    """Show one task. Its signals carry the task."""

    ticked = Signal(object, bool)
    change_chosen = Signal(object)
    removal_chosen = Signal(object)

    def __init__(
        self, task: Task, today: date, formats: Formats, *, can_remove: bool = True
    ) -> None:
        super().__init__()
        spread(self.body, 12, 4, 8, 4, spacing=4)
        line = words.task_line(task, today, formats)
        spoken = ", ".join(part for part in (task.title, line) if part)
        box = CheckBox(f"task_{task.id}", "", spoken=self.tr("Done: %1").replace("%1", spoken))
        box.setChecked(task.done_on is not None)
        box.toggled.connect(partial(self.ticked.emit, task))
        title = plain(task.title, "muted" if task.done_on else "body")
        title.setBuddy(box)
        told = down(title, *([plain(line, "muted")] if line else []), spacing=0)
        front = QWidget()
        row = QHBoxLayout(front)
        spread(row, 0, 4, 0, 4, spacing=4)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(told, 1, Qt.AlignmentFlag.AlignVCenter)
        self.body.addWidget(front, 1)
        change = icon_button(f"change_task_{task.id}",
                             self.tr("Change task: %1").replace("%1", task.title),
                             "pencil", quiet=True)  # fmt: skip
        change.clicked.connect(partial(self.change_chosen.emit, task))
        self.body.addWidget(change)
        if can_remove:
            remove = icon_button(f"remove_task_{task.id}",
                                 self.tr("Remove task: %1").replace("%1", task.title),
                                 "trash-2", quiet=True)  # fmt: skip
            remove.clicked.connect(partial(self.removal_chosen.emit, task))
            self.body.addWidget(remove)


class TaskRows(RowsCard):
    """Show tasks in a card. Its signals carry the task."""

    ticked = Signal(object, bool)
    change_chosen = Signal(object)
    removal_chosen = Signal(object)

    def fill(
        self, tasks: Iterable[Task], today: date, formats: Formats, *, can_remove: bool = True
    ) -> None:
        """Show other tasks; nothing is shown where there are none."""
        rows = [TaskRow(one, today, formats, can_remove=can_remove) for one in tasks]
        queued = Qt.ConnectionType.QueuedConnection
        for row in rows:
            row.ticked.connect(self.ticked, queued)
            row.change_chosen.connect(self.change_chosen, queued)
            row.removal_chosen.connect(self.removal_chosen, queued)
        self.set_rows(*rows)
        self.setVisible(bool(rows))
