"""Wake up when the wall clock says so: at the next reminder, after sleep, after a clock change.

A QTimer counts running time only: it stands still while the computer sleeps. Two ways around it:

- `KernelWake` (Linux): a timerfd on CLOCK_REALTIME, watched by Qt. The kernel wakes the program at
  the instant itself, also when that passed during sleep, and at once when the clock is set or the
  computer wakes (TFD_TIMER_CANCEL_ON_SET). In between nothing runs: no wake-up at all.
- `PollWake` (elsewhere): look at the clock every five seconds, or sooner where the next reminder is
  nearer. 0.2 wake-ups a second, two comparisons each.
"""

from __future__ import annotations

import errno
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal

from caregiver.clock import Clock, FixedClock, SystemClock

POLL_MS = 5000
# a step of the clock that is no rounding
JUMP = timedelta(seconds=30)
_MS = timedelta(milliseconds=1)
_STEP = POLL_MS * _MS

_CLOCK_REALTIME = 0
_TFD_NONBLOCK, _TFD_CLOEXEC = 0o4000, 0o2000000
_TFD_TIMER_ABSTIME, _TFD_TIMER_CANCEL_ON_SET = 1, 2
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# armed also when nothing is due: only an armed timer notices that the clock was set
_FAR = datetime(2100, 1, 1, tzinfo=UTC)


class Wake(QObject):
    """Emit `woke` at the instant asked for, and when the clock was set or the computer slept.

    `woke` carries whether it was the clock. After it the instant has to be asked for again.
    """

    woke = Signal(bool)

    def at(self, instant: datetime | None) -> None:
        """Wake at an aware instant, at once for one in the past; None waits for the clock only."""
        raise NotImplementedError

    def close(self) -> None:
        """Never wake again."""
        raise NotImplementedError


class PollWake(Wake):
    """Look at the clock every five seconds."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = clock.now
        self._due: datetime | None = None
        self._expected = clock.now() + _STEP
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start(POLL_MS)

    def at(self, instant: datetime | None) -> None:
        """Wake at an instant."""
        self._due = instant
        self._expect(self._now())

    def look(self) -> None:
        """Compare the clock with what is due and with what it should say."""
        now = self._now()
        has_jumped = not -JUMP < now - self._expected < JUMP
        is_due = self._due is not None and now >= self._due
        if is_due:
            self._due = None
        self._expect(now)
        if is_due or has_jumped:
            self.woke.emit(has_jumped)

    def close(self) -> None:
        """Never wake again."""
        self._timer.stop()

    def _expect(self, now: datetime) -> None:
        """Look next in five seconds; a due instant that is nearer is not missed by so much."""
        wait = POLL_MS
        if self._due is not None and self._due - now < _STEP:
            wait = max(0, (self._due - now) // _MS + 1)
        if wait != POLL_MS or self._timer.interval() != POLL_MS:
            self._timer.start(wait)
            self._expected = now + wait * _MS
        else:
            self._expected = now + _STEP  # the timer goes on in its own step


class KernelWake(Wake):
    """Let the kernel watch the clock; see the module. `OSError` where it cannot."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        import ctypes

        self._libc = ctypes.CDLL(None, use_errno=True)
        self._file: int = self._libc.timerfd_create(_CLOCK_REALTIME, _TFD_NONBLOCK | _TFD_CLOEXEC)
        if self._file < 0:
            raise OSError(ctypes.get_errno(), "timerfd_create")
        self._notifier = QSocketNotifier(self._file, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._ready)
        self._due: datetime | None = None
        self._arm()

    def at(self, instant: datetime | None) -> None:
        """Wake at an instant."""
        self._due = instant
        self._arm()

    def close(self) -> None:
        """Never wake again."""
        if self._file >= 0:
            self._notifier.setEnabled(False)
            os.close(self._file)
            self._file = -1

    def _arm(self) -> None:
        if self._set_timer() == errno.ECANCELED and self._set_timer() == 0:
            # the clock was set since the last arming; it is said once, by the first call
            QTimer.singleShot(0, self, lambda: self.woke.emit(True))

    def _set_timer(self) -> int:
        """Arm the timer; return 0 or the number of the error."""
        import ctypes

        due = (self._due or _FAR).astimezone(UTC)
        # an instant of zero would switch the timer off
        micros = max(1, (due - _EPOCH) // timedelta(microseconds=1))
        seconds, rest = divmod(micros, 1_000_000)
        spec = (ctypes.c_long * 4)(0, 0, seconds, rest * 1000)
        flags = _TFD_TIMER_ABSTIME | _TFD_TIMER_CANCEL_ON_SET
        failed = self._libc.timerfd_settime(self._file, flags, ctypes.byref(spec), None)
        return ctypes.get_errno() if failed else 0

    def _ready(self, *_: Any) -> None:
        was_set = False
        try:
            os.read(self._file, 8)
        except BlockingIOError:
            return
        except OSError as error:
            if error.errno != errno.ECANCELED:
                raise
            was_set = True
        else:
            self._due = None
        self._arm()
        self.woke.emit(was_set)


class StillWake(Wake):
    """Wait for a clock that stands still (`--now`): what is not in the past never comes."""

    def __init__(self, clock: FixedClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.woke.emit(False))

    def at(self, instant: datetime | None) -> None:
        """Wake at an instant that has come."""
        self._timer.stop()
        if instant is not None and instant <= self._clock.now():
            self._timer.start(0)

    def close(self) -> None:
        """Never wake again."""
        self._timer.stop()


def make_wake(clock: Clock, parent: QObject | None = None) -> Wake:
    """Return the way that wakes least often on this machine."""
    if isinstance(clock, SystemClock) and sys.platform == "linux":
        try:
            return KernelWake(parent)
        except (OSError, AttributeError):
            # a kernel or a C library without it
            pass
    if isinstance(clock, FixedClock):
        return StillWake(clock, parent)
    return PollWake(clock, parent)
