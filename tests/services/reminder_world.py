"""A person's computer with a clock that jumps, sleeps and is wrong, around a real care file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from caregiver.clock import FixedClock
from caregiver.domain.records import Record
from caregiver.services.reminders import Announcement, ReminderItem, RemindersService
from caregiver.storage.care_file import CareFile, create_file, open_file


class TravelClock(FixedClock):
    """A clock that can be set and taken to another zone."""

    def set(self, instant: datetime) -> None:
        self._instant = instant.astimezone(UTC)

    def travel(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)


class World:
    """One care file, opened and closed again, and what was announced from it."""

    def __init__(self, path: Path, clock: TravelClock) -> None:
        self.path, self.clock = path, clock
        self.file: CareFile = create_file(path, clock)
        self.reminders = RemindersService(self.file, clock)
        self.told: Counter[str] = Counter()
        self.again: Counter[str] = Counter()
        self.items: dict[str, ReminderItem] = {}

    def fill(self, *records: Record) -> None:
        with self.file.change("filled") as work:
            for record in records:
                work.save(record)

    def look(self) -> Announcement:
        """Look, and count what is announced."""
        found = self.reminders.look()
        for one in (*found.new, *found.passed):
            (self.again if one.is_again else self.told)[one.key] += 1
            self.items[one.key] = one
        return found

    def stay_awake(self, until: datetime) -> None:
        """Look whenever something comes due, as the window does."""
        while (due := self.reminders.next_due()) is not None and due <= until:
            if due > self.clock.now():
                self.clock.set(due)
            self.look()
        if until > self.clock.now():
            self.clock.set(until)

    def sleep(self, span: timedelta) -> None:
        self.clock.set(self.clock.now() + span)
        self.look()

    def restart(self, *, killed: bool) -> None:
        """Close the file, or leave it as a killed process does, and open it anew."""
        if not killed:
            self.reminders.leave()
        self.file.close()
        self.file = open_file(self.path, self.clock)
        self.reminders = RemindersService(self.file, self.clock)

    def set_wrong(self, instant: datetime) -> None:
        """Look once by a wrong clock, and have it right again after a moment."""
        right = self.clock.now()
        told = self.told.copy()
        self.clock.set(instant)
        self.look()
        self.told = told  # it does not count
        self.clock.set(right + timedelta(seconds=1))
        self.look()

    def open_keys(self) -> list[str]:
        return [one.key for one in self.reminders.open_items()]


@contextmanager
def a_world(folder: Path, instant: datetime, zone: str) -> Iterator[World]:
    """A world that begins with a first look."""
    world = World(folder / "ours.care", TravelClock(instant, ZoneInfo(zone)))
    try:
        yield world
    finally:
        world.file.close()
