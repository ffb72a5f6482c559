"""Say in words how a medicine is taken and what became of a dose; the same on every screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo

from PySide6.QtCore import QObject

from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.medications import Schedule, cycle_days_text, dose_title
from caregiver.domain.quantities import safe_dose_text
from caregiver.formats import Formats

PARTS_OF_DAY = ((5, "night"), (11, "morning"), (14, "noon"), (18, "afternoon"), (21, "evening"))


def part_of_day(at: time | None) -> str:
    """Return morning, noon, afternoon, evening or night; "" for no time."""
    if at is None:
        return ""
    return next((name for hour, name in PARTS_OF_DAY if at.hour < hour), "night")


def _within_line(words: str) -> str:
    """Return a sentence as part of a line: "Before breakfast" → "before breakfast"."""
    if len(words) > 1 and words[0].isupper() and words[1].islower():
        return words[0].lower() + words[1:]
    return words


class MedicineWords(QObject):
    """Write amounts, times, patterns and states the way this person's desktop does."""

    def __init__(self, formats: Formats) -> None:
        """Take how dates, times and numbers are written."""
        super().__init__()
        self._formats = formats

    def amount(self, record: Schedule | Dose) -> str:
        """Return how much each time, safely written; "" where it was not noted."""
        if record.amount is None:
            return safe_dose_text(record.dose_text).text
        words = self._formats.quantity(record.amount, record.unit)
        if not record.dose_text:
            return words
        return f"{words}, {safe_dose_text(record.dose_text).text}"

    def safe(self, text: str) -> str:
        """Return a dose text in its safe writing, number and unit held together."""
        return safe_dose_text(text).text

    def difference(self, before: Schedule | None, after: Schedule | None) -> str:
        """Return what an earlier schedule said where it was different: "2 tablets"."""
        if before is None or after is None:
            return ""
        if before.strength and before.strength != after.strength:
            return self.safe(before.strength)
        if self.amount(before) != self.amount(after):
            return self.amount(before)
        if before.as_needed and after.as_needed:
            most = before.most_per_day
            if most is not None and most != after.most_per_day:
                return self.tr("at most %1").replace("%1", str(most))
        if before.cycle_days and before.cycle_days != after.cycle_days:
            return self.tr("days %1").replace("%1", cycle_days_text(before.cycle_days))
        if before.weekdays and before.weekdays != after.weekdays:
            return self.listed([self.weekday(day) for day in before.weekdays])
        if before.times and before.times != after.times:
            return self.listed([self.clock(at) for at in sorted(before.times)])
        return ""

    def dose(self, entry: DoseEntry) -> str:
        """Return the dose beside the name: the strength of the time, else the amount."""
        if entry.dose is not None and entry.dose.strength:
            return safe_dose_text(entry.dose.strength).text
        return safe_dose_text(dose_title(entry.medication, entry.schedule)).text

    def second_line(self, entry: DoseEntry) -> str:
        """Return amount, instruction, and time, as in "1 tablet · with food · 8:00 AM"."""
        record = entry.dose if entry.dose is not None else entry.schedule
        parts = [self.amount(record) if record is not None else ""]
        if parts[0] == self.dose(entry):
            parts = []
        parts.append(_within_line(entry.medication.instructions.partition(". ")[0].rstrip(".")))
        parts.append(self._formats.time(entry.time) if entry.time else "")
        return " · ".join(part for part in parts if part)

    def status(self, dose: Dose, zone: tzinfo) -> str:
        """Return what became of a dose: "Taken 8:04 AM", "Held by the clinic"."""
        if dose.status.was_taken and dose.given_at is not None:
            at = dose.given_at.astimezone(zone)
            words = (
                self.tr("Taken late, %1")
                if dose.status is DoseStatus.LATE
                else (self.tr("Taken %1"))
            )
            when = self._formats.time(at)
            if at.date() != dose.day:
                when = f"{when}, {self._formats.date_short(at.date())}"
            return words.replace("%1", when)
        return self.status_name(dose.status)

    def status_name(self, status: DoseStatus | None) -> str:
        """Return the name of a state; None is not recorded."""
        return {
            DoseStatus.TAKEN: self.tr("Taken"),
            DoseStatus.LATE: self.tr("Taken late"),
            DoseStatus.MISSED: self.tr("Not taken"),
            DoseStatus.SKIPPED: self.tr("Left out on purpose"),
            DoseStatus.HELD: self.tr("Held by the clinic"),
            None: self.tr("Not recorded"),
        }[status]

    def waiting(self, entries: Sequence[DoseEntry]) -> str:
        """Return "4 morning medicines", or "4 medicines" where the parts of the day differ."""
        parts = {part_of_day(entry.time) for entry in entries}
        part = parts.pop() if len(parts) == 1 else ""
        one, several = {
            "morning": (self.tr("1 morning medicine"), self.tr("%1 morning medicines")),
            "noon": (self.tr("1 midday medicine"), self.tr("%1 midday medicines")),
            "afternoon": (self.tr("1 afternoon medicine"), self.tr("%1 afternoon medicines")),
            "evening": (self.tr("1 evening medicine"), self.tr("%1 evening medicines")),
            "night": (self.tr("1 night medicine"), self.tr("%1 night medicines")),
        }.get(part, (self.tr("1 medicine"), self.tr("%1 medicines")))
        return one if len(entries) == 1 else several.replace("%1", str(len(entries)))

    def how(self, schedule: Schedule) -> str:
        """Return how it is taken in one line: "1 tablet at 8:00 AM and 8:00 PM on Mon, Wed"."""
        parts = [self.amount(schedule), self.when(schedule)]
        words = " ".join(part for part in parts if part)
        return words or self.tr("How to take it is not noted")

    def when(self, schedule: Schedule) -> str:
        """Return only the pattern: "at 8:00 AM, days 1 to 21 of the cycle"."""
        if schedule.as_needed:
            return self._when_needed(schedule)
        at = ""
        if schedule.times:
            at = self._at(sorted(schedule.times))
        elif schedule.weekdays or schedule.cycle_days:
            at = self.tr("at any time")
        days = ""
        if len(schedule.weekdays) == 1:
            days = self.tr("every %1").replace("%1", self.weekday(schedule.weekdays[0], full=True))
        elif schedule.weekdays:
            names = [self.weekday(day) for day in schedule.weekdays]
            days = self.tr("on %1").replace("%1", self.listed(names))
        elif schedule.cycle_days:
            pattern = cycle_days_text(schedule.cycle_days)
            words = (
                self.tr("on days %1 of the cycle")
                if len(schedule.cycle_days) > 1
                else (self.tr("on day %1 of the cycle"))
            )
            days = words.replace("%1", pattern)
        elif schedule.times:
            days = self.tr("every day")
        return " ".join(part for part in (at, days) if part)

    def sentence(self, name: str, schedule: Schedule, strength: str = "") -> str:
        """Return the whole pattern as a sentence that reads well aloud."""
        amount = self.amount(schedule)
        strong = safe_dose_text(strength).text
        of = f"{name} {strong}".strip()
        when = self.when(schedule)
        if not when:
            return self.tr("%1: %2. When to take it is not noted.").replace("%1", of).replace(
                "%2", amount or self.tr("as directed"))  # fmt: skip
        start = ""
        if schedule.first_on is not None:
            start = self.tr(", from %1").replace("%1", self._formats.date_medium(schedule.first_on))
        how = f"{amount or self.tr('as directed')} {when}{start}."
        return f"{of}: {how}"

    def weekday(self, number: int, *, full: bool = False) -> str:
        """Return "Mon" for 0, or "Monday"."""
        day = date(2024, 1, 1 + number)
        words = self._formats.weekday_date(day) if full else self._formats.day_date(day)
        return words.partition(",")[0].partition(" ")[0]

    def listed(self, words: Sequence[str]) -> str:
        """Return "a, b and c"."""
        if len(words) < 2:
            return "".join(words)
        first = ", ".join(words[:-1])
        return self.tr("%1 and %2").replace("%1", first).replace("%2", words[-1])

    def clock(self, at: time | datetime) -> str:
        """Return "8:04 AM"."""
        return self._formats.time(at)

    def _when_needed(self, schedule: Schedule) -> str:
        words = self.tr("only when needed")
        if schedule.most_per_day is not None:
            most = self.tr("at most %1 in 24 hours")
            if schedule.most_per_day == 1:
                most = self.tr("at most 1 in 24 hours")
            words = f"{words}, {most.replace('%1', str(schedule.most_per_day))}"
        if schedule.least_gap_hours is not None:
            gap = self.tr("at least %1 hours apart")
            if schedule.least_gap_hours == 1:
                gap = self.tr("at least 1 hour apart")
            words = f"{words}, {gap.replace('%1', str(schedule.least_gap_hours))}"
        return words

    def _at(self, times: Sequence[time]) -> str:
        return self.tr("at %1").replace("%1", self.listed([self._formats.time(t) for t in times]))
