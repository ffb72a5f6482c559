"""Carry the one announcement of the care file into Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.domain.changes import ChangeSet


class Changes(QObject):
    """Emit `records_changed` in the window's thread after every change, undo and redo."""

    records_changed = Signal(object)

    def attach(self, app: Caregiver) -> None:
        """Listen to a care file; a change made in another thread arrives in this one."""
        app.listen(self._announce)

    def _announce(self, change_set: ChangeSet) -> None:
        self.records_changed.emit(change_set)
