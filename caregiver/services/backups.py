"""Verified copies of the care file: made by hand, once a day, and put back."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from caregiver.clock import Clock
from caregiver.errors import NotFound
from caregiver.storage import backups
from caregiver.storage.backups import Backup, FileProblem
from caregiver.storage.care_file import CareFile, restore_file

__all__ = ["Backup", "BackupsService", "FileProblem", "Restored", "list_beside", "restore"]


class Restored(NamedTuple):
    """What was put back, and where the file that stood there is kept (None: there was none)."""

    backup: Path
    kept: Path | None


class BackupsService:
    """Making, listing and checking backups of an open care file."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def folder(self) -> Path:
        """Return the folder of the automatic backups, beside the care file."""
        return backups.backup_folder(self._file.path)

    def list(self) -> tuple[Backup, ...]:
        """Return the backups, newest first."""
        return tuple(backups.list_backups(self._file.path))

    def last_made(self) -> datetime | None:
        """Return when the newest backup was made, in UTC."""
        found = self.list()
        return found[0].made_at if found else None

    def verify(self, backup: Path) -> int:
        """Return how many records a backup holds; raises `CareFileDamaged` for a bad one."""
        return backups.verify(backup)

    def problems(self) -> tuple[FileProblem, ...]:
        """Check the open file: pages, references and search; empty when all is well."""
        return tuple(self._file.problems())

    # Changing

    def make(self, target: Path | None = None) -> Backup:
        """Make a verified copy at `target`, or in the backup folder."""
        if target is not None:
            return self._file.back_up(target)
        return self._file.back_up_beside("by-hand")

    def make_daily_if_due(self) -> Backup | None:
        """Make the first backup of the day and thin the old ones out; None where it is not due."""
        today = self._clock.now().astimezone(UTC).date()
        for one in self.list():
            if one.path.stem.endswith("_daily") and one.made_at.date() == today:
                return None
        made = self._file.back_up_beside("daily")
        backups.thin_out(self._file.path)
        return made


def list_beside(care_file: Path) -> tuple[Backup, ...]:
    """Return the backups of a care file that need not be open or whole, newest first."""
    return tuple(backups.list_backups(Path(os.path.realpath(care_file))))


def restore(backup: Path, care_file: Path, clock: Clock) -> Restored:
    """Put a verified backup in the place of a closed care file, keeping what stood there.

    Raises `CareFileBusy` while the file is open anywhere, `CareFileDamaged` for a bad backup.
    """
    if not backup.exists():
        raise NotFound("file_missing", path=str(backup))
    return Restored(backup, restore_file(care_file, backup, clock))
