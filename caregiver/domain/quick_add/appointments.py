"""Lines about an appointment: "haematology wed 24 march 10:30 st james level 2"."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from caregiver.domain.appointment_kinds import kind_named, kind_of
from caregiver.domain.name_match import fold
from caregiver.domain.quick_add import names
from caregiver.domain.quick_add.context import Context
from caregiver.domain.quick_add.days import WEEKDAY, Day, take_day
from caregiver.domain.quick_add.line import Line, sentence, tidy
from caregiver.domain.quick_add.reading import Kind, Reading, chip, enum_chip
from caregiver.domain.quick_add.times import (
    Time,
    take_minutes,
    take_now,
    take_part_of_day,
    take_time,
)
from caregiver.domain.recurrence import Rule, daily, weekly

USUAL_MINUTES = 30
# Words that tell of a day rather than plan one; such a line needs a clock time to be a plan.
_TELLING = re.compile(
    r"\b(?:was|were|went|slept|felt|feels?|feeling|scared|worried|afraid|nervous|hoping|hope|had"
    r"|is|are|i|he|we|they|because|about|good|bad|hard|tired|cried|talked|said|told|thinking"
    r"|cancell?ed|cannot|can['’]?t|results?)\b"
)
_LEAD = re.compile(
    r"^(?:(?:she|he|mom|mum|dad|we|i)\s+(?:has|have)\s+(?:an?\s+|her\s+|his\s+)?|(?:new\s+)?"
    r"(?:appointment|appt)\s*(?::|-|for\b|with\b)\s*)"
)
_EVERY = re.compile(
    r"\bevery(?:\s+(?P<other>other|second))?(?:\s+(?P<count>[2-9]))?"
    r"(?:\s+(?P<unit>days?|weeks?))?\b"
    r"|\b(?P<word>daily|weekly|fortnightly|biweekly)\b"
)
_PLACE = re.compile(r"\s+(?:at|@|in)\s+(?:the\s+)?|\s*@\s*")
_JOIN = re.compile(r"^(?:at|in|on|@|with|the|to|and|,|-)\s+")
_JOIN_END = re.compile(r"\s+(?:at|in|on|@|with|from|by|for|the|and)$")
_WITH = re.compile(r"\bwith\s+")


class _When(NamedTuple):
    day: Day | None
    at: Time | None
    part: str
    minutes: int | None
    rule: Rule | None
    says_time: bool


def read_appointment(line: Line, context: Context) -> Reading | None:
    """Read an appointment, None where the line does not plan one."""
    cue = kind_named(line.text) is not None
    telling = _TELLING.search(line.free) is not None
    line.take(_LEAD)
    line_of_lead = line.copy()
    person = _take_person(line, context)
    when = _when(line, context)
    if when.day is None and when.at is None and when.rule is None:
        return None
    if not _is_plan(when, context, cue or person is not None, telling):
        return None
    title, place = _title_and_place(line, line_of_lead)
    if not title and person:
        title = person.members[0].name if person.members else ""
    if not title:
        return None
    return _reading(line, context, when, (title, place, person))


def _is_plan(when: _When, context: Context, named: bool, telling: bool) -> bool:
    has_time = when.says_time
    if telling and not (has_time and named):
        return False
    if when.day and when.day.day < context.today and not (has_time and named):
        return False
    if when.rule:
        return named or has_time
    return named or (has_time and when.day is not None)


def _when(line: Line, context: Context) -> _When:
    take_now(line)
    rule_match = line.take(_EVERY, lambda match: _repeats(line, match))
    day = take_day(line, context)
    minutes = take_minutes(line)
    evening = bool(day and day.evening)
    at = take_time(line, context, evening)
    says_time = at is not None
    part = "" if at and at.sure else take_part_of_day(line)
    if at is None:
        at = take_time(line, context, evening, bare=True)
    if at and part:
        at = _in_part(at, part)
    rule = _rule(rule_match, day) if rule_match else None
    return _When(_not_over(day, at, part, context), at, part, minutes, rule, says_time)


def _not_over(day: Day | None, at: Time | None, part: str, context: Context) -> Day | None:
    """Let a weekday that is today mean next week where its time is already over."""
    if day is None or day.sure or day.day != context.today:
        return day
    over = at.at <= context.clock if at else part == "morning" and context.clock.hour >= 12
    later = [one for one in day.choices if one > day.day]
    return Day(later[0], False, (later[0], day.day)) if over and later else day


def _repeats(line: Line, match: re.Match[str]) -> bool:
    return bool(match["word"] or match["unit"] or WEEKDAY.match(line.free[match.end() :].lstrip()))


def _rule(match: re.Match[str], day: Day | None) -> Rule:
    interval = 2 if match["other"] or match["word"] in {"fortnightly", "biweekly"} else 1
    if match["count"]:
        interval = int(match["count"])
    if match["word"] == "daily" or (match["unit"] or "").startswith("day"):
        return daily(interval)
    weekdays = (day.day.weekday(),) if day else ()
    return weekly(weekdays, interval)


def _in_part(at: Time, part: str) -> Time:
    """Let "in the evening" or "morning" decide between the two halves of the day."""
    wanted = [one for one in at.choices if (one.hour < 12) == (part == "morning")]
    return Time(wanted[0], ends=at.ends) if len(wanted) == 1 else at


def _take_person(line: Line, context: Context) -> names.Person | None:
    """Find a member after "with", or a member's name anywhere; the name in a title stays."""
    match = _WITH.search(line.free)
    words = names.words_of(line)
    places = [at for at, word in enumerate(words) if match and word.start() == match.end()]
    for place in places:
        person = names.person_at(line, words, place, context)
        if person and match:
            line.blot(match.start(), person.end)
            return person
    for place in range(len(words)):
        person = names.person_at(line, words, place, context)
        if person and person.role is None and _is_unmistakable(line, person):
            return person
    return None


def _is_unmistakable(line: Line, person: names.Person) -> bool:
    """Say whether a name without "with" before it is a name: titled, or typed in full."""
    typed = fold(line.free[person.start : person.end]).split()
    known = [fold(one.name).split() for one in person.members]
    titled = typed[0] in names.TITLES
    return titled or any(
        typed == one or (one[0] in names.TITLES and set(typed) <= set(one)) for one in known
    )


def _title_and_place(line: Line, whole: Line) -> tuple[str, str]:
    """Return what stands before day and time, and what after; a line may begin with them."""
    start = len(whole.free) - len(whole.free.lstrip("\x1f "))
    shifted = line.copy()
    shifted.text, left = line.text[start:], line.free[start:]
    shifted = Line(shifted.text)
    for match in re.finditer("\x1f+", left):
        shifted.blot(match.start(), match.end())
    before, after = shifted.before_and_after()
    if not before:
        before, after = after, ""
    before, after = _bare(before), _bare(after)
    pieces = _PLACE.split(f" {before}", maxsplit=1)
    if len(pieces) == 2 and tidy(pieces[0]):
        before = tidy(pieces[0])
        after = tidy(", ".join(part for part in (tidy(pieces[1]), after) if part))
    return sentence(before), _place_name(after)


def _bare(text: str) -> str:
    text = tidy(text)
    while (shorter := tidy(_JOIN_END.sub("", _JOIN.sub("", text)))) != text:
        text = shorter
    return text


def _place_name(text: str) -> str:
    """Return a place typed in small letters with capitals; anything else as typed."""
    if text != text.lower():
        return text
    small = {"of", "the", "and", "at", "in", "on"}
    return " ".join(
        word if word in small and place else sentence(word)
        for place, word in enumerate(text.split())
    )


def _reading(
    line: Line, context: Context, when: _When, words: tuple[str, str, names.Person | None]
) -> Reading:
    title, place, person = words
    day = when.day or _coming_day(when, context)
    chips = [
        chip("title", title),
        enum_chip("sort", kind_of(title)),
        chip("day", day.day, day.sure, day.choices),
    ]
    if when.at:
        chips.append(chip("time", when.at.at, when.at.sure, when.at.choices))
        chips.append(chip("ends", _end(when)))
    if when.rule:
        chips.append(chip("rule", when.rule.text()))
    if place:
        chips.append(chip("location", place))
    if person and person.members:
        chips.append(names.member_chip(person, context))
    if when.part and not when.at:
        chips.append(chip("note", sentence(when.part)))
    return Reading(Kind.APPOINTMENT, line.text, tuple(chips), clock12=context.clock12)


def _coming_day(when: _When, context: Context) -> Day:
    """Return today for a time still ahead, else tomorrow, asking."""
    if when.at is None or when.at.at > context.clock:
        return Day(context.today)
    later = context.today + timedelta(days=1)
    return Day(later, False, (later, context.today))


def _end(when: _When) -> time:
    assert when.at is not None
    if when.at.ends:
        return when.at.ends
    start = datetime.combine(date(2000, 1, 1), when.at.at)
    end = start + timedelta(minutes=when.minutes or USUAL_MINUTES)
    return end.time() if end.date() == start.date() else time(23, 59)
