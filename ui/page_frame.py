"""Stand around a page: its scrolling, its details pane, and Page Up and Page Down."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.pages import Page
from ui.theme import look
from ui.widgets.details_pane import DetailsPane

WIDEST_PAGE = 1112
NARROWEST_BESIDE = 560


class PageFrame(QWidget):
    """Show a page with its details pane beside it, or on top of it when narrow."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.setObjectName("page_area")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName(f"{page.key}_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setWidget(page)
        self._pane = DetailsPane(self)
        self._pane.close_button.clicked.connect(lambda: page.set_details(None))
        page.details_changed.connect(self._show_details)
        if type(page).turn is not Page.turn:
            self._turn_with("PgUp", -1)
            self._turn_with("PgDown", 1)
        self.restyle()

    def pane(self) -> DetailsPane:
        """Return the details pane."""
        return self._pane

    def restyle(self) -> None:
        """Take widths again."""
        self.page.setMaximumWidth(look().px(WIDEST_PAGE))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place page and pane."""
        super().resizeEvent(event)
        self._place()

    def _turn_with(self, keys: str, periods: int) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.page.turn(periods))

    def _show_details(self, content: QWidget | None) -> None:
        focused: QWidget | None = self.focusWidget()
        had_focus = focused is not None and self._pane.isAncestorOf(focused)
        self._pane.show_content(content)
        self._place()
        if content is None and had_focus:
            (self.page.first_focus() or self.page).setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        room = self.rect()
        if self._pane.isHidden():
            self._scroll.setGeometry(room)
            return
        width = min(self._pane.wanted_width(), room.width())
        beside = room.width() - width >= look().px(NARROWEST_BESIDE)
        self._pane.setGeometry(room.right() + 1 - width, 0, width, room.height())
        self._scroll.setGeometry(0, 0, room.width() - (width if beside else 0), room.height())
        self._pane.raise_()
