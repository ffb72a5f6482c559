"""Turn errors into sentences, and bugs into a log entry and a calm dialog."""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

from PySide6.QtCore import QCoreApplication

from caregiver import texts
from caregiver.domain.records import Problem
from caregiver.errors import UserError

LOG = logging.getLogger("caregiver")
LOG_NAME = "caregiver.log"


def translated(text: str) -> str:
    """Translate a text that the core marked."""
    return QCoreApplication.translate(texts.CONTEXT, text)


def sentence(error: UserError) -> str:
    """Return what happened, what was kept and what to do."""
    return texts.sentence(error, translated)


def problem_sentence(problem: Problem) -> str:
    """Return the sentence that stands beside a field."""
    return translated(texts.PROBLEMS[problem.code])


def start_log(folder: Path) -> Path:
    """Write the log into `folder`; return its path. A folder that cannot be written is no fault."""
    path = folder / LOG_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=500_000, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    return path


def report_text(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Describe a bug without anything personal: the kind of error and the lines it passed.

    The message of an exception may quote what a person typed, so it is left out.
    """
    lines = [kind.__name__]
    for step in extract_tb(trace):
        lines.append(f"  {Path(step.filename).name}:{step.lineno} {step.name}")
    return "\n".join(lines)


def catch_bugs(show: Callable[[str], None]) -> None:
    """Send every exception that nothing expected to the log, and its report to `show`."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = report_text(kind, trace)
        LOG.error("unexpected error\n%s", report)
        if threading.current_thread() is threading.main_thread():
            show(report)

    sys.excepthook = hook
