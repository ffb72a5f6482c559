"""Show the title of the follow-ups and what can be added: on one line, or on two."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.theme import look, spread
from ui.widgets.buttons import main_button, quiet_button, second_button
from ui.widgets.cards import across, down
from ui.widgets.text import plain


class FollowUpsHeader(QWidget):
    """Hold title, what it is, and the buttons; these go below where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.calendar = quiet_button("to_calendar", self.tr("Calendar"), "calendar-days",
                                     spoken=self.tr("Back to the calendar"))  # fmt: skip
        self.add_task = second_button("add_task", self.tr("Add task"), "plus")
        self.add = main_button("add_follow_up", self.tr("Add follow-up"), "plus")
        wins = self.tr("Things to come back to, and things to do. "
                       "The team\N{RIGHT SINGLE QUOTATION MARK}s own plan wins.")  # fmt: skip
        title = plain(self.tr("Follow-ups & tasks"), "title", name="page_title")
        self._words = down(title, plain(wins, "muted", name="page_subtitle"), spacing=0)
        self._buttons = across(self.calendar, self.add_task, self.add, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        spread(self._row, 0, 0, 0, 4, spacing=8)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._buttons)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose how many lines there are."""
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Choose how many lines there are."""
        self._arrange()

    def _arrange(self) -> None:
        needed = self._buttons.sizeHint().width() + look().px(360)
        fits = self.width() < 1 or needed <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
