"""The doses of today that nobody at home is asked about: given at the hospital, or held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.dose_plan import DoseEntry
from ui.medicine_words import MedicineWords
from ui.pages.today.dose_row import DoseRow
from ui.theme import spread
from ui.widgets.cards import RowsCard, SectionHeading

Key = tuple[str, date, time | None]


class QuietDoses(QWidget):
    """Show some doses under a heading. The signals are those of the rows."""

    taken = Signal(object)
    not_taken = Signal(object, object, str)
    details_asked = Signal(object)

    def __init__(self, name: str, heading: str, words: MedicineWords) -> None:
        """Take the beginning of the rows' names and the heading."""
        super().__init__()
        self._name, self._words = name, words
        self._rows: list[DoseRow] = []
        column = QVBoxLayout(self)
        spread(column, spacing=4)
        column.addWidget(SectionHeading(heading))
        self._card = RowsCard()
        column.addWidget(self._card)
        self.hide()

    def fill(
        self, entries: Sequence[DoseEntry], zone: tzinfo, asked: Key | None, *, has_keys: bool
    ) -> None:
        """Show the doses; `asked` is the one whose reason may be given. None: nothing is there."""
        self.setVisible(bool(entries))
        if [(one.key, one.schedule) for one in entries] != [
            (row.entry.key, row.entry.schedule) for row in self._rows
        ]:
            self._build(entries, zone)
        for row, entry in zip(self._rows, entries, strict=True):
            row.has_keys = has_keys
            row.show_entry(entry, ask_reason=asked == entry.key and entry.dose is not None)

    def _build(self, entries: Sequence[DoseEntry], zone: tzinfo) -> None:
        self._rows = []
        for number, entry in enumerate(entries):
            row = DoseRow(f"{self._name}_{number}", entry, self._words, zone)
            row.taken.connect(lambda one: self.taken.emit([one]))
            row.not_taken.connect(self.not_taken)
            row.details_asked.connect(self.details_asked)
            row.moved.connect(lambda step, number=number: self._move(number + step))
            self._rows.append(row)
        self._card.set_rows(*self._rows)
        for row in self._rows:
            row.show()

    def _move(self, place: int) -> None:
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus()


def one_of_each(entries: Sequence[DoseEntry]) -> tuple[DoseEntry, ...]:
    """Return the first dose of each medicine."""
    first: dict[str, DoseEntry] = {}
    for entry in entries:
        first.setdefault(entry.medication.id, entry)
    return tuple(first.values())
