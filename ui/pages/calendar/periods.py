"""Say which days a view shows, and how far one turn goes."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from caregiver.formats import Formats

LIST, DAY, WEEK, MONTH = "list", "day", "week", "month"
VIEWS = (LIST, DAY, WEEK, MONTH)
DAYS_LISTED, DAYS_OF_WEEK = 30, 7
translate = QCoreApplication.translate


def first_of_week(day: date) -> date:
    """Return the first day of the week that holds `day`, by this country."""
    begins = QLocale().firstDayOfWeek().value - 1
    return day - timedelta(days=(day.weekday() - begins) % DAYS_OF_WEEK)


def first_shown(month: date) -> date:
    """Return the first day of the week in which the month begins."""
    return first_of_week(month.replace(day=1))


def last_shown(month: date) -> date:
    """Return the last day of the week in which the month ends."""
    next_month = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first_of_week(next_month - timedelta(days=1)) + timedelta(days=DAYS_OF_WEEK - 1)


def days_shown(view: str, day: date) -> tuple[date, date]:
    """Return the first and last day of a view; of a list, `day` is the first."""
    if view == MONTH:
        return first_shown(day), last_shown(day)
    if view == WEEK:
        return first_of_week(day), first_of_week(day) + timedelta(days=DAYS_OF_WEEK - 1)
    return day, day + timedelta(days=DAYS_LISTED - 1 if view == LIST else 0)


def turned(view: str, day: date, periods: int) -> date:
    """Return the day some periods later (or earlier): a month, a week, a day or 30 days each."""
    if view == MONTH:
        return months_on(day, periods)
    days = {WEEK: DAYS_OF_WEEK, DAY: 1, LIST: DAYS_LISTED}[view]
    return day + timedelta(days=days * periods)


def months_on(day: date, months: int) -> date:
    """Return the same day of another month, or its last day."""
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    length = ((first + timedelta(days=32)).replace(day=1) - first).days
    return first.replace(day=min(day.day, length))


def title(view: str, days: tuple[date, date], today: date, formats: Formats) -> str:
    """Return the title of a page: the month, the day, or the first and the last day.

    The year is there where it is another one than today's.
    """
    first, last = days
    if view == MONTH:
        return formats.month_year(first + timedelta(days=DAYS_OF_WEEK - 1))
    if view == DAY:
        return formats.weekday_date(first) if first.year == today.year else formats.date_long(first)
    if view == LIST and first == today:
        return translate("Calendar", "Next 30 days")
    is_near = first.year == last.year == today.year
    write = formats.date_short if is_near else formats.date_medium
    words = translate("Calendar", "%1 to %2").replace("%1", write(first))
    return words.replace("%2", write(last))
