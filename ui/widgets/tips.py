"""Tool tips that hold words of people."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt


def plain_tip(words: str) -> str:
    """Return words for a tool tip that shows them as typed.

    Qt reads a tool tip as markup where it looks like some, and would load a picture it names.
    """
    if not Qt.mightBeRichText(words):
        return words
    return f"<qt>{escape(words)}</qt>".replace("\n", "<br>")
