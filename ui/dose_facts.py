"""Say what became of some doses: facts, no shares and no judgement; the same on every screen."""

from __future__ import annotations

from PySide6.QtCore import QObject

from caregiver.domain.dose_counts import DoseCounts


class DoseFactWords(QObject):
    """Write counts of doses."""

    def counts(self, counts: DoseCounts) -> str:
        """Return "20 of 21 recorded as taken, 1 not recorded"; "" where nothing was planned."""
        if not counts.planned:
            return self._when_needed(counts.was_taken)
        taken = self.tr("%1 of %2 recorded as taken").replace("%1", str(counts.was_taken))
        parts = [
            taken.replace("%2", str(counts.planned)),
            self._part(counts.late, self.tr("%1 of them late")),
            self._part(counts.held, self.tr("%1 held by the clinic")),
            self._part(counts.skipped, self.tr("%1 left out on purpose")),
            self._part(counts.missed, self.tr("%1 not taken")),
            self._part(counts.not_recorded, self.tr("%1 not recorded")),
        ]
        return ", ".join(part for part in parts if part)

    def _when_needed(self, number: int) -> str:
        if not number:
            return ""
        if number == 1:
            return self.tr("taken once")
        return self.tr("taken %1 times").replace("%1", str(number))

    def _part(self, number: int, words: str) -> str:
        return words.replace("%1", str(number)) if number else ""
