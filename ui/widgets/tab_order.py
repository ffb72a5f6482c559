"""Let Tab reach controls that were made later where they stand on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def reach_before(anchor: QWidget, *controls: QWidget) -> None:
    """Let Tab reach `controls`, in this order, right before `anchor`.

    For parts that stand in their window already: alone, they have nothing to come after.
    """
    previous = anchor.previousInFocusChain()
    # the chain is a ring: what was made last stands before the first
    while previous not in (None, anchor) and (previous in controls or not _takes_tab(previous)):
        previous = previous.previousInFocusChain()
    if previous is not None and previous != anchor:
        reach_after(previous, *controls)


def reach_after(anchor: QWidget, *controls: QWidget) -> None:
    """Let Tab reach `controls`, in this order, right after `anchor`."""
    for control in controls:
        QWidget.setTabOrder(anchor, control)
        anchor = control


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
