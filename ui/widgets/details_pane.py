"""Show one thing in detail at the right of a page, or on top of it when there is no room."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.theme import look, spread
from ui.widgets.buttons import icon_button
from ui.widgets.cards import clear, down, hairline
from ui.widgets.naming import named
from ui.widgets.record_form import RecordForm
from ui.widgets.text import plain

DETAILS_WIDTH, FORM_WIDTH = 288, 420


class DetailsPane(QFrame):
    """Hold the widget a page hands over; scrolls by itself, closes with Esc."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "details_pane", self.tr("Details"))
        self.setProperty("role", "details")
        self._content: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        spread(bar, 8, 4, 8, 0, spacing=0)
        bar.addStretch(1)
        self.close_button = icon_button("close_details", self.tr("Close details"), "x", quiet=True)
        bar.addWidget(self.close_button)
        column.addLayout(bar)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("details_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        self._foot_line = hairline()
        column.addWidget(self._foot_line)
        self._foot = QVBoxLayout()
        column.addLayout(self._foot)
        self._show_footer(None)
        self.hide()

    def show_content(self, content: QWidget | None) -> None:
        """Show a widget, or close for None; the one before is freed, its drafts are kept.

        Save and Cancel, the `footer` of a form, stay in sight below what scrolls.
        """
        for form in _forms(self._content):
            form.keep_draft()
        clear(self._foot)
        self._show_footer(None)
        old: QWidget | None = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        self._content = content
        if content is not None:
            holder = QWidget()
            column = QVBoxLayout(holder)
            spread(column, 24, 0, 24, 24, spacing=0)
            column.addWidget(content)
            column.addStretch(1)
            self._scroll.setWidget(holder)
            footer = _footer(content)
            self._show_footer(footer)
            if footer is not None:
                _tab_last(holder, footer)
        self.setVisible(content is not None)

    def _show_footer(self, footer: QWidget | None) -> None:
        space = (24, 12, 24, 12) if footer is not None else (0,)
        spread(self._foot, *space, spacing=0)
        self._foot_line.setVisible(footer is not None)
        if footer is not None:
            self._foot.addWidget(footer)
            footer.show()

    def wanted_width(self) -> int:
        """Return how wide the content wants to be; `pane_width` of the content says, in px."""
        wish = getattr(self._content, "pane_width", DETAILS_WIDTH)
        return look().px(int(wish))

    def content(self) -> QWidget | None:
        """Return what is shown."""
        return self._content

    def has_focus(self) -> bool:
        """Say whether the cursor is in what is shown."""
        focused: QWidget | None = self.window().focusWidget()
        return self.isVisible() and focused is not None and self.isAncestorOf(focused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_button.click()
        else:
            super().keyPressEvent(event)


def _forms(content: QWidget | None) -> list[RecordForm[Any]]:
    if content is None or not isValid(content):
        return []
    if isinstance(content, RecordForm):
        return [content]
    return content.findChildren(RecordForm)


def _footer(content: QWidget) -> QWidget | None:
    """Return the buttons to keep in sight: the content's own, or those of its only form."""
    own: QWidget | None = getattr(content, "footer", None)
    forms = _forms(content)
    if own is None and len(forms) == 1:
        return forms[0].footer
    return own


def _tab_last(holder: QWidget, footer: QWidget) -> None:
    """Let Tab reach the buttons of `footer` after all fields: they were made before those."""
    last: QWidget | None = None
    inside = set(holder.findChildren(QWidget))
    widget: QWidget | None = holder.nextInFocusChain()
    while widget is not None and widget is not holder:
        takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        last = widget if takes_focus and widget in inside else last
        widget = widget.nextInFocusChain()
    for button in footer.findChildren(QPushButton):
        if last is not None:
            QWidget.setTabOrder(last, button)
        last = button


def pane_title(title: str, subtitle: str = "") -> QWidget:
    """Return the head of a pane."""
    words = [plain(title, "pane")]
    if subtitle:
        words.append(plain(subtitle, "muted"))
    return down(*words, spacing=0)


def pane_section(heading: str, *parts: QWidget) -> QWidget:
    """Return one section of a pane: a thin line above, a heading, and its widgets."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    spread(column, 0, 16, 0, 0, spacing=8)
    column.addWidget(hairline())
    column.addSpacing(look().gap(8))
    if heading:
        column.addWidget(plain(heading, "strong"))
    for part in parts:
        column.addWidget(part)
    return holder
