"""When and how much a medicine is taken, in the words a paper uses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from caregiver.domain.medications import Medication, Place, Schedule, cycle_days_text, dose_title
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


def when_words(schedule: Schedule, formats: Formats, cycle_length: int | None = None) -> str:
    """Return when it is taken: "morning, Mon, Wed, Fri", "night, days 1 to 21 of each …"."""
    if schedule.as_needed:
        return ", ".join((words.WHEN_NEEDED, *_limits(schedule)))
    parts = [_days(schedule, cycle_length), times_words(schedule.times, formats)]
    return ", ".join(part for part in parts if part)


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
            parts.append(when_words(shown, formats, cycle_length))
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
        limits.append(words.HOURS_APART.format(hours=schedule.least_gap_hours))
    return limits


def _days(schedule: Schedule, cycle_length: int | None) -> str:
    days = ""
    if len(schedule.weekdays) == 1:
        days = words.WEEKDAYS[schedule.weekdays[0]]
    elif schedule.weekdays:
        days = ", ".join(words.SHORT_WEEKDAYS[day] for day in sorted(schedule.weekdays))
    if schedule.cycle_days:
        text = cycle_days_text(schedule.cycle_days)
        pattern = words.CYCLE_DAYS if cycle_length else words.CYCLE_DAYS_ONLY
        cycle = pattern.format(days=text, length=cycle_length)
        days = f"{days}, {cycle}" if days else cycle
    return days


def _safe(text: str) -> str:
    """Return a text with every number held to its unit."""
    return safe_dose_text(text).text
