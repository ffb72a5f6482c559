"""Words and strip columns of treatment plans: where one stands, its phases, its days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from caregiver.domain.medications import cycle_days_text
from caregiver.domain.quantities import safe_dose_text
from caregiver.domain.regimens import Regimen
from caregiver.domain.therapy import FIRST_DAY, Cycle, CycleDay, Pause
from caregiver.formats import Formats
from ui.pages.medications.strip import StripColumn, StripRow

if TYPE_CHECKING:
    from caregiver.services.regimen_reading import RegimenCard, RegimenRow

_PART = re.compile(r"([+-]?\d{1,3})(?:\s*(?:-|–|to)\s*([+-]?\d{1,3}))?")
LATEST_DAY = 200
# So many days past its last one a cycle is still drawn.
LATE = timedelta(days=14)


def read_days(text: str) -> tuple[int, ...] | None:
    """Return the days in "1-21", "1, 8, 15" or "-5 to -3, 0", in order; None: not to be read."""
    days: set[int] = set()
    for part in re.split(r"[,;]|\band\b", text.replace("\N{MINUS SIGN}", "-")):
        if not part.strip():
            continue
        found = _PART.fullmatch(part.strip())
        if found is None:
            return None
        first = int(found[1])
        last = int(found[2]) if found[2] is not None else first
        if not FIRST_DAY <= first <= last <= LATEST_DAY:
            return None
        days.update(range(first, last + 1))
    return tuple(sorted(days))


def typed_days(days: Sequence[int]) -> str:
    """Return days as they are typed: "1-21", "1, 8, 15", "-5 to -3"."""
    text = cycle_days_text(days)
    return text if any(day < 0 for day in days) else text.replace(" to ", "-")


class RegimenWords(QObject):
    """Say where a plan stands and what it holds, the same on every screen."""

    def __init__(self, formats: Formats) -> None:
        """Take how dates are written."""
        super().__init__()
        self._formats = formats

    def day_label(self, day: int, *, from_zero: bool) -> str:
        """Return the number of a day as it is written: "15", or "+14" after an infusion."""
        if not from_zero or day == 0:
            return str(day)
        return f"{day:+d}".replace("-", "\N{MINUS SIGN}")

    def place(self, card: RegimenCard) -> str:
        """Return "Cycle 3, day 15 of 28", "Day +14", "Step-up block, day 4 of 13"; "" for none."""
        if card.where is None or card.cycle is None:
            return ""
        return self.place_of(card.where, card.cycle, in_block=card.in_block)

    def place_of(self, where: CycleDay, cycle: Cycle, *, in_block: bool = False) -> str:
        """Return where a date stands in a cycle."""
        if cycle.counts_from_zero:
            label = self.day_label(where.day, from_zero=True)
            return self.tr("Day %1").replace("%1", label)
        if where.is_paused:
            words = self.tr("Cycle %1, before day %2 of %3")
        elif in_block:
            words = self.tr("Step-up block, day %2 of %3")
        else:
            words = self.tr("Cycle %1, day %2 of %3")
        if where.is_paused and in_block:
            words = self.tr("Step-up block, before day %2 of %3")
        return self._numbers(words, where.cycle, where.day, max(where.days, where.day))

    def cycle_name(self, cycle: Cycle, *, in_block: bool) -> str:
        """Return "Cycle 4", "Step-up block", or "Around day 0"."""
        if cycle.counts_from_zero:
            return self.tr("Around day 0")
        if in_block:
            return self.tr("Step-up block")
        return self.tr("Cycle %1").replace("%1", str(cycle.number))

    def paused(self, pause: Pause) -> str:
        """Return "Paused since March 15: low counts, said Nurse Lee"."""
        if pause.days is None:
            words = self.tr("Paused since %1").replace("%1", self.day(pause.first))
        else:
            last = pause.first + timedelta(days=pause.days - 1)
            words = self.tr("Paused from %1 to %2").replace("%1", self.day(pause.first))
            words = words.replace("%2", self.day(last))
            if pause.days == 1:
                words = self.tr("Paused on %1").replace("%1", self.day(pause.first))
        said = self.tr("said %1").replace("%1", pause.told_by) if pause.told_by else ""
        why = ", ".join(part for part in (pause.reason, said) if part)
        return f"{words}: {why}" if why else words

    def day(self, day: date) -> str:
        """Return a date within a line: "March 15"."""
        return self._formats.month_day(day)

    def days(self, days: Sequence[int], *, from_zero: bool = False) -> str:
        """Return "day 1", "days 1 to 21", "days −5 to −3 and 0" in words."""
        shown = cycle_days_text(days)
        if from_zero:
            label = self.day_label
            shown = re.sub(r"-?\d+", lambda one: label(int(one[0]), from_zero=True), shown)
        words = self.tr("day %1") if len(days) == 1 else self.tr("days %1")
        return words.replace("%1", shown)

    def cycles(self, first: int, last: int | None) -> str:
        """Return "Every cycle", "Cycle 1", "Cycles 3 to 6", "From cycle 7 on"."""
        if last is None:
            words = self.tr("From cycle %1 on") if first > 1 else self.tr("Every cycle")
        elif first == last:
            words = self.tr("Cycle %1")
        elif last == first + 1:
            words = self.tr("Cycles %1 and %2")
        else:
            words = self.tr("Cycles %1 to %2")
        return words.replace("%1", str(first)).replace("%2", str(last))

    def phase(self, first: int, last: int | None, plan: Regimen) -> str:
        """Return over the days of a phase what they are: "Cycles 3 to 6", "Step-up block"."""
        if plan.counts_from_zero:
            return self.tr("Days around the infusion")
        if plan.first_is_block and first == last == 1:
            return self.tr("Step-up block")
        covers_all = first == 1 and last in (None, plan.last_cycle)
        return self.tr("Days of the cycle") if covers_all else self.cycles(first, last)

    def group(self, key: str) -> str:
        """Return the plain name of a group of templates."""
        return {
            "newly_diagnosed": self.tr("First treatment"),
            "relapsed": self.tr("After a relapse"),
            "maintenance": self.tr("Maintenance: keeping the myeloma quiet"),
            "bispecific": self.tr("Bispecific antibodies"),
            "cell_therapy": self.tr("Cell therapy (CAR-T)"),
            "transplant": self.tr("Stem cell transplant"),
            "supportive": self.tr("Beside the treatment: bones and infections"),
        }.get(key, key)

    def how_long(self, lengths: Iterable[tuple[int, int]], last_cycle: int | None) -> str:
        """Return "28 days" or "21 days, from cycle 9 on 28 days", and how many cycles."""
        parts = []
        for first, days in lengths:
            words = self.tr("%2 days") if first == 1 else self.tr("from cycle %1 on %2 days")
            if days == 1:
                words = self.tr("1 day")
            parts.append(words.replace("%1", str(first)).replace("%2", str(days)))
        text = ", ".join(parts)
        if last_cycle is not None and last_cycle > 1:
            text = self.tr("%1, %2 cycles").replace("%1", text).replace("%2", str(last_cycle))
        return text

    def columns(self, cycle: Cycle, today: date | None) -> tuple[list[StripColumn], int | None]:
        """Return a column for each day of a cycle and pause, and the place of today's.

        After an infusion only the days up to its last planned one have columns.
        """
        columns: list[StripColumn] = []
        at: int | None = None
        pauses = {one.first: one for one in cycle.pauses}
        day: date | None = cycle.first_on
        for number in range(cycle.first_day, cycle.first_day + cycle.days):
            while day is not None and (pause := pauses.get(day)) is not None:
                columns.append(StripColumn(None, "", self.paused(pause)))
                if today is not None and pause.holds(today):
                    at = len(columns) - 1
                day = None if pause.days is None else day + timedelta(days=pause.days)
            if day is not None and day == today:
                at = len(columns)
            columns.append(self._column(cycle, number, day))
            day = day + timedelta(days=1) if day is not None else None
        pause = pauses.get(day) if day is not None else None
        if pause is not None:  # the first day of the next cycle was put off
            columns.append(StripColumn(None, "", self.paused(pause)))
            if today is not None and pause.holds(today):
                at = len(columns) - 1
        while at is None and self._is_late(cycle, day, today):
            assert day is not None
            columns.append(self._column(cycle, cycle.place_of(day).day, day))
            at = len(columns) - 1 if day == today else None
            day += timedelta(days=1)
        return columns, at

    def rows(self, card: RegimenCard) -> list[StripRow]:
        """Return the medicines of this cycle, and its blood tests."""
        rows = [self._row(one) for one in card.rows if one.days]
        if card.lab_days:
            rows.append(StripRow(self.tr("Blood test"), "", card.lab_days, is_lab=True))
        return rows

    def rest(self, card: RegimenCard) -> frozenset[int]:
        """Return the rest days at the end of a cycle: more of them than between two doses."""
        days = sorted({day for row in card.rows for day in row.days})
        if not days:
            return frozenset()
        between = max((after - day - 1 for day, after in pairwise(days)), default=0)
        found = frozenset(day for day in card.rest_days if day > days[-1])
        return found if len(found) > between else frozenset()

    def legend(self, card: RegimenCard) -> str:
        """Return what the marks of a strip mean, only those that are there."""
        used = [one for one in card.rows if one.days]
        parts = [self.tr("Filled: the day has passed. Outline: still to come. Dash: no dose.")]
        if any(one.at_hospital for one in used):
            parts.append(self.tr("In a box: given at the hospital."))
        if self.rest(card):
            parts.append(self.tr("Shaded: rest days."))
        if card.cycle is not None and card.cycle.pauses:
            parts.append(self.tr("Striped: paused."))
        return " ".join(parts)

    @staticmethod
    def _is_late(cycle: Cycle, day: date | None, today: date | None) -> bool:
        """Say whether the cycle has gone on past its last day until today."""
        return (
            not cycle.counts_from_zero
            and day is not None
            and today is not None
            and today - LATE <= day <= today
        )

    def _row(self, row: RegimenRow) -> StripRow:
        medication = row.medication
        dose = safe_dose_text(medication.strength).text
        return StripRow(medication.name, dose, row.days, at_hospital=row.at_hospital)

    def _column(self, cycle: Cycle, number: int, day: date | None) -> StripColumn:
        label = self.day_label(number, from_zero=cycle.counts_from_zero)
        words = self.tr("day %1").replace("%1", label)
        if day is not None:
            words = f"{self._formats.weekday_date(day)}, {words}"
        else:
            words = self.tr("%1, date not yet known").replace("%1", words)
        return StripColumn(number, label, words)

    @staticmethod
    def _numbers(words: str, *numbers: int) -> str:
        for place, number in enumerate(numbers, 1):
            words = words.replace(f"%{place}", str(number))
        return words
