"""What changed about a medicine, newest first: when, why and who said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caregiver.domain.holds import Hold
from caregiver.services.medications import ChangeSort, MedicationChange
from ui.holds import HoldWords
from ui.pages.medications.details_section import DetailsSection
from ui.theme import spread
from ui.widgets.cards import clear
from ui.widgets.details_pane import pane_section
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class ChangesSection(DetailsSection):
    """Show the start, every change of dose and the stop."""

    def __init__(self, app: Caregiver, host: Host, medication_id: str) -> None:
        super().__init__(app, host, medication_id)
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=12)

    def reload(self) -> None:
        """Ask for the changes again."""
        clear(self._column)
        history = self.app.medications.history(self.medication_id)
        told = [(one.day, self._sentence(one)) for one in history]
        told += [(one.first_on, self._hold_words(one)) for one in self._past_holds()]
        told.sort(key=lambda one: one[0], reverse=True)
        lines = [plain(words, "muted") for _, words in told]
        self.setVisible(bool(lines))
        if lines:
            self._column.addWidget(pane_section(self.tr("Changes"), *lines))

    def _past_holds(self) -> list[Hold]:
        today = self.app.clock.today()
        return [one for one in self.app.holds.of(self.medication_id) if one.first_on <= today]

    def _hold_words(self, hold: Hold) -> str:
        words = HoldWords(self.host.formats)
        return words.with_reason(words.days(hold), hold)

    def _sentence(self, change: MedicationChange) -> str:
        day = self.host.formats.date_medium(change.day)
        if change.sort is ChangeSort.STARTED:
            words = self.tr("%1: started").replace("%1", day)
        elif change.sort is ChangeSort.STOPPED:
            words = self.tr("%1: stopped").replace("%1", day)
        else:
            was = self.words.difference(change.before, change.after)
            words = self.tr("%1: changed, was %2").replace("%1", day).replace("%2", was)
        why = [change.reason, change.told_by]
        return ". ".join([words, *(part for part in why if part)])
