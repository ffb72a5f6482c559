"""Say in words how a medicine is taken and what became of a dose; the same on every screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo

from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.holds import Hold
from caregiver.domain.medications import Schedule, cycle_days_text, dose_title
from caregiver.domain.patterns import pattern_of
from caregiver.domain.quantities import safe_dose_text
from ui.pattern_words import PatternWords

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


class MedicineWords(PatternWords):
    """Write amounts, patterns and states the way this person's desktop does."""

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
        was, now = (pattern_of(one) for one in (before, after))
        if (was.at, was.on) == (now.at, now.on):
            return ""
        if before.times == after.times and before.cycle_days and after.cycle_days:
            return self.tr("days %1").replace("%1", cycle_days_text(before.cycle_days))
        if before.times == after.times and before.weekdays and after.weekdays:
            return self.listed([self.weekday(day) for day in sorted(before.weekdays)])
        if was.on == now.on and before.times and after.times and not before.window_minutes:
            return self.listed([self.clock(at) for at in sorted(before.times)])
        return self.when(replace(before, last_on=None))

    def dose(self, entry: DoseEntry) -> str:
        """Return the dose beside the name: the strength of the time, else the amount."""
        if entry.dose is not None and entry.dose.strength:
            return safe_dose_text(entry.dose.strength).text
        return safe_dose_text(dose_title(entry.medication, entry.schedule)).text

    def second_line(self, entry: DoseEntry, zone: tzinfo | None = None) -> str:
        """Return amount, instruction, and time, as in "1 tablet · with food · 8:00 AM".

        `zone` is the person's, for a dose that follows one given by now.
        """
        record = entry.dose if entry.dose is not None else entry.schedule
        parts = [self.amount(record) if record is not None else ""]
        if parts[0] == self.dose(entry):
            parts = []
        parts.append(_within_line(entry.medication.instructions.partition(". ")[0].rstrip(".")))
        parts.append(self._due(entry, zone))
        return " · ".join(part for part in parts if part)

    def held_by_clinic(self, hold: Hold) -> str:
        """Return "Held by the clinic: low platelets"."""
        words = self.status_name(DoseStatus.HELD)
        return f"{words}: {hold.reason}" if hold.reason else words

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

    def sentence(self, name: str, schedule: Schedule, strength: str = "") -> str:
        """Return the whole pattern as a sentence that reads well aloud."""
        amount = self.amount(schedule)
        strong = safe_dose_text(strength).text
        of = f"{name} {strong}".strip()
        when = self.when(replace(schedule, last_on=None))
        if not pattern_of(schedule).says_when:
            return self.tr("%1: %2. When to take it is not noted.").replace("%1", of).replace(
                "%2", amount or self.tr("as directed"))  # fmt: skip
        start = ""
        if schedule.first_on is not None:
            start = self.tr(", from %1").replace("%1", self.day(schedule.first_on))
        if schedule.last_on is not None:
            start += self.tr(" until %1").replace("%1", self.day(schedule.last_on))
        how = f"{amount or self.tr('as directed')} {when}{start}."
        return f"{of}: {how}"

    def steps(self, name: str, steps: Sequence[Schedule], strength: str = "") -> str:
        """Return steps planned one after another as a sentence.

        "Prednisone: 4 tablets at 8:00 AM every day for 7 days, then 2 tablets for 7 days. It ends
        on March 29, 2027."
        """
        of = f"{name} {safe_dose_text(strength).text}".strip()
        said = ""
        for step in steps:
            phrase = self.amount(step) or self.tr("as directed")
            if not said:
                phrase = f"{phrase} {self.when(replace(step, last_on=None))}".strip()
            phrase = f"{phrase} {self._so_long(step)}".strip()
            words = self.tr("%1, then %2").replace("%1", said)
            said = words.replace("%2", phrase) if said else phrase
        begun = steps[0].first_on if steps else None
        start = self.tr(", from %1").replace("%1", self.day(begun)) if begun else ""
        sentence = f"{of}: {said}{start}."
        ends = steps[-1].last_on if steps else None
        if ends is None:
            return sentence
        end = self.tr("The last dose is on %1.").replace("%1", self.day(ends))
        return f"{sentence} {end}"

    def several(self, name: str, schedules: Sequence[Schedule], strength: str = "") -> str:
        """Return amounts that differ from day to day as a sentence: "5 mg on Mon; 2 mg on Tue"."""
        of = f"{name} {safe_dose_text(strength).text}".strip()
        said = "; ".join(self._how_from(one) for one in schedules)
        return f"{of}: {said}."

    def _how_from(self, schedule: Schedule) -> str:
        """Return how it is taken; what counts from a day names the day."""
        words = self.how(schedule)
        if schedule.every_days is None or schedule.first_on is None:
            return words
        start = self.tr("%1, from %2").replace("%1", words)
        return start.replace("%2", self.day(schedule.first_on))

    def _so_long(self, step: Schedule) -> str:
        if step.first_on is None or step.last_on is None:
            return ""
        days = (step.last_on - step.first_on).days + 1
        if days == 1:
            return self.tr("for 1 day")
        return self.tr("for %1 days").replace("%1", str(days))

    def _due(self, entry: DoseEntry, zone: tzinfo | None) -> str:
        """Return "8:00 AM", "8:00 AM to 10:00 AM", "9:10 AM, 1 hour after Levothyroxine (8:10)"."""
        schedule, at = entry.schedule, entry.time
        if at is None:
            return ""
        if schedule is None:
            return self.clock(at)
        planned = datetime.combine(entry.day, at)
        if entry.follows is not None:
            if entry.follows_at is not None and zone is not None:
                planned = entry.follows_at.astimezone(zone).replace(tzinfo=None)
            return self._beside_other(planned, schedule.after_minutes or 0, entry.follows.name)
        if schedule.window_minutes is None:
            return self.clock(at)
        until = planned + timedelta(minutes=schedule.window_minutes)
        words = self.tr("%1 to %2").replace("%1", self.clock(at))
        return words.replace("%2", self.clock(until))

    def _beside_other(self, due: datetime, minutes: int, name: str) -> str:
        """Return when a dose is due that comes `minutes` after, or before, that of `name`."""
        words = self.tr("%1, together with %3")
        if minutes:
            after = self.tr("%1, %2 after %3 (%4)")
            words = after if minutes > 0 else self.tr("%1, %2 before %3 (%4)")
        words = words.replace("%1", self.clock(due)).replace("%2", self.duration(abs(minutes)))
        other = self.clock(due - timedelta(minutes=minutes))
        return words.replace("%4", other).replace("%3", name)
