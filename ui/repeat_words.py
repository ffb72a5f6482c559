"""Say a repeat rule in words: "Every month on the second Wednesday until April 30, 2028"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from caregiver.domain.recurrence import Frequency, NthWeekday, Rule
from caregiver.formats import Formats

# once, and every n times
_EVERY: dict[Frequency, tuple[object, object]] = {
    Frequency.MINUTELY: (QT_TRANSLATE_NOOP("Repeats", "Every minute"),
                         QT_TRANSLATE_NOOP("Repeats", "Every %1 minutes")),
    Frequency.HOURLY: (QT_TRANSLATE_NOOP("Repeats", "Every hour"),
                       QT_TRANSLATE_NOOP("Repeats", "Every %1 hours")),
    Frequency.DAILY: (QT_TRANSLATE_NOOP("Repeats", "Every day"),
                      QT_TRANSLATE_NOOP("Repeats", "Every %1 days")),
    Frequency.WEEKLY: (QT_TRANSLATE_NOOP("Repeats", "Every week"),
                       QT_TRANSLATE_NOOP("Repeats", "Every %1 weeks")),
    Frequency.MONTHLY: (QT_TRANSLATE_NOOP("Repeats", "Every month"),
                        QT_TRANSLATE_NOOP("Repeats", "Every %1 months")),
    Frequency.YEARLY: (QT_TRANSLATE_NOOP("Repeats", "Every year"),
                       QT_TRANSLATE_NOOP("Repeats", "Every %1 years")),
}  # fmt: skip
_PLACES = (
    QT_TRANSLATE_NOOP("Repeats", "first"), QT_TRANSLATE_NOOP("Repeats", "second"),
    QT_TRANSLATE_NOOP("Repeats", "third"), QT_TRANSLATE_NOOP("Repeats", "fourth"),
    QT_TRANSLATE_NOOP("Repeats", "fifth"),
)  # fmt: skip
_WORKING_DAYS = (0, 1, 2, 3, 4)
# the translation tool finds a call by this name
translate = QCoreApplication.translate


def rule_words(rule: Rule, starts: datetime | None, formats: Formats) -> str:
    """Return a rule as one phrase; what it leaves open is taken from `starts`."""
    parts = [_every(rule)]
    parts += _days(rule, starts, formats)
    parts += _times(rule, formats)
    words = " ".join(part for part in parts if part)
    if rule.until:
        until = translate("Repeats", "%1 until %2")
        return until.replace("%1", words).replace("%2", formats.date_medium(rule.until))
    if rule.count:
        times = translate("Repeats", "%1, %2 times") if rule.count > 1 else translate(
            "Repeats", "%1, only once")  # fmt: skip
        return times.replace("%1", words).replace("%2", str(rule.count))
    return words


def month_day_words(day: int) -> str:
    """Return "the 24th", "the last day", or "day 3 from the end"."""
    if day == -1:
        return translate("Repeats", "the last day of the month")
    if day < 0:
        return translate("Repeats", "day %1 from the end of the month").replace("%1", str(-day))
    return translate("Repeats", "the %1").replace("%1", _ordinal(day))


def nth_weekday_words(one: NthWeekday) -> str:
    """Return "the second Wednesday", or "Wednesday" for each."""
    if not one.nth:
        return _weekday(one.weekday)
    words = translate("Repeats", "the %1 %2").replace("%1", place_words(one.nth))
    return words.replace("%2", _weekday(one.weekday))


def place_words(number: int) -> str:
    """Return "first" to "fifth", "last", "second to last", "12th"."""
    if number == -1:
        return translate("Repeats", "last")
    if number < 0:
        return translate("Repeats", "%1 to last").replace("%1", place_words(-number))
    if number <= len(_PLACES):
        return translate("Repeats", str(_PLACES[number - 1]))
    return _ordinal(number)


def joined(words: Sequence[str]) -> str:
    """Return "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    both = translate("Repeats", "%1 and %2").replace("%2", words[-1])
    return both.replace("%1", ", ".join(words[:-1]))


def _every(rule: Rule) -> str:
    is_weekly = rule.frequency is Frequency.DAILY and rule.interval == 1 and rule.weekdays
    once, many = _EVERY[Frequency.WEEKLY if is_weekly else rule.frequency]
    if rule.interval == 1:
        return translate("Repeats", str(once))
    return translate("Repeats", str(many)).replace("%1", str(rule.interval))


def _days(rule: Rule, starts: datetime | None, formats: Formats) -> list[str]:
    """Return which days, from the nearest to the widest: "on the 24th", "of March"."""
    if rule.frequency is Frequency.YEARLY and _is_one_date(rule):
        month, day = rule.months[:1], rule.month_days[:1]
        if starts is not None:
            whole = date(2024, (month or (starts.month,))[0], (day or (starts.day,))[0])
            return [_on(formats.month_day(whole))]
        return []
    days = [month_day_words(day) for day in rule.month_days]
    if rule.positions and rule.weekdays:
        days += [_position_words(rule)]
    else:
        days += [nth_weekday_words(one) for one in rule.weekdays]
    if not days and not rule.year_days and starts is not None:
        days = _of_the_start(rule, starts)
    found = [_on(joined(days))] if days else []
    if rule.months:
        names = joined([_month(number) for number in rule.months])
        found.append(translate("Repeats", "of %1").replace("%1", names) if days else
                     translate("Repeats", "in %1").replace("%1", names))  # fmt: skip
    return found + _counted(rule)


def _is_one_date(rule: Rule) -> bool:
    """Tell whether a yearly rule means one date, such as March 24."""
    others = (rule.weeks, rule.year_days, rule.weekdays, rule.positions)
    named = len(rule.months) <= 1 and len(rule.month_days) <= 1
    whole = bool(rule.months) or not rule.month_days
    return named and whole and not any(others) and all(_fits(rule, day) for day in rule.month_days)


def _fits(rule: Rule, day: int) -> bool:
    longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= day <= longest[rule.months[0] - 1]


def _of_the_start(rule: Rule, starts: datetime) -> list[str]:
    if rule.frequency is Frequency.WEEKLY or rule.weeks:
        return [_weekday(starts.weekday())]
    if rule.frequency in (Frequency.MONTHLY, Frequency.YEARLY):
        return [month_day_words(starts.day)]
    return []


def _position_words(rule: Rule) -> str:
    """Return "the last working day", "the first Monday or Friday" for BYDAY with BYSETPOS."""
    places = joined([place_words(place) for place in rule.positions])
    days = rule.plain_weekdays
    if days == _WORKING_DAYS:
        return translate("Repeats", "the %1 day from Monday to Friday").replace("%1", places)
    if len(days) == 7:
        return translate("Repeats", "the %1 day").replace("%1", places)
    names = " / ".join(nth_weekday_words(one) for one in rule.weekdays)
    return translate("Repeats", "the %1 %2").replace("%1", places).replace("%2", names)


def _counted(rule: Rule) -> list[str]:
    """Return what counts weeks or days of the year, and positions among all that."""
    found = []
    if rule.weeks:
        weeks = joined([str(week) for week in rule.weeks])
        found.append(translate("Repeats", "in week %1 of the year").replace("%1", weeks))
    if rule.year_days:
        days = joined([str(day) for day in rule.year_days])
        found.append(translate("Repeats", "on day %1 of the year").replace("%1", days))
    if rule.positions and not rule.weekdays:
        places = joined([place_words(place) for place in rule.positions])
        found.append(translate("Repeats", "(the %1 of these)").replace("%1", places))
    return found


def _times(rule: Rule, formats: Formats) -> list[str]:
    if rule.hours:
        times = [
            formats.time(time(hour, minute))
            for hour in rule.hours
            for minute in rule.minutes or [0]
        ]
        return [translate("Repeats", "at %1").replace("%1", joined(times))]
    if rule.minutes:
        minutes = joined([str(minute) for minute in rule.minutes])
        return [translate("Repeats", "at minute %1").replace("%1", minutes)]
    return []


def _on(words: str) -> str:
    return translate("Repeats", "on %1").replace("%1", words)


def _ordinal(number: int) -> str:
    """Return "24th"; another language may need no ending."""
    tail = number % 10 if number % 100 not in (11, 12, 13) else 0
    endings = {
        1: translate("Repeats", "%1st"),
        2: translate("Repeats", "%1nd"),
        3: translate("Repeats", "%1rd"),
    }
    return endings.get(tail, translate("Repeats", "%1th")).replace("%1", str(number))


def _weekday(number: int) -> str:
    return QLocale().dayName(number + 1)


def _month(number: int) -> str:
    return QLocale().monthName(number)
