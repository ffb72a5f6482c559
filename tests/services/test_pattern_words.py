"""Every pattern has words, on screen, on paper and in a terminal, and they name every number."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caregiver.domain.medications import Schedule, cycle_days_text
from caregiver.domain.patterns import (
    PartSort,
    PatternNames,
    pattern_of,
    signed_days_text,
    step_chain,
    take_turns,
)
from caregiver.formats import PlainFormats
from caregiver.services.schedule_words import (
    duration_words,
    part_of_day,
    steps_words,
    when_words,
)
from tests.builders import MONDAY, a_line, a_medication, a_regimen, a_schedule
from ui.pattern_words import PatternWords

FORMATS = PlainFormats()
DPD = a_regimen(a_line(), id="dpd", name="DPd", lengths=(28,))
MIXED = a_regimen(a_line(), id="mixed", name="Tec", length_from=(1, 9), lengths=(21, 28))
CART = a_regimen(a_line(), id="cart", name="CAR-T", first_day=-5)
NAMES = PatternNames({"levo": "Levothyroxine"}, {"dpd": DPD}, 28)
SEVERAL = PatternNames({}, {one.id: one for one in (DPD, MIXED, CART)})

days = st.dates(date(2026, 1, 1), date(2030, 1, 1))
some_days = st.sets(st.integers(1, 28), min_size=1, max_size=9).map(sorted).map(tuple)
clock = st.builds(time, st.integers(0, 23), st.sampled_from([0, 5, 30, 59]))


@st.composite
def patterns(draw):
    """Draw any schedule that may be saved."""
    fields = {}
    at = draw(st.sampled_from(["times", "after", "needed", "nothing"]))
    if at == "times":
        fields["times"] = tuple(draw(st.sets(clock, min_size=1, max_size=5)))
    if at == "after":
        minutes = draw(st.integers(-1439, 1439))
        fields |= {"after_medication_id": "levo", "after_minutes": minutes}
    if at == "needed":
        limit = st.none() | st.integers(1, 30)
        fields |= {"as_needed": True, "most_per_day": draw(limit), "least_gap_hours": draw(limit)}
    else:
        fields["weekdays"] = tuple(draw(st.sets(st.integers(0, 6), max_size=7)))
        fields["window_minutes"] = draw(st.none() | st.integers(1, 1439))
        if draw(st.booleans()):
            fields |= {
                "regimen_id": draw(st.sampled_from(["dpd", "mixed", "cart", None])),
                "cycle_days": draw(some_days),
                "cycles_from": draw(st.none() | st.integers(1, 5)),
                "cycles_to": draw(st.none() | st.integers(5, 20)),
            }
    fields["every_days"] = draw(st.none() | st.integers(2, 90))
    fields["month_days"] = draw(st.just(()) | some_days)
    first = draw(days)
    last = draw(st.none() | st.integers(0, 400))
    fields |= {"first_on": first, "last_on": first + timedelta(days=last) if last else None}
    schedule = Schedule(medication_id="this", amount=Decimal(1), unit="tablet", **fields)
    assert schedule.problems() == ()
    return schedule


def numbers_in(part):
    """Return the numbers and clock times that the words of a part must name."""
    if part.sort in {PartSort.WEEKDAYS, PartSort.FROM, PartSort.TIMES}:
        return set()
    if part.sort is PartSort.WINDOWS and part.times:
        return {FORMATS.time(at) for at in part.times}
    if part.sort in {PartSort.WINDOWS, PartSort.AFTER, PartSort.BEFORE}:
        return {str(one) for one in divmod(part.numbers[0], 60) if one}
    if part.sort is PartSort.CYCLE_DAYS or part.sort is PartSort.MONTH_DAYS:
        days = set(re.findall(r"\d+", cycle_days_text(part.numbers)))
        return days | ({str(part.length)} if part.length else set())
    if part.sort is PartSort.INFUSION_DAYS:
        return set(re.findall(r"\d+", signed_days_text(part.numbers)))
    if part.sort is PartSort.UNTIL:
        return {FORMATS.date_medium(part.day)}
    return {str(one) for one in part.numbers} if part.sort is not PartSort.TOGETHER else set()


def _in(text, words):
    return not text.isdigit() and text in words


@given(patterns(), st.sampled_from([NAMES, SEVERAL]))
@settings(max_examples=200, deadline=None)
def test_screen_and_paper_name_every_number_of_any_pattern(schedule, names):
    parts = pattern_of(schedule, names)
    screen = PatternWords(FORMATS, lambda: names).when(schedule)
    paper = when_words(schedule, FORMATS, None, names)
    for words in (screen, paper):
        assert "%" not in words
        assert "{" not in words
        for part in parts.all:
            if not parts.says_when:
                continue
            said = {*re.findall(r"\d+", words)}
            missing = [one for one in numbers_in(part) if one not in said and not _in(one, words)]
            assert not missing, f"{words!r} does not say {missing}"
    if parts.says_when:
        assert screen
    for at in schedule.times if schedule.window_minutes is None else ():
        assert FORMATS.time(at) in screen
        assert FORMATS.time(at) in paper or part_of_day(at) in paper


@pytest.mark.parametrize("sort", PartSort)
def test_both_faces_have_words_for_every_part(sort):
    from caregiver.domain.patterns import PatternPart
    from caregiver.services.schedule_words import part_words

    part = PatternPart(sort, (1, 2), (time(8), time(9)), "X", MONDAY, 28)
    said = {PartSort.ANY_TIME, PartSort.EVERY_DAY}
    assert PatternWords(FORMATS).part(part)
    assert part_words(part, FORMATS) or sort in said


def when(**fields):
    """Return the words of a pattern on screen and on paper."""
    schedule = Schedule(medication_id="this", amount=Decimal(1), unit="tablet", **fields)
    assert schedule.problems() == ()
    names = SEVERAL if fields.get("regimen_id") in {"mixed", "cart"} else NAMES
    screen = PatternWords(FORMATS, lambda: names).when(schedule)
    said = (screen, when_words(schedule, FORMATS, None, names))
    return tuple(one.replace("\xa0", " ") for one in said)


EIGHT = (time(8),)


@pytest.mark.parametrize(
    ("fields", "screen", "paper"),
    [
        ({"times": EIGHT}, "at 8:00 AM every day", "morning"),
        ({"times": EIGHT, "weekdays": (0,)}, "at 8:00 AM every Monday", "Mondays, morning"),
        (
            {"times": (time(20), time(8)), "weekdays": (0, 3)},
            "at 8:00 AM and 8:00 PM on Mon and Thu",
            "Mon, Thu, morning and evening",
        ),
        (
            {"times": EIGHT, "every_days": 3, "first_on": MONDAY},
            "at 8:00 AM every 3 days",
            "every 3 days, morning",
        ),
        (
            {"times": EIGHT, "month_days": (1, 15)},
            "at 8:00 AM on days 1, 15 of each month",
            "days 1, 15 of each month, morning",
        ),
        (
            {"times": EIGHT, "cycle_days": tuple(range(1, 22)), "regimen_id": "dpd",
             "cycles_from": 3},
            "at 8:00 AM on days 1 to 21 of each 28-day cycle, from cycle 3 on",
            "days 1 to 21 of 28, from cycle 3 on, morning",
        ),
        (
            {"cycle_days": (1,), "regimen_id": "mixed", "cycles_to": 8},
            "at any time on day 1 of each 21-day cycle (Tec), in cycles 1 to 8",
            "day 1 of 21 (Tec), in cycles 1 to 8",
        ),
        (
            {"regimen_id": "mixed", "times": EIGHT, "cycles_from": 2, "cycles_to": 2},
            "at 8:00 AM every day of each 21-day cycle (Tec), in cycle 2",
            "every day of the 21-day cycle (Tec), in cycle 2, morning",
        ),
        (
            {"cycle_days": (-5, -4, -3, 14), "regimen_id": "cart"},
            "at any time on days -5 to -3, +14, counted from the infusion (CAR-T)",
            "days -5 to -3, +14 from the infusion (CAR-T)",
        ),
        (
            {"times": EIGHT, "window_minutes": 120},
            "between 8:00 AM and 10:00 AM every day",
            "between 8:00 AM and 10:00 AM",
        ),
        (
            {"after_medication_id": "levo", "after_minutes": 60},
            "1 hour after Levothyroxine",
            "1 hour after Levothyroxine",
        ),
        (
            {"after_medication_id": "levo", "after_minutes": -90, "weekdays": (0,)},
            "1 hour 30 minutes before Levothyroxine every Monday",
            "Mondays, 1 hour 30 minutes before Levothyroxine",
        ),
        (
            {"after_medication_id": "levo", "after_minutes": 0},
            "together with Levothyroxine",
            "together with Levothyroxine",
        ),
        (
            {"as_needed": True, "most_per_day": 3, "least_gap_hours": 1},
            "only when needed, at most 3 in 24 hours, at least 1 hour apart",
            "only when needed, at most 3 a day, at least 1 hour apart",
        ),
        (
            {"times": EIGHT, "last_on": date(2027, 4, 4)},
            "at 8:00 AM every day until April 4, 2027",
            "morning, until April 4, 2027",
        ),
        ({}, "", ""),
    ],
)  # fmt: skip
def test_each_pattern_in_words(fields, screen, paper):
    assert when(**fields) == (screen, paper)


def test_a_length_that_changes_between_cycles_is_not_said():
    words, _ = when(cycle_days=(1,), regimen_id="mixed", times=EIGHT)
    assert words == "at 8:00 AM on day 1 of the cycle (Tec)"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 minute"), (30, "30 minutes"), (60, "1 hour"), (150, "2 hours 30 minutes")],
)
def test_durations_read_alike_on_screen_and_paper(minutes, words):
    assert (duration_words(minutes), PatternWords(FORMATS).duration(minutes)) == (words, words)


def test_steps_are_said_one_after_another_on_paper():
    medication = a_medication(name="Prednisone", strength="5 mg")
    steps = [
        a_schedule(medication, amount=Decimal(amount), times=EIGHT, first_on=first, last_on=last)
        for amount, first, last in (
            (4, MONDAY, MONDAY + timedelta(days=6)),
            (2, MONDAY + timedelta(days=7), None),
        )
    ]
    words = steps_words(medication, steps, FORMATS).replace("\xa0", " ")
    assert words == (
        "5 mg, 4 tablets, morning, until March 21, 2027, then 5 mg, 2 tablets, morning"
    )


def steps_of(*lengths):
    """Return schedules that follow each other, each as many days as said."""
    first, found = MONDAY, []
    for number, length in enumerate(lengths):
        last = first + timedelta(days=length - 1)
        found.append(Schedule(id=str(number), times=EIGHT, first_on=first, last_on=last))
        first = last + timedelta(days=1)
    return found


def test_steps_to_come_belong_together():
    one, two, three = steps_of(7, 7, 7)
    assert step_chain([three, one, two], one) == (one, two, three)
    assert step_chain([three, one, two], two) == (two, three)


def test_a_change_of_times_is_no_step():
    one, two = steps_of(7, 7)
    later = Schedule(id="x", times=(time(20),), first_on=two.first_on)
    assert step_chain([one, later], one) == (one,)


def test_taking_turns_is_every_so_many_days_one_day_apart():
    turns = [
        Schedule(every_days=2, first_on=MONDAY + timedelta(days=place), times=EIGHT)
        for place in range(2)
    ]
    assert take_turns(turns)
    assert not take_turns(turns[:1])
    assert not take_turns([turns[0], turns[0]])
