"""Do what an answer to a reminder means for the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.pages import attempt

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.domain.dose_plan import DoseEntry
    from caregiver.services.reminders import ReminderItem
    from ui.pages import Host


class Answers:
    """Record a dose or show the page that a reminder is about."""

    def __init__(self, app: Caregiver, host: Host) -> None:
        self._app, self._host = app, host

    def take(self, item: ReminderItem) -> bool:
        """Record the dose as taken now, with Undo; say whether that went.

        A dose that is no longer planned is shown on Today instead of being guessed.
        """
        entry = self.dose_of(item)
        if entry is None:
            self._host.go("today")
            return False
        if entry.dose is not None:
            return True  # recorded meanwhile, here or by somebody else: never twice
        said = QCoreApplication.translate("Reminders", "%s taken") % entry.medication.name
        return attempt(self._host, lambda: self._app.doses.take(entry), said)

    def dose_of(self, item: ReminderItem) -> DoseEntry | None:
        """Return the planned dose a reminder is about, None where it is no longer planned."""
        falls = item.falls.astimezone(self._app.clock.zone())
        for entry in self._app.doses.on(falls.date()):
            is_same = entry.schedule is not None and entry.schedule.id == item.record_id
            if is_same and entry.time == falls.time():
                return entry
        return None

    def is_recorded(self, item: ReminderItem) -> bool:
        """Say whether a reminder is about a dose that is recorded by now."""
        entry = self.dose_of(item) if item.what == "dose" else None
        return entry is not None and entry.dose is not None

    def open(self, item: ReminderItem) -> None:
        """Show what a reminder is about."""
        if item.what == "dose":
            self._host.go("today")
        elif item.what in ("appointment", "collection"):
            self._host.go("calendar", item.record_id)
        else:
            self._host.go("follow_ups", item.record_id)
