"""Say what is worth knowing about an appointment that is being written; nothing is refused."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment
from caregiver.formats import Formats
from ui import appointments

# the translation tool finds a call by this name
translate = QCoreApplication.translate


def remarks(app: Caregiver, one: Appointment, formats: Formats) -> list[str]:
    """Return the sentences for an appointment that could be saved as it is."""
    if one.starts is None or one.problems():
        return []
    return [*_conflicts(app, one, formats), *_clock(app, one, formats), *_past(app, one)]


def _conflicts(app: Caregiver, one: Appointment, formats: Formats) -> list[str]:
    found = app.appointments.conflicts(one)
    if not found:
        return []
    words = translate("AppointmentForm", "At the same time: %1, %2.")
    if len(found) > 1:
        words = translate("AppointmentForm", "At the same time: %1, %2, and %3 more.")
    words = words.replace("%1", found[0].appointment.title)
    words = words.replace("%3", str(len(found) - 1))
    return [words.replace("%2", appointments.when(found[0], formats))]


def _past(app: Caregiver, one: Appointment) -> list[str]:
    assert one.starts is not None
    if one.starts.date() >= app.clock.today() or one.repeats:
        return []
    return [translate("AppointmentForm", "This date has passed. It is kept as a record.")]


def _clock(app: Caregiver, one: Appointment, formats: Formats) -> list[str]:
    """Return a sentence where clocks change that day, or skip or repeat the start."""
    if one.all_day or one.starts is None:
        return []
    zone = app.appointments.zone_of(one)
    really = one.starts.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if really != one.starts:
        words = translate(
            "AppointmentForm", "The clocks go forward: there is no %1 that day. It counts as %2."
        )
        return [words.replace("%1", formats.time(one.starts)).replace("%2", formats.time(really))]
    if one.starts.replace(tzinfo=zone).utcoffset() != (
        one.starts.replace(tzinfo=zone, fold=1).utcoffset()
    ):
        words = translate(
            "AppointmentForm", "The clocks go back: %1 comes twice that day. The first one counts."
        )
        return [words.replace("%1", formats.time(one.starts))]
    if (change := _change_on(one.starts, zone)) > timedelta():
        return [translate("AppointmentForm", "The clocks go forward that day.")]
    if change < timedelta():
        return [translate("AppointmentForm", "The clocks go back that day.")]
    return []


def _change_on(at: datetime, zone: ZoneInfo) -> timedelta:
    """Return by how much clocks are put forward on the local day of `at`."""
    midnight = datetime.combine(at.date(), time(), zone)
    ends = datetime.combine(at.date() + timedelta(days=1), time(), zone)
    return (ends.utcoffset() or timedelta()) - (midnight.utcoffset() or timedelta())
