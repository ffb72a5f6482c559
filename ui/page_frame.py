"""Stand around a page: its scrolling, its details pane, and Page Up and Page Down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from ui.pages import Page
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.details_pane import DetailsPane

WIDEST_PAGE = 1112
NARROWEST_BESIDE = 540
NARROWEST_REST = 200
SHADE = 150  # of 255


class _Shade(QWidget):
    """Dim the page under a form that lies on top of it; a click there closes the form."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page_shade")
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay a veil in the color of the window over the page."""
        painter = QPainter(self)
        veil = look().color("window")
        veil.setAlpha(SHADE)
        painter.fillRect(self.rect(), veil)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close the pane; drafts are kept."""
        self.clicked.emit()


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
        self._shade = _Shade(self)
        self._shade.clicked.connect(lambda: page.set_details(None))
        self._pane = DetailsPane(self)
        self._calmed: list[Button] = []
        self._has_form = False
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
        shortcut.activated.connect(lambda: self.page.keep_focus(lambda: self.page.turn(periods)))

    def _show_details(self, content: QWidget | None) -> None:
        focused: QWidget | None = self.focusWidget()
        had_focus = focused is not None and self._pane.isAncestorOf(focused)
        self._pane.show_content(content)
        self._has_form = any(_is_main(one) for one in self._pane.findChildren(Button))
        self._calm_page(self._has_form)
        self._place()
        if content is None and had_focus:
            (self.page.first_focus() or self.page).setFocus(Qt.FocusReason.OtherFocusReason)

    def _calm_page(self, is_calm: bool) -> None:
        """Outline the filled buttons of the page while the pane has one: one on a screen."""
        for button in self._calmed:
            if isValid(button):
                button.set_role("main")
        mains = [one for one in self.page.findChildren(Button) if _is_main(one)]
        self._calmed = mains if is_calm else []
        for button in self._calmed:
            button.set_role("second")

    def _place(self) -> None:
        room = self.rect()
        self._shade.setGeometry(room)
        self._shade.hide()
        if self._pane.isHidden():
            self._scroll.setGeometry(room)
            return
        width = min(self._pane.wanted_width(), room.width())
        beside = room.width() - width >= look().px(NARROWEST_BESIDE)
        if room.width() - width < look().gap(NARROWEST_REST):
            width = room.width()  # a strip of cut words beside the pane helps nobody
        self._shade.setVisible(self._has_form and not beside)
        self._shade.raise_()
        self._pane.setGeometry(room.right() + 1 - width, 0, width, room.height())
        self._scroll.setGeometry(0, 0, room.width() - (width if beside else 0), room.height())
        self._pane.raise_()


def _is_main(button: Button) -> bool:
    return bool(button.property("role") == "main")
