"""The one place that asks the machine for the time and the zone."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Clock(Protocol):
    """What the program knows of time; implemented by the system and by a fixed clock."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        ...

    def zone(self) -> ZoneInfo:
        """Return the zone the person lives in now."""
        ...

    def local_now(self) -> datetime:
        """Return the instant in the person's zone, aware."""
        ...

    def today(self) -> date:
        """Return the person's local day."""
        ...


class SystemClock:
    """The machine's clock and zone."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return datetime.now(UTC)

    def zone(self) -> ZoneInfo:
        """Return the machine's zone, UTC where it cannot be told."""
        return system_zone()

    def local_now(self) -> datetime:
        """Return the instant in the person's zone, aware."""
        return self.now().astimezone(self.zone())

    def today(self) -> date:
        """Return the person's local day."""
        return self.local_now().date()


class FixedClock:
    """A clock that stands still until it is told to move; for tests and `--now`."""

    def __init__(self, instant: datetime, zone: ZoneInfo | None = None) -> None:
        """Stop at an aware `instant`; the zone is its own where it has a named one, else `zone`."""
        if instant.tzinfo is None:
            raise ValueError("a fixed clock needs an aware instant")
        self._instant = instant.astimezone(UTC)
        named = instant.tzinfo if isinstance(instant.tzinfo, ZoneInfo) else None
        self._zone = zone or named or ZoneInfo("UTC")

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return self._instant

    def zone(self) -> ZoneInfo:
        """Return the fixed zone."""
        return self._zone

    def local_now(self) -> datetime:
        """Return the instant in the person's zone, aware."""
        return self._instant.astimezone(self._zone)

    def today(self) -> date:
        """Return the person's local day."""
        return self.local_now().date()

    def advance(self, **amount: float) -> None:
        """Move on by a timedelta's keywords, as in `advance(minutes=5)`."""
        self._instant += timedelta(**amount)


def system_zone() -> ZoneInfo:
    """Return the machine's IANA zone from TZ or the zone link, UTC where neither tells."""
    name = os.environ.get("TZ", "").lstrip(":")
    if not name:
        link = Path("/etc/localtime")
        if link.is_symlink():
            name = str(link.resolve()).rpartition("zoneinfo/")[2]
        elif Path("/etc/timezone").is_file():
            name = Path("/etc/timezone").read_text(encoding="utf-8").strip()
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
