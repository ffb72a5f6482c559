"""Show the title of the calendar, the way through time, and what can be added."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from ui.pages.calendar.periods import DAY, LIST, MONTH, WEEK
from ui.theme import look, spread
from ui.widgets.buttons import MenuButton, icon_button, link_button, main_button, quiet_button
from ui.widgets.cards import across
from ui.widgets.segmented import SegmentedControl
from ui.widgets.text import plain, set_words


class CalendarHeader(QWidget):
    """Hold title, turning, views and buttons: on one line, or on more where there is no room."""

    def __init__(self, view: str) -> None:
        """Begin with a view chosen."""
        super().__init__()
        self.earlier = icon_button("earlier", self.tr("Earlier"), "chevron-left")
        self.later = icon_button("later", self.tr("Later"), "chevron-right")
        self.today = link_button("to_today", self.tr("Today"))
        views = [(LIST, self.tr("List")), (DAY, self.tr("Day")), (WEEK, self.tr("Week")),
                 (MONTH, self.tr("Month"))]  # fmt: skip
        self.views = SegmentedControl("view", self.tr("View"), views)
        self.views.choose(view)
        self.show_button = quiet_button("choose_shown", self.tr("Show"), "list-filter",
                                        spoken=self.tr("Choose what to show"))  # fmt: skip
        self.follow_ups = quiet_button("to_follow_ups", self.tr("Follow-ups"), "calendar-clock",
                                       spoken=self.tr("Follow-ups and tasks"))  # fmt: skip
        self.more = MenuButton("calendar_more", self.tr("More"))
        self.add = main_button("add_appointment", self.tr("Add appointment"), "plus")
        self._title = plain("", "title", wrap=False, name="page_title")
        self._left = across(self._title, self.earlier, self.later, self.today, 1)
        self._quiet = across(self.show_button, self.follow_ups, self.more, 1)
        self._grid = QGridLayout(self)
        spread(self._grid, spacing=8)
        self._lines = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._turn_arrows()
        self.restyle()

    def set_title(self, words: str) -> None:
        """Change the title."""
        set_words(self._title, words)
        self._arrange()

    def restyle(self) -> None:
        """Choose how many lines there are."""
        self._arrange()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Turn the arrows with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn_arrows()

    def _turn_arrows(self) -> None:
        left, right = "chevron-left", "chevron-right"
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.earlier.set_icon(right if is_mirrored else left)
        self.later.set_icon(left if is_mirrored else right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose how many lines there are."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the size of the widest part: each can have a line of its own."""
        width = max(part.minimumSizeHint().width() for part in self._parts())
        return QSize(width, max(look().px(52), self._grid.minimumSize().height()))

    def sizeHint(self) -> QSize:
        """Return the same height: the lines there are, and no more."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def _parts(self) -> tuple[QWidget, QWidget, QWidget, QWidget]:
        return self._left, self.views, self._quiet, self.add

    def _arrange(self) -> None:
        gap, room = look().gap(8), self.width()
        left, views, quiet, add = (part.sizeHint().width() for part in self._parts())
        if room < 1 or left + views + quiet + add + 3 * gap <= room:
            lines = 1
        elif left + add + gap <= room and views + quiet + gap <= room:
            lines = 2
        else:
            lines = 4
        if lines != self._lines:
            self._lines = lines
            self._place(lines)
        self.updateGeometry()

    def _place(self, lines: int) -> None:
        """Put the parts on so many lines; on two, the main button stays in the first one."""
        left, views, quiet, add = self._parts()
        begin, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        order = (left, add, views, quiet) if lines == 2 else (left, views, quiet, add)
        while self._grid.count():
            self._grid.takeAt(0)
        for column in range(len(order)):
            self._grid.setColumnStretch(column, 0)
        if lines == 1:
            for column, part in enumerate(order):
                self._grid.addWidget(part, 0, column)
        elif lines == 2:
            self._grid.addWidget(left, 0, 0, 1, 3)
            self._grid.addWidget(add, 0, 3, end)
            self._grid.addWidget(views, 1, 0)
            self._grid.addWidget(quiet, 1, 1, 1, 3, begin)
        else:
            for row, part in enumerate(order):
                self._grid.addWidget(part, row, 0, 1, 4, begin)
        self._grid.setColumnStretch(0 if lines == 1 else 2, 1)
        stops = [button for part in order for button in _buttons(part)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)


def _buttons(part: QWidget) -> list[QWidget]:
    return [part] if isinstance(part, QPushButton) else list(part.findChildren(QPushButton))
