"""Ask for the start and the length of an appointment."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from caregiver.domain.appointments import Appointment
from ui.widgets.date_fields import TimeField
from ui.widgets.segmented import SegmentedField

LENGTHS = (30, 60, 120)
# the translation tool finds a call by this name
translate = QCoreApplication.translate


class StartField(TimeField):
    """Ask for the start; needed unless the whole day is meant."""

    is_needed = True

    def own_problem(self) -> str:
        """Return a sentence when the time is missing or cannot be read."""
        if self.is_needed and not self.draft().strip():
            return self.tr("Write the time, or tick \N{LEFT DOUBLE QUOTATION MARK}All day"
                           "\N{RIGHT DOUBLE QUOTATION MARK}.")  # fmt: skip
        return super().own_problem()


class LengthField(SegmentedField[int]):
    """Ask for the length in minutes with a chip for each usual one; None where it is open."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, [(minutes, length_words(minutes)) for minutes in LENGTHS])

    def set_value(self, value: int | None) -> None:
        """Choose a length; one that is not usual gets a chip of its own."""
        if value is not None and value not in self.choices():
            self.add_choice(value, length_words(value))
        super().set_value(value)


def length_words(minutes: int) -> str:
    """Return "30 min", "1 hour", "2 hours", "1 h 15 min"."""
    hours, rest = divmod(minutes, 60)
    if minutes == 60:
        return translate("AppointmentForm", "1 hour")
    if hours and not rest:
        return translate("AppointmentForm", "%1 hours").replace("%1", str(hours))
    if hours:
        words = translate("AppointmentForm", "%1 h %2 min").replace("%1", str(hours))
        return words.replace("%2", str(rest))
    return translate("AppointmentForm", "%1 min").replace("%1", str(minutes))


def minutes_of(record: Appointment) -> int | None:
    """Return the length of an appointment in minutes, None where it is open."""
    if record.all_day or record.starts is None or record.ends is None:
        return None
    return int((record.ends - record.starts).total_seconds()) // 60 or None
