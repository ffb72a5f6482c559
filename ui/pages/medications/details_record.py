"""What became of the doses of a medicine, cycle by cycle: facts, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caregiver.domain.dose_counts import CycleFacts
from ui.dose_facts import DoseFactWords
from ui.pages.medications.details_section import DetailsSection
from ui.pages.medications.regimen_words import RegimenWords
from ui.theme import spread
from ui.widgets.cards import clear, down
from ui.widgets.details_pane import pane_section
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class RecordSection(DetailsSection):
    """Show the newest cycles, one line each."""

    def __init__(self, app: Caregiver, host: Host, medication_id: str) -> None:
        super().__init__(app, host, medication_id)
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=0)

    def reload(self) -> None:
        """Count again."""
        clear(self._column)
        found = self.app.doses.facts_by_cycle(self.medication_id)
        lines = [self._line(one) for one in found]
        shown = [
            down(plain(title, "body"), plain(facts, "muted"), spacing=0)
            for title, facts in lines
            if facts
        ]
        self.setVisible(bool(shown))
        if shown:
            self._column.addWidget(pane_section(self.tr("Cycle by cycle"), *shown))

    def _line(self, facts: CycleFacts) -> tuple[str, str]:
        """Return "Cycle 3, March 1 to today", and what became of its doses."""
        formats = self.host.formats
        in_block = facts.regimen is not None and facts.regimen.first_is_block
        name = RegimenWords(formats).cycle_name(
            facts.cycle, in_block=in_block and facts.cycle.number == 1
        )
        words = self.tr("%1, %2 to %3").replace("%1", name)
        last = formats.date_short(facts.last)
        if facts.last == self.app.clock.today():
            last = self.tr("today")
        words = words.replace("%2", formats.date_short(facts.first)).replace("%3", last)
        return words, DoseFactWords().counts(facts.counts)
