"""Show words; the one way text that people typed becomes part of a widget.

Nothing here is ever read as markup: a note saying "<b>" shows "<b>".
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui import icons
from ui.theme import TYPE_SCALE, look, set_role, spread


def plain(
    words: str, role: str = "body", *, tone: str = "", wrap: bool = True, name: str = ""
) -> QLabel:
    """Return a label showing `words` exactly as typed.

    `role` is a key of `theme.TYPE_SCALE`; `tone` one of accent, ok, attention, urgent, note, muted.
    """
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(wrap)
    label.setProperty("role", role)
    if tone:
        label.setProperty("tone", tone)
    if name:
        label.setObjectName(name)
    if wrap:
        _let_wrap(label)
    return label


class Runs(QLabel):
    """Show one line (or wrapped lines) of text in which some words are bold or muted."""

    def __init__(self, *runs: tuple[str, str], wrap: bool = True, between: str = " ") -> None:
        """Take pairs of words and role; the words are shown exactly as typed.

        `between` stands between two runs; "" where the runs hold their own spaces.
        """
        super().__init__()
        self._runs, self._between = runs, between
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setWordWrap(wrap)
        self.setProperty("role", "body")
        if wrap:
            _let_wrap(self)
        self.restyle()

    def set_runs(self, *runs: tuple[str, str]) -> None:
        """Replace the words."""
        self._runs = runs
        self.restyle()

    def spoken(self) -> str:
        """Return the words without their looks."""
        return self._between.join(words for words, _ in self._runs)

    def restyle(self) -> None:
        """Take sizes and colors again."""
        self.setText(self._between.join(_run(words, role) for words, role in self._runs))
        self.setAccessibleName(self.spoken())


class IconLabel(QLabel):
    """Show an icon that keeps its color and size right; silent for screen readers."""

    def __init__(self, name: str, size: int = 20, token: str = "text") -> None:
        """Take a Lucide name, a size in px at 100 %, and a color token."""
        super().__init__()
        self._what = (name, size, token)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.restyle()

    def set_icon(self, name: str, token: str = "text") -> None:
        """Show another icon."""
        self._what = (name, self._what[1], token)
        self.restyle()

    def restyle(self) -> None:
        """Draw the icon again."""
        drawn: QPixmap = icons.pixmap(*self._what)
        self.setPixmap(drawn)


class _FirstLineIcon(IconLabel):
    """Show an icon in the middle of the first line of the text beside it."""

    def __init__(self, name: str, size: int, token: str, role: str) -> None:
        self._role = role
        super().__init__(name, size, token)

    def restyle(self) -> None:
        """Draw the icon again and take the height of a line again."""
        super().restyle()
        line = QFontMetrics(look().font(self._role)).height()
        self.setContentsMargins(0, max(0, (line - look().px(self._what[1])) // 2), 0, 0)
        self.setMinimumWidth(look().px(20))  # the words of lines with other icons line up


def first_line_icon(name: str, size: int, token: str, role: str = "body") -> IconLabel:
    """Return an icon to stand at the top of a row, beside text of `role` that may wrap."""
    return _FirstLineIcon(name, size, token, role)


def icon_line(icon: str, words: str, role: str = "body", *, token: str = "text") -> QWidget:
    """Return an icon with words beside it, both in the same color."""
    line = QWidget()
    row = QHBoxLayout(line)
    spread(row, spacing=8)
    size = 16 if TYPE_SCALE[role][0] < 16 else 18
    row.addWidget(first_line_icon(icon, size, token, role), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(plain(words, role, tone=token if token != "text" else ""), 1)
    return line


def set_words(label: QLabel, words: str) -> None:
    """Change the words of a label made by `plain`."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)


def set_tone(label: QLabel, tone: str) -> None:
    """Change the color of a label made by `plain`; "" is the usual color."""
    if (label.property("tone") or "") == tone:
        return
    label.setProperty("tone", tone)
    set_role(label, str(label.property("role")))


def _let_wrap(label: QLabel) -> None:
    policy = label.sizePolicy()
    policy.setHeightForWidth(True)
    policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
    label.setSizePolicy(policy)
    label.setMinimumWidth(1)


def _run(words: str, role: str) -> str:
    from html import escape

    weight = TYPE_SCALE[role][1]
    color = look().tokens.muted if role in ("muted", "small") else look().tokens.text
    style = f"font-size:{look().text_px(role)}px; font-weight:{weight}; color:{color};"
    return f'<span style="{style}">{escape(words)}</span>'
