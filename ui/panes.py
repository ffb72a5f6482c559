"""Go around the parts of the window with F6."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def next_pane(panes: Sequence[QWidget], steps: int = 1) -> None:
    """Give the focus to the next visible part (or the one before, for -1)."""
    shown = [pane for pane in panes if pane.isVisible() and first_control(pane) is not None]
    if not shown:
        return
    focused = QApplication.focusWidget()
    # of parts within one another, the innermost that holds the focus is where we are
    at = -1
    for number, pane in enumerate(shown):
        if focused is not None and (pane is focused or pane.isAncestorOf(focused)):
            at = number
    start = at if at >= 0 else (-1 if steps > 0 else 0)
    control = first_control(shown[(start + steps) % len(shown)])
    if control is not None:
        control.setFocus(Qt.FocusReason.TabFocusReason)


def first_control(pane: QWidget) -> QWidget | None:
    """Return the control of a part that gets the focus."""
    first_focus = getattr(pane, "first_focus", None)
    if callable(first_focus):
        wished = first_focus()
        if isinstance(wished, QWidget) and wished.isVisible() and wished.isEnabled():
            return wished
    for widget in pane.findChildren(QWidget):
        wants = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if wants and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            return widget
    return None
