"""Give every control a name for tests and a name for screen readers."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, spoken: str, description: str = "") -> W:
    """Name `widget` for tests (`name`, snake_case) and aloud (`spoken`); return it."""
    widget.setObjectName(name)
    widget.setAccessibleName(spoken)
    if description:
        widget.setAccessibleDescription(description)
    return widget
