"""Do long work beside the window, and hand the result back into it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from caregiver.errors import UserError

T = TypeVar("T")


class BackgroundTask(QObject):
    """Run one function in another thread; `result` or `failed` follows in this one.

    `failed` carries a UserError. Any other exception is a bug and goes to `sys.excepthook`.
    """

    result = Signal(object)
    failed = Signal(object)
    _ended = Signal(object)

    def __init__(self, work: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self, pool: ThreadPoolExecutor) -> None:
        """Begin."""
        pool.submit(self._work).add_done_callback(self._ended.emit)

    def _deliver(self, future: Future[Any]) -> None:
        error = future.exception()
        if error is None:
            self.result.emit(future.result())
        elif isinstance(error, UserError):
            self.failed.emit(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
        self.deleteLater()


class Background(QObject):
    """Start background tasks, two at a time at most; the threads start with the first task."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None],
    ) -> BackgroundTask:
        """Do `work` beside the window and call `done` or `failed` in it."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(2, "background")
        task = BackgroundTask(work, self)
        task.result.connect(done)
        task.failed.connect(failed)
        task.start(self._pool)
        return task

    def is_busy(self) -> bool:
        """Say whether a task is still to be delivered."""
        return bool(self.findChildren(BackgroundTask))

    def finish(self) -> None:
        """Wait for what is running, and start nothing more."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
