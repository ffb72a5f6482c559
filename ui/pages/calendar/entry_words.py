"""Say what stands on the calendar in words: long to hear, and as short as a cell needs."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from caregiver.domain.appointments import Occurrence
from caregiver.formats import Formats
from caregiver.services.calendar import FOLLOW_UP, DayLine, DoseTime, HomeBlock
from ui import appointments

# the translation tool finds a call by this name
translate = QCoreApplication.translate


def event_ways(occurrence: Occurrence, formats: Formats) -> list[str]:
    """Return ways to write an appointment on one line, longest first."""
    one = occurrence.appointment
    short = appointments.short_kind(one) or one.title
    if one.all_day:
        return [one.title, short]
    at = formats.time(occurrence.starts)
    bare = at.split("\N{NO-BREAK SPACE}")[0]
    titled = [f"{one.title}, {at}", f"{one.title}, {bare}"]
    return [*titled, f"{short}, {at}", f"{short}, {bare}", short]


def spoken_event(occurrence: Occurrence, formats: Formats) -> str:
    """Return title, day, time, place and status in one sentence."""
    one = occurrence.appointment
    parts = [
        one.title,
        formats.weekday_date(occurrence.day),
        appointments.when(occurrence, formats),
        one.location,
        appointments.status_words(one),
    ]
    return ", ".join(part for part in parts if part)


def dose_count(dose: DoseTime) -> str:
    """Return "4 medicines", of a single one its name."""
    if len(dose.names) == 1:
        return dose.names[0]
    return translate("CalendarEntries", "%1 medicines").replace("%1", str(len(dose.names)))


def dose_ways(dose: DoseTime, formats: Formats) -> list[str]:
    """Return ways to write doses due at one time, longest first."""
    at = formats.time(dose.at)
    number = len(dose.names)
    count = translate("CalendarEntries", "%1 medicines").replace("%1", str(number))
    if number == 1:
        count = translate("CalendarEntries", "1 medicine")
    both = translate("CalendarEntries", "%1: %2").replace("%1", at)
    words = [dose_count(dose), count] if number == 1 else [count]
    return [both.replace("%2", words[0]), *words, str(number)]


def dose_state(dose: DoseTime) -> str:
    """Return "all taken" or "2 not recorded", "" while there is nothing to say."""
    if dose.taken == len(dose.names):
        return (
            translate("CalendarEntries", "taken")
            if dose.taken == 1
            else translate("CalendarEntries", "all taken")
        )
    if dose.open:
        return translate("CalendarEntries", "%1 not recorded").replace("%1", str(dose.open))
    return ""


def spoken_dose(dose: DoseTime, formats: Formats) -> str:
    """Return the day, the time, each medicine, and what is recorded of them."""
    when = f"{formats.weekday_date(dose.day)}, {formats.time(dose.at)}"
    names = ", ".join(dose.names)
    if len(dose.names) > 1:
        names = f"{dose_count(dose)}: {names}"
    return ". ".join(part for part in (f"{when}: {names}", dose_state(dose)) if part)


def home_ways(block: HomeBlock, formats: Formats) -> list[str]:
    """Return ways to say how long to stay at home, longest first."""
    until = _until(block.ends, formats)
    return [
        translate("CalendarEntries", "Stay home: 24-hour urine, until %1").replace("%1", until),
        translate("CalendarEntries", "24-hour urine, home until %1").replace("%1", until),
        translate("CalendarEntries", "Stay home until %1").replace("%1", until),
        translate("CalendarEntries", "Home until %1").replace("%1", until),
        translate("CalendarEntries", "Stay home"),
        translate("CalendarEntries", "Home"),
    ]


def spoken_home(block: HomeBlock, formats: Formats) -> str:
    """Return from when to when to stay at home, and what for."""
    words = translate("CalendarEntries", "%1, from %2").replace("%1", home_ways(block, formats)[0])
    begin = f"{formats.weekday_date(block.starts.date())}, {formats.time(block.starts)}"
    return f"{words.replace('%2', begin)}. {block.occurrence.appointment.title}"


def line_icon(line: DayLine) -> str:
    """Return the icon of a task or a follow-up."""
    return "calendar-clock" if line.kind == FOLLOW_UP else "clipboard-check"


def line_title(line: DayLine, formats: Formats) -> str:
    """Return a task or follow-up without its time; of a late one, since when it is due."""
    if line.late_since is not None:
        since = formats.date_short(line.late_since).replace(" ", "\N{NO-BREAK SPACE}")
        words = translate("CalendarEntries", "%1, due since %2").replace("%1", line.title)
        return words.replace("%2", since)
    if line.kind == FOLLOW_UP:
        return translate("CalendarEntries", "%1, due").replace("%1", line.title)
    return line.title


def line_words(line: DayLine, formats: Formats) -> str:
    """Return a task or follow-up on one line, with its time."""
    title = line_title(line, formats)
    return f"{title}, {formats.time(line.at)}" if line.at else title


def spoken_line(line: DayLine, formats: Formats) -> str:
    """Return a task or follow-up with its day, and whether it is done."""
    kind = (
        translate("CalendarEntries", "Follow-up")
        if line.kind == FOLLOW_UP
        else translate("CalendarEntries", "Task")
    )
    words = f"{kind}: {line_words(line, formats)}, {formats.weekday_date(line.day)}"
    return translate("CalendarEntries", "%1, done").replace("%1", words) if line.is_done else words


def clock_ways(minutes: int) -> list[str]:
    """Return ways to say which way the clocks go, longest first."""
    forward = (
        translate("CalendarEntries", "Clocks go forward")
        if minutes > 0
        else translate("CalendarEntries", "Clocks go back")
    )
    return [
        forward,
        translate("CalendarEntries", "Clocks change"),
        translate("CalendarEntries", "Clocks"),
    ]


def moved_to(starts: datetime, formats: Formats, *, all_day: bool) -> str:
    """Return "Tue, Mar 16, 2:15 PM", of whole days the day alone."""
    day = formats.day_date(starts.date())
    return day if all_day else f"{day}, {formats.time(starts)}"


def weekday_short(day: date) -> str:
    """Return "Mon"."""
    return QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def _until(ends: datetime, formats: Formats) -> str:
    return f"{weekday_short(ends.date())} {formats.time(ends)}"
