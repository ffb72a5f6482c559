"""Arrange a page: cards, rows, headings, the header of a page, chips, messages, empty states."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import look, set_role, spread
from ui.widgets.buttons import Button
from ui.widgets.text import IconLabel, first_line_icon, plain, set_words


def frame(role: str) -> QFrame:
    """Return an empty frame with a role of the style sheet."""
    result = QFrame()
    result.setProperty("role", role)
    return result


def hairline() -> QFrame:
    """Return a thin line that only separates."""
    line = frame("line")
    line.setFixedHeight(1)
    return line


def clear(layout: QLayout) -> None:
    """Remove and free everything a layout holds."""
    while layout.count():
        entry = layout.takeAt(0)
        if entry is None:
            return
        widget, inner = entry.widget(), entry.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def fill_row(row: QHBoxLayout, parts: Sequence[QWidget | int]) -> None:
    """Put widgets side by side; an int lets the text before it take the free room.

    After a button, a chip or an icon, which must not grow, the int is empty room instead.
    """
    before: QWidget | None = None
    for part in parts:
        if not isinstance(part, int):
            row.addWidget(part)
            before = part
        elif before is None or isinstance(before, (Button, Chip, IconLabel)):
            row.addStretch(part)
        else:
            row.setStretchFactor(before, part)


def across(*parts: QWidget | int, spacing: int = 8) -> QWidget:
    """Return widgets side by side; for an int see `fill_row`."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    spread(row, spacing=spacing)
    fill_row(row, parts)
    return holder


def down(*parts: QWidget | int, spacing: int = 4) -> QWidget:
    """Return widgets one under the other; an int is a stretch of that weight."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    spread(column, spacing=spacing)
    for part in parts:
        if isinstance(part, int):
            column.addStretch(part)
        else:
            column.addWidget(part)
    return holder


class Card(QFrame):
    """Show a white box with rounded corners that holds one thing or a list of rows."""

    def __init__(self, *parts: QWidget, padding: tuple[int, int] = (12, 16)) -> None:
        """Take the widgets inside, top to bottom; padding is (top and bottom, sides)."""
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        vertical, side = padding
        spread(self.body, side, vertical, side, vertical, spacing=4)
        for part in parts:
            self.body.addWidget(part)

    def add(self, part: QWidget) -> None:
        """Add a widget at the bottom."""
        self.body.addWidget(part)


class RowsCard(QFrame):
    """Show a card of rows with a thin line between them."""

    def __init__(self, *rows: QWidget) -> None:
        """Take the rows, top to bottom; better `Row`s."""
        super().__init__()
        self.setProperty("role", "card")
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(1, 1, 1, 1)
        self._body.setSpacing(0)
        self.set_rows(*rows)

    def set_rows(self, *rows: QWidget) -> None:
        """Show other rows."""
        clear(self._body)
        for index, row in enumerate(rows):
            if index:
                self._body.addWidget(hairline())
            self._body.addWidget(row)


class Row(QFrame):
    """Show one row of a card: widgets side by side, at least `height` px high."""

    def __init__(self, *parts: QWidget | int, height: int = 44) -> None:
        """Take the widgets left to right; for an int see `fill_row`."""
        super().__init__()
        self._height = height
        self.setProperty("role", "row")
        self.body = QHBoxLayout(self)
        spread(self.body, 16, 4, 16, 4, spacing=12)
        fill_row(self.body, parts)
        self.restyle()

    def restyle(self) -> None:
        """Take the height again."""
        self.setMinimumHeight(look().px(self._height))


class SectionHeading(QWidget):
    """Show the heading over a card, a muted remark beside it, and buttons at the right."""

    def __init__(self, words: str, remark: str = "", *actions: QWidget) -> None:
        """Take the heading, the remark, and what stands at the right end."""
        super().__init__()
        row = QHBoxLayout(self)
        spread(row, 0, 16, 0, 4, spacing=8)
        self._heading = plain(words, "heading", wrap=False)
        self._remark = plain(remark, "muted")
        together = QHBoxLayout()
        spread(together, spacing=10)
        together.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignTop)
        together.addWidget(self._remark, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(together, 1)
        row.setAlignment(together, Qt.AlignmentFlag.AlignVCenter)
        self._row = row
        for action in actions:
            row.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.restyle()

    def restyle(self) -> None:
        """Put heading and remark on one baseline again."""
        ascents = [QFontMetrics(look().font(role)).ascent() for role in ("heading", "muted")]
        self._remark.setContentsMargins(0, max(0, ascents[0] - ascents[1]), 0, 0)

    def at_top(self) -> SectionHeading:
        """Stand at the top of a column, without the gap to what would be above; return self."""
        spread(self._row, 0, 0, 0, 4, spacing=8)
        return self

    def set_words(self, words: str, remark: str = "") -> None:
        """Change heading and remark."""
        set_words(self._heading, words)
        set_words(self._remark, remark)


class PageHeader(QWidget):
    """Show the title of a page, a line under it, and its buttons; the main one at the right."""

    def __init__(self, title: str, subtitle: str = "", *actions: QWidget,
                 role: str = "title") -> None:  # fmt: skip
        """Take title, subtitle and the buttons left to right."""
        super().__init__()
        row = QHBoxLayout(self)
        spread(row, 0, 0, 0, 4, spacing=8)
        words = QVBoxLayout()
        spread(words, spacing=0)
        self._title = plain(title, role, name="page_title")
        self._subtitle = plain(subtitle, "muted", name="page_subtitle")
        if not subtitle:  # made visible before it has a parent, it would flash as a window
            self._subtitle.hide()
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        row.addLayout(words, 1)
        for action in actions:
            row.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.restyle()

    def set_title(self, title: str, subtitle: str | None = None) -> None:
        """Change the title and, unless None, the line under it."""
        set_words(self._title, title)
        if subtitle is not None:
            set_words(self._subtitle, subtitle)
            self._subtitle.setVisible(bool(subtitle))

    def restyle(self) -> None:
        """Take the height again."""
        self.setMinimumHeight(look().px(52) + look().gap(4))


class Chip(QFrame):
    """Show a short remark in a colored box: icon and words, never color alone."""

    def __init__(self, words: str, tone: str = "plain", icon: str = "") -> None:
        """Take words, a tone (ok, attention, urgent, note, accent, plain) and an icon name."""
        super().__init__()
        row = QHBoxLayout(self)
        spread(row, 8, 2, 8, 2, spacing=4)
        if icon:
            row.addWidget(IconLabel(icon, 14, "text" if tone == "plain" else tone))
        self._words = plain(words, "small_strong", wrap=False)
        self._words.setProperty("role", "")
        row.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_role(self, f"chip_{tone}")

    def words(self) -> str:
        """Return the words shown."""
        return self._words.text()

    def set_words(self, words: str) -> None:
        """Change the words."""
        set_words(self._words, words)


class EmptyState(QWidget):
    """Show one sentence and at most one action where there is nothing yet."""

    def __init__(self, sentence: str, action: Button | None = None, icon: str = "") -> None:
        """Take the sentence, the button that helps, and an icon name."""
        super().__init__()
        column = QVBoxLayout(self)
        spread(column, 16, 24, 16, 24, spacing=12)
        if icon:
            column.addWidget(IconLabel(icon, 24, "muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        words = plain(sentence, name="empty_sentence")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        if action is not None:
            column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)


MESSAGE_LOOKS = {
    "info": ("accent", "info"),
    "ok": ("ok", "circle-check"),
    "attention": ("attention", "circle-alert"),
    "urgent": ("urgent", "phone"),
}


class InlineMessage(QFrame):
    """Show a sentence that matters inside a page: icon, word, and at most one action.

    "urgent" is only for a line the family's own team drew ("call now").
    """

    def __init__(self, kind: str, word: str, sentence: str, action: QWidget | None = None) -> None:
        """Take info, ok, attention or urgent; a word such as "Note"; and the sentence."""
        super().__init__()
        tone, icon = MESSAGE_LOOKS[kind]
        row = QHBoxLayout(self)
        spread(row, 12, 8, 12, 8, spacing=8)
        words = QHBoxLayout()
        spread(words, spacing=8)
        words.addWidget(first_line_icon(icon, 20, tone), 0, Qt.AlignmentFlag.AlignTop)
        if word:
            words.addWidget(plain(word, "strong", tone=tone, wrap=False), 0,
                            Qt.AlignmentFlag.AlignTop)  # fmt: skip
        self._sentence: QLabel = plain(sentence)
        words.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
        if action is not None:
            row.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(f"{word} {sentence}".strip())
        set_role(self, f"message_{tone}")

    def set_sentence(self, sentence: str) -> None:
        """Change the sentence."""
        set_words(self._sentence, sentence)


class Quote(QFrame):
    """Show the team's own words in quotation marks, with who said them and when."""

    def __init__(self, words: str, source: str) -> None:
        """Take the words without quotation marks, and "Nurse Lee, February 24"."""
        super().__init__()
        self.setProperty("role", "quote")
        column = QVBoxLayout(self)
        spread(column, 12, 0, 0, 0, spacing=2)
        column.addWidget(plain(f"\N{LEFT DOUBLE QUOTATION MARK}{words}"
                               "\N{RIGHT DOUBLE QUOTATION MARK}"))  # fmt: skip
        column.addWidget(plain(source, "muted"))
