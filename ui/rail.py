"""Show the pages at the left: icon and word, the selected one with three signs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.pages import PageEntry
from ui.theme import look, spread
from ui.widgets.cards import hairline
from ui.widgets.naming import named

WIDE, ROW, NARROW_ICON = 200, 44, 24


class RailButton(QAbstractButton):
    """Show one page: a row when wide, an icon over its word when narrow."""

    def __init__(self, entry: PageEntry) -> None:
        super().__init__()
        self._entry = entry
        self._is_narrow = False
        named(self, f"go_{entry.key}", entry.name())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(entry.keys)

    def set_narrow(self, is_narrow: bool) -> None:
        """Change between row and icon over word."""
        self._is_narrow = is_narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for icon and word."""
        if self._is_narrow:
            metrics = QFontMetrics(look().font("small_strong"))
            words = metrics.horizontalAdvance(self._entry.short_name())
            height = look().px(NARROW_ICON) + metrics.height() + look().gap(14)
            return QSize(words + look().gap(16), height)
        metrics = QFontMetrics(look().font("strong"))
        left = look().px(44)
        width = left + metrics.horizontalAdvance(self._entry.name()) + 8
        return QSize(width, look().px(ROW))

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw background, bar, icon and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        if is_on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().color("accent_soft" if is_on else "alt"))
            painter.drawRoundedRect(self.rect(), 8, 8)
        token = "accent" if is_on else "text" if self.isEnabled() else "muted"
        if is_on:
            height = look().px(24)
            bar = QRectF(0, (self.height() - height) / 2, 4, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().color("accent"))
            painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(look().color(token))
        if self._is_narrow:
            self._paint_narrow(painter, token)
        else:
            self._paint_row(painter, token)
        painter.end()

    def _paint_row(self, painter: QPainter, token: str) -> None:
        side = look().px(20)
        box = QRectF(look().px(12), (self.height() - side) / 2, side, side)
        icons.paint(painter, self._entry.icon, box, token)
        painter.setFont(look().font("strong" if self.isChecked() else "body"))
        words = self.rect().adjusted(look().px(44), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, flags, self._entry.name())

    def _paint_narrow(self, painter: QPainter, token: str) -> None:
        side = look().px(NARROW_ICON)
        top = look().gap(5)
        box = QRectF((self.width() - side) / 2, top, side, side)
        icons.paint(painter, self._entry.icon, box, token)
        painter.setFont(look().font("small_strong" if self.isChecked() else "small"))
        words = QRect(0, top + side, self.width(), self.height() - top - side)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._entry.short_name())


class Rail(QFrame):
    """Show the pages in their fixed order; arrow keys move, Enter or Space opens."""

    page_chosen = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], foot: QWidget) -> None:
        """Take the pages and what stands below them when the rail is wide."""
        super().__init__()
        named(self, "rail", self.tr("Pages"))
        self.setProperty("role", "rail")
        self._is_narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._make_list(entries), 1)
        self._foot = QVBoxLayout()
        spread(self._foot, 8, 0, 8, 8, spacing=8)
        self._foot.addWidget(foot)
        column.addLayout(self._foot)
        self.restyle()

    def _make_list(self, entries: Sequence[PageEntry]) -> QScrollArea:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        spread(rows, 8, 8, 8, 8, spacing=0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        for number, entry in enumerate(entries):
            if entry.key == "settings":
                rows.addSpacing(8)
                rows.addWidget(hairline())
                rows.addSpacing(4)
            button = RailButton(entry)
            self._group.addButton(button, number)
            self._buttons[entry.key] = button
            rows.addWidget(button)
        rows.addStretch(1)
        self._group.idClicked.connect(lambda n: self.page_chosen.emit(entries[n].key))
        scroll = QScrollArea()
        scroll.setObjectName("rail_scroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        self._list = scroll
        return scroll

    def select(self, key: str) -> None:
        """Show which page is open; none for a page that is not in the rail."""
        button = self._buttons.get(key)
        if button is not None:
            button.setChecked(True)
            self._list.ensureWidgetVisible(button)
            return
        self._group.setExclusive(False)
        for each in self._buttons.values():
            each.setChecked(False)
        self._group.setExclusive(True)

    def set_narrow(self, is_narrow: bool) -> None:
        """Change between rows and icons with words under them."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            for button in self._buttons.values():
                button.set_narrow(is_narrow)
            self.restyle()

    def take_foot(self, foot: QWidget) -> None:
        """Show a widget below the pages."""
        self._foot.addWidget(foot)

    def first_focus(self) -> QWidget:
        """Return the button of the open page."""
        checked = self._group.checkedButton()
        return checked or next(iter(self._buttons.values()))

    def restyle(self) -> None:
        """Take the width again."""
        widest = max(each.sizeHint().width() for each in self._buttons.values())
        bar = look().px(12) + 4 if self._is_narrow else 0
        width = widest + 2 * look().gap(8) + 1 + bar
        self.setFixedWidth(width if self._is_narrow else max(look().px(WIDE), width))
        for each in self._buttons.values():
            each.updateGeometry()
