"""Place contacts in two columns where there is room; the 24-hour line stands alone on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.pages.people.member_card import MemberCard
from ui.theme import look, spread
from ui.widgets.cards import clear

NARROWEST_CARD = 330


class CardGrid(QWidget):
    """Hold the cards. It can always be as narrow as one card."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("contacts")
        self._grid = QGridLayout(self)
        spread(self._grid, spacing=16)
        self._cards: Sequence[MemberCard] = ()
        self._columns = 0

    def show_cards(self, cards: Sequence[MemberCard]) -> None:
        """Show other cards, in order."""
        clear(self._grid)
        self._cards = cards
        self._columns = 0
        self._arrange()

    def restyle(self) -> None:
        """Place the cards again."""
        self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose one column or two."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the room of the widest card; a second column is no need."""
        width = max((card.minimumSizeHint().width() for card in self._cards), default=0)
        return QSize(width, self._grid.minimumSize().height())

    def _arrange(self) -> None:
        columns = 2 if self.width() >= 2 * look().px(NARROWEST_CARD) + look().gap(16) else 1
        if columns == self._columns:
            return
        self._columns = columns
        place = 0
        for card in self._cards:
            if card.member.is_team_line or columns == 1:
                place += -place % columns
                self._grid.addWidget(card, place // columns, 0, 1, columns)
                place += columns
            else:
                self._grid.addWidget(card, place // columns, place % columns)
                place += 1
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.updateGeometry()
