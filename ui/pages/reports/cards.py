"""The cards of the page: a small picture of each paper, what it is for, and a way in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QSizePolicy

from ui.pages.reports.page_view import PageView
from ui.pages.reports.papers import PaperKind
from ui.theme import look
from ui.widgets.buttons import Button, row_button
from ui.widgets.cards import Card, across
from ui.widgets.text import icon_line, plain

WIDTH, HEIGHT = 320, 396


class PaperCard(Card):
    """Show one paper; a click anywhere or the button opens its preview."""

    opened = Signal(str)

    def __init__(self, kind: PaperKind, words: str) -> None:
        super().__init__(padding=(16, 16))
        self.setObjectName(f"card_{kind.key}")
        self._key = kind.key
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture = PageView(f"picture_{kind.key}", kind.name())
        self._picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.add(self._picture)
        self.add(icon_line(kind.icon, kind.name(), "strong"))
        self.add(plain(kind.line(), "muted"))
        self.body.addStretch(1)
        self._button: Button = row_button(f"open_{kind.key}", words, "eye",
                                          spoken=f"{words}: {kind.name()}")  # fmt: skip
        self._button.clicked.connect(lambda: self.opened.emit(self._key))
        self.add(across(self._button, 1))
        self.restyle()

    def show_image(self, image: QImage) -> None:
        """Show the first page."""
        self._picture.show_image(image)
        self.restyle()

    def button(self) -> Button:
        """Return the button that opens the preview."""
        return self._button

    def restyle(self) -> None:
        """Take the size again."""
        width = look().gap(150)
        self._picture.setFixedSize(width, self._picture.heightForWidth(width))

    def sizeHint(self) -> QSize:
        """Return the same size for every card, so that they stand in lines."""
        width = look().px(WIDTH)
        return QSize(width, max(look().px(HEIGHT), self.heightForWidth(width)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the preview."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._key)
