"""Show brand, "Add anything", the bell, Search and Undo above every page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from ui.bell import BellButton
from ui.theme import look, set_role, spread
from ui.widgets.add_line import AddLine
from ui.widgets.buttons import Button, icon_button
from ui.widgets.naming import named
from ui.widgets.text import plain

LEAST_LINE = 220


class TopBar(QFrame):
    """Stand at the top of the window; signals say what was asked for."""

    search_asked = Signal()
    undo_asked = Signal()
    reminders_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        """Take the window over which the add line opens its panel."""
        super().__init__()
        named(self, "top_bar", self.tr("Top bar"))
        self.setProperty("role", "topbar")
        row = QHBoxLayout(self)
        spread(row, 8, 0, 16, 1, spacing=8)
        self.menu_button = icon_button("main_menu", self.tr("Menu"), "menu", quiet=True)
        self.menu = QMenu(self)
        self.menu_button.clicked.connect(self.open_menu)
        self._brand = plain(self.tr("Caregiver Organizer"), "strong", wrap=False, name="brand")
        self.add_line = AddLine(window)
        self.example = plain(self.tr("EXAMPLE"), "on_example", wrap=False, name="example_word")
        self.example.setContentsMargins(10, 4, 10, 4)
        self.example.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.search = Button("search_button", self.tr("Search"), "quiet", icon="search")
        self.undo = Button("undo_button", self.tr("Undo"), "row", icon="undo-2")
        self.bell = BellButton()
        self.bell.clicked.connect(self.reminders_asked)
        self.search.clicked.connect(self.search_asked)
        self.undo.clicked.connect(self.undo_asked)
        row.addWidget(self.menu_button)
        row.addWidget(self._brand)
        row.addWidget(self.add_line, 100)
        row.addStretch(1)
        for part in (self.example, self.bell, self.search, self.undo):
            row.addWidget(part)
        self._label = ""
        self._holder = window
        set_role(self.example, "on_example")
        self.show_example(False)
        self.set_undo_label("")
        self.restyle()

    def open_menu(self) -> None:
        """Open the menu of menus."""
        self.menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def set_undo_label(self, label: str) -> None:
        """Name the action that Undo would take back; "" when there is none."""
        self._label = label
        self.undo.setEnabled(bool(label))
        self._fit()

    def show_example(self, is_example: bool) -> None:
        """Show the word EXAMPLE or not."""
        self.example.setVisible(is_example)

    def restyle(self) -> None:
        """Take sizes again."""
        self.setFixedHeight(look().px(56))
        self.add_line.setMaximumWidth(look().px(480))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten words where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many words as there is room for; what is spoken stays the same."""
        full = self.tr("Undo: %1").replace("%1", self._label) if self._label else self.tr("Undo")
        width = self.width() / look().scale
        self._brand.setVisible(width >= 1000)
        column = look().px(200) + look().gap(24) - look().gap(8)
        taken = self.menu_button.sizeHint().width() + look().gap(8) + 8
        self._brand.setFixedWidth(max(self._brand.sizeHint().width(), column - taken))
        self.add_line.set_short(width < 700)
        self.undo.set_words(full, spoken=full)
        self.search.set_words(self.tr("Search"))
        others = taken + self.search.sizeHint().width() + self.bell.sizeHint().width()
        others += look().gap(56) + look().px(LEAST_LINE)
        if width < 1000 and self.undo.sizeHint().width() + others > self.width():
            self.undo.set_words(self.tr("Undo"), spoken=full)
            if self.undo.sizeHint().width() + others > self.width():
                self.search.set_words("", spoken=self.tr("Search"))
