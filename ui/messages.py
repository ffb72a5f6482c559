"""Turn errors into sentences, and bugs into a log entry and a calm dialog."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication

from caregiver import logs, texts
from caregiver.domain.records import Problem
from caregiver.errors import UserError


def translated(text: str) -> str:
    """Translate a text that the core marked."""
    return QCoreApplication.translate(texts.CONTEXT, text)


def sentence(error: UserError) -> str:
    """Return what happened, what was kept and what to do."""
    return texts.sentence(error, translated)


def problem_sentence(problem: Problem) -> str:
    """Return the sentence that stands beside a field."""
    return translated(texts.PROBLEMS[problem.code])


def catch_bugs(show: Callable[[str], None]) -> None:
    """Send every exception that nothing expected to the log, and its report to `show`."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logs.note_bug(error)
        if threading.current_thread() is threading.main_thread():
            show(logs.bug_text(error))

    sys.excepthook = hook
