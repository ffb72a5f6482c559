"""Stand in for the ledger of reminders and for the ways to show a notice."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from caregiver.clock import FixedClock
from ui.reminders.notices import Notice, Notifier, Way
from ui.reminders.wake import Wake


@dataclass(frozen=True)
class Item:
    """One reminder, as the ledger hands it out."""

    key: str
    what: str
    record_id: str
    title: str
    falls: datetime
    due_at: datetime
    is_again: bool = False


@dataclass(frozen=True)
class Said:
    """What one look at the ledger found."""

    new: tuple[Item, ...] = ()
    passed: tuple[Item, ...] = ()
    off_from: datetime | None = None
    off_until: datetime | None = None


def an_item(due_at: datetime, what: str = "appointment", **values: Any) -> Item:
    """Return a reminder that falls when it is due."""
    key = values.pop("key", f"{what}:{due_at.isoformat()}")
    usual = {"record_id": "x", "title": "Clinic visit", "falls": due_at}
    return Item(key=key, what=what, due_at=due_at, **{**usual, **values})


@dataclass
class FakeLedger:
    """Keep what is planned; each is handed out once, like the real one does it."""

    clock: FixedClock
    planned: list[Item] = field(default_factory=list)
    open: dict[str, Item] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)
    snoozed: dict[str, datetime] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    looked_at: datetime | None = None
    looks: int = 0

    def look(self) -> Said:
        """Hand out what came due since the last look."""
        self.looks += 1
        now = self.clock.now()
        before, self.looked_at = self.looked_at, now
        due = [one for one in self.planned if one.due_at <= now and one.key not in self.seen]
        again = [key for key, at in self.snoozed.items() if at <= now]
        due += [replace(self.open[key], is_again=True, due_at=self.snoozed.pop(key))
                for key in again if key in self.open]  # fmt: skip
        for one in due:
            self.seen.add(one.key)
            self.open[one.key] = one
        new = tuple(one for one in due if now - one.due_at <= timedelta(minutes=2))
        passed = tuple(one for one in due if one not in new)
        was_off = before is not None and now - before > timedelta(minutes=30)
        return Said(new, passed, before if was_off else None, now if was_off else None)

    def open_items(self) -> tuple[Item, ...]:
        """Return what is announced and waits."""
        return tuple(one for key, one in self.open.items() if key not in self.snoozed)

    def next_due(self) -> datetime | None:
        """Return when the next comes due."""
        coming = [one.due_at for one in self.planned if one.key not in self.seen]
        return min([*coming, *self.snoozed.values()], default=None)

    def leave(self) -> None:
        """Note that somebody looked until now."""
        self.looked_at = self.clock.now()

    def answer_all(self, items: Sequence[Item]) -> None:
        """Take items from the open ones."""
        for item in items:
            self.open.pop(item.key, None)
            self.snoozed.pop(item.key, None)
            self.answered.append(item.key)

    def snooze_all(self, items: Sequence[Item], minutes: int) -> None:
        """Put items off."""
        for item in items:
            self.snoozed[item.key] = self.clock.now() + timedelta(minutes=minutes)


class FakeWake(Wake):
    """Wake only when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.due: datetime | None = None

    def at(self, instant: datetime | None) -> None:
        """Note what was asked for."""
        self.due = instant

    def close(self) -> None:
        """Forget it."""
        self.due = None


class FakeNotifier(Notifier):
    """Note what is shown."""

    way = Way.DESKTOP

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Notice] = []
        self.in_sight: dict[str, Notice] = {}

    def show_notice(self, notice: Notice) -> None:
        """Note it."""
        self.shown.append(notice)
        self.in_sight[notice.key] = notice

    def withdraw(self, key: str) -> None:
        """Take it out of sight."""
        self.in_sight.pop(key, None)

    def close(self) -> None:
        """Take everything out of sight."""
        self.in_sight.clear()


class FakeChooser(QObject):
    """Hand out one way at once."""

    found = Signal(object)

    def __init__(self, notifier: Notifier) -> None:
        super().__init__()
        self.notifier = notifier
        self.fallen_back = 0

    def look(self) -> None:
        """Hand it out."""
        self.found.emit(self.notifier)

    def fall_back(self) -> None:
        """Hand out another one."""
        self.fallen_back += 1
        self.notifier = FakeNotifier()
        self.found.emit(self.notifier)

    def close(self) -> None:
        """Have nothing to close."""
