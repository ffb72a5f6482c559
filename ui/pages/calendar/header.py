"""Show the title of the calendar, the way through time, and what can be added."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ui.theme import look, spread
from ui.widgets.buttons import MenuButton, icon_button, link_button, main_button
from ui.widgets.segmented import SegmentedControl
from ui.widgets.text import plain, set_words

LIST, MONTH = "list", "month"


class CalendarHeader(QWidget):
    """Hold title, turning, views and buttons: on one line, or on two where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.earlier = icon_button("earlier", self.tr("Earlier"), "chevron-left")
        self.later = icon_button("later", self.tr("Later"), "chevron-right")
        self.today = link_button("to_today", self.tr("Today"))
        views = [(LIST, self.tr("List")), (MONTH, self.tr("Month"))]
        self.views = SegmentedControl("view", self.tr("View"), views)
        self.more = MenuButton("calendar_more", self.tr("More"))
        self.add = main_button("add_appointment", self.tr("Add appointment"), "plus")
        self._title = plain("", "title", wrap=False, name="page_title")
        self._left, self._right = QWidget(), QWidget()
        for holder, parts in (
            (self._left, (self._title, self.earlier, self.later, self.today)),
            (self._right, (self.views, self.more, self.add)),
        ):
            row = QHBoxLayout(holder)
            spread(row, spacing=8)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        spread(self._row, spacing=8)
        self._row.addWidget(self._left, 1)
        self._row.addWidget(self._right)
        self.restyle()

    def set_title(self, words: str) -> None:
        """Change the title."""
        set_words(self._title, words)
        self._arrange()

    def restyle(self) -> None:
        """Take the height again."""
        self.setMinimumHeight(look().px(52))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose one line or two."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        needed = self._left.sizeHint().width() + self._right.sizeHint().width() + look().gap(8)
        fits = needed <= self.width() or self.width() < 1
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the wider half: the other can go on a line of its own."""
        left, right = self._left.minimumSizeHint(), self._right.minimumSizeHint()
        height = self._row.minimumSize().height()
        return QSize(max(left.width(), right.width()), height)
