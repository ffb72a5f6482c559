"""How dates, times and numbers are written for people.

`Formats` is a port: plain US English here, the person's locale in `ui/formats.py`.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol

from caregiver.domain.quantities import counted_text, number_text


class Formats(Protocol):
    """Writing dates, times and numbers; never reading them."""

    @property
    def paper(self) -> str:
        """Return the usual paper: "letter" or "a4"."""
        ...

    @property
    def week_start(self) -> int:
        """Return on which day a week begins: Monday is 0, Sunday 6."""
        ...

    def weekday(self, day: date) -> str:
        """Return "Wednesday"."""
        ...

    def weekday_short(self, day: date) -> str:
        """Return "Wed"."""
        ...

    def date_long(self, day: date) -> str:
        """Return "Wednesday, March 24, 2027"."""
        ...

    def date_medium(self, day: date) -> str:
        """Return "March 24, 2027"."""
        ...

    def date_short(self, day: date) -> str:
        """Return "Mar 24"."""
        ...

    def weekday_date(self, day: date) -> str:
        """Return "Wednesday, March 24"."""
        ...

    def month_day(self, day: date) -> str:
        """Return "March 24"."""
        ...

    def day_date(self, day: date) -> str:
        """Return "Wed, Mar 24"."""
        ...

    def month_year(self, day: date) -> str:
        """Return "March 2027"."""
        ...

    def time(self, at: time | datetime) -> str:
        """Return "8:04 AM"."""
        ...

    def number(self, value: Decimal) -> str:
        """Return a number the safe way: no trailing zero, comma from 1,000."""
        ...

    def quantity(self, value: Decimal, unit: str) -> str:
        """Return an amount and its unit, held together: "5 mg", "half a tablet"."""
        ...


class PlainFormats:
    """US English without a locale library; what paper and the command line use by default."""

    def __init__(self, paper: str = "letter") -> None:
        """Write for `paper`, "letter" or "a4"."""
        self._paper = paper

    @property
    def paper(self) -> str:
        """Return the usual paper."""
        return self._paper

    @property
    def week_start(self) -> int:
        """Return Sunday, the first day of a week in the US."""
        return 6

    def weekday(self, day: date) -> str:
        """Return "Wednesday"."""
        return f"{day:%A}"

    def weekday_short(self, day: date) -> str:
        """Return "Wed"."""
        return f"{day:%a}"

    def date_long(self, day: date) -> str:
        """Return "Wednesday, March 24, 2027"."""
        return f"{day:%A}, {day:%B} {day.day}, {day.year}"

    def date_medium(self, day: date) -> str:
        """Return "March 24, 2027"."""
        return f"{day:%B} {day.day}, {day.year}"

    def date_short(self, day: date) -> str:
        """Return "Mar 24"."""
        return f"{day:%b} {day.day}"

    def weekday_date(self, day: date) -> str:
        """Return "Wednesday, March 24"."""
        return f"{day:%A}, {day:%B} {day.day}"

    def month_day(self, day: date) -> str:
        """Return "March 24"."""
        return f"{day:%B} {day.day}"

    def day_date(self, day: date) -> str:
        """Return "Wed, Mar 24"."""
        return f"{day:%a}, {day:%b} {day.day}"

    def month_year(self, day: date) -> str:
        """Return "March 2027"."""
        return f"{day:%B} {day.year}"

    def time(self, at: time | datetime) -> str:
        """Return "8:04 AM"."""
        hour = at.hour % 12 or 12
        return f"{hour}:{at.minute:02d}\N{NO-BREAK SPACE}{'AM' if at.hour < 12 else 'PM'}"

    def number(self, value: Decimal) -> str:
        """Return a number the safe way."""
        return number_text(value)

    def quantity(self, value: Decimal, unit: str) -> str:
        """Return an amount and its unit, held together: "5 mg", "half a tablet"."""
        return counted_text(value, unit)
