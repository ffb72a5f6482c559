"""Let Tab reach controls that were made later where they stand on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def reach_before(anchor: QWidget, *controls: QWidget) -> None:
    """Let Tab reach `controls`, in this order, right before `anchor`."""
    previous = anchor.previousInFocusChain()
    while previous is not None and previous is not anchor and not _takes_tab(previous):
        previous = previous.previousInFocusChain()
    if previous is None or previous is anchor:  # nothing comes before yet
        reach_after(*controls, anchor)
    else:
        reach_after(previous, *controls)


def reach_after(anchor: QWidget, *controls: QWidget) -> None:
    """Let Tab reach `controls`, in this order, right after `anchor`."""
    for control in controls:
        QWidget.setTabOrder(anchor, control)
        anchor = control


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
