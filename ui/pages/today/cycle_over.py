"""Ask, once a cycle is through, when the next one began: its medicines wait for that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.therapy import Cycle
from ui.theme import spread
from ui.widgets.buttons import quiet_button, row_button
from ui.widgets.cards import InlineMessage, across, clear

if TYPE_CHECKING:
    from ui.pages import Host


class CycleOver(QWidget):
    """Show the question while it is open. `began_today` carries the cycle that is through."""

    began_today = Signal(object)

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._column = QVBoxLayout(self)
        spread(self._column, 0, 12, 0, 0)
        self.hide()

    def show_for(self, cycle: Cycle | None) -> None:
        """Ask about the cycle after `cycle`; None asks nothing."""
        clear(self._column)
        self.setVisible(cycle is not None)
        if cycle is None:
            return
        words = self.tr(
            "Cycle {over} is through. Its medicines wait until you note day 1 of cycle {next}."
        ).format(over=cycle.number, next=cycle.number + 1)
        began = row_button("next_cycle_today", self.tr("It began today"), "check")
        began.clicked.connect(lambda: self.began_today.emit(cycle))
        other = quiet_button("next_cycle_other", self.tr("Another day"))
        other.clicked.connect(lambda: self._host.go("settings", "treatment"))
        self._column.addWidget(InlineMessage("info", "", words, across(began, other)))
