"""Say since when, until when and why the clinic holds a medicine; the same on every screen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from caregiver.domain.holds import Hold
from caregiver.formats import Formats


class HoldWords(QObject):
    """Write holds the way this person's desktop writes dates."""

    def __init__(self, formats: Formats) -> None:
        """Take how dates are written."""
        super().__init__()
        self._day = formats.date_short

    def state(self, hold: Hold, today: date) -> str:
        """Return "Held since Mar 3", "Held until Mar 9" or "Held from Mar 20 on"."""
        if hold.first_on > today:
            return self.tr("Held from %1 on").replace("%1", self._day(hold.first_on))
        if hold.last_on is not None:
            return self.tr("Held until %1").replace("%1", self._day(hold.last_on))
        return self.tr("Held since %1").replace("%1", self._day(hold.first_on))

    def days(self, hold: Hold) -> str:
        """Return "Held Mar 3 to Mar 9", "Held on Mar 3" or "Held since Mar 3"."""
        if hold.last_on is None:
            return self.tr("Held since %1").replace("%1", self._day(hold.first_on))
        if hold.last_on == hold.first_on:
            return self.tr("Held on %1").replace("%1", self._day(hold.first_on))
        words = self.tr("Held %1 to %2").replace("%1", self._day(hold.first_on))
        return words.replace("%2", self._day(hold.last_on))

    def with_reason(self, words: str, hold: Hold) -> str:
        """Return the words with the reason and who said so: "…: low platelets (Nurse Lee)"."""
        if hold.reason:
            words = f"{words}: {hold.reason}"
        return f"{words} ({hold.told_by})" if hold.told_by else words
