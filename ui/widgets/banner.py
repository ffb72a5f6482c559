"""Show one calm line under the top bar, with one thing to do, until it is closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.theme import set_role, spread
from ui.widgets.buttons import icon_button, row_button
from ui.widgets.naming import named
from ui.widgets.text import first_line_icon, plain, set_words


class Banner(QWidget):
    """Say something about the whole program; hidden until there is something."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "banner", "")
        outer = QHBoxLayout(self)
        spread(outer, 16, 8, 16, 8, spacing=0)
        box = QFrame()
        set_role(box, "message_accent")
        outer.addWidget(box)
        row = QHBoxLayout(box)
        spread(row, 12, 4, 4, 4, spacing=8)
        row.addWidget(first_line_icon("bell", 20, "accent"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._words: QLabel = plain("", name="banner_words")
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._button = row_button("banner_act", "")
        self._button.clicked.connect(self._acted)
        self._close = icon_button("banner_close", self.tr("Close this line"), "x", quiet=True)
        self._close.clicked.connect(self.hide)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._act: Callable[[], object] = lambda: None
        self.hide()

    def tell(self, sentence: str, button: str, act: Callable[[], object]) -> None:
        """Show a sentence with a button, and have it spoken."""
        set_words(self._words, sentence)
        self.setAccessibleName(sentence)
        self._button.set_words(button)
        self._act = act
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def words(self) -> str:
        """Return the sentence shown."""
        return self._words.text()

    def _acted(self) -> None:
        self.hide()
        self._act()
