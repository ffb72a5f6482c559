"""Write dates, times and numbers the way this person's desktop does."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale, QTime

from caregiver.domain.quantities import NO_BREAK_SPACE, counted_text, number_text

LETTER_COUNTRIES = (
    QLocale.Country.UnitedStates,
    QLocale.Country.Canada,
    QLocale.Country.Mexico,
    QLocale.Country.Philippines,
    QLocale.Country.Colombia,
    QLocale.Country.Chile,
    QLocale.Country.Venezuela,
    QLocale.Country.PuertoRico,
)


class LocaleFormats:
    """Write by a QLocale; implements `caregiver.formats.Formats`."""

    def __init__(self, locale: QLocale | None = None, paper: str = "") -> None:
        """Take a locale (else that of the desktop) and a paper (else that of the country)."""
        self._locale = locale or QLocale()
        self._paper = paper
        pattern = self._locale.dateFormat(QLocale.FormatType.LongFormat)
        self._is_month_first = pattern.find("M") < pattern.replace("dddd", "").find("d")

    @property
    def paper(self) -> str:
        """Return "letter" or "a4"."""
        if self._paper:
            return self._paper
        return "letter" if self._locale.territory() in LETTER_COUNTRIES else "a4"

    def use_paper(self, paper: str) -> None:
        """Use "letter" or "a4", or with "" the paper of the country."""
        self._paper = paper

    @property
    def week_start(self) -> int:
        """Return on which day a week begins here: Monday is 0, Sunday 6."""
        return self._locale.firstDayOfWeek().value - 1

    def weekday(self, day: date) -> str:
        """Return "Wednesday"."""
        return self._locale.dayName(day.isoweekday())

    def weekday_short(self, day: date) -> str:
        """Return "Wed"."""
        return self._locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)

    def date_long(self, day: date) -> str:
        """Return "Wednesday, March 24, 2027"."""
        return self._day(day, "dddd, MMMM d, yyyy", "dddd d MMMM yyyy")

    def date_medium(self, day: date) -> str:
        """Return "March 24, 2027"."""
        return self._day(day, "MMMM d, yyyy", "d MMMM yyyy")

    def date_short(self, day: date) -> str:
        """Return "Mar 24"."""
        return self._day(day, "MMM d", "d MMM")

    def weekday_date(self, day: date) -> str:
        """Return "Wednesday, March 24"."""
        return self._day(day, "dddd, MMMM d", "dddd d MMMM")

    def month_day(self, day: date) -> str:
        """Return "March 24"."""
        return self._day(day, "MMMM d", "d MMMM")

    def day_date(self, day: date) -> str:
        """Return "Wed, Mar 24"."""
        return self._day(day, "ddd, MMM d", "ddd d MMM")

    def month_year(self, day: date) -> str:
        """Return "March 2027"."""
        return self._locale.toString(QDate(day.year, day.month, day.day), "MMMM yyyy")

    def time(self, at: time | datetime) -> str:
        """Return "8:04 AM"."""
        short = QLocale.FormatType.ShortFormat
        words = self._locale.toString(QTime(at.hour, at.minute), short)
        return words.replace("\N{NARROW NO-BREAK SPACE}", NO_BREAK_SPACE).replace(
            " ", NO_BREAK_SPACE
        )

    def number(self, value: Decimal) -> str:
        """Return a number the safe way, with this country's signs."""
        return self._localized(number_text(value))

    def quantity(self, value: Decimal, unit: str) -> str:
        """Return an amount and its unit, held together: "5 mg", "half a tablet"."""
        return counted_text(value, unit, self.number)

    def _day(self, day: date, month_first: str, day_first: str) -> str:
        pattern = month_first if self._is_month_first else day_first
        return self._locale.toString(QDate(day.year, day.month, day.day), pattern)

    def _localized(self, digits: str) -> str:
        point, group = self._locale.decimalPoint(), self._locale.groupSeparator()
        return digits.translate({ord(","): group, ord("."): point})
