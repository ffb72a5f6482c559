"""One program at a time: a kernel lock beside the care file, held for as long as it is open.

The lock is the kernel's, not the lock file's existence, so it cannot go stale after a crash.
"""

import os
import sys
from pathlib import Path

from caregiver.errors import CareFileBusy


class FileLock:
    """A lock on the real path of one care file."""

    def __init__(self, path: Path) -> None:
        """Take the lock or raise `CareFileBusy` at once."""
        self._path = path.with_name(f".{path.name}.lock")
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise CareFileBusy("file_busy", path=str(path)) from error
        self._handle: int | None = handle

    def release(self) -> None:
        """Give the lock back. The small lock file stays: removing it would race with others."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":  # pragma: no cover - tried on Windows only
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
