"""The log: a few small files on this computer, with codes and ids, never names, notes or values."""

import contextlib
import logging
import os
import traceback
from pathlib import Path

from caregiver import paths

FILE_NAME = "caregiver.log"
_MOST_BYTES = 500_000
_KEPT_FILES = 3
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_path() -> Path:
    """Return where the log is."""
    return paths.log_folder() / FILE_NAME


def begin() -> None:
    """Write the program's own notes to the log; where no file can be made, nowhere."""
    # loads sockets and pickles, 15 ms: only for whoever writes
    from logging.handlers import RotatingFileHandler

    logger = logging.getLogger("caregiver")
    if any(isinstance(one, RotatingFileHandler) for one in logger.handlers):
        return
    logger.propagate = False
    with contextlib.suppress(OSError):
        target = log_path()
        paths.make_private_folder(target.parent)
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        handler = RotatingFileHandler(
            target, maxBytes=_MOST_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter(_FORMAT))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)


def end() -> None:
    """Close the log."""
    logger = logging.getLogger("caregiver")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def note_bug(error: BaseException) -> None:
    """Note where a bug happened: the kind of error and the lines of the program.

    The words of the error are left out: they may hold what somebody wrote.
    """
    begin()
    logging.getLogger("caregiver.bug").error("%s", bug_text(error))


def bug_text(error: BaseException) -> str:
    """Return the kind of error and, innermost last, file, line and function of each step."""
    lines: list[str] = []
    told: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in told:
        told.add(id(cause))
        because = "because of " if lines else ""
        lines.append(f"{because}{type(cause).__module__}.{type(cause).__qualname__}")
        for frame in traceback.extract_tb(cause.__traceback__):
            place = "/".join(Path(frame.filename).parts[-3:])
            lines.append(f"  {place}:{frame.lineno} in {frame.name}")
        cause = cause.__cause__
    return "\n".join(lines)
