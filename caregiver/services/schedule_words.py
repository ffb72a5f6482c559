"""When and how much a medicine is taken, in the words a paper uses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from caregiver.domain.medications import Medication, Place, Schedule, cycle_days_text, dose_title
from caregiver.domain.patterns import (
    NO_NAMES,
    PartSort,
    PatternNames,
    PatternPart,
    pattern_of,
    signed_days_text,
)
from caregiver.domain.quantities import safe_dose_text
from caregiver.formats import Formats
from caregiver.services import paper_words as words

_LONGEST_INSTRUCTION = 24


def part_of_day(at: time) -> str:
    """Return the word for a time of day."""
    if at.hour < 5 or at.hour >= 21:
        return words.NIGHT
    if at.hour < 11:
        return words.MORNING
    if at.hour < 14:
        return words.NOON
    return words.AFTERNOON if at.hour < 18 else words.EVENING


def times_words(times: Sequence[time], formats: Formats) -> str:
    """Return "morning and evening", or the clock times where a word would stand twice."""
    ordered = sorted(times)
    parts = [part_of_day(at) for at in ordered]
    if len(set(parts)) < len(parts):
        parts = [formats.time(at) for at in ordered]
    return listed(parts)


def listed(parts: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return words.AND.format(first=", ".join(parts[:-1]), last=parts[-1])


def when_words(
    schedule: Schedule,
    formats: Formats,
    cycle_length: int | None = None,
    names: PatternNames = NO_NAMES,
) -> str:
    """Return when it is taken: "Mon, Wed, Fri, morning", "days 1 to 21 of 28, night".

    `names` are what the schedule points at; `cycle_length` is that of the treatment as a whole.
    """
    if cycle_length is not None:
        names = replace(names, cycle_length=cycle_length)
    parts = pattern_of(schedule, names)
    ordered = (*parts.at, *parts.on) if schedule.as_needed else (*parts.on, *parts.at)
    until = (one for one in parts.span if one.sort is PartSort.UNTIL)
    return ", ".join(text for one in (*ordered, *until) if (text := part_words(one, formats)))


def part_words(part: PatternPart, formats: Formats) -> str:
    """Return one part of a pattern as a paper says it; "" for what goes without saying there."""
    return _PaperPart(part, formats).words()


def duration_words(minutes: int) -> str:
    """Return "30 minutes", "1 hour" or "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    hour = words.HOUR if hours == 1 else words.HOURS.format(count=hours)
    minute = words.MINUTE if rest == 1 else words.MINUTES.format(count=rest)
    if hours and rest:
        return words.HOURS_AND_MINUTES.format(hours=hour, minutes=minute)
    return hour if hours else minute


def steps_words(
    medication: Medication, steps: Sequence[Schedule], formats: Formats,
    names: PatternNames = NO_NAMES,
) -> str:  # fmt: skip
    """Return steps planned one after another: "2 tablets, morning, until May 3, then 1 tablet"."""
    said = ""
    for step in steps:
        parts = (amount_words(medication, step), when_words(step, formats, None, names))
        phrase = ", ".join(part for part in parts if part)
        said = words.THEN.format(before=said, after=phrase) if said else phrase
    return said


def amount_words(medication: Medication, schedule: Schedule | None) -> str:
    """Return the strength and how much each time: "400 mg, 1 tablet"."""
    strength = dose_title(medication, schedule)
    amount = schedule.amount_text() if schedule else ""
    parts = [strength] if strength == amount else [strength, amount]
    return ", ".join(_safe(part) for part in parts if part)


def how_words(
    medication: Medication,
    schedules: Sequence[Schedule],
    formats: Formats,
    cycle_length: int | None = None,
    names: PatternNames = NO_NAMES,
) -> str:
    """Return the short phrase of one medicine: how much, when, where, and how if that is short."""
    at_hospital = medication.place is Place.HOSPITAL
    phrases = []
    for schedule in schedules or (None,):
        parts = [amount_words(medication, schedule)]
        if schedule is not None and schedule.as_needed:
            parts += [words.WHEN_NEEDED, *_limits(schedule)[:1]]
        elif schedule is not None:
            shown = replace(schedule, times=()) if at_hospital else schedule
            parts.append(when_words(shown, formats, cycle_length, names))
        phrases.append(", ".join(part for part in parts if part))
    ending = words.AT_HOSPITAL if at_hospital else _instruction(medication, phrases)
    return ", ".join(part for part in ("; ".join(phrases), ending) if part)


def in_a_sentence(text: str) -> str:
    """Return a note without its full stop and, where it is no name, its capital letter."""
    bare = text.strip().rstrip(".")
    first, _, rest = bare.partition(" ")
    is_plain = first[1:].islower() and not any(letter.isdigit() for letter in first)
    return f"{first.lower()} {rest}".strip() if is_plain else bare


def _instruction(medication: Medication, phrases: Sequence[str]) -> str:
    """Return a short instruction; a time of day that is said already is not said again."""
    bare = _safe(in_a_sentence(medication.instructions))
    for part in (words.MORNING, words.NOON, words.AFTERNOON, words.EVENING, words.NIGHT):
        if any(part in phrase for phrase in phrases):
            for opening in (f"in the {part}", f"at {part}", f"every {part}"):
                bare = bare.removeprefix(opening).lstrip(", ")
    return bare if len(bare) <= _LONGEST_INSTRUCTION else ""


def limit_words(schedule: Schedule) -> str:
    """Return "at most 6 a day, at least 4 hours apart", "" where there is no limit."""
    return ", ".join(_limits(schedule))


def _limits(schedule: Schedule) -> list[str]:
    limits = []
    if schedule.most_per_day is not None:
        limits.append(words.AT_MOST.format(count=schedule.most_per_day))
    if schedule.least_gap_hours is not None:
        hours = schedule.least_gap_hours
        apart = words.HOUR_APART if hours == 1 else words.HOURS_APART.format(hours=hours)
        limits.append(apart)
    return limits


class _PaperPart:
    """The words of one part; a method for each kind."""

    def __init__(self, part: PatternPart, formats: Formats) -> None:
        self._part, self._formats = part, formats

    def words(self) -> str:
        """Return the words."""
        said: str = getattr(self, f"_{self._part.sort.value}")()
        name = self._part.name
        is_cycle = self._part.sort in _OF_A_REGIMEN
        return words.IN_REGIMEN.format(days=said, regimen=name) if name and is_cycle else said

    def _needed(self) -> str:
        return words.WHEN_NEEDED

    def _most(self) -> str:
        return words.AT_MOST.format(count=self._part.numbers[0])

    def _gap(self) -> str:
        hours = self._part.numbers[0]
        return words.HOUR_APART if hours == 1 else words.HOURS_APART.format(hours=hours)

    def _times(self) -> str:
        return times_words(self._part.times, self._formats)

    def _windows(self) -> str:
        times = [self._formats.time(at) for at in self._part.times]
        if not times:
            return words.WITHIN.format(time=duration_words(self._part.numbers[0]))
        pairs = zip(times[::2], times[1::2], strict=True)
        return listed([words.BETWEEN.format(first=one, last=other) for one, other in pairs])

    def _any_time(self) -> str:
        return ""

    def _after(self) -> str:
        return self._beside(words.AFTER_DOSE)

    def _before(self) -> str:
        return self._beside(words.BEFORE_DOSE)

    def _together(self) -> str:
        return self._beside(words.WITH_DOSE)

    def _beside(self, pattern: str) -> str:
        minutes = self._part.numbers[0]
        medicine = self._part.name or words.OTHER_MEDICINE
        return pattern.format(time=duration_words(minutes), medicine=medicine)

    def _every_day(self) -> str:
        return ""

    def _every_days(self) -> str:
        return words.EVERY_DAYS.format(count=self._part.numbers[0])

    def _weekdays(self) -> str:
        days = self._part.numbers
        if len(days) == 1:
            return words.WEEKDAYS[days[0]]
        return ", ".join(words.SHORT_WEEKDAYS[day] for day in days)

    def _month_days(self) -> str:
        return self._one_or_more(words.MONTH_DAY, words.MONTH_DAYS)

    def _cycle_days(self) -> str:
        if self._part.length is None:
            return self._one_or_more(words.CYCLE_DAY_ONLY, words.CYCLE_DAYS_ONLY)
        return self._one_or_more(words.CYCLE_DAY, words.CYCLE_DAYS)

    def _whole_cycle(self) -> str:
        length = self._part.length
        return words.WHOLE_CYCLE_OF.format(length=length) if length else words.WHOLE_CYCLE

    def _infusion_days(self) -> str:
        if not self._part.numbers:
            return words.WHOLE_CYCLE
        return self._one_or_more(words.INFUSION_DAY, words.INFUSION_DAYS)

    def _from_cycle(self) -> str:
        return words.FROM_CYCLE.format(first=self._part.numbers[0])

    def _in_cycles(self) -> str:
        first, last = self._part.numbers
        pattern = words.IN_CYCLE if first == last else words.IN_CYCLES
        return pattern.format(first=first, last=last)

    def _from(self) -> str:
        return self._day(words.SINCE)

    def _until(self) -> str:
        return self._day(words.UNTIL)

    def _day(self, pattern: str) -> str:
        day = self._part.day
        return pattern.format(day=self._formats.date_medium(day)) if day else ""

    def _one_or_more(self, one: str, several: str) -> str:
        days = self._part.numbers
        from_infusion = self._part.sort is PartSort.INFUSION_DAYS
        text = signed_days_text(days) if from_infusion else cycle_days_text(days)
        return (one if len(days) == 1 else several).format(days=text, length=self._part.length)


_OF_A_REGIMEN = {PartSort.CYCLE_DAYS, PartSort.WHOLE_CYCLE, PartSort.INFUSION_DAYS}


def _safe(text: str) -> str:
    """Return a text with every number held to its unit."""
    return safe_dose_text(text).text
