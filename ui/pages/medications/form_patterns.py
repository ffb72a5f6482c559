"""Which pattern of days and times saved schedules make, for the form to show it again."""

from __future__ import annotations

from collections.abc import Sequence

from caregiver.domain.medications import Schedule
from caregiver.domain.patterns import step_chain, take_turns
from caregiver.services.medications import MedicationEntry

UNITS = ("tablet", "capsule", "mL", "mg", "mcg", "unit", "drop", "puff", "patch", "injection")
DAILY, WEEKLY, CYCLE, NEEDED, DIRECTED = "daily", "weekly", "cycle", "needed", "directed"
OTHER, EVERY, MONTH, AFTER, VARIED, TURNS, STEPS = (
    "other", "every", "month", "after", "varied", "turns", "steps"
)  # fmt: skip
MORE_PATTERNS = (EVERY, MONTH, AFTER, VARIED, TURNS, STEPS)
# Patterns that count from a day, so the day must be known.
COUNTED = (EVERY, TURNS, STEPS)
# Patterns whose amounts stand in rows of their own.
IN_ROWS = (VARIED, TURNS, STEPS)


def pattern_key(schedules: Sequence[Schedule]) -> str | None:
    """Return the pattern that schedules make together; None for none, or for a new one."""
    if not schedules:
        return None
    one = schedules[0]
    if len(schedules) > 1:
        return _together(schedules)
    if one.as_needed:
        return NEEDED
    if one.after_medication_id is not None:
        return AFTER
    if one.every_days is not None:
        return EVERY
    if one.month_days:
        return MONTH
    if one.is_in_cycles:
        return CYCLE
    if one.weekdays:
        return WEEKLY
    if one.times:
        return DAILY
    return DIRECTED if one.created_at is not None else None


def plan_of(entry: MedicationEntry) -> tuple[Schedule, ...]:
    """Return the schedules that one form can show: the one in force, its steps, or its rows.

    Empty where what is in force does not make one pattern, or nothing is known.
    """
    every = (*entry.schedules, *entry.coming, *entry.earlier)
    shown = entry.shown
    if len(shown) == 1 or (shown and not entry.schedules):
        return step_chain(every, shown[0])
    return tuple(shown) if shown and _together(shown) else ()


def can_ask(entry: MedicationEntry | None) -> bool:
    """Say whether a form can show how a medicine is taken."""
    return entry is None or not entry.shown or bool(plan_of(entry))


def is_mixed(schedule: Schedule) -> bool:
    """Say whether a schedule names its days in more than one way, which no form can show."""
    ways = (schedule.weekdays, schedule.every_days, schedule.month_days, schedule.is_in_cycles)
    return sum(bool(one) for one in ways) > 1


def _together(schedules: Sequence[Schedule]) -> str | None:
    if take_turns(schedules):
        return TURNS
    if step_chain(schedules, schedules[0]) == tuple(schedules):
        return STEPS
    units = {one.unit for one in schedules}
    plain = all(
        one.times and not (one.is_in_cycles or one.month_days or one.every_days or one.as_needed)
        for one in schedules
    )
    spans = {(one.first_on, one.last_on) for one in schedules}
    windows = {one.window_minutes for one in schedules}
    words = {one.dose_text for one in schedules}
    same = len(units) == len(spans) == len(words) == 1 and windows == {None}
    return VARIED if plain and same else None
