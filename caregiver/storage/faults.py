"""The one place where a driver's error becomes a sentence a person can act on."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import exc
from sqlcipher3 import dbapi2 as driver

from caregiver.domain.records import UnreadableValue
from caregiver.errors import BadInput, CareFileBusy, CareFileDamaged, StorageFailed, UserError

_BY_MESSAGE: tuple[tuple[str, type[UserError], str], ...] = (
    ("file is not a database", CareFileDamaged, "file_damaged"),
    ("malformed", CareFileDamaged, "file_damaged"),
    ("database or disk is full", StorageFailed, "disk_full"),
    ("readonly", StorageFailed, "file_read_only"),
    ("read-only", StorageFailed, "file_read_only"),
    ("is locked", CareFileBusy, "file_busy"),
    ("disk i/o error", StorageFailed, "disk_failed"),
    ("unable to open", StorageFailed, "disk_failed"),
    ("no such table", CareFileDamaged, "file_damaged"),
    ("no such column", CareFileDamaged, "file_damaged"),
    ("could not decode", CareFileDamaged, "file_damaged"),
)


@contextmanager
def user_errors(path: Path) -> Iterator[None]:
    """Turn errors of the disk and of a damaged file into `UserError`; let bugs fly."""
    try:
        yield
    except (exc.DBAPIError, driver.Error) as error:
        known = _translated(error, path)
        if known is None:
            raise
        raise known from error
    except UnicodeEncodeError as error:
        raise BadInput("words_unreadable") from error
    except (UnicodeDecodeError, UnreadableValue) as error:
        raise CareFileDamaged("file_damaged", path=str(path)) from error
    except OSError as error:
        raise disk_error(error, path) from error


def disk_error(error: OSError, path: Path) -> UserError:
    """Return the sentence for an operating-system error at `path`."""
    codes = {
        errno.ENOSPC: "disk_full",
        errno.EDQUOT: "disk_full",
        errno.EFBIG: "disk_full",
        errno.EROFS: "file_read_only",
        errno.EACCES: "file_not_allowed",
        errno.EPERM: "file_not_allowed",
        errno.ENOENT: "file_missing",
        errno.ENOTDIR: "file_missing",
        errno.EISDIR: "file_is_folder",
    }
    return StorageFailed(codes.get(error.errno or 0, "disk_failed"), path=str(path))


def _translated(error: Exception, path: Path) -> UserError | None:
    lowered = str(error.orig if isinstance(error, exc.DBAPIError) else error).lower()
    for part, kind, code in _BY_MESSAGE:
        if part in lowered:
            return kind(code, path=str(path))
    return None
