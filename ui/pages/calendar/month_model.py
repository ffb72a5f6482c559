"""Hold the days of the month grid: a table of weeks, with every cell in words too."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QPersistentModelIndex, Qt

from caregiver.domain.bands import Band
from caregiver.domain.therapy import CycleDay
from caregiver.formats import Formats
from caregiver.services.calendar import HomeBlock, MedicineMark, Month, MonthDay
from ui import appointments
from ui.pages.calendar import entry_words
from ui.pages.calendar.band_paint import band_words
from ui.pages.calendar.periods import first_shown, last_shown
from ui.widgets.tips import plain_tip

__all__ = ["DAYS", "MonthModel", "first_shown", "last_shown", "mark_words"]

Index = QModelIndex | QPersistentModelIndex
DAYS = 7


class MonthModel(QAbstractTableModel):
    """Offer the weeks of one month as rows. The grid paints; this speaks."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.month = date(2000, 1, 1)
        self.today = date(2000, 1, 1)
        self.days: tuple[MonthDay, ...] = ()
        self.bands: tuple[Band, ...] = ()
        self.homes: tuple[HomeBlock, ...] = ()

    def show(self, month: date, today: date, answer: Month) -> None:
        """Show the days of another month, or the same ones again."""
        self.beginResetModel()
        self.month, self.today = month.replace(day=1), today
        self.days, self.bands, self.homes = answer.days, answer.bands, answer.home_blocks
        self.endResetModel()

    def index_of(self, day: date) -> QModelIndex:
        """Return the cell of a day, an invalid one where it is not shown."""
        number = (day - self.days[0].day).days if self.days else -1
        if not 0 <= number < len(self.days):
            return QModelIndex()
        return self.index(number // DAYS, number % DAYS)

    def day_at(self, index: Index) -> MonthDay | None:
        """Return the day of a cell."""
        number = index.row() * DAYS + index.column()
        return self.days[number] if index.isValid() and number < len(self.days) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many weeks are shown."""
        return 0 if parent.isValid() else len(self.days) // DAYS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the days of a week."""
        return 0 if parent.isValid() else DAYS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the weekday: short to see, in full to hear."""
        if orientation is not Qt.Orientation.Horizontal or not self.days:
            return None
        number = self.days[section].day.isoweekday()
        if role == Qt.ItemDataRole.DisplayRole:
            return QLocale().dayName(number, QLocale.FormatType.ShortFormat)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return QLocale().dayName(number)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the day of the month, or the whole cell in words for screen readers."""
        cell = self.day_at(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.day.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(cell, ". ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._words(cell, "\n"))
        return None

    def bands_on(self, day: date) -> list[Band]:
        """Return the bands that run over a day."""
        return [band for band in self.bands if band.first <= day <= band.last]

    def _words(self, cell: MonthDay, between: str) -> str:
        parts = [appointments.day_words(cell.day, self.today, self._formats)]
        if cycle := self.cycle_words(cell.cycle):
            parts.append(cycle)
        parts += [band_words(band) for band in self.bands_on(cell.day)]
        if cell.clock_change:
            parts.append(entry_words.clock_ways(cell.clock_change)[0])
        homes = [one for one in self.homes if one.is_on(cell.day)]
        parts += [entry_words.home_ways(one, self._formats)[0] for one in homes]
        parts += [appointments.spoken(one, self._formats) for one in cell.occurrences]
        parts += [entry_words.spoken_line(one, self._formats) for one in cell.lines]
        parts += [mark_words(mark) for mark in cell.marks]
        return between.join(parts)

    def cycle_words(self, cycle: CycleDay | None) -> str:
        """Return "cycle 3, day 15"."""
        if cycle is None:
            return ""
        return (
            self.tr("cycle %1, day %2")
            .replace("%1", str(cycle.cycle))
            .replace("%2", str(cycle.day))
        )


def mark_words(mark: MedicineMark) -> str:
    """Return "Dexamethasone, morning"."""
    return f"{mark.name}, {appointments.part_of_day(mark.at)}" if mark.at else mark.name
