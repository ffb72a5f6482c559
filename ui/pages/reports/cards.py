"""The cards of the page: a small picture of each paper, what it is for, and a way in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ui import icons
from ui.pages.reports.page_view import PageView
from ui.pages.reports.papers import PaperKind
from ui.theme import look, spread
from ui.widgets.buttons import Button, row_button
from ui.widgets.cards import Card, across, down
from ui.widgets.text import icon_line, plain

PICTURE, TWO_COLUMNS = 124, 800
PAGE_RATIO = 11 / 8.5


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
        self._button: Button = row_button(f"open_{kind.key}", words, "eye",
                                          spoken=f"{words}: {kind.name()}")  # fmt: skip
        self._button.clicked.connect(lambda: self.opened.emit(self._key))
        words_column = down(
            icon_line(kind.icon, kind.name(), "strong"), plain(kind.line(), "muted"), 1,
            across(self._button, 1), spacing=8,
        )  # fmt: skip
        row = QWidget()
        inner = QHBoxLayout(row)
        spread(inner, spacing=16)
        inner.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(words_column, 1)
        self.add(row)
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
        width = look().gap(PICTURE)
        self._picture.setFixedSize(width, self._picture.heightForWidth(width))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the preview."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._key)


class IconPicture(QWidget):
    """Draw an icon where the other cards show a page: what is behind it is no paper."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.restyle()

    def restyle(self) -> None:
        """Take the size of the pictures of pages again."""
        width = look().gap(PICTURE)
        self.setFixedSize(width, round(width * PAGE_RATIO))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a quiet field with the icon in its middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().color("hairline"), 1))
        painter.setBrush(look().color("alt"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        side = self.width() * 0.4
        place = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        icons.paint(painter, self._icon, place, "muted")
        painter.end()


class FilesCard(Card):
    """Show what leaves the program as files: a copy of everything, tables for spreadsheets."""

    def __init__(self, key: str, icon: str, words: tuple[str, str], action: Button) -> None:
        """Take the icon, and the title with the line below it."""
        super().__init__(padding=(16, 16))
        self.setObjectName(f"card_{key}")
        title, line = words
        column = down(
            icon_line(icon, title, "strong"), plain(line, "muted"), 1,
            across(action, 1), spacing=8,
        )  # fmt: skip
        row = QWidget()
        inner = QHBoxLayout(row)
        spread(inner, spacing=16)
        inner.addWidget(IconPicture(icon), 0, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(column, 1)
        self.add(row)


class CardGrid(QWidget):
    """Show cards two by two, or one under the other where there is little room."""

    def __init__(self, cards: Sequence[QWidget]) -> None:
        super().__init__()
        self._cards = list(cards)
        self._columns = 0
        self._grid = QGridLayout(self)
        spread(self._grid, spacing=16)
        self._place(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose how many stand side by side."""
        super().resizeEvent(event)
        self._place(2 if event.size().width() >= look().px(TWO_COLUMNS) else 1)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
