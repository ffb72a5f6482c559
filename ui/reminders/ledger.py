"""Say what the window needs of the ledger of reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from caregiver.app import Caregiver


class ReminderItem(Protocol):
    """One reminder: `falls` is when the thing is, `due_at` when to remind of it, both aware."""

    @property
    def key(self) -> str:
        """Return what the ledger knows it by."""
        ...

    @property
    def what(self) -> str:
        """Return appointment, dose, task, follow_up or collection."""
        ...

    @property
    def record_id(self) -> str:
        """Return the record it is about."""
        ...

    @property
    def title(self) -> str:
        """Return its words."""
        ...

    @property
    def falls(self) -> datetime:
        """Return when the thing itself is."""
        ...

    @property
    def due_at(self) -> datetime:
        """Return when to remind of it."""
        ...


class Announcement(Protocol):
    """What one look found: came due just now, or while nobody looked, and when nobody did."""

    @property
    def new(self) -> Sequence[ReminderItem]:
        """Return what came due since the last look and within two minutes."""
        ...

    @property
    def passed(self) -> Sequence[ReminderItem]:
        """Return what came due while nobody looked."""
        ...

    @property
    def off_from(self) -> datetime | None:
        """Return from when nobody looked."""
        ...

    @property
    def off_until(self) -> datetime | None:
        """Return until when nobody looked."""
        ...


class Ledger(Protocol):
    """The service that hands out each reminder once."""

    def look(self) -> Announcement:
        """Walk from the last look to now."""
        ...

    def open_items(self) -> Sequence[ReminderItem]:
        """Return what is announced and not answered."""
        ...

    def next_due(self) -> datetime | None:
        """Return when the next reminder comes due."""
        ...

    def answer(self, item: Any) -> object:
        """Close a reminder."""
        ...

    def snooze(self, item: Any, minutes: int) -> object:
        """Put a reminder off."""
        ...


@dataclass(frozen=True, slots=True)
class Nothing:
    """What a look into an empty ledger finds."""

    new: tuple[ReminderItem, ...] = ()
    passed: tuple[ReminderItem, ...] = ()
    off_from: datetime | None = None
    off_until: datetime | None = None


class EmptyLedger:
    """A ledger without reminders, for a core that keeps none."""

    def look(self) -> Nothing:
        """Find nothing."""
        return Nothing()

    def open_items(self) -> tuple[ReminderItem, ...]:
        """Return none."""
        return ()

    def next_due(self) -> datetime | None:
        """Return that nothing comes."""
        return None

    def answer(self, item: Any) -> None:
        """Have nothing to close."""

    def snooze(self, item: Any, minutes: int) -> None:
        """Have nothing to put off."""


def ledger_of(app: Caregiver) -> Ledger:
    """Return the ledger of the open file."""
    found: Ledger | None = getattr(app, "reminders", None)
    return found or EmptyLedger()
