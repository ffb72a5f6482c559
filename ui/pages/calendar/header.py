"""Show the title of the calendar, the way through time, and what can be added."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

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
        self.more = MenuButton("calendar_more", self.tr("More"))
        self.add = main_button("add_appointment", self.tr("Add appointment"), "plus")
        self._title = plain("", "title", wrap=False, name="page_title")
        self._left = across(self._title, self.earlier, self.later, self.today, 1)
        self._buttons = across(self.show_button, self.more, self.add, 1)
        self._right = QWidget()
        self._inner = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._right)
        spread(self._inner, spacing=8)
        self._inner.addWidget(self.views)
        self._inner.addWidget(self._buttons)
        self._inner.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        spread(self._row, spacing=8)
        self._row.addWidget(self._left, 1)
        self._row.addWidget(self._right)
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
        parts = (self._left, self.views, self._buttons)
        width = max(part.minimumSizeHint().width() for part in parts)
        return QSize(width, max(look().px(52), self._row.minimumSize().height()))

    def sizeHint(self) -> QSize:
        """Return the same height: the lines there are, and no more."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def _arrange(self) -> None:
        gap, room = look().gap(8), self.width()
        right = self.views.sizeHint().width() + self._buttons.sizeHint().width() + gap
        _turn(self._inner, fits=right <= room or room < 1)
        needed = self._left.sizeHint().width() + right + gap
        _turn(self._row, fits=needed <= room or room < 1)
        self.updateGeometry()


def _turn(row: QBoxLayout, *, fits: bool) -> None:
    direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
    if direction != row.direction():
        row.setDirection(direction)
